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

Lines = tuple[int, int]
"""A number of lines in Word and in LibreOffice."""

WORD, LIBREOFFICE = 0, 1

_TOKEN = re.compile(r"[0-9A-Za-z.,:/+%&@#_\-]+|.", re.DOTALL)
_NOT_AT_START = frozenset("、，。；：！？）》〉”’〕】」』…—·～%)")
_NOT_AT_END = frozenset("（《〈“‘〔【「『(")
_HANGS = frozenset("、，。；：！？")
_MARKS = _NOT_AT_START | _NOT_AT_END | {" ", "　"}
_AUTOSPACE = 0.22  # of the size, between Chinese and Latin in LibreOffice
_NARROW = {"Z": 0.667, ".": 0.25, ",": 0.25, ":": 0.278, "/": 0.278, "-": 0.333, " ": 0.25, "%": 0.833}


def line_count(text: str, width: float, size: float, narrowing: float = 0.25, first: float = 0.0) -> Lines:
    """Return how many lines ``text`` takes in Word and in LibreOffice.

    ``width`` is the line's in points, ``first`` what the first line is shorter by, ``size`` the font's in points, each character
    ``narrowing`` points narrower. The two differ: LibreOffice 7 does not read that a file wants no mark to hang in the margin and no
    space between Chinese and Latin, and does both.
    """
    lines = text.split("\n")
    return (
        sum(_count(line, width, size, narrowing, first if at == 0 else 0.0, 0.0) for at, line in enumerate(lines)),
        sum(_count(line, width, size, narrowing, first if at == 0 else 0.0, _AUTOSPACE * size) for at, line in enumerate(lines)),
    )


def _count(text: str, width: float, size: float, narrowing: float, first: float, autospace: float) -> int:
    hanging = autospace > 0
    total = 1
    room = width - first + 0.01
    used = 0.0
    line: list[tuple[str, float]] = []  # the tokens on the current line
    for found in _TOKEN.finditer(text):
        token = found[0]
        wide = sum(_width(char) * size - narrowing for char in token)
        if line and autospace and _is_latin(token) != _is_latin(line[-1][0]) and not {token[0], line[-1][0][-1]} & _MARKS:
            wide += autospace
        if line and used + wide > room and not (hanging and token in _HANGS and used <= room):
            # A mark may not begin a line, nor an opening one end it: the neighbour comes along.
            carried: list[tuple[str, float]] = []
            if token[0] in _NOT_AT_START:
                carried.append(line.pop())
            while line and line[-1][0][-1] in _NOT_AT_END:
                carried.insert(0, line.pop())
            total += 1
            room = width + 0.01
            line = carried
            used = sum(item for _, item in carried)
        line.append((token, wide))
        used += wide
    return total


def _is_latin(token: str) -> bool:
    return token[0].isascii()


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

    lines: Lines
    line: int
    before: int = 0
    after: int = 0
    new_page: bool = False
    elastic: bool = False  # its lines follow the height of the text's lines


ONE: Lines = (1, 1)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the document: its markup, and what it is on the page, block by block (a table has one a row)."""

    xml: str
    blocks: tuple[Block, ...] = ()


def place(blocks: Sequence[Block], height: int, line: int, program: int) -> list[tuple[int, int]]:
    """Return for each block the pages (from 0) on which its first and its last line fall.

    ``height`` is the text block's and ``line`` that of the text's lines, in twips; ``program`` is ``WORD`` or ``LIBREOFFICE``.

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
        for _ in range(block.lines[program]):
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
    return sum(block.before + max(block.lines) * block.line + block.after for block in blocks)
