"""The page that a Word file is set on: paper, margins, grid, and whether its pages are numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafting.documents.intake.characters import W
from drafting.documents.intake.stylesheet import number
from drafting.documents.model import PageSetup

if TYPE_CHECKING:
    from lxml.etree import _Element


def page_setup(section: _Element | None) -> PageSetup:
    """Return the page that a section sets, in points; nothing where there is no section."""
    if section is None:
        return PageSetup()

    def points(tag: str, attribute: str) -> float | None:
        element = section.find(W + tag)
        length = number(element.get(W + attribute)) if element is not None else None
        return None if length is None else length / 20

    grid = section.find(W + "docGrid")
    return PageSetup(
        width=points("pgSz", "w"),
        height=points("pgSz", "h"),
        top=points("pgMar", "top"),
        bottom=points("pgMar", "bottom"),
        left=points("pgMar", "left"),
        right=points("pgMar", "right"),
        footer=points("pgMar", "footer"),
        grid_type=grid.get(W + "type") if grid is not None else None,
        grid_line_pitch=points("docGrid", "linePitch"),
        gutter=points("pgMar", "gutter"),
    )


def holds_page_number(root: _Element) -> bool:
    """Tell whether a header or footer shows the number of its page, by a field of either form."""
    fields = [element.text or "" for element in root.iter(W + "instrText")] + [e.get(W + "instr", "") for e in root.iter(W + "fldSimple")]
    return next(root.iter(W + "pgNum"), None) is not None or any(text.split()[:1] == ["PAGE"] for text in fields)
