"""The two workbooks beside a batch: 清单.xlsx of what was made, 未生成.xlsx of the rows that have to be mended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafting.composing.rows import NoValue
from drafting.desk.batch_names import free_file
from drafting.documents.sheet_writing import Column, add_sheet, workbook

if TYPE_CHECKING:
    from drafting.desk.batch import Batch, Problem
    from drafting.desk.batch_rows import RowList

LISTING, REPORT = "清单.xlsx", "未生成.xlsx"
_MOST_LINES = 12  # height of a row
_PRINTED = 8  # columns of the report that go on paper: the faults, and enough to know the row by


def write_listing(output: Path, batch: Batch, rows: Path, *, overwrite: bool) -> Path:
    """Write the list of the documents that were made, with the facts they lack, into ``output``; return its file."""
    columns: list[Column] = [
        ("行号", 7, "number"),
        ("文件", 40, "text"),
        ("标题", 50, "text"),
        ("主送机关", 30, "text"),
        ("待补", 24, "text"),
    ]
    path = free_file(output, LISTING, [rows], overwrite=overwrite)
    cells = ([done.row, done.file.name, done.title, done.recipients, "、".join(done.missing)] for done in batch.made)
    with workbook(path) as book:
        add_sheet(book, "清单", columns, cells, len(batch.made))
    return path


def write_report(output: Path, batch: Batch, listed: RowList, rows: Path, *, overwrite: bool) -> Path:
    """Write the rows that were not made into ``output``, what is wrong before their own cells; return its file.

    The list can be run again as it is once its cells are mended: its first four columns are no fields.
    """
    width = max(len(listed.columns.headers), *(len(row.cells) for row in listed.rows))
    headers = [*listed.columns.headers, *(f"第 {index + 1} 列" for index in range(len(listed.columns.headers), width))]
    columns: list[Column] = [("行号", 7, "number"), ("列", 14, "text"), ("问题", 44, "text"), ("怎么改", 44, "text")]
    columns += [(header, 18, "any") for header in headers]
    by_number = {row.number: row.cells for row in listed.rows}
    path = free_file(output, REPORT, [rows], overwrite=overwrite)

    def cells() -> Any:
        for failure in batch.failed:
            own = [None if isinstance(cell, NoValue) else cell for cell in by_number[failure.row]]  # to be filled in, not taken over
            said = (_numbered(failure.problems, key) for key in ("column", "what", "remedy"))
            yield [failure.row, *said, *own, *[None] * (width - len(own))]

    with workbook(path) as book:
        add_sheet(book, "未生成", columns, cells(), len(batch.failed), printed=min(len(columns), _PRINTED), most_lines=_MOST_LINES)
    return path


def _numbered(problems: tuple[Problem, ...], key: str) -> str:
    """Return one text a problem, a line each, numbered where there are several."""
    texts = [str(getattr(problem, key)) for problem in problems]
    return texts[0] if len(texts) == 1 else "\n".join(f"{number}.{text}" for number, text in enumerate(texts, 1))
