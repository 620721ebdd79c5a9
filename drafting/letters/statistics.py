"""What a batch of letters amounts to in a period: counts, shares and comparisons, all of them counts of flat rows.

Every letter is one ``Row``; every figure is the number of rows that meet some conditions, or two such numbers set against each other. So
whoever has the rows can work each figure out again, in this program or in a spreadsheet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from drafting.letters.batch import Letter
from drafting.letters.heat import writer_key
from drafting.letters.issues import ONE_LETTER, Issue
from drafting.letters.periods import SLACK, Period, numbers
from drafting.letters.sorting import Verdict
from drafting.letters.urgent import SIGNALS

LONGEST_PAUSE = timedelta(days=31)
"""Without a letter for longer than this, the batch does not go on but begins anew."""

Value = str | int | bool
Where = Mapping[str, Value]
"""Conditions: the names of fields of ``Row`` and what they are."""


SIGNAL_FIELDS: Mapping[str, str] = dict(zip(("danger", "crowd", "extreme", "funds", "deadline"), SIGNALS, strict=True))
"""The fields of ``Row`` for the signals that a person should check: field → signal."""


@dataclass(frozen=True, slots=True)
class Row:
    """One letter as it is counted.

    ``current``, ``before`` and ``year_ago`` tell which of the compared periods it is in. ``day``, ``week`` and ``month`` are numbers that
    sort: 20200106, 202002, 202001 (0 without a time). ``area`` and ``organ`` are ``""`` where the letter names none, ``unnamed`` is what
    an organ is called that has no name there (物业); ``issue`` and its ``kind`` are ``""`` where the letter is in none. ``person`` is set
    on the first letter of each writer in the current period, ``issue_person`` on the first of each in an issue. ``urgent`` is set on a
    letter that a person should check, and for what: danger to life, crowds, extreme words, money of many people, a day that is near.
    ``notable`` is a single letter that deserves attention (``find_notable``). ``charted`` is set where the letter is of the days over
    which the number of letters is shown.
    """

    id: str
    time: date | None
    current: bool
    before: bool
    year_ago: bool
    topic: str
    subtopic: str
    area: str
    organ: str
    unnamed: str
    issue: str
    kind: str
    notable: bool
    repeat: bool
    review: bool
    person: bool
    issue_person: bool
    urgent: bool
    danger: bool
    crowd: bool
    extreme: bool
    funds: bool
    deadline: bool
    charted: bool
    day: int
    week: int
    month: int


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom and where a letter is about, ``""`` where it does not say, and its ``signals`` to be checked, as they are counted.

    ``unnamed`` is the general word (物业) where the letter complains of an organ without its name.
    """

    area: str = ""
    organ: str = ""
    unnamed: str = ""
    signals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """The periods of a report as far as the letters reach.

    ``asked`` is the period that the report is of, ``current`` its days up to the last letter, ``before`` and ``year_ago`` the like days of
    the periods it is compared with: None where the letters do not reach back so far (``reach`` is the day of the first one).
    """

    asked: Period
    current: Period
    before: Period | None
    year_ago: Period | None
    reach: date
    until: date

    @property
    def first_shown(self) -> date:
        """The first of the days over which the number of letters is shown: as far back as they reach."""
        return min(self.reach, self.current.first)

    @property
    def is_cut(self) -> bool:
        """Whether the letters end before the period does."""
        return self.current.last < self.asked.last


def compare(period: Period, days: Sequence[date]) -> Compared:
    """Return what ``period`` can be compared with where the letters are of these ``days`` (in any order, not empty).

    Where they end before the period does, only its days so far are set against as many days of the other periods.
    """
    until = max(days)
    reach = reaches_back(days, period)
    current = period if until >= period.last - SLACK else period.head((until - period.first).days + 1)
    cut = current.last < period.last

    def like(other: Period | None) -> Period | None:
        if other is None or reach > other.first + SLACK:
            return None
        return other.head(current.days) if cut else other

    return Compared(period, current, like(period.before()), like(period.year_ago()), reach, until)


def reaches_back(days: Sequence[date], period: Period) -> date:
    """Return the first day from which letters come without a long pause up to those of ``period``.

    What lies before a pause is stray: one letter of two years ago does not make the batch reach back two years.
    """
    earlier = sorted({day for day in days if day <= period.last}, reverse=True)
    reach = earlier[0] if earlier else period.first
    for day in earlier:
        if reach - day > LONGEST_PAUSE:
            break
        reach = day
    return reach


