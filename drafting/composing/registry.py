"""The kinds of document: those shipped and the user's own, each a folder with ``fields.yaml``, ``body.j2`` and ``example.yaml``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from drafting.composing.declaring import KindReader
from drafting.composing.schema import Field, Heading, Kind
from drafting.composing.shared import shared_fields
from drafting.composing.tables import BLANK
from drafting.documents.errors import ManyErrors, UserError
from drafting.documents.faults import Faults, shortened
from drafting.documents.resources import resource
from drafting.documents.yaml_reading import Entries, Items, Node, Scalar, decode, read

FIELDS, EXAMPLE = "fields.yaml", "example.yaml"
_MOST_SUGGESTED = 6


def kinds(extra: Sequence[Path] = ()) -> tuple[Kind, ...]:
    """Return every kind with its fields, those in the folders ``extra`` first; one of theirs with the id of a shipped kind replaces it.

    Raises ``ManyErrors`` with every fault of the ``fields.yaml`` files in ``extra``, ``UserError`` where a folder holds no kind.
    """
    found = {kind.id: kind for kind in _own(extra)}
    return (*found.values(), *(_loaded(one.folder) for one in _shipped() if one.id not in found))


def headings(extra: Sequence[Path] = ()) -> tuple[Heading, ...]:
    """Return what there is to choose from, in the order of ``kinds`` and with its errors, without reading every kind to the end."""
    own = {
        kind.id: Heading(kind.id, kind.name, kind.family, kind.direction, kind.format, kind.aliases, kind.folder) for kind in _own(extra)
    }
    return (*own.values(), *(one for one in _shipped() if one.id not in own))


def find_kind(name_or_id: str, extra: Sequence[Path] = ()) -> Kind:
    """Return the kind of that id, Chinese name or alias. Raises ``UserError`` that names the nearest ones where there is none."""
    wanted = name_or_id.strip()
    listed = headings(extra)
    for one in listed:
        if wanted in (one.id, one.name):
            return _loaded(one.folder)
    for one in listed:
        if wanted in one.aliases:
            return _loaded(one.folder)
    names = {key: one.name for one in listed for key in (one.id, one.name, *one.aliases)}
    near = [key for key in names if wanted and (wanted in key or key in wanted)] or get_close_matches(wanted, names, n=2, cutoff=0.4)
    suggested = list(dict.fromkeys(names[key] for key in near))[:_MOST_SUGGESTED]
    remedy = f"可能要找“{'”“'.join(suggested)}”；" if suggested else ""
    raise UserError(f"没有“{wanted}”这个文种", "", f"{remedy}全部 {len(listed)} 个文种用 wenmi kinds 查看")


def _own(extra: Sequence[Path]) -> list[Kind]:
    """Return the user's own kinds, of those with the same id the first."""
    found: dict[str, Kind] = {}
    errors: list[UserError] = []
    for folder in extra:
        for place in _kind_folders(Path(folder)):
            try:
                kind = load(place)
            except ManyErrors as error:
                errors += error.errors
            except UserError as error:
                errors.append(error)
            else:
                found.setdefault(kind.id, kind)
    if errors:
        raise ManyErrors(errors)
    return list(found.values())


def load(folder: Path) -> Kind:
    """Return the kind that lies in ``folder``. Raises ``ManyErrors`` with every fault of its ``fields.yaml``."""
    path = folder / FIELDS
    faults = Faults(str(path))
    source = read(_text(path), faults)
    kind = KindReader(faults, folder).kind(source.entries)
    faults.raise_any()
    assert kind is not None  # a kind that could not be made has faults
    return replace(kind, fields=tuple(_exampled(kind, folder)))


def _exampled(kind: Kind, folder: Path) -> list[Field]:
    """Give each field without an example of its own the first line of its value in ``example.yaml``."""
    path = folder / EXAMPLE
    entries = read(_text(path), Faults(str(path))).entries if path.is_file() else Entries(1)
    made = []
    for one in kind.fields:
        node = entries.nodes.get(one.name)
        items = one.items
        if items and isinstance(node, Items) and node.nodes and isinstance(node.nodes[0], Entries):
            first = node.nodes[0].nodes
            items = tuple(replace(item, example=item.example or _first_line(first.get(item.name))) for item in items)
        made.append(replace(one, example=one.example or _first_line(node), items=items))
    return made


def _first_line(node: Node | None) -> str:
    if isinstance(node, Scalar):
        text = node.text.strip(BLANK).split("\n")[0]
    elif isinstance(node, Items) and node.nodes and isinstance(node.nodes[0], Scalar):
        text = node.nodes[0].text.strip(BLANK)
    else:
        return ""
    return shortened(text)


def _kind_folders(folder: Path) -> list[Path]:
    if (folder / FIELDS).is_file():
        return [folder]
    if not folder.is_dir():
        raise UserError("找不到这个模板文件夹", str(folder), "请检查 --templates 或 WENMI_TEMPLATES 写的位置")
    found = sorted(place for place in folder.iterdir() if (place / FIELDS).is_file())
    if not found:
        raise UserError("这个文件夹里没有文种模板", str(folder), "每个文种一个子文件夹，里面放 fields.yaml、body.j2 和 example.yaml")
    return found


@cache
def _shipped() -> tuple[Heading, ...]:
    folder = resource("templates")
    order = {name: at for at, name in enumerate(shared_fields(folder / FIELDS).order)}
    found = [_heading(place) for place in _kind_folders(folder)]
    return tuple(sorted(found, key=lambda one: order.get(one.id, len(order))))


def _heading(folder: Path) -> Heading:
    """Return the heading of the kind in ``folder``: what stands above its fields."""
    faults = Faults(str(folder / FIELDS))
    return KindReader(faults, folder).heading(read(_above(folder), faults).entries)


def _above(folder: Path) -> str:
    """Return what stands above the fields in the declaration of a kind."""
    return _text(folder / FIELDS).partition("\n字段:")[0]


def _loaded(folder: Path) -> Kind:
    """Return the kind in ``folder``; one of the shipped ones is read once."""
    return _load_shipped(folder) if folder.parent == resource("templates") else load(folder)


@cache
def _load_shipped(folder: Path) -> Kind:
    return load(folder)


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError("读不了这个文件", str(path), "请确认有读取权限") from error
    return decode(data, str(path))
