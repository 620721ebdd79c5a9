"""What copying leaves, one slip told once, what is left blank, and the head of a document written carelessly."""

from __future__ import annotations

import pytest

from drafting.documents.model import Role
from drafting.documents.reading import read_text
from drafting.documents.standard import Font, font_of
from drafting.proofing import CHECKS, proofread
from drafting.proofing.examples import read

_TITLE = "清源市水利局关于做好防汛工作的通知"
_LONG = "各单位要落实防汛责任，加强值班值守，备足抢险物资，遇有险情立即报告。"


def told(text: str, *codes: str, inferred: bool = False) -> list[tuple[str, str, str | None]]:
    """Return (code, fault, suggestion) of what is told of ``text``; without ``codes`` all."""
    document = read_text(text) if inferred else read(text)
    found = proofread(document, [check for check in CHECKS if not codes or check.code in codes])
    return [(f.code, document.paragraphs[f.span.paragraph].text[f.span.start : f.span.end], f.suggestion) for f in found]


NUMBERING = ("missing-number", "repeated-number", "numbering-from-two", "level-one-mark", "number-without-mark", "number-half-bracket")


@pytest.mark.parametrize(
    ("text", "code", "right"),
    [
        ("一、提高认识\n二、落实责任\n二、加强督查\n四、严肃问责", "repeated-number", "三、"),
        ("（一）提高认识。\n（一）落实责任。\n（三）加强督查。", "repeated-number", "（二）"),
        ("（一）提高认识。\n（二）落实责任。\n（二）加强督查。\n（四）严肃问责。", "repeated-number", "（三）"),
        ("一、提高认识\n二，落实责任\n三、加强督查", "level-one-mark", "、"),
        ("一、提高认识\n二 落实责任\n三、加强督查", "number-without-mark", "二、"),
        ("1.提高认识。\n2)落实责任。\n3.加强督查。", "number-half-bracket", "2."),
        ("1.提高认识。\n2）落实责任。\n3.加强督查。", "number-half-bracket", "2."),
        ("一、总体要求\n1)提高认识。\n2.落实责任。\n3.加强督查。", "number-half-bracket", "1."),
        ("一、提高认识\n二、落实责任\n五、加强督查", "missing-number", None),
    ],
)
def test_one_slip_in_a_count_is_told_once(text: str, code: str, right: str | None) -> None:
    assert [(found, better) for found, _, better in told(text, *NUMBERING)] == [(code, right)]


def test_notes_in_square_brackets_are_no_headings() -> None:
    notes = "［1］一网通办：指一个平台办事。\n［2］一窗受理：指一个窗口收件。\n[3]放管服：指简政放权。"
    assert told(notes, "number-other-brackets") == []


def test_a_copy_of_the_whole_text_is_told_once_where_it_begins() -> None:
    text = f"{_LONG}\n{_LONG[:-1]}，不得迟报。\n检查要求。\n{_LONG}\n{_LONG[:-1]}，不得迟报。"
    assert [code for code, _, _ in told(text, "paragraph-twice")] == []
    longer = f"{_LONG}各县（市、区）每月通报一次。"
    assert told(f"{longer}\n{_LONG}\n检查要求。\n{longer}\n{_LONG}", "paragraph-twice") == [("paragraph-twice", longer, None)]


def test_the_same_sentence_in_two_paragraphs_is_not_told() -> None:
    assert told(f"甲县：{_LONG}\n{_LONG}", "sentence-twice") == []
    assert told(f"{_LONG}{_LONG}抓好落实。", "sentence-twice") == [("sentence-twice", _LONG, "")]


def test_a_title_of_two_lines_pasted_twice_is_told_line_by_line() -> None:
    lines = "标题| 清源市水利局关于做好\n标题| 2026年防汛工作的通知"
    assert [code for code, _, _ in told(f"{lines}\n{lines}", "title-line-twice")] == ["title-line-twice"] * 2
    assert told(lines, "title-line-twice") == []


