"""A document for each row of a list: the files, sheets and columns that a list may come as, and what the documents are called."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from drafting.desk.batch import draft_rows
from drafting.desk.batch_names import _MOST_BYTES, _once, _safe
from drafting.documents.errors import UserError
from drafting.documents.model import Role
from tests.desk.lists import HEADER, book, made, row, texts


class TestFiles:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    @pytest.mark.parametrize(("suffix", "mark"), [(".csv", ","), (".tsv", "\t"), (".txt", "\t")])
    def test_delimited_text_of_any_encoding(self, tmp_path: Path, common: str, encoding: str, suffix: str, mark: str) -> None:
        path = tmp_path / f"名单{suffix}"
        lines = [HEADER, ["1", "甲局", "做好防汛工作", "为做好防汛工作", '"一、落实责任\n二、备足物资"', "2026/3/5 0:00"]]
        path.write_text("\n".join(mark.join(map(str, line)) for line in lines) + "\n", encoding)
        batch = made(common, path)
        assert batch.failed == []
        assert texts(batch.made[0].file, Role.HEADING1) == ["一、落实责任", "二、备足物资"]
        assert texts(batch.made[0].file, Role.DATE) == ["2026年3月5日"]

    def test_an_old_workbook(self, tmp_path: Path, common: str) -> None:
        old = xlwt.Workbook()
        page = old.add_sheet("名单")
        style = xlwt.easyxf(num_format_str="yyyy-mm-dd")
        for index, name in enumerate(HEADER):
            page.write(0, index, name)
            page.write(1, index, row(1)[index], style if index == 5 else xlwt.easyxf())
        old.save(str(tmp_path / "名单.xls"))
        batch = made(common, tmp_path / "名单.xls")
        assert [done.file.name for done in batch.made] == ["01-第1水利站.docx"]

    def test_titles_above_blank_rows_and_repeated_headers_are_skipped_and_told(self, tmp_path: Path, common: str) -> None:
        path = tmp_path / "名单.xlsx"
        with xlsxwriter.Workbook(str(path)) as workbook:
            page = workbook.add_worksheet()
            page.merge_range(0, 0, 0, 5, "2026年防汛通知发送名单")
            for at, line in enumerate([HEADER, row(1), [], HEADER, row(2)], 2):
                for index, value in enumerate(line):
                    if isinstance(value, dt.date):
                        page.write_datetime(at, index, dt.datetime(2026, 3, 5), workbook.add_format({"num_format": "yyyy-mm-dd"}))
                    else:
                        page.write(at, index, value)
        batch = made(common, path)
        assert [done.row for done in batch.made] == [4, 7]
        assert batch.notes[:2] == ["跳过了 1 个空行。", "跳过了 1 行重复的表头。"]

    def test_the_first_sheet_with_known_columns_is_taken_or_the_one_that_is_named(self, tmp_path: Path, common: str) -> None:
        path = tmp_path / "a.xlsx"
        workbook = openpyxl.Workbook()
        pages = [workbook.active, workbook.create_sheet("甲"), workbook.create_sheet("乙"), workbook.create_sheet("空")]
        assert pages[0] is not None
        pages[0].append(["填表说明"])
        for number, page in enumerate(pages[1:3], 1):
            page.append(HEADER)
            page.append(row(number))
        workbook.save(path)
        batch = made(common, path)
        assert batch.rows == "a.xlsx“甲”"
        assert batch.made[0].recipients == "第1水利站"
        assert "没有用到这些工作表：Sheet、乙。要用其中一个，请加 --sheet 名称。" in batch.notes
        assert draft_rows(common, path, tmp_path / "乙", sheet="乙").made[0].recipients == "第2水利站"
        with pytest.raises(UserError, match=r"没有“丙”这个工作表.*Sheet、甲、乙、空"):
            draft_rows(common, path, tmp_path / "丙", sheet="丙")

    def test_columns_go_by_their_usual_names_and_unknown_ones_are_told(self, tmp_path: Path, common: str) -> None:
        header = ["编号", "* 收文单位（必填）", "主 题", "目的", "通知事相", "发文日期", "备注"]
        batch = made(common, book(tmp_path / "a.xlsx", [[*row(1), "急"]], header=header))
        assert batch.made[0].title == "清源市水利局关于做好防汛工作的通知"
        (note,) = [line for line in batch.notes if line.startswith("没有用到这些列")]
        assert "“通知事相”（可能是“通知事项”）" in note
        assert "“备注”" in note
        assert "“编号”" in note

    def test_a_column_given_twice_is_told(self, tmp_path: Path, common: str) -> None:
        batch = made(common, book(tmp_path / "a.xlsx", [[*row(1), "乙局"]], header=[*HEADER, "收文单位"]))
        assert batch.made[0].recipients == "第1水利站"
        assert any("“收文单位”" in line for line in batch.notes)


class TestNames:
    def test_a_pattern_names_columns_and_shared_fields(self, tmp_path: Path, common: str) -> None:
        batch = made(common, book(tmp_path / "a.xlsx", [row(1), row(2)]), name="{发文机关}致{ 主送机关 }的{文种}{序号}")
        assert [done.file.name for done in batch.made] == ["清源市水利局致第1水利站的通知1.docx", "清源市水利局致第2水利站的通知2.docx"]

    @pytest.mark.parametrize("name", ["{收件人}", "通知"])
    def test_a_pattern_that_names_no_column_is_refused(self, tmp_path: Path, common: str, name: str) -> None:
        with pytest.raises(UserError, match=r"--name.*可用的有：序号、主送机关"):
            made(common, book(tmp_path / "a.xlsx", [row(1)]), name=name)
        assert not (tmp_path / "公文").exists()

    def test_a_column_of_file_names_is_taken(self, tmp_path: Path, common: str) -> None:
        batch = made(common, book(tmp_path / "a.xlsx", [[*row(1), "甲.docx"], [*row(2), None]], header=[*HEADER, "文件名"]))
        assert [done.file.name for done in batch.made] == ["甲.docx", "02-第2水利站.docx"]

    def test_equal_names_are_numbered(self, tmp_path: Path, common: str) -> None:
        batch = made(common, book(tmp_path / "a.xlsx", [row(1), row(2), row(3)]), name="{事由}")
        assert [done.file.name for done in batch.made] == ["做好防汛工作.docx", "做好防汛工作-2.docx", "做好防汛工作-3.docx"]

    @given(st.lists(st.text(max_size=80), max_size=12))
    def test_any_text_makes_a_name_that_every_system_takes(self, given_names: list[str]) -> None:
        taken: set[str] = set()
        names = [_once(_safe(name) or "1", taken) for name in given_names]
        assert len({name.casefold() for name in names}) == len(names)
        for name in names:
            assert not set(name) & set('\\/:*?"<>|\n\r\t\0')
            assert not name.startswith((" ", ".", "~"))
            assert not name.endswith((" ", "."))
            assert len(name.encode()) <= _MOST_BYTES + 4
            assert name.upper().split(".")[0] not in {"CON", "NUL", "PRN", "COM1"}

    def test_a_name_cannot_leave_the_folder(self, tmp_path: Path, common: str) -> None:
        batch = made(common, book(tmp_path / "a.xlsx", [row(1, "../../甲局"), row(2, "/etc/乙局"), row(3, "CON")]), name="{主送机关}")
        assert [done.file.name for done in batch.made] == ["甲局.docx", "etc乙局.docx", "_CON.docx"]
        assert {done.file.parent for done in batch.made} == {tmp_path / "公文"}
