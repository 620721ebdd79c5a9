"""Fields → document."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from drafting.composing import rendering
from drafting.composing.body import paragraphs
from drafting.composing.frame import Frame
from drafting.composing.registry import find_kind
from drafting.composing.rules import check_rules
from drafting.composing.schema import KIND_KEY, Kind, Part
from drafting.composing.unit import Unit
from drafting.composing.values import Reader
from drafting.documents.errors import UserError
from drafting.documents.expressions import expression
from drafting.documents.faults import Faults
from drafting.documents.model import Document
from drafting.documents.yaml_reading import Entries, Source, decode, read
from drafting.documents.yaml_repair import without_unseen

_LINE = r"[^\S\n]*[:：][^\S\n]*['\"]?([^\s'\"#]+)"
_KIND_LINE = expression(rf"^{KIND_KEY}{_LINE}", re.MULTILINE)
_PUSHED_KIND_LINE = expression(rf"^[^\S\n]+{KIND_KEY}{_LINE}", re.MULTILINE)  # told as a fault; a kind is wanted to find the others
_MISSING = expression(r"【待补：([^】]+)】")


@dataclass(frozen=True, slots=True)
class Made:
    """A document made from fields.

    ``notes`` are the facts it still lacks (the names in its 【待补：…】 marks, in order), ``filled`` what the unit profile supplied:
    (field, value) pairs.
    """

    document: Document
    notes: tuple[str, ...]
    filled: tuple[tuple[str, str], ...] = ()


def compose(source: str | bytes, where: str, kind: str | None = None, extra: Sequence[Path] = (), unit: Unit | None = None) -> Made:
    """Make the document that the fields file ``source`` describes.

    ``where`` names the file in messages; ``kind`` (id or Chinese name) is needed only where the file has no line ``文种: …``; ``extra``
    are folders of the user's own kinds; ``unit`` supplies names that the file leaves out. Raises ``ManyErrors`` with every fault of the
    file, ``UserError`` where the kind is unknown or its template at fault.
    """
    text = decode(source, where)
    composer = Composer(kind_of(text, where, kind, extra), unit)
    faults = Faults(where, composer.others)
    return composer.compose(composer.read(text, faults), faults)


class Composer:
    """A kind made ready, and the unit profile if there is one: many documents can be made with it, one after the other.

    ``cells`` tells that the values stand in the cells of a list. Raises ``ManyErrors`` with every fault of the kind's templates.
    """

    def __init__(self, kind: Kind, unit: Unit | None = None, *, cells: bool = False) -> None:
        template = Faults(str(kind.folder / "fields.yaml"))
        rendering.check_templates(kind, template)
        template.raise_any()
        self.kind = kind
        self._unit = unit
        self._cells = cells

    @property
    def others(self) -> tuple[Callable[[int], str], ...]:
        """The sources of values besides the fields, for the ``Faults`` that go with them."""
        return (self._unit.place,) if self._unit else ()

    def read(self, text: str, faults: Faults) -> Source:
        """Return the fields that ``text``, the content of a fields file, holds; faults of writing go to ``faults``."""
        known = {one.name: tuple(item.name for item in one.items) for one in self.kind.fields}
        return read(text, faults, {KIND_KEY: (), **known})

    def compose(self, fields: Source, faults: Faults) -> Made:
        """Make the document of ``fields``. Raises ``ManyErrors`` with all ``faults``, those found before included."""
        filled: tuple[tuple[str, str], ...] = ()
        if self._unit:
            entries, filled = self._unit.filled(self.kind, fields.entries, faults)
            fields = replace(fields, entries=entries)
        kind = self.kind
        reader = Reader(faults, kind.name, cells=self._cells)
        values = _values(kind, fields, reader)
        frame = Frame(kind, values, reader.tables)
        frame.check(faults, fields.entries)
        check_rules(kind, values, fields.entries, faults)
        title = _title(kind, values, fields, faults)
        faults.raise_any()
        body = paragraphs(rendering.render_body(kind, values), reader.tables)
        tables = len({p.place.cell.table for p in body if p.place.cell})
        whole = (*frame.before(title), *body, *frame.after(tables))
        document = Document(whole, format=kind.format, kind=kind.id, sealing=frame.sealing)
        missing = dict.fromkeys(name for paragraph in whole for name in _MISSING.findall(paragraph.text))
        return Made(document, tuple(missing), filled)


def kind_of(text: str, where: str, kind: str | None, extra: Sequence[Path] = ()) -> Kind:
    """Return the kind that the fields file ``text`` names, or ``kind``. Raises ``UserError`` where it names none, or another one."""
    text = without_unseen(text)
    said = _KIND_LINE.search(text) or (_PUSHED_KIND_LINE.search(text) if kind is None else None)
    if said is None:
        if kind is None:
            raise UserError("没有写明文种", where, "请在第一行写上文种，例如：文种: 通知")
        return find_kind(kind, extra)
    line = text.count("\n", 0, said.start()) + 1
    try:
        own = find_kind(said[1], extra)
    except UserError as error:
        if type(error) is not UserError or error.where:  # a fault of the user's own kinds, not of this file
            raise
        raise UserError(error.what, f"{where} 第 {line} 行", error.remedy) from None
    if kind is not None and find_kind(kind, extra) != own:
        raise UserError(f"文件写的文种是“{own.name}”，命令要求的是“{kind}”", f"{where} 第 {line} 行", "请改其中一个，使两者一致")
    return own


def _values(kind: Kind, source: Source, reader: Reader) -> dict[str, Any]:
    given = Entries(
        source.entries.line,
        {name: node for name, node in source.entries.nodes.items() if name != KIND_KEY},
        source.entries.lines,
    )
    return reader.record(given, kind.fields, complete=source.complete)


def _title(kind: Kind, values: Mapping[str, Any], source: Source, faults: Faults) -> str:
    """Return the title: given whole, or made by the kind's pattern; a title that can be had in neither way or in both is a fault."""
    whole = kind.field_of(Part.TITLE)
    needed = rendering.variables(kind.title_pattern)
    lines = source.entries.lines
    if whole is not None and values.get(whole.name):
        body = rendering.variables(rendering.body_source(kind))
        for one in kind.fields:
            if one.name in needed and one.part is None and one.name not in body and values.get(one.name) is not None:
                what = f"“{one.name}”和“{whole.name}”都填了，两者只能填一个"
                faults.add(lines.get(one.name), what, f"标题已经写全的，请删去“{one.name}”")
        return str(values[whole.name])
    if not needed:
        return rendering.render_title(kind, values) if kind.title_pattern and not faults else ""
    lacking = [one for one in kind.fields if one.name in needed and values.get(one.name) is None and not one.required]
    for one in lacking if source.complete else ():
        if one.name in lines and source.entries.nodes.get(one.name) and faults:
            continue  # it was written, and told to be wrong
        choice = f"“{one.name}”和“{whole.name}”要填一个" if whole else f"没有写“{one.name}”"
        faults.add(lines.get(one.name), f"{choice}，才能有标题", f"例如：{one.name}: {one.example or '……'}")
    return "" if faults else rendering.render_title(kind, values)
