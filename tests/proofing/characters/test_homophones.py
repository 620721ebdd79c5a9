"""Words that are right in themselves: looked at where one that sounds the same would be likelier."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.documents.resources import resource
from drafting.proofing.characters.candidates import Candidates, codes_of
from drafting.proofing.characters.homophones import mistaken
from drafting.proofing.characters.ngrams import LanguageModel
from drafting.proofing.characters.proposing import scored

FOLDER = resource("corpus") / "characters"
MODEL = LanguageModel.open(FOLDER / "ngrams.bin")
CANDIDATES = Candidates.open(FOLDER / "candidates.bin")


def _calm(text: str, doubt: float = 2.0) -> list[int]:
    seen = scored(text, MODEL)
    return mistaken(seen, np.full(len(text), doubt, dtype=np.float32), 5.0, MODEL, CANDIDATES).tolist()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("他是县农业农村局党组书籍、局长。", "籍"),
        ("公民享有宪法规定的权力和自由。", "力"),
        ("根据《中国共产党机构编织工作条例》有关规定执行。", "织"),
        ("本办法自2022年3月1日起实行。", "实"),
        ("经营企业必须建立等级制度。", "等"),
    ],
)
def test_a_word_is_looked_at_where_another_that_sounds_the_same_is_likelier(text: str, wrong: str) -> None:
    assert text.index(wrong) in _calm(text)


def test_a_word_where_it_belongs_is_left_alone() -> None:
    assert _calm("各级人民政府应当保障公民的权利，各单位要加强联系，抓好书籍出版工作。") == []


def test_what_is_looked_at_anyhow_and_what_nothing_speaks_against_are_not_asked_about() -> None:
    text = "他是县农业农村局党组书籍、局长。"
    assert _calm(text, 5.0) == []
    assert _calm(text, -3.0) == []
    assert _calm(text, -np.inf) == []


@pytest.mark.parametrize("text", ["", "一", "。", "abc 123", "\n\n"])
def test_a_text_without_words_has_no_such_place(text: str) -> None:
    assert _calm(text) == []


def test_twins_are_words_that_sound_the_same_and_differ_in_one_character_or_in_both() -> None:
    found = CANDIDATES.twins(codes_of("党组书籍等级"), np.arange(6, dtype=np.int32))
    words = {"".join(map(chr, row[:2])): changed for row, changed in zip(found.candidate.tolist(), found.changed.tolist(), strict=True)}
    assert (words["书记"], words["登记"]) == (1, 2)
    assert (found.length == 2).all()


@settings(max_examples=50, deadline=None)
@given(st.text("党组书籍权力和自由联系会议，。a1\n", max_size=40))
def test_every_place_told_is_one_that_was_asked_about(text: str) -> None:
    seen = scored(text, MODEL)
    doubts = np.arange(len(text), dtype=np.float32) % 7 - 1
    found = mistaken(seen, doubts, 5.0, MODEL, CANDIDATES)
    assert ((doubts[found] >= 0) & (doubts[found] < 5)).all()
