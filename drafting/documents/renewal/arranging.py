"""A Word file's paragraphs with all that they hold, in the order of the page, ready to be laid out: ``Source``.

Text boxes stay in the paragraph that they hang on, tables are laid out from the file's own, and what stands in paragraphs without text goes
to the paragraph beside it; a paragraph that a tracked change deletes, or that is hidden, stays one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from drafting.documents.house import House
from drafting.documents.intake.characters import OBJECT, RANGES, W, blocks, child_of, hidden_styles, paragraphs
from drafting.documents.intake.opening import Package
from drafting.documents.intake.stylesheet import Stylesheet
from drafting.documents.model import Alignment, Cell, Document, Format, Paragraph, Role
from drafting.documents.renewal.markup import Markup
from drafting.documents.renewal.meaning import Meanings, emphasised, without_emphasis
from drafting.documents.renewal.placing import boxes_of, is_only_placement, rules_of, sign_off
from drafting.documents.renewal.restyling import SourceTable
from drafting.documents.renewal.richtext import Atom, RichText, SourceCell, join, tallest
from drafting.documents.renewal.side_texts import boxed, contents_style
from drafting.documents.renewal.weaving import Weaver, setting
from drafting.documents.roles.patterns import CONTENTS_STYLE
from drafting.documents.standard import chars_wide
from drafting.documents.typesetting.styles import indent
from drafting.documents.wml import Value, props

if TYPE_CHECKING:
    from lxml.etree import _Element

LINE_HEIGHT = "of-the-text"
"""What stands for the height of the text's lines in a ``setting``: it is known when the pages are."""

_CLOSING = re.compile(r'<w:(?:bookmarkEnd|commentRangeEnd|move\w+RangeEnd) |<w:r>.*<w:(?:commentReference |fldChar [^>]*"end")')
_STAYS = re.compile(r"<w:(?:del|ins|moveFrom|vanish)[ />]")
HEAD_TABLE, HEAD_BOX, SIGNING_TABLE = (f"{what}改成了标准版式" for what in ("版头、版记的表格", "版头、版记的文本框", "落款的表格"))
_RENAMED = re.compile(r"source-rId\w+")  # of a file laid out before
_SHORT = 26.0  # characters: a line that the file has in the middle or on the right stays there
_BREAKABLE = (Role.BODY, Role.OTHER, Role.CAPTION, Role.TITLE, *(role for role in Role if role.heading_level))
_TEXT_ROLES = (Role.BODY, Role.OTHER, Role.CAPTION)


