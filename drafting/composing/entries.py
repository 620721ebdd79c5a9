"""Reading the entries of a declaration: texts, choices and words by their keys, every slip told with its line."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TypeVar

from drafting.composing.tables import BLANK
from drafting.documents.faults import Faults
from drafting.documents.yaml_reading import Entries, Items, Scalar

T = TypeVar("T")


class EntryReader:
    """Reads entries; what is wrong goes to ``faults``."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults

    def keys(self, entries: Entries, known: dict[str, str], what: str) -> Entries:
        """Return the entries under their Chinese keys; unknown ones are faults."""
        chinese = {**{english: name for name, english in known.items()}, **{name: name for name in known}}
        made = Entries(entries.line)
        for key, node in entries.nodes.items():
            line = entries.lines[key]
            if key not in chinese:
                near = get_close_matches(key, chinese, n=1, cutoff=0.5)
                hint = f"可能是“{near[0]}”；" if near else ""
                self.faults.add(line, f"{what}没有“{key}”这一项", f"{hint}可用的有：{'、'.join(known)}")
                continue
            made.nodes[chinese[key]] = node
            made.lines[chinese[key]] = line
        return made

    def text(self, entries: Entries, key: str, *, required: bool = False) -> str:
        """Return the line of text under ``key``, ``""`` where there is none."""
        node = entries.nodes.get(key)
        if isinstance(node, Scalar) and node.text.strip(BLANK):
            return node.text.strip(BLANK)
        if node is not None and not isinstance(node, Scalar):
            self.faults.add(node.line, f"“{key}”应是一行文字", f"例如：{key}: ……")
        elif required:
            self.faults.add(entries.lines.get(key, entries.line), f"没有写“{key}”", f"请加上一行，例如：{key}: ……")
        return ""

    def choice(self, entries: Entries, key: str, known: Mapping[str, T], default: T | None) -> T | None:
        """Return what the word under ``key`` stands for in ``known``, ``default`` where there is none."""
        text = self.text(entries, key)
        if not text:
            return default
        if text in known:
            return known[text]
        names = [name for name in known if name]
        self.faults.add(entries.lines[key], f"“{key}”不能写“{text}”", f"从这些里选一个：{'、'.join(names)}")
        return default

    def words(self, entries: Entries, key: str) -> tuple[str, ...]:
        """Return the words of a key that takes one or a list of them."""
        node = entries.nodes.get(key)
        if isinstance(node, Items):
            return tuple(item.text.strip(BLANK) for item in node.nodes if isinstance(item, Scalar))
        text = self.text(entries, key)
        return (text,) if text else ()
