"""Where the lines and pages fall, worked out before Word is asked.

Every line is exactly as high as its style says and a Chinese character exactly as wide as its size, so the pages can be foretold well
enough to decide the few things that the standard makes depend on them: whether the first page shows body text (7.3.3) and whether
署名 and 成文日期 share a page with it (7.3.5.5). Both decisions leave Word's own keeping-together as a safety net.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from drafting.documents.house import STANDARD, House
from drafting.documents.model import Role
from drafting.documents.typesetting.line_breaking import (
    LATIN,
    LATIN_STRETCH,
    NOT_AT_END,
    NOT_AT_START,
    ROUNDING,
    SHARED_MARKS,
    Advances,
    allowed,
    as_libreoffice,
    breaks,
    is_stuck,
)
from drafting.documents.typesetting.widths import SEAM_SPACE, WIDTHS

Lines = tuple[int, int]
"""A number of lines in Word and in LibreOffice."""

WORD, LIBREOFFICE = 0, 1

# What is as wide as its size and no more in either program, wherever it stands.
_EVEN = "\u3000-\u3029\u3030-\u303e\u3041-\u3096\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60"
_UNEVEN = re.compile(f"([^{_EVEN}]+)")
_SHARED = re.compile(f"[{SHARED_MARKS}]+")
_QUOTES = frozenset("“”‘’")
_CLINGS = NOT_AT_START | LATIN  # may belong to what stands before
_MAY_NOT_END = NOT_AT_END | {mark for mark in NOT_AT_START if mark > "~"}  # a line, the latter beside Latin text
_MOST_KNOWN = 4096  # pieces of text whose width is remembered


def line_count(text: str, width: float, size: float, narrowing: float = 0.25, first: float = 0.0, *, hanging: bool = True) -> Lines:
    """Return how many lines ``text`` takes in Word and in LibreOffice.

    ``width`` is the line's in points, ``first`` what the first line is shorter by, ``size`` the font's in points, each character
    ``narrowing`` points narrower. The two differ: LibreOffice 7 does not read that a file wants no mark to hang in the margin and no
    space between Chinese and Latin, and does both; no mark hangs there beside an indent on the right, which ``hanging`` is to say.
    """
    if "\n" in text:
        counts = []
        for part in text.split("\n"):
            counts.append(line_count(part, width, size, narrowing, first, hanging=hanging))
            first = 0.0
        return sum(word for word, _ in counts), sum(office for _, office in counts)
    if len(text) * ((1 + 2 * SEAM_SPACE) * size) < width - first:
        return ONE
    if narrowing >= 0:
        most, least = _bounds(text, _known(size, narrowing), width - narrowing, first)
        if most == ceil((least + first - ROUNDING) / (width + size)):  # a mark may hang on every line
            return most, most
    return _counted(text, width, size, narrowing, first, hanging=hanging)


def _counted(text: str, width: float, size: float, narrowing: float, first: float, *, hanging: bool) -> Lines:
    """Return the lines of ``text`` by breaking it in both ways."""
    wide = [WIDTHS[char] * size - narrowing for char in text]
    in_word = len(breaks(text, Advances(wide), width, first))
    edges = sorted({edge for marks in _SHARED.finditer(text) for edge in marks.span()} - {0, len(text)})  # ``runs`` parts them there
    given = as_libreoffice(text, [(edge, size, -narrowing) for edge in (*edges, len(text))], list(wide))
    return in_word, len(breaks(text, given, width, first, hanging=hanging))


class _Known(dict[str, tuple[float, float]]):
    """The pieces of text met so far that are not even: how wide each can be at most, and by how much less it takes at least than even."""

    def __init__(self, size: float, narrowing: float) -> None:
        super().__init__()
        self.size, self.narrowing, self.pitch = size, narrowing, size - narrowing

    def __missing__(self, piece: str) -> tuple[float, float]:
        size, narrowing = self.size, self.narrowing
        word = sum(map(WIDTHS.__getitem__, piece)) * size - narrowing * len(piece)
        edges = {edge for found in (LATIN_STRETCH, _SHARED) for one in found.finditer(piece) for edge in one.span()}
        seams = piece[0].isalnum() + piece[-1].isalnum()
        # Blanks may stand in the margin, some marks are narrower in LibreOffice.
        less = sum(WIDTHS[char] if char in " ·" else 0.5 if char in _QUOTES else 0.0 for char in piece)
        if len(self) > _MOST_KNOWN:
            self.clear()
        self[piece] = found = word + narrowing * len(edges) + SEAM_SPACE * size * seams, word - less * size - len(piece) * self.pitch
        return found


@lru_cache(maxsize=64)
def _known(size: float, narrowing: float) -> _Known:
    return _Known(size, narrowing)


def _bounds(text: str, known: _Known, room: float, first: float) -> tuple[int, float]:
    """Return how many lines ``text`` takes at most in either program, and how many points wide it is at least.

    0 lines where that is not worked out: where something is longer than a line.
    """
    pitch = known.pitch
    least = len(text) * pitch
    lines, start, at, used = 1, 0, 0, first
    uneven = True
    for piece in _UNEVEN.split(text):
        begin, at = at, at + len(piece)
        uneven = not uneven
        if uneven:
            wide, less = known[piece]
            least += less
            if used + wide <= room:
                used += wide
                continue
            back = _ends(text, start, begin)
            if back <= start or wide > room:
                return 0, least
            lines, start, used = lines + 1, back, wide + (_wide(text[back:begin], known) if back < begin else 0.0)
            if used > room:
                return 0, least
            continue
        used += (at - begin) * pitch
        while used > room:
            used -= (at - begin) * pitch
            back = _ends(text, start, min(begin + int((room - used) / pitch), at - 1))
            if back <= start:
                return 0, least
            if back < begin:
                used = _wide(text[back:begin], known)
            else:
                begin, used = back, 0.0
            lines, start = lines + 1, back
            used += (at - begin) * pitch
    return lines, least


def _wide(text: str, known: _Known) -> float:
    pieces = _UNEVEN.split(text)
    return sum([known[piece][0] for piece in pieces[1::2]]) + known.pitch * sum(map(len, pieces[::2]))


def _ends(text: str, start: int, stop: int) -> int:
    """Return where a line from ``start`` that has room up to ``stop`` may end in both programs."""
    if text[stop] not in _CLINGS and text[stop - 1] not in _MAY_NOT_END:
        return stop
    back = allowed(text, start, stop)
    while back > start and is_stuck(text, start, back):
        back = allowed(text, start, back - 1)
    return back


def on_grid(house: House) -> bool:
    """Tell whether 发文机关标志 stands where the standard has it on a page with the standard's lines: then the page has a grid of lines.

    Our styles follow no grid, but LibreOffice moves the first line of a page to the next line of one all the same, up to 4 mm down. The
    standard's own place lies on its grid; for any other page there is none.
    """
    marks = ((one.line, one.top, one.height, one.mark_top, one.element(Role.ISSUER_MARK).size) for one in (house, STANDARD))
    return next(marks) == next(marks)


def page_height(house: House, program: int) -> int:
    """Return how many twips of a page there are for lines: in LibreOffice those of the lines of its grid, however close they are set."""
    return house.height // house.line * house.line if program == LIBREOFFICE and on_grid(house) else house.height


Held = tuple[frozenset[int], frozenset[int]]
"""In Word and in LibreOffice: after how many lines no page ends, because what stands there is kept with the line after it."""

_FREE: Held = (frozenset(), frozenset())


@lru_cache(maxsize=256)
def kept_with_next(lines: Lines) -> Held:
    """Return where no page ends in a paragraph of so many lines that is kept with the next: LibreOffice does not divide it either."""
    return frozenset({lines[WORD]}), frozenset(range(1, lines[LIBREOFFICE] + 1))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table row as the page sees it: its lines, their height, and what is left free above and below (twips)."""

    lines: Lines
    line: int
    before: int = 0
    after: int = 0
    new_page: bool = False
    elastic: bool = False  # its lines follow the height of the text's lines
    gaps: bool = False  # and so do the blank lines above and below it
    repeated: int = 0  # what stands above it again where it begins a page: the head of its table
    sure: bool = False  # the number of lines is not one that a character more or less would change
    held: Held = _FREE  # it is kept with what follows, or holds such blocks


