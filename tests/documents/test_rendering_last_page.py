"""The last pages as they come out of LibreOffice: 版记 at their foot, 署名 on a page with text, nothing alone; GB/T 9704—2012."""

from __future__ import annotations

from itertools import pairwise

import pytest

from drafting.documents.model import Document, Format, Paragraph, Role
from tests.documents.laying import p
from tests.documents.pages import CHAR, LINE, MM, PAGE_HEIGHT, Page, ink
from tests.documents.papers import FILLER, NAMES, Pages, attached, cells, joint, letter, lines, notice, rendering, replaced, signed, usual

pytestmark = pytest.mark.rendering


def long_paragraph(count: int) -> Paragraph:
    """One paragraph of ``count`` lines, none of which could hang a mark."""
    return p("末段" + FILLER * (28 * count - 12))


def attachments(count: int) -> tuple[Paragraph, ...]:
    return tuple(
        item
        for at in range(1, count + 1)
        for item in (p(f"附件{at}", Role.ATTACHMENT_LABEL), p("重点任务分工方案", Role.ATTACHMENT_TITLE), p("分工如下。"))
    )


def minutes(count: int) -> Document:
    people = "市发展改革委：张三、李四，市财政局：王五、赵六，市住房和城乡建设局：钱七、孙八，市水务局：吴十、郑一，青溪区人民政府：褚五。"
    return Document(
        (
            p("云川市人民政府专题会议纪要", Role.ISSUER_MARK),
            p("〔2026〕5号", Role.DOCUMENT_NUMBER),
            p("研究青溪河综合整治工作专题会议纪要", Role.TITLE),
            *lines(count),
            p(f"出席：{people}", Role.ATTENDANCE),
            p("请假：蒋七", Role.ATTENDANCE),
            p("抄送：市委办公室。", Role.COPIES_TO),
            p("云川市人民政府办公室　2026年5月8日印发", Role.PRINTER),
        ),
        format=Format.MINUTES,
    )


def notice_with_a_long_record(count: int) -> Document:
    """A notice of ``count`` paragraphs of one line, with a 版记 of three lines."""
    everyone = "抄送：市委办公室，市人大常委会办公室，市政协办公室，市监委，市法院，市检察院，云川军分区，驻云有关单位。"
    record = (p("云川市教育局　2026年5月8日印发", Role.PRINTER), p(everyone, Role.COPIES_TO))
    return joint(NAMES[:1], lines(count), record=record)


ENDINGS = {
    **{f"end-notice-{count}": notice_with_a_long_record(count) for count in (2, 4, 5, 6, 22, 24, 26, 27, 28)},
    **{f"end-letter-{count}": letter(lines(count)) for count in (7, 8, 9, 10, 11, 29, 31)},
    **{f"end-minutes-{count}": minutes(count) for count in (3, 4, 5, 6, 7)},
    **{f"end-attached-{count}": attached(("方案", lines(count))) for count in (14, 15, 16)},
}


def documents() -> dict[str, Document]:
    everyone = "、".join(f"云川市第{at}区人民政府" for at in range(1, 45))
    made = {
        **usual("one", "two", "three"),
        "tall record": replaced(notice(*lines(2)), p(f"抄送：{everyone}。", Role.COPIES_TO)),
    }
    for count in range(9, 25):
        made[f"tail-3-{count:02}"] = notice(*lines(count - 3), long_paragraph(3))
        made[f"tail-9-{count:02}"] = notice(*lines(count - 9), long_paragraph(9))
    for count in range(27, 36, 2):
        made[f"tail-{count}-{count}"] = notice(long_paragraph(count))
    # Issuing notices: little text, then 附件说明 and 署名.
    for notes, length in ((1, 2), (1, 3), (2, 2), (3, 2), (3, 3), (3, 5), (6, 4)):
        items = [p(("附件：" if at == 1 else "") + f"{at}.重点任务分工方案", Role.ATTACHMENT_NOTE) for at in range(1, notes + 1)]
        made[f"tail-issued-{notes}-{length}"] = notice(long_paragraph(length), *items, extra=attachments(notes))
    annotation = (p("（联系人：张三；联系电话：0000-1234567）", Role.ANNOTATION),)
    for count in range(5, 9):
        made[f"tail-annotated-{count}"] = notice(*lines(count), extra=annotation)
        made[f"tail-table-{count}"] = notice(*lines(2), *cells([("第一", "任务", "单位")] * (21 + count)))
    return made | ENDINGS


rendered = rendering(documents)


def tails() -> list[str]:
    return [name for name in documents() if name.startswith("tail")]


@pytest.mark.parametrize(("name", "pages"), [("one", 1), ("two", 2), ("three", 3)])
def test_the_last_line_of_the_record_lies_on_the_bottom_of_the_last_page_s_text_block(rendered: Pages, name: str, pages: int) -> None:
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


def test_a_record_of_nearly_a_page_is_pinned_to_the_bottom_of_the_last_one(rendered: Pages) -> None:
    last = rendered["tall record"][-1]
    assert last.has("抄送：云川市第1区")
    assert ink(last, red=False, top=PAGE_HEIGHT - 40, bottom=PAGE_HEIGHT - 33)[3] == pytest.approx(PAGE_HEIGHT - 35, abs=1)


@pytest.mark.parametrize("name", tails())
def test_the_page_with_the_signature_has_body_text_and_so_has_the_first_page(rendered: Pages, name: str) -> None:
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
        assert all(below - above > 15 for above, below in pairwise(heights))


@pytest.mark.parametrize("count", range(5, 9))
def test_the_annotation_stands_on_the_page_of_the_signature(rendered: Pages, count: int) -> None:
    page = next(page for page in rendered[f"tail-annotated-{count}"] if page.has("（联系人："))
    assert page.has("2026年5月8日")


def test_a_notice_that_nearly_fits_is_set_closer_and_keeps_one_page(rendered: Pages) -> None:
    assert rendered["tail-issued-1-2"][0].has("2026年5月8日")


@pytest.mark.parametrize("name", ENDINGS)
def test_the_record_shares_its_page_with_text_and_so_does_the_signature(rendered: Pages, name: str) -> None:
    found = rendered[name]
    last = found[-1]
    assert last.has("抄送：")
    if name.startswith("end-attached"):
        assert last.has("第")
    else:
        assert any(row.text.startswith(("第", "出席：", "青溪", "请假：")) for row in last.rows)
    if not name.startswith("end-minutes"):
        page = signed(found)
        assert any(row.text.startswith("第") for row in page.inside)
    # Nothing is printed over anything else.
    for page in found:
        heights = [row.bottom for row in page.rows]
        assert all(below - above > 15 for above, below in pairwise(heights))


def test_attendance_hangs_below_the_first_name_and_its_label_is_two_characters_in(rendered: Pages) -> None:
    page = next(page for page in rendered["end-minutes-5"] if page.has("出席："))
    at = page.rows.index(page.row("出席："))
    first, *wrapped = page.rows[at : at + 3]
    assert (first.x0 - 28 * MM) / CHAR == pytest.approx(2, abs=0.2)
    assert [row.x0 for row in wrapped] == pytest.approx([first.chars[3]["x0"]] * 2, abs=3)
    above = page.rows[at - 1]
    assert (first.bottom - above.bottom) / LINE == pytest.approx(2, abs=0.2)
