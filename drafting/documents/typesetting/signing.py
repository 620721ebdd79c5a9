"""落款: 发文机关署名 and 成文日期 at the places that the sealing asks for (GB/T 9704—2012, 7.3.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil

from drafting.documents import standard
from drafting.documents.house import House
from drafting.documents.model import Paragraph, Role, Sealing
from drafting.documents.renewal.richtext import holds_anything, join, like
from drafting.documents.standard import chars_wide, sign_off, twips
from drafting.documents.typesetting.pagination import ONE, Block, Piece, line_count
from drafting.documents.typesetting.runs import runs
from drafting.documents.typesetting.spacing import Spacing
from drafting.documents.typesetting.styles import around, indent, style_id
from drafting.documents.wml import Value, paragraph, run

_SEAL = 42.0  # mm
_HALF_SEAL = 1280  # twips: half of that and a little
_ROW_OF_SEALS = 51.0  # mm at least from one row of seals to the next


def sign_off_pieces(paragraphs: Sequence[Paragraph], sealing: Sealing, spacing: Spacing) -> Iterator[tuple[Role, Piece]]:
    """Yield 署名 and 成文日期 at the places that the sealing asks for (7.3.5); a name longer than a line is parted between words."""
    # A tab parts the names of joint issuers, as a line of them is read back from a file, and 职务 from the name of who signs.
    stamped = sealing is Sealing.NAME_STAMP
    given = [[item.text] if stamped else item.text.split("\t") for item in paragraphs if item.role is Role.SIGNATURE]
    house = spacing.house
    names = [_parted(name.strip(), house.chars_per_line) for line in given for name in line if holds_anything(name)]
    dates = [item.text.strip() for item in paragraphs if item.role is Role.DATE]
    date = dates[0] if dates else ""
    last = names[-1] if names else ""
    free = house.date_right
    at = sign_off(_widest_line(last), date, sealing, free)
    above = spacing.lines(at.signature_lines_above)
    if sealing is Sealing.SEALED and len(names) > 1:
        yield from _sealed_together(names, date, above, house)
    elif stamped and len(names) > 1:
        yield from _stamped_together(names, above, at.signature_right, spacing)
    else:
        widest = _widest_line("\n".join(names))
        for n, name in enumerate(names):
            place = sign_off(_widest_line(name), date, sealing, free)
            right = place.signature_right
            if sealing is Sealing.UNSEALED and len(names) > 1:
                # 主办机关署名在前，自上而下编排: all begin at one place, the longest keeps two characters free.
                longest = sign_off(widest, date, sealing, free)
                right = longest.signature_right + chars_wide(widest) - chars_wide(_widest_line(name))
            shown = _stamped(name) if stamped else name
            yield Role.SIGNATURE, _right(Role.SIGNATURE, shown, right, above if n == 0 else 0, house)
        if sealing is Sealing.UNSEALED and len(names) > 1:
            at = sign_off(widest, date, sealing, free)
    for n, text in enumerate(dates):
        lines_above = at.date_lines_above if names else at.signature_lines_above
        yield Role.DATE, _right(Role.DATE, text, at.date_right, spacing.lines(lines_above) if n == 0 else 0, house)


def _widest_line(text: str) -> str:
    return max(text.split("\n"), key=chars_wide)


def _parted(name: str, longest: int) -> str:
    """Return ``name``, where it is wider than ``longest`` characters with a break between words that makes its lines as even as can be."""
    wide = chars_wide(name)
    if wide <= longest:
        return name
    from drafting.documents import words

    count = ceil(wide / longest)
    between = sorted(words.boundaries(name) - {0, len(name)}) or list(range(1, len(name)))
    ends = {min(between, key=lambda at: abs(chars_wide(name[:at]) - wide * n / count)) for n in range(1, count)}
    stops = [0, *sorted(ends), len(name)]
    return join("\n", (name[start:end].strip() for start, end in pairwise(stops)))


def _stamped(text: str) -> str:
    """Return 职务 and the name with two characters between them (7.3.5.3)."""
    title, _, name = re.sub(r"[\s　]+(?=[^\s　]+$)", "\n", text).partition("\n")
    return like(text, title + "　" * int(standard.STAMP_TITLE_GAP.value) + name) if name else text


def _office_and_name(text: str) -> tuple[str, str]:
    """Return 职务 and name of who signs, ``""`` for the first where there is none."""
    found = re.search(r"[\s　]+(?=[^\s　]+$)", text)
    return (text[: found.start()], text[found.end() :]) if found else ("", text)


def _stamped_together(names: list[str], above: int, right: float, spacing: Spacing) -> Iterator[tuple[Role, Piece]]:
    """Yield the stamps of joint issuers one below the other and aligned, each on a line with its 职务 (7.3.5.3)."""
    house = spacing.house
    signers = [_office_and_name(name) for name in names]
    widest = max(chars_wide(name) for _, name in signers)
    middle = house.width / house.char - right - widest / 2
    stops = (("right", middle - widest / 2 - standard.STAMP_TITLE_GAP.value), ("center", middle))
    tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{round(house.char * at)}"/>' for kind, at in stops)
    font = house.written(Role.SIGNATURE)
    for n, signer in enumerate(signers):
        before = above if n == 0 else spacing.lines(1)  # a stamp is higher than a line
        own: dict[str, Value] = {"tabs": f"<w:tabs>{tabs}</w:tabs>", "ind": indent(), "jc": "left", "spacing": around(before)}
        content = "".join(run("\t") + runs(text, font) for text in signer)
        block = Block(ONE, house.line, before, elastic=True, gaps=True)
        yield Role.SIGNATURE, Piece(paragraph(style_id(Role.SIGNATURE), content, own), (block,))


def _right(role: Role, text: str, right: float, before: int, house: House) -> Piece:
    element = house.element(role)
    own: dict[str, Value] = {}
    # A date with more text behind it may be wider than the page: a name centred over it would stand outside.
    right = min(right, max(0.0, house.width / house.char - chars_wide(_widest_line(text))))
    if "\n" in text:  # its lines are centred on one another
        # In indents of a whole character, and a little for the space around digits.
        room = house.width / house.char - 0.3 - max(0.0, right) - chars_wide(_widest_line(text))
        own |= {"ind": indent(left=max(0.0, room), right=right, char=house.char), "jc": "center"}
    elif right != element.right:
        own["ind"] = indent(right=right, char=house.char)
    if before:
        own["spacing"] = around(before)
    lines = line_count(text, house.width / 20 - max(0.0, right) * house.char / 20, element.size, house.narrowing)
    block = Block(lines, house.line, before, elastic=True, gaps=True)
    return Piece(paragraph(style_id(role), runs(text, house.name(element.font)), own), (block,))


def _sealed_together(names: list[str], date: str, above: int, house: House) -> Iterator[tuple[Role, Piece]]:
    """Yield the names of joint issuers side by side, the last above the date; rows far enough apart that no two seals touch."""
    char = house.char
    end = house.width / char - max(house.date_right, (chars_wide(names[-1]) - chars_wide(date)) / 2) - chars_wide(date) / 2
    rows = _seal_rows(names, end, house)
    between = ceil(twips(_ROW_OF_SEALS) / house.line) * house.line
    for n, row in enumerate(rows):
        first = max(_HALF_SEAL / char, max(chars_wide(line[0]) for line in rows) / 2)
        step = (end - first) / max(1, len(rows[0]) - 1)
        # A row that is not full stands on the right: the last name belongs above the date.
        stops = [round(char * (end - step * (len(row) - 1 - at))) for at in range(len(row))]
        tabs = "".join(f'<w:tab w:val="center" w:pos="{stop}"/>' for stop in stops)
        before = above if n == 0 else between - house.line
        own: dict[str, Value] = {"tabs": f"<w:tabs>{tabs}</w:tabs>", "ind": indent(), "jc": "left", "spacing": around(before)}
        content = "".join(run("\t") + runs(like(name, name.replace("\n", "")), house.written(Role.SIGNATURE)) for name in row)
        block = Block(ONE, house.line, before, elastic=True, gaps=n == 0)
        yield Role.SIGNATURE, Piece(paragraph(style_id(Role.SIGNATURE), content, own), (block,))


def _seal_rows(names: list[str], end: float, house: House) -> list[list[str]]:
    """Return the names in rows, as many a row as leave a seal's width and a character between neighbours up to ``end``."""
    half = _HALF_SEAL / house.char
    for count in range(min(int(house.text_width / _SEAL), len(names)), 1, -1):
        rows = [names[at : at + count] for at in range(0, len(names), count)]
        first = max(half, max(chars_wide(row[0]) for row in rows) / 2)
        step = (end - first) / (count - 1)
        beside = [(chars_wide(left) + chars_wide(right)) / 2 + 1 for row in rows for left, right in pairwise(row)]
        if step >= max([2 * half, *beside]):
            return rows
    return [[name] for name in names]
