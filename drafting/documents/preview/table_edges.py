"""What a table says of its columns, margins and edges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from drafting.documents.intake.characters import W, child_of
from drafting.documents.intake.table_grid import GridCell, GridRow, edge_name
from drafting.documents.preview.lengths import points_of
from drafting.documents.preview.looks import Stroke, fill_of, stroke_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_SIDES = ("top", "left", "bottom", "right")
_USUAL_MARGINS = {"top": 0.0, "left": 5.4, "bottom": 0.0, "right": 5.4}


def goes_on(rows: Sequence[GridRow], at: int, grid: GridCell) -> bool:
    """Tell whether a cell of row ``at`` is merged with the one below it."""
    if grid.merge == "" or at + 1 >= len(rows):
        return False
    return any(other.column == grid.column and other.merge == "continue" for other in rows[at + 1].cells)


def cell_edges(
    settings: _Element | None, borders: Mapping[str, Stroke | None], grid: GridCell, row: int, rows: int, columns: int, merged_below: bool
) -> dict[str, Stroke]:
    """Return the edges of a cell: its own, else those of its table; none where it is merged with the cell above or below."""
    right = grid.column + grid.width >= columns
    found: dict[str, Stroke | None] = {
        "top": borders.get("top" if row == 0 else "insideH"),
        "bottom": borders.get("bottom" if row == rows - 1 else "insideH"),
        "left": borders.get("left" if grid.column == 0 else "insideV"),
        "right": borders.get("right" if right else "insideV"),
    }
    own = child_of(settings, W + "tcBorders") if settings is not None else None
    for edge in own if own is not None else ():
        found[edge_name(edge)] = stroke_of(edge)
    if grid.merge == "continue":
        found["top"] = None
    if merged_below:
        found["bottom"] = None
    return {side: stroke for side in _SIDES if (stroke := found.get(side)) is not None}


def columns_of(table: _Element, rows: Sequence[GridRow], room: float) -> list[float]:
    """Return the widths of the columns: those of the grid, else what the cells of a row say, else equal ones."""
    count = max((cell.column + cell.width for row in rows for cell in row.cells), default=1)
    grid = child_of(table, W + "tblGrid")
    stated = [points_of(column.get(W + "w")) for column in grid.iterchildren(W + "gridCol")] if grid is not None else []
    if len(stated) >= count and all(width > 0 for width in stated[:count]):
        return stated[:count]
    widths = [room / count] * count
    for row in rows:
        for cell in row.cells:
            settings = child_of(cell.element, W + "tcPr")
            element = child_of(settings, W + "tcW") if settings is not None else None
            if cell.width == 1 and element is not None and element.get(W + "type") == "dxa":
                widths[cell.column] = points_of(element.get(W + "w")) or widths[cell.column]
    return widths


def margins_of(layers: Sequence[_Element]) -> dict[str, float]:
    """Return the margins of a table's cells in points; ``layers`` are the ``w:tblPr`` of its style and its own."""
    found = dict(_USUAL_MARGINS)
    for layer in layers:
        found |= side_lengths(layer, "tblCellMar")
    return found


def side_lengths(parent: _Element | None, tag: str) -> dict[str, float]:
    """Return the lengths by side that the child ``tag`` of ``parent`` sets, in points."""
    element = child_of(parent, W + tag) if parent is not None else None
    found: dict[str, float] = {}
    for side in element if element is not None else ():
        found[edge_name(side)] = points_of(side.get(W + "w"))
    return found


def borders_of(layers: Sequence[_Element]) -> dict[str, Stroke | None]:
    """Return the edges of a table by side, ``"insideH"`` and ``"insideV"`` among them."""
    found: dict[str, Stroke | None] = {}
    for layer in layers:
        element = child_of(layer, W + "tblBorders")
        for edge in element if element is not None else ():
            found[edge_name(edge)] = stroke_of(edge)
    return found


def shade_of(settings: _Element | None) -> str:
    """Return the colour under a cell, ``""`` where there is none."""
    return fill_of(child_of(settings, W + "shd")) if settings is not None else ""


def row_height(properties: _Element | None) -> tuple[float, str]:
    """Return the height that a row states in points, and its rule (``"exact"``, ``"atLeast"``); 0 where it states none."""
    element = child_of(properties, W + "trHeight") if properties is not None else None
    if element is None:
        return 0.0, ""
    return max(0.0, points_of(element.get(W + "val"))), element.get(W + "hRule", "atLeast")
