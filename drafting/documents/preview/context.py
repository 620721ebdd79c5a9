"""What all parts of a document share while its pages are made: its looks, its lists, its notes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drafting.documents.intake.numbering import Numbering
from drafting.documents.intake.opening import Package
from drafting.documents.preview.blocks import Block
from drafting.documents.preview.looks import Looks
from drafting.documents.preview.model import Program

if TYPE_CHECKING:
    from lxml.etree import _Element

_KNOWN: OrderedDict[tuple[bytes, bytes, bytes, Program], Looks] = OrderedDict()
_MOST_KNOWN = 8


@dataclass(slots=True)
class Counter:
    """Counts the paragraphs of the document as ``reading`` does."""

    next: int = 0

    def take(self) -> int:
        """Return the number of one more paragraph."""
        self.next += 1
        return self.next - 1


class Context:
    """One document."""

    def __init__(self, package: Package, program: Program) -> None:
        self.package, self.program = package, program
        self.settings = package.optional_xml(package.related("settings"))
        self.looks = _looks(package, self.settings, program)
        self.numbering = Numbering(package.optional_xml(package.related("numbering")))
        self.note_numbers: Mapping[tuple[str, str], str] = {}
        self.notes: dict[tuple[str, str], Sequence[Block]] = {}


def _looks(package: Package, settings: _Element | None, program: Program) -> Looks:
    """Return the looks of a document; documents with the same styles, as all that ``lay_out`` makes, share them."""
    names = [package.related(kind) for kind in ("styles", "theme", "settings")]
    styles, theme, switches = (package.read(name) if name else b"" for name in names)
    key = (styles, theme, switches, program)
    found = _KNOWN.get(key)
    if found is None:
        found = Looks(package.optional_xml(names[0]), package.optional_xml(names[1]), settings, program)
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.popitem(last=False)
        _KNOWN[key] = found
    return found
