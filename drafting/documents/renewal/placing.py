"""What a Word file uses to put 版头 and 版记 in their places, which the new page does by itself: tables, text boxes, drawn lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from drafting.documents.intake.characters import MC, A, V, W, chosen
from drafting.documents.model import Paragraph, Place, Role
from drafting.documents.roles.patterns import is_date, is_organ
from drafting.documents.typesetting import imprint, letterhead

if TYPE_CHECKING:
    from lxml.etree import _Element

_FURNITURE = frozenset({*letterhead.ROLES, *imprint.ROLES})
_BELOW_HEAD = frozenset({Role.TITLE, Role.RECIPIENTS, Role.BODY, Role.SIGNATURE, *(role for role in Role if role.heading_level)})
_SIGNED = 8  # texts of a sign-off: four organs with their dates
_GRAPHICS = (MC + "AlternateContent", W + "drawing", W + "pict")
_GEOMETRY = A + "prstGeom"
_STRAIGHT = ("line", "straightConnector1")


def is_only_placement(cells: Sequence[Paragraph]) -> bool:
    """Tell whether a table holds nothing but elements of the page that have places of their own: 版头 or 版记."""
    texts = [item for item in cells if item.text.strip()]
    return bool(texts) and all(item.role not in (Role.BODY, Role.OTHER, Role.ATTENDANCE) for item in texts)


def sign_off(cells: Sequence[Paragraph]) -> dict[Place, Role]:
    """Return what each text of a table is that only puts 署名 and 成文日期 in their place; nothing where it holds anything else."""
    texts = [item for item in cells if item.text.strip()]
    tight = ["".join(item.text.split()) for item in texts]
    roles = [Role.DATE if is_date(text) else Role.SIGNATURE if is_organ(text) else None for text in tight]
    if len(texts) > _SIGNED or Role.SIGNATURE not in roles or roles[-1] is not Role.DATE:
        return {}
    found = {item.place: role for item, role in zip(texts, roles, strict=True) if role is not None}
    return found if len(found) == len(texts) else {}


def boxes_of(paragraph: _Element, told: Mapping[_Element, Paragraph]) -> Iterator[tuple[_Element, list[_Element]]]:
    """Yield the text boxes of a paragraph that hold nothing but 版头 or 版记: the graphic, and the paragraphs in it."""
    for graphic in _graphics(paragraph):
        inside = [item for box in _seen(graphic).iter(W + "txbxContent") for item in box.iterchildren(W + "p")]
        texts = [told[item] for item in inside if item in told]
        if texts and all(item.role in _FURNITURE for item in texts) and len(list(_seen(graphic).iter(W + "p"))) == len(inside):
            yield graphic, inside


def rules_of(body: Sequence[_Element], told: Mapping[_Element, Paragraph]) -> Iterator[_Element]:
    """Yield the straight lines that are drawn in 版头, above the title, and in 版记."""
    in_head = True
    for element in body:
        item = told.get(element)
        if in_head or (item is not None and item.role in imprint.ROLES):
            yield from (graphic for graphic in _graphics(element) if _is_rule(graphic))
        in_head = in_head and (item is None or item.role not in _BELOW_HEAD)


def _graphics(paragraph: _Element) -> Iterator[_Element]:
    """Yield what floats in the runs of a paragraph."""
    for run in paragraph.iter(W + "r"):
        if next(run.iterancestors(W + "p")) is paragraph:
            yield from run.iterchildren(*_GRAPHICS)


def _seen(graphic: _Element) -> _Element:
    return chosen(graphic) if graphic.tag == MC + "AlternateContent" else graphic


def _is_rule(graphic: _Element) -> bool:
    seen = _seen(graphic)
    if next(seen.iter(W + "txbxContent"), None) is not None or next(seen.iter(V + "imagedata"), None) is not None:
        return False
    shapes = [node.get("prst") for node in seen.iter(_GEOMETRY)]
    drawn = sum(1 for _ in seen.iter(V + "line"))
    others = sum(1 for node in seen.iter(V + "shape", V + "rect", V + "oval", V + "group"))
    return (bool(shapes) and all(shape in _STRAIGHT for shape in shapes)) or (drawn > 0 and not others)
