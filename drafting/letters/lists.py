"""The result of a batch that no sheet holds with comfort: a workbook with the figures, and every letter in CSV files beside it.

The files are UTF-8 with a mark at the beginning, as Excel and WPS need it for Chinese; what either would take for a formula, a day or a
number to be rounded is written so that it stays what it is.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from drafting.documents.errors import UserError
from drafting.documents.files import refuse_overwriting, replacing
from drafting.documents.sheet_writing import Column, add_sheet, workbook
from drafting.letters import tables
from drafting.letters.batch import Unread
from drafting.letters.corrections import COLUMN as CORRECTION
from drafting.letters.filed import Filed, Tally
from drafting.letters.workbook import UNDECIDED, UNDECIDED_COLUMNS, add_summary, add_unread, sorted_cells, sorted_columns, undecided_cells

LISTED = 200_000
"""Rows beyond which they stand in CSV files, so many in each: a larger workbook is slow to open."""

_HEAD = 5  # titles of columns by which a list is known
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"(?=.*\d)[\d.,:/Ee+-]+")  # what is shown as a number or a day
_PLAIN_NUMBER = re.compile(r"[1-9]\d{0,10}|0")  # of these Excel shows every digit


@dataclass(slots=True)
class Listed:
    """A file of letters: its path, how many are in it, and the ids of the first and the last one."""

    path: Path
    letters: int
    first: str
    last: str


class Lists:
    """Rows in files of ``LISTED`` each: ``X-1.csv``, ``X-2.csv`` … beside the workbook ``X.xlsx``, all of which are there at the end of
    ``files``, or none.

    ``name`` is put behind the workbook's; the column numbered ``identified`` has the letter's id. No file takes the place of one of
    ``inputs``, or in a folder of these of any file but such a list: ``UserError``.
    """

    def __init__(
        self, files: ExitStack, target: Path, name: str, columns: Sequence[Column], inputs: Sequence[Path], identified: int = 0
    ) -> None:
        self.told: list[Listed] = []
        self._files, self._inputs, self._identified = files, inputs, identified
        self._stem = target.with_name(f"{target.stem}{name}")
        self._titles = [title for title, _, _ in columns]
        self._kinds = [kind for _, _, kind in columns]
        self._stream: TextIO | None = None
        self._writer: Any = None

    def add(self, cells: Sequence[Any]) -> None:
        """Write a row. Raises ``UserError`` where its file cannot be written."""
        number = cells[self._identified]
        if self._stream is None or self.told[-1].letters == LISTED:
            self._next(number)
        self._writer.writerow(map(_cell, cells, self._kinds))
        self.told[-1].letters += 1
        self.told[-1].last = number

    def close(self) -> tuple[Path, ...]:
        """Finish the last file; return all."""
        if self._stream is not None:
            self._stream.close()
        return tuple(one.path for one in self.told)

    def _next(self, number: str) -> None:
        self.close()
        path = self._stem.with_name(f"{self._stem.name}-{len(self.told) + 1}.csv")
        refuse_overwriting(path, self._inputs)
        inside = [folder for folder in self._inputs if folder.is_dir() and path.resolve().is_relative_to(folder.resolve())]
        if inside and path.exists() and _head(path)[:_HEAD] != self._titles[:_HEAD]:
            raise UserError("清单文件会覆盖读入的文件", str(path), "请用 -o 另起一个文件名，或者写到别的文件夹")
        temporary = self._files.enter_context(replacing(path))
        # A lone half of a surrogate pair, which a damaged file may hold, can be written in no encoding.
        self._stream = self._files.enter_context(temporary.open("w", encoding="utf-8-sig", errors="replace", newline=""))
        self._writer = csv.writer(self._stream)
        self._writer.writerow(self._titles)
        self.told.append(Listed(path, 0, number, number))


def _head(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
            return next(csv.reader([stream.readline()]), [])
    except (OSError, csv.Error):
        return []


def _cell(value: Any, kind: str) -> str:
    if value is None or value == "":
        return ""
    if kind == "share":
        return f"{value:.1%}"
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    text = str(value).replace("\x00", "")
    if kind == "text" and _NUMBER.fullmatch(text) and not _PLAIN_NUMBER.fullmatch(text):
        return f"{text}\t"  # Excel and WPS then leave it as it is
    return f"'{text}" if text.startswith(_FORMULA) else text


def add_files(book: Any, name: str, told: Sequence[Listed]) -> None:
    """Add a sheet ``name`` to ``book`` that tells which letters are in which file."""
    columns: list[Column] = [("文件", 40, "text"), ("封数", 10, "number"), ("第一封的编号", 24, "text"), ("最后一封的编号", 24, "text")]
    add_sheet(book, name, columns, [[one.path.name, one.letters, one.first, one.last] for one in told], len(told))


def write_lists(
    target: Path, filed: Iterable[Filed], unread: Sequence[Unread], inputs: Sequence[Path] = (), *, routed: bool = False
) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Write the result of ``letters sort`` for very many letters, which are written as they come, whole or not at all.

    The workbook ``target`` has 汇总, 清单文件 and 未读入; what else would be its sheet 分类结果 is in files beside it, 待定派单 in others.
    Return both. Raises ``UserError`` as ``Lists`` does.
    """
    tally = Tally()
    with ExitStack() as files:
        letters = Lists(files, target, "", sorted_columns(routed=routed), inputs)
        undecided = Lists(files, target, f"-{UNDECIDED}", UNDECIDED_COLUMNS, inputs)
        for one in tally.counting(filed):
            letters.add(sorted_cells(one))
            if one.routed is not None and one.routed.undecided:
                undecided.add(undecided_cells(one))
        written = letters.close(), undecided.close()
        with workbook(target) as book:
            add_summary(book, tally, len(unread))
            add_files(book, "清单文件", [*letters.told, *undecided.told])
            add_unread(book, unread)
    return written


def corrected_list(target: Path) -> Path | None:
    """Return the first list of an earlier run beside the workbook ``target`` in which a clerk wrote something under 更正."""
    start = f"{target.stem}-"
    for path in sorted(target.parent.glob("*.csv")):
        if not (path.name.startswith(start) and path.stem.removeprefix(start).isdecimal() and path.stat().st_size):
            continue
        rows = (cells for _, cells in tables.delimited(path).rows if not isinstance(cells, tables.Fault))
        head = [str(cell) for cell in next(rows, ())]
        at = head.index(CORRECTION) if CORRECTION in head else None
        if at is not None and any(str(cell).strip() for cells in rows for cell in cells[at : at + 1]):
            return path
    return None
