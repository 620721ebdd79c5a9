"""拟稿: kinds and their fields; template and fields → Document.

Importing this package loads nothing heavy; its functions are fetched from their modules when first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from drafting.composing.examples import example_fields
    from drafting.composing.guide import templates_markdown
    from drafting.composing.kind_names import shipped_as
    from drafting.composing.making import Made, compose
    from drafting.composing.reference import kinds_markdown
    from drafting.composing.registry import find_kind, headings, kinds
    from drafting.composing.schema import Field, FieldType, Heading, Kind, Part

__all__ = [
    "Field",
    "FieldType",
    "Heading",
    "Kind",
    "Made",
    "Part",
    "compose",
    "example_fields",
    "find_kind",
    "headings",
    "kinds",
    "kinds_markdown",
    "shipped_as",
    "templates_markdown",
]

_HOME = {
    "example_fields": "examples",
    "Made": "making",
    "compose": "making",
    "kinds_markdown": "reference",
    "templates_markdown": "guide",
    "find_kind": "registry",
    "headings": "registry",
    "kinds": "registry",
    "shipped_as": "kind_names",
    "Field": "schema",
    "FieldType": "schema",
    "Heading": "schema",
    "Kind": "schema",
    "Part": "schema",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
