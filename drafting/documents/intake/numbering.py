"""Automatic numbering: the 一、 or （一） or 1. that Word shows and the file does not hold as text (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from drafting.documents.intake.characters import W, is_on
from drafting.documents.numerals import counted, in_chinese

if TYPE_CHECKING:
    from lxml.etree import _Element

LEVELS = 9
_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
# The private-use characters by which Symbol and Wingdings draw bullets, as what they look like.
_BULLETS = {0xF0B7: "•", 0xF06C: "●", 0xF06E: "■", 0xF075: "◆", 0xF076: "❖", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0A7: "▪", 0xF0B2: "◎"}


def number_text(number: int, kind: str) -> str:
    """Return ``number`` written as the number format ``kind`` (``w:numFmt``); an unknown one is written in Arabic digits."""
    if kind in ("none", "bullet"):
        return ""
    if number < 0:
        return f"-{number_text(-number, kind)}"
    write = _FORMATS.get(kind)
    return write(number) if write else str(number)


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(figure)] for figure in str(number))


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    values = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"))
    text = ""
    for value, letters in (*values, (5, "V"), (4, "IV"), (1, "I")):
        count, number = divmod(number, value)
        text += letters * count
    return text


def _letter(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else ""


def _block(first: str, last: int, start: int = 1) -> Callable[[int], str]:
    """Return the writer of the characters that follow ``first`` for ``start``–``last``, Arabic digits beyond."""
    return lambda number: chr(ord(first) + number - start) if start <= number <= last else str(number)


def _circled(number: int) -> str:
    for first, start, last in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if start <= number <= last:
            return chr(ord(first) + number - start)
    return str(number)


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda number: characters[(number - 1) % len(characters)] if number else ""


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": _ordinal,
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _block("⑴", 20),
    "decimalEnclosedFullstop": _block("⒈", 20),
    "ideographEnclosedCircle": _block("㊀", 10),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": lambda number: _cycle(_STEMS)(number) + _cycle(_BRANCHES)(number),
    "chineseLegalSimplified": lambda number: counted(number, _FORMAL, "拾佰仟", "万"),
    "ideographLegalTraditional": lambda number: counted(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟", "萬"),
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"), in_chinese),
    "taiwaneseCountingThousand": in_chinese,
}


class Level(NamedTuple):
    """One level of a list: how its number is counted, written and set."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False  # all numbers in it are written in Arabic digits
    restart_after: int | None = None  # 0: never; n: by level n (from 1) or a higher one; None: by any higher level
    style: str = ""
    indent: _Element | None = None


@dataclass(slots=True)
class _List:
    """A list as its paragraphs use it: levels and starting numbers of its own, the counts those of ``abstract``."""

    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document and how far each has been counted. Ask once for each paragraph, in document order."""

    def __init__(self, root: _Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        if root is None:
            return
        abstracts = {item.get(W + "abstractNumId", ""): item for item in root.iterchildren(W + "abstractNum")}
        by_style = {_value(item, "styleLink"): key for key, item in abstracts.items() if item.find(W + "styleLink") is not None}
        parsed: dict[str, dict[int, Level]] = {}
        for num in root.iterchildren(W + "num"):
            key = _value(num, "abstractNumId")
            linked = _value(abstracts[key], "numStyleLink") if key in abstracts else ""
            key = by_style.get(linked, key)
            if key not in abstracts:
                continue
            if key not in parsed:
                parsed[key] = _levels(abstracts[key])
            made = _List(key, parsed[key])
            for override in num.iterchildren(W + "lvlOverride"):
                depth = _number(override.get(W + "ilvl"), 0)
                start = override.find(W + "startOverride")
                if start is not None:
                    made.restarts[depth] = _number(start.get(W + "val"), 1)
                if override.find(W + "lvl") is not None:
                    made.levels = {**made.levels, **_levels(override)}
            self._lists[num.get(W + "numId", "")] = made

    def level(self, number_id: str, depth: int) -> Level | None:
        """Return the level ``depth`` (from 0) of a list, None if there is no such list or level."""
        found = self._lists.get(number_id)
        return found.levels.get(depth) if found else None

    def depth_of_style(self, number_id: str, style: str) -> int:
        """Return the level of a list that is tied to a paragraph style, 0 if none is."""
        found = self._lists.get(number_id)
        return next((depth for depth, level in found.levels.items() if style and level.style == style), 0) if found else 0

    def next(self, number_id: str, depth: int) -> str:
        """Count one more paragraph of a list and return its number as a reader sees it.

        A number that ends in a letter or a figure (第一章, 1.1) is followed by one space where Word leaves a gap; others stand close.
        """
        found = self._lists.get(number_id)
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return ""
        counts = self._counts.setdefault(found.abstract, [None] * LEVELS)
        if number_id not in self._begun:
            self._begun.add(number_id)
            for restarted in found.restarts:
                counts[restarted] = None
        current = counts[depth]
        counts[depth] = found.restarts.get(depth, level.start) if current is None else current + 1
        for deeper in range(depth + 1, LEVELS):
            rule = found.levels[deeper].restart_after if deeper in found.levels else None
            if rule is None or depth < rule:
                counts[deeper] = None
        if level.kind == "bullet":
            return "".join(_BULLETS.get(ord(c), "•" if 0xE000 <= ord(c) <= 0xF8FF else c) for c in level.text)
        text = _filled(level, found.levels, counts)
        return text + " " if text and text[-1].isalnum() and level.suffix != "nothing" else text


def _filled(level: Level, levels: dict[int, Level], counts: list[int | None]) -> str:
    text = level.text
    for place in range(LEVELS):
        mark = f"%{place + 1}"
        if mark not in text:
            continue
        other = levels.get(place, Level())
        count = counts[place]
        kind = "decimal" if level.legal and other.kind not in ("none", "bullet") else other.kind
        text = text.replace(mark, number_text(other.start if count is None else count, kind))
    return text


def _levels(parent: _Element) -> dict[int, Level]:
    made = {}
    for item in parent.iterchildren(W + "lvl"):
        depth = _number(item.get(W + "ilvl"), 0)
        legal = item.find(W + "isLgl")
        restart = item.find(W + "lvlRestart")
        if 0 <= depth < LEVELS:
            made[depth] = Level(
                start=_number(_value(item, "start"), 0),
                kind=_number_kind(item),
                text=_value(item, "lvlText"),
                suffix=_value(item, "suff") or "tab",
                legal=legal is not None and is_on(legal),
                restart_after=None if restart is None else _number(restart.get(W + "val"), 0),
                style=_value(item, "pStyle"),
                indent=item.find(f"{W}pPr/{W}ind"),
            )
    return made


def _number_kind(item: _Element) -> str:
    """Return the number format; newer files wrap it as an alternative (``mc:AlternateContent``)."""
    found = item.find(W + "numFmt")
    if found is None:
        found = next(item.iter(W + "numFmt"), None)
    return found.get(W + "val", "decimal") if found is not None else "decimal"


def _value(parent: _Element, tag: str) -> str:
    found = parent.find(W + tag)
    return found.get(W + "val", "") if found is not None else ""


def _number(text: str | None, missing: int) -> int:
    try:
        return int(text or missing)
    except ValueError:
        return missing
