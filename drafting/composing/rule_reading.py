"""Reading the rules of a kind, as ``fields.yaml`` writes them."""

from __future__ import annotations

import re
from collections.abc import Collection

from drafting.composing.entries import EntryReader
from drafting.composing.schema import Demand, FieldRule
from drafting.composing.shared import Shared
from drafting.documents.faults import Faults
from drafting.documents.yaml_reading import Entries, Items, Node

RULE_KEYS = {
    "字段": "fields",
    "如果": "if",
    **{demand.value: demand.name.lower() for demand in Demand},
    "原因": "what",
    "改法": "remedy",
    "公用": "shared",
}
"""The keys of one rule and the English ones that mean the same."""

_OF_PATTERNS = {Demand.WITHOUT, Demand.LIKE}
_OF_WORDS = {*_OF_PATTERNS, Demand.WITH, Demand.NOT_EARLIER}


class RuleReader(EntryReader):
    """Reads rules, those that many kinds share among them; one that has a fault is left out."""

    def __init__(self, faults: Faults, shared: Shared) -> None:
        super().__init__(faults)
        self._shared = shared

    def rules(self, node: Node | None, fields: Collection[str]) -> tuple[FieldRule, ...]:
        """Return the rules in the list ``node``; ``fields`` are the names that they may speak of."""
        if node is None:
            return ()
        if not isinstance(node, Items):
            self.faults.add(node.line, "“规则”应是一个清单", "例如：- 字段: 主送机关，下一行写 只写一个: 是")
            return ()
        return tuple(rule for item in self._shared.with_rules(node, self.faults) if (rule := self._rule(item, fields)))

    def _rule(self, node: Node, fields: Collection[str]) -> FieldRule | None:
        if not isinstance(node, Entries):
            self.faults.add(node.line, "这一条规则没有写“字段: ……”", "例如：- 字段: 主送机关")
            return None
        entries = self.keys(node, RULE_KEYS, "规则")
        demands = [demand for demand in Demand if demand.value in entries.nodes]
        if len(demands) != 1:
            names = "、".join(demand.value for demand in Demand)
            self.faults.add(node.line, f"一条规则要写一个要求，这里写了 {len(demands)} 个", f"从这些里选一个：{names}")
            return None
        (demand,) = demands
        named, words = self.words(entries, "字段"), self.words(entries, demand.value)
        when, _, values = self.text(entries, "如果").partition("=")
        others = words if demand is Demand.NOT_EARLIER else ()
        for name in (*named, *filter(None, [when.strip()]), *others):
            if name not in fields:
                self.faults.add(node.line, f"规则里的“{name}”不是这个文种的字段", f"可用的有：{'、'.join(fields)}")
        if demand not in _OF_WORDS and words != ("是",):
            self.faults.add(node.line, f"“{demand}”只能写“是”", f"请写成：{demand}: 是")
        for word in words if demand in _OF_PATTERNS else ():
            try:
                re.compile(word)
            except re.error as error:
                self.faults.add(node.line, f"“{word}”不是正确的正则表达式（{error}）", "有特殊意义的符号前加反斜杠")
        if not named and demand not in (Demand.WITHOUT, Demand.WITH):
            self.faults.add(node.line, "这一条规则没有写是哪些字段", "例如：字段: 主送机关")
        choices = tuple(value.strip() for value in values.split("|") if value.strip())
        what, remedy = self.text(entries, "原因"), self.text(entries, "改法")
        return FieldRule(demand, named, words if demand in _OF_WORDS else (), when.strip(), choices, what, remedy)
