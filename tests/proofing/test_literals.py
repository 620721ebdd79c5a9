"""The one pass over a text finds each literal where a search for it alone does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.model import Document, Paragraph
from drafting.proofing.draft import Draft
from drafting.proofing.literals import know, occurrences, places

KEYS = ("年", "年年", "一年", "月1", "%", "𠮷年")


@given(st.text("年一月1%𠮷a\n", max_size=80))
def test_one_pass_finds_what_single_searches_find(text: str) -> None:
    know(KEYS)
    long = text + "。" * 4000
    found = places(long)
    assert {key: found[key] for key in KEYS} == {key: occurrences(long, key) for key in KEYS}


def test_a_short_text_is_searched_for_each_literal_alone() -> None:
    know(KEYS)
    assert places("一年年1月") == {}
    assert occurrences("年年年", "年年") == [0, 1]


def test_windows_are_the_same_in_a_short_and_in_a_long_text() -> None:
    text = "于2024年5月8日召开，一年年底前报送。"
    short = Draft(Document((Paragraph(text),)))
    long = Draft(Document((Paragraph(text), *(Paragraph("。" * 100) for _ in range(50)))))
    assert short.windows(("年", "从未见过的字"), 2) == long.windows(("年", "从未见过的字"), 2) == [(3, 7), (12, 17)]
