"""Reading YAML as secretaries write it: every value is the text that stands in the file, every node knows its line.

Nothing is guessed into numbers or dates (``000001`` stays a copy number, ``2026-03-05`` stays text), and what YAML could do beyond plain
lists and fields (anchors, tags, several documents) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drafting.documents.errors import UserError
from drafting.documents.expressions import expression
from drafting.documents.faults import Faults
from drafting.documents.intake import text_reading
from drafting.documents.yaml_repair import HASH, plain_key, repaired

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.events import CollectionEndEvent, ScalarEvent

_MOST_BYTES = 1_000_000  # about 330,000 Chinese characters: three times a document of 200 pages
_MOST_NODES = 20_000
_DEEPEST = 8
CONTROL = expression("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_COMMENT = expression(r"(?:[ \t]*:)?[ \t]+#")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text. ``wrapped`` tells that its line breaks are those of a long line, not of a ``|`` block."""

    text: str
    line: int
    block: bool = False
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    line: int
    nodes: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entries:
    """Keys and their values in the order of the file; of a key written twice the first."""

    line: int
    nodes: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


Node = Scalar | Items | Entries


@dataclass(frozen=True, slots=True)
class Source:
    """What was read: the fields, and whether the reading came to the end of the file."""

    entries: Entries
    complete: bool


def decode(data: str | bytes, where: str, most: int = _MOST_BYTES) -> str:
    """Return the text of a file with ``\\n`` line ends, in whatever encoding Notepad wrote it.

    Raises ``UserError`` where it is empty, larger than ``most`` bytes or no text.
    """
    if len(data) > most:
        raise UserError(f"文件超过 {most // 1000} KB，不像一份公文的字段", where, "请确认选对了文件")
    text = data if isinstance(data, str) else text_reading.decode(data, where)
    text = text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UserError("文件是空的", where, "用 wenmi new 文种 -o 文件名 可以得到一份样例，在样例上改")
    return text


