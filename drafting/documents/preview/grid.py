"""Tables: rows as blocks of the flow, their cells set, merged and bordered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING

from drafting.documents.characters import W, child_of
from drafting.documents.preview.blocks import Block, Floating, stack, strokes, thickness
from drafting.documents.preview.looks import Looks, Stroke, stroke_of
from drafting.documents.preview.model import Item, Line, Program, Rule
from drafting.documents.stylesheet import flag, number, value_of
from drafting.documents.table_grid import GridCell, GridRow, cells_of, row_spans, unwrapped

if TYPE_CHECKING:
    from lxml.etree import _Element

Build = Callable[["_Element", float], list[Block]]
"""Sets what is inside a cell in a column of a width."""

_SIDES = ("top", "left", "bottom", "right")
_ALIASES = {"start": "left", "end": "right"}
_USUAL_MARGINS = {"top": 0.0, "left": 5.4, "bottom": 0.0, "right": 5.4}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of a cell's text: in which slice of its row it stands, how far below its upper edge, and how far right of the cell's column."""

    slice: int
    y: float
    x: float
    block: Block
    line: int


@dataclass(slots=True)
class _Cell:
    x: float
    width: float
    pieces: list[_Piece] = field(default_factory=list)
    edges: dict[str, Stroke] = field(default_factory=dict)
    shade: str = ""
    turned: list[tuple[Block, float]] | None = None
    right_margin: float = 0.0


@dataclass(slots=True)
class RowBlock:
    """A row, in slices at which it may be divided; ``x`` is how far right of the column its table begins."""

    x: float
    heights: Sequence[float]
    cells: list[_Cell]
    edge: float  # thickness of its upper edge
    last: bool
    section: int = 0
    before: float = 0.0
    after: float = 0.0
    above: float = 0.0
    below: float = 0.0
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    widows: bool = False
    floating: Sequence[Floating] = ()
    notes: Mapping[int, Sequence[Block]] = field(default_factory=lambda: MappingProxyType({}))
    heads: Sequence[Block] = ()
    breaks: frozenset[int] = frozenset()

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
                _draw_turned(items, cell.turned, x + cell.x + cell.width - cell.right_margin, y)
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


def _draw_turned(items: list[Item], placed: Sequence[tuple[Block, float]], right: float, top: float) -> None:
    """Draw the text of a cell that runs from top to bottom, its first line on the right."""
    inner: list[Item] = []
    for block, y in placed:
        block.draw(inner, 0.0, y, 0, len(block.heights))
    for item in inner:
        if isinstance(item, Line):
            stretches = tuple(replace(stretch, x=top + stretch.x) for stretch in item.stretches)
            items.append(replace(item, x=right - item.y - item.height, y=top + item.x, stretches=stretches, turned=True))


