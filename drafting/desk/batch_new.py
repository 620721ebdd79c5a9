"""A list to start a batch from: a workbook with a kind's columns, the example filled in, and a sheet that says what each takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from drafting.composing.schema import FieldType
from drafting.desk.batch_rows import GUIDE
from drafting.desk.drafting import template_folders
from drafting.documents.errors import UserError
from drafting.documents.sheet_writing import Column, add_sheet, workbook

if TYPE_CHECKING:
    from drafting.composing.row_example import ExampleColumn

_LIST = "名单"
_DATE = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})日?")
_WIDE, _NARROW = 44, 20
_MOST_LINES = 8  # height of a row


def new_rows(kind: str, output: Path, templates: Sequence[Path] = ()) -> Path:
    """Write a list for documents of ``kind`` (id or Chinese name) to ``output``, an .xlsx: its columns and its example as the first row.

    Fields that the example does without stand in the sheet 填写说明 only. A file that exists is not overwritten. Returns ``output``.
    """
    from drafting.composing import find_kind
    from drafting.composing.row_example import example_columns

    if output.suffix.lower() != ".xlsx":
        raise UserError("名单样例只能是 .xlsx 文件", str(output), "请把输出文件名改成 .xlsx 结尾")
    if output.exists():
        raise UserError("文件已经存在，没有覆盖", str(output), "请换一个文件名，或者先把旧文件移走")
    found = find_kind(kind, template_folders(templates))
    columns = example_columns(found)
    shown = [column for column in columns if column.required or column.example]
    listed: list[Column] = [
        (f"{'*' if one.required else ''}{one.name}", _WIDE if len(one.example) > 30 else _NARROW, "any") for one in shown
    ]
    guide: list[Column] = [("列名", 20, "text"), ("必填", 8, "text"), ("怎么填", 50, "text"), ("说明", 60, "text"), ("例子", 40, "text")]
    with workbook(output) as book:
        add_sheet(book, _LIST, listed, [[_cell(one) for one in shown]], 1, most_lines=_MOST_LINES)
        add_sheet(book, GUIDE, guide, [_guided(one) for one in columns if one.number == 1], len(columns))
    return output


def _cell(one: ExampleColumn) -> object:
    found = _DATE.fullmatch(one.example) if one.asked.type is FieldType.DATE else None
    return datetime(*map(int, found.groups())) if found else one.example  # type: ignore[arg-type]


def _guided(one: ExampleColumn) -> list[object]:
    help_text = one.asked.help or (one.field.help if one.item is None else "")
    example = one.asked.example or one.example.split("\n")[0]
    return [one.name, "必填" if one.required else "", one.expected, help_text, example]
