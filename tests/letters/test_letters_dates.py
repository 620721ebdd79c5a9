"""Dates as real cells hold them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.letters.dates import is_ahead, parse_time


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2020/1/6 12:09:38", dt.datetime(2020, 1, 6, 12, 9, 38)),
        ("2020-01-06T12:09:38Z", dt.datetime(2020, 1, 6, 12, 9, 38)),
        ("2020.1.6", dt.datetime(2020, 1, 6)),
        ("２０２０年１月６日　１２：０９", dt.datetime(2020, 1, 6, 12, 9)),
        ("2020年1月6日 下午3时5分", dt.datetime(2020, 1, 6, 15, 5)),
        ("2020年元月6日", dt.datetime(2020, 1, 6)),
        ("20年1月6日", dt.datetime(2020, 1, 6)),
        ("2020/01", dt.datetime(2020, 1, 1)),
        ("2020-1-6 24:00", dt.datetime(2020, 1, 7)),
        ("2020年1月", dt.datetime(2020, 1, 1)),
        ("20200106", dt.datetime(2020, 1, 6)),
        (20200106.0, dt.datetime(2020, 1, 6)),
        ("20200106 12:09:38", dt.datetime(2020, 1, 6, 12, 9, 38)),
        ("20200106T12:09", dt.datetime(2020, 1, 6, 12, 9)),
        ("2020、1、6", dt.datetime(2020, 1, 6)),
        ("2020—1—6 9:05", dt.datetime(2020, 1, 6, 9, 5)),
        ("2020 01 06", dt.datetime(2020, 1, 6)),
        ("2020/1/6 星期一 12:09", dt.datetime(2020, 1, 6, 12, 9)),
        ("'2020/1/6", dt.datetime(2020, 1, 6)),
        ("2020/1/6 24:00:00", dt.datetime(2020, 1, 7)),
        ("6-Jan-2020", dt.datetime(2020, 1, 6)),
        ("Jan 6, 2020 12:09", dt.datetime(2020, 1, 6, 12, 9)),
        ("January 6, 2020 3:05 PM", dt.datetime(2020, 1, 6, 15, 5)),
        ("Mon Jan 06 12:09:38 CST 2020", dt.datetime(2020, 1, 6, 12, 9, 38)),
        ("2020-01-06 12:09:38.0", dt.datetime(2020, 1, 6, 12, 9, 38)),
        ("2020-01-06 12:09:38 +0800", dt.datetime(2020, 1, 6, 12, 9, 38)),
        ("20200106120938", dt.datetime(2020, 1, 6, 12, 9, 38)),
        ("二〇二〇年一月六日", dt.datetime(2020, 1, 6)),
        ("二○一九年十二月三十一日", dt.datetime(2019, 12, 31)),
        ("1/6/2020 8:05", dt.datetime(2020, 1, 6, 8, 5)),
        ("16/1/2020", dt.datetime(2020, 1, 16)),
        (43836.506689814814, dt.datetime(2020, 1, 6, 12, 9, 38)),
        ("43836", dt.datetime(2020, 1, 6)),
        (1578283778, dt.datetime(2020, 1, 6, 12, 9, 38)),
        ("1578283778000", dt.datetime(2020, 1, 6, 12, 9, 38)),
        (dt.date(2020, 1, 6), dt.datetime(2020, 1, 6)),
        (dt.datetime(2020, 1, 6, 1, 2, 3, 4), dt.datetime(2020, 1, 6, 1, 2, 3)),
    ],
)
def test_it_reads_every_usual_form(value: object, expected: dt.datetime) -> None:
    assert parse_time(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        "",
        "不详",
        "2020/2/30",
        "2020-13-01",
        None,
        True,
        12.5,
        "上周三",
        "20201399",
        dt.time(8),
        "May",
        "2020年第3季度",
        "12:30",
        "13800138000",
    ],
)
def test_it_gives_none_for_what_is_no_date(value: object) -> None:
    assert parse_time(value) is None


@pytest.mark.parametrize("value", ["0001-01-01", "9999-12-31", "9999年12月31日", dt.datetime(9999, 12, 31), "1899-12-31"])
def test_a_stand_in_for_an_unknown_day_is_no_date(value: object) -> None:
    assert parse_time(value) is None


@pytest.mark.parametrize(("day", "ahead"), [("2027-03-01", False), ("2027-03-02 23:59", False), ("2027-03-03", True), ("2072-01-01", True)])
def test_what_lies_after_tomorrow_is_ahead(day: str, ahead: bool) -> None:
    time = parse_time(day)
    assert time is not None
    assert is_ahead(time, today=dt.date(2027, 3, 1)) is ahead


def test_a_clock_that_is_years_behind_is_not_believed() -> None:
    assert not is_ahead(dt.datetime(2027, 3, 1), today=dt.date(2000, 1, 1))


@given(
    st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2090, 1, 1)),
    st.sampled_from(["%Y/%m/%d %H:%M:%S", "%Y年%m月%d日 %H:%M:%S", "%Y%m%d%H%M%S"]),
)
def test_what_is_written_is_read_back(time: dt.datetime, form: str) -> None:
    time = time.replace(microsecond=0)
    assert parse_time(time.strftime(form)) == time


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers()))
def test_no_cell_makes_it_fail(value: object) -> None:
    result = parse_time(value)
    assert result is None or isinstance(result, dt.datetime)
