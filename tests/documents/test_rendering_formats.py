"""信函, 命令, joint issue, pages across and the last page as they come out of LibreOffice: GB/T 9704—2012 in millimetres, typed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from drafting.documents.layout import lay_out
from drafting.documents.model import Cell, Document, Format, Paragraph, Place, Role, Sealing
from tests.documents.pages import CHAR, LINE, MM, PAGE_HEIGHT, Page, bands, ink, ink_of, rendered_pages

pytestmark = pytest.mark.rendering

Pages = dict[str, list[Page]]
NAMES = (
    *("云川市教育局", "云川市人力资源和社会保障局", "云川市财政局", "云川市自然资源和规划局", "云川市公安局"),
    *("云川市水务局", "云川市住房和城乡建设局", "云川市农业农村局", "云川市生态环境局", "云川市卫生健康委员会"),
)
WIDE_HEAD = ("序号", "重点任务", "牵头单位", "配合单位", "责任人", "联系电话", "完成时限", "备注")
WIDE_ROW = (
    *("1", "推进农村人居环境整治提升，完成户厕改造2.86万座", "云川市农业农村局，各县（区）人民政府", "市财政局、市乡村振兴局"),
    *("张三一", "0000-1234567", "2026年6月30日", "持续推进"),
)


def p(text: str, role: Role = Role.BODY) -> Paragraph:
    return Paragraph(text, role)


def lines(count: int) -> list[Paragraph]:
    return [p(f"第{at}项工作已经安排。") for at in range(1, count + 1)]


def letter(body: Sequence[Paragraph], *head: Paragraph, extra: tuple[Paragraph, ...] = ()) -> Document:
    return Document(
        (
            p("云川市人民政府办公室", Role.ISSUER_MARK),
            *head,
            p("云政办函〔2026〕15号", Role.DOCUMENT_NUMBER),
            p("云川市人民政府办公室关于商请支持云川河综合治理项目前期工作的函", Role.TITLE),
            p("省发展改革委：", Role.RECIPIENTS),
            *body,
            p("云川市人民政府办公室", Role.SIGNATURE),
            p("2026年5月8日", Role.DATE),
            *extra,
            p("抄送：市发展改革委，市生态环境局。", Role.COPIES_TO),
        ),
        format=Format.LETTER,
    )


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


def joint(count: int, sealing: Sealing = Sealing.SEALED, signers: int = 0) -> Document:
    names = NAMES[:count]
    people = ("张三一", "李四", "王五光", "赵六六")[:signers]
    title = "　".join(names) if count < 5 else f"{names[0]}等{count}部门"
    return Document(
        (
            *(p(name + ("文件" if name == names[-1] else ""), Role.ISSUER_MARK) for name in names),
            p("云教发〔2026〕15号", Role.DOCUMENT_NUMBER),
            *([p(f"签发人：{'　'.join(people)}", Role.SIGNER)] if people else []),
            p(f"{title}关于印发《云川市就业促进行动实施方案》的通知", Role.TITLE),
            p("各县（区）人民政府：", Role.RECIPIENTS),
            *lines(6),
            *(p(name, Role.SIGNATURE) for name in names),
            p("2026年5月8日", Role.DATE),
            p("抄送：市委办公室，市人大常委会办公室。", Role.COPIES_TO),
            p("云川市教育局　2026年5月8日印发", Role.PRINTER),
        ),
        format=Format.DOCUMENT,
        sealing=sealing,
    )


def grid(table: int, count: int, head: Sequence[str], row: Sequence[str]) -> list[Paragraph]:
    return [
        Paragraph(text, place=Place(cell=Cell(table, at, column, header=at == 0)))
        for at in range(count)
        for column, text in enumerate(head if at == 0 else (str(at), *row[1:]))
    ]


def attached(*inside: tuple[str, list[Paragraph]], form: Format = Format.DOCUMENT, record: bool = True) -> Document:
    notes = [p(f"{'附件：' if at == 1 else ''}{at}.{title}", Role.ATTACHMENT_NOTE) for at, (title, _) in enumerate(inside, 1)]
    papers = [
        item
        for at, (title, content) in enumerate(inside, 1)
        for item in (p(f"附件{at}", Role.ATTACHMENT_LABEL), p(title, Role.ATTACHMENT_TITLE), *content)
    ]
    if form is Format.LETTER:
        return letter([*lines(1), *notes], extra=tuple(papers))
    return Document(
        (
            p("云川市人民政府办公室文件", Role.ISSUER_MARK),
            p("云政办发〔2026〕15号", Role.DOCUMENT_NUMBER),
            p("云川市人民政府办公室关于印发重点任务分工的通知", Role.TITLE),
            p("各县（市、区）人民政府：", Role.RECIPIENTS),
            *lines(1),
            *notes,
            p("云川市人民政府办公室", Role.SIGNATURE),
            p("2026年5月8日", Role.DATE),
            *papers,
            *([p("抄送：市委办公室，市政协办公室。", Role.COPIES_TO)] if record else []),
        ),
        format=form,
    )


def notice(count: int) -> Document:
    """A notice of ``count`` paragraphs of one line, with a 版记 of three lines."""
    text = joint(1)
    bare = [item for item in text.paragraphs if item.role not in (Role.BODY, Role.COPIES_TO)]
    at = next(n for n, item in enumerate(bare) if item.role is Role.SIGNATURE)
    everyone = "抄送：市委办公室，市人大常委会办公室，市政协办公室，市监委，市法院，市检察院，云川军分区，驻云有关单位。"
    return Document((*bare[:at], *lines(count), *bare[at:], p(everyone, Role.COPIES_TO)), format=Format.DOCUMENT)


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


MARGINAL = (p("000012", Role.COPY_NUMBER), p("机密★1年", Role.SECRECY), p("特急", Role.URGENCY))
ISSUED = (p("云川市城市绿化管理办法", Role.TITLE), p("第一条　为了加强城市绿化，制定本办法。"))
ENDINGS = {
    **{f"end-notice-{count}": notice(count) for count in (2, 4, 5, 6, 22, 24, 26, 27, 28)},
    **{f"end-letter-{count}": letter(lines(count)) for count in (7, 8, 9, 10, 11, 29, 31)},
    **{f"end-minutes-{count}": minutes(count) for count in (3, 4, 5, 6, 7)},
    **{f"end-attached-{count}": attached(("方案", lines(count))) for count in (14, 15, 16)},
}


def documents() -> dict[str, Document]:
    wide = grid(0, 25, WIDE_HEAD, WIDE_ROW)
    text = [p("各地要坚持因地制宜，加强分类指导，把任务落实到岗、责任落实到人。")] * 12
    return {
        "letter": letter(lines(3)),
        "letter-marginal": letter(lines(30), *MARGINAL),
        "letter-long": letter(lines(60)),
        "letter-joint": Document((p("云川市财政局", Role.ISSUER_MARK), *letter(lines(2)).paragraphs), format=Format.LETTER),
        "order": order(p("《云川市城市绿化管理办法》已经通过，现予公布。")),
        "order-titled": order(p("关于实施森林防火封山的命令", Role.TITLE), p("现发布命令如下："), mark=("云川市人民政府命令",)),
        "order-issuing": Document((*order(p("现予公布。")).paragraphs, *ISSUED), format=Format.ORDER, sealing=Sealing.NAME_STAMP),
        "order-joint": order(
            p("现予公布。"),
            mark=("云川市公安局", "云川市自然资源和规划局令"),
            signers=("云川市公安局局长　林致远", "云川市自然资源和规划局局长　张三"),
        ),
        **{f"joint-{count}": joint(count) for count in (2, 3, 4, 6, 10)},
        **{f"joint-{count}-unsealed": joint(count, Sealing.UNSEALED) for count in (2, 4)},
        **{f"joint-{count}-upward": joint(count, signers=count) for count in (2, 3)},
        "across": attached(("工作方案", lines(1)), ("任务分工表", wide), ("工作要求", lines(2))),
        "across-last": attached(("工作方案", lines(1)), ("任务分工表", wide)),
        "across-letter": attached(("任务分工表", wide), form=Format.LETTER),
        "across-within": attached(("任务分工表", [*text, p("表1　任务分工", Role.CAPTION), *wide[:80], *text])),
        "narrow": attached(("任务分工表", grid(0, 5, WIDE_HEAD[:3], WIDE_ROW[:3]))),
        **ENDINGS,
    }


@pytest.fixture(scope="module")
def rendered(libreoffice: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    pytest.importorskip("pdfplumber")
    files = {name: lay_out(document) for name, document in documents().items()}
    with rendered_pages(libreoffice, tmp_path_factory.mktemp("formats"), files) as pages:
        yield pages


def signed(found: Sequence[Page]) -> Page:
    (page,) = (page for page in found if any(re.fullmatch("2026年5月8日", row.text) for row in page.rows))
    return page


# 信函 -------------------------------------------------------------------------------------------------------------------------------

LETTERS = ("letter", "letter-marginal", "letter-long", "letter-joint", "across-letter")


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


# 命令 -------------------------------------------------------------------------------------------------------------------------------

ORDERS = ("order", "order-titled", "order-issuing", "order-joint")


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


# Joint issue ------------------------------------------------------------------------------------------------------------------------


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


# Pages across -----------------------------------------------------------------------------------------------------------------------


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


# The last page ----------------------------------------------------------------------------------------------------------------------


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
