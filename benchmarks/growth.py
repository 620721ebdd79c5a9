"""What work costs, and how its cost grows: processor seconds, compared within one run, so that a busy machine changes no verdict."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Any


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """CPU seconds of the fastest of ``rounds``."""
    best = float("inf")
    for _ in range(rounds):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


def growth(benchmark: Any, short: Callable[[], object], long: Callable[[], object], rounds: int = 3) -> tuple[float, float]:
    """CPU seconds of ``short`` and of ``long``, each the fastest of ``rounds``; ``long`` and how many times it costs go into the table.

    They take turns, so that what slows the machine slows both. Python collects no garbage meanwhile: going over every object of the whole
    run is no cost of the work. What is built once (tables, dictionaries) must have been built before.
    """
    gc.collect()
    gc.disable()
    try:
        benchmark.pedantic(long, rounds=1)
        turns = [(seconds(short, 1), seconds(long, 1)) for _ in range(rounds)]
    finally:
        gc.enable()
    once, more = (min(turn[at] for turn in turns) for at in (0, 1))
    benchmark.extra_info["times the shorter"] = round(more / once, 1) if once else 0.0
    return once, more
