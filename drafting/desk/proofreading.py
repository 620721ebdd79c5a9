"""校对: read drafts, name their faults, mark them in the user's own Word file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafting.desk.proof_files import MARKED, STANDARD_INPUT, output_paths
from drafting.documents.errors import UserError
from drafting.documents.files import refuse_overwriting, write_bytes
from drafting.documents.model import Document, Finding, Level

if TYPE_CHECKING:
    from drafting.documents.house import House
    from drafting.proofing.check import Check
    from drafting.proofing.control.profile import Profile
    from drafting.proofing.reports.report import Ignored, Report

Progress = Callable[[int, int], None]


class Checked(NamedTuple):
    """One file that was read, and its faults in order of place.

    ``ids`` are the short names of the faults, in their order (empty: none were given), ``ignored`` those that somebody decided to leave,
    ``made`` the checks that were run (None: all). ``formal`` says whether the page was held to be that of a formal document.
    ``package`` is the .docx that the document's places are in: the file itself, or what it was converted to; None for text and PDF.
    """

    file: str
    document: Document
    findings: tuple[Finding, ...]
    content: bytes
    partial: bool = False  # not every check was made
    ids: tuple[str, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    made: tuple[Check, ...] | None = None
    formal: bool | None = None
    package: bytes | None = None

    @property
    def fit_to_sign(self) -> bool:
        """Whether nothing must be changed."""
        return all(finding.level is not Level.ERROR for finding in self.findings)

    @property
    def report(self) -> Report:
        """What every output shows of the file."""
        from drafting.proofing.reports.report import report_on

        ids = dict(zip(self.findings, self.ids, strict=True)) if self.ids else None
        return report_on(
            self.document,
            self.findings,
            name=self.file,
            ids=ids,
            ignored=self.ignored,
            made=self.made,
            partial=self.partial,
            formal=self.formal,
        )


def check(
    files: Iterable[Path],
    *,
    only: Sequence[str] = (),
    skip: Sequence[str] = (),
    standard_input: bytes | None = None,
    unit: Path | None = None,
    profile: Path | Profile | None = None,
    progress: Progress | None = None,
) -> tuple[list[Checked], list[UserError]]:
    """Proofread ``files`` (``-`` is ``standard_input``); ``only`` and ``skip`` take codes and families of checks.

    Folders become files by ``proof_files.find_files`` first. The page is compared with what the unit profile has (``unit``, otherwise
    that of ``desk.unit.unit_path``); ``profile`` is what the office has decided about the checks, or the file that says so (None: that of
    ``proof_control.find_profile``): what it has ignored is not among the findings. ``progress`` is told how many of how many files are
    done.
    Returns what was checked, in order, and an error for each file that could not be read, its ``where`` the file as it was given: one
    bad file does not hide the others. Raises ``UserError`` for an unknown code and for a profile that cannot be read or has faults.
    """
    from drafting import proofing
    from drafting.desk.proof_control import find_profile
    from drafting.desk.unit import find_house
    from drafting.documents.intake.opening import read_file
    from drafting.documents.reading import read_with_package
    from drafting.proofing.control.deciding import is_on

    checks = proofing.select(only, skip)
    house = find_house(unit)
    decided = find_profile(profile) if profile is None or isinstance(profile, Path) else profile
    made = tuple(one for one in checks if is_on(one, decided))
    checked: list[Checked] = []
    errors: list[UserError] = []
    every = list(files)
    for done, file in enumerate(every, 1):
        piped = str(file) == STANDARD_INPUT and standard_input is not None
        try:
            content = standard_input if piped and standard_input is not None else read_file(file)
            document, package = read_with_package(content, str(file) if piped else file.name)
            one = _checked(str(file), with_kind(document), content, made, house, decided)
            checked.append(one._replace(partial=bool(only or skip), package=package))
        except UserError as error:
            named = error.where in (file.name, "")
            errors.append(UserError(error.what, str(file), error.remedy) if named else error)
        if progress is not None:
            progress(done, len(every))
    return checked, errors


def _checked(file: str, document: Document, content: bytes, made: tuple[Check, ...], house: House, profile: Profile) -> Checked:
    from drafting.proofing import proofread
    from drafting.proofing.control.ignoring import identified, separated
    from drafting.proofing.draft import Draft
    from drafting.proofing.reports.report import Ignored

    shown, left = separated(identified(document, proofread(document, made, house, profile), profile.ignored))
    return Checked(
        file,
        document,
        tuple(one.finding for one in shown),
        content,
        ids=tuple(one.id for one in shown),
        ignored=tuple(Ignored(one.finding, one.reason or "", one.id) for one in left),
        made=made,
        formal=Draft(document, house, profile).is_formal,
    )


def with_kind(document: Document) -> Document:
    """Return ``document`` with the kind that its title names, where there is a kind of that name."""
    from drafting import composing
    from drafting.documents.model import Role
    from drafting.documents.roles.patterns import genre

    if document.kind is not None:
        return document
    name = genre("".join(p.text.strip() for _, p in document.of(Role.TITLE)))
    return replace(document, kind=composing.shipped_as(name) if name else None)


def mark(checked: Checked, output: Path, *, now: datetime | None = None) -> tuple[str, ...]:
    """Write a copy of the checked file with every finding as a comment and every suggestion as a tracked change.

    A .doc or .wps becomes what it was read as, a text file or PDF a plain Word file first. Returns notes in Chinese on findings that
    could not be put on their exact place. The file that was checked is never overwritten.
    """
    from drafting.documents.marking import mark as mark_document
    from drafting.documents.marks.plain import plain_docx

    if output.suffix.lower() != ".docx":
        raise UserError("标注稿只能是 .docx 文件", str(output), "请把输出文件名改成 .docx 结尾")
    refuse_overwriting(output, [Path(checked.file)])
    content, document = (checked.package, checked.document) if checked.package is not None else plain_docx(checked.document)
    marked = mark_document(content, document, checked.findings, date=now or datetime.now())
    write_bytes(output, marked.data)
    return marked.notes


def mark_all(checked: Sequence[Checked], output: str, *, now: datetime | None = None) -> tuple[list[Path], tuple[str, ...]]:
    """Write a marked copy of each file: to ``output``, or into that folder (it exists or ends in a slash) as 原名-标注.docx.

    Returns the files written and the notes of ``mark``, with the file's name where there are several. Nothing is written where there are
    several files and ``output`` is no folder, or an input would be overwritten.
    """
    paths = output_paths([one.file for one in checked], output, MARKED, "--mark")
    notes: list[str] = []
    for one, path in zip(checked, paths, strict=True):
        told = mark(one, path, now=now)
        notes += [f"{one.file}：{note}" for note in told] if len(checked) > 1 else told
    return paths, tuple(notes)


def as_text(checked: Checked, *, every: bool = False, one_of_several: bool = False) -> str:
    """Return the report for a terminal: the verdict, the faults with carets under them, the fix and the ground, what was not checked.

    Equal faults are counted after the third, unless ``every`` asks for all of them; it asks for the whole checklist too. The checklist
    is only counted for ``one_of_several`` files.
    """
    from drafting.proofing.reports import text as report

    return report.as_text(checked.report, every=every, one_of_several=one_of_several)


def as_table(checked: Sequence[Checked], errors: Sequence[UserError] = ()) -> str:
    """Return the summary of several files: a line each with the counts and the verdict, and a sentence on all."""
    from drafting.proofing.reports import text as report

    return report.as_table([one.report for one in checked], [error.where for error in errors])


def as_json(checked: Checked) -> dict[str, object]:
    """Return the faults as the ``files`` entry of ``check --json``."""
    from drafting.proofing.reports import machine

    return machine.as_json(checked.report)


def json_chunks(checked: Iterable[Checked], errors: Sequence[UserError] = ()) -> Iterator[str]:
    """Yield what ``check --json`` prints, in pieces; ``errors`` are those of the files that could not be read."""
    from drafting.proofing.reports import machine

    yield from machine.json_chunks((one.report for one in checked), reasons(errors))


def reasons(errors: Sequence[UserError]) -> list[tuple[str, str]]:
    """Return the files that could not be read, each with the reason as a sentence or two."""
    return [(error.where, f"{error.what}。{error.remedy}。" if error.remedy else f"{error.what}。") for error in errors]


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
