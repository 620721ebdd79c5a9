"""The Word styles of a document laid out to the standard: one for each element, under the name that the standard gives it.

The styles carry the whole look, so that a person who goes on editing picks 一级标题 from the gallery and is done. What a paragraph
itself carries is only what depends on its text: the indents of 署名 and 成文日期, the alignment of 附件说明.

The grid is the recipe that puts 22 lines of 28 characters on a page in Word and in LibreOffice alike: a line is exactly 579 twips, a
3号 character is 0.25 pt narrower than its 16 pt (28 × 16 pt would be 158 mm, two more than the text block has), no snapping to Word's
own grid, no extra space between Chinese and Latin, no punctuation hanging into the margin.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from drafting.documents import standard
from drafting.documents.house import STANDARD, House
from drafting.documents.model import Alignment, Role
from drafting.documents.standard import ELEMENTS, Font
from drafting.documents.wml import NAMESPACES, Value, props

LINE, CHAR = STANDARD.line, STANDARD.char
CELL_MARGINS = (40, 60, 50, 60)  # twips: top, left, bottom, right

DEFAULT = "Normal"
BODY = "GwBody"
TABLE = "GwTable"
CELL, HEADER_CELL, PAGE_NUMBER, FOOTNOTE, RULE, RECORD_RECIPIENTS, SPACER = (
    "GwCell",
    "GwHeaderCell",
    "GwPageNumber",
    "GwFootnote",
    "GwRule",
    "GwRecordRecipients",
    "GwSpacer",
)

NAMES: Mapping[Role, str] = MappingProxyType(
    {
        **{role: ELEMENTS[role].name for role in ELEMENTS if role is not Role.PAGE_FOOTER},
        # Chinese Word and WPS call their own Normal and Title 正文 and 标题: a second style of that name becomes 正文1, or takes its place.
        Role.BODY: "公文正文",
        Role.TITLE: "公文标题",
        Role.SUBTITLE: "标题下说明",
        Role.SIGNATURE: "署名",
        Role.PRINTER: "印发机关",
    }
)
"""What each role's paragraph style is called in Word; no name is one that Word gives a style of its own."""

_JC = {Alignment.LEFT: "left", Alignment.CENTER: "center", Alignment.RIGHT: "right", Alignment.JUSTIFY: "both"}


@cache
def style_id(role: Role) -> str:
    """Return the id of the paragraph style of ``role``."""
    return "Gw" + role.value.title().replace("_", "")


def character_style_id(role: Role) -> str:
    """Return the id of the character style of a heading that runs on as body text."""
    return style_id(role) + "Char"


def fonts(font: str, latin: str) -> dict[str, str | int]:
    """Return the attributes of ``w:rFonts``: no theme fonts, Chinese in ``font``, Latin letters and digits in ``latin``.

    The hint makes Word set the marks that Chinese and Latin share (“”…—) in the Chinese font.
    """
    return {"hint": "eastAsia", "ascii": latin, "hAnsi": latin, "eastAsia": font, "cs": latin}


def indent(left: float = 0, right: float = 0, first: float = 0, char: int = CHAR) -> dict[str, str | int]:
    """Return the attributes of ``w:ind``; all in characters of the text, ``char`` twips wide, a negative ``first`` hangs.

    Word follows the …Chars attributes and keeps the indent when the size changes, LibreOffice the twips.
    """
    side = "hanging" if first < 0 else "firstLine"
    values = {"left": left, "right": right, side: abs(first)}
    return {
        **{f"{name}Chars": round(100 * value) for name, value in values.items()},
        **{name: round(char * value) for name, value in values.items()},
    }


def indent_twips(left: int = 0, right: int = 0, first: int = 0) -> dict[str, str | int]:
    """Return the attributes of ``w:ind`` in twips, for what is not a whole number of the text's characters; a negative ``first`` hangs.

    The zeros for characters matter: an indent in characters that the style has would win over one in twips.
    """
    side = "hanging" if first < 0 else "firstLine"
    values = {"left": left, "right": right, side: abs(first)}
    return {**dict.fromkeys((f"{name}Chars" for name in values), 0), **values}


class _Style(NamedTuple):
    id: str
    name: str
    paragraph: Mapping[str, Value]
    run: Mapping[str, Value]
    follows: str = BODY  # the style of the paragraph that Enter makes
    link: str = ""
    gallery: bool = True  # shown in Word's style gallery


def size(points: float) -> dict[str, Value]:
    """Return the run properties of a size in points."""
    return {"sz": round(points * 2), "szCs": round(points * 2)}


