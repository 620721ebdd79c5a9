"""Opening and reading Word files: how the cost grows with the length, and that a file made to burst costs no more than its limit."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from benchmarks.growth import growth
from drafting.documents.errors import UserError
from drafting.documents.intake import opening
from drafting.documents.reading import read_bytes
from tests.documents.making import make_docx, paragraph, zip_of

_LEVEL = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>'
_NUMBERING = f'<w:abstractNum w:abstractNumId="0">{_LEVEL}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
_BASE = '<w:style w:type="paragraph" w:styleId="b"><w:rPr><w:rFonts w:eastAsia="仿宋"/><w:sz w:val="32"/></w:rPr></w:style>'
_STYLES = 200


def test_reading_takes_time_in_proportion_to_length(benchmark: Any) -> None:
    """3,000 paragraphs in 200 styles, numbered: about 200 pages. Ten times as much must not take a hundred times as long."""
    others = (f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="b"/></w:style>' for n in range(_STYLES))
    styles = _BASE + "".join(others)
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = "".join(paragraph("工作要求" * 9, f'<w:pStyle w:val="s{n % _STYLES}"/>{listed}') for n in range(300))
    once, ten_times = (make_docx(body * times, styles=styles, numbering=_NUMBERING) for times in (1, 10))
    assert len(read_bytes(ten_times, "稿.docx").paragraphs) == 3000
    short, long = growth(benchmark, lambda: read_bytes(once, "稿.docx"), lambda: read_bytes(ten_times, "稿.docx"))
    assert long < 40 * short, f"{short * 1000:.0f} ms, ten times the file {long * 1000:.0f} ms"


def test_a_zip_bomb_costs_no_more_than_the_limit_however_large_it_is(benchmark: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_PART", 6 << 20)
    with zipfile.ZipFile(io.BytesIO(make_docx(paragraph("关于做好有关工作的通知")))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = parts["word/document.xml"]
    small, large = (zip_of({**parts, "word/document.xml": main + b" " * (size << 20)}) for size in (40, 160))

    def refused(data: bytes) -> None:
        with pytest.raises(UserError, match="压缩炸弹"):
            read_bytes(data, "稿.docx")

    short, long = growth(benchmark, lambda: refused(small), lambda: refused(large), 5)
    assert long < 2 * short + 0.05, f"{short * 1000:.0f} ms, four times the bomb {long * 1000:.0f} ms"
