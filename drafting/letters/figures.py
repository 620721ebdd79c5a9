"""The figures of a report: each with the conditions that its rows are counted by, so that everyone can count them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from fractions import Fraction

from drafting.letters.statistics import Rows, Value, Where


class Sort(Enum):
    """What a figure is."""

    COUNT = "件数"
    SHARE = "占比"  # a count of another
    DIFFERENCE = "增减"  # how much more
    CHANGE = "升降"  # how much more, of the other


class Table(Enum):
    """What is counted; the values are the names of the sheets that hold the rows."""

    LETTERS = "来信"
    ISSUES = "问题"
    UNREAD = "未读入"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a report.

    A count has its conditions; any other sort is worked out from the figures ``of`` (by their place in the ledger): the first against the
    second. ``value`` is exact: a count or a fraction.
    """

    part: str
    name: str
    sort: Sort
    value: Fraction
    where: tuple[tuple[str, Value], ...] = ()
    of: tuple[int, int] | None = None
    table: Table = Table.LETTERS

    @property
    def shown(self) -> str:
        """The figure as a report has it, without its sign: 1286, 12.5%."""
        return percent(abs(self.value)) if self.sort in (Sort.SHARE, Sort.CHANGE) else str(abs(self.value))


def percent(value: Fraction) -> str:
    """Return a share as per cent to one decimal, halves rounded up as spreadsheets do."""
    exact = Decimal(value.numerator * 1000) / Decimal(value.denominator)
    tenths = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    return f"{tenths // 10}.{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


@dataclass(slots=True)
class Ledger:
    """Every figure that a report names, in the order in which they were asked for, each once."""

    rows: Rows
    issues: Rows
    part: str = ""  # of the report that is being written
    figures: list[Figure] = field(default_factory=list)
    _places: dict[tuple[object, ...], int] = field(default_factory=dict)

    def fresh(self) -> Ledger:
        """Return a ledger over the same rows without any figure."""
        return Ledger(self.rows, self.issues)

    def count(self, name: str, **where: Value) -> int:
        """Return how many letters have these values, and keep the figure under ``name``."""
        return int(self.figures[self._count(name, where)].value)

    def count_issues(self, name: str, **where: Value) -> int:
        """Return how many issues have these values, and keep the figure under ``name``."""
        figure = Figure(self.part, name, Sort.COUNT, Fraction(self.issues.count(**where)), tuple(sorted(where.items())), table=Table.ISSUES)
        return int(self._kept(figure).value)

    def count_unread(self, name: str, rows: int) -> int:
        """Return how many ``rows`` were not read as letters, and keep the figure under ``name``."""
        return int(self._kept(Figure(self.part, name, Sort.COUNT, Fraction(rows), table=Table.UNREAD)).value)

    def share(self, name: str, where: Where, whole: Where, whole_name: str) -> str:
        """Return the share of the rows ``where`` among those of ``whole``, as shown. Raises ``ZeroDivisionError`` where there are none."""
        part, all_of_them = self._count(name, where), self._count(whole_name, whole)
        value = Fraction(self.figures[part].value, self.figures[all_of_them].value)
        return self._kept(Figure(self.part, f"{name}占{whole_name}的比例", Sort.SHARE, value, of=(part, all_of_them))).shown

    def change(self, name: str, where: Where, earlier: Where, earlier_name: str) -> Change:
        """Return how the number of rows ``where`` differs from that of ``earlier``."""
        now, then = self._count(name, where), self._count(earlier_name, earlier)
        new, old = self.figures[now].value, self.figures[then].value
        difference = self._kept(Figure(self.part, f"{name}比{earlier_name}增减", Sort.DIFFERENCE, new - old, of=(now, then)))
        rate = self._kept(Figure(self.part, f"{name}比{earlier_name}升降", Sort.CHANGE, (new - old) / old, of=(now, then))) if old else None
        return Change(int(new), int(old), difference, rate)

    def _count(self, name: str, where: Where) -> int:
        figure = Figure(self.part, name, Sort.COUNT, Fraction(self.rows.count(**where)), tuple(sorted(where.items())))
        self._kept(figure)
        return self._places[_key(figure)]

    def _kept(self, figure: Figure) -> Figure:
        key = _key(figure)
        if key not in self._places:
            self._places[key] = len(self.figures)
            self.figures.append(figure)
        return self.figures[self._places[key]]


def _key(figure: Figure) -> tuple[object, ...]:
    return figure.sort, figure.where, figure.of, figure.table


@dataclass(frozen=True, slots=True)
class Change:
    """A count against an earlier one; ``rate`` is None where the earlier one is 0."""

    now: int
    then: int
    difference: Figure
    rate: Figure | None

    def text(self, than: str) -> str:
        """Return 比上月增加36件、上升12.1%: ``than`` is what the earlier one is called."""
        if self.now == self.then:
            return f"与{than}持平"
        more = self.now > self.then
        words = f"比{than}{'增加' if more else '减少'}{self.difference.shown}件"
        return f"{words}、{'上升' if more else '下降'}{self.rate.shown}" if self.rate else words


def top(found: Sequence[tuple[Value, int]], most: int, least: int = 1) -> list[tuple[str, int]]:
    """Return the first ``most`` of a tally with ``least`` rows or more."""
    return [(str(value), count) for value, count in found if count >= least][:most]
