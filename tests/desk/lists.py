"""Lists for the tests of a batch, and the batch made of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl

from drafting.desk.batch import Batch, draft_rows
from drafting.documents.model import Role
from drafting.documents.reading import read

HEADER = ["序号", "主送机关", "事由", "目的", "通知事项", "成文日期"]
COMMON = "文种: 通知\n发文机关: 清源市水利局\n"
DAY = dt.date(2026, 3, 5)


def row(number: int, who: str = "", **other: object) -> list[object]:
    usual: dict[str, object] = {
        "序号": number,
        "主送机关": who or f"第{number}水利站",
        "事由": "做好防汛工作",
        "目的": "为做好防汛工作",
        "通知事项": "请认真落实。",
        "成文日期": DAY,
    }
    return [(usual | other)[name] for name in HEADER]


def book(path: Path, rows: list[list[object]], *, header: list[str] | None = None, sheet: str = "名单") -> Path:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    page.title = sheet
    for cells in [HEADER if header is None else header, *rows]:
        page.append(cells)
    made.save(path)
    return path


def cells(path: Path) -> list[list[object]]:
    page = openpyxl.load_workbook(path).active
    assert page is not None
    return [list(one) for one in page.iter_rows(values_only=True)]


def texts(path: Path, role: Role) -> list[str]:
    return [p.text for p in read(path).paragraphs if p.role is role]


def made(common: str, rows: Path, **more: object) -> Batch:
    return draft_rows(common, rows, rows.parent / "公文", **more)  # type: ignore[arg-type]
