"""A plain .docx of a draft that is no .docx."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.conversion import convert
from drafting.documents.intake.docx_reading import read_docx
from drafting.documents.marking import mark
from drafting.documents.marks.plain import plain_docx
from drafting.documents.marks.revisions import accept_all
from drafting.documents.model import Basis, Cell, Document, Finding, Level, Paragraph, Place, Span, Strength
from drafting.documents.reading import read_text


def cell(text: str, table: int, row: int, column: int, rows: int = 1, columns: int = 1) -> Paragraph:
    return Paragraph(text, place=Place("source", 0, Cell(table, row, column, rows, columns)))


@given(st.lists(st.text(min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=5))
def test_any_text_comes_back_character_for_character_at_its_place(lines: list[str]) -> None:
    document = Document(tuple(Paragraph(line) for line in lines), source="稿.txt")
    data, placed = plain_docx(document)
    again = read_docx(data, "稿.docx")
    held = [paragraph for paragraph in placed.paragraphs if paragraph.text.strip()]
    assert [(p.text, p.place) for p in again.paragraphs] == [(p.text, p.place) for p in held]
    assert [len(paragraph.text) for paragraph in placed.paragraphs] == [len(line) for line in lines]
    assert placed.source == "稿.txt"


def test_a_text_draft_can_be_marked() -> None:
    document = read_text("关于做好台帐工作的通知\n\n各县区：\n  请报送台帐。\n", "稿.txt")
    data, placed = plain_docx(document)
    index = next(i for i, paragraph in enumerate(placed.paragraphs) if "报送" in paragraph.text)
    start = placed.paragraphs[index].text.index("台帐")
    basis = Basis("《现代汉语词典》", "", Strength.PLAIN)
    finding = Finding("wrong-character", "wrong-characters", Level.ERROR, Span(index, start, start + 2), "错字", "台账", basis)
    marked = mark(data, placed, [finding], date=datetime(2024, 5, 6))
    accepted = read_docx(accept_all(marked.data), "稿.docx")
    assert [paragraph.text.strip() for paragraph in accepted.paragraphs] == ["关于做好台帐工作的通知", "各县区：", "请报送台账。"]
    assert accepted.residue.comments == 1


def test_automatic_numbers_are_written_out() -> None:
    data, placed = plain_docx(Document((Paragraph("一、总则", numbering="一、"),)))
    assert placed.paragraphs[0].numbering == ""
    assert read_docx(data, "稿.docx").paragraphs[0].text == "一、总则"


def test_tables_keep_their_cells_and_merged_cells() -> None:
    document = Document(
        (
            Paragraph("表前"),
            cell("单位", 0, 0, 0, rows=2),
            cell("完成情况", 0, 0, 1, columns=2),
            cell("已办", 0, 1, 1),
            cell("未办", 0, 1, 2),
            cell("甲局", 0, 2, 0),
            cell("乙", 0, 2, 0),
            cell("3", 0, 2, 2),
            cell("另一表", 1, 0, 0),
        )
    )
    data, placed = plain_docx(document)
    again = {p.place.index: p for p in read_docx(data, "稿.docx").paragraphs}
    for paragraph in placed.paragraphs:
        assert again[paragraph.place.index].text == paragraph.text
        found, given_cell = again[paragraph.place.index].place.cell, paragraph.place.cell
        assert (found is None) == (given_cell is None)
        if found is not None and given_cell is not None:
            position = (given_cell.table, given_cell.row, given_cell.column, given_cell.row_span, given_cell.column_span)
            assert (found.table, found.row, found.column, found.row_span, found.column_span) == position


def test_an_empty_document_is_an_empty_page() -> None:
    data, placed = plain_docx(Document(()))
    assert placed.paragraphs == ()
    assert read_docx(data, "稿.docx").paragraphs == ()


@pytest.mark.rendering
def test_the_plain_file_opens_in_libreoffice(libreoffice: Path, tmp_path: Path) -> None:
    data, _ = plain_docx(Document((Paragraph("关于开展检查的通知"), cell("甲", 0, 0, 0), cell("乙", 0, 0, 1))))
    path = tmp_path / "稿.docx"
    path.write_bytes(data)
    again = read_docx(convert(path, "docx"), "稿.docx")
    assert [paragraph.text for paragraph in again.paragraphs] == ["关于开展检查的通知", "甲", "乙"]
