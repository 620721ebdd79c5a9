"""Document → .docx, laid out to GB/T 9704—2012: 文件, 信函, 命令 and 纪要, and plain papers such as a speech or a report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, takewhile

from drafting.documents.errors import UserError
from drafting.documents.house import STANDARD, House
from drafting.documents.model import Document, Format, Paragraph, Role, Sealing
from drafting.documents.renewal.richtext import holds_anything
from drafting.documents.typesetting import imprint, letterhead, mark
from drafting.documents.typesetting.body import Group, Memo, body, grouped
from drafting.documents.typesetting.fitting import Fitted, Pieces, fit
from drafting.documents.typesetting.package import package, section
from drafting.documents.typesetting.pagination import Block, Piece
from drafting.documents.typesetting.sections import Segment, ends_section, on_new_page, segments
from drafting.documents.typesetting.spacing import Spacing
from drafting.documents.typesetting.styles import SPACER
from drafting.documents.wml import clean, paragraph

# Outside the page that the standard describes: the page number is made anew.
_MARGINAL = frozenset({Role.PAGE_HEADER, Role.PAGE_FOOTER})
_SIGNING = frozenset({Role.SIGNATURE, Role.DATE})
_BELOW_RECIPIENTS = _SIGNING | {Role.BODY, Role.ATTACHMENT_NOTE, Role.ATTACHMENT_LABEL}
_ISSUED = (Format.DOCUMENT, Format.LETTER)  # with 主送机关, which may go to 版记
_OFFICE_AND_NAME = re.compile(r"[^\s　]{1,30}[\s　]+[^\s　]{1,6}(?:[\s　][^\s　])?")  # 市长　林致远, 局长　张　三


def lay_out(document: Document, house: House = STANDARD) -> bytes:
    """Return ``document`` as the bytes of a .docx, as ``house`` sets its documents; the same document gives the same bytes.

    Every text of a document that comes from a file stays as it is. In one made here, 主送机关 that leave no room for the text on the first
    page move to 版记 (7.3.2), and a joint mark too small to read is that of 主办机关 alone (7.2.4). Paragraphs without text outside tables
    are left out, the layout makes its own space; so are page headers and footers. An attachment with a table too wide for the page lies
    across (8).
    Raises ``UserError`` for a document without text.
    """
    paragraphs = [_cleaned(item) for item in document.paragraphs if item.role not in _MARGINAL]
    paragraphs = [item for item in paragraphs if holds_anything(item.text) or item.place.cell]
    if not any(item.text.strip() for item in paragraphs):
        raise UserError("没有可以排版的文字", document.source, "请检查文件内容")
    page_format = document.format or Format.DOCUMENT
    head, main, copies, printers = _parts(paragraphs, page_format)
    addressed = _recipients(main)
    movable = set(map(id, addressed))

    whole = not (head or copies or printers) and _is_a_wide_table(document)
    parts = [Segment(tuple(main), landscape=True)] if whole else segments(main, house)
    letter = page_format is Format.LETTER
    sealing = _sealing(document, main)
    may_lead = not document.source and mark.may_lead(
        mark.names_of([item.text for item in head if item.role is Role.ISSUER_MARK]),
        page_format,
        [item.text for item in main if item.role in (Role.SIGNATURE, Role.TITLE)],
    )
    titled = bool(main) and main[0].role is Role.TITLE

    memo: Memo = {}

    @cache
    def groups(n: int, with_recipients: bool) -> list[Group]:
        return grouped(item for item in parts[n].paragraphs if with_recipients or id(item) not in movable)

    def made(spacing: Spacing, with_recipients: bool) -> Pieces:
        pieces: Pieces = []
        if head:
            above = letterhead.letterhead(head, page_format, spacing, may_lead=may_lead, titled=titled)
            pieces = [(Role.ISSUER_MARK, piece) for piece in above]
        for n, part in enumerate(parts):
            wide = house.height if part.landscape else house.width
            first = bool(head) and n == 0
            these = body(groups(n, with_recipients), sealing, under_letterhead=first, spacing=spacing, text_width=wide, memo=memo)
            if n:
                before = section(house, landscape=parts[n - 1].landscape, letter=letter and n == 1)
                pieces, these = ends_section(pieces, before), on_new_page(these)
            pieces += these
        return pieces

    def moved(with_recipients: bool) -> list[str]:
        texts = [] if with_recipients else [item.text.strip() for item in addressed]
        return [f"主送：{text.rstrip('：:')}。" for text in texts]

    def block_of_record(with_recipients: bool) -> Block | None:
        across = bool(parts) and parts[-1].landscape
        return None if across else imprint.block_on_page(copies, printers, moved(with_recipients), house)

    usual = Spacing.of(house)
    if whole:
        fitted = Fitted(made(usual, True), usual.line, True)
    else:
        fitted = fit(made, house, may_move_recipients=page_format in _ISSUED and not document.source, record=block_of_record)
    texts = moved(fitted.with_recipients)
    record = imprint.imprint(copies, printers, texts, fitted.room, house, line=fitted.record_line, ruled=not letter)
    pieces = fitted.pieces
    last = section(house, landscape=bool(parts) and parts[-1].landscape, letter=letter and len(parts) < 2)
    if record and parts and parts[-1].landscape:
        # 版记 lies as on every other document: on a page of its own behind those that lie across.
        pieces = [*ends_section(pieces, last), (Role.OTHER, Piece(paragraph(SPACER, "")))]
        last = section(house)
    markup = "".join(piece.xml for piece in chain((piece for _, piece in pieces), record))
    return package(markup + last, document.text_of(Role.TITLE).replace("\n", ""), fitted.line, house)


def _recipients(main: Sequence[Paragraph]) -> list[Paragraph]:
    """Return 主送机关 of the document itself: what it forwards may have its own, below the text."""
    above = takewhile(lambda item: item.role not in _BELOW_RECIPIENTS and not item.role.heading_level, main)
    return [item for item in above if item.role is Role.RECIPIENTS]


def _sealing(document: Document, main: Sequence[Paragraph]) -> Sealing:
    """Return how the document is signed; an order by the stamp of who signs (10.2) also where a draft of one does not say so."""
    signed = [item.text.strip() for item in main if item.role is Role.SIGNATURE]
    if document.format is Format.ORDER and signed and all(_OFFICE_AND_NAME.fullmatch(text) for text in signed):
        return Sealing.NAME_STAMP
    return document.sealing


def _is_a_wide_table(document: Document) -> bool:
    """Tell whether the draft is a paper for a wide table, which stays across the page (8): a landscape page that is mostly table."""
    page, cells = document.page, sum(1 for item in document.paragraphs if item.place.cell)
    wide = page.width is not None and page.height is not None and page.width > page.height
    return wide and cells > len(document.paragraphs) - cells


def _cleaned(item: Paragraph) -> Paragraph:
    """Return the paragraph without what XML cannot hold, its heading ending where it did."""
    text = clean(item.text)
    if text == item.text:
        return item
    end = item.heading_end if item.heading_end is None else len(clean(item.text[: item.heading_end]))
    return replace(item, text=text, numbering="", heading_end=end)


def _parts(
    paragraphs: Sequence[Paragraph], page_format: Format
) -> tuple[list[Paragraph], list[Paragraph], list[Paragraph], list[Paragraph]]:
    """Return 版头, 主体, 抄送 and 印发. Without 发文机关标志 there is no 版头: a number then stands where it is found."""
    copies = [item for item in paragraphs if item.role is Role.COPIES_TO]
    printers = [item for item in paragraphs if item.role is Role.PRINTER]
    rest = [item for item in paragraphs if item.role not in imprint.ROLES]
    if not any(item.role is Role.ISSUER_MARK for item in rest):
        return [], rest, copies, printers
    titles = [at for at, item in enumerate(rest) if item.role is Role.TITLE]
    before_title = titles[0] if titles else 0

    def in_head(at: int, item: Paragraph) -> bool:
        return item.role in letterhead.ROLES or (page_format is Format.MINUTES and item.role in _SIGNING and at < before_title)

    head: list[Paragraph] = []
    main: list[Paragraph] = []
    for at, item in enumerate(rest):
        (head if in_head(at, item) else main).append(item)
    return head, main, copies, printers