class Source:
    """The main part of the Word file ``data``, read as ``document``: its paragraphs, to be laid out as ``house`` has its documents."""

    def __init__(self, data: bytes, document: Document, house: House) -> None:
        self.package = Package(data, document.source)
        self.document = document
        self.root = self.package.xml(self.package.main)
        styles = self.package.optional_xml(self.package.related("styles"))
        self.styles = Stylesheet(styles, self.package.optional_xml(self.package.related("theme")))
        self.meanings = Meanings(self.styles)
        self.relations: dict[str, str] = {}
        """The relations of the main part that are used, and under which names."""
        self._hidden = hidden_styles(styles)
        self._house = house
        self.markup = Markup(self.root, self._relation)
        self.told = self.told_of(self.package.main, self.root)
        self.weaver = self.weaver_of(self.root, self.markup, self.told)
        self.empty_lines = 0
        self.replaced: Counter[str] = Counter()
        """What put 版头 and 版记 in their places and does not come along, as users call it."""
        self.boxes: dict[_Element, list[_Element]] = {}
        """The paragraphs of text boxes that come to stand in the text, by the paragraph that their box hangs on."""

    def told_of(self, part: str, root: _Element) -> dict[_Element, Paragraph]:
        """Return the paragraphs that reading made of ``part``, by their elements under ``root``."""
        elements = paragraphs(root)
        return {elements[item.place.index]: item for item in self.document.paragraphs if item.place.part == part}

    def weaver_of(self, root: _Element, markup: Markup, told: Mapping[_Element, Paragraph]) -> Weaver:
        """Return what makes rich text of the paragraphs under ``root``, read as ``told`` and written by ``markup``."""

        def box(element: _Element) -> str:
            known = told.get(element)
            return boxed(element, self.styles, known.numbering if known else "", weaver)

        house = self._house
        weaver = Weaver(
            markup,
            self.meanings,
            self._hidden,
            hides=bool(self._hidden) or next(root.iter(W + "vanish"), None) is not None,
            width=house.width,
            height=house.height - 2 * house.line,
            line=house.line,
            box=box,
        )
        return weaver

    def _relation(self, identity: str) -> str | None:
        if identity not in self._live:
            return None
        return self.relations.setdefault(identity, identity if _RENAMED.fullmatch(identity) else f"source-{identity}")

    @cached_property
    def _live(self) -> frozenset[str]:
        """The relations of the main part that lead somewhere; Word itself writes pictures that it lost as ones to a part “NULL”."""
        links = self.package.relations(self.package.main)
        return frozenset(link.identity for link in links if link.address or (link.target and self.package.has(link.target)))

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs of the text; page headers and footers and notes are not among them."""
        body = self.root.find(W + "body")
        if any(item.role is Role.ISSUER_MARK for item in self.told.values()):
            self._take_placement([] if body is None else body)
        made = _Arrangement(self, [] if body is None else body)
        self.empty_lines = made.empty_lines
        return tuple(_dressed(made.out, plain=self.document.format is Format.PLAIN))

    def _take_placement(self, body: Iterable[_Element]) -> None:
        """Leave out the text boxes and the lines that make 版头 and 版记: the new page makes its own of the texts."""
        rows = [block for block in blocks(body) if block.tag == W + "p"]
        for graphic in rules_of(rows, self.told):
            self.weaver.taken.add(graphic)
            self.replaced["版头、版记的线条按标准重画"] += 1
        for element in rows:
            for graphic, inside in boxes_of(element, self.told):
                self.weaver.taken.add(graphic)
                self.boxes.setdefault(element, []).extend(inside)
                self.replaced[HEAD_BOX] += 1

    @cached_property
    def across(self) -> frozenset[_Element]:
        """The tables that stand on landscape pages."""
        body = self.root.find(W + "body")
        found: set[_Element] = set()
        open_section: list[_Element] = []
        for block in blocks([] if body is None else body):
            if block.tag == W + "tbl":
                open_section.append(block)
            section = block.find(f"{W}pPr/{W}sectPr") if block.tag == W + "p" else None
            if section is not None:
                found.update(open_section if _is_landscape(section) else ())
                open_section = []
        last = child_of(body, W + "sectPr") if body is not None else None
        if last is not None and _is_landscape(last):
            found.update(open_section)
        return frozenset(found)


def _is_landscape(section: _Element) -> bool:
    size = child_of(section, W + "pgSz")
    if size is None:
        return False
    try:
        return int(size.get(W + "w", "0")) > int(size.get(W + "h", "0"))
    except ValueError:
        return size.get(W + "orient") == "landscape"


class _Arrangement:
    """The paragraphs as they come, and what waits for the next one."""

    def __init__(self, source: Source, body: Iterable[_Element]) -> None:
        self.out: list[Paragraph] = []
        self.empty_lines = 0
        self._source = source
        self._waiting: list[Atom] = []
        self._tables = 0
        for block in blocks(body):
            if block.tag == W + "p":
                self._paragraph(block)
            elif block.tag == W + "tbl":
                self._table(block)
            elif block.tag in RANGES:
                self._things([Atom(0, source.markup.of(block))])
        self._settle()

    def _paragraph(self, element: _Element) -> None:
        for inside in self._source.boxes.get(element, ()):
            self._paragraph(inside)
        told = self._source.told.get(element)
        text = self._source.weaver.text(element, told.numbering if told else "")
        if told is not None and told.text.strip():
            text = join("", (RichText("", self._waiting), text))
            self._add(replace(told, text=text, place=replace(told.place, cell=None, in_text_box=False)))
            self._waiting = []
        elif isinstance(text, RichText):
            if any(map(_stays, text.atoms)):
                self._add(Paragraph(join("", (RichText("", self._waiting), text))))
                self._waiting = []
            else:
                self._things(atom for atom in text.atoms if not atom.size)
        else:
            self.empty_lines += 1

    def _add(self, paragraph: Paragraph) -> None:
        self.out.append(paragraph)

    def _things(self, atoms: Iterable[Atom]) -> None:
        """Keep things that stand in no text: what closes goes with the text before it, the others with the text after it."""
        for atom in atoms:
            if _CLOSING.match(atom.xml) and not self._waiting and self.out and self.out[-1].place.cell is None:
                self.out[-1] = replace(self.out[-1], text=join("", (self.out[-1].text, RichText("", [atom]))))
            else:
                self._waiting.append(atom)

    def _settle(self) -> None:
        """Give what waits a place before a table or the end: with the text above, else in a paragraph of its own."""
        if not self._waiting:
            return
        things = RichText("", self._waiting)
        self._waiting = []
        if self.out and self.out[-1].place.cell is None:
            self.out[-1] = replace(self.out[-1], text=join("", (self.out[-1].text, things)))
        else:
            self.out.append(Paragraph(things))

    def _table(self, element: _Element) -> None:
        source = self._source
        found = {child: item for child in element.iter(W + "p") if (item := source.told.get(child)) and not item.place.in_text_box}
        cells = list(found.values())
        signed = sign_off(cells)
        source.told.update((child, item.with_role(signed[item.place])) for child, item in found.items() if item.place in signed)
        if signed or is_only_placement(cells):
            source.replaced[SIGNING_TABLE if signed else HEAD_TABLE] += 1
            for child in element.iter(W + "p", *RANGES):
                if any(outer.tag == W + "p" for outer in child.iterancestors()):
                    continue  # in a text box, or a mark within a paragraph: both come with that
                if child.tag == W + "p":
                    self._paragraph(child)
                else:
                    self._things([Atom(0, source.markup.of(child))])
            return
        self._settle()
        table = SourceTable(element, source.weaver, source.styles, source.told)
        number, self._tables = self._tables, self._tables + 1
        across = element in source.across
        for item in cells or [Paragraph("")]:
            was = item.place.cell or Cell(number, 0, 0)
            cell = SourceCell(number, was.row, was.column, was.row_span, was.column_span, was.header, table.written, across)
            self._add(replace(item, role=Role.BODY, heading_end=None, place=replace(item.place, cell=cell)))


def _stays(atom: Atom) -> bool:
    """Tell whether a paragraph without visible characters stays one for what is in it: revisions, hidden text, a line to write on."""
    revised = _STAYS.search(atom.xml) or any(_STAYS.search(outer.opening) for outer in atom.around)
    return bool(revised) or (atom.size > 0 and "u" in atom.look)


def _dressed(items: list[Paragraph], *, plain: bool) -> Iterator[Paragraph]:
    """Yield the paragraphs with what their place in the file says of their look, besides what their role says.

    A page that the writer began stays one in a ``plain`` paper, with its cover and its chapters, and below the signature of any other.
    """
    texts = [item for item in items if item.place.cell is None and item.role in _TEXT_ROLES]
    keeps = 2 * sum(emphasised(item.text) for item in texts) < sum(len(item.text) for item in texts)
    pages = plain
    for at, item in enumerate(items):
        if item.place.cell is not None:
            yield item
            continue
        text = item.text
        until = item.heading_end if item.role.heading_level and item.heading_end is not None else None
        if item.role not in _TEXT_ROLES or not keeps:
            text = without_emphasis(text, until if keeps else None)
        following = items[at + 1] if at + 1 < len(items) else None
        own = _setting(item, following, begins_page=pages and at > 0)
        pages = pages or item.role in (Role.SIGNATURE, Role.DATE)
        if own:
            text = join("", (RichText("", [Atom(0, setting(own))]), text))
        text = _settings_first(text)
        yield item if text is item.text else replace(item, text=text)


def _settings_first(text: str) -> str:
    """Return ``text`` with what it says of its paragraph before all else: behind a text box it would be that of the box's."""
    if not isinstance(text, RichText) or len(text.atoms) < 2:
        return text
    first = [atom for atom in text.atoms if atom.xml.startswith("<?")]
    return RichText(text, [*first, *(atom for atom in text.atoms if not atom.xml.startswith("<?"))]) if first else text


def _setting(item: Paragraph, following: Paragraph | None, *, begins_page: bool) -> str:
    """Return the paragraph properties that differ from those of the role's style."""
    own: dict[str, Value] = {}
    tight = item.text.strip()
    style = CONTENTS_STYLE.fullmatch(item.look.style or "")
    high = tallest(item.text)
    if begins_page and item.look.page_break_before and item.role in _BREAKABLE:
        own["pageBreakBefore"] = True
    if high:
        own["spacing"] = {"line": LINE_HEIGHT, "lineRule": "atLeast"}
    if tight and not tight.strip(OBJECT + " \u3000"):
        own |= {"ind": indent(), "jc": "center"}
        if following is not None and following.role is Role.CAPTION:
            own["keepNext"] = True
    elif style:
        own["pStyle"] = contents_style(int(style[1]))
    elif item.role is Role.CAPTION and item.look.alignment is Alignment.CENTER:
        pass  # as its style has it
    elif item.role in _TEXT_ROLES and item.look.alignment in (Alignment.CENTER, Alignment.RIGHT) and chars_wide(tight) <= _SHORT:
        own |= {"ind": indent(), "jc": item.look.alignment.value}
    return props("pPr", own).removeprefix("<w:pPr>").removesuffix("</w:pPr>")
