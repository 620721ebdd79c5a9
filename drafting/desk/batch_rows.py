"""The list that a batch is made from: its sheet, its header, its rows, and faults told in its own terms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from drafting.composing.rows import NO_VALUE_REMEDY, Columns, NoValue, index_of, line_of
from drafting.composing.tables import BLANK
from drafting.documents import sheet_reading
from drafting.documents.errors import ManyErrors, UserError
from drafting.documents.sheet_errors import cells_without_value
from drafting.documents.sheet_reading import SHEETS, TEXTS, Above, Table, plain_name

_TOTALS = frozenset({"合计", "总计", "小计", "共计"})
GUIDE = "填写说明"  # the sheet of our own lists that says how they are filled in

if TYPE_CHECKING:
    from drafting.composing.schema import Kind
    from drafting.composing.unit import Unit
    from drafting.desk.batch import Problem
    from drafting.documents.faults import Faults

_HEADER_WITHIN = 20  # a header is looked for in so many rows: titles and notes stand above it
_SHOWN = 12  # so many columns or sheets are named in one sentence
_LINE_FOR_A_FIELD = re.compile(r"请加上一行，(?:例如：)?(\w+): ")
_AS_IN_A_FILE = re.compile(r"例如：\w+: ")
_NAMED = re.compile(r"“([^”]{1,20})”")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list: its number in the sheet (its line in a text file), counted from 1, and its cells."""

    number: int
    cells: Sequence[object]


@dataclass(frozen=True, slots=True)
class RowList:
    """A list as it was read; ``notes`` are sentences on what of it was not used."""

    name: str
    columns: Columns
    rows: tuple[Row, ...]
    notes: tuple[str, ...]

    def place(self, row: int) -> str:
        """Return what a reader is told of a row."""
        return f"{self.name} 第 {row} 行"

    def unused(self, used: Iterable[str], kind: Kind) -> list[str]:
        """Return the sentence on columns that are no fields and are not ``used`` by name either; none where there are none."""
        known = {plain_name(name) for name in used}
        unknown = [one for one in self.columns.unknown if plain_name(one.header) not in known]
        said = [f"“{one.header}”{f'（可能是{one.near}）' if one.near else ''}" for one in unknown[:_SHOWN]]
        more = "等" if len(unknown) > _SHOWN else ""
        return [f"没有用到这些列：{'、'.join(said)}{more}。列名要和字段名一致，全部字段见 wenmi new {kind.name}。"] if said else []

    def told_without_value(self, row: Row, used: Iterable[str], faults: Faults) -> None:
        """Note the cells of ``row`` without a value in the columns that are no fields and whose names are ``used`` in the text."""
        fields = {column.index for column in self.columns.fields}
        names = {plain_name(name) for name in used}
        for index, (header, cell) in enumerate(zip(self.columns.headers, row.cells, strict=False)):
            if isinstance(cell, NoValue) and index not in fields and plain_name(header) in names:
                faults.add(line_of(index), f"这一格是{cell}", NO_VALUE_REMEDY)

    def places(self, row: int, unit: Unit | None, common: str) -> list[Callable[[int], str]]:
        """Return the sources of a row's values, as ``Faults`` takes them: the unit profile, the shared fields, each column."""
        columns = [partial(_in_column, f"{self.place(row)}“{header}”") for header in self.columns.headers]
        return [unit.place if unit else partial(_in_file, ""), partial(_in_file, common), *columns]


def _in_file(name: str, line: int) -> str:
    return f"{name} 第 {line} 行"


def _in_column(place: str, line: int) -> str:
    return f"{place}第 {line} 段" if line else place


def read_rows(path: Path, kind: Kind, sheet: str | None = None) -> RowList:
    """Return the list of a workbook or a delimited text file, for documents of ``kind``.

    Its sheet is the one called ``sheet``, else the first that can be seen and has columns of the kind; the header may stand below titles.
    Rows without anything are left out. Raises ``UserError`` for a file that is no list, or has no such column or no row.
    """
    tables = _tables(path, kind)
    named = [table for table in tables if table.sheet == sheet] if sheet is not None else [table for table in tables if not table.hidden]
    if sheet is not None and not named:
        there = "、".join(table.sheet for table in tables[:_SHOWN])
        raise UserError(f"没有“{sheet}”这个工作表", path.name, f"有的是：{there}" if there else "这种文件没有工作表，请去掉 --sheet")
    seen: list[Row] = []
    filled: list[tuple[Table, list[Row]]] = []
    for table in named:
        rows = _with_errors([Row(number, cells) for number, cells in table.rows], cells_without_value(path, table.sheet))
        if any(not _blank(row) for row in rows):
            filled.append((table, rows))
    for table, rows in filled:
        counts = [Columns.recognised(kind, row.cells) for row in rows[:_HEADER_WITHIN]]
        best = max(counts)
        if best:
            name = f"{path.name}“{table.sheet}”" if len(tables) > 1 else path.name
            unused = [other.sheet for other, _ in filled if other is not table and other.sheet != GUIDE] if sheet is None else []
            return _listed(name, kind, rows, counts.index(best), unused)
        seen = seen or rows[:_HEADER_WITHIN]
    fullest = max(seen, key=lambda row: sum(1 for cell in row.cells if str(cell).strip()), default=Row(0, ()))
    said = "、".join(f"“{str(cell).strip()[:12]}”" for cell in fullest.cells if str(cell).strip())
    if not said:
        raise UserError("名单里没有内容", path.name, "请确认选对了文件，第一行是列名")
    some = "、".join(one.name for one in kind.fields if one.required) or "、".join(one.name for one in kind.fields[:3])
    remedy = f"列名要写字段名，如{some}；全部字段见 wenmi new {kind.name}"
    raise UserError(f"没有一列是{kind.name}的字段（看到的是：{said}）", path.name, remedy)


