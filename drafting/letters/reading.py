"""Files of letters → letters, with every row accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from drafting.documents.errors import ManyErrors, UserError
from drafting.letters import tables
from drafting.letters.batch import Batch, Letter, Source, Unread
from drafting.letters.columns import CONTENT, HEADER_WITHIN, checked_names, find_header, missing_content, recognise
from drafting.letters.results import is_result
from drafting.letters.rows import continues, fields_of, letter_of

Item = Letter | Unread


def read_letters(paths: Sequence[Path], columns: Mapping[str, str] | None = None) -> Batch:
    """Read letters from files and folders, as ``stream_letters`` does, into memory."""
    letters: list[Letter] = []
    unread: list[Unread] = []
    for item in stream_letters(paths, columns):
        if isinstance(item, Letter):
            letters.append(item)
        else:
            unread.append(item)
    return Batch(tuple(letters), tuple(unread))


def stream_letters(paths: Sequence[Path], columns: Mapping[str, str] | None = None) -> Iterator[Item]:
    """Return the letters of files and folders (with their subfolders, in order of name), one after the other.

    ``columns`` maps a field (内容, 标题, 时间 …) to a column letter or header name where the usual names are not used. In a table the
    header may stand below title rows and over two rows; each sheet is read, hidden sheets are not. In a .txt file letters are separated
    by blank lines, or by lines of ``---`` or ``===`` where there are any; a short first line is the title; lines such as ``编号：`` or
    ``时间：`` fill their fields. A .docx is one letter, or the rows of its tables.

    Every row is a letter or an ``Unread`` with the reason, blank rows too. A number that occurs twice gets ``#2``; a letter without one
    is numbered after its file and row. Text files are streamed: what is held in memory does not grow with them, the numbers aside.

    Raises
    ------
    UserError
        No file, a wrong file type, an empty, damaged or password-protected file, no recognisable content column, a column of
        ``columns`` that no table has, no letter at all. All faulty files are told of at once, after the last letter of the others.
    """
    chosen = checked_names(columns or {})
    files = list(_files(paths))
    faults: list[UserError] = []
    reasons: Counter[str] = Counter()
    numbers = _Numbers()
    any_letter = False
    for item in _items(files, chosen, faults):
        if isinstance(item, Unread):
            reasons[item.reason] += 1
            yield item
        elif not faults:  # after a fault nobody will use the letters
            any_letter = True
            yield numbers.numbered(item)
    if not faults and (unfit := chosen.unfit("、".join(path.name for path in paths))) is not None:
        raise unfit
    if faults:
        raise faults[0] if len(faults) == 1 else ManyErrors(faults)
    if not any_letter:
        names = "、".join(path.name for path in paths)
        why = "，".join(f"{reason} {count} 行" for reason, count in reasons.most_common(3))
        raise UserError(
            f"没有读到一封来信{f'（{why}）' if why else ''}", names, "请确认表格里有数据，或用 --column 内容=列号 指明内容在哪一列"
        )


def _items(files: Sequence[tuple[Path, str, bool]], chosen: Mapping[str, str], faults: list[UserError]) -> Iterator[Item]:
    """Return what is in each file; the faults of whole files are added to ``faults``."""
    read: set[Path] = set()
    for path, name, inside in files:
        if path.resolve() in read:
            yield Unread(Source(name, "", 0), "同一个文件给了两次，只读一次")
            continue
        read.add(path.resolve())
        if inside and is_result(path):
            yield Unread(Source(name, "", 0), "文秘写出的结果，不当来信读；要读请单独写出这个文件")
            continue
        if path.suffix.lower() not in tables.READABLE:
            reason = "不能读取这种类型的文件"
            if not inside:
                faults.append(UserError(reason, name, "来信可以是 .xlsx、.xls、.csv、.jsonl、.txt 或 .docx"))
            yield Unread(Source(name, "", 0), reason)
            continue
        try:
            yield from _read_file(path, name, chosen)
        except UserError as error:
            faults.append(error)
        except OSError as error:
            faults.append(UserError("不能打开", name, "请确认文件没有被别的程序占用、有读取权限") if path.exists() else _missing(path))
            faults[-1].__cause__ = error


class _Numbers:
    """Gives every letter an id of its own: the second 123 becomes 123#2."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def numbered(self, letter: Letter) -> Letter:
        """Return ``letter``, under a new id if its own is taken."""
        taken = self._taken
        count = taken[letter.id] = taken.get(letter.id, 0) + 1
        if count == 1:
            return letter
        while f"{letter.id}#{count}" in taken:
            count = taken[letter.id] = count + 1
        taken[f"{letter.id}#{count}"] = 1
        return replace(letter, id=f"{letter.id}#{count}", notes=(*letter.notes, f"编号 {letter.id} 重复"))


