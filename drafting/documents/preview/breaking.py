"""Where lines end: the widths and the forbidden places of ``pagination``, which only counts lines, giving the lines themselves here."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from drafting.documents.pagination import _HANGS, _LATIN, _NOT_AT_END, _NOT_AT_START
from drafting.documents.preview.looks import Tab
from drafting.documents.preview.model import Face, Program
from drafting.documents.standard import font_of
from drafting.documents.widths import WIDTHS

LATIN_STRETCH = re.compile("[ -~\u00a0\u2011]+")
"""What is set in the Latin font; everything else is Chinese to the page."""

# What the counting of lines in ``pagination`` can do without, but a line that is shown cannot: marks of Latin text beside Chinese.
_LATIN_MARKS = frozenset("!\"$'()*;<=>?[\\]^`{|}~")
NOT_AT_START = _NOT_AT_START | frozenset("!,.:;>?]}’℃°‰′″")
NOT_AT_END = _NOT_AT_END | frozenset("$[{¥￥£")
LATIN = _LATIN | _LATIN_MARKS
HANGS = _HANGS

# LibreOffice 7 adds this much of the size between Chinese and Latin, though the file forbids it.
_SPACE = 0.2
_SEAM = re.compile(r"[\u3400-\u9fff](?=[0-9A-Za-z])|[0-9A-Za-z](?=[\u3400-\u9fff])")
_MAY_START = frozenset("—～")  # a line, in LibreOffice
_NARROW_QUOTE = 0.48  # of the size: what a quotation mark in Latin text is narrower by in the font it takes there
_NARROW_POINT = 0.67  # and · anywhere
_NARROWED = re.compile("[“”‘’·]")

_ROUNDING = 0.01  # points: 28 characters of 15.75 points are as wide as their line


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


class _FaceWidths(dict[str, float]):
    """How wide each character is in one face, with what is set after it."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._size, self._more = face.size * face.scale / 100, face.spacing
        self._chinese_letters = font_of(face.latin) is not None

    def __missing__(self, char: str) -> float:
        # Letters and digits in a Chinese font are half as wide as its characters.
        by_size = 0.5 if self._chinese_letters and char <= "~" else WIDTHS[char]
        self[char] = width = by_size * self._size + self._more
        return width


@lru_cache(maxsize=256)
def _widths_in(face: Face) -> _FaceWidths:
    return _FaceWidths(face)


def advances(text: str, runs: Sequence[tuple[int, Face]], objects: Mapping[int, float], program: Program) -> Advances:
    """Return the widths of the characters of ``text``.

    ``runs`` are the ends of its runs and their faces, ``objects`` the widths of the characters that stand for pictures and formulas.
    """
    wide: list[float] = []
    start = 0
    for end, face in runs:
        wide += map(_widths_in(face).__getitem__, text[start:end])
        start = end
    found = Advances(wide)
    if program is Program.LIBREOFFICE:
        found = _as_libreoffice(text, runs, wide)
    for place, width in objects.items():
        wide[place] = width
    return found


