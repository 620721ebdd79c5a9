"""The page as it comes out of LibreOffice, measured: GB/T 9704—2012 in millimetres, lines and characters, typed by hand."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from drafting.documents.layout import lay_out
from drafting.documents.model import Cell, Document, Format, PageSetup, Paragraph, Place, Role, Sealing
from drafting.documents.typesetting.pagination import LIBREOFFICE, line_count
from tests.documents.pages import CHAR, MM, PAGE_HEIGHT, PAGE_WIDTH, Page, Row, ink, ink_of, rendered_pages

pytestmark = pytest.mark.rendering

TEXT = "各地要坚持因地制宜，加强分类指导，把任务落实到岗、责任落实到人。"
FILLER = "测"


# The long number goes to the next line whole and leaves the first one to be stretched.
WRAPPED = "关于做好全市防汛抗旱工作的重点任务联系电话012345678901234分工方案"

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


def p(text: str, role: Role = Role.BODY, heading_end: int | None = None) -> Paragraph:
    return Paragraph(text, role, heading_end=heading_end)


def lines(count: int) -> list[Paragraph]:
    """``count`` paragraphs of one line."""
    return [p(f"第{at}项工作已经安排。") for at in range(1, count + 1)]


def long_paragraph(count: int) -> Paragraph:
    """One paragraph of ``count`` lines, none of which could hang a mark."""
    return p("末段" + FILLER * (28 * count - 12))


def letter(
    body: list[Paragraph],
    sealing: Sealing = Sealing.SEALED,
    issuer: str = "云川市人民政府办公室",
    extra: tuple[Paragraph, ...] = (),
    title: str = "云川市人民政府办公室关于做好防汛工作的通知",
) -> Document:
    """A whole official document around ``body``."""
    return Document(
        (
            p("云川市人民政府办公室文件", Role.ISSUER_MARK),
            p("云政办发〔2026〕15号", Role.DOCUMENT_NUMBER),
            p(title, Role.TITLE),
            p("各县（市、区）人民政府：", Role.RECIPIENTS),
            *body,
            p(issuer, Role.SIGNATURE),
            p("2026年5月8日", Role.DATE),
            *extra,
            p("抄送：市委办公室，市人大常委会办公室，市政协办公室。", Role.COPIES_TO),
            p("云川市人民政府办公室　2026年5月8日印发", Role.PRINTER),
        ),
        format=Format.DOCUMENT,
        sealing=sealing,
    )


def documents() -> dict[str, Document]:
    made = {
        "estimate": Document(tuple(p(text) for text in ESTIMATED), format=Format.PLAIN),
        "full": Document((p(FILLER * 2000),), format=Format.PLAIN),
        "one": letter(lines(1), title="关于做好防汛工作的通知"),
        "two": letter(lines(18)),
        "three": letter(lines(36)),
        "head": Document(
            (
                p("000012", Role.COPY_NUMBER),
                p("机密★1年", Role.SECRECY),
                p("特急", Role.URGENCY),
                *letter(lines(3)).paragraphs,
            ),
            format=Format.DOCUMENT,
        ),
        "minutes": Document(
            (p("云川市人民政府常务会议纪要", Role.ISSUER_MARK), p("〔2026〕5号", Role.DOCUMENT_NUMBER), *lines(3)), format=Format.MINUTES
        ),
        "joint": Document(
            (
                p("云川市教育局", Role.ISSUER_MARK),
                p("云川市人力资源和社会保障局", Role.ISSUER_MARK),
                p("云川市财政局文件", Role.ISSUER_MARK),
                *letter(lines(2)).paragraphs[1:],
            ),
            format=Format.DOCUMENT,
        ),
        "upward": Document(
            (
                p("云川市民政局文件", Role.ISSUER_MARK),
                p("云民〔2026〕3号", Role.DOCUMENT_NUMBER),
                p("签发人：张三一　李四光　王五", Role.SIGNER),
                *lines(2),
            ),
            format=Format.DOCUMENT,
        ),
        "unsealed": letter(lines(2), Sealing.UNSEALED),
        "unsealed_short": letter(lines(2), Sealing.UNSEALED, "云川市"),
        "stamp": letter(lines(2), Sealing.NAME_STAMP, "市长　张三"),
        "sealed_long": letter(lines(2), issuer="中共云川市委云川市人民政府农村工作领导小组办公室"),
        "recipients": Document(
            tuple(
                p("、".join(f"云川市第{at}区人民政府" for at in range(1, 60)) + "：", Role.RECIPIENTS)
                if item.role is Role.RECIPIENTS
                else item
                for item in letter(lines(3)).paragraphs
            ),
            format=Format.DOCUMENT,
        ),
        "wrapped_notes": Document(
            (p("正文。"), *(p(f"{mark}{WRAPPED}", Role.ATTACHMENT_NOTE) for mark in ("附件：1.", "2.", "3. ", "10."))),
        ),
        "wrapped_note": Document((p("正文。"), p(f"附件：{WRAPPED}", Role.ATTACHMENT_NOTE))),
        "table_in_text": Document(
            (
                p("表前再前。"),
                p("表前一段。"),
                *(Paragraph("甲", place=Place(cell=Cell(0, row, 0))) for row in range(3)),
                p("表后一段。"),
            ),
        ),
        "attachments": letter(
            [*lines(2), p("附件：1." + "重点任务分工方案" * 4, Role.ATTACHMENT_NOTE), p("2.责任清单", Role.ATTACHMENT_NOTE)],
            extra=(
                p("附件1", Role.ATTACHMENT_LABEL),
                p("重点任务分工方案", Role.ATTACHMENT_TITLE),
                p(TEXT),
                p("附件2", Role.ATTACHMENT_LABEL),
                p("责任清单", Role.ATTACHMENT_TITLE),
                *(
                    Paragraph(text, place=Place(cell=Cell(0, row, column, header=row == 0)))
                    for row in range(60)
                    for column, text in enumerate(("序号" if row == 0 else str(row), "任务", "单位"))
                ),
            ),
        ),
    }
    for count in range(9, 25):
        made[f"tail-3-{count:02}"] = letter([*lines(count - 3), long_paragraph(3)])
        made[f"tail-9-{count:02}"] = letter([*lines(count - 9), long_paragraph(9)])
    for count in range(27, 36, 2):
        made[f"tail-{count}-{count}"] = letter([long_paragraph(count)])
    # Issuing notices: little text, then 附件说明 and 署名.
    for notes, length in ((1, 2), (1, 3), (2, 2), (3, 2), (3, 3), (3, 5), (6, 4)):
        items = [p(("附件：" if at == 1 else "") + f"{at}.重点任务分工方案", Role.ATTACHMENT_NOTE) for at in range(1, notes + 1)]
        made[f"tail-issued-{notes}-{length}"] = letter([long_paragraph(length), *items], extra=attachments(notes))
    annotation = (p("（联系人：张三；联系电话：0000-1234567）", Role.ANNOTATION),)
    for count in range(5, 9):
        made[f"tail-annotated-{count}"] = letter(lines(count), extra=annotation)
        made[f"tail-table-{count}"] = letter([*lines(2), *grid(21 + count, ("第一", "任务", "单位"))])
    for count in (5, 10):
        made[f"joint-{count}"] = joint(count)
    issued = (p("云川市防汛管理办法", Role.TITLE), p("第一章　总则"), p(TEXT))
    made["issued"] = letter(lines(2), extra=issued)
    everyone = "、".join(f"云川市第{at}区人民政府" for at in range(1, 45))
    made["tall record"] = Document(
        tuple(p(f"抄送：{everyone}。", Role.COPIES_TO) if item.role is Role.COPIES_TO else item for item in letter(lines(2)).paragraphs),
        format=Format.DOCUMENT,
    )
    made["long name"] = letter(lines(1), issuer=LONG_NAME)
    made["wide"] = Document(
        (p("附件1", Role.ATTACHMENT_LABEL), p("云川市重点任务分工表", Role.ATTACHMENT_TITLE), *grid(14, WIDE_ROW)),
        page=PageSetup(width=841.9, height=595.3),
        format=Format.PLAIN,
    )
    made["narrow"] = Document((p("云川市重点任务分工表", Role.TITLE), *grid(5, WIDE_ROW)), format=Format.PLAIN)
    return made


LONG_NAME = "云川市推进粤港澳大湾区建设暨区域协调发展战略工作领导小组办公室"
WIDE_ROW = (
    "1",
    "推进农村人居环境整治提升，完成户厕改造2.86万座",
    "云川市农业农村局，各县（区）人民政府",
    "张三一",
    "0000-1234567",
    "2026年6月30日",
    "",
)


def grid(count: int, texts: tuple[str, ...]) -> list[Paragraph]:
    """A table of ``count`` rows that all say the same."""
    return [
        Paragraph(text, place=Place(cell=Cell(0, row, column, header=row == 0)))
        for row in range(count)
        for column, text in enumerate(texts)
    ]


def attachments(count: int) -> tuple[Paragraph, ...]:
    return tuple(
        item
        for at in range(1, count + 1)
        for item in (p(f"附件{at}", Role.ATTACHMENT_LABEL), p("重点任务分工方案", Role.ATTACHMENT_TITLE), p("分工如下。"))
    )


def joint(count: int) -> Document:
    """A document of ``count`` joint issuers, all of them in the mark, the title and 署名."""
    names = [f"云川市{number}管理局" for number in ("第一", "第二", "第三", "第四", "第五", "第六", "第七", "第八", "第九", "第十")[:count]]
    return Document(
        (
            *(p(name + ("文件" if name == names[-1] else ""), Role.ISSUER_MARK) for name in names),
            p("云管发〔2026〕15号", Role.DOCUMENT_NUMBER),
            p("　".join(names) + "关于做好2026年重大项目建设用地和资金保障工作的通知", Role.TITLE),
            p("各县（区）人民政府：", Role.RECIPIENTS),
            *lines(2),
            *(p(name, Role.SIGNATURE) for name in names),
            p("2026年5月8日", Role.DATE),
            p("云川市第一管理局　2026年5月8日印发", Role.PRINTER),
        ),
        format=Format.DOCUMENT,
    )


@pytest.fixture(scope="module")
def rendered(libreoffice: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[Page]]]:
    pytest.importorskip("pdfplumber")
    files = {name: lay_out(document) for name, document in documents().items()}
    with rendered_pages(libreoffice, tmp_path_factory.mktemp("rendering"), files) as pages:
        yield pages


def test_a_full_page_has_22_lines_of_28_characters(rendered: dict[str, list[Page]]) -> None:
    second = rendered["full"][1]
    assert [len(row.text) for row in second.inside] == [28] * 22


def test_the_margins_are_37_28_26_and_35_millimetres(rendered: dict[str, list[Page]]) -> None:
    second = rendered["full"][1]
    first, last = second.inside[0], second.inside[-1]
    assert first.x0 / MM == pytest.approx(28, abs=1)
    assert PAGE_WIDTH - first.x1 / MM == pytest.approx(26, abs=1)
    # The first line's box begins, and the last one's ends, at the text block's edge: 579 twips a line, the baseline at 80 %.
    line = 579 / 20
    assert (first.bottom - 0.8 * line) / MM == pytest.approx(37, abs=1)
    assert PAGE_HEIGHT - (last.bottom + 0.2 * line) / MM == pytest.approx(35, abs=1)


@pytest.mark.parametrize("name", ["one", "head", "minutes", "joint"])
def test_the_mark_is_red_and_begins_35_millimetres_below_the_text_block_s_top(rendered: dict[str, list[Page]], name: str) -> None:
    left, top, right, _ = ink(rendered[name][0], red=True)
    assert top - 37 == pytest.approx(35, abs=1)
    assert (left + right) / 2 == pytest.approx(28 + 156 / 2, abs=1)


def test_the_number_stands_two_blank_lines_below_the_mark_in_the_middle(rendered: dict[str, list[Page]]) -> None:
    first = rendered["one"][0]
    number = first.row("云政办发")
    assert ((number.x0 + number.x1) / 2) / MM == pytest.approx(28 + 78, abs=1)
    _, _, _, mark_bottom = ink(first, red=True, bottom=number.bottom / MM - 10)
    _, top, _, _ = ink(first, red=False, top=mark_bottom + 1, bottom=number.bottom / MM + 2)
    assert (top - mark_bottom) / (579 / 20 / MM) == pytest.approx(2 + 0.45, abs=0.25)


@pytest.mark.parametrize("name", ["one", "head", "upward", "minutes", "joint"])
def test_the_red_line_is_as_wide_as_the_text_4_millimetres_below_the_number(rendered: dict[str, list[Page]], name: str) -> None:
    first = rendered[name][0]
    number = next(row for row in first.rows if "〔2026〕" in row.text)
    below = number.bottom / MM
    left, top, right, bottom = ink(first, red=True, top=below + 1.5)
    assert left == pytest.approx(28, abs=0.5)
    assert right - left == pytest.approx(156, abs=0.5)
    assert 0.3 <= bottom - top <= 0.7
    _, _, _, number_bottom = ink(first, red=False, top=below - 4, bottom=below + 2)
    assert top - number_bottom == pytest.approx(4, abs=0.5)


def test_signers_stand_on_the_right_two_a_line_and_the_number_on_the_left_of_the_last(rendered: dict[str, list[Page]]) -> None:
    first = rendered["upward"][0]
    upper, lower = first.row("签发人：张三一李四光"), first.row("云民〔2026〕3号王五")
    assert (lower.x0 - 28 * MM) / CHAR == pytest.approx(1, abs=0.2)
    assert ((28 + 156) * MM - upper.x1) / CHAR == pytest.approx(1, abs=0.4)
    first_name = next(char for char in upper.chars if char["text"] == "张")
    below = next(char for char in lower.chars if char["text"] == "王")
    assert below["x0"] == pytest.approx(first_name["x0"], abs=0.5)


@pytest.mark.parametrize(("name", "pages"), [("one", 1), ("two", 2), ("three", 3)])
def test_the_last_line_of_the_record_lies_on_the_bottom_of_the_last_page_s_text_block(
    rendered: dict[str, list[Page]], name: str, pages: int
) -> None:
    found = rendered[name]
    assert len(found) == pages
    last = found[-1]
    # 首条粗线、中间细线、末条粗线
    left, _, right, bottom = ink(last, red=False, top=PAGE_HEIGHT - 40, bottom=PAGE_HEIGHT - 33)
    assert bottom == pytest.approx(PAGE_HEIGHT - 35, abs=1)
    assert right - left == pytest.approx(156, abs=1)
    thickness = sorted({round(item["linewidth"] / MM, 2) for item in last.strokes if item["top"] > 230 * MM})
    assert thickness == pytest.approx([0.25, 0.35], abs=0.05)
    assert not any(page.has("抄送：") for page in found[:-1])
    copies = last.row("抄送：")
    assert (copies.x0 - 28 * MM) / 14 == pytest.approx(1, abs=0.1)
    printed = last.row("云川市人民政府办公室2026年5月8日印发")
    assert ((28 + 156) * MM - printed.x1) / 14 == pytest.approx(1, abs=0.1)


def test_page_numbers_stand_7_millimetres_below_the_text_odd_on_the_right_even_on_the_left(rendered: dict[str, list[Page]]) -> None:
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


def widened(row: Row) -> float:
    """Return by how many points LibreOffice spaced out the row between Chinese and digits, which Word does not: the file says not to."""
    natural = sum(char["x1"] - char["x0"] - 0.25 for char in row.chars)
    return row.x1 - row.x0 - natural


def right_of(row: Row, text: str) -> float:
    """Return the characters free on the right of ``text``, which ends the row."""
    assert row.text.endswith(text)
    return ((28 + 156) * MM - row.x1) / CHAR


def test_sealed_the_date_keeps_four_characters_and_the_name_is_centred_on_it(rendered: dict[str, list[Page]]) -> None:
    only = rendered["one"][0]
    name = [row for row in only.inside if row.text == "云川市人民政府办公室"][-1]
    date = only.row("2026年5月8日")
    assert right_of(date, "8日") == pytest.approx(4, abs=0.3)
    assert (name.x0 + name.x1) / 2 == pytest.approx((date.x0 + date.x1 + widened(date)) / 2, abs=3)


def test_a_sealed_name_longer_than_the_date_stays_in_the_text_block(rendered: dict[str, list[Page]]) -> None:
    only = rendered["sealed_long"][0]
    name, date = only.row("中共云川市委"), only.row("2026年5月8日")
    assert name.text.endswith("办公室")
    assert right_of(name, "办公室") == pytest.approx(0, abs=0.3)
    assert (name.x0 + name.x1) / 2 == pytest.approx((date.x0 + date.x1 + widened(date)) / 2, abs=3)


def test_unsealed_the_name_keeps_two_characters_and_the_date_begins_two_to_the_right_of_it(rendered: dict[str, list[Page]]) -> None:
    only = rendered["unsealed"][0]
    name = [row for row in only.inside if row.text == "云川市人民政府办公室"][-1]
    date = only.row("2026年5月8日")
    assert right_of(name, "办公室") == pytest.approx(2, abs=0.3)
    assert (date.x0 + widened(date) - name.x0) / CHAR == pytest.approx(2, abs=0.3)


def test_unsealed_a_date_longer_than_the_name_keeps_two_characters(rendered: dict[str, list[Page]]) -> None:
    only = rendered["unsealed_short"][0]
    name = next(row for row in only.inside if row.text == "云川市")
    date = only.row("2026年5月8日")
    assert right_of(date, "8日") == pytest.approx(2, abs=0.3)
    assert (date.x0 + widened(date) - name.x0) / CHAR == pytest.approx(2, abs=0.3)


def test_a_name_stamp_keeps_four_characters_and_so_does_the_date_a_blank_line_below(rendered: dict[str, list[Page]]) -> None:
    only = rendered["stamp"][0]
    name, date = only.row("市长张三"), only.row("2026年5月8日")
    assert right_of(name, "张三") == pytest.approx(4, abs=0.3)
    assert right_of(date, "8日") == pytest.approx(4, abs=0.3)
    assert (name.chars[2]["x0"] - name.chars[1]["x1"]) / CHAR == pytest.approx(2, abs=0.3)
    body = only.row("第2项")
    line = body.bottom - only.row("第1项").bottom  # closer than usual, so that 版记 shares the page
    assert (date.bottom - name.bottom) / line == pytest.approx(2, abs=0.1)
    assert (name.bottom - body.bottom) / line == pytest.approx(3, abs=0.1)


def test_the_title_stands_two_lines_below_the_red_line_and_the_recipients_one_below_it(rendered: dict[str, list[Page]]) -> None:
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


def test_recipients_that_would_fill_the_first_page_move_to_the_record(rendered: dict[str, list[Page]]) -> None:
    found = rendered["recipients"]
    assert found[0].has("第1项工作")
    assert not found[0].has("云川市第1区") or found[0].row("主送：")
    assert any("主送：云川市第1区人民政府" in page.text for page in found)


def test_every_attachment_begins_a_page_with_its_number_at_the_left_and_its_title_on_the_third_line(
    rendered: dict[str, list[Page]],
) -> None:
    found = rendered["attachments"]
    for label, title in (("附件1", "重点任务分工方案"), ("附件2", "责任清单")):
        start = next(page for page in found if page.rows[0].text == label)
        assert start.rows[0].x0 / MM == pytest.approx(28, abs=0.5)
        assert start.rows[1].text == title
        assert (start.rows[1].x0 + start.rows[1].x1) / 2 / MM == pytest.approx(28 + 78, abs=1)
        assert (start.rows[1].bottom - start.rows[0].bottom) / (579 / 20) == pytest.approx(2, abs=0.25)
    assert found[-1].has("抄送：")


def test_the_lines_of_the_attachment_note_begin_below_the_first_character_of_the_name(rendered: dict[str, list[Page]]) -> None:
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
def test_a_wrapped_name_in_the_attachment_note_is_aligned_to_half_a_millimetre(rendered: dict[str, list[Page]], item: str) -> None:
    page = rendered["wrapped_notes" if item != "附件：" else "wrapped_note"][0]
    note = page.row(item.replace(" ", ""))
    wrapped = page.rows[page.rows.index(note) + 1]
    name = next(char for char in note.chars if char["text"] == "关")
    assert wrapped.x0 / MM == pytest.approx(name["x0"] / MM, abs=0.5)


def test_a_table_has_half_a_line_of_air_above_and_below(rendered: dict[str, list[Page]]) -> None:
    found = rendered["table_in_text"][0]
    edges = [stroke for stroke in found.strokes if stroke["height"] < 2]
    above, below = found.row("表前一段"), found.row("表后一段")
    usual = above.bottom - found.row("表前再前").bottom  # from one baseline to the next
    assert min(edge["top"] for edge in edges) - above.bottom > 0.5 * usual
    # A line of text has its baseline about two thirds of its height below its top.
    assert below.bottom - max(edge["top"] for edge in edges) > 1.0 * usual


def test_a_long_table_repeats_its_head_on_every_page(rendered: dict[str, list[Page]]) -> None:
    table_pages = [page for page in rendered["attachments"] if page.has("序号任务单位")]
    assert len(table_pages) >= 2


def tails() -> list[str]:
    return [name for name in documents() if name.startswith("tail")]


@pytest.mark.parametrize("name", tails())
def test_the_page_with_the_signature_has_body_text_and_so_has_the_first_page(rendered: dict[str, list[Page]], name: str) -> None:
    found = rendered[name]

    def has_body(page: Page) -> bool:
        return any(row.text.startswith("第") or FILLER in row.text for row in page.inside)

    assert has_body(found[0])
    signing = [page for page in found if any(row.text.startswith("2026年5月8日") and "印发" not in row.text for row in page.rows)]
    assert len(signing) == 1
    signature = [row for row in signing[0].inside if row.text == "云川市人民政府办公室"]
    assert signature, "署名与成文日期不在同一页"
    assert has_body(signing[0])
    last = found[-1]
    assert last.has("抄送：")
    assert ink(last, red=False, top=PAGE_HEIGHT - 40, bottom=PAGE_HEIGHT - 33)[3] == pytest.approx(PAGE_HEIGHT - 35, abs=1)
    # Nothing is printed over anything else: the lines of a page keep their distance.
    for page in found:
        heights = [row.bottom for row in page.rows]
        assert all(below - above > 15 for above, below in itertools.pairwise(heights))


@pytest.mark.parametrize("count", range(5, 9))
def test_the_annotation_stands_on_the_page_of_the_signature(rendered: dict[str, list[Page]], count: int) -> None:
    page = next(page for page in rendered[f"tail-annotated-{count}"] if page.has("（联系人："))
    assert page.has("2026年5月8日")


def test_a_notice_that_nearly_fits_is_set_closer_and_keeps_one_page(rendered: dict[str, list[Page]]) -> None:
    assert rendered["tail-issued-1-2"][0].has("2026年5月8日")


@pytest.mark.parametrize("count", [5, 10])
def test_many_joint_issuers_leave_room_for_the_title_and_the_text_on_the_first_page(rendered: dict[str, list[Page]], count: int) -> None:
    first = rendered[f"joint-{count}"][0]
    assert first.rows[-2].text == "第1项工作已经安排。"
    assert any(row.text.endswith("工作的通知") for row in first.rows)
    left, top, right, _ = ink(first, red=True)
    assert top - 37 == pytest.approx(35, abs=1)
    assert left == pytest.approx(28, abs=0.5)  # nothing is wider than the red line
    assert right <= 28 + 156.5


def test_joint_seals_begin_on_a_page_with_text(rendered: dict[str, list[Page]]) -> None:
    page = rendered["joint-10"][1]
    assert page.rows[0].text == "第2项工作已经安排。"
    assert page.has("云川市第一管理局")


def test_what_is_issued_below_a_signature_begins_a_page(rendered: dict[str, list[Page]]) -> None:
    signed, following = rendered["issued"][:2]
    assert signed.has("2026年5月8日")
    assert following.rows[0].text == "云川市防汛管理办法"
    chapter = following.row("第一章")
    assert (chapter.x0 + chapter.x1) / 2 / MM == pytest.approx(28 + 78, abs=1)


def test_a_record_of_nearly_a_page_is_pinned_to_the_bottom_of_the_last_one(rendered: dict[str, list[Page]]) -> None:
    last = rendered["tall record"][-1]
    assert last.has("抄送：云川市第1区")
    assert ink(last, red=False, top=PAGE_HEIGHT - 40, bottom=PAGE_HEIGHT - 33)[3] == pytest.approx(PAGE_HEIGHT - 35, abs=1)


def test_a_name_longer_than_a_line_stands_on_two_even_lines_centred_on_the_date(rendered: dict[str, list[Page]]) -> None:
    page = next(page for page in rendered["long name"] if page.has("2026年5月8日"))
    date = page.row("2026年5月8日")
    at = page.rows.index(date)
    upper, lower = page.rows[at - 2 : at]
    assert upper.text + lower.text == LONG_NAME
    assert abs(len(upper.text) - len(lower.text)) <= 6
    assert (upper.x0 + upper.x1) / 2 == pytest.approx((lower.x0 + lower.x1) / 2, abs=2)
    assert (lower.x0 + lower.x1) / 2 == pytest.approx((date.x0 + date.x1) / 2, abs=6)


def test_a_wide_table_lies_across_the_page_with_its_head_bound_and_its_number_where_every_page_has_it(
    rendered: dict[str, list[Page]],
) -> None:
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


def test_no_telephone_number_and_no_date_is_broken_in_a_narrow_table(rendered: dict[str, list[Page]]) -> None:
    text = rendered["narrow"][0].text
    assert text.count("0000-1234567") == 5
    assert text.count("2026年6月30日") == 5


def test_the_estimate_of_lines_agrees_with_what_is_printed(rendered: dict[str, list[Page]]) -> None:
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


def test_nothing_but_a_mark_at_the_end_of_a_line_leaves_the_text_block(rendered: dict[str, list[Page]]) -> None:
    for name in ("one", "two", "three", "head", "attachments", "recipients"):
        for page in rendered[name]:
            for row in page.rows:
                chars = [char for char in row.chars if char["text"] not in "，。、；："]
                assert chars[0]["x0"] / MM >= 27.5, (name, row.text)
                assert chars[-1]["x1"] / MM <= 28 + 156 + 0.8, (name, row.text)
