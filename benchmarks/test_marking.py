"""Marking a long file: its cost beside that of parsing and writing the same file, and how it grows."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from lxml import etree

from benchmarks.growth import growth, seconds
from drafting.documents.marking import Marked, mark
from drafting.documents.marks.plain import plain_docx
from drafting.documents.model import Basis, Document, Finding, Level, Paragraph, Span, Strength

PARAGRAPHS = 200 * 22 // 5  # 200 pages of 22 lines, five lines a paragraph
LINE = "各级各部门要建立健全督查台帐，明确责任单位和完成时限，按月报送进展情况，确保各项任务落到实处。"
WHEN = datetime(2024, 5, 6)
BASIS = Basis("《现代汉语词典》", "", Strength.PLAIN)


def draft(paragraphs: int, findings: int) -> tuple[bytes, Document, list[Finding]]:
    """A .docx of that many paragraphs of 140 characters, and findings spread evenly over it."""
    data, document = plain_docx(Document(tuple(Paragraph((LINE * 3)[:140]) for _ in range(paragraphs))))
    start = LINE.index("台帐")
    found = [
        Finding(
            "wrong-character",
            "wrong-characters",
            Level.ERROR,
            Span(number * paragraphs // findings, start, start + 2),
            "“台帐”应写作“台账”",
            "台账",
            BASIS,
        )
        for number in range(findings)
    ]
    return data, document, found


def rewritten(data: bytes) -> bytes:
    """The same package with every XML part parsed and written again: the least that any change of it costs."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            written = etree.tostring(etree.fromstring(source.read(name)), encoding="UTF-8")
            assert isinstance(written, bytes)
            target.writestr(name, written)
    return buffer.getvalue()


def test_marking_200_pages_with_500_findings(benchmark: Any) -> None:
    data, document, findings = draft(PARAGRAPHS, 500)
    result: Marked = benchmark.pedantic(mark, (data, document, findings), {"date": WHEN}, rounds=5, warmup_rounds=1)
    assert result.unchanged == result.moved == ()
    marking, rewriting = seconds(lambda: mark(data, document, findings, date=WHEN)), seconds(lambda: rewritten(data))
    benchmark.extra_info["times parsing and writing the file"] = round(marking / rewriting, 1)


def test_the_cost_grows_with_the_file_and_not_with_its_square(benchmark: Any) -> None:
    once, fourfold = draft(PARAGRAPHS, 500), draft(PARAGRAPHS * 4, 500 * 4)
    short, long = growth(benchmark, lambda: mark(*once, date=WHEN), lambda: mark(*fourfold, date=WHEN))
    assert long < 4 * short * 2, f"{short * 1000:.0f} ms, four times the file {long * 1000:.0f} ms"


def test_many_findings_in_one_paragraph_cost_no_more_than_in_many(benchmark: Any) -> None:
    length, count = 20_000, 500
    data, document = plain_docx(Document((Paragraph((LINE * (length // len(LINE) + 1))[:length]),)))
    starts = [number * (length // count) for number in range(count)]
    findings = [Finding("a-code", "wording", Level.HINT, Span(0, start, start + 2), "请核对", "甲乙", BASIS) for start in starts]
    result: Marked = benchmark.pedantic(mark, (data, document, findings), {"date": WHEN}, rounds=3)
    assert result.unchanged == ()
