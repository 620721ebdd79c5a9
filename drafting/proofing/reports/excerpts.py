"""A fault with a little of what stands beside it, on one line; personal numbers covered where the line goes out of the house."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from drafting.documents.expressions import expression

_BESIDE = 24  # characters shown on each side of a fault
_TAIL = 8  # characters shown of the end of a long one
_SHOWN = {"\n": "↵", "\t": "→", "\u200b": "·", "\ufeff": "·", "\u00ad": "·", "\u200c": "·", "\u200d": "·", "\u2060": "·"}
_PERSONAL = expression(
    r"(?<![\dA-Za-z])[1-9]\d{16}[\dXx](?![\dA-Za-z])"  # 居民身份证
    r"|(?<![\dA-Za-z])\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![\dA-Za-z])"  # 银行卡, 16–19 digits, in fours or not
    r"|(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"  # 手机
)


class Excerpt(NamedTuple):
    """What stands before a fault, the fault, and what stands after it."""

    before: str
    fault: str
    after: str


def excerpt(text: str, start: int, end: int, beside: int = _BESIDE) -> Excerpt:
    """Return ``text[start:end]`` with ``beside`` characters on each side, all visible; of a long fault the beginning and the end."""
    low, high = max(0, start - beside), min(len(text), end + beside)
    fault = text[start:end] if end - start <= 2 * _BESIDE else f"{text[start : start + _BESIDE]}……{text[end - _TAIL : end]}"
    before = ("…" if low else "") + text[low:start]
    after = text[end:high] + ("…" if high < len(text) else "")
    return Excerpt(visible(before), visible(fault), visible(after))


def visible(text: str) -> str:
    """Return ``text`` on one line, every character of it with a width: what cannot be seen is shown as a dot."""
    return "".join(_SHOWN.get(char, "·" if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char) for char in text)


def instead(suggestion: str | None) -> str:
    """Return what is to stand in place of a fault: the characters, 删去, or ``""`` where a person must decide."""
    if suggestion is None:
        return ""
    return visible(suggestion) if suggestion else "删去"


def covered(text: str) -> str:
    """Return ``text``, as long as before, with the middle of identity, bank card and mobile numbers covered by ``*``."""
    return _PERSONAL.sub(_cover, text)


def _cover(found: re.Match[str]) -> str:
    number = found.group()
    head, tail = (6, 4) if len(number) == 18 and number[:-1].isdigit() else (3, 4) if len(number) < 16 else (4, 4)
    return f"{number[:head]}{'*' * (len(number) - head - tail)}{number[-tail:]}"
