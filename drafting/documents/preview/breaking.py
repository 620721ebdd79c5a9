"""Where lines end: the widths and the forbidden places of ``pagination``, which only counts lines, giving the lines themselves here."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from drafting.documents.pagination import _AUTOSPACE as AUTOSPACE
from drafting.documents.pagination import _HANGS as HANGS
from drafting.documents.pagination import _LATIN as LATIN
from drafting.documents.pagination import _NOT_AT_END as NOT_AT_END
from drafting.documents.pagination import _NOT_AT_START as NOT_AT_START
from drafting.documents.pagination import _SEAM as SEAM
from drafting.documents.pagination import _WIDTHS as WIDTHS
from drafting.documents.preview.looks import Tab
from drafting.documents.preview.model import Face, Program
from drafting.documents.standard import font_of

LATIN_STRETCH = re.compile("[ -~\u00a0\u2011]+")
"""What is set in the Latin font; everything else is Chinese to the page."""

_ROUNDING = 0.01  # points: 28 characters of 15.75 points are as wide as their line
_LAST_NARROWING = 0.25  # points: LibreOffice does not narrow the last character of a line


def advances(text: str, runs: Sequence[tuple[int, Face]], objects: Mapping[int, float], program: Program) -> list[float]:
    """Return how wide each character of ``text`` is, in points, with what is set after it.

    ``runs`` are the ends of its runs and their faces, ``objects`` the widths of the characters that stand for pictures and formulas.
    """
    wide: list[float] = []
    start = 0
    for end, face in runs:
        size, more = face.size * face.scale / 100, face.spacing
        piece = text[start:end]
        if font_of(face.latin) is None:
            wide += [WIDTHS[char] * size + more for char in piece]
        else:  # letters and digits in a Chinese font are half as wide as its characters
            wide += [(0.5 if char <= "~" else WIDTHS[char]) * size + more for char in piece]
        start = end
    if program is Program.LIBREOFFICE:
        _as_libreoffice(text, runs, wide)
    for place, width in objects.items():
        wide[place] = width
    return wide


def _as_libreoffice(text: str, runs: Sequence[tuple[int, Face]], wide: list[float]) -> None:
    """Widen what LibreOffice sets wider: Chinese beside Latin, and the last character of whatever is in one face and one script.

    It narrows no character that another face or script follows.
    """
    seams = {seam.start() for seam in SEAM.finditer(text) if text[seam.start()] not in "%."}
    changes = {edge for latin in LATIN_STRETCH.finditer(text) for edge in latin.span()}
    start = 0
    for end, face in runs:
        for stop in (end, *(edge for edge in changes if start < edge < end)):
            if stop - 1 not in seams:
                wide[stop - 1] -= face.spacing
        for seam in [seam for seam in seams if start <= seam < end]:
            wide[seam] += AUTOSPACE * face.size
        start = end


def breaks(text: str, wide: Sequence[float], width: float, first: float, program: Program) -> list[tuple[int, int]]:
    """Return the lines of ``text`` as (start, end), a line break belonging to neither of the lines that it parts.

    ``width`` is a line's, ``first`` what the first line is shorter by, both in points.
    """
    if "\n" not in text:
        return _lines(text, wide, 0, len(text), width, first, program)
    lines: list[tuple[int, int]] = []
    start = 0
    for part in text.split("\n"):
        lines += _lines(text, wide, start, start + len(part), width, first, program)
        start += len(part) + 1
        first = 0.0
    return lines


def _lines(
    text: str, wide: Sequence[float], begin: int, end: int, width: float, first: float, program: Program
) -> list[tuple[int, int]]:
    ends = list(accumulate(wide[begin:end], initial=0.0))
    slack = _ROUNDING - (_LAST_NARROWING if program is Program.LIBREOFFICE else 0.0)
    if ends[-1] <= width - first + _ROUNDING:
        return [(begin, end)]
    found: list[tuple[int, int]] = []
    start, room, hanging = begin, width - first + slack, program is Program.LIBREOFFICE
    while True:
        stop = begin + max(bisect_right(ends, ends[start - begin] + room) - 1, start - begin + 1)
        if hanging and stop < end and text[stop] in HANGS:
            stop += 1
        while stop < end and text[stop] == " ":  # blanks at the end of a line stand in the margin
            stop += 1
        if stop >= end:
            found.append((start, end))
            return found
        # A mark may not begin a line, nor an opening one end it, nor a number be parted: the neighbours come along.
        back = stop
        while back > start and (
            text[back] in NOT_AT_START or text[back - 1] in NOT_AT_END or (text[back] in LATIN and text[back - 1] in LATIN)
        ):
            back -= 1
        next_start = back if back > start else stop
        found.append((start, next_start))
        start, room = next_start, width + slack


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
        return max(0.0, min(tab.at, stops.room) - back - x)
    if first < 0 and x < stops.left - _ROUNDING:
        return stops.left - x
    usual = stops.usual
    return (int((x + _ROUNDING) / usual) + 1) * usual - x
