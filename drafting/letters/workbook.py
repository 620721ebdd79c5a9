"""Results as workbooks: typed cells, personal data masked, nothing that a spreadsheet would take for a formula."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from drafting.documents.sheet_writing import Column, add_sheet, too_long, workbook
from drafting.letters.batch import Batch, Letter, Unread
from drafting.letters.corrections import COLUMN as CORRECTION
from drafting.letters.extracted_columns import EXTRACTED, ROUTED, extracted_cells, routed_cells
from drafting.letters.extraction import Extracted, extract
from drafting.letters.masking import mask, mask_name
from drafting.letters.routing import Routed
from drafting.letters.sorting import Verdict

CUT = "内容太长，单元格放不下，全文见原件"
"""What stands beside a text that no cell can hold whole."""

UNREAD = "未读入"
"""The sheet of the rows that are no letters, in every workbook."""


def write_sorted(
    path: Path,
    batch: Batch,
    verdicts: Sequence[Verdict],
    extracted: Sequence[Extracted] | None = None,
    routed: Sequence[Routed] | None = None,
) -> None:
    """Write sheets 分类结果, 汇总 and 未读入 for ``letters sort`` to ``path``, whole or not at all.

    What a clerk puts into the empty column 更正 is what ``letters learn`` learns from. ``extracted`` is what was read off the letters
    (worked out here where it is not given); with ``routed`` each letter has its 承办单位 too, and what is to be decided stands in a sheet
    待定派单.
    """
    extracted = [extract(letter) for letter in batch.letters] if extracted is None else extracted
    columns: list[Column] = [
        ("编号", 12, "text"),
        ("标题", 34, "long"),
        ("一级", 13, "text"),
        ("二级", 16, "text"),
        ("三级", 16, "text"),
        ("把握", 8, "share"),
        ("复核", 8, "text"),
        (CORRECTION, 12, "text"),
        ("依据", 26, "text"),
        ("地点", 22, "text"),
        ("时间", 18, "date"),
        ("与哪封重复", 12, "text"),
        ("内容", 70, "long"),
        ("另一可能", 30, "text"),
        *EXTRACTED,
        *(ROUTED if routed else ()),
        ("用户", 14, "text"),
        ("备注", 24, "text"),
        ("出处", 30, "text"),
    ]
    printed = 12  # columns: what a clerk takes along on paper; the rest is for the screen

    def row(letter: Letter, verdict: Verdict, read: Extracted, sent: Routed | None) -> list[Any]:
        levels = (*verdict.path, "", "")[:3]
        text = mask(letter.text, letter.user)
        return [
            letter.id,
            mask(letter.title, letter.user),
            *levels,
            verdict.confidence,
            "需复核" if verdict.review else "",
            "",
            "、".join(verdict.evidence),
            verdict.place,
            letter.time,
            verdict.duplicate_of,
            text,
            " / ".join(verdict.second or ()) + ("（另一件事）" if verdict.several else ""),
            *extracted_cells(read),
            *(routed_cells(sent) if sent else ()),
            mask_name(letter.user),
            "；".join((*letter.notes, CUT) if too_long(text) else letter.notes),
            str(letter.source),
        ]

    with workbook(path) as book:
        sent: Sequence[Routed | None] = routed or [None] * len(verdicts)
        rows_of = zip(batch.letters, verdicts, extracted, sent, strict=True)
        add_sheet(book, "分类结果", columns, (row(*one) for one in rows_of), len(verdicts), printed)
        _summary(book, batch, verdicts)
        if routed:
            _undecided(book, batch, verdicts, routed)
        add_unread(book, batch.unread)


def add_unread(book: Any, unread: Sequence[Unread]) -> None:
    """Add the sheet 未读入 to ``book``: every row that is no letter, where it stands and why."""
    columns: list[Column] = [("文件", 30, "text"), ("工作表", 16, "text"), ("行", 8, "number"), ("原因", 40, "text")]
    rows = ([item.source.file, item.source.sheet, item.source.row, item.reason] for item in unread)
    add_sheet(book, UNREAD, columns, rows, len(unread))


def _undecided(book: Any, batch: Batch, verdicts: Sequence[Verdict], routed: Sequence[Routed]) -> None:
    columns: list[Column] = [("编号", 12, "text"), ("标题", 34, "long"), ("主题", 40, "text"), ("地点", 22, "text"), *ROUTED[:3]]
    rows = [
        [letter.id, mask(letter.title, letter.user), " / ".join(verdict.path), verdict.place, *routed_cells(sent)[:3]]
        for letter, verdict, sent in zip(batch.letters, verdicts, routed, strict=True)
        if sent.undecided
    ]
    add_sheet(book, "待定派单", columns, rows, len(rows))


def _summary(book: Any, batch: Batch, verdicts: Sequence[Verdict]) -> None:
    topics = Counter(verdict.path[:2] for verdict in verdicts)
    review = Counter(verdict.path[:2] for verdict in verdicts if verdict.review)
    repeats = Counter(verdict.path[:2] for verdict in verdicts if verdict.duplicate_of)
    first_level = Counter(verdict.topic for verdict in verdicts)
    columns: list[Column] = [("一级", 18, "text"), ("二级", 30, "text")]
    columns += [("件数", 10, "number"), ("占比", 10, "share"), ("需复核", 10, "number"), ("重复", 10, "number")]
    rows: list[list[Any]] = []
    total = max(len(verdicts), 1)
    for topic, count in first_level.most_common():
        under = [key for key in sorted(topics, key=lambda key: -topics[key]) if key[0] == topic]
        parts = [[topic, key[1], topics[key], topics[key] / total, review[key], repeats[key]] for key in under if len(key) > 1]
        rows.append([topic, "小计", count, count / total, sum(review[key] for key in under), sum(repeats[key] for key in under)])
        rows += parts
    rows.append(["合计", "", len(verdicts), 1.0 if verdicts else 0.0, sum(review.values()), sum(repeats.values())])
    rows.append(["未读入的行", "", len(batch.unread), None, None, None])
    add_sheet(book, "汇总", columns, rows, len(rows))
