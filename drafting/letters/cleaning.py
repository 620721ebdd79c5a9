"""Text as people and programs can read it."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"</?(?:p|br|div|span|font|strong|em|b|i|u|a|img|table|tbody|tr|td|th|ul|ol|li|h\d)\b[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/p|/div|/tr|/li)\b[^<>]*>", re.IGNORECASE)
# Control characters, zero-width characters and direction marks; tabs and line ends are dealt with apart.
_HIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff"
_INVISIBLE = re.compile(f"[{_HIDDEN}]")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u3000]+")
_LINES = re.compile(r"\s*\n\s*")
# Whatever any of the above would change: most texts of a large batch hold nothing of it and are done after one look.
_TO_CLEAN = re.compile(f"[<&\\s{_HIDDEN}]")


def clean(text: str) -> str:
    """Return ``text`` without padding, invisible characters and HTML; paragraphs are separated by one ``"\\n"``."""
    if not _TO_CLEAN.search(text):
        return text
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if "&" in text:
        text = html.unescape(text)
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _LINES.sub("\n", _BLANKS.sub(" ", text)).strip()


def clean_line(text: str) -> str:
    """Return ``text`` cleaned, on one line: for titles, names and numbers."""
    return clean(text).replace("\n", " ")
