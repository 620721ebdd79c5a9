"""Findings to mark in small Word files, and what a marked file holds."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

from lxml import etree

from drafting.documents.intake.characters import W, paragraphs, visible_text
from drafting.documents.intake.docx_reading import read_docx
from drafting.documents.marking import Marked, mark
from drafting.documents.model import Basis, Document, Finding, Level, Span, Strength

BASIS = Basis("《现代汉语词典》", "", Strength.PLAIN)
WHEN = datetime(2024, 5, 6, 7, 8, 9)


def fault(document: Document, wrong: str, right: str | None, *, number: int | None = None, message: str = "这里有错") -> Finding:
    """A finding on the first ``wrong`` of the document, or of one paragraph."""
    for index, candidate in enumerate(document.paragraphs):
        if wrong in candidate.text and number in (None, index):
            start = candidate.text.index(wrong)
            return Finding(
                "wrong-character", "wrong-characters", Level.ERROR, Span(index, start, start + len(wrong)), message, right, BASIS
            )
    raise AssertionError(f"no {wrong} in the document")


def at(number: int, start: int, end: int, right: str | None) -> Finding:
    return Finding("a-code", "wording", Level.WARNING, Span(number, start, end), "这里有错", right, BASIS)


def marked(source: bytes, *faults: tuple[str, str | None]) -> tuple[Marked, Document]:
    document = read_docx(source, "稿.docx")
    return mark(source, document, [fault(document, *pair) for pair in faults], date=WHEN), document


def part(data: bytes, name: str = "word/document.xml") -> str:
    """A part without its namespace declarations."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return re.sub(r' xmlns:\w+="[^"]*"', "", archive.read(name).decode("utf-8"))


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def texts(data: bytes, name: str = "word/document.xml") -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [visible_text(element) for element in paragraphs(etree.fromstring(archive.read(name)))]


def comments(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/comments.xml"))
    return ["\n".join(visible_text(element) for element in comment.iter(W + "p")) for comment in root]


def covered(data: bytes, identity: str = "0") -> str:
    """The characters a comment stands on, those deleted in brackets."""
    body = re.search(rf'<w:commentRangeStart w:id="{identity}"/>(.*)<w:commentRangeEnd w:id="{identity}"/>', part(data), re.DOTALL)
    assert body is not None
    pieces = re.findall(r"<w:delText[^>]*>([^<]*)<|<w:t(?: [^>]*)?>([^<]*)<", body[1])
    return "".join(f"[{deleted}]" if deleted else text for deleted, text in pieces)
