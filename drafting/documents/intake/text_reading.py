"""Text files → paragraphs: the encoding recognised or the file refused, never a wrong character passed on silently."""

from __future__ import annotations

import codecs

from drafting.documents.errors import UserError
from drafting.documents.intake.opening import MAX_CHARACTERS
from drafting.documents.model import Paragraph, Place

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_USUAL_SHARE = 0.9  # of the characters of a text whose encoding is guessed; Chinese office papers have 0.99
_REMEDY = "请用记事本或 WPS 打开，另存为 UTF-8 编码的文本再试"


def decode(data: bytes, name: str = "") -> str:
    """Return the text of ``data``, whatever its encoding; as for ``text_and_encoding``."""
    return text_and_encoding(data, name)[0]


def text_and_encoding(data: bytes, name: str = "") -> tuple[str, str, bytes]:
    """Return the text of ``data``, its encoding and its byte order mark: UTF-8, UTF-16 (either order) or GB18030, with a mark or without.

    Without a mark, UTF-8 is what decodes as such, unless the same bytes are plain Chinese in GB18030 and in UTF-8 only letters of other
    scripts (联通 is the famous case). UTF-16 without a mark and GB18030 are told apart by which gives usual characters.
    Raises ``UserError`` for anything else.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding, mark
            except UnicodeDecodeError as error:
                raise UserError("文件编码有误，开头标明的编码与内容不符", name, _REMEDY) from error
    utf8 = _decoded(data, "utf-8")
    if utf8 is not None and "\0" not in utf8:
        if utf8.isascii() or any(character >= "\u0800" for character in utf8):
            return utf8, "utf-8", b""
        chinese = _decoded(data, "gb18030")
        return (chinese, "gb18030", b"") if chinese is not None and _usual_share(chinese) == 1 else (utf8, "utf-8", b"")
    guesses = ((encoding, _decoded(data, encoding)) for encoding in ("gb18030", "utf-16-le", "utf-16-be"))
    shares = [(_usual_share(text), text, encoding) for encoding, text in guesses if text is not None and "\0" not in text]
    best, text, encoding = max(shares, default=(0.0, "", ""), key=lambda found: found[0])
    if best < _USUAL_SHARE:
        raise UserError("认不出文件的编码，或者它不是文本文件", name, _REMEDY)
    return text, encoding, b""


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _usual_share(text: str) -> float:
    """Return the share of ``text`` that is ASCII or a character of GB 2312, in which nearly every Chinese text is written."""
    sample = text[:20_000]
    if not sample:
        return 1.0
    strange = sample.encode("gb2312", "ignore").decode("gb2312")
    control = sum(1 for character in sample if character < " " and character not in "\t\n\r\f\v\x1a")
    return (len(strange) - control) / len(sample)


def paragraphs_of(text: str, name: str = "") -> tuple[Paragraph, ...]:
    """Return every line of ``text`` that is not blank, verbatim, with its number from 1 as ``place.index``."""
    if len(text) > MAX_CHARACTERS:
        raise UserError(f"文本超过 {MAX_CHARACTERS // 10_000} 万字，不予读取", name, "请拆成几个文件")
    return tuple(Paragraph(text=line, place=Place(index=number)) for number, line in enumerate(text.splitlines(), 1) if line.strip())
