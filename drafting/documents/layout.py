"""Document → .docx, laid out to GB/T 9704—2012: the 文件 format, minutes, and plain papers such as a speech or a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from drafting.documents import imprint, letterhead
from drafting.documents.body import body
from drafting.documents.errors import UserError
from drafting.documents.model import Document, Format, Paragraph, Role
from drafting.documents.package import TEXT_HEIGHT, package, section
from drafting.documents.pagination import LIBREOFFICE, WORD, Block, Piece, height_of, place
from drafting.documents.styles import LINE
from drafting.documents.wml import clean, keep_with_next

_Pieces = list[tuple[Role, Piece]]

# Outside the page that the standard describes: the page number is made anew.
_MARGINAL = frozenset({Role.PAGE_HEADER, Role.PAGE_FOOTER})
_SIGNING = frozenset({Role.SIGNATURE, Role.DATE})
_ATTACHED = frozenset({Role.ATTACHMENT_LABEL, Role.ATTACHMENT_TITLE})
_TEXT = frozenset({Role.BODY, Role.HEADING1, Role.HEADING2, Role.HEADING3, Role.HEADING4, Role.OTHER, Role.ATTENDANCE})
# Twips by which the lines may be set closer or wider to bring 署名 and text onto one page: 26.5 to 32 pt.
_CLOSEST, _WIDEST = 530, 640
_SHORT = 5  # lines: a last paragraph of so many goes to the next page whole


def lay_out(document: Document) -> bytes:
    """Return ``document`` as the bytes of a .docx; the same document gives the same bytes.

    Every text stays as it is, save that 主送机关 that leave no room for the text on the first page move to 版记 (7.3.2). Paragraphs
    without text outside tables are left out, the layout makes its own space; so are page headers and footers (see ``left_out``).
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
    pieces: _Pieces = [(Role.ISSUER_MARK, piece) for piece in letterhead.letterhead(head, page_format)] if head else []
    pieces += body(main, document.sealing, under_letterhead=bool(head))
    moved: list[str] = []
    if page_format is Format.DOCUMENT:
        pieces, moved = _with_text_on_first_page(pieces, main)
    pieces, line = _keep_signature_with_text(pieces)
    record = imprint.imprint(copies, printers, moved)
    markup = "".join(piece.xml for piece in chain((piece for _, piece in pieces), record))
    title = document.text_of(Role.TITLE).replace("\n", "")
    return package(markup + section(), title, line)


def left_out(document: Document) -> tuple[Paragraph, ...]:
    """Return the paragraphs of ``document`` that ``lay_out`` leaves out although they have text: page headers and footers."""
    return tuple(item for item in document.paragraphs if item.role in _MARGINAL and item.text.strip())


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


def _with_text_on_first_page(pieces: _Pieces, main: Sequence[Paragraph]) -> tuple[_Pieces, list[str]]:
    """Return the pieces, and the texts of 主送机关 for 版记 if what stands above the text would fill the first page (7.3.2)."""
    first = next((at for at, (role, _) in enumerate(pieces) if role in _TEXT), len(pieces))
    above = chain.from_iterable(piece.blocks for _, piece in pieces[:first])
    if first == len(pieces) or height_of(above) + LINE <= TEXT_HEIGHT:
        return pieces, []
    moved = [item.text.strip() for item in main if item.role is Role.RECIPIENTS]
    kept: _Pieces = [(role, piece) for role, piece in pieces if role is not Role.RECIPIENTS]
    return kept, [f"主送：{text.rstrip('：:')}。" for text in moved]


def _main_sign_off(pieces: _Pieces) -> tuple[int, int, int] | None:
    """Return where the last text before 署名 stands among the pieces, and where 署名 and 成文日期 begin and end; None without them."""
    end = next((at for at, (role, _) in enumerate(pieces) if role in _ATTACHED), len(pieces))
    signing = [at for at, (role, _) in enumerate(pieces[:end]) if role in _SIGNING]
    texts = [at for at, (role, _) in enumerate(pieces[: signing[0]] if signing else ()) if role in _TEXT]
    if not texts:
        return None
    return texts[-1], signing[0], signing[-1]


def _keep_signature_with_text(pieces: _Pieces) -> tuple[_Pieces, int]:
    """Return the pieces and the height of their lines in twips such that 署名 never stands on a page without text (7.3.5.5).

    Where it would, a short last paragraph that is kept with 署名 goes to the next page with it. A long one would leave a hole behind,
    or the first page without text, and one longer than a page cannot be kept: then the lines are set closer or wider, by as little as
    will do, which is what the standard provides for; never a page that says 此页无正文. Word keeps only the last lines of a paragraph
    with the next, LibreOffice moves the whole, so that keeping is no safety net for long ones. Heights for which the estimate may be
    a line off and still hold are taken first.
    """
    found = _main_sign_off(pieces)
    if found is None:
        return pieces, LINE
    text, signature, date = found
    first = next(at for at, (role, _) in enumerate(pieces) if role in _TEXT)
    if text > first and sum(max(block.lines) for block in pieces[text][1].blocks) <= _SHORT:
        kept: _Pieces = [
            (role, replace(piece, xml=keep_with_next(piece.xml)) if text <= at < signature and piece.xml.startswith("<w:p>") else piece)
            for at, (role, piece) in enumerate(pieces)
        ]
        return kept, LINE
    heights = sorted(range(_CLOSEST, _WIDEST + 1), key=lambda height: abs(height - LINE))
    for slacks in ((-1, 0, 1), (0,)):
        for height in heights:
            if all(_together(pieces, text, signature, date, height, slack) for slack in slacks):
                return pieces, height
    return pieces, LINE


def _together(pieces: _Pieces, text: int, signature: int, date: int, line: int, slack: int) -> bool:
    """Tell whether the last line of the text, 署名 and 成文日期 fall on one page, the text ``slack`` lines longer than estimated."""
    blocks: list[Block] = []
    starts: list[int] = []
    for at, (_, piece) in enumerate(pieces[: date + 1]):
        starts.append(len(blocks))
        blocks += piece.blocks
        if at == text and slack and piece.blocks:
            word, office = blocks[-1].lines
            blocks[-1] = replace(blocks[-1], lines=(max(1, word + slack), max(1, office + slack)))
    for program in (WORD, LIBREOFFICE):
        pages = place(blocks, TEXT_HEIGHT, line, program)
        if not pages[starts[text + 1] - 1][1] == pages[starts[signature]][0] == pages[-1][1]:
            return False
    return True
