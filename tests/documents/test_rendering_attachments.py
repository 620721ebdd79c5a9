"""Attachments, 附件说明 and tables as they come out of LibreOffice: GB/T 9704—2012 in millimetres, typed by hand."""

from __future__ import annotations

import pytest

from drafting.documents.model import Cell, Document, Format, PageSetup, Role
from tests.documents.laying import p
from tests.documents.pages import CHAR, MM
from tests.documents.papers import TEXT, Pages, cells, lines, notice, rendering, usual

pytestmark = pytest.mark.rendering

# The long number goes to the next line whole and leaves the first one to be stretched.
WRAPPED = "关于做好全市防汛抗旱工作的重点任务联系电话012345678901234分工方案"

TASK = (
    "1",
    "推进农村人居环境整治提升，完成户厕改造2.86万座",
    "云川市农业农村局，各县（区）人民政府",
    "张三一",
    "0000-1234567",
    "2026年6月30日",
    "",
)


def documents() -> dict[str, Document]:
    issued = (p("云川市防汛管理办法", Role.TITLE), p("第一章　总则"), p(TEXT))
    return {
        **usual("attachments"),
        "wrapped_notes": Document(
            (p("正文。"), *(p(f"{mark}{WRAPPED}", Role.ATTACHMENT_NOTE) for mark in ("附件：1.", "2.", "3. ", "10."))),
        ),
        "wrapped_note": Document((p("正文。"), p(f"附件：{WRAPPED}", Role.ATTACHMENT_NOTE))),
        "table_in_text": Document(
            (
                p("表前再前。"),
                p("表前一段。"),
                *(p("甲", cell=Cell(0, row, 0)) for row in range(3)),
                p("表后一段。"),
            ),
        ),
        "issued": notice(*lines(2), extra=issued),
        "wide": Document(
            (p("附件1", Role.ATTACHMENT_LABEL), p("云川市重点任务分工表", Role.ATTACHMENT_TITLE), *cells([TASK] * 14)),
            page=PageSetup(width=841.9, height=595.3),
            format=Format.PLAIN,
        ),
        "narrow": Document((p("云川市重点任务分工表", Role.TITLE), *cells([TASK] * 5)), format=Format.PLAIN),
    }


rendered = rendering(documents)


def test_every_attachment_begins_a_page_with_its_number_at_the_left_and_its_title_on_the_third_line(rendered: Pages) -> None:
    found = rendered["attachments"]
    for label, title in (("附件1", "重点任务分工方案"), ("附件2", "责任清单")):
        start = next(page for page in found if page.rows[0].text == label)
        assert start.rows[0].x0 / MM == pytest.approx(28, abs=0.5)
        assert start.rows[1].text == title
        assert (start.rows[1].x0 + start.rows[1].x1) / 2 / MM == pytest.approx(28 + 78, abs=1)
        assert (start.rows[1].bottom - start.rows[0].bottom) / (579 / 20) == pytest.approx(2, abs=0.25)
    assert found[-1].has("抄送：")


def test_the_lines_of_the_attachment_note_begin_below_the_first_character_of_the_name(rendered: Pages) -> None:
    first = next(page for page in rendered["attachments"] if page.has("附件：1."))
    note = first.row("附件：1.")
    wrapped = first.rows[first.rows.index(note) + 1]
    second = first.row("2.责任清单")
    assert (note.x0 - 28 * MM) / CHAR == pytest.approx(2, abs=0.1)
    name = next(char for char in note.chars if char["text"] == "重")
    assert wrapped.x0 == pytest.approx(name["x0"], abs=4)
    assert second.chars[2]["x0"] == pytest.approx(name["x0"], abs=4)
    assert second.x0 == pytest.approx(note.chars[3]["x0"], abs=1)


@pytest.mark.parametrize("item", ["附件：1.", "2.", "3. ", "10.", "附件："])
def test_a_wrapped_name_in_the_attachment_note_is_aligned_to_half_a_millimetre(rendered: Pages, item: str) -> None:
    page = rendered["wrapped_notes" if item != "附件：" else "wrapped_note"][0]
    note = page.row(item.replace(" ", ""))
    wrapped = page.rows[page.rows.index(note) + 1]
    name = next(char for char in note.chars if char["text"] == "关")
    assert wrapped.x0 / MM == pytest.approx(name["x0"] / MM, abs=0.5)


def test_what_is_issued_below_a_signature_begins_a_page(rendered: Pages) -> None:
    signed, following = rendered["issued"][:2]
    assert signed.has("2026年5月8日")
    assert following.rows[0].text == "云川市防汛管理办法"
    chapter = following.row("第一章")
    assert (chapter.x0 + chapter.x1) / 2 / MM == pytest.approx(28 + 78, abs=1)


def test_a_table_has_half_a_line_of_air_above_and_below(rendered: Pages) -> None:
    found = rendered["table_in_text"][0]
    edges = [stroke for stroke in found.strokes if stroke["height"] < 2]
    above, below = found.row("表前一段"), found.row("表后一段")
    usual = above.bottom - found.row("表前再前").bottom  # from one baseline to the next
    assert min(edge["top"] for edge in edges) - above.bottom > 0.5 * usual
    # A line of text has its baseline about two thirds of its height below its top.
    assert below.bottom - max(edge["top"] for edge in edges) > 1.0 * usual


def test_a_long_table_repeats_its_head_on_every_page(rendered: Pages) -> None:
    table_pages = [page for page in rendered["attachments"] if page.has("序号任务单位")]
    assert len(table_pages) >= 2


def test_a_wide_table_lies_across_the_page_with_its_head_bound_and_its_number_where_every_page_has_it(rendered: Pages) -> None:
    found = rendered["wide"]
    assert len(found) >= 2
    for page in found[:2]:
        assert (page.page.width / MM, page.page.height / MM) == pytest.approx((297, 210), abs=0.5)
        table = [row for row in page.rows if "0000-1234567" in row.text]
        assert min(row.x0 for row in table) / MM >= 35
        assert max(row.x1 for row in table) / MM <= 297 - 37
        # Turned so that the table's head is on the left: 7 mm below the text block, a character from its right or left edge.
        number = [char for char in page.page.chars if char["x1"] / MM < 34 and char["text"].strip()]
        assert sorted(char["text"] for char in number) == sorted(f"—{page.number}—")
        assert max(char["x1"] for char in number) / MM == pytest.approx(35 - 7, abs=3.5)
        if page.number % 2:
            assert (210 - 26) - max(char["bottom"] for char in number) / MM == pytest.approx(5.6, abs=1)
        else:
            assert min(char["top"] for char in number) / MM - 28 == pytest.approx(5.6, abs=1)


def test_no_telephone_number_and_no_date_is_broken_in_a_narrow_table(rendered: Pages) -> None:
    text = rendered["narrow"][0].text
    assert text.count("0000-1234567") == 5
    assert text.count("2026年6月30日") == 5