def _as_libreoffice(text: str, runs: Sequence[tuple[int, Face]], wide: list[float]) -> Advances:
    """Set ``wide`` as LibreOffice does, which reads neither that Chinese and Latin want no space between them nor which font a mark has.

    It narrows no character that another face or script follows, nor the last of a line. A quotation mark belongs to the script that
    stands before it, at the beginning of a paragraph to the Latin one.
    """
    seams = {seam.start() for seam in _SEAM.finditer(text)}
    changes = {edge for latin in LATIN_STRETCH.finditer(text) for edge in latin.span()}
    bare: set[int] = set()
    less: dict[int, float] = {}
    start = 0
    for end, face in runs:
        for stop in (end, *(edge for edge in changes if start < edge < end)):
            bare.add(stop - 1)
            wide[stop - 1] -= face.spacing
        for seam in [seam for seam in seams if start <= seam < end]:
            wide[seam] += _SPACE * face.size
            less[seam] = _SPACE * face.size
        for mark in _NARROWED.finditer(text, start, end):
            at = mark.start()
            if text[at] == "·":
                wide[at] -= _NARROW_POINT * face.size
            elif not (before := text[:at].rstrip("“”‘’ ")) or before[-1] <= "~":
                wide[at] -= _NARROW_QUOTE * face.size
        start = end
    return Advances(wide, max(0.0, -runs[0][1].spacing) if runs else 0.0, frozenset(bare), less, NOT_AT_START - _MAY_START)


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
    if ends[-1] <= width - first + _ROUNDING:
        return [(begin, end)]
    found: list[tuple[int, int]] = []
    start, room = begin, width - first + _ROUNDING
    corrected = bool(given.wider or given.less)
    while True:
        limit = ends[start - begin] + room
        stop = begin + max(bisect_right(ends, limit) - 1, start - begin + 1)
        if corrected and stop < end and ends[stop + 1 - begin] + given.at_end(stop) <= limit:
            stop += 1
        elif corrected and stop - start > 1 and ends[stop - begin] + given.at_end(stop - 1) > limit:
            stop -= 1
        if hanging and stop < end and text[stop] in HANGS and not _is_stuck(text, start, stop + 1):
            stop += 1
        while stop < end and text[stop] == " ":  # blanks at the end of a line stand in the margin
            stop += 1
        if stop >= end:
            found.append((start, end))
            return found
        back = _allowed(text, start, stop, given.not_at_start)
        while hanging and back > start and back - 1 in given.bare and _is_stuck(text, start, back):
            back = _allowed(text, start, back - 1, given.not_at_start)
        next_start = back if back > start else stop
        found.append((start, next_start))
        start, room = next_start, width + _ROUNDING


def _allowed(text: str, start: int, stop: int, not_at_start: frozenset[str]) -> int:
    """Return the last place up to ``stop`` where a line may end; ``start`` where there is none.

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


def _is_stuck(text: str, start: int, stop: int) -> bool:
    """Tell whether a mark before ``stop`` stands after Latin text: LibreOffice lets it neither hang nor end a line alone in its face."""
    at = stop
    while at > start and text[at - 1] in NOT_AT_START and text[at - 1] > "~" and text[at - 1] not in "”’":
        at -= 1
    return start < at < stop and text[at - 1] in LATIN


@dataclass(frozen=True, slots=True)
class Stops:
    """Where tabs lead on a line: the stops in points from the left edge of the line's text, and the distance of the usual ones."""

    tabs: tuple[Tab, ...]
    usual: float
    left: float  # indent of the paragraph: further lines and a hanging first line begin there
    room: float  # from the edge of the text to its right indent


def with_tabs(text: str, wide: list[float], first: float, stops: Stops) -> None:
    """Give the tabs of ``text`` in ``wide`` the width that leads them to their stops; ``first`` is where the first line begins."""
    begin = 0
    for number, part in enumerate(text.split("\n")):
        x = stops.left + (first if number == 0 else 0.0)
        at = begin
        pieces = part.split("\t")
        for index, piece in enumerate(pieces):
            x += sum(wide[at : at + len(piece)])
            at += len(piece)
            if index + 1 == len(pieces):
                break
            following = sum(wide[at + 1 : at + 1 + len(pieces[index + 1])])
            width = _tab_width(x, following, first if number == 0 else 0.0, stops)
            wide[at] = width
            x += width
            at += 1
        begin += len(part) + 1


def _tab_width(x: float, following: float, first: float, stops: Stops) -> float:
    for tab in stops.tabs:
        if tab.at <= x + _ROUNDING:
            continue
        back = {"center": following / 2, "right": following, "end": following}.get(tab.kind, 0.0)
        # What would stand beyond the right edge moves left as far as it can.
        return max(0.0, min(tab.at - back, stops.room - following) - x) if back else max(0.0, min(tab.at, stops.room) - x)
    if first < 0 and x < stops.left - _ROUNDING:
        return stops.left - x
    usual = stops.usual
    return (int((x + _ROUNDING) / usual) + 1) * usual - x
