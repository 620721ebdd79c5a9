"""Text → runs: which font a character gets, and what is marked for the writer to fill in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from drafting.documents.renewal.richtext import RichText
from drafting.documents.typesetting.line_breaking import SHARED_MARKS
from drafting.documents.wml import ILLEGAL, RUN_END, Value, escaped, run, run_start

# Marks that Chinese and Latin share. Word sets them in the Chinese font because of the hint in every style; LibreOffice takes the
# Latin one, half as wide, unless the run names the Chinese font for it too.
_MARKS = re.compile(f"([{SHARED_MARKS}]+)")
_MISSING = "【待补[^【】]{0,200}】"
_PIECES = re.compile(f"({_MISSING})|([{SHARED_MARKS}]+)|([^{SHARED_MARKS}【]+|【)")
_PICTURE = "【待补：此处原有图片或其他对象】"
# What most texts have nothing of: breaks, tabs, missing facts, pictures, what XML cannot hold.
_UNCOMMON = re.compile(f"[\n\r\t【\ufffc{ILLEGAL[1:-1]}]")
_MARKED = re.compile(f"[&<>\n\r\t【\ufffc{SHARED_MARKS}{ILLEGAL[1:-1]}]")  # and what is written otherwise than it is

_PLAIN = run_start({})


def runs(text: str, font: str, properties: Mapping[str, Value] = MappingProxyType({})) -> str:
    """Return ``text`` as runs of a paragraph whose Chinese font is called ``font``; ``properties`` are those that differ from its style.

    A fact still missing, 【待补：…】, is highlighted, and so is what stands for a picture that the text cannot hold. What
    ``RichText`` holds is written with it.
    """
    if isinstance(text, RichText):
        return text.markup(lambda piece, look: runs(piece, font, {**properties, **look} if look else properties))
    if not properties and not _MARKED.search(text):
        return f"{_PLAIN}{text}{RUN_END}" if text else ""
    if not _UNCOMMON.search(text) and "rFonts" not in properties:
        plain, marks = _starts(font, tuple(properties.items()))
        pieces = _MARKS.split(escaped(text))
        for n in range(1, len(pieces), 2):
            pieces[n] = f"{RUN_END}{marks}{pieces[n]}{RUN_END}{plain}"
        # Nothing stands before a mark that begins the text, or after one that ends it.
        return f"{plain}{''.join(pieces)}{RUN_END}".replace(f"{plain}{RUN_END}", "")
    pieces = []
    for found in _PIECES.finditer(text.replace("\ufffc", _PICTURE)):
        missing, shared, plain = found.groups()
        if missing:
            pieces.append(run(missing, {**properties, "highlight": "yellow"}))
        elif shared and not _names_font(properties.get("rFonts")):
            pieces.append(run(shared, {**properties, "rFonts": _chinese(font)}))
        else:
            pieces.append(run(plain or shared, properties))
    return "".join(pieces)


def _chinese(font: str) -> dict[str, str | int]:
    return {"hint": "eastAsia", "ascii": font, "hAnsi": font, "eastAsia": font}


@lru_cache(maxsize=64)
def _starts(font: str, properties: tuple[tuple[str, Value], ...]) -> tuple[str, str]:
    """Return what a run of plain text begins with, and one of marks."""
    return run_start(dict(properties)), run_start({**dict(properties), "rFonts": _chinese(font)})


def _names_font(fonts: Value | None) -> bool:
    """Tell whether ``w:rFonts`` already says which font such marks are in."""
    return isinstance(fonts, Mapping) and "ascii" in fonts
