"""From which probability on a correction is told, and at which level: chosen by cross-validation, measured on what was not chosen on.

Three thresholds, the highest first. ``warning``: sentence-level correction F1 is best there among the thresholds at which at most
``WARNING_ALARMS`` of the clean sentences are changed. ``error``: of all proposals at least so probable ``ERROR_RIGHT`` are right, and at
most ``ERROR_ALARMS`` of the clean sentences are changed. ``hint``: as ``warning``, with ``HINT_ALARMS``. The headline figures are those at
``warning``: everything that is told as an error or a warning.

How much of what is told is right depends on how many faults there are. The labelled sentences have one in two sentences, genuine papers
one in thousands: so the bound on alarms is the one that counts there, and clean sentences of official text may be added to the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from evaluation.characters import Corrector, Figures, Proposed, by_kind, corrected, headline, judged, measure_proposals, total
from evaluation.characters_rows import Row, doubtful, edits, splits

ERROR_RIGHT = 0.95
ERROR_ALARMS = 0.0015  # one in 23,000 characters, in sentences of 35
WARNING_ALARMS, HINT_ALARMS = 0.005, 0.0125
LEVELS = ("error", "warning", "hint")
NEVER = 2.0  # a threshold that no probability reaches

Trainer = Callable[[Sequence[Row]], Corrector]
Teller = Callable[[Row, Sequence[Proposed], "Tiers"], Sequence[Proposed]]


class Point(NamedTuple):
    """What is true of all proposals at least as probable as ``threshold``: counts of proposals and of sentences."""

    threshold: float
    proposals: int
    right: int
    changed: int
    mended: int
    alarms: int


class Tiers(NamedTuple):
    """The least probability of each level."""

    error: float
    warning: float
    hint: float

    def level(self, probability: float) -> str | None:
        """Return the level of a correction so probable, None where it is not told."""
        return next((level for level, least in zip(LEVELS, self, strict=True) if probability >= least), None)


def is_right(row: Row, proposed: Proposed) -> bool:
    """Tell whether ``proposed`` changes only what must be changed, and into what it must be."""
    made = edits(row.wrong, corrected(row.wrong, [proposed]))
    return bool(made) and set(made) <= set(edits(row.wrong, row.right))


def curve(rows: Sequence[Row], proposals: Sequence[Sequence[Proposed]]) -> list[Point]:
    """Return the points at all probabilities that occur, the highest first, exactly."""
    steps: list[tuple[float, int, int, int, int, int]] = []
    for row, proposed in zip(rows, proposals, strict=True):
        before = (0, 0, 0)
        ordered = sorted(proposed, key=lambda each: -each.probability)
        for at, each in enumerate(ordered):
            right = is_right(row, each)
            if at + 1 < len(ordered) and ordered[at + 1].probability == each.probability:
                steps.append((-each.probability, 1, right, 0, 0, 0))
                continue
            figures = judged(row, ordered[: at + 1])
            now = (figures.correction.proposed, figures.correction.hits, figures.false_alarms)
            steps.append((-each.probability, 1, right, now[0] - before[0], now[1] - before[1], now[2] - before[2]))
            before = now
    points: list[Point] = []
    sums = [0, 0, 0, 0, 0]
    for step in sorted(steps):
        sums = [a + b for a, b in zip(sums, step[1:], strict=True)]
        if points and points[-1].threshold == -step[0]:
            points.pop()
        points.append(Point(-step[0], *sums))
    return points


def choose(rows: Sequence[Row], proposals: Sequence[Sequence[Proposed]]) -> Tiers:
    """Return the thresholds that ``rows`` call for. A level that nothing reaches is ``NEVER``; none is stricter than the one above it."""
    points = curve(rows, proposals)
    faulty = sum(not row.is_clean for row in rows)
    clean = len(rows) - faulty

    def best(alarms: float) -> float:
        fitting = [point for point in points if point.alarms <= alarms * clean]
        return (
            max(fitting, key=lambda point: (2 * point.mended / (point.changed + faulty), point.threshold)).threshold if fitting else NEVER
        )

    sure = [p for p in points if p.right >= ERROR_RIGHT * p.proposals and p.alarms <= ERROR_ALARMS * clean]
    warning, hint = best(WARNING_ALARMS), best(HINT_ALARMS)
    return Tiers(max(warning, min((point.threshold for point in sure), default=NEVER)), warning, min(warning, hint))


@dataclass(frozen=True)
class Nested:
    """The outcome of nested cross-validation: for each row what was proposed and the thresholds chosen without it."""

    rows: tuple[Row, ...]
    proposals: tuple[Sequence[Proposed], ...]
    tiers: tuple[Tiers, ...]

    def figures(self, part: str | None = None, level: str = "warning") -> Figures:
        """Return the figures of the rows of ``part`` (of all) where what is at least of ``level`` is put in."""
        at = LEVELS.index(level)
        return total(
            judged(row, [each for each in proposed if each.probability >= tiers[at]])
            for row, proposed, tiers in zip(self.rows, self.proposals, self.tiers, strict=True)
            if part in (None, row.part)
        )

    @property
    def parts(self) -> list[str]:
        """The parts of the rows, ODW before LAW."""
        return sorted({row.part for row in self.rows}, reverse=True)

    def without(self, left_out: Container[tuple[str, int]]) -> Nested:
        """Return the outcome for the rows that are not among ``left_out`` (part, number)."""
        kept = [at for at, row in enumerate(self.rows) if (row.part, row.number) not in left_out]
        return Nested(tuple(self.rows[at] for at in kept), tuple(self.proposals[at] for at in kept), tuple(self.tiers[at] for at in kept))

    def right(self, level: str, part: str | None = None) -> tuple[int, int]:
        """Return how many proposals are told at exactly ``level``, and how many of them are right."""
        told = [
            is_right(row, each)
            for row, proposed, tiers in zip(self.rows, self.proposals, self.tiers, strict=True)
            for each in proposed
            if part in (None, row.part) and tiers.level(each.probability) == level
        ]
        return len(told), sum(told)


def nested(
    rows: Sequence[Row],
    trainer: Trainer,
    outer: int = 5,
    inner: int = 4,
    chosen_on: Callable[[Row], bool] = lambda row: True,
    told: Teller = lambda row, proposed, tiers: proposed,
) -> Nested:
    """Return what ``trainer`` makes of ``rows``: trained and its thresholds chosen on four fifths, measured on the fifth, five times over.

    Within the four fifths the thresholds are chosen on proposals for sentences that the model of the inner fold was not trained on, and of
    these only on the rows ``chosen_on``. ``told`` is what is left of the proposals for a row when the thresholds are known. Sentences that
    are alike are never parted.
    """
    proposals: list[Sequence[Proposed]] = [()] * len(rows)
    chosen: list[Tiers] = [Tiers(NEVER, NEVER, NEVER)] * len(rows)
    for split in splits(rows, number=outer):
        held: list[Row] = []
        proposed: list[Sequence[Proposed]] = []
        for part in splits(rows, split.train, inner, "inner"):
            corrector = trainer([rows[at] for at in part.train])
            test = [rows[at] for at in part.test if chosen_on(rows[at])]
            held += test
            proposed += corrector([row.wrong for row in test])
        tiers = choose(held, proposed)
        corrector = trainer([rows[at] for at in split.train])
        for at, found in zip(split.test, corrector([rows[at].wrong for at in split.test]), strict=True):
            proposals[at], chosen[at] = told(rows[at], found, tiers), tiers
    return Nested(tuple(rows), tuple(proposals), tuple(chosen))


def tiers_table(results: Mapping[str, Nested]) -> str:
    """Return a Markdown table: for each named system and part what is told at each level, and how much of it is right."""
    lines = ["| system | part | " + " | ".join(f"{level}: told, right" for level in LEVELS) + " |", "|---|---|---|---|---|"]
    for name, result in results.items():
        for part in result.parts:
            cells = []
            for level in LEVELS:
                told, right = result.right(level, part)
                cells.append(f"{told}, {100 * right / told:.1f} %" if told else "0")
            lines.append(f"| {name} | {part.upper()} | {' | '.join(cells)} |")
    return "\n".join(lines)


def sweep_table(rows: Sequence[Row], proposals: Sequence[Sequence[Proposed]], thresholds: Sequence[float]) -> str:
    """Return a Markdown table: sentence-level correction and false alarms at each of ``thresholds``."""
    lines = ["| from | correction P / R / F1 | false alarms per 1,000 clean |", "|---|---|---|"]
    for least in thresholds:
        figures = measure_proposals(rows, proposals, least)
        rate = figures.correction
        cells = f"{100 * rate.precision:.1f} / {100 * rate.recall:.1f} / {100 * rate.f1:.1f}"
        lines.append(f"| {least:.2f} | {cells} | {figures.false_alarms_per_thousand:.1f} |")
    return "\n".join(lines)


def tables(results: Mapping[str, Nested]) -> str:
    """Return the Markdown tables of the named systems: what they find and mend, what is told at each level, by kind of fault."""
    figures: dict[str, Figures] = {}
    kinds: dict[str, Figures] = {}
    doubt = doubtful()
    for name, result in results.items():
        sure = result.without(doubt)
        for part in result.parts:
            figures |= {f"{name}, {part.upper()}, {level} and above": result.figures(part, level) for level in LEVELS}
            figures[f"{name}, {part.upper()}, warning and above, without doubtful labels"] = sure.figures(part)
            kinds[f"{name}, {part.upper()}"] = result.figures(part)
    return "\n\n".join((headline(figures), tiers_table(results), by_kind(kinds)))
