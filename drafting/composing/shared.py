"""The fields that many kinds have in common, declared once in ``common.yaml`` beside the folders of the kinds."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from drafting.composing.faults import Faults
from drafting.composing.source import Entries, Items, Node, Scalar, decode, read
from drafting.documents.errors import UserError
from drafting.documents.resources import resource

COMMON = "common.yaml"


@dataclass(frozen=True, slots=True)
class Shared:
    """``fields`` are the declarations by name, ``groups`` the names that go together, ``order`` the ids of the kinds as they are listed."""

    fields: dict[str, Entries] = field(default_factory=dict)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    order: tuple[str, ...] = ()

    def named(self, name: str) -> tuple[Entries, ...]:
        """Return the declarations that ``name``, a group or a field, stands for; none if it is neither."""
        names = self.groups.get(name, (name,))
        return tuple(self.fields[one] for one in names if one in self.fields)


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
    fields: dict[str, Entries] = {}
    for node in _items(entries, "字段"):
        name = node.nodes.get("名称") if isinstance(node, Entries) else None
        if isinstance(node, Entries) and isinstance(name, Scalar):
            fields[name.text.strip()] = node
        else:
            faults.add(node.line, "公用字段的这一项没有写“名称: ……”", "例如：- 名称: 主送机关")
    groups: dict[str, tuple[str, ...]] = {}
    listed = entries.nodes.get("组")
    for group, names in listed.nodes.items() if isinstance(listed, Entries) else ():
        groups[group] = tuple(item.text.strip() for item in names.nodes if isinstance(item, Scalar)) if isinstance(names, Items) else ()
        for one in groups[group]:
            if one not in fields:
                faults.add(names.line, f"“{group}”一组里的“{one}”没有声明", "请在“字段”里加上它，或者从这一组里删去")
    faults.raise_any()
    order = tuple(node.text.strip() for node in _items(entries, "排序") if isinstance(node, Scalar))
    return Shared(fields, groups, order)


def _items(entries: Entries, key: str) -> list[Node]:
    node = entries.nodes.get(key)
    return node.nodes if isinstance(node, Items) else []
