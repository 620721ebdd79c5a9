"""Joint issue as it comes out of LibreOffice: mark, signers, names and seals of several issuers; GB/T 9704—2012."""

from __future__ import annotations

import pytest

from drafting.documents.model import Document, Role, Sealing
from tests.documents.laying import p
from tests.documents.pages import CHAR, LINE, MM, bands, ink
from tests.documents.papers import NAMES, Pages, joint, lines, rendering, signed

pytestmark = pytest.mark.rendering


def of_offices(count: int, sealing: Sealing = Sealing.SEALED, signers: int = 0) -> Document:
    """A document of the first ``count`` of ``NAMES``, whose title names them all if they are few."""
    named = "" if count < 5 else f"{NAMES[0]}等{count}部门"
    return joint(NAMES[:count], lines(6), named=named, signers=("张三一", "李四", "王五光", "赵六六")[:signers], sealing=sealing)


def of_bureaus(count: int) -> Document:
    """A document of ``count`` joint issuers, all of them in the mark, the title and 署名, with little text."""
    return joint(
        [f"云川市{number}管理局" for number in ("第一", "第二", "第三", "第四", "第五", "第六", "第七", "第八", "第九", "第十")[:count]],
        lines(2),
        number="云管发〔2026〕15号",
        about="关于做好2026年重大项目建设用地和资金保障工作的通知",
        record=(p("云川市第一管理局　2026年5月8日印发", Role.PRINTER),),
    )


def documents() -> dict[str, Document]:
    return {
        **{f"joint-{count}": of_offices(count) for count in (2, 3, 4, 6, 10)},
        **{f"joint-{count}-unsealed": of_offices(count, Sealing.UNSEALED) for count in (2, 4)},
        **{f"joint-{count}-upward": of_offices(count, signers=count) for count in (2, 3)},
        **{f"bureaus-{count}": of_bureaus(count) for count in (5, 10)},
    }


rendered = rendering(documents)


@pytest.mark.parametrize("count", [2, 3, 4, 6, 10])
def test_a_joint_mark_begins_35_millimetres_below_the_text_block_s_top_within_the_red_line(rendered: Pages, count: int) -> None:
    first = rendered[f"joint-{count}"][0]
    *mark, line = bands(first, red=True)
    assert mark[0][0] - 37 == pytest.approx(35, abs=1)
    assert (line[2], line[3]) == pytest.approx((28, 184), abs=0.5)
    assert min(band[2] for band in mark) >= 28
    assert max(band[3] for band in mark) <= 184


@pytest.mark.parametrize("count", [2, 3, 4, 6])
def test_joint_names_are_equally_wide_and_documents_stands_beside_their_middle(rendered: Pages, count: int) -> None:
    first = rendered[f"joint-{count}"][0]
    red = [char for char in first.page.chars if char["size"] > 24]
    size = red[0]["size"]
    assert size >= 26
    words = [char for char in red if char["text"] in "文件"]
    names = [char for char in red if char["text"] not in "文件"]
    rows = sorted({round(char["bottom"]) for char in names})
    assert len(rows) == count
    edges = [[char for char in names if round(char["bottom"]) == row] for row in rows]
    assert max(min(c["x0"] for c in row) for row in edges) - min(min(c["x0"] for c in row) for row in edges) < size / 4
    assert max(max(c["x1"] for c in row) for row in edges) - min(max(c["x1"] for c in row) for row in edges) < size / 4
    assert words[0]["bottom"] == pytest.approx((rows[0] + rows[-1]) / 2, abs=size / 6)
    assert min(char["x0"] for char in words) > max(char["x1"] for char in names)


def test_a_mark_of_too_many_names_to_be_read_is_that_of_the_first(rendered: Pages) -> None:
    first = rendered["joint-10"][0]
    assert first.rows[0].text == "云川市教育局文件"
    assert first.rows[0].chars[0]["size"] >= 40
    signatures = "".join(row.text for page in rendered["joint-10"] for row in page.inside)
    assert all(name in signatures for name in NAMES)


