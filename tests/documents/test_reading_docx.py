"""Word files as a reader sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from drafting.documents.errors import UserError
from drafting.documents.intake.characters import hidden_styles, paragraphs, visible_text
from drafting.documents.intake.opening import Package
from drafting.documents.model import Alignment, Cell, Document, Format, Role
from drafting.documents.reading import read_bytes
from tests.documents.making import make_docx, paragraph


def _read(body: str, **parts: object) -> Document:
    return read_bytes(make_docx(body, **parts), "稿.docx")  # type: ignore[arg-type]


def _texts(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs]


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="宋体" w:ascii="Calibri"/><w:sz w:val="21"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:rPr><w:rFonts w:eastAsia="仿宋"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="b"><w:name w:val="公文正文"/><w:basedOn w:val="a"/>
<w:pPr><w:spacing w:line="579" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/></w:pPr>
<w:rPr><w:sz w:val="32"/><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="c"><w:name w:val="强调"/><w:rPr><w:b/><w:color w:val="ff0000"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="l"><w:name w:val="一级"/><w:basedOn w:val="b"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="loop1"><w:basedOn w:val="loop2"/></w:style><w:style w:type="paragraph" w:styleId="loop2">
<w:basedOn w:val="loop1"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>
"""
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
    '<w:lvlText w:val="%1、"/><w:pPr><w:ind w:left="420" w:hanging="420"/></w:pPr></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:pStyle w:val="second"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def test_the_look_is_resolved_through_defaults_styles_and_direct_formatting() -> None:
    styled = '<w:pStyle w:val="b"/>'
    body = (
        paragraph("默认")
        + paragraph("样式", styled)
        + paragraph("直接", styled + '<w:jc w:val="center"/>', '<w:sz w:val="44"/><w:b w:val="0"/>')
    )
    plain, style, direct = (p.look for p in _read(body, styles=STYLES).paragraphs)
    assert (plain.font, plain.latin_font, plain.size, plain.space_after, plain.style) == ("仿宋", "Calibri", 10.5, 8.0, "Normal")
    assert plain.line_spacing == pytest.approx(259 / 240)
    assert (style.size, style.bold, style.alignment, style.line_spacing, style.line_rule) == (16.0, True, Alignment.JUSTIFY, 28.95, "exact")
    assert (style.first_line_chars, style.first_line_indent, style.style) == (2.0, 32.0, "公文正文")
    assert (direct.size, direct.bold, direct.alignment, direct.first_line_chars) == (22.0, False, Alignment.CENTER, 2.0)


def test_weight_set_by_paragraph_and_character_style_cancels_out() -> None:
    (plain,) = _read(paragraph("字", "", '<w:rStyle w:val="c"/>'), styles=STYLES).paragraphs
    (both,) = _read(paragraph("字", '<w:pStyle w:val="b"/>', '<w:rStyle w:val="c"/>'), styles=STYLES).paragraphs
    assert (plain.look.bold, plain.look.color, both.look.bold) == (True, "FF0000", False)


def test_the_look_is_that_of_most_characters() -> None:
    heading = '<w:r><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr><w:t>一、标题。</w:t></w:r>'
    body = f"<w:p>{heading}<w:r><w:t>后面是很长的正文内容。</w:t></w:r></w:p>"
    assert _read(body, styles=STYLES).paragraphs[0].look.font == "仿宋"


def test_theme_fonts_go_before_names() -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme><a:minorFont>'
        '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:font script="Hans" typeface="等线"/></a:minorFont></a:fontScheme>'
        "</a:themeElements></a:theme>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
    link = f'<Relationship Id="rId70" Type="{kind}" Target="theme/theme1.xml"/>'
    run = '<w:rFonts w:eastAsia="仿宋" w:eastAsiaTheme="minorEastAsia" w:asciiTheme="minorHAnsi"/>'
    (found,) = _read(paragraph("字", "", run), relationships=link, extra={"word/theme/theme1.xml": theme.encode()}).paragraphs
    assert (found.look.font, found.look.latin_font) == ("等线", "Calibri")


def test_styles_in_a_circle_end() -> None:
    assert _read(paragraph("字", '<w:pStyle w:val="loop1"/>'), styles=STYLES).paragraphs[0].look.alignment is Alignment.CENTER


