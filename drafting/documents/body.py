"""主体: title, recipients, body, 附件说明, 署名 and 成文日期, 附注 and attachments (GB/T 9704—2012, 7.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from drafting.documents import standard
from drafting.documents.model import Paragraph, Role, Sealing
from drafting.documents.package import TEXT_WIDTH
from drafting.documents.pagination import ONE, Block, Lines, Piece, line_count
from drafting.documents.runs import runs
from drafting.documents.signing import sign_off_pieces
from drafting.documents.spacing import USUAL, Spacing
from drafting.documents.standard import ELEMENTS, Font, chars_wide
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
from drafting.documents.wml import Value, paragraph

_WIDTH = TEXT_WIDTH / 20  # points
_SIZE = standard.BODY_SIZE.value
_TITLES = frozenset({Role.TITLE, Role.SUBTITLE})
_BIG = frozenset({Role.TITLE, Role.ATTACHMENT_TITLE})
_LABEL = re.compile(r"[\u4e00-\u9fff]{2}\s*[：:]\s*")
_NUMBER = re.compile(r"[0-9]{1,2}[.．]\s*")
_HALF_WIDE = re.compile(r"[!-~]")
_CHAPTER = re.compile(r"第[一二三四五六七八九十百]{1,5}(?P<unit>[编章节])(?:[\s　].{0,40}|.{0,20})(?<![。，；：！？])$")


@dataclass(frozen=True, slots=True)
class _Group:
    """Neighbours that are set together: one paragraph, the cells of a table, a run of titles, the items of 附件说明, a sign-off."""

    role: Role
    paragraphs: tuple[Paragraph, ...]
    table: int | None = None


def body(
    paragraphs: Sequence[Paragraph],
    sealing: Sealing,
    *,
    under_letterhead: bool,
    spacing: Spacing = USUAL,
    text_width: int = TEXT_WIDTH,
) -> list[tuple[Role, Piece]]:
    """Return the pieces of 主体 with the role of each; ``under_letterhead`` tells whether 版头 stands above the title.
    ``text_width`` is how wide a table is, in twips.

    A title that comes in several paragraphs is one title, each paragraph a line or more of it.
    """
    groups = list(_groups(paragraphs))
    pieces: list[tuple[Role, Piece]] = []
    for at, group in enumerate(groups):
        following = groups[at + 1] if at + 1 < len(groups) else None
        role = group.role
        texts = [item.text for item in group.paragraphs]
        if group.table is not None:
            pieces.append((role, table(group.paragraphs, text_width, spacing)))
            if following is None or following.table is not None:
                pieces.append((role, _gap()))  # two tables would grow together; a table must not end the document
        elif role in _BIG:
            last = following is None or following.role is not Role.SUBTITLE
            pieces.append((role, _title(role, "\n".join(texts), _above_title(groups, at, under_letterhead, spacing), last, spacing)))
        elif role is Role.SUBTITLE:
            ends = following is None or following.role not in _TITLES
            pieces += [(role, _subtitle(text, spacing if ends and n == len(texts) - 1 else None)) for n, text in enumerate(texts)]
        elif role is Role.ATTACHMENT_NOTE:
            notes = _attachment_note([line for text in texts for line in text.split("\n")], spacing)
            pieces += [(role, note) for note in notes]
        elif role is Role.SIGNATURE:
            pieces += list(sign_off_pieces(group.paragraphs, sealing, spacing))
        elif role is Role.ATTENDANCE:
            blank = at > 0 and groups[at - 1].role is not Role.ATTENDANCE
            pieces += [(role, _attendance(text, spacing if blank and n == 0 else None)) for n, text in enumerate(texts)]
        else:
            signed = following is not None and following.role in (Role.SIGNATURE, Role.ATTACHMENT_NOTE)
            final = group.paragraphs[-1]
            pieces += [(role, _plain(item, before_sign_off=signed and item is final)) for item in group.paragraphs]
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


def _above_title(groups: Sequence[_Group], at: int, under_letterhead: bool, spacing: Spacing) -> int | None:
    """Return what is left free above the title that is group ``at``, in twips; None for a title that begins a new page.

    Without 版头 the title begins the page anyway. A second title is that of what is issued with the first: on a page of its own below
    署名 (另面编排), a line below the text where nothing was signed.
    """
    group, earlier = groups[at], [group.role for group in groups[:at]]
    if group.role is Role.ATTACHMENT_TITLE:
        return spacing.lines(ELEMENTS[group.role].lines_above)
    if Role.TITLE not in earlier and under_letterhead:
        return spacing.lines(spacing.above)
    since = earlier[earlier.index(Role.TITLE) :] if Role.TITLE in earlier else []
    if Role.SIGNATURE in since and Role.ATTACHMENT_LABEL not in since:
        return None
    return spacing.lines(1) if at else 0


def _title(role: Role, text: str, before: int | None, last: bool, spacing: Spacing) -> Piece:
    """Return a title ``before`` twips below what stands above it (None: on a new page), a blank line below it if it is the ``last``."""
    broken = break_title(text)
    lines = broken.count("\n") + 1
    above, below, line = before or 0, spacing.lines(1) if last else 0, spacing.title_line
    own: dict[str, Value] = {}
    if (above, below, line) != (round(ELEMENTS[role].lines_above * LINE), LINE, TITLE_LINE):  # not as the style has it
        own["spacing"] = exactly(line, above, below)
    if before is None:
        own["pageBreakBefore"] = True
    block = Block((lines, lines), line, above, below, new_page=before is None, gaps=True)
    return Piece(paragraph(style_id(role), runs(broken, ELEMENTS[role].font), own), (block,))


def _subtitle(text: str, last: Spacing | None) -> Piece:
    """Return a line below the title; with spacing, the ``last`` one, which has a blank line below it."""
    after = last.lines(1) if last else 0
    own: dict[str, Value] = {"spacing": around(0, after)} if last else {}
    block = Block(line_count(text, _WIDTH, _SIZE), LINE, 0, after, elastic=True, gaps=True)
    return Piece(paragraph(style_id(Role.SUBTITLE), runs(text, ELEMENTS[Role.SUBTITLE].font), own), (block,))


def _plain(item: Paragraph, *, before_sign_off: bool = False) -> Piece:
    """Return a paragraph whose style says everything; a heading that runs on is body text that begins in the heading's font."""
    role = item.role if item.role in ELEMENTS else Role.BODY
    text = item.text
    if item.role is Role.FOOTNOTE:
        lines = line_count(text, _WIDTH, 12.0, first=32.0)
        return Piece(paragraph(FOOTNOTE, runs(text, Font.FANG_SONG)), (Block(lines, 400),))
    element = ELEMENTS[role]
    first = element.left * CHAR / 20
    lines = line_count(text, _WIDTH, element.size, first=first)
    sure = before_sign_off and _is_sure(text, element.size, first, lines)
    block = Block(lines, LINE, new_page=role is Role.ATTACHMENT_LABEL, elastic=True, sure=sure)
    if role.heading_level and item.heading_end is not None and item.heading_end < len(text):
        heading, rest = text[: item.heading_end], text[item.heading_end :]
        content = runs(heading, element.font, {"rStyle": character_style_id(role)}) + runs(rest, Font.FANG_SONG)
        return Piece(paragraph(BODY, content), (block,))
    if chapter := _CHAPTER.match(text) if role is Role.BODY or role.heading_level else None:
        return _chapter(text, Font.KAI if chapter["unit"] == "节" else Font.HEI)
    return Piece(paragraph(style_id(role), runs(text, element.font)), (block,))


