"""版头: 份号, 密级, 紧急程度, 发文机关标志, 发文字号, 签发人 and the red line (GB/T 9704—2012, 7.2, 10.2 and 10.3)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafting.documents import standard
from drafting.documents.house import House
from drafting.documents.model import Format, Paragraph, Role
from drafting.documents.renewal.richtext import cut, holds_anything, join
from drafting.documents.standard import chars_wide, points, twips
from drafting.documents.typesetting import mark
from drafting.documents.typesetting.letter_page import letter_head
from drafting.documents.typesetting.mark import BASELINE, BELOW
from drafting.documents.typesetting.pagination import ONE, Block, Piece
from drafting.documents.typesetting.runs import runs
from drafting.documents.typesetting.spacing import USUAL, Spacing
from drafting.documents.typesetting.styles import RULE, exactly, indent, style_id
from drafting.documents.wml import Value, paragraph, props, run

ROLES = (Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY, Role.ISSUER_MARK, Role.DOCUMENT_NUMBER, Role.SIGNER)

_RED_LINE_RISE = 0.85  # points by which the line stands higher than the space asked for
_SIGNER = re.compile(r"\s*签发人\s*[：:]?")
_SEPARATOR = re.compile(r"[\s　]+")


def letterhead(
    paragraphs: Sequence[Paragraph], page_format: Format, spacing: Spacing = USUAL, *, may_lead: bool = False, titled: bool = True
) -> list[Piece]:
    """Return 版头; ``paragraphs`` are those before the title, among them at least one ``ISSUER_MARK``.

    One mark stands alone, several are the names of joint issuers, one a line, the last with 文件 if there is one; 主办机关 alone stands
    for all of them where they would get too small to read, if that ``may_lead``. With signers the number stands on the left of the last
    line of their names (上行文), without them in the middle. In minutes, 署名 and 成文日期 before the title are 编印机关 and 日期 on the
    line above the red one. An order has no red line, and the text two lines below its number where it is not ``titled`` (10.2).
    """
    house = spacing.house
    by_role = {role: [item.text for item in paragraphs if item.role is role] for role in Role}
    marks = mark.names_of(by_role[Role.ISSUER_MARK])
    if page_format is Format.LETTER:
        return letter_head(paragraphs, mark.leading(marks, page_format) if may_lead else marks, spacing)
    pieces = []
    for role in (Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY):
        pieces += [_line(role, text, house) for text in by_role[role]]
    free = twips(house.top_of_mark(page_format)) - house.line * len(pieces)
    if may_lead and mark.too_small(marks, page_format, spacing):
        marks = mark.leading(marks, page_format)
    shown, below = mark.joint(marks, page_format, free, spacing) if len(marks) > 1 else mark.single(marks[0], free, house)
    pieces += shown
    # Two blank lines between the ink of the mark and that of the number, as between two lines of text with two blank ones between.
    number = house.element(Role.DOCUMENT_NUMBER).size
    gap = round(spacing.above_number * house.line + house.line * (1 - BASELINE) - 20 * (BELOW * number + below))
    numbers, signers, issued = _told_apart(by_role[Role.DOCUMENT_NUMBER], by_role[Role.SIGNER])
    lines = _number_lines(numbers, signers, house)
    if by_role[Role.SIGNATURE] or by_role[Role.DATE]:
        issued.append((join("　", by_role[Role.SIGNATURE]), join("　", by_role[Role.DATE])))
    lines += [_issue_line(name, date, house) for name, date in issued]
    if not lines:
        gap = twips(house.red_line_gap) - round(20 * below)
        lines = [(RULE, "", {"spacing": exactly(20, gap)})]
    is_order = page_format is Format.ORDER
    red_line, height = _red_line(house)
    for at, (style, content, own) in enumerate(lines):
        last = at == len(lines) - 1
        line = 20 if style == RULE else house.line
        before = gap if at == 0 else 0
        after = spacing.lines(standard.ORDER_BODY_LINES_ABOVE.value) if last and is_order and not titled else 0
        if before or after:
            own = {**own, "spacing": exactly(line, before, after)}
        if last and not is_order:
            own, after = {**own, "pBdr": red_line}, height
        pieces.append(Piece(paragraph(style, content, own), (Block(ONE, line, before, after),)))
    return pieces


def _line(role: Role, text: str, house: House) -> Piece:
    return Piece(paragraph(style_id(role), runs(text, house.written(role))), (Block(ONE, house.line),))


def _red_line(house: House) -> tuple[str, int]:
    """Return the red line as the lower border of the line above it, and the height in twips that border and space add.

    The space begins at the bottom of the number's line, which is a few points below its ink: the red line's upper edge is then as far
    below the ink as it should be.
    """
    below = house.line * (1 - BASELINE) / 20 - BELOW * house.element(Role.DOCUMENT_NUMBER).size
    space = min(31, max(0, round(points(house.red_line_gap) - below + _RED_LINE_RISE)))
    wide = round(8 * house.red_line_thickness)
    border: dict[str, str | int] = {"val": "single", "color": house.red.upper(), "sz": wide, "space": space}
    return props("pBdr", {"bottom": border}), round(20 * (space + wide / 8))


_Line = tuple[str, str, dict[str, Value]]


def _told_apart(numbers: list[str], signers: list[str]) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Return numbers, signers, and pairs of 编印机关 and 日期, where a line read from a file holds two of them parted by tabs."""
    plain: list[str] = []
    issued: list[tuple[str, str]] = []
    names = list(signers)
    for text in numbers:
        number, *others = [piece for piece in text.split("\t") if piece.strip()] or [text]
        if others and (signers or others[0].lstrip().startswith("签发人")):
            names.append(join(" ", others))
        elif others:
            issued.append((number, join("　", others)))
            continue
        plain.append(number)
    return plain, names, issued


