"""批量拟稿: one document for each row of a list, and a list of what was made and of what was not, with the reasons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from drafting.desk.drafting import read_fields, require_office, template_folders
from drafting.documents.errors import UserError
from drafting.documents.files import write_bytes
from drafting.documents.model import Role

if TYPE_CHECKING:
    from drafting.composing.schema import Kind
    from drafting.desk.batch_rows import RowList
    from drafting.documents.model import Document
    from drafting.documents.yaml_reading import Entries

Progress = Callable[[int, int], None]

_FIELD_FILES = (".yaml", ".yml")
_ROWS_TOLD = 6  # so many rows with the same problem are named
_TOLD = 10  # so many different problems are told on the terminal, the others stand in the report


@dataclass(frozen=True, slots=True)
class Done:
    """A document that was made: its row in the list (from 1), its file, what it says and what it still lacks."""

    row: int
    file: Path
    title: str
    recipients: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row: the column's name (``""`` where it is of none), what is wrong there and what to do."""

    column: str
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class NotDone:
    """A row of which no document was made, with everything that is wrong in it."""

    row: int
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Batch:
    """What came of a list: ``made`` and ``failed`` in the order of its rows, and the files of the lists of both.

    ``notes`` are sentences on columns that were not used, rows that were skipped and what the unit profile did.
    """

    kind: str
    rows: str
    made: list[Done] = field(default_factory=list)
    failed: list[NotDone] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    listing: Path | None = None
    report: Path | None = None
    without_pdf: list[Path] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """How many documents were made and how many not, a sentence."""
        total = len(self.made) + len(self.failed)
        failed = f"，{len(self.failed)} 份没有生成" if self.failed else ""
        return f"{self.rows}：共 {total} 行，生成{self.kind} {len(self.made)} 份{failed}。"

    @property
    def told(self) -> list[str]:
        """Everything the user should know besides, a sentence each: the commonest problems first, then what is missing, then the notes."""
        lines = self._problems()
        lacking = [done for done in self.made if done.missing]
        if lacking:
            names = Counter(name for done in lacking for name in done.missing)
            listed = "、".join(f"{name}（{count} 份）" for name, count in names.most_common(6))
            lines.append(f"有 {len(lacking)} 份文稿里有待补的内容，已用【待补：……】标出：{listed}{'等' if len(names) > 6 else ''}。")
        if self.without_pdf:
            lines.append(f"有 {len(self.without_pdf)} 份没有转成 PDF，如 {self.without_pdf[0].name}，请用 Word 或 WPS 打开另存。")
        return [*lines, *self.notes]

    def _problems(self) -> list[str]:
        """Return the problems, those that several rows share in one line."""
        rows: dict[Problem, list[int]] = {}
        total = len(self.made) + len(self.failed)
        for failure in self.failed:
            for problem in failure.problems:
                rows.setdefault(problem, []).append(failure.row)
        lines = []
        for problem, at in list(rows.items())[:_TOLD]:
            shown = "、".join(map(str, at[:_ROWS_TOLD])) + (f" 等 {len(at)} 行" if len(at) > _ROWS_TOLD else " 行")
            column = f"“{problem.column}”" if problem.column else ""
            where = f"每一行{column}" if len(at) == total > 1 else f"第 {shown}{column}"
            lines.append(str(UserError(problem.what, where, problem.remedy)))
        if len(rows) > _TOLD:
            lines.append(f"还有 {len(rows) - _TOLD} 种问题，见 {self.report.name if self.report else '报告'}。")
        return lines


