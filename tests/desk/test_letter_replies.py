"""Checking replies, as the desk does it for the commands and the pages."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from drafting.desk import letter_replies as desk
from drafting.documents.errors import UserError
from drafting.letters.replies import WEIGHTS

HEADER = ["编号", "用户", "标题", "时间", "内容", "答复意见", "答复时间", "答复单位"]
ASKED = "青石小区东门的路灯坏了半年，请问什么时候能修好？我叫王小明，电话13800138000。"
ANSWERS = [
    "您好！经查，青石小区东门的路灯因电缆老化不亮。根据《城市道路管理条例》，由我局维修，3月20日前修好。感谢您的监督！2024年3月8日",
    "您好！您反映的问题已转市城市管理局核处。",
    "",
    "您好！根据《中华人民共和国合同法》，青石小区东门的路灯由物业公司维修，请与物业联系。2024年3月8日",
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    for number, answer in enumerate(ANSWERS, 1):
        answered = datetime(2024, 3, 8) if answer else None
        row = [number, "王小明", "青石小区路灯不亮", datetime(2024, 3, 4), ASKED, answer, answered, "城管局" if number == 2 else ""]
        book.active.append(row)
    book.active.append([])
    book.save(tmp_path / "来信.xlsx")
    return tmp_path / "来信.xlsx"


def sheet_rows(path: Path, name: str) -> list[dict[str, object]]:
    head, *rows = openpyxl.load_workbook(path)[name].values
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_a_time_that_cannot_be_read_is_told_where_no_reply_stands(tmp_path: Path) -> None:
    source = tmp_path / "来信.csv"
    source.write_text(
        f"编号,标题,时间,内容,答复意见\n1,路灯不亮,2024-03-04,{ASKED},{ANSWERS[1]}\n2,路灯不亮,9999-12-31,{ASKED},\n", encoding="utf-8"
    )
    written = desk.write_replies(desk.check_replies([source]), None, [source])
    assert written == tmp_path / "来信-答复检查.xlsx"
    (row,) = sheet_rows(written, "没有答复")
    assert (row["来信时间"], row["备注"]) == (None, "时间“9999-12-31”无法识别")


class TestTheJudge:
    def test_a_law_that_is_gone_is_told_if_it_was_gone_on_the_day(self) -> None:
        text = "根据《中华人民共和国合同法》，由物业公司维修。"
        (fault,) = desk.judge(text, date(2024, 3, 8)).faults
        assert fault.message.startswith("“《中华人民共和国合同法》”自2021年1月起由《中华人民共和国民法典》代替")
        assert desk.judge(text, date(2012, 3, 8)).faults == ()

    def test_a_name_that_no_law_bears_is_told_with_the_right_one(self) -> None:
        (fault,) = desk.judge("根据《中华人民共和国道路交通按全法》，处以罚款。", date(2024, 3, 8)).faults
        assert "中华人民共和国道路交通安全法" in fault.message
        assert fault.message.endswith("。")

    def test_an_article_beyond_the_last_is_told(self) -> None:
        assert desk.judge("根据《中华人民共和国个人信息保护法》第九十九条的规定，", date(2024, 3, 8)).faults

    def test_a_law_on_record_is_known_and_a_local_paper_is_neither_known_nor_faulty(self) -> None:
        found = desk.judge("根据《中华人民共和国民法典》和《青山市路灯维修办法》，", date(2024, 3, 8))
        assert found.known == ("《中华人民共和国民法典》",)
        assert found.faults == ()

    @pytest.mark.parametrize("name", ["中华人民共和国噪声绝对禁止法", "路灯绝对保护法", "中华人民共和路灯法（试行）", "路灯法典"])
    def test_a_name_shaped_as_a_national_law_that_none_bears_is_unknown(self, name: str) -> None:
        found = desk.judge(f"根据《{name}》第九百条的规定，", date(2024, 3, 8))
        assert found.unknown == (f"《{name}》",)
        assert found.known == ()

    @pytest.mark.parametrize(
        "name", ["环保法", "中华人民共和国环保法", "居民委员会组织法", "民法典", "合同法", "城市路灯管理办法", "路灯维修方法"]
    )
    def test_a_short_form_an_old_law_and_what_is_no_law_are_not(self, name: str) -> None:
        assert desk.judge(f"根据《{name}》第一条的规定，", date(2012, 3, 8)).unknown == ()

    def test_a_slip_that_has_a_proposal_is_told_once(self) -> None:
        found = desk.judge("根据《中华人民共和国道路交通按全法》，处以罚款。", date(2024, 3, 8))
        assert (len(found.faults), found.unknown) == (1, ())


class TestTheWorkbook:
    def test_every_letter_is_in_one_of_the_sheets_and_every_row_is_accounted_for(self, table: Path) -> None:
        done = desk.check_replies([table])
        written = desk.write_replies(done, None, [table])
        assert written == table.with_name("来信-答复检查.xlsx")
        assert [row["编号"] for row in sheet_rows(written, "答复评分")] == ["1", "2", "4"]
        assert [row["编号"] for row in sheet_rows(written, "没有答复")] == ["3"]
        assert len(sheet_rows(written, "未读入")) == len(done.unread)

    def test_scores_stand_with_their_reasons_and_the_formula(self, table: Path) -> None:
        written = desk.write_replies(desk.check_replies([table]), None, [table])
        first, forwarded, outdated = sheet_rows(written, "答复评分")
        assert all(isinstance(first[name], int) for name in ("总分", *WEIGHTS))
        assert first["用时（工作日）"] == 4
        assert "相关：只告知转办" in str(forwarded["扣分理由和说明"])
        assert "民法典" in str(outdated["扣分理由和说明"])
        assert outdated["建议"] == "请核对引用的依据。"
        told = "".join(str(row["说明"]) for row in sheet_rows(written, "评分办法"))
        assert "相关×40%" in told
        assert "《信访工作条例》" in told

    def test_the_summary_sheet_adds_up(self, table: Path) -> None:
        written = desk.write_replies(desk.check_replies([table]), None, [table])
        rows = sheet_rows(written, "汇总")
        counts = {(row["项目"], row["内容"]): row["件数"] for row in rows}
        assert (counts["来信", "合计"], counts["来信", "有答复"], counts["来信", "没有答复"]) == (4, 3, 1)
        for name in WEIGHTS:
            assert sum(row["件数"] for row in rows if row["项目"] == name and row["内容"] != "平均") == 3
        assert sum(row["件数"] for row in rows if row["项目"] == "答复单位") == 3

    def test_personal_data_is_masked_everywhere(self, table: Path) -> None:
        done = desk.check_replies([table])
        written = desk.write_replies(done, None, [table])
        cells = [str(cell) for sheet in openpyxl.load_workbook(written) for row in sheet.values for cell in row if cell]
        shown = "\n".join([*cells, desk.replies_summary(done), *(json.dumps(one.as_json(), ensure_ascii=False) for one in done.checked)])
        assert "13800138000" not in shown
        assert "王小明" not in shown

    def test_an_input_is_never_overwritten_and_only_workbooks_are_written(self, table: Path) -> None:
        done = desk.check_replies([table])
        before = table.read_bytes()
        with pytest.raises(UserError, match="覆盖"):
            desk.write_replies(done, table, [table])
        with pytest.raises(UserError, match="xlsx"):
            desk.write_replies(done, table.with_suffix(".csv"), [table])
        assert table.read_bytes() == before


class TestTheSummary:
    def test_it_tells_how_many_are_answered_and_how(self, table: Path) -> None:
        shown = desk.replies_summary(desk.check_replies([table]))
        assert "读入来信 4 封" in shown
        assert "有答复 3 封，没有答复 1 封。" in shown
        assert "只告知转办  1 封，占 33.3%" in shown
        assert "超期 0 封（信访：告知 15 日，办结 60 日）。" in shown

    def test_shorter_terms_make_replies_late(self, table: Path) -> None:
        assert "超期 3 封（自定：告知 2 个工作日，办结 3 个工作日）。" in desk.replies_summary(
            desk.check_replies([table], told="2个工作日", done="3个工作日")
        )

    def test_the_worst_replies_are_named_and_the_good_ones_are_not(self, table: Path) -> None:
        (line,) = [line for line in desk.replies_summary(desk.check_replies([table])).splitlines() if line.startswith("得分最低的")]
        assert line.startswith("得分最低的：2（")
        assert "1（" not in line


class TestReading:
    """Which column is which is the reading's business; here only that the answers get to the checks."""

    ROWS = (["1", "路灯不亮。", "您好！已转城管局核处。", "2024-03-08"], ["2", "没有水。", "", ""])

    def kinds(self, path: Path, **columns: str) -> list[str]:
        return [one.kind.value for one in desk.check_replies([path], columns=columns).checked]

    @pytest.mark.parametrize(
        ("reply", "time"), [("答复意见", "答复时间"), ("答复内容", "答复日期"), ("回复内容", "回复时间"), ("办理结果", "办结时间")]
    )
    def test_usual_names_are_recognised(self, tmp_path: Path, reply: str, time: str) -> None:
        path = tmp_path / "a.csv"
        path.write_text("\n".join(",".join(row) for row in [["编号", "内容", reply, time], *self.ROWS]), encoding="gb18030")
        assert self.kinds(path) == ["只告知转办", "没有答复"]
        assert desk.check_replies([path]).checked[0].letter.reply is not None

    def test_columns_can_be_named_by_letter_or_by_header(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_text("\n".join(",".join(row) for row in [["编号", "内容", "怎么说的", "哪天说的"], *self.ROWS]), encoding="utf-8")
        assert self.kinds(path, 答复="C", 答复时间="D") == self.kinds(path, 答复="怎么说的") == ["只告知转办", "没有答复"]

    def test_json_lines_are_read_by_their_keys(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        values = [{"编号": "1", "内容": "路灯不亮。", "答复内容": "您好！已转城管局核处。"}, {"编号": "2", "内容": "没有水。"}]
        path.write_text("\n".join(json.dumps(value, ensure_ascii=False) for value in values), encoding="utf-8")
        assert self.kinds(path) == ["只告知转办", "没有答复"]

    @pytest.mark.parametrize("columns", [{}, {"答复": "Z"}])
    def test_a_table_without_replies_is_told(self, tmp_path: Path, columns: dict[str, str]) -> None:
        path = tmp_path / "a.csv"
        path.write_text("编号,标题,内容\n1,路灯,路灯不亮。\n", encoding="utf-8")
        with pytest.raises(UserError, match="--column 答复="):
            self.kinds(path, **columns)

    def test_a_missing_file_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(UserError, match="找不到"):
            self.kinds(tmp_path / "没有.xlsx")


def test_progress_reaches_the_number_of_letters(table: Path) -> None:
    seen: list[tuple[int, int]] = []
    desk.check_replies([table], progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize(("more", "told"), [({"rule": "甲"}, "12345"), ({"done": "很快"}, "很快"), ({"columns": {"答复": ""}}, "答复")])
def test_a_wrong_choice_is_told_before_anything_is_written(table: Path, more: dict[str, object], told: str) -> None:
    with pytest.raises(UserError, match=told):
        desk.check_replies([table], **more)
    assert list(table.parent.glob("*.xlsx")) == [table]


def test_the_verdicts_by_hand_are_met_as_often_as_measured(shared_data: Path) -> None:
    """The figures of the half that was kept for them may not fall; how they are measured stands in ``evaluation.letters_replies``."""
    from evaluation.letters_replies import truth, verdicts

    checked = desk.check_replies([shared_data / "letters" / "replies.xlsx"]).checked
    found = verdicts([row for row in truth() if row[1] == "final"], {one.letter.id: one for one in checked})
    assert found["relevance"]["agreement"] >= 0.78
    assert found["grounds"]["agreement"] >= 0.80
    assert min(found[f"form_{name}"]["agreement"] for name in ("greeted", "closed", "signed", "dated")) >= 0.95
