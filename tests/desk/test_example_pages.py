"""The pages of every kind's example, printed by LibreOffice and measured against GB/T 9704—2012."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from drafting.composing import compose, find_kind, headings
from drafting.documents.layout import lay_out
from drafting.documents.model import Document, Format, Role
from tests.documents.pages import CHAR, MM, PAGE_HEIGHT, PAGE_WIDTH, Page, Row, bands, ink, ink_of, rendered_pages

pytestmark = pytest.mark.rendering

KINDS = [one.id for one in headings()]
FORMATS = {one.id: one.format for one in headings()}
MARK_BELOW_THE_PAPER_S_EDGE = {Format.DOCUMENT: 37 + 35, Format.MINUTES: 37 + 35, Format.ORDER: 37 + 20, Format.LETTER: 30}
HANGING = 17  # points: LibreOffice lets a mark stand in the margin
CLOSEST, WIDEST = 24.0, 33.5  # points between lines of text that are set closer or wider for the sign-off's sake

Pages = dict[str, list[Page]]


def of(*formats: Format) -> list[str]:
    return [kind for kind in KINDS if FORMATS[kind] in formats]


def drafted(kind: str) -> Document:
    example = find_kind(kind).folder / "example.yaml"
    return compose(example.read_bytes(), example.name, kind).document


@pytest.fixture(scope="module")
def rendered(libreoffice: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    pytest.importorskip("pdfplumber")
    files = {kind: lay_out(drafted(kind)) for kind in KINDS}
    with rendered_pages(libreoffice, tmp_path_factory.mktemp("examples"), files) as pages:
        yield pages


def tight(text: str) -> str:
    return re.sub(r"\s", "", text)


def is_of_body_size(row: Row) -> bool:
    return Counter(round(char["size"]) for char in row.chars).most_common(1)[0][0] == 16


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_leaves_the_text_block_of_its_a4_pages(rendered: Pages, kind: str) -> None:
    for page in rendered[kind]:
        sides = sorted((float(page.page.width) / MM, float(page.page.height) / MM))
        assert sides == pytest.approx([PAGE_WIDTH, PAGE_HEIGHT], abs=0.3)
        if page.is_landscape:
            continue
        for row in page.inside:
            assert row.x0 / MM > 28 - 1 or FORMATS[kind] is Format.LETTER
            assert row.x1 < (28 + 156) * MM + HANGING or FORMATS[kind] is Format.LETTER
            assert row.bottom / MM < PAGE_HEIGHT - 35 + 1
        below_the_mark = [row for row in page.inside if is_of_body_size(row)]
        assert all(row.bottom / MM > 37 for row in below_the_mark)


@pytest.mark.parametrize("kind", of(*MARK_BELOW_THE_PAPER_S_EDGE))
def test_its_mark_is_red_in_the_middle_and_as_far_down_as_its_format_says(rendered: Pages, kind: str) -> None:
    letter = FORMATS[kind] is Format.LETTER
    left, top, right, _ = ink(rendered[kind][0], red=True, bottom=48 if letter else PAGE_HEIGHT)
    assert top == pytest.approx(MARK_BELOW_THE_PAPER_S_EDGE[FORMATS[kind]], abs=1)
    assert (left + right) / 2 == pytest.approx(105 if letter else 28 + 156 / 2, abs=1)


@pytest.mark.parametrize("kind", of(Format.DOCUMENT, Format.MINUTES, Format.LETTER))
def test_its_red_lines_are_as_wide_as_its_format_says(rendered: Pages, kind: str) -> None:
    wide = (20, 190) if FORMATS[kind] is Format.LETTER else (28, 184)
    found = [(left, right) for top, bottom, left, right in bands(rendered[kind][0], red=True) if bottom - top < 1.2]
    assert len(found) == (4 if FORMATS[kind] is Format.LETTER else 1)
    for line in found:
        assert line == pytest.approx(wide, abs=0.5)


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_but_the_first_of_a_letter_has_its_number_7_millimetres_below_the_text(rendered: Pages, kind: str) -> None:
    for page in rendered[kind]:
        if page.is_landscape:
            continue
        number = page.rows[-1]
        if FORMATS[kind] is Format.LETTER and page.number == 1:
            assert not re.fullmatch("—[0-9]+—", number.text)
            continue
        assert number.text == f"—{page.number}—"
        _, top, _, _ = ink_of(page, number.chars[0])
        assert top - (PAGE_HEIGHT - 35) == pytest.approx(7, abs=1)
        free = (28 + 156) * MM - number.x1 if page.number % 2 else number.x0 - 28 * MM
        assert free / CHAR == pytest.approx(1, abs=0.3)


@pytest.mark.parametrize("kind", KINDS)
def test_the_lines_of_its_text_keep_one_distance(rendered: Pages, kind: str) -> None:
    gaps: Counter[float] = Counter()
    for page in rendered[kind]:
        rows = [row for row in page.inside if is_of_body_size(row)]
        gaps.update(round(two.bottom - one.bottom, 1) for one, two in pairwise(rows) if two.bottom - one.bottom < 36)
    usual = gaps.most_common(1)[0][0]
    assert CLOSEST <= usual <= WIDEST
    assert min(gaps) > usual - 1


@pytest.mark.parametrize("kind", KINDS)
def test_its_first_page_has_text_and_so_has_the_page_with_the_signature(rendered: Pages, kind: str) -> None:
    document = drafted(kind)
    body = next(tight(item.text) for item in document.paragraphs if item.role is Role.BODY and not item.place.cell)
    assert any(row.text and body.startswith(row.text[:8]) for row in rendered[kind][0].inside)
    signed = [tight(item.text) for item in document.paragraphs if item.role in (Role.SIGNATURE, Role.DATE)]
    if not signed or FORMATS[kind] is Format.MINUTES:  # minutes have theirs in the head
        return
    page = next(page for page in rendered[kind] if any(row.text == signed[-1] for row in page.inside))
    above = page.inside[: next(n for n, row in enumerate(page.inside) if row.text == signed[-1])]
    assert any(row.text not in signed for row in above)


@pytest.mark.parametrize("kind", of(Format.DOCUMENT, Format.MINUTES))
def test_its_record_ends_with_the_text_block_of_the_last_page(rendered: Pages, kind: str) -> None:
    assert drafted(kind).of(Role.PRINTER)
    last = rendered[kind][-1]
    left, _, right, bottom = ink(last, red=False, top=PAGE_HEIGHT - 40, bottom=PAGE_HEIGHT - 33)
    assert bottom == pytest.approx(PAGE_HEIGHT - 35, abs=1)
    assert right - left == pytest.approx(156, abs=1)
    assert any(row.text.endswith("印发") for row in last.inside)
