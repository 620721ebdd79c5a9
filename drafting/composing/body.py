"""Plain text → paragraphs with their roles: levels, run-in headings, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drafting.composing.tables import BLANK, TABLE_MARK, Table
from drafting.documents.expressions import expression
from drafting.documents.model import Cell, Paragraph, Place, Role
from drafting.documents.numerals import in_chinese, value_of
from drafting.documents.roles.clauses import clauses
from drafting.documents.roles.headings import heading, line_enumerator

NEXT_LEVEL = "\x1e级{}\x1e"  # in a rendered body: “the next number of this level goes here”

_ITEM_ENDS = ("。", "；", "！", "？")
_NUMERALS = "一二三四五六七八九"
_NUMERAL = expression(rf"[{_NUMERALS}十]{{1,3}}|[0-9]{{1,2}}")
_NUMBERED = rf"(?:[（(][{_NUMERALS}十]{{1,3}}[）)][、.．]?|[{_NUMERALS}十]{{1,3}}、|[（(][0-9]{{1,2}}[）)]|[0-9]{{1,2}}[.．、](?![0-9]))"
_NEXT = expression(rf"{NEXT_LEVEL.format(r'([1-4])')}[{BLANK}]*{_NUMBERED}?[{BLANK}]*")  # a number that the writer put there too goes
_TABLE = expression(TABLE_MARK.format(r"(\d+)"))


class Numbering:
    """The numbers of the levels as they stand; seen ones count on, lower levels begin anew."""

    def __init__(self) -> None:
        self._at = [0, 0, 0, 0]

    def see(self, level: int, number: int) -> None:
        """Take note of a number of ``level`` (1–4) in the text."""
        self._at[level - 1 :] = [number] + [0] * (4 - level)

    def next(self, level: int) -> str:
        """Return the mark that follows on ``level``: 一、（一）1.（1）."""
        number = self._at[level - 1] + 1
        self.see(level, number)
        return (f"{in_chinese(number)}、", f"（{in_chinese(number)}）", f"{number}.", f"（{number}）")[level - 1]


def has_sections(text: str) -> bool:
    """Tell whether a line of ``text`` is a heading of the first level."""
    return any(line_enumerator(line.strip(BLANK))[0] is Role.HEADING1 for line in text.split("\n"))


def paragraphs(text: str, tables: Sequence[Table], first_table: int = 0) -> list[Paragraph]:
    """Return the paragraphs of a rendered body, one a line, blank lines dropped.

    A line that begins with 一、（一）1. or（1） is a heading of that level, ``heading_end`` set where body text follows in the same line;
    a numbered sentence without a heading of its own is body text. ``tables`` are put where their marks stand, counted from ``first_table``.
    """
    numbering = Numbering()
    made: list[Paragraph] = []
    count = first_table
    captions = 0
    for line in text.split("\n"):
        for n, piece in enumerate(_TABLE.split(line)):
            if n % 2:
                table = tables[int(piece)]
                if table.caption:
                    captions += 1
                    made.append(Paragraph(f"表{captions}　{table.caption}", Role.CAPTION))
                made += cells(table, count)
                count += 1
            elif piece.strip(BLANK):
                made.append(_paragraph(_NEXT.sub(lambda found: numbering.next(int(found[1])), piece.strip(BLANK)), numbering))
    return _listed(made)


def _listed(made: list[Paragraph]) -> list[Paragraph]:
    """Make body text of numbered sentences that stand one below the other, and of numbered clauses: neither is a heading."""
    levels = [None if item.place.cell else line_enumerator(item.text)[0] for item in made]
    listed = [
        item.with_role(Role.BODY)
        if item.role.heading_level
        and item.heading_end is None
        and item.text.endswith(_ITEM_ENDS)
        and item.role in (levels[n - 1] if n else None, levels[n + 1] if n + 1 < len(made) else None)
        else item
        for n, item in enumerate(made)
    ]
    if any(item.heading_end is not None for item in listed):
        for n in clauses([item.text for item in listed], [item.role for item in listed], [item.heading_end for item in listed]):
            listed[n] = Paragraph(listed[n].text, Role.BODY)
    return listed


def cells(table: Table, number: int) -> Iterable[Paragraph]:
    """Yield the cells of ``table``, the document's table ``number``, row by row."""
    for row, texts in enumerate(table.rows):
        for column, text in enumerate(texts):
            yield Paragraph(text, Role.BODY, place=Place(cell=Cell(number, row, column, header=row == 0)))


def _paragraph(text: str, numbering: Numbering) -> Paragraph:
    level, mark = line_enumerator(text)
    number = _NUMERAL.search(text, 0, mark)
    if level and number:
        numbering.see(level.heading_level, value_of(number[0]) or 0)
    role, end = heading(text)
    return Paragraph(text, role or Role.BODY, heading_end=end)
