"""Draw the pictures of docs/ from the program's own examples: kinds of document, a marked draft, the page of faults, the form to sign.

Needs LibreOffice and poppler; the page of faults and the two pages of the marked draft also need Chromium. What a machine cannot draw is
skipped, and it says so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
IMAGES = DOCS / "images"
sys.path.insert(0, str(ROOT))

_DOTS = 60  # per inch: a page 496 dots wide
_CLEARER = 80  # for the pages that are shown large
_NOW = datetime(2026, 11, 10, 9, 0)
_DRAFT = Path("examples/问题文稿.docx")
_PROFILE = Path("examples/校对设置.yaml")
_WINDOW = (1280, 860)
_PAGES = """<!DOCTYPE html><meta charset="utf-8"><style>body {{ margin: 0; background: #c8c8c8; display: flex; gap: 16px }}
img {{ display: block }}</style>{images}"""


def main() -> int:
    """Draw every picture; return the exit code."""
    from drafting.documents.conversion import office

    os.chdir(ROOT)
    lacking = [name for name, there in (("LibreOffice", office()), ("pdftoppm（poppler）", shutil.which("pdftoppm"))) if not there]
    if lacking:
        print(f"没有画：本机没有 {'、'.join(lacking)}。")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        draw_kinds(Path(scratch))
        draw_proofreading(Path(scratch))
    return 0


def draw_kinds(scratch: Path) -> None:
    """Draw the first page of one kind of each family into images/kinds/."""
    from drafting.composing import compose, find_kind
    from drafting.composing.reference import PICTURED
    from drafting.documents.layout import lay_out

    folder = IMAGES / "kinds"
    folder.mkdir(parents=True, exist_ok=True)
    for identity in PICTURED:
        example = find_kind(identity).folder / "example.yaml"
        source = scratch / f"{identity}.docx"
        source.write_bytes(lay_out(compose(example.read_bytes(), example.name, identity).document))
        pages = word_pages(source, _DOTS)
        shutil.copyfile(pages[0], folder / f"{identity}.png")
        told(folder / f"{identity}.png")


def draw_proofreading(scratch: Path) -> None:
    """Draw what 校对 makes of the faulty example: the marked copy, the page of faults, the first page of 送审校对单."""
    from drafting.desk.proof_outputs import write_html, write_slip
    from drafting.desk.proofreading import check, mark

    (checked,), errors = check([_DRAFT], profile=_PROFILE)
    assert not errors
    marked, page, form = scratch / "标注.docx", scratch / "校对.html", scratch / "校对单.docx"
    mark(checked, marked, now=_NOW)
    write_html([checked], page, now=_NOW)
    write_slip([checked], str(form), now=_NOW)

    shutil.copyfile(word_pages(form, _CLEARER)[0], IMAGES / "slip.png")
    told(IMAGES / "slip.png")
    sheets = word_pages(marked, _CLEARER)
    sheet_page = scratch / "pages.html"
    sheet_page.write_text(_PAGES.format(images="".join(f'<img src="{sheet.name}">' for sheet in sheets[:2])), encoding="utf-8")
    widths, heights = zip(*(size_of(sheet) for sheet in sheets[:2]), strict=True)
    photograph(sheet_page, IMAGES / "marked.png", (sum(widths) + 16 * (len(widths) - 1), max(heights)))
    photograph(page, IMAGES / "page.png", _WINDOW)


def word_pages(source: Path, dots: int) -> Sequence[Path]:
    """Return a picture of each page of a Word file, beside it."""
    from drafting.documents.conversion import convert

    pdf = source.with_suffix(".pdf")
    pdf.write_bytes(convert(source, "pdf"))
    stem = source.with_suffix("")
    subprocess.run(["pdftoppm", "-png", "-r", str(dots), str(pdf), str(stem)], check=True)
    return sorted(source.parent.glob(f"{stem.name}-*.png"))


def size_of(picture: Path) -> tuple[int, int]:
    """Return width and height of a PNG, which its first chunk tells."""
    head = picture.read_bytes()[16:24]
    return int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big")


def photograph(page: Path, picture: Path, size: tuple[int, int]) -> None:
    """Draw a page of HTML as Chromium shows it in a window of ``size``; without Chromium say that the picture stays as it is."""
    browser = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
    if browser is None:
        print(f"没有画：{picture.relative_to(ROOT)}，本机没有 Chromium。")
        return
    # A profile of its own: the user's browser may be open. --no-sandbox: in a container there is none; the page is our own.
    with tempfile.TemporaryDirectory() as profile:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={profile}"]
        shot = [browser, *options, f"--window-size={size[0]},{size[1]}", f"--screenshot={picture}", page.as_uri()]
        subprocess.run(shot, check=True, capture_output=True, timeout=120)
    told(picture)


def told(picture: Path) -> None:
    """Say that a picture is drawn."""
    print(f"已画好：{picture.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main())
