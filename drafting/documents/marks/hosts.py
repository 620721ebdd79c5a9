"""Where the comment on a fault goes that stands where Word has no comments: a header, a note, a text box, another comment."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from lxml.etree import _Element

from drafting.documents.intake.characters import R, W, visible_text
from drafting.documents.marks.editing import EditablePackage

_ID = W + "id"
_R_ID = R + "id"
_BOX = W + "txbxContent"
_NAMES = {W + "hdr": "页眉", W + "ftr": "页脚", W + "footnotes": "脚注", W + "endnotes": "尾注", W + "comments": "已有批注"}


class Host(NamedTuple):
    """A place of the main text that holds a comment for another.

    The comment goes on the run around ``child`` where there is one, else on the first character of ``paragraph``; ``where`` names the
    place that it speaks of.
    """

    paragraph: _Element
    child: _Element | None
    where: str


class Hosts:
    """The places of ``package`` that hold comments for others, looked up once."""

    def __init__(self, package: EditablePackage) -> None:
        self._package = package
        self._root = package.root(package.main)

    def of(self, part: str, paragraph: _Element) -> Host | None:
        """Return where a comment on ``paragraph`` of ``part`` goes if not on itself; None where it may stand on itself.

        Raises ``LookupError`` where the main text has no paragraph at all.
        """
        box = next(paragraph.iterancestors(_BOX), None)
        if part == self._package.main:
            if box is None:
                return None
            return self._around(box, "文本框")
        root = self._package.root(part)
        where = _NAMES.get(str(root.tag), "正文之外") + ("的文本框" if box is not None else "")
        mark: _Element | None = None
        if root.tag in (W + "footnotes", W + "endnotes", W + "comments"):
            kind = str(root.tag)[len(W) : -1]
            note = next(paragraph.iterancestors(W + kind), None)
            mark = self._marks.get((kind, note.get(_ID, ""))) if note is not None else None
        elif root.tag in (W + "hdr", W + "ftr"):
            first = self._first_of_section.get(part)
            if first is not None:
                return Host(first, None, where)
        if mark is None:
            return Host(self._first, None, where)
        return self._around(mark, where)

    def _around(self, element: _Element, where: str) -> Host:
        """Return the run of the main text, outside every text box, around ``element``: the child of it that holds ``element``."""
        child, paragraph = element, None
        inner = element
        for outer in element.iterancestors():
            if outer.tag == W + "r":
                child = inner
            elif outer.tag == W + "p":
                paragraph = outer
            inner = outer
        return Host(paragraph, child, where) if paragraph is not None else Host(self._first, None, where)

    @cached_property
    def _marks(self) -> dict[tuple[str, str], _Element]:
        marks: dict[tuple[str, str], _Element] = {}
        for kind in ("footnote", "endnote", "comment"):
            for reference in self._root.iter(f"{W}{kind}Reference"):
                marks.setdefault((kind, str(reference.get(_ID, ""))), reference)
        return marks

    @cached_property
    def _sections(self) -> list[tuple[_Element, list[_Element]]]:
        """The properties of each section with the paragraphs of the section that may hold a comment, in order."""
        found: list[tuple[_Element, list[_Element]]] = []
        open_section: list[_Element] = []
        for element in self._root.iter(W + "p", W + "sectPr"):
            if element.tag == W + "p":
                if next(element.iterancestors(_BOX), None) is None:
                    open_section.append(element)
            elif (parent := element.getparent()) is not None and parent.tag in (W + "pPr", W + "body"):
                found.append((element, open_section))
                open_section = []
        if open_section:
            found.append((self._root, open_section))
        return found

    @cached_property
    def _first_of_section(self) -> dict[str, _Element]:
        """By header and footer: the first paragraph with text of the first section that shows it."""
        targets = {link.identity: link.target for link in self._package.relations(self._package.main)}
        found: dict[str, _Element] = {}
        for properties, section in self._sections:
            for reference in properties.iterchildren(W + "headerReference", W + "footerReference"):
                part = targets.get(str(reference.get(_R_ID, "")), "")
                if part and part not in found and section:
                    found[part] = _first_with_text(section)
        return found

    @cached_property
    def _first(self) -> _Element:
        paragraphs = [paragraph for _, section in self._sections for paragraph in section]
        if not paragraphs:
            raise LookupError("the main text has no paragraph")
        return _first_with_text(paragraphs)


def _first_with_text(paragraphs: list[_Element]) -> _Element:
    return next((paragraph for paragraph in paragraphs if visible_text(paragraph).strip()), paragraphs[0])
