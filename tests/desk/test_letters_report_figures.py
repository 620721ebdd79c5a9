"""The report on letters: every figure in it and in its workbook, counted again from the rows, and what is told of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from drafting.desk.letters_report import Reported, write_report
from drafting.letters.batch import Batch, Letter
from drafting.letters.urgent import find_urgent
from tests.desk.reporting import FILES, MATTERS, NUMBER, Sheets, made_letters, numbers_in, reported, texts, verdicts, whole


def test_every_figure_of_the_workbook_is_a_formula_that_comes_to_what_is_shown(january_workbook: Path, january_report: Reported) -> None:
    sheets = Sheets(january_workbook)
    sheet = sheets.formulas["数字"]
    assert sheet.max_row == len(january_report.study.ledger.figures) + 1 > 60
    for row in range(2, sheet.max_row + 1):
        worked_out = sheets.worked_out("数字", f"D{row}")
        assert isinstance(sheet[f"D{row}"].value, str)
        assert worked_out == pytest.approx(sheets.values["数字"][f"D{row}"].value)
        shown = str(sheet[f"E{row}"].value)
        assert float(shown.rstrip("%")) == pytest.approx(abs(worked_out) * (100 if shown.endswith("%") else 1), abs=0.0501)
        assert sheet[f"F{row}"].value


def test_every_table_of_the_workbook_is_formulas_that_come_to_what_is_stored(january_workbook: Path) -> None:
    sheets = Sheets(january_workbook)
    checked = 0
    for name in ("主题", "地区", "单位", "时间", "问题"):
        for cells in sheets.formulas[name].iter_rows(min_row=2):
            for cell in cells:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    assert sheets.worked_out(name, cell.coordinate) == pytest.approx(sheets.values[name][cell.coordinate].value)
                    checked += 1
    assert checked > 60


def test_every_figure_in_the_text_is_one_of_the_workbook(january_workbook: Path, january_report: Reported) -> None:
    sheet = openpyxl.load_workbook(january_workbook)["数字"]
    shown = {str(row[4].value) for row in sheet.iter_rows(min_row=2)}
    found = numbers_in(january_report)
    assert sum(found.values()) > 60
    assert set(found) <= shown


def test_the_rows_of_the_workbook_are_the_letters(january_workbook: Path, january_report: Reported) -> None:
    sheet = openpyxl.load_workbook(january_workbook)["来信"]
    names = [cell.value for cell in sheet[1]]
    rows = [dict(zip(names, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    letters = january_report.study.batch.letters
    assert [row["编号"] for row in rows] == [one.id for one in letters]
    told = {said.id: said for said in verdicts(sorted(letters, key=lambda one: one.time or datetime.max))}
    writers: set[str] = set()
    for row, one in zip(rows, letters, strict=True):
        said = told[one.id]
        month = (one.time.year, one.time.month) if one.time else None
        current = month == (2026, 1)
        assert (row["本期"] == "是") is current
        assert (row["上期"] == "是") is (month == (2025, 12))
        assert row["上年同期"] is None
        assert row["主题"] == said.topic
        assert (row["重复来信"] == "是") is (said.duplicate_of is not None)
        assert (row["本期首次来信的反映人"] == "是") is (current and one.user not in writers)
        if current:
            writers.add(one.user)
        areas = [area for area in ("青屏区", "云溪县", "临河区") if area in one.title + one.text]
        compared = month in ((2026, 1), (2025, 12))
        assert row["地区"] == (areas[0] if areas and compared else None)
        organs = {"投诉锦绣苑物业公司不公布账目": "临河区锦绣苑物业公司", "青屏区梧桐苑烧烤店油烟直排": "青屏区梧桐苑烧烤店"}
        assert row["被反映单位"] == (organs.get(one.title) if compared else None)
        assert row["未写名称的单位"] == ("搅拌站" if "搅拌站" in one.title and compared else None)


def test_the_totals_are_those_of_the_letters(january_report: Reported) -> None:
    letters = january_report.study.batch.letters
    months = Counter((one.time.year, one.time.month) for one in letters if one.time)
    now, before = months[2026, 1], months[2025, 12]
    people = len({one.user for one in letters if one.time and one.time.month == 1})
    text = whole(january_report)
    assert f"2026年1月，共收到群众来信{now}件，涉及反映人{people}人" in text
    assert f"比上月（{before}件）增加{now - before}件、上升{100 * (now - before) / before:.1f}%" in text
    repeats = sum(1 for one in verdicts(letters) if one.duplicate_of)
    assert f"其中重复来信{repeats}件，占{100 * repeats / now:.1f}%" in text
    assert repeats == 1
    assert "不作同比" in text
    assert "没有可以识别的时间的来信1件" in text
    assert "另有1行没有作为来信读入" in text


def test_topics_and_areas_are_counted_with_their_shares(january_report: Reported) -> None:
    current = [one for one in january_report.study.batch.letters if one.time and one.time.month == 1]
    by_topic = Counter(said.topic for said in verdicts(current))
    for topic, count in by_topic.most_common(3):
        assert f"{topic}{count}件，占{100 * count / len(current):.1f}".removesuffix(".0") in whole(january_report)
    assert "来信反映较多的单位是：临河区锦绣苑物业公司4件。没有写明单位名称的，反映较多的是：搅拌站9件" in whole(january_report)


def test_issues_are_told_with_their_letters_their_change_and_a_typical_letter(january_report: Reported) -> None:
    text = whole(january_report)
    assert "“青屏区望江苑搅拌站夜里施工扰民”问题。来信9件，涉及反映人7人" in text
    assert "比上月增加5件、上升125%" in text
    assert re.search(r"“云溪县石门镇道路破损”问题。来信6件，涉及反映人6人.*上月没有来信，属本期新出现的问题", text)
    assert re.search(r"典型来信（编号L\d+）反映：“[^”]{12,70}”。", text)


URGENT = (
    "临河区红旗新村的楼板开裂，有人扬言要跳楼，请尽快处理。",
    "临河区红旗新村的三百户业主准备集体上访，请尽快处理。",
    "临河区红旗新村的居民说再不解决就跳楼，已有业主集体上访，电话13800138000。",
)


def test_letters_to_be_checked_are_counted_by_signal_without_their_words(tmp_path: Path) -> None:
    extra = [Letter(f"J{n}", "红旗新村的事", text, text, datetime(2026, 1, 9), f"急{n}") for n, text in enumerate(URGENT)]
    one = reported(made_letters(extra))
    signals = Counter(
        signal.signal
        for letter in one.study.batch.letters
        if letter.time and (letter.time.year, letter.time.month) == (2026, 1)
        for signal in find_urgent(letter.title, letter.text, letter.time)
    )
    assert len(signals) > 1
    (line,) = [text for text in texts(one) if text.startswith("提请人工核查的来信") and "占" in text]
    for signal, count in signals.items():
        assert f"{signal}{count}件" in line
    assert "不是对来信人的判断" in line
    assert not any(word in line for word in ("跳楼", "上访", "13800138000"))
    assert one.is_clean
    sheets = Sheets(write_report(one, tmp_path / "报告.docx", FILES)[1])
    head, *rows = sheets.values["来信"].values
    found = {row[0] for row in rows if row[head.index("提请人工核查")] == "是"}
    assert {"J0", "J1", "J2"} <= found
    figures = sheets.formulas["数字"]
    counted = [row for row in range(2, figures.max_row + 1) if figures[f"B{row}"].value == "提请人工核查"]
    assert len(counted) == len(signals) + 2
    for row in counted:
        assert sheets.worked_out("数字", f"D{row}") == pytest.approx(sheets.values["数字"][f"D{row}"].value)


def test_without_letters_to_be_checked_nothing_is_said_of_them(january_report: Reported) -> None:
    assert not any(row.urgent for row in january_report.study.rows if row.current)
    assert "提请人工核查" not in whole(january_report)


def told_of_days(counts: Sequence[int]) -> str:
    """Return what a report tells of the numbers of letters that came on the days from the 5th of October on."""
    days = [date(2025, 10, 5) + timedelta(days=n) for n, count in enumerate(counts) for _ in range(count)]
    title, text, *_ = MATTERS[0]
    many = [
        Letter(f"T{n}", title, f"{text}第{n}次。", "", datetime(day.year, day.month, day.day, 9), f"人{n}") for n, day in enumerate(days)
    ]
    (line,) = [line for line in texts(reported(Batch(tuple(many), ()), None)) if "见图1" in line]
    return line


@pytest.mark.parametrize(
    ("counts", "told", "untold"),
    [
        ((3, 1, 2, 2), ("来信最多的是10月5日，3件；最少的是10月6日，1件",), ("各",)),
        ((1, 1, 1, 1), ("各日来信都是1件",), ("最多", "最少")),
        ((2, 1, 2, 1), ("最多的是10月5日、10月7日，各2件", "最少的是10月6日、10月8日，各1件"), ()),
        ((1, 0, 1, 0, 1, 0, 0, 1), ("各日来信在0件到1件之间",), ("最多", "最少")),
        ((1, 1, 1, 1, 4), ("来信最多的是10月9日，4件",), ("最少",)),
    ],
)  # fmt: skip
def test_a_tie_is_not_told_as_a_maximum(counts: Sequence[int], told: Sequence[str], untold: Sequence[str]) -> None:
    line = told_of_days(counts)
    assert all(one in line for one in told), line
    assert not any(one in line for one in untold), line


def test_rising_and_falling_topics_are_told(january_report: Reported) -> None:
    text = whole(january_report)
    assert re.search(r"来信上升较明显的主题：.*交通运输类来信6件，比上月增加6件", text)
    assert "有两件以上来信的问题中，本期新出现1个" in text


def test_suggestions_rest_on_facts_that_the_report_has(january_report: Reported) -> None:
    read = texts(january_report)
    at = read.index("四、工作建议")
    suggestions = read[at + 1 : read.index("五、数据说明")]
    assert len(suggestions) >= 3
    assert all(NUMBER.search(text) for text in suggestions)
    assert not [text for text in suggestions if "{" in text]
