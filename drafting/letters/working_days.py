"""Working days of Chinese offices: Monday to Friday, with the holidays and exchanged weekends of each year's arrangement.

The State Council's office publishes the arrangement of a year in the November before it. Of a year whose arrangement is not known the days
from Monday to Friday are counted, and who counts can say so: ``unknown_years``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path

from drafting.documents.errors import ManyErrors, UserError
from drafting.documents.resources import home, resource

OWN_TABLE = "放假安排.tsv"
"""The office's own table, under ``$WENMI_HOME``: a line of it stands for the shipped one of the same year."""

_SHIPPED = "letters_replies_holidays.tsv"
_RANGE = re.compile(r"(\d{2})(\d{2})(?:-(\d{2})(\d{2}))?$")
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Which days are worked: ``years`` have a known arrangement, with ``off`` (holidays) and ``on`` (weekend days worked instead)."""

    years: frozenset[int]
    off: frozenset[date]
    on: frozenset[date]

    @cached_property
    def _changes(self) -> tuple[list[date], list[date]]:
        """The days from Monday to Friday that are not worked, and the weekend days that are, each in order."""
        return (
            sorted(day for day in self.off - self.on if day.weekday() < _SATURDAY),
            sorted(day for day in self.on if day.weekday() >= _SATURDAY),
        )

    def is_working(self, day: date) -> bool:
        """Tell whether ``day`` is worked."""
        return day in self.on or (day.weekday() < _SATURDAY and day not in self.off)

    def between(self, start: date, end: date) -> int:
        """Return how many working days come after ``start`` up to and with ``end``; 0 where ``end`` is not later.

        The day on which a term begins is not counted (《民法典》第二百零一条).
        """
        whole, rest = divmod(max((end - start).days, 0), 7)
        days = 5 * whole + sum((start + timedelta(days=n)).weekday() < _SATURDAY for n in range(1, rest + 1))
        lost, gained = (max(0, bisect_right(days_changed, end) - bisect_right(days_changed, start)) for days_changed in self._changes)
        return days - lost + gained

    def after(self, start: date, days: int) -> date:
        """Return the ``days``-th working day after ``start``; raises ``OverflowError`` beyond the year 9999."""
        day = start
        while days > 0:
            day += _ONE_DAY
            days -= self.is_working(day)
        return day

    def first_working(self, day: date) -> date:
        """Return ``day``, or the next working day where it is none: where a term of calendar days ends (《民法典》第二百零三条)."""
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    def unknown_years(self, start: date, end: date) -> tuple[int, ...]:
        """Return the years from ``start`` to ``end`` of which no arrangement is known."""
        return tuple(year for year in range(start.year, end.year + 1) if year not in self.years)


def calendar() -> Calendar:
    """Return the shipped calendar, with the lines of the office's own table in place of those of the same years.

    Raises ``UserError`` with every faulty line of a table.
    """
    own = home() / OWN_TABLE
    return _calendar(own, own.stat().st_mtime_ns if own.is_file() else None)


@cache
def _calendar(own: Path, changed: int | None) -> Calendar:
    years: dict[int, tuple[frozenset[date], frozenset[date]]] = {}
    for path in (resource("corpus") / _SHIPPED, *((own,) if changed is not None else ())):
        years.update(read_arrangements(path))
    off = frozenset(day for holidays, _ in years.values() for day in holidays)
    on = frozenset(day for _, exchanged in years.values() for day in exchanged)
    return Calendar(frozenset(years), off, on)


def read_arrangements(path: Path) -> dict[int, tuple[frozenset[date], frozenset[date]]]:
    """Return year → (holidays, weekend days worked) of a table. Raises ``UserError`` naming each line that cannot be read."""
    from drafting.documents.sheet_reading import encoding_of

    found: dict[int, tuple[frozenset[date], frozenset[date]]] = {}
    faults: list[UserError] = []
    lines = path.read_text(encoding=encoding_of(path), errors="replace").splitlines()
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        year, _, rest = line.partition("\t")
        off, _, on = rest.partition("\t")
        try:
            found[int(year)] = frozenset(_days(int(year), off)), frozenset(_days(int(year), on))
        except ValueError:
            faults.append(
                UserError(
                    f"“{line.strip()[:30]}”不是一年的放假安排",
                    f"{path.name}第 {number} 行",
                    "请写成“2027（制表符）0101-0103 0205-0211（制表符）0130 0214”：年、放假的月日、调休上班的月日",
                )
            )
    if faults:
        raise faults[0] if len(faults) == 1 else ManyErrors(faults)
    return found


def _days(year: int, text: str) -> Iterator[date]:
    """Yield the days of ``0101-0103 0405``; raises ``ValueError`` for a day that does not exist."""
    for part in text.split():
        found = _RANGE.match(part)
        if not found:
            raise ValueError(part)
        day = date(year, int(found[1]), int(found[2]))
        last = date(year, int(found[3]), int(found[4])) if found[3] else day
        if last < day:
            raise ValueError(part)
        while day <= last:
            yield day
            day += _ONE_DAY
