"""Paragraphs of a Word file → ``RichText``: the characters that a reader sees, and all that stands among them, ready for a new page.

The characters are those of ``characters.visible_text``. What is no text is kept as markup, rid of the old page's look: notes, comments,
bookmarks, fields, pictures, formulas, tracked changes, hidden text. What only the old page needed is dropped: page breaks, proofing marks,
smart tags.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from drafting.documents.intake.characters import MATH, MC, RANGES, REVISIONS, W, characters, child_of, chosen, is_hidden, is_inline_object
from drafting.documents.renewal.markup import Markup
from drafting.documents.renewal.meaning import Meanings
from drafting.documents.renewal.pictures import fitted, formula_height
from drafting.documents.renewal.richtext import Atom, Wrapper, rich
from drafting.documents.wml import Value, props

if TYPE_CHECKING:
    from lxml.etree import _Element


COMMENT_MARK, NOTE_MARK = "GwCommentMark", "GwNoteMark"

_WRAPPERS = {W + name for name in ("ins", "moveTo", "hyperlink", "dir", "bdo")}
_TRANSPARENT = {W + "smartTag", W + "customXml"}
_DELETED = {W + "del", W + "moveFrom"}
_TEXT = {W + "t", W + "tab", W + "cr", W + "br"}
_GRAPHICS = {W + "drawing", W + "pict", W + "object"}
_DROPPED = {W + name for name in ("rPr", "lastRenderedPageBreak", "proofErr")}
_NOTE_MARKS = {W + name for name in ("footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef")}
_COMMENT_MARKS = {W + "commentReference", W + "annotationRef"}
_STALE_CONTROLS = {W + name for name in ("rPr", "id", "dataBinding", "placeholder", "docPartObj", "docPartList", "docPartGallery")}
# A reference to a paragraph's number: the number is text now, and Word would make “0” of it.
_TO_A_NUMBER = re.compile(r"\s*(?:REF|NOTEREF)\s.*\\[rnw](?:\s|$)", re.DOTALL)

Face = Callable[["_Element"], Mapping[str, Value]]
"""Gives the look of a run that stays besides what means something."""
Box = Callable[["_Element"], str]
"""Writes a paragraph that stands in a text box anew."""


@dataclass(slots=True)
class _Field:
    """An open field: where its parts stand among the pieces, and its instruction."""

    parts: list[int] = field(default_factory=list)
    instruction: str = ""


class Weaver:
    """Makes rich text of the paragraphs of one part.

    ``hides`` tells whether anything in the part is hidden, ``hidden`` which styles hide; ``width`` and ``height`` of the text block and
    ``line``, the height of a line, are twips. ``box`` writes the paragraphs of text boxes.
    """

    def __init__(
        self,
        markup: Markup,
        meanings: Meanings,
        hidden: frozenset[str],
        *,
        hides: bool,
        width: int,
        height: int,
        line: int,
        box: Box | None = None,
    ) -> None:
        self.markup = markup
        self._meanings = meanings
        self._hidden = hidden
        self._hides = hides
        self._width, self._height, self._line = width, height, line
        self._box = box
        self.taken: set[_Element] = set()
        """Graphics that do not come along: the new page has its own in their place."""

    def text(self, paragraph: _Element, numbering: str = "", *, width: int = 0, face: Face | None = None) -> str:
        """Return what a reader sees of a ``w:p``, its automatic number first, with all that it holds.

        Pictures are made to fit ``width`` twips, by default that of the text block; ``face`` gives run properties that stay besides what
        means something.
        """
        return _Paragraph(self, paragraph, width or self._width, face).text(numbering)

    # -- for _Paragraph ------------------------------------------------------------------------------------------------------------

    def meaning(self, run: _Element, *, in_link: bool = False, weight: int = 0) -> dict[str, Value]:
        """Return the properties of a ``w:r`` that mean something."""
        return self._meanings.of(child_of(run, W + "rPr"), in_link=in_link, weight=weight)

    def visible(self, paragraph: _Element) -> dict[_Element, str]:
        """Return the elements that hold visible characters, with them."""
        found: dict[_Element, str] = {}
        for piece in characters(paragraph, self._hidden):
            found[piece.element] = found.get(piece.element, "") + piece.text
        return found

    def hides(self, run: _Element, style: str) -> bool:
        """Tell whether the text of ``run`` is hidden."""
        return self._hides and is_hidden(run, style, self._hidden)

    def graphic(self, element: _Element, width: int) -> tuple[str, int]:
        """Return what holds a picture, chart, object or text box as markup, and how high it stands in the line, in twips."""
        made = copy.deepcopy(element)
        for original, item in list(zip(element.iter(W + "p"), made.iter(W + "p"), strict=True)):
            holder = item.getparent()
            # What stands in a box within the box is written with its paragraph.
            if self._box is not None and holder is not None and sum(1 for _ in item.iterancestors(W + "txbxContent")) == 1:
                holder.replace(item, parsed(self._box(original), self.markup))
        for control in list(made.iter(W + "control")):  # ActiveX runs code
            holder = control.getparent()
            if holder is not None:
                holder.remove(control)
        height = 0
        for graphic in [made] if made.tag in _GRAPHICS else list(made.iter(*_GRAPHICS)):
            if is_inline_object(graphic):
                height = max(height, fitted(graphic, width, self._height))
        return self.markup.of(made), height

    def formula(self, element: _Element) -> tuple[str, int]:
        """Return a formula as markup, in the size of the text around it, and its height in twips."""
        made = copy.deepcopy(element)
        for properties in made.iter(W + "rPr"):
            for child in list(properties):
                if child.tag in (W + "sz", W + "szCs", W + "color"):
                    properties.remove(child)
        return self.markup.of(made), formula_height(made, self._line)

    def deleted(self, element: _Element) -> str:
        """Return text that a tracked change deletes or moves away."""
        made = copy.deepcopy(element)
        for original, run in zip(element.iter(W + "r"), made.iter(W + "r"), strict=True):
            properties = child_of(run, W + "rPr")
            meaning = self.meaning(original)
            if self.hides(original, ""):
                meaning = {**meaning, "vanish": True}
            if properties is not None:
                run.remove(properties)
            if meaning:
                run.insert(0, parsed(props("rPr", meaning), self.markup))
        return self.markup.of(made)

    def control(self, element: _Element) -> Wrapper:
        """Return the tags of an inline content control, without its ties to parts that do not come along."""
        opening = ""
        properties = child_of(element, W + "sdtPr")
        if properties is not None:
            made = copy.deepcopy(properties)
            for child in list(made):
                if child.tag in _STALE_CONTROLS:
                    made.remove(child)
            opening = self.markup.of(made)
        return Wrapper(f"<w:sdt>{opening}<w:sdtContent>", "</w:sdtContent></w:sdt>")


class _Paragraph:
    """One paragraph on its way to rich text."""

    def __init__(self, weaver: Weaver, element: _Element, width: int, face: Face | None) -> None:
        self._weaver = weaver
        self._element = element
        self._width = width
        self._face = face
        properties = child_of(element, W + "pPr")
        self._properties = properties
        named = child_of(properties, W + "pStyle") if properties is not None else None
        self._style = named.get(W + "val", "") if named is not None else ""
        self._visible = weaver.visible(element)
        self._pieces: list[tuple[str, Atom] | None] = []
        self._fields: list[_Field] = []

    def text(self, numbering: str) -> str:
        self._mark()
        if numbering:
            self._pieces.append((numbering, Atom(len(numbering))))
        self._walk(self._element, ())
        return rich(piece for piece in self._pieces if piece is not None)

    def _put(self, text: str, xml: str = "", around: tuple[Wrapper, ...] = (), height: int = 0) -> None:
        self._pieces.append((text, Atom(len(text), xml, around=around, height=height)))

    def _walk(self, container: _Element, around: tuple[Wrapper, ...]) -> None:
        weaver = self._weaver
        for child in container:
            tag = child.tag
            if tag == W + "r":
                self._run(child, around)
            elif tag in _WRAPPERS:
                self._walk(child, (*around, Wrapper(*weaver.markup.around(child))))
            elif tag in _DELETED:
                self._put("", weaver.deleted(child), around)
            elif tag in RANGES:
                self._put("", weaver.markup.of(child), around)
            elif tag == W + "sdt":
                content = child_of(child, W + "sdtContent")
                if content is not None:
                    self._walk(content, (*around, weaver.control(child)))
            elif tag in _TRANSPARENT:
                self._walk(child, around)
            elif tag == W + "fldSimple":
                instruction = child.get(W + "instr", "")
                unlinked = bool(_TO_A_NUMBER.match(instruction))
                self._walk(child, around if unlinked else (*around, Wrapper(*weaver.markup.around(child))))
            elif tag == MC + "AlternateContent":
                self._walk(chosen(child), around)
            elif tag in (MATH + "oMath", MATH + "oMathPara"):
                xml, height = weaver.formula(child)
                self._put(self._visible.get(child, ""), xml, around, height)

    def _run(self, run: _Element, around: tuple[Wrapper, ...]) -> None:
        hidden = self._weaver.hides(run, self._style)
        in_link = bool(around) and any(wrapper.opening.startswith("<w:hyperlink") for wrapper in around)
        in_link = in_link or (bool(self._fields) and any("HYPERLINK" in item.instruction for item in self._fields))
        look: dict[str, Value] | None = None
        for child in run:
            tag = child.tag
            if tag in _DROPPED or child in self._weaver.taken:
                continue
            text = self._visible.get(child, "")
            if look is None:
                weight = sum(len(self._visible.get(item, "")) for item in run)
                look = self._weaver.meaning(run, in_link=in_link, weight=weight)
                if self._face is not None:
                    look = {**self._face(run), **look}
                if hidden:
                    look = {**look, "vanish": True}
            if tag in _TEXT:
                if text:
                    self._pieces.append((text, Atom(len(text), look=look, around=around)))
                elif (hidden or self._fields) and (tag != W + "br" or child.get(W + "type", "textWrapping") == "textWrapping"):
                    self._put("", self._in_run(self._weaver.markup.of(child), look), around)
            elif tag == W + "fldChar":
                self._field_part(child, look, around)
            else:
                self._thing(child, text, look, around)

    def _in_run(self, xml: str, look: Mapping[str, Value]) -> str:
        return f"<w:r>{props('rPr', look)}{xml}</w:r>"

    def _thing(self, child: _Element, text: str, look: dict[str, Value], around: tuple[Wrapper, ...]) -> None:
        """Keep what is no plain text as it is, in a run of its own."""
        tag, height = child.tag, 0
        weaver = self._weaver
        if tag == W + "instrText" and self._fields:
            self._fields[-1].instruction += child.text or ""
            self._fields[-1].parts.append(len(self._pieces))
        if tag in _NOTE_MARKS or tag in _COMMENT_MARKS:
            look = {"rStyle": NOTE_MARK if tag in _NOTE_MARKS else COMMENT_MARK}
        if tag in _GRAPHICS or tag == MC + "AlternateContent":
            held = [self._visible[item] for item in child.iter() if item is not child and item in self._visible]
            text = text or "".join(held)
            xml, height = weaver.graphic(child, self._width)
        else:
            if tag == W + "ruby":
                text = "".join(self._visible.get(item, "") for item in child.iter())
            xml = weaver.markup.of(child)
        self._put(text, self._in_run(xml, look), around, height if text else 0)

    def _field_part(self, child: _Element, look: dict[str, Value], around: tuple[Wrapper, ...]) -> None:
        kind = child.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        if self._fields:
            self._fields[-1].parts.append(len(self._pieces))
        self._put("", self._in_run(self._weaver.markup.of(child), look), around)
        if kind == "end" and self._fields:
            ended = self._fields.pop()
            if _TO_A_NUMBER.match(ended.instruction):
                for part in ended.parts:
                    self._pieces[part] = None

    def _mark(self) -> None:
        """Keep what tracked changes and hiding say of the paragraph's own mark."""
        properties = child_of(self._properties, W + "rPr") if self._properties is not None else None
        if properties is None:
            return
        kept = [self._weaver.markup.of(child) for child in properties if child.tag in REVISIONS]
        vanish = child_of(properties, W + "vanish")
        if vanish is not None and not self._visible:
            kept.append(self._weaver.markup.of(vanish))
        if kept:
            self._put("", setting(f"<w:rPr>{''.join(kept)}</w:rPr>"))


def setting(properties: str) -> str:
    """Return what stands in a paragraph's text for ``properties``, children of its ``w:pPr``, until the page is laid out."""
    return f"<?paragraph {properties}?>"


def parsed(xml: str, markup: Markup) -> _Element:
    """Return the first element of ``xml``, written with the namespaces of ``markup``."""
    return etree.fromstring(f"<w:p {markup.namespaces}>{xml}</w:p>")[0]
