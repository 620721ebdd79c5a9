"""A .docx → its pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drafting.documents.errors import UserError
from drafting.documents.intake.characters import R, W, child_of
from drafting.documents.intake.numbering import number_text
from drafting.documents.intake.opening import Package
from drafting.documents.intake.stylesheet import flag, value_of
from drafting.documents.model import Role
from drafting.documents.preview.blocks import Block, draw_stack, stack
from drafting.documents.preview.building import Builder, move, sections_of
from drafting.documents.preview.context import Context, Counter
from drafting.documents.preview.flow import NOTE_RULE, Area, Sheet, flow
from drafting.documents.preview.inline import OWN
from drafting.documents.preview.lengths import points_of
from drafting.documents.preview.model import Item, Page, Preview, Program, Rule

if TYPE_CHECKING:
    from lxml.etree import _Element

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_A4 = (595.3, 841.9)
_USUAL_MARGIN = 72.0
_NOTE_RULE_LENGTH = 144.0
_LONG = 7  # digits: no page has such a number
_LEAST = 72.0  # points: no page is smaller


@dataclass(slots=True)
class _Section:
    """What a ``w:sectPr`` says: its area, and the names of its headers and footers by kind and use."""

    area: Area
    header_from: float
    footer_from: float
    first_differs: bool
    start: int | None
    number_format: str
    parts: dict[tuple[str, str], str] = field(default_factory=dict)


def preview(package: bytes, name: str = "", program: Program = Program.WORD) -> Preview:
    """Return the pages of a .docx: every line where Word (or LibreOffice, if ``program`` says so) would set it.

    Meant for what ``lay_out`` makes, whose lines are of exact height; a file of another hand is shown as well as its fonts can be guessed.
    Raises ``UserError`` for what is no Word document, is broken, unsafe or too large.
    """
    return _Preview(Package(package, name), program).made()


class _Preview:
    def __init__(self, package: Package, program: Program) -> None:
        self._package, self._program = package, program
        self._document = Context(package, program)
        root = package.xml(package.main)
        body = root.find(W + "body")
        if root.tag != W + "document" or body is None:
            raise UserError("文件里没有正文，可能已经损坏", package.name, "请用 Word 打开修复后另存为 .docx")
        self._body = body
        settings = self._document.settings
        self._odd_and_even = settings is not None and flag(settings, "evenAndOddHeaders")
        self._targets = {link.identity: link.target for link in package.relations(package.main)}
        self._margin_numbers: dict[str, int] = {}
        self._margin_roots: dict[str, _Element] = {}
        self._sections = self._read_sections()

    def made(self) -> Preview:
        counter = Counter()
        self._read_notes()
        widths = [section.area.right - section.area.left for section in self._sections]
        blocks = Builder(self._document, self._package.main, counter).flow(self._body, widths)
        self._count_margins(counter)
        for note in self._document.notes.values():
            move(note, counter.next)
        areas = [section.area for section in self._sections]
        sheets = flow(blocks, areas, self._program)
        pages: list[Page] = []
        label = 0
        for at, sheet in enumerate(sheets):
            section = self._sections[sheet.section]
            first = at == 0 or sheets[at - 1].section != sheet.section
            label = section.start if first and section.start is not None else label + 1
            pages.append(self._page(at + 1, label, sheet, section, first, blocks, len(sheets)))
        return Preview(tuple(pages), self._title())

    def _page(self, at: int, label: int, sheet: Sheet, section: _Section, first: bool, blocks: Sequence[Block], count: int) -> Page:
        area = section.area
        items: list[Item] = []
        shown = number_text(label, section.number_format) if section.number_format else str(label)
        fields = {"PAGE": shown, "NUMPAGES": str(count), "SECTIONPAGES": str(count)}
        printed = False
        use = "first" if first and section.first_differs else "even" if self._odd_and_even and label % 2 == 0 else "default"
        header = section.parts.get(("header", use), "")
        footer = section.parts.get(("footer", use), "")
        if header and not sheet.blank:
            printed = self._margin(items, header, section, fields, top=True)
        lift = area.inset
        for part in sheet.parts:
            block = blocks[part.at]
            for thing, x, y in part.floating:
                thing.draw(items, x, y)
            y = part.top
            for head in block.heads if part.heads else ():
                head.draw(items, area.left, y + lift, 0, len(head.heights))
                y += sum(head.heights)
            block.draw(items, area.left, part.y + lift, part.first, part.last)
        self._draw_notes(items, sheet, area)
        if footer and not sheet.blank:
            printed = self._margin(items, footer, section, fields, top=False) or printed
        landscape = area.width > area.height
        return Page(at, area.width, area.height, landscape, shown if printed else "", tuple(items))

    def _margin(self, items: list[Item], name: str, section: _Section, fields: dict[str, str], *, top: bool) -> bool:
        """Draw a header or footer; tell whether it shows the page's number."""
        area = section.area
        root = self._margin_roots[name]
        role = Role.PAGE_HEADER if top else Role.PAGE_FOOTER
        counter = Counter(self._margin_numbers.get(name, 0))
        blocks = Builder(self._document, name, counter, role=role, fields=fields).flow(root, (area.right - area.left,))
        placed, height = stack(blocks)
        y = section.header_from if top else area.height - section.footer_from - height
        for block, at in placed:
            for thing in block.floating:
                across = thing.across.place(thing.width, area.width, area.left, area.right, area.left)
                down = thing.down.place(thing.height, area.height, area.top, area.bottom, y + at)
                thing.draw(items, across, down)
        draw_stack(items, placed, area.left, y)
        return any("PAGE" in (text.text or "").split() for text in root.iter(W + "instrText")) or any(
            "PAGE" in item.get(W + "instr", "").split() for item in root.iter(W + "fldSimple")
        )

    def _draw_notes(self, items: list[Item], sheet: Sheet, area: Area) -> None:
        notes = [note for part in sheet.parts for note in part.notes]
        if not notes:
            return
        placed, height = stack(notes)
        y = area.bottom - height
        items.append(Rule(area.left, y - NOTE_RULE / 2, _NOTE_RULE_LENGTH, 0.5, "000000"))
        draw_stack(items, placed, area.left, y)

    # -- reading -------------------------------------------------------------------------------------------------------------------

    def _read_sections(self) -> list[_Section]:
        found: list[_Section] = []
        for element in sections_of(self._body):
            section = _section(element, self._program)
            if found:
                section.parts |= found[-1].parts
            for kind in ("header", "footer"):
                for reference in element.iterchildren(f"{W}{kind}Reference"):
                    target = self._targets.get(reference.get(R + "id", ""), "")
                    if self._package.has(target):
                        section.parts[kind, reference.get(W + "type", "default")] = target
                        if target not in self._margin_roots:
                            self._margin_roots[target] = self._package.xml(target)
            found.append(section)
        return found or [_section(None, self._program)]

    def _read_notes(self) -> None:
        """Number the notes in the order of their marks, and set their texts; their paragraphs are counted among themselves."""
        numbers: dict[tuple[str, str], str] = {}
        counter = Counter()
        width = self._sections[0].area.right - self._sections[0].area.left
        for kind, written in (("footnote", "decimal"), ("endnote", "lowerRoman")):
            name = self._package.related(f"{kind}s")
            used = [reference.get(W + "id", "") for reference in self._body.iter(f"{W}{kind}Reference")]
            if not name or not used:
                continue
            for at, identity in enumerate(dict.fromkeys(used), 1):
                numbers[kind, identity] = number_text(at, written)
            self._document.note_numbers = numbers
            part = Builder(self._document, name, counter, role=Role.FOOTNOTE)
            for note in self._package.xml(name).iterchildren(W + kind):
                identity = note.get(W + "id", "")
                if (kind, identity) in numbers:
                    numbers[OWN] = numbers[kind, identity]
                    self._document.notes[kind, identity] = part.flow(note, (width,))

    def _count_margins(self, counter: Counter) -> None:
        """Find what numbers the paragraphs of headers and footers have: after the text's, in the order of their sections."""
        for section in sections_of(self._body):
            for kind in ("header", "footer"):
                for reference in section.iterchildren(f"{W}{kind}Reference"):
                    use = reference.get(W + "type", "default")
                    shown = use == "default" or (flag(section, "titlePg") if use == "first" else self._odd_and_even)
                    name = self._targets.get(reference.get(R + "id", ""), "")
                    if shown and name not in self._margin_numbers and name in self._margin_roots:
                        self._margin_numbers[name] = counter.next
                        Builder(self._document, name, counter).flow(self._margin_roots[name], (self._sections[0].area.width,))

    def _title(self) -> str:
        name = "docProps/core.xml"
        root = self._package.optional_xml(name) if self._package.has(name) else None
        return (root.findtext(_TITLE) or "").strip() if root is not None else ""


