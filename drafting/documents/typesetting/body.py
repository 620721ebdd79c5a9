"""主体: title, recipients, body, 附件说明, 署名 and 成文日期, 附注 and attachments (GB/T 9704—2012, 7.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from math import floor

from drafting.documents import standard
from drafting.documents.house import House
from drafting.documents.model import Paragraph, Role, Sealing
from drafting.documents.renewal.richtext import begins_page, join, like, tallest
from drafting.documents.standard import Font, chars_wide
from drafting.documents.typesetting.pagination import ONE, Block, Lines, Piece, kept_with_next, line_count
from drafting.documents.typesetting.runs import runs
from drafting.documents.typesetting.signing import sign_off_pieces
from drafting.documents.typesetting.spacing import USUAL, Spacing
from drafting.documents.typesetting.styles import (
    BODY,
    DEFAULT,
    FOOTNOTE,
    around,
    character_style_id,
    exactly,
    indent,
    indent_twips,
    style_id,
    title_spacing,
)
from drafting.documents.typesetting.tables import table
from drafting.documents.typesetting.titles import break_title
from drafting.documents.typesetting.widths import WIDTHS
from drafting.documents.wml import Value, paragraph

_TITLES = frozenset({Role.TITLE, Role.SUBTITLE})
_TEXT = frozenset({Role.BODY, Role.OTHER, Role.ATTENDANCE, Role.CAPTION, Role.FOOTNOTE}) | {role for role in Role if role.heading_level}
_BIG = frozenset({Role.TITLE, Role.ATTACHMENT_TITLE})
_LABEL = re.compile(r"[\u4e00-\u9fff]{2}\s*[：:]\s*")
_NUMBER = re.compile(r"[0-9]{1,2}[.．]\s*")
_HALF_WIDE = re.compile(r"[!-~]")
_UNBREAKABLE = re.compile(r"[!-,.-~]{24}")  # half a line
_CHAPTER = re.compile(r"第[一二三四五六七八九十百]{1,5}(?P<unit>[编章节])(?:[\s　].{0,40}|.{0,20})(?<![。，；：！？])$|目[\s　]*录$")


Memo = dict[tuple[int, int, int], list[tuple[Role, Piece]]]


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbours that are set together: one paragraph, the cells of a table, a run of titles, the items of 附件说明, a sign-off."""

    role: Role
    paragraphs: tuple[Paragraph, ...]
    table: int | None = None


def body(
    groups: Sequence[Group],
    sealing: Sealing,
    *,
    under_letterhead: bool,
    spacing: Spacing = USUAL,
    text_width: int | None = None,
    memo: Memo | None = None,
) -> list[tuple[Role, Piece]]:
    """Return the pieces of 主体 with the role of each; ``under_letterhead`` tells whether 版头 stands above the title.
    ``text_width`` is how wide tables and titles may be, in twips; the text block's width unless given.

    A title that comes in several paragraphs is one title, each paragraph a line or more of it. What is made of paragraphs in any
    spacing is kept in ``memo``, for when the same objects are set in another one.
    """
    memo = {} if memo is None else memo
    house = spacing.house
    wide = text_width or house.width
    pieces: list[tuple[Role, Piece]] = []
    for at, group in enumerate(groups):
        following = groups[at + 1] if at + 1 < len(groups) else None
        role = group.role
        texts = [item.text for item in group.paragraphs]
        if group.table is not None:
            key = id(group.paragraphs[0]), wide, spacing.line
            if key not in memo:
                memo[key] = [(role, table(group.paragraphs, wide, spacing))]
            if at and groups[at - 1].table is None and groups[at - 1].role in _TEXT and groups[at - 1].role is not Role.CAPTION:
                pieces.append((role, _gap(house, keep=True)))
            pieces += memo[key]
            # Two tables would grow together, and a table must not end the document.
            if following is None or following.table is not None or following.role in _TEXT:
                pieces.append((role, _gap(house)))
        elif role in _BIG:
            last = following is None or following.role is not Role.SUBTITLE
            above = _above_title(groups, at, under_letterhead, spacing)
            pieces.append((role, _title(role, join("\n", texts), above, last, spacing, wide)))
        elif role is Role.SUBTITLE:
            ends = following is None or following.role not in _TITLES
            pieces += [(role, _subtitle(text, spacing, last=ends and n == len(texts) - 1)) for n, text in enumerate(texts)]
        elif role is Role.ATTACHMENT_NOTE:
            notes = _attachment_note([line for text in texts for line in text.split("\n")], spacing)
            pieces += [(role, note) for note in notes]
        elif role is Role.SIGNATURE:
            pieces += list(sign_off_pieces(group.paragraphs, sealing, spacing))
        elif role is Role.ATTENDANCE:
            blank = at > 0 and groups[at - 1].role is not Role.ATTENDANCE
            pieces += [(role, _attendance(text, spacing, blank=blank and n == 0)) for n, text in enumerate(texts)]
        else:
            signed = following is not None and following.role in (Role.SIGNATURE, Role.ATTACHMENT_NOTE)
            key = id(group.paragraphs[0]), len(group.paragraphs), -1 if signed else 0
            if key not in memo:
                manner, last_one = _manner(role, house), group.paragraphs[-1]
                memo[key] = [(role, _plain(item, manner, house, before_sign_off=signed and item is last_one)) for item in group.paragraphs]
            pieces += memo[key]
    return pieces


