"""Which column of a table is what: by the usual names, or as the user says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from drafting.documents.errors import UserError
from drafting.documents.resources import listed
from drafting.documents.sheet_reading import column_letter, plain_name

CONTENT = "内容"
TITLE = "标题"
HEADER_WITHIN = 20
"""A header row is looked for in so many rows: titles and notes stand above it."""

_LONGEST_NAME = 200
_BRACKETS = "(（【[［"
_MOST_SHOWN = 30  # columns that an error names
_HEADER_WORD = re.compile(r"[^\d。，！？,.!?]{1,8}")
_LETTERS = re.compile(r"[A-Za-z]{1,3}$")


@cache
def usual_names() -> dict[str, tuple[str, ...]]:
    """Return each field with the column names it goes by, the likeliest first (``corpus/letters_columns.tsv``)."""
    rows = (row.split("\t") for row in listed("letters_columns.tsv"))
    return {field: tuple(dict.fromkeys(plain_name(name) for name in [field, *names.split()])) for field, names in rows}


class Chosen(dict[str, str]):
    """The user's choices, field → column, which keep in mind which of them some table has had, and what columns there were.

    Several tables are read with the same choices, and not all of them have the same columns: a choice is wrong only if none has it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._fitting: set[str] = set()
        self._seen: dict[str, None] = {}  # in order, each once

    def see(self, names: Sequence[object], width: int) -> None:
        """Take note of a table that is read: the names of its columns (none: it has no header), and how many columns it has."""
        plain = [plain_name(str(name)) for name in names]
        for at in range(width):
            name = str(names[at]).strip() if at < len(names) else ""
            self._seen[f"{column_letter(at)}列“{name[:12]}”" if name else f"{column_letter(at)}列"] = None
        for field, column in self.items():
            if plain_name(column) in plain or (_LETTERS.match(column) and letter_index(column) < width):
                self._fitting.add(field)

    def unfit(self, where: str) -> UserError | None:
        """Return the error for choices that no table of ``where`` has had; None where all fit, or no table has been read."""
        wrong = [field for field in self if field not in self._fitting]
        if not wrong or not self._seen:
            return None
        named = "、".join(f"“{self[field]}”" for field in wrong)
        seen = list(self._seen)
        columns = "、".join(seen[:_MOST_SHOWN]) + ("等" if len(seen) > _MOST_SHOWN else "")
        options = " ".join(f"--column {field}=列号" for field in wrong)
        return UserError(f"没有{named}这一列（有的是：{columns}）", where, f"请改写 {options}，列号或列名照表里的写；不写就按通常的列名找")


def checked_names(columns: Mapping[str, str]) -> Chosen:
    """Return the user's ``--column`` choices as field → column; raise ``UserError`` for a field that does not exist."""
    chosen = Chosen()
    for name, column in columns.items():
        field = next((field for field, names in usual_names().items() if plain_name(name) == field or plain_name(name) in names), None)
        if field is None or not column.strip():
            raise UserError(
                f"--column {name}={column} 不能用", remedy=f"等号左边请写{'、'.join(usual_names())}之一，右边写列号（如 F）或列名"
            )
        chosen[field] = column.strip()
    return chosen


def recognise(cells: Sequence[object], chosen: Mapping[str, str] | None = None) -> dict[str, int]:
    """Return field → column index for a row taken as a header: the user's choice first, then the usual names.

    A name that two fields share, or two columns of one field, go to the likeliest; every column serves one field.
    """
    _see(chosen, cells, (cells,))
    names = ["" if not isinstance(cell, str) or _is_text(cell) else plain_name(cell) for cell in cells]
    found: dict[str, int] = {}
    for field, column in (chosen or {}).items():
        if plain_name(column) in names:
            found[field] = names.index(plain_name(column))
        elif _LETTERS.match(column):
            found[field] = letter_index(column)
    present = set(names)
    for field, name in _ranked_names():
        if name in present and field not in found and names.index(name) not in found.values():
            found[field] = names.index(name)
    return found


def _is_text(cell: str) -> bool:
    """Whether a cell is so long, without brackets and blanks that do not count, that it is no name: to make one of it takes long."""
    return len(cell) > _LONGEST_NAME and not any(mark in cell for mark in _BRACKETS) and len("".join(cell.split())) > _LONGEST_NAME


