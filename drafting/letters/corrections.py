"""What a clerk put right in the workbook of ``letters sort``: the column 更正, beside 一级 and 复核."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from drafting.letters import tables
from drafting.letters.batch import Batch, Letter, Unread
from drafting.letters.reading import read_letters

COLUMN = "更正"
"""The column that the clerk writes into: a first-level topic (or a path, 一级/二级/三级), or a tick where the program was right."""

_HEADER_WITHIN = 20
_RIGHT = frozenset(("√", "✓", "✔", "对", "是", "正确", "无误", "同意", "ok", "OK"))


class Labelled(NamedTuple):
    """Letters with a category, those that a clerk decided on apart from those filed by the program and left as they were."""

    decided: tuple[Letter, ...]
    accepted: tuple[Letter, ...]
    without: int
    unread: tuple[Unread, ...]
    corrected: int


def read_labelled(paths: Sequence[Path], columns: Mapping[str, str] | None = None) -> Labelled:
    """Return the letters of ``paths`` with what is known of their category; ``columns`` and errors are as in ``read_letters``.

    In a workbook with a column 更正 the clerk's word decides; of the other rows those that the program did not ask to review count as
    accepted, the rest as without category. In any other file the category is that of the file.
    """
    plain = [path for path in paths if not has_corrections(path)]
    decided: list[Letter] = []
    accepted: list[Letter] = []
    unread: list[Unread] = []
    without = corrected = 0
    if plain:
        batch = read_letters(plain, columns)
        decided += [letter for letter in batch.letters if letter.labels]
        without += len(batch.letters) - len(decided)
        unread += batch.unread
    for path in paths:
        if path in plain:
            continue
        said = _column(path, columns, COLUMN)
        filed, review = _column(path, columns, "一级"), _column(path, columns, "复核")
        unread += said.unread
        for letter, program, doubt in zip(said.letters, filed.letters, review.letters, strict=True):
            word = letter.labels[0].split("/")[0].strip() if letter.labels else ""
            if word in _RIGHT:
                word = program.labels[0] if program.labels else ""
            if word:
                decided.append(replace(letter, labels=(word,)))
                corrected += 1
            elif program.labels and not doubt.labels:
                accepted.append(replace(letter, labels=program.labels[:1]))
            else:
                without += 1
    return Labelled(tuple(decided), tuple(accepted), without, tuple(unread), corrected)


def _column(path: Path, columns: Mapping[str, str] | None, name: str) -> Batch:
    """Return the letters of ``path`` with the column ``name`` as their only label."""
    return read_letters([path], {**(columns or {}), "类别": name, "二级": name, "三级": name})


def has_corrections(path: Path) -> bool:
    """Whether a table of this file has a column 更正; a file that cannot be read has none (reading it says why)."""
    try:
        kind = tables.kind_of(path)
        if kind in tables.SHEETS:
            found = tables.sheets(path)
        elif kind in (".csv", ".tsv"):
            found = [tables.delimited(path)]
        else:
            return False
        heads = [cells for table in found for _, cells in islice(table.rows, _HEADER_WITHIN) if isinstance(cells, Sequence)]
    except Exception:  # whatever is wrong with the file is told where it is read as letters
        return False
    return any(str(cell).strip() == COLUMN for cells in heads for cell in cells)
