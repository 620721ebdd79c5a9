"""Marks wherever text can stand: headers, notes, text boxes, tables, fields, and among the marks of others."""

from __future__ import annotations

import re

import pytest

from drafting.documents.intake.docx_reading import read_docx
from drafting.documents.marking import AUTHOR, mark
from drafting.documents.marks.comments import strip_comments
from drafting.documents.marks.revisions import accept_all, reject_all
from tests.documents.making import make_docx, paragraph
from tests.documents.marks import WHEN, at, comments, covered, fault, marked, names, part, texts


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