@cache
def _ranked_names() -> tuple[tuple[str, str], ...]:
    """Return (field, name) of all usual names, those first that are first in their field."""
    wanted = [(rank, field, name) for field, usual in usual_names().items() for rank, name in enumerate(usual)]
    return tuple((field, name) for _, field, name in sorted(wanted, key=lambda item: item[0]))


def letter_index(letters: str) -> int:
    """Return the index from 0 of a column named as in a spreadsheet: A, B … Z, AA …"""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def find_header(rows: Sequence[Sequence[object]], chosen: Mapping[str, str]) -> tuple[int, dict[str, int]] | None:
    """Return the index of the header among the first rows (-1 where there is none) and field → column; None if no column is the content.

    The header is the row with most recognised names, the content's among them, or two rows, the lower of which names the parts of the
    upper's columns: then it is the lower one. Without a header, columns that the user named by letter are enough: then every row is data.
    """
    best: tuple[int, Sequence[object], int] | None = None
    for index, cells in enumerate(rows[:HEADER_WITHIN]):
        for named in (cells, _with_upper(rows[index - 1], cells) if index else None):
            by_name = _by_name(named, chosen) if named is not None else {}
            if by_name and (best is None or len(by_name) > best[2]):
                best = index, named or (), len(by_name)
    letters = {field: letter_index(column) for field, column in chosen.items() if _LETTERS.match(column)}
    if best is not None:
        header = recognise(best[1], dict(chosen))
        if CONTENT in header and (len(header) > 1 or CONTENT in chosen or _alone(best[1])):
            _see(chosen, best[1], rows)
            return best[0], header
    if CONTENT not in letters:
        return None
    has_names = bool(rows) and _looks_like_header(rows[0], letters[CONTENT])
    _see(chosen, rows[0] if has_names else (), rows)
    return (0 if has_names else -1), letters


def _see(chosen: Mapping[str, str] | None, names: Sequence[object], rows: Sequence[Sequence[object]]) -> None:
    if isinstance(chosen, Chosen):
        chosen.see(names, max(map(len, rows), default=0))


def _by_name(cells: Sequence[object], chosen: Mapping[str, str]) -> dict[str, int]:
    return recognise(cells, {field: column for field, column in chosen.items() if not _is_letter(column, cells)})


def _with_upper(upper: Sequence[object], lower: Sequence[object]) -> list[object] | None:
    """Return the names of a header of two rows: the lower row's, and the upper's where that has none; None where they are no such rows."""
    names = [str(cell).strip() for cell in lower]
    if sum(1 for name in names if name) < 2 or not all(_HEADER_WORD.fullmatch(name) for name in names if name) or len(recognise(lower)) < 2:
        return None
    width = max(len(upper), len(lower))
    return [lower[i] if i < len(lower) and names[i] else upper[i] if i < len(upper) else "" for i in range(width)]


def _is_letter(column: str, cells: Sequence[object]) -> bool:
    return bool(_LETTERS.match(column)) and plain_name(column) not in [plain_name(cell) for cell in cells]


def _alone(cells: Sequence[object]) -> bool:
    """Whether a row has one filled cell: a sheet may hold nothing but the contents."""
    return sum(1 for cell in cells if str(cell).strip()) == 1


def _looks_like_header(cells: Sequence[object], content: int) -> bool:
    """Whether a first row of unknown names is still a header: short words without digits or sentence marks, the content's too."""
    filled = [str(cell).strip() for cell in cells if str(cell).strip()]
    return content < len(cells) and bool(str(cells[content]).strip()) and all(_HEADER_WORD.fullmatch(name) for name in filled)


def missing_content(where: str, rows: Sequence[Sequence[object]]) -> UserError:
    """Return the error for a table without a recognisable content column, naming what stands in its fullest row."""
    fullest: Sequence[object] = max(rows[:HEADER_WITHIN], key=lambda cells: sum(1 for cell in cells if str(cell).strip()), default=())
    seen = "、".join(f"{column_letter(i)}列“{str(cell).strip()[:12]}”" for i, cell in enumerate(fullest) if str(cell).strip())
    return UserError(
        f"没有认出来信内容在哪一列（看到的是：{seen or '没有文字的表'}）",
        where,
        "请用 --column 内容=列号 指明，例如 --column 内容=F，或把表头改为“留言详情”“来信内容”",
    )
