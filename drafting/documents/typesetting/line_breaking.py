"""Where a line may end and how wide its characters are, in Word and in LibreOffice: one set of rules for the layout and the preview.

Measured against the pages that LibreOffice makes: it reads neither that a file wants no space between Chinese and Latin nor that no mark
is to hang in the margin, and it narrows no character that another face or script follows.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from drafting.documents.typesetting.widths import SEAM, SEAM_SPACE

LATIN_STRETCH = re.compile("[ -~\u00a0\u2011]+")
"""What is set in the Latin font; everything else is Chinese to the page."""

NOT_AT_START = frozenset("、，。；：！？）》〉”’〕】」』…—·～%)!,.:;>?]}’℃°‰′″")
NOT_AT_END = frozenset("（《〈“‘〔【「『($[{¥￥£")
HANGS = frozenset("、，。；：！？")
LATIN = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,:/+%&@#_-!\"$'()*;<=>?[\\]^`{|}~")
"""What is not parted from its like, but after a hyphen."""

SHARED_MARKS = "§¨°±·×÷\u2010-\u27bf"
"""Marks that Chinese and Latin share (a part of a character class): ``runs`` names the font of each stretch of them."""

_MAY_START = frozenset("—～")  # a line, in LibreOffice
_NARROW_QUOTE = 0.48  # of the size: what LibreOffice sets a quotation mark in Latin text narrower by, in the font that it takes there
_NARROW_POINT = 0.67  # and · anywhere
_NARROWED = re.compile("[“”‘’·]")
_NO_SCRIPT = "“”‘’ "  # what belongs to the script before it

ROUNDING = 0.01  # points: 28 characters of 15.75 points are as wide as their line

Run = tuple[int, float, float]
"""Where a run ends, the size of its characters and what is added to the width of each, in points."""


@dataclass(slots=True)
class Advances:
    """How wide each character is with what is set after it, in points.

    ``wider`` and ``less`` say by how much a character is wider or narrower than that where a line ends with it; in Word it is neither.
    """

    wide: list[float]
    wider: float = 0.0
    bare: frozenset[int] = frozenset()  # characters that are not even at the end of a line any wider
    less: Mapping[int, float] = field(default_factory=dict)
    not_at_start: frozenset[str] = NOT_AT_START

    def at_end(self, at: int) -> float:
        """Return what the width of character ``at`` changes by where a line ends with it."""
        return -self.less[at] if at in self.less else 0.0 if at in self.bare else self.wider

    def part(self, start: int, stop: int) -> Advances:
        """Return the widths of the characters ``[start, stop)`` alone."""
        less = {at - start: value for at, value in self.less.items() if at >= start}
        return Advances(self.wide[start:stop], self.wider, frozenset(at - start for at in self.bare), less, self.not_at_start)


def as_libreoffice(text: str, runs: Sequence[Run], wide: list[float]) -> Advances:
    """Set ``wide``, the widths in Word, as LibreOffice has them, and return them with what changes at the end of a line.

    It leaves space between Chinese and Latin and narrows neither the last character of a run or a script nor that of a line. A quotation
    mark belongs to the script that stands before it, at the beginning of a paragraph to the Latin one.
    """
    seams = [seam.start() for seam in SEAM.finditer(text)]
    changes = [edge for latin in LATIN_STRETCH.finditer(text) for edge in latin.span()]
    bare: set[int] = set()
    less: dict[int, float] = {}
    start = 0
    for end, size, spacing in runs:
        for stop in (*changes[bisect_right(changes, start) : bisect_left(changes, end)], end):
            bare.add(stop - 1)
            wide[stop - 1] -= spacing
        for seam in seams[bisect_left(seams, start) : bisect_left(seams, end)]:
            wide[seam] += SEAM_SPACE * size
            less[seam] = SEAM_SPACE * size
        for mark in _NARROWED.finditer(text, start, end):
            before = at = mark.start()
            if text[at] == "·":
                wide[at] -= _NARROW_POINT * size
                continue
            while before and text[before - 1] in _NO_SCRIPT:
                before -= 1
            if not before or text[before - 1] <= "~":
                wide[at] -= _NARROW_QUOTE * size
        start = end
    return Advances(wide, max(0.0, -runs[0][2]) if runs else 0.0, frozenset(bare), less, NOT_AT_START - _MAY_START)


def breaks(text: str, given: Advances, width: float, first: float, *, hanging: bool = False) -> list[tuple[int, int]]:
    """Return the lines of ``text`` as (start, end), a line break belonging to neither of the lines that it parts.

    ``width`` is a line's, ``first`` what the first line is shorter by, both in points; ``hanging`` tells whether a mark may hang.
    """
    if "\n" not in text:
        return _lines(text, given, 0, len(text), width, first, hanging)
    lines: list[tuple[int, int]] = []
    start = 0
    for part in text.split("\n"):
        lines += _lines(text, given, start, start + len(part), width, first, hanging)
        start += len(part) + 1
        first = 0.0
    return lines


def _lines(text: str, given: Advances, begin: int, end: int, width: float, first: float, hanging: bool) -> list[tuple[int, int]]:
    ends = list(accumulate(given.wide[begin:end], initial=0.0))
    if ends[-1] <= width - first + ROUNDING:
        return [(begin, end)]
    found: list[tuple[int, int]] = []
    start, room = begin, width - first + ROUNDING
    corrected = bool(given.wider or given.less)
    while True:
        limit = ends[start - begin] + room
        stop = begin + max(bisect_right(ends, limit) - 1, start - begin + 1)
        if corrected and stop < end and ends[stop + 1 - begin] + given.at_end(stop) <= limit:
            stop += 1
        elif corrected and stop - start > 1 and ends[stop - begin] + given.at_end(stop - 1) > limit:
            stop -= 1
        if hanging and stop < end and text[stop] in HANGS and not is_stuck(text, start, stop + 1):
            stop += 1
        while stop < end and text[stop] == " ":  # blanks at the end of a line stand in the margin
            stop += 1
        if stop >= end:
            found.append((start, end))
            return found
        back = allowed(text, start, stop, given.not_at_start)
        while hanging and back > start and back - 1 in given.bare and is_stuck(text, start, back):
            back = allowed(text, start, back - 1, given.not_at_start)
        next_start = back if back > start else stop
        found.append((start, next_start))
        start, room = next_start, width + ROUNDING


def allowed(text: str, start: int, stop: int, not_at_start: frozenset[str] = NOT_AT_START) -> int:
    """Return the last place up to ``stop`` where a line from ``start`` may end; ``start`` where there is none.

    A mark may not begin a line, nor an opening one end it, nor a word or a number be parted: the neighbours come along. A hyphen ends a
    word.
    """
    while stop > start and (
        text[stop] in not_at_start
        or text[stop - 1] in NOT_AT_END
        or (text[stop] in LATIN and text[stop - 1] in LATIN and text[stop - 1] != "-")
    ):
        stop -= 1
    return stop


def is_stuck(text: str, start: int, stop: int) -> bool:
    """Tell whether a mark before ``stop`` stands after Latin text: LibreOffice lets it neither hang nor end a line alone in its face."""
    at = stop
    while at > start and text[at - 1] in NOT_AT_START and text[at - 1] > "~" and text[at - 1] not in "”’":
        at -= 1
    return start < at < stop and text[at - 1] in LATIN
