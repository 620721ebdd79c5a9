"""Sums of money."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.letters.amounts import find_amounts


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("工资从1100-1300元涨到1500-1700元", (1100, 1300, 1500, 1700)),
        ("贷款387万元和220万元不能偿还", (3_870_000, 2_200_000)),
        ("不交满12万的车位款不给网签", (120_000,)),
        ("先还我十万、八万元钱", (100_000, 80_000)),
        ("金额高达8.92亿！", (892_000_000,)),
        ("收取1,200元押金", (1200,)),
        ("以8到10万的价格出售", (80_000, 100_000)),
        ("三万五千元", (35_000,)),
        ("一块钱", (1,)),
        ("付了200多万元，又付了200多万元", (2_000_000,)),
        ("500元和五百元", (500,)),
    ],
)
def test_sums_are_told_in_yuan_each_once(text: str, amounts: tuple[float, ...]) -> None:
    assert find_amounts(text) == amounts


@pytest.mark.parametrize(
    "text",
    [
        "镇上有50万人口",
        "面积11万平方",
        "人数达10万以上",
        "几十万元",
        "数亿元",
        "收费这一块",
        "一块地",
        "第3元素",
        "0元",
        "100万美元",
        "9" * 40 + "亿元",
        "",
    ],
)
def test_other_figures_are_no_sums(text: str) -> None:
    assert find_amounts(text) == ()


@given(st.integers(1, 9_999_999))
def test_any_figure_with_yuan_is_its_sum(value: int) -> None:
    assert find_amounts(f"交了{value}元") == (float(value),)
    assert find_amounts(f"交了{value:,}元") == (float(value),)


@given(st.text(alphabet="0123456789.,，一二三十百千万亿元块钱美多几数-、到交 ", max_size=30))
def test_sums_are_positive_and_distinct(text: str) -> None:
    found = find_amounts(text)
    assert all(amount > 0 for amount in found)
    assert len(set(found)) == len(found)
