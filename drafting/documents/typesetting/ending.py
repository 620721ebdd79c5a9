"""The last page: 版记 stands on a page with text, not alone on one of its own, where the lines can be set so (7.4, 7.3.5.5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from drafting.documents.house import House
from drafting.documents.typesetting.pagination import LIBREOFFICE, WORD, Block, Piece, end_of, height_of, merged, page_height, place

# By how much the lines may be set closer or wider for it: so that nobody notices, and closer rather than a second page.
_CLOSEST, _CLOSE, _WIDE, _STEP = 490 / 579, 530 / 579, 640 / 579, 5
_RECORD = 440 / 579  # of a usual line: how close the lines of 版记 may be set, whose type is a size smaller
_MARGIN = 40  # twips that a page may be lower than it should be: programs round


def lines_for_record(pieces: Sequence[Piece], line: int, record: Block, house: House, holds: Callable[[int], bool]) -> tuple[int, int]:
    """Return the height of the text's lines and of those of 版记 in twips, with which 版记 stands on a page with text.

    They are as near as can be to ``line`` and the house's own; just these where nothing helps. ``pieces`` are the document's, in portrait
    format where they end; ``record`` is 版记 as the page sees it, in one piece. ``holds`` tells of a height of the text's lines whether
    everything else that depends on it is as it should be.
    """
    usual, closer = house.line, round(house.line * _RECORD)
    blocks = [block for piece in pieces for block in piece.blocks]
    run = _last_run(blocks)
    if not run or record.line > house.height - 2 * house.line:
        return line, usual
    longest = max(range(len(run)), key=lambda n: max(run[n].lines))
    parts = _Parts(merged(run[:longest]), run[longest], merged(run[longest + 1 :]))
    if _shared(parts, line, record, house, 0):
        return line, usual
    record = replace(record, line=record.line * closer // usual)
    closest, close, wide = (round(house.line * by) for by in (_CLOSEST, _CLOSE, _WIDE))
    heights = [line, *sorted(range(close, wide + 1, _STEP), key=lambda height: abs(height - line))]
    if len(run) == len(blocks) and place(run, house.height, line, WORD, house.line)[-1][1] == 0:
        heights += range(close - _STEP, closest - 1, -_STEP)
    guessed = max(max(block.lines) for block in run) > 1  # how many lines a paragraph takes, that of one line aside
    for slacks in ((-1, 0, 1), (0,)) if guessed else ((0,),):  # heights that hold though the guess be one off come first
        for height in heights:
            if all(_shared(parts, height, record, house, slack) for slack in slacks) and (height == line or holds(height)):
                return height, closer
    return line, usual


def _last_run(blocks: list[Block]) -> list[Block]:
    """Return the blocks from the last one that begins a page."""
    start = next((at for at in range(len(blocks) - 1, 0, -1) if blocks[at].new_page), 0)
    return blocks[start:]


class _Parts(NamedTuple):
    """The blocks of a run: its longest paragraph, the one whose estimate is likeliest off, and in as few blocks as can be the others."""

    before: list[Block]
    longest: Block
    after: list[Block]


def _shared(parts: _Parts, line: int, record: Block, house: House, slack: int) -> bool:
    """Tell whether 版记 shares the page on which the text ends, the text ``slack`` lines longer than estimated."""
    word, office = parts.longest.lines
    longest = replace(parts.longest, lines=(max(1, word + slack), max(1, office + slack)))
    for program in (WORD, LIBREOFFICE):
        for less in (0, _MARGIN):
            text = [*parts.before, longest, *parts.after]
            end = end_of(text, page_height(house, program) - less, line, program, house.line)
            if end.used + height_of([record]) > house.height - less:
                return False
    return True
