"""What Word refuses or repairs in a .docx, found without Word: the package (ISO/IEC 29500-2) and the markup in it (29500-1, 17)."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element

from drafting.documents.wml import ORDER

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/"
TEXTS = {W + name for name in ("document", "hdr", "ftr", "footnotes", "endnotes", "comments")}
_BETWEEN = {"tbl", "tr"}  # where range marks and tracked changes may stand between the children
_STYLE_OF = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
_NOTES = ("footnote", "endnote", "comment")
_REVISIONS = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange"))


def faults(data: bytes) -> list[str]:
    """Return what is wrong with the .docx ``data``, a line each; an empty list where nothing is."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"{name} stands twice in the zip" for name, number in Counter(map(str.lower, names)).items() if number > 1]
    trees = {name: etree.fromstring(content) for name, content in parts.items() if name.endswith((".xml", ".rels"))}
    found += [*_content_types(trees, names), *_relations(trees, names), *_references(trees)]
    for name, root in trees.items():
        if root.tag in TEXTS:
            found += (f"{name}: {fault}" for fault in (*_blocks(root), *_order(root), *_texts(root), *_ids(root)))
        elif str(root.tag).startswith(W):
            found += (f"{name}: {fault}" for fault in _order(root))
    return found


def local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _twice(values: Iterable[object]) -> list[object]:
    return [value for value, number in Counter(values).items() if number > 1]


def _content_types(trees: dict[str, _Element], names: list[str]) -> Iterator[str]:
    rows = trees["[Content_Types].xml"]
    defaults = [row.get("Extension", "").lower() for row in rows.iter(f"{PACKAGE}content-types}}Default")]
    overrides = [unquote(row.get("PartName", "")).lower() for row in rows.iter(f"{PACKAGE}content-types}}Override")]
    yield from (f"{row} has two content types" for row in (*_twice(defaults), *_twice(overrides)))
    known = {f"/{name.lower()}" for name in names}
    yield from (f"a content type for {part}, which is not there" for part in overrides if part not in known)
    for name in names:
        typed = f"/{name.lower()}" in overrides or name.rpartition(".")[2].lower() in defaults
        if not typed and name != "[Content_Types].xml":
            yield f"{name} has no content type"


def _relations(trees: dict[str, _Element], names: list[str]) -> Iterator[str]:
    known = {name.lower() for name in names}
    identities: dict[str, set[str]] = {}
    for name, root in trees.items():
        if not name.endswith(".rels"):
            continue
        folder, _, leaf = name.rpartition("/")
        source = posixpath.join(posixpath.dirname(folder), leaf.removesuffix(".rels"))
        rows = list(root.iter(f"{PACKAGE}relationships}}Relationship"))
        identities[source] = {row.get("Id", "") for row in rows}
        yield from (f"{name}: two relations {identity}" for identity in _twice(row.get("Id") for row in rows))
        for row in rows:
            target = unquote(row.get("Target", ""))
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
            if row.get("TargetMode") != "External" and whole.lower() not in known:
                yield f"{name}: {row.get('Id')} leads to {target}, which is not there"
    for name, root in trees.items():
        used = {str(value) for item in root.iter(etree.Element) for key, value in item.attrib.items() if str(key).startswith(R)}
        yield from (f"{name}: no relation {identity}" for identity in sorted(used - identities.get(name, set())))


def _references(trees: dict[str, _Element]) -> Iterator[str]:
    """Styles, notes, comments and numbers that one part names and another has."""
    styles = trees["word/styles.xml"]
    rows = [(item.get(W + "type"), item.get(W + "styleId")) for item in styles.iter(W + "style")]
    yield from (f"two styles {identity}" for identity in _twice(identity for _, identity in rows))
    yield from (f"two styles called {name}" for name in _twice(item.get(W + "val") for item in styles.iterfind(f"{W}style/{W}name")))
    known = set(rows)
    for name in ("basedOn", "next", "link"):
        for item in styles.iter(W + name):
            if item.get(W + "val") not in {identity for _, identity in rows}:
                yield f"a style is {name} {item.get(W + 'val')}, which is not there"
    texts = {name: root for name, root in trees.items() if root.tag in TEXTS}
    for part, root in texts.items():
        for name, kind in _STYLE_OF.items():
            named = {item.get(W + "val") for item in root.iter(W + name)}
            yield from (f"{part}: no {kind} style {value}" for value in sorted(map(str, named)) if (kind, value) not in known)
    for kind in _NOTES:
        held = [item.get(W + "id") for root in texts.values() for item in root.iterfind(f"{W}{kind}")]
        used = [item.get(W + "id") for root in texts.values() for item in root.iter(f"{W}{kind}Reference")]
        yield from (f"two of {kind} {value}" for value in _twice(held))
        used += [item.get(W + "id") for item in trees.get("word/settings.xml", styles).iterfind(f"{W}{kind}Pr/{W}{kind}")]
        yield from (f"no {kind} {value}" for value in sorted(set(map(str, used)) - set(map(str, held))))
        if kind == "comment":
            yield from (f"comment {value} is referred to {used.count(value)} times" for value in held if used.count(value) != 1)
    numbers = {item.get(W + "numId") for root in trees.values() for item in root.iter(W + "num")} | {"0"}
    named = {item.get(W + "val") for root in texts.values() for item in root.iter(W + "numId")}
    yield from (f"no numbering {value}" for value in sorted(map(str, named - numbers)))


