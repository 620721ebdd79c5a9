"""信函, 命令, joint marks, sections and the last page: what goes into the .docx, read back from it."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from drafting.documents.house import STANDARD, House
from drafting.documents.layout import lay_out
from drafting.documents.model import Cell, Document, Format, Paragraph, Place, Role, Sealing
from drafting.documents.reading import read_bytes
from drafting.documents.typesetting.ending import lines_for_record
from drafting.documents.typesetting.mark import leading, may_lead, too_small, word_of
from drafting.documents.typesetting.pagination import ONE, Block, Piece
from drafting.documents.typesetting.sections import segments
from drafting.documents.typesetting.spacing import Spacing
from drafting.documents.typesetting.tables import is_wide

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NS = {"w": W[1:-1]}
NAMES = [f"云川市{name}局" for name in ("教育", "人力资源和社会保障", "财政", "水务", "公安", "司法", "民政", "交通运输", "统计", "审计")]
LETTER = (
    Paragraph("云川市人民政府办公室", Role.ISSUER_MARK),
    Paragraph("云政办函〔2026〕15号", Role.DOCUMENT_NUMBER),
    Paragraph("关于商请支持云川河综合治理工作的函", Role.TITLE),
    Paragraph("省发展改革委：", Role.RECIPIENTS),
    Paragraph("专此函达。"),
    Paragraph("云川市人民政府办公室", Role.SIGNATURE),
    Paragraph("2026年5月8日", Role.DATE),
)


def p(text: str, role: Role = Role.BODY) -> Paragraph:
    return Paragraph(text, role)


def parts(document: Document) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(lay_out(document))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(document: Document) -> Any:
    return etree.fromstring(parts(document)["word/document.xml"])


def text_of(item: Any) -> str:
    marks = {f"{W}br": "\n", f"{W}tab": "\t"}
    nodes = (node for run in item.iter(f"{W}r") for node in run)
    return "".join(node.text or "" if node.tag == f"{W}t" else marks.get(node.tag, "") for node in nodes)


def texts(document: Document) -> list[str]:
    return [text for item in tree(document).iter(f"{W}p") if (text := text_of(item))]


def grid(rows: int, *row: str, table: int = 0) -> list[Paragraph]:
    return [
        Paragraph(text, place=Place(cell=Cell(table, at, column, header=at == 0))) for at in range(rows) for column, text in enumerate(row)
    ]


WIDE = grid(3, *("推进农村人居环境整治提升工作" for _ in range(10)))
NARROW = grid(3, "序号", "任务", "责任单位", table=1)


# 信函 -------------------------------------------------------------------------------------------------------------------------------


def test_the_head_of_a_letter_is_placed_on_the_page_and_its_text_block_keeps_the_margins() -> None:
    body = tree(Document(LETTER, format=Format.LETTER)).find(f"{W}body")
    place = body.find(f"{W}tbl/{W}tblPr/{W}tblpPr")
    assert (place.get(f"{W}vertAnchor"), place.get(f"{W}horzAnchor"), place.get(f"{W}tblpXSpec")) == ("page", "page", "center")
    assert body.find(f"{W}tbl/{W}tblPr/{W}tblW").get(f"{W}w") == "9638"  # 170 mm
    margins = body.find(f"{W}sectPr/{W}pgMar")
    assert [margins.get(W + side) for side in ("top", "bottom", "left", "right")] == ["2098", "1984", "1588", "1474"]


def test_only_the_first_page_of_a_letter_has_a_foot_of_its_own_without_a_number() -> None:
    made = parts(Document(LETTER, format=Format.LETTER))
    section = etree.fromstring(made["word/document.xml"]).find(f"{W}body/{W}sectPr")
    assert section.find(f"{W}titlePg") is not None
    identifiers = {item.get(f"{W}type"): item.get(f"{R}id") for item in section.findall(f"{W}footerReference")}
    targets = {item.get("Id"): item.get("Target") for item in etree.fromstring(made["word/_rels/document.xml.rels"])}
    foot = made["word/" + targets[identifiers["first"]]]
    assert b"PAGE" not in foot
    assert [item.get(f"{W}color") for item in etree.fromstring(foot).iter(f"{W}bottom")] == ["FF0000", "FF0000"]
    assert all(b" PAGE " in made["word/" + targets[identifiers[page]]] for page in ("default", "even"))


def test_a_document_that_is_no_letter_has_no_such_foot() -> None:
    made = parts(Document(LETTER, format=Format.DOCUMENT))
    assert b"titlePg" not in made["word/document.xml"]
    assert sorted(name for name in made if "footer" in name) == ["word/footer1.xml", "word/footer2.xml"]


def test_a_letter_is_read_back_with_its_roles() -> None:
    marginal = (p("000012", Role.COPY_NUMBER), p("机密★1年", Role.SECRECY), p("特急", Role.URGENCY))
    document = Document((*LETTER, *marginal, p("抄送：市生态环境局。", Role.COPIES_TO)), format=Format.LETTER)
    read = read_bytes(lay_out(document), "函.docx")
    found = [(item.role, item.text) for item in read.paragraphs if item.role is not Role.PAGE_FOOTER]
    assert sorted(found) == sorted((item.role, item.text) for item in document.paragraphs)
    # No empty cells, which would be a table of their own when it is laid out again.
    assert all(item.text for item in read.paragraphs if item.role is not Role.PAGE_FOOTER)


def test_a_letter_s_record_has_no_lines() -> None:
    record = tree(Document((*LETTER, p("抄送：市生态环境局。", Role.COPIES_TO)), format=Format.LETTER)).findall(f"{W}body/{W}tbl")[-1]
    assert record.find(f"{W}tblPr/{W}tblBorders") is None
    assert text_of(record) == "抄送：市生态环境局。"


def test_a_house_may_have_its_own_red_and_its_own_place_for_a_letter_s_mark() -> None:
    house = House(red="C00000", mark_top=((Format.LETTER, 35.0),))
    usual, own = (
        etree.fromstring(zipfile.ZipFile(io.BytesIO(lay_out(Document(LETTER, format=Format.LETTER), one))).read("word/document.xml"))
        for one in (STANDARD, house)
    )
    tops = [int(item.find(f".//{W}tblpPr").get(f"{W}tblpY")) for item in (usual, own)]
    assert tops[1] - tops[0] == pytest.approx(283, abs=1)  # 5 mm
    assert {item.get(f"{W}color") for item in own.iter(f"{W}bottom") if item.get(f"{W}color")} == {"C00000"}


# 命令 -------------------------------------------------------------------------------------------------------------------------------

ORDER = (p("云川市人民政府令", Role.ISSUER_MARK), p("第5号", Role.DOCUMENT_NUMBER))
SIGNED = (p("市长　林致远", Role.SIGNATURE), p("2026年5月8日", Role.DATE))


def test_an_order_has_no_red_line() -> None:
    assert not list(tree(Document((*ORDER, p("现予公布。"), *SIGNED), format=Format.ORDER)).iter(f"{W}pBdr"))


@pytest.mark.parametrize("sealing", list(Sealing))
def test_an_order_is_signed_with_a_stamp_whatever_the_draft_says(sealing: Sealing) -> None:
    document = Document((*ORDER, p("现予公布。"), *SIGNED), format=Format.ORDER, sealing=sealing)
    assert "市长　　林致远" in texts(document)


def test_an_order_signed_by_an_organ_is_sealed() -> None:
    document = Document((*ORDER, p("现予公布。"), p("云川市人民政府", Role.SIGNATURE), p("2026年5月8日", Role.DATE)), format=Format.ORDER)
    assert "云川市人民政府" in texts(document)


def test_what_an_order_issues_begins_a_page_and_an_order_s_own_title_does_not() -> None:
    issuing = (p("现予公布。"), *SIGNED, p("绿化管理办法", Role.TITLE))
    for body, breaks in ((issuing, True), ((p("命令", Role.TITLE), p("现予公布。")), False)):
        title = next(
            item
            for item in tree(Document((*ORDER, *body), format=Format.ORDER)).iter(f"{W}p")
            if item.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "GwTitle"
        )
        assert (title.find(f"{W}pPr/{W}pageBreakBefore") is not None) is breaks


# Joint marks ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "form", "word", "first"),
    [
        (["甲局", "乙局文件"], Format.DOCUMENT, "文件", "甲局文件"),
        (["甲局", "文件", "乙局"], Format.DOCUMENT, "文件", "甲局文件"),
        (["甲局", "乙局令"], Format.ORDER, "令", "甲局令"),
        (["甲局", "乙局命令"], Format.ORDER, "命令", "甲局命令"),
        (["甲局", "乙局"], Format.LETTER, "", "甲局"),
        (["甲局令"], Format.DOCUMENT, "", "甲局令"),
    ],
)
def test_the_mark_of_the_first_issuer_keeps_the_word_behind_it(names: list[str], form: Format, word: str, first: str) -> None:
    assert word_of(names, form) == word
    assert leading(names, form) == [first]


def test_the_first_may_stand_for_all_only_where_every_other_is_named() -> None:
    names = ["甲局", "乙局", "丙局文件"]
    assert may_lead(names, Format.DOCUMENT, ["甲局　乙局　丙局关于防汛的通知"])
    assert may_lead(names, Format.DOCUMENT, ["乙局", "丙局"])
    assert not may_lead(names, Format.DOCUMENT, ["甲局", "乙局"])
    assert not may_lead(["甲局文件"], Format.DOCUMENT, ["甲局"])


def test_names_are_too_small_from_where_the_first_page_squeezes_them() -> None:
    usual = Spacing.of(STANDARD)
    assert not any(too_small([*NAMES[: count - 1], NAMES[count - 1] + "文件"], Format.DOCUMENT, usual) for count in range(2, 11))
    assert too_small([*NAMES[:5], "云川市审计局文件"], Format.DOCUMENT, Spacing(mark=0.25))
    assert too_small(["云川市" + "推进高质量发展" * 5 + "领导小组", "云川市审计局文件"], Format.DOCUMENT, usual)


def many(source: str = "", signed: bool = True) -> Document:
    return Document(
        (
            *(p(name + ("文件" if name == NAMES[-1] else ""), Role.ISSUER_MARK) for name in NAMES),
            p("云教发〔2026〕15号", Role.DOCUMENT_NUMBER),
            p("关于做好" + "2026年重大项目建设用地和资金保障" * 5 + "工作的通知", Role.TITLE),
            p("正文。"),
            *((p(name, Role.SIGNATURE) for name in NAMES) if signed else ()),
            p("2026年5月8日", Role.DATE),
        ),
        format=Format.DOCUMENT,
        source=source,
    )


def test_ten_issuers_have_the_mark_of_the_first_and_no_name_is_lost() -> None:
    found = texts(many())
    assert "云川市教育局文件" in found
    assert all(name in "".join(found) for name in NAMES)


@pytest.mark.parametrize("document", [many(source="通知.docx"), many(signed=False)])
def test_the_names_stay_in_the_mark_of_a_draft_from_a_file_and_where_they_are_named_nowhere_else(document: Document) -> None:
    found = texts(document)
    assert "文件" in found
    assert all(name in found for name in NAMES)


# Sections ---------------------------------------------------------------------------------------------------------------------------

LABEL, TITLE = p("附件1", Role.ATTACHMENT_LABEL), p("分工表", Role.ATTACHMENT_TITLE)


def test_a_table_is_wide_where_its_words_would_not_have_six_characters_a_line() -> None:
    assert is_wide(WIDE, STANDARD)
    assert not is_wide(NARROW, STANDARD)
    assert not is_wide(grid(3, *(str(at) for at in range(14))), STANDARD)  # many columns of short numbers are narrow
    assert is_wide(grid(3, *("2026年6月30日" for _ in range(8))), STANDARD)


def test_only_attachments_lie_across() -> None:
    for body in ([*WIDE, LABEL, TITLE, p("要求。")], [LABEL, TITLE, *NARROW]):
        assert [part.landscape for part in segments([p("正文。"), *body], STANDARD)] == [False]


def test_a_whole_attachment_lies_across_or_of_one_with_much_text_the_table_with_its_caption() -> None:
    caption = p("表1　分工", Role.CAPTION)
    short = segments([p("正文。"), LABEL, TITLE, *WIDE, p("注：按月报送。")], STANDARD)
    assert [(part.landscape, part.paragraphs[0].text) for part in short] == [(False, "正文。"), (True, "附件1")]
    text = [p("各地要加强分类指导。" * 10)] * 5
    long = segments([p("正文。"), LABEL, TITLE, *text, caption, *WIDE, *text], STANDARD)
    assert [(part.landscape, part.paragraphs[0].text[:5]) for part in long] == [
        (False, "正文。"),
        (True, "表1　分工"),
        (False, "各地要加强"),
    ]
    assert [item for part in long for item in part.paragraphs] == [p("正文。"), LABEL, TITLE, *text, caption, *WIDE, *text]


def sections_of(document: Document) -> list[tuple[str | None, list[str]]]:
    made = parts(document)
    targets = {item.get("Id"): item.get("Target") for item in etree.fromstring(made["word/_rels/document.xml.rels"])}
    return [
        (item.find(f"{W}pgSz").get(f"{W}orient"), [targets[note.get(f"{R}id")] for note in item.findall(f"{W}footerReference")])
        for item in etree.fromstring(made["word/document.xml"]).iter(f"{W}sectPr")
    ]


def test_each_section_has_the_footers_of_its_orientation_and_the_record_an_upright_one() -> None:
    document = Document((*LETTER, LABEL, TITLE, *WIDE, p("抄送：市生态环境局。", Role.COPIES_TO)), format=Format.LETTER)
    upright, across = ["footer1.xml", "footer2.xml"], ["footer3.xml", "footer4.xml"]
    assert sections_of(document) == [(None, [*upright, "footer5.xml"]), ("landscape", across), (None, upright)]
    assert sections_of(Document((*LETTER, LABEL, TITLE, *WIDE), format=Format.DOCUMENT)) == [(None, upright), ("landscape", across)]
    assert sections_of(Document((*LETTER, LABEL, TITLE, *NARROW), format=Format.DOCUMENT)) == [(None, upright)]


def test_a_title_across_may_be_as_long_as_the_page_is_wide() -> None:
    title = "云川市2026年农村人居环境整治提升重点任务分工一览表"
    found = texts(Document((*LETTER, LABEL, p(title, Role.ATTACHMENT_TITLE), *WIDE), format=Format.DOCUMENT))
    assert title in found
    assert title not in texts(Document((*LETTER, LABEL, p(title, Role.ATTACHMENT_TITLE), *NARROW), format=Format.DOCUMENT))


# The last page ----------------------------------------------------------------------------------------------------------------------


def text(count: int, *, new_page: bool = False) -> Piece:
    return Piece("", (Block((count, count), STANDARD.line, elastic=True, new_page=new_page),))


RECORD = Block(ONE, 2 * STANDARD.line, before=80)
CLOSER = 440  # twips: 22 pt, for type of 14


def lines_for(*pieces: Piece, holds: Any = lambda height: True) -> tuple[int, int]:
    return lines_for_record(pieces, STANDARD.line, RECORD, STANDARD, holds)


def test_lines_stay_as_they_are_where_the_record_shares_the_last_page() -> None:
    for count in (1, 19, 23, 40):
        assert lines_for(text(count)) == (579, 579)


@pytest.mark.parametrize("count", [20, 21, 22])
def test_the_record_is_set_closer_first_then_the_text_closer_or_wider(count: int) -> None:
    line, record = lines_for(*[text(1)] * count)
    assert record == CLOSER
    assert (line == 579) is (count == 20)
    if count * line <= STANDARD.height:
        assert count * line + 2 * CLOSER + 80 <= STANDARD.height
    assert 490 <= line <= 640


def test_lines_are_chosen_that_hold_though_the_estimate_of_a_paragraph_be_a_line_off() -> None:
    line, record = lines_for(text(20))
    assert all((20 + slack) * line + 2 * record + 80 <= STANDARD.height for slack in (-1, 0, 1))


def test_only_the_last_page_counts_and_only_heights_that_hold_otherwise() -> None:
    assert lines_for(text(21), text(3, new_page=True)) == (579, 579)
    assert lines_for(text(21), holds=lambda height: False) == (579, 579)
    assert lines_for(text(21), holds=lambda height: height > 579)[0] > 579


def test_the_lines_of_a_record_that_has_no_room_are_closer() -> None:
    lines = [p(f"第{at}项工作已经安排。") for at in range(1, 9)]
    record = (p("抄送：市委办公室，市人大常委会办公室。", Role.COPIES_TO), p("云川市教育局　2026年5月8日印发", Role.PRINTER))
    seen = set()
    for count in range(8):
        rows = tree(Document((*LETTER[:4], *lines[:count], *LETTER[4:], *record), format=Format.DOCUMENT)).findall(f"{W}body/{W}tbl")[-1]
        seen |= {tuple(item.get(f"{W}line") for item in rows.iter(f"{W}spacing"))}
    assert seen == {(), (str(CLOSER), str(CLOSER))}


# Any text ---------------------------------------------------------------------------------------------------------------------------

_ANY = st.text(st.characters(codec=None), max_size=20) | st.sampled_from(["", "令", "文件", "命令", "\t", "甲\t乙", "市长　张三", "<w:p>&"])


@given(
    st.lists(st.tuples(_ANY, st.sampled_from(list(Role))), min_size=1, max_size=14),
    st.sampled_from([Format.LETTER, Format.ORDER, Format.DOCUMENT]),
    st.sampled_from(list(Sealing)),
    st.booleans(),
)
def test_any_text_in_any_role_is_kept_in_every_format_of_a_draft_from_a_file(
    rows: list[tuple[str, Role]], form: Format, sealing: Sealing, wide: bool
) -> None:
    tables = WIDE if wide else []
    document = Document((*(p(text, role) for text, role in rows), *tables, p("正文。")), format=form, sealing=sealing, source="稿.docx")
    opened = docx.Document(io.BytesIO(lay_out(document)))
    found = re.sub(r"\s", "", "".join(item.text or "" for item in opened.element.body.iter(f"{W}t")))
    for content, role in rows:
        if role in (Role.PAGE_HEADER, Role.PAGE_FOOTER, Role.SIGNER):
            continue
        for word in re.findall(r"[一-鿿A-Za-z0-9]+", content):
            shown = word.removesuffix("文件").removesuffix("令").removesuffix("命") if role is Role.ISSUER_MARK else word
            assert shown in found
