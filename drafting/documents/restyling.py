"""A table of the source laid out anew: its own rows, cells, merges and contents, in the look and the width of the new page.

The columns keep their proportions, for a form is drawn by them; only a column too narrow for a number or a word that must not be broken
takes from the others. A table without lines stays one without lines, an open side open; lines are thin and black.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from drafting.documents.characters import W, child_of
from drafting.documents.columns import unbroken_width
from drafting.documents.meaning import emphasised, without_emphasis
from drafting.documents.model import Alignment, Paragraph
from drafting.documents.pagination import ONE, Block, Piece, height_of, line_count
from drafting.documents.richtext import OBJECT, holds_anything, tallest
from drafting.documents.runs import runs
from drafting.documents.standard import BODY_FONT, Font, chars_wide
from drafting.documents.styles import CELL, CELL_MARGINS, HEADER_CELL, TABLE, exactly, size
from drafting.documents.stylesheet import Stylesheet, number, value_of
from drafting.documents.table_grid import GridCell, GridRow, cells_of, row_spans, unwrapped
from drafting.documents.wml import Value, paragraph, props

if TYPE_CHECKING:
    from lxml.etree import _Element

    from drafting.documents.spacing import Spacing
    from drafting.documents.weaving import Weaver

_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_CELL_EDGES = (*_EDGES, "tl2br", "tr2bl")
_SIDES = CELL_MARGINS[1] + CELL_MARGINS[3]
_LEADING = 1.5
_SHORT = 10.0  # characters: a column of texts no wider is centred
_WORD = 4.0  # characters: what is no longer is kept on one line if the file had room for it
_HEAD = 24.0  # characters: a cell of a table's head is seldom wider
_TITLES = 3  # rows: of titles above a head, of the head itself
_FORM = 0.25  # share of empty cells from which a table is a form to fill in
_RANGES = tuple(W + name for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd"))
_ROW_KEPT = {W + name for name in ("ins", "del", "hidden", "gridBefore", "gridAfter")}
_CONTAINERS = {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"}


@dataclass(slots=True)
class _Content:
    """What a cell holds: paragraphs and inner tables in order, as they are in the file and as rich text."""

    cell: GridCell
    blocks: list[tuple[_Element, str]] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        return [text for element, text in self.blocks if element.tag == W + "p"]

    @property
    def is_empty(self) -> bool:
        return not any(holds_anything(text) or element.tag == W + "tbl" for element, text in self.blocks)


class SourceTable:
    """A ``w:tbl``, to be written for any width; ``told`` are the paragraphs that reading made of its elements."""

    def __init__(self, element: _Element, weaver: Weaver, styles: Stylesheet, told: Mapping[_Element, Paragraph]) -> None:
        self._element = element
        self._weaver = weaver
        self._styles = styles
        self._told = told
        self._made: dict[tuple[int, int], Piece] = {}
        self._elements = list(unwrapped(element, W + "tr"))
        self._rows: list[GridRow] = [cells_of(row) for row in self._elements]
        self._columns = max((cell.column + cell.width for row in self._rows for cell in row.cells), default=1)

    def written(self, width: int, spacing: Spacing) -> Piece:
        """Return the table ``width`` twips wide; one without lines stays narrower where it was."""
        key = width, spacing.line
        if key not in self._made:
            self._made[key] = self._write(width, spacing)
        return self._made[key]

    # -- what the table is ---------------------------------------------------------------------------------------------------------

    @cached_property
    def _contents(self) -> list[list[_Content]]:
        return [[self._content(cell) for cell in row.cells] for row in self._rows]

    def _content(self, cell: GridCell) -> _Content:
        made = _Content(cell)

        def walk(container: _Element) -> None:
            for child in container:
                if child.tag == W + "p":
                    told = self._told.get(child)
                    made.blocks.append((child, self._weaver.text(child, told.numbering if told else "")))
                elif child.tag == W + "tbl" or child.tag in _RANGES:
                    made.blocks.append((child, ""))
                elif child.tag in _CONTAINERS:
                    walk(child)

        walk(cell.element)
        return made

    @cached_property
    def _grid(self) -> list[int]:
        """The widths of the columns in the file, in twips; alike where it does not say."""
        listed = [number(column.get(W + "w")) or 0 for column in self._element.iterfind(f"{W}tblGrid/{W}gridCol")]
        widths = [max(0, int(wide)) for wide in listed[: self._columns]]
        widths += [0] * (self._columns - len(widths))
        for row in self._rows:
            for cell in row.cells:
                stated = cell.element.find(f"{W}tcPr/{W}tcW")
                wide = number(stated.get(W + "w")) if stated is not None and stated.get(W + "type") != "pct" else None
                if cell.width == 1 and not widths[cell.column] and wide:
                    widths[cell.column] = int(wide)
        known = [wide for wide in widths if wide]
        usual = sum(known) // len(known) if known else 1000
        return [wide or usual for wide in widths]

    @cached_property
    def _borders(self) -> dict[str, str]:
        """By edge: the kind of line that the table has, ``"nil"`` for none."""
        found = dict.fromkeys(_EDGES, "nil")
        properties = child_of(self._element, W + "tblPr")
        layers = [*self._styles.layers(value_of(properties, "tblStyle"))] if properties is not None else []
        holders = [*(child_of(layer, W + "tblPr") for layer in layers), properties]
        for holder in holders:
            borders = child_of(holder, W + "tblBorders") if holder is not None else None
            for edge in borders if borders is not None else ():
                name = _edge(edge)
                if name in found:
                    found[name] = edge.get(W + "val", "single")
        return {edge: "nil" if kind == "none" else kind for edge, kind in found.items()}

    @cached_property
    def _is_drawn(self) -> bool:
        """Tell whether the table has lines; one without only places its contents."""
        if any(kind != "nil" for kind in self._borders.values()):
            return True
        borders = self._element.iter(W + "tcBorders", W + "tblBorders")
        return any(edge.get(W + "val", "nil") not in ("nil", "none") for item in borders for edge in item)

    @cached_property
    def _heads(self) -> int:
        """How many rows from the top are the head, repeated on every page."""
        height = len(self._rows)
        stated = next((at for at, row in enumerate(self._rows) if not row.header), height)
        if stated:
            return min(stated, height - 1)
        if height < 3 or not self._is_drawn or self._is_form:
            return 0
        first = 0
        while first < min(_TITLES, height) and len(self._contents[first]) == 1:  # a title over all columns
            first += 1
        if first + 1 >= height:
            return 0
        cells = self._contents[first]
        if any(item.is_empty and item.cell.merge != "continue" for item in cells):
            return 0
        if any(sum(map(chars_wide, item.texts)) > _HEAD for item in cells):
            return 0
        deep = max(row_spans(self._rows).get((first, item.cell.column), 1) for item in cells)
        return first + deep if first + deep < height and deep <= _TITLES else 0

    @cached_property
    def _repeats_head(self) -> bool:
        """Tell whether the head is to stand on every page: not where its writer has typed it again further down."""

        def said(row: list[_Content]) -> list[str]:
            return [text.strip() for item in row for text in item.texts if text.strip()]

        heads = [said(row) for row in self._contents[: self._heads]]
        return not any(said(row) in heads for row in self._contents[self._heads :])

    @cached_property
    def _is_form(self) -> bool:
        cells = [item for row in self._contents for item in row if item.cell.merge != "continue"]
        return sum(item.is_empty for item in cells) > _FORM * len(cells)

    @cached_property
    def _centred(self) -> list[bool]:
        """By column: whether its texts are short enough to be centred; the head does not count."""
        centred = [True] * self._columns
        for row in self._contents[self._heads :]:
            for item in row:
                if item.cell.width == 1 and any(chars_wide(text) > _SHORT for text in item.texts):
                    centred[item.cell.column] = False
        return centred

    @cached_property
    def _keeps_bold(self) -> bool:
        texts = [text for row in self._contents[self._heads :] for item in row for text in item.texts]
        return 2 * sum(map(emphasised, texts)) < sum(map(len, texts))

    # -- how it is written -----------------------------------------------------------------------------------------------------------

    def _usual_size(self) -> float:
        sizes = [
            told.look.size
            for row in self._contents
            for item in row
            for element, text in item.blocks
            if text.strip() and (told := self._told.get(element)) is not None and told.look.size
        ]
        return sorted(sizes)[len(sizes) // 2] if sizes else 12.0

    def _measures(self, width: int, sizes: tuple[float, float, float]) -> tuple[list[int], float]:
        """Return the widths of the columns, together ``width``, and the size of the type in points."""
        old, usual = self._grid, self._usual_size()
        needs = [0.0] * self._columns  # characters
        for row in self._contents:
            for item in row:
                column = item.cell.column
                if item.cell.width > 1 or item.cell.element.find(f"{W}tcPr/{W}textDirection") is not None:
                    continue
                for line in (line for text in item.texts for line in str(text).split("\n")):
                    need = unbroken_width(line)
                    wide = chars_wide(line)
                    if wide <= _WORD and old[column] - _SIDES >= wide * usual * 20:
                        need = max(need, wide)
                    needs[column] = max(needs[column], need)
        total = sum(old)
        widths = [wide * width // total for wide in old]
        allowed = [points for points in sizes if points <= max(usual, sizes[-1])] or [sizes[-1]]
        for points in allowed:
            floors = [round(need * points * 20) + _SIDES + (20 if need else 0) for need in needs]
            if all(wide >= low for wide, low in zip(widths, floors, strict=True)):
                return _full(widths, width), points
        for points in allowed:
            floors = [round(need * points * 20) + _SIDES + (20 if need else 0) for need in needs]
            if sum(floors) <= width:
                spare = [max(0, wide - low) for wide, low in zip(widths, floors, strict=True)]
                rest = width - sum(floors)
                shared = [low + rest * more // max(1, sum(spare)) for low, more in zip(floors, spare, strict=True)]
                return _full(shared, width), points
        return _full(widths, width), allowed[-1]

    def _write(self, width: int, spacing: Spacing) -> Piece:
        house = spacing.house
        drawn = self._is_drawn
        wide = width if drawn else min(width, sum(self._grid))
        widths, points = self._measures(wide, house.table_sizes)
        line = round(points * _LEADING * 20) * spacing.line // house.line
        rows: list[str] = []
        blocks: list[Block] = []
        for at, (element, contents) in enumerate(zip(self._elements, self._contents, strict=True)):
            head = at < self._heads
            cells, high = [], line
            for item in contents:
                markup, height = self._cell(item, widths, points, line, head, spacing)
                cells.append(markup)
                if item.cell.merge != "restart":
                    high = max(high, height)
            properties, least = self._row_properties(element, widths, head, high, house.height)
            rows.append(f"<w:tr>{properties}{_ranges(element, self._weaver)}{''.join(cells)}</w:tr>")
            after = CELL_MARGINS[0] + CELL_MARGINS[2] + 10
            lines = max(1, -(-max(high, least - after) // line))
            repeated = 0 if head or not self._repeats_head else height_of(blocks[: self._heads])
            blocks.append(Block((lines, lines), line, after=after, elastic=True, repeated=repeated))
        grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in widths)
        table = f"<w:tbl>{self._table_properties(wide, drawn)}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        return Piece(table, tuple(blocks))

    def _table_properties(self, width: int, drawn: bool) -> str:
        head = 1 if self._heads else 0
        look: dict[str, str | int] = {"val": "0400" if not head else "0420", "firstRow": head, "lastRow": 0}
        look |= {"firstColumn": 0, "lastColumn": 0, "noHBand": 0, "noVBand": 1}
        properties: dict[str, Value] = {
            "tblStyle": TABLE,
            "tblW": {"w": width, "type": "dxa"},
            "jc": "center",
            "tblLayout": {"type": "fixed"},
            "tblLook": look,
        }
        if not drawn or any(kind == "nil" for kind in self._borders.values()):
            properties["tblBorders"] = props("tblBorders", {edge: _line(kind) for edge, kind in self._borders.items()})
        return props("tblPr", properties)

    def _row_properties(self, row: _Element, widths: list[int], head: bool, high: int, page: int) -> tuple[str, int]:
        """Return the row's properties and its least height in twips."""
        found = child_of(row, W + "trPr")
        kept: dict[str, Value] = {}
        least = 0
        if found is not None:
            for child in found:
                name = str(child.tag).removeprefix(W)
                if child.tag in _ROW_KEPT:
                    kept[name] = self._weaver.markup.of(child)
            stated = child_of(found, W + "trHeight")
            least = min(int(number(stated.get(W + "val")) or 0), page * 9 // 10) if stated is not None else 0
            before = int(number(value_of(found, "gridBefore")) or 0)
            after = int(number(value_of(found, "gridAfter")) or 0)
            if before:
                kept["wBefore"] = {"w": sum(widths[:before]), "type": "dxa"}
            if after:
                kept["wAfter"] = {"w": sum(widths[max(0, len(widths) - after) :]), "type": "dxa"}
        if least:
            kept["trHeight"] = {"val": least}
        if max(high, least) < page // 3:
            kept["cantSplit"] = True
        if head and self._repeats_head:
            kept["tblHeader"] = True
        return _exceptions(row) + props("trPr", kept), least

    def _cell(self, item: _Content, widths: list[int], points: float, line: int, head: bool, spacing: Spacing) -> tuple[str, int]:
        """Return a ``w:tc`` and the height of what it holds, in twips."""
        cell = item.cell
        wide = sum(widths[cell.column : cell.column + cell.width])
        properties: dict[str, Value] = {"tcW": {"w": wide, "type": "dxa"}, "vAlign": "center"}
        found = child_of(cell.element, W + "tcPr")
        for child in found if found is not None else ():
            name = str(child.tag).removeprefix(W)
            if name in ("textDirection", "vMerge", "hMerge", "gridSpan"):
                properties[name] = self._weaver.markup.of(child)
            elif name == "tcBorders":
                edges = {_edge(edge): _line(edge.get(W + "val", "nil")) for edge in child if _edge(edge) in _CELL_EDGES}
                if edges:
                    properties[name] = props("tcBorders", edges)
            elif name == "vAlign" and not self._is_drawn:
                properties[name] = child.get(W + "val", "top")
        upright = "textDirection" in properties
        room = max(200, wide - _SIDES)
        inside, high = [], 0
        for element, text in item.blocks:
            if element.tag == W + "p":
                markup, height = self._paragraph(element, text, cell, points, line, head, room, upright, spacing)
            elif element.tag == W + "tbl":
                inner = SourceTable(element, self._weaver, self._styles, self._told).written(room, spacing)
                markup, height = inner.xml, height_of(inner.blocks)
            else:
                markup, height = self._weaver.markup.of(element), 0
            inside.append(markup)
            high += height
        if not item.blocks or item.blocks[-1][0].tag != W + "p":
            inside.append(paragraph(CELL, "", {"spacing": exactly(line)}))
        return f"<w:tc>{props('tcPr', properties)}{''.join(inside)}</w:tc>", high

    def _paragraph(
        self,
        element: _Element,
        text: str,
        cell: GridCell,
        points: float,
        line: int,
        head: bool,
        room: int,
        upright: bool,
        spacing: Spacing,
    ) -> tuple[str, int]:
        house = spacing.house
        told = self._told.get(element)
        aligned = told.look.alignment if told is not None else None
        own: dict[str, Value] = {}
        title = head and cell.width == self._columns
        if not self._is_drawn or title:
            own["jc"] = {Alignment.CENTER: "center", Alignment.RIGHT: "right"}.get(aligned or Alignment.LEFT, "left")
        elif aligned in (Alignment.RIGHT, Alignment.DISTRIBUTE) and not head:
            own["jc"] = aligned.value
        elif not (head or upright or aligned is Alignment.CENTER or (self._centred[cell.column] and cell.width == 1)):
            own["jc"] = "left"
        if head or not self._keeps_bold:
            text = without_emphasis(text)
        largest = house.table_sizes[0]
        if line != round(largest * _LEADING * 20):
            own["spacing"] = exactly(line)
        picture = tallest(text)
        if picture:
            if not text.strip(OBJECT + " \u3000"):
                own.pop("jc", None)
            if picture > room:
                text = self._weaver.text(element, told.numbering if told else "", width=room)
                picture = tallest(text)
            own["spacing"] = {"before": 0, "after": 0, "line": line, "lineRule": "atLeast"}
        content = runs(text, house.name(Font.HEI if head else BODY_FONT.value), size(points) if points != largest else {})
        count = ONE if upright else line_count(text, room / 20, points, house.narrowing)
        return paragraph(HEADER_CELL if head else CELL, content, own), max(count) * line + max(0, picture - line)


def _exceptions(row: _Element) -> str:
    """Return the lines that a row has in place of the table's."""
    borders = row.find(f"{W}tblPrEx/{W}tblBorders")
    edges = {_edge(edge): _line(edge.get(W + "val", "nil")) for edge in borders if _edge(edge) in _EDGES} if borders is not None else {}
    return f"<w:tblPrEx>{props('tblBorders', edges)}</w:tblPrEx>" if edges else ""


def _edge(edge: _Element) -> str:
    name = str(edge.tag).removeprefix(W)
    return {"start": "left", "end": "right"}.get(name, name)


def _line(kind: str) -> Value:
    if kind in ("nil", "none"):
        return {"val": "nil"}
    return {"val": kind, "sz": 4, "space": 0, "color": "auto"}


def _full(widths: list[int], width: int) -> list[int]:
    """Return ``widths`` with what rounding left over in the widest column."""
    widths = list(widths)
    widths[widths.index(max(widths))] += width - sum(widths)
    return widths


def _ranges(row: _Element, weaver: Weaver) -> str:
    return "".join(weaver.markup.of(child) for child in row if child.tag in _RANGES)
