"""版记: 抄送 and 印发 between their lines, the last of which lies on the bottom of the text block of the last page (7.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafting.documents.house import STANDARD, House
from drafting.documents.model import Paragraph, Role
from drafting.documents.renewal.richtext import cut, join, like
from drafting.documents.standard import chars_wide, points
from drafting.documents.typesetting.pagination import ONE, Block, Piece, height_of, line_count
from drafting.documents.typesetting.runs import runs
from drafting.documents.typesetting.styles import DEFAULT, RECORD_RECIPIENTS, exactly, indent_twips, style_id
from drafting.documents.wml import Value, paragraph, props, run

ROLES = (Role.COPIES_TO, Role.PRINTER)

_LABEL = re.compile(r"^\s*[\u4e00-\u9fff]{1,4}[：:]")  # 抄送：, 主送：; 报：, 送：, 发： of a bulletin
_PRINTED = re.compile(r"[\s　]*(?<![0-9])(?=(?:[0-9]{4}|【待补[^】]*】)[^\s　]*印发$|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)")
_HAIR = 20  # twips: the height of a line that holds nothing, and no less than that of a stroke
_BOTTOM = 600  # twips of the text block that a pinned table leaves to the text: LibreOffice places one as high as the page beside it


def _stroke(millimetres: float) -> dict[str, str | int]:
    return {"val": "single", "sz": round(8 * points(millimetres)), "space": 0, "color": "000000"}


def imprint(
    copies: Sequence[Paragraph],
    printers: Sequence[Paragraph],
    recipients: Sequence[str] = (),
    room: int | None = None,
    house: House = STANDARD,
    *,
    line: int | None = None,
    ruled: bool = True,
) -> list[Piece]:
    """Return 版记, pinned to the bottom of the last page, and the paragraph that it hangs on; ``[]`` if there is nothing in it.

    ``recipients`` are 主送机关 moved here because they left no room for the text on the first page: above 抄送, no line between.
    What is taller than a page is not pinned but follows the text. ``room`` is what is known to be free on the last page, in twips,
    ``line`` the height of the lines where it is not the usual one. In the 信函 format 版记 is not ``ruled`` (10.1).
    """
    rows = _rows(copies, printers, recipients, house, line or house.line)
    if not rows:
        return []
    height = _height(rows)
    pinned = height <= house.height - _BOTTOM
    outer, inner = _stroke(house.record_outer_line), _stroke(house.record_inner_line)
    properties: dict[str, Value] = {
        "tblW": {"w": house.width, "type": "dxa"},
        **({"tblBorders": props("tblBorders", {"top": outer, "bottom": outer, "insideH": inner})} if ruled else {}),
        "tblLayout": {"type": "fixed"},
        "tblCellMar": props("tblCellMar", {side: {"w": 0, "type": "dxa"} for side in ("left", "right")}),
    }
    if pinned:
        # Horizontally from the page, not the margin: LibreOffice floats a table as wide as the text only so.
        place: Value = {
            "leftFromText": 0,
            "rightFromText": 0,
            "vertAnchor": "margin",
            "horzAnchor": "page",
            "tblpX": house.left,
            "tblpYSpec": "bottom",
        }
        properties |= {"tblpPr": place, "tblOverlap": "never"}
    cell = props("tcPr", {"tcW": {"w": house.width, "type": "dxa"}})
    unsplit = props("trPr", {"cantSplit": True})
    inside = "".join(f"<w:tr>{unsplit}<w:tc>{cell}{''.join(piece.xml for piece in row)}</w:tc></w:tr>" for row in rows)
    table = f'<w:tbl>{props("tblPr", properties)}<w:tblGrid><w:gridCol w:w="{house.width}"/></w:tblGrid>{inside}</w:tbl>'
    # A floating table hangs on the paragraph that follows it: one point high, so that it goes to another page only where the table
    # has no room below the text either.
    # Below a table LibreOffice would take 署名 along to that page: there the paragraph breaks the page itself.
    own: dict[str, Value] = {"spacing": exactly(_HAIR)}
    if pinned and room is not None and height > room:
        own["pageBreakBefore"] = True
    anchor = paragraph(DEFAULT, "", own)
    blocks = () if pinned else tuple(block for row in rows for piece in row for block in piece.blocks)
    return [Piece(table, blocks), Piece(anchor, (Block(ONE, _HAIR),))]


def block_on_page(copies: Sequence[Paragraph], printers: Sequence[Paragraph], recipients: Sequence[str], house: House) -> Block | None:
    """Return 版记 as the page sees it where it is pinned to the bottom, in one piece; None where there is none or it is too high."""
    rows = _rows(copies, printers, recipients, house, house.line)
    height = _height(rows)
    if not rows or height > house.height - _BOTTOM:
        return None
    # Its strokes and the paragraph that it hangs on need room too.
    return Block(ONE, height, before=_HAIR * (len(rows) + 2))


def _rows(
    copies: Sequence[Paragraph], printers: Sequence[Paragraph], recipients: Sequence[str], house: House, line: int
) -> list[list[Piece]]:
    upper = [_hanging(text, RECORD_RECIPIENTS, house, line) for text in recipients]
    upper += [_hanging(item.text, style_id(Role.COPIES_TO), house, line) for item in copies]
    return [*([upper] if upper else []), *([_printer(text, house, line)] for text in _joined(printers))]


def _height(rows: Sequence[Sequence[Piece]]) -> int:
    return height_of(block for row in rows for piece in row for block in piece.blocks)


def _hanging(text: str, style: str, house: House, line: int) -> Piece:
    """Return a line such as 抄送：…… one character in on both sides, its further lines below the first character after the colon."""
    label = _LABEL.match(text)
    size = house.element(Role.COPIES_TO).size
    char = round(20 * size)
    hang = round(char * chars_wide(label[0])) if label else 0
    own: dict[str, Value] = {"ind": indent_twips(char + hang, char, -hang), **_closer(line, house)}
    lines = line_count(text, (house.width - 2 * char - hang) / 20, size, house.narrowing, first=-hang / 20, hanging=False)
    return Piece(paragraph(style, runs(text, house.written(Role.COPIES_TO)), own), (Block(lines, line),))


def _closer(line: int, house: House) -> dict[str, Value]:
    return {"spacing": exactly(line)} if line != house.line else {}


def _joined(printers: Sequence[Paragraph]) -> list[str]:
    """Return the texts of 印发机关 and 印发日期, an organ and the date that follows it in a paragraph of its own in one."""
    texts: list[str] = []
    for item in printers:
        text = item.text.strip()
        if texts and not _PRINTED.search(texts[-1]) and _PRINTED.match(text):
            texts[-1] = join("\t", (texts[-1], text))
        else:
            texts.append(text)
    return texts


def _printer(text: str, house: House, line: int) -> Piece:
    """Return 印发机关 on the left and 印发日期 on the right of one line."""
    pieces = cut(like(text, text.replace("\t", "　")).strip(), _PRINTED, 1)
    char = round(20 * house.element(Role.PRINTER).size)
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{house.width - char}"/></w:tabs>'
    font = house.written(Role.PRINTER)
    content = run("\t").join(runs(piece.strip(), font) for piece in pieces)
    own: dict[str, Value] = {"tabs": tab, "jc": "left", "ind": indent_twips(char), **_closer(line, house)}
    return Piece(paragraph(style_id(Role.PRINTER), content, own), (Block(ONE, line),))
