"""The cells of one row as a letter: times that cannot be."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from drafting.letters.batch import Letter, Source
from drafting.letters.rows import letter_of

HERE = Source("来信.xlsx", "", 2)


def made(**more: object) -> Letter:
    letter = letter_of({"标题": "路灯不亮", "内容": "安宁路的路灯坏了。", **more}, HERE, "来信-2")
    assert isinstance(letter, Letter)
    return letter


@pytest.mark.parametrize("cell", ["9999-12-31", "0001-01-01", "2020-02-30"])
def test_a_time_that_cannot_be_is_left_out_and_told(cell: str) -> None:
    letter = made(时间=cell)
    assert (letter.time, letter.notes) == (None, (f"时间“{cell}”无法识别",))


def test_a_time_that_has_not_come_yet_is_left_out_and_told() -> None:
    day = max(date.today(), date(2026, 12, 1)) + timedelta(days=365)
    letter = made(时间=day.isoformat(), 答复="已修好。", 答复时间=day.isoformat())
    assert letter.reply is not None
    assert (letter.time, letter.reply.time) == (None, None)
    assert letter.notes == tuple(f"{field}“{day}”还没有到，没有采用" for field in ("时间", "答复时间"))


@pytest.mark.parametrize(
    ("cell", "likes"), [("12", 12), (12.0, 12), ("1,234 次", 1234), ("-3", 0), ("无", 0), ("9" * 18, 0), ("9" * 5000, 0)]
)
def test_likes_are_a_number_that_likes_can_be(cell: object, likes: int) -> None:
    assert made(点赞=cell).likes == likes


def test_a_time_of_the_answer_that_cannot_be_read_is_told_and_one_that_is_not_there_is_not() -> None:
    assert made(答复="已修好。", 答复时间="月底").notes == ("答复时间“月底”无法识别",)
    assert made(时间=datetime(2020, 1, 6), 答复="已修好。", 答复时间=" ").notes == ()
