"""The report on letters: its words are clean, and quote the letters without their faults and without personal data."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import openpyxl

from drafting.desk.letters_report import Reported, report_summary, write_report
from drafting.desk.letters_report_issues import excerpt, quotable
from drafting.desk.proofreading import check
from drafting.documents.model import Level
from drafting.letters.batch import Letter
from tests.desk.reporting import FILES, made_letters, reported, whole


def test_proofreading_finds_nothing_that_must_be_changed(january_report: Reported, tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(january_report.document)
    (checked,), errors = check([path])
    assert not errors
    assert [one for one in checked.findings if one.level is Level.ERROR] == []
    assert january_report.is_clean
    assert "校对通过" in report_summary(january_report)


def test_letters_whose_words_are_faults_are_not_quoted() -> None:
    text = "临河区翠湖公园的【待补：停车楼】正在施工，占用绿地，请予核查。"
    bad = [Letter(f"X{n}", "翠湖公园【待补：停车楼】占用绿地", f"{text}第{n}次。", "", datetime(2026, 1, 9), f"人{n}") for n in range(12)]
    one = reported(made_letters(bad))
    assert one.is_clean
    assert len(one.unquoted) >= 2
    text = whole(one)
    assert "待补" not in text
    assert re.search(r"民政方面的问题（编号RD\w+）。来信12件，涉及反映人12人", text)
    assert re.search(r"典型来信见编号X\d+", text)
    assert "没有引用" in report_summary(one)


def test_only_the_words_that_are_faults_go_unquoted() -> None:
    text = "临河区翠湖公园占用绿地建停车楼，已与【待补：公司】签约。"
    bad = [Letter(f"X{n}", "翠湖公园占用绿地", f"{text}第{n}次。", "", datetime(2026, 1, 9), f"人{n}") for n in range(12)]
    one = reported(made_letters(bad))
    assert "“翠湖公园占用绿地”问题。来信12件" in whole(one)
    assert "待补" not in whole(one)
    assert one.is_clean


def test_personal_data_are_masked_in_both_files(tmp_path: Path) -> None:
    title, text = "云岭产业园拖欠工资13912345678", "云岭产业园拖欠工资，请联系13912345678，身份证110101199003070011"
    bad = [Letter(f"X{n}", title, f"{text}，第{n}次来信反映云岭产业园拖欠工资。", "", datetime(2026, 1, 9), f"人{n}") for n in range(12)]
    one = reported(made_letters(bad))
    workbook = openpyxl.load_workbook(write_report(one, tmp_path / "报告.docx", FILES)[1])
    cells = "\n".join(str(value) for sheet in workbook for row in sheet.values for value in row)
    for told in (whole(one), cells):
        assert "13912345678" not in told
        assert "110101199003070011" not in told
        assert "云岭产业园拖欠工资" in told


def test_quoted_words_stand_on_one_line_without_quotation_marks_of_their_own() -> None:
    assert quotable('他说“不行”,\n"真的"吗??') == "他说‘不行’，真的吗？"
    assert quotable("3:00，，请联系13800138000") == "3:00，请联系138****8000"
    assert "张建国" not in quotable("我是张建国，请联系13800138000", "张建国")


def test_a_letter_is_quoted_by_the_sentence_that_says_what_its_title_says() -> None:
    text = "尊敬的领导：您好！我是望江苑的业主。望江苑东门的搅拌站夜里施工，吵得睡不着。谢谢领导！"
    assert excerpt(Letter("1", "望江苑搅拌站夜里施工", text, "")) == "望江苑东门的搅拌站夜里施工，吵得睡不着"
    assert excerpt(Letter("1", "望江苑搅拌站夜里施工", "请解决。", "")) == ""
