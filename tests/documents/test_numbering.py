"""Automatic numbers, as Word shows them."""

from __future__ import annotations

import pytest
from lxml import etree

from drafting.documents.intake.numbering import Numbering, number_text
from drafting.documents.numerals import in_chinese
from tests.documents.making import NAMESPACES


def _level(depth: int, kind: str, text: str, extra: str = "", start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


def _numbering(abstract: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> Numbering:
    xml = f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">{abstract}</w:abstractNum>{nums}</w:numbering>'
    return Numbering(etree.fromstring(xml))


@pytest.mark.parametrize(
    ("kind", "number", "text"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 11, "十一"),
        ("chineseCountingThousand", 20, "二十"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("japaneseCounting", 34, "三十四"),
        ("ideographDigital", 2024, "二〇二四"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"),
        ("decimalEnclosedCircle", 1, "①"),
        ("decimalEnclosedCircleChinese", 21, "㉑"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalFullWidth", 10, "１０"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 3, "c"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"),
        ("ordinal", 22, "22nd"),
        ("none", 4, ""),
        ("noSuchFormat", 5, "5"),
    ],
)
def test_a_number_is_written_in_its_format(kind: str, number: int, text: str) -> None:
    assert number_text(number, kind) == text


def test_in_chineses_are_read_back_as_counted() -> None:
    assert [in_chinese(n) for n in (0, 9, 19, 100, 1001, 1010, 10_000, 10_500, 12_345)] == [
        "零", "九", "十九", "一百", "一千零一", "一千零一十", "一万", "一万零五百", "一万二千三百四十五",
    ]  # fmt: skip


def test_levels_restart_under_a_new_higher_one_and_may_show_it() -> None:
    numbering = _numbering(
        _level(0, "chineseCounting", "%1、") + _level(1, "chineseCounting", "（%2）") + _level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    )
    asked = [0, 1, 1, 2, 0, 1, 2, 2]
    assert [numbering.next("1", depth) for depth in asked] == ["一、", "（一）", "（二）", "1.2.1 ", "二、", "（一）", "2.1.1 ", "2.1.2 "]


def test_a_level_that_never_restarts_goes_on_counting() -> None:
    numbering = _numbering(_level(0, "chineseCounting", "第%1章") + _level(1, "decimal", "第%2条", '<w:lvlRestart w:val="0"/>'))
    assert [numbering.next("1", depth) for depth in (0, 1, 1, 0, 1)] == ["第一章 ", "第1条 ", "第2条 ", "第二章 ", "第3条 "]


def test_lists_over_the_same_definition_count_on_unless_they_start_anew() -> None:
    other = _level(0, "upperLetter", "%1)")
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        f'<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">{other}</w:lvlOverride></w:num>'
    )
    numbering = _numbering(_level(0, "decimal", "%1."), nums)
    assert [numbering.next(name, 0) for name in "1122334"] == ["1.", "2.", "3.", "4.", "5.", "6.", "G)"]


def test_a_bullet_is_the_character_that_is_seen() -> None:
    assert _numbering(_level(0, "bullet", "\uf0b7")).next("1", 0) == "•"
    assert _numbering(_level(0, "bullet", "—")).next("1", 0) == "—"


def test_a_list_that_does_not_exist_has_no_number() -> None:
    assert Numbering(None).next("1", 0) == ""
    assert _numbering(_level(0, "decimal", "%1.")).next("9", 0) == ""
    assert _numbering(_level(0, "decimal", "%1.")).next("1", 7) == ""


def test_a_list_may_take_its_levels_from_a_list_style() -> None:
    xml = (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="S"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="S"/>{_level(0, "decimal", "（%1）")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    assert Numbering(etree.fromstring(xml)).next("1", 0) == "（1）"


def test_a_level_shown_before_it_was_counted_shows_its_start() -> None:
    assert _numbering(_level(0, "decimal", "%1", start=3) + _level(1, "decimal", "%1.%2、")).next("1", 1) == "3.1、"
