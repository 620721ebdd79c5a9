"""Accepting and rejecting the tracked changes of a .docx, of everybody or of one author.

All kinds that Word writes: text inserted, deleted and moved, paragraph marks, table rows and cells, and changes of properties (ISO/IEC
29500-1, 17.13.5). Cells merged under revision (``w:cellMerge``) keep their present shape either way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml.etree import _Element

from drafting.documents.intake.characters import W
from drafting.documents.marks.editing import EditablePackage

_PARTS = {W + name for name in ("document", "hdr", "ftr", "footnotes", "endnotes", "comments")}
_INSERTED = {W + "ins", W + "moveTo"}
_DELETED = {W + "del", W + "moveFrom"}
_CELLS = (W + "cellIns", W + "cellDel", W + "cellMerge")
_MOVES = tuple(f"{W}{move}Range{edge}" for move in ("moveFrom", "moveTo") for edge in ("Start", "End"))
_FORMER = tuple(
    W + name
    for name in (
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "tblPrExChange",
        "trPrChange",
        "tcPrChange",
        "tblGridChange",
        "numberingChange",
    )
)
_TEXT = {W + "delText": W + "t", W + "delInstrText": W + "instrText"}
_ANCHORS = {
    W + name
    for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd")
}  # fmt: skip
# What a paragraph's or a run's former properties do not include, so that it stays when they come back.
_KEPT = {W + "rPr", W + "sectPr", W + "headerReference", W + "footerReference", W + "ins", W + "del", W + "moveFrom", W + "moveTo"}


def accept_all(data: bytes, author: str | None = None) -> bytes:
    """Return the .docx with its tracked changes carried out; with ``author``, only that author's. Comments stay."""
    return _settle(data, author, _INSERTED, _DELETED, accept=True)


def reject_all(data: bytes, author: str | None = None) -> bytes:
    """Return the .docx as it was before its tracked changes; with ``author``, before that author's. Comments stay."""
    return _settle(data, author, _DELETED, _INSERTED, accept=False)


def _settle(data: bytes, author: str | None, staying: set[str], going: set[str], *, accept: bool) -> bytes:
    package = EditablePackage(data, "")

    def ours(revision: _Element) -> bool:
        return author is None or revision.get(W + "author") == author

    for part in package.names(""):
        if not part.lower().endswith(".xml"):
            continue
        root = package.root(part)
        if root.tag in _PARTS and _settle_part(root, ours, staying, going, accept=accept):
            package.touch(part)
    return package.to_bytes()


def _settle_part(root: _Element, ours: Callable[[_Element], bool], staying: set[str], going: set[str], *, accept: bool) -> bool:
    """Settle the revisions under ``root``; tell whether there was one."""
    found = [element for element in root.iter(*staying, *going, *_CELLS, *_MOVES, *_FORMER) if _is_ours(element, ours)]
    for element in found:
        parent = element.getparent()
        if parent is None:
            continue  # went with something around it
        if element.tag in _MOVES:
            parent.remove(element)
        elif element.tag in _FORMER:
            _settle_properties(element, parent, accept=accept)
        elif element.tag in _CELLS:
            _settle_cell(element, parent, accept=accept)
        elif parent.tag == W + "trPr":
            parent.remove(element)
            if element.tag in going:
                _remove_with_empty(_outer(parent, W + "tr"), W + "tbl")
        elif parent.tag == W + "rPr":
            parent.remove(element)
            mark = parent.getparent()
            if element.tag in going and mark is not None and mark.tag == W + "pPr":
                _join_next(mark.getparent())
        elif element.tag in staying:
            _unwrap(element)
        else:
            _drop(element)
    for name, plain in _TEXT.items():
        for text in list(root.iter(name)):
            if next(text.iterancestors(*_DELETED), None) is None:
                text.tag = plain
    for element in list(root.iter(*_INSERTED, *_DELETED)):
        parent = element.getparent()
        if parent is not None and len(element) == 0 and parent.tag not in (W + "rPr", W + "trPr"):
            parent.remove(element)  # an insertion of which nothing is left
    return bool(found)


def _is_ours(element: _Element, ours: Callable[[_Element], bool]) -> bool:
    """Tell whether a revision is to be settled; the end of a move's range has no author, its start tells."""
    if not (element.tag in _MOVES and str(element.tag).endswith("End")):
        return ours(element)
    start = str(element.tag).removesuffix("End") + "Start"
    identity = element.get(W + "id")
    opening = next((e for e in element.getroottree().iter(start) if e.get(W + "id") == identity), None)
    return opening is None or ours(opening)


def _outer(element: _Element, tag: str) -> _Element | None:
    return next(element.iterancestors(tag), None)


def _unwrap(element: _Element) -> None:
    parent = element.getparent()
    assert parent is not None
    at = parent.index(element)
    parent[at : at + 1] = list(element)


def _drop(element: _Element) -> None:
    """Remove a revision with its text; bookmarks and comments anchored in it stay."""
    for anchor in list(_anchors(element)):
        element.addprevious(anchor)
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _anchors(element: _Element) -> Iterator[_Element]:
    for inner in element.iter(*_ANCHORS, W + "r"):
        if inner.tag in _ANCHORS or inner.find(W + "commentReference") is not None:
            yield inner


def _remove_with_empty(row: _Element | None, container: str) -> None:
    """Remove a row, and the table if it was the last."""
    if row is None:
        return
    table = _outer(row, container)
    parent = row.getparent()
    assert parent is not None
    parent.remove(row)
    if table is not None and next(table.iter(row.tag), None) is None and (around := table.getparent()) is not None:
        around.remove(table)


def _join_next(paragraph: _Element | None) -> None:
    """Take away the mark of ``paragraph``: its text goes on in the next one, whose properties remain."""
    following = paragraph.getnext() if paragraph is not None else None
    if paragraph is None or following is None or following.tag != W + "p":
        return  # the last paragraph of a cell or of the text, or one before a table, keeps its mark
    properties = following.find(W + "pPr")
    at = 0 if properties is None else following.index(properties) + 1
    following[at:at] = [child for child in paragraph if child.tag != W + "pPr"]
    parent = paragraph.getparent()
    assert parent is not None
    parent.remove(paragraph)


def _settle_cell(element: _Element, properties: _Element, *, accept: bool) -> None:
    properties.remove(element)
    if element.tag == (W + "cellDel" if accept else W + "cellIns"):
        cell = _outer(properties, W + "tc")
        row = _outer(cell, W + "tr") if cell is not None else None
        if cell is None or row is None:
            return
        parent = cell.getparent()
        assert parent is not None
        parent.remove(cell)
        if next(row.iterchildren(W + "tc", W + "sdt"), None) is None:
            _remove_with_empty(row, W + "tbl")


def _settle_properties(change: _Element, properties: _Element, *, accept: bool) -> None:
    """Remove the record of former properties; where it is rejected, put them back."""
    former = next(iter(change), None)
    properties.remove(change)
    if accept or former is None or former.tag != properties.tag:
        return
    kept = [child for child in properties if child.tag in _KEPT]
    leading = properties.tag in (W + "rPr", W + "sectPr")  # where the schema has them before the rest, elsewhere after it
    brought = [child for child in former if child.tag not in _KEPT]
    properties[:] = [*kept, *brought] if leading else [*brought, *kept]
