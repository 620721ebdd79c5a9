"""版头: 份号, 密级, 紧急程度, 发文机关标志, 发文字号, 签发人 and the red line (GB/T 9704—2012, 7.2 and 10.3)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafting.documents import standard
from drafting.documents.house import House
from drafting.documents.model import Format, Paragraph, Role
from drafting.documents.pagination import ONE, Block, Piece
from drafting.documents.runs import runs
from drafting.documents.spacing import USUAL, Spacing
from drafting.documents.standard import chars_wide, points, twips
from drafting.documents.styles import RULE, exactly, indent, size, style_id
from drafting.documents.wml import Value, paragraph, props, run

ROLES = (Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY, Role.ISSUER_MARK, Role.DOCUMENT_NUMBER, Role.SIGNER)

# Where the ink of a Chinese character is in a line of exact height: the baseline lies at 80 % of the line (LibreOffice, and Word as far
# as can be seen), the ink reaches 85 % of the size above it and 10 % below. So the upper edge asked for does not depend on the font.
_BASELINE, _ABOVE, _BELOW = 0.8, 0.85, 0.1
_MARK_LEADING = 1.25
_MARK_WIDEST = 0.96  # of the text block's width
_NARROWEST = 66  # per cent: how far the characters of a long name are narrowed before they get smaller
_JOINT_SIZES = {2: 40.0, 3: 34.0, 4: 30.0}
_SMALLEST, _CLOSEST_LEADING = 16.0, 1.12  # how far the names of joint issuers give way so that the first page has text
_RED_LINE_RISE = 0.85  # points by which the line stands higher than the space asked for
_SEPARATOR = re.compile(r"[\s　、，,；;]+")


def letterhead(paragraphs: Sequence[Paragraph], page_format: Format, spacing: Spacing = USUAL) -> list[Piece]:
    """Return 版头 with its red line; ``paragraphs`` are those before the title, among them at least one ``ISSUER_MARK``.

    One mark stands alone, several are the names of joint issuers, one a line, the last with 文件 if there is one. With signers the
    number stands on the left of the last line of their names (上行文), without them in the middle. In minutes, 署名 and 成文日期
    before the title are 编印机关 and 日期 on the line above the red one.
    """
    house = spacing.house
    by_role = {role: [item.text for item in paragraphs if item.role is role] for role in Role}
    pieces = []
    for role in (Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY):
        pieces += [_line(role, text, house) for text in by_role[role]]
    free = twips(house.top_of_mark(page_format)) - house.line * len(pieces)
    marks = [line.strip() for text in by_role[Role.ISSUER_MARK] for line in text.split("\n") if line.strip()]
    if len(marks) > 1:
        pieces += _joint_mark(marks, free, spacing)
        below = 0.0
    else:
        size_of_mark = _mark_size(chars_wide(marks[0]), house)[0]
        pieces.append(_mark(marks[0], free, house))
        below = size_of_mark * (_MARK_LEADING * (1 - _BASELINE) - _BELOW)
    # Two blank lines between the ink of the mark and that of the number, as between two lines of text with two blank ones between.
    number = house.element(Role.DOCUMENT_NUMBER).size
    gap = round(spacing.above_number * house.line + house.line * (1 - _BASELINE) - 20 * (_BELOW * number + below))
    numbers, signers, issued = _told_apart(by_role[Role.DOCUMENT_NUMBER], by_role[Role.SIGNER])
    lines = _number_lines(numbers, signers, house)
    issued += [("　".join(by_role[Role.SIGNATURE]), "　".join(by_role[Role.DATE]))] if by_role[Role.SIGNATURE] or by_role[Role.DATE] else []
    lines += [_issue_line(name, date, house) for name, date in issued]
    if not lines:
        before = twips(house.red_line_gap) - round(20 * below)
        lines = [(RULE, "", {"spacing": exactly(20, before)})]
        gap = before
    red_line, height = _red_line(house)
    for at, (style, content, own) in enumerate(lines):
        last = at == len(lines) - 1
        line = 20 if style == RULE else house.line
        if at == 0:
            own = {**own, "spacing": exactly(line, gap)}
        if last:
            own = {**own, "pBdr": red_line}
        block = Block(ONE, line, before=gap if at == 0 else 0, after=height if last else 0)
        pieces.append(Piece(paragraph(style, content, own), (block,)))
    return pieces


def _line(role: Role, text: str, house: House) -> Piece:
    return Piece(paragraph(style_id(role), runs(text, house.written(role))), (Block(ONE, house.line),))


def _red_line(house: House) -> tuple[str, int]:
    """Return the red line as the lower border of the line above it, and the height in twips that border and space add.

    The space begins at the bottom of the number's line, which is a few points below its ink: the red line's upper edge is then as far
    below the ink as it should be.
    """
    below = house.line * (1 - _BASELINE) / 20 - _BELOW * house.element(Role.DOCUMENT_NUMBER).size
    space = min(31, max(0, round(points(house.red_line_gap) - below + _RED_LINE_RISE)))
    wide = round(8 * house.red_line_thickness)
    border = {"val": "single", "color": house.red.upper(), "sz": wide, "space": space}
    return props("pBdr", {"bottom": border}), round(20 * (space + wide / 8))


def _mark_size(wide: float, house: House, largest: float | None = None) -> tuple[float, int]:
    """Return the size of a mark ``wide`` characters wide, in points, and its width in per cent: narrowed first, then smaller."""
    largest = largest or house.element(Role.ISSUER_MARK).size
    widest = _MARK_WIDEST * house.width
    natural = wide * largest * 20
    if natural <= widest:
        return largest, 100
    narrow = int(100 * widest / natural)
    if narrow >= _NARROWEST:
        return largest, narrow
    return int(2 * widest / (wide * 20 * _NARROWEST / 100)) / 2, _NARROWEST


def _face(points: float, narrow: int) -> dict[str, Value]:
    return {"spacing": 0, **({"w": narrow} if narrow < 100 else {}), **size(points)}


def _mark(text: str, free: int, house: House) -> Piece:
    points, narrow = _mark_size(chars_wide(text), house)
    line = round(20 * points * _MARK_LEADING)
    before = max(0, free - round(_BASELINE * line - 20 * _ABOVE * points))
    content = runs(text, house.written(Role.ISSUER_MARK), _face(points, narrow))
    return Piece(paragraph(style_id(Role.ISSUER_MARK), content, {"spacing": exactly(line, before)}), (Block(ONE, line, before),))


def _joint_mark(names: list[str], free: int, spacing: Spacing) -> list[Piece]:
    """Return the names of joint issuers one above the other, each as wide as the longest, and 文件 on their right in the middle.

    ``spacing.mark``, from 0 to 1, is how far they are made smaller and set closer than their number asks for anyway.
    """
    house, smaller = spacing.house, spacing.mark
    font = house.written(Role.ISSUER_MARK)
    word = standard.MARK_WORD.value
    files = names[-1].endswith(word) or word in names  # alone: as such a mark is read back from a file
    names = [name for name in (name.removesuffix(word).strip() for name in names) if name]
    longest = max(chars_wide(name) for name in names)
    beside = len(word) + 0.5 if files else 0.0
    largest = _mark_size(longest + beside, house, min(_JOINT_SIZES.get(len(names), 26.0), house.element(Role.ISSUER_MARK).size))[0]
    largest += smaller * min(0.0, _SMALLEST - largest)
    points, narrow = _mark_size(longest + beside, house, round(2 * largest) / 2)
    leading = _MARK_LEADING + smaller * (_CLOSEST_LEADING - _MARK_LEADING)
    line = round(20 * points * leading)
    unit = 20 * points * narrow / 100
    widths = [round(longest * unit) + 20, *([round(beside * unit) + 40] if files else [])]
    style = style_id(Role.ISSUER_MARK)
    rows = []
    for at, name in enumerate(names):
        even: dict[str, Value] = {"jc": "distribute", "spacing": exactly(line)}
        left = _cell(widths[0], paragraph(style, runs(name, font, _face(points, narrow)), even))
        right = ""
        if files:
            merge: Value = "restart" if at == 0 else "continue"
            shown = run(word, _face(points, narrow)) if at == 0 else ""
            right = _cell(widths[1], paragraph(style, shown, {"jc": "right", "spacing": exactly(line)}), merge)
        height = props("trPr", {"cantSplit": True, "trHeight": {"val": line, "hRule": "exact"}})
        rows.append(f"<w:tr>{height}{left}{right}</w:tr>")
    none: dict[str, str | int] = {"w": 0, "type": "dxa"}
    properties = props(
        "tblPr",
        {
            "tblW": {"w": sum(widths), "type": "dxa"},
            "jc": "center",
            "tblLayout": {"type": "fixed"},
            "tblCellMar": props("tblCellMar", {"left": none, "right": none}),
        },
    )
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    table = f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    # A table has no space above it: an empty paragraph makes it.
    space = max(20, free - round(_BASELINE * line - 20 * _ABOVE * points))
    return [
        Piece(paragraph(RULE, "", {"spacing": exactly(space)}), (Block(ONE, space),)),
        Piece(table, (Block((len(names), len(names)), line),)),
    ]


def _cell(wide: int, content: str, merge: Value | None = None) -> str:
    properties: dict[str, Value] = {"tcW": {"w": wide, "type": "dxa"}, "vAlign": "center"}
    if merge is not None:
        properties["vMerge"] = merge
    return f"<w:tc>{props('tcPr', properties)}{content}</w:tc>"


_Line = tuple[str, str, dict[str, Value]]


def _told_apart(numbers: list[str], signers: list[str]) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Return numbers, signers, and pairs of 编印机关 and 日期, where a line read from a file holds two of them parted by tabs."""
    plain: list[str] = []
    issued: list[tuple[str, str]] = []
    names = list(signers)
    for text in numbers:
        number, *others = [piece for piece in text.split("\t") if piece.strip()] or [text]
        if others and (signers or others[0].lstrip().startswith("签发人")):
            names.append(" ".join(others))
        elif others:
            issued.append((number, "　".join(others)))
            continue
        plain.append(number)
    return plain, names, issued


