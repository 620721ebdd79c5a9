"""Pictures on the new page: how high they stand in a line, and made to fit where they are wider than the text block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafting.documents.intake.characters import MATH, WP, A, W

if TYPE_CHECKING:
    from lxml.etree import _Element

_EMU = 635  # in a twip
_LENGTH = re.compile(r"(?<![\w-])(width|height)\s*:\s*([0-9.]+)(pt|in|cm|mm|px)?")
_TWIPS = {"pt": 20.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 144 / 2.54, "px": 15.0, None: 1 / _EMU}
_TALL_FORMULAS = {MATH + name for name in ("f", "nary", "m", "eqArr", "limLow", "limUpp", "groupChr")}


def fitted(graphic: _Element, width: int, height: int) -> int:
    """Make the inline ``graphic`` (``w:drawing``, ``w:pict``, ``w:object``) as small as ``width`` × ``height`` asks; return its height.

    All in twips; the proportions stay, and what fits stays as it is. 0 where the file does not say how high it is.
    """
    if graphic.tag == W + "drawing":
        return _fitted_drawing(graphic, width, height)
    tallest = 0
    for shape in graphic:
        style = shape.get("style")
        if style:
            sizes = {name: float(number) * _TWIPS[unit] for name, number, unit in _lengths(style)}
            wide, high = sizes.get("width", 0.0), sizes.get("height", 0.0)
            by = _factor(wide, high, width, height)
            if by < 1:
                shape.set("style", _scaled(style, by))
            tallest = max(tallest, round(high * by))
    return tallest


def _lengths(style: str) -> list[tuple[str, str, str | None]]:
    return [(found[1], found[2], found[3]) for found in _LENGTH.finditer(style)]


def _scaled(style: str, by: float) -> str:
    return _LENGTH.sub(lambda found: f"{found[1]}:{float(found[2]) * by:.2f}{found[3] or ''}", style)


def _factor(wide: float, high: float, width: int, height: int) -> float:
    return min([1.0, *(room / size for size, room in ((wide, width), (high, height)) if size > room)])


def _fitted_drawing(graphic: _Element, width: int, height: int) -> int:
    extent = graphic.find(f"{WP}inline/{WP}extent")
    if extent is None:
        return 0
    wide, high = (_number(extent.get(name)) / _EMU for name in ("cx", "cy"))
    by = _factor(wide, high, width, height)
    if by < 1:
        inner = next((found for found in graphic.iter(A + "ext") if found.get("cx")), None)
        for size in (extent, inner):
            if size is not None:
                for name in ("cx", "cy"):
                    size.set(name, str(round(_number(size.get(name)) * by)))
    return round(high * by)


def _number(text: str | None) -> int:
    try:
        return int(text or "0")
    except ValueError:
        return 0


def formula_height(formula: _Element, line: int) -> int:
    """Return about how high a formula stands in lines of ``line`` twips; 0 for one that needs no more than a line."""
    tall = sum(1 for part in formula.iter() if part.tag in _TALL_FORMULAS)
    return 0 if not tall else line * 2
