"""Where the lines and pages fall, worked out before Word is asked.

Every line is exactly as high as its style says and a Chinese character exactly as wide as its size, so the pages can be foretold well
enough to decide the few things that the standard makes depend on them: whether the first page shows body text (7.3.3) and whether
署名 and 成文日期 share a page with it (7.3.5.5). Both decisions leave Word's own keeping-together as a safety net.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from drafting.documents.house import STANDARD

Lines = tuple[int, int]
"""A number of lines in Word and in LibreOffice."""

WORD, LIBREOFFICE = 0, 1

_NOT_AT_START = frozenset("、，。；：！？）》〉”’〕】」』…—·～%)")
_NOT_AT_END = frozenset("（《〈“‘〔【「『(")
_HANGS = frozenset("、，。；：！？")
_LATIN = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,:/+%&@#_-")
# Between Chinese and Latin, but not at a mark; LibreOffice adds this much of the size.
_SEAM = re.compile(r"[\u3400-\u9fff](?=[0-9A-Za-z])|[0-9A-Za-z%.](?=[\u3400-\u9fff])")
_AUTOSPACE = 0.22


class _Widths(dict[str, float]):
    """The width of a character in Times New Roman or a Chinese font, in its own size."""

    def __missing__(self, char: str) -> float:
        wide = 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.69 if char.isupper() else 0.5
        self[char] = wide
        return wide


_WIDTHS = _Widths({".": 0.25, ",": 0.25, ":": 0.278, "/": 0.278, "-": 0.333, " ": 0.25, "%": 0.833})


def line_count(text: str, width: float, size: float, narrowing: float = 0.25, first: float = 0.0) -> Lines:
    """Return how many lines ``text`` takes in Word and in LibreOffice.

    ``width`` is the line's in points, ``first`` what the first line is shorter by, ``size`` the font's in points, each character
    ``narrowing`` points narrower. The two differ: LibreOffice 7 does not read that a file wants no mark to hang in the margin and no
    space between Chinese and Latin, and does both.
    """
    counts = (0, 0)
    for line in text.split("\n"):
        wide = [_WIDTHS[char] * size - narrowing for char in line]
        word = _count(line, wide, width, first, hanging=False)
        for seam in _SEAM.finditer(line):
            wide[seam.start()] += _AUTOSPACE * size
        counts = (counts[0] + word, counts[1] + _count(line, wide, width, first, hanging=True))
        first = 0.0
    return counts


def _count(text: str, wide: Sequence[float], width: float, first: float, *, hanging: bool) -> int:
    ends = list(accumulate(wide, initial=0.01))
    lines, start, room = 1, 0, width - first
    while True:
        stop = max(bisect_right(ends, ends[start] + room) - 1, start + 1)
        if hanging and stop < len(text) and text[stop] in _HANGS:
            stop += 1
        if stop >= len(text):
            return lines
        # A mark may not begin a line, nor an opening one end it, nor a number be parted: the neighbours come along.
        back = stop
        while back > start and (
            text[back] in _NOT_AT_START or text[back - 1] in _NOT_AT_END or (text[back] in _LATIN and text[back - 1] in _LATIN)
        ):
            back -= 1
        start = back if back > start else stop
        lines, room = lines + 1, width


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


ONE: Lines = (1, 1)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the document: its markup, and what it is on the page, block by block (a table has one a row)."""

    xml: str
    blocks: tuple[Block, ...] = ()


def place(blocks: Sequence[Block], height: int, line: int, program: int, usual: int = STANDARD.line) -> list[tuple[int, int]]:
    """Return for each block the pages (from 0) on which its first and its last line fall.

    ``height`` is the text block's and ``line`` that of the text's lines, in twips, for which the blocks have ``usual``; ``program`` is
    ``WORD`` or ``LIBREOFFICE``.

    Keeping with the next block is not followed: the caller wants to know whether it would be needed.
    """
    return _placed(blocks, height, line, program, usual)[0]


def left_over(blocks: Sequence[Block], height: int, line: int, program: int, usual: int = STANDARD.line) -> int:
    """Return how many twips the last page has left below ``blocks``; the rest as for ``place``."""
    return height - _placed(blocks, height, line, program, usual)[1]


def _placed(blocks: Sequence[Block], height: int, line: int, program: int, usual: int) -> tuple[list[tuple[int, int]], int]:
    pages: list[tuple[int, int]] = []
    page, used = 0, 0
    for block in blocks:
        if block.new_page and (used or pages):
            page, used = page + 1, 0
        above, below = (block.before * line // usual, block.after * line // usual) if block.gaps else (block.before, block.after)
        used += above
        started: int | None = None
        high = block.line * line // usual if block.elastic else block.line
        for _ in range(block.lines[program]):
            if used + high > height:
                page, used = page + 1, (above if started is None else 0) + block.repeated * line // usual
            if started is None:
                started = page
            used += high
        pages.append((page if started is None else started, page))
        used += below
    return pages, used


def height_of(blocks: Iterable[Block]) -> int:
    """Return the height of ``blocks`` on one endless page, in twips."""
    return sum(block.before + max(block.lines) * block.line + block.after for block in blocks)
