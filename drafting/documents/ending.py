"""The last page: 版记 stands on a page with text, not alone on one of its own, where the lines can be set so (7.4, 7.3.5.5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from drafting.documents.house import House
from drafting.documents.pagination import LIBREOFFICE, ONE, WORD, Block, Piece, place

# By how much the lines may be set closer or wider for it: nobody notices.
_CLOSE, _WIDE, _STEP = 530 / 579, 640 / 579, 5
_MARGIN = 60  # twips that must be left on the page: programs round


def line_for_record(pieces: Sequence[Piece], line: int, record: int, house: House, holds: Callable[[int], bool]) -> int:
    """Return the height of the lines in twips, the nearest to ``line``, with which 版记 stands on a page with text; ``line`` if none does.

    ``pieces`` are the document's, in portrait format where they end; ``record`` is the height of 版记 in twips. ``holds`` tells of a height
    whether everything else that depends on it is as it should be.
    """
    blocks = _last_run([block for piece in pieces for block in piece.blocks])
    if not blocks or record > house.height - 2 * house.line or _shared(blocks, line, record, house, 0):
        return line
    close, wide = round(house.line * _CLOSE), round(house.line * _WIDE)
    heights = sorted(range(close, wide + 1, _STEP), key=lambda height: abs(height - line))
    for slacks in ((-1, 0, 1), (0,)):  # heights that hold though the estimate of the lines be one off come first
        for height in heights:
            if all(_shared(blocks, height, record, house, slack) for slack in slacks) and holds(height):
                return height
    return line


def _last_run(blocks: list[Block]) -> list[Block]:
    """Return the blocks from the last one that begins a page."""
    start = next((at for at in range(len(blocks) - 1, 0, -1) if blocks[at].new_page), 0)
    return blocks[start:]


def _shared(blocks: Sequence[Block], line: int, record: int, house: House, slack: int) -> bool:
    """Tell whether 版记 shares the page on which the text ends, the text ``slack`` lines longer than estimated."""
    at = max(range(len(blocks)), key=lambda n: max(blocks[n].lines))
    longer = [
        replace(block, lines=(max(1, block.lines[WORD] + slack), max(1, block.lines[LIBREOFFICE] + slack))) if n == at else block
        for n, block in enumerate(blocks)
    ]
    for program in (WORD, LIBREOFFICE):
        pages = place([*longer, Block(ONE, record + _MARGIN)], house.height, line, program, house.line)
        if pages[-1][0] != pages[-2][1]:
            return False
    return True
