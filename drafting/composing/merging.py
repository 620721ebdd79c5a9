"""Columns named in the text that all rows share: {列名} in a fields file stands for the row's own cell, as in a form letter.

A value is put in as it is; nothing else in the text is special. A cell that is empty comes out as 【待补：列名】 within a text; where it is
the whole of a field, that field is left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from drafting.composing.rendering import to_be_supplied
from drafting.composing.tables import BLANK
from drafting.composing.values import nearest
from drafting.documents.expressions import expression
from drafting.documents.faults import Faults
from drafting.documents.sheet_reading import plain_name
from drafting.documents.yaml_reading import Entries, Items, Node, Scalar

PLACE = expression(r"[{｛]([^{}｛｝\n]{1,30})[}｝]")
"""A column's name in braces."""


def named(entries: Entries) -> Iterator[tuple[str, int]]:
    """Yield (name, line) for each column that the text of ``entries`` names."""
    for node in entries.nodes.values():
        yield from _named(node)


def _named(node: Node) -> Iterator[tuple[str, int]]:
    if isinstance(node, Scalar):
        for number, line in enumerate(node.text.split("\n"), int(node.block)):
            yield from ((found[1], node.line + (0 if node.wrapped else number)) for found in PLACE.finditer(line))
    else:
        for inner in node.nodes if isinstance(node, Items) else node.nodes.values():
            yield from _named(inner)


def in_wide_braces(text: str) -> str:
    """Return the text of a fields file with full-width braces around the columns it names: to YAML a half-width one begins a mapping."""
    return PLACE.sub("｛\\1｝", text)


def without_places(entries: Entries) -> Entries:
    """Return ``entries`` with the values that name columns empty: what they are is not known before the row is."""
    nodes = {name: Scalar("", entries.lines[name]) if any(_named(node)) else node for name, node in entries.nodes.items()}
    return Entries(entries.line, nodes, entries.lines)


def check(entries: Entries, columns: Collection[str], faults: Faults) -> None:
    """Note every name in braces that is none of ``columns``: it would stand in every document."""
    known = {plain_name(column): column for column in columns}
    for name, line in named(entries):
        if plain_name(name) not in known:
            near = nearest(name, known.values())
            hint = f"可能是{near}；" if near else ""
            faults.add(line, f"“{{{name}}}”不是名单的列", f"{hint}名单的列有：{'、'.join(known.values())}")


def merged(entries: Entries, texts: Mapping[str, str]) -> Entries:
    """Return ``entries`` with the columns they name replaced by a row's ``texts`` (by plain name)."""
    nodes = {name: _merged(node, texts) for name, node in entries.nodes.items()}
    return Entries(entries.line, nodes, entries.lines)


def _merged(node: Node, texts: Mapping[str, str]) -> Node:
    if isinstance(node, Items):
        return Items(node.line, [_merged(item, texts) for item in node.nodes])
    if isinstance(node, Entries):
        return merged(node, texts)
    if not PLACE.search(node.text):
        return node
    alone = PLACE.fullmatch(node.text.strip(BLANK))
    if alone:
        return Scalar(texts.get(plain_name(alone[1]), ""), node.line, node.block, node.wrapped)

    def value(found: re.Match[str]) -> str:
        return texts.get(plain_name(found[1]), "").strip(BLANK) or to_be_supplied(found[1])

    return Scalar(PLACE.sub(value, node.text), node.line, node.block, node.wrapped)
