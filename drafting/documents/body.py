"""主体: title, recipients, body, 附件说明, 署名 and 成文日期, 附注 and attachments (GB/T 9704—2012, 7.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from drafting.documents import standard
from drafting.documents.model import Paragraph, Role, Sealing
from drafting.documents.package import TEXT_WIDTH
from drafting.documents.pagination import ONE, Block, Piece, line_count
from drafting.documents.runs import runs
from drafting.documents.standard import ELEMENTS, Font, chars_wide, sign_off
from drafting.documents.styles import (
    BODY,
    CHAR,
    DEFAULT,
    FOOTNOTE,
    LINE,
    TITLE_LINE,
    around,
    character_style_id,
    exactly,
    indent,
    indent_twips,
    style_id,
)
from drafting.documents.tables import table
from drafting.documents.titles import break_title
from drafting.documents.wml import Value, paragraph, run

_WIDTH = TEXT_WIDTH / 20  # points
_SIZE = standard.BODY_SIZE.value
_TITLES = frozenset({Role.TITLE, Role.SUBTITLE})
_BIG = frozenset({Role.TITLE, Role.ATTACHMENT_TITLE})
_LABEL = re.compile(r"[\u4e00-\u9fff]{2}\s*[：:]\s*")
_NUMBER = re.compile(r"[0-9]{1,2}[.．]\s*")
_JOINT_SEALS = 3  # seals of 42 mm side by side in 156 mm
_HALF_SEAL = 4.0  # characters: half of 42 mm and a little
_SEAL_LINES = 5  # lines from one row of seals to the next


@dataclass(frozen=True, slots=True)
class _Group:
    """Neighbours that are set together: one paragraph, the cells of a table, a run of titles, the items of 附件说明, a sign-off."""

    role: Role
    paragraphs: tuple[Paragraph, ...]
    table: int | None = None


def body(paragraphs: Sequence[Paragraph], sealing: Sealing, *, under_letterhead: bool) -> list[tuple[Role, Piece]]:
    """Return the pieces of 主体 with the role of each; ``under_letterhead`` tells whether 版头 stands above the title.

    A title that comes in several paragraphs is one title, each paragraph a line or more of it.
    """
    groups = list(_groups(paragraphs))
    pieces: list[tuple[Role, Piece]] = []
    for at, group in enumerate(groups):
        following = groups[at + 1] if at + 1 < len(groups) else None
        role = group.role
        texts = [item.text for item in group.paragraphs]
        if group.table is not None:
            pieces.append((role, table(group.paragraphs)))
            if following is None or following.table is not None:
                pieces.append((role, _gap()))  # two tables would grow together; a table must not end the document
        elif role in _BIG:
            last = following is None or following.role is not Role.SUBTITLE
            style_before = round(ELEMENTS[role].lines_above * LINE)
            first = role is Role.TITLE and not any(earlier.role is Role.TITLE for earlier in groups[:at])
            # Without 版头 the title begins the page; a second title, of what is issued with the first, stands a line below it.
            before = style_before if role is Role.ATTACHMENT_TITLE or (first and under_letterhead) else LINE if at else 0
            pieces.append((role, _title(role, "\n".join(texts), before, LINE if last else 0)))
        elif role is Role.SUBTITLE:
            ends = following is None or following.role not in _TITLES
            pieces += [(role, _subtitle(text, ends and n == len(texts) - 1)) for n, text in enumerate(texts)]
        elif role is Role.ATTACHMENT_NOTE:
            notes = _attachment_note([line for text in texts for line in text.split("\n")])
            pieces += [(role, note) for note in notes]
        elif role is Role.SIGNATURE:
            pieces += list(_sign_off(group.paragraphs, sealing))
        elif role is Role.ATTENDANCE:
            blank = at > 0 and groups[at - 1].role is not Role.ATTENDANCE
            pieces += [(role, _attendance(text, blank and n == 0)) for n, text in enumerate(texts)]
        else:
            pieces += [(role, _plain(item)) for item in group.paragraphs]
    return pieces


def _groups(paragraphs: Sequence[Paragraph]) -> Iterator[_Group]:
    def kind(item: Paragraph) -> tuple[int | None, Role]:
        cell = item.place.cell
        if cell is not None:
            return cell.table, Role.BODY
        return None, Role.SIGNATURE if item.role is Role.DATE else item.role

    for (number, role), items in groupby(paragraphs, kind):
        yield _Group(role, tuple(items), number)


def _gap() -> Piece:
    return Piece(paragraph(DEFAULT, "", {"spacing": exactly(LINE // 2)}), (Block(ONE, LINE // 2),))


def _title(role: Role, text: str, before: int, after: int) -> Piece:
    broken = break_title(text)
    lines = broken.count("\n") + 1
    same = (before, after) == (round(ELEMENTS[role].lines_above * LINE), LINE)  # as the style has it
    own: dict[str, Value] = {} if same else {"spacing": {"before": before, "after": after}}
    block = Block((lines, lines), TITLE_LINE, before, after)
    return Piece(paragraph(style_id(role), runs(broken, ELEMENTS[role].font), own), (block,))


def _subtitle(text: str, last: bool) -> Piece:
    after = LINE if last else 0
    own: dict[str, Value] = {"spacing": around(0, after)} if last else {}
    lines = line_count(text, _WIDTH, _SIZE)
    return Piece(
        paragraph(style_id(Role.SUBTITLE), runs(text, ELEMENTS[Role.SUBTITLE].font), own), (Block(lines, LINE, 0, after, elastic=True),)
    )


def _plain(item: Paragraph) -> Piece:
    """Return a paragraph whose style says everything; a heading that runs on is body text that begins in the heading's font."""
    role = item.role if item.role in ELEMENTS else Role.BODY
    text = item.text
    if item.role is Role.FOOTNOTE:
        lines = line_count(text, _WIDTH, 12.0, first=32.0)
        return Piece(paragraph(FOOTNOTE, runs(text, Font.FANG_SONG)), (Block(lines, 400),))
    element = ELEMENTS[role]
    lines = line_count(text, _WIDTH, element.size, first=element.left * CHAR / 20)
    block = Block(lines, LINE, new_page=role is Role.ATTACHMENT_LABEL, elastic=True)
    if role.heading_level and item.heading_end is not None and item.heading_end < len(text):
        heading, rest = text[: item.heading_end], text[item.heading_end :]
        content = runs(heading, element.font, {"rStyle": character_style_id(role)}) + runs(rest, Font.FANG_SONG)
        return Piece(paragraph(BODY, content), (block,))
    return Piece(paragraph(style_id(role), runs(text, element.font)), (block,))


