"""Tables: rows as blocks of the flow, their cells set, merged and bordered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING

from drafting.documents.intake.characters import W, child_of
from drafting.documents.intake.stylesheet import flag, value_of
from drafting.documents.intake.table_grid import GridCell, GridRow, cells_of, row_spans, unwrapped
from drafting.documents.preview.blocks import Block, stack, strokes, thickness
from drafting.documents.preview.lengths import points_of
from drafting.documents.preview.looks import Looks, Stroke
from drafting.documents.preview.model import Item, Line, Program, Rule
from drafting.documents.preview.table_edges import (
    borders_of,
    cell_edges,
    columns_of,
    goes_on,
    margins_of,
    row_height,
    shade_of,
    side_lengths,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

Build = Callable[["_Element", float], list[Block]]
"""Sets what is inside a cell in a column of a width."""

_TALL = 500.0  # points: a row as high as that may be divided whatever it says, for it may not fit on any page
_ROUNDING = 0.1


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of a cell's text: in which slice of its row it stands, how far below its upper edge, and how far right of the table's."""

    slice: int
    y: float
    x: float
    block: Block
    line: int


@dataclass(slots=True)
class _Text:
    """What stands in a cell, how high it is, how it is aligned and the margins around it."""

    placed: Sequence[tuple[Block, float]] = ()
    height: float = 0.0
    align: str = ""
    margins: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def needed(self) -> float:
        return self.height + self.margins["top"] + self.margins["bottom"]

    def shift(self, free: float) -> float:
        """Return how far down the text stands where ``free`` points are left."""
        return max(0.0, free) * {"center": 0.5, "bottom": 1.0}.get(self.align, 0.0)

    def lines(self) -> Iterator[tuple[Block, int, float]]:
        """Yield its lines: block, number in it, and place below the upper edge of the text."""
        for block, y in self.placed:
            for line, at in enumerate(accumulate([0.0, *block.heights[:-1]])):
                yield block, line, y + at


@dataclass(slots=True)
class _Cell:
    """A cell as it is drawn, ``x`` right of its table's left edge."""

    x: float
    width: float
    edges: Mapping[str, Stroke]
    shade: str
    pieces: list[_Piece] = field(default_factory=list)
    turned: _Text | None = None  # text that runs from top to bottom


@dataclass(slots=True)
class RowBlock(Block):
    """A row, in slices at which it may be divided; ``x`` is how far right of the column its table begins."""

    x: float
    cells: list[_Cell]
    edge: float  # thickness of its upper edge
    last: bool

    def draw(self, items: list[Item], x: float, y: float, first: int, last: int) -> None:
        """Draw the slices ``[first, last)`` of the row."""
        tops = list(accumulate(self.heights, initial=0.0))
        x, begin, height = x + self.x, tops[first], tops[last] - tops[first]
        for cell in self.cells:
            if cell.shade:
                items.append(Rule(x + cell.x, y, cell.width, height, cell.shade, shade=True))
            for piece in cell.pieces:
                if first <= piece.slice < last:
                    piece.block.draw(items, x + piece.x, y + tops[piece.slice] - begin + piece.y, piece.line, piece.line + 1)
            if cell.turned is not None and first == 0:
                _draw_turned(items, cell.turned, x + cell.x + cell.width, y)
        for cell in self.cells:
            self._edges(items, cell, x + cell.x, y, height, last == len(self.heights))

    def _edges(self, items: list[Item], cell: _Cell, x: float, y: float, height: float, whole: bool) -> None:
        for side, stroke in cell.edges.items():
            thick = thickness(stroke)
            if side == "top":
                strokes(items, stroke, x, y, cell.width, across=True)
            elif side == "bottom":
                strokes(items, stroke, x, y + height - (thick if self.last and whole else 0.0), cell.width, across=True)
            else:
                strokes(items, stroke, x - thick / 2 + (cell.width if side == "right" else 0.0), y, height, across=False)


