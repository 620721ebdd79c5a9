"""Files of letters → a ``Batch`` in which every row is accounted for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from drafting.documents.errors import ManyErrors, UserError
from drafting.letters import tables
from drafting.letters.batch import Batch, Letter, Source, Unread
from drafting.letters.cleaning import clean, clean_line
from drafting.letters.columns import CONTENT, TITLE, checked_names, find_header, missing_content, recognise
from drafting.letters.dates import parse_time

_LEVELS = ("类别", "二级", "三级")
_TITLE_CHARACTERS = 40  # a first line no longer than this, and not a sentence, is a title
_SENTENCE_ENDS = "。；;，,：:"
_FIELD = re.compile(r"\s*([一-鿿A-Za-z]{2,6})\s*[：:]\s*(.*)$")

Item = Letter | Unread


def read_letters(paths: Sequence[Path], columns: Mapping[str, str] | None = None) -> Batch:
    """Read letters from files and folders (with their subfolders, in order of name).

    ``columns`` maps a field (内容, 标题, 时间 …) to a column letter or header name where the usual names are not used. In a table the
    header may stand below title rows; each sheet is read, hidden sheets are not. In a .txt file letters are separated by blank lines,
    or by lines of ``---`` or ``===`` where there are any; a short first line is the title; lines such as ``编号：`` or ``时间：`` fill
    their fields. A .docx is one letter, or the rows of its tables.

    Every row is a letter or is in ``unread`` with the reason, blank rows too. A number that occurs twice gets ``#2``; a letter without
    one is numbered after its file and row. All faulty files are reported at once.

    Raises
    ------
    UserError
        No file, a wrong file type, an empty, damaged or password-protected file, no recognisable content column.
    """
    chosen = checked_names(columns or {})
    items: list[Item] = []
    faults: list[UserError] = []
    read: set[Path] = set()
    for path, inside in _files(paths):
        if path.resolve() in read:
            items.append(Unread(Source(path.name, "", 0), "同一个文件给了两次，只读一次"))
            continue
        read.add(path.resolve())
        if path.suffix.lower() not in tables.READABLE:
            reason = "不能读取这种类型的文件"
            if not inside:
                faults.append(UserError(reason, path.name, "来信可以是 .xlsx、.xls、.csv、.jsonl、.txt 或 .docx"))
            items.append(Unread(Source(path.name, "", 0), reason))
            continue
        try:
            items.extend(_read_file(path, chosen))
        except UserError as error:
            faults.append(error)
        except OSError as error:
            faults.append(UserError("不能打开", path.name, "请确认文件没有被别的程序占用、有读取权限") if path.exists() else _missing(path))
            faults[-1].__cause__ = error
    if faults:
        raise faults[0] if len(faults) == 1 else ManyErrors(faults)
    letters = [item for item in items if isinstance(item, Letter)]
    if not letters:
        names = "、".join(path.name for path in paths)
        why = "，".join(f"{reason} {count} 行" for reason, count in Counter(item.reason for item in items).most_common(3))  # type: ignore[union-attr]
        raise UserError(
            f"没有读到一封来信{f'（{why}）' if why else ''}", names, "请确认表格里有数据，或用 --column 内容=列号 指明内容在哪一列"
        )
    return Batch(_numbered(letters), tuple(item for item in items if isinstance(item, Unread)))


def _missing(path: Path) -> UserError:
    return UserError("找不到这个文件", str(path), "请检查文件名和所在文件夹")


def _files(paths: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """Return each file with whether it was found in a folder; lock files of Office and hidden files are no one's letters."""
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(("~$", ".")))
            yield from ((p, True) for p in inside)
        elif path.is_file():
            yield path, False
        else:
            raise _missing(path)


