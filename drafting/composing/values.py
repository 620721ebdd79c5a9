"""From what is written in a field to the value that the template and the frame use; faults are told with what was expected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from drafting.composing.schema import Field, FieldType, Part
from drafting.composing.tables import BLANK, Row, Table, rows_of, without_rule
from drafting.documents.expressions import expression
from drafting.documents.faults import Faults, shortened
from drafting.documents.numerals import value_of
from drafting.documents.yaml_reading import Entries, Items, Node, Scalar

CAPTION, HEAD, ROWS = "表题", "表头", "行"
_MOST_COLUMNS = 30
_FEW = 8  # so many names can be listed in one sentence
_NOTHING = {"无", "没有", "暂无", "空", "不填", "略", "/", "-", "—", "——"}
IN_A_CELL = {
    FieldType.PARAGRAPHS: "一段或几段文字，一行一段",
    FieldType.LIST: "一项或几项，用顿号或分号隔开，或者一行一项",
    FieldType.TABLE: "表格，一行一行地写，各格用 | 隔开，第一行是表头",
    FieldType.PEOPLE: "“单位：姓名、姓名”，一个单位一行；也可以只写姓名，用顿号隔开",
}
"""How a value is written in a cell, where that is not as in a fields file."""
_ATTENDANCE = {Part.PRESENT, Part.EXCUSED, Part.ATTENDING}  # “请假：无” is said in minutes

_UNQUOTED_TYPES = {FieldType.DATE, FieldType.NUMBER, FieldType.CHOICE}
_UNQUOTED_PARTS = {  # no name and no number stands in quotes as a whole: they are those of YAML, made curly by a word processor
    Part.ISSUER, Part.ISSUER_MARK, Part.DOCUMENT_NUMBER, Part.SIGNER, Part.RECIPIENTS, Part.COPIES_TO, Part.PRINTER, Part.CONTACT,
    Part.TELEPHONE, Part.BYLINE, Part.SIGNATURE, Part.NAME_STAMP, Part.COPY_NUMBER, Part.SECRECY,
}  # fmt: skip
_QUOTES = {"“": "”", "‘": "’", "”": "”", "「": "」", "＂": "＂"}
_DATE = expression(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?", re.ASCII)
_LOOSE_DATE = expression(r"(\d{2,4})\s*[年\-/.]\s*(\d{1,2})\s*[月\-/.]\s*(\d{1,2})\s*[日号]?")
_SPACED = expression(r"\S(?: {2,}|\u3000+)\S")
_NUMBER = expression(r"-?\d+(?:\.\d+)?", re.ASCII)
FULL_WIDTH = str.maketrans("０１２３４５６７８９．－／", "0123456789.-/")
_CHINESE_DATE = expression(r"[〇零○一二三四五六七八九]{2,4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}[日号]")
_DIGIT = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}


class Day(str):
    """A date as a document writes it (``2026年3月5日``); ``day`` is the date itself."""

    __slots__ = ("day",)
    day: date

    def __new__(cls, day: date) -> Day:
        """Make the text of ``day``."""
        self = super().__new__(cls, f"{day.year}年{day.month}月{day.day}日")
        self.day = day
        return self


@dataclass(slots=True)
class Reader:
    """Turns nodes into values by their fields; ``kind`` names the kind in messages, ``tables`` are those met, in order.

    With ``cells`` the values stand in the cells of a list, and messages say how they are written there.
    """

    faults: Faults
    kind: str = "文种"
    tables: list[Table] = field(default_factory=list)
    cells: bool = False

    def record(self, entries: Entries, fields: tuple[Field, ...], label: str = "", *, complete: bool = True) -> dict[str, Any]:
        """Return the value of each of ``fields``, None for one not given; unknown keys and missing ones are faults.

        ``label`` names the record in messages (``"议定事项第2项的"``). Where reading broke off (``complete`` is False) nothing is missing.
        """
        known = {f.name: f for f in fields}
        for name in entries.nodes:
            if name not in known:
                self._unknown(name, entries.lines[name], known, label)
        values: dict[str, Any] = {}
        for name, one in known.items():
            value = self.value(entries.nodes[name], one, label) if name in entries.nodes else None
            if value is None and one.required and complete and not (name in entries.nodes and not _empty(entries.nodes[name])):
                line = entries.lines.get(name) or (entries.line if label else None)
                said = "没有填" if name in entries.nodes else "没有写"
                example = one.example or ("" if self.cells or one.items else "……")
                self.faults.add(line, f"必填的{label}“{name}”{said}", f"应填{self._expected(one)}{self._example(one, example)}")
            values[name] = value
        return values

    def value(self, node: Node, one: Field, label: str = "") -> Any:
        """Return the value of ``node`` as ``one`` declares it, None if it is empty or wrong (which goes to the faults)."""
        if _empty(node):
            return None
        if (
            (one.part or one.type is not FieldType.PARAGRAPHS)
            and not one.required
            and "“无”" not in one.help  # where 无 means that a customary phrase is not wanted
            and one.part not in _ATTENDANCE
            and isinstance(node, Scalar)
            and node.text.strip(BLANK) in _NOTHING
        ):
            said = node.text.strip(BLANK)
            self._wrong(node, one, label, f"写的是“{said}”", f"没有{one.name}就删去这一项，不用写“{said}”")
            return None
        read = {
            FieldType.TEXT: self._text,
            FieldType.PARAGRAPHS: self._paragraphs,
            FieldType.LIST: self._list,
            FieldType.TABLE: self._table,
            FieldType.DATE: self._date,
            FieldType.NUMBER: self._number,
            FieldType.CHOICE: self._choice,
            FieldType.PEOPLE: self._people,
        }[one.type]
        return read(node, one, label)

    def _wrong(self, node: Node, one: Field, label: str, what: str, remedy: str = "") -> None:
        self.faults.add(node.line, f"{label}“{one.name}”{what}", remedy or f"应填{self._expected(one)}{self._example(one, one.example)}")

    def _expected(self, one: Field) -> str:
        return IN_A_CELL.get(one.type, one.expected) if self.cells and not one.items else one.expected

    def _example(self, one: Field, example: str) -> str:
        """Return how ``example`` is written, as the end of a clause."""
        if one.items and not self.cells:
            first = one.items[0]
            return f"，例如在“{one.name}:”的下一行写：“  - {first.name}: {first.example or '……'}”"
        return "" if not example else f"，例如：{example}" if self.cells else f"，例如：{one.name}: {example}"

    def _unknown(self, name: str, line: int, known: Mapping[str, Field], label: str) -> None:
        listed = f"可用的字段有：{'、'.join(known)}" if len(known) <= _FEW else f"全部字段见 wenmi new {self.kind} 给出的样例"
        if not name:
            self.faults.add(line, "冒号前面没有字段名", listed)
            return
        near = nearest(name, known)
        remedy = f"可能是{near}；{listed}" if near else listed
        self.faults.add(line, f"{label.removesuffix('的')}没有“{name}”这个字段", remedy)

    def _line(self, node: Node, one: Field, label: str) -> str | None:
        """Return a text of one line."""
        if not isinstance(node, Scalar):
            if isinstance(node, Items):
                self._wrong(node, one, label, "应是文字，写成了一个清单（以“- ”开头的几行）")
            else:
                self._wrong(node, one, label, "应是文字，写成了一组“名称: 内容”", "内容里的英文冒号请改成中文冒号“：”")
            return None
        text = node.text.strip(BLANK)
        if "\n" in text:
            if not node.wrapped:
                self._wrong(node, one, label, "应写在一行里，这里写了几行")
                return None
            text = _joined(text)
        return _plain(text, one)

    def _text(self, node: Node, one: Field, label: str) -> str | None:
        return self._line(node, one, label)

    def _paragraphs(self, node: Node, one: Field, label: str) -> str | None:
        if isinstance(node, Entries):
            name = next(iter(node.nodes))
            self._wrong(node, one, label, f"这里应是段落，却写成了“{name}: ……”的样子", "请把内容里的英文冒号改成中文冒号“：”")
            return None
        parts = node.nodes if isinstance(node, Items) else [node]
        lines: list[str] = []
        for part in parts:
            if not isinstance(part, Scalar):
                self._wrong(part, one, label, "的一段里又套了清单或字段", "请把内容里的英文冒号改成中文冒号“：”，一行一段")
                return None
            lines += [line.strip(BLANK) for line in part.text.split("\n")]
        return "\n".join(line for line in lines if line) or None

    def _list(self, node: Node, one: Field, label: str) -> tuple[Any, ...] | None:
        if one.items:
            return self._records(node, one, label)
        if isinstance(node, Entries):
            self._wrong(node, one, label, "应是一个清单，写成了一组“名称: 内容”")
            return None
        if isinstance(node, Scalar):
            lines = [_joined(node.text.strip(BLANK))] if node.wrapped else node.text.split("\n")
            return tuple(_plain(line.strip(BLANK), one) for line in lines if line.strip(BLANK)) or None
        found = [self._line(item, one, f"{label}第{n}项的") for n, item in enumerate(node.nodes, 1) if not _empty(item)]
        return tuple(text for text in found if text) or None

    def _records(self, node: Node, one: Field, label: str) -> tuple[dict[str, Any], ...] | None:
        nodes = [node] if isinstance(node, Entries) else node.nodes if isinstance(node, Items) else None
        if nodes is None:
            self._wrong(node, one, label, "应是一个清单，写成了一段文字")
            return None
        found: list[dict[str, Any]] = []
        for n, item in enumerate(nodes, 1):
            if _empty(item):
                continue
            if isinstance(item, Entries):
                found.append(self.record(item, one.items, f"“{one.name}”第{n}项的"))
            else:
                self._wrong(item, one, label, f"第{n}项没有写明是哪一个字段", _entry_form(one))
        return tuple(found) or None

    def _date(self, node: Node, one: Field, label: str) -> Day | None:
        text = self._line(node, one, label)
        if text is None:
            return None
        found = _DATE.fullmatch(text)
        if found is None:
            self._wrong(node, one, label, f"写的“{shortened(text)}”不是规范的日期", _right_date(text))
            return None
        year, month, day = (int(part) for part in found.groups())
        try:
            return Day(date(year, month, day))
        except ValueError:
            self._wrong(node, one, label, f"写的“{text}”不存在{_last_day(year, month)}", "请核对后写实际的日期，例如：2026年3月5日")
            return None

    def _number(self, node: Node, one: Field, label: str) -> str | None:
        text = self._line(node, one, label)
        if text is None or _NUMBER.fullmatch(text):
            return text
        plain = text.translate(FULL_WIDTH).replace(",", "").replace("，", "")
        loose = _NUMBER.match(plain)
        remedy = f"应只写阿拉伯数字{self._example(one, loose[0])}" if loose else ""
        self._wrong(node, one, label, f"写的“{shortened(text)}”不是数字", remedy)
        return None

    def _choice(self, node: Node, one: Field, label: str) -> str | None:
        text = self._line(node, one, label)
        if text is None or text in one.choices:
            return text
        near = get_close_matches(text, one.choices, n=1, cutoff=0.5)
        hint = f"，可能是“{near[0]}”" if near else ""
        self._wrong(node, one, label, f"不能填“{shortened(text)}”", f"应{one.expected}{hint}")
        return None

    def _people(self, node: Node, one: Field, label: str) -> tuple[str, ...] | None:
        """Return a text for each unit with its people, and one for all who are named without a unit."""
        groups: list[str] = []
        alone: list[str] = []
        for unit, part in _groups(node):
            names = self._names(part, one, label)
            if names is None:
                return None
            (groups if unit else alone).append(unit + names)
        return (*groups, *(["、".join(alone)] if alone else [])) or None

    def _names(self, node: Node, one: Field, label: str) -> str | None:
        if isinstance(node, Items):
            names = [self._line(item, one, label) for item in node.nodes if not _empty(item)]
            return None if None in names else "、".join(name for name in names if name)
        if isinstance(node, Scalar):
            return "，".join(line.strip(BLANK) for line in node.text.split("\n") if line.strip(BLANK))
        self._wrong(node, one, label, "的人员写得不规范")
        return None

    def _table(self, node: Node, one: Field, label: str) -> Table | None:
        caption = ""
        rows: list[Row] | None
        if isinstance(node, Entries):
            inner = tuple(Field(name, FieldType.TEXT) for name in (CAPTION, HEAD, ROWS))
            for name in node.nodes:
                if name not in (CAPTION, HEAD, ROWS):
                    self._unknown(name, node.lines[name], {f.name: f for f in inner}, f"“{one.name}”里")
            if CAPTION in node.nodes:
                caption = self._line(node.nodes[CAPTION], inner[0], "") or ""
            head, below = node.nodes.get(HEAD), node.nodes.get(ROWS, Scalar("", node.line))
            if isinstance(head, Scalar) and isinstance(below, Scalar):
                rows = rows_of([*_numbered(head), *_numbered(below)])
            else:
                rows = self._rows(below, one, label)
                if head is not None and rows is not None:
                    rows[:0] = self._rows(Items(head.line, [head]) if isinstance(head, Items) else head, one, label) or []
        else:
            rows = self._rows(node, one, label)
        if rows is None:
            return None
        rows = without_rule(rows)
        if len(rows) < 2:
            self._wrong(node, one, label, "至少要有一行表头、一行内容")
            return None
        width = len(rows[0][1])
        if width == 1 and _SPACED.search(rows[0][1][0]):
            self._wrong(
                node, one, label, f"的表头“{shortened(rows[0][1][0])}”用空格隔开", "各格之间请用竖线“|”隔开，例如：序号 | 单位 | 数量"
            )
            return None
        if width > _MOST_COLUMNS:
            self._wrong(node, one, label, f"有 {width} 列，A4 纸排不下", f"请拆成几张表，每张不超过 {_MOST_COLUMNS} 列")
            return None
        wrong = [(line, cells) for line, cells in rows if len(cells) != width]
        for line, cells in wrong:
            self.faults.add(line, f"{label}“{one.name}”这一行有 {len(cells)} 格，表头是 {width} 格", "请补齐；空格子也要留出分隔的竖线")
        if wrong:
            return None
        table = Table(len(self.tables), tuple(tuple(cells) for _, cells in rows), caption)
        self.tables.append(table)
        return table

    def _rows(self, node: Node, one: Field, label: str) -> list[Row] | None:
        """Return (line, cells) of each row: of a list of lists, or of text lines parted by tabs or bars."""
        if isinstance(node, Entries):
            self._wrong(node, one, label, "写得不像表格")
            return None
        if isinstance(node, Scalar):
            return rows_of(_numbered(node))
        rows = []
        for item in node.nodes:
            cells = item.nodes if isinstance(item, Items) else None
            if cells is None or not all(isinstance(cell, Scalar) for cell in cells):
                self._wrong(item, one, label, "的每一行应是同样多的格子", "写成 [甲, 乙, 丙]，或改用 | 隔开的写法")
                return None
            rows.append((item.line, [cell.text.strip(BLANK) for cell in cells if isinstance(cell, Scalar)]))
        return rows


def _entry_form(one: Field) -> str:
    """Say how an entry of the list of records ``one`` is written."""
    first, *others = [item for item in one.items if item.required] or one.items[:1]
    below = f"，下一行对齐写“{others[0].name}: ……”" if others else "这样"
    return f"每项应写成“- {first.name}: {first.example or '……'}”{below}"


def _numbered(node: Scalar) -> list[tuple[int, str]]:
    return [(node.line + n, line) for n, line in enumerate(node.text.split("\n"), int(node.block))]


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the one or two of ``known`` that ``name`` may stand for, quoted and joined by 或; ``""`` if none is near."""
    names = list(known)
    near = get_close_matches(name, names, n=2, cutoff=0.5) or [one for one in names if name in one or one in name][:2]
    return "或".join(f"“{one}”" for one in near)