def _draw_turned(items: list[Item], text: _Text, right: float, top: float) -> None:
    """Draw the text of a cell that runs from top to bottom, its first line on the right."""
    inner: list[Item] = []
    for block, y in text.placed:
        block.draw(inner, 0.0, y, 0, len(block.heights))
    for item in inner:
        if isinstance(item, Line):
            stretches = tuple(replace(stretch, x=top + stretch.x) for stretch in item.stretches)
            x = right - text.margins["right"] - item.y - item.height
            items.append(replace(item, x=x, y=top + item.x, stretches=stretches, turned=True))


class TableReader:
    """Makes rows of the tables of a document."""

    def __init__(self, looks: Looks, program: Program, build: Build) -> None:
        self._looks, self._program, self._build = looks, program, build

    def rows(self, table: _Element, room: float) -> tuple[list[RowBlock], float]:
        """Return the rows of ``table``, a ``w:tbl`` in a column ``room`` points wide, and how wide it is."""
        setter = _Table(table, room, self._looks, self._program, self._build)
        return setter.made(), setter.width


@dataclass(slots=True)
class _Open:
    """A cell that reaches over several rows, until its last."""

    begun: int
    last: int
    cell: _Cell
    text: _Text


class _Table:
    """Sets one table, row by row."""

    def __init__(self, table: _Element, room: float, looks: Looks, program: Program, build: Build) -> None:
        self._room, self._program, self._build = room, program, build
        layers = looks.table_layers(child_of(table, W + "tblPr"))
        self._margins, self._borders = margins_of(layers), borders_of(layers)
        self._elements = list(unwrapped(table, W + "tr"))
        self._rows: list[GridRow] = [cells_of(row) for row in self._elements]
        self._edges = list(accumulate(columns_of(table, self._rows, room), initial=0.0))
        self._spans = row_spans(self._rows)
        self.width = self._edges[-1]
        self._left = _left(layers, self.width, room)
        self._made: list[RowBlock] = []
        self._open: dict[int, _Open] = {}

    def made(self) -> list[RowBlock]:
        """Return the rows as blocks."""
        heads = 0  # rows at the top that every page repeats
        while heads < len(self._rows) - 1 and self._rows[heads].header:
            heads += 1
        for at in range(len(self._rows)):
            row = self._row(at)
            row.keep_next = row.keep_next or at < heads
            row.heads = self._made[:heads] if at >= heads else []
            self._made.append(row)
            for column in [column for column, item in self._open.items() if item.last == at]:
                self._spread(column, self._open.pop(column))
        return self._made

    def _row(self, at: int) -> RowBlock:
        element, last = self._elements[at], at == len(self._rows) - 1
        properties = child_of(element, W + "trPr")
        stated, rule = row_height(properties)
        cells: list[_Cell] = []
        texts: list[tuple[_Cell, _Text]] = []
        keep = False
        for grid in self._rows[at].cells:
            cell, text = self._cell(grid, at, stated)
            cells.append(cell)
            if text is None:
                continue
            keep = keep or any(block.keep_next for block, _ in text.placed)
            span = self._spans.get((at, grid.column), 1)
            if span > 1:
                self._open[grid.column] = _Open(at, at + span - 1, cell, text)
            else:
                texts.append((cell, text))
        edge = max((thickness(cell.edges["top"]) for cell in cells if "top" in cell.edges), default=0.0)
        low = max((thickness(cell.edges["bottom"]) for cell in cells if "bottom" in cell.edges), default=0.0) if last else 0.0
        high = max([stated, *(text.needed + edge + low for _, text in texts)])
        for item in self._open.values():
            if item.last == at:
                high = max(high, item.text.needed + edge + low - sum(sum(row.heights) for row in self._made[item.begun : at]))
        if rule == "exact":
            high = stated
        divisible = properties is None or not flag(properties, "cantSplit")
        slices = _sliced(texts, high, edge, low, divisible=(divisible or high > _TALL) and rule != "exact")
        row = RowBlock(self._left, cells, edge, last, heights=slices, keep_lines=not divisible)
        row.keep_next = keep and self._program is Program.WORD
        return row

    def _cell(self, grid: GridCell, at: int, high: float) -> tuple[_Cell, _Text | None]:
        """Return a cell and its text, None where it goes on the one above or runs from top to bottom; ``high`` is its row's, if stated."""
        settings = child_of(grid.element, W + "tcPr")
        left = self._edges[min(grid.column, len(self._edges) - 1)]
        wide = self._edges[min(grid.column + grid.width, len(self._edges) - 1)] - left
        edges = cell_edges(settings, self._borders, grid, at, len(self._rows), len(self._edges) - 1, goes_on(self._rows, at, grid))
        cell = _Cell(left, wide, edges, shade_of(settings))
        if grid.merge == "continue":
            return cell, None
        margins = {**self._margins, **side_lengths(settings, "tcMar")}
        turned = settings is not None and value_of(settings, "textDirection").startswith("tb")
        across = (high or self._room) if turned else wide - margins["left"] - margins["right"]
        placed, height = stack(self._build(grid.element, max(1.0, across)))
        text = _Text(placed, height, value_of(settings, "vAlign") if settings is not None else "", margins)
        if turned:
            cell.turned = text
            return cell, None
        return cell, text

    def _spread(self, column: int, item: _Open) -> None:
        """Put the lines of a cell that reaches over several rows into the rows where they stand."""
        made, text = self._made[item.begun : item.last + 1], item.text
        tops = list(accumulate((sum(row.heights) for row in made), initial=0.0))
        begin = made[0].edge + text.margins["top"] + text.shift(tops[-1] - made[0].edge - text.needed)
        for block, line, y in text.lines():
            number_of_row = _slice_at(tops, begin + y)
            row = made[number_of_row]
            grid_cells = self._rows[item.begun + number_of_row].cells
            owner = next((cell for cell, grid in zip(row.cells, grid_cells, strict=True) if grid.column == column), item.cell)
            slices = list(accumulate(row.heights, initial=0.0))
            inside = begin + y - tops[number_of_row]
            place = _slice_at(slices, inside)
            owner.pieces.append(_Piece(place, inside - slices[place], item.cell.x + text.margins["left"], block, line))


