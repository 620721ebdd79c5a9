"""PDF → paragraphs: LibreOffice tells where each piece of text stands on the page, and lines and paragraphs are put together from that.

A PDF has no paragraphs. A new one is taken to begin where a line is indented, where the one before ended short of the margin, or where the
size changes. What remains poor: tables come out line by line, two columns are not told apart, and a scanned page has no text at all.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from drafting.documents.conversion import convert
from drafting.documents.errors import UserError
from drafting.documents.expressions import expression
from drafting.documents.intake.opening import MAX_PART
from drafting.documents.model import Alignment, Look, Paragraph, Place, Role

if TYPE_CHECKING:
    from lxml.etree import _Element

_DRAW, _SVG, _TEXT, _STYLE, _FO = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("drawing", "svg-compatible", "text", "style", "xsl-fo-compatible")
)
_UNITS = {"in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pt": 1.0, "pc": 12.0}
_UNREADABLE = "This PDF file is encrypted and can't be opened."  # what LibreOffice puts in place of a file that it cannot open
_PAGE_NUMBER = expression(r"\s*[-—–－]?\s*\d{1,4}\s*[-—–－]?\s*|第\s*\d+\s*页.{0,12}")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some text in one line of a page, in points from its upper left corner."""

    page: int
    left: float
    top: float
    width: float
    text: str
    size: float
    color: str | None
    bold: bool

    @property
    def bottom(self) -> float:
        return self.top + self.size

    @property
    def right(self) -> float:
        return self.left + self.width


