"""Comments and tracked changes put into one Word paragraph, at exact characters.

The offsets here count the visible text of the ``w:p`` itself, its automatic number left out. A run is cut only where a boundary falls
into it; every other run stays the element it was.
"""

from __future__ import annotations

import copy
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element

from drafting.documents.intake.characters import MC, OBJECT, REVISIONS, Piece, W, characters
from drafting.documents.marks.anchors import (
    Signature,
    closed_around,
    empty_copy,
    fill,
    is_guarded,
    is_plain,
    keeps_blanks,
    may_change,
    outside,
    set_text,
)
from drafting.documents.wml import clean

_TRACKABLE = {W + name for name in ("t", "tab", "ptab", "cr", "br", "noBreakHyphen", "sym")}
_WEIGHTLESS = {W + "lastRenderedPageBreak", W + "softHyphen"}  # may go along with deleted text


class Change(NamedTuple):
    """A tracked change: the characters ``[start, end)`` go, ``text`` comes in their place.

    Text that only comes in (``start == end``) stands right after the character before it, or with ``leading`` right before the next.
    """

    start: int
    end: int
    text: str
    leading: bool = False


class Mark(NamedTuple):
    """What one finding puts into a paragraph: a comment (its id) over ``[start, end)`` and a tracked change; None where there is none."""

    start: int
    end: int
    comment: str | None
    change: Change | None


