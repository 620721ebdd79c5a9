"""GB/T 9704—2012 as data: the values typed by hand from the standard."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents import standard
from drafting.documents.model import Alignment, Format, Role, Sealing, Strength
from drafting.documents.standard import ELEMENTS, Font, Rule, chars_wide, font_of, sign_off, twips

GOLDEN: list[tuple[str, Any, str, Strength]] = [
    ("PAPER_WIDTH", 210, "5.1", Strength.MUST),
    ("PAPER_HEIGHT", 297, "5.1", Strength.MUST),
    ("MARGIN_TOP", 37, "5.2.1", Strength.MUST),
    ("MARGIN_LEFT", 28, "5.2.1", Strength.MUST),
    ("MARGIN_RIGHT", 26, "5.2.1", Strength.MUST),
    ("MARGIN_BOTTOM", 35, "5.2.1", Strength.MUST),
    ("TEXT_WIDTH", 156, "5.2.1", Strength.MUST),
    ("TEXT_HEIGHT", 225, "5.2.1", Strength.MUST),
    ("LINES_PER_PAGE", 22, "5.2.3", Strength.SHOULD),
    ("CHARS_PER_LINE", 28, "5.2.3", Strength.SHOULD),
    ("BODY_SIZE", 16, "5.2.2", Strength.SHOULD),
    ("BODY_FONT", Font.FANG_SONG, "5.2.2", Strength.SHOULD),
    ("LINE_GAP", 0.875, "3.2", Strength.MUST),
    ("COPY_NUMBER_DIGITS", 6, "7.2.1", Strength.SHOULD),
    ("SECRECY_LEVELS", ("绝密", "机密", "秘密"), "第九条（二）", Strength.MUST),
    ("URGENCIES", ("特急", "加急"), "第九条（三）", Strength.MUST),
    ("TELEGRAM_URGENCIES", ("特提", "特急", "加急", "平急"), "第九条（三）", Strength.MUST),
    ("NUMBER_BRACKETS", ("〔", "〕"), "7.2.5", Strength.MUST),
    ("NUMBER_INDENT_UPWARD", 1, "7.2.5", Strength.MUST),
    ("SIGNERS_PER_LINE", 2, "7.2.6", Strength.SHOULD),
    ("SIGNER_NAME_FONT", Font.KAI, "7.2.6", Strength.MUST),
    ("RED_LINE_GAP", 4, "7.2.7", Strength.MUST),
    ("RED_LINE_WIDTH", 156, "7.2.7", Strength.MUST),
    ("HEADING_NUMBERS", ("一、", "（一）", "1.", "（1）"), "7.3.3", Strength.MAY),
    ("STAMP_TITLE_GAP", 2, "7.3.5.3", Strength.MUST),
    ("ATTACHMENT_TITLE_LINE", 3, "7.3.7", Strength.MUST),
    ("RECORD_OUTER_LINE", 0.35, "7.4.1", Strength.SHOULD),
    ("RECORD_INNER_LINE", 0.25, "7.4.1", Strength.SHOULD),
    ("PAGE_NUMBER_SIZE", 14, "7.5", Strength.SHOULD),
    ("PAGE_NUMBER_FONT", Font.SONG, "7.5", Strength.SHOULD),
    ("PAGE_NUMBER_GAP", 7, "7.5", Strength.MUST),
    ("PAGE_NUMBER_INDENT", 1, "7.5", Strength.MUST),
    ("LETTER_LINE_BELOW_MARK", 4, "10.1", Strength.MUST),
    ("LETTER_LINE_ABOVE_PAPER_EDGE", 20, "10.1", Strength.MUST),
    ("LETTER_LINE_WIDTH", 170, "10.1", Strength.MUST),
    ("LETTER_ELEMENT_GAP", 0.875, "10.1", Strength.MUST),
    ("LETTER_TITLE_LINES_ABOVE", 2, "10.1", Strength.MUST),
    ("ORDER_MARK_WORDS", ("命令", "令"), "10.2", Strength.MUST),
    ("ORDER_NUMBER_LINES_ABOVE", 2, "10.2", Strength.MUST),
    ("ORDER_BODY_LINES_ABOVE", 2, "10.2", Strength.MUST),
    ("ATTENDANCE_LABEL_FONT", Font.HEI, "10.3", Strength.SHOULD),
]


@pytest.mark.parametrize(("name", "value", "clause", "strength"), GOLDEN, ids=[row[0] for row in GOLDEN])
def test_a_value_is_the_standard_s_with_its_clause_and_strength(name: str, value: Any, clause: str, strength: Strength) -> None:
    rule: Rule[Any] = getattr(standard, name)
    assert rule.value == value
    assert rule.basis.clause == clause
    assert rule.basis.strength is strength


def test_every_rule_has_a_basis_and_says_so_in_chinese() -> None:
    rules = {name: rule for name, rule in vars(standard).items() if isinstance(rule, Rule)}
    assert len(rules) >= 60
    for name, rule in rules.items():
        assert rule.basis.source, name
        assert rule.basis.clause or rule.basis.strength is Strength.PRACTICE, name


def test_the_margins_leave_the_text_block() -> None:
    assert [standard.MARGIN_TOP.tolerance, standard.MARGIN_LEFT.tolerance, standard.PAGE_NUMBER_GAP.tolerance] == [1, 1, 1]
    assert standard.MARGIN_LEFT.value + standard.TEXT_WIDTH.value + standard.MARGIN_RIGHT.value == 210
    assert standard.MARGIN_TOP.value + standard.TEXT_HEIGHT.value + standard.MARGIN_BOTTOM.value == 297


def test_the_mark_s_upper_edge_by_format() -> None:
    edges = {form: (rule.value, rule.basis.clause) for form, rule in standard.MARK_TOP.items()}
    assert edges == {
        Format.DOCUMENT: (35, "7.2.4"),
        Format.LETTER: (30, "10.1"),
        Format.ORDER: (20, "10.2"),
        Format.MINUTES: (35, "10.3"),
    }


def test_the_named_sizes() -> None:
    assert {name: standard.SIZES[name] for name in ("小初", "一号", "小一", "二号", "小二", "三号", "小三", "四号", "小四")} == {
        "小初": 36,
        "一号": 26,
        "小一": 24,
        "二号": 22,
        "小二": 18,
        "三号": 16,
        "小三": 15,
        "四号": 14,
        "小四": 12,
    }


# role, font, size, alignment, left, right, lines above, clause of the face, its strength, clause of the place, its strength
_FANG, _HEI, _KAI, _BIAO = Font.FANG_SONG, Font.HEI, Font.KAI, Font.XIAO_BIAO_SONG
_M, _S = Strength.MUST, Strength.SHOULD
ROLES = [
    (Role.COPY_NUMBER, _FANG, 16, Alignment.LEFT, 0, 0, 0, "7.2.1", _S, "7.2.1", _S),
    (Role.SECRECY, _HEI, 16, Alignment.LEFT, 0, 0, 0, "7.2.2", _S, "7.2.2", _S),
    (Role.URGENCY, _HEI, 16, Alignment.LEFT, 0, 0, 0, "7.2.3", _S, "7.2.3", _S),
    (Role.ISSUER_MARK, _BIAO, 50, Alignment.CENTER, 0, 0, 0, "7.2.4", _S, "7.2.4", _M),
    (Role.DOCUMENT_NUMBER, _FANG, 16, Alignment.CENTER, 0, 0, 2, "5.2.2", _S, "7.2.5", _M),
    (Role.SIGNER, _FANG, 16, Alignment.RIGHT, 0, 1, 2, "7.2.6", _M, "7.2.6", _M),
    (Role.TITLE, _BIAO, 22, Alignment.CENTER, 0, 0, 2, "7.3.1", _S, "7.3.1", _S),
    (Role.RECIPIENTS, _FANG, 16, Alignment.LEFT, 0, 0, 1, "5.2.2", _S, "7.3.2", _M),
    (Role.BODY, _FANG, 16, Alignment.JUSTIFY, 2, 0, 0, "7.3.3", _S, "7.3.3", _S),
    (Role.HEADING1, _HEI, 16, Alignment.JUSTIFY, 2, 0, 0, "7.3.3", _S, "7.3.3", _S),
    (Role.HEADING2, _KAI, 16, Alignment.JUSTIFY, 2, 0, 0, "7.3.3", _S, "7.3.3", _S),
    (Role.HEADING3, _FANG, 16, Alignment.JUSTIFY, 2, 0, 0, "7.3.3", _S, "7.3.3", _S),
    (Role.HEADING4, _FANG, 16, Alignment.JUSTIFY, 2, 0, 0, "7.3.3", _S, "7.3.3", _S),
    (Role.ATTENDANCE, _FANG, 16, Alignment.JUSTIFY, 2, 0, 1, "10.3", _S, "10.3", _S),
    (Role.ATTACHMENT_NOTE, _FANG, 16, Alignment.JUSTIFY, 2, 0, 1, "5.2.2", _S, "7.3.4", _M),
    (Role.DATE, _FANG, 16, Alignment.RIGHT, 0, 4, 0, "5.2.2", _S, "7.3.5", _S),
    (Role.ANNOTATION, _FANG, 16, Alignment.LEFT, 2, 0, 0, "5.2.2", _S, "7.3.6", _M),
    (Role.ATTACHMENT_LABEL, _HEI, 16, Alignment.LEFT, 0, 0, 0, "7.3.7", _M, "7.3.7", _M),
    (Role.ATTACHMENT_TITLE, _BIAO, 22, Alignment.CENTER, 0, 0, 1, "", Strength.PRACTICE, "7.3.7", _M),
    (Role.COPIES_TO, _FANG, 14, Alignment.JUSTIFY, 1, 1, 0, "7.4.2", _S, "7.4.2", _S),
    (Role.PRINTER, _FANG, 14, Alignment.JUSTIFY, 1, 1, 0, "7.4.3", _S, "7.4.3", _S),
    (Role.PAGE_FOOTER, Font.SONG, 14, Alignment.RIGHT, 0, 1, 0, "7.5", _S, "7.5", _M),
]


@pytest.mark.parametrize("row", ROLES, ids=[row[0].value for row in ROLES])
def test_an_element_has_its_face_and_place(row: tuple[Any, ...]) -> None:
    element = ELEMENTS[row[0]]
    found = (element.font, element.size, element.alignment, element.left, element.right, element.lines_above)
    assert found == row[1:7]
    assert (element.face.clause, element.face.strength, element.position.clause, element.position.strength) == row[7:]


def test_only_the_mark_is_red() -> None:
    assert [role for role, element in ELEMENTS.items() if element.color != "000000"] == [Role.ISSUER_MARK]
    assert ELEMENTS[Role.ISSUER_MARK].color == "FF0000"


def test_the_values_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        standard.MARGIN_TOP.value = 20.0  # type: ignore[misc]
    with pytest.raises(TypeError):
        ELEMENTS[Role.TITLE] = ELEMENTS[Role.BODY]  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "font"),
    [
        ("方正小标宋简体", Font.XIAO_BIAO_SONG),
        ("方正小标宋_GBK", Font.XIAO_BIAO_SONG),
        ("仿宋_GB2312", Font.FANG_SONG),
        ("仿宋", Font.FANG_SONG),
        ("FangSong", Font.FANG_SONG),
        ("方正仿宋_GBK", Font.FANG_SONG),
        ("楷体_GB2312", Font.KAI),
        ("KaiTi", Font.KAI),
        ("SimHei", Font.HEI),
        ("SimSun", Font.SONG),
        ("微软雅黑", None),
    ],
)
def test_any_name_of_a_category_is_that_category(name: str, font: Font | None) -> None:
    assert font_of(name) is font


def test_no_name_belongs_to_two_categories() -> None:
    names = [name for font in Font for name in font.names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "wide"), [("云川市", 3), ("2026年5月8日", 6), ("〔2026〕5号", 5.5), ("——", 2), ("", 0), ("a\nb", 1), ("GB", 1.4)]
)
def test_a_digit_is_half_a_character_wide(text: str, wide: float) -> None:
    assert chars_wide(text) == pytest.approx(wide)


@pytest.mark.parametrize(
    ("signature", "date", "sealing", "expected"),
    [
        # 加盖印章: the date keeps 4, the name is centred on it: 4 + (6 - 7) / 2
        ("云川市人民政府", "2026年5月8日", Sealing.SEALED, (3.5, 4, 2, 0)),
        ("云川市", "2026年12月18日", Sealing.SEALED, (6, 4, 2, 0)),
        # longer than the date and twice its 4 characters: both move left until the name ends at the edge
        ("云" * 20, "2026年5月8日", Sealing.SEALED, (0, 7, 2, 0)),
        # 不加盖印章, the date no longer than the name: the name keeps 2, the date begins 2 to its right
        ("云川市人民政府", "2026年5月8日", Sealing.UNSEALED, (2, 1, 1, 0)),
        # the date longer: it keeps 2, and begins 2 to the right of the name
        ("云川市", "2026年5月8日", Sealing.UNSEALED, (7, 2, 1, 0)),
        ("市长　张三", "2026年5月8日", Sealing.NAME_STAMP, (4, 4, 2, 1)),
        ("", "2026年5月8日", Sealing.SEALED, (4, 4, 2, 2)),
    ],
)
def test_the_sign_off_stands_where_its_widths_put_it(signature: str, date: str, sealing: Sealing, expected: tuple[float, ...]) -> None:
    place = sign_off(signature, date, sealing)
    assert (place.signature_right, place.date_right, place.signature_lines_above, place.date_lines_above) == pytest.approx(expected)


@given(st.integers(1, 40), st.integers(1, 12), st.integers(1, 31))
def test_sealed_the_name_is_always_centred_on_the_date_within_the_text_block(wide: int, month: int, day: int) -> None:
    date = f"2026年{month}月{day}日"
    place = sign_off("云" * wide, date, Sealing.SEALED)
    assert place.signature_right + wide / 2 == pytest.approx(place.date_right + chars_wide(date) / 2)
    assert place.signature_right >= 0
    assert place.date_right >= 4


@given(st.integers(1, 25), st.integers(1, 12), st.integers(1, 31))
def test_unsealed_the_date_always_begins_two_characters_right_of_the_name(wide: int, month: int, day: int) -> None:
    date = f"2026年{month}月{day}日"
    place = sign_off("云" * wide, date, Sealing.UNSEALED)
    name_begins = 28 - place.signature_right - wide
    date_begins = 28 - place.date_right - chars_wide(date)
    assert date_begins - name_begins == pytest.approx(2)


@pytest.mark.parametrize(("millimetres", "expected"), [(210, 11906), (297, 16838), (37, 2098), (35, 1984), (26, 1474), (156, 8844)])
def test_millimetres_become_twips(millimetres: float, expected: int) -> None:
    assert twips(millimetres) == expected
