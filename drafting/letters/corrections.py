"""What a clerk put right in the workbook of ``letters sort``: the column 更正, beside 一级 and 复核."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from drafting.letters import tables
from drafting.letters.batch import Batch, Letter, Unread
from drafting.letters.columns import HEADER_WITHIN
from drafting.letters.reading import read_letters

COLUMN = "更正"
"""The column that the clerk writes into: a first-level topic (or a path, 一级/二级/三级), or a tick where the program was right."""

_FILED, _DOUBT = "一级", "复核"  # the columns of the program's own word: the topic, and whether it asks for a second look
_BESIDE = ("汇总", "待定派单", "未读入")  # the other sheets of that workbook
_RIGHT = frozenset(
    (
        *("√", "✓", "✔", "☑", "✅", "ok", "yes", "y", "对", "对的", "是", "是的", "正确", "无误", "没错", "没有错", "没问题", "同意"),
        *("归类正确", "分类正确", "归类无误", "分类无误", "归类对", "分类对", "归对了", "分对了", "不用改", "不改", "无需更正"),
    )
)
_WRONG = frozenset(
    (
        *("×", "✗", "✘", "✕", "❌", "x", "no", "n", "?", "错", "错误", "有误", "不准", "不准确", "不正确", "不同意", "否", "待定"),
        *("归类错误", "分类错误", "归类有误", "分类有误", "归类不对", "分类不对", "归错了", "分错了", "归错", "分错", "要改", "需更正"),
    )
)
_WRONG_AT_ONCE = ("不是", "不对", "错了")  # whatever follows, 不对，应归交通 is no category
_ENDS = "。．.，,！!~ "


class Labelled(NamedTuple):
    """Letters with a category, those that a clerk decided on apart from those filed by the program and left as they were.

    ``unread`` are the rows that are no letters, and those of the ``refused`` letters, of which the clerk only says that they are filed
    wrongly. ``written`` tells how many letters got each category that the clerk wrote out; ``filed`` are the categories that stand in the
    files anyway.
    """

    decided: tuple[Letter, ...]
    accepted: tuple[Letter, ...]
    without: int
    unread: tuple[Unread, ...]
    corrected: int
    refused: int = 0
    written: Mapping[str, int] = MappingProxyType({})
    filed: frozenset[str] = frozenset()


def read_labelled(paths: Sequence[Path], columns: Mapping[str, str] | None = None) -> Labelled:
    """Return the letters of ``paths`` with what is known of their category; ``columns`` and errors are as in ``read_letters``.

    In a workbook with a column 更正 the clerk's word decides; of the other rows those that the program did not ask to review count as
    accepted, the rest as without category. A word of refusal (不对, ×) names no category: its row is told of as unread. In any other file,
    and in the rows of a table with 更正 that the program did not file (it has no column 一级), the category is that of the file.
    """
    headings = {path: _headings(path) for path in paths}
    plain = [path for path in paths if COLUMN not in headings[path]]
    decided: list[Letter] = []
    accepted: list[Letter] = []
    unread: list[Unread] = []
    without = corrected = refused = 0
    written: Counter[str] = Counter()
    filed: set[str] = set()
    if plain:
        batch = read_letters(plain, columns)
        decided += [letter for letter in batch.letters if letter.labels]
        without += len(batch.letters) - len(decided)
        filed.update(letter.labels[0] for letter in decided)
        unread += batch.unread
    for path in paths:
        if path in plain:
            continue
        said = _column(path, columns, COLUMN)
        by_program = _FILED in headings[path]
        given = _column(path, columns, _FILED) if by_program else read_letters([path], columns)
        # Without the column 复核 nobody knows what was to be reviewed: then nothing counts as accepted.
        doubted = _column(path, columns, _DOUBT).letters if _DOUBT in headings[path] else [None] * len(said.letters)
        unread += [row for row in said.unread if row.source.sheet not in _BESIDE]
        for letter, own, doubt in zip(said.letters, given.letters, doubted, strict=True):
            filed.update(own.labels[:1])
            word = letter.labels[0].split("/")[0].strip() if letter.labels else ""
            plain_word = unicodedata.normalize("NFKC", word).replace("\ufe0f", "").strip(_ENDS).lower()
            if plain_word in _WRONG or plain_word.startswith(_WRONG_AT_ONCE):
                unread.append(Unread(letter.source, f"“{COLUMN}”里写的是“{word[:20]}”，没有单写应归哪一类，没有学"))
                refused += 1
                continue
            if plain_word in _RIGHT:
                word = own.labels[0] if own.labels else ""
            elif word:
                written[word] += 1
            if word:
                decided.append(replace(letter, labels=(word,)))
                corrected += 1
            elif own.labels and not by_program:
                decided.append(replace(letter, labels=own.labels[:1]))
            elif own.labels and doubt is not None and not doubt.labels:
                accepted.append(replace(letter, labels=own.labels[:1]))
            else:
                without += 1
    return Labelled(tuple(decided), tuple(accepted), without, tuple(unread), corrected, refused, written, frozenset(filed))


def _column(path: Path, columns: Mapping[str, str] | None, name: str) -> Batch:
    """Return the letters of ``path`` with the column ``name`` as their only label."""
    return read_letters([path], {**(columns or {}), "类别": name, "二级": name, "三级": name})


def has_corrections(path: Path) -> bool:
    """Whether a table of this file has a column 更正; a file that cannot be read has none (reading it says why)."""
    return COLUMN in _headings(path)


def _headings(path: Path) -> frozenset[str]:
    """Return what stands in the first rows of the file's tables, where headers do; nothing where it cannot be read."""
    try:
        kind = tables.kind_of(path)
        if kind in tables.SHEETS:
            found = tables.sheets(path)
        elif kind in tables.TEXTS:
            found = [tables.delimited(path)]
        else:
            return frozenset()
        heads = [cells for table in found for _, cells in islice(table.rows, HEADER_WITHIN) if isinstance(cells, Sequence)]
    except Exception:  # whatever is wrong with the file is told where it is read as letters
        return frozenset()
    return frozenset(str(cell).strip() for cells in heads for cell in cells)
