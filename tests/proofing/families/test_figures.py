"""Figures as ranges, Chinese numerals, and the sentences that hold figures."""

from __future__ import annotations

import pytest
from hypothesis import given as always
from hypothesis import strategies as st

from drafting.documents.model import Document, Paragraph
from drafting.documents.numerals import in_chinese, value_of
from drafting.proofing.draft import Draft
from drafting.proofing.families.figures import given, rounded, shown


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十五", 15),
        ("两千", 2000),
        ("一千零五十", 1050),
        ("三百五", 350),
        ("一万二", 12000),
        ("二〇二四", 2024),
        ("叁万零伍佰", 30500),
        ("壹拾贰万伍仟", 125000),
        ("一亿二千万", 120000000),
        ("甲", None),
        ("", None),
        ("三五十", None),
    ],
)
def test_chinese_numerals_are_read(text: str, number: int | None) -> None:
    assert value_of(text) == number


@always(st.integers(1, 99))
def test_small_numbers_are_written_as_they_are_read(number: int) -> None:
    assert value_of(in_chinese(number)) == number


def test_what_is_counted_is_exact_and_what_is_measured_is_rounded() -> None:
    assert given("120", "", "人").low == given("120", "", "人").high == 120
    assert given("1.5", "万", "人").low == pytest.approx(14500)
    assert given("120", "", "元").high == 120.5


@always(st.floats(1, 1e6), st.floats(1, 1e6))
def test_the_true_rate_of_two_rounded_figures_always_agrees(before: float, after: float) -> None:
    first, second = given(f"{before:.1f}"), given(f"{after:.1f}")
    assert (second / first).agrees(given(f"{after / before:.4f}", digits=1))


def test_a_long_figure_may_be_cut_off_and_a_short_one_is_rounded() -> None:
    assert rounded("3333").agrees(given("3333.9", digits=0))
    assert not rounded("2", "万").agrees(given("2.9", "万", digits=0))


def test_a_number_is_shown_without_needless_zeros() -> None:
    assert [shown(12.0), shown(12.50), shown(100), shown(0.333)] == ["12", "12.5", "100", "0.33"]


def test_sentences_with_figures_are_told_with_how_many_they_hold() -> None:
    text = "没有数字。共12人，其中3人。结束\n第2段100%"
    draft = Draft(Document(tuple(Paragraph(line) for line in text.split("\n"))))
    assert [(draft.text[start:end], count) for start, end, count in draft.figured] == [("共12人，其中3人", 2), ("第2段100%", 2)]


@always(st.text("1。，至\n—年 8", max_size=60))
def test_every_figure_lies_in_one_told_sentence(text: str) -> None:
    draft = Draft(Document(tuple(Paragraph(line) for line in text.split("\n"))))
    for at, character in enumerate(draft.text):
        assert sum(start <= at < end for start, end, _ in draft.figured) == character.isdigit() or not character.isdigit()
    assert list(draft.figured) == sorted(draft.figured)


def test_the_joins_of_ranges_are_those_before_a_figure() -> None:
    draft = Draft(Document((Paragraph("5—8人，3至 5天，北京—上海，到2025年"),)))
    assert [draft.text[at] for at in draft.joins] == ["—", "至", "到"]
