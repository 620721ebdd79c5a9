"""A part of a Word package → blocks: paragraphs set in their lines, tables in rows, frames and floating tables beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from drafting.documents.intake.characters import MC, W, blocks, child_of, visible_text
from drafting.documents.intake.stylesheet import indent_of
from drafting.documents.model import Role
from drafting.documents.preview.blocks import Axis, Block, Floating, ParagraphBlock, draw_stack, stack, thickness
from drafting.documents.preview.context import Context, Counter
from drafting.documents.preview.grid import TableReader
from drafting.documents.preview.inline import Content, content_of
from drafting.documents.preview.lengths import points_of
from drafting.documents.preview.lines import SetParagraph, drawn, set_paragraph
from drafting.documents.preview.looks import ParagraphLook
from drafting.documents.preview.model import Item, Line
from drafting.documents.preview.objects import Graphic, axes_of, graphic_of, item_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_OUTSIDE = -1  # the number of a paragraph without text


class Builder:
    """Makes blocks of what is in one part, whose paragraphs ``counter`` counts.

    They are in ``role`` if it is given; ``fields`` are the results of PAGE and NUMPAGES on the page that it is for.
    """

    def __init__(
        self, document: Context, name: str, counter: Counter, *, role: Role | None = None, fields: Mapping[str, str] | None = None
    ) -> None:
        self._document, self._name, self._counter, self._role, self._fields = document, name, counter, role, fields
        self._tables = TableReader(document.looks, document.program, self._cell)
        self._blocks: list[Block] = []
        self._waiting: list[Floating] = []  # for the paragraph that they hang on
        self._frame: tuple[tuple[tuple[str, str], ...], list[Block]] | None = None
        self.section = 0
        self._widths: Sequence[float] = ()

    def flow(self, container: _Element, widths: Sequence[float]) -> list[Block]:
        """Return the blocks of ``container``; ``widths`` are those of the columns of its sections, in points."""
        outer = (self._blocks, self._waiting, self._frame, self._widths)
        self._blocks, self._waiting, self._frame, self._widths = [], [], None, widths
        self._walk(container)
        self._end_frame()
        if self._waiting:  # nothing follows that they could hang on
            self._hang(self._empty())
        made = self._blocks
        self._blocks, self._waiting, self._frame, self._widths = outer
        return made

    @property
    def _width(self) -> float:
        return self._widths[min(self.section, len(self._widths) - 1)]

    def _walk(self, container: _Element) -> None:
        for block in blocks(container):
            if block.tag == W + "p":
                self._paragraph(block)
            elif block.tag == W + "tbl":
                self._table(block)

    # -- paragraphs ----------------------------------------------------------------------------------------------------------------

    def _paragraph(self, element: _Element) -> None:
        properties = child_of(element, W + "pPr")
        look = self._document.looks.paragraph(properties)
        numbering, look = self._numbered(properties, look)
        document = self._document
        content = content_of(
            element,
            look,
            document.looks,
            document.looks.hidden,
            numbering=numbering,
            note_numbers=document.note_numbers,
            fields=self._fields,
        )
        index = _OUTSIDE
        if content.text.strip():
            index = self._counter.take()
        block = self._set(content, look, index)
        block.floating = [self._object(item, look, index) for item in content.floating]
        self._count_boxes(element)
        if look.frame:
            self._framed(look.frame, block)
        else:
            self._end_frame()
            self._hang(block)
        if properties is not None and child_of(properties, W + "sectPr") is not None:
            self.section += 1

    def _set(self, content: Content, look: ParagraphLook, index: int) -> ParagraphBlock:
        document = self._document
        graphics = {at: graphic_of(item, look.face.size) for at, item in content.objects.items()}
        sizes = {at: (graphic.width, graphic.height) for at, graphic in graphics.items()}
        text = set_paragraph(content, look, self._width, document.program, document.looks.default_tab, sizes)
        text.index, text.role = index, self._role or look.role
        block = ParagraphBlock(text, section=self.section, heights=[line.height for line in text.lines])
        block.before, block.after = look.before, look.after
        block.keep_next, block.keep_lines, block.new_page, block.widows = look.keep_next, look.keep_lines, look.new_page, look.widows
        top, bottom = look.borders.get("top"), look.borders.get("bottom")
        block.above = thickness(top) + top.space if top is not None else 0.0
        block.below = thickness(bottom) + bottom.space if bottom is not None else 0.0
        if content.breaks:
            block.breaks = frozenset(at for at, line in enumerate(text.lines) if line.start in content.breaks and at)
            block.new_page = block.new_page or 0 in content.breaks
        if content.notes:
            block.notes = self._notes_by_line(content, text)
        if graphics:
            block.objects = partial(self._draw_objects, graphics)
        return block

    def _draw_objects(self, graphics: Mapping[int, Graphic], items: list[Item], text: SetParagraph, at: int, x: float, y: float) -> None:
        line = text.lines[at]
        shown = drawn(text, at, x, y)
        begin = x + text.left_of(at) if not shown.stretches else None
        for place, graphic in graphics.items():
            if not line.start <= place < line.end:
                continue
            left = _place_of(text, line.start, place, shown, begin)
            items.append(item_of(graphic, left, y + line.baseline - graphic.height, self._document.package, self._name, text.index))

    def _notes_by_line(self, content: Content, text: SetParagraph) -> Mapping[int, Sequence[Block]]:
        found: dict[int, list[Block]] = {}
        for note in content.notes:
            blocks = self._document.notes.get((note.kind, note.identity), ())
            at = next((n for n, line in enumerate(text.lines) if note.at < line.end), len(text.lines) - 1)
            if blocks:
                found.setdefault(at, []).extend(blocks)
        return MappingProxyType(found)

    def _numbered(self, properties: _Element | None, look: ParagraphLook) -> tuple[str, ParagraphLook]:
        """Return the automatic number of a paragraph and its look with the list's indents, where they are the nearer layer."""
        list_id, depth = look.setting.get("numbering", (None, None))
        if list_id in (None, "0"):
            return "", look
        assert list_id is not None
        lists = self._document.numbering
        if depth is None:
            depth = lists.depth_of_style(list_id, look.style)
        level = lists.level(list_id, depth)
        if level is None:
            return "", look
        if level.indent is not None:
            look = self._document.looks.paragraph(properties, indent_of(level.indent))
        return lists.next(list_id, depth), look

    def _hang(self, block: Block) -> None:
        if self._waiting:
            block.floating = [*self._waiting, *block.floating]
            self._waiting = []
        if self._blocks:
            _join(self._blocks[-1], block)
        self._blocks.append(block)

    def _empty(self) -> ParagraphBlock:
        return self._set(Content("", []), ParagraphLook(line=0.0, rule="exact"), _OUTSIDE)

    # -- what floats ---------------------------------------------------------------------------------------------------------------

    def _object(self, element: _Element, look: ParagraphLook, index: int) -> Floating:
        graphic = graphic_of(element, look.face.size)
        across, down, wraps = axes_of(element)

        def draw(items: list[Item], x: float, y: float) -> None:
            items.append(item_of(graphic, x, y, self._document.package, self._name, index))

        return Floating(graphic.width, graphic.height, across, down, wraps, draw)

    def _count_boxes(self, element: _Element) -> None:
        """Count the paragraphs of the text boxes that hang on a paragraph, which stand in boxes and not in the flow."""
        if next(element.iter(W + "txbxContent"), None) is None:
            return
        for box in element.iter(W + "txbxContent"):
            if any(ancestor.tag == MC + "Fallback" and ancestor.getprevious() is not None for ancestor in box.iterancestors()):
                continue
            for paragraph in box.iter(W + "p"):
                if visible_text(paragraph, self._document.looks.hidden).strip():
                    self._counter.take()

    def _framed(self, frame: tuple[tuple[str, str], ...], block: Block) -> None:
        if self._frame is None or self._frame[0] != frame:
            self._end_frame()
            self._frame = (frame, [])
        self._frame[1].append(block)

    def _end_frame(self) -> None:
        if self._frame is None:
            return
        (attributes, blocks), self._frame = self._frame, None
        placed, height = stack(blocks)
        stated = dict(attributes)
        width = points_of(stated.get("w")) or _natural_width(blocks)
        high = points_of(stated.get("h"))
        height = high if stated.get("hRule") == "exact" else max(height, high)
        across = Axis(stated.get("hAnchor", "page"), points_of(stated.get("x")), stated.get("xAlign", ""))
        down = Axis(stated.get("vAnchor", "page"), points_of(stated.get("y")), stated.get("yAlign", ""))
        reserves = stated.get("wrap", "around") != "none" and height > 0
        self._waiting.append(Floating(width, height, across, down, reserves, lambda items, x, y: draw_stack(items, placed, x, y)))

    # -- tables --------------------------------------------------------------------------------------------------------------------

    def _table(self, element: _Element) -> None:
        self._end_frame()
        rows, width = self._tables.rows(element, self._width)
        if not rows:
            return
        properties = child_of(element, W + "tblPr")
        place = child_of(properties, W + "tblpPr") if properties is not None else None
        if place is None:
            for row in rows:
                row.section = self.section
                self._hang(row)
            return
        for row in rows:
            row.x = 0.0
        placed, height = stack(rows)
        aligned = {"across": place.get(W + "tblpXSpec", ""), "down": place.get(W + "tblpYSpec", "")}
        across = Axis(place.get(W + "horzAnchor", "page"), points_of(place.get(W + "tblpX")), aligned["across"])
        down = Axis(place.get(W + "vertAnchor", "page"), points_of(place.get(W + "tblpY")), aligned["down"])
        self._waiting.append(Floating(width, height, across, down, True, lambda items, x, y: draw_stack(items, placed, x, y)))

    def _cell(self, element: _Element, width: float) -> list[Block]:
        """Return the blocks of a cell; one without text counts as a paragraph, as in ``reading``."""
        before = self._counter.next
        blocks = self.flow(element, (width,))
        if self._counter.next == before:
            self._counter.take()
        return blocks