def _tables(path: Path, kind: Kind) -> list[Table]:
    if path.is_dir() or not path.exists():
        raise UserError("这是一个文件夹，不是名单" if path.is_dir() else "找不到这份名单", str(path), "请检查文件名和所在文件夹")
    try:
        if path.stat().st_size == 0:
            raise UserError("文件是空的", path.name, "请确认导出成功后再试")
        suffix = sheet_reading.kind_of(path)
        if suffix in SHEETS:
            return sheet_reading.sheets(path)
        if suffix in TEXTS or suffix == ".txt":
            return [sheet_reading.delimited(path, lambda cells: Columns.recognised(kind, cells))]
    except OSError as error:
        raise UserError("不能打开", str(path), "请确认文件没有被别的程序占用、有读取权限") from error
    raise UserError("名单不能是这种类型的文件", path.name, "请用 .xlsx、.xls、.csv 或 .tsv")


def _with_errors(rows: list[Row], errors: dict[tuple[int, int], str]) -> list[Row]:
    """Return the rows with what ``errors`` has in the cells that came out empty: a value that is lost must not pass for none."""
    for number, index in errors.keys() if rows else ():
        at = number - rows[0].number
        if 0 <= at < len(rows) and index < len(rows[at].cells) and rows[at].cells[index] == "":
            cells = list(rows[at].cells)
            cells[index] = NoValue(errors[number, index])
            rows[at] = Row(number, cells)
    return rows


def _is_total(row: Row, columns: Columns) -> bool:
    """Tell whether a row adds up those above it: it says so, and has nothing in a column that is a field."""
    first = next((str(cell).strip(BLANK) for cell in row.cells if cell is not None and str(cell).strip(BLANK)), "")
    cells = (row.cells[column.index] for column in columns.fields if column.index < len(row.cells))
    return first.replace(" ", "") in _TOTALS and not any(str(cell).strip(BLANK) for cell in cells if cell is not None)


def _blank(row: Row) -> bool:
    """Tell whether a row has nothing of its own: no cell, or only merged ones that go on from above and formulas that gave nothing."""
    return all(isinstance(cell, Above | NoValue) or cell is None or not str(cell).strip(BLANK) for cell in row.cells)


def _listed(name: str, kind: Kind, rows: list[Row], header: int, unused: list[str]) -> RowList:
    columns = Columns(kind, ["" if isinstance(cell, NoValue) else cell for cell in rows[header].cells])
    titles = [str(cell) for cell in rows[header].cells]
    below = rows[header + 1 :]
    while below and _blank(below[-1]):
        below.pop()
    data = [row for row in below if not _blank(row) and [str(cell) for cell in row.cells] != titles]
    totals = [row for row in data if _is_total(row, columns)]
    repeated = len(below) - len(data)
    data = [row for row in data if row not in totals] if totals else data
    if not data:
        raise UserError("表头下面没有一行内容", name, "请一份公文填一行")
    notes = []
    blank = sum(1 for row in below if _blank(row))
    if blank:
        notes.append(f"跳过了 {blank} 个空行。")
    if repeated > blank:
        notes.append(f"跳过了 {repeated - blank} 行重复的表头。")
    if totals:
        notes.append(f"跳过了合计行（第 {'、'.join(str(row.number) for row in totals)} 行）。")
    if unused:
        notes.append(f"没有用到这些工作表：{'、'.join(unused[:_SHOWN])}。要用其中一个，请加 --sheet 名称。")
    return RowList(name, columns, tuple(data), tuple(notes))


def problems_of(error: UserError, faults: Faults, listed: RowList, row: Row) -> tuple[Problem, ...]:
    """Return what is wrong in ``row``, each with its column, in words for somebody who fills in a list.

    Of a cell without a value it is told once: that something is missing there follows from it.
    """
    from drafting.desk.batch import Problem

    if not isinstance(error, ManyErrors) or not faults:
        what = f"{error.where}：{error.what}" if error.where else error.what
        return (Problem("", what, error.remedy),)
    made: dict[Problem, None] = {}
    lost = {line_of(index) for index, cell in enumerate(row.cells) if isinstance(cell, NoValue)}
    for line, fault in faults.found:
        if line in lost and fault.remedy != NO_VALUE_REMEDY:
            continue
        made[Problem(_column(line, fault, faults, listed), fault.what, _for_a_list(fault.remedy))] = None
    return tuple(made)


def _column(line: int, fault: UserError, faults: Faults, listed: RowList) -> str:
    index = index_of(line)
    if index is not None:
        return listed.columns.headers[index]
    if line:
        return faults.place(line)
    headers = {column.field.name: column.header for column in listed.columns.fields}
    named = [name for name in _NAMED.findall(fault.what) if name in headers]
    return headers[named[0]] if named else ""


def _for_a_list(remedy: str) -> str:
    """Return a remedy without the way a fields file is written: there are no lines to add to a list, there are columns to fill in."""
    return _AS_IN_A_FILE.sub("例如：", _LINE_FOR_A_FIELD.sub(r"请在“\1”一列填上，例如：", remedy))
