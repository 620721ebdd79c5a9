"""The files that 校对 writes beside the marked copy: SARIF for other systems, a page of HTML to read, the form to sign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from drafting.desk.proof_files import SLIP, output_paths
from drafting.desk.proofreading import Checked, reasons
from drafting.documents.errors import UserError
from drafting.documents.files import refuse_overwriting, replacing, write_bytes

_PAGES = frozenset({".html", ".htm"})
_LOGS = frozenset({".sarif", ".json"})


def write_sarif(checked: Sequence[Checked], output: Path, errors: Sequence[UserError] = ()) -> None:
    """Write the findings of all files as one SARIF 2.1.0 log; ``errors`` are those of the files that could not be read.

    Raises ``UserError`` where ``output`` is not a .sarif or .json file, is one of the files checked, or cannot be written.
    """
    from drafting.proofing.reports.sarif import sarif_chunks

    _refuse(checked, output, _LOGS, "SARIF 结果只能是 .sarif 或 .json 文件", ".sarif")
    texts = [_text(one) for one in checked]
    _write(output, sarif_chunks([one.report for one in checked], texts, reasons(errors), version=_version()))


def write_html(checked: Sequence[Checked], output: Path, errors: Sequence[UserError] = (), *, now: datetime | None = None) -> None:
    """Write one page of HTML with every file, its faults underlined and listed; it needs no network. The rest as for ``write_sarif``."""
    from drafting.proofing.reports.page import html_chunks

    _refuse(checked, output, _PAGES, "网页只能是 .html 文件", ".html")
    _write(output, html_chunks([one.report for one in checked], reasons(errors), now=now or datetime.now()))


def write_slip(checked: Sequence[Checked], output: str, *, now: datetime | None = None) -> list[Path]:
    """Write 送审校对单 of each file: to ``output``, or into that folder (it exists or ends in a slash) as 原名-校对单.docx.

    Returns the files written. Raises ``UserError`` where one of them is no .docx or would overwrite an input, or there are several files
    and ``output`` is no folder; then nothing is written.
    """
    from drafting.documents.layout import lay_out
    from drafting.proofing.reports.slip import slip

    paths = output_paths([one.file for one in checked], output, SLIP, "--docx-report")
    if any(path.suffix.lower() != ".docx" for path in paths):
        raise UserError("送审校对单只能是 .docx 文件", output, "请把输出文件名改成 .docx 结尾，或者写一个文件夹")
    made = now or datetime.now()
    forms = [lay_out(slip(one.report, now=made)) for one in checked]
    for path, form in zip(paths, forms, strict=True):
        write_bytes(path, form)
    return paths


def _refuse(checked: Sequence[Checked], output: Path, suffixes: frozenset[str], what: str, suffix: str) -> None:
    if output.suffix.lower() not in suffixes:
        raise UserError(what, str(output), f"请把输出文件名改成 {suffix} 结尾")
    refuse_overwriting(output, [Path(one.file) for one in checked])


def _write(output: Path, pieces: Iterable[str]) -> None:
    with replacing(output) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(pieces)


def _text(checked: Checked) -> str | None:
    """Return the whole text of a file that is plain text, None for any other."""
    from drafting.documents.intake.opening import Content, content_of
    from drafting.documents.intake.text_reading import decode

    if any(item.place.part for item in checked.document.paragraphs) or content_of(checked.content) not in (Content.TEXT, Content.WEB_PAGE):
        return None
    return decode(checked.content, checked.file)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("wenmi")
    except PackageNotFoundError:
        return ""
