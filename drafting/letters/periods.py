"""Periods that a report is about: month, quarter, half-year, year, week or any range of days, and those they are compared with."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from drafting.documents.errors import UserError

_DAY = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_RANGE = re.compile(rf"{_DAY}(?:至|到|~|～|—|–|\.\.|:|：|,){_DAY}")
_YEAR = re.compile(r"(\d{4})年?")
_MONTH = re.compile(r"(\d{4})(?:[-/.](\d{1,2})|年(\d{1,2})月)")
_QUARTER = re.compile(r"(\d{4})(?:-?[Qq]([1-4])|年第?([一二三四1-4])季度)")
_HALF = re.compile(r"(\d{4})(?:-?[Hh]([12])|年([上下])半年)")
_WEEK = re.compile(r"(\d{4})(?:-?[Ww](\d{1,2})|年第(\d{1,2})周)")
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}
SLACK = timedelta(days=3)
"""So much later than a period's first day the first letter may be, and so much earlier than its last day the last one, for the batch to
cover it: nobody writes on every day of a holiday weekend."""

_FORMS = "可以写 2020-01（月）、2020-Q1（季度）、2020-H1（半年）、2020（年）、2020-W02（周）或 2020-01-06至2020-02-10（起止日期）"


class Unit(StrEnum):
    """What kind of time a period is; the value is how Chinese speaks of the one before it."""

    WEEK = "上周"
    MONTH = "上月"
    QUARTER = "上季度"
    HALF = "上一个半年"
    YEAR = "上年"
    RANGE = "前一时段"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``, both included. ``name`` is what a report calls it: 2020年1月, 2020年第一季度."""

    first: date
    last: date
    unit: Unit

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def name(self) -> str:
        """What a report calls the period."""
        year = f"{self.first.year}年"
        if self.unit is Unit.MONTH:
            return f"{year}{self.first.month}月"
        if self.unit is Unit.QUARTER:
            return f"{year}第{'一二三四'[(self.first.month - 1) // 3]}季度"
        if self.unit is Unit.HALF:
            return f"{year}{'上' if self.first.month == 1 else '下'}半年"
        if self.unit is Unit.YEAR:
            return year
        if self.unit is Unit.WEEK:
            number = self.first.isocalendar()
            return f"{number.year}年第{number.week}周"
        return span_text(self.first, self.last)

    def holds(self, day: date) -> bool:
        """Tell whether ``day`` is one of the period's."""
        return self.first <= day <= self.last

    def before(self) -> Period:
        """Return the period before, as long as this one (环比)."""
        last = self.first - timedelta(days=1)
        if self.unit in _MONTHS:
            return replace(self, first=_months_on(self.first, -_MONTHS[self.unit]), last=last)
        return replace(self, first=last - timedelta(days=self.days - 1), last=last)

    def year_ago(self) -> Period | None:
        """Return the same period of the year before (同比).

        None where there is none: the year itself is compared with the year before already, and not every year has a 53rd week.
        """
        if self.unit is Unit.YEAR:
            return None
        if self.unit is Unit.WEEK:
            number = self.first.isocalendar()
            return _week(number.year - 1, number.week)
        if self.unit is Unit.RANGE:
            return replace(self, first=_a_year_before(self.first), last=_a_year_before(self.last))
        return replace(self, first=_months_on(self.first, -12), last=_months_on(self.first, _MONTHS[self.unit] - 12) - timedelta(days=1))

    def head(self, days: int) -> Period:
        """Return the first ``days`` of the period, the whole of it where it has no more; the unit, and so the name, stays."""
        return replace(self, last=min(self.last, self.first + timedelta(days=days - 1)))


_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}


def parse_period(text: str) -> Period:
    """Return the period that ``text`` names: 2020-01, 2020-Q1, 2020-H1, 2020, 2020-W02, 2020-01-06至2020-02-10, or the same in Chinese.

    Raises ``UserError`` where it names none.
    """
    plain = re.sub(r"\s+", "", text)
    try:
        found = _parsed(plain)
    except ValueError:  # the 13th month, the 30th of February
        found = None
    if found is None:
        raise UserError(f"看不懂时段“{text}”", "--period", _FORMS)
    if found.last < found.first:
        raise UserError(f"时段“{text}”的结束日期早于开始日期", "--period", "请把两个日期对调")
    return found


def _parsed(text: str) -> Period | None:
    if found := _RANGE.fullmatch(text):
        numbers = [int(part) for part in found.groups()]
        return Period(date(*numbers[:3]), date(*numbers[3:]), Unit.RANGE)
    if found := _MONTH.fullmatch(text):
        return _of_months(int(found[1]), int(found[2] or found[3]), Unit.MONTH)
    if found := _QUARTER.fullmatch(text):
        said = found[2] or found[3]
        return _of_months(int(found[1]), 3 * (_NUMERALS.get(said) or int(said)) - 2, Unit.QUARTER)
    if found := _HALF.fullmatch(text):
        return _of_months(int(found[1]), 1 if found[2] == "1" or found[3] == "上" else 7, Unit.HALF)
    if found := _WEEK.fullmatch(text):
        return _week(int(found[1]), int(found[2] or found[3]))
    if found := _YEAR.fullmatch(text):
        return _of_months(int(found[1]), 1, Unit.YEAR)
    return None


