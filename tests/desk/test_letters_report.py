"""The report on letters: its periods, letters that make no report or a short one, and a report from a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from drafting.desk.letters_report import drafted, report, report_summary, write_report
from drafting.desk.letters_report_study import study
from drafting.documents.errors import UserError
from drafting.letters.batch import Batch, Letter
from drafting.letters.periods import parse_period
from tests.desk.reporting import TODAY, made_letters, numbers_in, reported, texts, verdicts, whole
from tests.documents.validity import faults

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "来信.xlsx"


@pytest.mark.parametrize("period", ["2025-12", "2026-01-05至2026-01-20", "2026-W03", "2026", None, "2025-Q4"])
def test_every_kind_of_period_is_clean_and_its_figures_are_those_of_the_ledger(period: str | None) -> None:
    one = reported(made_letters(), period)
    assert one.is_clean
    shown = {figure.shown for figure in one.study.ledger.figures}
    assert set(numbers_in(one)) <= shown
    assert faults(one.document) == []


def test_a_period_without_letters_is_told_with_the_days_that_there_are() -> None:
    with pytest.raises(UserError, match="2024年5月没有来信") as told:
        reported(made_letters(), "2024-05")
    assert "2025年11月1日至2026年1月31日" in told.value.remedy


def test_a_batch_without_letters_makes_no_report() -> None:
    with pytest.raises(UserError, match="没有读到来信"):
        reported(Batch(()))


def test_letters_without_any_time_are_reported_without_comparisons() -> None:
    letters = tuple(replace(one, time=None) for one in made_letters().letters)
    one = reported(Batch(letters), None)
    assert one.title == "信访形势分析报告"
    assert "来信没有注明时间，不作环比、同比" in whole(one)
    assert one.is_clean
    with pytest.raises(UserError, match="没有可以识别的时间"):
        reported(Batch(letters), "2026-01")


def test_a_single_letter_makes_a_report() -> None:
    one = reported(Batch((Letter("1", "路灯不亮", "青屏区望江路的路灯坏了一个月。", "", datetime(2026, 1, 9), "甲"),)), None)
    assert one.is_clean
    assert "共收到群众来信1件，涉及反映人1人，没有重复来信" in whole(one)
    assert "没有发现同一问题有两件以上来信的情况" in whole(one)
    assert "待补" not in whole(one)


def test_single_letters_that_deserve_attention_are_told_with_their_reasons_and_counted() -> None:
    text = "学校门口的路口没有红绿灯，三百名家长每天在这里接送，旁边楼里电梯关人两小时。"
    one = reported(made_letters([Letter("Z1", "学校门口该设红绿灯", text, "", datetime(2026, 1, 9), "丁", 80)]))
    assert "高关注单件" in whole(one)
    assert "共1件。即：“学校门口该设红绿灯”（编号Z1，点赞较多、涉及多人、人身安全）。" in whole(one)
    assert [row.id for row in one.study.rows if row.notable] == ["Z1"]
    assert one.is_clean


def test_a_report_without_such_letters_has_no_heading_for_them() -> None:
    assert "高关注单件" not in whole(reported(made_letters()))


def test_a_month_that_is_not_over_is_set_against_as_many_days() -> None:
    letters = tuple(one for one in made_letters().letters if one.time is None or one.time < datetime(2026, 1, 20))
    one = reported(Batch(letters), "2026-01")
    until = max(item.time for item in letters if item.time)
    assert f"2026年1月（截至1月{until.day}日）" in whole(one)
    assert f"上月同期指2025年12月1日至{until.day}日" in whole(one)


def test_a_later_copy_is_the_repeat_in_whatever_order_the_file_is() -> None:
    text = "青屏区望江路的路灯坏了一个月，晚上看不清路，请尽快维修。"
    first = Letter("早", "路灯不亮", text, "", datetime(2026, 1, 2), "甲")
    later = Letter("晚", "路灯不亮", text, "", datetime(2026, 1, 9), "乙")
    one = study(Batch((later, first)), None, verdicts)
    assert {row.id: row.repeat for row in one.rows} == {"早": False, "晚": True}


@pytest.fixture
def _one_model(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENMI_HOME", str(tmp_path_factory.getbasetemp() / "shared-home"))


@pytest.mark.usefixtures("_one_model")
def test_the_example_is_reported_from_its_file(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    one = report([EXAMPLE], period="2025-Q4", today=TODAY, progress=lambda now, total: seen.append((now, total)))
    assert one.is_clean
    assert seen[-1] == (62, 62)
    document, _ = write_report(one, tmp_path / "a.docx", [EXAMPLE])
    assert document.read_bytes() == one.document
    assert "读入来信 62 封，未读入 1 行，其中本期 28 封" in report_summary(one)


@pytest.mark.usefixtures("_one_model")
def test_the_unit_profile_signs_the_report(tmp_path: Path) -> None:
    unit = tmp_path / "unit.yaml"
    unit.write_text("单位名称: 云溪县信访局\n", "utf-8")
    one = report([EXAMPLE], unit=unit, today=TODAY)
    assert "云溪县信访局" in texts(one)
    assert one.is_clean


@pytest.mark.usefixtures("_one_model")
@pytest.mark.shared_data
def test_reports_on_real_letters_are_clean_and_true(shared_data: Path) -> None:
    from drafting.letters.reading import read_letters
    from drafting.letters.sorting import sort_letters

    batch = read_letters([shared_data / "letters" / "letters.xlsx"])
    told = {said.id: said for said in sort_letters(sorted(batch.letters, key=lambda one: one.time or datetime.max))}
    for period in ("2019-12", "2020-01", "2019-10-06至2019-11-10"):
        found = study(batch, parse_period(period), lambda letters: [told[one.id] for one in letters])
        one = drafted(found, None, None, TODAY)
        assert one.is_clean
        assert set(numbers_in(one)) <= {figure.shown for figure in one.study.ledger.figures}
        assert faults(one.document) == []


def test_a_period_that_cannot_be_read_is_told_before_any_file_is() -> None:
    with pytest.raises(UserError, match="看不懂时段"):
        report([Path("没有这个文件.xlsx")], period="去年")
