"""Where comments and revisions may stand among the runs of a Word paragraph, and the elements they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from lxml import etree
from lxml.etree import _Element

from drafting.documents.intake.characters import REVISIONS, W

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OPEN = REVISIONS | {W + name for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo")}
# Content controls whose text Word fills in or guards: a mark inside is lost or refused, so it goes around the control.
_FILLED = {W + name for name in ("dataBinding", "dropDownList", "comboBox", "date", "showingPlcHdr", "picture", "docPartList")}
_CHECKBOX = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"
_LOCKS = {"contentLocked", "sdtContentLocked"}


class Numbers:
    """Ids for new revisions or comments, none of them taken: above the highest where that is small, else the free ones."""

    _SMALL = 2**30  # some programs write random ids up to 2**31 - 1, above which Word refuses a file

    def __init__(self, taken: Iterable[str]) -> None:
        used = {int(value) for value in taken if re.fullmatch(r"[0-9]{1,10}", value)}
        highest = max(used, default=-1)
        self._free = (number for number in count(highest + 1 if highest < self._SMALL else 0) if number not in used)

    def __next__(self) -> str:
        return str(next(self._free))


@dataclass(frozen=True)
class Signature:
    """Who marks and when, the ids for the revisions of one part, and the style of a comment's mark if the file has it."""

    author: str
    date: str
    numbers: Numbers
    reference_style: str | None = None

    def revision(self, name: str) -> _Element:
        """Return an empty ``w:ins`` or ``w:del``."""
        return etree.Element(W + name, {W + "id": next(self.numbers), W + "author": self.author, W + "date": self.date})

    def twin(self, revision: _Element) -> _Element:
        """Return an empty copy of somebody's ``w:ins`` or ``w:del`` under an id of its own."""
        made = empty_copy(revision)
        made.set(W + "id", next(self.numbers))
        return made

    def comment_marks(self, comment: str) -> tuple[_Element, _Element, _Element]:
        """Return what the text holds of a comment: where its range begins, where it ends, and the run with its mark."""
        run = etree.Element(W + "r")
        if self.reference_style:
            etree.SubElement(etree.SubElement(run, W + "rPr"), W + "rStyle", {W + "val": self.reference_style})
        etree.SubElement(run, W + "commentReference", {W + "id": comment})
        return (
            etree.Element(W + "commentRangeStart", {W + "id": comment}),
            etree.Element(W + "commentRangeEnd", {W + "id": comment}),
            run,
        )


def outside(element: _Element, paragraph: _Element, sign: Signature, *, after: bool, text: bool = False) -> _Element:
    """Return the element before which (``after``: after which) a mark may stand that belongs right there beside ``element``.

    Out of insertions and deletions, which are cut in two where they go on on the other side; out of fields, of guarded controls and of
    whatever else must not hold a mark. A hyperlink or an ordinary control may; a plain-text control may hold new ``text``, no mark.
    """
    spot = closed_around(element, paragraph, text=text)
    spot = element if spot is None else spot
    parent = spot.getparent()
    while parent is not None and parent.tag in REVISIONS:
        beyond = list(spot.itersiblings(preceding=not after))
        if beyond:
            twin = sign.twin(parent)
            twin.extend(beyond if after else beyond[::-1])
            (parent.addnext if after else parent.addprevious)(twin)
        spot, parent = parent, parent.getparent()
    return spot


def closed_around(element: _Element, paragraph: _Element, *, text: bool) -> _Element | None:
    """Return the outermost thing around ``element`` in its paragraph that no mark (``text``: no new text) may go into, None if none."""
    found = None
    for outer in element.iterancestors():
        if outer is paragraph:
            break
        if outer.tag not in _OPEN or is_guarded(outer) or (is_plain(outer) and not text):
            found = outer
    return found


def may_change(run: _Element, paragraph: _Element) -> bool:
    """Tell whether what stands around ``run`` in its paragraph lets its text be changed and inserted beside."""
    for depth, outer in enumerate(run.iterancestors()):
        if outer is paragraph:
            return True
        # Word knows no insertion around a control with one inside, and a moved text is kept as it is.
        if outer.tag not in _OPEN or outer.tag == W + "moveTo" or (outer.tag == W + "ins" and depth) or is_guarded(outer):
            return False
    return False


def is_guarded(control: _Element) -> bool:
    """Tell whether ``control`` is a content control (``w:sdt``) that fills in or guards its own text."""
    properties = control.find(W + "sdtPr") if control.tag == W + "sdt" else None
    if properties is None:
        return False
    lock = properties.find(W + "lock")
    if lock is not None and lock.get(W + "val") in _LOCKS:
        return True
    return any(child.tag in _FILLED or child.tag == _CHECKBOX for child in properties)


def is_plain(control: _Element) -> bool:
    """Tell whether ``control`` is a plain-text content control: its text may be changed, but it holds nothing besides text."""
    return control.tag == W + "sdt" and control.find(f"{W}sdtPr/{W}text") is not None


def empty_copy(element: _Element) -> _Element:
    """Return an element of the same name and attributes without content."""
    made = etree.Element(element.tag)
    for name, value in element.attrib.items():
        made.set(name, value)
    return made


def fill(run: _Element, text: str) -> None:
    """Append ``text`` to ``run``: tabs and line breaks as Word's elements."""
    for piece in re.split(r"([\t\n])", text):
        if piece == "\t":
            etree.SubElement(run, W + "tab")
        elif piece == "\n":
            etree.SubElement(run, W + "br")
        elif piece:
            set_text(etree.SubElement(run, W + "t"), piece)


def set_text(element: _Element, text: str) -> None:
    """Set the text of a ``w:t`` so that Word keeps its blanks."""
    element.text = text
    if text != text.strip(" \t\r\n"):
        element.set(_SPACE, "preserve")


def keeps_blanks(element: _Element) -> bool:
    """Tell whether Word keeps the blanks at either end of this ``w:t``."""
    return element.get(_SPACE) == "preserve"
