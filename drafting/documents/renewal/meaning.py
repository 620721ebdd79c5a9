"""What of a run's look means something, and so outlives a new layout: raised, struck out, underlined, hidden, emphasised.

Font, size, colour and spacing are the look of the old page and go; the font of a run whose letters are pictures (Wingdings) stays, and
what tells a name's rare character apart is its code, not its font.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from drafting.documents.intake.characters import W, child_of, is_on
from drafting.documents.intake.stylesheet import Stylesheet, number, value_of
from drafting.documents.renewal.richtext import Atom, RichText, join
from drafting.documents.wml import Value

if TYPE_CHECKING:
    from lxml.etree import _Element

EMPHASIS = frozenset({"b", "bCs", "i", "iCs"})
"""What means something only where it sets some characters of a paragraph apart from the others."""

_TOGGLES = {W + name: name for name in ("b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "rtl")}
_VALUES = {W + name: name for name in ("u", "highlight", "bdr", "vertAlign", "em", "eastAsianLayout")}
_MANY_SIDED = {"bdr", "eastAsianLayout"}  # what more than one attribute says
_NOTHING = {"none", "nil", "baseline", "clear"}
_PICTURE_FONTS = ("wingdings", "webdings", "symbol", "mt extra", "marlett", "zapfdingbats", "opensymbol")
_WHITE = {"AUTO", "FFFFFF"}


class Meanings:
    """The meaning of runs, their character styles resolved; ``dropped`` counts the characters whose colour or shading is given up."""

    def __init__(self, styles: Stylesheet) -> None:
        self._styles = styles
        self._by_style: dict[str, dict[str, Value]] = {}
        # A document has few looks and many runs: each is worked out once.
        self._known: dict[tuple[object, ...], tuple[dict[str, Value], tuple[str, ...]]] = {}
        self.dropped: Counter[str] = Counter()

    def of(self, properties: _Element | None, *, in_link: bool = False, weight: int = 0) -> dict[str, Value]:
        """Return the run properties that mean something; underlining and colour ``in_link`` are only how programs show a link.

        ``weight`` is the number of characters.
        """
        if properties is None or not len(properties):
            return {}
        key = (in_link, *((child.tag, *child.items()) for child in properties))
        if key not in self._known:
            self._known[key] = self._found(properties, in_link)
        found, dropped = self._known[key]
        for name in dropped:
            self.dropped[name] += weight
        return found

    def _found(self, properties: _Element, in_link: bool) -> tuple[dict[str, Value], tuple[str, ...]]:
        character = value_of(properties, "rStyle")
        found = {**self._style(character)} if character else {}
        _add(found, properties)
        if in_link:
            found.pop("u", None)
        return {name: value for name, value in found.items() if value is not False}, () if in_link else tuple(_dropped(properties))

    def _style(self, character: str) -> dict[str, Value]:
        if character not in self._by_style:
            found: dict[str, Value] = {}
            for layer in self._styles.layers(character):
                own = child_of(layer, W + "rPr")
                if own is not None:
                    _add(found, own)
            if self._styles.name(character) == "Hyperlink":
                found.pop("u", None)
            self._by_style[character] = found
        return self._by_style[character]


def _dropped(properties: _Element) -> Iterator[str]:
    color, shading = child_of(properties, W + "color"), child_of(properties, W + "shd")
    if color is not None and _is_coloured(color.get(W + "val", "")):
        yield "文字颜色"
    if shading is not None and shading.get(W + "fill", "auto").upper() not in _WHITE:
        yield "文字底纹"


def _is_coloured(code: str) -> bool:
    """Tell whether a colour is one that a reader notices: not black, not a grey that web pages have for black."""
    try:
        shades = [int(code[at : at + 2], 16) for at in (0, 2, 4)]
    except ValueError:
        return False
    return max(shades) - min(shades) > 40


def _add(found: dict[str, Value], properties: _Element) -> None:
    """Put what ``properties`` say into ``found``; what they switch off is False."""
    for child in properties:
        tag = child.tag
        if tag in _TOGGLES:
            found[_TOGGLES[tag]] = is_on(child)
        elif tag in _VALUES:
            name = _VALUES[tag]
            if child.get(W + "val", "") in _NOTHING:
                found[name] = False
            elif name in _MANY_SIDED:
                own = (f' w:{str(key).removeprefix(W)}="{escape(str(value))}"' for key, value in child.items() if str(key).startswith(W))
                found[name] = f"<w:{name}{''.join(own)}/>"
            else:
                found[name] = child.get(W + "val", "single")
        elif tag == W + "position":
            _raise(found, number(child.get(W + "val")), number(value_of(properties, "sz")))
        elif tag == W + "rFonts":
            fonts = {key: child.get(W + key, "") for key in ("ascii", "hAnsi", "eastAsia", "cs", "hint")}
            if any(font.lower().startswith(_PICTURE_FONTS) for font in fonts.values()):
                found["rFonts"] = {key: font for key, font in fonts.items() if font}


def _raise(found: dict[str, Value], by: float | None, size: float | None) -> None:
    """Make small characters raised or lowered by a quarter of their size or more what they are meant as; LibreOffice writes them so."""
    if by and size and abs(by) >= size / 4:
        found["vertAlign"] = "superscript" if by > 0 else "subscript"


def without_emphasis(text: str, until: int | None = None) -> str:
    """Return ``text`` without bold and italic up to the offset ``until`` (None: its end): there the new style says how it looks."""
    if not isinstance(text, RichText):
        return text
    end = len(text) if until is None else until

    def bare(atom: Atom, _: int) -> Atom:
        return atom._replace(look={name: value for name, value in atom.look.items() if name not in EMPHASIS})

    head, rest = (text, "") if end >= len(text) else (text[:end], text[end:])
    return join("", (head.changed(bare) if isinstance(head, RichText) else head, rest))


def emphasised(text: str) -> int:
    """Return how many characters of ``text`` are bold or italic."""
    return sum(atom.size for atom in text.atoms if EMPHASIS & atom.look.keys()) if isinstance(text, RichText) else 0
