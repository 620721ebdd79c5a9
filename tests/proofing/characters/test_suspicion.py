"""Which places of a text are looked at: where it is not as the language model knows it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.resources import resource
from drafting.proofing.characters.ngrams import LanguageModel
from drafting.proofing.characters.proposing import scored
from drafting.proofing.characters.ranker import Ranker
from drafting.proofing.characters.suspicion import SIGNS, signs

FOLDER = resource("corpus") / "characters"
MODEL = LanguageModel.open(FOLDER / "ngrams.bin")
SUSPICION = Ranker.open(FOLDER / "ranker.bin").suspicion
RIGHT = "为深入贯彻落实党中央、国务院决策部署，现就有关事项通知如下。"


def _places(text: str) -> list[int]:
    return np.flatnonzero(SUSPICION.doubts(scored(text, MODEL), MODEL) >= SUSPICION.least).tolist()


def test_a_wrong_character_stands_out_more_than_all_right_ones() -> None:
    wrong = RIGHT.replace("部署", "部暑")
    doubts = SUSPICION.doubts(scored(wrong, MODEL), MODEL)
    assert doubts.argmax() == wrong.index("暑")
    assert doubts.max() > SUSPICION.doubts(scored(RIGHT, MODEL), MODEL).max()


def test_a_familiar_text_has_few_places_that_are_looked_at() -> None:
    assert len(_places(RIGHT)) < 6


@pytest.mark.parametrize(("right", "wrong"), [("部署", "部暑"), ("贯彻", "惯彻"), ("落实", "落买"), ("事项", "事向")])
def test_a_wrong_character_is_looked_at(right: str, wrong: str) -> None:
    text = RIGHT.replace(right, wrong)
    at = next(at for at, pair in enumerate(zip(text, RIGHT, strict=True)) if pair[0] != pair[1])
    assert at in _places(text)


@pytest.mark.parametrize("row", ["的" * 50, "工作" * 30, "（填表）" + "某" * 9])
def test_rows_of_filling_are_passed_over(row: str) -> None:
    assert _places(row)[4:] == []


@given(st.text("为深入贯彻落实的署暑。\n A1😀", max_size=40))
def test_there_is_one_value_of_each_sign_for_each_place_and_only_chinese_is_looked_at(text: str) -> None:
    seen = scored(text, MODEL)
    rows = list(signs(seen, MODEL))
    assert len(rows) == len(SIGNS) == len(SUSPICION.weights)
    assert all(len(row) == len(seen.codes) and np.isfinite(row).all() for row in rows)
    assert all("一" <= text[at] <= "龥" for at in _places(text))


def test_a_place_is_judged_alike_in_a_short_and_in_a_long_text() -> None:
    wrong = RIGHT.replace("部署", "部暑") + "\n"
    once, often = _places(wrong), _places(wrong * 2000)
    last = [at - len(wrong) * 1999 for at in often if at >= len(wrong) * 1999]
    assert set(once) - {0, 1, 2} == set(last) - {0, 1, 2}


def test_garbled_text_is_passed_over() -> None:
    garbled = "".join(chr(0x4E00 + (7919 * at) % 18000) for at in range(400))
    assert _places(garbled)[64:-64] == []