def _join(above: Block, below: Block) -> None:
    """Let two paragraphs of one style that want no space between them stand close, and two with the same borders share them."""
    if not (isinstance(above, ParagraphBlock) and isinstance(below, ParagraphBlock)):
        return
    one, two = above.text.look, below.text.look
    if one.contextual and one.style == two.style:
        above.after = 0.0
    if two.contextual and one.style == two.style:
        below.before = 0.0
    if one.borders and dict(one.borders) == dict(two.borders) and (one.left, one.right) == (two.left, two.right):
        above.below = below.above = 0.0


def _place_of(text: SetParagraph, start: int, place: int, shown: Line, begin: float | None) -> float:
    """Return where the object at ``place`` begins, measured from the text beside it on its line."""
    look = text.look
    natural = sum(text.wide[start:place])
    room = text.width - look.right - (look.left + (look.first if start == 0 else 0.0))
    line = next(item for item in text.lines if item.start == start)
    spare = room - sum(text.wide[line.start : line.end])
    if shown.stretches and text.content.text[start:place].strip():
        return shown.x + natural
    shift = {"center": spare / 2, "right": spare}.get(look.alignment.value, 0.0)
    base = begin if begin is not None else shown.x - shift - natural
    return base + shift + natural


def _natural_width(blocks: Sequence[Block]) -> float:
    wide = (sum(block.text.wide) for block in blocks if isinstance(block, ParagraphBlock))
    return max(wide, default=0.0)


def move(blocks: Iterable[Block], by: int) -> None:
    """Add ``by`` to the numbers of the paragraphs of ``blocks``."""
    for block in blocks:
        if isinstance(block, ParagraphBlock) and block.text.index >= 0:
            block.text.index += by


def sections_of(body: _Element) -> Iterator[_Element]:
    """Yield the ``w:sectPr`` of a document in order; the last is that of the body."""
    for paragraph in body.iter(W + "p"):
        properties = child_of(paragraph, W + "pPr")
        section = child_of(properties, W + "sectPr") if properties is not None else None
        if section is not None:
            yield section
    final = child_of(body, W + "sectPr")
    if final is not None:
        yield final
