"""What a kind demands of its fields beyond their types: one recipient, an incoming document cited, words that do not belong in it.

The rules are data in ``fields.yaml``, so that an office can add its own; each is judged with the line at fault, all at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from drafting.composing.schema import Demand, FieldRule, FieldType, Kind, Part
from drafting.composing.values import Day
from drafting.documents.expressions import expression
from drafting.documents.faults import Faults, shortened
from drafting.documents.yaml_reading import Entries, Items, Node, Scalar

_QUOTED = expression(r"《[^《》]*》|“[^“”]*”")
_BRACKETED = expression(r"（[^（）]*）")
_SEVERAL = expression("[、，,；;]")
_TEXTS = frozenset({FieldType.TEXT, FieldType.PARAGRAPHS, FieldType.LIST})


def check_rules(kind: Kind, values: Mapping[str, Any], entries: Entries, faults: Faults) -> None:
    """Note every value in ``values`` (by field name, None where not given) that breaks a rule of ``kind``.

    ``entries`` are the nodes that the values were read from; a fault stands at the line of the words that are wrong.
    """
    for rule in kind.rules:
        if rule.when and not _holds(rule, values):
            continue
        for line, what in dict.fromkeys(_broken(rule, kind, values, entries)):
            faults.add(line, what, rule.remedy)


def _holds(rule: FieldRule, values: Mapping[str, Any]) -> bool:
    value = values.get(rule.when)
    return value is not None and (not rule.when_is or str(value) in rule.when_is)


def _broken(rule: FieldRule, kind: Kind, values: Mapping[str, Any], entries: Entries) -> Iterator[tuple[int | None, str]]:
    """Yield (line, what is wrong) for each place that breaks ``rule``; a value that could not be read has been told already."""
    for line, what in _places(rule, kind, values, entries):
        yield line, rule.what + what if rule.what and rule.demand is Demand.WITHOUT else rule.what or what


def _places(rule: FieldRule, kind: Kind, values: Mapping[str, Any], entries: Entries) -> Iterator[tuple[int | None, str]]:
    """Yield line and what is wrong; of forbidden words with a reason of its own only which they are."""
    names = rule.fields or tuple(one.name for one in kind.fields if one.type in _TEXTS and one.part is not Part.ATTACHMENTS)
    given = [name for name in names if values.get(name) is not None]
    quoted = "、".join(f"“{name}”" for name in names)
    first = next((entries.lines[name] for name in given if name in entries.lines), None)
    if rule.demand is Demand.REQUIRED:
        for name in names:
            if not _written(name, values, entries):
                yield None, f"没有写“{name}”"
    elif rule.demand is Demand.AT_LEAST_ONE:
        if not any(_written(name, values, entries) for name in names):
            yield None, f"{quoted}至少要填一项"
    elif rule.demand is Demand.AT_MOST_ONE:
        if len(given) > 1:
            yield entries.lines.get(given[-1]), f"{'、'.join(f'“{name}”' for name in given)}只能填一项"
    elif rule.demand is Demand.SINGLE:
        for name in given:
            items = _items(values[name])
            if len(items) > 1:
                yield entries.lines.get(name), f"“{name}”只能写一个，这里写了 {len(items)} 个：{'、'.join(items)}"
    elif rule.demand is Demand.NOT_EARLIER:
        for name in given:
            other = values.get(rule.words[0])
            if isinstance(values[name], Day) and isinstance(other, Day) and values[name].day < other.day:
                yield entries.lines.get(name), f"“{name}”（{values[name]}）早于“{rule.words[0]}”（{other}）"
    elif rule.demand is Demand.WITHOUT:
        for name in given:
            yield from _found(rule, name, entries.nodes.get(name))
    elif given:
        texts = [text for name in given for _, text in _lines(entries.nodes.get(name))]
        if rule.demand is Demand.WITH and not any(word in text for word in rule.words for text in texts):
            yield first, f"{quoted}里应当有“{'”或“'.join(rule.words)}”"
        if rule.demand is Demand.LIKE:
            for name in given:
                for line, text in _lines(entries.nodes.get(name)):
                    if not re.search(rule.words[0], text):
                        yield line, f"“{name}”写的“{shortened(text)}”不合要求"


def _written(name: str, values: Mapping[str, Any], entries: Entries) -> bool:
    """Tell whether something was written, if only something wrong that is told elsewhere."""
    node = entries.nodes.get(name)
    return values.get(name) is not None or (node is not None and any(text.strip() for _, text in _lines(node)))


def _found(rule: FieldRule, name: str, node: Node | None) -> Iterator[tuple[int, str]]:
    pattern = re.compile("|".join(rule.words))
    for line, text in _lines(node):
        found = pattern.search(_QUOTED.sub(lambda quote: "　" * len(quote[0]), text))
        if found:
            words = found[0]
            yield line, f"，这里写的是“{shortened(words)}”" if rule.what else f"“{name}”里不应出现“{words}”"


def _items(value: Any) -> list[str]:
    """Return the single entries of a value: of a list its items, of a text those between marks."""
    texts = [value] if isinstance(value, str) else [str(item) for item in value]
    return [item.strip(" ：:。") for text in texts for item in _SEVERAL.split(_BRACKETED.sub("", text)) if item.strip(" ：:。")]


def _lines(node: Node | None) -> Iterator[tuple[int, str]]:
    """Yield every line of text in ``node`` with its number in the file."""
    if isinstance(node, Scalar):
        for n, text in enumerate(node.text.split("\n"), int(node.block)):
            if text.strip():
                yield (node.line if node.wrapped else node.line + n), text
    elif isinstance(node, Items):
        for item in node.nodes:
            yield from _lines(item)
    elif isinstance(node, Entries):
        for item in node.nodes.values():
            yield from _lines(item)