@pytest.mark.parametrize("count", [2, 3, 4, 6, 10])
def test_joint_seals_of_42_millimetres_fit_into_the_text_block_and_do_not_touch(rendered: Pages, count: int) -> None:
    centres: list[tuple[int, float, float]] = []
    for page in rendered[f"joint-{count}"]:
        for row in page.inside:
            if any(char["size"] != pytest.approx(16) for char in row.chars):
                continue
            rest, at = row.text, 0
            while match := next((name for name in NAMES[:count] if rest.startswith(name)), None):
                chars = row.chars[at : at + len(match)]
                centres.append((page.number, (chars[0]["x0"] + chars[-1]["x1"]) / 2 / MM, row.bottom / MM))
                rest, at = rest[len(match) :], at + len(match)
    assert len(centres) == count
    for n, (page, across, down) in enumerate(centres):
        assert 28 + 21 - 0.3 <= across <= 28 + 156 - 21 + 0.3
        for other, x, y in centres[:n]:
            assert page != other or ((across - x) ** 2 + (down - y) ** 2) ** 0.5 > 42
    page = signed(rendered[f"joint-{count}"])
    date = page.row("2026年5月8日")
    natural = sum(char["x1"] - char["x0"] - 0.25 for char in date.chars)  # LibreOffice spaces out Chinese and digits, Word does not
    assert centres[-1][1] == pytest.approx((date.x1 - natural / 2) / MM, abs=1)


@pytest.mark.parametrize("count", [2, 4])
def test_unsealed_joint_names_stand_one_below_the_other_the_first_issuer_first(rendered: Pages, count: int) -> None:
    page = signed(rendered[f"joint-{count}-unsealed"])
    at = page.rows.index(page.row("2026年5月8日"))
    names = page.rows[at - count : at]
    assert [row.text for row in names] == list(NAMES[:count])
    assert [row.x0 for row in names] == pytest.approx([names[0].x0] * count, abs=3)
    assert ((28 + 156) * MM - max(row.x1 for row in names)) / CHAR == pytest.approx(2, abs=0.4)


@pytest.mark.parametrize("count", [2, 3])
def test_signers_of_a_joint_document_stand_two_a_line_with_the_number_on_the_last(rendered: Pages, count: int) -> None:
    first = rendered[f"joint-{count}-upward"][0]
    upper = next(row for row in first.rows if "签发人" in row.text)
    assert upper.text.endswith("签发人：张三一李四")
    number = first.row("云教发〔2026〕15号")
    assert (number.x0 - 28 * MM) / CHAR == pytest.approx(1, abs=0.2)
    if count == 3:
        assert number.text.endswith("王五光")
        assert (number.bottom - upper.bottom) / LINE == pytest.approx(1, abs=0.05)
        first_name = next(char for char in upper.chars if char["text"] == "张")
        assert next(char for char in number.chars if char["text"] == "王")["x0"] == pytest.approx(first_name["x0"], abs=0.5)
    else:
        assert number is upper


@pytest.mark.parametrize("count", [5, 10])
def test_many_joint_issuers_leave_room_for_the_title_and_the_text_on_the_first_page(rendered: Pages, count: int) -> None:
    first = rendered[f"bureaus-{count}"][0]
    assert first.rows[-2].text == "第1项工作已经安排。"
    assert any(row.text.endswith("工作的通知") for row in first.rows)
    left, top, right, _ = ink(first, red=True)
    assert top - 37 == pytest.approx(35, abs=1)
    assert left == pytest.approx(28, abs=0.5)  # nothing is wider than the red line
    assert right <= 28 + 156.5


def test_joint_seals_begin_on_a_page_with_text(rendered: Pages) -> None:
    page = rendered["bureaus-10"][1]
    assert page.rows[0].text == "第2项工作已经安排。"
    assert page.has("云川市第一管理局")