def read(text: str, faults: Faults, known: Mapping[str, Collection[str]] | None = None, most: int = _MOST_NODES) -> Source:
    """Return the fields that ``text`` holds; faults of writing go to ``faults``, and what can be read is read all the same.

    ``known`` are the names a field file may use, each with the names inside it; they help to tell a key from a sentence. In such a file
    only a line that begins with “#” is a comment; in a declaration of a kind, where it is None, one may stand behind a value too.
    A file of more than ``most`` keys, values and lists is refused.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    for number, line in enumerate(text.split("\n"), 1):
        found = CONTROL.search(line)
        if found:
            faults.add(number, f"有一个看不见的控制字符（U+{ord(found[0]):04X}），多半是粘贴时带来的", "请删掉它，或把这一行重新打一遍")
    lines = repaired(CONTROL.sub(" ", text).split("\n"), faults, known or {})
    builder = _Builder(lines, faults, comments=known is None, most=most)
    try:
        for event in YAML(typ="safe", pure=True).parse("\n".join(lines) + "\n"):
            if not builder.take(event):
                return Source(builder.entries, complete=False)
    except MarkedYAMLError as error:
        faults.add(*_explained(error, lines))
        return Source(builder.entries, complete=False)
    except (YAMLError, ValueError, RecursionError):
        faults.add(None, "这个文件读不下去：写法不合 YAML 的规则", "请对照 wenmi new 生成的样例检查缩进、冒号和引号")
        return Source(builder.entries, complete=False)
    if not builder.entries.nodes and not faults:
        faults.add(builder.entries.line, "这里应是一行一个字段，写成“字段名: 内容”", "请对照 wenmi new 生成的样例")
    return Source(builder.entries, complete=True)


class _Builder:
    """Builds the tree from the parser's events, within limits."""

    def __init__(self, lines: list[str], faults: Faults, *, comments: bool, most: int) -> None:
        self.entries = Entries(1)
        self._lines = lines
        self._cut: set[int] = set()  # the lines told to lose the text behind a “#”
        self._comments = comments
        self._most = most
        self._faults = faults
        self._open: list[Items | Entries] = []
        self._keys: list[Scalar | None] = []  # for each open node: the key that waits for its value
        self._documents = 0
        self._count = 0

    def take(self, event: object) -> bool:
        """Take the next event; False when reading must stop here."""
        from ruamel.yaml import events

        if not self._comments and isinstance(event, events.ScalarEvent | events.CollectionEndEvent):
            self._check_cut(event)
        if isinstance(event, events.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._faults.add(event.start_mark.line + 1, "一个文件只能写一份公文，这里的“---”开始了第二份", "请把第二份移到另一个文件")
                return False
        elif isinstance(event, events.MappingEndEvent | events.SequenceEndEvent):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, events.NodeEvent):
            self._count += 1
            if len(self._open) >= _DEEPEST or self._count > self._most:
                self._faults.add(event.start_mark.line + 1, "层层嵌套太深，或者项目太多，不像一份公文的字段", "请对照 wenmi new 生成的样例")
                return False
            line = event.start_mark.line + 1
            if event.anchor is not None:
                sign = "*" if isinstance(event, events.AliasEvent) else "&"
                self._faults.add(line, f"内容以“{sign}”开头，会被当作引用", f"请用英文单引号把整段内容括起来，例如：'{sign}注'")
            elif getattr(event, "tag", None) is not None:
                self._faults.add(line, "内容以“!”开头，会被当作标签", "请用英文单引号把整段内容括起来，例如：'!注'")
            if isinstance(event, events.MappingStartEvent):
                self._add(Entries(line))
            elif isinstance(event, events.SequenceStartEvent):
                self._add(Items(line))
            elif isinstance(event, events.ScalarEvent):
                self._add(self._scalar(event, line))
            else:
                self._add(Scalar("", line))
        return True

    def _add(self, node: Node) -> None:
        if not self._open:
            if isinstance(node, Entries):
                self.entries = node
            else:
                self.entries.nodes.clear()
        else:
            self._attach(node)
        if not isinstance(node, Scalar):
            self._open.append(node)
            self._keys.append(None)

    def _attach(self, node: Node) -> None:
        parent = self._open[-1]
        if isinstance(parent, Items):
            parent.nodes.append(node)
            return
        key = self._keys[-1]
        if key is None:
            if not isinstance(node, Scalar):
                self._faults.add(node.line, "以“{”或“[”开头的内容会被当作特殊写法", "请用英文单引号把整段内容括起来，例如：'{{ 单位 }}'")
                node = Scalar("", node.line)
            self._keys[-1] = Scalar(plain_key(node.text), node.line)
            return
        self._keys[-1] = None
        if key.text in parent.nodes:
            self._faults.add(key.line, f"“{key.text}”写了两次（第 {parent.lines[key.text]} 行已经有了）", "请只留一处")
        else:
            parent.nodes[key.text] = node
            parent.lines[key.text] = key.line

    def _check_cut(self, event: ScalarEvent | CollectionEndEvent) -> None:
        """Tell a “#” behind what was read, with the text that YAML would leave out there."""
        line, column = event.end_mark.line, event.end_mark.column
        if line >= len(self._lines) or line in self._cut or getattr(event, "style", None) in ("|", ">"):
            return
        before, behind = self._lines[line][:column], self._lines[line][column:]
        if before.strip() and _COMMENT.match(behind):
            self._cut.add(line)
            remedy = "说明请另起一行，以“#”开头；是内容的，请用英文单引号把整段括起来"
            self._faults.add(line + 1, "“#”后面的文字分不清是说明还是内容", remedy)

    def _scalar(self, event: ScalarEvent, line: int) -> Scalar:
        text: str = event.value.replace(HASH, "#")
        if CONTROL.search(text):
            self._faults.add(line, "双引号里写了控制字符", "请改用英文单引号")
            text = CONTROL.sub(" ", text)
        if event.style == "|":
            return Scalar(text, line, block=True)
        last = event.end_mark.line + 1
        if event.style == ">":
            self._faults.add(line, "“>”会把各行并成一行，中文之间会多出空格", "请把“>”改成“|”，一行就是一段")
        elif event.style in ("'", '"') and last > line:
            self._faults.add(line, "引号里的内容不能换行", "请写在一行里；要分段请用“|”")
        elif event.style is None and last > line and "\n" not in text:
            # The parser joins the lines of a plain text by spaces; between Chinese characters they would be faults of ours.
            first = self._lines[line - 1][event.start_mark.column :]
            pieces = [first, *self._lines[line : last - 1], self._lines[last - 1][: event.end_mark.column]]
            kept = [piece.strip().replace(HASH, "#") for piece in pieces if piece.strip()]
            if "".join(kept).replace(" ", "") == text.replace(" ", ""):
                return Scalar("\n".join(kept), line, wrapped=True)
        if event.style is None and text == "~":
            text = ""
        return Scalar(text, line)


