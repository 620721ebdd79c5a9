"""Accepting and rejecting tracked changes."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from lxml import etree

from drafting.documents.intake.characters import paragraphs, visible_text
from drafting.documents.marks.revisions import accept_all, reject_all
from tests.documents.making import make_docx, paragraph

ZHANG = 'w:author="张三" w:date="2024-01-01T00:00:00Z"'
LI = 'w:author="李四" w:date="2024-01-02T00:00:00Z"'


def texts(data: bytes, name: str = "word/document.xml") -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [visible_text(element) for element in paragraphs(etree.fromstring(archive.read(name)))]


def body(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    return re.sub(r' xmlns:\w+="[^"]*"', "", xml).partition("<w:body>")[2].partition("</w:body>")[0]


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def gone(text: str) -> str:
    return f"<w:r><w:delText>{text}</w:delText></w:r>"


REVISED = f'<w:p>{run("甲")}<w:del w:id="1" {ZHANG}>{gone("旧")}</w:del><w:ins w:id="2" {ZHANG}>{run("新")}</w:ins>{run("乙")}</w:p>'


def test_accepting_keeps_what_came_in_and_rejecting_what_went_out() -> None:
    source = make_docx(REVISED)
    assert body(accept_all(source)) == f"<w:p>{run('甲')}{run('新')}{run('乙')}</w:p>"
    assert body(reject_all(source)) == f"<w:p>{run('甲')}{run('旧')}{run('乙')}</w:p>"


def test_the_revisions_of_one_author_are_settled_and_those_of_others_stay() -> None:
    source = make_docx(f'<w:p><w:ins w:id="1" {ZHANG}>{run("一")}<w:del w:id="2" {LI}>{gone("二")}</w:del></w:ins>{run("三")}</w:p>')
    assert texts(accept_all(source, "李四")) == ["一三"]
    assert texts(reject_all(source, "李四")) == ["一二三"]
    assert "w:ins" in body(reject_all(source, "李四"))
    assert body(accept_all(source, "张三")) == f'<w:p>{run("一")}<w:del w:id="2" {LI}>{gone("二")}</w:del>{run("三")}</w:p>'
    assert texts(reject_all(source, "张三")) == ["三"]


def test_an_insertion_of_which_all_was_deleted_again_leaves_nothing() -> None:
    source = make_docx(f'<w:p>{run("一")}<w:ins w:id="1" {ZHANG}><w:del w:id="2" {LI}>{gone("二")}</w:del></w:ins></w:p>')
    assert body(accept_all(source, "李四")) == f"<w:p>{run('一')}</w:p>"


def test_comments_and_bookmarks_in_rejected_text_keep_their_anchors() -> None:
    anchored = (
        f'<w:ins w:id="1" {ZHANG}><w:commentRangeStart w:id="0"/>{run("新")}<w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r></w:ins>'
    )
    rejected = body(reject_all(make_docx(f"<w:p>{anchored}{run('旧')}</w:p>")))
    assert rejected == (
        '<w:p><w:commentRangeStart w:id="0"/><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>' + run("旧") + "</w:p>"
    )


def test_a_move_is_settled_at_both_ends() -> None:
    source = make_docx(
        f'<w:p><w:moveFromRangeStart w:id="1" w:name="m" {ZHANG}/><w:moveFrom w:id="2" {ZHANG}>{run("段")}</w:moveFrom>'
        f'<w:moveFromRangeEnd w:id="1"/>{run("中")}<w:moveToRangeStart w:id="3" w:name="m" {ZHANG}/>'
        f'<w:moveTo w:id="4" {ZHANG}>{run("段")}</w:moveTo><w:moveToRangeEnd w:id="3"/></w:p>'
    )
    assert body(accept_all(source)) == f"<w:p>{run('中')}{run('段')}</w:p>"
    assert body(reject_all(source)) == f"<w:p>{run('段')}{run('中')}</w:p>"
    assert body(accept_all(source, "李四")) == body(source)


@pytest.mark.parametrize(("settle", "marker"), [(accept_all, "del"), (reject_all, "ins")])
def test_a_paragraph_mark_that_goes_joins_its_text_to_the_next(settle: object, marker: str) -> None:
    first = f'<w:p><w:pPr><w:jc w:val="center"/><w:rPr><w:{marker} w:id="1" {ZHANG}/></w:rPr></w:pPr>{run("上")}</w:p>'
    source = make_docx(first + f'<w:p><w:pPr><w:jc w:val="left"/></w:pPr>{run("下")}</w:p>')
    assert callable(settle)
    assert body(settle(source)) == f'<w:p><w:pPr><w:jc w:val="left"/></w:pPr>{run("上")}{run("下")}</w:p>'


def test_rows_and_cells_come_and_go() -> None:
    def cell(text: str, marker: str = "") -> str:
        return f"<w:tc><w:tcPr>{marker}</w:tcPr>{paragraph(text)}</w:tc>"

    added = cell("添", f'<w:cellIns w:id="1" {ZHANG}/>')
    source = make_docx(
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell('留')}{added}</w:tr>"
        f'<w:tr><w:trPr><w:ins w:id="2" {ZHANG}/></w:trPr>{cell("新行")}</w:tr>'
        f'<w:tr><w:trPr><w:del w:id="3" {ZHANG}/></w:trPr>{cell("旧行")}</w:tr></w:tbl>'
        f'<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr><w:del w:id="4" {ZHANG}/></w:trPr>{cell("旧表")}</w:tr></w:tbl>' + paragraph("末")
    )
    assert texts(accept_all(source)) == ["留", "添", "新行", "末"]
    assert texts(reject_all(source)) == ["留", "旧行", "旧表", "末"]
    assert body(accept_all(source)).count("<w:tbl>") == 1


def test_former_properties_come_back_in_the_order_of_the_schema() -> None:
    source = make_docx(
        '<w:p><w:pPr><w:jc w:val="center"/><w:rPr><w:b/></w:rPr>'
        f'<w:pPrChange w:id="1" {ZHANG}><w:pPr><w:jc w:val="left"/></w:pPr></w:pPrChange></w:pPr>'
        f'<w:r><w:rPr><w:b/><w:rPrChange w:id="2" {ZHANG}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>字</w:t></w:r></w:p>'
    )
    assert body(reject_all(source)) == (
        '<w:p><w:pPr><w:jc w:val="left"/><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:rPr><w:i/></w:rPr><w:t>字</w:t></w:r></w:p>'
    )
    assert body(accept_all(source)) == (
        '<w:p><w:pPr><w:jc w:val="center"/><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>字</w:t></w:r></w:p>'
    )


def test_headers_are_settled_too_and_parts_without_revisions_stay_as_they_are() -> None:
    source = make_docx(paragraph("正文"), headers=(REVISED,), extra={"word/settings.xml": b"<w:settings  xmlns:w='x'/>"})
    accepted = accept_all(source)
    assert texts(accepted, "word/header1.xml") == ["甲新乙"]
    with zipfile.ZipFile(io.BytesIO(source)) as before, zipfile.ZipFile(io.BytesIO(accepted)) as after:
        assert after.namelist() == before.namelist()
        for name in set(before.namelist()) - {"word/header1.xml"}:
            assert after.read(name) == before.read(name)
