"""The fields and rules that many kinds have in common, declared once in ``common.yaml`` beside the folders of the kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from drafting.composing.tables import BLANK
from drafting.documents.errors import UserError
from drafting.documents.faults import Faults
from drafting.documents.resources import resource
from drafting.documents.yaml_reading import Entries, Items, Node, Scalar, decode, read

COMMON = "common.yaml"
_CALLS = ("公用", "shared")


@dataclass(frozen=True, slots=True)
class Shared:
    """``fields`` and ``rules`` are the declarations by name, ``groups`` the names of the fields that go together.

    ``order`` are the ids of the kinds as they are listed.
    """

    fields: dict[str, Entries] = field(default_factory=dict)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    rules: dict[str, Entries] = field(default_factory=dict)

    def with_fields(self, node: Items, faults: Faults) -> list[Node]:
        """Return the fields of a kind with the shared ones in the place of their name, or of their group's."""
        known = {name: tuple(self.fields[one] for one in names) for name, names in self.groups.items()}
        return _expanded(node, known | {name: (one,) for name, one in self.fields.items()}, "没有叫“{}”的公用字段", faults)

    def with_rules(self, node: Items, faults: Faults) -> list[Node]:
        """Return the rules of a kind with the shared ones in the place of their name."""
        return _expanded(node, {name: (one,) for name, one in self.rules.items()}, "“{}”没有写“字段: ……”，也不是公用规则的名称", faults)


def shared_fields(folder: Path) -> Shared:
    """Return what the kind in ``folder`` may share: that of its own collection, if it has a ``common.yaml``, else that of the shipped one.

    Raises ``ManyErrors`` with the faults of the file.
    """
    own = folder.parent / COMMON
    return _load(own if own.is_file() else resource("templates") / COMMON)


@lru_cache(maxsize=8)
def _load(path: Path) -> Shared:
    faults = Faults(str(path))
    try:
        entries = read(decode(path.read_bytes(), str(path)), faults).entries
    except OSError as error:
        raise UserError("读不了公用字段的文件", str(path), "请确认有读取权限") from error
    fields = _by_name(entries, "字段", faults)
    rules = {
        name: Entries(one.line, {key: node for key, node in one.nodes.items() if key != "名称"}, one.lines)
        for name, one in _by_name(entries, "规则", faults).items()
    }
    groups: dict[str, tuple[str, ...]] = {}
    listed = entries.nodes.get("组")
    for group, names in listed.nodes.items() if isinstance(listed, Entries) else ():
        groups[group] = tuple(item.text.strip() for item in names.nodes if isinstance(item, Scalar)) if isinstance(names, Items) else ()
        for one in groups[group]:
            if one not in fields:
                faults.add(names.line, f"“{group}”一组里的“{one}”没有声明", "请在“字段”里加上它，或者从这一组里删去")
    faults.raise_any()
    order = tuple(node.text.strip() for node in _items(entries, "排序") if isinstance(node, Scalar))
    return Shared(fields, groups, order, rules)


def _by_name(entries: Entries, key: str, faults: Faults) -> dict[str, Entries]:
    """Return the declarations in the list under ``key`` by their names."""
    made: dict[str, Entries] = {}
    for node in _items(entries, key):
        name = node.nodes.get("名称") if isinstance(node, Entries) else None
        if isinstance(node, Entries) and isinstance(name, Scalar):
            made[name.text.strip()] = node
        else:
            faults.add(node.line, f"公用{key}的这一项没有写“名称: ……”", "例如：- 名称: 主送机关")
    return made


def _expanded(node: Items, known: Mapping[str, tuple[Entries, ...]], told: str, faults: Faults) -> list[Node]:
    """Return the items of ``node`` with what is ``known`` in the place of its name; what is said beside 公用 goes before it."""
    made: list[Node] = []
    for item in node.nodes:
        own = item if isinstance(item, Entries) else Entries(item.line)
        called = item if isinstance(item, Scalar) else next((own.nodes[key] for key in _CALLS if key in own.nodes), None)
        if not isinstance(called, Scalar):
            made.append(item)
            continue
        name = called.text.strip(BLANK)
        if name not in known:
            faults.add(item.line, told.format(name), f"可用的有：{'、'.join(known)}" if known else "")
        for one in known.get(name, ()):
            both = {key: entry for key, entry in {**one.nodes, **own.nodes}.items() if key not in _CALLS}
            made.append(Entries(item.line, both, dict.fromkeys(both, item.line) | own.lines))
    return made


def _items(entries: Entries, key: str) -> list[Node]:
    node = entries.nodes.get(key)
    return node.nodes if isinstance(node, Items) else []
