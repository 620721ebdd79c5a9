"""Segmentation is lossless, and the same with either engine."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents import words

SENTENCES = (
    "清源市人民政府办公室关于做好2026年防汛备汛工作的通知",
    "各县（区）人民政府，市政府各部门、各直属机构：",
    "要进一步优化营商环境，加快推进“一网通办”，切实为企业和群众办实事。",
)


@given(st.text(alphabet="关于做好防汛工作的通知，。（）“”《》abc 12\n\u3000", max_size=60))
def test_words_joined_are_the_text_again(text: str) -> None:
    assert "".join(words.cut(text)) == text
    assert "".join(word for word, _ in words.tag(text)) == text


def test_half_a_character_of_a_damaged_file_is_a_word_of_its_own_or_part_of_one() -> None:
    text = "关于\ud800做好防汛\udfff工作"
    assert "".join(words.cut(text)) == text
    assert "".join(word for word, _ in words.tag(text)) == text
    assert "防汛" in words.cut(text)


def test_boundaries_begin_at_nought_and_end_at_the_length() -> None:
    assert words.boundaries("关于做好防汛工作") == {0, 2, 4, 6, 8}
    assert words.boundaries("") == {0}


def test_names_have_their_part_of_speech() -> None:
    assert ("长沙", "ns") in words.tag("张伟在长沙工作")


def test_without_the_rust_build_jieba_cuts_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = [words.cut(sentence) for sentence in SENTENCES]
    monkeypatch.setitem(sys.modules, "rjieba", None)
    words._engine.cache_clear()
    try:
        assert [words.cut(sentence) for sentence in SENTENCES] == fast
        assert ("长沙", "ns") in words.tag("张伟在长沙工作")
    finally:
        words._engine.cache_clear()
