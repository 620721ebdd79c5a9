"""A Word package → paragraphs as a reader sees them, in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drafting.documents.errors import UserError
from drafting.documents.intake.characters import MC, Piece, R, W, blocks, characters, child_of, hidden_styles, paragraphs
from drafting.documents.intake.numbering import Numbering
from drafting.documents.intake.opening import MAX_CHARACTERS, Package
from drafting.documents.intake.residue import residue_of
from drafting.documents.intake.stylesheet import Face, Setting, Stylesheet, flag, indent_of, look_of, number, setting_of, value_of
from drafting.documents.intake.table_grid import cells_of, row_spans, unwrapped
from drafting.documents.model import Cell, Document, PageSetup, Paragraph, Place, Role

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNREAD = {W + "del", W + "moveFrom"}


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


@dataclass(slots=True)
class _Where:
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
        self._roots = [self._root]

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
            page=_page_setup(first),
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
        if (number_text + text).strip():
            if new_page and not where.in_text_box:
                setting["page_break_before"] = True
                self._new_page = False
            self._add(
                Paragraph(
                    text=number_text + text,
                    role=part.role,
                    look=look_of(setting, self._faces(style, properties, pieces), self._styles.name(style)),
                    place=Place(part.name, part.index[element], where.cell, where.in_text_box),
                    numbering=number_text,
                )
            )
        elif breaks_before:
            self._new_page = True
        section = child_of(properties, W + "sectPr") if properties is not None else None
        if breaks_after or (section is not None and value_of(section, "type") not in ("continuous", "nextColumn")):
            self._new_page = True
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

    def _faces(self, style: str, properties: _Element | None, pieces: list[Piece]) -> list[tuple[Face, int]]:
        """Return the face of each run with its number of characters; of a paragraph without runs, that of its mark."""
        faces: list[tuple[Face, int]] = []
        run: _Element | None = None
        weight = 0
        for piece in pieces:
            if piece.run is None:
                continue
            if piece.run is not run:
                if run is not None:
                    faces.append((self._styles.face(style, child_of(run, W + "rPr")), weight))
                run, weight = piece.run, 0
            weight += len(piece.text.strip())
        if run is None:
            return [(self._styles.face(style, properties.find(W + "rPr") if properties is not None else None), 0)]
        faces.append((self._styles.face(style, child_of(run, W + "rPr")), weight))
        return faces

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
                    look = look_of(setting, self._faces(style, properties, []), self._styles.name(style))
                    place = Place(part.name, part.index[first], cell, where.in_text_box)
                    self._add(Paragraph("", part.role, look, place))


def _page_setup(section: _Element | None) -> PageSetup:
    if section is None:
        return PageSetup()

    def points(tag: str, attribute: str) -> float | None:
        element = section.find(W + tag)
        length = number(element.get(W + attribute)) if element is not None else None
        return None if length is None else length / 20

    grid = section.find(W + "docGrid")
    return PageSetup(
        width=points("pgSz", "w"),
        height=points("pgSz", "h"),
        top=points("pgMar", "top"),
        bottom=points("pgMar", "bottom"),
        left=points("pgMar", "left"),
        right=points("pgMar", "right"),
        footer=points("pgMar", "footer"),
        grid_type=grid.get(W + "type") if grid is not None else None,
        grid_line_pitch=points("docGrid", "linePitch"),
    )