def _number_lines(numbers: list[str], signers: list[str], house: House) -> list[_Line]:
    font, char = house.written(Role.DOCUMENT_NUMBER), house.char
    if not signers:
        return [(style_id(Role.DOCUMENT_NUMBER), runs(number, font), {}) for number in numbers]
    label = standard.SIGNER_LABEL.value
    names = [name for text in signers for name in _SEPARATOR.split(re.sub(r"^\s*签发人\s*[：:]?", "", text)) if name]
    per_line = standard.SIGNERS_PER_LINE.value if len(names) > 1 else 1
    widest = max((chars_wide(name) for name in names), default=3.0)
    right = house.width - round(char * house.element(Role.SIGNER).right)
    first = right - round(char * (per_line * widest + per_line - 1))
    stops = [first - round(char * chars_wide(label)), *(first + round(char * at * (widest + 1)) for at in range(per_line))]
    tabs = "".join(f'<w:tab w:val="left" w:pos="{stop}"/>' for stop in stops)
    own: dict[str, Value] = {"tabs": f"<w:tabs>{tabs}</w:tabs>", "jc": "left"}
    kai = {"rFonts": dict.fromkeys(("ascii", "hAnsi", "eastAsia"), house.name(standard.SIGNER_NAME_FONT.value))}
    groups = [names[at : at + per_line] for at in range(0, len(names), per_line)] or [[]]
    lines: list[_Line] = []
    for at, group in enumerate(groups):
        last = at == len(groups) - 1
        number = "　".join(numbers) if last else ""
        start = indent(first=standard.NUMBER_INDENT_UPWARD.value if last else 0, char=char)
        content = runs(number, font) + run("\t" + (label if at == 0 else "")) + "".join(run("\t") + run(name, kai) for name in group)
        lines.append((style_id(Role.DOCUMENT_NUMBER if last else Role.SIGNER), content, {**own, "ind": start}))
    return lines


def _issue_line(name: str, date: str, house: House) -> _Line:
    font = house.written(Role.DOCUMENT_NUMBER)
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{house.width - house.char}"/></w:tabs>'
    content = runs(name, font) + run("\t") + runs(date, font)
    return style_id(Role.DOCUMENT_NUMBER), content, {"tabs": tab, "jc": "left", "ind": indent(first=1, char=house.char)}
