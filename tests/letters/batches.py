"""Files of letters made for the tests, and what was read from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

from drafting.letters.batch import Batch

HEADER = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "反对数", "点赞数"]
ROW = ["1", "甲", "路灯不亮", "2020/1/6 12:09:38", "门口的路灯坏了半个月。", "2", "7"]


def write_xlsx(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]], hidden: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name in hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def everything(batch: Batch) -> int:
    return len(batch.letters) + len(batch.unread)
