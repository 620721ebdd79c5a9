"""A document for each row of a list: what comes out, what is told, what is never overwritten."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from drafting.desk.batch import Batch, draft_rows
from drafting.desk.batch_names import _MOST_BYTES, _once, _safe
from drafting.documents.errors import ManyErrors, UserError
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


@pytest.fixture(autouse=True)
def _no_profile_of_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WENMI_UNIT", raising=False)


@pytest.fixture
def common(tmp_path: Path) -> str:
    path = tmp_path / "通知.yaml"
    path.write_text(COMMON, "utf-8")
    return str(path)


def made(common: str, rows: Path, **more: object) -> Batch:
    return draft_rows(common, rows, rows.parent / "公文", **more)  # type: ignore[arg-type]


class TestDocuments:
    def test_every_row_is_a_document_named_by_number_and_recipients(self, tmp_path: Path, common: str) -> None:
        batch = made(common, book(tmp_path / "名单.xlsx", [row(n) for n in range(1, 13)]))
        assert batch.summary == "名单.xlsx：共 12 行，生成通知 12 份。"
        names = sorted(path.name for path in (tmp_path / "公文").iterdir())
        assert names == [*(f"{n:02}-第{n}水利站.docx" for n in range(1, 13)), "清单.xlsx"]
        first = tmp_path / "公文" / "01-第1水利站.docx"
        assert texts(first, Role.TITLE) == ["清源市水利局关于做好防汛工作的通知"]
        assert texts(first, Role.RECIPIENTS) == ["第1水利站："]
        assert texts(first, Role.DATE) == ["2026年3月5日"]

    def test_the_cells_of_a_row_win_over_the_shared_fields(self, tmp_path: Path) -> None:
        fields = tmp_path / "通知.yaml"
        fields.write_text(COMMON + "事由: 做好防旱工作\n目的: 为做好防旱工作\n", "utf-8")
        rows = book(tmp_path / "a.xlsx", [row(1, 事由=None), row(2)])
        made(str(fields), rows)
        titles = [texts(tmp_path / "公文" / f"0{n}-第{n}水利站.docx", Role.TITLE)[0] for n in (1, 2)]
        assert titles == ["清源市水利局关于做好防旱工作的通知", "清源市水利局关于做好防汛工作的通知"]

    def test_a_kind_alone_is_enough_where_the_list_has_everything(self, tmp_path: Path) -> None:
        rows = book(tmp_path / "a.xlsx", [[*row(1), "清源市水利局"]], header=[*HEADER, "发文单位"])
        assert len(draft_rows("通知", rows, tmp_path / "公文").made) == 1

    def test_the_same_list_gives_the_same_bytes(self, tmp_path: Path, common: str) -> None:
        rows = book(tmp_path / "a.xlsx", [row(n) for n in (1, 2)])
        content = []
        for folder in ("甲", "乙"):
            batch = draft_rows(common, rows, tmp_path / folder)
            content.append([(done.file.name, done.file.read_bytes()) for done in batch.made])
        assert content[0] == content[1]

    def test_attachments_are_numbered_columns(self, tmp_path: Path, common: str) -> None:
        header = [*HEADER, "附件1标题", "附件1正文", "附件2标题", "附件二.表格"]
        rows = [
            [*row(1), "检查清单", "一、堤防\n二、水库", "物资表", "名称 | 数量\n编织袋 | 100"],
            [*row(2), "检查清单", "详见清单。", None, None],
            row(3),
        ]
        made(common, book(tmp_path / "a.xlsx", rows, header=header))
        notes = [texts(tmp_path / "公文" / f"0{n}-第{n}水利站.docx", Role.ATTACHMENT_NOTE) for n in (1, 2, 3)]
        assert notes == [["附件：1.检查清单", "2.物资表"], ["附件：检查清单"], []]
        paragraphs = read(tmp_path / "公文" / "01-第1水利站.docx").paragraphs
        assert [p.text for p in paragraphs if p.place.cell and p.role is not Role.PRINTER] == ["名称", "数量", "编织袋", "100"]

    def test_numbers_dates_and_lists_are_read_as_they_are_meant(self, tmp_path: Path) -> None:
        kind = tmp_path / "kinds" / "每种"
        kind.mkdir(parents=True)
        fields = ["份号", "日子: 日期", "数目: 数字", "几点", "清单: 清单", "依据: 清单", "选一: 选项", "人员: 人员", "附件: 清单"]
        declared = "".join(
            f"  - 名称: {name}\n" + (f"    类型: {kind}\n" if kind else "") for name, _, kind in (f.partition(": ") for f in fields)
        )
        declared = declared.replace("类型: 选项", "类型: 选项\n    选项: [甲, 乙]")
        head = "标识: every\n名称: 每种\n版式: 普通\n标题写法: 每种\n字段:\n  - 名称: 主送机关\n    类型: 清单\n    必填: 是\n"
        (kind / "fields.yaml").write_text(head + declared, "utf-8")
        (kind / "body.j2").write_text(
            "{{ 日子 }} {{ 数目 }} {{ 几点 }} {{ 清单|join('/') }} {{ 依据|join('/') }} {{ 选一 }} {{ 人员|join('/') }}", "utf-8"
        )
        header = ["主送机关", "份号", "日子", "数目", "几点", "清单", "依据", "选一", "人员", "附件"]
        one = [
            "甲局、乙局，丙局",
            1,
            46086,
            1234.5,
            dt.time(9, 0),
            "甲、乙（丙、丁）；《戊、己》",
            "《甲》、《乙》",
            "甲",
            "水利局：张一、李二\n王三",
            "表一\n表二",
        ]
        two = [
            "甲局",
            "000002",
            "2026-3-5 00:00:00",
            12,
            dt.datetime(2026, 3, 5, 15, 30),
            "甲、乙（丙、丁）",
            "甲\n乙、丙",
            "乙",
            "张一、李二",
            None,
        ]
        batch = draft_rows("每种", book(tmp_path / "a.xlsx", [one, two], header=header), tmp_path / "公文", templates=[tmp_path / "kinds"])
        assert batch.failed == []
        assert texts(batch.made[0].file, Role.RECIPIENTS) == ["甲局、乙局，丙局："]
        shown = [[p.text for p in read(done.file).paragraphs] for done in batch.made]
        assert "2026年3月5日 1234.5 9:00 甲、乙（丙、丁）/《戊、己》 《甲》/《乙》 甲 水利局张一、李二/王三" in shown[0]
        assert "2026年3月5日 12 2026年3月5日15:30 甲/乙（丙、丁） 甲/乙、丙 乙 张一、李二" in shown[1]
        assert {"000001", "附件：1.表一", "2.表二"} <= set(shown[0])

    def test_people_with_their_units_are_lines_of_a_cell(self, tmp_path: Path) -> None:
        header = ["纪要标志", "编号", "编印机关", "主持人", "会议日期", "会议地点", "会议名称", "出席", "议定事项"]
        from drafting.composing import find_kind

        kind = find_kind("会议纪要")
        example = (kind.folder / "example.yaml").read_text("utf-8")
        (tmp_path / "f.yaml").write_text("文种: 会议纪要\n" + example, "utf-8")
        rows = book(tmp_path / "a.xlsx", [["专题会议纪要", "", "", "", "", "", "", "水利局：张一、张二\n气象局：李三", ""]], header=header)
        batch = draft_rows(str(tmp_path / "f.yaml"), rows, tmp_path / "公文")
        assert batch.failed == []
        assert texts(batch.made[0].file, Role.ATTENDANCE)[0] == "出席：水利局张一、张二，气象局李三"

    def test_what_a_document_lacks_is_counted_and_listed(self, tmp_path: Path, common: str) -> None:
        batch = made(common, book(tmp_path / "a.xlsx", [row(1, 成文日期=None), row(2)]))
        assert "成文日期" in batch.made[0].missing
        assert "成文日期（1 份）" in "".join(batch.told)
        assert batch.listing is not None
        listed = cells(batch.listing)
        assert listed[0] == ["行号", "文件", "标题", "主送机关", "待补"]
        assert listed[1][:2] == [2, "01-第1水利站.docx"]
        assert "成文日期" in str(listed[1][4])

    def test_the_unit_profile_fills_in_and_sets_the_page(self, tmp_path: Path) -> None:
        profile = tmp_path / "unit.yaml"
        profile.write_text("单位名称: 清源市水利局\n版面:\n  天头: 30\n", "utf-8")
        batch = draft_rows("通知", book(tmp_path / "a.xlsx", [row(1), row(2)]), tmp_path / "公文", unit=profile)
        assert "按单位档案补上了：发文机关（清源市水利局）。" in batch.told
        assert any(line.startswith("单位档案改动了标准规定的值：天头") for line in batch.told)
        assert texts(batch.made[1].file, Role.SIGNATURE) == ["清源市水利局"]


class TestFormLetters:
    """The text that all rows share may name columns in braces."""

    FIELDS = (
        COMMON + "发文字号: {文号}\n事由: 核拨{用途}资金\n目的: 为支持{ 主送机关 }开展{用途}\n通知事项: |\n  核拨你单位{金额（元）}元。\n"
    )

    def fields(self, tmp_path: Path, text: str = "") -> str:
        path = tmp_path / "通知.yaml"
        path.write_text(text or self.FIELDS, "utf-8")
        return str(path)

    def test_each_document_has_its_own_cells(self, tmp_path: Path) -> None:
        header = ["主送机关", "用途", "金额（元）", "文号"]
        lines: list[list[object]] = [["甲局", "防汛", 50000.0, "清水发〔2026〕1号"], ["乙局", "抗旱", 8000.5, None]]
        batch = made(self.fields(tmp_path), book(tmp_path / "a.xlsx", lines, header=header))
        assert batch.failed == []
        assert batch.notes == []
        text = ["".join(p.text for p in read(done.file).paragraphs) for done in batch.made]
        for part in ("清水发〔2026〕1号", "清源市水利局关于核拨防汛资金的通知", "为支持甲局开展防汛", "核拨你单位50000元。"):
            assert part in text[0]
        for part in ("【待补：发文字号】", "清源市水利局关于核拨抗旱资金的通知", "为支持乙局开展抗旱", "核拨你单位8000.5元。"):
            assert part in text[1], text[1]
        assert "发文字号" in batch.made[1].missing

    def test_a_cell_that_is_empty_within_a_text_is_to_be_supplied(self, tmp_path: Path) -> None:
        header = ["主送机关", "用途", "金额（元）", "文号"]
        batch = made(self.fields(tmp_path), book(tmp_path / "a.xlsx", [["甲局", "防汛", None, None]], header=header))
        assert "金额（元）" in batch.made[0].missing

    def test_a_name_that_is_no_column_is_told_with_its_line(self, tmp_path: Path) -> None:
        rows = book(tmp_path / "a.xlsx", [["甲局", "防汛"]], header=["主送机关", "用处"])
        with pytest.raises(ManyErrors) as told:
            made(self.fields(tmp_path), rows)
        assert [error.where for error in told.value.errors] == [f"通知.yaml 第 {line} 行" for line in (3, 4, 5, 7)]
        assert "“{用途}”不是名单的列。可能是“用处”；" in str(told.value.errors[1])

    def test_a_cell_is_text_and_never_a_pattern(self, tmp_path: Path) -> None:
        header = ["主送机关", "用途", "金额（元）", "文号"]
        lines: list[list[object]] = [["甲局", "{金额（元）}与{{ 发文机关 }}", 5, "清水发〔2026〕1号"]]
        batch = made(self.fields(tmp_path), book(tmp_path / "a.xlsx", lines, header=header))
        assert batch.made[0].title == "清源市水利局关于核拨{金额（元）}与{{ 发文机关 }}资金的通知"


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


def test_progress_is_told_row_by_row(tmp_path: Path, common: str) -> None:
    seen: list[tuple[int, int]] = []
    made(common, book(tmp_path / "a.xlsx", [row(n) for n in (1, 2, 3)]), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.rendering
def test_pdfs_lie_beside_the_documents(tmp_path: Path, common: str, libreoffice: Path) -> None:
    batch = made(common, book(tmp_path / "a.xlsx", [row(n) for n in (1, 2, 3)]), pdf=True)
    assert batch.without_pdf == []
    for done in batch.made:
        assert done.file.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
