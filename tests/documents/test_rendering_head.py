"""What stands above the text as it comes out of LibreOffice: mark, number, red line, signers, title, recipients; GB/T 9704—2012."""

from __future__ import annotations

import pytest

from drafting.documents.model import Document, Format, Role
from tests.documents.laying import p
from tests.documents.pages import CHAR, MM, ink
from tests.documents.papers import Pages, lines, notice_of_three, rendering, upward, usual

pytestmark = pytest.mark.rendering


def documents() -> dict[str, Document]:
    return {
        **usual("one", "head", "unsealed", "recipients"),
        "minutes": Document(
            (p("云川市人民政府常务会议纪要", Role.ISSUER_MARK), p("〔2026〕5号", Role.DOCUMENT_NUMBER), *lines(3)), format=Format.MINUTES
        ),
        "joint": notice_of_three(*lines(2)),
        "upward": upward(*lines(2)),
    }


rendered = rendering(documents)


@pytest.mark.parametrize("name", ["one", "head", "minutes", "joint"])
def test_the_mark_is_red_and_begins_35_millimetres_below_the_text_block_s_top(rendered: Pages, name: str) -> None:
    left, top, right, _ = ink(rendered[name][0], red=True)
    assert top - 37 == pytest.approx(35, abs=1)
    assert (left + right) / 2 == pytest.approx(28 + 156 / 2, abs=1)


def test_the_number_stands_two_blank_lines_below_the_mark_in_the_middle(rendered: Pages) -> None:
    first = rendered["one"][0]
    number = first.row("云政办发")
    assert ((number.x0 + number.x1) / 2) / MM == pytest.approx(28 + 78, abs=1)
    _, _, _, mark_bottom = ink(first, red=True, bottom=number.bottom / MM - 10)
    _, top, _, _ = ink(first, red=False, top=mark_bottom + 1, bottom=number.bottom / MM + 2)
    assert (top - mark_bottom) / (579 / 20 / MM) == pytest.approx(2 + 0.45, abs=0.25)


@pytest.mark.parametrize("name", ["one", "head", "upward", "minutes", "joint"])
def test_the_red_line_is_as_wide_as_the_text_4_millimetres_below_the_number(rendered: Pages, name: str) -> None:
    first = rendered[name][0]
    number = next(row for row in first.rows if "〔2026〕" in row.text)
    below = number.bottom / MM
    left, top, right, bottom = ink(first, red=True, top=below + 1.5)
    assert left == pytest.approx(28, abs=0.5)
    assert right - left == pytest.approx(156, abs=0.5)
    assert 0.3 <= bottom - top <= 0.7
    _, _, _, number_bottom = ink(first, red=False, top=below - 4, bottom=below + 2)
    assert top - number_bottom == pytest.approx(4, abs=0.5)


def test_signers_stand_on_the_right_two_a_line_and_the_number_on_the_left_of_the_last(rendered: Pages) -> None:
    first = rendered["upward"][0]
    upper, lower = first.row("签发人：张三一李四光"), first.row("云民〔2026〕3号王五")
    assert (lower.x0 - 28 * MM) / CHAR == pytest.approx(1, abs=0.2)
    assert ((28 + 156) * MM - upper.x1) / CHAR == pytest.approx(1, abs=0.4)
    first_name = next(char for char in upper.chars if char["text"] == "张")
    below = next(char for char in lower.chars if char["text"] == "王")
    assert below["x0"] == pytest.approx(first_name["x0"], abs=0.5)


def test_the_title_stands_two_lines_below_the_red_line_and_the_recipients_one_below_it(rendered: Pages) -> None:
    first = rendered["unsealed"][0]
    title = [row for row in first.rows if row.chars[0]["size"] == pytest.approx(22)]
    assert [row.text for row in title] == ["云川市人民政府办公室", "关于做好防汛工作的通知"]
    assert all((row.x0 + row.x1) / 2 / MM == pytest.approx(28 + 78, abs=1) for row in title)
    red = ink(first, red=True, top=first.row("云政办发").bottom / MM + 1.5)[3]
    # Two blank lines and the title's own, whose baseline lies at 80 % of its 33 pt.
    assert (title[0].bottom / MM - red) * MM == pytest.approx(2 * 28.95 + 0.8 * 33, abs=3)
    recipients = first.row("各县（市、区）")
    assert (recipients.bottom - title[-1].bottom) / (579 / 20) == pytest.approx(2.1, abs=0.2)
    assert recipients.x0 / MM == pytest.approx(28, abs=0.5)


def test_recipients_that_would_fill_the_first_page_move_to_the_record(rendered: Pages) -> None:
    found = rendered["recipients"]
    assert found[0].has("第1项工作")
    assert not found[0].has("云川市第1区") or found[0].row("主送：")
    assert any("主送：云川市第1区人民政府" in page.text for page in found)
