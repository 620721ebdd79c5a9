"""The 派单目录 of an office (``routing.yaml``): which topic at which place is whose business."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

from drafting.documents.errors import UserError
from drafting.documents.faults import Faults, shortened
from drafting.documents.resources import resource
from drafting.documents.yaml_reading import Entries, Items, Node, Scalar, decode, read
from drafting.letters.diverting import ACCUSATION, DIVERTED, LAWSUIT
from drafting.letters.topics import topic_tree

RULES, ALIASES, FIRST = "规则", "地点别名", "先行转送"
TOPIC, PLACE, HANDLER, ASSISTING, NOTE = "主题", "地点", "承办", "协办", "说明"
_RULE_KEYS = (TOPIC, PLACE, HANDLER, ASSISTING, NOTE)
_ALIAS_KEYS = ("名称", "别名")
_KNOWN = {RULES: _RULE_KEYS, ALIASES: _ALIAS_KEYS, FIRST: DIVERTED}
_DEFAULT = MappingProxyType({LAWSUIT: "政法机关", ACCUSATION: "纪检监察机关"})
_PARTED = re.compile(r"[、，,；;\n]")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: letters on one of ``topics`` (each from the first level down, ``()`` for all) at one of ``places`` (none for all)."""

    line: int
    topics: tuple[tuple[str, ...], ...]
    places: tuple[str, ...]
    handler: str
    assisting: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Directory:
    """The rules in the order of the file, the other names of places, and who gets what is diverted."""

    rules: tuple[Rule, ...]
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=lambda: dict(_DEFAULT))
    where: str = ""

    def names_of(self, place: str) -> tuple[str, ...]:
        """Return ``place`` and its other names."""
        return (place, *self.aliases.get(place, ()))


class _DirectoryFaults(Faults):
    """What reading says of fields files, said of a directory."""

    def add(self, line: int | None, what: str, remedy: str = "") -> None:
        """Note a fault on ``line``."""
        super().add(line, _of_a_directory(what), _of_a_directory(remedy))


def _of_a_directory(text: str) -> str:
    text = re.sub(r"wenmi new(?: 文种 -o 文件名)? ?", "文秘自带的派单目录", text)
    return (
        text.replace("自带的派单目录生成的样例", "自带的派单目录样例")
        .replace("一份公文的字段", "派单目录")
        .replace("一份公文", "一份派单目录")
    )


def example() -> Path:
    """Return the file of the shipped directory, which an office copies and edits."""
    return resource("corpus") / "routing.yaml"


def read_directory(path: Path, topics: Collection[Sequence[str]] | None = None) -> Directory:
    """Return the directory in the file ``path``.

    ``topics`` are the paths of the tree that the office sorts by, by default those of the shipped one; a rule for any other is a fault.
    Raises ``UserError`` where the file cannot be read, ``ManyErrors`` with every fault of it, each with its line.
    """
    remedy = "请检查文件位置；可以抄一份文秘自带的派单目录来改"
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UserError("找不到这份派单目录", str(path), remedy) from None
    except OSError as error:
        raise UserError("读不了这份派单目录", str(path), "请确认它是一个文件，有读取权限") from error
    try:
        text = decode(data, str(path))
    except UserError as error:
        raise UserError(_of_a_directory(error.what), error.where, remedy) from error
    return parse_directory(text, str(path), topics)


def parse_directory(text: str, where: str, topics: Collection[Sequence[str]] | None = None) -> Directory:
    """Return the directory that ``text`` holds, ``where`` it was read from; otherwise as ``read_directory``."""
    faults = _DirectoryFaults(where)
    entries = read(text, faults, _KNOWN).entries
    known = {tuple(path) for path in (topics if topics is not None else [leaf.path for leaf in topic_tree()])}
    reader = _Reader(faults, {path[:depth] for path in known for depth in range(1, len(path) + 1)})
    for key in entries.nodes:
        if key not in _KNOWN:
            faults.add(entries.lines[key], f"派单目录没有“{shortened(key)}”这一项", _near(key, _KNOWN))
    rules = reader.rules(entries.nodes.get(RULES))
    if not rules and not faults:
        faults.add(None, "派单目录里一条规则也没有", f"请在“{RULES}:”下面每条以“- ”开头，写明{TOPIC}、{PLACE}和{HANDLER}")
    directory = Directory(rules, reader.aliases(entries.nodes.get(ALIASES)), reader.first(entries.nodes.get(FIRST)), where)
    faults.raise_any()
    return directory


