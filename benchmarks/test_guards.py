"""What is guarded in a text: how its cost grows with the text, whatever piece the text repeats."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks.test_proofreading import seconds
from drafting.proofing.characters.guards import protected_sentence

CHARACTERS, TIMES = 20_000, 4


@pytest.fixture(autouse=True)
def _no_collecting() -> Iterator[None]:
    """A long text is long enough for Python to go over every object of the whole run, which is no cost of the text."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize(
    "piece",
    [
        "王",
        "王 ",
        "王李",
        "王、",
        "“",
        "《",
        "1,",
        "甲村、",
        "王李、",
        "副市长王李",
        "2020〕",
        "a.",
        "清源市",
        "王彧（局长）",
        "科王彧，",
        "市",
    ],
)
def test_time_grows_with_the_length_of_any_text(benchmark: Any, piece: str) -> None:
    """Four times the text takes about four times as long: no expression goes over the same characters again and again."""
    short = piece * (CHARACTERS // len(piece))
    long = short * TIMES
    protected_sentence(short)  # the lists of words are read before the clock starts
    benchmark.pedantic(protected_sentence, (long,), rounds=1)
    once, fourfold = (seconds(lambda text=text: protected_sentence(text)) for text in (short, long))  # type: ignore[misc]
    benchmark.extra_info["times a quarter of the text"] = round(fourfold / once, 1)
    assert fourfold < TIMES * 2 * once + 0.05, f"{once * 1000:.1f} ms, four times the text {fourfold * 1000:.1f} ms"
