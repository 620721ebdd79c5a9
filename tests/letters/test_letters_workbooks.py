"""Workbooks of letters: their sheets, headers and merged cells, and those that cannot be opened."""

from __future__ import annotations

import codecs
import datetime as dt
from pathlib import Path

import openpyxl
import pytest
import xlwt

from drafting.documents.errors import UserError
from drafting.letters.reading import read_letters
from tests.letters.batches import HEADER, ROW, everything, write_xlsx


class DescribeWorkbooks:
    def it_reads_mixed_date_cells_numbers_as_text_and_padded_bodies(self, tmp_path: Path) -> None:
        rows = [
            [188006.0, "甲", "标题", "2020/1/6 12:09:38", "\n\t\t正文一\n\t\t第二段\n", 0, 3],
            [188007.0, "乙", "标题", dt.datetime(2020, 1, 7, 8, 0), "正文二", 1, 0],
            [188008.0, "丙", "标题", dt.date(2020, 1, 8), "正文三", 0, 0],
            [188009.0, "丁", "标题", 43839.5, "正文四", 0, 0],
            [188010.0, "戊", "标题", "不详", "正文五", 0, 0],
        ]
        batch = read_letters([write_xlsx(tmp_path / "a.xlsx", {"来信": [HEADER, *rows]})])
        assert [letter.id for letter in batch.letters] == ["188006", "188007", "188008", "188009", "188010"]
        assert [letter.time for letter in batch.letters] == [
            dt.datetime(2020, 1, 6, 12, 9, 38),
            dt.datetime(2020, 1, 7, 8),
            dt.datetime(2020, 1, 8),
            dt.datetime(2020, 1, 9, 12),
            None,
        ]
        assert batch.letters[0].text == "正文一\n第二段"
        assert batch.letters[0].original.startswith("\n\t\t")
        assert (batch.letters[0].likes, batch.letters[0].dislikes) == (3, 0)
        assert "不详" in batch.letters[4].notes[0]

    def it_finds_the_header_below_titles_and_accounts_for_every_other_row(self, tmp_path: Path) -> None:
        rows = [["某市2020年1月来信汇总"], [], HEADER, ROW, [], HEADER, ["2", "乙", "", "", "", "", ""], ["3", *ROW[1:]]]
        batch = read_letters([write_xlsx(tmp_path / "a.xlsx", {"来信": rows})])
        assert [letter.id for letter in batch.letters] == ["1", "3"]
        assert [(item.source.row, item.reason) for item in batch.unread] == [
            (1, "表头上方的标题或说明"),
            (2, "空行"),
            (5, "空行"),
            (6, "重复的表头"),
            (7, "没有标题也没有内容"),
        ]
        assert everything(batch) == len(rows) - 1

    def it_reads_every_visible_sheet_and_tells_of_the_others(self, tmp_path: Path) -> None:
        sheets = {"一月": [HEADER, ROW], "二月": [HEADER, ["9", *ROW[1:]]], "旧": [HEADER, ROW], "说明": [["填表人", "张"]]}
        batch = read_letters([write_xlsx(tmp_path / "a.xlsx", sheets, hidden=("旧",))])
        assert [(letter.id, letter.source.sheet) for letter in batch.letters] == [("1", "一月"), ("9", "二月")]
        assert {(item.source.sheet, item.reason) for item in batch.unread} == {
            ("旧", "在隐藏的工作表里，没有读"),
            ("说明", "所在工作表没有来信内容列"),
        }

    def it_reads_the_old_format_too(self, tmp_path: Path) -> None:
        book = xlwt.Workbook()
        sheet = book.add_sheet("来信")
        for at, row in enumerate([HEADER, ROW]):
            for column, value in enumerate(row):
                sheet.write(at, column, value)
        book.save(str(tmp_path / "a.xls"))
        assert read_letters([tmp_path / "a.xls"]).letters[0].title == "路灯不亮"

    def it_reads_what_is_in_a_file_whatever_its_name_says(self, tmp_path: Path) -> None:
        book = write_xlsx(tmp_path / "a.xlsx", {"来信": [HEADER, ROW]}).read_bytes()
        for name in ("b.xls", "b.csv", "b.txt", "b.jsonl", "b.docx"):
            (tmp_path / name).write_bytes(book)
            assert [letter.title for letter in read_letters([tmp_path / name]).letters] == ["路灯不亮"], name
        for name in ("c.xls", "c.xlsx", "c.txt"):
            (tmp_path / name).write_text("\n".join(["\t".join(HEADER), "\t".join(ROW)]), encoding="utf-8")
            assert [letter.title for letter in read_letters([tmp_path / name]).letters] == ["路灯不亮"], name
        (tmp_path / "d.xls").write_text("<html><table><tr><td>内容</td></tr></table></html>", encoding="utf-8")
        with pytest.raises(UserError, match="网页"):
            read_letters([tmp_path / "d.xls"])

    def it_reads_merged_cells_as_a_person_sees_them(self, tmp_path: Path) -> None:
        head = [["编号", "来信人信息", "", "来信", ""], ["", "姓名", "时间", "标题", "内容"]]
        rows = [
            ["1", "甲", "2020/1/6", "路灯", "路灯坏了。"],
            ["2", "", "", "公交", "公交太少。"],
            ["3", "乙", "2020/1/7", "停水", "停水三天了。"],
            ["", "", "2020/1/8", "", ""],
        ]
        path = write_xlsx(tmp_path / "a.xlsx", {"来信": [*head, *rows]})
        book = openpyxl.load_workbook(path)
        for cells in ("A1:A2", "B1:C1", "D1:E1", "B3:B4", "C3:C4", "A5:A6", "B5:B6", "D5:D6", "E5:E6"):
            book["来信"].merge_cells(cells)
        book.save(path)
        batch = read_letters([path])
        day = dt.datetime(2020, 1, 6)
        assert [(one.id, one.user, one.time) for one in batch.letters] == [
            ("1", "甲", day),
            ("2", "甲", day),
            ("3", "乙", dt.datetime(2020, 1, 7)),
        ]
        assert [(item.source.row, item.reason) for item in batch.unread] == [
            (1, "表头上方的标题或说明"),
            (6, "内容与上一行合并在一个单元格，是同一封信"),
        ]

    def it_reads_a_header_over_two_rows_that_are_not_merged(self, tmp_path: Path) -> None:
        rows = [["登记表"], ["编号", "来信人", "诉求", ""], ["", "", "标题", "内容"], ["1", "甲", "路灯", "路灯坏了。"]]
        batch = read_letters([write_xlsx(tmp_path / "a.xlsx", {"来信": rows})])
        assert [(one.id, one.user, one.title, one.text) for one in batch.letters] == [("1", "甲", "路灯", "路灯坏了。")]
        assert [item.reason for item in batch.unread] == ["表头上方的标题或说明"] * 2

    def it_takes_no_letter_for_the_second_row_of_a_header(self, tmp_path: Path) -> None:
        path = write_xlsx(tmp_path / "a.xlsx", {"来信": [["标题", "内容"], ["时间", "日期"], ["路灯", "路灯坏了。"]]})
        assert [one.title for one in read_letters([path]).letters] == ["时间", "路灯"]

    def it_takes_columns_by_letter_and_by_name(self, tmp_path: Path) -> None:
        path = write_xlsx(tmp_path / "a.xlsx", {"来信": [["甲", "乙", "说了什么"], ["1", "x", "路灯坏了。"]]})
        for column in ("C", "说了什么"):
            assert [letter.text for letter in read_letters([path], {"内容": column}).letters] == ["路灯坏了。"]

    def it_says_which_columns_it_saw_when_none_is_the_content(self, tmp_path: Path) -> None:
        path = write_xlsx(tmp_path / "a.xlsx", {"来信": [["编号", "说了什么"], ["1", "路灯坏了。"]]})
        with pytest.raises(UserError, match=r"A列“编号”、B列“说了什么”.*--column 内容="):
            read_letters([path])

    @pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"hello", codecs.BOM_UTF8])
    def it_refuses_a_damaged_workbook_in_one_sentence(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "a.xlsx").write_bytes(content)
        with pytest.raises(UserError, match=r"a\.xlsx：.*损坏"):
            read_letters([tmp_path / "a.xlsx"])

    def it_refuses_a_workbook_with_a_password(self, tmp_path: Path) -> None:
        ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
        (tmp_path / "a.xlsx").write_bytes(ole)
        with pytest.raises(UserError, match="密码"):
            read_letters([tmp_path / "a.xlsx"])

    def its_every_row_of_the_development_letters_is_a_letter_with_a_time(self, shared_data: Path) -> None:
        batch = read_letters([shared_data / "letters" / "letters.xlsx"])
        assert len(batch.letters) == 4326
        assert batch.unread == ()
        assert all(letter.time for letter in batch.letters)
        assert len({letter.id for letter in batch.letters}) == 4326
