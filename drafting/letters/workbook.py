"""Results as workbooks: typed cells, personal data masked, nothing that a spreadsheet would take for a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from drafting.documents.sheet_writing import Column, add_sheet, too_long, workbook
from drafting.letters.batch import Batch, Unread
from drafting.letters.corrections import COLUMN as CORRECTION
from drafting.letters.extracted_columns import EXTRACTED, ROUTED, extracted_cells, routed_cells
from drafting.letters.extraction import Extracted, extract
from drafting.letters.filed import Filed, Tally
from drafting.letters.masking import mask, mask_name
from drafting.letters.routing import Routed
from drafting.letters.sorting import Verdict

CUT = "内容太长，单元格放不下，全文见原件"
"""What stands beside a text that no cell can hold whole."""

UNREAD = "未读入"
"""The sheet of the rows that are no letters, in every workbook."""

UNDECIDED = "待定派单"
UNDECIDED_COLUMNS: Sequence[Column] = (
    ("编号", 12, "text"),
    ("标题", 34, "long"),
    ("主题", 40, "text"),
    ("地点", 22, "text"),
    *ROUTED[:3],
)
"""The list of the letters that a person must route."""


def write_sorted(
    path: Path,
    batch: Batch,
    verdicts: Sequence[Verdict],
    extracted: Sequence[Extracted] | None = None,
    routed: Sequence[Routed] | None = None,
) -> None:
    """Write the workbook of ``letters sort`` as ``write_filed`` does; ``extracted`` is worked out here where it is not given."""
    read: Iterable[Extracted] = map(extract, batch.letters) if extracted is None else extracted
    sent: Sequence[Routed | None] = routed or [None] * len(verdicts)
    filed = (Filed(*one) for one in zip(batch.letters, verdicts, read, sent, strict=True))
    write_filed(path, filed, len(verdicts), batch.unread, routed=bool(routed))


def write_filed(path: Path, filed: Iterable[Filed], count: int, unread: Sequence[Unread], *, routed: bool = False) -> None:
    """Write sheets 分类结果, 汇总 and 未读入 for ``letters sort`` to ``path``, whole or not at all.

    The ``count`` letters are written as they come; what was read off them belongs to each. What a clerk puts into the empty column 更正 is
    what ``letters learn`` learns from. Where the letters are ``routed`` each has its 承办单位 too, and what is to be decided stands in a
    sheet 待定派单.
    """
    printed = 12  # columns: what a clerk takes along on paper; the rest is for the screen
    tally = Tally()
    undecided: list[list[Any]] = []

    def rows() -> Iterator[list[Any]]:
        for one in tally.counting(filed):
            if one.routed is not None and one.routed.undecided:
                undecided.append(undecided_cells(one))
            yield sorted_cells(one)

    with workbook(path) as book:
        add_sheet(book, "分类结果", sorted_columns(routed=routed), rows(), count, printed)
        add_summary(book, tally, len(unread))
        if routed:
            add_sheet(book, UNDECIDED, UNDECIDED_COLUMNS, undecided, len(undecided))
        add_unread(book, unread)


def sorted_columns(*, routed: bool) -> list[Column]:
    """Return the columns of ``sorted_cells``, those of ``routed`` letters where they are."""
    return [
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


def sorted_cells(one: Filed) -> list[Any]:
    """Return the row of one letter."""
    letter, verdict = one.letter, one.verdict
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
        *extracted_cells(one.extracted or extract(letter)),
        *(routed_cells(one.routed) if one.routed else ()),
        mask_name(letter.user),
        "；".join((*letter.notes, CUT) if too_long(text) else letter.notes),
        str(letter.source),
    ]


def undecided_cells(one: Filed) -> list[Any]:
    """Return the row of a letter that a person must route, under ``UNDECIDED_COLUMNS``."""
    verdict, sent = one.verdict, one.routed
    route = routed_cells(sent)[:3] if sent else [None] * 3
    return [one.letter.id, mask(one.letter.title, one.letter.user), " / ".join(verdict.path), verdict.place, *route]


def add_unread(book: Any, unread: Sequence[Unread]) -> None:
    """Add the sheet 未读入 to ``book``: every row that is no letter, where it stands and why."""
    columns: list[Column] = [("文件", 30, "text"), ("工作表", 16, "text"), ("行", 8, "number"), ("原因", 40, "text")]
    rows = ([item.source.file, item.source.sheet, item.source.row, item.reason] for item in unread)
    add_sheet(book, UNREAD, columns, rows, len(unread))


def add_summary(book: Any, tally: Tally, unread: int) -> None:
    """Add the sheet 汇总 to ``book``: letters by topic, and the number of ``unread`` rows."""
    columns: list[Column] = [("一级", 18, "text"), ("二级", 30, "text")]
    columns += [("件数", 10, "number"), ("占比", 10, "share"), ("需复核", 10, "number"), ("重复", 10, "number")]
    topics, review, repeats = tally.topics, tally.review, tally.repeats
    rows: list[list[Any]] = []
    total = max(tally.letters, 1)
    for topic, count in tally.first.most_common():
        under = [key for key in sorted(topics, key=lambda key: -topics[key]) if key[0] == topic]
        parts = [[topic, key[1], topics[key], topics[key] / total, review[key], repeats[key]] for key in under if len(key) > 1]
        rows.append([topic, "小计", count, count / total, sum(review[key] for key in under), sum(repeats[key] for key in under)])
        rows += parts
    rows.append(["合计", "", tally.letters, 1.0 if tally.letters else 0.0, review.total(), repeats.total()])
    rows.append(["未读入的行", "", unread, None, None, None])
    add_sheet(book, "汇总", columns, rows, len(rows))
