"""Text → runs: which font a character gets, and what is marked for the writer to fill in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from drafting.documents.richtext import RichText
from drafting.documents.wml import Value, run

# Marks that Chinese and Latin share. Word sets them in the Chinese font because of the hint in every style; LibreOffice takes the
# Latin one, half as wide, unless the run names the Chinese font for it too.
_SHARED = "§¨°±·×÷\u2010-\u27bf"
_MISSING = "【待补[^【】]{0,200}】"
_PIECES = re.compile(f"({_MISSING})|([{_SHARED}]+)|([^{_SHARED}【]+|【)")
_PICTURE = "【待补：此处原有图片或其他对象】"


def runs(text: str, font: str, properties: Mapping[str, Value] = MappingProxyType({})) -> str:
    """Return ``text`` as runs of a paragraph whose Chinese font is called ``font``; ``properties`` are those that differ from its style.

    A fact still missing, 【待补：…】, is highlighted, and so is what stands for a picture that the text cannot hold. What ``RichText`` holds
    is written with it.
    """
    if isinstance(text, RichText):
        return text.markup(lambda piece, look: runs(piece, font, {**properties, **look} if look else properties))
    pieces = []
    for found in _PIECES.finditer(text.replace("\ufffc", _PICTURE)):
        missing, shared, plain = found.groups()
        if missing:
            pieces.append(run(missing, {**properties, "highlight": "yellow"}))
        elif shared and not _names_font(properties.get("rFonts")):
            chinese: dict[str, str | int] = {"hint": "eastAsia", "ascii": font, "hAnsi": font, "eastAsia": font}
            pieces.append(run(shared, {**properties, "rFonts": chinese}))
        else:
            pieces.append(run(plain or shared, properties))
    return "".join(pieces)


def _names_font(fonts: Value | None) -> bool:
    """Tell whether ``w:rFonts`` already says which font such marks are in."""
    return isinstance(fonts, Mapping) and "ascii" in fonts