def rows_of(
    letters: Sequence[Letter],
    verdicts: Sequence[Verdict],
    issues: Sequence[Issue],
    subjects: Sequence[Subject],
    compared: Compared | None,
    notable: Collection[str] = (),
) -> list[Row]:
    """Return a row for each letter, in order; without ``compared`` every letter is in the current period.

    ``notable`` are the ids of the single letters that deserve attention.

    Raises ``ValueError`` where there are not as many verdicts or subjects as letters.
    """
    issue_of = {key: issue for issue in issues for key in issue.letters}
    writers: set[str] = set()
    issue_writers: set[tuple[str, str]] = set()
    rows = []
    for letter, verdict, subject in zip(letters, verdicts, subjects, strict=True):
        day = letter.time.date() if letter.time else None
        current = compared is None or (day is not None and compared.current.holds(day))
        found = issue_of.get(letter.id)
        issue = found.id if found else ""
        writer = writer_key(letter)
        person = current and writer not in writers
        issue_person = current and bool(issue) and (issue, writer) not in issue_writers
        if current:
            writers.add(writer)
            issue_writers.add((issue, writer))
        rows.append(
            Row(
                id=letter.id,
                time=day,
                current=current,
                before=_holds(compared.before if compared else None, day),
                year_ago=_holds(compared.year_ago if compared else None, day),
                topic=verdict.topic,
                subtopic=verdict.path[1] if len(verdict.path) > 1 else "",
                area=subject.area,
                organ=subject.organ,
                unnamed=subject.unnamed,
                issue=issue,
                kind=found.kind if found else "",
                notable=letter.id in notable,
                repeat=verdict.duplicate_of is not None,
                review=verdict.review,
                person=person,
                issue_person=issue_person,
                urgent=bool(subject.signals),
                danger=SIGNAL_FIELDS["danger"] in subject.signals,
                crowd=SIGNAL_FIELDS["crowd"] in subject.signals,
                extreme=SIGNAL_FIELDS["extreme"] in subject.signals,
                funds=SIGNAL_FIELDS["funds"] in subject.signals,
                deadline=SIGNAL_FIELDS["deadline"] in subject.signals,
                charted=compared is not None and day is not None and compared.first_shown <= day <= compared.current.last,
                **numbers(day),
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class IssueRow:
    """A recurring issue as it is counted: how many ``letters`` it has in the current period, by how many ``people``.

    ``before`` is how many it has in the period that is compared. ``status`` is 新出现, 持续反映 (the whole of the period before has letters
    of it too) or 再次出现 (only earlier times have), ``""`` where the letters do not reach back so far. ``recurring`` has two letters or
    more in the period; ``single`` is one letter that very many people like.
    """

    id: str
    kind: str
    letters: int
    people: int
    before: int
    status: str
    recurring: bool
    single: bool


def issue_rows(issues: Sequence[Issue], rows: Rows, compared: Compared | None) -> list[IssueRow]:
    """Return the issues that have letters in the current period: those of most people first, then of most letters, then the hottest."""
    found = []
    days: dict[str, list[date]] = {}
    for row in rows.rows:
        if isinstance(row, Row) and row.issue and row.time:
            days.setdefault(row.issue, []).append(row.time)
    for issue in issues:
        letters = rows.count(issue=issue.id, current=True)
        if not letters:
            continue
        before = rows.count(issue=issue.id, before=True)
        single = issue.kind == ONE_LETTER
        status = ""
        if compared and compared.before:
            earlier = [day for day in days.get(issue.id, ()) if day < compared.current.first]
            status = "新出现" if not earlier else "持续反映" if max(earlier) >= compared.before.first else "再次出现"
        people = rows.count(issue=issue.id, issue_person=True)
        found.append((-people, -letters, -issue.heat, IssueRow(issue.id, issue.kind, letters, people, before, status, letters > 1, single)))
    return [item[-1] for item in sorted(found, key=lambda item: item[:3])]


def _holds(period: Period | None, day: date | None) -> bool:
    return period is not None and day is not None and period.holds(day)


class Rows:
    """Rows that are counted by conditions; conditions on the same fields are counted for all values in one pass."""

    def __init__(self, rows: Sequence[Row] | Sequence[IssueRow]) -> None:
        self.rows: tuple[Row | IssueRow, ...] = tuple(rows)
        self._counts: dict[tuple[str, ...], Counter[tuple[Value, ...]]] = {}

    def count(self, **where: Value) -> int:
        """Return how many rows have these values. Raises ``AttributeError`` for a field that rows do not have."""
        names = tuple(sorted(where))
        return self._table(names)[tuple(where[name] for name in names)] if names else len(self.rows)

    def tally(self, name: str, **where: Value) -> list[tuple[Value, int]]:
        """Return (value, how many) for each value of the field ``name`` among the rows with these values, the most frequent first.

        Rows without a value (``""``, 0) are left out; values that are as frequent are in the order of their text.
        """
        names = tuple(sorted({name, *where}))
        at = names.index(name)
        found = {
            values[at]: count
            for values, count in self._table(names).items()
            if values[at] not in ("", 0) and all(values[names.index(key)] == value for key, value in where.items())
        }
        return sorted(found.items(), key=lambda item: (-item[1], str(item[0])))

    def _table(self, names: tuple[str, ...]) -> Counter[tuple[Value, ...]]:
        if names not in self._counts:
            self._counts[names] = Counter(tuple(getattr(row, name) for name in names) for row in self.rows)
        return self._counts[names]
