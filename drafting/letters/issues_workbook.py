"""The workbook of recurring issues: typed cells, personal data masked, every number with its letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from drafting.documents.sheet_writing import Column, add_sheet, workbook
from drafting.letters.batch import Batch
from drafting.letters.common import Common
from drafting.letters.heat import HEAT_FORMULA
from drafting.letters.issues import Issue
from drafting.letters.lists import LISTED, Lists, add_files
from drafting.letters.masking import mask, mask_name
from drafting.letters.notable import NOTABLE_RULE, Notable
from drafting.letters.repeats import KINDS, Repeat
from drafting.letters.urgent import NOTE as URGENT
from drafting.letters.workbook import add_unread


def write_issues(
    path: Path,
    batch: Batch,
    issues: Sequence[Issue],
    common: Sequence[Common] = (),
    repeated: Sequence[Repeat] = (),
    notable: Sequence[Notable] = (),
    inputs: Sequence[Path] = (),
) -> tuple[Path, ...]:
    """Write the workbook of ``letters issues`` to ``path``, whole or not at all.

    The sheets 热点问题表 and 热点问题留言明细表 are those that offices exchange; behind them stand 热度和变化, 面上共性问题,
    高关注单件, 按周来信 and, where letters repeat others, 重复来信. Every number of letters is the number of rows with that 问题ID.
    Details of more letters than a sheet holds with comfort are in files ``X-明细-1.csv`` … beside the workbook, which are returned.
    Raises ``UserError`` where one of them would take the place of one of ``inputs``, or cannot be written.
    """
    table: list[Column] = [
        ("热度排名", 10, "number"),
        ("问题ID", 14, "text"),
        ("热度指数", 10, "number"),
        ("时间范围", 26, "text"),
        ("地点/人群", 34, "text"),
        ("问题描述", 60, "text"),
    ]
    details: list[Column] = [
        ("问题ID", 14, "text"),
        ("留言编号", 12, "text"),
        ("留言用户", 16, "text"),
        ("留言主题", 34, "text"),
        ("留言时间", 18, "date"),
        ("留言详情", 70, "long"),
        ("点赞数", 8, "number"),
        ("反对数", 8, "number"),
    ]
    places: Mapping[str, int] = {letter.id: at for at, letter in enumerate(batch.letters)}

    def detail() -> Iterator[list[Any]]:
        for issue in issues:
            for key in issue.letters:
                one = batch.letters[places[key]]
                yield [
                    issue.id,
                    one.id,
                    mask_name(one.user),
                    mask(one.title, one.user),
                    one.time,
                    mask(one.text, one.user),
                    one.likes,
                    one.dislikes,
                ]

    written: tuple[Path, ...] = ()
    with ExitStack() as files, workbook(path) as book:
        rows = [[i.rank, i.id, i.heat, _period(i), "　".join(filter(None, (i.place, i.people))), i.title] for i in issues]
        # The formula stands in an open note beside the table and under every printed page: the cells are those of the contract.
        look = {"visible": True, "start_col": 7, "start_row": 1, "width": 320, "height": 190, "font_size": 10}
        sheet = add_sheet(book, "热点问题表", table, rows, len(rows), note=(2, HEAT_FORMULA, look))
        sheet.set_footer(f"&L&8{HEAT_FORMULA.split('反映人数：')[0]}&R&8第 &P 页")
        count = sum(len(issue.letters) for issue in issues)
        if count <= LISTED:
            add_sheet(book, "热点问题留言明细表", details, detail(), count)
        else:
            lists = Lists(files, path, "-明细", details, inputs, identified=1)
            for cells in detail():
                lists.add(cells)
            written = lists.close()
            add_files(book, "明细清单文件", lists.told)
        _basis(book, issues)
        _common(book, common)
        _notable(book, notable)
        _weeks(book, issues)
        if repeated:
            _repeated(book, repeated)
        if batch.unread:
            add_unread(book, batch.unread)
    return written


def _period(issue: Issue) -> str:
    if issue.start is None or issue.end is None:
        return ""
    return f"{issue.start:%Y/%m/%d} 至 {issue.end:%Y/%m/%d}"


def _basis(book: Any, issues: Sequence[Issue]) -> None:
    """What each issue's heat is counted from, and how it changed."""
    columns: list[Column] = [("问题ID", 14, "text"), ("类型", 14, "text"), ("来信", 8, "number"), ("反映人数", 10, "number")]
    columns += [
        ("点赞数", 10, "number"),
        ("热度指数", 10, "number"),
        ("趋势", 10, "text"),
        ("与以前比", 10, "text"),
        ("新来信编号", 60, "long"),
    ]
    rows = [[i.id, i.kind, len(i.letters), i.users, i.likes, i.heat, i.trend, i.status, "、".join(i.new)] for i in issues]
    add_sheet(book, "热度和变化", columns, rows, len(rows))


def _common(book: Any, common: Sequence[Common]) -> None:
    columns: list[Column] = [("序号", 8, "number"), ("共性问题", 44, "text"), ("来信", 8, "number"), ("反映人数", 10, "number")]
    columns += [("地方", 8, "number"), ("最多的地方", 44, "text"), ("趋势", 10, "text"), ("来信编号", 60, "long")]
    rows = [
        [
            *(one.rank, one.title, len(one.letters), one.users, one.places),
            *("、".join(f"{place}{count}封" for place, count in one.where), one.trend, "、".join(one.letters)),
        ]
        for one in common
    ]
    add_sheet(book, "面上共性问题", columns, rows, len(rows))


def _notable(book: Any, notable: Sequence[Notable]) -> None:
    columns: list[Column] = [("序号", 8, "number"), ("留言编号", 12, "text"), ("留言主题", 44, "text"), ("关注度", 10, "number")]
    columns += [("点赞数", 10, "number"), ("涉及人数", 10, "number"), ("联名", 8, "text"), (URGENT, 50, "long")]
    rows = [
        [
            *(one.rank, one.id, one.title, one.attention, one.likes, one.people, "联名" if one.joint else ""),
            "；".join(map(str, one.signals)),
        ]
        for one in notable
    ]
    look = {"visible": True, "start_col": len(columns), "start_row": 1, "width": 320, "height": 150, "font_size": 10}
    add_sheet(book, "高关注单件", columns, rows, len(rows), note=(3, NOTABLE_RULE, look))


def _weeks(book: Any, issues: Sequence[Issue]) -> None:
    columns: list[Column] = [("问题ID", 14, "text"), ("问题描述", 60, "text"), ("周（星期一）", 14, "text"), ("来信", 8, "number")]
    rows = ([issue.id, issue.title, f"{monday:%Y-%m-%d}", count] for issue in issues for monday, count in issue.weeks)
    add_sheet(book, "按周来信", columns, rows, sum(len(issue.weeks) for issue in issues))


def _repeated(book: Any, repeated: Sequence[Repeat]) -> None:
    columns: list[Column] = [("留言编号", 12, "text"), ("类型", 12, "text"), ("怎样办", 14, "text"), ("对应的来信", 14, "text")]
    columns += [("在以前的批次", 14, "text"), ("理由", 60, "long")]
    rows = ([one.id, one.kind, KINDS[one.kind], one.of, "是" if one.earlier else "", one.why] for one in repeated)
    add_sheet(book, "重复来信", columns, rows, len(repeated))
