"""What the planters of faults share: a document with another text, with more or fewer lines, and what a planter is."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from drafting.documents.model import Document, Paragraph, Role
from evaluation.proofing import Planted

Plant = Callable[[Document, random.Random], Planted | None]

_KIND = re.compile(r"(通知|意见|决定|通报|报告|请示|批复|函)$")


@dataclass(frozen=True, slots=True)
class Planter:
    """One way of planting a kind of fault; the fields are those of ``evaluation.proofing.Fault`` that the runner reads."""

    name: str
    families: frozenset[str]
    number: str
    plant: Plant


def with_text(document: Document, index: int, text: str, start: int, end: int, right: str | None = None, **rest: object) -> Planted:
    """Return ``document`` with another text in paragraph ``index``, the fault at ``[start, end)`` of it."""
    changed = replace(document.paragraphs[index], text=text)
    paragraphs = (*document.paragraphs[:index], changed, *document.paragraphs[index + 1 :])
    return Planted(replace(document, paragraphs=paragraphs), index, start, end, right, **rest)  # type: ignore[arg-type]


def with_lines(document: Document, index: int, *lines: str, also: frozenset[int] = frozenset()) -> Planted:
    """Return ``document`` with ``lines`` put before paragraph ``index``; the fault is the first of them."""
    new = tuple(Paragraph(line) for line in lines)
    paragraphs = (*document.paragraphs[:index], *new, *document.paragraphs[index:])
    return Planted(replace(document, paragraphs=paragraphs), index, 0, len(lines[0]), also=also)


def without(document: Document, indexes: set[int], told: frozenset[int]) -> Planted:
    """Return ``document`` without some paragraphs; what is missing may be told at any of ``told`` (counted after the removal)."""
    paragraphs = tuple(p for i, p in enumerate(document.paragraphs) if i not in indexes)
    return Planted(replace(document, paragraphs=paragraphs), min(told), 0, 0, has_place=False, also=told)


def first(document: Document, role: Role) -> int | None:
    """Return the index of the first paragraph in ``role``."""
    return next((i for i, p in enumerate(document.paragraphs) if p.role is role), None)


def plain_body(document: Document) -> list[int]:
    """Return the indexes of the body paragraphs outside tables."""
    return [i for i, p in enumerate(document.paragraphs) if p.role is Role.BODY and p.place.cell is None]


def kind_of(document: Document) -> str:
    """Return the 文种 that the title ends with."""
    title = "".join(document.text_of(Role.TITLE).split())
    found = _KIND.search(title)
    return found[1] if found else ""
