"""Tables of a Word file laid out anew: their own rows and merges, the new page's width and look."""

from __future__ import annotations

import io
import zipfile

from lxml import etree
from lxml.etree import _Element

from drafting.documents.intake.characters import W, visible_text
from drafting.documents.reading import read_with_package
from drafting.documents.renewing import renew
from tests.documents.making import make_docx, paragraph

LINES = "".join(
    f'<w:{edge} w:val="single" w:sz="8" w:color="FF0000"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
DRAWN = f"<w:tblPr><w:tblBorders>{LINES}</w:tblBorders></w:tblPr>"
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/>'
    '<w:suff w:val="nothing"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def cell(text: str, properties: str = "", look: str = "", own: str = "") -> str:
    return f"<w:tc><w:tcPr>{own}</w:tcPr>{paragraph(text, properties, look)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def texts(*values: str) -> str:
    return row(*map(cell, values))


def table(*rows: str, grid: tuple[int, ...] = (), properties: str = DRAWN) -> str:
    columns = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in grid)
    return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def made(*rows: str, grid: tuple[int, ...] = (), properties: str = DRAWN, numbering: str | None = None) -> _Element:
    """The first table of a short draft with a table, laid out anew."""
    body = paragraph("情况如下表所示。") + table(*rows, grid=grid, properties=properties) + paragraph("特此说明。")
    data = renew(*read_with_package(make_docx(body, numbering=numbering), "稿.docx")).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return next(etree.fromstring(archive.read("word/document.xml")).iter(W + "tbl"))


def widths(element: _Element) -> list[int]:
    return [int(column.get(W + "w", "0")) for column in element.iterfind(f"{W}tblGrid/{W}gridCol")]


def alignments(element: _Element) -> list[list[str]]:
    """By row and cell: how its paragraphs are aligned, ``""`` as the style has it."""

    def of(item: _Element) -> str:
        found = item.find(f"{W}p/{W}pPr/{W}jc")
        return found.get(W + "val", "") if found is not None else ""

    return [[of(item) for item in line.iter(W + "tc")] for line in element.iter(W + "tr")]


def sizes(element: _Element) -> set[str | None]:
    return {item.get(W + "val") for item in element.iter(W + "sz")}


def test_a_table_is_as_wide_as_the_text_and_its_columns_keep_their_proportions() -> None:
    element = made(texts("甲", "乙", "丙"), grid=(1000, 2000, 1000))
    assert widths(element) == [2211, 4422, 2211]
    assert element.find(f"{W}tblPr/{W}tblStyle") is not None
    assert element.find(f"{W}tblPr/{W}tblBorders") is None  # all lines: the style has them


def test_a_number_is_not_broken_where_another_column_has_room() -> None:
    element = made(texts("电话", "说明"), texts("0571-12345678901234", "某"), grid=(300, 3000))
    assert widths(element)[0] >= 18 * 6 * 20


def test_type_is_no_larger_than_it_was_and_never_larger_than_the_house_has_it() -> None:
    small = made(row(cell("甲", look='<w:sz w:val="18"/>')), grid=(4000,))
    large = made(row(cell("甲", look='<w:sz w:val="32"/>')), grid=(4000,))
    assert sizes(small) == {"18"}
    assert sizes(large) == set()  # as the style has it


def test_the_head_is_found_set_in_its_style_and_repeated() -> None:
    element = made(texts("序号", "单位"), texts("1", "某局"), texts("2", "某办"), grid=(1000, 3000))
    assert [line.find(f"{W}trPr/{W}tblHeader") is not None for line in element.iter(W + "tr")] == [True, False, False]
    styles = [item.get(W + "val") for item in element.iter(W + "pStyle")]
    assert styles == ["GwHeaderCell"] * 2 + ["GwCell"] * 4


def test_a_title_over_the_columns_belongs_to_the_head() -> None:
    title = row(cell("某某一览表", own='<w:gridSpan w:val="2"/>'))
    element = made(title, texts("序号", "单位"), texts("1", "某局"), texts("2", "某办"), grid=(1000, 3000))
    assert [line.find(f"{W}trPr/{W}tblHeader") is not None for line in element.iter(W + "tr")] == [True, True, False, False]