def test_what_a_web_page_has_around_a_title_is_told() -> None:
    assert told(f"标题| 某某眼镜店：{_TITLE}\n标题| {_TITLE}", "web-mark-in-title") == [("web-mark-in-title", "某某眼镜店：", "")]
    assert told(f"标题| {_TITLE} |", "web-mark-in-title") == [("web-mark-in-title", "|", "")]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("推进行_力公开透明运行，加强监督和检查工作。", "_"),
        ("建立了上?信息审核登记制度和保密审查制度。", "?"),
        ("确保考试招生□公平公正，杜绝不正之风。", "□"),
        ("得到了廣泛認可?偨Y(jié)經驗。", "?偨"),
    ],
)
def test_a_lost_character_is_told(text: str, fault: str) -> None:
    assert told(text, "lost-character") == [("lost-character", fault, None)]


@pytest.mark.parametrize(
    "text",
    ["为什么有的地方进展不快?关键是责任没有落实到岗到人。", "单位性质□企业□事业", "附件_名单", "能否按期完成?市水利局要认真研究这个问题。"],
)
def test_a_question_a_form_and_a_file_name_are_no_lost_characters(text: str) -> None:
    assert told(text, "lost-character") == []


@pytest.mark.parametrize("date", ["2026年　月　日", "2026年5月　日", "20  年  月  日"])
def test_a_date_that_was_left_blank_is_told(date: str) -> None:
    text = f"{_TITLE}\n各县水利局：\n{_LONG}\n清源市水利局\n{date}"
    assert [code for code, _, _ in told(text, "date-left-blank", inferred=True)] == ["date-left-blank"]


def test_a_date_to_fill_in_by_hand_is_left_alone() -> None:
    assert told("日期| 2026年5月8日\n附件| 附件\n2026年　月　日\n负责人（签字）：　　2026年　月　日", "date-left-blank") == []


@pytest.mark.parametrize(
    ("line", "role", "code"),
    [
        ("内部文件", Role.SECRECY, "secrecy-term"),
        ("保密", Role.SECRECY, "secrecy-term"),
        ("火急", Role.URGENCY, "urgency-term"),
        ("限时办理", Role.URGENCY, "urgency-term"),
        ("第000012号", Role.COPY_NUMBER, "copy-number-digits"),
    ],
)
def test_a_head_line_of_no_rule_is_known_by_its_place(line: str, role: Role, code: str) -> None:
    text = f"{line}\n清源市水利局文件\n清水〔2026〕5号\n{_TITLE}\n各县水利局：\n{_LONG}"
    assert read_text(text).paragraphs[0].role is role
    assert [(found, fault) for found, fault, _ in told(text, code, inferred=True)] == [(code, line)]
    assert read_text(f"{line}\n{_TITLE}\n各县水利局：\n{_LONG}").paragraphs[0].role is not role


@pytest.mark.parametrize("mark", ["；", "，", "。", "．"])
def test_recipients_that_end_in_a_wrong_mark_are_told(mark: str) -> None:
    text = f"{_TITLE}\n各县（市、区）人民政府，市政府各部门{mark}\n{_LONG}\n清源市水利局\n2026年5月8日"
    assert told(text, "recipients-without-colon", inferred=True) == [("recipients-without-colon", mark, "：")]


def test_a_kind_that_does_not_exist_sets_off_nothing_else() -> None:
    text = "清水〔2026〕5号\n关于商请支持救助工作的请示函\n清源市财政局：\n拟增加资金，请予支持。\n清源市水利局\n2026年5月8日"
    assert [code for code, _, _ in told(text, inferred=True) if not code.startswith("title")] == ["request-report-title"]


@pytest.mark.parametrize(
    ("name", "font"),
    [
        ("方正仿宋_GB18030", Font.FANG_SONG),
        ("方正黑体_GB18030", Font.HEI),
        ("汉仪楷体简", Font.KAI),
        ("@仿宋_GB2312", Font.FANG_SONG),
        ("微软雅黑", None),
        ("方正大标宋简体", None),
    ],
)
def test_a_font_is_of_the_category_that_its_name_says(name: str, font: Font | None) -> None:
    assert font_of(name) is font