def exactly(line: int, before: int = 0, after: int = 0) -> dict[str, str | int]:
    """Return the attributes of ``w:spacing`` for lines of exactly ``line`` twips, and the space around the paragraph."""
    return {"before": before, "after": after, "line": line, "lineRule": "exact"}


def around(before: int = 0, after: int = 0) -> dict[str, str | int]:
    """Return the attributes of ``w:spacing`` of one paragraph: the space around it; how high its lines are is its style's affair."""
    return {**({"before": before} if before else {}), **({"after": after} if after else {})}


# What a role's style has beyond the indents, alignment and face of its element.
_EXTRA: Mapping[Role, Mapping[str, Value]] = {
    Role.ISSUER_MARK: {"snapToGrid": False},
    Role.DOCUMENT_NUMBER: {},
    Role.TITLE: {"keepNext": True, "keepLines": True},
    Role.SUBTITLE: {"keepNext": True},
    Role.RECIPIENTS: {"keepNext": True},
    Role.CAPTION: {"keepNext": True},
    Role.ATTACHMENT_LABEL: {"pageBreakBefore": True, "keepNext": True},
    Role.ATTACHMENT_TITLE: {"keepNext": True, "keepLines": True, "outlineLvl": 0},
    Role.SIGNATURE: {"keepNext": True},
    **{role: {"keepNext": True, "outlineLvl": role.heading_level - 1} for role in Role if role.heading_level},
}
# Their lines stay as they are when the lines of the text are set closer or wider (7.3.5.5): what stands on them is measured in mm.
_RIGID = frozenset({Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY, Role.ISSUER_MARK, Role.DOCUMENT_NUMBER, Role.SIGNER})
_RECORD = frozenset({Role.COPIES_TO, Role.PRINTER})
_TITLES = frozenset({Role.TITLE, Role.ATTACHMENT_TITLE})
_FOLLOWS = {Role.TITLE: Role.RECIPIENTS, Role.SIGNATURE: Role.DATE, Role.DATE: Role.ANNOTATION, Role.COPIES_TO: Role.COPIES_TO}


def title_spacing(role: Role, house: House) -> tuple[int, int, int]:
    """Return what the style of a title has: the height of its lines and what is left free above and below it, in twips."""
    above = house.lines_above_title if role is Role.TITLE else house.element(role).lines_above
    return house.title_line(role), round(above * house.line), round(house.lines_below_title * house.line)


def _role_style(role: Role, line: int, house: House) -> _Style:
    element = house.element(role)
    pitch = house.line if role in _RIGID | _RECORD else line
    paragraph: dict[str, Value] = {"spacing": exactly(pitch), "jc": _JC[element.alignment]}
    if role in _TITLES:
        paragraph["spacing"] = exactly(*title_spacing(role, house))
    if element.size == house.body_size:
        paragraph["ind"] = indent(right=element.right, first=element.left, char=house.char)
    else:  # the element's own characters
        paragraph["ind"] = indent_twips(right=round(20 * element.size * element.right), first=round(20 * element.size * element.left))
    run: dict[str, Value] = {"rFonts": fonts(house.name(element.font), house.latin_font), **size(element.size), **_bold(element.bold)}
    if element.color != standard.TEXT_COLOR.value:
        run["color"] = element.color
    return _Style(
        style_id(role),
        NAMES[role],
        {**paragraph, **_EXTRA.get(role, {})},
        run,
        follows=style_id(_FOLLOWS.get(role, Role.BODY)),
        link=character_style_id(role) if role.heading_level else "",
    )


def _bold(bold: bool) -> dict[str, Value]:
    return {"b": True, "bCs": True} if bold else {}


def _other_styles(house: House) -> list[_Style]:
    number = house.element(Role.PAGE_FOOTER)
    largest = house.table_sizes[0]
    table: dict[str, Value] = {"spacing": exactly(round(largest * 30)), "ind": indent(), "jc": "center"}
    head = {"rFonts": fonts(house.name(Font.HEI), house.latin_font), **size(largest)}
    record = house.element(Role.COPIES_TO)
    song = {"rFonts": fonts(house.name(number.font), house.name(number.font)), "spacing": 0, **size(number.size), **_bold(number.bold)}
    note: dict[str, Value] = {"spacing": exactly(400), "ind": indent(first=2, char=house.char)}
    return [
        _Style(CELL, "表格文字", table, size(largest), follows=CELL),
        _Style(HEADER_CELL, "表头文字", {**table, "keepNext": True}, head, follows=CELL),
        _Style(PAGE_NUMBER, "页脚页码", {"spacing": exactly(house.footer_line), "ind": indent()}, song, follows=PAGE_NUMBER, gallery=False),
        _Style(FOOTNOTE, "文后注释", note, size(standard.SIZES["小四"]), follows=FOOTNOTE),
        _Style(SPACER, "页末留空", {"spacing": exactly(20), "ind": indent()}, {"sz": 2, "szCs": 2}, gallery=False),
        _Style(RULE, "版头分隔线", {"spacing": exactly(20), "ind": indent()}, {"sz": 2, "szCs": 2}, gallery=False),
        _Style(
            RECORD_RECIPIENTS,
            "版记主送机关",
            {"spacing": exactly(house.line), "ind": indent(), "jc": "both"},
            {"rFonts": fonts(house.name(record.font), house.latin_font), **size(record.size), **_bold(record.bold)},
            follows=RECORD_RECIPIENTS,
            gallery=False,
        ),
    ]


