"""What stands beside the text of a Word file, set for the new page: text boxes as they looked, notes and comments in the new look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from drafting.documents import standard
from drafting.documents.intake.characters import W, child_of
from drafting.documents.intake.stylesheet import Stylesheet, setting_of
from drafting.documents.model import Alignment, Paragraph
from drafting.documents.renewal.meaning import without_emphasis
from drafting.documents.renewal.weaving import COMMENT_MARK, NOTE_MARK, Weaver, parsed
from drafting.documents.standard import BODY_FONT, Font
from drafting.documents.typesetting.runs import runs
from drafting.documents.typesetting.styles import BODY, indent, size
from drafting.documents.wml import Value, paragraph, props

if TYPE_CHECKING:
    from lxml.etree import _Element

    from drafting.documents.house import House

BOX, NOTE, COMMENT, CONTENTS = "GwBox", "GwNote", "GwComment", "GwContents"
_LEVELS = 4  # of a list of contents
_JC = {Alignment.JUSTIFY: "both"}
_NOTE_SIZE = standard.SIZES["小五"]


def styles(house: House) -> str:
    """Return the styles that the texts beside the main text have, as children of ``w:styles``."""
    single: dict[str, Value] = {"spacing": {"before": 0, "after": 0, "line": 240, "lineRule": "auto"}, "jc": "left"}
    small: dict[str, Value] = {"spacing": 0, **size(_NOTE_SIZE)}
    rows: tuple[tuple[str, str, str, dict[str, Value], dict[str, Value]], ...] = (
        ("paragraph", BOX, "文本框文字", single, {"spacing": 0}),
        ("paragraph", NOTE, "footnote text", single, small),
        ("paragraph", COMMENT, "annotation text", single, {"spacing": 0, **size(standard.SIZES["五号"])}),
        ("character", NOTE_MARK, "footnote reference", {}, {"vertAlign": "superscript"}),
        ("character", COMMENT_MARK, "annotation reference", {}, size(standard.SIZES["五号"])),
    )
    stop = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{house.width}"/></w:tabs>'
    for level in range(1, _LEVELS + 1):
        look: dict[str, Value] = {"tabs": stop, "ind": indent(left=level - 1, char=house.char), "jc": "left"}
        rows += (("paragraph", f"{CONTENTS}{level}", f"toc {level}", look, {}),)
    made = []
    for kind, identity, name, manner, face in rows:
        children: dict[str, Value] = {"name": name, "uiPriority": 99}
        if kind == "paragraph":
            children |= {"basedOn": BODY if identity.startswith(CONTENTS) else "Normal", "pPr": props("pPr", manner)}
        children["rPr"] = props("rPr", face)
        own = "" if name.isascii() else ' w:customStyle="1"'
        made.append(props("style", children).replace("<w:style>", f'<w:style w:type="{kind}"{own} w:styleId="{identity}">', 1))
    return "".join(made)


def contents_style(level: int) -> str:
    """Return the style of a line of a list of contents; Word has it for the list when it is brought up to date."""
    return f"{CONTENTS}{min(level, _LEVELS)}"


def boxed(element: _Element, styles: Stylesheet, numbering: str, weaver: Weaver) -> str:
    """Return a paragraph of a text box so that it looks as it did: its styles are resolved, for the new file lacks them."""
    properties = child_of(element, W + "pPr")
    style = styles.style_of(properties)
    alignment = {**styles.setting(style), **setting_of(properties)}.get("alignment")
    own: dict[str, Value] = {}
    if isinstance(alignment, Alignment):
        own["jc"] = _JC.get(alignment, alignment.value)
    for name in ("ind", "spacing"):
        layers = [layer.find(f"{W}pPr/{W}{name}") for layer in styles.layers(style)]
        direct = child_of(properties, W + name) if properties is not None else None
        attributes: dict[str, str | int] = {}
        for holder in (*layers, direct):
            if holder is not None:
                attributes |= {str(key).removeprefix(W): str(value) for key, value in holder.attrib.items() if str(key).startswith(W)}
        if attributes:
            own[name] = attributes

    def face(run: _Element) -> Mapping[str, Value]:
        found = styles.face(style, child_of(run, W + "rPr"))
        fonts: dict[str, str | int] = {}
        if found.get("font"):
            fonts["eastAsia"] = str(found["font"])
        if found.get("latin_font"):
            fonts |= {"ascii": str(found["latin_font"]), "hAnsi": str(found["latin_font"])}
        look: dict[str, Value] = {**({"rFonts": fonts} if fonts else {}), **size(found.get("size") or 10.0)}
        if found.get("bold"):
            look["b"] = True
        if found.get("color"):
            look["color"] = str(found["color"])
        return look

    usual = str(styles.face(style, None).get("font") or Font.SONG.written)
    return paragraph(BOX, runs(weaver.text(element, numbering, face=face), usual), own)


def rewritten(root: _Element, weaver: Weaver, style: str, told: Mapping[_Element, Paragraph], house: House) -> None:
    """Set every paragraph of the notes or comments under ``root`` in ``style``, in place."""
    font = house.name(BODY_FONT.value)
    for element in list(root.iter(W + "p")):
        holder = element.getparent()
        if holder is None or any(outer.tag == W + "txbxContent" for outer in element.iterancestors()):
            continue
        known = told.get(element)
        text = without_emphasis(weaver.text(element, known.numbering if known else ""), 0)
        made = parsed(paragraph(style, runs(text, font)), weaver.markup)
        for name, value in element.attrib.items():  # w14:paraId ties replies and resolutions to a comment
            made.set(name, value)
        made.tail = None
        holder.replace(element, made)