def _read_file(path: Path, chosen: Mapping[str, str]) -> Iterator[Item]:
    if path.stat().st_size == 0:
        raise UserError("文件是空的", path.name, "请确认导出成功后再试")
    kind = tables.kind_of(path)
    if kind in tables.SHEETS:
        return _sheets(path, tables.sheets(path), chosen)
    if kind in tables.TEXTS:
        return _sheets(path, [tables.delimited(path)], chosen)
    if kind == ".jsonl":
        return _json_lines(path, chosen)
    return _docx(path, chosen) if kind == ".docx" else _texts(path)


def _sheets(path: Path, sheets: list[tables.Table], chosen: Mapping[str, str]) -> Iterator[Item]:
    several = len(sheets) > 1
    found = False
    first: tuple[str, list[Sequence[object]]] | None = None
    for table in sheets:
        head = list(islice(table.rows, 20))
        rows = chain(head, table.rows)
        if table.hidden:
            yield from (Unread(Source(path.name, table.sheet, number), "在隐藏的工作表里，没有读") for number, _ in rows)
            continue
        if not any(str(cell).strip() for _, cells in head for cell in cells):
            yield from (Unread(Source(path.name, table.sheet, number), "空行") for number, _ in rows)
            continue
        header = find_header([cells for _, cells in head], chosen)
        if header is None:
            first = first or (table.sheet, [cells for _, cells in head])
            yield from (Unread(Source(path.name, table.sheet, number), "所在工作表没有来信内容列") for number, _ in rows)
            continue
        found = True
        yield from _rows(path, table.sheet, rows, head[header[0]][0] if header[0] >= 0 else 0, header[1], several)
    if not found:
        where = path.name + (f"工作表“{first[0]}”" if first and first[0] else "")
        raise missing_content(where, first[1]) if first else UserError("表格里没有内容", path.name, "请确认导出成功后再试")


def _rows(path: Path, sheet: str, rows: Iterator[tables.Row], header: int, columns: Mapping[str, int], several: bool) -> Iterator[Item]:
    names: Sequence[object] = ()
    for number, cells in rows:
        source = Source(path.name, sheet, number)
        if number == header:
            names = cells
            if not recognise(cells):  # the header that names its columns is the one row that is neither
                yield Unread(source, "看作表头，没有读作来信")
            continue
        if number < header:
            if any(str(cell).strip() for cell in cells):
                yield Unread(source, "表头上方的标题或说明")
            else:
                yield Unread(source, "空行")
            continue
        if not any(str(cell).strip() for cell in cells):
            yield Unread(source, "空行")
        elif header and [str(c) for c in cells] == [str(c) for c in names]:
            yield Unread(source, "重复的表头")
        else:
            fields = {field: cells[index] for field, index in columns.items() if index < len(cells)}
            if _continues(fields):
                yield Unread(source, "内容与上一行合并在一个单元格，是同一封信")
                continue
            yield _letter(fields, source, f"{path.stem}-{sheet}-{number}" if several and sheet else f"{path.stem}-{number}")


def _continues(fields: Mapping[str, object]) -> bool:
    """Whether a row has no content of its own but that of a merged cell: one letter with several rows beside it."""
    content, title = fields.get(CONTENT, ""), fields.get(TITLE, "")
    return isinstance(content, tables.Above) or (not str(content).strip() and isinstance(title, tables.Above))


def _letter(fields: Mapping[str, object], source: Source, row_id: str) -> Item:
    """Return the letter that these cells make, or why they make none."""
    original = _text(fields.get(CONTENT))
    text, title = clean(original), clean_line(_text(fields.get(TITLE)))
    if not text and not title:
        return Unread(source, "没有标题也没有内容")
    notes = []
    raw_time = fields.get("时间")
    time = parse_time(raw_time)
    if time is None and raw_time is not None and str(raw_time).strip():
        notes.append(f"时间“{clean_line(str(raw_time))[:30]}”无法识别")
    if "\ufffd" in original:
        notes.append("有不能识别的字符")
    number = clean_line(_text(fields.get("编号")))
    labels = tuple(filter(None, (clean_line(_text(fields.get(level))) for level in _LEVELS)))
    return Letter(
        id=number or row_id,
        title=title,
        text=text,
        original=text if text == original else original,  # one string, not two, in a batch of hundreds of thousands
        time=time,
        user=clean_line(_text(fields.get("用户"))),
        likes=_count(fields.get("点赞")),
        dislikes=_count(fields.get("反对")),
        labels=labels,
        source=source,
        notes=tuple(notes),
    )


