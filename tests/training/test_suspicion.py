"""What is looked at is learnt from labelled sentences."""

from __future__ import annotations

import numpy as np
import pytest

from drafting.documents.resources import resource
from drafting.proofing.characters.ngrams import LanguageModel
from drafting.proofing.characters.proposing import scored
from drafting.proofing.characters.suspicion import SIGNS, Suspicion
from training.suspicion import KEPT, suspicion

MODEL = LanguageModel.open(resource("corpus") / "characters" / "ngrams.bin")
RIGHT = (
    "各级人民政府要加强对安全生产工作的领导。",
    "有关部门应当按照职责分工抓好落实。",
    "经研究，同意你局关于增加经费的请示。",
    "要进一步提高政府工作的透明度和公信力。",
)
WRONG = (
    "各级人民政府要加强对安全生铲工作的领导。",
    "有关部门应当按照职贵分工抓好落实。",
    "经研究，同意你局关于增加径费的请示。",
    "要进一步提高政府工作的透明渡和公信力。",
)
PAIRS = [*zip(WRONG, RIGHT, strict=True), *zip(RIGHT, RIGHT, strict=True)] * 5


@pytest.fixture(scope="module")
def learnt() -> Suspicion:
    return suspicion(PAIRS, MODEL)


def test_nearly_all_wrong_characters_are_looked_at_and_few_right_ones(learnt: Suspicion) -> None:
    found = wanted = looked = total = 0
    for wrong, right in zip(WRONG, RIGHT, strict=True):
        places = set(np.flatnonzero(learnt.doubts(scored(wrong, MODEL), MODEL) >= learnt.least).tolist())
        faults = {at for at, pair in enumerate(zip(wrong, right, strict=True)) if pair[0] != pair[1]}
        found, wanted = found + len(places & faults), wanted + len(faults)
        looked, total = looked + len(places - faults), total + len(wrong)
    assert found >= KEPT * wanted - 1
    assert looked < total / 3


def test_the_same_sentences_give_the_same_weights_one_a_sign(learnt: Suspicion) -> None:
    assert suspicion(PAIRS, MODEL) == learnt
    assert len(learnt.weights) == len(SIGNS)


def test_sentences_of_other_lengths_are_left_out(learnt: Suspicion) -> None:
    assert suspicion([*PAIRS, ("加强强领导。", "加强领导。")], MODEL) == learnt
