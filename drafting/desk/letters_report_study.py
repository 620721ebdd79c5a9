"""What a report on letters rests on: the letters of the period sorted, their issues, the rows that all is counted from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from drafting.documents.errors import UserError

if TYPE_CHECKING:
    from drafting.letters.batch import Batch, Letter
    from drafting.letters.figures import Ledger
    from drafting.letters.issues import Issue
    from drafting.letters.notable import Notable
    from drafting.letters.periods import Period
    from drafting.letters.sorting import Verdict
    from drafting.letters.statistics import Compared, IssueRow, Row, Rows


@dataclass(frozen=True, slots=True)
class Study:
    """A batch looked at for one period; without ``compared`` no letter has a time, and all of them are counted.

    ``rows`` are those of all letters that were read, in input order; ``issues`` are found among the letters up to the period's end,
    ``notable`` (single letters that deserve attention) among those of the period.
    """

    batch: Batch
    verdicts: tuple[Verdict, ...]
    compared: Compared | None
    rows: tuple[Row, ...]
    issue_rows: tuple[IssueRow, ...]
    letters: Mapping[str, Letter]
    issues: Mapping[str, Issue]
    notable: tuple[Notable, ...]
    ledger: Ledger

    @property
    def counted(self) -> Rows:
        """The rows, made ready to be counted."""
        return self.ledger.rows


def study(batch: Batch, period: Period | None, classify: Callable[[Sequence[Letter]], Sequence[Verdict]]) -> Study:
    """Return ``batch`` looked at for ``period`` (None: for all the days that it has letters of).

    ``classify`` gives the verdicts of letters. Raises ``UserError`` where there is no letter, or none of that period.
    """
    from drafting.letters.figures import Ledger
    from drafting.letters.issues import find_issues
    from drafting.letters.notable import find_notable
    from drafting.letters.periods import period_of, span_text
    from drafting.letters.statistics import Rows, Subject, compare, issue_rows, rows_of
    from drafting.letters.subjects import joined, subject_of

    letters = batch.letters
    days = [letter.time.date() for letter in letters if letter.time]
    if not letters:
        raise UserError("没有读到来信，写不了报告", "", "请检查文件和列名；列名认不出的，用 --column 内容=F 指定")
    if period is None and days:
        period = period_of(min(days), max(days))
    if period is not None and not any(period.holds(day) for day in days):
        said = f"来信的时间是{span_text(min(days), max(days))}" if days else "所有来信都没有可以识别的时间"
        raise UserError(f"{period.name}没有来信，写不了报告", "--period", f"{said}，请改写时段，或者不写 --period")
    compared = compare(period, days) if period else None
    # An issue is seen as it stood at the end of the period: what came later is not known yet.
    known = [one for one in letters if compared is None or (one.time is not None and one.time.date() <= compared.current.last)]
    verdicts = _in_order_of_time(letters, classify)
    issues = find_issues(known)
    # What is counted of areas and organs is counted in these periods alone: the letters of other years need not be looked through.
    periods = [one for one in (compared.current, compared.before, compared.year_ago) if one] if compared else []
    subjects = joined(
        [
            subject_of(letter) if compared is None or (letter.time and any(one.holds(letter.time.date()) for one in periods)) else Subject()
            for letter in letters
        ]
    )
    current = [one for one in known if compared is None or (one.time is not None and compared.current.holds(one.time.date()))]
    notable = tuple(find_notable(current, issues))
    rows = tuple(rows_of(letters, verdicts, issues, subjects, compared, frozenset(one.id for one in notable)))
    counted = Rows(rows)
    of_issues = tuple(issue_rows(issues, counted, compared))
    ledger = Ledger(counted, Rows(of_issues))
    by_id = {letter.id: letter for letter in letters}
    return Study(batch, verdicts, compared, rows, of_issues, by_id, {issue.id: issue for issue in issues}, notable, ledger)


def _in_order_of_time(letters: Sequence[Letter], classify: Callable[[Sequence[Letter]], Sequence[Verdict]]) -> tuple[Verdict, ...]:
    """Return the verdicts in input order, given in the order of time: of two equal letters the later one is the repeat."""
    order = sorted(range(len(letters)), key=lambda at: (letters[at].time is None, letters[at].time or datetime.max, at))
    verdicts = dict(zip(order, classify([letters[at] for at in order]), strict=True))
    return tuple(verdicts[at] for at in range(len(letters)))
