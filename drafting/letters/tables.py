"""Rows out of the file types that letters come in; what a row means is decided in ``reading``."""

from __future__ import annotations

import csv
import json
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafting.documents import sheet_reading
from drafting.documents.errors import UserError
from drafting.documents.sheet_reading import SHEETS, TEXTS, Above, encoding_of
from drafting.letters.columns import recognise

__all__ = ["READABLE", "SHEETS", "TEXTS", "Above", "Fault", "Row", "Table", "delimited", "json_lines", "kind_of", "sheets", "text_blocks"]

READABLE = SHEETS | TEXTS | {".jsonl", ".txt", ".docx"}
_DELIMITERS = ",\t;，|"
_HEAD = 20  # lines from which a delimiter is chosen
_MOST_LINES, _MOST_CHARACTERS = 2_000, 400_000  # of one row of a .csv: what goes on longer has a quotation mark that nobody closed


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be read, and why."""

    reason: str


Row = tuple[int, Sequence[object] | Fault]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: ``rows`` are (row or line counted from 1, cells or the fault of the row); ``hidden`` sheets are no one's data."""

    sheet: str
    rows: Iterator[Row]
    hidden: bool = False


def kind_of(path: Path) -> str:
    """Return the suffix that fits what is in the file (see ``sheet_reading``); a .txt that holds a table is a .csv."""
    suffix = sheet_reading.kind_of(path)
    return ".csv" if suffix == ".txt" and _is_table(path) else suffix


def _is_table(path: Path) -> bool:
    """Whether a text file begins with a row of column names: two known ones at least, set off by tabs or commas."""
    with path.open(encoding=encoding_of(path), errors="replace") as stream:
        first = next((line for line in stream if line.strip()), "")
    return any(len(recognise(next(csv.reader([first], delimiter=mark), []))) > 1 for mark in "\t,")


def sheets(path: Path) -> list[Table]:
    """Return the sheets of a workbook; raises ``UserError`` as ``sheet_reading.sheets`` does."""
    return [Table(one.sheet, iter(one.rows), one.hidden) for one in sheet_reading.sheets(path)]


def delimited(path: Path) -> Table:
    """Return the rows of a .csv or .tsv, streamed; the delimiter is the one under which most column names are recognised.

    A quotation mark that is not closed would swallow the rows after it: the line that it stands in is a ``Fault``, the next ones are read.
    Raises ``UserError`` for a file without text.
    """
    encoding = encoding_of(path)
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        sample = [line for _, line in zip(range(_HEAD), stream, strict=False)]
    if not any(line.strip() for line in sample):
        raise UserError("文件是空的", path.name, "请确认导出时选对了范围")

    def fit(delimiter: str) -> tuple[int, int]:
        rows = list(csv.reader(sample, delimiter=delimiter))
        return max(len(recognise(cells)) for cells in rows), max(len(cells) for cells in rows[:5])

    return Table("", _delimited_rows(path, encoding, max(_DELIMITERS, key=fit)))


class _TooLong(Exception):
    """A row has more lines or characters than any letter."""


class _Lines:
    """The lines of a file, of which some can be given back; ``taken`` are those of the row being read."""

    def __init__(self, stream: Iterator[str]) -> None:
        self.taken: list[str] = []
        self._stream = stream
        self._again: deque[str] = deque()
        self._characters = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._stream).replace("\x00", "")
        self.taken.append(line)
        if len(self.taken) > 1:
            self._characters += len(line)
            if len(self.taken) > _MOST_LINES or self._characters > _MOST_CHARACTERS:
                raise _TooLong
        return line

    def next_row(self) -> None:
        self.taken.clear()
        self._characters = 0

    def give_back(self) -> None:
        """Let all lines of the row but its first be read again."""
        self._again.extendleft(reversed(self.taken[1:]))


def _delimited_rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(1 << 30)
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        lines = _Lines(stream)
        reader = csv.reader(lines, delimiter=delimiter)
        number = 1
        while True:
            lines.next_row()
            try:
                cells: list[str] | None = next(reader, None)
                if cells is None:
                    return
            except (_TooLong, csv.Error):
                cells = None
            if cells is None or (len(lines.taken) > 1 and not _well_quoted(lines.taken, delimiter)):
                yield number, Fault("双引号没有配对，这一行读不出来")
                lines.give_back()
                reader = csv.reader(lines, delimiter=delimiter)
                number += 1
            else:
                yield number, cells
                number += len(lines.taken)


def _well_quoted(lines: list[str], delimiter: str) -> bool:
    """Whether a row over several lines closes its quotation marks where cells end."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True


def json_lines(path: Path) -> Iterator[tuple[int, dict[str, object] | Fault]]:
    """Return (line, object) for each line of a .jsonl file; a faulty line yields its fault."""
    with path.open(encoding=encoding_of(path), errors="replace") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                yield number, Fault("空行")
                continue
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                yield number, Fault("不是一行完整的 JSON")
                continue
            yield number, value if isinstance(value, dict) else Fault("不是 JSON 对象")


_RULE = re.compile(r"\s*([-=*_#—－＝])\1{2,}\s*$")


def text_blocks(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Return (line, lines) for each letter of a text file, streamed.

    Letters are separated by rules (``---``, ``===``, ``***``) where the file has any, else by blank lines.
    """
    encoding = encoding_of(path)
    with path.open(encoding=encoding, errors="replace") as stream:
        ruled = any(_RULE.match(line) for line in stream)
    block: list[str] = []
    start = 1
    with path.open(encoding=encoding, errors="replace") as stream:
        for number, raw in enumerate(stream, 1):
            line = raw.rstrip("\n")
            if _RULE.match(line) if ruled else not line.strip():
                if any(part.strip() for part in block):
                    yield start, block
                block = []
            elif line.strip() or block:
                if not block:
                    start = number
                block.append(line)
    if any(part.strip() for part in block):
        yield start, block
