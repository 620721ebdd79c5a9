"""What a table of a Word file is, as far as laying it out anew must know: contents, lines, head, columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from drafting.documents.intake.characters import W, blocks, child_of
from drafting.documents.intake.stylesheet import Stylesheet, number, value_of
from drafting.documents.intake.table_grid import GridCell, GridRow, cells_of, edge_name, row_spans, unwrapped
from drafting.documents.model import Paragraph
from drafting.documents.renewal.meaning import emphasised
from drafting.documents.renewal.richtext import holds_anything
from drafting.documents.standard import chars_wide
from drafting.documents.typesetting.columns import SIDES, unbroken_width
from drafting.documents.typesetting.tables import SHORT

if TYPE_CHECKING:
    from lxml.etree import _Element

    from drafting.documents.renewal.weaving import Weaver

EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
RANGES = tuple(W + name for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd"))
_WORD = 4.0  # characters: what is no longer is kept on one line if the file had room for it
_HEAD = 24.0  # characters: a cell of a table's head is seldom wider
_TITLES = 3  # rows: of titles above a head, of the head itself
_FORM = 0.25  # share of empty cells from which a table is a form to fill in


@dataclass(slots=True)
class Content:
    """What a cell holds: paragraphs and inner tables in order, as they are in the file and as rich text."""

    cell: GridCell
    blocks: list[tuple[_Element, str]] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """The texts of its own paragraphs."""
        return [text for element, text in self.blocks if element.tag == W + "p"]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it: a place to write in."""
        return not any(holds_anything(text) or element.tag == W + "tbl" for element, text in self.blocks)