def test_automatic_numbers_are_read_from_the_paragraph_and_from_the_style() -> None:
    direct = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    body = (
        paragraph("总体要求", '<w:pStyle w:val="l"/>')
        + paragraph("指导思想", direct)
        + paragraph("不编号", '<w:pStyle w:val="l"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("主要任务", '<w:pStyle w:val="l"/>')
    )
    found = _read(body, styles=STYLES, numbering=NUMBERING).paragraphs
    assert [(p.text, p.numbering) for p in found] == [
        ("一、总体要求", "一、"), ("（一）指导思想", "（一）"), ("不编号", ""), ("二、主要任务", "二、"),
    ]  # fmt: skip
    assert [p.role for p in found[:2]] == [Role.HEADING1, Role.HEADING2]
    assert found[0].look.outline_level == 0
    assert found[0].look.first_line_chars == 2.0  # the style is nearer than its list


def test_a_list_set_on_the_paragraph_indents_it() -> None:
    direct = '<w:pStyle w:val="b"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    (found,) = _read(paragraph("事项", direct), styles=STYLES, numbering=NUMBERING).paragraphs
    assert (found.look.left_indent, found.look.first_line_indent) == (21.0, -21.0)


def test_the_level_of_a_list_may_be_tied_to_a_style() -> None:
    styles = STYLES + '<w:style w:type="paragraph" w:styleId="second"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    (found,) = _read(paragraph("事项", '<w:pStyle w:val="second"/>'), styles=styles, numbering=NUMBERING).paragraphs
    assert found.numbering == "（一）"


def test_table_cells_keep_their_place_spans_and_emptiness() -> None:
    body = (
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        + _cell("项目", '<w:gridSpan w:val="2"/>') + _cell("数", '<w:vMerge w:val="restart"/>')
        + "</w:tr><w:tr>" + _cell("") + _cell("乙") + _cell("并入", "<w:vMerge/>") + "</w:tr></w:tbl>" + paragraph("表后")
        + '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + _cell("第二张表") + "</w:tr></w:tbl>"
    )  # fmt: skip
    found = [(p.text, p.place.cell) for p in _read(body).paragraphs]
    assert found == [
        ("项目", Cell(0, 0, 0, 1, 2, header=True)),
        ("数", Cell(0, 0, 2, 2, 1, header=True)),
        ("", Cell(0, 1, 0)),
        ("乙", Cell(0, 1, 1)),
        ("表后", None),
        ("第二张表", Cell(1, 0, 1)),
    ]


def test_a_table_inside_a_cell_is_a_table_of_its_own() -> None:
    inner = "<w:tbl><w:tr>" + _cell("内") + "</w:tr></w:tbl>"
    found = _read(f"<w:tbl><w:tr><w:tc>{paragraph('外')}{inner}<w:p/></w:tc>{_cell('右')}</w:tr></w:tbl>").paragraphs
    assert [(p.text, p.place.cell and (p.place.cell.table, p.place.cell.column)) for p in found] == [
        ("外", (0, 0)),
        ("内", (1, 0)),
        ("右", (0, 1)),
    ]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('江河市人民政府文件')}</w:txbxContent>"
    drawing = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>{box}</wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    found = _read(f"<w:p><w:r>{drawing}</w:r></w:p>{paragraph('江政发〔2024〕1号')}").paragraphs
    assert [(p.text, p.place.index, p.place.in_text_box) for p in found] == [
        ("江河市人民政府文件", 1, True),
        ("江政发〔2024〕1号", 3, False),
    ]


def test_headers_footers_and_notes_come_last_in_their_roles() -> None:
    footnotes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{paragraph("脚注")}</w:footnote><w:footnote w:id="3">{paragraph("没有引用")}</w:footnote>'
    )
    body = '<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    found = _read(
        body,
        footnotes=footnotes,
        endnotes=f'<w:endnote w:id="2">{paragraph("尾注")}</w:endnote>',
        headers=(paragraph("页眉"), paragraph("首页页眉"), paragraph("偶数页页眉")),
        footers=(paragraph("— 1 —"),),
    ).paragraphs
    assert [(p.text, p.role, p.place.part) for p in found[1:]] == [
        ("页眉", Role.PAGE_HEADER, "word/header1.xml"),
        ("— 1 —", Role.PAGE_FOOTER, "word/footer1.xml"),
        ("脚注", Role.FOOTNOTE, "word/footnotes.xml"),
    ]
    assert found[0].text == "正文"
    shown = _read(body, headers=(paragraph("页眉"), paragraph("首页页眉")), section="<w:titlePg/>").paragraphs
    assert [p.text for p in shown] == ["正文", "页眉", "首页页眉"]


def test_what_is_left_behind_is_counted() -> None:
    picture = "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    body = (
        f'<w:p><w:ins w:id="1"><w:r><w:t>增</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>删</w:delText></w:r></w:del>'
        f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏文字</w:t></w:r>{picture}</w:p>"
    )
    document = _read(
        body,
        comments=f'<w:comment w:id="0">{paragraph("批注")}</w:comment>',
        core="<dc:creator>张三</dc:creator><cp:lastModifiedBy>李四</cp:lastModifiedBy>",
        app="<Company>某单位</Company>",
    )
    assert _texts(document) == ["增\ufffc"]
    residue = document.residue
    assert (residue.insertions, residue.deletions, residue.comments, residue.hidden_characters, residue.pictures) == (1, 1, 1, 4, 1)
    assert (residue.author, residue.last_modified_by, residue.company) == ("张三", "李四", "某单位")