def _missing(path: Path) -> UserError:
    return UserError("找不到这个文件", str(path), "请检查文件名和所在文件夹")


def _files(paths: Sequence[Path]) -> Iterator[tuple[Path, str, bool]]:
    """Return each file with its name and whether it was found in a folder: then the name tells of the folders under that one too.

    Lock files of Office and hidden files are no one's letters.
    """
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(("~$", ".")))
            yield from ((p, p.relative_to(path).as_posix(), True) for p in inside)
        elif path.is_file():
            yield path, path.name, False
        else:
            raise _missing(path)


def _read_file(path: Path, name: str, chosen: Mapping[str, str]) -> Iterator[Item]:
    if path.stat().st_size == 0:
        raise UserError("文件是空的", name, "请确认导出成功后再试")
    kind = tables.kind_of(path)
    if kind in tables.SHEETS:
        return _sheets(path, name, tables.sheets(path), chosen)
    if kind in tables.TEXTS:
        return _sheets(path, name, [tables.delimited(path)], chosen)
    if kind == ".jsonl":
        return _json_lines(path, name, chosen)
    return _docx(path, name, chosen) if kind == ".docx" else _texts(path, name)


def _blank(cells: Sequence[object] | tables.Fault) -> bool:
    if isinstance(cells, tables.Fault):
        return False
    first = cells[0] if cells else ""
    if isinstance(first, str) and first and not first.isspace():  # as in nearly all rows
        return False
    return not any(cell if isinstance(cell, str) and not cell.isspace() else str(cell).strip() for cell in cells)


def _cells(row: Sequence[object] | tables.Fault) -> Sequence[object]:
    """Return the cells of a row, none where it could not be read."""
    return () if isinstance(row, tables.Fault) else row


def _sheets(path: Path, name: str, sheets: Sequence[tables.Table], chosen: Mapping[str, str]) -> Iterator[Item]:
    several = len(sheets) > 1
    found = False
    first: tuple[str, list[Sequence[object]]] | None = None
    for table in sheets:
        head = list(islice(table.rows, HEADER_WITHIN))
        cells = [_cells(row) for _, row in head]
        rows = chain(head, table.rows)
        if table.hidden:
            yield from (Unread(Source(name, table.sheet, number), "在隐藏的工作表里，没有读") for number, _ in rows)
            continue
        if all(_blank(row) for _, row in head):
            yield from (
                Unread(Source(name, table.sheet, number), "空行" if _blank(row) else "所在工作表没有来信内容列") for number, row in rows
            )
            continue
        header = find_header(cells, chosen)
        if header is None:
            first = first or (table.sheet, cells)
            yield from (Unread(Source(name, table.sheet, number), "所在工作表没有来信内容列") for number, _ in rows)
            continue
        found = True
        stem = f"{path.stem}-{table.sheet}" if several and table.sheet else path.stem
        at = head[header[0]][0] if header[0] >= 0 else 0
        yield from _rows(rows, _Place(name, table.sheet, stem), at, header[1])
    if not found:
        where = name + (f"工作表“{first[0]}”" if first and first[0] else "")
        raise missing_content(where, first[1]) if first else UserError("表格里没有内容", name, "请确认导出成功后再试")


