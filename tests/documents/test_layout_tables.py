"""Tables of a Document laid out."""

from __future__ import annotations

from pathlib import Path

import docx
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.model import Cell, Document
from drafting.documents.reading import read
from tests.documents.laying import W, get, p, text_of, tree, whole


def test_a_table_has_its_spans_its_repeated_head_and_the_text_s_width() -> None:
    cells = [
        p("单位", cell=Cell(0, 0, 0, row_span=2, header=True)),
        p("数量", cell=Cell(0, 0, 1, column_span=2, header=True)),
        p("上年", cell=Cell(0, 1, 1, header=True)),
        p("本年", cell=Cell(0, 1, 2, header=True)),
        p("甲县", cell=Cell(0, 2, 0)),
        p("1", cell=Cell(0, 2, 1)),
        p("2", cell=Cell(0, 2, 2)),
    ]
    table = tree(whole(*cells)).find(f".//{W}tbl")
    rows = table.findall(f"{W}tr")
    assert [[text_of(cell) for cell in row.findall(f"{W}tc")] for row in rows] == [
        ["单位", "数量"],
        ["", "上年", "本年"],
        ["甲县", "1", "2"],
    ]
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, True, False]
    assert get(rows[0], "w:tc[2]/w:tcPr/w:gridSpan", "val") == "2"
    assert [get(row, "w:tc[1]/w:tcPr/w:vMerge", "val") for row in rows] == ["restart", "continue", None]
    assert sum(int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid")) == 8844


def test_a_damaged_table_s_numbers_of_columns_do_no_harm(tmp_path: Path) -> None:
    drafted = docx.Document()
    drafted.add_paragraph("正文。")
    table = drafted.add_table(rows=3, cols=2)
    for row, (name, number) in zip(table.rows, [("gridBefore", "-5"), ("gridSpan", "100000000"), ("gridSpan", "abc")], strict=True):
        for at, cell in enumerate(row.cells):
            cell.text = f"{name}{at}"
        parent = row._tr.get_or_add_trPr() if name == "gridBefore" else row.cells[0]._tc.get_or_add_tcPr()
        parent.append(parent.makeelement(f"{W}{name}", {f"{W}val": number}))
    source = tmp_path / "表.docx"
    drafted.save(str(source))
    document = read(source)
    assert max(item.place.cell.column for item in document.paragraphs if item.place.cell) <= 63
    made = tree(document).find(f".//{W}tbl")
    assert [text_of(item) for item in made.iter(f"{W}p") if text_of(item)] == [
        *("gridBefore0", "gridBefore1", "gridSpan0", "gridSpan1", "gridSpan0", "gridSpan1")
    ]
    assert len(made.find(f"{W}tblGrid")) <= 7  # columns at which no cell begins or ends are none


def widths(*rows: tuple[str, ...]) -> tuple[list[int], float]:
    cells = [p(text, cell=Cell(0, row, column)) for row, texts in enumerate(rows) for column, text in enumerate(texts)]
    table = tree(Document((*cells, p("完。")))).find(f".//{W}tbl")
    points = [int(get(item, "w:r/w:rPr/w:sz", "val") or 24) / 2 for item in table.iter(f"{W}p") if text_of(item)]
    return [int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid")], points[0]


def test_a_column_is_as_wide_as_its_longest_number_whatever_the_others_want() -> None:
    long = "推进农村人居环境整治提升，完成户厕改造，实现生活垃圾收运处置体系行政村全覆盖"
    columns, points = widths((long, long, "0000-1234567", long, "2026年6月30日", long))
    assert columns[2] >= 12 * points * 10
    assert columns[4] >= 7 * points * 20
    assert sum(columns) == 8844


def test_texts_of_ten_characters_are_wrapped_before_the_type_gets_tiny() -> None:
    assert widths(tuple("云川市农业农村局政务科" for _ in range(5)))[1] == 12.0
    assert widths(tuple("云川市农业农村局" for _ in range(7)))[1] >= 10.5
    assert widths(tuple("云川市农业农村局" for _ in range(12)))[1] == 9.0


def test_neighbouring_tables_stay_two_and_the_last_one_is_followed_by_a_paragraph() -> None:
    document = Document((p("甲", cell=Cell(0, 0, 0)), p("乙", cell=Cell(1, 0, 0))))
    children = [child.tag.removeprefix(W) for child in tree(document).find(f"{W}body")]
    assert children == ["tbl", "p", "tbl", "p", "sectPr"]


def test_several_paragraphs_of_a_cell_stay_in_it_and_an_absent_cell_is_empty() -> None:
    document = Document((p("甲", cell=Cell(0, 0, 0)), p("乙", cell=Cell(0, 0, 0)), p("丙", cell=Cell(0, 1, 1))))
    rows = tree(document).findall(f".//{W}tr")
    assert [[[text_of(item) for item in cell.iter(f"{W}p")] for cell in row.iter(f"{W}tc")] for row in rows] == [
        [["甲", "乙"], [""]],
        [[""], ["丙"]],
    ]


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 3), st.integers(1, 3), st.booleans()),
        min_size=1,
        max_size=14,
        unique_by=lambda cell: cell[:2],
    )
)
def test_no_text_of_a_table_is_lost_whatever_its_spans_claim(places: list[tuple[int, int, int, int, bool]]) -> None:
    cells = [
        p(f"格{at}末", cell=Cell(0, row, column, row_span=down, column_span=across, header=header))
        for at, (row, column, down, across, header) in enumerate(places)
    ]
    table = tree(Document((p("正文。"), *cells, p("完。")))).find(f".//{W}tbl")
    assert sorted(text_of(item) for item in table.iter(f"{W}p") if text_of(item)) == sorted(cell.text for cell in cells)
    columns = len(table.find(f"{W}tblGrid"))
    for row in table.iter(f"{W}tr"):
        assert sum(int(get(cell, "w:tcPr/w:gridSpan", "val") or 1) for cell in row.iter(f"{W}tc")) == columns
