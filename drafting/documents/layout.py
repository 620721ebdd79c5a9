"""Document → .docx, laid out to GB/T 9704—2012: the 文件 format, minutes, and plain papers such as a speech or a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from drafting.documents import imprint, letterhead
from drafting.documents.body import body
from drafting.documents.errors import UserError
from drafting.documents.fitting import Fitted, Pieces, fit
from drafting.documents.house import STANDARD, House
from drafting.documents.model import Document, Format, Paragraph, Role
from drafting.documents.package import package, section
from drafting.documents.spacing import Spacing
from drafting.documents.wml import clean

# Outside the page that the standard describes: the page number is made anew.
_MARGINAL = frozenset({Role.PAGE_HEADER, Role.PAGE_FOOTER})
_SIGNING = frozenset({Role.SIGNATURE, Role.DATE})


def lay_out(document: Document, house: House = STANDARD) -> bytes:
    """Return ``document`` as the bytes of a .docx, as ``house`` sets its documents; the same document gives the same bytes.

    Every text stays as it is, save that 主送机关 that leave no room for the text on the first page move to 版记 (7.3.2). Paragraphs
    without text outside tables are left out, the layout makes its own space; so are page headers and footers.
    Raises ``UserError`` for a document without text and for the formats 信函 and 命令, which cannot be laid out yet.
    """
    if document.format in (Format.LETTER, Format.ORDER):
        raise UserError(f"还不能排“{document.format.value}”格式", document.source, "请先改用“文件”格式")
    paragraphs = [_cleaned(item) for item in document.paragraphs if item.role not in _MARGINAL]
    paragraphs = [item for item in paragraphs if item.text.strip() or item.place.cell]
    if not any(item.text.strip() for item in paragraphs):
        raise UserError("没有可以排版的文字", document.source, "请检查文件内容")
    page_format = document.format or Format.DOCUMENT
    head, main, copies, printers = _parts(paragraphs, page_format)

    landscape = not (head or copies or printers) and _is_a_wide_table(document)
    text_width = house.height if landscape else house.width
    usual = Spacing.of(house)

    def made(spacing: Spacing, with_recipients: bool) -> Pieces:
        kept = [item for item in main if with_recipients or item.role is not Role.RECIPIENTS]
        above: Pieces = [(Role.ISSUER_MARK, piece) for piece in letterhead.letterhead(head, page_format, spacing)] if head else []
        return above + body(kept, document.sealing, under_letterhead=bool(head), spacing=spacing, text_width=text_width)

    if landscape:
        fitted = Fitted(made(usual, True), usual.line, True)
    else:
        fitted = fit(made, house, may_move_recipients=page_format is Format.DOCUMENT)
    moved = [] if fitted.with_recipients else [item.text.strip() for item in main if item.role is Role.RECIPIENTS]
    record = imprint.imprint(copies, printers, [f"主送：{text.rstrip('：:')}。" for text in moved], fitted.room, house)
    markup = "".join(piece.xml for piece in chain((piece for _, piece in fitted.pieces), record))
    title = document.text_of(Role.TITLE).replace("\n", "")
    return package(markup + section(house, landscape=landscape), title, fitted.line, house, landscape=landscape)


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

    head = [item for at, item in enumerate(rest) if in_head(at, item)]
    return head, [item for at, item in enumerate(rest) if not in_head(at, item)], copies, printers
