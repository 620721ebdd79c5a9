"""How fast a draft of 300 pages with 100 tables is laid out anew, against python-docx only reading its text in the same run.

``pytest benchmarks/test_formatting.py`` prints the table; the aim is 3 seconds of processor time, and time in step with the pages.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from drafting.documents.reading import read_with_package
from drafting.documents.renewing import renew
from tests.documents.making import make_docx, paragraph

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

_SENTENCE = "各县（市、区）要坚持“一盘棋”思想，紧盯重点群体，统筹推进2026年度12项民生实事，确保项目开工率达到100%、投资完成率不低于95.5%。"
_TEXTS = 4  # paragraphs of three to four lines that make, with a heading and a third of a table, about a page
_LOOK = '<w:rPr>{}<w:rFonts w:ascii="宋体" w:eastAsia="宋体"/><w:color w:val="000000"/><w:sz w:val="28"/></w:rPr>'


def _text(number: int) -> str:
    """A paragraph as Word leaves one that was often edited: in pieces, the first of them bold."""
    text = f"{number}.{_SENTENCE}{_SENTENCE}"
    pieces = [text[at : at + 30] for at in range(0, len(text), 30)]
    runs = (f"<w:r>{_LOOK.format('<w:b/>' if at == 0 else '')}<w:t>{piece}</w:t></w:r>" for at, piece in enumerate(pieces))
    return f'<w:p><w:pPr><w:ind w:firstLineChars="200"/></w:pPr>{"".join(runs)}</w:p>'


def _table() -> str:
    rows = []
    for number in range(8):
        cells = (f"<w:tc>{paragraph(value)}</w:tc>" for value in (str(number), "某某事项", "责任单位", f"2026年{number + 1}月"))
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    edges = "".join(f'<w:{edge} w:val="single"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = '<w:gridCol w:w="2000"/>' * 4
    return f"<w:tbl><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


@cache
def _draft(pages: int) -> bytes:
    body = [paragraph("关于印发某某工作方案的通知"), paragraph("各县（市、区）人民政府：")]
    for page in range(pages):
        body.append(paragraph(f"（{page + 1}）加强某项工作"))
        body += [_text(number) for number in range(_TEXTS)]
        if page % 3 == 0:
            body.append(_table())
    return make_docx("".join([*body, paragraph("云川市人民政府"), paragraph("2026年5月8日")]))


@pytest.mark.parametrize("pages", [150, 300])
def test_ours(benchmark: BenchmarkFixture, pages: int) -> None:
    benchmark.group = f"format {pages} pages"
    data = _draft(pages)
    assert len(benchmark(lambda: renew(*read_with_package(data, "稿.docx")).data)) > 10_000


@pytest.mark.parametrize("pages", [150, 300])
def test_python_docx_reading_the_text(benchmark: BenchmarkFixture, pages: int) -> None:
    benchmark.group = f"format {pages} pages"
    import io

    import docx

    data = _draft(pages)

    def read() -> int:
        document = docx.Document(io.BytesIO(data))
        cells = sum(len(cell.text) for table in document.tables for row in table.rows for cell in row.cells)
        return sum(len(item.text) for item in document.paragraphs) + cells

    assert benchmark(read) > 10_000