def test_a_head_that_is_typed_again_is_not_repeated() -> None:
    head = texts("序号", "单位")
    element = made(head, texts("1", "某局"), head, texts("2", "某办"), grid=(1000, 3000))
    assert not list(element.iter(W + "tblHeader"))


def test_a_form_has_no_head_and_keeps_its_heights() -> None:
    tall = '<w:trHeight w:val="900" w:hRule="exact"/>'
    element = made(
        row(cell("姓名"), cell(""), cell("性别"), cell(""), properties=tall),
        row(cell("单位"), cell(""), cell("职务"), cell("")),
        texts("电话", "", "备注", ""),
        grid=(1000, 2000, 1000, 2000),
    )
    assert not list(element.iter(W + "tblHeader"))
    height = next(element.iter(W + "trHeight"))
    assert (height.get(W + "val"), height.get(W + "hRule")) == ("900", None)


def test_figures_stay_on_the_right_and_short_texts_stand_in_the_middle() -> None:
    right = '<w:jc w:val="right"/>'
    element = made(
        texts("事项", "说明", "金额"),
        row(cell("甲"), cell("这一项的说明文字比较长，不宜居中"), cell("1.5", right)),
        row(cell("乙"), cell("说明"), cell("12.5", right)),
        grid=(1000, 4000, 1000),
    )
    assert alignments(element) == [["", "", ""], ["", "left", "right"], ["", "left", "right"]]


def test_a_bold_total_stays_bold_where_the_others_are_not() -> None:
    plain = [texts("事项", "金额"), texts("甲事项", "1"), texts("乙事项", "2")]
    element = made(*plain, row(cell("合计", look="<w:b/>"), cell("3", look="<w:b/>")), grid=(2000, 2000))
    assert len(list(element.iter(W + "b"))) == 2
    bold = [row(cell(name, look="<w:b/>"), cell("1", look="<w:b/>")) for name in ("甲", "乙", "丙")]
    assert not list(made(*bold, grid=(2000, 2000)).iter(W + "b"))


def test_lines_that_a_row_has_of_its_own_stay() -> None:
    exception = f"<w:tblPrEx><w:tblBorders>{LINES}</w:tblBorders></w:tblPrEx>"
    element = made(f"<w:tr>{exception}{cell('甲')}</w:tr>", texts("乙"), grid=(3000,), properties="<w:tblPr/>")
    own = element.find(f"{W}tr/{W}tblPrEx/{W}tblBorders/{W}top")
    assert own is not None
    assert (own.get(W + "val"), own.get(W + "sz"), own.get(W + "color")) == ("single", "4", "auto")
    assert element.find(f"{W}tblPr/{W}tblBorders/{W}top").get(W + "val") == "nil"  # type: ignore[union-attr]


def test_automatic_numbers_in_cells_become_text() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    element = made(row(cell("甲", numbered)), row(cell("乙", numbered)), grid=(3000,), numbering=NUMBERING)
    assert [visible_text(item) for item in element.iter(W + "p")] == ["1甲", "2乙"]


def test_a_table_without_a_grid_or_with_a_mad_one_is_laid_out_all_the_same() -> None:
    mad = cell("甲", own='<w:gridSpan w:val="99999"/>')
    for element in (made(texts("甲", "乙")), made(row(mad), texts("乙"), grid=(1,)), made(texts("甲"), grid=(-5, 0))):
        assert sum(widths(element)) == 8844
        assert all(wide > 0 for wide in widths(element))


def test_rows_that_do_not_begin_at_the_first_column_stay_so() -> None:
    shifted = row(cell("乙"), properties='<w:gridBefore w:val="1"/>')
    element = made(texts("甲", "丙"), shifted, grid=(1000, 3000))
    before = next(element.iter(W + "gridBefore"))
    assert before.get(W + "val") == "1"
    assert next(element.iter(W + "wBefore")).get(W + "w") == str(widths(element)[0])