def _paragraph_style(style: _Style) -> str:
    children: dict[str, Value] = {"name": style.name, "basedOn": DEFAULT, "next": style.follows, "uiPriority": 1 if style.gallery else 99}
    if style.gallery:
        children["qFormat"] = True
    if style.link:
        children["link"] = style.link
    children["pPr"] = props("pPr", style.paragraph)
    children["rPr"] = props("rPr", style.run)
    return _attributes(props("style", children), "paragraph", style.id)


def _character_style(role: Role, house: House) -> str:
    element = house.element(role)
    children: dict[str, Value] = {"name": f"{NAMES[role]} 字符", "link": style_id(role), "uiPriority": 1}
    children["rPr"] = props("rPr", {"rFonts": fonts(house.name(element.font), house.latin_font), **_bold(element.bold)})
    return _attributes(props("style", children), "character", character_style_id(role))


def _attributes(style: str, kind: str, identifier: str, default: bool = False) -> str:
    own = 'w:default="1"' if default else 'w:customStyle="1"'
    return style.replace("<w:style>", f'<w:style w:type="{kind}" {own} w:styleId="{identifier}">', 1)


@lru_cache(maxsize=256)
def styles_xml(line: int = LINE, house: House = STANDARD) -> str:
    """Return ``word/styles.xml`` of a house; the lines of the text are ``line`` twips high."""
    language = {"val": "en-US", "eastAsia": "zh-CN", "bidi": "ar-SA"}
    text = fonts(house.written(Role.BODY), house.latin_font)
    face: dict[str, Value] = {"rFonts": text, "lang": language, **size(house.body_size)}
    normal_paragraph: dict[str, Value] = {
        "widowControl": False,
        "overflowPunct": False,
        "autoSpaceDE": False,
        "autoSpaceDN": False,
        "snapToGrid": False,
        "spacing": exactly(line),
        "ind": indent(),
        "jc": "both",
    }
    normal: dict[str, Value] = {
        "name": "Normal",
        "qFormat": True,
        "pPr": props("pPr", normal_paragraph),
        "rPr": props("rPr", {**face, "spacing": house.tracking}),
    }
    edge: Value = {"val": "single", "sz": 4, "space": 0, "color": "auto"}
    plain_table: dict[str, Value] = {"name": "Normal Table", "uiPriority": 99, "semiHidden": True, "unhideWhenUsed": True}
    plain_table["tblPr"] = props("tblPr", {"tblInd": {"w": 0, "type": "dxa"}})
    borders = props("tblBorders", dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), edge))
    sides = zip(("top", "left", "bottom", "right"), CELL_MARGINS, strict=True)
    margins: dict[str, Value] = {side: {"w": wide, "type": "dxa"} for side, wide in sides}
    table: dict[str, Value] = {
        "name": "公文表格",
        "basedOn": "TableNormal",
        "uiPriority": 1,
        "tblPr": props("tblPr", {"tblBorders": borders, "tblCellMar": props("tblCellMar", margins)}),
    }
    no_list = '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
    character = '<w:style w:type="character" w:default="1" w:styleId="DefaultFont"><w:name w:val="Default Paragraph Font"/></w:style>'
    defaults = f"<w:docDefaults><w:rPrDefault>{props('rPr', face)}</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    styles = [
        _attributes(props("style", normal), "paragraph", DEFAULT, default=True),
        character,
        _attributes(props("style", plain_table), "table", "TableNormal", default=True),
        no_list,
        *(_paragraph_style(_role_style(role, line, house)) for role in NAMES),
        *(_paragraph_style(style) for style in _other_styles(house)),
        *(_character_style(role, house) for role in NAMES if role.heading_level),
        _attributes(props("style", table), "table", TABLE),
    ]
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles {NAMESPACES}>{defaults}{"".join(styles)}</w:styles>'