class TableFacts:
    """What a ``w:tbl`` is: its cells with what they hold, its lines, its head, its columns. ``told`` are the paragraphs read from it."""

    def __init__(self, element: _Element, weaver: Weaver, styles: Stylesheet, told: Mapping[_Element, Paragraph]) -> None:
        self.element = element
        self.elements = list(unwrapped(element, W + "tr"))
        self.rows: list[GridRow] = [cells_of(row) for row in self.elements]
        self.columns = max((cell.column + cell.width for row in self.rows for cell in row.cells), default=1)
        self._weaver = weaver
        self._styles = styles
        self._told = told

    @cached_property
    def contents(self) -> list[list[Content]]:
        """What the cells hold, row by row."""
        return [[self._content(cell) for cell in row.cells] for row in self.rows]

    def _content(self, cell: GridCell) -> Content:
        made = Content(cell)
        for block in blocks(cell.element):
            if block.tag == W + "p":
                told = self._told.get(block)
                made.blocks.append((block, self._weaver.text(block, told.numbering if told else "")))
            elif block.tag == W + "tbl" or block.tag in RANGES:
                made.blocks.append((block, ""))
        return made

    @cached_property
    def grid(self) -> list[int]:
        """The widths of the columns in the file, in twips; alike where it does not say."""
        listed = [number(column.get(W + "w")) or 0 for column in self.element.iterfind(f"{W}tblGrid/{W}gridCol")]
        widths = [max(0, int(wide)) for wide in listed[: self.columns]]
        widths += [0] * (self.columns - len(widths))
        for row in self.rows:
            for cell in row.cells:
                stated = cell.element.find(f"{W}tcPr/{W}tcW")
                wide = number(stated.get(W + "w")) if stated is not None and stated.get(W + "type") != "pct" else None
                if cell.width == 1 and not widths[cell.column] and wide:
                    widths[cell.column] = int(wide)
        known = [wide for wide in widths if wide]
        usual = sum(known) // len(known) if known else 1000
        return [wide or usual for wide in widths]

    @cached_property
    def borders(self) -> dict[str, str]:
        """By edge: the kind of line that the table has, ``"nil"`` for none."""
        found = dict.fromkeys(EDGES, "nil")
        properties = child_of(self.element, W + "tblPr")
        layers = [*self._styles.layers(value_of(properties, "tblStyle"))] if properties is not None else []
        holders = [*(child_of(layer, W + "tblPr") for layer in layers), properties]
        for holder in holders:
            borders = child_of(holder, W + "tblBorders") if holder is not None else None
            for edge in borders if borders is not None else ():
                name = edge_name(edge)
                if name in found:
                    found[name] = edge.get(W + "val", "single")
        return {edge: "nil" if kind == "none" else kind for edge, kind in found.items()}

    @cached_property
    def is_drawn(self) -> bool:
        """Tell whether the table has lines; one without only places its contents."""
        if any(kind != "nil" for kind in self.borders.values()):
            return True
        borders = self.element.iter(W + "tcBorders", W + "tblBorders")
        return any(edge.get(W + "val", "nil") not in ("nil", "none") for item in borders for edge in item)

    @cached_property
    def heads(self) -> int:
        """How many rows from the top are the head, repeated on every page."""
        height = len(self.rows)
        stated = next((at for at, row in enumerate(self.rows) if not row.header), height)
        if stated:
            return min(stated, height - 1)
        if height < 3 or not self.is_drawn or self._is_form:
            return 0
        first = 0
        while first < min(_TITLES, height) and len(self.contents[first]) == 1:  # a title over all columns
            first += 1
        if first + 1 >= height:
            return 0
        cells = self.contents[first]
        if any(item.is_empty and item.cell.merge != "continue" for item in cells):
            return 0
        if any(sum(map(chars_wide, item.texts)) > _HEAD for item in cells):
            return 0
        deep = max(row_spans(self.rows).get((first, item.cell.column), 1) for item in cells)
        return first + deep if first + deep < height and deep <= _TITLES else 0

    @cached_property
    def repeats_head(self) -> bool:
        """Tell whether the head is to stand on every page: not where its writer has typed it again further down."""

        def said(row: list[Content]) -> list[str]:
            return [text.strip() for item in row for text in item.texts if text.strip()]

        heads = [said(row) for row in self.contents[: self.heads]]
        return not any(said(row) in heads for row in self.contents[self.heads :])

    @cached_property
    def _is_form(self) -> bool:
        cells = [item for row in self.contents for item in row if item.cell.merge != "continue"]
        return sum(item.is_empty for item in cells) > _FORM * len(cells)

    @cached_property
    def centred(self) -> list[bool]:
        """By column: whether its texts are short enough to be centred; the head does not count."""
        centred = [True] * self.columns
        for row in self.contents[self.heads :]:
            for item in row:
                if item.cell.width == 1 and any(chars_wide(text) > SHORT for text in item.texts):
                    centred[item.cell.column] = False
        return centred

    @cached_property
    def keeps_bold(self) -> bool:
        """Whether bold sets some cells apart; where most are bold it is only how the table looked."""
        texts = [text for row in self.contents[self.heads :] for item in row for text in item.texts]
        return 2 * sum(map(emphasised, texts)) < sum(map(len, texts))

    def _usual_size(self) -> float:
        sizes = [
            told.look.size
            for row in self.contents
            for item in row
            for element, text in item.blocks
            if text.strip() and (told := self._told.get(element)) is not None and told.look.size
        ]
        return sorted(sizes)[len(sizes) // 2] if sizes else 12.0

    def measures(self, width: int, sizes: tuple[float, float, float]) -> tuple[list[int], float]:
        """Return the widths of the columns, together ``width``, and the size of the type in points."""
        old, usual = self.grid, self._usual_size()
        needs = [0.0] * self.columns  # characters
        for row in self.contents:
            for item in row:
                column = item.cell.column
                if item.cell.width > 1 or item.cell.element.find(f"{W}tcPr/{W}textDirection") is not None:
                    continue
                for line in (line for text in item.texts for line in str(text).split("\n")):
                    need = unbroken_width(line)
                    wide = chars_wide(line)
                    if wide <= _WORD and old[column] - SIDES >= wide * usual * 20:
                        need = max(need, wide)
                    needs[column] = max(needs[column], need)
        total = sum(old)
        widths = [wide * width // total for wide in old]
        allowed = [points for points in sizes if points <= max(usual, sizes[-1])] or [sizes[-1]]
        for points in allowed:
            floors = [round(need * points * 20) + SIDES + (20 if need else 0) for need in needs]
            if all(wide >= low for wide, low in zip(widths, floors, strict=True)):
                return _full(widths, width), points
        for points in allowed:
            floors = [round(need * points * 20) + SIDES + (20 if need else 0) for need in needs]
            if sum(floors) <= width:
                spare = [max(0, wide - low) for wide, low in zip(widths, floors, strict=True)]
                rest = width - sum(floors)
                shared = [low + rest * more // max(1, sum(spare)) for low, more in zip(floors, spare, strict=True)]
                return _full(shared, width), points
        return _full(widths, width), allowed[-1]


def _full(widths: list[int], width: int) -> list[int]:
    """Return ``widths`` with what rounding left over in the widest column."""
    widths = list(widths)
    widths[widths.index(max(widths))] += width - sum(widths)
    return widths
