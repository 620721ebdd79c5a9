"""软回车: text pasted from a web page or a chat, whose paragraphs are parted by line breaks within one, gets paragraphs of its own.

Lines that somebody broke by hand at the width of an old page run on again. What is broken on purpose stays: titles, tables, text boxes.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from drafting.documents.intake.characters import REVISIONS, W, characters, child_of, hidden_styles, paragraphs
from drafting.documents.marks.editing import EditablePackage
from drafting.documents.model import Document, Paragraph, Role
from drafting.documents.roles.headings import line_enumerator
from drafting.documents.standard import chars_wide
from drafting.documents.wml import insert

if TYPE_CHECKING:
    from lxml.etree import _Element

_RUNNING = frozenset({Role.BODY, Role.OTHER, *(role for role in Role if role.heading_level)})
_ENDS = re.compile(r"[。；！？：;!?:][”’）)》」』]*$")
_LABELLED = re.compile(r"[\u4e00-\u9fff（）()]{2,10}[：:]\s*\S")
_WRAPPERS = {W + name for name in ("ins", "hyperlink", "smartTag", "customXml")}
_LEAST_WRAPPED, _WRAPPED_WIDTH, _WRAPPED_SPREAD = 3, 16.0, 3.0  # lines; characters of the shortest full line; between full lines
_OF_THE_FIRST = ("pageBreakBefore", "numPr", "framePr")
_OF_THE_LAST = ("sectPr",)


@dataclass(frozen=True, slots=True)
class Parted:
    """A Word file with paragraphs for its lines: how many paragraphs came of line breaks, and how many lines run on again."""

    data: bytes
    paragraphs: int
    joined: int


def parted(package: bytes, document: Document) -> Parted | None:
    """Return ``package``, read as ``document``, with paragraphs in place of line breaks; None where there is nothing to part."""
    rows = [item for item in document.paragraphs if "\n" in item.text and not (item.place.cell or item.place.in_text_box)]
    wrapped = [item for item in rows if _is_wrapped(item)]
    broken = [item for item in rows if item not in wrapped and _is_broken(item)]
    if not (wrapped or broken):
        return None
    opened = EditablePackage(package, document.source)
    hidden = hidden_styles(opened.optional_xml(opened.related("styles")))
    counts = [0, 0]
    for part in {item.place.part for item in (*wrapped, *broken)}:
        elements = paragraphs(opened.root(part))
        for count, items, change in ((0, broken, _part), (1, wrapped, _join)):
            for item in items:
                if item.place.part == part:
                    counts[count] += change(elements[item.place.index], hidden, numbered=bool(item.numbering))
        opened.touch(part)
    return Parted(opened.to_bytes(), *counts) if any(counts) else None


def _lines(item: Paragraph) -> list[str]:
    return [line.strip() for line in item.text.split("\n") if line.strip()]


def _is_wrapped(item: Paragraph) -> bool:
    """Tell whether the lines of a text are those of an old page: as good as equally long, and most end within a sentence."""
    *full, last = _lines(item) or [""]
    if item.role not in _RUNNING or len(full) + 1 < _LEAST_WRAPPED or any(line_enumerator(line)[0] for line in (*full[1:], last)):
        return False
    widths = [chars_wide(line) for line in full]
    ends = sum(1 for line in full if _ENDS.search(line))
    even = min(widths) >= _WRAPPED_WIDTH and max(widths) - min(widths) <= _WRAPPED_SPREAD and chars_wide(last) <= max(widths) + 1
    return even and 3 * ends <= len(full)


def _is_broken(item: Paragraph) -> bool:
    """Tell whether the lines are paragraphs: of text all are; of what looks like a title those that are sentences, numbered, labelled."""
    lines = _lines(item)
    if item.role in _RUNNING:
        return True
    if len(lines) < 2:
        return False
    labelled = sum(1 for line in lines if _LABELLED.match(line))
    return labelled > 1 or any(_ENDS.search(line) for line in lines[:-1]) or any(line_enumerator(line)[0] for line in lines[1:])


def _breaks(paragraph: _Element, hidden: frozenset[str]) -> list[_Element]:
    """Return the line breaks that may go: those in no field and no content control."""
    depth, inside = 0, set()
    for node in paragraph.iter(W + "fldChar", W + "br", W + "cr"):
        if node.tag == W + "fldChar":
            depth += {"begin": 1, "end": -1}.get(node.get(W + "fldCharType", ""), 0)
        elif depth > 0:
            inside.add(node)
    found = (piece.element for piece in characters(paragraph, hidden) if piece.text == "\n")
    return [node for node in found if node.tag in (W + "br", W + "cr") and node not in inside and _holders(node, paragraph)]


def _holders(node: _Element, paragraph: _Element) -> list[_Element]:
    """Return the elements around ``node`` up to the paragraph, the nearest first; none where one of them cannot be cut in two."""
    found: list[_Element] = []
    for outer in node.iterancestors():
        if outer is paragraph:
            return found
        if outer.tag not in _WRAPPERS and not (outer.tag == W + "r" and not found):
            return []
        found.append(outer)
    return []


def _part(paragraph: _Element, hidden: frozenset[str], *, numbered: bool) -> int:
    """Put what follows each line break into a paragraph of its own; return how many came of it."""
    breaks = _breaks(paragraph, hidden)
    for node in reversed(breaks):
        tail = _tail(node, _holders(node, paragraph))
        made = _like(paragraph)
        properties = child_of(paragraph, W + "pPr")
        if properties is not None:
            made.append(_properties_of_tail(properties, numbered=numbered))
        made.extend(tail)
        paragraph.addnext(made)
    return len(breaks)


def _properties_of_tail(properties: _Element, *, numbered: bool) -> _Element:
    """Return the properties of a later line: what ends a section, and what a revision says of the mark, go with the last."""
    made = copy.deepcopy(properties)
    for name in _OF_THE_FIRST:
        for child in made.findall(W + name):
            made.remove(child)
    for name in _OF_THE_LAST:
        for child in properties.findall(W + name):
            properties.remove(child)
    mark = child_of(properties, W + "rPr")
    for child in list(mark) if mark is not None else ():
        if child.tag in REVISIONS:
            _remove(child)
    if numbered:
        number = etree.Element(W + "numPr")
        etree.SubElement(number, W + "numId").set(W + "val", "0")
        insert(made, number)
    return made


def _tail(node: _Element, holders: list[_Element]) -> list[_Element]:
    """Take the line break ``node`` out; return all that follows it in the paragraph, whatever it is cut out of doubled."""
    following = list(node.itersiblings())
    _remove(node)
    for holder in holders:
        later = list(holder.itersiblings())
        copied = _like(holder)
        for name, value in holder.attrib.items():
            copied.set(name, value)
        if holder.tag == W + "r" and (look := child_of(holder, W + "rPr")) is not None:
            copied.append(copy.deepcopy(look))
        copied.extend(following)
        following = [*([copied] if len(following) else []), *later]
    return following


def _join(paragraph: _Element, hidden: frozenset[str], *, numbered: bool) -> int:
    """Take the line breaks out, a blank in their place between Latin words; return how many lines run on."""
    del numbered
    text = ""
    breaks = _breaks(paragraph, hidden)
    blank: set[_Element] = set()
    pieces = characters(paragraph, hidden)
    for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
        latin = text[-1:].isascii() and text[-1:].isalnum() and following is not None and following.text[:1].isascii()
        if piece.text == "\n" and latin and following is not None and following.text[:1].isalnum():
            blank.add(piece.element)
        text = piece.text
    for node in breaks:
        if node in blank:
            space = etree.Element(W + "t")
            space.text = " "
            space.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            node.addprevious(space)
        _remove(node)
    return len(breaks)


def _like(element: _Element) -> _Element:
    return etree.Element(element.tag, nsmap={prefix: space for prefix, space in element.nsmap.items() if prefix})


def _remove(node: _Element) -> None:
    holder = node.getparent()
    if holder is not None:
        holder.remove(node)
