"""What is guarded in a text: how its cost grows with the text, whatever piece the text repeats."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.growth import growth
from drafting.proofing.characters.guards import protected_sentence

CHARACTERS, TIMES = 20_000, 4


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
    once, fourfold = growth(benchmark, lambda: protected_sentence(short), lambda: protected_sentence(long))
    assert fourfold < TIMES * 2 * once + 0.05, f"{once * 1000:.1f} ms, four times the text {fourfold * 1000:.1f} ms"
