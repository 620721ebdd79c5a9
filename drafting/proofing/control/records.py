"""The lists of a profile, row by row: inside the profile, in a YAML file of their own, or in a table (.xlsx, .xls, .csv, .tsv).

What a row means is the business of ``profile_reading``; here every row becomes a ``Record`` that knows its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from drafting.documents import sheet_reading
from drafting.documents.errors import UserError
from drafting.documents.expressions import expression
from drafting.documents.faults import Faults, shortened
from drafting.documents.sheet_reading import SHEETS, TEXTS, plain_name
from drafting.documents.yaml_reading import Entries, Items, Node, Scalar, decode, read

MOST_BYTES = 20_000_000
MOST_NODES = 400_000  # 50,000 rows of a list
_HEADER_WITHIN = 20
_BLANK = " \t\u3000\u00a0\n"
_EXAMPLE = "wenmi profile new"
_BARE_LIST = expression(r"(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*-[ \t]")


@dataclass(frozen=True, slots=True)
class Column:
    """What a row may hold: its name, other names that tables use for it, an example."""

    name: str
    example: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of the profile: its key there, what a row may hold (the first must be there), and what one row is called."""

    key: str
    columns: tuple[Column, ...]
    one: str

    @property
    def file_key(self) -> str:
        """The key under which the profile names a file with this list."""
        return f"{self.key}文件"

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of its columns, the first of each first."""
        return tuple(column.name for column in self.columns) + tuple(name for column in self.columns for name in column.others)

    @property
    def example(self) -> str:
        """A row as it is written in YAML."""
        return "，".join(f"{column.name}: {column.example}" for column in self.columns)

    def column(self, name: object) -> Column | None:
        """Return the column that a table or a row calls ``name``."""
        plain = plain_name(name)
        return next((one for one in self.columns if plain in (one.name, *one.others)), None)


@dataclass(frozen=True, slots=True)
class Record:
    """A row: the texts by the names of their columns, and the line it begins on. A text has no blanks around it."""

    line: int
    texts: dict[str, tuple[str, ...]]
    lines: dict[str, int] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return what stands in a column, ``""`` where nothing does."""
        return "、".join(self.texts.get(name, ()))

    def line_of(self, name: str) -> int:
        """Return the line of a column."""
        return self.lines.get(name, self.line)


class ProfileFaults(Faults):
    """What reading says of fields files, said of a profile. ``above`` lines stand before the first of the file as it is read."""

    above = 0

    def add(self, line: int | None, what: str, remedy: str = "") -> None:
        """Note a fault on ``line`` (counted from 1; None where something is missing altogether)."""
        super().add(line, _of_a_profile(what), _of_a_profile(remedy))

    def place(self, line: int | None) -> str:
        """Return what a reader is told of ``line``: the file and the line in it."""
        return super().place(max(line - self.above, 1) if line else line)


def _of_a_profile(text: str) -> str:
    for of_fields, instead in (("wenmi new 文种 -o", f"{_EXAMPLE} -o"), ("wenmi new", _EXAMPLE), ("一份公文的字段", "校对设置")):
        text = text.replace(of_fields, instead)
    return text.replace("一个文件只能写一份公文", "一个文件只能写一份设置")


def decoded(data: bytes, where: str) -> str:
    """Return the text of a profile or a list. Raises ``UserError`` as ``yaml_reading.decode`` does."""
    try:
        return decode(data, where, MOST_BYTES)
    except UserError as error:
        raise UserError(_of_a_profile(error.what), error.where, _of_a_profile(error.remedy)) from error


def records_of(node: Node | None, listed: ListOf, faults: Faults) -> Iterator[Record]:
    """Yield the rows that stand under a key of a YAML file; a plain text in the list is a row of the first column alone."""
    if node is None or (isinstance(node, Scalar) and not node.text.strip(_BLANK)):
        return
    if not isinstance(node, Items):
        faults.add(node.line, f"“{listed.key}”应是一列{listed.one}，每条以“- ”开头", f"例如：- {listed.example}")
        return
    for item in node.nodes:
        if isinstance(item, Entries):
            yield _record(item, listed, faults)
        elif isinstance(item, Scalar) and len(listed.columns) <= 2:
            if item.text.strip(_BLANK):
                yield Record(item.line, {listed.columns[0].name: (item.text.strip(_BLANK),)})
        else:
            faults.add(item.line, f"“{listed.key}”里的一条要写明各项的名称", f"例如：- {listed.example}")


