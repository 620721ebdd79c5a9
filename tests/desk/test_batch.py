"""A document for each row of a list: what comes out, what rows share, what is told on the way."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from drafting.desk.batch import draft_rows
from drafting.documents.errors import ManyErrors
from drafting.documents.model import Role
from drafting.documents.reading import read
from tests.desk.lists import COMMON, HEADER, book, cells, made, row, texts


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
