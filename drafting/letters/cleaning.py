"""Text as people and programs can read it."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"</?(?:p|br|div|span|font|strong|em|b|i|u|a|img|table|tbody|tr|td|th|ul|ol|li|h\d)\b[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/p|/div|/tr|/li)\b[^<>]*>", re.IGNORECASE)
# Control characters, zero-width characters and direction marks; tabs and line ends are dealt with apart.
_HIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff"
_INVISIBLE = re.compile(f"[{_HIDDEN}]")
_BLANK = r"[ \t\u00a0\u2000-\u200a\u3000]"
_BLANKS = re.compile(f"{_BLANK}{_BLANK}*")  # so the engine looks for the first one by itself: twice as fast as with +
# Whatever any of the above would change; all of it but the first three is nothing that is printed.
_TO_CLEAN = re.compile(f"[<& \\s{_HIDDEN}]")


def clean(text: str) -> str:
    """Return ``text`` without padding, invisible characters and HTML; paragraphs are separated by one ``"\\n"``."""
    # Most texts of a large batch hold nothing to clean: what the string knows of itself is a quicker look than any expression.
    if (text.isprintable() and not (" " in text or "<" in text or "&" in text)) or not _TO_CLEAN.search(text):
        return text
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if "&" in text:
        text = html.unescape(text)
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join([line for part in _BLANKS.sub(" ", text).split("\n") if (line := part.strip())])


def clean_line(text: str) -> str:
    """Return ``text`` cleaned, on one line: for titles, names and numbers."""
    text = clean(text)
    return text.replace("\n", " ") if "\n" in text else text
