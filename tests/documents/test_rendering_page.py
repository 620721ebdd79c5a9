"""The page as it comes out of LibreOffice: margins, lines and characters, page numbers; GB/T 9704—2012, typed by hand."""

from __future__ import annotations

import re

import pytest

from drafting.documents.model import Document, Format
from drafting.documents.typesetting.pagination import LIBREOFFICE, line_count
from tests.documents.laying import p
from tests.documents.pages import CHAR, MM, PAGE_HEIGHT, PAGE_WIDTH, ink_of
from tests.documents.papers import FILLER, Pages, rendering, usual

pytestmark = pytest.mark.rendering

ESTIMATED = [
    beginning + ending
    for beginning in (
        "各地要坚持“因地制宜、分类指导”，紧盯重点群体，统筹推进",
        "《云川市农村人居环境整治提升三年行动方案（2024—2026年）》已经市政府同意，",
        "截至2026年4月30日，累计完成投资1234.56万元，占年度计划的95.5%，",
    )
    for ending in (
        "现印发给你们，请认真组织实施。",
        "2026年度12项民生实事，确保项目开工率达到100%、年度投资完成率不低于95.5%，群众满意度明显提高。",
        "切实做到“四个到位”：组织到位、责任到位、措施到位、督查到位。（联系人：张三；电话：0000-1234567；邮箱：ycs@example.com）",
        "一是压实责任；二是强化保障；三是严肃问责。" * 5,
    )
]


def documents() -> dict[str, Document]:
    return {
        "estimate": Document(tuple(p(text) for text in ESTIMATED), format=Format.PLAIN),
        "full": Document((p(FILLER * 2000),), format=Format.PLAIN),
        **usual("one", "two", "three", "head", "attachments", "recipients"),
    }


rendered = rendering(documents)


def test_a_full_page_has_22_lines_of_28_characters(rendered: Pages) -> None:
    second = rendered["full"][1]
    assert [len(row.text) for row in second.inside] == [28] * 22


def test_the_margins_are_37_28_26_and_35_millimetres(rendered: Pages) -> None:
    second = rendered["full"][1]
    first, last = second.inside[0], second.inside[-1]
    assert first.x0 / MM == pytest.approx(28, abs=1)
    assert PAGE_WIDTH - first.x1 / MM == pytest.approx(26, abs=1)
    # The first line's box begins, and the last one's ends, at the text block's edge: 579 twips a line, the baseline at 80 %.
    line = 579 / 20
    assert (first.bottom - 0.8 * line) / MM == pytest.approx(37, abs=1)
    assert PAGE_HEIGHT - (last.bottom + 0.2 * line) / MM == pytest.approx(35, abs=1)


def test_page_numbers_stand_7_millimetres_below_the_text_odd_on_the_right_even_on_the_left(rendered: Pages) -> None:
    for found in rendered["three"]:
        number = found.rows[-1]
        assert number.text == f"—{found.number}—"
        dash = next(char for char in number.chars if char["text"] == "—")
        _, top, _, _ = ink_of(found, dash)
        assert top - (PAGE_HEIGHT - 35) == pytest.approx(7, abs=1)
        assert number.chars[0]["size"] == pytest.approx(14)
        if found.number % 2:
            assert ((28 + 156) * MM - number.x1) / CHAR == pytest.approx(1, abs=0.3)
        else:
            assert (number.x0 - 28 * MM) / CHAR == pytest.approx(1, abs=0.3)


def test_nothing_but_a_mark_at_the_end_of_a_line_leaves_the_text_block(rendered: Pages) -> None:
    for name in ("one", "two", "three", "head", "attachments", "recipients"):
        for page in rendered[name]:
            for row in page.rows:
                chars = [char for char in row.chars if char["text"] not in "，。、；："]
                assert chars[0]["x0"] / MM >= 27.5, (name, row.text)
                assert chars[-1]["x1"] / MM <= 28 + 156 + 0.8, (name, row.text)


def test_the_estimate_of_lines_agrees_with_what_is_printed(rendered: Pages) -> None:
    printed = "\n".join(row.text for page in rendered["estimate"] for row in page.inside).split("\n")
    at = 0
    for text in ESTIMATED:
        taken, wanted = "", re.sub(r"\s", "", text)
        first = at
        while len(taken) < len(wanted):
            taken += printed[at]
            at += 1
        assert taken == wanted
        assert line_count(text, 442.2, 16, first=32)[LIBREOFFICE] == at - first, text
