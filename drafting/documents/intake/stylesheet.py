"""What a paragraph looks like: styles, numbering and direct formatting resolved to one ``Look`` (ISO/IEC 29500-1, 17.7).

Each style is resolved once and kept; a paragraph then costs one dictionary update for each layer it has of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypedDict, cast

from drafting.documents.intake.characters import A, W, child_of, is_on
from drafting.documents.model import Alignment, Look, Stretch

if TYPE_CHECKING:
    from lxml.etree import _Element

_ALIGNMENTS = {
    "left": Alignment.LEFT,
    "start": Alignment.LEFT,
    "center": Alignment.CENTER,
    "right": Alignment.RIGHT,
    "end": Alignment.RIGHT,
    "both": Alignment.JUSTIFY,
    "distribute": Alignment.DISTRIBUTE,
}

# The attributes of w:ind and w:spacing that become a length of Look: its name there, units in a point or character, and its sign.
_INDENTS = {
    "firstLine": ("first_line_indent", 20),
    "hanging": ("first_line_indent", -20),
    "firstLineChars": ("first_line_chars", 100),
    "hangingChars": ("first_line_chars", -100),
    "left": ("left_indent", 20),
    "start": ("left_indent", 20),
    "leftChars": ("left_chars", 100),
    "startChars": ("left_chars", 100),
    "right": ("right_indent", 20),
    "end": ("right_indent", 20),
    "rightChars": ("right_chars", 100),
    "endChars": ("right_chars", 100),
}


class Setting(TypedDict, total=False):
    """The properties of a paragraph as one layer sets them, in the units of ``Look``; ``numbering`` is (list, level)."""

    alignment: Alignment
    first_line_indent: float
    first_line_chars: float
    left_indent: float
    left_chars: float
    right_indent: float
    right_chars: float
    line_spacing: float
    line_rule: str
    space_before: float
    space_after: float
    page_break_before: bool
    outline_level: int | None
    quote_font: str | None
    blank_lines_above: int
    framed: bool
    stretches: tuple[Stretch, ...]
    numbering: tuple[str | None, int | None]


class Face(TypedDict, total=False):
    """The properties of characters as one layer sets them."""

    font: str | None
    latin_font: str | None
    size: float
    bold: bool
    color: str | None
    themed: bool
    marks_font: str | None  # of the marks that Chinese and Latin share, where nothing says that they are Chinese
    marks_chinese: bool


class _Style:
    __slots__ = ("based_on", "element", "kind", "name")

    def __init__(self, element: _Element) -> None:
        self.element = element
        self.kind = element.get(W + "type", "paragraph")
        self.based_on = value_of(element, "basedOn")
        self.name = value_of(element, "name")


class Stylesheet:
    """The styles of a document. Every question about a style is answered once and remembered."""

    def __init__(self, root: _Element | None, theme: _Element | None = None) -> None:
        self._theme = _theme_fonts(theme)
        self._styles: dict[str, _Style] = {}
        self._settings: dict[str, Setting] = {}
        self._faces: dict[str, Face] = {}
        self._run_faces: dict[tuple[object, ...], Face] = {}
        self._default = ""
        self._base_setting: Setting = {}
        self._base_face: Face = {}
        if root is None:
            return
        for element in root.iterchildren(W + "style"):
            identity = element.get(W + "styleId", "")
            self._styles[identity] = _Style(element)
            if element.get(W + "default") in ("1", "true", "on") and self._styles[identity].kind == "paragraph":
                self._default = identity
        defaults = root.find(W + "docDefaults")
        if defaults is not None:
            self._base_setting = setting_of(defaults.find(f"{W}pPrDefault/{W}pPr"))
            self._base_face = self.face_of(defaults.find(f"{W}rPrDefault/{W}rPr"))

    def style_of(self, properties: _Element | None) -> str:
        """Return the id of the style that a paragraph's ``w:pPr`` names, the default style's where it names none or an unknown one."""
        named = value_of(properties, "pStyle") if properties is not None else ""
        return named if named in self._styles else self._default

    def name(self, style: str) -> str | None:
        """Return the name of a style as Word shows it."""
        return self._styles[style].name or None if style in self._styles else None

    def setting(self, style: str) -> Setting:
        """Return the paragraph properties of a style, its ancestors and the document's defaults."""
        if style not in self._settings:
            merged = Setting(**self._base_setting)
            for ancestor in self._chain(style):
                merged.update(setting_of(ancestor.element.find(W + "pPr")))
            self._settings[style] = merged
        return self._settings[style]

    def layers(self, style: str) -> list[_Element]:
        """Return the ``w:style`` elements that make up a style: its ancestors, the farthest first, and itself."""
        return [layer.element for layer in self._chain(style)]

    def own_face(self, style: str) -> Face:
        """Return the character properties of a style and its ancestors, without the document's defaults."""
        if style not in self._faces:
            merged: Face = {}
            for ancestor in self._chain(style):
                merged.update(self.face_of(ancestor.element.find(W + "rPr")))
            self._faces[style] = merged
        return self._faces[style]

    def face(self, style: str, run_properties: _Element | None) -> Face:
        """Return the character properties of a run in a paragraph of ``style``: defaults, paragraph style, character style, direct.

        Weight is a toggle: set by both styles it is off again; directly set it is what it says. The value is shared: read it only.
        """
        properties = () if run_properties is None else run_properties
        # A document has few looks and many runs: each is resolved once.
        key = (style, *((child.tag, *child.items()) for child in properties))
        if key not in self._run_faces:
            self._run_faces[key] = self._resolved(style, run_properties)
        return self._run_faces[key]

    def _resolved(self, style: str, run_properties: _Element | None) -> Face:
        merged = Face(**self._base_face)
        merged.update(self.own_face(style))
        if run_properties is None or not len(run_properties):
            return merged
        character = value_of(run_properties, "rStyle")
        if character in self._styles:
            paragraph_bold = merged.get("bold", False)
            own = self.own_face(character)
            merged.update(own)
            if "bold" in own:
                merged["bold"] = own["bold"] != paragraph_bold
        merged.update(self.face_of(run_properties))
        return merged

    def face_of(self, properties: _Element | None) -> Face:
        """Return what one ``w:rPr`` sets by itself."""
        made: Face = {}
        if properties is None:
            return made
        for child in properties:
            tag = child.tag
            if tag == W + "rFonts":
                for attribute, key in (("eastAsia", "font"), ("ascii", "latin_font"), ("hAnsi", "marks_font")):
                    themed = child.get(f"{W}{attribute}Theme")
                    plain = child.get(W + attribute)
                    if themed is not None or plain is not None:
                        chosen = self._theme.get(themed or "") or plain  # a theme's font goes before a name
                        chosen = chosen.partition(";")[0] if chosen else None  # LibreOffice writes substitutes after it
                        if key == "font":
                            made["font"] = chosen
                            made["themed"] = themed is not None
                        elif key == "latin_font":
                            made["latin_font"] = chosen
                        else:
                            made["marks_font"] = chosen
                if (hint := child.get(W + "hint")) is not None:
                    made["marks_chinese"] = hint == "eastAsia"
            elif tag == W + "sz":
                size = number(child.get(W + "val"), 2)
                if size is not None:
                    made["size"] = size / 2
            elif tag == W + "b":
                made["bold"] = is_on(child)
            elif tag == W + "color":
                color = child.get(W + "val", "auto")
                made["color"] = None if color == "auto" else color.upper()
        return made

    def _chain(self, style: str) -> list[_Style]:
        """Return a style's ancestors and itself, the farthest first; a circle of styles is cut."""
        chain: list[_Style] = []
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            chain.append(self._styles[style])
            style = self._styles[style].based_on
        return chain[::-1]


