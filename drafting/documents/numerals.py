"""Chinese numerals and the numbers that they stand for."""

from __future__ import annotations

_SMALL = "零一二三四五六七八九"
_DIGITS = {character: value for row in (_SMALL, "〇壹贰叁肆伍陆柒捌玖") for value, character in enumerate(row)}
_DIGITS |= {"○": 0, "两": 2, "貳": 2, "弍": 2, "参": 3, "陸": 6}
_POWERS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_LARGEST = 99_999


def in_chinese(number: int) -> str:
    """Return a whole number from 0 as it is counted in Chinese: 零, 十, 十一, 二十, 一百零一; one above 99,999 in digits."""
    return counted(number, _SMALL, "十百千", "万")


def counted(number: int, digits: str, units: str, myriad: str) -> str:
    """Return ``number`` counted with these ``digits`` (0–9), ``units`` (10, 100, 1000) and word for 10,000."""
    if number > _LARGEST:
        return str(number)
    if number >= 10_000:
        rest = number % 10_000
        link = digits[0] if 0 < rest < 1000 else ""
        return counted(number // 10_000, digits, units, myriad) + myriad + (link + counted(rest, digits, units, myriad) if rest else "")
    text = ""
    gap = False
    figures = str(number)
    for place, figure in zip(range(len(figures) - 1, -1, -1), figures, strict=True):
        if figure == "0":
            gap = bool(text)
            continue
        text += (digits[0] if gap else "") + digits[int(figure)] + (units[place - 1] if place else "")
        gap = False
    if units[0] == "十" and 10 <= number < 20:
        text = text[1:]  # 十一, not 一十一
    return text or digits[0]


def value_of(text: str) -> int | None:
    """Return the whole number that ``text`` stands for: 305, 三百零五, 二〇二四, 叁万零伍佰; None where it is no number."""
    if not text:
        return None
    if text.isdigit():
        return int(text)
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    last = 0
    for c in text:
        if c in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[c]
            last = 0 if digit == 0 else last
        elif c in _POWERS:
            section += (digit or 1) * _POWERS[c]
            digit, last = 0, _POWERS[c]
        elif c in _MYRIADS:
            total = (total + section + digit) * _MYRIADS[c] if c in "亿億" else total + (section + digit) * _MYRIADS[c]
            section = digit = 0
            last = _MYRIADS[c]
        else:
            return None
    # 三百五 is 350, 一万二 is 12000: the digit after a power counts in tenths of it.
    return total + section + (digit * last // 10 if digit and last >= 100 else digit)
