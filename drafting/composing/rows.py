"""The rows of a list as fields: which column is which field, and what a cell says in it.

A column is called after a field. In the fields of a list of records it is called after the record's number too: 附件1标题, 附件1正文,
附件2标题; the number may be left out where there is one record.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from drafting.composing.schema import Field, FieldType, Kind, Part
from drafting.composing.tables import BLANK
from drafting.composing.values import CAPTION, FULL_WIDTH, ROWS, nearest
from drafting.documents.expressions import expression
from drafting.documents.faults import OTHER, Faults
from drafting.documents.numerals import in_chinese
from drafting.documents.resources import listed
from drafting.documents.sheet_reading import column_letter, plain_name
from drafting.documents.yaml_reading import CONTROL, Entries, Items, Node, Scalar

OWN = ("文件名", "序号", "行号", "列", "问题", "怎么改")
"""Columns that are no fields and are not missed: what a document is to be called, its number, and those of our report on faults."""

NO_VALUE_REMEDY = "请在表格里改正这个公式，或者直接填上内容，再保存"

_FIRST = 3  # Faults.others: the unit profile, the fields that all rows share, then the columns
_MOST_RECORDS = 20
_SERIALS = (20_000, 80_000)  # 1954–2119 as a workbook counts days
_EPOCH = dt.date(1899, 12, 30)
_MIDNIGHT = expression(r"[ T]0?0:00(?::00(?:\.0+)?)?$")
_SENTENCE = expression("[，。！？：]")
_OUTSIDE = expression(r"《[^》]*》|“[^”]*”|（[^）]*）|\([^)]*\)|[^、；;]")
_BARRED = expression(r"[|｜\t]")
_PERSON = expression(r"([^:：]{2,30})[:：](.+)")


class NoValue(str):
    """What a cell shows in place of a value: an error such as ``#N/A``, or that its formula was never worked out."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is a field of the kind, or one ``item`` of its record ``number``."""

    index: int
    header: str
    field: Field
    item: Field | None = None
    number: int = 1


@dataclass(frozen=True, slots=True)
class Unknown:
    """A column that is no field: its name, and the fields it may have meant, quoted."""

    header: str
    near: str


class Columns:
    """The columns of a list as ``kind`` takes them; ``header`` are the cells of its header row."""

    def __init__(self, kind: Kind, header: Sequence[object]) -> None:
        known = _known(kind)
        self.headers = tuple(_header(cell, index) for index, cell in enumerate(header))
        self.fields: list[Column] = []
        self.own: dict[str, int] = {}
        self.unknown: list[Unknown] = []
        taken: set[tuple[str, str, int]] = set()
        order = sorted(range(len(header)), key=lambda index: (known.get(plain_name(header[index]), (0, None))[0], index))
        for index in order:
            name = plain_name(header[index])
            if not name:
                continue
            if name in OWN and name not in known:
                self.own.setdefault(name, index)
                continue
            found = known.get(name, (0, None))[1]
            if found is None:
                self.unknown.append(Unknown(self.headers[index], nearest(name, _names(kind))))
                continue
            field, item, number = found
            key = field.name, item.name if item else "", number
            if key in taken:
                self.unknown.append(Unknown(self.headers[index], ""))
                continue
            taken.add(key)
            self.fields.append(Column(index, self.headers[index], field, item, number))
        self.fields.sort(key=lambda column: column.index)

    @staticmethod
    def recognised(kind: Kind, cells: Sequence[object]) -> int:
        """Return how many of ``cells``, taken as a header, are fields of ``kind``."""
        known = _known(kind)
        return len({plain_name(cell) for cell in cells if isinstance(cell, str)} & known.keys())

    def texts(self, cells: Sequence[object]) -> dict[str, str]:
        """Return what the cells of a row say, by the plain name of the column and by that of the field."""
        made: dict[str, str] = {}
        for index, header in enumerate(self.headers):
            made[plain_name(header)] = cell_text(cells[index] if index < len(cells) else None)
        for column in self.fields:
            if column.item is None:
                made[plain_name(column.field.name)] = cell_text(cells[column.index] if column.index < len(cells) else None, column.field)
                made[plain_name(column.header)] = made[plain_name(column.field.name)]
        return made

    @property
    def names(self) -> list[str]:
        """Every name that a cell of a row can be asked for by: the columns, and the fields that they are."""
        return list(dict.fromkeys([*self.headers, *(column.field.name for column in self.fields if column.item is None)]))

    def entries(self, cells: Sequence[object], common: Entries, faults: Faults) -> Entries:
        """Return the fields of a row over those that all rows share; a cell that is empty leaves the shared value.

        A node's line tells its column, see ``index_of`` and ``Faults``; characters that no text may hold go to ``faults``.
        """
        made = Entries(0, dict(common.nodes), dict(common.lines))
        records: dict[str, dict[int, Entries]] = {}
        for column in self.fields:
            cell = cells[column.index] if column.index < len(cells) else None
            line = line_of(column.index)
            if isinstance(cell, NoValue):
                faults.add(line, f"这一格是{cell}", NO_VALUE_REMEDY)
                made.lines[column.field.name] = line
            text = cell_text(cell, column.item or column.field)
            if not text.strip(BLANK):
                continue
            unseen = CONTROL.search(text)
            if unseen:
                faults.add(line, f"有一个看不见的控制字符（U+{ord(unseen[0]):04X}），多半是粘贴时带来的", "请把这一格重新打一遍")
                text = CONTROL.sub(" ", text)
            if column.field.items:
                _record(records.setdefault(column.field.name, {}), column, text, line)
            else:
                made.nodes[column.field.name], made.lines[column.field.name] = _node(text, column.field, line), line
        for name, by_number in records.items():
            made.nodes[name] = Items(by_number[min(by_number)].line, [by_number[number] for number in sorted(by_number)])
            made.lines[name] = by_number[min(by_number)].line
        return made


