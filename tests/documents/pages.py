"""Documents rendered by LibreOffice and measured: where the ink is, in millimetres, and which line stands where."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MM = 72 / 25.4
CHAR = 15.75  # one character of 3号 on the 28-character line, in points
LINE = 579 / 20  # points
PAGE_HEIGHT, PAGE_WIDTH = 297.0, 210.0


@dataclass(frozen=True)
class Row:
    """A line of text on a page; points from the left and from the top of the paper, ``bottom`` is the baseline."""

    text: str
    x0: float
    x1: float
    bottom: float
    chars: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Page:
    number: int
    rows: tuple[Row, ...]
    strokes: tuple[dict[str, Any], ...]
    page: Any
    pictures: dict[int, Any] = field(default_factory=dict, compare=False, repr=False)  # by resolution: to draw a page takes long

    def row(self, beginning: str) -> Row:
        return next(row for row in self.rows if row.text.startswith(beginning))

    def has(self, beginning: str) -> bool:
        return any(row.text.startswith(beginning) for row in self.rows)

    @property
    def text(self) -> str:
        return "\n".join(row.text for row in self.rows)

    @property
    def is_landscape(self) -> bool:
        return bool(self.page.width > self.page.height)

    @property
    def inside(self) -> tuple[Row, ...]:
        """The rows within the text block: all but the page number."""
        return tuple(row for row in self.rows if row.bottom < (PAGE_HEIGHT - 33) * MM)


@contextmanager
def rendered_pages(libreoffice: Path, folder: Path, files: Mapping[str, bytes]) -> Iterator[dict[str, list[Page]]]:
    """Yield the pages of every file of ``files`` (name → .docx) as LibreOffice prints them, all in one run of it."""
    import pdfplumber

    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    command = [str(libreoffice), "--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *(str(folder / f"{name}.docx") for name in files)]
    subprocess.run(command, check=True, capture_output=True, timeout=280)
    opened = [pdfplumber.open(folder / f"{name}.pdf") for name in files]
    try:
        yield {name: [page(number, item) for number, item in enumerate(pdf.pages, 1)] for name, pdf in zip(files, opened, strict=True)}
    finally:
        for pdf in opened:
            pdf.close()


def page(number: int, source: Any) -> Page:
    """Return what ``source``, a page of pdfplumber, shows."""
    by_baseline: dict[int, list[dict[str, Any]]] = {}
    for char in source.chars:
        if char["text"].strip():
            by_baseline.setdefault(round(char["matrix"][5]), []).append(char)
    found: list[list[dict[str, Any]]] = []
    for baseline in sorted(by_baseline, reverse=True):
        if found and abs(found[-1][0]["matrix"][5] - baseline) < 2:
            found[-1] += by_baseline[baseline]
        else:
            found.append(by_baseline[baseline])
    rows = []
    for chars in found:
        chars.sort(key=lambda char: char["x0"])
        text = "".join(char["text"] for char in chars)
        baseline = source.height - chars[0]["matrix"][5]
        rows.append(Row(text, chars[0]["x0"], max(char["x1"] for char in chars), float(baseline), tuple(chars)))
    strokes = tuple(item for item in (*source.rects, *source.lines, *source.curves) if item["width"] > 100)
    return Page(number, tuple(rows), strokes, source)


def _dark(page: Page, red: bool, resolution: int) -> Any:
    picture = _picture(page, resolution)
    return (picture[:, :, 1] < 128) & ((picture[:, :, 0] > 160) == red)


def _picture(page: Page, resolution: int) -> Any:
    import numpy as np

    if resolution not in page.pictures:
        page.pictures[resolution] = np.asarray(page.page.to_image(resolution=resolution).original.convert("RGB"))
    return page.pictures[resolution]


def ink(page: Page, red: bool, top: float = 0, bottom: float = PAGE_HEIGHT) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom in millimetres of what is printed in red (or black) between two heights."""
    import numpy as np

    resolution = 200
    dark = _dark(page, red, resolution)
    scale = 25.4 / resolution
    dark[: int(top / scale)] = False
    dark[int(bottom / scale) :] = False
    down, across = np.where(dark)
    return across.min() * scale, down.min() * scale, (across.max() + 1) * scale, (down.max() + 1) * scale


def bands(page: Page, red: bool) -> list[tuple[float, float, float, float]]:
    """Return top, bottom, left, right in millimetres of every band of the page that has red (or black) ink, from the top down."""
    import numpy as np

    resolution = 300
    dark = _dark(page, red, resolution)
    scale = 25.4 / resolution
    inked = np.flatnonzero(np.diff(np.concatenate(([0], dark.any(axis=1).astype(int), [0]))))
    found = []
    for first, end in zip(inked[::2], inked[1::2], strict=True):
        across = np.flatnonzero(dark[first:end].any(axis=0))
        found.append((float(first * scale), float(end * scale), float(across.min() * scale), float((across.max() + 1) * scale)))
    return found


def ink_of(page: Page, char: dict[str, Any]) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom in millimetres of the ink of one character."""
    import numpy as np

    resolution = 300
    picture = _picture(page, resolution)[:, :, 1]
    scale = 25.4 / resolution
    x0, x1 = int(char["x0"] / MM / scale), int(char["x1"] / MM / scale)
    top, bottom = int((char["top"] / MM - 3) / scale), int((char["bottom"] / MM + 3) / scale)
    down, across = np.where(picture[top:bottom, x0:x1] < 128)
    return (
        (x0 + across.min()) * scale,
        (top + down.min()) * scale,
        (x0 + across.max()) * scale,
        (top + down.max()) * scale,
    )
