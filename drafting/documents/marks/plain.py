"""A plain .docx of any document, word for word, so that a draft that is no .docx can be marked too."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from drafting.documents.model import Cell, Document, Paragraph, Place
from drafting.documents.standard import TEXT_WIDTH, twips
from drafting.documents.wml import NAMESPACES, props, text_element

_MAIN = "word/document.xml"
_WHEN = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip entry can have: the same document makes the same bytes
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TEXT_WIDTH = twips(TEXT_WIDTH.value)

_TYPES = f"""{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/{_MAIN}" ContentType="{_WORD}.document.main+xml"/>\
<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/></Types>"""
_LINKS = f"""{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{_MAIN}"/></Relationships>"""
_MAIN_LINKS = f"""{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>"""
# 仿宋 三号 on A4 with the margins of GB/T 9704—2012; the styles of comments have Word's own names.
_STYLES = f"""{_DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>\
<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋" w:cs="Times New Roman"/>\
<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>\
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr><w:spacing w:line="579" w:lineRule="exact"/>\
<w:jc w:val="both"/></w:pPr></w:style>\
<w:style w:type="character" w:styleId="a1"><w:name w:val="annotation reference"/><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr>\
</w:style><w:style w:type="paragraph" w:styleId="a2"><w:name w:val="annotation text"/><w:basedOn w:val="a"/><w:pPr>\
<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="left"/></w:pPr><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>\
</w:styles>"""
_SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
)
_BORDERS = "<w:tblBorders>{}</w:tblBorders>".format(
    "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain_docx(document: Document) -> tuple[bytes, Document]:
    """Return a .docx with a Word paragraph for each paragraph of ``document``, and the document with its places in that file.

    The text is verbatim, automatic numbers are written out, table cells stand in tables. A character that XML cannot hold becomes
    U+FFFD, one for one, so that every ``Span`` of ``document`` is valid in both.
    """
    writer = _Writer()
    for table, group in groupby(document.paragraphs, key=lambda p: p.place.cell.table if p.place.cell else None):
        (writer.paragraphs if table is None else writer.table)(list(group))
    if not writer.out or writer.out[-1] == "</w:tbl>":  # Word wants a paragraph after a table
        writer.out.append("<w:p/>")
    main = f"{_DECLARATION}<w:document {NAMESPACES}><w:body>{''.join(writer.out)}{_SECTION}</w:body></w:document>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        write = partial(archive.writestr, compress_type=zipfile.ZIP_DEFLATED)
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _LINKS),
            (_MAIN, main),
            ("word/_rels/document.xml.rels", _MAIN_LINKS),
            ("word/styles.xml", _STYLES),
        ):
            write(zipfile.ZipInfo(name, _WHEN), text.encode("utf-8"))
    return buffer.getvalue(), replace(document, paragraphs=tuple(writer.placed))


class _Writer:
    """Writes paragraphs in order and notes which ``w:p`` each became."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.placed: list[Paragraph] = []
        self._count = 0

    def paragraphs(self, group: Sequence[Paragraph]) -> None:
        for paragraph in group:
            text = _holdable(paragraph.text)
            place = Place(_MAIN, self._count, paragraph.place.cell)
            self._count += 1
            self.out.append(f"<w:p><w:r>{text_element(text)}</w:r></w:p>" if text else "<w:p/>")
            self.placed.append(replace(paragraph, text=text, place=place, numbering=""))

    def table(self, group: Sequence[Paragraph]) -> None:
        """Write the cells of one table; places that hold nothing, or belong to a cell above, get an empty paragraph."""
        cells = [(cell, list(members)) for cell, members in groupby(group, key=_cell)]
        columns = max(cell.column + cell.column_span for cell, _ in cells)
        width = _TEXT_WIDTH // columns
        if self.out and self.out[-1] == "</w:tbl>":  # Word would make one table of two that touch
            self.out.append("<w:p/>")
            self._count += 1
        self.out.append(f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/>{_BORDERS}</w:tblPr><w:tblGrid>')
        self.out.append(f'<w:gridCol w:w="{width}"/>' * columns + "</w:tblGrid>")
        merged: dict[int, Cell] = {}  # by column: a cell of a row above that reaches further down
        for row, members in groupby(cells, key=lambda pair: pair[0].row):
            self.out.append("<w:tr>")
            at = 0
            for cell, content in members:
                self._fill(at, cell.column, row, merged, width)
                if cell.column < at:  # a table whose cells do not stand in order: keep the text, let the grid grow
                    cell = replace(cell, column_span=1)
                self._open(cell.column_span, width, "restart" if cell.row_span > 1 else "")
                self.paragraphs(content)
                self.out.append("</w:tc>")
                merged[cell.column] = cell
                at = max(at, cell.column) + cell.column_span
            self._fill(at, columns, row, merged, width)
            self.out.append("</w:tr>")
        self.out.append("</w:tbl>")

    def _fill(self, at: int, until: int, row: int, merged: dict[int, Cell], width: int) -> None:
        """Write the cells from column ``at`` up to ``until`` that the document does not list."""
        while at < until:
            above = merged.get(at)
            reaches = above is not None and above.row < row < above.row + above.row_span
            span = min(above.column_span, until - at) if above is not None and reaches else 1
            self._open(span, width, "continue" if reaches else "")
            self._count += 1
            self.out.append("<w:p/></w:tc>")
            at += span

    def _open(self, span: int, width: int, merge: str) -> None:
        properties: dict[str, str | int | dict[str, str | int]] = {"tcW": {"w": width * span, "type": "dxa"}}
        if span > 1:
            properties["gridSpan"] = span
        if merge:
            properties["vMerge"] = merge
        self.out.append(f"<w:tc>{props('tcPr', properties)}")


def _cell(paragraph: Paragraph) -> Cell:
    assert paragraph.place.cell is not None
    return paragraph.place.cell


def _holdable(text: str) -> str:
    """Return ``text`` as Word gives it back, of the same length: line ends of every kind as line breaks, no control characters."""
    return _CONTROL.sub("\ufffd", text.translate({0x0B: "\n", 0x0C: "\n", 0x0D: "\n"}))
