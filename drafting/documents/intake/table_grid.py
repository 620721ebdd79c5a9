"""The grid of a Word table: which cell stands in which column, over how many columns and rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from drafting.documents.intake.characters import AROUND_BLOCKS, W
from drafting.documents.intake.stylesheet import flag, number, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_COLUMNS = 63  # of a table in Word


class GridCell(NamedTuple):
    """A ``w:tc``: its first column, its width in columns, and ``"restart"``, ``"continue"`` or ``""`` for vertical merging."""

    column: int
    width: int
    merge: str
    element: _Element


class GridRow(NamedTuple):
    """A ``w:tr``: whether it is repeated as a heading on each page, and its cells."""

    header: bool
    cells: list[GridCell]


def unwrapped(parent: _Element, tag: str) -> Iterator[_Element]:
    """Yield the children ``tag`` of a table or row, also inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in AROUND_BLOCKS:
            yield from unwrapped(child, tag)


def cells_of(row: _Element) -> GridRow:
    """Return a row's cells, placed in the columns of the table's grid."""
    properties = row.find(W + "trPr")
    header = properties is not None and flag(properties, "tblHeader")
    column = _count(value_of(properties, "gridBefore"), 0) if properties is not None else 0
    cells: list[GridCell] = []
    for cell in unwrapped(row, W + "tc"):
        settings = cell.find(W + "tcPr")
        width, merge = 1, ""
        if settings is not None:
            width = _count(value_of(settings, "gridSpan"), 1)
            vertical = settings.find(W + "vMerge")
            merge = "" if vertical is None else vertical.get(W + "val", "continue")
        cells.append(GridCell(column, width, merge, cell))
        column += width
    return GridRow(header, cells)


def _count(text: str | None, least: int) -> int:
    """Return a number of columns as a file states it; nonsense counts as ``least``, more than Word can have as its most."""
    stated = number(text)
    return least if stated is None or not stated >= least else int(min(stated, _MOST_COLUMNS))


def row_spans(rows: list[GridRow]) -> dict[tuple[int, int], int]:
    """Return, for each vertically merged cell (row, column), over how many rows it reaches."""
    spans: dict[tuple[int, int], int] = {}
    open_at: dict[int, int] = {}  # column → the row in which the merged cell begins
    for position, row in enumerate(rows):
        for cell in row.cells:
            if cell.merge == "restart":
                open_at[cell.column] = position
                spans[position, cell.column] = 1
            elif cell.merge == "continue" and cell.column in open_at:
                spans[open_at[cell.column], cell.column] += 1
            else:
                open_at.pop(cell.column, None)
    return spans


def edge_name(edge: _Element) -> str:
    """Return which edge of a table or cell a line of its border, or a margin, stands on."""
    name = str(edge.tag).removeprefix(W)
    return {"start": "left", "end": "right"}.get(name, name)
