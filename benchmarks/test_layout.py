"""How fast a document is laid out, against the python-docx API and docxtpl making one of like text in the same run.

``pytest benchmarks/test_layout.py`` prints the table; the ratios are what counts. The others do less: neither knows the standard's page
(python-docx sets fonts, sizes, indents and spacing by hand, docxtpl fills a prepared file), estimates pages or breaks titles at words.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

import pytest

from drafting.documents.layout import lay_out
from drafting.documents.model import Document, Format, Paragraph, Role

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

# Half of the sentences of real documents have figures or Latin letters; no two here are alike, so that nothing is gained by remembering.
_WHO = (
    "各县（市、区）人民政府",
    "市直有关部门",
    "各乡镇（街道）",
    "各责任单位",
    "市应急管理局、市水务局",
    "各防汛责任人",
    "各水库管理单位",
)
_HOW = ("要坚持“一盘棋”思想", "要压紧压实各方责任", "要加强统筹协调", "要把工作做在前头", "要坚持问题导向和目标导向", "要建立健全长效机制")
_WHAT = (
    "对照任务清单逐项抓好落实",
    "深入一线开展隐患排查",
    "及时研究解决存在的困难和问题",
    "严格执行值班值守制度",
    "做好物资储备和队伍演练",
)
_FIGURES = "，确保{year}年度{count}项重点任务按期完成、投资完成率不低于{share}%"
_WORDS = "，做到组织到位、措施到位、保障到位，坚决防止敷衍塞责、推诿扯皮"
_A_PAGE = 8  # paragraphs of three lines, about a page
_HEAD = (
    ("云川市人民政府办公室文件", Role.ISSUER_MARK),
    ("云政办发〔2026〕15号", Role.DOCUMENT_NUMBER),
    ("各县（市、区）人民政府，市政府各部门：", Role.RECIPIENTS),
)
_TAIL = (
    ("云川市人民政府办公室", Role.SIGNATURE),
    ("2026年5月8日", Role.DATE),
    ("抄送：市委办公室，市人大常委会办公室，市政协办公室。", Role.COPIES_TO),
    ("云川市人民政府办公室　2026年5月8日印发", Role.PRINTER),
)
PAGES = pytest.mark.parametrize("pages", [2, 50, 300])


Rows = list[tuple[str, Role]]


def _sentence(at: int) -> str:
    end = _FIGURES.format(year=2020 + at % 9, count=10 + at % 83, share=80 + at % 17) if at % 2 else _WORDS
    aims = f"{_WHAT[at // 3 % len(_WHAT)]}，{_WHAT[(at // 7 + 1) % len(_WHAT)]}"
    return f"{at + 1}.{_WHO[at % len(_WHO)]}{_HOW[at // 5 % len(_HOW)]}，{aims}{end}。"


def _documents(pages: int) -> Iterator[Rows]:
    """Yield documents of so many pages without end, each with another title: breaking it into lines is part of the work."""
    body = []
    for at in range(pages * _A_PAGE - 8):
        body.append((_sentence(at), Role.BODY) if at % _A_PAGE else (f"{at // _A_PAGE + 1}.重点任务", Role.HEADING1))
    for number in count(1):
        title = f"云川市人民政府办公室关于做好2026年第{number}次防汛抗旱应急演练和隐患排查整治工作的通知"
        yield [*_HEAD[:2], (title, Role.TITLE), *_HEAD[2:], *body, *_TAIL]


@PAGES
def test_ours(benchmark: BenchmarkFixture, pages: int) -> None:
    benchmark.group = f"{pages} pages"
    documents = _documents(pages)

    def make() -> bytes:
        rows = next(documents)
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

    documents = _documents(pages)

    def make() -> bytes:
        rows = next(documents)
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

    documents = _documents(pages)

    def make() -> bytes:
        rows = next(documents)
        template = DocxTemplate(io.BytesIO(_template()))
        template.render({"title": rows[2][0], "body": [text for text, _ in rows]})
        stream = io.BytesIO()
        template.save(stream)
        return stream.getvalue()

    assert len(benchmark(make)) > 3000
