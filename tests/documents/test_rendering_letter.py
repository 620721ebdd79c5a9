"""信函 as they come out of LibreOffice: GB/T 9704—2012 in millimetres, typed by hand."""

from __future__ import annotations

import re

import pytest

from drafting.documents.model import Document, Format, Role
from tests.documents.laying import p
from tests.documents.pages import LINE, MM, PAGE_HEIGHT, bands, ink, ink_of
from tests.documents.papers import MARGINAL, Pages, letter, lines, rendering, usual

pytestmark = pytest.mark.rendering

LETTERS = ("letter", "letter-marginal", "letter-long", "letter-joint", "across-letter")


def documents() -> dict[str, Document]:
    return {
        "letter": letter(lines(3)),
        "letter-marginal": letter(lines(30), *MARGINAL),
        "letter-long": letter(lines(60)),
        "letter-joint": Document((p("云川市财政局", Role.ISSUER_MARK), *letter(lines(2)).paragraphs), format=Format.LETTER),
        **usual("across-letter"),
    }


rendered = rendering(documents)


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_s_mark_begins_30_millimetres_below_the_paper_s_edge_in_the_middle(rendered: Pages, name: str) -> None:
    left, top, right, _ = ink(rendered[name][0], red=True, bottom=48)
    assert top == pytest.approx(30, abs=0.5)
    assert (left + right) / 2 == pytest.approx(105, abs=1)


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_has_a_double_line_of_170_millimetres_4_below_its_mark_and_one_20_above_the_paper_s_edge(
    rendered: Pages, name: str
) -> None:
    *_, mark, thick, thin, thin_below, thick_below = bands(rendered[name][0], red=True)
    assert thick[0] - mark[1] == pytest.approx(4, abs=0.5)
    assert thick_below[1] == pytest.approx(PAGE_HEIGHT - 20, abs=0.3)
    for line in (thick, thin, thin_below, thick_below):
        assert (line[2], line[3]) == pytest.approx((20, 190), abs=0.2)
    # 上粗下细 above, 上细下粗 below.
    assert thick[1] - thick[0] == pytest.approx(0.8, abs=0.15)
    assert thin[1] - thin[0] == pytest.approx(0.25, abs=0.15)
    assert thin_below[1] - thin_below[0] == pytest.approx(0.25, abs=0.15)
    assert thick_below[1] - thick_below[0] == pytest.approx(0.8, abs=0.15)
    assert 0 < thin[0] - thick[1] < 1
    assert 0 < thick_below[0] - thin_below[1] < 1


def test_the_double_lines_stand_on_the_first_page_only(rendered: Pages) -> None:
    for name in ("letter-marginal", "letter-long", "across-letter"):
        assert len(rendered[name]) > 1
        assert not any(bands(page, red=True) for page in rendered[name][1:])


@pytest.mark.parametrize("name", ["letter", "letter-marginal", "across-letter"])
def test_a_letter_s_number_ends_at_the_right_edge_seven_eighths_of_a_character_below_the_line(rendered: Pages, name: str) -> None:
    first = rendered[name][0]
    line = bands(first, red=True)[-3][1]
    number = next(row for row in first.rows if row.text.endswith("云政办函〔2026〕15号"))
    assert number.x1 / MM == pytest.approx(28 + 156, abs=0.5)
    _, top, _, _ = ink_of(first, next(char for char in number.chars if char["text"] == "政"))
    assert top - line == pytest.approx(7 / 8 * 16 / MM, abs=0.5)


def test_the_marginal_elements_of_a_letter_stand_on_the_left_one_below_the_other(rendered: Pages) -> None:
    first = rendered["letter-marginal"][0]
    copy, secrecy, urgency = (first.row(text) for text in ("000012", "机密★1年", "特急"))
    assert "云政办函〔2026〕15号" in copy.text
    assert [row.x0 / MM for row in (copy, secrecy, urgency)] == pytest.approx([28] * 3, abs=0.5)
    assert [secrecy.bottom - copy.bottom, urgency.bottom - secrecy.bottom] == pytest.approx([LINE] * 2, abs=1)


@pytest.mark.parametrize(("name", "above"), [("letter", "云政办函"), ("letter-marginal", "特急")])
def test_a_letter_s_title_stands_two_lines_below_the_last_element_above_it(rendered: Pages, name: str, above: str) -> None:
    first = rendered[name][0]
    title = next(row for row in first.rows if row.chars[0]["size"] == pytest.approx(22))
    # Its line is 33 pt high, with the baseline at 80 %.
    assert title.bottom - first.row(above).bottom == pytest.approx(2 * LINE + 0.2 * LINE + 0.8 * 33, abs=2)


def test_the_first_page_of_a_letter_has_no_number_and_the_others_have_theirs(rendered: Pages) -> None:
    for found in (rendered["letter-long"], rendered["letter-marginal"]):
        assert not re.search("—[0-9]+—", found[0].text)
        assert [page.rows[-1].text for page in found[1:]] == [f"—{page.number}—" for page in found[1:]]


def test_the_text_of_a_letter_s_first_page_keeps_clear_of_the_line_at_its_foot(rendered: Pages) -> None:
    for name in ("letter-marginal", "letter-long"):
        first = rendered[name][0]
        _, _, _, bottom = ink(first, red=False)
        assert bottom <= PAGE_HEIGHT - 35
        assert bands(first, red=True)[-2][0] - bottom >= 7 / 8 * 16 / MM


def test_a_letter_s_record_has_no_lines_and_ends_with_the_text_block_of_the_last_page(rendered: Pages) -> None:
    for name in ("letter", "letter-long"):
        last = rendered[name][-1]
        copies = last.row("抄送：")
        assert (copies.x0 - 28 * MM) / 14 == pytest.approx(1, abs=0.1)
        assert (PAGE_HEIGHT - 35) - copies.bottom / MM == pytest.approx(0.2 * LINE / MM, abs=0.7)
        _, top, _, _ = ink(last, red=False, top=copies.bottom / MM - 5, bottom=copies.bottom / MM + 3)
        assert top > copies.bottom / MM - 4.8  # no stroke above the text


def test_joint_issuers_of_a_letter_use_the_mark_of_the_first(rendered: Pages) -> None:
    # Its other issuer is named in title and signature.
    assert rendered["letter-joint"][0].rows[0].text == "云川市财政局"
    assert rendered["letter-joint"][0].rows[1].text == "云政办函〔2026〕15号"