def test_the_page_is_that_of_the_first_section() -> None:
    first = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:left="1588" w:right="1474" w:bottom="1984"/>'
    body = first + '<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr></w:pPr><w:r><w:t>一</w:t></w:r></w:p>' + paragraph("二")
    document = _read(body, section='<w:pgSz w:w="16838" w:h="11906"/>')
    page = document.page
    assert (page.width, page.height, page.top, page.left, page.right, page.bottom) == (595.3, 841.9, 104.9, 79.4, 73.7, 99.2)
    assert (page.grid_type, page.grid_line_pitch, page.footer) == ("lines", 28.95, None)
    assert document.paragraphs[1].look.page_break_before is True  # a section begins on a new page


def test_a_manual_page_break_counts_as_a_new_page_for_what_follows() -> None:
    broken = '<w:r><w:br w:type="page"/></w:r>'
    body = (
        f"{paragraph('前')}<w:p>{broken}</w:p>{paragraph('后')}<w:p>{broken}<w:r><w:t>同段</w:t></w:r></w:p>"
        f"<w:p><w:r><w:t>末</w:t></w:r>{broken}</w:p>{paragraph('新')}"
    )
    assert [(p.text, p.look.page_break_before) for p in _read(body).paragraphs] == [
        ("前", None), ("后", True), ("同段", True), ("末", None), ("新", True),
    ]  # fmt: skip


def test_blank_paragraphs_are_left_out_but_keep_their_place() -> None:
    found = _read(paragraph("一") + "<w:p/>" + paragraph("　") + paragraph("二")).paragraphs
    assert [(p.text, p.place.index) for p in found] == [("一", 0), ("二", 3)]


def test_content_controls_and_moved_blocks_around_paragraphs_are_read_through() -> None:
    assert _texts(
        _read(
            f"<w:sdt><w:sdtContent>{paragraph('控件')}<w:tbl><w:sdt><w:sdtContent><w:tr>{_cell('格')}</w:tr></w:sdtContent></w:sdt></w:tbl></w:sdtContent></w:sdt>"
        )
    ) == ["控件", "格"]


def test_a_document_merged_in_by_reference_is_not_dropped_silently() -> None:
    with pytest.raises(UserError, match="没有合并"):
        _read(paragraph("一") + '<w:altChunk r:id="rId9"/>')


def test_a_document_of_pictures_only_is_told() -> None:
    with pytest.raises(UserError, match="没有文字"):
        _read("<w:p/>")


def test_a_printed_document_is_recognised_by_its_look() -> None:
    center = '<w:jc w:val="center"/>'
    body = (
        paragraph("江河市水务局", center, '<w:color w:val="FF0000"/><w:sz w:val="72"/>')
        + paragraph("江水函〔2024〕3号")
        + paragraph("江河市水务局关于商请支持防汛工作的函", center, '<w:sz w:val="44"/>')
        + paragraph("市应急局：")
        + paragraph("　　为做好防汛工作，请予支持。")
    )
    document = _read(body)
    assert [p.role for p in document.paragraphs] == [Role.ISSUER_MARK, Role.DOCUMENT_NUMBER, Role.TITLE, Role.RECIPIENTS, Role.BODY]
    assert document.format is Format.LETTER


def test_a_heading_that_only_its_style_shows_is_one() -> None:
    styles = (
        STYLES + '<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    body = (
        paragraph("关于某事的报告")
        + paragraph("全文说明如下。")
        + paragraph("主要做法", '<w:pStyle w:val="h2"/>')
        + paragraph("做了工作。")
    )
    assert [p.role for p in _read(body, styles=styles).paragraphs] == [Role.TITLE, Role.BODY, Role.HEADING2, Role.BODY]


def test_place_and_text_agree_with_the_shared_walk() -> None:
    body = (
        paragraph("一", '<w:pStyle w:val="l"/>')
        + f"<w:tbl><w:tr>{_cell('格')}</w:tr></w:tbl>"
        + f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('框')}</w:txbxContent></w:pict></w:r></w:p>"
    )
    data = make_docx(body, styles=STYLES, numbering=NUMBERING, headers=(paragraph("眉"),))
    package = Package(data, "稿.docx")
    hidden = hidden_styles(package.xml("word/styles.xml"))
    for p in read_bytes(data, "稿.docx").paragraphs:
        element = paragraphs(package.xml(p.place.part))[p.place.index]
        assert p.text == p.numbering + visible_text(element, hidden)


_RUNS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufffe\uffff\ufffc"), max_size=20)


@given(st.lists(_RUNS, min_size=1, max_size=6))
def test_any_paragraphs_read_back_as_they_were(texts: list[str]) -> None:
    body = "".join(paragraph(text) for text in ["题", *texts])
    found = _read(body).paragraphs
    assert [(p.place.index, p.text) for p in found] == [(k, text) for k, text in enumerate(["题", *texts]) if text.strip()]


def test_the_package_reads_parts_of_every_case_by_the_name_that_the_file_uses() -> None:
    package = Package(make_docx(paragraph("一")), "稿.docx")
    assert package.main == "word/document.xml"
    assert package.has("WORD/Document.xml")
    assert etree.QName(package.xml("word/document.xml")).localname == "document"
    assert package.optional_xml("word/none.xml") is None