def _of_months(year: int, month: int, unit: Unit) -> Period:
    first = date(year, month, 1)
    return Period(first, _months_on(first, _MONTHS[unit]) - timedelta(days=1), unit)


def _week(year: int, number: int) -> Period | None:
    """Return the week of that number (ISO 8601: from Monday, the first one has the year's first Thursday), None where there is none."""
    try:
        first = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return Period(first, first + timedelta(days=6), Unit.WEEK)


def _months_on(first: date, months: int) -> date:
    """Return the first day of the month so many ``months`` after that of ``first``."""
    at = first.year * 12 + first.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))


def period_of(first: date, last: date) -> Period:
    """Return the shortest of week, month, quarter, half-year and year that holds both days, else the range between them.

    A week counts only where the days span all of it: letters of two days are no week's.
    """
    candidates = [_week(*first.isocalendar()[:2]) if (last - first).days >= 4 else None]
    candidates += [
        _of_months(first.year, start, unit)
        for unit, start in (
            (Unit.MONTH, first.month),
            (Unit.QUARTER, (first.month - 1) // 3 * 3 + 1),
            (Unit.HALF, 1 if first.month < 7 else 7),
            (Unit.YEAR, 1),
        )
    ]
    whole = Period(first, last, Unit.RANGE)
    # Letters of a few days do not stand for a quarter: the period named is to be filled by most of its days.
    fitting = (found for found in candidates if found and found.holds(first) and found.holds(last) and 4 * whole.days >= 3 * found.days)
    return next(fitting, whole)


def day_text(day: date) -> str:
    """Return 2020年1月6日."""
    return f"{day.year}年{day.month}月{day.day}日"


def span_text(first: date, last: date) -> str:
    """Return 2020年1月6日至2月10日: what the second date shares with the first is not said again."""
    begin = day_text(first)
    if first == last:
        return begin
    if first.year != last.year:
        return f"{begin}至{day_text(last)}"
    return f"{begin}至{last.day}日" if first.month == last.month else f"{begin}至{last.month}月{last.day}日"


def numbers(day: date | None) -> dict[str, int]:
    """Return day, week and month as numbers that sort: 20200106, 202002, 202001; 0 where there is no day."""
    if day is None:
        return {"day": 0, "week": 0, "month": 0}
    week = day.isocalendar()
    return {"day": day.year * 10000 + day.month * 100 + day.day, "week": week.year * 100 + week.week, "month": day.year * 100 + day.month}


@dataclass(frozen=True, slots=True)
class Bucket:
    """A month, week or day on the axis of time: its name, the field and value of its rows, and what of it letters cover (``""``: all)."""

    name: str
    field: str
    key: int
    part: str = ""

    @property
    def label(self) -> str:
        """The name with the part: 2020年1月（至26日）."""
        return f"{self.name}（{self.part}）" if self.part else self.name


_MOST_BUCKETS = 13
"""The month of the report and the twelve before it: the same month of last year stands first."""


def buckets(first: date, last: date, *, weekly: bool = False) -> list[Bucket]:
    """Return the months, weeks or days between two days, the last thirteen: months where there are three or more, days where few weeks.

    ``weekly`` asks for weeks where there are months too.
    A first or last month or week that the two days do not cover whole says from or to which day it counts.
    """
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months >= 3 and not weekly:
        return _month_buckets(first, last)
    if (last - first).days >= 20:
        return _week_buckets(first, last)
    start = max(first, last - timedelta(days=_MOST_BUCKETS - 1))
    days = [start + timedelta(days=n) for n in range((last - start).days + 1)]
    return [Bucket(f"{day.month}月{day.day}日", "day", numbers(day)["day"]) for day in days]


def _month_buckets(first: date, last: date) -> list[Bucket]:
    result: list[Bucket] = []
    at = last.year * 12 + last.month - 1
    begin = max(first.year * 12 + first.month - 1, at - _MOST_BUCKETS + 1)
    for number in range(begin, at + 1):
        year, month = number // 12, number % 12 + 1
        name = f"{year}年{month}月" if number == begin or month == 1 else f"{month}月"
        start, end = date(year, month, 1), date((number + 1) // 12, (number + 1) % 12 + 1, 1) - timedelta(days=1)
        result.append(Bucket(name, "month", year * 100 + month, _partly(start, end, first, last)))
    return result


def _week_buckets(first: date, last: date) -> list[Bucket]:
    start = max(first - timedelta(days=first.weekday()), last - timedelta(days=last.weekday(), weeks=_MOST_BUCKETS - 1))
    result = []
    while start <= last:
        end = start + timedelta(days=6)
        part = _partly(start, end, first, last)
        result.append(Bucket(f"{start.month}月{start.day}日起一周", "week", numbers(start)["week"], part))
        start = end + timedelta(days=1)
    return result


def _partly(start: date, end: date, first: date, last: date) -> str:
    if start + SLACK < first:
        return f"{first.day}日起"
    return f"至{last.day}日" if end - SLACK > last else ""
