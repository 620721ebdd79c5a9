"""Tables: paragraphs with a cell position → ``w:tbl`` of the text block's width, with spans, a repeated head and small type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from drafting.documents.house import House
from drafting.documents.model import Cell, Paragraph
from drafting.documents.renewal.richtext import SourceCell
from drafting.documents.standard import BODY_FONT, Font, chars_wide
from drafting.documents.typesetting.columns import blank_rows, column_widths
from drafting.documents.typesetting.pagination import ONE, Block, Piece, height_of, line_count
from drafting.documents.typesetting.runs import runs
from drafting.documents.typesetting.spacing import USUAL, Spacing
from drafting.documents.typesetting.styles import CELL, CELL_MARGINS, HEADER_CELL, TABLE, exactly, size
from drafting.documents.wml import Value, paragraph, props

_MARGIN = CELL_MARGINS[1]
_LEADING = 1.5  # height of a line by its size
_WORDS = 6.0  # characters: what a column of words needs to be read
_TO_WRITE_IN = 567  # twips: a row to be filled in by hand is at least one centimetre high

SHORT = 10.0
"""Characters: a column of texts no wider is centred."""
AROUND_ROW = CELL_MARGINS[0] + CELL_MARGINS[2] + 10
"""Twips: how much higher than the lines of its text a row is, by its margins and its border."""

_Cells = dict[tuple[int, int], list[Paragraph]]
_Shape = dict[tuple[int, int], Cell]


def table(paragraphs: Sequence[Paragraph], text_width: int, spacing: Spacing = USUAL) -> Piece:
    """Return the table of ``paragraphs``, which all have ``place.cell`` in one table, ``text_width`` twips wide.

    Cells that have no paragraph are empty. Columns share the width by what they hold and what is to be written into them; where texts
    would still be squeezed the type gets smaller, down to the smallest of the house's sizes. Rows to be filled in are higher.
    """
    own = paragraphs[0].place.cell
    if isinstance(own, SourceCell) and own.written is not None:
        return own.written(text_width, spacing)
    house = spacing.house
    cells, shape = _grid(paragraphs)
    height = max(cell.row for cell in shape.values()) + 1
    width = max(cell.column + cell.column_span for cell in shape.values())
    heads = _head_rows(cells, shape, height)
    widths, points = column_widths(cells, shape, width, text_width, house.table_sizes, heads, house.narrowing)
    to_fill = blank_rows(cells, shape, heads)
    line = line_of(points) * spacing.line // house.line
    centred = _centred_columns(cells, shape, width)

    covered: dict[tuple[int, int], Cell] = {}  # cells that a row span continues into, by their own place
    rows: list[str] = []
    blocks: list[Block] = []
    for row in range(height):
        pieces, tallest, column = [], ONE, 0
        while column < width:
            here = shape.get((row, column)) or covered.get((row, column)) or Cell(0, row, column)
            # A span ends where another cell begins, whatever it claims: no text may disappear under it.
            span = next((n for n in range(1, here.column_span) if (row, column + n) in shape), min(here.column_span, width - column))
            wide = sum(widths[column : column + span])
            content = cells.get((row, column), [])
            head = row < heads
            centre = head or (centred[column] and span == 1) or not content
            pieces.append(_cell(here, row, wide, span, content, points, line, head, centre, house))
            room = (wide - 2 * _MARGIN) / 20
            counts = [line_count(item.text, room, points, house.narrowing) for item in content]
            tallest = (max(tallest[0], sum(count[0] for count in counts)), max(tallest[1], sum(count[1] for count in counts)))
            if here.row == row:
                covered |= {(below, column): here for below in range(row + 1, row + here.row_span)}
            column += span
        said: dict[str, Value] = {"cantSplit": True}
        if row in to_fill:
            said["trHeight"] = {"val": _TO_WRITE_IN}
        if row < heads:
            said["tblHeader"] = True
        properties = props("trPr", said)
        rows.append(f"<w:tr>{properties}{''.join(pieces)}</w:tr>")
        repeated = 0 if row < heads else height_of(blocks[:heads])
        higher = max(0, _TO_WRITE_IN - AROUND_ROW - max(tallest) * line) if row in to_fill else 0
        blocks.append(Block(tallest, line, after=AROUND_ROW + higher, elastic=not higher, repeated=repeated))
    look: dict[str, str | int] = {"val": "0420", "firstRow": 1, "lastRow": 0, "firstColumn": 0, "lastColumn": 0, "noHBand": 0, "noVBand": 1}
    properties = props(
        "tblPr",
        {"tblStyle": TABLE, "tblW": {"w": text_width, "type": "dxa"}, "jc": "center", "tblLayout": {"type": "fixed"}, "tblLook": look},
    )
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    return Piece(f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>", tuple(blocks))


def is_wide(paragraphs: Sequence[Paragraph], house: House) -> bool:
    """Tell whether a table is too wide for the page as it usually lies.

    That is one of which the type would have to be of the smallest size, or a column that has words of some length too narrow for six
    characters a line.
    """
    cells, shape = _grid(paragraphs)
    width = max(cell.column + cell.column_span for cell in shape.values())
    heads = _head_rows(cells, shape, max(cell.row for cell in shape.values()) + 1)
    widths, points = column_widths(cells, shape, width, house.width, house.table_sizes, heads, house.narrowing)
    if points <= house.table_sizes[-1]:
        return True
    longest = [0.0] * width
    for place, content in cells.items():
        if shape[place].column_span == 1:
            lines = 2 if place[0] < heads else 1  # that the text may have
            wide = [chars_wide(line) / lines for item in content for line in item.text.split("\n")]
            longest[place[1]] = max([longest[place[1]], *wide])
    return any((wide - 2 * _MARGIN) / (20 * points) < min(most, _WORDS) for wide, most in zip(widths, longest, strict=True))


def _grid(paragraphs: Sequence[Paragraph]) -> tuple[_Cells, _Shape]:
    cells: _Cells = defaultdict(list)
    for item in paragraphs:
        if item.place.cell is None:
            raise ValueError("a paragraph outside any table")
        cells[item.place.cell.row, item.place.cell.column].append(item)
    return _condensed(cells)


def _condensed(cells: _Cells) -> tuple[_Cells, _Shape]:
    """Return the cells, and the place of each, in a grid without columns at which no cell begins or ends and rows below the last one.

    Files have them by the dozen, and a damaged one by the million.
    """
    found = {place: content[-1].place.cell for place, content in cells.items()}
    shape = {place: cell for place, cell in found.items() if cell is not None}
    edges = {0} | {edge for cell in shape.values() for edge in (cell.column, cell.column + cell.column_span)}
    column = {edge: at for at, edge in enumerate(sorted(edges))}
    rows = max(cell.row for cell in shape.values()) + 1
    condensed: _Cells = {}
    places: _Shape = {}
    for (row, start), cell in shape.items():
        here = column[start]
        condensed[row, here] = cells[row, start]
        span = column[start + cell.column_span] - here
        height = min(cell.row_span, rows - row)
        if (cell.column, cell.column_span, cell.row_span) != (here, span, height):
            cell = replace(cell, column=here, column_span=span, row_span=height)
        places[row, here] = cell
    return condensed, places


def line_of(points: float) -> int:
    """Return how high the lines of a table in type of ``points`` are, in twips, before they give way with the page's."""
    return round(points * _LEADING * 20)


