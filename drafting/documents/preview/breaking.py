"""Where lines end in a paragraph of several faces, with tabs and pictures; the rules are those of ``line_breaking``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from drafting.documents.preview.looks import Tab
from drafting.documents.preview.model import Face, Program
from drafting.documents.standard import font_of
from drafting.documents.typesetting.line_breaking import ROUNDING, Advances, as_libreoffice
from drafting.documents.typesetting.widths import WIDTHS


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
        found = as_libreoffice(text, [(end, face.size, face.spacing) for end, face in runs], wide)
    for place, width in objects.items():
        wide[place] = width
    return found


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
        if tab.at <= x + ROUNDING:
            continue
        back = {"center": following / 2, "right": following, "end": following}.get(tab.kind, 0.0)
        # What would stand beyond the right edge moves left as far as it can.
        return max(0.0, min(tab.at - back, stops.room - following) - x) if back else max(0.0, min(tab.at, stops.room) - x)
    if first < 0 and x < stops.left - ROUNDING:
        return stops.left - x
    usual = stops.usual
    return (int((x + ROUNDING) / usual) + 1) * usual - x
