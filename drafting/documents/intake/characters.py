"""The characters of a Word paragraph: the one mapping between what a reader sees and the elements that hold it.

``reading`` builds ``Paragraph.text`` from it and ``marking`` finds its way back with it, so the two cannot disagree.

``Place.index`` is a position in ``paragraphs(root)``: every ``w:p`` of the part in document order, the paragraphs of text boxes counted,
in ``mc:Choice`` as in ``mc:Fallback``. ``Paragraph.text`` is ``Paragraph.numbering`` followed by ``visible_text`` of that element.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"

OBJECT = "\ufffc"

# What a run may hold that a reader sees as exactly one character.
_FIXED = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "\u2011"}
_GRAPHICS = {W + "drawing", W + "pict", W + "object"}
_CONTAINERS = {
    W + name for name in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo")
} | {W + "ruby", W + "rubyBase"}
AROUND_BLOCKS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
"""What may stand around paragraphs, tables and their rows and cells without being seen."""

REVISIONS = frozenset(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
"""Tracked changes: of text, and of the mark of a paragraph."""

RANGES = frozenset(
    W + f"{name}{edge}" for name in ("bookmark", "commentRange", "moveFromRange", "moveToRange") for edge in ("Start", "End")
)
"""The marks at which a range begins or ends, within paragraphs and between them."""

_OFF = {"0", "false", "off"}
_BLANK = " \t\r\n"  # what XML calls white space; a full-width space is text
_LINE_ENDS = str.maketrans("\t\r\n", "   ")


class Piece(NamedTuple):
    """Some characters of a paragraph and the element that holds them.

    ``text`` is never empty. For a ``w:t`` its character ``k`` is ``element.text[start + k]``; for any other element it is one character.
    ``run`` is the ``w:r`` around it, None for a formula (``m:oMath``), which stands outside the runs.
    """

    element: _Element
    text: str
    run: _Element | None
    start: int = 0


def paragraphs(root: _Element) -> list[_Element]:
    """Return every ``w:p`` under ``root`` in document order: the list that ``Place.index`` counts in."""
    return list(root.iter(W + "p"))


def visible_text(paragraph: _Element, hidden_styles: frozenset[str] = frozenset()) -> str:
    """Return what a reader sees of ``paragraph`` itself, without its automatic number and without the text boxes anchored in it."""
    return "".join([piece.text for piece in characters(paragraph, hidden_styles)])


def characters(paragraph: _Element, hidden_styles: frozenset[str] = frozenset()) -> list[Piece]:
    """Return the pieces of ``paragraph`` (a ``w:p``) in order; their texts joined are its visible text.

    In: runs, also inside insertions, hyperlinks, content controls, smart tags and fields (the result, not the instruction). Out: deletions,
    text moved away, hidden text, pronunciation marks over a character (the base stays), notes' reference marks, page and column breaks,
    floating drawings, and whatever belongs to another ``w:p``. An inline picture or another object is one U+FFFC.

    ``hidden_styles`` are the ids of the styles that hide text (``hidden_styles(styles)``).
    """
    style = _style_id(child_of(paragraph, W + "pPr"), "pStyle") if hidden_styles else ""
    fields: list[bool] = []  # for each open field: has its result begun?
    found: list[Piece] = []
    for run in _runs(paragraph):
        if run.tag != W + "r":
            found.append(Piece(run, OBJECT, None))
            continue
        pieces = list(_run_pieces(run, fields))
        if pieces and not is_hidden(run, style, hidden_styles):
            found += pieces
    return found


def is_hidden(run: _Element, paragraph_style: str = "", hidden_styles: frozenset[str] = frozenset()) -> bool:
    """Tell whether the text of a ``w:r`` is hidden: by itself, or by its styles, of which two cancel out (ISO/IEC 29500-1, 17.7.3)."""
    properties = child_of(run, W + "rPr")
    direct = child_of(properties, W + "vanish") if properties is not None else None
    if direct is not None:
        return is_on(direct)
    if not hidden_styles:
        return False
    return (paragraph_style in hidden_styles) != (_style_id(properties, "rStyle", None) in hidden_styles)


def hidden_styles(styles: _Element | None) -> frozenset[str]:
    """Return the ids of the styles of ``word/styles.xml`` that hide text; ``""`` stands for a hiding default paragraph style."""
    if styles is None:
        return frozenset()
    own: dict[str, bool | None] = {}
    parent: dict[str, str] = {}
    default = ""
    for style in styles.iterchildren(W + "style"):
        name = style.get(W + "styleId", "")
        flag = style.find(f"{W}rPr/{W}vanish")
        own[name] = None if flag is None else is_on(flag)
        parent[name] = _style_id(style, "basedOn")
        if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
            default = name
    if not any(own.values()):
        return frozenset()
    hiding = {name for name in own if _inherited(name, own, parent)}
    return frozenset(hiding | {""} if default in hiding else hiding)


def child_of(parent: _Element, tag: str) -> _Element | None:
    """Return the first child ``tag`` of ``parent``: what ``find`` does, in a third of the time where it is among the first."""
    for child in parent:
        if child.tag == tag:
            return child
    return None


def is_on(flag: _Element) -> bool:
    """Tell whether an on/off property (``w:b``, ``w:vanish`` …) that is present is on."""
    return flag.get(W + "val", "1") not in _OFF


def _inherited(name: str, own: dict[str, bool | None], parent: dict[str, str]) -> bool:
    seen: set[str] = set()
    while name in own and name not in seen:
        seen.add(name)
        value = own[name]
        if value is not None:
            return value
        name = parent[name]
    return False


def _style_id(properties: _Element | None, tag: str, missing: str | None = "") -> str:
    found = properties.find(W + tag) if properties is not None else None
    value = found.get(W + "val") if found is not None else missing
    return value if value is not None else "\0"  # no style has this id


def _runs(container: _Element) -> Iterator[_Element]:
    """Yield the runs and formulas of a paragraph in order, through everything that may wrap them."""
    for child in container:
        tag = child.tag
        if tag == W + "r":
            yield child
        elif tag in _CONTAINERS:
            yield from _runs(child)
        elif tag == MC + "AlternateContent":
            yield from _runs(chosen(child))
        elif tag in (MATH + "oMath", MATH + "oMathPara"):
            yield child


def chosen(alternatives: _Element) -> _Element:
    """Return the branch of an ``mc:AlternateContent`` that is read: its first ``mc:Choice``, else its ``mc:Fallback``, else itself."""
    for name in ("Choice", "Fallback"):
        branch = alternatives.find(MC + name)
        if branch is not None:
            return branch
    return alternatives


def blocks(container: Iterable[_Element]) -> Iterator[_Element]:
    """Yield what a body, a cell or a text box holds, in order: paragraphs, tables, marks between them …; what wraps them is opened."""
    for child in container:
        if child.tag in AROUND_BLOCKS:
            yield from blocks(child)
        elif child.tag == MC + "AlternateContent":
            yield from blocks(chosen(child))
        else:
            yield child


def _run_pieces(run: _Element, fields: list[bool], within: _Element | None = None) -> Iterator[Piece]:
    """Yield the pieces of ``run``, hidden or not; ``fields`` is carried from run to run."""
    for child in run if within is None else within:
        tag = child.tag
        if tag == W + "fldChar":
            kind = child.get(W + "fldCharType")
            if kind == "begin":
                fields.append(False)
            elif fields and kind == "separate":
                fields[-1] = True
            elif fields and kind == "end":
                fields.pop()
        elif not all(fields):
            continue
        elif tag == W + "t":
            yield from _text_piece(child, run)
        elif tag in _FIXED:
            yield Piece(child, _FIXED[tag], run)
        elif tag == W + "br":
            if child.get(W + "type", "textWrapping") == "textWrapping":
                yield Piece(child, "\n", run)
        elif tag == W + "sym":
            yield from _symbol(child, run)
        elif tag in _GRAPHICS:
            if is_inline_object(child):
                yield Piece(child, OBJECT, run)
        elif tag == W + "ruby":
            for inner in child.iterfind(f"{W}rubyBase/{W}r"):
                yield from _run_pieces(run, fields, inner)
        elif tag == MC + "AlternateContent":
            yield from _run_pieces(run, fields, chosen(child))


def _text_piece(element: _Element, run: _Element) -> Iterator[Piece]:
    text = element.text
    if not text:
        return
    start = 0
    if (text[0] in _BLANK or text[-1] in _BLANK) and element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
        start = len(text) - len(text.lstrip(_BLANK))  # Word drops blanks at either end unless told to preserve them
        text = text.strip(_BLANK)
    if text:
        plain = not ("\n" in text or "\t" in text or "\r" in text)
        yield Piece(element, text if plain else text.translate(_LINE_ENDS), run, start)


def _symbol(element: _Element, run: _Element) -> Iterator[Piece]:
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return
    if 0x20 <= code < 0xD800 or 0xDFFF < code <= 0xFFFD:
        yield Piece(element, chr(code), run)


def is_inline_object(graphic: _Element) -> bool:
    """Tell whether a ``w:drawing``, ``w:pict`` or ``w:object`` stands in the line of text, as one character; a text box never does."""
    if next(graphic.iter(W + "txbxContent"), None) is not None:
        return False
    if graphic.tag == W + "drawing":
        return graphic.find(WP + "inline") is not None
    return not any("position:absolute" in shape.get("style", "").replace(" ", "") for shape in graphic)
