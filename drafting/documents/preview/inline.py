"""What stands in the lines of a paragraph: its characters with their faces, and the objects, notes and page breaks between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from drafting.documents.intake.characters import MC, OBJECT, Piece, W, characters, child_of, chosen
from drafting.documents.preview.looks import Looks, ParagraphLook, smaller
from drafting.documents.preview.model import Face

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_OWN = frozenset({W + "footnoteRef", W + "endnoteRef"})  # a note's number in the note itself
_MARKS = (W + "br", *_NOTES, *_OWN, W + "drawing", W + "pict", W + "object")
_BOXED = W + "txbxContent"


OWN = ("", "")
"""The key under which a note finds its own number."""


@dataclass(frozen=True, slots=True)
class Note:
    """The mark of a footnote or an endnote: its place in the text, and which note it is."""

    at: int
    mark: str
    kind: str
    identity: str


@dataclass(slots=True)
class Content:
    """The text of a paragraph as it is set: with its automatic number before it and the numbers of notes in it.

    ``runs`` are the ends of its runs with their faces. ``sources`` gives for each character, and the end, its offset in the paragraph's
    text where the two differ. ``breaks`` are the places where a new page begins.
    """

    text: str
    runs: list[tuple[int, Face]]
    sources: list[int] | None = None
    objects: dict[int, _Element] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    floating: list[_Element] = field(default_factory=list)

    def source(self, at: int) -> int:
        """Return the offset in the paragraph's text of the character ``at``."""
        return at if self.sources is None else self.sources[at]


def content_of(
    paragraph: _Element,
    look: ParagraphLook,
    looks: Looks,
    hidden: frozenset[str],
    *,
    numbering: str = "",
    note_numbers: Mapping[tuple[str, str], str] | None = None,
    fields: Mapping[str, str] | None = None,
) -> Content:
    """Return what ``paragraph`` (a ``w:p``) shows. ``fields`` are the results of the fields PAGE and NUMPAGES on the page it is for."""
    pieces = characters(paragraph, hidden)
    if fields:
        pieces = _with_results(paragraph, pieces, fields)
    parts: list[str] = [numbering] if numbering else []
    runs: list[tuple[int, Face]] = [(len(numbering), look.face)] if numbering else []
    length = len(numbering)
    objects: dict[int, _Element] = {}
    run = face = None
    for piece in pieces:
        if piece.run is not run or face is None:
            run = piece.run
            face = looks.face(look.style, child_of(run, W + "rPr") if run is not None else None)
        if piece.text == OBJECT:
            objects[length] = piece.element
        parts.append(piece.text)
        length += len(piece.text)
        if runs and runs[-1][1] is face:
            runs[-1] = (length, face)
        else:
            runs.append((length, face))
    content = Content("".join(parts), runs, objects=objects)
    if next(paragraph.iter(*_MARKS), None) is not None:
        _add_marks(paragraph, pieces, content, len(numbering), note_numbers or {})
    return content


def _add_marks(paragraph: _Element, pieces: list[Piece], content: Content, start: int, numbers: Mapping[tuple[str, str], str]) -> None:
    """Add to ``content`` what ``characters`` leaves out: page breaks, the numbers of notes, and what floats beside the text."""
    lengths = {id(piece.element): len(piece.text) for piece in pieces}
    shown: list[tuple[int, str]] = []
    at = start
    for element in _in_order(paragraph):
        tag = element.tag
        if id(element) in lengths:
            at += lengths[id(element)]
        elif tag == W + "br":
            if element.get(W + "type") == "page":
                content.breaks.append(at)
        elif tag in _NOTES:
            kind, identity = _NOTES[tag], element.get(W + "id", "")
            mark = numbers.get((kind, identity), "*")
            content.notes.append(Note(at, mark, kind, identity))
            shown.append((at, mark))
        elif tag in _OWN:
            shown.append((at, numbers.get(OWN, "*")))
        elif tag in (W + "drawing", W + "pict", W + "object"):
            content.floating.append(element)
    if shown:
        _show(content, shown)


def _in_order(element: _Element) -> Iterator[_Element]:
    """Yield what is inside ``element`` in order, of alternatives the one that is read, and nothing of a text box."""
    for child in element:
        if child.tag == MC + "AlternateContent":
            yield from _in_order(chosen(child))
        elif child.tag not in (W + "del", W + "moveFrom", W + "p", _BOXED):
            yield child
            if child.tag not in (W + "drawing", W + "pict", W + "object"):
                yield from _in_order(child)


def _show(content: Content, shown: list[tuple[int, str]]) -> None:
    """Put the numbers of notes into the text; what stands after them moves on."""
    sources = list(range(len(content.text) + 1))
    text = content.text
    runs = content.runs or [(0, Face())]
    for at, mark in reversed(shown):
        text = text[:at] + mark + text[at:]
        sources[at:at] = [at] * len(mark)
        n = next((n for n, (end, _) in enumerate(runs) if at <= end), len(runs) - 1)
        face, later = runs[n][1], [(end + len(mark), other) for end, other in runs[n + 1 :]]
        rest = [(runs[n][0] + len(mark), face)] if runs[n][0] > at else []
        runs = [*runs[:n], (at, face), (at + len(mark), smaller(face)), *rest, *later]
        content.objects = {place + len(mark) if place >= at else place: item for place, item in content.objects.items()}
        content.breaks = [place + len(mark) if place > at else place for place in content.breaks]
    moved = [note.at + sum(len(mark) for at, mark in shown[: shown.index((note.at, note.mark))]) for note in content.notes]
    content.notes = [replace(note, at=at) for note, at in zip(content.notes, moved, strict=True)]
    content.text, content.sources, content.runs = text, sources, runs


def _with_results(paragraph: _Element, pieces: list[Piece], results: Mapping[str, str]) -> list[Piece]:
    """Return ``pieces`` with the results of the fields that ``results`` names in place of those the file holds."""
    open_fields: list[str] = []
    field_of: dict[int, str] = {}
    for element in paragraph.iter():
        if element.tag == W + "fldChar":
            kind = element.get(W + "fldCharType")
            if kind == "begin":
                open_fields.append("")
            elif kind == "end" and open_fields:
                open_fields.pop()
        elif element.tag == W + "instrText" and open_fields:
            open_fields[-1] += element.text or ""
        elif element.tag == W + "t":
            simple = next(element.iterancestors(W + "fldSimple"), None)
            instruction = simple.get(W + "instr", "") if simple is not None else "".join(open_fields[-1:])
            name = (instruction.split() or [""])[0].upper()
            if name in results:
                field_of[id(element)] = name
    made: list[Piece] = []
    written = ""
    for piece in pieces:
        name = field_of.get(id(piece.element), "")
        if not name:
            made.append(piece)
        elif name != written:  # a result in several runs is shown once
            made.append(piece._replace(text=results[name]))
        written = name
    return made
