"""Numbers written in Chinese, and read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.numerals import in_chinese, value_of


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1003, "一千零三"),
        (20_500, "二万零五百"),
    ],
)
def test_a_number_is_counted_as_people_count(number: int, text: str) -> None:
    assert in_chinese(number) == text


@given(st.integers(0, 99_999))
def test_what_is_written_is_read_as_the_same_number(number: int) -> None:
    assert value_of(in_chinese(number)) == number
    assert value_of(str(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二〇二四", 2024),
        ("两千三百", 2300),
        ("三百五", 350),
        ("一万二", 12_000),
        ("叁万零伍佰", 30_500),
        ("一亿三千万", 130_000_000),
        ("四", 4),
    ],
)
def test_other_ways_of_writing_are_read_too(text: str, number: int) -> None:
    assert value_of(text) == number


@pytest.mark.parametrize("text", ["", "若干", "三三十", "十a", "一点五"])
def test_what_is_no_number_has_no_value(text: str) -> None:
    assert value_of(text) is None
