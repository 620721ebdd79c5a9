"""How wide a table's columns are and how small its type: by what the columns hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from drafting.documents.model import Cell, Paragraph
from drafting.documents.standard import spaced_wide
from drafting.documents.typesetting.styles import CELL_MARGINS

_MARGINS = CELL_MARGINS[1] + CELL_MARGINS[3]
_LONGEST = 40.0  # characters: a text of more wraps anyway
_UNBREAKABLE = re.compile(r"[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?|[!-~]{2,}")
_LONGEST_UNBROKEN = 24.0  # characters: an address longer than that may break
_SPARE = 0.8  # characters: a text to the very edge would wrap


def column_widths(
    cells: Mapping[tuple[int, int], Sequence[Paragraph]],
    shape: Mapping[tuple[int, int], Cell],
    width: int,
    text_width: int,
    sizes: tuple[float, float, float],
) -> tuple[list[int], float]:
    """Return the widths of ``width`` columns in twips, together ``text_width``, and which of ``sizes`` the type has, in points.

    No number, date, telephone number or Latin word is broken as long as the table can be that wide at all; short texts keep one line where
    the type need not be of the last and smallest size for it; what is left goes to the columns with the longest texts.
    """
    longest, unbroken = [1.0] * width, [1.0] * width
    for place, content in cells.items():
        if shape[place].column_span == 1:
            lines = [line for item in content for line in item.text.split("\n")]
            longest[place[1]] = max(longest[place[1]], *map(spaced_wide, lines))
            unbroken[place[1]] = max([unbroken[place[1]], *map(unbroken_width, lines)])

    def floors(points: float, whole: float) -> list[int]:
        kept = (max(min(wide, whole), run) for wide, run in zip(longest, unbroken, strict=True))
        return [_MARGINS + round((chars + _SPARE) * points * 20) for chars in kept]

    # Tried in turn: a size in points, and how wide a text may be (in characters) to be kept on one line. Small type comes last.
    ways = [(points, whole) for whole in (10.0, 6.0, 4.0) for points in sizes[:2]]
    ways += [(sizes[2], whole) for whole in (10.0, 6.0, 4.0, 2.0)]
    fits = ((floors(points, whole), points, whole) for points, whole in ways)
    floor, points, whole = next((fit for fit in fits if sum(fit[0]) <= text_width), (floors(sizes[2], 0.0), sizes[2], 0.0))
    if sum(floor) > text_width:
        floor = [low * text_width // sum(floor) for low in floor]
    # What is left goes to the columns that would wrap, by what they lack, and then to all alike.
    lack = [max(0.0, min(wide, _LONGEST) - whole) * points * 20 for wide in longest]
    spare = text_width - sum(floor)
    filled = min(1.0, spare / sum(lack)) if any(lack) else 0.0
    widths = [low + int(want * filled) for low, want in zip(floor, lack, strict=True)]
    spare = text_width - sum(widths)
    widths = [wide + spare // width for wide in widths]
    widths[-1] += text_width - sum(widths)
    return widths, points


def unbroken_width(line: str) -> float:
    """Return how wide the longest number, date or Latin word of ``line`` is, in characters; 0 where there is none."""
    return max((min(spaced_wide(found[0]), _LONGEST_UNBROKEN) for found in _UNBREAKABLE.finditer(line)), default=0.0)
