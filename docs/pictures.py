"""Draw the first page of one kind of each family into docs/images/kinds/, from the kinds' own examples (needs LibreOffice and poppler)."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS.parent))

_DOTS = 60  # per inch: a page 496 dots wide


def main() -> int:
    """Draw every picture; return the exit code."""
    from drafting.composing import compose, find_kind
    from drafting.composing.reference import PICTURED
    from drafting.documents.conversion import convert
    from drafting.documents.layout import lay_out

    folder = DOCS / "images" / "kinds"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for identity in PICTURED:
            example = find_kind(identity).folder / "example.yaml"
            source = Path(scratch) / f"{identity}.docx"
            source.write_bytes(lay_out(compose(example.read_bytes(), example.name, identity).document))
            page = source.with_suffix(".pdf")
            page.write_bytes(convert(source, "pdf"))
            draw = ["pdftoppm", "-png", "-r", str(_DOTS), "-singlefile", str(page), str(folder / identity)]
            subprocess.run(draw, check=True)
            print(f"已画好：{(folder / identity).relative_to(DOCS.parent)}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
