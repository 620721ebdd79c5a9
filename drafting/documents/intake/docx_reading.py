"""A Word package → paragraphs as a reader sees them, in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from drafting.documents.errors import UserError
from drafting.documents.intake.characters import MC, Piece, R, W, blocks, characters, child_of, hidden_styles, paragraphs
from drafting.documents.intake.numbering import Numbering
from drafting.documents.intake.opening import MAX_CHARACTERS, Package
from drafting.documents.intake.page_setup import holds_page_number, page_setup
from drafting.documents.intake.residue import residue_of
from drafting.documents.intake.stretches import quote_font_of, stretches_of
from drafting.documents.intake.stylesheet import Face, Setting, Stylesheet, flag, indent_of, look_of, setting_of, value_of
from drafting.documents.intake.table_grid import cells_of, row_spans, unwrapped
from drafting.documents.model import Cell, Document, Look, Paragraph, Place, Role

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNREAD = {W + "del", W + "moveFrom"}
_THIN = 8.0  # points: an empty paragraph with lines of less is not seen


def read_docx(data: bytes, name: str) -> Document:
    """Return the document in a .docx held in memory; every role is still ``BODY``, except headers, footers and notes.

    A paragraph without anything visible is left out, but every table cell has at least one paragraph, so that no cell is lost.
    Raises ``UserError`` for what is no Word document, is broken, unsafe or too large.
    """
    return _Reading(Package(data, name)).document()


@dataclass(slots=True)
class _Part:
    """What is needed to walk one part: its name, the position of each ``w:p``, and the text boxes anchored in each."""

    name: str
    role: Role
    index: dict[_Element, int]
    boxes: dict[_Element, list[_Element]] = field(default_factory=dict)
    breaks: set[_Element] = field(default_factory=set)


class _Where(NamedTuple):
    cell: Cell | None = None
    in_text_box: bool = False


class _Reading:
    def __init__(self, parts: Package) -> None:
        self._parts = parts
        self._root = parts.xml(parts.main)
        if self._root.tag != W + "document":
            raise UserError("这不是 Word 文档", parts.name, "请用 Word 或 WPS 打开，另存为 .docx 再试")
        styles = parts.optional_xml(parts.related("styles"))
        self._styles = Stylesheet(styles, parts.optional_xml(parts.related("theme")))
        self._hidden = hidden_styles(styles)
        self._numbering = Numbering(parts.optional_xml(parts.related("numbering")))
        self._out: list[Paragraph] = []
        self._length = 0
        self._tables = 0
        self._new_page = False
        self._blank = 0  # paragraphs without text since the last one with text, on the same page
        self._roots = [self._root]
        self._odd_and_even = False
        self._has_page_number = False
        self._footers: list[tuple[str, str]] = []

    def document(self) -> Document:
        body = self._root.find(W + "body")
        if body is None:
            raise UserError("文件里没有正文，可能已经损坏", self._parts.name, "请用 Word 打开修复后另存为 .docx")
        self._walk(self._part(self._root, self._parts.main, Role.BODY), body)
        self._headers_and_footers()
        self._notes()
        first = next(self._root.iter(W + "sectPr"), None)
        return Document(
            paragraphs=tuple(self._out),
            page=page_setup(first)._replace(
                odd_and_even=self._odd_and_even,
                has_page_number=self._has_page_number,
                footers=tuple(self._footers),
            ),
            source=self._parts.name,
            residue=residue_of(self._parts, self._roots, self._hidden),
        )

    # -- parts ---------------------------------------------------------------------------------------------------------------------

    def _part(self, root: _Element, name: str, role: Role) -> _Part:
        part = _Part(name, role, {element: position for position, element in enumerate(paragraphs(root))})
        for box in root.iter(W + "txbxContent"):
            anchor = None
            for ancestor in box.iterancestors():
                if ancestor.tag in _UNREAD or (ancestor.tag == MC + "Fallback" and ancestor.getprevious() is not None):
                    anchor = None
                    break
                if anchor is None and ancestor.tag == W + "p":
                    anchor = ancestor
            if anchor is not None:
                part.boxes.setdefault(anchor, []).append(box)
        for broken in root.iter(W + "br"):
            if broken.get(W + "type") == "page":
                part.breaks.update(ancestor for ancestor in broken.iterancestors(W + "p"))
        return part

    def _headers_and_footers(self) -> None:
        targets = {link.identity: link.target for link in self._parts.relations(self._parts.main)}
        settings = self._parts.optional_xml(self._parts.related("settings"))
        odd_and_even = settings is not None and flag(settings, "evenAndOddHeaders")
        self._odd_and_even = odd_and_even
        seen: set[str] = set()
        for section in self._root.iter(W + "sectPr"):
            for kind, role in (("header", Role.PAGE_HEADER), ("footer", Role.PAGE_FOOTER)):
                for reference in section.iterchildren(f"{W}{kind}Reference"):
                    use = reference.get(W + "type", "default")
                    shown = use == "default" or (flag(section, "titlePg") if use == "first" else odd_and_even)
                    name = targets.get(reference.get(R + "id", ""), "")
                    if shown and name not in seen and self._parts.has(name):
                        seen.add(name)
                        self._walk_part(name, role)
                        self._has_page_number = self._has_page_number or holds_page_number(self._roots[-1])
                        if kind == "footer":
                            self._footers.append((use, name))

    def _walk_part(self, name: str, role: Role) -> None:
        root = self._parts.xml(name)
        self._roots.append(root)
        self._new_page = False
        self._walk(self._part(root, name, role), root)

    def _notes(self) -> None:
        for kind in ("footnote", "endnote"):
            used = {reference.get(W + "id") for reference in self._root.iter(f"{W}{kind}Reference")}
            name = self._parts.related(f"{kind}s")
            if not used or not name:
                continue
            root = self._parts.xml(name)
            self._roots.append(root)
            part = self._part(root, name, Role.FOOTNOTE)
            for note in root.iterchildren(W + kind):
                if note.get(W + "id") in used and note.get(W + "type", "normal") == "normal":
                    self._walk(part, note)

    # -- the walk ------------------------------------------------------------------------------------------------------------------

    def _walk(self, part: _Part, container: _Element, where: _Where | None = None) -> None:
        """Read the blocks of ``container`` in order: paragraphs with their text boxes, and tables."""
        where = where or _Where()
        for block in blocks(container):
            if block.tag == W + "p":
                self._paragraph(part, block, where)
            elif block.tag == W + "tbl":
                self._table(part, block, where)
            elif block.tag == W + "altChunk":
                raise UserError("文件里嵌着另一份还没有合并的文档", self._parts.name, "请用 Word 打开，另存为 .docx 再试")

    def _paragraph(self, part: _Part, element: _Element, where: _Where) -> None:
        properties = child_of(element, W + "pPr")
        style = self._styles.style_of(properties)
        pieces = characters(element, self._hidden)
        text = "".join([piece.text for piece in pieces])
        direct = setting_of(properties)
        number_text, setting = self._numbered(style, direct)
        breaks_before, breaks_after = self._page_breaks(element, pieces) if element in part.breaks else (False, False)
        new_page = self._new_page or breaks_before
        in_flow = not where.in_text_box and where.cell is None
        if (number_text + text).strip():
            if new_page and not where.in_text_box:
                setting["page_break_before"] = True
                self._new_page = False
            if in_flow:
                setting["blank_lines_above"] = 0 if setting.get("page_break_before") else self._blank
                self._blank = 0
            self._add(
                Paragraph(
                    text=number_text + text,
                    role=part.role,
                    look=self._look(setting, style, properties, pieces, len(number_text)),
                    place=Place(part.name, part.index[element], where.cell, where.in_text_box),
                    numbering=number_text,
                )
            )
        elif breaks_before:
            self._new_page = True
            self._blank = 0
        elif in_flow and not _is_thin(setting):
            self._blank += 1
        section = child_of(properties, W + "sectPr") if properties is not None else None
        if breaks_after or (section is not None and value_of(section, "type") not in ("continuous", "nextColumn")):
            self._new_page = True
            self._blank = 0
        for box in part.boxes.get(element, ()):
            self._walk(part, box, _Where(where.cell, in_text_box=True))

    def _add(self, paragraph: Paragraph) -> None:
        self._length += len(paragraph.text)
        if self._length > MAX_CHARACTERS:
            raise UserError(f"文档超过 {MAX_CHARACTERS // 10_000} 万字，不予读取", self._parts.name, "请拆成几个文件")
        self._out.append(paragraph)

    def _numbered(self, style: str, direct: Setting) -> tuple[str, Setting]:
        """Return the automatic number and the resolved settings; a list's own indents give way to those of the layer that is nearer."""
        inherited = self._styles.setting(style)
        setting = Setting(**inherited)
        setting.update(direct)
        list_id, depth = setting.get("numbering", (None, None))
        if list_id is None:
            list_id = inherited.get("numbering", (None, None))[0]
        if list_id in (None, "0"):
            return "", setting
        assert list_id is not None
        if depth is None:
            depth = self._numbering.depth_of_style(list_id, style)
        level = self._numbering.level(list_id, depth)
        if level is None:
            return "", setting
        if level.indent is not None and "numbering" in direct:
            setting.update(indent_of(level.indent))
            setting.update(direct)
        elif level.indent is not None:
            setting = Setting(**{**indent_of(level.indent), **setting})
        return self._numbering.next(list_id, depth), setting

    def _look(self, setting: Setting, style: str, properties: _Element | None, pieces: list[Piece], numbered: int) -> Look:
        """Return the look of a paragraph whose automatic number is ``numbered`` characters long; one without runs has that of its mark."""
        runs: list[tuple[str, Face]] = []
        last: _Element | None = None
        for piece in pieces:
            if runs and piece.run is last:
                runs[-1] = (runs[-1][0] + piece.text, runs[-1][1])
            else:
                last = piece.run
                runs.append((piece.text, {} if last is None else self._styles.face(style, child_of(last, W + "rPr"))))
        faces = [(face, len(text.strip())) for text, face in runs if face]
        if not faces:
            faces = [(self._styles.face(style, properties.find(W + "rPr") if properties is not None else None), 0)]
        look = look_of(setting, faces, self._styles.name(style))
        marks, stretches = quote_font_of(runs), stretches_of(runs, look, numbered)
        return look._replace(quote_font=marks, stretches=stretches) if marks or stretches else look

    def _page_breaks(self, element: _Element, pieces: list[Piece]) -> tuple[bool, bool]:
        """Tell whether a manual page break stands before all text of a paragraph, and whether one stands after some of it."""
        textual = {id(piece.element) for piece in pieces}
        before = after = False
        written = False
        for node in element.iter():
            if id(node) in textual:
                written = True
            elif node.tag == W + "br" and node.get(W + "type") == "page" and next(node.iterancestors(W + "p")) is element:
                after = after or written
                before = before or not written
        return before, after

    def _table(self, part: _Part, table: _Element, where: _Where) -> None:
        rows = [cells_of(row) for row in unwrapped(table, W + "tr")]
        identity = self._tables
        self._blank = 0
        self._tables += 1
        spans = row_spans(rows)
        for row, (header, cells) in enumerate(rows):
            for column, width, merge, element in cells:
                if merge == "continue":
                    continue
                cell = Cell(identity, row, column, spans.get((row, column), 1), width, header)
                before = len(self._out)
                self._walk(part, element, _Where(cell, where.in_text_box))
                first = next(element.iterchildren(W + "p"), None)
                if len(self._out) == before and first is not None:
                    properties = first.find(W + "pPr")
                    style = self._styles.style_of(properties)
                    setting = Setting(**{**self._styles.setting(style), **setting_of(properties)})
                    look = self._look(setting, style, properties, [], 0)
                    place = Place(part.name, part.index[first], cell, where.in_text_box)
                    self._add(Paragraph("", part.role, look, place))


def _is_thin(setting: Setting) -> bool:
    """Tell whether a paragraph without text is no blank line: one that carries the red line or keeps two tables apart."""
    return setting.get("line_rule") == "exact" and setting.get("line_spacing", 12.0) < _THIN
