"""What users read on a terminal, and the page of checks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafting.documents.display import width
from drafting.documents.errors import UserError
from drafting.documents.model import Level, Paragraph, Place, Role
from drafting.proofing import CHECKS, proofread, select
from drafting.proofing.examples import read
from drafting.proofing.reference import checks_markdown, explain, listing
from drafting.proofing.reports.places import places
from drafting.proofing.reports.report import Ignored, report_on, verdict
from drafting.proofing.reports.text import as_table, as_text
from tests.proofing.reports.making import FAULTY, document_of, finding, reported, table


def text_of(text: str, *, every: bool = False) -> str:
    return as_text(reported(text), every=every)


def test_carets_stand_under_the_full_width_fault():
    lines = as_text(report_on(FAULTY, proofread(FAULTY))).split("\n")
    at = next(i for i, line in enumerate(lines) if "→ 部署" in line)
    text, carets = lines[at - 1], lines[at].split(" → ")[0]
    assert width(carets.rstrip("^")) == width(text[: text.index("布署")])
    assert carets.count("^") == width("布署") == 4


def test_the_report_names_place_level_basis_and_begins_and_ends_with_the_verdict():
    text = as_text(report_on(FAULTY, proofread(FAULTY)))
    assert text.startswith("通知.txt\n不宜送签：必须改2处。\n")
    assert "✗ 必须改（2处）" in text
    assert "第2段 · 正文" in text
    assert "“布署”应为“部署”。" in text
    assert "依据：GB/T 15834—2011" in text
    assert text.endswith("不宜送签：必须改2处。")


def test_what_must_be_changed_comes_before_what_may_be_whatever_its_place():
    document = document_of("甲乙丙丁", "戊己庚辛")
    findings = [
        finding(0, 0, 1, Level.HINT, message="第一。"),
        finding(0, 2, 3, Level.WARNING, message="第二。"),
        finding(1, 0, 1, message="第三。"),
        finding(1, 2, 3, message="第四。"),
    ]
    text = as_text(report_on(document, findings))
    order = [text.index(part) for part in ("必须改（2处）", "第三。", "第四。", "建议改（1处）", "第二。", "请核对（1处）", "第一。")]
    assert order == sorted(order)


def test_equal_faults_are_folded_unless_all_are_asked_for():
    text = "各单位,各部门,各街道,各乡镇,各村,要抓好落实。"
    folded = text_of(text)
    assert folded.count("^") == 3
    assert "中文里用了半角标点：2处（第1段）" in folded
    assert "half-width-punctuation" in folded  # the code stands once, with the first of them
    assert folded.count("依据：") == 1
    assert text_of(text, every=True).count("^") == 5


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("请按时部署。", "没有发现问题，可以送签（内容是否属实请自行核对）。"),
        ("做出决定的机关", "可以送签，送签前请看一遍：请核对1处。"),
        ("请按时布署。", "不宜送签：必须改1处。"),
    ],
)
def test_the_verdict_depends_on_the_worst_finding(text, line):
    assert verdict(proofread(read(text))) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("请按时部署。", "所查项目没有发现问题（没有做全部检查）。"),
        ("做出决定的机关", "所查项目没有必须改的问题，请看一遍：请核对1处（没有做全部检查）。"),
        ("请按时布署。", "不宜送签：必须改1处（没有做全部检查）。"),
    ],
)
def test_the_verdict_of_some_checks_calls_nothing_fit_for_signature(text, line):
    assert verdict(proofread(read(text)), partial=True) == line


def test_the_report_shows_the_name_that_the_user_gave():
    assert as_text(reported("请按时部署。", name="稿/通知.txt")).startswith("稿/通知.txt\n没有发现问题")


def test_the_report_says_which_families_were_not_checked():
    document = read("请按时部署。")
    made = select(skip=["punctuation", "wrong-weekday"])
    text = as_text(report_on(document, [], made=made, partial=True))
    assert "这次整类没有查：标点符号。" in text
    assert "这次有一部分没有查：逻辑（1项）。" in text


def test_a_text_file_is_said_to_have_no_page_that_could_be_checked():
    assert "文本文件里没有版式" in text_of("请按时部署。")
    assert "PDF 里看不到版式" in as_text(report_on(replace(read("请按时部署。"), source="稿.PDF"), []))
    document = document_of("请按时部署。")
    assert "文本文件" not in as_text(report_on(document, []))
    assert "版式没有按正式公文核对" in as_text(report_on(document, [], formal=False))


def test_the_checklist_on_a_terminal_is_short_and_whole_where_all_is_asked_for():
    short = text_of("标题| 关于召开防汛工作会议的通知\n请按时部署。")
    boxes = [line for line in short.split("\n") if line.startswith("  □")]
    assert len(boxes) == 6
    assert "日期与星期对得上" in boxes[0]
    assert "全部事项见 --html" in short
    whole = text_of("标题| 关于召开防汛工作会议的通知\n请按时部署。", every=True)
    assert whole.count("  □") > 15
    assert "工具不查：要人判断" in whole


def test_of_several_files_the_checklist_is_only_counted():
    text = as_text(reported("标题| 关于召开防汛工作会议的通知\n请按时部署。"), one_of_several=True)
    assert text.count("可以送签") == 1
    assert "□" not in text
    assert "送签前还要由人核对18项，见 --html 或者 --docx-report。" in text


def test_an_ignored_finding_is_counted_and_an_id_is_shown():
    document = document_of("甲乙丙丁")
    shown, left = finding(0, 0, 1), finding(0, 2, 3)
    text = as_text(report_on(document, [shown], ids={shown: "0a1b2c3d"}, ignored=[Ignored(left, "历来如此。")]))
    assert "有错。  [0a1b2c3d]" in text
    assert "另有1处已经由人决定不改（忽略），没有列出。" in text


def test_words_are_folded_only_with_the_same_word():
    text = text_of("布署，布署，布署，布署，竞选改作竟选。")
    assert "错别字：“布署” → 部署，1处（第1段）" in text
    assert "“竟选”应为“竞选”。" in text


def test_an_invisible_fault_and_one_longer_than_the_line_are_shown():
    assert "^" in text_of("各单位\u200b要抓好落实。")
    assert "……" in text_of("各单位要认真研究制定切实可行的工作方案，" * 12)


def test_places_are_told_in_the_words_by_which_people_look_for_them():
    document = document_of(
        "标题",
        Paragraph(" ", place=Place("word/document.xml", 1)),
        *table(("序号", "姓名"), ("1", "张三")),
        "正文",
        Paragraph("框里", place=Place("word/document.xml", 9, in_text_box=True)),
        Paragraph("抄送：市委办公室。", Role.COPIES_TO, place=table(("x",), number=1)[0].place),
        Paragraph("内部资料", Role.PAGE_HEADER, place=Place("word/header1.xml", 0)),
        Paragraph("—1—", Role.PAGE_FOOTER, place=Place("word/footer1.xml", 0)),
        Paragraph("见前文", Role.FOOTNOTE, place=Place("word/footnotes.xml", 0)),
        Paragraph("见后文", Role.FOOTNOTE, place=Place("word/endnotes.xml", 0)),
    )
    assert places(document) == (
        "第1段", "第1段", "表1第1行第1列", "表1第1行第2列", "表1第2行第1列", "表1第2行第2列", "第2段", "第3段（文本框）",
        "版记", "页眉", "页脚", "脚注1", "尾注2",
    )  # fmt: skip


def test_the_line_of_a_text_file_is_named_where_it_is_another_number():
    from drafting.documents.reading import read_text

    assert places(read_text("标题\n\n正文\n")) == ("第1段", "第2段（第3行）")


def test_several_files_end_in_a_table_with_a_sentence():
    reports = [reported("请按时布署。", name="甲.txt"), reported("请按时部署。", name="很长的文件名.txt")]
    lines = as_table(reports, ["坏.docx"]).split("\n")
    assert lines[0].split() == ["文件", "必须改", "建议改", "请核对", "忽略", "结论"]
    assert lines[1].split() == ["甲.txt", "1", "0", "0", "0", "不宜送签"]
    assert lines[3].split() == ["坏.docx", "—", "—", "—", "—", "没有读成"]
    assert len({width(line[: line.rindex("  ")]) for line in lines[:4]}) == 1
    assert lines[4] == "共3个文件：1个不宜送签，1个可以送签，1个没有读成。"


def test_a_long_name_is_cut_at_its_beginning_in_the_table():
    name = f"{'很长的文件夹/' * 10}通知.txt"
    row = as_table([reported("请按时部署。", name=name)]).split("\n")[1]
    assert row.startswith("…")
    assert "文件夹/通知.txt  " in row
    assert width(row) < 100


def test_the_page_of_checks_has_every_check_once():
    page = checks_markdown()
    for check in CHECKS:
        assert page.count(f'<a id="{check.code}"></a>') == 1
        assert check.why in page.replace("&lt;", "<").replace("&amp;", "&").replace("\\*", "*")


def test_explaining_a_check_shows_its_examples_and_basis():
    text = explain("wrong-weekday")
    assert "日期与星期不符" in text
    assert "⟦星期一⟧" in text
    assert "必须改" in text
    with pytest.raises(UserError, match="wrong-weekday"):
        explain("wrong-weekdays")


def test_the_listing_names_every_check_under_its_family():
    lines = listing().split("\n")
    assert sum(line.startswith("  ") for line in lines) == len(CHECKS)
