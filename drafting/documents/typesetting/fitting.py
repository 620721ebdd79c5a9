"""Making the pages show what the standard wants on them: text on the first page (7.3.3) and beside 署名 (7.3.5.5).

What gives way comes in a fixed order, each step only where the one before it will not do. On the first page: 主送机关 of many lines to 版记
(7.3.2), the names of joint issuers smaller, fewer blank lines above the number and the title. For 署名: a short last paragraph goes to
the next page with it; the lines are set closer or wider; space left free at the bottom of a page sends the last lines of a long
paragraph over. Never a page that says 此页无正文.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, takewhile

from drafting.documents.house import STANDARD, House
from drafting.documents.model import Role
from drafting.documents.typesetting.ending import lines_for_record
from drafting.documents.typesetting.pagination import (
    LIBREOFFICE,
    WORD,
    Block,
    Piece,
    Place,
    end_of,
    height_of,
    left_over,
    merged,
    page_height,
    place,
)
from drafting.documents.typesetting.spacing import Spacing
from drafting.documents.typesetting.styles import SPACER
from drafting.documents.wml import keep_last_row_with_next, keep_with_next, paragraph

Pieces = list[tuple[Role, Piece]]

_HEADINGS = frozenset({Role.HEADING1, Role.HEADING2, Role.HEADING3, Role.HEADING4})
_TEXT = frozenset({Role.BODY, Role.OTHER, Role.ATTENDANCE}) | _HEADINGS
_SIGNING = frozenset({Role.SIGNATURE, Role.DATE})
_ATTACHED = frozenset({Role.ATTACHMENT_LABEL, Role.ATTACHMENT_TITLE})
_MANY = 2  # lines: 主送机关 of more are what fills the first page
# By how much the lines may be set closer or wider: 28.95 pt to 26.5 or 32 without anybody's noticing, to 24.5 rather than a second page.
_CLOSEST, _CLOSE, _WIDEST = 490 / 579, 530 / 579, 640 / 579
_MARGIN = 60  # twips that must be left on the page of 署名: programs round
_SHORT = 5  # lines: a last paragraph of so many goes to the next page whole
# How the first page gives way, in turn: smaller names of joint issuers, then fewer blank lines.
_TIGHTER = (*((mark / 4, 2.0) for mark in range(1, 5)), *((1.0, above) for above in (1.75, 1.5, 1.25, 1.0)))  # Spacing's mark and above


@dataclass(frozen=True, slots=True)
class Fitted:
    """The pieces of a document as they go into the file, the height of its lines in twips, and whether 主送机关 are among them."""

    pieces: Pieces
    line: int
    with_recipients: bool
    room: int | None = None  # twips left below a sign-off that ends the document below a table; None where it does not
    record_line: int | None = None  # the height of the lines of 版记 in twips where it is not the usual one


def fit(
    made: Callable[[Spacing, bool], Pieces],
    house: House = STANDARD,
    *,
    may_move_recipients: bool,
    record: Callable[[bool], Block | None] = lambda with_recipients: None,
) -> Fitted:
    """Return the document with what has to give way so that its first page, the page of 署名 and that of 版记 have text.

    ``made`` makes the pieces for a spacing, with 主送机关 or without them; they may go to 版记 if ``may_move_recipients``. ``record`` makes
    what the page sees of 版记, if 主送机关 stand above the text; None where it lies on no page of the text's.
    """
    made = cache(made)
    spacing, with_recipients = _first_page(made, house, may_move_recipients)
    pieces = made(spacing, with_recipients)
    signing = _signing(pieces, house)
    ending = None if signing is None else _ending(pieces, signing)
    line, free = (spacing.line, 0) if signing is None or ending is None else _signing_page(pieces, signing, ending, house)
    pinned, record_line = record(with_recipients), None
    if pinned and not free:

        def holds(height: int) -> bool:
            return ending is None or _all_together(ending, height, house)

        line, record_line = lines_for_record([piece for _, piece in pieces], line, pinned, house, holds)
    room = None if signing is None else _room(pieces, signing, line, house)
    if line != house.line:
        pieces = made(replace(spacing, line=line), with_recipients)
    return Fitted(pieces if signing is None else _kept(pieces, signing, free, house), line, with_recipients, room, record_line)


def _room(pieces: Pieces, at: _Signing, line: int, house: House) -> int | None:
    if at.end + 1 < len(pieces) or not _is_table(pieces[at.text][1]):
        return None
    return left_over(
        [block for _, piece in pieces for block in piece.blocks], page_height(house, LIBREOFFICE), line, LIBREOFFICE, house.line
    )


def _is_table(piece: Piece) -> bool:
    return piece.xml.startswith("<w:tbl>")


def _first_page(made: Callable[[Spacing, bool], Pieces], house: House, may_move_recipients: bool) -> tuple[Spacing, bool]:
    """Return the least change by which text stands on the first page; none where nothing would help."""
    normal = Spacing.of(house)
    tighter = [replace(normal, mark=mark, above=above) for mark, above in _TIGHTER]
    usual = made(normal, True)
    own = takewhile(lambda piece: piece[0] not in _TEXT, usual)  # what is forwarded below the text keeps its own
    many = may_move_recipients and any(role is Role.RECIPIENTS and max(_lines(piece)) > _MANY for role, piece in own)

    def ways() -> Iterator[tuple[Spacing, bool]]:
        if many:
            yield normal, False
        yield from ((spacing, True) for spacing in tighter)
        if may_move_recipients:
            yield from ((spacing, False) for spacing in (normal, *tighter))

    if _text_on_first_page(usual, house):
        return normal, True
    return next((way for way in ways() if _text_on_first_page(made(*way), house)), (normal, True))


def _text_on_first_page(pieces: Pieces, house: House) -> bool:
    """Tell whether a line of the text, with the headings that are kept with it, fits below what stands above it."""
    first = next((at for at, (role, _) in enumerate(pieces) if role in _TEXT), len(pieces))
    text = next((at for at in range(first, len(pieces)) if pieces[at][0] not in _HEADINGS), len(pieces) - 1)
    above = chain.from_iterable(piece.blocks for _, piece in pieces[:text])
    return first == len(pieces) or height_of(above) + house.line <= house.height


@dataclass(frozen=True, slots=True)
class _Signing:
    """Where the parts of a sign-off stand among the pieces."""

    first: int  # the first text of the document
    start: int  # the last text before 署名, or the headings that are kept with it
    text: int
    signature: int
    row: int  # the last line of 署名 that must have text beside it
    end: int  # 成文日期 or 附注


def _signing(pieces: Pieces, house: House) -> _Signing | None:
    """Return the sign-off that belongs to the document itself, not to what is attached; None if it has none below any text."""
    attached = next((at for at, (role, _) in enumerate(pieces) if role in _ATTACHED), len(pieces))
    texts = [at for at, (role, _) in enumerate(pieces[:attached]) if role in _TEXT]
    signature = next((at for at in range(texts[0] if texts else attached, attached) if pieces[at][0] in _SIGNING), None)
    if signature is None:
        return None
    end = signature
    while end + 1 < attached and pieces[end + 1][0] in _SIGNING | {Role.ANNOTATION}:
        end += 1
    text = start = max(at for at in texts if at < signature)
    while start > texts[0] and pieces[start - 1][0] in _HEADINGS:
        start -= 1
    # Many joint seals may take more than a page: then text stands beside the first of them.
    high = height_of(block for _, piece in pieces[text + 1 : end + 1] for block in piece.blocks)
    row = end if high + house.line <= house.height else signature
    return _Signing(texts[0], start, text, signature, row, end)


def _lines(piece: Piece) -> tuple[int, int]:
    return sum(block.lines[WORD] for block in piece.blocks), sum(block.lines[LIBREOFFICE] for block in piece.blocks)


def _may_go_over(pieces: Pieces, at: _Signing, house: House) -> bool:
    """Tell whether the last text may go to the next page: it leaves text behind it, and fits there with all that follows."""
    if _is_table(pieces[at.text][1]):
        return True  # its last row goes
    whole = height_of(block for _, piece in pieces[at.start : at.row + 1] for block in piece.blocks)
    return at.start > at.first and whole <= house.height


@dataclass(frozen=True, slots=True)
class _Ending:
    """The blocks up to 署名: above the last text, in as few as can be, of the last text, and below it; and which of these begins 署名."""

    before: Sequence[Block]
    text: Sequence[Block]
    after: Sequence[Block]
    signature: int


def _ending(pieces: Pieces, at: _Signing) -> _Ending:
    before = merged(block for _, piece in pieces[: at.text] for block in piece.blocks)
    after = [block for _, piece in pieces[at.text + 1 : at.row + 1] for block in piece.blocks]
    after[-1] = replace(after[-1], before=after[-1].before + _MARGIN)
    return _Ending(before, pieces[at.text][1].blocks, after, sum(len(piece.blocks) for _, piece in pieces[at.text + 1 : at.signature]))


def _signing_page(pieces: Pieces, at: _Signing, ending: _Ending, house: House) -> tuple[int, int]:
    """Return the height of the lines in twips, and how much to leave free at the bottom of the page on which the last text begins.

    Where the estimate of the last paragraph may be a line off, heights that hold all the same are taken first.
    """

    usual = house.line
    closest, close, widest = (max(house.char, round(usual * by)) for by in (_CLOSEST, _CLOSE, _WIDEST))

    def heights(closest: int) -> list[int]:
        return sorted(range(closest, widest + 1), key=lambda height: abs(height - usual))

    def together(height: int) -> bool:
        return _all_together(ending, height, house)

    if together(usual):
        return usual, 0
    if _may_go_over(pieces, at, house) and max(_lines(pieces[at.text][1])) <= _SHORT:
        return usual, 0  # being kept with the next is enough
    for height in heights(close):
        if together(height):
            return height, 0
    for height in range(close, closest - 1, -1):
        if together(height):
            return height, 0
    free = _free(pieces, at, ending, house)
    if free:
        return usual, free
    return next((height for height in heights(closest) if _together(ending, height, (0,), house)), usual), 0


def _all_together(ending: _Ending, line: int, house: House) -> bool:
    """Tell whether text and sign-off fall on one page, also where the estimate of the last paragraph may be a line off."""
    return _together(ending, line, (0,) if ending.text[-1].sure else (-1, 0, 1), house)


def _together(ending: _Ending, line: int, slacks: Sequence[int], house: House) -> bool:
    """Tell whether the last line of the text and the whole sign-off fall on one page, the text by any of ``slacks`` lines longer."""
    *rows, last = ending.text
    for program in (WORD, LIBREOFFICE):
        high = page_height(house, program)
        start = end_of(ending.before, high, line, program, house.line) if ending.before else None
        for slack in slacks:
            lines = max(1, last.lines[WORD] + slack), max(1, last.lines[LIBREOFFICE] + slack)
            blocks = [*rows, replace(last, lines=lines), *ending.after]
            pages = place(blocks, high, line, program, house.line, start)[len(rows) :]
            if not pages[0][1] == pages[1 + ending.signature][0] == pages[-1][1]:
                return False
    return True


def _free(pieces: Pieces, at: _Signing, ending: _Ending, house: House) -> int:
    """Return how many twips to leave free at the bottom of the page so that the last text ends on the next one with 署名; 0 if that fails.

    Two lines go over where there are three, so that the estimate may be a line off; half a line is left for rounding.
    """
    if _is_table(pieces[at.text][1]):
        return 0
    usual = house.line
    following = height_of(block for _, piece in pieces[at.text + 1 : at.row + 1] for block in piece.blocks)
    lines = _lines(pieces[at.text][1])
    found = []
    for program in (WORD, LIBREOFFICE):
        over = 2 if lines[program] > 2 else 1
        stay = lines[program] - over
        high = page_height(house, program)
        start = end_of(ending.before, high, usual, program, usual) if ending.before else None

        def pages(count: int, program: int = program, high: int = high, start: Place | None = start) -> tuple[int, int]:
            return place([Block((count, count), usual, elastic=True)], high, usual, program, usual, start)[0]

        if stay < 1 or over * usual + following > house.height:
            return 0
        first, last = pages(stay)
        if first != last:
            return 0
        room = 0
        while pages(stay + room + 1)[1] == last:
            room += 1
        found.append(room * usual - usual // 2)
    return max(0, max(found))


def _kept(pieces: Pieces, at: _Signing, free: int, house: House) -> Pieces:
    """Return the pieces with the sign-off kept together, and with the last text where that cannot empty the first page.

    Word keeps only the last lines of a paragraph with the next, LibreOffice moves the whole of it.
    """
    kept = list(pieces)
    with_text = not free and _may_go_over(pieces, at, house)
    for n in range(at.text if with_text else at.text + 1, at.end):
        role, piece = pieces[n]
        kept[n] = role, replace(piece, xml=keep_last_row_with_next(piece.xml) if _is_table(piece) else keep_with_next(piece.xml))
    if free:
        kept.insert(at.text, (pieces[at.text][0], Piece(_spacer(free, house.width))))
    return kept


def _spacer(height: int, width: int) -> str:
    """Return an empty frame that keeps ``height`` twips free at the bottom of the page."""
    place = {"wrap": "notBeside", "vAnchor": "margin", "hAnchor": "margin", "xAlign": "left", "yAlign": "bottom"}
    frame: dict[str, str | int] = {"w": width, "h": height, "hRule": "exact", **place}
    return paragraph(SPACER, "", {"framePr": frame})
