"""送审校对单: the form that people fill in and sign."""

from __future__ import annotations

from datetime import datetime

import pytest

from drafting.documents.layout import lay_out
from drafting.documents.model import Document, Level, Paragraph, Role
from drafting.documents.reading import read_bytes
from drafting.proofing.reports.excerpts import covered
from drafting.proofing.reports.report import Ignored, Report, report_on
from drafting.proofing.reports.slip import slip, word_count
from tests.proofing.reports.making import document_of, finding, reported

NOW = datetime(2026, 3, 5, 9, 7)


def form_of(report: Report) -> Document:
    """Return the form as it is read back from its file."""
    return read_bytes(lay_out(slip(report, now=NOW)), "校对单.docx")


def rows_of(document: Document, number: int) -> list[list[str]]:
    rows: dict[int, dict[int, str]] = {}
    for item in document.paragraphs:
        cell = item.place.cell
        if cell is not None and cell.table == number:
            row = rows.setdefault(cell.row, {})
            row[cell.column] = f"{row[cell.column]}\n{item.text}" if cell.column in row else item.text
    return [list(row.values()) for row in rows.values()]


def test_the_form_has_title_facts_findings_checklist_and_places_to_sign():
    form = form_of(reported("标题| 关于做好防汛工作的通知\n请按时布署,抓好落实。", name="稿/通知.txt"))
    assert form.paragraphs[0].text == "通知送审校对单"
    facts = rows_of(form, 0)
    assert facts[0] == ["文稿名称", "关于做好防汛工作的通知"]
    assert facts[1] == ["文件", "稿/通知.txt"]
    assert facts[2] == ["文种", "通知", "校对时间", "2026年3月5日09:07"]
    assert facts[3][:2] == ["字数", "21字"]
    assert facts[4] == ["结论", "不宜送签：必须改2处。"]
    found = rows_of(form, 1)
    assert found[0] == ["序号", "位置", "原文", "建议", "依据", "级别", "处理意见"]
    assert found[1][1:4] == ["第2段（正文）", "请按时【布署】,抓好落实。", "改为“部署”。“布署”应为“部署”。"]
    assert found[1][5] == "必须改"
    assert found[1][6].startswith("□采纳　□不采纳")
    checklist = rows_of(form, 2)
    assert checklist[0] == ["序号", "核对事项", "依据", "工具查到哪里", "核对结果"]
    assert {row[-1] for row in checklist[1:]} == {"□已核对"}
    assert [text for text in rows_of(form, 3)[0] if text] == ["拟稿人", "校对人", "审核人", "签发人"]
    assert rows_of(form, 3)[1].count("日期") == 4


def test_the_form_lies_across_and_its_tables_repeat_their_heads():
    form = form_of(reported("标题| 关于做好防汛工作的通知\n请按时布署,抓好落实。"))
    assert form.page.width is not None
    assert form.page.height is not None
    assert form.page.width > form.page.height
    heads = {item.text for item in form.paragraphs if item.place.cell and item.place.cell.header}
    assert {"序号", "处理意见", "核对事项"} <= heads
    assert not {"文稿名称", "结论", "拟稿人"} & heads


def test_findings_stand_by_level_and_equal_ones_in_one_row():
    document = document_of("甲,乙", "丙,丁", "戊己")
    comma = {"code": "half-width-punctuation", "family": "punctuation"}
    findings = [
        finding(0, 0, 1, Level.HINT),
        finding(0, 1, 2, suggestion="，", **comma),
        finding(1, 1, 2, suggestion="，", **comma),
        finding(2, 0, 1, suggestion=""),
    ]
    rows = rows_of(form_of(report_on(document, findings)), 1)[1:]
    assert [row[1] for row in rows] == ["第1段、第2段，共2处", "第3段（正文）", "第1段（正文）"]
    assert [row[5] for row in rows] == ["必须改", "必须改", "请核对"]
    assert rows[1][3] == "删去。有错。"


def test_personal_numbers_are_covered_in_every_column():
    text = "联系人13800138000，身份证11010519491231002X，卡号6222020000000000000。"
    document = document_of(text)
    told = finding(0, 3, 14, message="号码13800138000要隐去。", suggestion="13800138000")
    form = form_of(report_on(document, [told, finding(0, 18, 36)], ignored=[Ignored(finding(0, 39, 58), "13800138000是公开的。")]))
    whole = "\n".join(item.text for item in form.paragraphs)
    for number in ("13800138000", "11010519491231002X", "6222020000000000000"):
        assert number not in whole
    assert "【138****8000】" in whole
    assert "【110105********002X】" in whole
    assert "【6222***********0000】" in whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13800138000", "138****8000"),
        ("138 0013 8000", "138******8000"),
        ("6222 0200 0000 0000 000", f"6222{'*' * 15} 000"),
        ("110105194912310021", "110105********0021"),
        ("合同金额1234567890元", "合同金额1234567890元"),
        ("2026年11月22日", "2026年11月22日"),
        ("电话0571-85000000", "电话0571-85000000"),
        ("项目代码2020-440100-48-03-012345", "项目代码2020-440100-48-03-012345"),
    ],
)
def test_covering_keeps_the_length_and_what_is_no_personal_number(text, expected):
    assert covered(text) == expected
    assert len(covered(text)) == len(text)


def test_a_document_without_findings_or_title_has_a_form_too():
    form = form_of(reported("请按时部署。"))
    assert form.paragraphs[0].text == "文稿送审校对单"
    assert any(item.text == "没有发现问题。" for item in form.paragraphs)
    assert rows_of(form, 0)[0] == ["文稿名称", "（没有标题）"]


def test_what_was_left_is_listed_with_its_reason():
    report = report_on(document_of("甲乙丙丁"), [], ignored=[Ignored(finding(0, 1, 2), "历来如此。")])
    form = form_of(report)
    assert rows_of(form, 1)[1] == ["1", "第1段（正文）", "甲【乙】丙丁", "有错。", "历来如此。"]


def test_words_are_counted_as_word_counts_them():
    document = Document((Paragraph("关于GB/T 9704—2012的通知。", Role.TITLE), Paragraph("共3.5万人 at home")))
    assert word_count(document) == 2 + 1 + 1 + 1 + 1 + 4 + 1 + 1 + 2 + 2


def test_every_fault_of_a_line_of_a_hundred_thousand_characters_is_in_the_form():
    text = "各单位要抓好落实,，" * 10_000
    report = report_on(document_of(text), [finding(0, at, at + 1, message=f"第{at}处。") for at in range(8, 100_000, 100)])
    assert len(slip(report, now=NOW).paragraphs) > 7_000