def _explained(error: MarkedYAMLError, lines: list[str]) -> tuple[int, str, str]:
    """Return the line of a syntax error, what is wrong there and what to do, in words for somebody who does not know YAML."""
    problem, context = error.problem or "", error.context or ""
    mark = error.context_mark if "quoted" in context and error.context_mark else error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    line = min(line, len(lines))
    here = lines[line - 1]
    if "quoted scalar" in context and "escape" in problem:
        return line, "双引号里的反斜杠“\\”有特殊含义", "请改用英文单引号，或改用中文引号"
    if "quoted scalar" in context:
        return line, "英文引号没有成对", "请在这段内容末尾补上引号，或改用中文引号“”"
    if "scanning a block scalar" in context:
        return line, "内容以“|”或“>”开头，会被当作特殊写法", "表格请在字段名的冒号后先写“|”，再换行；别的内容请用英文单引号括起来"
    special = re.search(r"(?:: |- )\s*([\[{*&!])", here)
    if special and "mapping values" not in problem:
        return line, f"内容以“{special[1]}”开头，会被当作特殊写法", "请用英文单引号把整段内容括起来"
    if "cannot start any token" in problem:
        sign = problem.split("'")[1] if "'" in problem else here.strip()[:1]
        if sign in ("\\t", "\t"):
            return line, "内容里有 Tab 键打的空白", "请删去，或换成空格"
        return line, f"内容不能以“{sign}”开头", "请用英文单引号把整段内容括起来"
    if "mapping values" in problem:
        for number in (line, line - 1):
            key = re.match(r"\s*(?:- +)*([^\s:：]{1,12})：", lines[number - 1]) if number >= 1 else None
            if key:
                return number, f"“{key[1]}”后面用了中文冒号“：”", f"请改成英文冒号加空格，例如：{key[1]}: 内容"
        if here.count(": ") > 1:
            return (
                line,
                "内容里又出现了英文冒号加空格“: ”，分不清哪个是字段名",
                "内容里的冒号请用中文冒号“：”，或用英文单引号把整段内容括起来",
            )
        return line, "这一行的缩进与上一行对不齐", "同一层的字段要左对齐；长文字请在字段名后写“|”，从下一行起缩进两格"
    if "sequence entries" in problem:
        return line, "“- ”开头的项目要另起一行写", "请在字段名的冒号后换行，每项一行，以“- ”开头"
    if "flow" in context or "node content" in problem:
        return line, "以“[”“{”等符号开头的内容没有写完整，或会被当作特殊写法", "请用英文单引号把整段内容括起来"
    if "block" in context or "document start" in problem:
        return line, "这一行的缩进与上下文对不齐，或者引号后面还有文字", "同一层的字段要左对齐；内容有引号的，请用英文单引号把整段括起来"
    return line, "这一行的写法不合规则", "请对照 wenmi new 生成的样例检查冒号、缩进和引号"
