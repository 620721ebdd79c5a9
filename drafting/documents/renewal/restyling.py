"""A table of the source laid out anew: its own rows, cells, merges and contents, in the look and the width of the new page.

The columns keep their proportions, for a form is drawn by them; only a column too narrow for a number or a word that must not be broken
takes from the others. A table without lines stays one without lines, an open side open; lines are thin and black.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from drafting.documents.intake.characters import W, child_of
from drafting.documents.intake.stylesheet import Stylesheet, number
from drafting.documents.intake.table_grid import GridCell, edge_name
from drafting.documents.model import Alignment, Paragraph
from drafting.documents.renewal.meaning import without_emphasis
from drafting.documents.renewal.richtext import OBJECT, tallest
from drafting.documents.renewal.table_facts import EDGES, RANGES, Content, TableFacts
from drafting.documents.standard import BODY_FONT, Font
from drafting.documents.typesetting.columns import SIDES
from drafting.documents.typesetting.pagination import ONE, Block, Piece, height_of, line_count
from drafting.documents.typesetting.runs import runs
from drafting.documents.typesetting.styles import CELL, HEADER_CELL, TABLE, exactly, size
from drafting.documents.typesetting.tables import AROUND_ROW, line_of
from drafting.documents.wml import Value, paragraph, props

if TYPE_CHECKING:
    from lxml.etree import _Element

    from drafting.documents.renewal.weaving import Weaver
    from drafting.documents.typesetting.spacing import Spacing

_CELL_EDGES = (*EDGES, "tl2br", "tr2bl")
_ROW_KEPT = {W + name for name in ("ins", "del", "hidden")}


class SourceTable:
    """A ``w:tbl``, to be written for any width; ``told`` are the paragraphs that reading made of its elements."""

    def __init__(self, element: _Element, weaver: Weaver, styles: Stylesheet, told: Mapping[_Element, Paragraph]) -> None:
        self._facts = TableFacts(element, weaver, styles, told)
        self._weaver = weaver
        self._styles = styles
        self._told = told
        self._made: dict[tuple[int, int], Piece] = {}

    def written(self, width: int, spacing: Spacing) -> Piece:
        """Return the table ``width`` twips wide; one without lines stays narrower where it was."""
        key = width, spacing.line
        if key not in self._made:
            self._made[key] = self._write(width, spacing)
        return self._made[key]

    def _write(self, width: int, spacing: Spacing) -> Piece:
        house = spacing.house
        drawn = self._facts.is_drawn
        wide = width if drawn else min(width, sum(self._facts.grid))
        widths, points = self._facts.measures(wide, house.table_sizes)
        line = line_of(points) * spacing.line // house.line
        rows: list[str] = []
        blocks: list[Block] = []
        for at, (element, contents) in enumerate(zip(self._facts.elements, self._facts.contents, strict=True)):
            head = at < self._facts.heads
            cells, high = [], line
            for item in contents:
                markup, height = self._cell(item, widths, points, line, head, spacing)
                cells.append(markup)
                if item.cell.merge != "restart":
                    high = max(high, height)
            properties, least = self._row_properties(element, contents, widths, head, high, house.height)
            rows.append(f"<w:tr>{properties}{_ranges(element, self._weaver)}{''.join(cells)}</w:tr>")
            lines = max(1, -(-max(high, least - AROUND_ROW) // line))
            repeated = 0 if head or not self._facts.repeats_head else height_of(blocks[: self._facts.heads])
            blocks.append(Block((lines, lines), line, after=AROUND_ROW, elastic=True, repeated=repeated))
        grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in widths)
        table = f"<w:tbl>{self._table_properties(wide, drawn)}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        return Piece(table, tuple(blocks))

    def _table_properties(self, width: int, drawn: bool) -> str:
        head = 1 if self._facts.heads else 0
        look: dict[str, str | int] = {"val": "0400" if not head else "0420", "firstRow": head, "lastRow": 0}
        look |= {"firstColumn": 0, "lastColumn": 0, "noHBand": 0, "noVBand": 1}
        properties: dict[str, Value] = {
            "tblStyle": TABLE,
            "tblW": {"w": width, "type": "dxa"},
            "jc": "center",
            "tblLayout": {"type": "fixed"},
            "tblLook": look,
        }
        if not drawn or any(kind == "nil" for kind in self._facts.borders.values()):
            properties["tblBorders"] = props("tblBorders", {edge: _line(kind) for edge, kind in self._facts.borders.items()})
        return props("tblPr", properties)

    def _row_properties(
        self, row: _Element, contents: list[Content], widths: list[int], head: bool, high: int, page: int
    ) -> tuple[str, int]:
        """Return the row's properties and its least height in twips; what its cells leave free of the grid is said, as Word does."""
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
        if contents:
            begins, ends = contents[0].cell.column, contents[-1].cell.column + contents[-1].cell.width
            if begins:
                kept |= {"gridBefore": begins, "wBefore": {"w": sum(widths[:begins]), "type": "dxa"}}
            if ends < len(widths):
                kept |= {"gridAfter": len(widths) - ends, "wAfter": {"w": sum(widths[ends:]), "type": "dxa"}}
        if least:
            kept["trHeight"] = {"val": least}
        if max(high, least) < page // 3:
            kept["cantSplit"] = True
        if head and self._facts.repeats_head:
            kept["tblHeader"] = True
        return _exceptions(row) + props("trPr", kept), least

    def _cell(self, item: Content, widths: list[int], points: float, line: int, head: bool, spacing: Spacing) -> tuple[str, int]:
        """Return a ``w:tc`` and the height of what it holds, in twips."""
        cell = item.cell
        wide = sum(widths[cell.column : cell.column + cell.width])
        properties: dict[str, Value] = {"tcW": {"w": wide, "type": "dxa"}, "vAlign": "center"}
        if cell.width > 1:
            properties["gridSpan"] = cell.width
        found = child_of(cell.element, W + "tcPr")
        for child in found if found is not None else ():
            name = str(child.tag).removeprefix(W)
            if name in ("textDirection", "vMerge", "hMerge"):
                properties[name] = self._weaver.markup.of(child)
            elif name == "tcBorders":
                edges = {edge_name(edge): _line(edge.get(W + "val", "nil")) for edge in child if edge_name(edge) in _CELL_EDGES}
                if edges:
                    properties[name] = props("tcBorders", edges)
            elif name == "vAlign" and not self._facts.is_drawn:
                properties[name] = child.get(W + "val", "top")
        upright = "textDirection" in properties
        room = max(200, wide - SIDES)
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
        title = head and cell.width == self._facts.columns
        if not self._facts.is_drawn or title:
            own["jc"] = {Alignment.CENTER: "center", Alignment.RIGHT: "right"}.get(aligned or Alignment.LEFT, "left")
        elif aligned in (Alignment.RIGHT, Alignment.DISTRIBUTE) and not head:
            own["jc"] = aligned.value
        elif not (head or upright or aligned is Alignment.CENTER or (self._facts.centred[cell.column] and cell.width == 1)):
            own["jc"] = "left"
        picture = tallest(text)
        if picture:  # made to fit the page so far, not the cell
            text = self._weaver.text(element, told.numbering if told else "", width=room)
            picture = tallest(text)
        if head or not self._facts.keeps_bold:
            text = without_emphasis(text)
        largest = house.table_sizes[0]
        if line != line_of(largest):
            own["spacing"] = exactly(line)
        if picture:
            if not text.strip(OBJECT + " \u3000"):
                own.pop("jc", None)
            own["spacing"] = {"before": 0, "after": 0, "line": line, "lineRule": "atLeast"}
        content = runs(text, house.name(Font.HEI if head else BODY_FONT.value), size(points) if points != largest else {})
        count = ONE if upright else line_count(text, room / 20, points, house.narrowing)
        return paragraph(HEADER_CELL if head else CELL, content, own), max(count) * line + max(0, picture - line)


def _exceptions(row: _Element) -> str:
    """Return the lines that a row has in place of the table's."""
    stated = row.iterfind(f"{W}tblPrEx/{W}tblBorders/*")
    edges = {edge_name(edge): _line(edge.get(W + "val", "nil")) for edge in stated if edge_name(edge) in EDGES}
    return f"<w:tblPrEx>{props('tblBorders', edges)}</w:tblPrEx>" if edges else ""


def _line(kind: str) -> Value:
    if kind in ("nil", "none"):
        return {"val": "nil"}
    return {"val": "single", "sz": 4, "space": 0, "color": "auto"}


def _ranges(row: _Element, weaver: Weaver) -> str:
    return "".join(weaver.markup.of(child) for child in row if child.tag in RANGES)
