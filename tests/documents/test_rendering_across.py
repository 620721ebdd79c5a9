"""Pages across, with wide tables, as they come out of LibreOffice among upright ones: GB/T 9704—2012 in millimetres."""

from __future__ import annotations

import pytest

from drafting.documents.model import Document, Role
from tests.documents.laying import p
from tests.documents.pages import LINE, MM, PAGE_HEIGHT
from tests.documents.papers import TEXT, WIDE_HEAD, WIDE_ROW, Pages, attached, cells, lines, numbered, rendering, usual, wide_table

pytestmark = pytest.mark.rendering


def documents() -> dict[str, Document]:
    wide = wide_table()
    text = [p(TEXT)] * 12
    return {
        "across": attached(("工作方案", lines(1)), ("任务分工表", wide), ("工作要求", lines(2))),
        "across-last": attached(("工作方案", lines(1)), ("任务分工表", wide)),
        **usual("across-letter"),
        "across-within": attached(("任务分工表", [*text, p("表1　任务分工", Role.CAPTION), *wide[:80], *text])),
        "narrow": attached(("任务分工表", cells(numbered(5, WIDE_HEAD[:3], WIDE_ROW[:3])))),
    }


rendered = rendering(documents)


def test_an_attachment_with_a_wide_table_lies_across_and_its_neighbours_do_not(rendered: Pages) -> None:
    for name, across in (("across", [False, False, True, False]), ("across-last", [False, False, True, False])):
        turns = [page.is_landscape for page in rendered[name]]
        runs = [turn for n, turn in enumerate(turns) if n == 0 or turn != turns[n - 1]]
        assert runs == [False, True, False], name
        assert turns[:3] == across[:3]
        assert turns[-1] is False
        for page in rendered[name]:
            assert sorted((page.page.width / MM, page.page.height / MM)) == pytest.approx([210, 297], abs=0.5)


def test_its_label_stands_on_the_first_line_its_title_on_the_third_and_the_head_on_every_page(rendered: Pages) -> None:
    found = [page for page in rendered["across"] if page.is_landscape]
    label, title, *_ = (row for row in found[0].rows if row.x0 / MM > 35)
    assert (label.text, title.text) == ("附件2", "任务分工表")
    assert label.x0 / MM == pytest.approx(35, abs=0.5)
    assert (title.bottom - label.bottom) / LINE == pytest.approx(2, abs=0.25)
    assert (title.x0 + title.x1) / 2 / MM == pytest.approx(35 + 225 / 2, abs=1)
    assert all("重点任务" in page.text and "完成时限" in page.text for page in found)


def test_a_table_across_has_its_head_on_the_bound_side_within_the_turned_text_block(rendered: Pages) -> None:
    for page in (page for page in rendered["across"] if page.is_landscape):
        table = [row for row in page.rows if "0000-1234567" in row.text]
        set_upright = [char for row in table for char in row.chars if char["upright"]]  # the page number, turned, may stand beside a row
        assert min(char["x0"] for char in set_upright) / MM >= 35
        assert max(row.x1 for row in table) / MM <= 35 + 225
        assert min(row.bottom for row in page.rows if row.x0 / MM > 35) / MM >= 28
        assert max(row.bottom for row in table) / MM <= 28 + 156
        # Readable: no type below 五号, and the words of the tasks at least eight a line.
        assert min(char["size"] for row in table for char in row.chars) >= 10.5


def test_page_numbers_go_on_across_and_stand_where_the_other_pages_have_them(rendered: Pages) -> None:
    for page in rendered["across"]:
        if not page.is_landscape:
            assert page.rows[-1].text == f"—{page.number}—"
            continue
        number = [char for char in page.page.chars if char["x1"] / MM < 34 and char["text"].strip()]
        assert sorted(char["text"] for char in number) == sorted(f"—{page.number}—")
        assert max(char["x1"] for char in number) / MM == pytest.approx(35 - 7, abs=3.5)
        if page.number % 2:
            assert (210 - 26) - max(char["bottom"] for char in number) / MM == pytest.approx(5.6, abs=1)
        else:
            assert min(char["top"] for char in number) / MM - 28 == pytest.approx(5.6, abs=1)


@pytest.mark.parametrize("name", ["across", "across-last", "across-letter"])
def test_the_record_stands_upright_at_the_bottom_of_the_last_page_behind_pages_across(rendered: Pages, name: str) -> None:
    last = rendered[name][-1]
    assert not last.is_landscape
    copies = last.row("抄送：")
    assert copies.bottom / MM == pytest.approx(PAGE_HEIGHT - 35, abs=4)
    assert not any(page.has("抄送：") for page in rendered[name][:-1])


def test_only_the_table_of_an_attachment_with_much_text_lies_across_with_its_caption(rendered: Pages) -> None:
    found = rendered["across-within"]
    turns = [page.is_landscape for page in found]
    assert True in turns
    across = found[turns.index(True)]
    assert across.has("表1任务分工")
    assert not any(page.has("表1") for page in found if not page.is_landscape)
    assert [turn for n, turn in enumerate(turns) if n == 0 or turn != turns[n - 1]] == [False, True, False]
    assert found[-1].has("各地要坚持因地制宜")


def test_an_attachment_with_a_narrow_table_stays_upright(rendered: Pages) -> None:
    assert not any(page.is_landscape for page in rendered["narrow"])
