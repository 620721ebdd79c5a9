"""How paragraphs and characters of a file look, resolved once for each combination that occurs.

``Stylesheet`` answers for what a check asks about; what only the page needs (keeping together, borders, tabs, frames, the spacing of
characters …) is resolved here, along the same layers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from drafting.documents.intake.characters import W, child_of, hidden_styles, is_on
from drafting.documents.intake.stylesheet import Setting, Stylesheet, setting_of, value_of
from drafting.documents.model import Alignment, Role
from drafting.documents.preview.lengths import bounded, points_of
from drafting.documents.preview.model import Face, Program
from drafting.documents.typesetting.styles import style_id

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROLES = {style_id(role): role for role in Role}
_HIGHLIGHTS = {
    **{name: name.lower() for name in ("yellow", "green", "cyan", "magenta", "blue", "red", "black", "white")},
    **{f"dark{name}": f"dark{name.lower()}" for name in ("Blue", "Cyan", "Green", "Magenta", "Red", "Gray")},
    "lightGray": "lightgray",
    "darkYellow": "olive",
}
_RAISED = 0.33  # of the size: where superscript stands, its own size being 0.65 of the size
_LOWERED = -0.14
_SMALL = 0.65
_USUAL_SIZE, _SMALLEST = 10.5, 0.5  # points
_DEFAULT_TAB = 21.0  # points, where a file says nothing
_MOST_KEPT = 4000  # looks of each kind, for a program that shows documents all day


@dataclass(frozen=True, slots=True)
class Stroke:
    """An edge: ``w:val``, its width and its distance from the text in points, its colour."""

    kind: str
    width: float
    space: float
    color: str


def stroke_of(element: _Element | None) -> Stroke | None:
    """Return the edge that ``w:top``, ``w:bottom`` … describes, None where it is none."""
    if element is None:
        return None
    kind = element.get(W + "val", "none")
    if kind in ("none", "nil"):
        return None
    color = element.get(W + "color", "auto")
    width = max(0.0, points_of(element.get(W + "sz"), 8, 0.5))
    return Stroke(kind, width, max(0.0, points_of(element.get(W + "space"), 1)), "000000" if color == "auto" else color.upper())


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab stop: its kind (``w:val``) and its place in points from the edge of the text."""

    kind: str
    at: float


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """What the page must know of a paragraph. Lengths are points; ``line`` is points, or a multiple where ``rule`` is ``"auto"``."""

    style: str = ""
    role: Role = Role.BODY
    alignment: Alignment = Alignment.LEFT
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    rule: str = "auto"
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    widows: bool = True
    contextual: bool = False
    tabs: tuple[Tab, ...] = ()
    borders: Mapping[str, Stroke] = field(default_factory=lambda: MappingProxyType({}))
    shade: str = ""
    frame: tuple[tuple[str, str], ...] = ()
    face: Face = field(default_factory=Face)  # of the paragraph mark
    setting: Setting = field(default_factory=Setting)


