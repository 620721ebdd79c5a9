"""The example of a kind with other fields, and what is told of it or made of it."""

from __future__ import annotations

import re

import pytest

from drafting.composing import compose, example_fields, find_kind
from drafting.documents.errors import UserError
from drafting.documents.model import Role


def changed(kind: str, lines: str, without: str = "") -> str:
    """Return the example of ``kind`` with the fields in ``lines`` in the place of its own, and without the fields ``without``."""
    text = example_fields(find_kind(kind))
    for name in [*re.findall(r"^([^\s:#-]+):", lines, re.M), *without.split()]:
        text = re.sub(rf"^{name}:.*\n(?:(?: |$).*\n)*", "", text, flags=re.M)
    return f"{text}\n{lines}\n"


def assert_told(kind: str, lines: str, without: str, said: str) -> None:
    """The example of ``kind``, changed so, is refused with what ``said`` matches."""
    with pytest.raises(UserError, match=said):
        compose(changed(kind, lines, without), "甲.yaml")


def printed(text: str, *more: Role) -> list[str]:
    """Return the headings and the text that a file of fields makes outside tables, and the paragraphs of the roles ``more``."""
    roles = (Role.BODY, Role.HEADING1, Role.HEADING2, *more)
    return [p.text for p in compose(text, "甲.yaml").document.paragraphs if p.role in roles and p.place.cell is None]
