"""What a Word file holds besides its text: revisions, comments, hidden text, pictures, and whose it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.documents.intake.characters import MC, V, W, is_hidden, paragraphs
from drafting.documents.intake.stylesheet import value_of
from drafting.documents.model import Residue

if TYPE_CHECKING:
    from lxml.etree import _Element

    from drafting.documents.intake.opening import Package

PICTURES = ("{http://schemas.openxmlformats.org/drawingml/2006/picture}pic", V + "imagedata")
"""What shows a picture, in either markup."""
OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"


def residue_of(package: Package, roots: list[_Element], hidden: frozenset[str]) -> Residue:
    """Return what was left behind in the parts ``roots`` (text, headers, notes) and in the package's properties."""
    comments = package.optional_xml(package.related("comments"))
    properties = {link.kind: link.target for link in package.relations("")}
    core = package.optional_xml(properties.get("core-properties", ""))
    app = package.optional_xml(properties.get("extended-properties", ""))
    return Residue(
        insertions=sum(1 for root in roots for _ in root.iter(W + "ins", W + "moveTo")),
        deletions=sum(1 for root in roots for _ in root.iter(W + "del", W + "moveFrom")),
        comments=0 if comments is None else sum(1 for _ in comments.iterchildren(W + "comment")),
        hidden_characters=sum(_hidden_characters(root, hidden) for root in roots),
        pictures=sum(1 for root in roots for item in root.iter(*PICTURES) if next(item.iterancestors(MC + "Fallback"), None) is None),
        author=_text_of(core, "creator"),
        last_modified_by=_text_of(core, "lastModifiedBy"),
        company=_text_of(app, "Company"),
        title=_text_of(core, "title"),
        objects=sum(1 for root in roots for item in root.iter(OLE) if next(item.iterancestors(MC + "Fallback"), None) is None),
    )


def _hidden_characters(root: _Element, hidden: frozenset[str]) -> int:
    if not hidden and next(root.iter(W + "vanish"), None) is None:
        return 0
    total = 0
    for element in paragraphs(root):
        properties = element.find(W + "pPr")
        style = value_of(properties, "pStyle") if properties is not None else ""
        for run in element.iter(W + "r"):
            if next(run.iterancestors(W + "p")) is element and is_hidden(run, style, hidden):
                total += sum(len(text.text or "") for text in run.iterchildren(W + "t"))
    return total


def _text_of(root: _Element | None, local_name: str) -> str:
    """Return the text of the first child with a local name, whatever its namespace."""
    if root is None:
        return ""
    return next((child.text or "" for child in root if str(child.tag).rpartition("}")[2] == local_name), "").strip()