class _Reader:
    """Reads the three parts of a directory; what is wrong goes to ``faults``."""

    def __init__(self, faults: Faults, topics: set[tuple[str, ...]]) -> None:
        self._faults = faults
        self._topics = topics

    def rules(self, node: Node | None) -> tuple[Rule, ...]:
        """Return the rules; two for the same topic and place with different handlers are a fault."""
        rules: list[Rule] = []
        taken: dict[tuple[tuple[str, ...], str], Rule] = {}
        for entries in self._rows(node, RULES, f"- {TOPIC}: 交通运输，{HANDLER}: 市交通运输局"):
            cells = self._cells(entries, _RULE_KEYS)
            handlers = _parts(cells.get(HANDLER))
            if len(handlers) != 1:
                what = f"没有写“{HANDLER}”" if not handlers else f"“{HANDLER}”写了 {len(handlers)} 家"
                self._faults.add(entries.line, what, f"每条规则写一家，例如：{HANDLER}: 市交通运输局；别的写在“{ASSISTING}”里")
                continue
            topics = tuple(path for text in _parts(cells.get(TOPIC)) if (path := self._topic(text, entries.lines[TOPIC])))
            if TOPIC in cells and not topics and _parts(cells[TOPIC]):
                continue  # its fault is told
            places = _parts(cells.get(PLACE))
            if not topics and not places:
                self._faults.add(entries.line, f"既没有写“{TOPIC}”，也没有写“{PLACE}”", "两项至少写一项")
                continue
            rule = Rule(entries.line, topics or ((),), places, handlers[0], _parts(cells.get(ASSISTING)), _text(cells.get(NOTE)))
            for key in [(topic, place) for topic in rule.topics for place in rule.places or ("",)]:
                other = taken.setdefault(key, rule)
                if other.handler != rule.handler:
                    said = "、".join(filter(None, ("/".join(key[0]), key[1])))
                    what = f"“{said}”已经由第 {other.line} 行派给“{other.handler}”，这里又派给“{rule.handler}”"
                    self._faults.add(entries.line, what, f"请只留一处；需要两家一起办的，把一家写在“{ASSISTING}”里")
            rules.append(rule)
        return tuple(rules)

    def aliases(self, node: Node | None) -> dict[str, tuple[str, ...]]:
        """Return place → its other names."""
        result: dict[str, tuple[str, ...]] = {}
        for entries in self._rows(node, ALIASES, "- 名称: 清河区，别名: 清河新区、清河开发区"):
            cells = self._cells(entries, _ALIAS_KEYS)
            name, others = _text(cells.get("名称")), _parts(cells.get("别名"))
            if not name or not others:
                self._faults.add(entries.line, "地点别名要写“名称”和“别名”两项", "例如：名称: 清河区，下一行 别名: 清河新区、清河开发区")
            else:
                result[name] = (*result.get(name, ()), *others)
        return result

    def first(self, node: Node | None) -> dict[str, str]:
        """Return who gets what is diverted."""
        result = dict(_DEFAULT)
        if node is None or (isinstance(node, Scalar) and not node.text.strip()):
            return result
        if not isinstance(node, Entries):
            self._faults.add(node.line, f"“{FIRST}”下面应写{'、'.join(DIVERTED)}各由谁承办", f"例如：{LAWSUIT}: 市委政法委")
            return result
        for kind, cell in self._cells(node, DIVERTED).items():
            if _text(cell):
                result[kind] = _text(cell)
        return result

    def _topic(self, text: str, line: int) -> tuple[str, ...] | None:
        path = tuple(part.strip() for part in text.split("/"))
        if path in self._topics:
            return path
        names = {"/".join(topic) for topic in self._topics}
        self._faults.add(line, f"没有“{shortened(text)}”这个主题", _near(text, sorted(names)))
        return None

    def _rows(self, node: Node | None, key: str, sample: str) -> list[Entries]:
        if node is None or (isinstance(node, Scalar) and not node.text.strip()):
            return []
        if not isinstance(node, Items):
            self._faults.add(node.line, f"“{key}”应是一条一条的，每条以“- ”开头", f"例如：{sample}")
            return []
        for item in node.nodes:
            if not isinstance(item, Entries):
                self._faults.add(item.line, f"“{key}”里的一条要写明各项的名称", f"例如：{sample}")
        return [item for item in node.nodes if isinstance(item, Entries)]

    def _cells(self, entries: Entries, names: Sequence[str]) -> dict[str, Node]:
        for key in entries.nodes:
            if key not in names:
                self._faults.add(entries.lines[key], f"这里没有“{shortened(key)}”这一项", _near(key, names))
        for key, node in entries.nodes.items():
            if isinstance(node, Entries) or (isinstance(node, Items) and not all(isinstance(one, Scalar) for one in node.nodes)):
                self._faults.add(entries.lines[key], f"“{shortened(key)}”后面应是文字", "几个之间用顿号")
        return {key: node for key, node in entries.nodes.items() if key in names}


def _text(node: Node | None) -> str:
    return node.text.strip() if isinstance(node, Scalar) else ""


def _parts(node: Node | None) -> tuple[str, ...]:
    """Return the names that a cell holds: a list, or a text with 、 between them."""
    texts = [one.text for one in node.nodes if isinstance(one, Scalar)] if isinstance(node, Items) else [_text(node)]
    return tuple(dict.fromkeys(part.strip() for text in texts for part in _PARTED.split(text) if part.strip()))


def _near(name: str, names: Collection[str]) -> str:
    near = get_close_matches(name, list(names), n=1, cutoff=0.5)
    if near:
        return f"可能是“{near[0]}”"
    return f"可用的有：{'、'.join(names)}" if len(names) < 20 else "主题写一级、一级/二级或一级/二级/三级，名称要与分类表一致"
