"""Tables as secretaries write them: a line a row, its cells parted by bars or, pasted from a sheet, by tabs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drafting.documents.expressions import expression

BLANK = " \t\u3000\n"
TABLE_MARK = "\x1e表{}\x1e"  # no text of a user can hold U+001E: reading refuses control characters
Row = tuple[int, list[str]]

_RULE = expression(r":?-{2,}:?")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of as many cells each, the first row the header. As text it is the mark that the body puts it at."""

    index: int
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""

    def __str__(self) -> str:
        return TABLE_MARK.format(self.index)


def rows_of(lines: Iterable[tuple[int, str]]) -> list[Row]:
    """Return (line number, cells) of each row of ``lines``, the first the header, which tells how the others are written.

    Lines without anything are dropped; a row of empty cells (``| | |``, or the tabs of a sheet) is a row, as a form to fill in needs it.
    """
    rows: list[Row] = []
    tabbed = framed = False
    for number, line in lines:
        if not rows:
            if not line.strip(BLANK):
                continue
            tabbed, framed = "\t" in line.strip(" "), _barred(line).startswith("|")
        elif not line.strip(BLANK) and not (tabbed and line.count("\t") == len(rows[0][1]) - 1):
            continue
        if "\t" in line.strip(" ") and (tabbed or "|" not in _barred(line)):
            cells = line.strip(" ").split("\t")
        else:
            cells = _parted(_barred(line), framed=framed, width=len(rows[0][1]) if rows else 0)
        rows.append((number, [cell.strip(BLANK) for cell in cells]))
    return rows


def without_rule(rows: list[Row]) -> list[Row]:
    """Return ``rows`` without the line of dashes that Markdown writes below the header."""
    ruled = len(rows) > 1 and all(_RULE.fullmatch(cell) for cell in rows[1][1])
    return [rows[0], *rows[2:]] if ruled else rows


def _barred(line: str) -> str:
    return line.strip(BLANK).replace("｜", "|")


def _parted(line: str, *, framed: bool, width: int) -> list[str]:
    """Part a row at its bars. A bar at its edge is a frame where the header has one, otherwise only where the cells come out right so.

    A row of bars alone is blank either way and taken as it comes out right.
    """
    cells = line.split("|")
    if not line.startswith("|"):
        return cells
    inside = line[1:].removesuffix("|").split("|")
    if framed and (line.strip(BLANK + "|") or len(cells) != width):
        return inside
    return inside if len(inside) == width != len(cells) else cells