def _left(layers: Sequence[_Element], width: float, room: float) -> float:
    """Return how far right of its column a table begins."""
    align, indent = "", 0.0
    for layer in layers:
        align = value_of(layer, "jc") or align
        element = child_of(layer, W + "tblInd")
        if element is not None and element.get(W + "type", "dxa") == "dxa":
            indent = points_of(element.get(W + "w"))
    if align == "center":
        return (room - width) / 2
    return room - width if align in ("right", "end") else indent


def _slice_at(tops: Sequence[float], y: float) -> int:
    """Return in which of the slices that ``tops`` part (the last being their end) ``y`` lies."""
    return max(n for n, begin in enumerate(tops[:-1]) if begin <= y + _ROUNDING or n == 0)


def _sliced(texts: Sequence[tuple[_Cell, _Text]], high: float, edge: float, low: float, *, divisible: bool) -> list[float]:
    """Put the lines of the cells into the slices of their row; return how high each slice is.

    The lines of the fullest cell make the slices of a row that may be divided; a line of another cell that one would cut moves on.
    """
    tops = [0.0]
    longest = max((text for _, text in texts), key=lambda text: text.height, default=None)
    if divisible and longest is not None:
        begins = [edge + longest.margins["top"] + y for _, _, y in longest.lines()]
        tops += [y for y in begins[1:] if 1 < y < high - 1]
    heights = [end - begin for begin, end in zip(tops, [*tops[1:], high], strict=True)]
    ends = [*tops, high]
    for cell, text in texts:
        shift = text.shift(high - edge - low - text.needed) if len(tops) == 1 else 0.0
        for block, line, y in text.lines():
            top = edge + text.margins["top"] + shift + y
            place = _slice_at(ends, top)
            if place + 1 < len(tops) and top + block.heights[line] > tops[place + 1] + _ROUNDING:
                shift += tops[place + 1] - top
                place, top = place + 1, tops[place + 1]
            cell.pieces.append(_Piece(place, top - tops[place], cell.x + text.margins["left"], block, line))
    return heights
