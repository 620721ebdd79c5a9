"""一键排版 keeps the pages of a draft and its file whole; what gives way (headers, macros) is told."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from drafting.desk.formatting import format_document
from drafting.documents.intake.characters import W, visible_text
from drafting.documents.reading import read
from tests.desk.drafts import BY, Made, formatted, link, p, picture, run
from tests.documents.making import paragraph, png


def test_a_wide_table_on_a_landscape_page_stays_across(tmp_path: Path) -> None:
    def section(wide: int, high: int) -> str:
        return f'<w:sectPr><w:pgSz w:w="{wide}" w:h="{high}"/></w:sectPr>'

    cells = "".join(f"<w:tc>{paragraph(f'第{n}列')}</w:tc>" for n in range(3))
    grid = '<w:gridCol w:w="4000"/>' * 3
    table = f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"
    made = formatted(
        tmp_path,
        paragraph("一段正文。" * 80)
        + p(run("横排之前。"), properties=section(11906, 16838))
        + table
        + p(properties=section(16838, 11906))
        + paragraph("横排之后。"),
    )
    sizes = [item.get(W + "orient", "portrait") for item in made.root.iter(W + "pgSz")]
    assert sizes == ["portrait", "landscape", "portrait"]


def test_pages_that_the_writer_began_stay_in_a_plain_paper(tmp_path: Path) -> None:
    new_page = '<w:r><w:br w:type="page"/></w:r>'
    made = formatted(tmp_path, paragraph("封面的话。") + p(new_page) + paragraph("第二页的话。"))
    breaking = [visible_text(item) for item in made.root.iter(W + "p") if item.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert breaking == ["第二页的话。"]


def test_pages_in_the_text_of_an_issued_document_run_on_and_the_user_is_told(tmp_path: Path) -> None:
    second = p('<w:r><w:br w:type="page"/></w:r>', run("第二页的话。"))
    made = formatted(tmp_path, paragraph("第一页的话。") + second, kind="通知")
    assert made.root.find(f".//{W}pageBreakBefore") is None
    assert "手工分页 1 处" in made.notes


def test_a_contents_list_keeps_its_dots_and_is_no_heading(tmp_path: Path) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    entry = p(run("一、总体要求"), "<w:r><w:tab/></w:r>", run("2"), properties='<w:pStyle w:val="T1"/>')
    made = formatted(tmp_path, entry + paragraph("一、总体要求") + paragraph("要抓好落实。"), styles=styles)
    item = made.paragraph("一、总体要求\t2")
    assert item.find(f"{W}pPr/{W}pStyle").get(W + "val") == "GwContents1"  # type: ignore[union-attr]
    look = etree.fromstring(made.parts["word/styles.xml"]).find(f"{W}style[@{W}styleId='GwContents1']")
    assert look is not None
    assert look.find(W + "name").get(W + "val") == "toc 1"  # type: ignore[union-attr]
    assert look.find(f"{W}pPr/{W}tabs/{W}tab").get(W + "leader") == "dot"  # type: ignore[union-attr]


def test_headers_and_footers_give_way_and_what_they_said_is_told(tmp_path: Path) -> None:
    made = formatted(tmp_path, paragraph("正文。"), headers=(paragraph("内部资料"),), footers=(paragraph("第 1 页"),))
    assert "原来写的是：内部资料。" in made.notes
    assert "内部资料" not in "".join(visible_text(item) for item in made.root.iter(W + "p"))


def test_macros_and_other_baggage_are_left_and_told(tmp_path: Path) -> None:
    made = formatted(tmp_path, paragraph("正文。"), extra={"word/vbaProject.bin": b"x", "customXml/item1.xml": b"<a/>"})
    assert not any("vba" in name.lower() or "customxml" in name.lower() for name in made.parts)
    assert "宏 1 处" in made.notes


def test_every_relation_leads_to_a_part_and_every_part_has_a_type(tmp_path: Path) -> None:
    made = formatted(
        tmp_path,
        p(picture("rId9")) + p(run("注"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        footnotes=f'<w:footnote w:id="2">{p(run("脚注。"))}</w:footnote>',
        relationships=link("rId9", "image", "media/image1.png"),
        extra={"word/media/image1.png": png()},
    )
    links = etree.fromstring(made.parts["word/_rels/document.xml.rels"])
    names = [row.get("Id") for row in links]
    assert len(names) == len(set(names))
    for row in links:
        target = row.get("Target", "")
        assert (target.lstrip("/") if target.startswith("/") else f"word/{target}") in made.parts
    used = set(re.findall(r'r:(?:id|embed)="([^"]+)"', made.parts["word/document.xml"].decode()))
    assert used <= set(names)


def test_formatting_the_result_again_changes_nothing_it_holds(tmp_path: Path) -> None:
    comment = f'<w:comment w:id="7" {BY}>{p(run("请核对。"))}</w:comment>'
    made = formatted(
        tmp_path,
        p('<w:commentRangeStart w:id="7"/>', run("重视。"), '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>')
        + p(picture("rId9"))
        + p(run("面积"), run("2", '<w:vertAlign w:val="superscript"/>')),
        comments=comment,
        relationships=link("rId9", "image", "media/image1.png"),
        extra={"word/media/image1.png": png()},
    )
    once = tmp_path / "一.docx"
    once.write_bytes(made.data)
    twice = format_document(once, tmp_path / "二.docx")
    kinds = (W + "commentReference", W + "commentRangeStart", W + "drawing", W + "vertAlign", W + "t")
    again = Made(twice.file.read_bytes(), "").root
    assert [(item.tag, item.text) for item in again.iter(*kinds)] == [(item.tag, item.text) for item in made.root.iter(*kinds)]
    assert [item.role for item in read(once).paragraphs] == [item.role for item in read(twice.file).paragraphs]
