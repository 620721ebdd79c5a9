"""Drafts whose paragraphs are parted by line breaks, as text pasted from a web page is."""

from __future__ import annotations

import pytest

from drafting.documents.model import Role
from drafting.documents.reading import read_bytes
from drafting.documents.renewal.parting import parted
from tests.documents.making import make_docx, paragraph

LONG = "各级各部门要高度重视，加强组织领导，明确责任分工，确保各项任务落到实处。"
TITLE = paragraph("关于开展某某工作的通知", '<w:jc w:val="center"/>', '<w:sz w:val="44"/>')
BREAK = "<w:r><w:br/></w:r>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def lines(*texts: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{BREAK.join(map(run, texts))}</w:p>"


def texts_of(body: str) -> list[str] | None:
    """The texts after parting, None where nothing was parted."""
    data = make_docx(body)
    made = parted(data, read_bytes(data, "稿.docx"))
    return None if made is None else [item.text for item in read_bytes(made.data, "稿.docx").paragraphs]


def test_a_whole_draft_in_one_paragraph_becomes_what_it_says() -> None:
    body = lines(
        "关于某某工作的通知", "各区人民政府：", f"　　{LONG}", "　　一、提高认识", f"　　{LONG}", "　　清源市人民政府", "　　2026年3月5日"
    )
    data = make_docx(body)
    made = parted(data, read_bytes(data, "稿.docx"))
    assert made is not None
    assert (made.paragraphs, made.joined) == (6, 0)
    roles = [item.role for item in read_bytes(made.data, "稿.docx").paragraphs]
    assert roles == [Role.TITLE, Role.RECIPIENTS, Role.BODY, Role.HEADING1, Role.BODY, Role.SIGNATURE, Role.DATE]


def test_lines_broken_at_the_width_of_an_old_page_run_on() -> None:
    wrapped = (
        "为深入贯彻落实上级有关会议精神，进一步加强全市机关效",
        "能建设，切实转变工作作风，提高行政效率，优化发展环",
        "境，现通知如下：",
    )
    assert texts_of(TITLE + lines(*wrapped)) == ["关于开展某某工作的通知", "".join(wrapped)]


def test_a_blank_stands_in_for_a_break_between_latin_words() -> None:
    wrapped = ("本办法所称平台，是指依托互联网建设的城市服务系统 Smart", "City 及其配套的移动应用程序，以及各类终端设备和附属", "设施。")
    made = texts_of(TITLE + paragraph(LONG) + lines(*wrapped))
    assert made is not None
    assert made[2] == f"{wrapped[0]} {wrapped[1]}{wrapped[2]}"


@pytest.mark.parametrize(
    "body",
    [
        lines("关于开展某某工作的", "通知", properties='<w:jc w:val="center"/>') + paragraph(LONG),
        TITLE
        + paragraph(LONG)
        + f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{lines('甲。', '乙。')}</w:tc></w:tr></w:tbl>"
        + paragraph(LONG),
        TITLE + paragraph(LONG),
    ],
    ids=["title", "table", "nothing"],
)
def test_what_is_broken_on_purpose_stays(body: str) -> None:
    assert texts_of(body) is None


def test_breaks_in_fields_and_controls_stay() -> None:
    field = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{run("甲")}{BREAK}{run("乙。")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    control = f"<w:sdt><w:sdtContent>{run('丙')}{BREAK}{run('丁。')}</w:sdtContent></w:sdt>"
    made = texts_of(TITLE + paragraph(LONG) + f"<w:p>{run('前。')}{BREAK}{control}</w:p>" + f"<w:p>{run('后')}{field}</w:p>")
    assert made is not None
    assert made[2:4] == ["前。", "丙\n丁。"]


def test_a_break_in_a_link_and_a_revision_cuts_both_in_two() -> None:
    by = 'w:id="1" w:author="张三" w:date="2026-01-02T03:04:05Z"'
    inside = "<w:r><w:t>一句。</w:t><w:br/><w:t>二句。</w:t></w:r>"
    held = f'<w:p><w:ins {by}>{inside}</w:ins></w:p><w:p><w:hyperlink w:anchor="a">{inside}</w:hyperlink></w:p>'
    made = texts_of(TITLE + paragraph(LONG) + held)
    assert made is not None
    assert made[2:] == ["一句。", "二句。"] * 2


def test_the_section_ends_with_the_last_line_and_only_the_first_is_numbered() -> None:
    said = '<w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/>'
    level = f'<w:lvl w:ilvl="0">{said}</w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    body = TITLE + lines("提高认识。", LONG, LONG, properties=number + section) + paragraph("再说。", number)
    data = make_docx(body, numbering=numbering)
    made = parted(data, read_bytes(data, "稿.docx"))
    assert made is not None
    document = read_bytes(made.data, "稿.docx")
    assert [item.text for item in document.paragraphs[1:]] == ["一、提高认识。", LONG, LONG, "二、再说。"]
    assert [bool(item.look.page_break_before) for item in document.paragraphs[1:]] == [False, False, False, True]
