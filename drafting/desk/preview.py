"""预览: the pages of a document as one page of HTML, to be looked at in any browser."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drafting.documents.errors import UserError
from drafting.documents.files import refuse_overwriting, write_text

if TYPE_CHECKING:
    from drafting.documents.preview import Preview

_SUFFIXES = frozenset({".html", ".htm"})


def preview_pages(source: bytes | Path, *, kind: str | None = None, templates: Sequence[Path] = (), unit: Path | None = None) -> Preview:
    """Return the pages of a document: of a .docx (its bytes or its file), or of the draft that a fields file describes.

    ``kind``, ``templates`` and ``unit`` are for a fields file, as in ``draft``. Raises ``UserError`` for what cannot be read or drafted.
    """
    from drafting.documents.intake.opening import read_file
    from drafting.documents.preview import preview

    if isinstance(source, bytes):
        return preview(source)
    if source.suffix.lower() == ".docx":
        return preview(read_file(source), source.name)
    if source.suffix.lower() in (".doc", ".wps", ".txt", ".md", ".pdf"):
        raise UserError("预览的是排好版的 .docx 文件", str(source), "请先用 wenmi format 排版")
    return preview(_drafted(source, kind, templates, unit), source.name)


def preview_html(
    source: bytes | Path, *, kind: str | None = None, templates: Sequence[Path] = (), unit: Path | None = None, fragment: bool = False
) -> str:
    """Return the pages of a document as HTML; the rest as for ``preview_pages``.

    A whole page that needs nothing else (no network, no script), or with ``fragment`` the pages alone, for a page of the workbench.
    """
    from drafting.documents.preview import as_html

    return as_html(preview_pages(source, kind=kind, templates=templates, unit=unit), fragment=fragment)


def write_preview(source: bytes | Path, output: Path) -> Path:
    """Write the pages of a document as a page of HTML to ``output`` and return it; ``source`` as for ``preview_pages``.

    Raises ``UserError`` as ``refuse_preview``.
    """
    refuse_preview(output, [source] if isinstance(source, Path) else [])
    write_text(output, preview_html(source))
    return output


def refuse_preview(output: Path, others: Iterable[Path] = ()) -> None:
    """Raise ``UserError`` where no preview can go to ``output``: it is not named as a web page, is a folder, or is one of ``others``.

    Asked before the document is written, so that a wrong name leaves nothing half done.
    """
    if output.suffix.lower() not in _SUFFIXES:
        raise UserError("预览只生成 .html 文件", str(output), "请把预览的文件名改成 .html 结尾")
    if output.is_dir():
        raise UserError("这是一个文件夹，不能写成网页预览", str(output), "请换一个文件名")
    refuse_overwriting(output, others)


def _drafted(fields: Path, kind: str | None, templates: Sequence[Path], unit: Path | None) -> bytes:
    from drafting import composing
    from drafting.desk.drafting import read_fields, template_folders
    from drafting.desk.unit import find_unit
    from drafting.documents.house import STANDARD
    from drafting.documents.layout import lay_out

    profile = find_unit(unit)
    made = composing.compose(read_fields(fields), fields.name, kind, template_folders(templates), profile)
    return lay_out(made.document, house=profile.house if profile else STANDARD)
