"""How wide a table's columns are and how small its type: by what the columns hold, and by what is to be written into them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import ceil, floor, inf

from drafting.documents.model import Cell, Paragraph
from drafting.documents.resources import listed
from drafting.documents.standard import chars_wide, spaced_wide
from drafting.documents.typesetting.styles import CELL_MARGINS
from drafting.documents.typesetting.widths import SEAM, SEAM_SPACE, WIDTHS

SIDES = CELL_MARGINS[1] + CELL_MARGINS[3]
"""The margins left and right of what a cell holds, together, in twips."""

_LONGEST = 40.0  # characters: a text of more wraps anyway
_UNBREAKABLE = re.compile(r"[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?|[!-~]{2,}")
_LONGEST_UNBROKEN = 24.0  # characters: an address longer than that may break
_SPARE = 1.5  # points: a text to the very edge would wrap
_KEPT = (16.0, 10.0, 6.0, 4.0)  # characters: texts that are kept on one line, where not all can be
_SHORT = 10.0  # characters: a text that nobody expects on two lines
_FEW = 2.6  # characters: a last line of so few looks lost
_MUCH_BETTER = 0.6
_STEPS = 4  # to a character, as widths are weighed up

_BRACKET = re.compile("(?=[（(])")
_REMARKS = "备注"
_USUALLY_WRITTEN = 6.0
_LEAST_WRITTEN = 3.0  # the narrowest column that can be written into

_Cells = Mapping[tuple[int, int], Sequence[Paragraph]]
_Shape = Mapping[tuple[int, int], Cell]


@dataclass(slots=True)
class _Line:
    """A line of a cell: how wide it is in characters, how many of them are set narrower, what of it must not break."""

    wide: float
    narrowed: int
    unbroken: float
    head: bool
    times: int = 1

    def points(self, size: float, narrowing: float) -> float:
        """Return how wide the whole line is."""
        return self.wide * size - self.narrowed * narrowing + _SPARE


@dataclass(slots=True)
class _Column:
    lines: list[_Line] = field(default_factory=list)
    heads: list[float] = field(default_factory=list)  # how wide each head is on two lines, in characters
    written: float = 0.0  # characters to be written into it by hand

    def least(self, size: float, narrowing: float, kept: float, *, heads_whole: bool) -> float:
        """Return the narrowest that the column may be, in points: texts of up to ``kept`` characters stay on one line."""
        room = [max(_LEAST_WRITTEN if self.written else 1.0, *(line.unbroken for line in self.lines), 0.0) * size + _SPARE]
        for line in self.lines:
            if not line.head or heads_whole:
                room.append(min(line.points(size, narrowing), kept * size + _SPARE))
        room += [min(half, kept) * size + _SPARE for half in self.heads if not heads_whole]
        return max(room)

    def cost(self, room: float, size: float, narrowing: float) -> float:
        """Return how bad the column looks with ``room`` points for its texts: wrapped lines, and worse: short texts wrapped, or one or
        two characters alone on a line."""
        pitch = size - narrowing
        full = max(1, floor((room - _SPARE) / pitch + 0.05)) * pitch
        cost = 0.0
        for line in self.lines:
            need = line.points(size, narrowing)
            if need <= room + 0.01:
                continue
            count = max(2, ceil((need - _SPARE) / full - 0.01))
            lost = need - _SPARE - (count - 1) * full < _FEW * pitch
            short = line.wide <= _SHORT and not line.head
            cost += line.times * (count * count - 1 + 4 * lost + 4 * short) * (0.5 if line.head else 1.0)
        return cost

    def weight(self, *, in_form: bool) -> float:
        """Return what part the column has in what is left over; in a form most of it is for writing."""
        if in_form:
            return 2.0 * self.written + 2.0
        return 2.0 + max((min(line.wide, _LONGEST) for line in self.lines if not line.head), default=max(self.heads, default=0.0))


def column_widths(
    cells: _Cells,
    shape: _Shape,
    width: int,
    text_width: int,
    sizes: tuple[float, float, float],
    heads: int = 0,
    narrowing: float = 0.0,
) -> tuple[list[int], float]:
    """Return the widths of ``width`` columns in twips, together ``text_width``, and which of ``sizes`` the type has, in points.

    The first ``heads`` rows are the head; characters are ``narrowing`` points narrower than their size. Every text keeps one line where
    the table can be that wide in the larger two sizes; a head may have two lines before the type gets smaller. Where that is not to be
    had, short texts keep one line, as few lines as possible wrap, and none with one or two characters left over. No number, date,
    telephone number or Latin word is broken as long as the table can be that wide at all. What is left goes to the columns that are to
    be filled in, and to the others by what they hold.
    """
    columns = _columns(cells, shape, width, heads)
    room = text_width / 20 - width * SIDES / 20

    def floors(size: float, kept: float, *, heads_whole: bool = False) -> list[float]:
        return [column.least(size, narrowing, kept, heads_whole=heads_whole) for column in columns]

    # Tried in turn. With some texts wrapped the smaller type is taken only where it looks much better.
    ways = [[(size, floors(size, inf, heads_whole=whole))] for size in sizes[:2] for whole in (True, False)]
    ways += [[(size, floors(size, kept)) for size in sizes[:2]] for kept in _KEPT]
    ways += [[(sizes[2], floors(sizes[2], kept))] for kept in (*_KEPT[1:], 2.0)]
    for way in ways:
        grown = [(size, *_grown(columns, least, room, size, narrowing)) for size, least in way if sum(least) <= room]
        if grown:
            size, cost, rooms = grown[0]
            if grown[-1][1] < _MUCH_BETTER * cost:
                size, cost, rooms = grown[-1]
            rooms = _shared(columns, rooms, room, size, narrowing)
            break
    else:
        size, least = sizes[2], floors(sizes[2], 0.0)
        rooms = [low * min(1.0, room / sum(least)) for low in least]
    widths = [floor(20 * one) + SIDES for one in rooms]
    widths[widths.index(max(widths))] += text_width - sum(widths)
    return widths, size


def unbroken_width(line: str) -> float:
    """Return how wide the longest number, date or Latin word of ``line`` is, in characters; 0 where there is none."""
    return max((min(spaced_wide(found[0]), _LONGEST_UNBROKEN) for found in _UNBREAKABLE.finditer(line)), default=0.0)


def blank_rows(cells: _Cells, shape: _Shape, heads: int) -> frozenset[int]:
    """Return the rows that are to be filled in by hand: those with an empty cell in a column that is mostly empty below its head.

    A row of which only 备注 is empty is complete.
    """
    free = _free(cells, shape, heads)
    titles = _to_write(cells, shape, heads, free)
    return frozenset(row for row, column in free if titles.get(column, _REMARKS) != _REMARKS)


@cache
def _written() -> tuple[tuple[re.Pattern[str], float], ...]:
    """Return what people write below a head with such a word, in characters; the first that is found counts."""
    rows = (row.split("\t") for row in listed("documents/columns_to_write.tsv"))
    return tuple((re.compile("|".join(map(re.escape, words.split()))), float(chars)) for chars, words in rows)


def _free(cells: _Cells, shape: _Shape, heads: int) -> frozenset[tuple[int, int]]:
    """Return the rows and columns below the head where nothing stands."""
    height = max(cell.row for cell in shape.values()) + 1
    width = max(cell.column + cell.column_span for cell in shape.values())
    taken = {
        (row, column)
        for place, cell in shape.items()
        if cell.column_span > 1 or any(item.text.strip() for item in cells.get(place, ()))
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    return frozenset((row, column) for row in range(heads, height) for column in range(width) if (row, column) not in taken)


def _to_write(cells: _Cells, shape: _Shape, heads: int, free: frozenset[tuple[int, int]]) -> dict[int, str]:
    """Return the columns that are mostly empty below the head, with the head of each."""
    rows = max(cell.row for cell in shape.values()) + 1 - heads
    empty = Counter(column for _, column in free)
    titles: dict[int, str] = {}
    for column, count in empty.items():
        if 2 * count > rows:
            above = [item.text.strip() for row in range(heads) for item in cells.get((row, column), ())]
            titles[column] = above[-1] if above else ""
    return titles


def _columns(cells: _Cells, shape: _Shape, width: int, heads: int) -> list[_Column]:
    """Return what each column holds and is to hold."""
    columns = [_Column() for _ in range(width)]
    seen: dict[tuple[int, float, int, bool], _Line] = {}
    for place, content in cells.items():
        if shape[place].column_span > 1:
            continue
        column, head = columns[place[1]], place[0] < heads
        for text in (text for item in content for text in item.text.split("\n") if text.strip()):
            seams = len(SEAM.findall(text))
            wide, narrowed = sum(map(WIDTHS.__getitem__, text)) + SEAM_SPACE * seams, max(0, len(text) - 1 - seams)
            key = place[1], wide, narrowed, head
            if key in seen:
                seen[key].times += 1
                seen[key].unbroken = max(seen[key].unbroken, unbroken_width(text))
                continue
            seen[key] = _Line(wide, narrowed, unbroken_width(text), head)
            column.lines.append(seen[key])
            if head:
                column.heads.append(_halved(text))
    for at, title in _to_write(cells, shape, heads, _free(cells, shape, heads)).items():
        columns[at].written = next((chars for pattern, chars in _written() if pattern.search(title)), _USUALLY_WRITTEN)
    return columns


def _halved(head: str) -> float:
    """Return how wide a head is on two lines, in characters: with its bracket on the second one where that is short enough."""
    half = ceil(chars_wide(head) / 2)
    parts = [chars_wide(part) for part in _BRACKET.split(head) if part]
    return max(parts) if len(parts) == 2 and max(parts) <= half + 1 else max(half, min(2.0, chars_wide(head)))


def _grown(columns: Sequence[_Column], least: list[float], room: float, size: float, narrowing: float) -> tuple[float, list[float]]:
    """Return the rooms of the columns, none below ``least``, together no more than ``room``, that look best, behind what is bad of them."""
    pitch, step = size - narrowing, size / _STEPS
    steps = floor((room - sum(least)) / step)
    best: dict[int, tuple[float, list[float]]] = {0: (0.0, [])}
    for column, low in zip(columns, least, strict=True):
        most = max((min(line.points(size, narrowing), _LONGEST * pitch) for line in column.lines), default=low)
        tried = {low, *(n * pitch + _SPARE for n in range(ceil(low / pitch), ceil(most / pitch) + 1)), most}
        ways: list[tuple[int, float, float]] = []
        for one in sorted(one for one in tried if one >= low):
            taken, cost = ceil((one - low) / step - 0.001), column.cost(one, size, narrowing)
            if not ways or cost < ways[-1][2]:
                ways.append((taken, one, cost))
        found: dict[int, tuple[float, list[float]]] = {}
        for used, (cost, rooms) in best.items():
            for taken, one, more in ways:
                at = used + taken
                if at <= steps and (at not in found or cost + more < found[at][0]):
                    found[at] = cost + more, [*rooms, one]
        best = found
    return min(best.items(), key=lambda item: (item[1][0], item[0]))[1]


def _shared(columns: Sequence[_Column], rooms: list[float], room: float, size: float, narrowing: float) -> list[float]:
    """Return ``rooms`` with what they leave of ``room``; no column gets more that would look worse with it."""
    spare = room - sum(rooms)
    taking = list(range(len(columns)))
    in_form = any(column.written for column in columns)
    while True:
        weights = [columns[at].weight(in_form=in_form) if at in taking else 0.0 for at in range(len(columns))]
        made = [one + spare * weight / sum(weights) for one, weight in zip(rooms, weights, strict=True)]
        worse = [at for at in taking if columns[at].cost(made[at], size, narrowing) > columns[at].cost(rooms[at], size, narrowing)]
        if not worse or len(worse) == len(taking):
            return made
        taking = [at for at in taking if at not in worse]
