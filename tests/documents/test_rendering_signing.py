"""署名 and 成文日期 as they come out of LibreOffice, sealed, unsealed and stamped: GB/T 9704—2012 in millimetres, typed by hand."""

from __future__ import annotations

import pytest

from drafting.documents.model import Document, Sealing
from tests.documents.pages import CHAR, MM, Row
from tests.documents.papers import Pages, lines, notice, rendering, usual

pytestmark = pytest.mark.rendering

LONG_NAME = "云川市推进粤港澳大湾区建设暨区域协调发展战略工作领导小组办公室"


def documents() -> dict[str, Document]:
    return {
        **usual("one", "unsealed"),
        "unsealed_short": notice(*lines(2), sealing=Sealing.UNSEALED, issuer="云川市"),
        "stamp": notice(*lines(2), sealing=Sealing.NAME_STAMP, issuer="市长　张三"),
        "sealed_long": notice(*lines(2), issuer="中共云川市委云川市人民政府农村工作领导小组办公室"),
        "long name": notice(*lines(1), issuer=LONG_NAME),
    }


rendered = rendering(documents)


def widened(row: Row) -> float:
    """Return by how many points LibreOffice spaced out the row between Chinese and digits, which Word does not: the file says not to."""
    natural: float = sum(char["x1"] - char["x0"] - 0.25 for char in row.chars)
    return row.x1 - row.x0 - natural


def right_of(row: Row, text: str) -> float:
    """Return the characters free on the right of ``text``, which ends the row."""
    assert row.text.endswith(text)
    return ((28 + 156) * MM - row.x1) / CHAR


def test_sealed_the_date_keeps_four_characters_and_the_name_is_centred_on_it(rendered: Pages) -> None:
    only = rendered["one"][0]
    name = [row for row in only.inside if row.text == "云川市人民政府办公室"][-1]
    date = only.row("2026年5月8日")
    assert right_of(date, "8日") == pytest.approx(4, abs=0.3)
    assert (name.x0 + name.x1) / 2 == pytest.approx((date.x0 + date.x1 + widened(date)) / 2, abs=3)


def test_a_sealed_name_longer_than_the_date_stays_in_the_text_block(rendered: Pages) -> None:
    only = rendered["sealed_long"][0]
    name, date = only.row("中共云川市委"), only.row("2026年5月8日")
    assert name.text.endswith("办公室")
    assert right_of(name, "办公室") == pytest.approx(0, abs=0.3)
    assert (name.x0 + name.x1) / 2 == pytest.approx((date.x0 + date.x1 + widened(date)) / 2, abs=3)


def test_unsealed_the_name_keeps_two_characters_and_the_date_begins_two_to_the_right_of_it(rendered: Pages) -> None:
    only = rendered["unsealed"][0]
    name = [row for row in only.inside if row.text == "云川市人民政府办公室"][-1]
    date = only.row("2026年5月8日")
    assert right_of(name, "办公室") == pytest.approx(2, abs=0.3)
    assert (date.x0 + widened(date) - name.x0) / CHAR == pytest.approx(2, abs=0.3)


def test_unsealed_a_date_longer_than_the_name_keeps_two_characters(rendered: Pages) -> None:
    only = rendered["unsealed_short"][0]
    name = next(row for row in only.inside if row.text == "云川市")
    date = only.row("2026年5月8日")
    assert right_of(date, "8日") == pytest.approx(2, abs=0.3)
    assert (date.x0 + widened(date) - name.x0) / CHAR == pytest.approx(2, abs=0.3)


def test_a_name_stamp_keeps_four_characters_and_so_does_the_date_a_blank_line_below(rendered: Pages) -> None:
    only = rendered["stamp"][0]
    name, date = only.row("市长张三"), only.row("2026年5月8日")
    assert right_of(name, "张三") == pytest.approx(4, abs=0.3)
    assert right_of(date, "8日") == pytest.approx(4, abs=0.3)
    assert (name.chars[2]["x0"] - name.chars[1]["x1"]) / CHAR == pytest.approx(2, abs=0.3)
    body = only.row("第2项")
    line = body.bottom - only.row("第1项").bottom  # closer than usual, so that 版记 shares the page
    assert (date.bottom - name.bottom) / line == pytest.approx(2, abs=0.1)
    assert (name.bottom - body.bottom) / line == pytest.approx(3, abs=0.1)


def test_a_name_longer_than_a_line_stands_on_two_even_lines_centred_on_the_date(rendered: Pages) -> None:
    page = next(page for page in rendered["long name"] if page.has("2026年5月8日"))
    date = page.row("2026年5月8日")
    at = page.rows.index(date)
    upper, lower = page.rows[at - 2 : at]
    assert upper.text + lower.text == LONG_NAME
    assert abs(len(upper.text) - len(lower.text)) <= 6
    assert (upper.x0 + upper.x1) / 2 == pytest.approx((lower.x0 + lower.x1) / 2, abs=2)
    assert (lower.x0 + lower.x1) / 2 == pytest.approx((date.x0 + date.x1) / 2, abs=6)
