"""Comments and tracked changes in the user's own file."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree

from drafting.documents.conversion import convert
from drafting.documents.errors import UserError
from drafting.documents.intake.characters import W, paragraphs, visible_text
from drafting.documents.intake.docx_reading import read_docx
from drafting.documents.marking import AUTHOR, Marked, least_change, mark
from drafting.documents.marks.comments import initials, strip_comments
from drafting.documents.marks.plain import plain_docx
from drafting.documents.marks.revisions import accept_all, reject_all
from drafting.documents.model import Basis, Document, Finding, Level, Paragraph, Span, Strength
from tests.documents.making import make_docx, paragraph

BASIS = Basis("《现代汉语词典》", "", Strength.PLAIN)
WHEN = datetime(2024, 5, 6, 7, 8, 9)


def fault(document: Document, wrong: str, right: str | None, *, number: int | None = None, message: str = "这里有错") -> Finding:
    """A finding on the first ``wrong`` of the document, or of one paragraph."""
    for index, candidate in enumerate(document.paragraphs):
        if wrong in candidate.text and number in (None, index):
            start = candidate.text.index(wrong)
            return Finding(
                "wrong-character", "wrong-characters", Level.ERROR, Span(index, start, start + len(wrong)), message, right, BASIS
            )
    raise AssertionError(f"no {wrong} in the document")


def at(number: int, start: int, end: int, right: str | None) -> Finding:
    return Finding("a-code", "wording", Level.WARNING, Span(number, start, end), "这里有错", right, BASIS)


def marked(source: bytes, *faults: tuple[str, str | None]) -> tuple[Marked, Document]:
    document = read_docx(source, "稿.docx")
    return mark(source, document, [fault(document, *pair) for pair in faults], date=WHEN), document


def part(data: bytes, name: str = "word/document.xml") -> str:
    """A part without its namespace declarations."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return re.sub(r' xmlns:\w+="[^"]*"', "", archive.read(name).decode("utf-8"))


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def texts(data: bytes, name: str = "word/document.xml") -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [visible_text(element) for element in paragraphs(etree.fromstring(archive.read(name)))]


def comments(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/comments.xml"))
    return ["\n".join(visible_text(element) for element in comment.iter(W + "p")) for comment in root]


def covered(data: bytes, identity: str = "0") -> str:
    """The characters a comment stands on, those deleted in brackets."""
    body = re.search(rf'<w:commentRangeStart w:id="{identity}"/>(.*)<w:commentRangeEnd w:id="{identity}"/>', part(data), re.DOTALL)
    assert body is not None
    pieces = re.findall(r"<w:delText[^>]*>([^<]*)<|<w:t(?: [^>]*)?>([^<]*)<", body[1])
    return "".join(f"[{deleted}]" if deleted else text for deleted, text in pieces)


def test_only_the_characters_that_differ_are_changed_and_the_comment_covers_the_whole_finding() -> None:
    source = make_docx(paragraph("请按月报送督查台帐。"))
    ours = 'w:author="文秘校对" w:date="2024-05-06T07:08:09Z"'
    result, _ = marked(source, ("督查台帐", "督查台账"))
    assert part(result.data).split("<w:body>")[1] == (
        '<w:p><w:r><w:t xml:space="preserve">请按月报送</w:t></w:r><w:commentRangeStart w:id="0"/>'
        '<w:r><w:t xml:space="preserve">督查台</w:t></w:r>'
        f'<w:del w:id="1" {ours}><w:r><w:delText xml:space="preserve">帐</w:delText></w:r></w:del>'
        f'<w:ins w:id="0" {ours}><w:r><w:t>账</w:t></w:r></w:ins>'
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
        '<w:r><w:t xml:space="preserve">。</w:t></w:r></w:p></w:body></w:document>'
    )
    assert (result.moved, result.unchanged, result.skipped, result.notes) == ((), (), (), ())
    assert texts(accept_all(result.data)) == ["请按月报送督查台账。"]
    assert texts(reject_all(result.data)) == ["请按月报送督查台帐。"]


def test_a_comment_says_level_message_suggestion_and_basis() -> None:
    source = make_docx(paragraph("督查台帐，，报送"))
    document = read_docx(source, "稿.docx")
    findings = [fault(document, "台帐", "台账", message="“台帐”应写作“台账”"), fault(document, "，，", None), fault(document, "报送", "")]
    result = mark(source, document, findings, date=WHEN)
    assert comments(result.data) == [
        "【必须改】“台帐”应写作“台账”\n建议：改为“台账”\n依据：《现代汉语词典》（常识）",
        "【必须改】这里有错\n依据：《现代汉语词典》（常识）",
        "【必须改】这里有错\n建议：删去\n依据：《现代汉语词典》（常识）",
    ]
    assert 'w:author="文秘校对"' in part(result.data, "word/comments.xml")
    assert 'w:date="2024-05-06T07:08:09Z"' in part(result.data, "word/comments.xml")
    assert 'w:initials="文秘"' in part(result.data, "word/comments.xml")
    assert texts(accept_all(result.data)) == ["督查台账，，"]


def test_a_finding_over_runs_of_different_looks_keeps_each_look() -> None:
    source = make_docx(
        '<w:p><w:r w:rsidR="00AA11BB"><w:rPr><w:b/></w:rPr><w:t>关于台</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>帐的</w:t></w:r></w:p>'
    )
    result, _ = marked(source, ("台帐", "帐台"))
    xml = part(result.data)
    assert '<w:r w:rsidR="00AA11BB"><w:rPr><w:b/></w:rPr><w:t>关于</w:t></w:r>' in xml
    bold, italic = "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:i/></w:rPr>"
    first = f'<w:r w:rsidR="00AA11BB">{bold}<w:delText>台</w:delText></w:r>'
    deleted = f"{first}<w:r>{italic}<w:delText>帐</w:delText></w:r>"
    assert f'{deleted}</w:del><w:ins w:id="0"' in xml
    assert "<w:r><w:rPr><w:b/></w:rPr><w:t>帐台</w:t></w:r></w:ins>" in xml
    assert "<w:r><w:rPr><w:i/></w:rPr><w:t>的</w:t></w:r>" in xml


def test_text_that_only_comes_in_deletes_nothing() -> None:
    source = make_docx(paragraph("各县区人民政府"))
    result, document = marked(source, ("县区", "县、区"))
    assert "w:del" not in part(result.data)
    assert covered(result.data) == "县、区"
    ending = mark(source, document, [at(0, 7, 7, "：")], date=WHEN)
    assert texts(ending.data) == ["各县区人民政府："]
    assert covered(ending.data) == "："


def test_a_finding_without_place_stands_on_the_first_character() -> None:
    source = make_docx("<w:p/>" + paragraph("通知"))
    document = read_docx(source, "稿.docx")
    result = mark(source, document, [at(0, 0, 0, None)], date=WHEN)
    assert covered(result.data) == "通"


def test_an_empty_table_cell_can_have_a_comment_and_text() -> None:
    source = make_docx(
        "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p><w:pPr><w:jc w:val='center'/></w:pPr></w:p></w:tc></w:tr></w:tbl><w:p/>"
    )
    document = read_docx(source, "稿.docx")
    result = mark(source, document, [at(0, 0, 0, "无")], date=WHEN)
    assert texts(result.data)[0] == "无"
    assert part(result.data).index("<w:pPr>") < part(result.data).index("<w:commentRangeStart")


def test_findings_that_overlap_change_the_text_once() -> None:
    source = make_docx(paragraph("督查台帐"))
    document = read_docx(source, "稿.docx")
    findings = [at(0, 2, 4, "台账"), at(0, 1, 3, "察台"), at(0, 2, 4, "总账")]
    result = mark(source, document, findings, date=WHEN)
    assert texts(accept_all(result.data)) == ["督察台帐"]
    assert result.unchanged == (findings[0], findings[2])
    assert len(comments(result.data)) == 3


def test_without_changes_there_are_only_comments() -> None:
    source = make_docx(paragraph("督查台帐"))
    document = read_docx(source, "稿.docx")
    result = mark(source, document, [fault(document, "台帐", "台账")], date=WHEN, changes=False)
    assert "w:ins" not in part(result.data)
    assert covered(result.data) == "台帐"
    assert result.unchanged == ()


def test_an_automatic_number_is_named_in_the_comment_and_never_changed() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    source = make_docx(paragraph("总体要求", numbered), numbering=numbering)
    document = read_docx(source, "稿.docx")
    assert document.paragraphs[0].text == "一、总体要求"
    result = mark(source, document, [at(0, 0, 2, "二、"), at(0, 2, 4, "工作")], date=WHEN)
    assert texts(accept_all(result.data)) == ["工作要求"]
    assert [finding.span.start for finding in result.unchanged] == [0]
    assert result.notes == ("有 1 处的修改建议只写在批注里：与前面的修改重叠，或者在自动编号、域、图片等不宜直接改动的地方。",)
    assert comments(result.data)[0].startswith("【建议改】自动编号中“一、”：这里有错\n")
    assert covered(result.data) == "[总]"


def test_a_fault_in_a_header_is_changed_in_place_and_commented_in_the_text() -> None:
    source = make_docx("<w:p/>" + paragraph("正文"), headers=(paragraph("内部资枓"),))
    result, document = marked(source, ("资枓", "资料"))
    assert texts(accept_all(result.data), "word/header1.xml") == ["内部资料"]
    assert "comment" not in part(result.data, "word/header1.xml")
    assert covered(result.data) == "正"
    assert comments(result.data)[0].startswith("【必须改】页眉中“资枓”：这里有错\n建议：")
    assert [finding.span.paragraph for finding in result.moved] == [len(document.paragraphs) - 1]


def test_a_fault_in_the_header_of_a_later_section_is_commented_where_that_section_begins() -> None:
    sections = (
        paragraph("第一节")
        + "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
        + '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr></w:pPr><w:r><w:t>第二节</w:t></w:r></w:p>'
    )
    result, _ = marked(make_docx(sections + paragraph("第三节"), headers=(paragraph("资枓"),)), ("资枓", None))
    assert re.search(r"<w:commentRangeStart[^>]*/><w:r><w:t[^>]*>第</w:t></w:r><w:commentRangeEnd.*?二节", part(result.data))
    assert part(result.data).index("第一节") < part(result.data).index("commentRangeStart")


def test_a_fault_in_a_note_is_commented_on_its_reference_mark() -> None:
    mark_run = '<w:r><w:t>据统计</w:t><w:footnoteReference w:id="2"/><w:t>，增长</w:t></w:r>'
    notes = '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>数椐来自年报</w:t></w:r></w:p></w:footnote>'
    source = make_docx(f"<w:p>{mark_run}</w:p>", footnotes=notes)
    result, _ = marked(source, ("数椐", "数据"), ("统计", None))
    assert texts(accept_all(result.data), "word/footnotes.xml") == ["数据来自年报"]
    around = re.search(r'<w:commentRangeStart w:id="1"/>(.*)<w:commentRangeEnd w:id="1"/>', part(result.data))
    assert around is not None
    assert '<w:footnoteReference w:id="2"/>' in around[1]
    assert comments(result.data)[1].startswith("【必须改】脚注中“数椐”：")


def test_a_fault_in_a_text_box_is_changed_in_place_and_commented_on_the_run_that_holds_the_box() -> None:
    box = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData uri="u"><wps:wsp><wps:txbx>'
        f"<w:txbxContent>{paragraph('抄送：市政俯')}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{paragraph('抄送：市政俯')}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    source = make_docx(paragraph("上文") + f"<w:p><w:r><w:t>正文</w:t></w:r>{box}</w:p>")
    result, _ = marked(source, ("政俯", "政府"))
    xml = part(result.data)
    assert re.search(r'<w:t>正文</w:t></w:r><w:commentRangeStart w:id="0"/><w:r><mc:AlternateContent>', xml)
    assert '</mc:AlternateContent></w:r><w:commentRangeEnd w:id="0"/>' in xml
    assert "抄送：市政府" in texts(accept_all(result.data))
    assert comments(result.data)[0].startswith("【必须改】文本框中“政俯”：")


def test_marks_in_a_table_a_hyperlink_and_a_content_control_stand_on_their_characters() -> None:
    source = make_docx(
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{paragraph('单元格台帐')}</w:tc></w:tr></w:tbl>"
        '<w:p><w:hyperlink w:anchor="x"><w:r><w:t>链接台帐一</w:t></w:r></w:hyperlink></w:p>'
        "<w:p><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>控件台帐二</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('整段台帐三')}</w:sdtContent></w:sdt>"
    )
    document = read_docx(source, "稿.docx")
    findings = [fault(document, "台帐", "台账", number=index) for index in range(4)]
    result = mark(source, document, findings, date=WHEN)
    assert texts(accept_all(result.data)) == ["单元格台账", "链接台账一", "控件台账二", "整段台账三"]
    assert [covered(result.data, str(identity)) for identity in range(4)] == ["台[帐]账"] * 4


@pytest.mark.parametrize(
    "guarded",
    [
        "<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent><w:r><w:t>前台帐后</w:t></w:r></w:sdtContent></w:sdt>",
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr><w:sdtContent><w:r><w:t>前台帐后</w:t></w:r></w:sdtContent></w:sdt>',
        '<w:sdt><w:sdtPr><w:lock w:val="sdtContentLocked"/></w:sdtPr><w:sdtContent><w:r><w:t>前台帐后</w:t></w:r></w:sdtContent></w:sdt>',
        '<w:fldSimple w:instr=" REF x "><w:r><w:t>前台帐后</w:t></w:r></w:fldSimple>',
    ],
)
def test_text_that_word_fills_in_itself_has_a_comment_around_it_and_no_change(guarded: str) -> None:
    result, _ = marked(make_docx(f"<w:p>{guarded}</w:p>"), ("台帐", "台账"))
    assert len(result.unchanged) == 1
    assert f'<w:commentRangeStart w:id="0"/>{guarded}<w:commentRangeEnd w:id="0"/>' in part(result.data)


def test_the_result_of_a_field_is_not_changed_even_where_the_field_began_in_an_earlier_paragraph() -> None:
    def field(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    toc = f"<w:p>{field('begin')}<w:r><w:instrText> TOC </w:instrText></w:r>{field('separate')}<w:r><w:t>目录台帐</w:t></w:r></w:p>"
    toc += f"<w:p><w:r><w:t>次行台帐</w:t></w:r>{field('end')}</w:p>"
    link = f"<w:p>{field('begin')}<w:r><w:instrText>HYPERLINK</w:instrText></w:r>{field('separate')}"
    link += f"<w:r><w:t>网址台帐</w:t></w:r>{field('end')}</w:p>"
    source = make_docx(toc + link + paragraph("正文台帐"))
    document = read_docx(source, "稿.docx")
    result = mark(source, document, [fault(document, "台帐", "台账", number=index) for index in range(4)], date=WHEN)
    assert texts(accept_all(result.data)) == ["目录台帐", "次行台帐", "网址台账", "正文台账"]
    assert [finding.span.paragraph for finding in result.unchanged] == [0, 1]


def test_a_picture_in_the_way_leaves_the_change_to_a_person() -> None:
    picture = '<w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/></wp:inline></w:drawing></w:r>'
    source = make_docx(f"<w:p><w:r><w:t>台</w:t></w:r>{picture}<w:r><w:t>帐</w:t></w:r></w:p>")
    document = read_docx(source, "稿.docx")
    assert document.paragraphs[0].text == "台\ufffc帐"
    result = mark(source, document, [at(0, 0, 3, "台账"), at(0, 0, 3, "台\ufffc账")], date=WHEN)
    assert len(result.unchanged) == 1
    assert texts(accept_all(result.data)) == ["台\ufffc账"]


def test_a_page_break_and_a_note_among_deleted_characters_stay() -> None:
    source = make_docx('<w:p><w:r><w:t>多</w:t><w:br w:type="page"/><w:t>余</w:t><w:footnoteReference w:id="2"/><w:t>字</w:t></w:r></w:p>')
    result, _ = marked(source, ("多余字", ""))
    assert not re.search(r"<w:del .*?(w:br|footnoteReference).*?</w:del>", part(result.data).replace("</w:del>", "</w:del>\n"))
    accepted = part(accept_all(result.data))
    assert '<w:br w:type="page"/>' in accepted
    assert '<w:footnoteReference w:id="2"/>' in accepted
    assert texts(accept_all(result.data)) == [""]


def test_a_page_break_stays_where_another_comment_begins_among_the_deleted_characters() -> None:
    source = make_docx('<w:p><w:r><w:t>甲乙</w:t><w:br w:type="page"/><w:t>丙丁</w:t></w:r></w:p>')
    document = read_docx(source, "稿.docx")
    result = mark(source, document, [at(0, 0, 4, ""), at(0, 1, 2, None)], date=WHEN)
    accepted = part(accept_all(result.data))
    assert '<w:br w:type="page"/>' in accepted
    assert "<w:t>" not in accepted


def test_a_change_inside_anothers_insertion_is_nested_as_word_does_it() -> None:
    other = 'w:author="张三" w:date="2024-01-01T00:00:00Z"'
    source = make_docx(f'<w:p><w:r><w:t>原有</w:t></w:r><w:ins w:id="5" {other}><w:r><w:t>新增台帐内容</w:t></w:r></w:ins></w:p>')
    result, _ = marked(source, ("台帐", "台账"))
    xml = part(result.data)
    assert re.search(
        r'<w:ins w:id="5" w:author="张三"[^>]*>(<w:r><w:t>台</w:t></w:r>)?<w:del [^>]*>.*?帐.*?</w:del></w:ins><w:ins [^>]*文秘校对', xml
    )
    assert not re.search(r"<w:ins (?:(?!</w:ins>).)*<w:ins ", xml)
    assert texts(reject_all(result.data)) == ["原有"]
    assert texts(reject_all(result.data, AUTHOR)) == ["原有新增台帐内容"]
    assert texts(accept_all(result.data)) == texts(accept_all(result.data, AUTHOR)) == ["原有新增台账内容"]
    identities = re.findall(r'<w:(?:ins|del) w:id="(\d+)"', xml)
    assert len(identities) == len(set(identities))


def test_earlier_comments_stay_and_the_new_ones_have_ids_of_their_own() -> None:
    earlier = '<w:comment w:id="0" w:author="李四" w:initials="李"><w:p><w:r><w:t>请核实</w:t></w:r></w:p></w:comment>'
    body = (
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>督查台帐</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    source = make_docx(body, comments=earlier)
    result, _ = marked(source, ("台帐", "台账"))
    assert comments(result.data)[0] == "请核实"
    assert covered(result.data, "0") == "督查台[帐]账"
    assert covered(result.data, "1") == "台[帐]账"
    assert names(result.data) == names(source)
    assert part(result.data, "[Content_Types].xml") == part(source, "[Content_Types].xml")


def test_our_comments_can_be_taken_out_again_and_those_of_others_stay() -> None:
    earlier = '<w:comment w:id="0" w:author="李四"><w:p><w:r><w:t>请核实</w:t></w:r></w:p></w:comment>'
    anchored = '<w:commentRangeStart w:id="0"/><w:r><w:t>督查台帐</w:t></w:r><w:commentRangeEnd w:id="0"/>'
    source = make_docx(f'<w:p>{anchored}<w:r><w:t>。</w:t><w:commentReference w:id="0"/></w:r></w:p>', comments=earlier)
    result, _ = marked(source, ("台帐", "台账"))
    stripped = strip_comments(result.data, AUTHOR)
    assert comments(stripped) == ["请核实"]
    assert covered(stripped) == "督查台[帐]账"
    assert 'w:id="1"/>' not in part(stripped)
    assert texts(reject_all(stripped)) == texts(source)
    bare = part(strip_comments(source))
    assert bare.endswith("<w:body><w:p><w:r><w:t>督查台帐</w:t></w:r><w:r><w:t>。</w:t></w:r></w:p></w:body></w:document>")
    untouched = make_docx(paragraph("正文"))
    assert strip_comments(untouched) == untouched


def test_the_package_keeps_its_order_its_other_parts_and_its_declarations() -> None:
    declaration = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\r\n"
    namespaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ' + (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    )
    document = f'{declaration}<w:document {namespaces} mc:Ignorable="w14"><w:body>{paragraph("台帐")}</w:body></w:document>'
    settings = b"<w:settings  xmlns:w='x'><w:trackRevisions/></w:settings>"
    source = make_docx("", extra={"word/document.xml": document.encode(), "word/settings.xml": settings, "word/media/a.png": b"\x89PNG"})
    result, _ = marked(source, ("台帐", "台账"))
    assert names(result.data) == [*names(source), "word/comments.xml"]
    with zipfile.ZipFile(io.BytesIO(result.data)) as after, zipfile.ZipFile(io.BytesIO(source)) as before:
        assert after.testzip() is None
        for name in set(names(source)) - {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}:
            assert after.read(name) == before.read(name)
        assert after.read("word/document.xml").startswith(f'{declaration}<w:document {namespaces} mc:Ignorable="w14">'.encode())
        assert b'PartName="/word/comments.xml"' in after.read("[Content_Types].xml")
        assert b'/comments" Target="comments.xml"' in after.read("word/_rels/document.xml.rels")


def test_the_files_own_styles_dress_the_comments() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="a5"><w:name w:val="annotation reference"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="a6"><w:name w:val="annotation text"/></w:style>'
    )
    result, _ = marked(make_docx(paragraph("台帐"), styles=styles), ("台帐", None))
    assert '<w:rPr><w:rStyle w:val="a5"/></w:rPr><w:commentReference w:id="0"/>' in part(result.data)
    assert '<w:pStyle w:val="a6"/>' in part(result.data, "word/comments.xml")


def test_a_message_with_control_characters_and_markup_is_written_as_text() -> None:
    source = make_docx(paragraph("台帐"))
    document = read_docx(source, "稿.docx")
    finding = Finding("a", "b", Level.HINT, Span(0, 0, 2), "<&>\x07\t请看", "台\x07账", BASIS)
    result = mark(source, document, [finding], date=WHEN)
    assert comments(result.data)[0].startswith("【请核对】<&>\t请看\n")
    assert result.unchanged == (finding,)


def test_a_file_that_changed_since_it_was_read_is_refused() -> None:
    document = read_docx(make_docx(paragraph("督查台帐")), "稿.docx")
    with pytest.raises(UserError, match=r"不一致.*请重新校对"):
        mark(make_docx(paragraph("督查台账")), document, [at(0, 2, 4, None)], date=WHEN)
    with pytest.raises(UserError, match="不一致"):
        mark(make_docx(""), document, [at(0, 2, 4, None)], date=WHEN)


def test_what_is_no_word_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    document = Document((Paragraph("督查台帐"),), source="稿.txt")
    with pytest.raises(UserError, match=r"稿\.txt：这份稿件不是 Word 文档"):
        mark(make_docx(paragraph("督查台帐")), document, [at(0, 2, 4, None)], date=WHEN)
    with pytest.raises(UserError, match=r"稿\.txt：文件不完整"):
        mark("督查台帐".encode(), document, [], date=WHEN)
    with pytest.raises(UserError, match="没有这个文件"):
        mark(tmp_path / "没有.docx", document, [], date=WHEN)


def test_a_file_is_read_from_its_path_and_left_alone(tmp_path: Path) -> None:
    source = make_docx(paragraph("督查台帐"))
    path = tmp_path / "稿.docx"
    path.write_bytes(source)
    result = mark(path, read_docx(source, "稿.docx"), [at(0, 2, 4, "台账")], date=WHEN, author="Office Check")
    assert path.read_bytes() == source
    assert 'w:initials="OC"' in part(result.data, "word/comments.xml")


@pytest.mark.parametrize(("author", "short"), [("文秘校对", "文秘"), ("Wang Wei", "WW"), ("李", "李")])
def test_initials_are_short(author: str, short: str) -> None:
    assert initials(author) == short


@pytest.mark.parametrize(
    ("text", "suggestion", "change"),
    [
        ("台帐", "台账", (1, 2, "账")),
        ("县区", "县、区", (1, 1, "、")),
        ("的的", "的", (1, 2, "")),
        ("一一", "一一一", (2, 2, "一")),
        ("", "。", (0, 0, "。")),
        ("同", "同", (1, 1, "")),
    ],
)
def test_the_least_change_leaves_what_both_have_in_common(text: str, suggestion: str, change: tuple[int, int, str]) -> None:
    assert least_change(text, suggestion)[:3] == change


@pytest.mark.rendering
def test_a_marked_file_opens_in_libreoffice_with_its_text(libreoffice: Path, tmp_path: Path) -> None:
    from pdfplumber import open as open_pdf

    lines = [f"第{number}条各单位要建立督查台帐，按月报送。" for number in range(1, 20)]
    data, document = plain_docx(Document(tuple(Paragraph(line) for line in lines)))
    findings = [fault(document, "台帐", "台账", number=number) for number in range(len(lines))]
    path = tmp_path / "稿.docx"
    path.write_bytes(mark(data, document, findings, date=WHEN).data)
    pdf = tmp_path / "稿.pdf"
    pdf.write_bytes(convert(path, "pdf"))
    with open_pdf(pdf) as opened:
        text = "".join(page.extract_text() for page in opened.pages)
    assert text.count("账") == text.count("帐") == len(lines)


@pytest.mark.rendering
@pytest.mark.shared_data
def test_real_files_are_marked_and_go_through_libreoffice_unharmed(libreoffice: Path, shared_data: Path, tmp_path: Path) -> None:
    files = sorted((shared_data / "word").glob("*.docx"))
    assert files
    for path in files:
        source = path.read_bytes()
        document = read_docx(source, path.name)
        findings = [
            at(number, match.start(), match.end(), "★")
            for number, candidate in enumerate(document.paragraphs)
            for match in re.finditer("发展|工作|考试|职位", candidate.text)
        ]
        assert findings
        result = mark(path, document, findings, date=WHEN)
        assert not result.skipped
        assert texts(reject_all(result.data)) == texts(source)
        replaced = [re.sub("发展|工作|考试|职位", "★", text) for text in texts(source)]
        assert result.unchanged == ()
        assert texts(accept_all(result.data)) == replaced
    copy = tmp_path / "稿.docx"
    copy.write_bytes(result.data)
    again = read_docx(convert(copy, "docx"), "稿.docx")
    assert sum(paragraph.text.count("★") for paragraph in again.paragraphs) == len(findings)
    assert again.residue.comments == len(findings)
