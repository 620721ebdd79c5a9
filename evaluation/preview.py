"""How truly the preview shows the pages: every line of it held against the page that LibreOffice makes of the same file.

``python -m evaluation.preview`` lays out every fifth of the genuine documents and the example of every kind, converts them with
LibreOffice, and counts the lines of the preview (set as LibreOffice sets them, ``Program.LIBREOFFICE``) of which each character stands
within a millimetre of the same character on the same page. What it does not show: how Word sets the same lines, which is what the preview
shows by default; nothing here was measured in Word. Page numbers are left out (their digits come from whatever font stands in for 宋体).
The baseline for pages is the number of characters over 22 lines of 28; for lines, that each paragraph is cut every 28 characters.
"""

from __future__ import annotations

import ctypes
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

from drafting.documents.model import Role
from drafting.documents.preview import Line, Preview, Program, preview
from drafting.documents.typesetting.widths import WIDTHS
from evaluation.gate import data_folder

MILLIMETRE = 72 / 25.4
EVERY = 5
_ON_A_PAGE, _ON_A_LINE = 22 * 28, 28
_MARGINAL = (Role.PAGE_FOOTER, Role.PAGE_HEADER)


class Glyph(NamedTuple):
    """A character on a page of a PDF: where its baseline begins, in points from the upper left corner."""

    x: float
    y: float
    char: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A preview beside a PDF: the lines in it and those in place, those cut right by counting alone, and the pages of either."""

    lines: int
    placed: int
    naive: int
    pages: int
    pages_shown: int
    breaks: int  # page breaks in the PDF
    breaks_placed: int  # those where the preview begins a page with the same line
    astray: tuple[tuple[int, str], ...]  # page and text of the lines that are not in place

    @property
    def same_pages(self) -> bool:
        """Whether both have as many pages."""
        return self.pages == self.pages_shown


def glyphs_of(pdf: bytes) -> list[list[Glyph]]:
    """Return the visible characters of a PDF, page by page."""
    import pypdfium2  # type: ignore[import-untyped]
    from pypdfium2 import raw

    document: Any = pypdfium2.PdfDocument(pdf)
    pages: list[list[Glyph]] = []
    x, y = ctypes.c_double(), ctypes.c_double()
    for page in document:
        height, text = page.get_height(), page.get_textpage()
        found = []
        for index in range(text.count_chars()):
            char = chr(raw.FPDFText_GetUnicode(text, index))
            if char.isspace() or raw.FPDFText_IsGenerated(text, index):
                continue
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            found.append(Glyph(x.value, height - y.value, char))
        pages.append(found)
    document.close()
    return pages


def compare(made: Preview, shown: Sequence[Sequence[Glyph]], within: float = MILLIMETRE) -> Comparison:
    """Hold the lines of a preview against the characters of a PDF; ``within`` is how far one may be from its place, in points."""
    lines = placed = breaks_placed = 0
    astray: list[tuple[int, str]] = []
    for number, page in enumerate(made.pages):
        places: dict[str, list[Glyph]] = defaultdict(list)
        for glyph in shown[number] if number < len(shown) else ():
            places[glyph.char].append(glyph)
        first = True
        for line in page.lines:
            if line.role in _MARGINAL or line.turned or not line.text.strip():
                continue
            lines += 1
            right = all(
                any(abs(glyph.x - x) <= within and abs(glyph.y - line.y - line.baseline) <= within for glyph in places[char])
                for x, char in characters(line)
            )
            placed += right
            breaks_placed += right and first and number > 0
            first = False
            if not right:
                astray.append((page.number, line.text))
    return Comparison(
        lines, placed, _cut_by_counting(made), len(made.pages), len(shown), max(0, len(shown) - 1), breaks_placed, tuple(astray)
    )


def _cut_by_counting(made: Preview) -> int:
    """Return how many lines are those that cutting each paragraph every 28 characters makes, the first after 26."""
    text = [line for page in made.pages for line in page.lines if line.role not in _MARGINAL and not line.turned and line.text.strip()]
    right = 0
    for line, following in zip_longest(text, text[1:]):
        expected = _ON_A_LINE - 2 if line.start == 0 else _ON_A_LINE
        last = following is None or following.paragraph != line.paragraph
        begins = line.start == 0 or (line.start + 2) % _ON_A_LINE == 0
        right += begins and (line.end - line.start == expected or (last and line.end - line.start < expected))
    return right


def characters(line: Line) -> Iterator[tuple[float, str]]:
    """Yield the visible characters of a line and where each begins, in points."""
    for stretch in line.stretches:
        x, face = stretch.x, stretch.face
        for char in stretch.text:
            if not char.isspace():
                yield x, char
            x += WIDTHS[char] * face.size * face.scale / 100 + stretch.spacing


def measure(folder: Path) -> dict[str, dict[str, float]]:
    """Return the figures for the genuine documents in ``folder`` (the development data) and for the examples of the kinds.

    Empty where LibreOffice is not installed.
    """
    from drafting.documents.conversion import convert_many, office

    if office() is None:
        return {}
    figures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="wenmi-") as name:
        for group, files in (("documents", _laid_out(folder, Path(name))), ("examples", _examples(Path(name)))):
            results: list[Comparison] = []
            characters_in: list[int] = []
            for file, pdf in zip(files, convert_many(files, "pdf"), strict=True):
                if pdf is None:
                    raise RuntimeError(f"LibreOffice cannot convert {file.name}")
                shown = glyphs_of(pdf)
                results.append(compare(preview(file.read_bytes(), file.name, Program.LIBREOFFICE), shown))
                characters_in.append(sum(map(len, shown)))
            lines, breaks = sum(item.lines for item in results), sum(item.breaks for item in results)
            guessed = sum(item.pages_shown == max(1, ceil(n / _ON_A_PAGE)) for item, n in zip(results, characters_in, strict=True))
            figures[group] = {
                "lines_in_place": sum(item.placed for item in results) / lines,
                "lines_baseline": sum(item.naive for item in results) / lines,
                "page_breaks_in_place": sum(item.breaks_placed for item in results) / breaks,
                "page_counts": sum(item.same_pages for item in results) / len(results),
                "page_counts_baseline": guessed / len(results),
            }
    return figures


def _laid_out(folder: Path, out: Path) -> list[Path]:
    from drafting.desk.formatting import format_document

    sources = sorted((folder / "documents").glob("*.txt"))[::EVERY]
    return [format_document(source, out / f"document{at}.docx").file for at, source in enumerate(sources)]


def _examples(out: Path) -> list[Path]:
    from drafting.desk.drafting import draft
    from drafting.documents.resources import resource

    sources = sorted(resource("templates").glob("*/example.yaml"))
    return [draft(source, out / f"example-{source.parent.name}.docx", kind=source.parent.name).files[0] for source in sources]


if __name__ == "__main__":
    data = data_folder()
    if data is None:
        raise SystemExit("no development data (set WENMI_DATA to its folder)")
    for part, values in measure(data).items():
        for figure, value in values.items():
            print(f"{part}.{figure:<32} {value:.4f}")