def _text(value: object) -> str:
    """Return a cell as text: whole numbers without the ``.0`` that spreadsheets give them."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(map(_text, value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text


def _count(value: object) -> int:
    """Return a number of likes; what is none, or below zero, counts 0."""
    found = re.search(r"\d+", _text(value).replace(",", ""))
    return int(found[0]) if found and not _text(value).lstrip().startswith("-") else 0


def _numbered(letters: list[Letter]) -> tuple[Letter, ...]:
    """Return the letters with every id once: the second 123 becomes 123#2."""
    taken: dict[str, int] = {}
    result = []
    for letter in letters:
        count = taken[letter.id] = taken.get(letter.id, 0) + 1
        while count > 1 and f"{letter.id}#{count}" in taken:
            count = taken[letter.id] = count + 1
        if count > 1:
            taken[f"{letter.id}#{count}"] = 1
            letter = replace(letter, id=f"{letter.id}#{count}", notes=(*letter.notes, f"编号 {letter.id} 重复"))
        result.append(letter)
    return tuple(result)


def _json_lines(path: Path, chosen: Mapping[str, str]) -> Iterator[Item]:
    known: dict[tuple[str, ...], dict[str, int]] = {}
    for number, value in tables.json_lines(path):
        source = Source(path.name, "", number)
        if isinstance(value, str):
            yield Unread(source, value)
            continue
        keys = tuple(value)
        columns = known.setdefault(keys, recognise(keys, chosen))
        if CONTENT in columns and columns[CONTENT] < len(keys):
            fields = {field: value[keys[index]] for field, index in columns.items() if index < len(keys)}
            yield _letter(fields, source, f"{path.stem}-{number}")
        else:
            yield Unread(source, f"没有来信内容这一项（有的是：{'、'.join(keys)[:40]}）")


def _texts(path: Path) -> Iterator[Item]:
    for number, lines in tables.text_blocks(path):
        yield _letter(_fields_of(lines), Source(path.name, "", number), f"{path.stem}-{number}")


def _fields_of(lines: list[str]) -> dict[str, object]:
    """Return the fields of a letter written as lines: labelled lines first, then a short title line, the rest is the content."""
    fields: dict[str, object] = {}
    body: list[str] = []
    for line in lines:
        labelled = _FIELD.match(line) if not body else None
        field = next(iter(recognise([labelled[1]])), None) if labelled else None
        if labelled and field == CONTENT:
            body.append(labelled[2])
        elif labelled and field and field not in fields:
            fields[field] = labelled[2]
        else:
            body.append(line)
    filled = [line for line in body if line.strip()]
    if TITLE not in fields and len(filled) > 1:
        first = filled[0].strip()
        if len(first) <= _TITLE_CHARACTERS and first[-1] not in _SENTENCE_ENDS:
            fields[TITLE] = first
            body = body[body.index(filled[0]) + 1 :]
    fields[CONTENT] = "\n".join(body)
    return fields


def _docx(path: Path, chosen: Mapping[str, str]) -> Iterator[Item]:
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
        yield from _rows(path, f"表{table + 1}", iter(enumerate(cells, 1)), header[0] + 1, header[1], several=True)
    if not letters_in_tables:
        yield _letter(_fields_of(lines), Source(path.name, "", 1), path.stem)
    else:
        yield from (Unread(Source(path.name, "", n), "表格之外的文字") for n, line in enumerate(lines, 1) if line.strip())