def _number_lines(numbers: list[str], signers: list[str], house: House) -> list[_Line]:
    font, char = house.written(Role.DOCUMENT_NUMBER), house.char
    if not signers:
        return [(style_id(Role.DOCUMENT_NUMBER), runs(number, font), {}) for number in numbers]
    labels = [_SIGNER.match(text) for text in signers]
    label = next((found[0].strip() for found in labels if found), standard.SIGNER_LABEL.value)
    bare = [text.removeprefix(found[0]) if found else text for text, found in zip(signers, labels, strict=True)]
    names = [name for text in bare for name in cut(text, _SEPARATOR) if holds_anything(name)]
    per_line = standard.SIGNERS_PER_LINE.value if len(names) > 1 else 1
    widest = max((chars_wide(name) for name in names), default=3.0)
    right = house.width - round(char * house.element(Role.SIGNER).right)
    first = right - round(char * (per_line * widest + per_line - 1))
    stops = [first - round(char * chars_wide(label)), *(first + round(char * at * (widest + 1)) for at in range(per_line))]
    tabs = "".join(f'<w:tab w:val="left" w:pos="{stop}"/>' for stop in stops)
    own: dict[str, Value] = {"tabs": f"<w:tabs>{tabs}</w:tabs>", "jc": "left"}
    signer = house.name(standard.SIGNER_NAME_FONT.value)
    kai: dict[str, Value] = {"rFonts": dict.fromkeys(("ascii", "hAnsi", "eastAsia"), signer)}
    groups = [names[at : at + per_line] for at in range(0, len(names), per_line)] or [[]]
    lines: list[_Line] = []
    for at, group in enumerate(groups):
        last = at == len(groups) - 1
        number = join("　", numbers) if last else ""
        start = indent(first=standard.NUMBER_INDENT_UPWARD.value if last else 0, char=char)
        content = (
            runs(number, font) + run("\t" + (label if at == 0 else "")) + "".join(run("\t") + runs(name, signer, kai) for name in group)
        )
        lines.append((style_id(Role.DOCUMENT_NUMBER if last else Role.SIGNER), content, {**own, "ind": start}))
    return lines


def _issue_line(name: str, date: str, house: House) -> _Line:
    font = house.written(Role.DOCUMENT_NUMBER)
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{house.width - house.char}"/></w:tabs>'
    content = runs(name, font) + run("\t") + runs(date, font)
    return style_id(Role.DOCUMENT_NUMBER), content, {"tabs": tab, "jc": "left", "ind": indent(first=1, char=house.char)}
