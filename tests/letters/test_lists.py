"""The letters of a batch that no sheet holds: none is lost, and a spreadsheet shows each cell as it is."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import openpyxl
import pytest

from drafting.documents.errors import UserError
from drafting.letters import lists
from drafting.letters.batch import Batch, Letter, Source, Unread
from drafting.letters.corrections import read_labelled
from drafting.letters.directory import example, read_directory
from drafting.letters.filed import Filed
from drafting.letters.lists import Lists, corrected_list, write_lists
from drafting.letters.sorting import sorter_for
from drafting.letters.streaming import file_letters
from drafting.letters.workbook import write_filed

COLUMNS = [("编号", 12.0, "text"), ("内容", 70.0, "long"), ("把握", 8.0, "share"), ("时间", 18.0, "date"), ("件数", 8.0, "number")]
UNREAD = [Unread(Source("来信.csv", "", 9), "空行")]


@pytest.fixture(autouse=True)
def _three_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "LISTED", 3)


def made(number: int) -> Letter:
    text = f"我们{number}号楼门口的路灯坏了半个月，晚上漆黑一片，请派人来修第{number}盏。联系电话13800000000。"
    return Letter(f"00{number}", f"{number}号楼路灯不亮", text, text, dt.datetime(2024, 1, number + 1), "张三丰")


def filed(letters: list[Letter], *, routed: bool = False) -> Iterator[Filed]:
    return file_letters(letters, sorter_for(letters), details=True, directory=read_directory(example()) if routed else None)


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def written(tmp_path: Path, cells: list[object]) -> list[str]:
    with ExitStack() as files:
        one = Lists(files, tmp_path / "a.xlsx", "", COLUMNS, [])
        one.add(cells)
        one.close()
    return rows_of(tmp_path / "a-1.csv")[1]


def test_every_letter_stands_in_one_of_the_files_as_it_would_in_the_workbook(tmp_path: Path) -> None:
    letters = [made(number) for number in range(7)]
    told, waiting = write_lists(tmp_path / "大.xlsx", filed(letters, routed=True), UNREAD, routed=True)
    assert [path.name for path in told] == ["大-1.csv", "大-2.csv", "大-3.csv"]
    heads, rows = zip(*((head, rest) for head, *rest in map(rows_of, told)), strict=True)
    write_filed(tmp_path / "小.xlsx", filed(letters, routed=True), len(letters), UNREAD, routed=True)
    small, large = openpyxl.load_workbook(tmp_path / "小.xlsx"), openpyxl.load_workbook(tmp_path / "大.xlsx")
    head, *wanted = small["分类结果"].iter_rows(values_only=True)
    assert all(tuple(one) == head for one in heads)
    assert [[cell.strip() for cell in row] for part in rows for row in part] == [
        [f"{cell:.1%}" if title == "把握" else "" if cell is None else str(cell) for title, cell in zip(head, row, strict=True)]
        for row in wanted
    ]
    assert sum(len(rows_of(path)) - 1 for path in waiting) == small["待定派单"].max_row - 1
    for name in ("汇总", "未读入"):
        assert list(large[name].values) == list(small[name].values)
    assert [row[:3] for row in large["清单文件"].iter_rows(min_row=2, max_row=4, values_only=True)] == [
        ("大-1.csv", 3, "000"),
        ("大-2.csv", 3, "003"),
        ("大-3.csv", 1, "006"),
    ]
    assert not [row for path in told for row in rows_of(path) if "13800000000" in "".join(row) or "张三丰" in "".join(row)]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@sum", "'@sum"),
        ("-我们", "'-我们"),
        ("0012", "0012\t"),
        ("202001060001234567", "202001060001234567\t"),
        ("2024-01", "2024-01\t"),
        ("-1", "-1\t"),
        ("1234", "1234"),
        ("A-12", "A-12"),
        ("坏\ud800字\x00", "坏?字"),
    ],
)
def test_a_spreadsheet_takes_no_text_for_a_formula_a_day_or_a_rounded_number(tmp_path: Path, text: str, cell: str) -> None:
    assert written(tmp_path, [text, "\t一行\n两行", 0.931, dt.datetime(2024, 1, 2, 3, 4), 5]) == [
        cell,
        "'\t一行\n两行",
        "93.1%",
        "2024-01-02 03:04:00",
        "5",
    ]


def test_nothing_is_left_behind_where_the_work_fails(tmp_path: Path) -> None:
    def failing() -> Iterator[Filed]:
        yield from filed([made(number) for number in range(5)])
        raise UserError("中断")

    with pytest.raises(UserError, match="中断"):
        write_lists(tmp_path / "结果" / "大.xlsx", failing(), UNREAD)
    assert list((tmp_path / "结果").iterdir()) == []  # beside it tests keep what a user's folder holds


def test_a_file_that_is_read_is_not_written_over_but_an_earlier_list_is(tmp_path: Path) -> None:
    letters = [made(0)]
    source = tmp_path / "大-1.csv"
    source.write_text("编号,内容\n1,路灯坏了\n", encoding="utf-8")
    for inputs in ([source], [tmp_path]):
        with pytest.raises(UserError, match="覆盖"):
            write_lists(tmp_path / "大.xlsx", filed(letters), UNREAD, inputs)
    assert source.read_text(encoding="utf-8") == "编号,内容\n1,路灯坏了\n"
    source.unlink()
    for _ in range(2):
        write_lists(tmp_path / "大.xlsx", filed(letters), UNREAD, [tmp_path])
    assert len(rows_of(source)) == 2


def test_what_a_clerk_puts_right_in_a_list_is_seen_and_learnt_from(tmp_path: Path) -> None:
    assert corrected_list(tmp_path / "大.xlsx") is None
    write_lists(tmp_path / "大.xlsx", filed([made(number) for number in range(2)]), UNREAD)
    path = tmp_path / "大-1.csv"
    assert corrected_list(tmp_path / "大.xlsx") is None
    head, first, second = rows_of(path)
    first[head.index("更正")] = "路灯科"
    with path.open("w", encoding="gb18030", newline="") as stream:  # as Excel saves it
        csv.writer(stream).writerows([head, first, second])
    assert corrected_list(tmp_path / "大.xlsx") == path
    learnt = read_labelled([path])
    assert [(letter.id, letter.labels) for letter in learnt.decided] == [("000", ("路灯科",))]


def test_a_batch_that_a_sheet_holds_is_written_as_it_was(tmp_path: Path) -> None:
    letters = [made(number) for number in range(2)]
    batch = Batch(letters, tuple(UNREAD))
    write_filed(tmp_path / "a.xlsx", filed(letters), 2, batch.unread)
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == ["分类结果", "汇总", "未读入"]
