"""How fast a document is laid out, against the python-docx API and docxtpl making one of like text in the same run.

``pytest benchmarks/test_layout.py`` prints the table; the ratios are what counts. The others do less: neither knows the standard's page
(python-docx sets fonts, sizes, indents and spacing by hand, docxtpl fills a prepared file), estimates pages or breaks titles at words.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

import pytest

from drafting.documents.layout import lay_out
from drafting.documents.model import Document, Format, Paragraph, Role

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

_SENTENCE = "各县（市、区）要坚持“一盘棋”思想，紧盯重点群体，统筹推进2026年度12项民生实事，确保项目开工率达到100%、投资完成率不低于95.5%。"
_A_PAGE = 8  # paragraphs of three lines, about a page
_HEAD = (
    ("云川市人民政府办公室文件", Role.ISSUER_MARK),
    ("云政办发〔2026〕15号", Role.DOCUMENT_NUMBER),
    ("云川市人民政府办公室关于做好2026年防汛抗旱工作的通知", Role.TITLE),
    ("各县（市、区）人民政府，市政府各部门：", Role.RECIPIENTS),
)
_TAIL = (
    ("云川市人民政府办公室", Role.SIGNATURE),
    ("2026年5月8日", Role.DATE),
    ("抄送：市委办公室，市人大常委会办公室，市政协办公室。", Role.COPIES_TO),
    ("云川市人民政府办公室　2026年5月8日印发", Role.PRINTER),
)
PAGES = pytest.mark.parametrize("pages", [2, 50])


def _rows(pages: int) -> list[tuple[str, Role]]:
    body = []
    for at in range(pages * _A_PAGE - 8):
        body.append((f"{at + 1}.{_SENTENCE}", Role.BODY) if at % _A_PAGE else (f"{at // _A_PAGE + 1}.重点任务", Role.HEADING1))
    return [*_HEAD, *body, *_TAIL]


@PAGES
def test_ours(benchmark: BenchmarkFixture, pages: int) -> None:
    benchmark.group = f"{pages} pages"
    rows = _rows(pages)

    def make() -> bytes:
        return lay_out(Document(tuple(Paragraph(text, role) for text, role in rows), format=Format.DOCUMENT))

    make()  # the dictionary that titles are broken with is loaded once
    assert len(benchmark(make)) > 3000


@PAGES
def test_the_python_docx_api(benchmark: BenchmarkFixture, pages: int) -> None:
    benchmark.group = f"{pages} pages"
    import docx
    from docx.enum.text import WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt

    rows = _rows(pages)

    def make() -> bytes:
        document = docx.Document()
        for text, role in rows:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
            paragraph.paragraph_format.line_spacing = Pt(28.95)
            paragraph.paragraph_format.space_after = Pt(0)
            if role is Role.BODY:
                paragraph.paragraph_format.first_line_indent = Pt(32)
            run = paragraph.add_run(text)
            run.font.size = Pt(16)
            run.font.name = "Times New Roman"
            run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋_GB2312")
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()

    assert len(benchmark(make)) > 3000


@cache
def _template() -> bytes:
    import docx

    document = docx.Document()
    for text in ("{{ title }}", "{%p for text in body %}", "{{ text }}", "{%p endfor %}"):
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@PAGES
def test_docxtpl(benchmark: BenchmarkFixture, pages: int) -> None:
    benchmark.group = f"{pages} pages"
    from docxtpl import DocxTemplate

    rows = _rows(pages)

    def make() -> bytes:
        template = DocxTemplate(io.BytesIO(_template()))
        template.render({"title": rows[2][0], "body": [text for text, _ in rows]})
        stream = io.BytesIO()
        template.save(stream)
        return stream.getvalue()

    assert len(benchmark(make)) > 3000