class Looks:
    """The looks of the paragraphs and characters of documents with the same styles; each is resolved once and kept."""

    def __init__(self, styles: _Element | None, theme: _Element | None, settings: _Element | None, program: Program) -> None:
        self._styles = Stylesheet(styles, theme)
        self._program = program
        self.hidden = hidden_styles(styles)
        self._paragraphs: dict[tuple[str, str], ParagraphLook] = {}
        self._faces: dict[tuple[str, bytes], Face] = {}
        defaults = styles.find(W + "docDefaults") if styles is not None else None
        self._defaults = {name: defaults.find(f"{W}{name}Default/{W}{name}") if defaults is not None else None for name in ("pPr", "rPr")}
        stop = points_of(value_of(settings, "defaultTabStop")) if settings is not None else 0.0
        self.default_tab = stop if stop >= 1 else _DEFAULT_TAB

    def paragraph(self, properties: _Element | None, list_indent: Setting | None = None) -> ParagraphLook:
        """Return the look of a paragraph with these ``w:pPr``; ``list_indent`` is what its automatic numbering sets."""
        from lxml import etree

        key = (etree.tostring(properties, encoding="unicode") if properties is not None else "", str(list_indent) if list_indent else "")
        found = self._paragraphs.get(key)
        if found is None:
            if len(self._paragraphs) >= _MOST_KEPT:
                self._paragraphs.clear()
            found = self._paragraphs[key] = self._paragraph(properties, list_indent)
        return found

    def face(self, style: str, properties: _Element | None) -> Face:
        """Return the face of a run with these ``w:rPr`` in a paragraph of ``style``."""
        from lxml import etree

        key = (style, etree.tostring(properties, with_tail=False) if properties is not None else b"")
        found = self._faces.get(key)
        if found is None:
            if len(self._faces) >= _MOST_KEPT:
                self._faces.clear()
            found = self._faces[key] = self._face(style, properties)
        return found

    def table_layers(self, properties: _Element | None) -> list[_Element]:
        """Return the ``w:tblPr`` of a table's style, the farthest first, and its own."""
        layers: list[_Element] = []
        if properties is not None:
            for style in self._styles.layers(value_of(properties, "tblStyle")):
                found = child_of(style, W + "tblPr")
                if found is not None:
                    layers.append(found)
            layers.append(properties)
        return layers

    # -- paragraphs ----------------------------------------------------------------------------------------------------------------

    def _paragraph(self, properties: _Element | None, list_indent: Setting | None) -> ParagraphLook:
        style = self._styles.style_of(properties)
        setting = Setting(**self._styles.setting(style))
        if list_indent:
            setting.update(list_indent)
        setting.update(setting_of(properties))
        face = self.face(style, child_of(properties, W + "rPr") if properties is not None else None)
        layers = [element for layer in self._styles.layers(style) if (element := child_of(layer, W + "pPr")) is not None]
        own = self._merged([*([self._defaults["pPr"]] if self._defaults["pPr"] is not None else []), *layers], properties)

        def on(tag: str, default: bool = False) -> bool:
            return is_on(own[W + tag]) if W + tag in own else default

        def indent(points: str, chars: str) -> float:
            plain, wide = setting.get(points), setting.get(chars)
            if wide and (plain is None or self._program is Program.WORD):  # Word follows the characters, LibreOffice the twips
                return bounded(float(wide) * face.size)  # type: ignore[arg-type]
            return bounded(float(plain or 0.0))  # type: ignore[arg-type]

        borders, frame = own.get(W + "pBdr"), own.get(W + "framePr")
        edges = {} if borders is None else {str(edge.tag).removeprefix(W): stroke for edge in borders if (stroke := stroke_of(edge))}
        return ParagraphLook(
            style=style,
            role=_ROLES.get(style, Role.BODY),
            alignment=setting.get("alignment", Alignment.LEFT),
            left=indent("left_indent", "left_chars"),
            right=indent("right_indent", "right_chars"),
            first=indent("first_line_indent", "first_line_chars"),
            before=max(0.0, bounded(setting.get("space_before"))),
            after=max(0.0, bounded(setting.get("space_after"))),
            line=max(0.0, bounded(setting.get("line_spacing"))) or 1.0,
            rule=setting.get("line_rule") or "auto",
            keep_next=on("keepNext"),
            keep_lines=on("keepLines"),
            new_page=on("pageBreakBefore"),
            widows=on("widowControl", True),
            contextual=on("contextualSpacing"),
            tabs=_tabs([*layers, *([properties] if properties is not None else [])]),
            borders=MappingProxyType(edges),
            shade=fill_of(own.get(W + "shd")),
            frame=() if frame is None else tuple(sorted((str(key).removeprefix(W), str(value)) for key, value in frame.attrib.items())),
            face=face,
            setting=setting,
        )

    # -- characters ----------------------------------------------------------------------------------------------------------------

    def _face(self, style: str, properties: _Element | None) -> Face:
        known = self._styles.face(style, properties)
        layers = [element for layer in self._styles.layers(style) if (element := child_of(layer, W + "rPr")) is not None]
        if properties is not None and (character := value_of(properties, "rStyle")):
            layers += [element for layer in self._styles.layers(character) if (element := child_of(layer, W + "rPr")) is not None]
        own = self._merged([*([self._defaults["rPr"]] if self._defaults["rPr"] is not None else []), *layers], properties)

        def value(tag: str) -> str:
            return own[W + tag].get(W + "val", "") if W + tag in own else ""

        def on(tag: str) -> bool:
            return W + tag in own and is_on(own[W + tag])

        size = max(_SMALLEST, bounded(known.get("size"))) if known.get("size") else _USUAL_SIZE
        position = points_of(value("position"), 2)
        vertical = value("vertAlign")
        if vertical == "superscript":
            position, size = position + _RAISED * size, _SMALL * size
        elif vertical == "subscript":
            position, size = position + _LOWERED * size, _SMALL * size
        return Face(
            font=known.get("font") or "",
            latin=known.get("latin_font") or "",
            size=size,
            bold=known.get("bold") or False,
            italic=on("i"),
            color=known.get("color") or "000000",
            highlight=_HIGHLIGHTS.get(value("highlight"), "") or _css_shade(fill_of(own.get(W + "shd"))),
            underline=value("u") not in ("", "none"),
            strike=on("strike") or on("dstrike"),
            spacing=points_of(value("spacing")),
            scale=int(points_of(value("w").rstrip("%"), 1)) or 100,
            raised=position,
            hidden=on("vanish"),
        )

    def _merged(self, layers: list[_Element], direct: _Element | None) -> dict[str, _Element]:
        """Return the last element of each name over the layers."""
        merged: dict[str, _Element] = {}
        for layer in layers:
            merged |= {str(child.tag): child for child in layer}
        if direct is not None:
            merged |= {str(child.tag): child for child in direct}
        return merged


def smaller(face: Face) -> Face:
    """Return the face of the number of a note that stands after text in ``face``."""
    return replace(face, size=_SMALL * face.size, raised=_RAISED * face.size)


def _tabs(layers: list[_Element]) -> tuple[Tab, ...]:
    stops: dict[float, str] = {}
    for layer in layers:
        tabs = child_of(layer, W + "tabs")
        for stop in tabs if tabs is not None else ():
            at, kind = points_of(stop.get(W + "pos")), stop.get(W + "val", "left")
            if kind == "clear":
                stops.pop(at, None)
            elif kind not in ("bar", "num"):
                stops[at] = kind
    return tuple(Tab(stops[at], at) for at in sorted(stops))


def fill_of(element: _Element | None) -> str:
    """Return the colour that a ``w:shd`` lays under what it shades, ``""`` where there is none."""
    fill = element.get(W + "fill", "auto") if element is not None else "auto"
    return "" if fill == "auto" else fill.upper()


def _css_shade(fill: str) -> str:
    return f"#{fill}" if fill and fill != "FFFFFF" else ""
