"""Where the lines and pages fall, worked out before Word is asked.

Every line is exactly as high as its style says and a Chinese character exactly as wide as its size, so the pages can be foretold well
enough to decide the few things that the standard makes depend on them: whether the first page shows body text (7.3.3) and whether
署名 and 成文日期 share a page with it (7.3.5.5). Both decisions leave Word's own keeping-together as a safety net.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from drafting.documents.house import STANDARD

Lines = tuple[int, int]
"""A number of lines in Word and in LibreOffice."""

WORD, LIBREOFFICE = 0, 1

_NOT_AT_START = frozenset("、，。；：！？）》〉”’〕】」』…—·～%)")
_NOT_AT_END = frozenset("（《〈“‘〔【「『(")
_HANGS = frozenset("、，。；：！？")
_LATIN = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,:/+%&@#_-")
_KEEPS = _LATIN - {"-"}  # what follows stays with it; both programs end a line after a hyphen
_CLINGS = _NOT_AT_START | _LATIN  # may belong to what stands before
# Between Chinese and Latin, but not at a mark; LibreOffice adds this much of the size.
_SEAM = re.compile(r"[\u3400-\u9fff](?=[0-9A-Za-z])|[0-9A-Za-z%.](?=[\u3400-\u9fff])")
_WORDS = re.compile("[0-9A-Za-z%.]+")
_AUTOSPACE = 0.22
# What is surely as wide as its size.
_WIDE = "\u3001-\u303e\u3041-\u3096\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60“”‘’…—"
_OTHER = re.compile(f"[^{_WIDE}]")
_LATIN_WIDTHS = {".": 0.25, ",": 0.25, ":": 0.278, "/": 0.278, "-": 0.333, " ": 0.25, "%": 0.833}
_ROUNDING = 1e-9


@lru_cache(maxsize=64)
def _widths(size: float, narrowing: float) -> dict[str, float]:
    """Return the widths of characters in points, in Times New Roman or a Chinese font, as far as they were met."""
    return {}


def _measure(chars: Iterable[str], widths: dict[str, float], size: float, narrowing: float) -> None:
    for char in chars:
        wide = _LATIN_WIDTHS.get(char)
        if wide is None:
            wide = 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.69 if char.isupper() else 0.5
        widths[char] = wide * size - narrowing


def line_count(text: str, width: float, size: float, narrowing: float = 0.25, first: float = 0.0) -> Lines:
    """Return how many lines ``text`` takes in Word and in LibreOffice.

    ``width`` is the line's in points, ``first`` what the first line is shorter by, ``size`` the font's in points, each character
    ``narrowing`` points narrower. The two differ: LibreOffice 7 does not read that a file wants no mark to hang in the margin and no
    space between Chinese and Latin, and does both.
    """
    text = str(text)
    if "\n" in text:
        head, *rest = text.split("\n")
        counts = [line_count(head, width, size, narrowing, first), *(line_count(line, width, size, narrowing) for line in rest)]
        return sum(word for word, _ in counts), sum(office for _, office in counts)
    if len(text) * ((1 + _AUTOSPACE) * size - narrowing) < width - first:
        return ONE
    if not _OTHER.search(text):
        return _count_even(text, size - narrowing, width, first)
    widths = _widths(size, narrowing)
    try:
        ends = list(accumulate(map(widths.__getitem__, text), initial=0.0))
    except KeyError:
        _measure(set(text) - widths.keys(), widths, size, narrowing)
        ends = list(accumulate(map(widths.__getitem__, text), initial=0.0))
    seams = _seams(text)
    word = _count(text, ends, (), 0.0, width, first, hanging=False)
    return word, _count(text, ends, seams, _AUTOSPACE * size, width, first, hanging=True)


def _count_even(text: str, pitch: float, width: float, first: float) -> Lines:
    """Return the lines of ``text``, each character of which is ``pitch`` points wide."""
    length, fit, later = len(text), max(1, int((width - first) / pitch + _ROUNDING)), max(1, int(width / pitch + _ROUNDING))

    def count(lines: int, start: int, stop: int, hangs: frozenset[str]) -> int:
        while stop < length:
            if text[stop] in hangs:
                stop += 1
                if stop == length:
                    break
            start = _begins(text, start, stop) if text[stop] in _CLINGS or text[stop - 1] in _NOT_AT_END else stop
            lines, stop = lines + 1, start + later
        return lines

    lines, start, stop = 1, 0, fit
    while stop < length:
        if text[stop] in _HANGS:  # up to here the two are alike
            return count(lines, start, stop, frozenset()), count(lines, start, stop, _HANGS)
        start = _begins(text, start, stop) if text[stop] in _CLINGS or text[stop - 1] in _NOT_AT_END else stop
        lines, stop = lines + 1, start + later
    return lines, lines


def _seams(text: str) -> list[int]:
    """Return the offsets of the characters after which LibreOffice leaves space: where Chinese and Latin meet, but not at a mark."""
    found = []
    for word in _WORDS.finditer(text):
        start, end = word.span()
        if start and text[start] not in "%." and "\u3400" <= text[start - 1] <= "\u9fff":
            found.append(start - 1)
        if "\u3400" <= text[end : end + 1] <= "\u9fff":
            found.append(end - 1)
    return found


def _count(text: str, ends: Sequence[float], seams: Sequence[int], space: float, width: float, first: float, *, hanging: bool) -> int:
    """Return the lines of ``text``, whose first n characters end at ``ends[n]`` without the ``space`` after each of ``seams``."""
    lines, start, length, limit = 1, 0, len(text), width - first + _ROUNDING
    seam = 0  # the first one on the line
    while True:
        stop = bisect_right(ends, limit, start) - 1
        if seams:
            inside = bisect_left(seams, stop, seam)
            fewer = bisect_right(ends, limit - (inside - seam) * space, start, stop + 1) - 1
            if inside == seam or seams[inside - 1] < fewer:
                stop = fewer
            else:  # not all of these seams are on the line: one by one, then
                while seam < inside and seams[seam] < stop:
                    limit -= space
                    stop = max(seams[seam], bisect_right(ends, limit, start, stop + 1) - 1)
                    seam += 1
        if stop <= start:
            stop = start + 1
        if hanging and stop < length and text[stop] in _HANGS:
            stop += 1
        if stop >= length:
            return lines
        start = _begins(text, start, stop) if text[stop] in _CLINGS or text[stop - 1] in _NOT_AT_END else stop
        lines, limit, seam = lines + 1, ends[start] + width + _ROUNDING, bisect_left(seams, start)


def _begins(text: str, start: int, stop: int) -> int:
    """Return where the next line begins, after a line from ``start`` that has room up to ``stop``.

    A mark may not begin a line, nor an opening one end it, nor a number be parted, but after a hyphen: the neighbours come along.
    """
    back = stop
    while back > start and (
        text[back] in _NOT_AT_START or text[back - 1] in _NOT_AT_END or (text[back] in _LATIN and text[back - 1] in _KEEPS)
    ):
        back -= 1
    return back if back > start else stop


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


Place = tuple[int, int]
"""A page, from 0, and how many twips of it are taken."""


def place(
    blocks: Sequence[Block], height: int, line: int, program: int, usual: int = STANDARD.line, after: Place | None = None
) -> list[tuple[int, int]]:
    """Return for each block the pages (from 0) on which its first and its last line fall.

    ``height`` is the text block's and ``line`` that of the text's lines, in twips, for which the blocks have ``usual``; ``program`` is
    ``WORD`` or ``LIBREOFFICE``. ``after`` is where what stands before ``blocks`` ends.

    Keeping with the next block is not followed: the caller wants to know whether it would be needed.
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
    page, used = after or (0, 0)
    for block in blocks:
        if block.new_page and (used or pages or after):
            page, used = page + 1, 0
        above, below = (block.before * line // usual, block.after * line // usual) if block.gaps else (block.before, block.after)
        high = (block.line * line // usual if block.elastic else block.line) or 1
        repeated = block.repeated * line // usual
        used += above
        lines = block.lines[program]
        if lines * high <= height - used:
            used += lines * high + below
            pages.append((page, page))
            continue
        fit = max(0, min(lines, (height - used) // high))
        over = lines - fit
        # Where the first line goes over, so does the space above it.
        first, top = (page, repeated) if fit else (page + 1, above + repeated)
        here = max(1, (height - top) // high)
        page += 1
        if over > here:
            over -= here
            top, each = repeated, max(1, (height - repeated) // high)
            more = -(-over // each)
            page, over = page + more, over - (more - 1) * each
        pages.append((first, page))
        used = top + over * high + below
    return pages, (page, used)


def merged(blocks: Iterable[Block]) -> list[Block]:
    """Return ``blocks`` with neighbours in one wherever they fill pages like one paragraph: a long text is then a few blocks."""
    found: list[Block] = []
    lines = [0, 0]
    last: Block | None = None  # the block that the next ones may be part of, its own lines in ``lines``
    for block in blocks:
        if last is not None and block.line == last.line and block.elastic == last.elastic and _is_plain(block):
            lines[WORD] += block.lines[WORD]
            lines[LIBREOFFICE] += block.lines[LIBREOFFICE]
            continue
        if last is not None:
            found.append(replace(last, lines=(lines[WORD], lines[LIBREOFFICE])))
        last = block if _is_plain(block) else None
        lines = list(block.lines)
        if last is None:
            found.append(block)
    if last is not None:
        found.append(replace(last, lines=(lines[WORD], lines[LIBREOFFICE])))
    return found


def _is_plain(block: Block) -> bool:
    return not (block.before or block.after or block.new_page or block.repeated)


def height_of(blocks: Iterable[Block]) -> int:
    """Return the height of ``blocks`` on one endless page, in twips."""
    return sum(block.before + max(block.lines) * block.line + block.after for block in blocks)