def line_of(index: int) -> int:
    """Return the line that stands for the column at ``index`` in ``Faults``."""
    return (_FIRST + index) * OTHER


def index_of(line: int) -> int | None:
    """Return the index of the column that a fault's line stands for, None where it is of no column."""
    other = line // OTHER - _FIRST
    return other if other >= 0 else None


def shared(entries: Entries) -> Entries:
    """Return the fields that all rows share with their lines told as those of the second source of ``Faults``."""
    moved = _moved(entries)
    assert isinstance(moved, Entries)
    return moved


def _moved(node: Node) -> Node:
    at = (_FIRST - 1) * OTHER
    if isinstance(node, Scalar):
        return Scalar(node.text, node.line + at, node.block, node.wrapped)
    if isinstance(node, Items):
        return Items(node.line + at, [_moved(item) for item in node.nodes])
    nodes = {name: _moved(item) for name, item in node.nodes.items()}
    return Entries(node.line + at, nodes, {name: line + at for name, line in node.lines.items()})


def cell_text(value: object, field: Field | None = None) -> str:
    """Return what a cell says, as a field would be written: dates 2026年3月5日, whole numbers without ``.0``."""
    if value is None or isinstance(value, NoValue):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        return _day(value.date()) + (f"{value.hour}:{value.minute:02}" if value.time() != dt.time() else "")
    if isinstance(value, dt.date):
        return _day(value)
    if isinstance(value, dt.time):
        return f"{value.hour}:{value.minute:02}"
    if isinstance(value, int | float):
        if field and field.type is FieldType.DATE and _SERIALS[0] <= value <= _SERIALS[1]:
            return _of_serial(int(value))
        text = f"{value:.15g}" if "e" not in f"{value:.15g}" else f"{value:f}".rstrip("0").rstrip(".")
        return text.zfill(6) if field and field.part is Part.COPY_NUMBER and text.isdigit() else text
    text = str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\u2028", "\n")
    text = text.replace("\ufeff", "").replace("\u00a0", " ")
    return _date_text(text) if field and field.type is FieldType.DATE else text


def _date_text(text: str) -> str:
    """Return a date that is text in its cell: full-width figures as half-width, the number of a day as that day, no midnight after it."""
    text = _MIDNIGHT.sub("", text.strip().translate(FULL_WIDTH))
    serial = re.fullmatch(r"\d{5}", text, re.ASCII) and int(text)
    return _of_serial(serial) if serial and _SERIALS[0] <= serial <= _SERIALS[1] else text


def _of_serial(number: int) -> str:
    """Return the day that a workbook counts as ``number``."""
    return _day(_EPOCH + dt.timedelta(days=number))


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _node(text: str, field: Field, line: int) -> Node:
    """Return a cell's text as the node that a fields file would have for ``field``."""
    text = text.strip(BLANK) if field.type is not FieldType.TABLE else text.strip("\n")
    if field.type is FieldType.LIST:
        return Items(line, [Scalar(item, line) for item in _items(text, field)])
    if field.type is FieldType.PEOPLE:
        return _people(text, line)
    if field.type is FieldType.TABLE:
        return _table(text, line)
    return Scalar(text, line, block="\n" in text)