class TableReader:
    """Makes rows of the tables of a document."""

    def __init__(self, looks: Looks, program: Program, build: Build) -> None:
        self._looks, self._program, self._build = looks, program, build

    def rows(self, table: _Element, room: float) -> tuple[list[RowBlock], float]:
        """Return the rows of ``table``, a ``w:tbl`` in a column ``room`` points wide, and how wide it is."""
        properties = child_of(table, W + "tblPr")
        layers = self._looks.table_layers(properties)
        margins, borders = _margins(layers), _borders(layers)
        elements = list(unwrapped(table, W + "tr"))
        rows = [cells_of(row) for row in elements]
        columns = _columns(table, rows, room)
        edges = list(accumulate(columns, initial=0.0))
        spans = row_spans(rows)
        left = self._left(layers, edges[-1], room)
        made: list[RowBlock] = []
        open_cells: dict[int, tuple[_Cell, list[tuple[Block, float]], float, int, str, Mapping[str, float]]] = {}
        for at, (element, row) in enumerate(zip(elements, rows, strict=True)):
            last = at == len(rows) - 1
            row_properties = child_of(element, W + "trPr")
            stated, rule = _row_height(row_properties)
            cells: list[_Cell] = []
            own: list[tuple[_Cell, list[tuple[Block, float]], float, str, Mapping[str, float]]] = []
            keep = False
            for grid in row.cells:
                settings = child_of(grid.element, W + "tcPr")
                wide = edges[min(grid.column + grid.width, len(edges) - 1)] - edges[min(grid.column, len(edges) - 1)]
                cell = _Cell(edges[min(grid.column, len(edges) - 1)], wide)
                cell.edges = _cell_edges(settings, borders, grid, at, len(rows), len(columns), _goes_on(rows, at, grid))
                cell.shade = _shade(settings)
                cells.append(cell)
                if grid.merge == "continue":
                    continue
                inner = {**margins, **_side_lengths(settings, "tcMar")}
                turned = settings is not None and value_of(settings, "textDirection").startswith("tb")
                across = (stated or room) if turned else wide - inner["left"] - inner["right"]
                blocks = self._build(grid.element, max(1.0, across))
                placed, height = stack(blocks)
                keep = keep or any(block.keep_next for block in blocks)
                if turned:
                    cell.turned, cell.right_margin = placed, inner["right"]
                    continue
                align = value_of(settings, "vAlign") if settings is not None else ""
                span = spans.get((at, grid.column), 1)
                if span > 1:
                    open_cells[grid.column] = (cell, placed, height + inner["top"] + inner["bottom"], at, align, inner)
                else:
                    own.append((cell, placed, height, align, inner))
            edge = max((thickness(cell.edges["top"]) for cell in cells if "top" in cell.edges), default=0.0)
            low = max((thickness(cell.edges["bottom"]) for cell in cells if "bottom" in cell.edges), default=0.0) if last else 0.0
            high = max((height + inner["top"] + inner["bottom"] for _, _, height, _, inner in own), default=0.0) + edge + low
            high = stated if rule == "exact" else max(high, stated)
            for column, (_, _, needed, begun, _, _) in open_cells.items():
                if begun + spans.get((begun, column), 1) - 1 == at:
                    high = max(high, needed + edge + low - sum(sum(block.heights) for block in made[begun:at]))
            header = row.header and all(block_row.header for block_row in rows[: at + 1]) and not last
            divisible = row_properties is None or not flag(row_properties, "cantSplit")
            slices = _sliced(own, high, edge, low, divisible or high > _TALL, rule == "exact")
            block = RowBlock(left, slices, cells, edge, last)
            block.keep_lines = not divisible
            block.keep_next = header or (keep and self._program is Program.WORD)
            block.heads = (
                [] if header else [row_block for row_block, known in zip(made, rows, strict=False) if known.header and _leads(rows)]
            )
            made.append(block)
            for column in [c for c, item in open_cells.items() if item[3] + spans.get((item[3], c), 1) - 1 == at]:
                cell, placed, needed, begun, align, inner = open_cells.pop(column)
                _spread(made, begun, at, column, rows, cell, placed, needed, align, inner)
        return made, edges[-1]

    def _left(self, layers: Sequence[_Element], width: float, room: float) -> float:
        align, indent = "", 0.0
        for layer in layers:
            align = value_of(layer, "jc") or align
            element = child_of(layer, W + "tblInd")
            if element is not None and element.get(W + "type", "dxa") == "dxa":
                indent = (number(element.get(W + "w")) or 0.0) / 20
        if align == "center":
            return (room - width) / 2
        return room - width if align in ("right", "end") else indent


_TALL = 500.0
"""Points: a row as high as that may be divided whatever it says, for it may not fit on any page."""


def _leads(rows: Sequence[GridRow]) -> bool:
    return bool(rows) and rows[0].header


def _sliced(
    own: Sequence[tuple[_Cell, list[tuple[Block, float]], float, str, Mapping[str, float]]],
    high: float,
    edge: float,
    low: float,
    divisible: bool,
    exact: bool,
) -> list[float]:
    """Put the lines of the cells into the slices of their row; return how high each slice is."""
    longest = max(own, key=lambda item: item[2], default=None)
    tops = [0.0]
    if divisible and longest is not None and not exact:
        _, placed, _, _, inner = longest
        lines = [y + at for block, y in placed for at in accumulate(block.heights, initial=0.0)]
        ends = sorted({edge + inner["top"] + y for y in lines[1:]})
        tops += [y for y in ends if 1.0 < y < high - inner["bottom"] - 1.0]
    heights = [end - begin for begin, end in zip(tops, [*tops[1:], high], strict=True)]
    for cell, placed, height, align, inner in own:
        free = max(0.0, high - edge - low - inner["top"] - inner["bottom"] - height)
        shift = free / 2 if align == "center" else free if align == "bottom" else 0.0
        if len(tops) > 1:
            shift = 0.0
        moved = 0.0
        for block, y in placed:
            for line, at in enumerate(accumulate([0.0, *block.heights[:-1]])):
                top = edge + inner["top"] + shift + y + at + moved
                place = max(n for n, begin in enumerate(tops) if begin <= top + 0.1)
                over = top + block.heights[line] - tops[place] - heights[place] if place + 1 < len(tops) else 0.0
                if over > 0.1:  # it would be cut by the end of a slice
                    moved += tops[place + 1] - top
                    place, top = place + 1, tops[place + 1]
                cell.pieces.append(_Piece(place, top - tops[place], cell.x + inner["left"], block, line))
    return heights


