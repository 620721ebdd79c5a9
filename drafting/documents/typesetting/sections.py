"""Pages across: an attachment whose table is too wide for the page lies on landscape pages of a section of its own (clause 8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from drafting.documents.house import House
from drafting.documents.model import Paragraph, Role
from drafting.documents.renewal.richtext import SourceCell
from drafting.documents.typesetting.pagination import Piece
from drafting.documents.typesetting.styles import SPACER
from drafting.documents.typesetting.tables import is_wide
from drafting.documents.wml import paragraph

_LITTLE = 300  # characters: with so little text beside its table the whole of an attachment lies across


@dataclass(frozen=True, slots=True)
class Segment:
    """Paragraphs that stand one after the other on pages of one orientation."""

    paragraphs: tuple[Paragraph, ...]
    landscape: bool = False


def segments(paragraphs: Sequence[Paragraph], house: House) -> list[Segment]:
    """Return ``paragraphs`` in segments; only attachments lie across, and of those with much text only their wide tables.

    A table that comes from a file lies as it does there.
    """
    labels = [at for at, item in enumerate(paragraphs) if item.role is Role.ATTACHMENT_LABEL]
    found: list[Segment] = []
    for start, end in pairwise([0, *labels, len(paragraphs)]):
        items = paragraphs[start:end]
        for part in _parts(items, house, attached=start in labels):
            if found and found[-1].landscape == part.landscape:
                found[-1] = Segment(found[-1].paragraphs + part.paragraphs, part.landscape)
            elif part.paragraphs:
                found.append(part)
    return found


def ends_section(pieces: list[tuple[Role, Piece]], properties: str) -> list[tuple[Role, Piece]]:
    """Return ``pieces`` with ``properties``, a ``w:sectPr``, in the last paragraph; below a table in one that takes no room."""
    role, last = pieces[-1]
    if last.xml.startswith("<w:p>") and last.xml.count("<w:p>") == 1 and "<w:t" in last.xml:
        ending = replace(last, xml=last.xml.replace("</w:pPr>", f"{properties}</w:pPr>", 1))
        return [*pieces[:-1], (role, ending)]
    empty = last.xml.startswith("<w:p>") and last.xml.endswith("</w:pPr></w:p>")
    return [*(pieces[:-1] if empty else pieces), (Role.OTHER, Piece(paragraph(SPACER, "", {"sectPr": properties})))]


def on_new_page(pieces: list[tuple[Role, Piece]]) -> list[tuple[Role, Piece]]:
    """Return the pieces of a segment, the first of them on a new page, as a section begins."""
    role, first = pieces[0]
    blocks = tuple(replace(block, new_page=block.new_page or at == 0) for at, block in enumerate(first.blocks))
    return [(role, replace(first, blocks=blocks)), *pieces[1:]]


def _parts(items: Sequence[Paragraph], house: House, *, attached: bool) -> Iterator[Segment]:
    """Yield the segments of the document itself or of what is ``attached``, one by one."""
    tables: dict[int, list[Paragraph]] = {}
    for item in items:
        if item.place.cell is not None:
            tables.setdefault(item.place.cell.table, []).append(item)
    wide = {number for number, cells in tables.items() if _lies_across(cells, house, attached=attached)}
    beside = sum(len(item.text) for item in items if item.place.cell is None)
    if not wide or (attached and len(wide) == len(tables) and beside <= _LITTLE):
        yield Segment(tuple(items), bool(wide))
        return
    caption: tuple[Paragraph, ...] = ()
    for across, group in groupby(items, lambda item: item.place.cell is not None and item.place.cell.table in wide):
        part = (*caption, *group)
        caption = ()
        if not across and part[-1].role is Role.CAPTION:  # goes with the table below it
            part, caption = part[:-1], part[-1:]
        yield Segment(part, across)
    if caption:
        yield Segment(caption)


def _lies_across(cells: Sequence[Paragraph], house: House, *, attached: bool) -> bool:
    cell = cells[0].place.cell
    return cell.across if isinstance(cell, SourceCell) else attached and is_wide(cells, house)
