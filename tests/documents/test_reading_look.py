"""What a Word file says of its look beyond fonts and indents: blank lines, odd words, quotation marks, page numbers, leftovers."""

from __future__ import annotations

from drafting.documents.model import Document, Stretch
from drafting.documents.reading import read_bytes
from tests.documents.making import make_docx, paragraph

SONG = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="宋体"/>'
PAGE_FIELD = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r></w:p>'


def read(body: str, **parts: object) -> Document:
    return read_bytes(make_docx(body, **parts), "通知.docx")  # type: ignore[arg-type]


def test_empty_paragraphs_above_are_counted_up_to_the_text_before():
    document = read(paragraph("甲") + "<w:p/><w:p/>" + paragraph("乙") + paragraph("丙"))
    assert [p.look.blank_lines_above for p in document.paragraphs] == [0, 2, 0]


def test_an_empty_paragraph_too_thin_to_be_seen_is_no_blank_line():
    thin = '<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
    assert read(paragraph("甲") + thin + paragraph("乙")).paragraphs[1].look.blank_lines_above == 0


def test_blank_lines_above_a_page_break_are_not_those_of_the_next_page():
    broken = '<w:p/><w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p/>'
    look = read(paragraph("甲") + broken + paragraph("乙")).paragraphs[1].look
    assert look.page_break_before
    assert look.blank_lines_above == 0


def test_empty_cells_and_text_files_have_no_blank_lines():
    table = f"<w:tbl><w:tr><w:tc><w:p/>{paragraph('甲')}</w:tc></w:tr></w:tbl>"
    assert read(table).paragraphs[0].look.blank_lines_above is None
    assert read_bytes("甲\n\n乙".encode(), "通知.txt").paragraphs[1].look.blank_lines_above is None


def test_words_in_another_face_are_told_with_their_place():
    runs = (
        f"<w:r><w:rPr>{SONG}</w:rPr><w:t>各单位要认真</w:t></w:r>"
        '<w:r><w:rPr><w:rFonts w:eastAsia="楷体"/><w:sz w:val="28"/></w:rPr><w:t>抓好</w:t></w:r>'
        '<w:r><w:rPr><w:rFonts w:eastAsia="楷体"/><w:sz w:val="28"/></w:rPr><w:t>落实</w:t></w:r>'
        f"<w:r><w:rPr>{SONG}</w:rPr><w:t>各项工作。</w:t></w:r>"
    )
    look = read(f"<w:p>{runs}</w:p>").paragraphs[0].look
    assert look.font == "宋体"
    assert look.stretches == (Stretch(6, 10, font="楷体", size=14.0),)


def test_a_paragraph_of_one_face_has_no_stretches():
    assert read(paragraph("各单位要认真抓好落实。", run_properties=SONG)).paragraphs[0].look.stretches == ()


def test_quotation_marks_are_latin_unless_a_hint_says_otherwise():
    chinese = SONG.replace("<w:rFonts", '<w:rFonts w:hint="eastAsia"')
    looks = [read(paragraph("落实“放管服”要求。", run_properties=face)).paragraphs[0].look for face in (SONG, chinese)]
    assert [look.quote_font for look in looks] == ["Arial", "宋体"]
    assert read(paragraph("落实要求。", run_properties=SONG)).paragraphs[0].look.quote_font is None


def test_a_page_number_is_known_by_its_field_even_where_word_has_not_filled_it_in():
    text = paragraph("甲")
    assert read(text, footers=(PAGE_FIELD,)).page.has_page_number
    assert read(text, footers=('<w:p><w:fldSimple w:instr="PAGE \\* MERGEFORMAT"/></w:p>',)).page.has_page_number
    assert read(text, footers=(paragraph("第1页"),)).page.has_page_number is False
    assert read(text).page.has_page_number is False
    assert read_bytes("甲".encode(), "通知.txt").page.has_page_number is None


def test_the_footers_shown_are_named_with_their_use():
    page = read(paragraph("甲"), footers=(paragraph("— 1 —"), paragraph(""), paragraph("— 2 —"))).page
    assert page.footers == (("default", "word/footer1.xml"),)
    assert page.odd_and_even is False


def test_the_binding_width_is_read():
    margins = '<w:pgMar w:top="2098" w:left="1300" w:gutter="288"/>'
    assert read(paragraph("甲"), section=margins).page.gutter == 14.4


def test_the_title_property_and_embedded_files_are_told():
    embedded = '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/></w:object></w:r></w:p>'
    left = read(paragraph("甲") + embedded, core="<dc:title>关于抗旱的通知</dc:title>").residue
    assert left.title == "关于抗旱的通知"
    assert left.objects == 1
    assert read(paragraph("甲")).residue.objects == 0


def test_a_framed_paragraph_says_so():
    framed = paragraph("甲", '<w:framePr w:wrap="around"/>')
    assert read(framed).paragraphs[0].look.framed