def _empty(node: Node) -> bool:
    return not node.nodes if not isinstance(node, Scalar) else not node.text.strip(BLANK)


def _groups(node: Node) -> Iterator[tuple[str, Node]]:
    """Yield (unit, names) of people written as a list, as units with names, or both."""
    if isinstance(node, Entries):
        yield from node.nodes.items()
    elif isinstance(node, Items):
        for item in node.nodes:
            if isinstance(item, Entries):
                yield from item.nodes.items()
            elif not _empty(item):
                yield "", item
    else:
        yield "", node


def _plain(text: str, one: Field) -> str:
    """Return a name, date or number without the one pair of Chinese quotes that it stands in as a whole; any other text as it is."""
    if one.type not in _UNQUOTED_TYPES and one.part not in _UNQUOTED_PARTS:
        return text
    inner = text[1:-1]
    return inner.strip(BLANK) if inner and _QUOTES.get(text[0]) == text[-1] and not set(inner) & {text[0], text[-1]} else text


def _joined(text: str) -> str:
    """Join the lines of a wrapped text: by a space between Latin words, by nothing elsewhere."""
    return re.sub(r"(?<=[!-~])\n(?=[!-~])", " ", text).replace("\n", "")


def _right_date(text: str) -> str:
    """Say how the date that ``text`` tries to be is written, where that can be told."""
    plain = text.translate(FULL_WIDTH)
    if _CHINESE_DATE.fullmatch(text):
        year, month, day = re.split("[年月日号]", text)[:3]
        plain = f"{''.join(_DIGIT.get(c, c) for c in year)}年{value_of(month)}月{value_of(day)}日"
    found = _LOOSE_DATE.fullmatch(plain)
    if found is None:
        return "应写年、月、日齐全的日期，例如：2026年3月5日"
    year = f"20{found[1]}" if len(found[1]) == 2 else found[1]
    return f"用阿拉伯数字，年份写全，应写成：{year}年{int(found[2])}月{int(found[3])}日"


def _last_day(year: int, month: int) -> str:
    if not 1 <= month <= 12:
        return f"（没有{month}月）"
    if not 1 <= year <= 9998:
        return ""
    last = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
    return f"（{year}年{month}月只有{last}天）"
