"""The styles of a Document laid out, and what a paragraph's own runs add to them; golden values typed by hand."""

from __future__ import annotations

import re

import pytest

from tests.documents.laying import NS, W, get, p, paragraphs, parts, style, style_name, text_of, whole

STYLES = [
    # name, font, half points, alignment, first line or right indent in hundredths of a character, outline level
    ("份号", "仿宋_GB2312", "32", "left", ("firstLineChars", "0"), None),
    ("密级和保密期限", "黑体", "32", "left", ("firstLineChars", "0"), None),
    ("紧急程度", "黑体", "32", "left", ("firstLineChars", "0"), None),
    ("发文机关标志", "方正小标宋简体", "100", "center", ("firstLineChars", "0"), None),
    ("发文字号", "仿宋_GB2312", "32", "center", ("firstLineChars", "0"), None),
    ("公文标题", "方正小标宋简体", "44", "center", ("firstLineChars", "0"), None),
    ("主送机关", "仿宋_GB2312", "32", "left", ("firstLineChars", "0"), None),
    ("公文正文", "仿宋_GB2312", "32", "both", ("firstLineChars", "200"), None),
    ("一级标题", "黑体", "32", "both", ("firstLineChars", "200"), "0"),
    ("二级标题", "楷体_GB2312", "32", "both", ("firstLineChars", "200"), "1"),
    ("三级标题", "仿宋_GB2312", "32", "both", ("firstLineChars", "200"), "2"),
    ("四级标题", "仿宋_GB2312", "32", "both", ("firstLineChars", "200"), "3"),
    ("附件说明", "仿宋_GB2312", "32", "both", ("firstLineChars", "200"), None),
    ("署名", "仿宋_GB2312", "32", "right", ("rightChars", "400"), None),
    ("成文日期", "仿宋_GB2312", "32", "right", ("rightChars", "400"), None),
    ("附注", "仿宋_GB2312", "32", "left", ("firstLineChars", "200"), None),
    ("附件顺序号", "黑体", "32", "left", ("firstLineChars", "0"), None),
    ("附件标题", "方正小标宋简体", "44", "center", ("firstLineChars", "0"), "0"),
    ("抄送机关", "仿宋_GB2312", "28", "both", ("firstLine", "280"), None),
    ("印发机关", "仿宋_GB2312", "28", "both", ("firstLine", "280"), None),
]


@pytest.mark.parametrize(("name", "font", "half_points", "alignment", "indent", "outline"), STYLES, ids=[row[0] for row in STYLES])
def test_a_style_carries_its_element_s_look(
    name: str, font: str, half_points: str, alignment: str, indent: tuple[str, str], outline: str | None
) -> None:
    found = style(whole(), name)
    assert get(found, "w:rPr/w:rFonts", "eastAsia") == font
    assert get(found, "w:rPr/w:rFonts", "ascii") == "Times New Roman"
    assert get(found, "w:rPr/w:sz", "val") == half_points
    assert get(found, "w:pPr/w:jc", "val") == alignment
    assert get(found, "w:pPr/w:ind", indent[0]) == indent[1]
    assert get(found, "w:pPr/w:outlineLvl", "val") == outline
    assert get(found, "w:pPr/w:spacing", "lineRule") == "exact"
    assert found.find("w:qFormat", NS) is not None


def test_the_mark_alone_is_red_and_no_theme_font_is_left() -> None:
    document = whole()
    assert get(style(document, "发文机关标志"), "w:rPr/w:color", "val") == "FF0000"
    everything = b"".join(parts(document).values())
    assert b"Theme=" not in everything
    assert not any("theme" in name for name in parts(document))


def test_a_line_is_579_twips_and_a_character_a_quarter_point_narrower() -> None:
    normal = style(whole(), "Normal")
    assert get(normal, "w:pPr/w:spacing", "line") == "579"
    assert get(normal, "w:rPr/w:spacing", "val") == "-5"
    assert get(normal, "w:pPr/w:snapToGrid", "val") == "0"
    assert get(normal, "w:rPr/w:lang", "eastAsia") == "zh-CN"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("000012", "份号"),
        ("机密★1年", "密级和保密期限"),
        ("特急", "紧急程度"),
        ("云川市人民政府办公室文件", "发文机关标志"),
        ("云政办发〔2026〕15号", "发文字号"),
        ("云川市人民政府办公室\n关于做好防汛工作的通知", "公文标题"),
        ("各县（市、区）人民政府：", "主送机关"),
        ("近期降水偏多。", "公文正文"),
        ("一、总体要求", "一级标题"),
        ("（一）落实责任。各地要“守土有责”……", "公文正文"),
        ("1.压实责任。", "三级标题"),
        ("（1）逐级包保。", "四级标题"),
        ("附件：1.任务分工", "附件说明"),
        ("云川市人民政府办公室", "署名"),
        ("2026年5月8日", "成文日期"),
        ("（此件公开发布）", "附注"),
        ("附件1", "附件顺序号"),
        ("任务分工", "附件标题"),
        ("抄送：市委办公室，市政协办公室。", "抄送机关"),
        ("云川市人民政府办公室\t2026年5月8日印发", "印发机关"),
    ],
)
def test_a_paragraph_is_in_its_role_s_style(text: str, name: str) -> None:
    document = whole()
    assert style_name(document, paragraphs(document)[text]) == name


def test_a_heading_that_runs_on_is_in_its_font_up_to_its_end_only() -> None:
    item = paragraphs(whole())["（一）落实责任。各地要“守土有责”……"]
    marked = [text_of(run) for run in item.iter(f"{W}r") if run.find(f"{W}rPr/{W}rStyle") is not None]
    assert "".join(marked) == "（一）落实责任。"
    heading = style(whole(), "二级标题 字符")
    assert heading.get(f"{W}type") == "character"
    assert get(heading, "w:rPr/w:rFonts", "eastAsia") == "楷体_GB2312"


def test_quotes_dashes_and_ellipses_keep_the_chinese_font() -> None:
    item = paragraphs(whole(p("“十四五”——2026年……完成95%。")))["“十四五”——2026年……完成95%。"]
    for run in item.iter(f"{W}r"):
        if re.search("[“”—…]", text_of(run)):
            assert re.fullmatch("[“”—…]+", text_of(run))
            assert get(run, "w:rPr/w:rFonts", "ascii") == "仿宋_GB2312"
        else:
            assert run.find(f"{W}rPr/{W}rFonts") is None


def test_a_missing_fact_is_highlighted_and_nothing_else_is() -> None:
    item = paragraphs(whole(p("请于【待补：截止日期】前报送【附表】。")))["请于【待补：截止日期】前报送【附表】。"]
    assert [text_of(run) for run in item.iter(f"{W}r") if run.find(f"{W}rPr/{W}highlight") is not None] == ["【待补：截止日期】"]


def test_a_picture_that_the_text_cannot_hold_leaves_a_highlighted_note() -> None:
    assert "如图：【待补：此处原有图片或其他对象】" in paragraphs(whole(p("如图：\ufffc")))
