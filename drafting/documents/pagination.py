"""Where the lines and pages fall, worked out before Word is asked.

Every line is exactly as high as its style says and a Chinese character exactly as wide as its size, so the pages can be foretold well
enough to decide the few things that the standard makes depend on them: whether the first page shows body text (7.3.3) and whether
署名 and 成文日期 share a page with it (7.3.5.5). Both decisions leave Word's own keeping-together as a safety net.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"[0-9A-Za-z.,:/+%&@#_\-]+|.", re.DOTALL)
_NOT_AT_START = frozenset("、，。；：！？）》〉”’〕】」』…—·～%)")
_NOT_AT_END = frozenset("（《〈“‘〔【「『(")
_NARROW = {"Z": 0.667, ".": 0.25, ",": 0.25, ":": 0.278, "/": 0.278, "-": 0.333, " ": 0.25, "%": 0.833}


def line_count(text: str, width: float, size: float, narrowing: float = 0.25, first: float = 0.0) -> int:
    """Return how many lines ``text`` takes.

    ``width`` is the line's in points, ``first`` what the first line is shorter by, ``size`` the font's in points, each character
    ``narrowing`` points narrower. Marks that may not begin or end a line take their neighbour along, as Word and LibreOffice do.
    """
    total = 0
    for line in text.split("\n"):
        total += 1
        room = width - first + 0.01
        used = 0.0
        widths: list[tuple[str, float]] = []  # the tokens on the current line
        for found in _TOKEN.finditer(line):
            token = found[0]
            wide = sum(_width(char) * size - narrowing for char in token)
            if widths and used + wide > room:
                carried: list[tuple[str, float]] = []
                if token[0] in _NOT_AT_START:
                    carried.append(widths.pop())
                while widths and widths[-1][0][-1] in _NOT_AT_END:
                    carried.insert(0, widths.pop())
                total += 1
                room = width + 0.01
                widths = carried
                used = sum(item for _, item in carried)
            widths.append((token, wide))
            used += wide
        first = 0.0
    return total


def _width(char: str) -> float:
    """Return the width of a character in Times New Roman or a Chinese font, in its own size."""
    if char in _NARROW:
        return _NARROW[char]
    if unicodedata.east_asian_width(char) in "WFA":
        return 1.0
    return 0.69 if char.isupper() else 0.5


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table row as the page sees it: its lines, their height, and what is left free above and below (twips)."""

    lines: int
    line: int
    before: int = 0
    after: int = 0
    new_page: bool = False
    elastic: bool = False  # its lines follow the height of the text's lines


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the document: its markup, and what it is on the page, block by block (a table has one a row)."""

    xml: str
    blocks: tuple[Block, ...] = ()


def place(blocks: Sequence[Block], height: int, line: int) -> list[tuple[int, int]]:
    """Return for each block the pages (from 0) on which its first and its last line fall.

    ``height`` is the text block's and ``line`` that of the text's lines, in twips.

    Keeping with the next block is not followed: the caller wants to know whether it would be needed.
    """
    pages: list[tuple[int, int]] = []
    page, used = 0, 0
    for block in blocks:
        if block.new_page and (used or pages):
            page, used = page + 1, 0
        used += block.before
        started: int | None = None
        high = line if block.elastic else block.line
        for _ in range(block.lines):
            if used + high > height:
                page, used = page + 1, block.before if started is None else 0
            if started is None:
                started = page
            used += high
        pages.append((page if started is None else started, page))
        used += block.after
    return pages


def height_of(blocks: Iterable[Block]) -> int:
    """Return the height of ``blocks`` on one endless page, in twips."""
    return sum(block.before + block.lines * block.line + block.after for block in blocks)
