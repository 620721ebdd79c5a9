"""A document for each row of a list: the faults of a row and what is refused; what is there is never overwritten."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from drafting.desk.batch import Batch, draft_rows
from drafting.documents.errors import ManyErrors, UserError
from drafting.documents.model import Role
from tests.desk.lists import COMMON, DAY, HEADER, book, cells, made, row, texts


class TestFaults:
    ROWS = (
        row(1),
        row(2, 成文日期="2026年2月30日"),
        row(3, " ", 成文日期="三月五日"),
        row(4),
        row(5, 事由=None, 通知事项="好\x07的"),
    )

    @pytest.fixture
    def batch(self, tmp_path: Path, common: str) -> Batch:
        path = tmp_path / "名单.xlsx"
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as workbook:
            page = workbook.add_worksheet()
            for at, line in enumerate([HEADER, *self.ROWS]):
                for index, value in enumerate(line):
                    if isinstance(value, dt.date):
                        page.write_datetime(at, index, dt.datetime(2026, 3, 5), workbook.add_format({"num_format": "yyyy-mm-dd"}))
                    elif value is not None:
                        page.write(at, index, value)
        return made(common, path)

    def test_a_bad_row_does_not_stop_the_others_and_all_its_faults_are_told(self, batch: Batch) -> None:
        assert batch.summary == "名单.xlsx：共 5 行，生成通知 2 份，3 份没有生成。"
        assert [done.row for done in batch.made] == [2, 5]
        found = {failure.row: [problem.column for problem in failure.problems] for failure in batch.failed}
        assert found[3] == ["成文日期"]
        assert sorted(found[4]) == ["主送机关", "成文日期"]
        assert "事由" in found[6]
        assert "第 3 行“成文日期”：“成文日期”写的“2026年2月30日”不存在（2026年2月只有28天）。" in "\n".join(batch.told)

    def test_nothing_that_is_told_speaks_of_the_way_a_fields_file_is_written(self, batch: Batch) -> None:
        for failure in batch.failed:
            for problem in failure.problems:
                assert not any(sign in problem.remedy for sign in ("|", "“- ”", "冒号后", ": ")), problem.remedy

    def test_the_report_can_be_mended_and_run_again(self, batch: Batch, tmp_path: Path, common: str) -> None:
        assert batch.report == tmp_path / "公文" / "未生成.xlsx"
        report = cells(batch.report)
        assert report[0] == ["行号", "列", "问题", "怎么改", *HEADER]
        assert [line[0] for line in report[1:]] == [3, 4, 6]
        assert str(report[2][1]).count("\n") == 1
        page = openpyxl.load_workbook(batch.report)
        sheet = page.active
        assert sheet is not None
        for line, who in zip((2, 3, 4), ("甲局", "乙局", "丙局"), strict=True):
            sheet.cell(line, 6).value, sheet.cell(line, 7).value = who, "做好防汛工作"
            sheet.cell(line, 9).value, sheet.cell(line, 10).value = "请落实。", DAY
        page.save(batch.report)
        again = draft_rows(common, batch.report, tmp_path / "公文")
        assert again.failed == []
        assert [done.file.name for done in again.made] == ["02-甲局.docx", "03-乙局.docx", "05-丙局.docx"]
        assert again.notes == []
        assert again.listing == tmp_path / "公文" / "清单-2.xlsx"

    def test_one_fault_of_many_rows_is_one_line(self, tmp_path: Path, common: str) -> None:
        rows = [row(n, 成文日期="明天" if n < 9 else DAY) for n in range(1, 10)]
        batch = made(common, book(tmp_path / "a.xlsx", rows))
        (line,) = [line for line in batch.told if "明天" in line]
        assert line.startswith("第 2、3、4、5、6、7 等 8 行“成文日期”：")

    def test_a_cell_with_an_error_is_told_and_not_taken_for_empty(self, tmp_path: Path, common: str) -> None:
        rows = [row(1), row(2, 成文日期="#N/A", 目的="#REF!"), row(3, 成文日期="=TODAY()")]
        batch = made(common, book(tmp_path / "a.xlsx", rows))
        assert [done.row for done in batch.made] == [2]
        assert [[(one.column, one.what) for one in failure.problems] for failure in batch.failed] == [
            [("目的", "这一格是#REF!"), ("成文日期", "这一格是#N/A")],
            [("成文日期", "这一格是公式，还没有算出结果")],
        ]
        assert batch.report
        again = cells(batch.report)
        assert [one[again[0].index("成文日期")] for one in again[1:]] == [None, None]

    def test_an_error_is_told_once_where_the_cell_is_required(self, tmp_path: Path, common: str) -> None:
        batch = made(common, book(tmp_path / "a.xlsx", [row(1, 主送机关="#N/A"), row(2)]))
        (problem,) = batch.failed[0].problems
        assert (problem.column, problem.what) == ("主送机关", "这一格是#N/A")

    def test_an_error_in_a_column_named_in_the_text_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "f.yaml").write_text(COMMON + "通知事项: 请{简称}认真落实。\n", "utf-8")
        header = [*(name for name in HEADER if name != "通知事项"), "简称"]
        rows = [
            [cell for name, cell in zip(HEADER, row(n), strict=True) if name != "通知事项"] + [short]
            for n, short in ((1, "甲"), (2, "#N/A"))
        ]
        batch = draft_rows(str(tmp_path / "f.yaml"), book(tmp_path / "a.xlsx", rows, header=header), tmp_path / "公文")
        assert [done.row for done in batch.made] == [2]
        assert [one.column for one in batch.failed[0].problems] == ["简称"]

    def test_formulas_dragged_below_the_list_are_no_rows(self, tmp_path: Path, common: str) -> None:
        blank = {"序号": None, "主送机关": None, "事由": None, "目的": None, "通知事项": None, "成文日期": "#N/A"}
        batch = made(common, book(tmp_path / "a.xlsx", [row(1), [blank[name] for name in HEADER]]))
        assert (len(batch.made), len(batch.failed)) == (1, 0)

    def test_a_row_of_totals_is_skipped_and_told(self, tmp_path: Path, common: str) -> None:
        header = [*HEADER, "金额"]
        rows = [[*row(1), 3], [*row(2), 4], ["合 计", *[None] * (len(HEADER) - 1), 7]]
        batch = made(common, book(tmp_path / "a.xlsx", rows, header=header))
        assert (len(batch.made), len(batch.failed)) == (2, 0)
        assert "跳过了合计行（第 4 行）。" in batch.notes

    def test_a_row_that_says_total_but_has_fields_is_a_row(self, tmp_path: Path, common: str) -> None:
        batch = made(common, book(tmp_path / "a.xlsx", [row(1), ["合计", "第二水利站", *row(2)[2:]]]))
        assert len(batch.made) == 2

    @pytest.mark.parametrize("written", ["46086", "2026年３月５日", "２０２６－０３－０５", "2026.3.5", "2026-03-05 00:00:00"])
    def test_a_date_that_is_text_is_the_day_it_says(self, tmp_path: Path, common: str, written: str) -> None:
        batch = made(common, book(tmp_path / "a.xlsx", [row(1, 成文日期=written)]))
        assert texts(batch.made[0].file, Role.DATE) == ["2026年3月5日"]

    @pytest.mark.parametrize("written", ["三月五号", "26.3.5", "12345", "99999"])
    def test_a_date_that_may_be_another_day_is_refused(self, tmp_path: Path, common: str, written: str) -> None:
        batch = made(common, book(tmp_path / "a.xlsx", [row(1, 成文日期=written)]))
        assert [one.column for one in batch.failed[0].problems] == ["成文日期"]

    def test_one_fault_of_every_row_says_so(self, tmp_path: Path, common: str) -> None:
        batch = made(common, book(tmp_path / "a.xlsx", [row(n, 成文日期="明天") for n in range(1, 9)]))
        (line,) = [line for line in batch.told if "明天" in line]
        assert line.startswith("每一行“成文日期”：")
        assert batch.listing is None

    def test_a_fault_of_a_shared_field_is_told_before_anything_is_made(self, tmp_path: Path) -> None:
        (tmp_path / "f.yaml").write_text(COMMON + "成文日期: 明天\n没有的: 1\n", "utf-8")
        with pytest.raises(ManyErrors) as told:
            draft_rows(str(tmp_path / "f.yaml"), book(tmp_path / "a.xlsx", [row(1)]), tmp_path / "公文")
        assert [error.where for error in told.value.errors] == ["f.yaml 第 3 行", "f.yaml 第 4 行"]
        assert not (tmp_path / "公文").exists()

    def test_a_contradiction_between_row_and_shared_fields_names_the_file(self, tmp_path: Path) -> None:
        (tmp_path / "f.yaml").write_text(COMMON + "印发日期: 2026年3月1日\n", "utf-8")
        batch = draft_rows(str(tmp_path / "f.yaml"), book(tmp_path / "a.xlsx", [row(1)]), tmp_path / "公文")
        (problem,) = batch.failed[0].problems
        assert problem.column == "f.yaml 第 3 行"
        assert "早于成文日期" in problem.what


class TestRefusals:
    def test_a_required_column_that_is_nowhere(self, tmp_path: Path, common: str) -> None:
        with pytest.raises(UserError, match=r"缺少必填的“主送机关”这一列.*现有的列是：事由、目的"):
            made(common, book(tmp_path / "a.xlsx", [["甲", "乙"]], header=["事由", "目的"]))

    def test_a_list_of_something_else(self, tmp_path: Path, common: str) -> None:
        with pytest.raises(UserError, match=r"没有一列是通知的字段（看到的是：“姓名”、“年龄”）.*主送机关"):
            made(common, book(tmp_path / "a.xlsx", [["甲", 1]], header=["姓名", "年龄"]))

    def test_a_list_without_rows(self, tmp_path: Path, common: str) -> None:
        with pytest.raises(UserError, match="没有一行内容"):
            made(common, book(tmp_path / "a.xlsx", []))

    @pytest.mark.parametrize(
        ("name", "content", "part"),
        [
            ("没有.xlsx", None, "找不到"),
            ("空.xlsx", b"", "空的"),
            ("坏.xlsx", b"PK\x03\x04broken", "表格"),
            ("a.pdf", b"%PDF-1.4", "不能是这种类型"),
            ("a.csv", '主送机关,事由\n甲,"乙\n丙,丁\n'.encode(), "引号"),
            ("b.xlsx", b"<html></html>", "网页"),
        ],
    )
    def test_a_file_that_is_no_list(self, tmp_path: Path, common: str, name: str, content: bytes | None, part: str) -> None:
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(UserError, match=part):
            made(common, path)
        assert not (tmp_path / "公文").exists()

    def test_files_that_are_there_are_not_overwritten_unless_asked(self, tmp_path: Path, common: str) -> None:
        rows = book(tmp_path / "a.xlsx", [row(n) for n in (1, 2)])
        old = tmp_path / "公文" / "02-第2水利站.docx"
        old.parent.mkdir()
        old.write_bytes(b"mine")
        (old.parent / "笔记.txt").write_text("我的", "utf-8")
        with pytest.raises(UserError, match=r"已有 1 个同名的文件（如 02-第2水利站\.docx），没有覆盖，一份也没有生成.*--overwrite"):
            made(common, rows)
        assert sorted(path.name for path in old.parent.iterdir()) == ["02-第2水利站.docx", "笔记.txt"]
        made(common, rows, overwrite=True)
        assert old.read_bytes() != b"mine"
        assert (old.parent / "笔记.txt").read_text("utf-8") == "我的"

    def test_the_output_is_a_folder(self, tmp_path: Path, common: str) -> None:
        rows = book(tmp_path / "a.xlsx", [row(1)])
        with pytest.raises(UserError, match="不是文件夹"):
            draft_rows(common, rows, rows)

    def test_pdf_without_libreoffice_makes_nothing(self, tmp_path: Path, common: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("WENMI_SOFFICE", "/nowhere/soffice")
        with pytest.raises(UserError, match="LibreOffice"):
            made(common, book(tmp_path / "a.xlsx", [row(1)]), pdf=True)
        assert not (tmp_path / "公文").exists()

    def test_two_kinds_are_one_too_many(self, tmp_path: Path) -> None:
        with pytest.raises(UserError, match="两个文种"):
            draft_rows("通知", book(tmp_path / "a.xlsx", [row(1)]), tmp_path / "公文", kind="会议纪要")
