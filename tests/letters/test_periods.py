"""Periods as they are written and compared, and the axis of time of a chart."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.errors import UserError
from drafting.letters.periods import Period, Unit, buckets, numbers, parse_period, period_of, span_text

DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))


class DescribePeriods:
    @pytest.mark.parametrize(
        ("text", "first", "last", "name"),
        [
            ("2020-01", date(2020, 1, 1), date(2020, 1, 31), "2020年1月"),
            ("2020年2月", date(2020, 2, 1), date(2020, 2, 29), "2020年2月"),
            ("2019-12", date(2019, 12, 1), date(2019, 12, 31), "2019年12月"),
            ("2020-Q1", date(2020, 1, 1), date(2020, 3, 31), "2020年第一季度"),
            ("2020年第四季度", date(2020, 10, 1), date(2020, 12, 31), "2020年第四季度"),
            ("2020-H2", date(2020, 7, 1), date(2020, 12, 31), "2020年下半年"),
            ("2020年上半年", date(2020, 1, 1), date(2020, 6, 30), "2020年上半年"),
            ("2020", date(2020, 1, 1), date(2020, 12, 31), "2020年"),
            ("2020-W01", date(2019, 12, 30), date(2020, 1, 5), "2020年第1周"),
            ("2020年第53周", date(2020, 12, 28), date(2021, 1, 3), "2020年第53周"),
            ("2020-01-06至2020-02-10", date(2020, 1, 6), date(2020, 2, 10), "2020年1月6日至2月10日"),
            ("2019年12月30日到2020年1月5日", date(2019, 12, 30), date(2020, 1, 5), "2019年12月30日至2020年1月5日"),
            (" 2020 - 01 ", date(2020, 1, 1), date(2020, 1, 31), "2020年1月"),
        ],
    )
    def they_are_read_in_the_usual_ways(self, text: str, first: date, last: date, name: str) -> None:
        period = parse_period(text)
        assert (period.first, period.last, period.name) == (first, last, name)

    @pytest.mark.parametrize(
        "text", ["", "一月", "2020-13", "2020-00", "2020-Q5", "2019-W53", "2020-W00", "2020-02-30至2020-03-01", "20200101", "0000"]
    )
    def test_what_is_no_period_is_told_with_the_forms_that_are(self, text: str) -> None:
        with pytest.raises(UserError, match="看不懂时段") as told:
            parse_period(text)
        assert "2020-Q1" in told.value.remedy

    def they_do_not_run_backwards(self) -> None:
        with pytest.raises(UserError, match="结束日期早于开始日期"):
            parse_period("2020-02-01至2020-01-01")

    @given(DAYS, st.sampled_from(["{:%Y-%m}", "{:%Y}-Q1", "{:%Y}", "{:%G-W%V}"]))
    def test_the_one_before_ends_the_day_before_and_is_of_the_same_kind(self, day: date, form: str) -> None:
        period = parse_period(form.format(day))
        before = period.before()
        assert before.last + timedelta(days=1) == period.first
        assert before.unit is period.unit
        assert before == parse_period(before.name)

    @given(DAYS, st.integers(0, 400))
    def test_a_range_is_compared_with_as_many_days(self, first: date, more: int) -> None:
        period = Period(first, first + timedelta(days=more), Unit.RANGE)
        assert period.before().days == period.days
        assert period.before().last + timedelta(days=1) == first

    @pytest.mark.parametrize(
        ("text", "before", "year_ago"),
        [
            ("2020-01", "2019年12月", "2019年1月"),
            ("2020-02", "2020年1月", "2019年2月"),
            ("2020-Q1", "2019年第四季度", "2019年第一季度"),
            ("2020-H1", "2019年下半年", "2019年上半年"),
            ("2020", "2019年", None),
            ("2020-W53", "2020年第52周", None),
            ("2021-W02", "2021年第1周", "2020年第2周"),
            ("2020-02-29至2020-03-01", "2020年2月27日至28日", "2019年2月28日至3月1日"),
        ],
    )
    def they_know_what_they_are_compared_with(self, text: str, before: str, year_ago: str | None) -> None:
        period = parse_period(text)
        last_year = period.year_ago()
        assert period.before().name == before
        assert (last_year.name if last_year else None) == year_ago

    @pytest.mark.parametrize(
        ("first", "last", "name"),
        [
            (date(2020, 1, 6), date(2020, 1, 12), "2020年第2周"),
            (date(2020, 1, 2), date(2020, 1, 30), "2020年1月"),
            (date(2020, 1, 2), date(2020, 3, 30), "2020年第一季度"),
            (date(2020, 1, 5), date(2020, 12, 20), "2020年"),
            (date(2020, 1, 6), date(2020, 1, 7), "2020年1月6日至7日"),
            (date(2019, 6, 8), date(2020, 1, 26), "2019年6月8日至2020年1月26日"),
            (date(2020, 1, 6), date(2020, 1, 6), "2020年1月6日"),
        ],
    )
    def test_letters_of_most_of_a_month_are_the_months(self, first: date, last: date, name: str) -> None:
        assert period_of(first, last).name == name

    @given(DAYS, st.integers(0, 1000))
    def test_the_period_of_days_holds_them(self, first: date, more: int) -> None:
        last = first + timedelta(days=more)
        period = period_of(first, last)
        assert period.holds(first)
        assert period.holds(last)
        assert span_text(first, last)


class DescribeTheAxisOfTime:
    def it_has_the_month_and_the_twelve_before(self) -> None:
        found = buckets(date(2017, 1, 1), date(2020, 1, 31))
        assert (len(found), found[0].label, found[-1].label, found[-2].label) == (13, "2019年1月", "2020年1月", "12月")

    def test_months_that_are_not_whole_say_so(self) -> None:
        found = buckets(date(2019, 10, 10), date(2020, 1, 8))
        assert [one.label for one in found] == ["2019年10月（10日起）", "11月", "12月", "2020年1月（至8日）"]

    def test_few_weeks_are_shown_by_day_and_a_month_by_week(self) -> None:
        assert {one.field for one in buckets(date(2020, 1, 1), date(2020, 1, 9))} == {"day"}
        assert {one.field for one in buckets(date(2020, 1, 1), date(2020, 1, 31))} == {"week"}
        assert {one.field for one in buckets(date(2019, 1, 1), date(2020, 1, 31), weekly=True)} == {"week"}

    @given(DAYS, st.integers(0, 800), st.booleans())
    def its_points_stand_in_order_each_once_up_to_the_last_day(self, first: date, more: int, weekly: bool) -> None:
        last = first + timedelta(days=more)
        found = buckets(first, last, weekly=weekly)
        assert len({one.field for one in found}) == 1
        assert len({one.key for one in found}) == len({one.label for one in found}) == len(found) <= 13
        assert [one.key for one in found] == sorted(one.key for one in found)
        assert numbers(last)[found[0].field] == found[-1].key