class Splice:
    """The characters of one ``w:p``, open to be marked once.

    ``fields`` are the runs whose text a field makes; ``hidden_styles`` are those of ``characters``.
    """

    def __init__(self, paragraph: _Element, fields: frozenset[_Element] = frozenset(), hidden_styles: frozenset[str] = frozenset()) -> None:
        self.paragraph = paragraph
        self._fields = fields
        self._set(characters(paragraph, hidden_styles))
        self.text = "".join([piece.text for piece in self._pieces])
        # What stands around the paragraph may guard it; and in the copy of a text box for old programs a change would be lost.
        self._frozen = any(is_guarded(outer) or outer.tag == MC + "Fallback" for outer in paragraph.iterancestors())
        self._tails: dict[int, _Element] = {}  # by offset: the last thing put right after the character before it
        self._inner_tails: dict[int, _Element] = {}  # the same within plain-text controls

    def feasible(self, change: Change) -> Change | None:
        """Return ``change``, perhaps attached on its other side, if Word can take it as a tracked change, else None."""
        if self._frozen or OBJECT in change.text or clean(change.text) != change.text:
            return None
        if change.start < change.end:
            touched = self._pieces[self._at(change.start) : self._at(change.end - 1) + 1]
            return change if all(self._may_change(piece) for piece in touched) else None
        if not self._pieces:
            return change
        for leading in (change.leading, not change.leading):
            beside = change.start if leading else change.start - 1
            if 0 <= beside < len(self.text) and self._may_change(self._pieces[self._at(beside)]):
                return change._replace(leading=leading)
        return None

    def apply(self, marks: Sequence[Mark], sign: Signature) -> None:
        """Put ``marks``, sorted by place, into the paragraph. Their changes are feasible and do not overlap."""
        ranges = [(mark, *comment_range(mark.start, mark.end, len(self.text))) for mark in marks]
        changes = [mark.change for mark in marks if mark.change]
        cuts = {offset for mark, *bounds in ranges if mark.comment is not None for offset in bounds}
        cuts |= {offset for change in changes for offset in change[:2]}
        self._cut(sorted(cuts), changes)
        for mark, start, end in ranges:
            opening, closing, reference = sign.comment_marks(mark.comment) if mark.comment is not None else (None, None, None)
            change = mark.change
            inserted = [self._insertion(change, sign)] if change and change.text else []
            if not self._pieces:
                self.paragraph.extend(_present(opening, *inserted, closing, reference))
            elif change and mark.start == mark.end and not self._in_plain_control(change):
                # Nothing is there but what comes in: the comment is on that.
                self._put(change.start, _present(opening, *inserted, closing, reference), sign, before=change.leading)
            else:
                self._put(start, _present(opening), sign, before=True)
                if change and change.start < change.end:
                    self._put(self._delete(change, sign), inserted, sign, text=True)
                elif change:
                    self._put(change.start, inserted, sign, before=change.leading, text=True)
                self._put(end, _present(closing, reference), sign)

    def _set(self, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self._starts = [start for start, _ in _placed(pieces)]

    def _at(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _may_change(self, piece: Piece) -> bool:
        run = piece.run
        return (
            run is not None
            and piece.text != OBJECT
            and piece.element.tag in _TRACKABLE
            and piece.element.getparent() is run
            and run not in self._fields
            and may_change(run, self.paragraph)
        )

    def _cut(self, cuts: list[int], changes: list[Change]) -> None:
        """Cut at ``cuts``, sorted, so that no run holds characters of both sides of one.

        Runs of text that ``changes`` delete are rid of what must stay, a page break or a note's mark.
        """
        deleted = {number for change in changes for number in range(bisect_left(cuts, change.start), bisect_left(cuts, change.end))}
        finer: list[Piece] = []
        for begin, piece in _placed(self._pieces):
            inner = [cut - begin for cut in cuts[bisect_right(cuts, begin) : bisect_left(cuts, begin + len(piece.text))]]
            finer.extend(_cut_text(piece, inner) if inner and self._may_cut(piece) else [piece])
        self._set(finer)
        tops = [piece.element if piece.run is None else _child_of(piece.run, piece.element) for piece in finer]
        for run, group in groupby(enumerate(finer), key=lambda numbered: numbered[1].run):
            if run is None or closed_around(run, self.paragraph, text=True) is not None:
                continue
            segments: dict[_Element, int] = {}  # child of the run: the number of the cut at or before its characters
            for index, _ in group:
                segments.setdefault(tops[index], bisect_right(cuts, self._starts[index]) - 1)
            _cut_run(run, segments, deleted)
        self._pieces = [piece if piece.run is None else piece._replace(run=top.getparent()) for piece, top in zip(finer, tops, strict=True)]

    def _may_cut(self, piece: Piece) -> bool:
        element, run = piece.element, piece.run
        if run is None or element.tag != W + "t" or element.getparent() is not run:
            return False
        return closed_around(run, self.paragraph, text=True) is None

    def _delete(self, change: Change, sign: Signature) -> int:
        """Wrap the runs of the deleted characters; return the offset after the first group of them, where the new text stands."""
        wrappers: list[tuple[_Element, int]] = []
        for index in range(self._at(change.start), self._at(change.end - 1) + 1):
            piece = self._pieces[index]
            run = piece.run
            assert run is not None  # feasible
            if piece.element.tag == W + "t":
                piece.element.tag = W + "delText"
            wrapper = run.getparent()
            if not wrappers or wrapper is not wrappers[-1][0]:
                before = run.getprevious()
                if wrappers and before is wrappers[-1][0]:
                    wrapper = before
                else:
                    wrapper = sign.revision("del")
                    run.addprevious(wrapper)
                wrapper.append(run)
            end = self._starts[index] + len(piece.text)
            if wrappers and wrappers[-1][0] is wrapper:
                wrappers[-1] = (wrapper, end)
            else:
                wrappers.append((wrapper, end))
        return wrappers[0][1]

    def _insertion(self, change: Change, sign: Signature) -> _Element:
        """Return a ``w:ins`` with the new text in the look of the first character that it replaces or stands beside."""
        if self._pieces:
            beside = change.start if change.start < change.end or change.leading else change.start - 1
            run = self._pieces[self._at(beside)].run
            look = run.find(W + "rPr") if run is not None else None
        else:
            look = self.paragraph.find(f"{W}pPr/{W}rPr")
        insertion = sign.revision("ins")
        made = etree.SubElement(insertion, W + "r")
        kept = [copy.deepcopy(child) for child in look if child.tag not in REVISIONS | {W + "rPrChange"}] if look is not None else []
        if kept:
            etree.SubElement(made, W + "rPr").extend(kept)
        fill(made, change.text)
        return insertion

    def _in_plain_control(self, change: Change) -> bool:
        return _is_in_plain_control(_holder(self._pieces[self._at(change.start if change.leading else change.start - 1)]), self.paragraph)

    def _put(self, offset: int, group: list[_Element], sign: Signature, *, before: bool = False, text: bool = False) -> None:
        """Put ``group`` right after the character before ``offset`` and what was put there already, or right before the next character."""
        if not group:
            return
        holder = _holder(self._pieces[self._at(offset if before else offset - 1)])
        if before:
            spot = outside(holder, self.paragraph, sign, after=False, text=text)
            for element in group:
                spot.addprevious(element)
            return
        tails = self._inner_tails if text and _is_in_plain_control(holder, self.paragraph) else self._tails
        tail = tails.get(offset)
        if tail is None:
            tail = outside(holder, self.paragraph, sign, after=True, text=text)
        for element in group:
            tail.addnext(element)
            tail = element
        tails[offset] = tail


def comment_range(start: int, end: int, length: int) -> tuple[int, int]:
    """Return the characters that a comment on ``[start, end)`` covers: those, or where there is none the one before, else the first."""
    if start < end or not length:
        return start, end
    return (start - 1, start) if start else (0, 1)


def _placed(pieces: list[Piece]) -> Iterator[tuple[int, Piece]]:
    at = 0
    for piece in pieces:
        yield at, piece
        at += len(piece.text)


def _present(*elements: _Element | None) -> list[_Element]:
    return [element for element in elements if element is not None]


def _holder(piece: Piece) -> _Element:
    return piece.element if piece.run is None else piece.run


def _is_in_plain_control(element: _Element, paragraph: _Element) -> bool:
    return any(is_plain(outer) for outer in takewhile(lambda outer: outer is not paragraph, element.iterancestors()))


def _child_of(run: _Element, element: _Element) -> _Element:
    """Return the child of ``run`` that is or holds ``element``."""
    return next(child for child in (element, *element.iterancestors()) if child.getparent() is run)


def _cut_text(piece: Piece, inner: list[int]) -> list[Piece]:
    """Cut the ``w:t`` of ``piece`` before the characters ``inner``."""
    element = piece.element
    text = element.text or ""
    if not keeps_blanks(element):
        text = text[piece.start : piece.start + len(piece.text)]  # blanks that Word drops must not appear at a new end
    made = []
    for begin, end in zip([0, *inner], [*inner, len(text)], strict=True):
        if begin:
            following = copy.copy(element)
            following.tail = None
            element.addnext(following)
            element = following
        set_text(element, text[begin:end])
        made.append(Piece(element, piece.text[begin:end], piece.run))
    return made


def _cut_run(run: _Element, segments: dict[_Element, int], deleted: set[int]) -> None:
    """Cut ``run`` where the segment of its children changes; what holds no character goes with what stands before it, unless deleted."""
    # Each child with its segment, and whether it goes along where that segment is deleted.
    keys: list[tuple[_Element, int, bool]] = []
    first = min(segments.values())
    for child in run:
        if child.tag == W + "rPr":
            continue
        segment = segments.get(child, keys[-1][1] if keys else first)
        keys.append((child, segment, child in segments or child.tag in _WEIGHTLESS or segment not in deleted))
    for (_, *before), (child, *after) in reversed(list(pairwise(keys))):
        if before != after and not (before[1] is False and after[0] not in deleted):
            _split_before(run, child)


def _split_before(run: _Element, child: _Element) -> None:
    """Move ``child`` and what follows it in ``run`` into a run of the same look right after."""
    following = empty_copy(run)
    look = run.find(W + "rPr")
    if look is not None:
        following.append(copy.deepcopy(look))
    following.extend([child, *child.itersiblings()])
    run.addnext(following)