def _head_rows(cells: _Cells, shape: _Shape, height: int) -> int:
    """Return how many rows from the top are the head; a table that says of none gets its first row, unless it is its only one.

    A first row half of which is empty is that of a form: none is a head.
    """
    first = [place for place in shape if place[0] == 0]
    if len(first) > 1 and 2 * sum(not any(item.text.strip() for item in cells[place]) for place in first) >= len(first):
        return 0
    heads = 0
    while heads < height - 1 and any(cell.header for cell in shape.values() if cell.row <= heads < cell.row + cell.row_span):
        heads += 1
    return heads or (1 if height > 1 and not any(cell.header for cell in shape.values()) else 0)


def _centred_columns(cells: _Cells, shape: _Shape, width: int) -> list[bool]:
    """Return for each column whether its texts are short enough to be centred; the head does not count."""
    centred = [True] * width
    for place, content in cells.items():
        if place[0] and shape[place].column_span == 1 and any(chars_wide(item.text) > SHORT for item in content):
            centred[place[1]] = False
    return centred


def _cell(
    cell: Cell,
    row: int,
    wide: int,
    span: int,
    content: Sequence[Paragraph],
    points: float,
    line: int,
    head: bool,
    centre: bool,
    house: House,
) -> str:
    merge = "" if cell.row_span == 1 else "restart" if cell.row == row else "continue"
    smaller = {} if points == house.table_sizes[0] else size(points)
    font = house.name(Font.HEI if head else BODY_FONT.value)
    empty = _empty(head, centre, None if line == line_of(house.table_sizes[0]) else line)
    start = empty.removesuffix("</w:p>")
    inside = "".join(f"{start}{runs(item.text, font, smaller)}</w:p>" for item in content)
    return f"<w:tc>{_shape(wide, span, merge)}{inside or empty}</w:tc>"


@lru_cache(maxsize=4096)
def _shape(wide: int, span: int, merge: str) -> str:
    properties: dict[str, Value] = {"tcW": {"w": wide, "type": "dxa"}, "vAlign": "center"}
    if span > 1:
        properties["gridSpan"] = span
    if merge:
        properties["vMerge"] = merge
    return props("tcPr", properties)


@lru_cache(maxsize=1024)
def _empty(head: bool, centre: bool, line: int | None) -> str:
    """Return a paragraph of a cell without text; ``line`` where its lines are not as high as its style has them."""
    own: dict[str, Value] = {} if centre else {"jc": "left"}
    if line is not None:
        own["spacing"] = exactly(line)
    return paragraph(HEADER_CELL if head else CELL, "", own)