ONE: Lines = (1, 1)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the document: its markup, and what it is on the page, block by block (a table has one a row)."""

    xml: str
    blocks: tuple[Block, ...] = ()


class Place(NamedTuple):
    """A page, from 0, how many twips of it are taken, and how many at their end are kept with what follows."""

    page: int = 0
    used: int = 0
    kept: int = 0


_TOP = Place()


def place(
    blocks: Sequence[Block], height: int, line: int, program: int, usual: int = STANDARD.line, after: Place | None = None
) -> list[tuple[int, int]]:
    """Return for each block the pages (from 0) on which its first and its last line fall.

    ``height`` is the text block's and ``line`` that of the text's lines, in twips, for which the blocks have ``usual``; ``program`` is
    ``WORD`` or ``LIBREOFFICE``. ``after`` is where what stands before ``blocks`` ends.

    What is kept with the next block goes along with it, as ``Block.held`` says.
    """
    return _placed(blocks, height, line, program, usual, after)[0]


def end_of(blocks: Sequence[Block], height: int, line: int, program: int, usual: int = STANDARD.line) -> Place:
    """Return where ``blocks`` end; the rest as for ``place``."""
    return _placed(blocks, height, line, program, usual)[1]


def left_over(blocks: Sequence[Block], height: int, line: int, program: int, usual: int = STANDARD.line) -> int:
    """Return how many twips the last page has left below ``blocks``; the rest as for ``place``."""
    return height - end_of(blocks, height, line, program, usual)[1]


def _placed(
    blocks: Sequence[Block], height: int, line: int, program: int, usual: int, after: Place | None = None
) -> tuple[list[tuple[int, int]], Place]:
    pages: list[tuple[int, int]] = []
    page, used, kept = after or _TOP
    for block in blocks:
        if block.new_page and (used or pages or after):
            page, used, kept = page + 1, 0, 0
        above, below = (block.before * line // usual, block.after * line // usual) if block.gaps else (block.before, block.after)
        high = (block.line * line // usual if block.elastic else block.line) or 1
        lines, held = block.lines[program], block.held[program]
        if lines * high <= height - used - above:
            pages.append((page, page))
            whole = held and _held_lines(held, lines, lines)
            kept = (kept + above if kept and whole == lines else 0) + whole * high + below if whole else 0
            used += above + lines * high + below
            continue
        here = max(0, min(lines, (height - used - above) // high))
        start = _last_free(held, 0, here)
        if start == 0 and used == kept:
            start = here  # nothing stands before it that could stay
        first = page if start else page + 1
        # The space above a line that goes over is dropped; what is kept with it goes along, unless that is all there is.
        repeated = block.repeated * line // usual
        top = repeated if start or kept == used else repeated + kept
        page += 1
        here = max(1, (height - top) // high)
        each = max(1, (height - repeated) // high)
        if lines - start > here:
            if held:
                start = _last_free(held, start, start + here) or start + here
                while lines - start > each:
                    start, page = _last_free(held, start, start + each) or start + each, page + 1
                page += 1
            else:
                more = -(-(lines - start - here) // each)
                start, page = start + here + (more - 1) * each, page + more
            top = repeated
        pages.append((first, page))
        whole = held and _held_lines(held, lines, lines - start)
        along = kept if start == 0 and whole == lines and top > repeated else 0  # the first of what is kept came over too
        used, kept = top + (lines - start) * high + below, along + whole * high + below if whole else 0
    return pages, Place(page, used, kept)


def _last_free(held: frozenset[int], start: int, stop: int) -> int:
    """Return the last line up to ``stop`` after which a page may end; 0 where there is none after ``start``."""
    while stop in held and stop > start:
        stop -= 1
    return stop if stop > start else 0


def _held_lines(held: frozenset[int], lines: int, most: int) -> int:
    """Return how many of the last lines, ``most`` at the most, are kept with what follows."""
    count = 0
    while count < most and lines - count in held:
        count += 1
    return count


def merged(blocks: Iterable[Block]) -> list[Block]:
    """Return ``blocks`` with neighbours in one wherever they fill pages like one paragraph: a long text is then a few blocks."""
    found: list[Block] = []
    last: Block | None = None  # the block that the next ones may be part of
    word = office = 0  # its lines so far
    held_in_word: list[int] = []
    held_in_office: list[int] = []

    def ended(last: Block) -> Block:
        return replace(last, lines=(word, office), held=(frozenset(held_in_word), frozenset(held_in_office)) if held_in_word else _FREE)

    for block in blocks:
        plain = not (block.before or block.after or block.new_page or block.repeated)
        if last is None or block.line != last.line or block.elastic != last.elastic or not plain:
            if last is not None:
                found.append(ended(last))
            last, word, office, held_in_word, held_in_office = block if plain else None, 0, 0, [], []
            if not plain:
                found.append(block)
                continue
        lines = block.lines
        if block.held is not _FREE:
            held_in_word += [word + at for at in block.held[WORD]]
            held_in_office += [office + at for at in block.held[LIBREOFFICE]]
        word += lines[WORD]
        office += lines[LIBREOFFICE]
    if last is not None:
        found.append(ended(last))
    return found


def height_of(blocks: Iterable[Block]) -> int:
    """Return the height of ``blocks`` on one endless page, in twips."""
    return sum(block.before + max(block.lines) * block.line + block.after for block in blocks)
