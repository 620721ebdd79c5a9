"""Plain text → paragraphs with their roles: levels, run-in headings, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from drafting.composing.values import BLANK, TABLE_MARK, Table
from drafting.documents.model import Cell, Paragraph, Place, Role

NEXT_LEVEL = "\x1e级{}\x1e"  # in a rendered body: “the next number of this level goes here”

_NUMERALS = "一二三四五六七八九"
_CHINESE = f"[{_NUMERALS}十]{{1,3}}"
_LEVELS = (
    (Role.HEADING1, re.compile(rf"({_CHINESE})、(?!{_CHINESE}[等类级批期次、])")),  # “一、二等奖” counts, it is no heading
    (Role.HEADING2, re.compile(rf"[（(]({_CHINESE})[）)]")),
    (Role.HEADING3, re.compile(r"(\d{1,2})(?:[.．](?!\d)|、)")),
    (Role.HEADING4, re.compile(r"[（(](\d{1,2})[）)]")),
)
_SENTENCE_END = re.compile("[。！？；]")
_LABEL = re.compile(r"[^，。：]{2,12}：(?=.)")
_LONGEST_HEADING = 40  # characters; a longer numbered sentence is a clause, not a heading
_LONGEST_CLOSED = 20  # likewise for one that stands alone and ends with a full stop
_NEXT = re.compile(NEXT_LEVEL.format(r"([1-4])"))
_TABLE = re.compile(TABLE_MARK.format(r"(\d+)"))


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
        return (f"{chinese_number(number)}、", f"（{chinese_number(number)}）", f"{number}.", f"（{number}）")[level - 1]


def chinese_number(number: int) -> str:
    """Return ``number`` (0–99) in Chinese numerals; a larger one in digits."""
    if not 0 < number < 100:
        return "〇" if number == 0 else str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens - 1] + "十") + (_NUMERALS[ones - 1] if ones else "")


def level_of(text: str) -> tuple[Role, int, int] | None:
    """Return (role, number, length of the mark) of a line that begins with a level's mark, None for any other."""
    for role, pattern in _LEVELS:
        found = pattern.match(text)
        if found:
            return role, _value(found[1]), found.end()
    return None


def has_sections(text: str) -> bool:
    """Tell whether a line of ``text`` is a heading of the first level."""
    return any((level := level_of(line.strip(BLANK))) and level[0] is Role.HEADING1 for line in text.split("\n"))


def paragraphs(text: str, tables: Sequence[Table], first_table: int = 0) -> list[Paragraph]:
    """Return the paragraphs of a rendered body, one a line, blank lines dropped.

    A line that begins with 一、（一）1. or（1） is a heading of that level; ``heading_end`` is set where its sentence goes on as body text,
    and after the mark alone where the whole is one long sentence. ``tables`` are put where their marks stand, counted from ``first_table``.
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
    return made


def cells(table: Table, number: int) -> Iterable[Paragraph]:
    """Yield the cells of ``table``, the document's table ``number``, row by row."""
    for row, texts in enumerate(table.rows):
        for column, text in enumerate(texts):
            yield Paragraph(text, Role.BODY, place=Place(cell=Cell(number, row, column, header=row == 0)))


def _paragraph(text: str, numbering: Numbering) -> Paragraph:
    found = level_of(text)
    if found is None:
        return Paragraph(text)
    role, number, mark = found
    numbering.see(role.heading_level, number)
    return Paragraph(text, role, heading_end=_heading_end(text, mark))


def _heading_end(text: str, mark: int) -> int | None:
    label = _LABEL.match(text, mark)
    if label:  # “一、会议时间：2026年3月5日”
        return label.end()
    end = _SENTENCE_END.search(text, mark)
    if end is None:
        return None if len(text) <= _LONGEST_HEADING else mark
    if end.end() == len(text):
        return None if len(text) <= _LONGEST_CLOSED else mark
    return end.end() if end.end() <= _LONGEST_HEADING and end[0] != "；" else mark


def _value(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    value = _NUMERALS.find(ones) + 1 if ones else 0
    return value + (10 * (_NUMERALS.find(tens) + 1 if tens else 1) if ten else 0)