def _is_sure(text: str, points: float, first: float, lines: Lines) -> bool:
    """Tell whether ``lines`` would be the number of lines even if the widths of digits and letters were not quite as assumed."""
    if not _HALF_WIDE.search(text):
        return True
    return all(line_count(text, _WIDTH * by, points, first=first) == lines for by in (0.98, 1.02))


def _chapter(text: str, font: Font) -> Piece:
    """Return the line that begins a chapter or section of regulations: centred, as all of them are printed."""
    own: dict[str, Value] = {"ind": indent(), "jc": "center", "keepNext": True}
    face: dict[str, Value] = {"rFonts": {"hint": "eastAsia", "eastAsia": font.written}}
    return Piece(paragraph(BODY, runs(text, font, face), own), (Block(line_count(text, _WIDTH, _SIZE), LINE, elastic=True),))


def _attendance(text: str, blank: Spacing | None) -> Piece:
    """Return 出席：, 请假： or 列席： with its names, a line below the text if ``blank`` says how high that is.

    Further lines stand below the first name (10.3).
    """
    label = _LABEL.match(text)
    before = blank.lines(1) if blank else 0
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
    return Piece(paragraph(style_id(Role.ATTENDANCE), content, own), (Block(lines, LINE, before, elastic=True, gaps=True),))


def _attachment_note(lines: list[str], spacing: Spacing) -> list[Piece]:
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
        before = spacing.lines(1) if at == 0 else 0
        own: dict[str, Value] = {"ind": indent_twips(align, 0, start - align)}
        if before:
            own["spacing"] = around(before)
        count = line_count(text, _WIDTH - align / 20, _SIZE, first=(start - align) / 20)
        content = runs(text, ELEMENTS[Role.ATTACHMENT_NOTE].font)
        block = Block(count, LINE, before, elastic=True, gaps=True)
        pieces.append(Piece(paragraph(style_id(Role.ATTACHMENT_NOTE), content, own), (block,)))
    return pieces