def _record(entries: Entries, listed: ListOf, faults: Faults) -> Record:
    record = Record(entries.line, {})
    names = [column.name for column in listed.columns]
    for key, node in entries.nodes.items():
        line, column = entries.lines[key], listed.column(key)
        if column is None:
            near = get_close_matches(key, names, n=1, cutoff=0.5)
            faults.add(line, f"{listed.one}没有“{key}”这一项", f"{f'可能是“{near[0]}”；' if near else ''}可用的有：{'、'.join(names)}")
            continue
        items = node.nodes if isinstance(node, Items) else [node]
        if not all(isinstance(one, Scalar) for one in items):
            faults.add(line, f"“{column.name}”应是一行文字，或者每行一项", f"例如：{column.name}: {column.example}")
        texts = [text.strip(_BLANK) for one in items if isinstance(one, Scalar) for text in _texts(one)]
        record.texts[column.name] = tuple(text for text in texts if text)
        record.lines[column.name] = line
    return record


def _texts(scalar: Scalar) -> list[str]:
    """Return the lines of a text, one where they are those of a long line that goes on in the next."""
    return [scalar.text.replace("\n", "")] if scalar.wrapped else scalar.text.split("\n")


def records_in_file(path: Path, listed: ListOf, faults: ProfileFaults) -> list[Record]:
    """Return the rows of a file: a table whose header names the columns, or YAML with the list under its key.

    What is wrong in it goes to ``faults``. Raises ``UserError`` where the file cannot be read.
    """
    try:
        suffix = sheet_reading.kind_of(path)
        if suffix in SHEETS | TEXTS:
            return _records_in_table(path, suffix, listed, faults)
        if suffix in (".yaml", ".yml"):
            return _records_in_yaml(decoded(path.read_bytes(), str(path)), listed, faults)
    except FileNotFoundError:
        raise UserError(f"找不到“{listed.file_key}”写的这个文件", str(path), "位置从校对设置所在的文件夹算起，请检查文件名") from None
    except OSError as error:
        raise UserError(f"读不了“{listed.file_key}”写的这个文件", str(path), "请确认它是一个文件，有读取权限") from error
    raise UserError(f"“{listed.file_key}”不能是这种文件", str(path), "请用 .yaml、.xlsx、.xls、.csv 或 .tsv 文件")


def _records_in_yaml(text: str, listed: ListOf, faults: ProfileFaults) -> list[Record]:
    if _BARE_LIST.match(text):  # the list alone, without its key
        text = f"{listed.key}:\n{text}"
        faults.above = 1
    entries = read(text, faults, {listed.key: listed.names}, MOST_NODES).entries
    _only(entries, listed, faults)
    return list(records_of(entries.nodes.get(listed.key), listed, faults))


def _only(entries: Entries, listed: ListOf, faults: Faults) -> None:
    """Note whatever stands in a list's own file besides the list."""
    for key, line in entries.lines.items():
        if key != listed.key:
            faults.add(line, f"这个文件里只写“{listed.key}”，没有“{key}”这一项", f"第一行写“{listed.key}:”，下面一条一行，以“- ”开头")
    if entries.nodes and listed.key not in entries.nodes:
        faults.add(None, f"没有写“{listed.key}”", f"第一行写“{listed.key}:”，下面一条一行，以“- ”开头")


def _records_in_table(path: Path, suffix: str, listed: ListOf, faults: Faults) -> list[Record]:
    def known(cells: Sequence[object]) -> int:
        return sum(1 for cell in cells if listed.column(cell))

    if suffix in TEXTS:
        tables = [sheet_reading.delimited(path, known)]
    else:
        tables = [table for table in sheet_reading.sheets(path) if not table.hidden]
    for table in tables:
        rows = iter(table.rows)
        for _, cells in islice(rows, _HEADER_WITHIN):
            columns = [listed.column(cell) if str(cell).strip() else None for cell in cells]
            if columns.count(listed.columns[0]) and len([one for one in columns if one]) >= min(2, len(listed.columns)):
                return _rows(rows, columns, faults)
    names = "、".join(column.name for column in listed.columns)
    faults.add(None, f"没有找到表头：前 {_HEADER_WITHIN} 行里没有“{listed.columns[0].name}”这一列", f"请在第一行写列名：{names}")
    return []


def _rows(rows: Iterator[tuple[int, Sequence[object]]], columns: Sequence[Column | None], faults: Faults) -> list[Record]:
    found = []
    for number, cells in rows:
        texts: dict[str, tuple[str, ...]] = {}
        for column, cell in zip(columns, cells, strict=False):
            text = _cell(cell)
            if column is None or not text:
                continue
            if column.name in texts and texts[column.name] != (text,):
                faults.add(number, f"有两列都是“{column.name}”，内容又不一样（{shortened(text)}）", "请只留一列")
            texts.setdefault(column.name, (text,))
        if texts:
            found.append(Record(number, texts))
    return found


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()[:10]
    return "" if value is None else str(value).strip(_BLANK)
