"""预览: a made document as one page of HTML, for a browser."""

from __future__ import annotations

from pathlib import Path

from drafting.documents.files import write_text


def preview_html(package: bytes) -> str:
    """Return the pages of the .docx ``package`` as one self-contained page of HTML, every line in its place."""
    from drafting.documents.preview import as_html, preview

    return as_html(preview(package))


def write_preview(package: bytes, target: Path) -> Path:
    """Write the pages of the .docx ``package`` as HTML to ``target``; return it."""
    write_text(target, preview_html(package))
    return target