def _attendance(text: str, blank: bool) -> Piece:
    """Return 出席：, 请假： or 列席： with its names; further lines below the first name (10.3)."""
    label = _LABEL.match(text)
    before = LINE if blank else 0
    hang = chars_wide(label[0]) if label else 0.0
    left = ELEMENTS[Role.ATTENDANCE].left
    own: dict[str, Value] = {"ind": indent(left=left + hang, first=-hang) if hang else indent(first=left)}
    if before:
        own["spacing"] = around(before)
    head = text[: label.end()] if label else ""
    font = standard.ATTENDANCE_LABEL_FONT.value
    face: dict[str, Value] = {"rFonts": {"hint": "eastAsia", "eastAsia": font.written}}
    content = (runs(head, font, face) if head else "") + runs(text[len(head) :], ELEMENTS[Role.ATTENDANCE].font)
    lines = line_count(text, _WIDTH - (left + hang) * CHAR / 20, _SIZE, first=-hang * CHAR / 20)
    return Piece(paragraph(style_id(Role.ATTENDANCE), content, own), (Block(lines, LINE, before, elastic=True),))


def _attachment_note(lines: list[str]) -> list[Piece]:
    """Return 附件说明: 附件： two characters in, every name and its further lines aligned (7.3.4).

    The indents are worked out from the widths of 附件： and of the numbers, so that the text needs no tab that its author did not type.
    """
    narrow = 15.75 * 20  # a character, 0.25 pt narrower than its size
    left = round(ELEMENTS[Role.ATTACHMENT_NOTE].left * CHAR)
    label = _LABEL.match(lines[0])
    names = left + round(narrow * chars_wide(label[0].strip())) if label else left
    pieces = []
    for at, text in enumerate(lines):
        head = label.end() if label and at == 0 else 0
        number = _NUMBER.match(text, head)
        wide = round((8 * sum(char.isdigit() for char in number[0]) + 4 - 0.25 * len(number[0])) * 20) if number else 0
        start = left if head else names
        align = names + wide
        before = LINE if at == 0 else 0
        own: dict[str, Value] = {"ind": indent_twips(align, 0, start - align)}
        if before:
            own["spacing"] = around(before)
        count = line_count(text, _WIDTH - align / 20, _SIZE, first=(start - align) / 20)
        content = runs(text, ELEMENTS[Role.ATTACHMENT_NOTE].font)
        pieces.append(Piece(paragraph(style_id(Role.ATTACHMENT_NOTE), content, own), (Block(count, LINE, before, elastic=True),)))
    return pieces