class _Place(NamedTuple):
    """Where rows stand: file and sheet, and what the ids of letters without a number begin with."""

    file: str
    sheet: str
    stem: str


def _rows(rows: Iterator[tables.Row], place: _Place, header: int, columns: Mapping[str, int]) -> Iterator[Item]:
    """Return the letters of a table whose header is the row numbered ``header`` (0: none)."""
    names: list[str] = []
    fields_at = list(columns.items())
    for number, cells in rows:
        source = Source(place.file, place.sheet, number)
        if isinstance(cells, tables.Fault):
            yield Unread(source, cells.reason)
        elif number == header:
            names = [str(cell) for cell in cells]
            if not recognise(cells):  # the header that names its columns is the one row that is neither
                yield Unread(source, "看作表头，没有读作来信")
        elif _blank(cells):
            yield Unread(source, "空行")
        elif number < header:
            yield Unread(source, "表头上方的标题或说明")
        elif header and str(cells[0]) == names[0] and [str(cell) for cell in cells] == names:
            yield Unread(source, "重复的表头")
        else:
            width = len(cells)
            fields = {field: cells[index] for field, index in fields_at if index < width}
            if continues(fields):
                yield Unread(source, "内容与上一行合并在一个单元格，是同一封信")
            else:
                yield letter_of(fields, source, f"{place.stem}-{number}")


def _json_lines(path: Path, name: str, chosen: Mapping[str, str]) -> Iterator[Item]:
    known: dict[tuple[str, ...], dict[str, int]] = {}
    for number, value in tables.json_lines(path):
        source = Source(name, "", number)
        if isinstance(value, tables.Fault):
            yield Unread(source, value.reason)
            continue
        keys = tuple(value)
        if keys not in known:
            known[keys] = recognise(keys, chosen)
        columns = known[keys]
        if CONTENT in columns and columns[CONTENT] < len(keys):
            fields = {field: value[keys[index]] for field, index in columns.items() if index < len(keys)}
            yield letter_of(fields, source, f"{path.stem}-{number}")
        else:
            yield Unread(source, f"没有来信内容这一项（有的是：{'、'.join(keys)[:40]}）")


def _texts(path: Path, name: str) -> Iterator[Item]:
    for number, lines in tables.text_blocks(path):
        yield letter_of(fields_of(lines), Source(name, "", number), f"{path.stem}-{number}")


def _docx(path: Path, name: str, chosen: Mapping[str, str]) -> Iterator[Item]:
    from drafting.documents.model import Role
    from drafting.documents.reading import read

    document = read(path)
    grid: dict[int, dict[int, dict[int, str]]] = {}
    lines: list[str] = []
    for paragraph in document.paragraphs:
        cell = paragraph.place.cell
        if paragraph.role in (Role.PAGE_HEADER, Role.PAGE_FOOTER, Role.FOOTNOTE):
            continue
        if cell is None:
            lines.append(paragraph.text)
        else:
            row = grid.setdefault(cell.table, {}).setdefault(cell.row, {})
            row[cell.column] = f"{row[cell.column]}\n{paragraph.text}" if cell.column in row else paragraph.text
    letters_in_tables = False
    for table, rows in grid.items():
        cells = [[row.get(i, "") for i in range(max(row) + 1)] for _, row in sorted(rows.items())]
        header = find_header(cells, chosen)
        if header is None or header[0] < 0:
            lines.extend("\n".join(part for part in row if part.strip()) for row in cells)
            continue
        letters_in_tables = True
        sheet = f"表{table + 1}"
        yield from _rows(iter(enumerate(cells, 1)), _Place(name, sheet, f"{path.stem}-{sheet}"), header[0] + 1, header[1])
    if not letters_in_tables:
        yield letter_of(fields_of(lines), Source(name, "", 1), path.stem)
    else:
        yield from (Unread(Source(name, "", n), "表格之外的文字") for n, line in enumerate(lines, 1) if line.strip())
