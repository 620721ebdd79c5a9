"""Whether 一键排版 changes a text: every genuine document laid out anew, its characters counted before and after.

The text before is what stands in the file, the text after every ``w:t`` of the result, both without blanks and read here, not by the
program's own reader. ``same_order`` also asks that the characters stand in the same order, which they do not where a part belongs
elsewhere on the page (版头 above the title, 版记 at the end).
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from drafting.desk.formatting import format_document
from drafting.documents.errors import UserError
from drafting.documents.wml import W


def measure(folder: Path) -> dict[str, float]:
    """Return the share of the documents in ``folder`` (the development data) that were laid out, with the same text, in the same order."""
    files = sorted((folder / "documents").glob("*.txt"))
    made = unchanged = in_order = 0
    with tempfile.TemporaryDirectory(prefix="wenmi-") as name:
        for file in files:
            before = "".join(file.read_text(encoding="utf-8").split())
            try:
                result = format_document(file, Path(name) / "out.docx").file
            except UserError:
                continue
            made += 1
            after = _text(result.read_bytes())
            unchanged += Counter(before) == Counter(after)
            in_order += before == after
    return {"laid_out": made / len(files), "unchanged": unchanged / len(files), "same_order": in_order / len(files)}


def _text(package: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return "".join("".join(element.text or "" for element in root.iter(f"{{{W}}}t")).split())