def _spread(
    made: Sequence[RowBlock],
    begun: int,
    last: int,
    column: int,
    rows: Sequence[GridRow],
    cell: _Cell,
    placed: Sequence[tuple[Block, float]],
    needed: float,
    align: str,
    inner: Mapping[str, float],
) -> None:
    """Put the lines of a cell that reaches over several rows into the rows where they stand."""
    tops = list(accumulate((sum(block.heights) for block in made[begun : last + 1]), initial=0.0))
    free = max(0.0, tops[-1] - made[begun].edge - needed)
    shift = made[begun].edge + inner["top"] + (free / 2 if align == "center" else free if align == "bottom" else 0.0)
    for block, y in placed:
        for line, at in enumerate(accumulate([0.0, *block.heights[:-1]])):
            top = shift + y + at
            row = max(n for n, begin in enumerate(tops[:-1]) if begin <= top + 0.1 or n == 0)
            target = made[begun + row]
            owner = next((c for c, grid in zip(target.cells, rows[begun + row].cells, strict=True) if grid.column == column), cell)
            slices = list(accumulate(target.heights, initial=0.0))
            place = max(n for n, begin in enumerate(slices[:-1]) if begin <= top - tops[row] + 0.1 or n == 0)
            owner.pieces.append(_Piece(place, top - tops[row] - slices[place], cell.x + inner["left"], block, line))


def _goes_on(rows: Sequence[GridRow], at: int, grid: GridCell) -> bool:
    if grid.merge == "" or at + 1 >= len(rows):
        return False
    return any(other.column == grid.column and other.merge == "continue" for other in rows[at + 1].cells)


def _cell_edges(
    settings: _Element | None, borders: Mapping[str, Stroke | None], grid: GridCell, row: int, rows: int, columns: int, goes_on: bool
) -> dict[str, Stroke]:
    right = grid.column + grid.width >= columns
    found: dict[str, Stroke | None] = {
        "top": borders.get("top" if row == 0 else "insideH"),
        "bottom": borders.get("bottom" if row == rows - 1 else "insideH"),
        "left": borders.get("left" if grid.column == 0 else "insideV"),
        "right": borders.get("right" if right else "insideV"),
    }
    own = child_of(settings, W + "tcBorders") if settings is not None else None
    for edge in own if own is not None else ():
        name = str(edge.tag).removeprefix(W)
        found[_ALIASES.get(name, name)] = stroke_of(edge)
    if grid.merge == "continue":
        found["top"] = None
    if goes_on:
        found["bottom"] = None
    return {side: stroke for side in _SIDES if (stroke := found.get(side)) is not None}


def _columns(table: _Element, rows: Sequence[GridRow], room: float) -> list[float]:
    """Return the widths of the columns: those of the grid, else what the cells of a row say, else equal ones."""
    count = max((cell.column + cell.width for row in rows for cell in row.cells), default=1)
    grid = child_of(table, W + "tblGrid")
    stated = [(number(column.get(W + "w")) or 0.0) / 20 for column in grid.iterchildren(W + "gridCol")] if grid is not None else []
    if len(stated) >= count and all(width > 0 for width in stated[:count]):
        return stated[:count]
    widths = [room / count] * count
    for row in rows:
        for cell in row.cells:
            settings = child_of(cell.element, W + "tcPr")
            element = child_of(settings, W + "tcW") if settings is not None else None
            if cell.width == 1 and element is not None and element.get(W + "type") == "dxa":
                widths[cell.column] = (number(element.get(W + "w")) or 20 * widths[cell.column]) / 20
    return widths


def _margins(layers: Sequence[_Element]) -> dict[str, float]:
    found = dict(_USUAL_MARGINS)
    for layer in layers:
        found |= _side_lengths(layer, "tblCellMar")
    return found


def _side_lengths(parent: _Element | None, tag: str) -> dict[str, float]:
    element = child_of(parent, W + tag) if parent is not None else None
    found: dict[str, float] = {}
    for side in element if element is not None else ():
        name = str(side.tag).removeprefix(W)
        found[_ALIASES.get(name, name)] = (number(side.get(W + "w")) or 0.0) / 20
    return found


def _borders(layers: Sequence[_Element]) -> dict[str, Stroke | None]:
    found: dict[str, Stroke | None] = {}
    for layer in layers:
        element = child_of(layer, W + "tblBorders")
        for edge in element if element is not None else ():
            name = str(edge.tag).removeprefix(W)
            found[_ALIASES.get(name, name)] = stroke_of(edge)
    return found


def _shade(settings: _Element | None) -> str:
    element = child_of(settings, W + "shd") if settings is not None else None
    fill = element.get(W + "fill", "auto") if element is not None else "auto"
    return "" if fill == "auto" else fill.upper()


def _row_height(properties: _Element | None) -> tuple[float, str]:
    element = child_of(properties, W + "trHeight") if properties is not None else None
    if element is None:
        return 0.0, ""
    return (number(element.get(W + "val")) or 0.0) / 20, element.get(W + "hRule", "atLeast")
