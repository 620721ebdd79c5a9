"""A list to fill in: the columns of a kind, what each takes, and its example as the first row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drafting.composing.examples import example_text
from drafting.composing.schema import Field, FieldType, Kind
from drafting.composing.values import CAPTION, HEAD, IN_A_CELL, ROWS
from drafting.documents.faults import Faults
from drafting.documents.yaml_reading import Entries, Items, Node, Scalar, read


@dataclass(frozen=True, slots=True)
class ExampleColumn:
    """A column of the list: its field (``item`` of it in record ``number``), and the text of the example, ``""`` where it has none."""

    field: Field
    item: Field | None
    number: int
    example: str

    @property
    def name(self) -> str:
        """The column's name."""
        return self.field.name if self.item is None else f"{self.field.name}{self.number}{self.item.name}"

    @property
    def asked(self) -> Field:
        """The field that says what goes into a cell."""
        return self.item or self.field

    @property
    def required(self) -> bool:
        """Whether every row must have it."""
        return self.field.required and (self.item is None or (self.item.required and self.number == 1))

    @property
    def expected(self) -> str:
        """What to write in a cell, a clause."""
        return self.asked.expected if self.asked.choices else IN_A_CELL.get(self.asked.type, self.asked.expected)


def example_columns(kind: Kind) -> list[ExampleColumn]:
    """Return a column for each field of ``kind``, of a list of records one for each item of as many records as the example has.

    Raises ``UserError`` where the kind has no readable example.
    """
    path = kind.folder / "example.yaml"
    faults = Faults(str(path))
    entries = read(example_text(path), faults).entries
    faults.raise_any()
    return [column for one in kind.fields for column in _columns(one, entries.nodes.get(one.name))]


def _columns(one: Field, node: Node | None) -> Iterator[ExampleColumn]:
    if not one.items:
        yield ExampleColumn(one, None, 1, _text(node, one))
        return
    records = [node] if isinstance(node, Entries) else node.nodes if isinstance(node, Items) else []
    for number, record in enumerate(records or [Entries(1)], 1):
        for item in one.items:
            given = record.nodes.get(item.name) if isinstance(record, Entries) else None
            yield ExampleColumn(one, item, number, _text(given, item))


def _text(node: Node | None, one: Field) -> str:
    """Return a value of a fields file as a cell has it."""
    if node is None:
        return ""
    if isinstance(node, Scalar):
        return node.text.replace("\n", "").strip() if node.wrapped else node.text.strip()
    if isinstance(node, Entries):
        if one.type is FieldType.TABLE:
            return "\n".join(filter(None, (_rows(node.nodes.get(key)) for key in (CAPTION, HEAD, ROWS))))
        return "\n".join(f"{unit}：{_names(names)}" for unit, names in node.nodes.items())
    if one.type is FieldType.TABLE:
        return _rows(node)
    return "\n".join(_text(item, one) for item in node.nodes)


def _names(node: Node) -> str:
    return (
        "、".join(_names(item) for item in node.nodes) if isinstance(node, Items) else node.text.strip() if isinstance(node, Scalar) else ""
    )


def _rows(node: Node | None) -> str:
    if not isinstance(node, Items):
        return node.text.strip() if isinstance(node, Scalar) else ""
    if all(isinstance(cell, Scalar) for cell in node.nodes):
        return " | ".join(cell.text.strip() for cell in node.nodes if isinstance(cell, Scalar))
    return "\n".join(_rows(row) for row in node.nodes)
