"""Where words are cut around a correction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.proofing.characters.guard_words import boundaries_around, takes_from_word


@pytest.mark.parametrize(("text", "wrong", "right"), [("呼吸与危重症一科主任", "一", "医"), ("依法领取的工商营业执照", "的", "得")])
def test_a_correction_that_tears_a_word_apart_is_told(text: str, wrong: str, right: str) -> None:
    at = text.index(wrong)
    assert takes_from_word(text, at, at + len(wrong), right)


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [("总结才料报送", "才", "材"), ("缩小差巨", "巨", "距"), ("推动济经社会发展", "济经", "经济"), ("监管管理", "管管", "管")],
)
def test_one_that_makes_a_word_of_what_belonged_to_none_is_not(text: str, wrong: str, right: str) -> None:
    at = text.index(wrong)
    assert not takes_from_word(text, at, at + len(wrong), right)


@given(text=st.text("按装机容量分摊工商营业执照。\n的", min_size=1, max_size=30), right=st.text("安医得", max_size=2), data=st.data())
def test_any_place_of_any_text_can_be_asked(text: str, right: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert takes_from_word(text, start, end, right) in (True, False)
    assert all(0 <= at <= len(text) for at in boundaries_around(text, start, end))
