"""The page of the 信函 format: the mark above its red double line, what stands below it, and the double line at the foot of page 1 (10.1).

The mark begins 30 mm below the paper's edge and so above the text block. It stands in a table of one cell that is placed on the page,
together with the double line and the space that belongs below it, so that the text begins where that ends, in Word as in LibreOffice.
A double line is two borders, each of its own thickness: what Word calls a thin-thick border other programs draw the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence

from drafting.documents import standard
from drafting.documents.house import House
from drafting.documents.model import Format, Paragraph, Role
from drafting.documents.standard import chars_wide, twips
from drafting.documents.typesetting import mark
from drafting.documents.typesetting.mark import ABOVE, BASELINE, BELOW, LEADING
from drafting.documents.typesetting.pagination import ONE, Block, Piece
from drafting.documents.typesetting.runs import runs
from drafting.documents.typesetting.spacing import Spacing
from drafting.documents.typesetting.styles import PAGE_NUMBER, RULE, exactly, style_id
from drafting.documents.wml import Value, paragraph, props

_WIDE = twips(standard.LETTER_LINE_WIDTH.value)
_THICK, _THIN, _BETWEEN = 45, 15, 20  # twips: 0.8 mm, 0.25 mm, and what lies between them
_DOUBLE = _THICK + _BETWEEN + _THIN
_HAIR = 20  # twips: the height of a line that holds nothing but a border
_MARGINAL = (Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY)


def letter_head(paragraphs: Sequence[Paragraph], marks: Sequence[str], spacing: Spacing) -> list[Piece]:
    """Return what stands above the title of a letter: ``marks`` a line each, and the elements among ``paragraphs``.

    份号, 密级 and 紧急程度 stand on the left below the line, one below the other, 发文字号 on the right beside the first of them.
    """
    house = spacing.house
    left = [_element(role, item.text, house) for role in _MARGINAL for item in paragraphs if item.role is role]
    right = [_element(item.role, item.text, house, {"jc": "right"}) for item in paragraphs if item.role is Role.DOCUMENT_NUMBER]
    # Who signs is no element of a letter; where a draft names one all the same, the name stays.
    right += [_element(item.role, item.text, house) for item in paragraphs if item.role is Role.SIGNER]
    first = house.element(Role.DOCUMENT_NUMBER).size
    gap = round(20 * standard.LETTER_ELEMENT_GAP.value * first - (BASELINE * house.line - 20 * ABOVE * first))
    beside = bool(left and right)
    pieces = [_head(marks, max(0, gap - _HAIR * beside), house)]
    if beside:
        # Two tables must not touch, or Word makes one of them.
        pieces.append(Piece(paragraph(RULE, "", {"spacing": exactly(_HAIR)}), (Block(ONE, _HAIR),)))
        high = max(len(left), len(right))
        return [*pieces, Piece(_side_by_side("".join(left), "".join(right), house), (Block((high, high), house.line),))]
    return pieces + [Piece(xml, (Block(ONE, house.line),)) for xml in (*left, *right)]


def letter_foot(house: House) -> str:
    """Return the footer of the first page: the double line whose lower edge is 20 mm above the paper's, and no page number."""
    top = twips(standard.PAPER_HEIGHT.value - standard.LETTER_LINE_ABOVE_PAPER_EDGE.value) - _DOUBLE - _HAIR
    lines = _rule(_THIN, 0, house) + _rule(_THICK, _BETWEEN - _HAIR, house)
    return _placed(top, _DOUBLE + 2 * _HAIR, lines) + paragraph(PAGE_NUMBER, "")


def _element(role: Role, text: str, house: House, own: dict[str, Value] | None = None) -> str:
    return paragraph(style_id(role), runs(text, house.written(role)), own or {})


def _head(marks: Sequence[str], gap: int, house: House) -> Piece:
    """Return the mark and the double line below it, with ``gap`` twips free under that."""
    points, narrow = mark.size_of(max(map(chars_wide, marks)), house)
    line = round(20 * points * LEADING)
    top = twips(house.top_of_mark(Format.LETTER)) - round(BASELINE * line - 20 * ABOVE * points)
    ink = line * len(marks) - round(line * (1 - BASELINE) - 20 * BELOW * points)
    rule = ink + twips(standard.LETTER_LINE_BELOW_MARK.value)
    content = "".join(mark.line_of(text, house, points, narrow, {"spacing": exactly(line)}) for text in marks)
    content += _rule(_THICK, rule - line * len(marks) - _HAIR, house) + _rule(_THIN, _BETWEEN - _HAIR, house)
    height = rule + _DOUBLE + gap
    # What the page sees of it is what reaches into the text block.
    return Piece(_placed(top, height, content), (Block(ONE, max(0, top + height - house.top)),))


def _rule(thickness: int, before: int, house: House) -> str:
    """Return a line across the cell, ``thickness`` twips thick."""
    border: dict[str, str | int] = {"val": "single", "sz": round(8 * thickness / 20), "space": 0, "color": house.red.upper()}
    return paragraph(RULE, "", {"pBdr": props("pBdr", {"bottom": border}), "spacing": exactly(_HAIR, before)})


def _placed(top: int, height: int, content: str) -> str:
    """Return ``content`` in a cell 170 mm wide in the middle of the page, ``top`` twips below its upper edge."""
    place: Value = {
        "leftFromText": 0,
        "rightFromText": 0,
        "vertAnchor": "page",
        "horzAnchor": "page",
        "tblpXSpec": "center",
        "tblpY": top,
    }
    properties = _table_properties({"tblpPr": place, "tblOverlap": "never"}, _WIDE)
    row = props("trPr", {"cantSplit": True, "trHeight": {"val": height, "hRule": "exact"}})
    cell = props("tcPr", {"tcW": {"w": _WIDE, "type": "dxa"}})
    return f'<w:tbl>{properties}<w:tblGrid><w:gridCol w:w="{_WIDE}"/></w:tblGrid><w:tr>{row}<w:tc>{cell}{content}</w:tc></w:tr></w:tbl>'


def _side_by_side(left: str, right: str, house: House) -> str:
    """Return paragraphs at the left edge of the text block and paragraphs beside them."""
    half = house.width // 2
    cell = props("tcPr", {"tcW": {"w": half, "type": "dxa"}})
    cells = "".join(f"<w:tc>{cell}{content}</w:tc>" for content in (left, right))
    grid = f'<w:gridCol w:w="{half}"/>' * 2
    row = props("trPr", {"cantSplit": True})
    return f"<w:tbl>{_table_properties({}, 2 * half)}<w:tblGrid>{grid}</w:tblGrid><w:tr>{row}{cells}</w:tr></w:tbl>"


def _table_properties(own: dict[str, Value], wide: int) -> str:
    none: dict[str, str | int] = {"w": 0, "type": "dxa"}
    return props(
        "tblPr",
        {
            **own,
            "tblW": {"w": wide, "type": "dxa"},
            "tblLayout": {"type": "fixed"},
            "tblCellMar": props("tblCellMar", {"left": none, "right": none}),
        },
    )
