"""What a mark is: the characters a comment or a tracked change stands on, and what it says."""

from __future__ import annotations

import pytest

from drafting.documents.intake.docx_reading import read_docx
from drafting.documents.marking import least_change, mark
from drafting.documents.marks.comments import initials
from drafting.documents.marks.revisions import accept_all, reject_all
from drafting.documents.model import Finding, Level, Span
from tests.documents.making import make_docx, paragraph
from tests.documents.marks import BASIS, WHEN, at, comments, covered, fault, marked, part, texts


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


def test_a_message_with_control_characters_and_markup_is_written_as_text() -> None:
    source = make_docx(paragraph("台帐"))
    document = read_docx(source, "稿.docx")
    finding = Finding("a", "b", Level.HINT, Span(0, 0, 2), "<&>\x07\t请看", "台\x07账", BASIS)
    result = mark(source, document, [finding], date=WHEN)
    assert comments(result.data)[0].startswith("【请核对】<&>\t请看\n")
    assert result.unchanged == (finding,)


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
