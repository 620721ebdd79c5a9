"""How many real faults the candidates reach, and at what cost: for the tables of ``training/candidates.py``, not for what is shipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from drafting.documents.errors import UserError
from drafting.proofing.characters.candidates import LONGEST, Candidates, Codes, Kind, codes_of

NOT_REACHED = -1


class Coverage(NamedTuple):
    """What was found of the wrong characters of some sentences.

    ``reached`` counts them by the kind of the candidate that is right (``NOT_REACHED``: none is), ``runs`` counts runs of two or more
    wrong characters side by side, and ``runs_reached`` those that one word puts right at once. ``each`` is the mean number of candidates
    of a character of the text, ``missed`` the pairs that are in no table.
    """

    reached: Counter[int]
    runs: int
    runs_reached: int
    each: float
    missed: Counter[str]

    @property
    def share(self) -> float:
        """Return the share of wrong characters whose right one is among their candidates."""
        return 1 - self.reached[NOT_REACHED] / max(self.reached.total(), 1)


def sentences(path: Path) -> list[tuple[str, str]]:
    """Return (as written, as it should be) from lines of ``faults⇥wrong⇥right``. ``UserError`` names a line of another form."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        columns = line.split("\t")
        if len(columns) != 3:
            raise UserError("每行应是“错字数、原句、正句”三列，用制表符分开", f"{path.name} 第 {number} 行")
        found.append((columns[1], columns[2]))
    return found


def covered(candidates: Candidates, pairs: Iterable[tuple[str, str]], most: int | None = None) -> Coverage:
    """Measure the candidates on sentences whose right form is known (of the same length; others are left out)."""
    reached: Counter[int] = Counter()
    missed: Counter[str] = Counter()
    runs = runs_reached = count = total = 0
    for written, meant in pairs:
        if len(written) != len(meant):
            continue
        codes, right = codes_of(written), codes_of(meant)
        found = candidates.characters(codes, most)
        is_han = (codes >= 0x4E00) & (codes <= 0x9FFF)
        count += int(is_han.sum())
        total += len(found.index)
        wrong = np.flatnonzero(codes != right)
        hit = found.candidate == right[found.index]
        kinds = dict(zip(found.index[hit].tolist(), found.kind[hit].tolist(), strict=True))
        for place in wrong.tolist():
            reached[kinds.get(place, NOT_REACHED)] += 1
            if place not in kinds:
                missed[written[place] + meant[place]] += 1
        for start, end in _side_by_side(wrong.tolist()):
            runs += 1
            runs_reached += _one_word(candidates, codes, right, start, end)
    return Coverage(reached, runs, runs_reached, total / max(count, 1), missed)


def _side_by_side(places: list[int]) -> list[tuple[int, int]]:
    """Return (first, last + 1) of the runs of two to four places."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return [(run[0], run[-1] + 1) for run in runs if 2 <= len(run) <= LONGEST]


def _one_word(candidates: Candidates, codes: Codes, right: Codes, start: int, end: int) -> bool:
    """Tell whether one word puts right all from ``start`` to ``end`` and is right where it reaches beyond."""
    found = candidates.words(codes, np.arange(max(0, end - LONGEST), start + 1, dtype=np.int32))
    for at, length, word in zip(found.start.tolist(), found.length.tolist(), found.candidate, strict=True):
        if at <= start and end <= at + length and np.array_equal(word[:length], right[at : at + length]):
            return True
    return False


def report(name: str, coverage: Coverage) -> str:
    """Return the figures as lines of text."""
    kinds = {kind: coverage.reached[kind] for kind in Kind if coverage.reached[kind]}
    lines = [
        f"{name}: {coverage.reached.total()} wrong characters, {coverage.share:.1%} reached, {coverage.each:.1f} candidates a character",
        *(f"  {kind.name.lower()}: {count}" for kind, count in kinds.items()),
        f"  side by side: {coverage.runs}, put right by one word: {coverage.runs_reached}",
    ]
    return "\n".join(lines)
