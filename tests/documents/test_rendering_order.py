"""命令 as they come out of LibreOffice: GB/T 9704—2012 in millimetres, typed by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from drafting.documents.model import Document, Format, Paragraph, Role, Sealing
from tests.documents.laying import p
from tests.documents.pages import CHAR, LINE, MM, ink
from tests.documents.papers import Pages, rendering

pytestmark = pytest.mark.rendering

ISSUED = (p("云川市城市绿化管理办法", Role.TITLE), p("第一条　为了加强城市绿化，制定本办法。"))
ORDERS = ("order", "order-titled", "order-issuing", "order-joint")


def order(*body: Paragraph, mark: Sequence[str] = ("云川市人民政府令",), signers: Sequence[str] = ("市长　林致远",)) -> Document:
    return Document(
        (
            *(p(text, Role.ISSUER_MARK) for text in mark),
            p("第5号", Role.DOCUMENT_NUMBER),
            *body,
            *(p(text, Role.SIGNATURE) for text in signers),
            p("2026年5月8日", Role.DATE),
        ),
        format=Format.ORDER,
        sealing=Sealing.NAME_STAMP,
    )


def documents() -> dict[str, Document]:
    return {
        "order": order(p("《云川市城市绿化管理办法》已经通过，现予公布。")),
        "order-titled": order(p("关于实施森林防火封山的命令", Role.TITLE), p("现发布命令如下："), mark=("云川市人民政府命令",)),
        "order-issuing": Document((*order(p("现予公布。")).paragraphs, *ISSUED), format=Format.ORDER, sealing=Sealing.NAME_STAMP),
        "order-joint": order(
            p("现予公布。"),
            mark=("云川市公安局", "云川市自然资源和规划局令"),
            signers=("云川市公安局局长　林致远", "云川市自然资源和规划局局长　张三"),
        ),
    }


rendered = rendering(documents)


@pytest.mark.parametrize("name", ORDERS)
def test_an_order_s_mark_begins_20_millimetres_below_the_text_block_s_top_and_no_red_line_follows(rendered: Pages, name: str) -> None:
    first = rendered[name][0]
    left, top, right, bottom = ink(first, red=True)
    assert top - 37 == pytest.approx(20, abs=0.5)
    assert (left + right) / 2 == pytest.approx(28 + 78, abs=1)
    assert bottom < first.row("第5号").bottom / MM


@pytest.mark.parametrize("name", ORDERS)
def test_an_order_s_number_stands_two_lines_below_the_mark_in_the_middle(rendered: Pages, name: str) -> None:
    first = rendered[name][0]
    number = first.row("第5号")
    assert (number.x0 + number.x1) / 2 / MM == pytest.approx(28 + 78, abs=1)
    mark = ink(first, red=True)[3]
    _, top, _, _ = ink(first, red=False, top=mark + 1, bottom=number.bottom / MM + 2)
    assert (top - mark) / (LINE / MM) == pytest.approx(2 + 0.45, abs=0.25)


@pytest.mark.parametrize("name", ["order", "order-issuing", "order-joint"])
def test_an_order_s_text_stands_two_lines_below_its_number(rendered: Pages, name: str) -> None:
    first = rendered[name][0]
    at = first.rows.index(first.row("第5号"))
    assert (first.rows[at + 1].bottom - first.rows[at].bottom) / LINE == pytest.approx(3, abs=0.05)
    assert (first.rows[at + 1].x0 - 28 * MM) / CHAR == pytest.approx(2, abs=0.4)


def test_the_title_of_an_order_stands_between_number_and_text(rendered: Pages) -> None:
    first = rendered["order-titled"][0]
    title = first.row("关于实施森林防火封山的命令")
    assert (title.x0 + title.x1) / 2 / MM == pytest.approx(28 + 78, abs=1)
    assert first.row("第5号").bottom < title.bottom < first.row("现发布命令如下").bottom


@pytest.mark.parametrize("name", ["order", "order-titled", "order-issuing"])
def test_who_signs_an_order_stands_two_lines_below_the_text_the_date_a_line_below(rendered: Pages, name: str) -> None:
    first = rendered[name][0]
    signer, date = first.row("市长林致远"), first.row("2026年5月8日")
    text = first.rows[first.rows.index(signer) - 1]
    assert (signer.bottom - text.bottom) / LINE == pytest.approx(3, abs=0.1)
    assert (date.bottom - signer.bottom) / LINE == pytest.approx(2, abs=0.1)
    for row in (signer, date):
        assert ((28 + 156) * MM - row.x1) / CHAR == pytest.approx(4, abs=0.3)
    assert (signer.chars[2]["x0"] - signer.chars[1]["x1"]) / CHAR == pytest.approx(2, abs=0.3)


def test_the_stamps_of_joint_issuers_stand_one_below_the_other(rendered: Pages) -> None:
    first = rendered["order-joint"][0]
    upper, lower = first.row("云川市公安局局长"), first.row("云川市自然资源和规划局局长")
    assert (lower.bottom - upper.bottom) / LINE == pytest.approx(2, abs=0.1)
    offices = [max(char["x1"] for char in row.chars[: -len(name)]) for row, name in ((upper, "林致远"), (lower, "张三"))]
    assert offices[0] == pytest.approx(offices[1], abs=1)
    middles = [(row.chars[-len(name)]["x0"] + row.x1) / 2 for row, name in ((upper, "林致远"), (lower, "张三"))]
    assert middles[0] == pytest.approx(middles[1], abs=1)


def test_what_an_order_issues_begins_a_page_with_its_title(rendered: Pages) -> None:
    assert [page.rows[0].text for page in rendered["order-issuing"]] == ["云川市人民政府令", "云川市城市绿化管理办法"]