def _items(text: str, field: Field) -> list[str]:
    """Return the items of a list in a cell: its lines; where there is one, what ； or else 、 parts outside brackets and quotes.

    Organs in one line stay together: which of them belong to one group is said by their 、 and ，. So does a sentence, in which 、 parts
    words and not items.
    """
    lines = [line.strip(BLANK) for line in text.split("\n") if line.strip(BLANK)]
    if len(lines) > 1 or field.part in (Part.RECIPIENTS, Part.COPIES_TO):
        return lines
    bare = _OUTSIDE.sub(lambda found: "　" * len(found[0]), text)
    marks = "；;" if "；" in bare or ";" in bare else "" if _SENTENCE.search(text) else "、"
    cuts = [at for at, mark in enumerate(bare) if mark in marks]
    parts = [text[start:end].strip(BLANK) for start, end in zip([0, *(at + 1 for at in cuts)], [*cuts, len(text)], strict=True)]
    return [part for part in parts if part]


def _people(text: str, line: int) -> Node:
    items: list[Node] = []
    for row in text.split("\n"):
        found = _PERSON.fullmatch(row.strip(BLANK))
        if found:
            unit = found[1].strip(BLANK)
            items.append(Entries(line, {unit: Scalar(found[2].strip(BLANK), line)}, {unit: line}))
        elif row.strip(BLANK):
            items.append(Scalar(row.strip(BLANK), line))
    return Items(line, items)


def _table(text: str, line: int) -> Node:
    """Return a table; a first line without bars, where the others have them, is its caption."""
    first, _, rest = text.partition("\n")
    if first.strip(BLANK) and not _BARRED.search(first) and _BARRED.search(rest.partition("\n")[0]):
        lines = {CAPTION: line, ROWS: line}
        return Entries(line, {CAPTION: Scalar(first.strip(BLANK), line), ROWS: Scalar(rest, line, block=True)}, lines)
    return Scalar(text, line, block=True)


def _record(records: dict[int, Entries], column: Column, text: str, line: int) -> None:
    """Put a cell into the records of its field.

    A column called after the field alone has the first thing that each record must have, a line a record.
    """
    if column.item is not None:
        record = records.setdefault(column.number, Entries(line))
        record.nodes[column.item.name], record.lines[column.item.name] = _node(text, column.item, line), line
        return
    first = next((item for item in column.field.items if item.required), column.field.items[0])
    # Paragraphs are one record: how many paragraphs a matter has says nothing of how many matters there are.
    rows = [text] if first.type is FieldType.PARAGRAPHS else [row for row in text.split("\n") if row.strip(BLANK)]
    for number, row in enumerate(rows, 1):
        record = records.setdefault(number, Entries(line))
        record.nodes.setdefault(first.name, _node(row, first, line))
        record.lines.setdefault(first.name, line)


_Target = tuple[Field, Field | None, int]


@cache
def _known(kind: Kind) -> Mapping[str, tuple[int, _Target]]:
    """Return every column name that is a field of ``kind`` → (rank, field, item, number): its own names before usual ones."""
    known: dict[str, tuple[int, _Target]] = {}
    for field in kind.fields:
        known[plain_name(field.name)] = 0, (field, None, 1)
    for field in kind.fields:
        for name, item, number in _item_names(field):
            known.setdefault(plain_name(name), (0, (field, item, number)))
    fields = {field.name: field for field in kind.fields}
    for name, others in _synonyms():
        for rank, other in enumerate(others, 1):
            if name in fields:
                known.setdefault(other, (rank, (fields[name], None, 1)))
    return known


def _item_names(field: Field) -> Iterator[tuple[str, Field, int]]:
    for item in field.items:
        for mark in ("", ".", "的", "-", "_", ":"):
            yield f"{field.name}{mark}{item.name}", item, 1
            for number in range(1, _MOST_RECORDS + 1):
                for said in (str(number), in_chinese(number)):
                    yield f"{field.name}{said}{mark}{item.name}", item, number


def _names(kind: Kind) -> list[str]:
    return [*(field.name for field in kind.fields if not field.items), *(f"{f.name}1{i.name}" for f in kind.fields for i in f.items)]


@cache
def _synonyms() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (field, names that its column goes by) of ``corpus/row_columns.tsv``."""
    rows = (row.split("\t") for row in listed("row_columns.tsv"))
    return tuple((name, tuple(plain_name(other) for other in others.split())) for name, others in rows)


def _header(cell: object, index: int) -> str:
    text = re.sub(r"\s+", "", str(cell if cell is not None else ""))
    return text or f"{column_letter(index)} 列"