def draft_rows(
    kind_or_fields: str,
    rows: Path,
    output: Path,
    *,
    kind: str | None = None,
    templates: Sequence[Path] = (),
    unit: Path | None = None,
    sheet: str | None = None,
    name: str | None = None,
    pdf: bool = False,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> Batch:
    """Draft one document for each row of the list ``rows`` (.xlsx, .xls, .csv …) into the folder ``output``, which is made.

    ``kind_or_fields`` is a kind (id or Chinese name) or a fields file whose values hold for every row that has none of its own; {列名} in
    them stands for the row's cell. ``sheet`` names the sheet, otherwise it is the first that has columns of the kind. ``name`` is the
    pattern of the files' names, columns in braces: ``"{主送机关}的函"``; otherwise a number and the recipients, or the title. ``unit`` is
    as in ``draft``.

    A faulty row does not stop the others: 未生成.xlsx has those rows with all their faults, to be mended and run again; 清单.xlsx lists
    what was made. Nothing is written where a file of the same name is in ``output`` already, unless ``overwrite``.
    Raises ``UserError`` where the list cannot be used at all.
    """
    from drafting.composing import merging
    from drafting.composing.making import Composer
    from drafting.composing.rows import shared
    from drafting.desk.batch_names import file_names, names_in, refuse_existing, texts_of, usable
    from drafting.desk.batch_reports import write_listing, write_report
    from drafting.desk.batch_rows import problems_of, read_rows
    from drafting.desk.unit import deviation_notes, find_unit
    from drafting.documents.faults import Faults
    from drafting.documents.house import STANDARD
    from drafting.documents.layout import lay_out
    from drafting.documents.yaml_reading import Source

    if pdf:
        require_office(rows)
    profile = find_unit(unit)
    house = profile.house if profile else STANDARD
    chosen, common, common_name = _kind_and_common(kind_or_fields, kind, template_folders(templates))
    composer = Composer(chosen, profile, cells=True)
    listed = read_rows(rows, chosen, sheet)
    wrong = Faults(common_name)
    merging.check(common, usable(listed), wrong)
    wrong.raise_any()
    _refuse_missing_columns(listed, chosen, profile.filled(chosen, common, Faults(""))[0] if profile else common)
    files = [output / f"{stem}.docx" for stem in file_names(listed, chosen, common, name)]
    refuse_existing(output, [*files, *(file.with_suffix(".pdf") for file in files if pdf)], overwrite=overwrite)

    named = [column for column, _ in merging.named(common)]
    batch = Batch(chosen.name, listed.name, notes=[*listed.unused([*named, *names_in(name)], chosen), *listed.notes])
    common = shared(common)
    filled: dict[str, dict[str, None]] = {}  # what the profile supplied: the values of each field, in order
    for number, (row, file) in enumerate(zip(listed.rows, files, strict=True), 1):
        faults = Faults(listed.place(row.number), listed.places(row.number, profile, common_name))
        own = merging.merged(common, texts_of(row, listed, chosen, number)) if named else common
        entries = listed.columns.entries(row.cells, own, faults)
        listed.told_without_value(row, [*named, *names_in(name)], faults)
        try:
            made = composer.compose(Source(entries, complete=True), faults)
            write_bytes(file, lay_out(made.document, house=house))
        except UserError as error:
            batch.failed.append(NotDone(row.number, problems_of(error, faults, listed, row)))
        else:
            batch.made.append(_done(row.number, file, made.document, made.notes))
            for key, value in made.filled:
                filled.setdefault(key, {})[value] = None
        if progress:
            progress(number, len(listed.rows))
    if pdf:
        batch.without_pdf = _write_pdfs([done.file for done in batch.made], progress)
    supplied = "、".join(f"{key}（{next(iter(values))}{'等' if len(values) > 1 else ''}）" for key, values in filled.items())
    batch.notes += [f"按单位档案补上了：{supplied}。"] if supplied else []
    batch.notes += deviation_notes(house)
    if batch.made:
        batch.listing = write_listing(output, batch, rows, overwrite=overwrite)
    if batch.failed:
        batch.report = write_report(output, batch, listed, rows, overwrite=overwrite)
    return batch


def _kind_and_common(kind_or_fields: str, kind: str | None, extra: Sequence[Path]) -> tuple[Kind, Entries, str]:
    """Return the kind, the fields that all rows share and the name of their file. Raises ``ManyErrors`` for every fault of that file."""
    from drafting.composing import find_kind, merging
    from drafting.composing.making import Composer, kind_of
    from drafting.composing.schema import KIND_KEY
    from drafting.composing.values import Reader
    from drafting.documents.faults import Faults
    from drafting.documents.yaml_reading import Entries, decode

    path = Path(kind_or_fields)
    if path.suffix.lower() not in _FIELD_FILES and not path.is_file():
        chosen = find_kind(kind_or_fields, extra)
        if kind is not None and find_kind(kind, extra) != chosen:
            raise UserError(f"命令里写了两个文种：“{kind_or_fields}”和“{kind}”", remedy="请只留一个")
        return chosen, Entries(1), ""
    text = merging.in_wide_braces(decode(read_fields(path), path.name))
    chosen = kind_of(text, path.name, kind, extra)
    faults = Faults(path.name)
    entries = Composer(chosen).read(text, faults).entries
    entries.nodes.pop(KIND_KEY, None)
    Reader(faults, chosen.name).record(merging.without_places(entries), chosen.fields, complete=False)
    faults.raise_any()
    return chosen, entries, path.name


def _refuse_missing_columns(listed: RowList, kind: Kind, given: Entries) -> None:
    """Raise a fault that names every required field which is no column of the list and not ``given`` for all rows."""
    from drafting.documents.yaml_reading import Scalar

    have = {column.field.name for column in listed.columns.fields}
    have |= {key for key, node in given.nodes.items() if not isinstance(node, Scalar) or node.text.strip()}
    lacking = [one for one in kind.fields if one.required and one.name not in have]
    if lacking:
        names = "”“".join(one.name for one in lacking)
        seen = "、".join(listed.columns.headers)
        remedy = f"请在表头加上；各行都一样的，可以写进字段文件（wenmi draft 字段.yaml --rows 名单.xlsx）。现有的列是：{seen}"
        raise UserError(f"缺少必填的“{names}”{'这几列' if len(lacking) > 1 else '这一列'}", listed.name, remedy)


def _done(row: int, file: Path, document: Document, missing: tuple[str, ...]) -> Done:
    def first(role: Role) -> str:  # what the document issues has a title and perhaps recipients of its own
        return next((item.text.replace("\n", "") for _, item in document.of(role)), "")

    title, recipients = first(Role.TITLE), re.sub(r"[：:]$", "", first(Role.RECIPIENTS))
    return Done(row, file, title, recipients, missing)


def _write_pdfs(files: Sequence[Path], progress: Progress | None) -> list[Path]:
    """Write each file as PDF beside it; return those that could not be converted."""
    from drafting.documents.conversion import convert_many

    failed = []
    for number, (file, data) in enumerate(zip(files, convert_many(files, "pdf"), strict=True), 1):
        if data is None:
            failed.append(file)
        else:
            write_bytes(file.with_suffix(".pdf"), data)
        if progress:
            progress(number, len(files))
    return failed
