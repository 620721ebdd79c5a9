"""校对: read drafts, name their faults, mark them in the user's own Word file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from drafting.documents.errors import UserError
from drafting.documents.files import refuse_overwriting, write_bytes
from drafting.documents.model import Document, Finding, Level

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Checked:
    """One file that was read, and its faults in order of place."""

    file: str
    document: Document
    findings: tuple[Finding, ...]
    content: bytes
    partial: bool = False  # not every check was made

    @property
    def fit_to_sign(self) -> bool:
        """Whether nothing must be changed."""
        return all(finding.level is not Level.ERROR for finding in self.findings)


def check(
    files: Iterable[Path],
    *,
    only: Sequence[str] = (),
    skip: Sequence[str] = (),
    standard_input: bytes | None = None,
    unit: Path | None = None,
) -> tuple[list[Checked], list[UserError]]:
    """Proofread ``files`` (``-`` is ``standard_input``); ``only`` and ``skip`` take codes and families of checks.

    The page is compared with what the unit profile has (``unit``, otherwise that of ``desk.unit.unit_path``).
    Returns what was checked, in order, and an error for each file that could not be read: one bad file does not hide the others.
    Raises ``UserError`` for an unknown code.
    """
    from drafting import proofing
    from drafting.desk.unit import find_house
    from drafting.documents.intake.opening import read_file
    from drafting.documents.reading import read_bytes

    checks = proofing.select(only, skip)
    house = find_house(unit)
    checked: list[Checked] = []
    errors: list[UserError] = []
    for file in files:
        piped = str(file) == STANDARD_INPUT and standard_input is not None
        try:
            content = standard_input if piped and standard_input is not None else read_file(file)
            document = with_kind(read_bytes(content, str(file) if piped else file.name))
            checked.append(Checked(str(file), document, tuple(proofing.proofread(document, checks, house)), content, bool(only or skip)))
        except UserError as error:
            errors.append(error)
    return checked, errors


def with_kind(document: Document) -> Document:
    """Return ``document`` with the kind that its title names, where there is a kind of that name."""
    from drafting import composing
    from drafting.documents.model import Role
    from drafting.documents.roles.patterns import genre

    if document.kind is not None:
        return document
    name = genre("".join(p.text.strip() for _, p in document.of(Role.TITLE)))
    kind = next((one.id for one in composing.headings() if name in (one.name, *one.aliases)), None) if name else None
    return replace(document, kind=kind)


def mark(checked: Checked, output: Path, *, now: datetime | None = None) -> tuple[str, ...]:
    """Write a copy of the checked file with every finding as a comment and every suggestion as a tracked change.

    A text file becomes a plain Word file first. Returns notes in Chinese on findings that could not be put on their exact place.
    The file that was checked is never overwritten.
    """
    from drafting.documents.intake.opening import Content, content_of
    from drafting.documents.marking import mark as mark_document
    from drafting.documents.marks.plain import plain_docx

    if output.suffix.lower() != ".docx":
        raise UserError("标注稿只能是 .docx 文件", str(output), "请把输出文件名改成 .docx 结尾")
    refuse_overwriting(output, [Path(checked.file)])
    content, document = checked.content, checked.document
    if content_of(content) is not Content.ZIP or checked.file.lower().endswith(".odt"):
        content, document = plain_docx(document)
    marked = mark_document(content, document, checked.findings, date=now or datetime.now())
    write_bytes(output, marked.data)
    return marked.notes


def as_text(checked: Checked) -> str:
    """Return the faults for a terminal: each with its line, carets under the fault, the fix and the ground, and a verdict."""
    from drafting.proofing.reports import text as report

    return report.as_text(checked.document, checked.findings, partial=checked.partial, name=checked.file)


def as_json(checked: Checked) -> dict[str, object]:
    """Return the faults as the ``files`` entry of ``check --json``."""
    from drafting.proofing.reports import text as report

    return report.as_json(checked.document, checked.findings) | {"file": checked.file}


def explain(code: str) -> str:
    """Return what the check ``code`` looks for, why, on what ground, with its examples. Raises ``UserError`` for an unknown code."""
    from drafting.proofing import reference

    return reference.explain(code)


def checks_text() -> str:
    """Return the list of all checks, by family."""
    from drafting.proofing import reference

    return reference.listing()


def checks_json(code: str | None = None) -> list[dict[str, object]]:
    """Return all checks, or the one called ``code``, as plain values. Raises ``UserError`` for an unknown code."""
    from drafting.proofing import reference

    return reference.as_json(code)
