"""The marked file as a whole: its package and styles, what is refused, LibreOffice and real files."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from drafting.documents.conversion import convert
from drafting.documents.errors import UserError
from drafting.documents.intake.docx_reading import read_docx
from drafting.documents.marking import mark
from drafting.documents.marks.plain import plain_docx
from drafting.documents.marks.revisions import accept_all, reject_all
from drafting.documents.model import Document, Paragraph
from tests.documents.making import make_docx, paragraph
from tests.documents.marks import WHEN, at, fault, marked, names, part, texts


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