def look_of(setting: Setting, faces: Iterable[tuple[Face, int]], style: str | None) -> Look:
    """Return the look of a paragraph from its settings and from the faces of its runs, each with its number of characters."""
    counted = [(face, weight) for face, weight in faces if weight] or [*faces][:1]
    return Look(
        font=_most("font", counted),
        latin_font=_most("latin_font", counted),
        size=_most("size", counted),
        bold=_most("bold", counted),
        color=_most("color", counted),
        themed=_most("themed", counted),
        style=style,
        **{key: value for key, value in setting.items() if key != "numbering"},  # type: ignore[arg-type]
    )


def _most(key: str, faces: list[tuple[Face, int]]) -> Any:
    """Return the value that most characters have."""
    if len(faces) == 1:
        return faces[0][0].get(key)
    counts: Counter[Any] = Counter()
    for face, weight in faces:
        counts[face.get(key)] += weight
    return counts.most_common(1)[0][0] if counts else None


def setting_of(properties: _Element | None) -> Setting:
    """Return what one ``w:pPr`` sets by itself."""
    made: Setting = {}
    if properties is None:
        return made
    for child in properties:
        tag = child.tag
        if tag == W + "jc":
            alignment = _ALIGNMENTS.get(child.get(W + "val", ""))
            if alignment:
                made["alignment"] = alignment
        elif tag == W + "ind":
            made.update(indent_of(child))
        elif tag == W + "spacing":
            made.update(_spacing_of(child))
        elif tag == W + "pageBreakBefore":
            made["page_break_before"] = is_on(child)
        elif tag == W + "framePr":
            made["framed"] = True
        elif tag == W + "outlineLvl":
            level = number(child.get(W + "val"))
            made["outline_level"] = int(level) if level is not None and 0 <= level < 9 else None
        elif tag == W + "numPr":
            depth = number(value_of(child, "ilvl"))
            made["numbering"] = (value_of(child, "numId") or None, None if depth is None else int(depth))
    return made


