"""What a person must verify by eye before sign-off, and how much of it the checks have looked at.

The items are those of 《党政机关公文处理工作条例》 Article 20 and of the kind of document, kept in ``corpus/proofing/checklists.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from drafting.documents.expressions import expression
from drafting.documents.model import Document, Role
from drafting.documents.resources import listed
from drafting.proofing.check import FAMILIES

_FILE = "proofing/checklists.tsv"
_BLANK = expression(r"\s+")
_END = expression(r"(?:[。．.，,；;：:！!]|[（(][^（()）]*[)）]|〔[^〔〕]*〕)+$")  # （试行）, a number, a mark behind the title
_TAIL = 400  # characters of a title: what is longer is none


class Item(NamedTuple):
    """One thing to verify: what, on what ground, which families of checks look at a part of it, and what is left for the eye."""

    text: str
    basis: str
    families: tuple[str, ...]
    left: str

    def note(self, made: frozenset[str]) -> str:
        """Return what was checked of it where the families ``made`` were run, and what was not."""
        if not self.families:
            return f"工具不查：{self.left}。"
        done = [FAMILIES[family] for family in self.families if family in made]
        if not done:
            return f"这次没有查（{'、'.join(FAMILIES[family] for family in self.families)}）。"
        return f"工具查过{'、'.join(done)}：{self.left}。"


class Group(NamedTuple):
    """The items of one kind of document; ``name`` is what it is called."""

    name: str
    items: tuple[Item, ...]
    title: str = ""  # an expression that titles of the kind match; "" for any document

    def suits(self, title: str) -> bool:
        """Tell whether the items are for a document with this title, from which blanks are taken out."""
        return not self.title or expression(self.title).search(title) is not None


class Checklist(NamedTuple):
    """What to verify in one document: the items of its kind first. ``families`` are those of the checks that were run."""

    groups: tuple[Group, ...] = ()
    families: frozenset[str] = frozenset()

    @property
    def items(self) -> tuple[tuple[Item, str], ...]:
        """Every item, with what was checked of it."""
        return tuple((item, item.note(self.families)) for group in self.groups for item in group.items)


def checklist_for(document: Document, families: frozenset[str]) -> Checklist:
    """Return what to verify in ``document`` by eye, where the checks of ``families`` were run.

    A title belongs to the first kind whose expression it matches; a document without a title has the items for any document.
    """
    title = _END.sub("", _BLANK.sub("", "".join(item.text for _, item in document.of(Role.TITLE)))[-_TAIL:])
    every = groups()
    general = tuple(group for group in every if not group.title)
    special = next((group for group in every if group.title and group.suits(title)), None) if title else None
    return Checklist((special, *general) if special else general, families)


@cache
def groups() -> tuple[Group, ...]:
    """Return every group of items, in the order of the table."""
    return tuple(_read(listed(_FILE)))


def _read(rows: tuple[str, ...]) -> Iterator[Group]:
    head: tuple[str, str] = ("", "")
    items: list[Item] = []
    for row in rows:
        if row.startswith("["):
            if items:
                yield Group(head[0], tuple(items), head[1])
            name, _, title = row[1:].partition("\t")
            head, items = (name.rstrip("]"), title), []
            continue
        text, basis, families, left = row.split("\t")
        items.append(Item(text, basis, tuple(families.split()), left))
    if items:
        yield Group(head[0], tuple(items), head[1])
