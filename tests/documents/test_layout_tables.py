"""Tables of a Document laid out."""

from __future__ import annotations

from pathlib import Path

import docx
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.model import Cell, Document
from drafting.documents.reading import read
from drafting.documents.typesetting.tables import table
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


def room_of(width: int, points: float) -> float:
    """How many characters stand side by side in a column."""
    return (width - 120) / (20 * points)


def test_names_keep_one_line_and_the_column_of_figures_gives_them_the_room() -> None:
    columns, points = widths(
        ("事项", "牵头单位", "办件量（件）", "材料压减比例（%）", "平均办理时间（工作日）"),
        ("房屋转移登记", "市人力资源社会保障局", "9860", "62.5", "0.5"),
        ("新生儿出生", "市自然资源和规划局", "29460", "50.0", "3"),
    )
    assert points == 12.0
    assert room_of(columns[1], points) >= 10
    assert room_of(columns[3], points) >= 6  # the head's second line begins with its bracket
    assert columns[2] < columns[1]


def test_a_table_of_few_columns_has_the_largest_type() -> None:
    assert widths(("序号", "姓名", "单位和职务"), ("1", "骆长风", "云溪县桥头镇应急管理站副站长"))[1] == 12.0


def test_no_one_or_two_characters_are_left_over_where_a_smaller_type_has_room_for_all() -> None:
    row = ("1", "清源师范学堂旧址", "1926年", "青屏区学府街12号", "建筑外墙外延15米", "保护范围外延30米")
    columns, points = widths(("序号", "名称", "年代", "地址", "保护范围", "建设控制地带"), row)
    assert points == 10.5
    assert all(room_of(columns[at], points) >= 8 for at in (1, 3, 4, 5))


def rows_of(*rows: tuple[str, ...]) -> list[str | None]:
    cells = [p(text, cell=Cell(0, row, column)) for row, texts in enumerate(rows) for column, text in enumerate(texts)]
    return [get(row, "w:trPr/w:trHeight", "val") for row in tree(Document((*cells, p("完。")))).iter(f"{W}tr")]


def test_what_is_to_be_filled_in_gets_the_room_and_rows_of_a_centimetre() -> None:
    form = (("项目", "内容", "项目", "内容"), ("水泵数量（台）", "", "联系人及电话", ""), ("申请单位意见", "", "水箱容积（立方米）", ""))
    columns, _ = widths(*form)
    assert columns[1] > columns[0]
    assert columns[3] > columns[0]
    assert rows_of(*form) == [None, "567", "567"]
    reply = (("单位", "姓名", "手机号码", "备注"), ("", "", "", ""), ("", "", "", ""))
    columns, _ = widths(*reply)
    assert min(columns[0], columns[3]) > max(columns[1], columns[2])
    assert rows_of(*reply) == [None, "567", "567"]


def test_an_empty_column_of_remarks_or_a_cell_here_and_there_makes_no_form() -> None:
    assert rows_of(("姓名", "备注"), ("甲", ""), ("乙", "")) == [None, None, None]
    assert rows_of(("县", "数"), ("甲", "1"), ("乙", "2"), ("合计", "")) == [None] * 4


def test_a_form_has_no_head() -> None:
    cells = [p(text, cell=Cell(0, 0, at)) for at, text in enumerate(("姓名", "", "性别", ""))]
    cells += [p(text, cell=Cell(0, 1, at)) for at, text in enumerate(("单位", "", "职务", ""))]
    table = tree(Document((*cells, p("完。")))).find(f".//{W}tbl")
    assert table.find(f".//{W}tblHeader") is None


def test_the_height_of_a_row_to_be_filled_in_is_foretold() -> None:
    cells = [p(text, cell=Cell(0, row, at)) for row in range(3) for at, text in enumerate(("姓名", "单位") if not row else ("", ""))]
    head, *rows = table(cells, 8844).blocks
    assert [block.before + max(block.lines) * block.line + block.after for block in rows] == [567, 567]
    assert head.elastic
    assert not any(block.elastic for block in rows)


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
