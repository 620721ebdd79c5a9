"""When it happened, and what lies just ahead."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.letters.events import SOON, find_deadlines, find_event_time

WRITTEN = datetime(2020, 3, 5, 9, 30)
_REST = "，至今没有解决，给我们的生活带来了很大的不便，请有关部门尽快处理。"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2019年4月22日开始施工", "2019-04-22"),
        ("2019.2.1又停水", "2019-02-01"),
        ("二〇一九年十月二十五日签了合同", "2019-10-25"),
        ("去年八月份申请的", "2019-08"),
        ("11月28日收房", "2019-11-28"),
        ("昨天晚上停电", "2020-03-04"),
        ("上个月搬来", "2020-02"),
        ("17年10月在路口被撞", "2017-10"),
        ("从15年烂尾", "2015"),
        ("98年下岗", "1998"),
        ("两年前开始维修", "2018"),
        ("３月１日报名", "2020-03-01"),
        ("2019年2月30日停水", "2019-02"),
        ("2012年买房，2019年5月收房", "2019-05"),
        ("《条例》2007年发布，2019年5月收房", "2019-05"),
        ("长政发〔2018〕6号规定，2019年5月收房", "2019-05"),
        ("我1979年9月23日生，2019年5月下岗", "2019-05"),
    ],
)
def test_the_first_time_told_is_that_of_the_event(text: str, time: str) -> None:
    assert find_event_time("", text + _REST, WRITTEN) == time


@pytest.mark.parametrize("text", ["几十年前的事", "每月1次", "停了3个月", "单价3.5元", "预计2021年6月开通", "今天向您反映", ""])
def test_other_times_are_no_event(text: str) -> None:
    assert find_event_time("", text + _REST, WRITTEN) is None


def test_the_date_under_a_letter_is_no_event() -> None:
    assert find_event_time("", _REST * 3 + "王某2020年3月4日", WRITTEN) is None


def test_without_a_date_of_the_letter_only_whole_dates_are_told() -> None:
    assert find_event_time("", "昨天停电" + _REST, None) is None
    assert find_event_time("", "5月停电" + _REST, None) is None
    assert find_event_time("", "2019年5月停电" + _REST, None) == "2019-05"
    assert find_deadlines("", "2019年5月6日截止", None) == []


@given(st.dates(date(2019, 1, 1), date(2021, 12, 31)), st.integers(-40, 40))
def test_a_deadline_lies_within_the_term_after_the_letter(written: date, days: int) -> None:
    day = written + timedelta(days=days)
    text = f"报名{day.year}年{day.month}月{day.day}日截止"
    found = find_deadlines("", text, datetime(written.year, written.month, written.day))
    assert bool(found) is (0 < days <= SOON)
    assert all(f"\n{text}"[begin:end] == f"{day.year}年{day.month}月{day.day}日" for begin, end in found)


@given(st.text(alphabet="0123456789年月日号去今前昨天上个二〇一九十.-/以 于从", max_size=30))
def test_no_time_lies_after_the_letter(text: str) -> None:
    found = find_event_time("", text, WRITTEN)
    assert found is None or found <= WRITTEN.date().isoformat()
