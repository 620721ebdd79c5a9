"""Reading: every row of every file is a letter or is told of."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.errors import ManyErrors, UserError
from drafting.letters.batch import Letter, Source
from drafting.letters.reading import read_letters, stream_letters
from drafting.letters.rows import letter_of
from tests.letters.batches import HEADER, everything, write_xlsx

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
