"""Personal data covered, so that what leaves the office names nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MOBILE = r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"
_LANDLINE = r"(?<!\d)0\d{2,3}[-－ ]\d{7,8}(?!\d)"
_IDENTITY = r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
_CARD = r"(?<![\dA-Za-z])\d{16,19}(?![\dA-Za-z])"
_MAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}"
_ACCOUNT = r"(?<=QQ)[号群]?[码：: ]*[1-9]\d{4,11}(?!\d)|(?<=微信号)[码：: ]*[A-Za-z][\w-]{5,19}"
_NAME = r"(?<=我叫)[一-鿿]{2,3}(?=[，,。；;、（(\s]|$)|(?<=姓名[：:])\s*[一-鿿]{2,4}|(?<=联系人[：:])\s*[一-鿿]{2,4}"

_PERSONAL = re.compile(
    f"(?P<identity>{_IDENTITY})|(?P<phone>{_MOBILE}|{_LANDLINE})|(?P<card>{_CARD})|(?P<mail>{_MAIL})|(?P<account>{_ACCOUNT})|(?P<name>{_NAME})"
)
_PHONE = re.compile(f"(?:{_IDENTITY})|(?P<phone>{_MOBILE}|{_LANDLINE})")
_FOUR_DIGITS = re.compile(r"\d{4}")
_WORDS = ("@", "QQ", "微信号", "我叫", "姓名", "联系人")
_CHINESE_NAME = re.compile(r"[一-鿿·]{2,5}")


def mask(text: str) -> str:
    """Return ``text`` with phone, identity card and bank card numbers, mail addresses, accounts and stated names covered by ``*``."""
    # Every kind needs four digits in a row or one of these words: most texts are done after this quick look.
    if _FOUR_DIGITS.search(text) or any(word in text for word in _WORDS):
        return _PERSONAL.sub(_cover, text)
    return text


def mask_name(name: str) -> str:
    """Return a writer's name with all but the surname covered; a nickname or number that is no Chinese name stays, numbers are masked."""
    return f"{name[0]}{'*' * (len(name) - 1)}" if _CHINESE_NAME.fullmatch(name) else mask(name)


def may_hold_phones(texts: Sequence[str]) -> list[bool]:
    """Return for each text whether it has digits enough in a row for a phone number: a quick look over all that saves the careful one."""
    import numpy as np

    joined = np.frombuffer(("\n".join(texts) + "\n").encode("utf-32-le", "surrogatepass"), np.uint32)
    digit = (joined >= ord("0")) & (joined <= ord("9"))
    run = digit.copy()
    for _ in range(3):
        run[:-1] &= run[1:]
        run[-1] = False
        run &= digit
    four = run  # four digits begin here
    seven = four.copy()
    seven[:-3] &= four[3:]
    apart = np.zeros_like(digit)
    apart[3:-1] = ((joined[3:-1] == ord(" ")) | (joined[3:-1] == ord("-"))) & digit[2:-2] & digit[1:-3] & digit[:-4] & four[4:]
    ends = np.cumsum([len(text) + 1 for text in texts])
    hits = np.searchsorted(ends, np.flatnonzero(seven | apart), side="right")
    found = np.zeros(len(texts), np.bool_)
    found[hits] = True
    result: list[bool] = found.tolist()
    return result


def masked_phones(text: str) -> str | None:
    """Return the phone numbers in ``text``, masked and joined by 、, or None where there is none."""
    found = dict.fromkeys(_middle(match["phone"], 3, 4) for match in _PHONE.finditer(text) if match["phone"])
    return "、".join(found) or None


def _cover(found: re.Match[str]) -> str:
    text = found[0]
    if found.lastgroup == "phone":
        return _middle(text, 3, 4)
    if found.lastgroup == "identity":
        return _middle(text, 6, 2)
    if found.lastgroup == "card":
        return _middle(text, 4, 4)
    if found.lastgroup == "mail":
        name, _, host = text.partition("@")
        return f"{name[0]}***@{host}"
    if found.lastgroup == "name":
        return f"{text[: len(text) - len(text.lstrip()) + 1]}{'*' * (len(text.strip()) - 1)}"
    return re.sub(r"[A-Za-z0-9](?=[\w-]{2})", "*", text)


def _middle(text: str, head: int, tail: int) -> str:
    return f"{text[:head]}{'*' * (len(text) - head - tail)}{text[-tail:]}"