def _section(element: _Element | None, program: Program) -> _Section:
    def length(tag: str, attribute: str, default: float) -> float:
        child = child_of(element, W + tag) if element is not None else None
        return points_of(child.get(W + attribute), default=default) if child is not None else default

    width, height = max(_LEAST, length("pgSz", "w", _A4[0])), max(_LEAST, length("pgSz", "h", _A4[1]))
    top, bottom = abs(length("pgMar", "top", _USUAL_MARGIN)), abs(length("pgMar", "bottom", _USUAL_MARGIN))
    left = length("pgMar", "left", _USUAL_MARGIN) + length("pgMar", "gutter", 0.0)
    right = width - length("pgMar", "right", _USUAL_MARGIN)
    kind = value_of(element, "type") if element is not None else ""
    starts = {"oddPage": 1, "evenPage": 0}.get(kind)
    numbers = child_of(element, W + "pgNumType") if element is not None else None
    start = numbers.get(W + "start", "") if numbers is not None else ""
    pitch = length("docGrid", "linePitch", 0.0) if element is not None else 0.0
    grid = child_of(element, W + "docGrid") if element is not None else None
    # LibreOffice puts the text in the middle of the whole lines that the grid has, and no line outside them.
    on_grid = program is Program.LIBREOFFICE and pitch > 0 and grid is not None and grid.get(W + "type", "default") != "default"
    area = Area(
        width,
        height,
        top,
        height - bottom,
        left,
        max(right, left + 36),
        inset=(height - bottom - top) % pitch / 2 if on_grid else 0.0,
        new_page=kind not in ("continuous", "nextColumn"),
        starts_on=starts,
    )
    return _Section(
        area,
        header_from=length("pgMar", "header", 36.0),
        footer_from=length("pgMar", "footer", 36.0),
        first_differs=element is not None and flag(element, "titlePg"),
        start=int(start) if start.isdecimal() and len(start) < _LONG else None,
        number_format=numbers.get(W + "fmt", "") if numbers is not None else "",
    )