def _sign_off(paragraphs: Sequence[Paragraph], sealing: Sealing) -> Iterator[tuple[Role, Piece]]:
    """Yield 署名 and 成文日期 at the places that the sealing asks for (7.3.5)."""
    # A tab parts the names of joint issuers, as a line of them is read back from a file.
    given = [item.text.split("\t") for item in paragraphs if item.role is Role.SIGNATURE]
    names = [name.strip() for line in given for name in line if name.strip()]
    dates = [item.text.strip() for item in paragraphs if item.role is Role.DATE]
    date = dates[0] if dates else ""
    last = names[-1] if names else ""
    at = sign_off(last, date, sealing)
    above = round(at.signature_lines_above * LINE)
    if sealing is Sealing.SEALED and len(names) > 1:
        yield from _sealed_together(names, date, above)
    else:
        widest = max(names, key=chars_wide, default="")
        for n, name in enumerate(names):
            place = sign_off(name, date, sealing)
            right = place.signature_right
            if sealing is Sealing.UNSEALED and len(names) > 1:
                # 主办机关署名在前，自上而下编排: all begin at one place, the longest keeps two characters free.
                longest = sign_off(widest, date, sealing)
                right = longest.signature_right + chars_wide(widest) - chars_wide(name)
            shown = _stamped(name) if sealing is Sealing.NAME_STAMP else name
            yield Role.SIGNATURE, _right(Role.SIGNATURE, shown, right, above if n == 0 else 0)
        if sealing is Sealing.UNSEALED and len(names) > 1:
            at = sign_off(widest, date, sealing)
    for n, text in enumerate(dates):
        lines_above = at.date_lines_above if names else at.signature_lines_above
        yield Role.DATE, _right(Role.DATE, text, at.date_right, round(lines_above * LINE) if n == 0 else 0)


def _stamped(text: str) -> str:
    """Return 职务 and the name with two characters between them (7.3.5.3)."""
    title, _, name = re.sub(r"[\s　]+(?=[^\s　]+$)", "\n", text).partition("\n")
    return title + "　" * int(standard.STAMP_TITLE_GAP.value) + name if name else text


def _right(role: Role, text: str, right: float, before: int) -> Piece:
    own: dict[str, Value] = {}
    if right != ELEMENTS[role].right:
        own["ind"] = indent(right=right)
    if before:
        own["spacing"] = around(before)
    lines = line_count(text, _WIDTH - max(0.0, right) * CHAR / 20, _SIZE)
    return Piece(paragraph(style_id(role), runs(text, ELEMENTS[role].font), own), (Block(lines, LINE, before, elastic=True),))


def _sealed_together(names: list[str], date: str, above: int) -> Iterator[tuple[Role, Piece]]:
    """Yield the names of joint issuers side by side, the last above the date; rows far enough apart that no two seals touch."""
    width = TEXT_WIDTH / CHAR
    end = width - max(4.0, (chars_wide(names[-1]) - chars_wide(date)) / 2) - chars_wide(date) / 2
    rows = _seal_rows(names, end)
    for n, row in enumerate(rows):
        first = max(_HALF_SEAL, max(chars_wide(line[0]) for line in rows) / 2)
        step = (end - first) / max(1, len(rows[0]) - 1)
        # A row that is not full stands on the right: the last name belongs above the date.
        stops = [round(CHAR * (end - step * (len(row) - 1 - at))) for at in range(len(row))]
        tabs = "".join(f'<w:tab w:val="center" w:pos="{stop}"/>' for stop in stops)
        before = above if n == 0 else (_SEAL_LINES - 1) * LINE
        own: dict[str, Value] = {"tabs": f"<w:tabs>{tabs}</w:tabs>", "ind": indent(), "jc": "left", "spacing": around(before)}
        content = "".join(run("\t") + runs(name, ELEMENTS[Role.SIGNATURE].font) for name in row)
        yield Role.SIGNATURE, Piece(paragraph(style_id(Role.SIGNATURE), content, own), (Block(ONE, LINE, before, elastic=True),))


def _seal_rows(names: list[str], end: float) -> list[list[str]]:
    """Return the names in rows, as many a row as leave a seal's width and a character between neighbours up to ``end``."""
    for count in range(min(_JOINT_SEALS, len(names)), 1, -1):
        rows = [names[at : at + count] for at in range(0, len(names), count)]
        first = max(_HALF_SEAL, max(chars_wide(row[0]) for row in rows) / 2)
        step = (end - first) / (count - 1)
        beside = [(chars_wide(left) + chars_wide(right)) / 2 + 1 for row in rows for left, right in pairwise(row)]
        if step >= max([2 * _HALF_SEAL, *beside]):
            return rows
    return [[name] for name in names]