def paragraphs_of_pdf(source: Path, name: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a PDF; ``place.index`` counts them from 1. Raises ``UserError`` where it has no text or cannot be read."""
    pieces = list(_pieces(convert(source, "odt")))
    if "".join(piece.text for piece in pieces).strip() == _UNREADABLE:
        raise UserError("PDF 已损坏，或者设有打开密码", name, "请取消密码后再试，或者换成 Word 文档")
    if not pieces:
        raise UserError("PDF 里没有文字，多半是扫描件", name, "请先用文字识别（OCR）软件转换，或者换成 Word 文档")
    lines = list(_lines(pieces))
    return tuple(replace(paragraph, place=Place(index=number)) for number, paragraph in enumerate(_joined(lines), 1))


def _pieces(odt: bytes) -> Iterator[_Piece]:
    """Yield the text frames of LibreOffice's import, with the face of most of their text."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(odt)) as archive, archive.open("content.xml") as stream:
        data = stream.read(MAX_PART + 1)
    if len(data) > MAX_PART:
        raise UserError("PDF 的文字过多，不予读取", "", "请拆成几个文件")
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    faces = {style.get(_STYLE + "name", ""): style.find(_STYLE + "text-properties") for style in root.iter(_STYLE + "style")}
    for frame in root.iter(_DRAW + "frame"):
        text = "".join(_text_of(frame))
        if not text.strip():
            continue
        span = next(frame.iter(_TEXT + "span"), None)
        face = faces.get(span.get(_TEXT + "style-name", "")) if span is not None else None
        size = _points(face.get(_FO + "font-size")) if face is not None else 0.0
        color = (face.get(_FO + "color") or "").lstrip("#").upper() if face is not None else ""
        yield _Piece(
            page=int(frame.get(_TEXT + "anchor-page-number") or 1),
            left=_points(frame.get(_SVG + "x")),
            top=_points(frame.get(_SVG + "y")),
            width=_points(frame.get(_SVG + "width")),
            text=text,
            size=size or _points(frame.get(_SVG + "height")) / 1.4,
            color=color if color not in ("", "000000") else None,
            bold=face is not None and face.get(_FO + "font-weight") == "bold",
        )


def _text_of(element: _Element) -> Iterator[str]:
    if element.tag == _TEXT + "s":
        yield " " * int(element.get(_TEXT + "c") or 1)
    elif element.tag == _TEXT + "tab":
        yield "\t"
    elif element.text:
        yield element.text
    for child in element:
        yield from _text_of(child)
        if child.tail:
            yield child.tail


def _points(length: str | None) -> float:
    found = re.fullmatch(r"(-?[\d.]+)([a-z]{2})", length or "")
    return float(found.group(1)) * _UNITS.get(found.group(2), 1.0) if found else 0.0


def _lines(pieces: list[_Piece]) -> Iterator[_Piece]:
    """Yield the lines in reading order, each joined from the pieces whose middle stands within it."""
    row: list[_Piece] = []
    for piece in sorted(pieces, key=lambda item: (item.page, item.top + item.size / 2)):
        middle = piece.top + piece.size / 2
        if row and (piece.page != row[0].page or not any(one.top <= middle <= one.bottom for one in row)):
            yield _row(row)
            row = []
        row.append(piece)
    if row:
        yield _row(row)


def _row(row: list[_Piece]) -> _Piece:
    """Join the pieces of a line from left to right; one that stands in a gap of another is put into that gap."""
    ordered = sorted(row, key=lambda item: item.left)
    joined = ordered[0]
    for piece in ordered[1:]:
        gap = piece.left - joined.right
        if gap < -joined.size * 0.3 and piece.right <= joined.right + 1:
            text = _inserted(joined, piece)
        else:
            blank = "\u3000" if gap > joined.size * 1.2 else ""
            text = joined.text.rstrip(" ") + blank + piece.text.lstrip(" ")
        joined = replace(joined, text=text, width=max(joined.right, piece.right) - joined.left, size=max(joined.size, piece.size))
    return joined


def _inserted(line: _Piece, piece: _Piece) -> str:
    """Return the text of ``line`` with ``piece`` in place of the blank nearest to where it stands.

    LibreOffice leaves a blank where characters of another font interrupt a line.
    """
    wide = sum(1.0 if ord(character) > 0x2E7F else 0.5 for character in line.text) or 1.0
    at, nearest, distance = 0.0, len(line.text), float("inf")
    for place, character in enumerate(line.text):
        off = abs(line.left + line.width * at / wide - piece.left)
        if character == " " and off < distance:
            nearest, distance = place, off
        at += 1.0 if ord(character) > 0x2E7F else 0.5
    return line.text[:nearest] + piece.text.strip() + line.text[nearest + 1 :]


def _joined(lines: list[_Piece]) -> Iterator[Paragraph]:
    """Join lines into paragraphs."""
    sizes = Counter({line.size: 0 for line in lines})
    for line in lines:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0]
    long = [line for line in lines if line.width > 0.6 * max(line.width for line in lines)]
    left = min(line.left for line in long)
    right = Counter(round(line.right) for line in long).most_common(1)[0][0]
    bottoms = {page: max(line.top for line in lines if line.page == page) for page in {line.page for line in lines}}
    open_lines: list[_Piece] = []
    for line in lines:
        if _PAGE_NUMBER.fullmatch(line.text) and line.top >= bottoms[line.page] and len(line.text.strip()) < 24:
            yield Paragraph(line.text.strip(), role=Role.PAGE_FOOTER)
            continue
        if open_lines and not _goes_on(open_lines[-1], line, left, right):
            yield _paragraph(open_lines, left, right, body)
            open_lines = []
        open_lines.append(line)
    if open_lines:
        yield _paragraph(open_lines, left, right, body)


def _goes_on(above: _Piece, line: _Piece, left: float, right: float) -> bool:
    """Tell whether ``line`` goes on with the paragraph of the line above it."""
    short = right - above.right
    full = short <= 1.6 * above.size or (short <= 4 * above.size and not above.text.rstrip().endswith(tuple("。！？；：")))
    flush = abs(line.left - left) < 0.8 * line.size and not line.text.startswith(("\u3000", "  "))
    near = line.page != above.page or line.top - above.top < 2.6 * above.size
    return full and flush and near and abs(line.size - above.size) < 0.6


def _paragraph(lines: list[_Piece], left: float, right: float, body: float) -> Paragraph:
    first = lines[0]
    text = first.text.rstrip() + "".join(line.text.strip() for line in lines[1:])
    inset, outset = first.left - left, right - first.right
    size = first.size
    middle = len(lines) == 1 and inset > 1.5 * size and outset > 1.5 * size and abs(inset - outset) < 2 * size
    alignment = Alignment.CENTER if middle else None
    if len(lines) == 1 and outset < 6 * size and inset > 8 * size and not middle:
        alignment = Alignment.RIGHT
    indent = inset if alignment is None and inset > 0.8 * body else None
    return Paragraph(
        text, look=Look(size=round(size, 1), bold=first.bold, color=first.color, alignment=alignment, first_line_indent=indent)
    )
