"""How well wrong characters are found and mended: the measure, whatever the corrector is.

A corrector takes sentences and gives for each the corrections it proposes, each with the probability that it is right. ``measure``
applies those of at least a given probability and holds the outcome against the labels.

**Sentence level** (as ECSpell, LEMON and ReLM measure; the figures that are published are these). *s* is the sentence as written, *t* as
meant, *p* as the corrector leaves it:

- correction precision = sentences with p = t among those with p ≠ s; recall = sentences with p = t among those with t ≠ s. So one fault
  left, one put right wrongly, or one right character changed, and the whole sentence counts as missed and as falsely changed;
- detection: the same with “the characters that p changes are exactly those that t changes” for p = t;
- false alarms = clean sentences (t = s) with p ≠ s, among all clean sentences.

**Character level**: each wrong character counts once (a missing or a superfluous stretch as one). Detection: a change at its place;
correction: the right one.

All rows count, those whose label is doubtful too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, Protocol

from evaluation.characters_kinds import KINDS, kinds_of
from evaluation.characters_rows import Edit, Row, edits


class Proposed(Protocol):
    """A correction as a corrector proposes it: characters ``[start, end)``, what to put there, how likely that is right (0 to 1)."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def replacement(self) -> str: ...  # noqa: D102
    @property
    def probability(self) -> float: ...  # noqa: D102


class Correction(NamedTuple):
    """The plainest ``Proposed``."""

    start: int
    end: int
    replacement: str
    probability: float = 1.0


Corrector = Callable[[Sequence[str]], Sequence[Sequence[Proposed]]]


class Rate(NamedTuple):
    """Precision, recall and their harmonic mean, from counts."""

    hits: int
    proposed: int
    wanted: int

    @property
    def precision(self) -> float:
        """Of what was proposed, the part that is right; 0 where nothing was."""
        return self.hits / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        """Of what was wanted, the part that was found; 0 where nothing was."""
        return self.hits / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.hits / (self.proposed + self.wanted) if self.proposed + self.wanted else 0.0

    def __add__(self, other: object) -> Rate:
        if not isinstance(other, Rate):
            return NotImplemented
        return Rate(self.hits + other.hits, self.proposed + other.proposed, self.wanted + other.wanted)


_NONE = Rate(0, 0, 0)