def _blocks(root: _Element) -> Iterator[str]:
    """Paragraphs and tables where they may stand."""
    if root.tag == W + "document" and [local(item) for item in root[0]].index("sectPr") != len(root[0]) - 1:
        yield "the last section does not end the body"
    for cell in root.iter(W + "tc"):
        if len(cell) == 0 or cell[-1].tag != W + "p":
            yield "a cell does not end with a paragraph"
    for item in root.iter(W + "p"):
        outer = next((up for up in item.iterancestors(W + "p", W + "txbxContent")), None)
        if outer is not None and outer.tag == W + "p":
            yield "a paragraph within a paragraph"
        if sum(1 for child in item if child.tag == W + "pPr") > 1 or (item.find(W + "pPr") is not None and item[0].tag != W + "pPr"):
            yield "paragraph properties that do not come first"
    for one in root.iter(W + "r"):
        if one.find(W + "rPr") is not None and one[0].tag != W + "rPr":
            yield "run properties that do not come first"
    for table in root.iter(W + "tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.iterchildren(W + "tr"):
            wide = sum(_number(row.find(f"{W}trPr/{W}{name}"), 0) for name in ("gridBefore", "gridAfter"))
            wide += sum(_number(cell.find(f"{W}tcPr/{W}gridSpan"), 1) for cell in row.iterfind(f".//{W}tc") if _row_of(cell) is row)
            if wide != columns:
                yield f"a row of {wide} columns in a table of {columns}"


def _row_of(cell: _Element) -> _Element | None:
    return next(cell.iterancestors(W + "tr"), None)


def _number(element: _Element | None, usual: int) -> int:
    return usual if element is None else int(element.get(W + "val", usual))


def _order(root: _Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        known = ORDER.get(local(element)) if str(element.tag).startswith(W) else None
        if known is None:
            continue
        if local(element).endswith("Pr") and (own := [str(name).removeprefix(W) for name in element.attrib if "rsid" not in str(name)]):
            yield f"{local(element)} has attributes {own}"
        children = [local(child) for child in element if str(child.tag).startswith(W)]
        if local(element) in _BETWEEN:
            children = [name for name in children if name in known]
        elif strange := set(children) - set(known):
            yield f"{local(element)} holds {sorted(strange)}"
            continue
        if any(known.index(one) > known.index(other) for one, other in pairwise(children)):
            yield f"{local(element)} in the order {children}"
        single = [
            name for name in _twice(children) if name not in ("headerReference", "footerReference", "tr", "tc", "style", "tblStylePr")
        ]
        if single:
            yield f"{local(element)} holds two {single}"


def _texts(root: _Element) -> Iterator[str]:
    for text in root.iter(W + "t", W + "delText"):
        deleted = next(text.iterancestors(W + "del", W + "moveFrom"), None) is not None
        if (text.tag == W + "delText") != deleted:
            yield f"{local(text)} {'in' if deleted else 'outside'} a deletion"
        value = text.text or ""
        if value != value.strip(" \t\n") and text.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
            yield f"blanks of {value!r} that get lost"
    open_fields: list[str] = []
    for mark in root.iter(W + "fldChar"):
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            open_fields.append("begin")
        elif not open_fields or (kind == "separate" and open_fields[-1] == "separate"):
            yield f"a field's {kind} where none is open"
        elif kind == "separate":
            open_fields[-1] = "separate"
        else:
            open_fields.pop()
    if open_fields:
        yield "a field that does not end"


def _ids(root: _Element) -> Iterator[str]:
    for range_name in ("bookmark", "commentRange", "moveFromRange", "moveToRange"):
        starts, ends = ([item.get(W + "id") for item in root.iter(f"{W}{range_name}{edge}")] for edge in ("Start", "End"))
        yield from (f"{range_name} {value} twice" for value in {*_twice(starts), *_twice(ends)})
        yield from (f"{range_name} {value} has one end" for value in set(starts) ^ set(ends))
    yield from (f"two bookmarks {name}" for name in _twice(item.get(W + "name") for item in root.iter(W + "bookmarkStart")))
    drawings = [item.get("id") for item in root.iter(etree.Element) if local(item) == "docPr"]
    yield from (f"two drawings {value}" for value in _twice(drawings))
    for revision in root.iter(*_REVISIONS):
        if revision.get(W + "id") is None or revision.get(W + "author") is None:
            yield f"{local(revision)} without id or author"
