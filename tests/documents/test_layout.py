"""A Document laid out: golden values typed by hand and read back from the .docx, not from ``standard.py``."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from drafting.documents.errors import UserError
from drafting.documents.layout import lay_out
from drafting.documents.model import Cell, Document, Format, Paragraph, Place, Role, Sealing
from drafting.documents.reading import read

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1]}


def p(text: str, role: Role = Role.BODY, heading_end: int | None = None, cell: Cell | None = None) -> Paragraph:
    return Paragraph(text, role, heading_end=heading_end, place=Place(cell=cell))


FRAME_HEAD = (
    p("000012", Role.COPY_NUMBER),
    p("机密★1年", Role.SECRECY),
    p("特急", Role.URGENCY),
    p("云川市人民政府办公室文件", Role.ISSUER_MARK),
    p("云政办发〔2026〕15号", Role.DOCUMENT_NUMBER),
    p("云川市人民政府办公室关于做好防汛工作的通知", Role.TITLE),
    p("各县（市、区）人民政府：", Role.RECIPIENTS),
)
FRAME_TAIL = (
    p("附件：1.任务分工", Role.ATTACHMENT_NOTE),
    p("2.责任清单", Role.ATTACHMENT_NOTE),
    p("云川市人民政府办公室", Role.SIGNATURE),
    p("2026年5月8日", Role.DATE),
    p("（此件公开发布）", Role.ANNOTATION),
    p("附件1", Role.ATTACHMENT_LABEL),
    p("任务分工", Role.ATTACHMENT_TITLE),
    p("分工如下。"),
    p("抄送：市委办公室，市政协办公室。", Role.COPIES_TO),
    p("云川市人民政府办公室　2026年5月8日印发", Role.PRINTER),
)
BODY = (
    p("近期降水偏多。"),
    p("一、总体要求", Role.HEADING1),
    p("（一）落实责任。各地要“守土有责”……", Role.HEADING2, 8),
    p("1.压实责任。", Role.HEADING3),
    p("（1）逐级包保。", Role.HEADING4),
)


def whole(*body: Paragraph, **given: Any) -> Document:
    return Document((*FRAME_HEAD, *(body or BODY), *FRAME_TAIL), **{"format": Format.DOCUMENT, **given})


def parts(document: Document) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(lay_out(document))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def tree(document: Document, name: str = "word/document.xml") -> Any:
    return etree.fromstring(parts(document)[name])


def style(document: Document, name: str) -> Any:
    found = [item for item in tree(document, "word/styles.xml").iter(f"{W}style") if item.find(f"{W}name").get(f"{W}val") == name]
    assert len(found) == 1, name
    return found[0]


def paragraphs(document: Document) -> dict[str, Any]:
    """Every paragraph with text, by its text."""
    found = {}
    for item in tree(document).iter(f"{W}p"):
        text = text_of(item)
        if text:
            found[text] = item
    return found


def text_of(item: Any) -> str:
    marks = {f"{W}br": "\n", f"{W}tab": "\t"}
    nodes = (node for run in item.iter(f"{W}r") for node in run)
    return "".join(node.text or "" if node.tag == f"{W}t" else marks.get(node.tag, "") for node in nodes)


def style_name(document: Document, item: Any) -> str:
    identifier = item.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
    found = [s for s in tree(document, "word/styles.xml").iter(f"{W}style") if s.get(f"{W}styleId") == identifier]
    return str(found[0].find(f"{W}name").get(f"{W}val"))


def get(element: Any, path: str, attribute: str) -> str | None:
    found = element.find(path, NS)
    return None if found is None else found.get(W + attribute)


# The page ---------------------------------------------------------------------------------------------------------------------------


def test_the_page_is_a4_with_the_standard_s_margins_and_grid() -> None:
    section = tree(whole()).find(f"{W}body/{W}sectPr")
    size, margins, grid = section.find(f"{W}pgSz"), section.find(f"{W}pgMar"), section.find(f"{W}docGrid")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    found = {side: margins.get(W + side) for side in ("top", "bottom", "left", "right", "footer", "gutter")}
    assert found == {"top": "2098", "bottom": "1984", "left": "1588", "right": "1474", "footer": "1440", "gutter": "0"}
    assert (grid.get(f"{W}type"), grid.get(f"{W}linePitch")) == ("lines", "579")


def test_page_numbers_are_a_field_in_song_of_14_points_odd_right_even_left() -> None:
    document = whole()
    settings = tree(document, "word/settings.xml")
    assert settings.find(f"{W}evenAndOddHeaders") is not None
    references = {
        item.get(f"{W}type"): item.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        for item in tree(document).iter(f"{W}footerReference")
    }
    targets = {item.get("Id"): item.get("Target") for item in tree(document, "word/_rels/document.xml.rels")}
    for kind, side, indent in (("default", "right", "rightChars"), ("even", "left", "leftChars")):
        footer = tree(document, "word/" + targets[references[kind]])
        assert text_of(footer) == "— 1 —"
        assert " PAGE " in [item.text for item in footer.iter(f"{W}instrText")]
        assert get(footer, ".//w:jc", "val") == side
        assert get(footer, ".//w:ind", indent) == "100"
    face = style(document, "页脚页码")
    assert get(face, "w:rPr/w:sz", "val") == "28"
    assert (get(face, "w:rPr/w:rFonts", "eastAsia"), get(face, "w:rPr/w:rFonts", "ascii")) == ("宋体", "宋体")


# Styles -----------------------------------------------------------------------------------------------------------------------------

STYLES = [
    # name, font, half points, alignment, first line or right indent in hundredths of a character, outline level
    ("份号", "仿宋_GB2312", "32", "left", ("firstLineChars", "0"), None),
    ("密级和保密期限", "黑体", "32", "left", ("firstLineChars", "0"), None),
    ("紧急程度", "黑体", "32", "left", ("firstLineChars", "0"), None),
    ("发文机关标志", "方正小标宋简体", "100", "center", ("firstLineChars", "0"), None),
    ("发文字号", "仿宋_GB2312", "32", "center", ("firstLineChars", "0"), None),
    ("标题", "方正小标宋简体", "44", "center", ("firstLineChars", "0"), None),
    ("主送机关", "仿宋_GB2312", "32", "left", ("firstLineChars", "0"), None),
    ("正文", "仿宋_GB2312", "32", "both", ("firstLineChars", "200"), None),
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
        ("云川市人民政府办公室\n关于做好防汛工作的通知", "标题"),
        ("各县（市、区）人民政府：", "主送机关"),
        ("近期降水偏多。", "正文"),
        ("一、总体要求", "一级标题"),
        ("（一）落实责任。各地要“守土有责”……", "正文"),
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


# Places -----------------------------------------------------------------------------------------------------------------------------


def right(item: Any, document: Document) -> str | None:
    own = get(item, "w:pPr/w:ind", "rightChars")
    return own if own is not None else get(style(document, style_name(document, item)), "w:pPr/w:ind", "rightChars")


@pytest.mark.parametrize(
    ("sealing", "signature", "signature_right", "date_right", "before"),
    [
        (Sealing.SEALED, "云川市人民政府", "350", "400", "1158"),
        (Sealing.SEALED, "云川市", "550", "400", "1158"),
        (Sealing.UNSEALED, "云川市人民政府办公室", "200", "400", "579"),
        (Sealing.UNSEALED, "云川市", "700", "200", "579"),
        (Sealing.NAME_STAMP, "市长　张三", "400", "400", "1158"),
    ],
)
def test_signature_and_date_stand_where_the_sealing_puts_them(
    sealing: Sealing, signature: str, signature_right: str, date_right: str, before: str
) -> None:
    document = Document((p("正文。"), p(signature, Role.SIGNATURE), p("2026年5月8日", Role.DATE)), sealing=sealing)
    found = paragraphs(document)
    name, date = found[signature.replace("　", "　　")], found["2026年5月8日"]
    assert (right(name, document), right(date, document)) == (signature_right, date_right)
    assert get(name, "w:pPr/w:spacing", "before") == before
    assert get(date, "w:pPr/w:spacing", "before") == ("579" if sealing is Sealing.NAME_STAMP else None)


def test_joint_seals_stand_side_by_side_the_last_name_above_the_date() -> None:
    names = ["云川市教育局", "云川市民政局", "云川市财政局"]
    document = Document((p("正文。"), *(p(name, Role.SIGNATURE) for name in names), p("2026年5月8日", Role.DATE)))
    item = paragraphs(document)["\t" + "\t".join(names)]
    stops = [int(tab.get(f"{W}pos")) for tab in item.iter(f"{W}tab") if tab.get(f"{W}pos")]
    assert len(stops) == 3
    assert stops[-1] == pytest.approx(8844 - (4 + 6 / 2) * 320, abs=15)
    assert min(b - a for a, b in itertools.pairwise(stops)) > 42 * 56.7  # no two seals of 42 mm touch


def test_an_upward_document_has_its_number_on_the_left_and_signers_in_kai() -> None:
    document = Document(
        (p("云川市民政局文件", Role.ISSUER_MARK), p("云民〔2026〕3号", Role.DOCUMENT_NUMBER), p("签发人：张三", Role.SIGNER), p("正文。"))
    )
    item = paragraphs(document)["云民〔2026〕3号\t签发人：\t张三"]
    assert get(item, "w:pPr/w:ind", "firstLineChars") == "100"
    name = next(run for run in item.iter(f"{W}r") if text_of(run) == "张三")
    assert get(name, "w:rPr/w:rFonts", "eastAsia") == "楷体_GB2312"


def test_joint_issuers_stand_one_above_the_other_with_documents_on_their_right() -> None:
    document = Document(
        (
            p("云川市教育局", Role.ISSUER_MARK),
            p("云川市财政局文件", Role.ISSUER_MARK),
            p("云教发〔2026〕7号", Role.DOCUMENT_NUMBER),
            p("正文。"),
        )
    )
    table = tree(document).find(f".//{W}tbl")
    assert [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")] == [
        ["云川市教育局", "文件"],
        ["云川市财政局", ""],
    ]


def test_lines_that_a_file_holds_in_one_are_told_apart_again() -> None:
    upward = Document(
        (
            p("云川市民政局文件", Role.ISSUER_MARK),
            p("\t签发人：\t张三\t李四", Role.SIGNER),
            p("云民〔2026〕3号\t\t王五", Role.DOCUMENT_NUMBER),
            p("正文。"),
            p("\t云川市教育局\t云川市民政局", Role.SIGNATURE),
            p("2026年5月8日", Role.DATE),
        )
    )
    found = paragraphs(upward)
    assert {"\t签发人：\t张三\t李四", "云民〔2026〕3号\t\t王五", "\t云川市教育局\t云川市民政局"} <= set(found)
    joint = Document((*(p(text, Role.ISSUER_MARK) for text in ("云川市教育局", "文件", "云川市财政局")), p("正文。")))
    table = tree(joint).find(f".//{W}tbl")
    assert [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")] == [
        ["云川市教育局", "文件"],
        ["云川市财政局", ""],
    ]


def test_the_red_line_is_the_border_below_the_number() -> None:
    border = paragraphs(whole())["云政办发〔2026〕15号"].find(f"{W}pPr/{W}pBdr/{W}bottom")
    assert (border.get(f"{W}color"), border.get(f"{W}val")) == ("FF0000", "single")


def test_the_record_floats_on_the_bottom_of_the_text_block_between_its_lines() -> None:
    table = tree(whole()).findall(f"{W}body/{W}tbl")[-1]
    place = table.find(f"{W}tblPr/{W}tblpPr")
    assert (place.get(f"{W}vertAnchor"), place.get(f"{W}tblpYSpec"), place.get(f"{W}tblpX")) == ("margin", "bottom", "1588")
    borders = {side.tag.removeprefix(W): side.get(f"{W}sz") for side in table.find(f"{W}tblPr/{W}tblBorders")}
    assert borders == {"top": "8", "bottom": "8", "insideH": "6"}  # eighths of a point: 0.35 mm and 0.25 mm
    assert get(table, "w:tblPr/w:tblW", "w") == "8844"


def test_a_record_too_tall_to_pin_follows_the_text() -> None:
    copies = [p("抄送：" + "市有关单位，" * 150 + "各县。", Role.COPIES_TO)]
    document = Document((p("正文。"), *copies, p("云川市人民政府办公室　2026年5月8日印发", Role.PRINTER)))
    assert tree(document).find(f".//{W}tblpPr") is None
    assert copies[0].text in paragraphs(document)


@pytest.mark.parametrize(
    "printed",
    [
        ("云川市人民政府办公室2026年5月8日印发",),
        ("云川市人民政府办公室　2026年5月8日印发",),
        ("云川市人民政府办公室", "2026年5月8日印发"),
        ("云川市人民政府办公室", "【待补：印发日期】印发"),
    ],
)
def test_the_printing_organ_and_the_date_are_one_row_however_the_draft_has_them(printed: tuple[str, ...]) -> None:
    document = Document((p("正文。"), *(p(text, Role.PRINTER) for text in printed)))
    rows = tree(document).findall(f"{W}body/{W}tbl/{W}tr")
    date = printed[-1][printed[-1].index("【") :] if "【" in printed[-1] else "2026年5月8日印发"
    assert [text_of(row) for row in rows] == [f"云川市人民政府办公室\t{date}"]


def test_the_short_recipients_of_many_joint_issuers_stay_above_the_text() -> None:
    names = [f"云川市{number}管理局" for number in "甲乙丙丁戊"]
    document = Document(
        (
            *(p(name, Role.ISSUER_MARK) for name in names),
            p("云管发〔2026〕7号", Role.DOCUMENT_NUMBER),
            p("　".join(names) + "关于做好重大项目建设用地和资金保障工作的通知", Role.TITLE),
            p("各县人民政府：", Role.RECIPIENTS),
            p("正文。"),
        ),
        format=Format.DOCUMENT,
    )
    assert "各县人民政府：" in paragraphs(document)


def test_recipients_that_leave_no_room_for_the_text_move_to_the_record() -> None:
    many = "、".join(f"云川市第{at}街道办事处" for at in range(80)) + "："
    document = Document(
        tuple(p(many, Role.RECIPIENTS) if item.role is Role.RECIPIENTS else item for item in whole().paragraphs), format=Format.DOCUMENT
    )
    found = paragraphs(document)
    moved = f"主送：{many[:-1]}。"
    assert many not in found
    assert style_name(document, found[moved]) == "版记主送机关"
    cell = found[moved].getparent()
    assert [text_of(item) for item in cell.iter(f"{W}p")] == [moved, "抄送：市委办公室，市政协办公室。"]


def test_a_salutation_stays_however_long_it_is_in_a_speech() -> None:
    long = "同志们、朋友们，" * 200 + "："
    assert long in paragraphs(Document((p("讲话", Role.TITLE), p(long, Role.RECIPIENTS), p("正文。")), format=Format.PLAIN))


def test_attachments_begin_a_page_and_their_names_are_aligned() -> None:
    document = whole()
    label = style(document, "附件顺序号")
    assert label.find("w:pPr/w:pageBreakBefore", NS) is not None
    found = paragraphs(document)
    first, second = found["附件：1.任务分工"], found["2.责任清单"]
    names = [get(item, "w:pPr/w:ind", "left") for item in (first, second)]
    assert names[0] == names[1]
    assert int(names[0] or 0) - int(get(first, "w:pPr/w:ind", "hanging") or 0) == 640  # 左空二字
    assert get(first, "w:pPr/w:spacing", "before") == "579"


def test_attendance_has_its_label_in_hei_and_its_names_hanging() -> None:
    document = Document((p("会议决定。"), p("出席：张三、李四", Role.ATTENDANCE), p("请假：王五", Role.ATTENDANCE)), format=Format.MINUTES)
    item = paragraphs(document)["出席：张三、李四"]
    label = item.find(f"{W}r")
    assert (text_of(label), get(label, "w:rPr/w:rFonts", "eastAsia")) == ("出席：", "黑体")
    assert (get(item, "w:pPr/w:ind", "leftChars"), get(item, "w:pPr/w:ind", "hangingChars")) == ("500", "300")


def test_the_last_paragraph_of_the_text_is_kept_with_the_signature() -> None:
    document = Document((p("第一段。"), p("第二段。"), p("云川市", Role.SIGNATURE), p("2026年5月8日", Role.DATE)))
    found = paragraphs(document)
    assert found["第二段。"].find(f"{W}pPr/{W}keepNext") is not None
    assert found["第一段。"].find(f"{W}pPr/{W}keepNext") is None
    assert style(document, "署名").find("w:pPr/w:keepNext", NS) is not None


def test_the_last_row_of_a_table_is_kept_with_the_signature_below_it() -> None:
    cells = [p(f"第{row}行", cell=Cell(0, row, column)) for row in range(30) for column in range(2)]
    document = Document((p("第一段。"), *cells, p("云川市", Role.SIGNATURE), p("2026年5月8日", Role.DATE), p("（公开）", Role.ANNOTATION)))
    rows = tree(document).findall(f".//{W}tr")
    kept = [[item.find(f"{W}pPr/{W}keepNext") is not None for item in row.iter(f"{W}p")] for row in rows]
    assert kept == [*([[False, False]] * 29), [True, True]]
    assert paragraphs(document)["2026年5月8日"].find(f"{W}pPr/{W}keepNext") is not None


def test_the_last_lines_of_the_only_paragraph_go_over_with_the_signature_and_the_text_stays_whole() -> None:
    notes = (p(f"{'附件：' if at == 1 else ''}{at}.清单", Role.ATTACHMENT_NOTE) for at in range(1, 7))
    text = "测" * 100
    issued = Document((*FRAME_HEAD, p(text), *notes, p("云川市", Role.SIGNATURE), p("2026年5月8日", Role.DATE)), format=Format.DOCUMENT)
    (frame,) = tree(issued).iter(f"{W}framePr")
    assert (frame.get(f"{W}vAnchor"), frame.get(f"{W}yAlign"), frame.get(f"{W}hRule")) == ("margin", "bottom", "exact")
    assert 579 < int(frame.get(f"{W}h")) < 12756 / 2
    empty = frame.getparent().getparent()
    assert (text_of(empty), text_of(empty.getnext())) == ("", text)


@pytest.mark.parametrize("role", [Role.BODY, Role.HEADING1])
@pytest.mark.parametrize(("text", "font"), [("第一章　总则", "黑体"), ("第十二章 附则", "黑体"), ("第一节　一般规定", "楷体_GB2312")])
def test_the_line_that_begins_a_chapter_is_centred(text: str, font: str, role: Role) -> None:
    item = paragraphs(Document((p("正文。"), p(text, role), p("第一条　为了加强管理，制定本办法。"))))[text]
    assert get(item, "w:pPr/w:jc", "val") == "center"
    assert get(item, "w:r/w:rPr/w:rFonts", "eastAsia") == font
    assert item.find(f"{W}pPr/{W}keepNext") is not None


@pytest.mark.parametrize("text", ["第一章规定了总体要求。", "第一节课上，要讲清楚防汛知识。", "第一条　为了加强管理，制定本办法。"])
def test_a_sentence_that_speaks_of_a_chapter_is_body_text(text: str) -> None:
    assert get(paragraphs(Document((p("正文。"), p(text))))[text], "w:pPr/w:jc", "val") is None


def test_lines_are_set_closer_or_wider_rather_than_leave_the_signature_alone() -> None:
    heights = set()
    for length in range(28 * 12, 28 * 23, 28):
        document = Document((p("测" * length), p("云川市", Role.SIGNATURE), p("2026年5月8日", Role.DATE)))
        heights.add(int(get(style(document, "正文"), "w:pPr/w:spacing", "line") or 0))
    assert 579 in heights
    assert len(heights) > 1
    assert all(490 <= height <= 640 for height in heights)


# Tables -----------------------------------------------------------------------------------------------------------------------------


def test_a_table_has_its_spans_its_repeated_head_and_the_text_s_width() -> None:
    cells = [
        p("单位", cell=Cell(0, 0, 0, row_span=2, header=True)),
        p("数量", cell=Cell(0, 0, 1, column_span=2, header=True)),
        p("上年", cell=Cell(0, 1, 1, header=True)),
        p("本年", cell=Cell(0, 1, 2, header=True)),
        p("甲县", cell=Cell(0, 2, 0)),
        p("1", cell=Cell(0, 2, 1)),
        p("2", cell=Cell(0, 2, 2)),
    ]
    table = tree(whole(*cells)).find(f".//{W}tbl")
    rows = table.findall(f"{W}tr")
    assert [[text_of(cell) for cell in row.findall(f"{W}tc")] for row in rows] == [
        ["单位", "数量"],
        ["", "上年", "本年"],
        ["甲县", "1", "2"],
    ]
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, True, False]
    assert get(rows[0], "w:tc[2]/w:tcPr/w:gridSpan", "val") == "2"
    assert [get(row, "w:tc[1]/w:tcPr/w:vMerge", "val") for row in rows] == ["restart", "continue", None]
    assert sum(int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid")) == 8844


def test_a_damaged_table_s_numbers_of_columns_do_no_harm(tmp_path: Path) -> None:
    drafted = docx.Document()
    drafted.add_paragraph("正文。")
    table = drafted.add_table(rows=3, cols=2)
    for row, (name, number) in zip(table.rows, [("gridBefore", "-5"), ("gridSpan", "100000000"), ("gridSpan", "abc")], strict=True):
        for at, cell in enumerate(row.cells):
            cell.text = f"{name}{at}"
        parent = row._tr.get_or_add_trPr() if name == "gridBefore" else row.cells[0]._tc.get_or_add_tcPr()
        parent.append(parent.makeelement(f"{W}{name}", {f"{W}val": number}))
    source = tmp_path / "表.docx"
    drafted.save(str(source))
    document = read(source)
    assert max(item.place.cell.column for item in document.paragraphs if item.place.cell) <= 63
    made = tree(document).find(f".//{W}tbl")
    assert [text_of(item) for item in made.iter(f"{W}p") if text_of(item)] == [
        *("gridBefore0", "gridBefore1", "gridSpan0", "gridSpan1", "gridSpan0", "gridSpan1")
    ]
    assert len(made.find(f"{W}tblGrid")) <= 7  # columns at which no cell begins or ends are none


def widths(*rows: tuple[str, ...]) -> tuple[list[int], float]:
    cells = [p(text, cell=Cell(0, row, column)) for row, texts in enumerate(rows) for column, text in enumerate(texts)]
    table = tree(Document((*cells, p("完。")))).find(f".//{W}tbl")
    points = [int(get(item, "w:r/w:rPr/w:sz", "val") or 24) / 2 for item in table.iter(f"{W}p") if text_of(item)]
    return [int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid")], points[0]


def test_a_column_is_as_wide_as_its_longest_number_whatever_the_others_want() -> None:
    long = "推进农村人居环境整治提升，完成户厕改造，实现生活垃圾收运处置体系行政村全覆盖"
    columns, points = widths((long, long, "0000-1234567", long, "2026年6月30日", long))
    assert columns[2] >= 12 * points * 10
    assert columns[4] >= 7 * points * 20
    assert sum(columns) == 8844


def test_texts_of_ten_characters_are_wrapped_before_the_type_gets_tiny() -> None:
    assert widths(tuple("云川市农业农村局政务科" for _ in range(5)))[1] == 12.0
    assert widths(tuple("云川市农业农村局" for _ in range(7)))[1] >= 10.5
    assert widths(tuple("云川市农业农村局" for _ in range(12)))[1] == 9.0


def test_neighbouring_tables_stay_two_and_the_last_one_is_followed_by_a_paragraph() -> None:
    document = Document((p("甲", cell=Cell(0, 0, 0)), p("乙", cell=Cell(1, 0, 0))))
    children = [child.tag.removeprefix(W) for child in tree(document).find(f"{W}body")]
    assert children == ["tbl", "p", "tbl", "p", "sectPr"]


def test_several_paragraphs_of_a_cell_stay_in_it_and_an_absent_cell_is_empty() -> None:
    document = Document((p("甲", cell=Cell(0, 0, 0)), p("乙", cell=Cell(0, 0, 0)), p("丙", cell=Cell(0, 1, 1))))
    rows = tree(document).findall(f".//{W}tr")
    assert [[[text_of(item) for item in cell.iter(f"{W}p")] for cell in row.iter(f"{W}tc")] for row in rows] == [
        [["甲", "乙"], [""]],
        [[""], ["丙"]],
    ]


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 3), st.integers(1, 3), st.booleans()),
        min_size=1,
        max_size=14,
        unique_by=lambda cell: cell[:2],
    )
)
def test_no_text_of_a_table_is_lost_whatever_its_spans_claim(places: list[tuple[int, int, int, int, bool]]) -> None:
    cells = [
        p(f"格{at}末", cell=Cell(0, row, column, row_span=down, column_span=across, header=header))
        for at, (row, column, down, across, header) in enumerate(places)
    ]
    table = tree(Document((p("正文。"), *cells, p("完。")))).find(f".//{W}tbl")
    assert sorted(text_of(item) for item in table.iter(f"{W}p") if text_of(item)) == sorted(cell.text for cell in cells)
    columns = len(table.find(f"{W}tblGrid"))
    for row in table.iter(f"{W}tr"):
        assert sum(int(get(cell, "w:tcPr/w:gridSpan", "val") or 1) for cell in row.iter(f"{W}tc")) == columns


# Input ------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("empty", [(), (p(""),), (p(" 　\n"),), (p("—1—", Role.PAGE_FOOTER),)])
def test_a_document_without_text_is_refused(empty: tuple[Paragraph, ...]) -> None:
    with pytest.raises(UserError, match="没有可以排版的文字"):
        lay_out(Document(empty))


def test_page_headers_and_footers_of_the_draft_give_way_to_the_standard_s_page_number() -> None:
    assert list(paragraphs(Document((p("正文。"), p("内部资料", Role.PAGE_HEADER), p("第1页", Role.PAGE_FOOTER))))) == ["正文。"]


def test_a_document_of_a_title_alone_and_one_of_a_mark_alone_can_be_laid_out() -> None:
    assert "通知" in paragraphs(Document((p("通知", Role.TITLE),)))
    assert "云川市文件" in paragraphs(Document((p("云川市文件", Role.ISSUER_MARK),)))


_ALL = st.text(st.characters(codec=None), max_size=30) | st.sampled_from(
    ["\x00\x01", "\ud800", "\ufffe", "<w:p>&\"'", "【待补", "\t\n", "]]>"]
)


@given(st.lists(st.tuples(_ALL, st.sampled_from(list(Role))), min_size=1, max_size=12), st.sampled_from(list(Sealing)))
def test_any_text_in_any_role_makes_a_document_that_opens_and_keeps_it(rows: list[tuple[str, Role]], sealing: Sealing) -> None:
    document = Document((*(p(text, role) for text, role in rows), p("正文。")), sealing=sealing)
    opened = docx.Document(io.BytesIO(lay_out(document)))
    found = re.sub(r"\s", "", "".join(item.text or "" for item in opened.element.body.iter(f"{W}t")))
    for text, role in rows:
        if role in (Role.PAGE_HEADER, Role.PAGE_FOOTER, Role.SIGNER, Role.ISSUER_MARK):
            continue
        for word in re.findall(r"[一-鿿A-Za-z0-9]+", text):
            assert word in found


def test_the_same_document_gives_the_same_bytes_and_names_no_one() -> None:
    document = whole()
    assert lay_out(document) == lay_out(document)
    properties = docx.Document(io.BytesIO(lay_out(document))).core_properties
    assert properties.title == "云川市人民政府办公室关于做好防汛工作的通知"
    assert (properties.author, properties.last_modified_by, properties.language) == ("", "", "zh-CN")
