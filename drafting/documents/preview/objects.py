"""Pictures, text boxes, formulas: how large they are, and what is shown of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drafting.documents.intake.characters import MATH, WP, A, R, V, W, visible_text
from drafting.documents.intake.opening import Package
from drafting.documents.preview.blocks import Axis
from drafting.documents.preview.lengths import bounded
from drafting.documents.preview.model import Box, Item, Picture, Rule
from drafting.documents.standard import chars_wide

if TYPE_CHECKING:
    from lxml.etree import _Element

_EMU = 12700  # in a point
_MEDIA = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "webp": "image/webp",
    "svg": "image/svg+xml",
}
_LENGTH = re.compile(r"(?:^|;)\s*(width|height|left|top|margin-left|margin-top)\s*:\s*(-?[0-9.]+)(pt|in|cm|mm|px)?")
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "": 1.0}
_UNKNOWN_SIZE = (72.0, 24.0)
_LINES = frozenset({"line", "straightConnector1"})


@dataclass(frozen=True, slots=True)
class Graphic:
    """An object of a paragraph: its size in points, and what it is."""

    element: _Element
    width: float
    height: float


def graphic_of(element: _Element, size: float) -> Graphic:
    """Return the size of a ``w:drawing``, ``w:pict``, ``w:object`` or formula; ``size`` is that of the text around it, for a formula."""
    if element.tag.startswith(MATH):
        text = text_of(element)
        return Graphic(element, max(size, 0.6 * size * chars_wide(text)), 1.3 * size)
    extent = next(element.iter(WP + "extent"), None)
    if extent is not None:
        return Graphic(element, max(0.0, _emu(extent.get("cx"))), max(0.0, _emu(extent.get("cy"))))
    for shape in element.iter():
        lengths = _lengths(shape)
        if "width" in lengths and "height" in lengths:
            return Graphic(element, max(0.0, lengths["width"]), max(0.0, lengths["height"]))
    return Graphic(element, *_UNKNOWN_SIZE)


def axes_of(element: _Element) -> tuple[Axis, Axis, bool]:
    """Return where a floating ``w:drawing`` or ``w:pict`` stands across and down the page, and whether text keeps clear of it."""
    anchor = next(element.iter(WP + "anchor"), None)
    if anchor is None:
        style = next((shape.get("style", "") for shape in element.iter() if "position:absolute" in shape.get("style", "")), "")
        found = _lengths_in(style)
        return (
            Axis("text", found.get("margin-left", found.get("left", 0.0))),
            Axis("text", found.get("margin-top", found.get("top", 0.0))),
            False,
        )
    wraps = anchor.find(WP + "wrapTopAndBottom") is not None
    return _axis(anchor.find(WP + "positionH")), _axis(anchor.find(WP + "positionV")), wraps


def text_of(element: _Element) -> str:
    """Return the text in a text box or a formula, a paragraph a line."""
    if element.tag.startswith(MATH):
        return "".join(part.text or "" for part in element.iter(MATH + "t"))
    box = next(element.iter(W + "txbxContent"), None)
    return "\n".join(visible_text(paragraph) for paragraph in box.iter(W + "p")) if box is not None else ""


def item_of(graphic: Graphic, x: float, y: float, package: Package, part: str, paragraph: int) -> Item:
    """Return what is shown of ``graphic``, its upper left corner at ``x``, ``y``: a picture, a line, or a labelled box."""
    element, width, height = graphic.element, graphic.width, graphic.height
    shape = next(element.iter(A + "prstGeom"), None)
    if shape is not None and shape.get("prst") in _LINES:
        return _stroke(element, x, y, width, height)
    identity = next((blip.get(R + "embed") for blip in element.iter(A + "blip")), None)
    if identity is None:
        identity = next((data.get(R + "id") for data in element.iter(V + "imagedata")), None)
    if identity:
        target = next((link.target for link in package.relations(part) if link.identity == identity), "")
        media = _MEDIA.get(target.rpartition(".")[2].lower(), "")
        if media and package.has(target):
            described = next((item.get("descr", "") for item in element.iter(WP + "docPr")), "")
            return Picture(x, y, width, height, media, package.read(target), described, paragraph)
        return Box(x, y, width, height, "图片（此处不能显示）" if target else "链接的图片", "", paragraph)
    return Box(x, y, width, height, _label(element), text_of(element), paragraph)


def _label(element: _Element) -> str:
    if element.tag.startswith(MATH):
        return "公式"
    if next(element.iter(W + "txbxContent"), None) is not None:
        return "文本框"
    names = {str(item.tag).rpartition("}")[2] for item in element.iter()}
    if "chart" in names:
        return "图表"
    return "嵌入对象" if "OLEObject" in names else "图形"


def _stroke(element: _Element, x: float, y: float, width: float, height: float) -> Rule:
    line = next(element.iter(A + "ln"), None)
    thick = _emu(line.get("w")) if line is not None and line.get("w") else 0.75
    color = next((fill.get("val", "000000") for fill in element.iter(A + "srgbClr")), "000000").upper()
    return Rule(x, y, max(width, thick), max(height, thick), color)


def _axis(element: _Element | None) -> Axis:
    if element is None:
        return Axis("text")
    relative = element.get("relativeFrom", "column")
    anchor = {"page": "page", "margin": "margin", "topMargin": "page", "leftMargin": "page"}.get(relative, "text")
    align = element.findtext(WP + "align")
    offset = element.findtext(WP + "posOffset")
    return Axis(anchor, _emu(offset), (align or "").strip())


def _emu(text: str | None) -> float:
    try:
        return bounded(int(text or 0) / _EMU)
    except ValueError:
        return 0.0


def _lengths(shape: _Element) -> dict[str, float]:
    return _lengths_in(shape.get("style", ""))


def _lengths_in(style: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, value, unit in _LENGTH.findall(style):
        try:
            found[name] = bounded(float(value) * _UNITS[unit])
        except ValueError:
            continue
    return found
