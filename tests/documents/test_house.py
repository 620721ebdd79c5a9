"""An office's own values: what they change on the page, which of them the standard fixes, and what no page can be set with."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from drafting.documents.errors import ManyErrors, UserError
from drafting.documents.house import STANDARD, Face, House, PageNumber
from drafting.documents.layout import lay_out
from drafting.documents.model import Alignment, Cell, Document, Format, Role, Sealing, Strength
from drafting.documents.standard import Font
from tests.documents.laying import NS, W, get, p, style, tree, whole
from tests.documents.pages import MM, Page, rendered_pages

SONG_FOR_KAI = House(fonts=((Font.KAI, "宋体"),))
OFFICE = House(
    fonts=((Font.XIAO_BIAO_SONG, "华文中宋"), (Font.FANG_SONG, "仿宋")),
    latin_font="仿宋",
    faces=(
        (Role.TITLE, Face(font=Font.HEI, size=20, bold=True)),
        (Role.HEADING2, Face(bold=True)),
        (Role.RECIPIENTS, Face(alignment=Alignment.JUSTIFY)),
        (Role.ISSUER_MARK, Face(size=42)),
        (Role.PAGE_FOOTER, Face(font=Font.FANG_SONG, size=12)),
    ),
    margin_top=35,
    text_height=227,
    line_pitch=28,
    first_line_indent=0,
    lines_above_title=1,
    lines_below_title=0,
    date_right=2,
    page_number=PageNumber.CENTER,
    page_number_dashes=False,
    red="c00000",
    red_line_thickness=2.25,
    table_sizes=(14, 12, 10.5),
)


# What is changed ----------------------------------------------------------------------------------------------------------------------


def test_the_standard_changes_nothing() -> None:
    assert House() == STANDARD
    assert STANDARD.changes() == STANDARD.deviations() == ()
    assert lay_out(whole()) == lay_out(whole(), House())


def test_every_change_is_told_in_a_reader_s_words_with_the_standard_s_value_and_its_basis() -> None:
    told = {change.name: (change.standard, change.value, change.basis.clause, change.basis.strength) for change in OFFICE.changes()}
    assert told["天头（上白边）"] == ("37毫米", "35毫米", "5.2.1", Strength.MUST)
    assert told["版心高"] == ("225毫米", "227毫米", "5.2.1", Strength.MUST)
    assert told["行距"] == ("每面22行、撑满版心（28.95磅）", "28磅（每面22行）", "5.2.3", Strength.SHOULD)
    assert told["首行空字"] == ("2字", "0字", "7.3.3", Strength.MUST)
    assert told["标题上空行"] == ("2行", "1行", "7.3.1", Strength.SHOULD)
    assert told["标题下空行"] == ("1行", "0行", "7.3.2", Strength.MUST)
    assert told["成文日期右空字"] == ("4字", "2字", "7.3.5", Strength.SHOULD)
    assert told["页码位置"] == ("单页码居右、双页码居左", "居中", "7.5", Strength.MUST)
    assert told["页码两边的一字线"] == ("有", "没有", "7.5", Strength.MUST)
    assert told["小标宋体所用字体"] == ("方正小标宋简体", "华文中宋", "7.2.4", Strength.SHOULD)
    assert told["仿宋体所用字体"] == ("仿宋_GB2312", "仿宋", "", Strength.PRACTICE)
    assert told["标题字体"] == ("小标宋体", "黑体", "7.3.1", Strength.SHOULD)
    assert told["标题字号"] == ("二号（22磅）", "20磅", "7.3.1", Strength.SHOULD)
    assert told["二级标题字重"] == ("不加粗", "加粗", "7.3.3", Strength.SHOULD)
    assert told["主送机关对齐"] == ("居左", "两端对齐", "7.3.2", Strength.MUST)
    assert told["表格字号"][1] == "四号（14磅）、小四（12磅）、五号（10.5磅）"


def test_deviations_are_the_changes_of_what_the_standard_fixes() -> None:
    assert {change.basis.strength for change in OFFICE.deviations()} == {Strength.MUST}
    assert set(OFFICE.deviations()) == {change for change in OFFICE.changes() if change.basis.strength is Strength.MUST}
    assert str(OFFICE.deviations()[0]) == "天头（上白边）：本单位用35毫米，标准为37毫米（GB/T 9704—2012 5.2.1）"


def test_what_lies_within_the_standard_s_tolerance_is_a_change_but_no_deviation() -> None:
    house = House(margin_top=36.5, page_number_gap=7.5)
    assert [change.name for change in house.changes()] == ["天头（上白边）", "页码到版心的距离"]
    assert house.deviations() == ()


@pytest.mark.parametrize(
    ("font", "name", "strength"),
    [
        (Font.KAI, "楷体", Strength.PRACTICE),  # another name of the same typeface
        (Font.KAI, "某某楷体", Strength.SHOULD),  # we do not know it
        (Font.KAI, "宋体", Strength.MUST),  # another typeface: 签发人姓名 is in 楷体
        (Font.HEI, "宋体", Strength.MUST),  # 附件顺序号 is in 黑体
        (Font.XIAO_BIAO_SONG, "黑体", Strength.SHOULD),
    ],
)
def test_a_typeface_under_another_name_weighs_what_its_firmest_use_does(font: Font, name: str, strength: Strength) -> None:
    (change,) = House(fonts=((font, name),)).changes()
    assert change.basis.strength is strength


# What no page can be set with -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"margin_left": 60, "text_width": 150}, "右白边：只剩0毫米"),
        ({"margin_top": 100}, "下白边：只剩-28毫米"),
        ({"margin_top": 2}, "天头（上白边）：不能是2毫米。请改成5毫米到120毫米之间的数"),
        ({"line_pitch": 15}, "行距：15磅容不下三号（16磅）字"),
        ({"lines_per_page": 45}, "每面行数：225毫米高的版心排不下45行"),
        ({"lines_per_page": 25, "line_pitch": 30}, "每面行数：行距30磅时每面是21行"),
        ({"chars_per_line": 40}, "每行字数：156毫米宽的版心一行不宜排40个三号（16磅）字"),
        ({"title_pitch": 18}, "标题行距：18磅容不下二号（22磅）的标题"),
        ({"page_number_gap": 34}, "页码到版心的距离：页码落到了纸外"),
        ({"faces": ((Role.BODY, Face(size=4)),)}, "正文：字号不能是4磅"),
        ({"faces": ((Role.TITLE, Face(size=22.3)),)}, "标题：字号不能是22.3磅"),
        ({"faces": ((Role.OTHER, Face(size=16)),)}, "标准里没有这个要素"),
        ({"table_sizes": (9, 10.5, 12)}, "表格字号：要写三个字号，从大到小"),
        ({"fonts": ((Font.KAI, "<楷体>"),)}, "楷体所用字体：“<楷体>”不能作字体名"),
        ({"latin_font": ""}, "西文和数字所用字体：“”不能作字体名"),
        ({"red": "红"}, "红色：“红”不能作颜色"),
        ({"mark_top": ((Format.PLAIN, 30),)}, "plain格式发文机关标志上边缘"),
        ({"mark_top": ((Format.DOCUMENT, 300),)}, "文件格式发文机关标志上边缘：不能是300毫米"),
    ],
)
def test_values_that_no_page_can_be_set_with_are_refused_in_a_sentence(values: dict[str, Any], told: str) -> None:
    with pytest.raises(UserError) as caught:
        House(**values)
    assert told in str(caught.value)
    assert str(caught.value).endswith("。")


def test_all_impossible_values_are_told_at_once() -> None:
    with pytest.raises(ManyErrors) as caught:
        House(margin_top=2, red="red", first_line_indent=30)
    assert [error.where for error in caught.value.errors] == ["天头（上白边）", "首行空字", "红色"]


def test_equal_houses_are_one_key_also_after_a_journey_between_processes() -> None:
    same = replace(OFFICE, margin_top=37, text_height=225)
    other = pickle.loads(pickle.dumps(OFFICE))
    assert same != OFFICE == other
    assert {OFFICE: 1}[other] == 1
    assert other.changes() == OFFICE.changes()


# What it makes of the page --------------------------------------------------------------------------------------------------------------


def test_the_page_has_the_house_s_margins_and_lines() -> None:
    section = tree_of(OFFICE).find(f"{W}body/{W}sectPr")
    margins = {side: section.find(f"{W}pgMar").get(W + side) for side in ("top", "bottom", "left", "right")}
    assert margins == {"top": "1984", "bottom": "1984", "left": "1588", "right": "1474"}
    assert section.find(f"{W}docGrid").get(f"{W}linePitch") == "560"
    assert section.find(f"{W}docGrid").get(f"{W}type") is None  # LibreOffice would move 发文机关标志 to a line of it


@pytest.mark.parametrize(
    ("name", "path", "attribute", "value"),
    [
        ("公文标题", "w:rPr/w:rFonts", "eastAsia", "黑体"),
        ("公文标题", "w:rPr/w:rFonts", "ascii", "仿宋"),
        ("公文标题", "w:rPr/w:sz", "val", "40"),
        ("公文标题", "w:pPr/w:spacing", "line", "600"),
        ("公文标题", "w:pPr/w:spacing", "before", "560"),
        ("公文标题", "w:pPr/w:spacing", "after", "0"),
        ("发文机关标志", "w:rPr/w:rFonts", "eastAsia", "华文中宋"),
        ("发文机关标志", "w:rPr/w:color", "val", "C00000"),
        ("主送机关", "w:pPr/w:jc", "val", "both"),
        ("公文正文", "w:pPr/w:spacing", "line", "560"),
        ("公文正文", "w:pPr/w:ind", "firstLineChars", "0"),
        ("公文正文", "w:rPr/w:rFonts", "eastAsia", "仿宋"),
        ("成文日期", "w:pPr/w:ind", "rightChars", "200"),
        ("页脚页码", "w:rPr/w:sz", "val", "24"),
        ("页脚页码", "w:rPr/w:rFonts", "ascii", "仿宋"),
        ("表格文字", "w:rPr/w:sz", "val", "28"),
    ],
)
def test_a_style_carries_the_house_s_value(name: str, path: str, attribute: str, value: str) -> None:
    assert get(style(whole(), name, OFFICE), path, attribute) == value


def test_bold_is_in_the_style_of_the_element_and_of_the_heading_that_runs_on() -> None:
    names = ("公文标题", "二级标题", "二级标题 字符", "公文正文")
    found = {name: style(whole(), name, OFFICE).find("w:rPr/w:b", NS) is not None for name in names}
    assert found == {"公文标题": True, "二级标题": True, "二级标题 字符": True, "公文正文": False}


def test_the_page_number_stands_in_the_middle_without_dashes() -> None:
    for part in ("word/footer1.xml", "word/footer2.xml"):
        footer = tree_of(OFFICE, part)
        assert footer.find(f".//{W}jc").get(f"{W}val") == "center"
        assert [item.text for item in footer.iter(f"{W}t")] == ["1"]


def test_marks_and_the_names_of_signers_are_in_the_house_s_fonts() -> None:
    document = Document(
        (p("云川市民政局文件", Role.ISSUER_MARK), p("签发人：张三", Role.SIGNER), p("要“落实”。"), p("完。")), format=Format.DOCUMENT
    )
    fonts = {
        item.get(f"{W}eastAsia")
        for item in tree(document, house=replace(OFFICE, fonts=((Font.KAI, "华文楷体"), *OFFICE.fonts))).iter(f"{W}rFonts")
    }
    assert fonts == {"华文楷体", "仿宋"}
    listed = [item.get(f"{W}name") for item in tree(document, "word/fontTable.xml", SONG_FOR_KAI).iter(f"{W}font")]
    assert sorted(listed) == sorted({*listed}), "a font twice"


def test_a_body_of_another_size_has_lines_of_the_characters_asked_for() -> None:
    house = House(faces=((Role.BODY, Face(size=14)),), chars_per_line=31, lines_per_page=26)
    normal = style(whole(), "Normal", house)
    # 156 mm are 8844 twips: 31 characters of 285 fit, of 14 points (280) and 5 more; 12 756 twips have 26 lines of 490.
    assert (get(normal, "w:rPr/w:spacing", "val"), get(normal, "w:pPr/w:spacing", "line")) == ("5", "490")


def test_tables_take_the_house_s_sizes_and_width() -> None:
    cells = [p(text, cell=Cell(0, row, 0)) for row, text in enumerate(("单位", "甲县"))]
    table = tree(whole(*cells), house=House(margin_left=30, text_width=150, table_sizes=(14, 12, 9))).find(f".//{W}tbl")
    assert sum(int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid")) == 8504
    assert not list(table.iter(f"{W}sz"))  # as the style has it


def test_the_sealing_of_the_house_is_for_those_who_make_documents_and_changes_no_layout() -> None:
    assert lay_out(whole(), House(sealing=Sealing.UNSEALED)) == lay_out(whole())


def tree_of(house: House, name: str = "word/document.xml") -> Any:
    return tree(whole(), name, house)


# Rendered -------------------------------------------------------------------------------------------------------------------------------

FULL = "测" * (28 * 22 * 2)
HOUSES = {
    "standard": (STANDARD, 22, 28),
    "pitch": (House(line_pitch=28), 22, 28),
    "wide": (House(line_pitch=30), 21, 28),
    "margins": (House(margin_top=35, text_height=227), 22, 28),
    "name": (House(fonts=((Font.XIAO_BIAO_SONG, "华文中宋"), (Font.FANG_SONG, "仿宋"))), 22, 28),
    "number": (House(page_number=PageNumber.CENTER, page_number_dashes=False), 22, 28),
    "fuller": (House(margin_top=30, margin_left=30, text_width=150, text_height=237, lines_per_page=24, chars_per_line=27), 24, 27),
}


@pytest.fixture(scope="module")
def pages(libreoffice: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[Page]]]:
    document = Document(
        (p("云川市财政局文件", Role.ISSUER_MARK), p("云财〔2026〕1号", Role.DOCUMENT_NUMBER), p(FULL)), format=Format.DOCUMENT
    )
    files = {name: lay_out(document, house) for name, (house, _, _) in HOUSES.items()}
    with rendered_pages(libreoffice, tmp_path_factory.mktemp("houses"), files) as found:
        yield found


@pytest.mark.rendering
@pytest.mark.parametrize("name", HOUSES)
def test_a_rendered_page_is_full_of_the_house_s_lines_of_the_house_s_characters(pages: dict[str, list[Page]], name: str) -> None:
    house, lines, chars = HOUSES[name]
    rows = [row for row in pages[name][1].rows if "测" in row.text]
    assert [len(row.text) for row in rows] == [chars] * lines
    assert rows[0].x0 / MM == pytest.approx(house.margin_left, abs=0.3)
    pitches = [below.bottom - above.bottom for above, below in pairwise(rows)]
    assert max(pitches) == pytest.approx(house.line / 20, abs=0.3)
    assert min(pitches) == pytest.approx(house.line / 20, abs=0.3)


@pytest.mark.rendering
@pytest.mark.parametrize("name", HOUSES)
def test_the_mark_the_number_and_the_red_line_keep_their_places_whatever_the_lines_are(pages: dict[str, list[Page]], name: str) -> None:
    house, page, usual = HOUSES[name][0], pages[name][0], pages["standard"][0]
    moved = house.margin_top - 37
    assert page.row("云川").bottom / MM - moved == pytest.approx(usual.row("云川").bottom / MM, abs=0.3)
    red = page.strokes[0]["top"] / MM - page.row("云财").bottom / MM
    assert red == pytest.approx(usual.strokes[0]["top"] / MM - usual.row("云财").bottom / MM, abs=0.3)


@pytest.mark.rendering
def test_the_page_number_is_in_the_middle_and_as_far_below_the_text_as_the_dash_is(pages: dict[str, list[Page]]) -> None:
    row, usual = pages["number"][0].rows[-1], pages["standard"][0].rows[-1]
    assert (row.text, re.sub(r"\s", "", usual.text)) == ("1", "—1—")
    assert (row.x0 + row.x1) / 2 / MM == pytest.approx(28 + 156 / 2, abs=0.5)
    assert row.bottom == pytest.approx(usual.bottom, abs=0.5)
