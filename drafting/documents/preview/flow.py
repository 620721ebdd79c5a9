"""Blocks onto pages: what stands together, what begins a page, what floats at a page's bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from drafting.documents.preview.blocks import Block, Floating
from drafting.documents.preview.model import Program

_ROUNDING = 0.02  # points: Word and LibreOffice count in twentieths


@dataclass(frozen=True, slots=True)
class Area:
    """The paper of a section and where its text stands, in points."""

    width: float
    height: float
    top: float
    bottom: float  # the y of the lower edge of the text block
    left: float
    right: float  # the x of its right edge
    inset: float = 0.0  # what the grid leaves free above the text and below it
    new_page: bool = True  # the section begins one
    starts_on: int | None = None  # 0: on an even page, 1: on an odd one


@dataclass(frozen=True, slots=True)
class Part:
    """Lines ``[first, last)`` of a block on a page, the upper edge of the first at ``y``; ``heads`` are drawn above it from ``top``.

    ``end`` is where the next block begins, ``limit`` the lowest place for text below it, ``notes`` what stands at the page's bottom.
    """

    at: int
    first: int
    last: int
    y: float
    end: float
    limit: float
    top: float = 0.0
    heads: bool = False
    floating: tuple[tuple[Floating, float, float], ...] = ()
    bands: tuple[tuple[float, float], ...] = ()
    notes: tuple[Block, ...] = ()


@dataclass(slots=True)
class Sheet:
    """A page: its section, and what stands on it."""

    section: int
    parts: list[Part] = field(default_factory=list)
    blank: bool = False  # left so that a section begins on an odd or an even page


def flow(blocks: Sequence[Block], areas: Sequence[Area], program: Program) -> list[Sheet]:
    """Return the pages of ``blocks``, ``areas`` being those of their sections."""
    return _Flow(blocks, areas, program).sheets


class _Flow:
    def __init__(self, blocks: Sequence[Block], areas: Sequence[Area], program: Program) -> None:
        self._blocks, self._areas, self._program = blocks, areas, program
        self.sheets = [Sheet(blocks[0].section if blocks else 0)]
        self._turned = False  # the page was turned because the one before it was full
        at = line = 0
        while at < len(blocks):
            at, line = self._put(at, line)

    # -- the page so far -----------------------------------------------------------------------------------------------------------

    @property
    def _sheet(self) -> Sheet:
        return self.sheets[-1]

    def _area(self) -> Area:
        return self._areas[self._sheet.section]

    def _used(self) -> float:
        parts = self._sheet.parts
        return parts[-1].end if parts else self._area().top

    def _limit(self) -> float:
        parts = self._sheet.parts
        return parts[-1].limit if parts else self._area().bottom - 2 * self._area().inset

    def _bands(self) -> tuple[tuple[float, float], ...]:
        parts = self._sheet.parts
        return parts[-1].bands if parts else ()

    def _turn(self, section: int | None = None, *, full: bool = True) -> None:
        self.sheets.append(Sheet(self._sheet.section if section is None else section))
        self._turned = full

    # -- one block -----------------------------------------------------------------------------------------------------------------

    def _put(self, at: int, line: int) -> tuple[int, int]:
        """Put as much of block ``at``, from ``line``, on the page as goes; return what comes next."""
        block = self._blocks[at]
        if line == 0:
            self._begin(block)
        high = sum(sum(head.heights) for head in block.heads)
        heads = bool(block.heads) and not self._sheet.parts and at > 0
        heads = heads and high + block.heights[line] <= self._area().bottom - self._area().top
        y = top = self._used()
        if heads:
            y += high
        if line == 0:  # where a page ends of itself, what follows begins at the very top of the next
            y += block.above + (0.0 if self._turned and not self._sheet.parts else block.before)
        limit, bands = self._limit(), self._bands()
        floating: list[tuple[Floating, float, float]] = []
        if line == 0:
            for thing in block.floating:
                placed = self._float(thing, y)
                if placed is None:
                    return self._break(at)
                floating.append((thing, *placed))
                limit, bands = self._reserved(thing, placed[1], limit, bands)
        first_y = self._clear(y, block.heights[line] if line < len(block.heights) else 0.0, bands)
        band = min((top for top, _ in bands if top >= first_y - _ROUNDING), default=limit)
        stop, end, lowest, notes = self._fitting(block, line, first_y, min(band, limit))
        whole = stop == len(block.heights)
        if not whole and band < limit and stop > line:
            self._sheet.parts.append(Part(at, line, stop, first_y, end, limit, top, heads, tuple(floating), bands, tuple(notes)))
            return at, stop  # it goes on below what floats there
        limit = lowest if band >= limit else limit
        if not whole:
            stop, end = self._divided(block, line, stop, first_y, end)
        if stop == line and not whole:
            if self._sheet.parts:
                return self._break(at) if line == 0 else self._continue(at, line)
            stop, end = line + 1, first_y + block.heights[line]  # higher than a page
            whole = stop == len(block.heights)
        end += block.below + block.after if whole else 0.0
        part = Part(at, line, stop, first_y, end, limit, top, heads, tuple(floating), bands, tuple(notes))
        self._sheet.parts.append(part)
        if whole:
            return at + 1, 0
        self._turn()
        return at, stop

    def _begin(self, block: Block) -> None:
        """Turn the page where ``block`` has to begin one."""
        section = self._sheet.section
        if block.section != section:
            area = self._areas[block.section]
            if area.new_page or (area.width, area.height) != (self._area().width, self._area().height):
                if self._sheet.parts:
                    self._turn(block.section, full=False)
                self._sheet.section = block.section
                if area.starts_on is not None and len(self.sheets) % 2 != area.starts_on:
                    self.sheets[-1].blank = True
                    self._turn(block.section, full=False)
            else:
                self._sheet.section = block.section
        elif block.new_page and self._sheet.parts:
            self._turn(full=False)

    def _continue(self, at: int, line: int) -> tuple[int, int]:
        self._turn()
        return at, line

    def _fitting(self, block: Block, line: int, y: float, limit: float) -> tuple[int, float, float, list[Block]]:
        """Return the line before which the page ends, where it ends, and the limit and notes of what stands on it."""
        notes: list[Block] = []
        heights = block.heights
        for at in range(line, len(heights)):
            if at in block.breaks and at > line:
                return at, y, limit, notes
            lowest = limit
            added = block.notes.get(at, ()) if block.notes else ()
            if added:
                high = sum(sum(note.heights) + note.before + note.after for note in added)
                lowest -= high + (0.0 if self._has_notes() or notes else NOTE_RULE)
            bottom = y + heights[at] + (block.below if at + 1 == len(heights) else 0.0)
            if bottom > lowest + _ROUNDING:
                return at, y, limit, notes
            y, limit = y + heights[at], lowest
            notes += added
        return len(heights), y, limit, notes

    def _has_notes(self) -> bool:
        return any(part.notes for part in self._sheet.parts)

    def _divided(self, block: Block, line: int, stop: int, y: float, end: float) -> tuple[int, float]:
        """Return where a block that does not fit is divided: nowhere if its lines keep together, else so that no line is left alone."""
        if stop in block.breaks:
            return stop, end
        # LibreOffice divides no paragraph that is kept with the next one.
        office = self._program is Program.LIBREOFFICE
        whole = block.keep_lines or (block.keep_next and office)
        if office and sum(block.heights) > self._area().bottom - self._area().top:
            whole = False  # nor does it wait for a page where it would not fit either
        if whole and self._sheet.parts:
            return line, y
        if block.widows:
            if len(block.heights) - stop == 1 and stop - line > 1:
                stop -= 1
            if line == 0 and stop == 1 and self._sheet.parts:
                stop = 0
        return stop, y + sum(block.heights[line:stop])

    def _break(self, at: int) -> tuple[int, int]:
        """Begin a page with block ``at``, and with what is kept with it unless that is all there is on the page."""
        parts = self._sheet.parts
        keep = len(parts)
        line = 0
        while keep > 0 and self._blocks[parts[keep - 1].at].keep_next:
            part = parts[keep - 1]
            block = self._blocks[part.at]
            if self._program is Program.WORD and part.last - part.first > 1 and not block.keep_lines and not block.widows:
                line = part.last - 1
                break
            keep -= 1
            if part.first:
                break
        if line:
            part = parts[keep - 1]
            height = self._blocks[part.at].heights[line]
            block = self._blocks[part.at]
            end = part.end - height - block.below - block.after
            parts[keep - 1] = Part(part.at, part.first, line, part.y, end, part.limit, part.top, part.heads, part.floating, part.bands)
            at = part.at
            del parts[keep:]
        elif 0 < keep < len(parts):
            at, line = parts[keep].at, parts[keep].first
            del parts[keep:]
        self._turn()
        return at, line

    # -- what floats ---------------------------------------------------------------------------------------------------------------

    def _float(self, thing: Floating, y: float) -> tuple[float, float] | None:
        """Return the place of ``thing`` on this page, None if it must go to the next one with the block that it hangs on."""
        area = self._area()
        x = thing.across.place(thing.width, area.width, area.left, area.right, area.left)
        top = thing.down.place(thing.height, area.height, area.top, area.bottom, y)
        if thing.reserves and top < self._used() - _ROUNDING and thing.down.align == "bottom" and self._sheet.parts:
            return None
        if thing.down.anchor == "text" and thing.reserves and top + thing.height > self._limit() + _ROUNDING and self._sheet.parts:
            return None
        return x, top

    def _reserved(
        self, thing: Floating, top: float, limit: float, bands: tuple[tuple[float, float], ...]
    ) -> tuple[float, tuple[tuple[float, float], ...]]:
        if not thing.reserves:
            return limit, bands
        if top + thing.height >= limit - _ROUNDING and top > self._area().top:
            return min(limit, top), bands
        return limit, (*bands, (top, top + thing.height))

    def _clear(self, y: float, height: float, bands: tuple[tuple[float, float], ...]) -> float:
        """Return the first place from ``y`` on where a line does not run into what floats."""
        for top, bottom in sorted(bands):
            if y < bottom - _ROUNDING and y + height > top + _ROUNDING:
                y = bottom
        return y


NOTE_RULE = 12.0
"""The height of the short line above footnotes with its space, in points."""
