"""The title as one text: its lines, which may be several paragraphs, read without the breaks between them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from drafting.documents.expressions import expression
from drafting.documents.model import Role
from drafting.proofing.check import Hit
from drafting.proofing.draft import KINDS, Draft

_COMPLETE = expression(rf"(?:{'|'.join(KINDS)})(?:[（(〔][^）)〕]*[）)〕])?[。.]?$")


class Title(NamedTuple):
    """A title without its breaks and the blanks beside them; ``offsets`` says where each character stands in the draft."""

    text: str
    offsets: tuple[int, ...]

    def hit(self, start: int, end: int, message: str, suggestion: str | None = None) -> Hit:
        """Return the hit on ``text[start:end]``. Where a break lies inside, the first part is named and nothing is put in its place."""
        places = self.offsets[start:end]
        whole = next((n for n in range(1, len(places)) if places[n] != places[n - 1] + 1), len(places))
        return Hit(places[0], places[whole - 1] + 1, message, suggestion if whole == len(places) else None)


@lru_cache(maxsize=1)
def titles(draft: Draft) -> tuple[Title, ...]:
    """Return the titles of the draft; one ends where other text follows, and after a line that ends with a 文种."""
    found: list[Title] = []
    text, offsets, last = "", list[int](), -2
    for at, line in _lines(draft):
        index = draft.index(at)
        if text and (index > last + 1 or _COMPLETE.search(text)):
            found.append(Title(text, tuple(offsets)))
            text, offsets = "", []
        text += line
        offsets += range(at, at + len(line))
        last = index
    if text:
        found.append(Title(text, tuple(offsets)))
    return tuple(found)


def _lines(draft: Draft) -> Iterator[tuple[int, str]]:
    for start, paragraph in draft.each(Role.TITLE):
        at = start
        for line in paragraph.text.split("\n"):
            stripped = line.strip()
            if stripped:
                yield at + line.index(stripped[0]), stripped
            at += len(line) + 1