class Found(NamedTuple):
    """Wrong characters of one kind: how many there are, how many of them were seen, and mended."""

    wanted: int
    detected: int
    corrected: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What ``measure`` found. Figures of parts of the rows can be added."""

    detection: Rate
    correction: Rate
    detection_characters: Rate
    correction_characters: Rate
    clean: int
    false_alarms: int
    kinds: Mapping[str, Found]

    @property
    def false_alarms_per_thousand(self) -> float:
        """Clean sentences that were changed, per 1,000 clean sentences; 0 where there are none."""
        return 1000 * self.false_alarms / self.clean if self.clean else 0.0

    def __add__(self, other: object) -> Figures:
        if not isinstance(other, Figures):
            return NotImplemented
        kinds = dict(self.kinds)
        for kind, found in other.kinds.items():
            kinds[kind] = Found(*map(sum, zip(kinds.get(kind, (0, 0, 0)), found, strict=True)))
        return Figures(
            self.detection + other.detection,
            self.correction + other.correction,
            self.detection_characters + other.detection_characters,
            self.correction_characters + other.correction_characters,
            self.clean + other.clean,
            self.false_alarms + other.false_alarms,
            kinds,
        )

    def flat(self) -> dict[str, float]:
        """Return the figures by name, shares from 0 to 1, as the gate pins them."""
        rates = (
            ("detection", self.detection),
            ("correction", self.correction),
            ("characters.detection", self.detection_characters),
            ("characters.correction", self.correction_characters),
        )
        named = {f"{name}.{part}": getattr(rate, part) for name, rate in rates for part in ("precision", "recall", "f1")}
        return named | {"false_alarms_per_1000_clean": self.false_alarms_per_thousand}


NOTHING = Figures(_NONE, _NONE, _NONE, _NONE, 0, 0, {})


def corrected(sentence: str, proposed: Iterable[Proposed]) -> str:
    """Return ``sentence`` with all of ``proposed`` put in. ValueError where two of them touch the same characters or lie outside."""
    parts, at = [], 0
    for each in sorted(proposed, key=lambda each: (each.start, each.end)):
        if not at <= each.start <= each.end <= len(sentence):
            raise ValueError(f"corrections overlap, or lie outside the sentence: {each}")
        parts += [sentence[at : each.start], each.replacement]
        at = each.end
    return "".join([*parts, sentence[at:]])


@cache
def _wanted(row: Row) -> dict[Edit, str]:
    return kinds_of(row.wrong, row.right)


def judged(row: Row, proposed: Sequence[Proposed]) -> Figures:
    """Return the figures of one row where ``proposed`` is put in."""
    result = corrected(row.wrong, proposed)
    wanted = _wanted(row)
    made = edits(row.wrong, result) if result != row.wrong else []
    places, made_places = {edit[:2] for edit in wanted}, {edit[:2] for edit in made}
    is_changed, is_faulty = int(bool(made)), int(bool(wanted))
    is_right = int(is_faulty and result == row.right)
    is_seen = int(is_faulty and places == made_places)
    kinds: dict[str, Found] = {}
    for edit, kind in wanted.items():
        before = kinds.get(kind, Found(0, 0, 0))
        kinds[kind] = Found(before.wanted + 1, before.detected + (edit[:2] in made_places), before.corrected + (edit in made))
    return Figures(
        Rate(is_seen, is_changed, is_faulty),
        Rate(is_right, is_changed, is_faulty),
        Rate(len(places & made_places), len(made), len(wanted)),
        Rate(sum(edit in wanted for edit in made), len(made), len(wanted)),
        1 - is_faulty,
        is_changed if not is_faulty else 0,
        kinds,
    )


def total(figures: Iterable[Figures]) -> Figures:
    """Return the sum of ``figures``."""
    detection = [0, 0, 0]
    correction = [0, 0, 0]
    seen = [0, 0, 0]
    mended = [0, 0, 0]
    clean = alarms = 0
    kinds: Counter[tuple[str, int]] = Counter()
    for each in figures:
        for sums, rate in (
            (detection, each.detection),
            (correction, each.correction),
            (seen, each.detection_characters),
            (mended, each.correction_characters),
        ):
            for at in range(3):
                sums[at] += rate[at]
        clean += each.clean
        alarms += each.false_alarms
        for kind, found in each.kinds.items():
            for at, count in enumerate(found):
                kinds[kind, at] += count
    named = {kind for kind, _ in kinds}
    by_kind = {kind: Found(*(kinds[kind, at] for at in range(3))) for kind in (*KINDS, *sorted(named - set(KINDS))) if kind in named}
    return Figures(Rate(*detection), Rate(*correction), Rate(*seen), Rate(*mended), clean, alarms, by_kind)


def at_least(proposed: Sequence[Proposed], probability: float) -> list[Proposed]:
    """Return those of ``proposed`` that are so probable."""
    return [each for each in proposed if each.probability >= probability]


def measure_proposals(rows: Sequence[Row], proposals: Sequence[Sequence[Proposed]], threshold: float = 0.0) -> Figures:
    """Return the figures of ``rows`` where what is proposed for each, at least as probable as ``threshold``, is put in."""
    return total(judged(row, at_least(proposed, threshold)) for row, proposed in zip(rows, proposals, strict=True))


def measure(corrector: Corrector, rows: Sequence[Row], threshold: float = 0.0) -> Figures:
    """Return how well ``corrector`` mends ``rows`` where it is heeded from the probability ``threshold`` on."""
    return measure_proposals(rows, corrector([row.wrong for row in rows]), threshold)


def headline(figures: Mapping[str, Figures]) -> str:
    """Return a Markdown table, a line for each named system: sentence level, false alarms, character level."""
    lines = [
        "| system | detection P / R / F1 | correction P / R / F1 | false alarms per 1,000 clean sentences | characters mended P / R / F1 |",
        "|---|---|---|---|---|",
    ]
    for name, each in figures.items():
        cells = (shown(each.detection), shown(each.correction), f"{each.false_alarms_per_thousand:.1f}", shown(each.correction_characters))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def by_kind(figures: Mapping[str, Figures]) -> str:
    """Return a Markdown table, a line for each kind of fault: the part (per cent) that each named system sees and mends, of how many."""
    kinds = [kind for kind in KINDS if any(kind in each.kinds for each in figures.values())]
    lines = [f"| kind | {' | '.join(f'{name}: seen / mended' for name in figures)} |", f"|---|{'---|' * len(figures)}"]
    for kind in kinds:
        found = [each.kinds.get(kind, Found(0, 0, 0)) for each in figures.values()]
        cells = [
            f"{100 * f.detected / f.wanted:.0f} / {100 * f.corrected / f.wanted:.0f} of {f.wanted}" if f.wanted else "–" for f in found
        ]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    return "\n".join(lines)


def shown(rate: Rate) -> str:
    """Return “P / R / F1” in per cent."""
    return f"{100 * rate.precision:.1f} / {100 * rate.recall:.1f} / **{100 * rate.f1:.1f}**"
