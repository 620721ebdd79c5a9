"""Breaking a title into lines: 词意完整、排列对称、长短适宜，梯形或者菱形（GB/T 9704—2012, 7.3.1）.

Among all ways to break a title the one with the least cost is taken: what each joint costs (``title_joints``), the shape (the lines
grow, shrink, or grow and then shrink; a rectangle and an hourglass are faults), how even the steps are, and every line more.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from math import ceil, inf

from drafting.documents.standard import chars_wide, spaced_wide
from drafting.documents.typesetting.title_joints import HARD, NEVER, costs

WIDTH = 20.0  # characters of 2号 on a line: 442 pt hold 20 of 22 pt
_SHORTEST = 4.0  # a last line of less is a stump
_EDGE = 1.0  # characters: a line that leaves less free looks crammed
_ANOTHER_LINE = 12.0
_MOST_GAINED = 0.0  # another line costs more than the best joint saves
_SHORT = 5.0
_RECTANGLE, _HOURGLASS, _STUMP = 45.0, 60.0, 80.0
_ONLY_AN_ACT = re.compile(r"(?:关于)?(?:印发|转发|批转|发布|公布|做好|开展|商请|报送)?(?:《关于)?$")


_Way = tuple[float, tuple[int, ...]]
"""A cost, and the offsets at which the lines end."""


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


@lru_cache(maxsize=8192)
def _wide(before: str, char: str) -> float:
    """Return how much wider a line gets by ``char`` after ``before``."""
    return spaced_wide(before + char) - chars_wide(before)


class _Ways:
    """The ways to break ``text`` at ``stops`` into lines of at most ``width``."""

    def __init__(self, text: str, stops: list[int], cost: list[float], width: float) -> None:
        self.text = text
        self.at = [0, *stops, len(text)]
        self.cost = [_ANOTHER_LINE + cost for cost in (0.0, *(min(cost[stop], NEVER) for stop in stops), 0.0)]
        ends = list(accumulate(map(_wide, ("", *text), text), initial=0.0))
        self.ends = [ends[at] for at in self.at]
        self.width = width
        self.known: dict[tuple[int, int, bool, int], _Way] = {}

    def best(self) -> tuple[int, ...]:
        """Return the line ends of the cheapest way, ``()`` if no way keeps every line within the width."""
        fewest = ceil(self.ends[-1] / self.width)
        return self._rest(-1, 0, False, fewest + 1)[1] or self._rest(-1, 0, False, 2 * fewest + 2)[1]

    def _rest(self, previous: int, start: int, falling: bool, lines: int) -> _Way:
        """Return the cheapest way for the at most ``lines`` lines from stop ``start`` on, after the line from stop ``previous``.

        ``previous`` is -1 for the first line; ``falling`` tells whether the lines have begun to shrink.
        """
        key = (previous, start, falling, lines)
        if key in self.known:
            return self.known[key]
        best = inf
        found: tuple[int, ...] = ()
        ends, at, width, last = self.ends, self.at, self.width, len(self.at) - 1
        begin = ends[start]
        before = begin - ends[previous] if previous >= 0 else 0.0
        first = bisect_left(ends, ends[last] - (lines - 1) * width, start + 1)  # what is left must fit on what lines are left
        for stop in range(first, bisect_right(ends, begin + width, start + 1)):
            this = ends[stop] - begin
            cost = self.cost[stop]
            if this < _SHORT:
                cost += 3.0 * (_SHORT - this)
            elif this > width - _EDGE:
                cost += 1.5 * (this - width + _EDGE)
            down = falling
            if before:
                change = this - before
                step = (change if change > 0 else -change) - 3.0
                cost += 0.15 * step * step if step < 7.3 else 8.0
                if step < -2.0:
                    cost += _RECTANGLE
                elif change > 0 and falling:
                    cost += _HOURGLASS
                else:
                    down = change < 0
                    cost += 1.0 if step < -1.0 else 3.0 if this < 0.4 * before or before < 0.4 * this else 0.0
            if stop == last:
                cost += _STUMP if this < _SHORTEST else 0.0
                rest: tuple[int, ...] = ()
            elif cost + _MOST_GAINED >= best or (this < 7 and _ONLY_AN_ACT.match(self.text[at[start] : at[stop]])):
                continue
            else:
                more, rest = self._rest(start, stop, down, lines - 1)
                cost += more
            if cost < best:
                best, found = cost, (at[stop], *rest)
        self.known[key] = best, found
        return best, found
