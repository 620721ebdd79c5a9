"""Reading: every row of every file is a letter or is told of."""

from __future__ import annotations

import codecs
import datetime as dt
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.errors import ManyErrors, UserError
from drafting.letters import tables
from drafting.letters.batch import Batch, Letter, Reply, Source
from drafting.letters.columns import usual_names
from drafting.letters.reading import read_letters, stream_letters
from drafting.letters.rows import letter_of

HEADER = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "反对数", "点赞数"]
ROW = ["1", "甲", "路灯不亮", "2020/1/6 12:09:38", "门口的路灯坏了半个月。", "2", "7"]


def write_xlsx(path: Path, sheets: dict[str, list[list[object]]], hidden: tuple[str, ...] = ()) -> Path:
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


class DescribeTextTables:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def it_recognises_encoding_and_delimiter(self, tmp_path: Path, encoding: str, delimiter: str) -> None:
        body = '"他说：""路灯坏了""，\n两周没人修。"'
        text = "\r\n".join([delimiter.join(HEADER), delimiter.join([*ROW[:4], body, *ROW[5:]])]) + "\r\n"
        (tmp_path / "a.csv").write_bytes(text.encode(encoding))
        (letter,) = read_letters([tmp_path / "a.csv"]).letters
        assert letter.text == '他说："路灯坏了"，\n两周没人修。'
        assert (letter.id, letter.likes, letter.dislikes, letter.source.row) == ("1", 7, 2, 2)

    def it_does_not_let_an_open_quotation_mark_swallow_letters(self, tmp_path: Path) -> None:
        lines = [",".join(HEADER), '1,甲,标题,2020-1-1,"正文没有结束,0,0', *[f"{n},甲,标题,2020-1-1,正文{n},0,0" for n in range(2, 30)]]
        (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
        batch = read_letters([tmp_path / "a.csv"])
        assert [(one.id, one.source.row) for one in batch.letters] == [(str(n), n + 1) for n in range(2, 30)]
        assert [str(item) for item in batch.unread] == ["a.csv第 2 行：双引号没有配对，这一行读不出来。"]

    def it_gives_up_a_row_that_is_longer_than_any_letter_and_reads_on(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tables, "_MOST_LINES", 5)
        lines = ["编号,内容", '1,"没有关', *[f"{n},正文{n}" for n in range(2, 40)], '40,"关"', '41,"两\n行"']
        (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
        batch = read_letters([tmp_path / "a.csv"])
        assert [one.id for one in batch.letters] == [str(n) for n in range(2, 42)]
        assert (batch.letters[-1].text, len(batch.unread)) == ("两\n行", 1)

    def it_does_not_let_two_wrong_quotation_marks_hide_each_other(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text('编号,内容\n1,"没有关\n2,正常\n3,也"行\n4,"完"\n', encoding="utf-8")
        batch = read_letters([tmp_path / "a.csv"])
        assert [one.text for one in batch.letters] == ["正常", '也"行', "完"]
        assert [item.source.row for item in batch.unread] == [2]
        (tmp_path / "b.csv").write_text('编号,内容\n1,他说"好"就走了\n2,价格5"左右\n', encoding="utf-8")
        assert [one.text for one in read_letters([tmp_path / "b.csv"]).letters] == ['他说"好"就走了', '价格5"左右']

    def it_takes_no_stray_zero_for_utf_16(self, tmp_path: Path) -> None:
        for encoding in ("utf-8", "gb18030"):
            (tmp_path / "a.csv").write_bytes("编号,内容\n1,路灯\0坏了半个月\n2,公交太少\n".encode(encoding))
            assert [one.text for one in read_letters([tmp_path / "a.csv"]).letters] == ["路灯坏了半个月", "公交太少"]

    def it_tells_of_a_first_row_that_it_takes_for_a_header(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("说了什么\n路灯坏了半个月，没有人来修。\n", encoding="utf-8")
        batch = read_letters([tmp_path / "a.csv"], {"内容": "A"})
        assert (len(batch.letters), [str(item) for item in batch.unread]) == (1, ["a.csv第 1 行：看作表头，没有读作来信。"])

    def it_gives_ids_that_are_missing_or_double(self, tmp_path: Path) -> None:
        lines = ["编号,内容", ",第一封", "7,第二封", "7,第三封", "7.0,第四封"]
        (tmp_path / "来信.csv").write_text("\n".join(lines), encoding="utf-8")
        letters = read_letters([tmp_path / "来信.csv"]).letters
        assert [letter.id for letter in letters] == ["来信-2", "7", "7#2", "7#3"]
        assert "重复" in letters[2].notes[0]

    def it_reads_json_lines_and_names_the_lines_it_cannot(self, tmp_path: Path) -> None:
        lines = [
            json.dumps({"id": 5, "content": "路灯坏了"}, ensure_ascii=False),
            "{broken",
            "",
            "[1]",
            json.dumps({"id": 6, "content": "x"}),
        ]
        (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
        batch = read_letters([tmp_path / "a.jsonl"])
        assert [letter.id for letter in batch.letters] == ["5", "6"]
        assert [(item.source.row, item.reason) for item in batch.unread] == [(2, "不是一行完整的 JSON"), (3, "空行"), (4, "不是 JSON 对象")]

    def it_takes_each_json_object_by_its_own_keys(self, tmp_path: Path) -> None:
        objects = [{"id": 1, "content": "路灯坏了"}, {"编号": 2, "内容": ["公交太少", "等了很久"]}, {"id": 3, "色": "红"}]
        (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in objects), encoding="utf-8")
        batch = read_letters([tmp_path / "a.jsonl"])
        assert [(one.id, one.text) for one in batch.letters] == [("1", "路灯坏了"), ("2", "公交太少\n等了很久")]
        assert [str(item) for item in batch.unread] == ["a.jsonl第 3 行：没有来信内容这一项（有的是：id、色）。"]


class DescribeColumns:
    @pytest.mark.parametrize(
        ("field", "name"),
        [(field, name) for field, names in usual_names().items() for name in names if field not in ("答复时间", "答复单位")],
    )
    def it_knows_every_usual_name(self, tmp_path: Path, field: str, name: str) -> None:
        values = {"时间": "2020-1-6", "点赞": "7", "反对": "7"}
        others = [] if field == "内容" else ["内容"]
        (tmp_path / "a.csv").write_text(f"{','.join([*others, name])}\n{','.join([*others, values.get(field, '值')])}\n", encoding="utf-8")
        (letter,) = read_letters([tmp_path / "a.csv"]).letters
        found = {
            "编号": letter.id == "值",
            "用户": letter.user == "值",
            "标题": letter.title == "值",
            "时间": letter.time == dt.datetime(2020, 1, 6),
            "内容": letter.text == "值",
            "反对": letter.dislikes == 7,
            "点赞": letter.likes == 7,
            "类别": letter.labels == ("值",),
            "二级": letter.labels == ("值",),
            "三级": letter.labels == ("值",),
            "答复": letter.reply is not None and letter.reply.text == "值",
        }
        assert found[field]

    def it_reads_names_with_blanks_stars_and_explanations(self, tmp_path: Path) -> None:
        write_xlsx(tmp_path / "a.xlsx", {"来信": [["*编 号", "来信\n标题", "留言详情（必填）", "点赞数："], ["5", "路灯", "坏了。", "3"]]})
        (letter,) = read_letters([tmp_path / "a.xlsx"]).letters
        assert (letter.id, letter.title, letter.text, letter.likes) == ("5", "路灯", "坏了。", 3)

    def it_carries_the_reply_beside_its_letter(self, tmp_path: Path) -> None:
        head = "编号,留言时间,留言详情,答复意见,答复时间,答复单位"
        rows = ["1,2020/1/6,路灯坏了。,您好：路灯已修好。,2020年1月9日,市城管局", "2,2020/1/7,停水了。,,,"]
        (tmp_path / "a.csv").write_text("\n".join([head, *rows]), encoding="gb18030")
        first, second = read_letters([tmp_path / "a.csv"]).letters
        assert first.reply == Reply("您好：路灯已修好。", dt.datetime(2020, 1, 9), "市城管局")
        assert (first.text, first.time, second.reply) == ("路灯坏了。", dt.datetime(2020, 1, 6), None)

    def its_every_reply_of_the_development_letters_has_a_time(self, shared_data: Path) -> None:
        batch = read_letters([shared_data / "letters" / "replies.xlsx"])
        assert len(batch.letters) == 2816
        assert all(letter.reply and letter.reply.time and letter.time for letter in batch.letters)


CELLS = st.sampled_from(["", " ", "路灯坏了", "1", '半截"引号', '"', '"多\n行"', "a,b", "留言详情", "2020/1/6", "＝", "\ufeff", "x;y|z"])


class DescribeAccounting:
    @given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=15), st.sampled_from(["utf-8", "gb18030", "utf-8-sig", "utf-16"]))
    def its_every_row_of_a_text_table_is_a_letter_or_unread(self, rows: list[list[str]], encoding: str) -> None:
        lines = ["编号,标题,留言详情", "0,标题,第一封", *(",".join(cells) for cells in rows)]
        with TemporaryDirectory() as folder:
            path = Path(folder) / "a.csv"
            path.write_bytes("\n".join(lines).encode(encoding, "replace"))
            batch = read_letters([path])
        told = {letter.source.row for letter in batch.letters} | {item.source.row for item in batch.unread}
        assert len(told) == everything(batch)
        # Every line begins a row, or goes on in the row that began above it with a closed pair of quotation marks.
        physical = "\n".join(lines).removesuffix("\n").split("\n")
        within = set(range(2, len(physical) + 1)) - told
        assert all(any('"' in line for line in physical[: number - 1]) for number in within)

    @given(st.lists(st.lists(st.sampled_from(["", "路灯坏了", 7, 1.5, "内容"]), min_size=3, max_size=3), max_size=12))
    def its_every_row_of_a_sheet_is_a_letter_or_unread(self, rows: list[list[object]]) -> None:
        with TemporaryDirectory() as folder:
            path = write_xlsx(
                Path(folder) / "a.xlsx", {"来信": [["编号", "标题", "内容"], [1, "一", "第一封"], *rows, [9, "末", "最后一封"]]}
            )
            batch = read_letters([path])
        numbers = sorted([letter.source.row for letter in batch.letters] + [item.source.row for item in batch.unread])
        assert numbers == list(range(2, len(rows) + 4))


class DescribeRunningText:
    def it_separates_letters_by_blank_lines_and_takes_a_short_first_line_as_title(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(
            "路灯不亮\n门口的路灯坏了。\n\n编号：12\n时间：2020年1月6日\n公交太少，等了四十分钟。\n", encoding="gb18030"
        )
        first, second = read_letters([tmp_path / "a.txt"]).letters
        assert (first.title, first.text) == ("路灯不亮", "门口的路灯坏了。")
        assert (second.id, second.title, second.text, second.time) == ("12", "", "公交太少，等了四十分钟。", dt.datetime(2020, 1, 6))

    def it_separates_letters_by_rules_where_there_are_any(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("标题一\n第一段。\n\n第二段。\n-----\n标题二\n正文。", encoding="utf-8")
        first, second = read_letters([tmp_path / "a.txt"]).letters
        assert first.text == "第一段。\n第二段。"
        assert second.title == "标题二"

    def it_reads_a_word_document_as_one_letter_or_its_table_as_many(self, tmp_path: Path) -> None:
        import docx

        letter = docx.Document()
        for line in ("路灯不亮", "门口的路灯坏了半个月，请派人来修。"):
            letter.add_paragraph(line)
        letter.save(str(tmp_path / "1.docx"))
        listed = docx.Document()
        table = listed.add_table(rows=3, cols=3)
        for at, cells in enumerate([["编号", "标题", "内容"], ["8", "公交太少", "等了四十分钟。"], ["9", "停水", "停水三天了。"]]):
            for column, text in enumerate(cells):
                table.cell(at, column).text = text
        listed.save(str(tmp_path / "2.docx"))
        letters = read_letters([tmp_path]).letters
        assert [(one.id, one.title) for one in letters] == [("1", "路灯不亮"), ("8", "公交太少"), ("9", "停水")]


class DescribeWhatCannotBeRead:
    def it_reads_folders_and_tells_of_files_of_other_types(self, tmp_path: Path) -> None:
        (tmp_path / "b").mkdir()
        (tmp_path / "b" / "a.csv").write_text("内容\n路灯坏了\n", encoding="utf-8")
        (tmp_path / "图.png").write_bytes(b"x")
        (tmp_path / "~$a.xlsx").write_bytes(b"x")
        batch = read_letters([tmp_path])
        assert [letter.text for letter in batch.letters] == ["路灯坏了"]
        assert [item.source.file for item in batch.unread] == ["图.png"]
        assert batch.letters[0].source.file == "b/a.csv"

    def it_reads_several_files_and_folders_and_keeps_their_letters_apart(self, tmp_path: Path) -> None:
        for folder in ("一月", "二月"):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "来信.csv").write_text(f"编号,内容\n1,{folder}的路灯\n,停水\n", encoding="utf-8")
        write_xlsx(tmp_path / "三月.xlsx", {"来信": [["编号", "内容"], [1, "三月的路灯"]]})
        batch = read_letters([tmp_path / "二月", tmp_path / "一月", tmp_path / "三月.xlsx"])
        assert [one.text for one in batch.letters] == ["二月的路灯", "停水", "一月的路灯", "停水", "三月的路灯"]
        assert [one.id for one in batch.letters] == ["1", "来信-3", "1#2", "来信-3#2", "1#3"]

    def it_gives_the_letters_of_good_files_no_further_once_one_is_faulty(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("内容\n路灯坏了\n", encoding="utf-8")
        (tmp_path / "b.csv").write_bytes(b"")
        stream = stream_letters([tmp_path / "b.csv", tmp_path / "a.csv"])
        with pytest.raises(UserError, match="空的"):
            next(stream)

    @pytest.mark.parametrize(("name", "data", "what"), [("a.csv", b"", "空的"), ("a.png", b"x", "类型"), ("a.csv", b"\n\n", "空的")])
    def it_says_in_one_sentence_what_is_wrong(self, tmp_path: Path, name: str, data: bytes, what: str) -> None:
        (tmp_path / name).write_bytes(data)
        with pytest.raises(UserError, match=what):
            read_letters([tmp_path / name])

    def it_reads_a_file_once_that_is_given_twice(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_text("内容\n路灯坏了\n", encoding="utf-8")
        batch = read_letters([path, tmp_path, tmp_path / "." / "a.csv"])
        assert len(batch.letters) == 1
        assert [str(item) for item in batch.unread] == ["a.csv：同一个文件给了两次，只读一次。"] * 2

    def it_tells_of_all_faulty_files_at_once(self, tmp_path: Path) -> None:
        for name in ("a.csv", "b.csv"):
            (tmp_path / name).write_bytes(b"")
        with pytest.raises(ManyErrors) as caught:
            read_letters([tmp_path / "a.csv", tmp_path / "b.csv"])
        assert len(caught.value.errors) == 2

    def it_refuses_a_missing_file_and_an_unknown_field(self, tmp_path: Path) -> None:
        with pytest.raises(UserError, match="找不到"):
            read_letters([tmp_path / "none.xlsx"])
        with pytest.raises(UserError, match="--column"):
            read_letters([tmp_path], {"颜色": "B"})

    def it_says_so_when_there_is_no_letter_at_all(self, tmp_path: Path) -> None:
        book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
        book.add_worksheet().write_row(0, 0, HEADER)
        book.close()
        with pytest.raises(UserError, match="没有读到一封来信"):
            read_letters([tmp_path / "a.xlsx"])


@pytest.mark.parametrize("cell", ["13912345678", 13912345678.0, "电话(0755)12345678"])
def test_a_phone_in_the_column_of_times_is_told_covered(cell: object) -> None:
    letter = letter_of({"内容": "路灯坏了", "时间": cell}, Source("来信.xlsx", "", 2), "1")
    assert isinstance(letter, Letter)
    assert len(letter.notes) == 1
    assert "无法识别" in letter.notes[0]
    assert "5678" in letter.notes[0]
    assert "12345678" not in letter.notes[0]
