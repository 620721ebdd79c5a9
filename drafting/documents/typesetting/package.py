"""The .docx package around a document's body: the parts that never change, the page's section, and the zip itself.

The same body makes the same bytes: entries keep their order and carry no clock, the properties no name of a person.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from drafting.documents import standard
from drafting.documents.house import STANDARD, House, PageNumber
from drafting.documents.model import Alignment
from drafting.documents.standard import Font, twips
from drafting.documents.typesetting.archive import Packed, archive, pack
from drafting.documents.typesetting.letter_page import letter_foot
from drafting.documents.typesetting.pagination import on_grid
from drafting.documents.typesetting.styles import PAGE_NUMBER, indent, styles_xml
from drafting.documents.wml import NAMESPACES, Value, clean, paragraph, props, run

PAGE_WIDTH = twips(standard.PAPER_WIDTH.value)
PAGE_HEIGHT = twips(standard.PAPER_HEIGHT.value)

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_PARTS = (
    # path, content type, relationship id from the document ("" where it has none), relationship type
    ("word/document.xml", f"{_TYPES}.document.main+xml", "", ""),
    ("word/styles.xml", f"{_TYPES}.styles+xml", "rId1", "styles"),
    ("word/settings.xml", f"{_TYPES}.settings+xml", "rId2", "settings"),
    ("word/fontTable.xml", f"{_TYPES}.fontTable+xml", "rId3", "fontTable"),
    ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", "", ""),
)
_FOOTERS = (
    # path and relationship id; a package has those that its sections name
    ("word/footer1.xml", "rId4"),  # odd pages
    ("word/footer2.xml", "rId5"),  # even pages
    ("word/footer3.xml", "rId6"),  # odd pages of a section that lies across
    ("word/footer4.xml", "rId7"),  # even ones
    ("word/footer5.xml", "rId8"),  # the first page of a letter
)
_FOOTER_NAMED = re.compile(r'<w:footerReference w:type="[a-z]+" r:id="(\w+)"/>')


def section(house: House = STANDARD, *, landscape: bool = False, letter: bool = False) -> str:
    """Return a section's properties: paper, margins, grid, and the footers of odd and even pages (5.1, 5.2, 7.5).

    On a ``landscape`` page the text block lies on its side: its top is what is bound (8). The section that begins a ``letter`` has a foot
    of its own on its first page, without a number (10.1).
    """
    pages = {"default": "rId6" if landscape else "rId4", "even": "rId7" if landscape else "rId5", **({"first": "rId8"} if letter else {})}
    footers = "".join(f'<w:footerReference w:type="{page}" r:id="{identifier}"/>' for page, identifier in pages.items())
    sides = (house.left, house.top, house.right, house.bottom) if landscape else (house.top, house.right, house.bottom, house.left)
    margins: dict[str, str | int] = dict(zip(("top", "right", "bottom", "left"), sides, strict=True))
    margins |= {"header": 851, "footer": 720 if landscape else house.footer, "gutter": 0}
    paper: dict[str, str | int] = {"w": PAGE_WIDTH, "h": PAGE_HEIGHT}
    if landscape:
        paper = {"w": PAGE_HEIGHT, "h": PAGE_WIDTH, "orient": "landscape"}
    rest = props(
        "sectPr",
        {
            "pgSz": paper,
            "pgMar": margins,
            "cols": {"space": 425},
            **({"titlePg": True} if letter else {}),
            "docGrid": {**({"type": "lines"} if on_grid(house) else {}), "linePitch": house.line},
        },
    )
    return rest.replace("<w:sectPr>", f"<w:sectPr>{footers}", 1)


def package(body: str, title: str, line: int = STANDARD.line, house: House = STANDARD) -> bytes:
    """Return the bytes of a .docx with ``body``, the children of ``w:body``, and ``title`` as its title property.

    ``line`` is the height of the text's lines in twips; the footers are those that the sections in ``body`` name.
    """
    document = f"{_DECLARATION}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    parts = {
        **_fixed_parts(house, frozenset(_FOOTER_NAMED.findall(body))),
        "word/document.xml": pack("word/document.xml", document),
        "word/styles.xml": _styles(line, house),
        "docProps/core.xml": pack("docProps/core.xml", _core(title)),
    }
    return archive(part for part in parts.values() if part)


@lru_cache(maxsize=256)
def _styles(line: int, house: House) -> Packed:
    return pack("word/styles.xml", styles_xml(line, house))


@lru_cache(maxsize=64)
def _fixed_parts(house: House, footers: frozenset[str]) -> dict[str, Packed | None]:
    """Return the parts that are the same in every document of a house with these ``footers``, in the order in which readers expect them."""
    parts = [*_PARTS, *((path, f"{_TYPES}.footer+xml", identifier, "footer") for path, identifier in _FOOTERS if identifier in footers)]
    overrides = "".join(f'<Override PartName="/{path}" ContentType="{kind}"/>' for path, kind, _, _ in parts)
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    texts = {
        "[Content_Types].xml": f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>',
        "_rels/.rels": _relationships(
            ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "word/document.xml": "",  # these two are filled in, here they keep their place
        "word/_rels/document.xml.rels": _relationships(
            *((identifier, f"{_OFFICE}/{kind}", path.removeprefix("word/")) for path, _, identifier, kind in parts if identifier)
        ),
        "word/styles.xml": "",
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(house),
        **{path: _footer(identifier, house) for path, identifier in _FOOTERS if identifier in footers},
    }
    return {name: pack(name, text) if text else None for name, text in texts.items()}


def _relationships(*rows: tuple[str, str, str]) -> str:
    inner = "".join(f'<Relationship Id="{identifier}" Type="{kind}" Target="{target}"/>' for identifier, kind, target in rows)
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _core(title: str) -> str:
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(clean(title), quote=False)}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _settings() -> str:
    # doNotExpandShiftReturn: a line of the title that ends in a soft break is not stretched. useFELayout and the next two are
    # what Chinese Word writes into every file; without compatibilityMode 15 it opens a file as one of Word 2007.
    switches = ("spaceForUL", "balanceSingleByteDoubleByteWidth", "doNotLeaveBackslashAlone", "ulTrailSpace", "doNotExpandShiftReturn")
    mode = '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    compat = "<w:compat>" + "".join(f"<w:{name}/>" for name in (*switches, "adjustLineHeightInTable", "useFELayout")) + mode + "</w:compat>"
    settings = props(
        "settings",
        {
            "zoom": {"percent": 100},
            "defaultTabStop": 420,
            "evenAndOddHeaders": True,
            "characterSpacingControl": "doNotCompress",
            "compat": compat,
            "themeFontLang": {"val": "zh-CN", "eastAsia": "zh-CN"},
        },
    )
    return _DECLARATION + settings.replace("<w:settings>", f"<w:settings {NAMESPACES}>", 1)


def _font_table(house: House) -> str:
    """Return the fonts with a second name each: where the first is not installed, Word takes the second before it guesses."""
    rows = {}
    for font in Font:
        name = house.name(font)
        other = next(other for other in font.names if other != name)
        rows[name] = (
            f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
            '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        )
    latin = f'<w:font w:name="{house.latin_font}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    rows.setdefault(house.latin_font, latin)
    return f"{_DECLARATION}<w:fonts {NAMESPACES}>{''.join(rows.values())}</w:fonts>"


def _footer(identifier: str, house: House) -> str:
    """Return the footer that sections know as ``identifier``."""
    side = Alignment.RIGHT if identifier in ("rId4", "rId6") else Alignment.LEFT
    content = letter_foot(house) if identifier == "rId8" else _page_number(side, house)
    if identifier in ("rId6", "rId7"):
        content = _on_its_side(content, house)
    return f"{_DECLARATION}<w:ftr {NAMESPACES}>{content}</w:ftr>"


def _page_number(side: Alignment, house: House) -> str:
    dash = standard.PAGE_NUMBER_DASH.value if house.page_number_dashes else ""
    chars = standard.PAGE_NUMBER_INDENT.value
    right = side is Alignment.RIGHT
    if house.page_number is PageNumber.CENTER:
        place: dict[str, Value] = {"ind": indent(), "jc": "center"}
    else:
        place = {"ind": indent(right=chars) if right else indent(left=chars), "jc": "right" if right else "left"}
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    number = f"{run(f'{dash} ')}{field}{run(f' {dash}')}" if dash else field
    return paragraph(PAGE_NUMBER, number, place)


def _on_its_side(number: str, house: House) -> str:
    """Return the page number where it is on every other page once the sheet is turned so that its top is on the left (8).

    It runs down the left margin, in the one cell of a table as high as the text block.
    """
    high = house.footer_line
    place: Value = {
        "vertAnchor": "page",
        "horzAnchor": "page",
        "tblpX": house.footer,
        "tblpY": house.left,
        "leftFromText": 0,
        "rightFromText": 0,
    }
    properties: dict[str, Value] = {
        "tblpPr": place,
        "tblW": {"w": high, "type": "dxa"},
        "tblLayout": {"type": "fixed"},
        "tblCellMar": props("tblCellMar", {side: {"w": 0, "type": "dxa"} for side in ("left", "right")}),
    }
    row = props("trPr", {"trHeight": {"val": house.width, "hRule": "exact"}})
    cell = props("tcPr", {"tcW": {"w": high, "type": "dxa"}, "textDirection": "tbRl"})
    table = f'<w:tbl>{props("tblPr", properties)}<w:tblGrid><w:gridCol w:w="{high}"/></w:tblGrid>'
    return f"{table}<w:tr>{row}<w:tc>{cell}{number}</w:tc></w:tr></w:tbl>{paragraph(PAGE_NUMBER, '')}"
