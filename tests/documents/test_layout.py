"""A Document laid out: golden values typed by hand and read back from the .docx, not from ``standard.py``."""

from __future__ import annotations

import io
import itertools
import re
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.errors import UserError
from drafting.documents.layout import lay_out
from drafting.documents.model import Cell, Document, Format, Paragraph, Role, Sealing
from tests.documents.laying import FRAME_HEAD, NS, W, get, p, paragraphs, style, style_name, text_of, tree, whole

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


def test_the_recipients_of_a_text_passed_on_stay_where_its_own_move_to_the_record() -> None:
    many = "、".join(f"云川市第{at}街道办事处" for at in range(80)) + "："
    own = [p(many, Role.RECIPIENTS) if item.role is Role.RECIPIENTS else item for item in whole().paragraphs]
    forwarded = p("关于安全检查的通知", Role.TITLE), p("各市民政局：", Role.RECIPIENTS), p("请认真执行。")
    found = paragraphs(document := Document((*own, *forwarded), format=Format.DOCUMENT))
    assert many not in found
    assert style_name(document, found["各市民政局："]) == "主送机关"


def test_long_recipients_of_a_text_passed_on_do_not_move_those_of_the_document() -> None:
    many = "、".join(f"云川市第{at}街道办事处" for at in range(80)) + "："
    forwarded = p("关于安全检查的通知", Role.TITLE), p(many, Role.RECIPIENTS), p("请认真执行。")
    own = next(item.text for item in whole().paragraphs if item.role is Role.RECIPIENTS)
    found = paragraphs(Document((*whole().paragraphs, *forwarded), format=Format.DOCUMENT))
    assert {own, many} <= set(found)


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
        heights.add(int(get(style(document, "公文正文"), "w:pPr/w:spacing", "line") or 0))
    assert 579 in heights
    assert len(heights) > 1
    assert all(490 <= height <= 640 for height in heights)


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