def indent_of(element: _Element) -> Setting:
    """Return the indents that a ``w:ind`` sets; hanging ones are negative."""
    found: dict[str, float] = {}
    for attribute, text in element.attrib.items():
        known = _INDENTS.get(str(attribute).removeprefix(W))
        length = number(str(text)) if known else None
        if known and length is not None:
            if length or known[1] > 0:
                found[known[0]] = length / known[1]
            else:  # hanging by nothing: it takes back what a style sets, but not what stands beside it
                found.setdefault(known[0], 0.0)
    return cast(Setting, found)


def _spacing_of(element: _Element) -> Setting:
    made: Setting = {}
    before, after, line = (number(element.get(W + name)) for name in ("before", "after", "line"))
    if before is not None:
        made["space_before"] = before / 20
    if after is not None:
        made["space_after"] = after / 20
    if line is not None:
        rule = element.get(W + "lineRule", "auto")
        made["line_rule"] = rule
        made["line_spacing"] = line / (240 if rule == "auto" else 20)
    return made


def value_of(parent: _Element, tag: str) -> str:
    """Return the ``w:val`` of a child, ``""`` where there is none."""
    found = child_of(parent, W + tag)
    return found.get(W + "val", "") if found is not None else ""


def flag(parent: _Element, tag: str) -> bool:
    """Tell whether a child that switches something is there and on."""
    found = parent.find(W + tag)
    return found is not None and is_on(found)


def number(text: str | None, in_point: int = 20) -> float | None:
    """Return a number of OOXML, None where it is none; one with the unit ``pt`` is turned into the plain unit, ``in_point`` to a point."""
    try:
        return float(text[:-2]) * in_point if text and text.endswith("pt") else float(text) if text else None
    except ValueError:
        return None


def _theme_fonts(theme: _Element | None) -> Mapping[str, str]:
    """Return the fonts that ``minorEastAsia``, ``majorHAnsi`` … stand for; a Chinese document's theme names them under ``Hans``."""
    fonts: dict[str, str] = {}
    if theme is None:
        return fonts
    for kind in ("major", "minor"):
        group = next(theme.iter(f"{A}{kind}Font"), None)
        if group is None:
            continue
        faces = {child.tag: child.get("typeface", "") for child in group if child.tag != A + "font"}
        hans = next((child.get("typeface", "") for child in group.iterchildren(A + "font") if child.get("script") == "Hans"), "")
        east, latin = faces.get(A + "ea") or hans, faces.get(A + "latin", "")
        fonts.update({f"{kind}EastAsia": east, f"{kind}Ascii": latin, f"{kind}HAnsi": latin})
    return fonts
