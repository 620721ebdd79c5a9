"""Breaking a title into lines: 词意完整、排列对称、长短适宜，梯形或者菱形（GB/T 9704—2012, 7.3.1）.

Among all ways to break a title the one with the least cost is taken: what each joint costs (``title_joints``), the shape (the lines
grow, shrink, or grow and then shrink; a rectangle and an hourglass are faults), how even the steps are, and every line more.
"""

from __future__ import annotations

import re
from functools import lru_cache

from drafting.documents.standard import chars_wide, spaced_wide
from drafting.documents.title_joints import HARD, NEVER, costs

WIDTH = 20.0  # characters of 2号 on a line: 442 pt hold 20 of 22 pt
_MOST_LINES = 9
_SHORTEST = 4.0  # a last line of less is a stump
_EDGE = 1.0  # characters: a line that leaves less free looks crammed
_ANOTHER_LINE = 12.0
_RECTANGLE, _HOURGLASS, _STUMP = 45.0, 60.0, 80.0
_ONLY_AN_ACT = re.compile(r"(?:关于)?(?:印发|转发|批转|发布|公布|做好|开展|商请|报送)?(?:《关于)?$")


@lru_cache(maxsize=256)
def break_title(text: str, width: float = WIDTH) -> str:
    """Return ``text`` with a line break wherever a line of the title ends; a break already in it stays.

    ``width`` is the most characters (字 of the title's own size) that a line holds. A piece between given breaks that fits is one line.
    """
    return "\n".join("\n".join(_lines(piece.strip(), width)) for piece in text.split("\n") if piece.strip())


def _lines(text: str, width: float) -> list[str]:
    if spaced_wide(text) <= width:
        return [text]
    cost = costs(text, width)
    offsets = range(1, len(text))
    for dearest in (HARD, NEVER, 0.0):
        stops = [at for at in offsets if cost[at] < dearest] if dearest else list(offsets)
        ends = _Ways(text, stops, cost, width).best()
        if ends:
            return [text[start:end].strip() for start, end in zip((0, *ends), ends, strict=False)]
    raise AssertionError("every single character fits")


class _Ways:
    """The ways to break ``text`` at ``stops`` into lines of at most ``width``."""

    def __init__(self, text: str, stops: list[int], cost: list[float], width: float) -> None:
        self.text = text
        self.at = [0, *stops, len(text)]
        self.cost = [0.0, *(min(cost[stop], NEVER) for stop in stops), 0.0]
        ends = [0.0]
        for n in range(len(text)):
            before = text[max(0, n - 1) : n]
            ends.append(ends[-1] + spaced_wide(before + text[n]) - chars_wide(before))
        self.ends = [ends[at] for at in self.at]
        self.width = width
        self.known: dict[tuple[int, int, bool], tuple[float, tuple[int, ...]]] = {}

    def best(self) -> tuple[int, ...]:
        """Return the line ends of the cheapest way, ``()`` if no way keeps every line within the width."""
        return self._rest(-1, 0, False, _MOST_LINES)[1]

    def _rest(self, previous: int, start: int, falling: bool, lines: int) -> tuple[float, tuple[int, ...]]:
        """Return the cost and ends of the lines from stop ``start`` on, after a line from stop ``previous`` (-1: there is none)."""
        found = self.known.get((previous, start, falling))
        if found:
            return found
        best: tuple[float, tuple[int, ...]] = (float("inf"), ())
        last, ends, width = len(self.at) - 1, self.ends, self.width
        before = ends[start] - ends[previous] if previous >= 0 else 0.0
        for stop in range(start + 1, last + 1):
            this = ends[stop] - ends[start]
            if this > width:
                break
            cost, down = _step(before, this, falling) if before else (0.0, False)
            cost += self.cost[stop] + _ANOTHER_LINE + max(0.0, this - (width - _EDGE)) * 1.5 + max(0.0, 5.0 - this) * 3.0
            if cost >= best[0] + 60.0:
                continue
            if stop == last:
                if this < _SHORTEST:
                    cost += _STUMP
                after: tuple[float, tuple[int, ...]] = (0.0, ())
            elif _ONLY_AN_ACT.match(self.text[self.at[start] : self.at[stop]]):
                continue
            else:
                after = self._rest(start, stop, down, lines - 1)
            if cost + after[0] < best[0]:
                best = (cost + after[0], (self.at[stop], *after[1]))
        self.known[previous, start, falling] = best
        return best


def _step(before: float, this: float, falling: bool) -> tuple[float, bool]:
    """Return what it costs that a line of ``this`` follows one of ``before``, and whether the lines now shrink."""
    change = this - before
    cost = min(8.0, 0.15 * (abs(change) - 3.0) ** 2)
    if abs(change) < 1.0:
        return cost + _RECTANGLE, falling
    if abs(change) < 2.0:
        cost += 1.0
    if change > 0 and falling:
        return cost + _HOURGLASS, falling
    if this < 0.4 * before or before < 0.4 * this:
        cost += 3.0
    return cost, change < 0