def grouped(paragraphs: Iterable[Paragraph]) -> list[Group]:
    """Return ``paragraphs`` in groups that are set together."""

    def kind(item: Paragraph) -> tuple[int | None, Role]:
        cell = item.place.cell
        if cell is not None:
            return cell.table, Role.BODY
        return None, Role.SIGNATURE if item.role is Role.DATE else item.role

    return [Group(role, tuple(items), number) for (number, role), items in groupby(paragraphs, kind)]


@lru_cache(maxsize=64)
def _gap(house: House, *, keep: bool = False) -> Piece:
    """Return half a blank line, above or below a table; ``keep`` it with what follows."""
    own: dict[str, Value] = {"spacing": exactly(house.line // 2), **({"keepNext": True} if keep else {})}
    block = _block(ONE, house.line // 2, 0, new_page=False, elastic=False, sure=False, kept=keep)
    return Piece(paragraph(DEFAULT, "", own), (block,))


def _above_title(groups: Sequence[Group], at: int, under_letterhead: bool, spacing: Spacing) -> int | None:
    """Return what is left free above the title that is group ``at``, in twips; None for a title that begins a new page.

    Without 版头 the title begins the page anyway. A second title is that of what is issued with the first: on a page of its own below
    署名 (另面编排), a line below the text where nothing was signed.
    """
    earlier = [group.role for group in groups[:at]]
    if groups[at].role is Role.ATTACHMENT_TITLE:
        # Without 附件 above it, as the title of what a notice issues, it begins the page itself (另面编排).
        alone = Role.ATTACHMENT_LABEL not in earlier[-1:] and Role.SIGNATURE in earlier
        return None if alone else spacing.lines(spacing.house.element(Role.ATTACHMENT_TITLE).lines_above)
    # An order is signed and has no title of its own (10.2): the first title may be that of what it issues.
    issues = under_letterhead and Role.SIGNATURE in earlier and Role.BODY in earlier[: earlier.index(Role.SIGNATURE)]
    if Role.TITLE not in earlier and under_letterhead and not issues:
        return spacing.lines(spacing.above_title)
    since = earlier[earlier.index(Role.TITLE) :] if Role.TITLE in earlier else earlier if issues else []
    if Role.SIGNATURE in since and Role.ATTACHMENT_LABEL not in since:
        return None
    return spacing.lines(1) if at else 0


def _title(role: Role, text: str, before: int | None, last: bool, spacing: Spacing, wide: int) -> Piece:
    """Return a title ``before`` twips below what stands above it (None: on a new page), a blank line below it if it is the ``last``.

    Its lines may be ``wide`` twips wide.
    """
    house, element = spacing.house, spacing.house.element(role)
    broken = like(text, break_title(str(text), float(floor(wide / (20 * element.size)))))
    lines = broken.count("\n") + 1
    above, below, line = before or 0, spacing.lines(house.lines_below_title) if last else 0, spacing.title_line(role)
    own: dict[str, Value] = {}
    if (line, above, below) != title_spacing(role, house):  # not as the style has it
        own["spacing"] = exactly(line, above, below)
    if before is None:
        own["pageBreakBefore"] = True
    block = Block((lines, lines), line, above, below, new_page=before is None, gaps=True)
    return Piece(paragraph(style_id(role), runs(broken, house.name(element.font)), own), (block,))


def _subtitle(text: str, spacing: Spacing, *, last: bool) -> Piece:
    """Return a line below the title, broken like the title where it is too long; the ``last`` one has a blank line below it."""
    house, element = spacing.house, spacing.house.element(Role.SUBTITLE)
    after = spacing.lines(house.lines_below_title) if last else 0
    own: dict[str, Value] = {"spacing": around(0, after)} if last else {}
    broken = like(text, break_title(str(text), float(floor(house.width / (20 * (element.size - house.narrowing))))))
    block = Block(_lines(broken, house, element.size), house.line, 0, after, elastic=True, gaps=True)
    return Piece(paragraph(style_id(Role.SUBTITLE), runs(broken, house.name(element.font)), own), (block,))


@dataclass(frozen=True, slots=True)
class _Manner:
    """How paragraphs whose style says everything are set: their style and the name of their font, and what it is on the page (points)."""

    role: Role
    style: str
    font: str
    size: float
    first: float  # what the first line is shorter by
    width: float
    narrowing: float
    line: int  # twips
    is_heading: bool
    is_kept: bool  # on the page of what follows
    may_begin_chapter: bool


@lru_cache(maxsize=1024)
def _manner(role: Role, house: House) -> _Manner:
    width, narrowing = house.width / 20, house.narrowing
    if role is Role.FOOTNOTE:
        return _Manner(role, FOOTNOTE, house.written(Role.BODY), 12.0, house.char / 10, width, narrowing, 400, False, False, False)
    own = role if role in standard.ELEMENTS else Role.BODY
    element, heading = house.element(own), own.heading_level > 0
    first = element.left * house.char / 20
    face = style_id(own), house.name(element.font), element.size
    return _Manner(role, *face, first, width, narrowing, house.line, heading, heading or own is Role.CAPTION, heading or own is Role.BODY)


def _plain(item: Paragraph, manner: _Manner, house: House, *, before_sign_off: bool = False) -> Piece:
    """Return a paragraph whose style says everything; a heading that runs on is body text that begins in the heading's font."""
    text, role = item.text, manner.role
    lines = line_count(text, manner.width, manner.size, manner.narrowing, manner.first)
    sure = before_sign_off and _is_sure(text, house, manner.size, manner.first, lines)
    high = tallest(text)
    elastic = role is not Role.FOOTNOTE
    new_page = role is Role.ATTACHMENT_LABEL or begins_page(text)
    runs_on = manner.is_heading and item.heading_end is not None and item.heading_end < len(text)
    kept = manner.is_kept and not runs_on
    block = _block(lines, manner.line, max(0, high - house.line), new_page, elastic, sure and not high, kept)
    if runs_on:
        heading, rest = text[: item.heading_end], text[item.heading_end :]
        content = runs(heading, manner.font, {"rStyle": character_style_id(role)})
        content += runs(rest, house.written(Role.BODY))
        return Piece(paragraph(BODY, content), (block,))
    if chapter := _CHAPTER.match(text) if manner.may_begin_chapter else None:
        return _chapter(text, house, Font.KAI if chapter["unit"] == "节" else Font.HEI)
    # An address that does not fit on the line would have the characters before it spread over the whole of it.
    own: dict[str, Value] = {"jc": "left"} if _UNBREAKABLE.search(text) else {}
    return Piece(paragraph(manner.style, runs(text, manner.font), own), (block,))


@lru_cache(maxsize=1024)
def _block(lines: Lines, line: int, after: int, new_page: bool, elastic: bool, sure: bool, kept: bool) -> Block:
    block = Block(lines, line, after=after, new_page=new_page, elastic=elastic, sure=sure)
    return replace(block, held=kept_with_next(lines)) if kept else block


def _lines(text: str, house: House, points: float, by: float = 1.0, first: float = 0.0, beside: float = 0.0) -> Lines:
    """Return the lines of ``text`` in the text block without ``beside`` points on the left, which is ``by`` times as wide."""
    return line_count(text, (house.width / 20 - beside) * by, points, house.narrowing, first)


def _is_sure(text: str, house: House, points: float, first: float, lines: Lines) -> bool:
    """Tell whether ``lines`` would be the number of lines even if the widths of digits and letters were not quite as assumed."""
    if not _HALF_WIDE.search(text):
        return True
    return all(_lines(text, house, points, by, first) == lines for by in (0.98, 1.02))


def _chapter(text: str, house: House, font: Font) -> Piece:
    """Return the line that begins a chapter or section of regulations: centred, as all of them are printed."""
    own: dict[str, Value] = {"ind": indent(), "jc": "center", "keepNext": True}
    face: dict[str, Value] = {"rFonts": {"hint": "eastAsia", "eastAsia": house.name(font)}}
    lines = _lines(text, house, house.body_size)
    block = _block(lines, house.line, 0, new_page=False, elastic=True, sure=False, kept=True)
    return Piece(paragraph(BODY, runs(text, house.name(font), face), own), (block,))


def _attendance(text: str, spacing: Spacing, *, blank: bool) -> Piece:
    """Return 出席：, 请假： or 列席： with its names, a ``blank`` line below the text.

    Further lines stand below the first name (10.3).
    """
    label = _LABEL.match(text)
    house, element = spacing.house, spacing.house.element(Role.ATTENDANCE)
    before = spacing.lines(1) if blank else 0
    hang = chars_wide(label[0]) if label else 0.0
    left = element.left
    own: dict[str, Value] = {"ind": indent(left + hang, first=-hang, char=house.char) if hang else indent(first=left, char=house.char)}
    if before:
        own["spacing"] = around(before)
    head = text[: label.end()] if label else ""
    font = house.name(standard.ATTENDANCE_LABEL_FONT.value)
    face: dict[str, Value] = {"rFonts": {"hint": "eastAsia", "eastAsia": font}}
    content = (runs(head, font, face) if head else "") + runs(text[len(head) :], house.name(element.font))
    lines = _lines(text, house, element.size, first=-hang * house.char / 20, beside=(left + hang) * house.char / 20)
    return Piece(paragraph(style_id(Role.ATTENDANCE), content, own), (Block(lines, house.line, before, elastic=True, gaps=True),))


def _attachment_note(lines: list[str], spacing: Spacing) -> list[Piece]:
    """Return 附件说明: 附件： two characters in, every name and its further lines aligned (7.3.4).

    The indents are worked out from the widths of 附件： and of the numbers, so that the text needs no tab that its author did not type.
    A name of several lines is not justified: stretching would move its first character away from what stands below it.
    """
    house, element = spacing.house, spacing.house.element(Role.ATTACHMENT_NOTE)

    def wide(text: str) -> int:
        return round(20 * (element.size * sum(map(WIDTHS.__getitem__, text)) - house.narrowing * len(text)))

    left = round(element.left * house.char)
    label = _LABEL.match(lines[0])
    names = left + wide(label[0]) if label else left
    pieces = []
    for at, text in enumerate(lines):
        head = label.end() if label and at == 0 else 0
        number = _NUMBER.match(text, head)
        start = left if head else names
        align = names + (wide(number[0]) if number else 0)
        before = spacing.lines(1) if at == 0 else 0
        own: dict[str, Value] = {"ind": indent_twips(align, 0, start - align)}
        if before:
            own["spacing"] = around(before)
        count = _lines(text, house, element.size, first=(start - align) / 20, beside=align / 20)
        if max(count) > 1:
            own["jc"] = "left"
        content = runs(text, house.name(element.font))
        block = Block(count, house.line, before, elastic=True, gaps=True)
        pieces.append(Piece(paragraph(style_id(Role.ATTACHMENT_NOTE), content, own), (block,)))
    return pieces
