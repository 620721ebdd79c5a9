"""Reports for the tests of what users read."""

from __future__ import annotations

from dataclasses import replace

from drafting.documents.model import Basis, Cell, Document, Finding, Level, Paragraph, Place, Role, Span, Strength
from drafting.proofing import proofread
from drafting.proofing.examples import read
from drafting.proofing.reports.report import Report, report_on

FAULTY = replace(read("标题| 关于做好防汛工作的通知\n请按时布署,抓好落实。"), source="通知.txt")
BASIS = Basis("GB/T 9704—2012", "7.2.5", Strength.MUST)


def reported(text: str, **more: object) -> Report:
    """Return the report on a text as ``examples.read`` takes it."""
    document = read(text)
    return report_on(document, proofread(document), **more)  # type: ignore[arg-type]


def finding(paragraph: int, start: int, end: int, level: Level = Level.ERROR, suggestion: str | None = None, **more: str) -> Finding:
    """Return a finding on these characters."""
    told = {"code": "wrong-characters", "family": "wrong-characters", "message": "有错。"} | more
    return Finding(level=level, span=Span(paragraph, start, end), suggestion=suggestion, basis=BASIS, **told)


def table(*rows: tuple[str, ...], number: int = 0) -> tuple[Paragraph, ...]:
    """Return the cells of a table."""
    return tuple(
        Paragraph(text, Role.BODY, place=Place("word/document.xml", 0, Cell(number, row, column)))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )


def document_of(*paragraphs: Paragraph | str) -> Document:
    """Return a document of these paragraphs, as one read from a Word file."""
    made = (Paragraph(item, place=Place("word/document.xml", n)) if isinstance(item, str) else item for n, item in enumerate(paragraphs))
    return Document(tuple(made), source="文稿.docx")
