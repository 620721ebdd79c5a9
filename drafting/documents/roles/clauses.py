"""Numbered clauses: 一、…。二、…。 in notices and decisions, each a sentence or more, none of which has a heading of its own.

The first sentence of such a clause looks like a heading that runs on as text. What it is shows in its neighbours: clauses stand among
clauses, and a document does not print one of them in the type of a heading and the next as text.
"""

from __future__ import annotations

from collections.abc import Sequence

from drafting.documents.expressions import expression
from drafting.documents.model import Role
from drafting.documents.roles.headings import line_enumerator

# What rules say and headings do not: somebody shall or may not, something is so.
_RULES = expression(
    r"不得|应当|必须|禁止.{5,}|可以|予以|给予|授予|违反|不再|有权|^凡|自.{2,20}起|的[，,]"
    r"|^(?!坚持|突出|强化|把|将|让|使|推[动进]|打造|建设|以)[^以，]{2,14}(?:为(?!民|主|本|先|要|重)|是(?!非)|由)\S{3,}"
)
_NUMBERS = "一二三四五六七八九十百（(0123456789第⑴①"


def clauses(texts: Sequence[str], roles: Sequence[Role], ends: Sequence[int | None]) -> frozenset[int]:
    """Return which of the paragraphs are clauses though they have the role of a heading that runs on as text.

    ``texts`` are the paragraphs in order, ``roles`` and ``ends`` what they are by themselves: the role of each, and where its heading
    ends if text follows. All headings that run on of one level, below one heading, are clauses if more of the numbered paragraphs there
    are rules or whole sentences than are not.
    """
    running = [n for n, end in enumerate(ends) if end is not None and roles[n].heading_level]
    if not any(_is_rule(texts[n], ends[n]) for n in running):
        return frozenset()
    found: set[int] = set()
    for level in {roles[n].heading_level for n in running}:
        group: list[int] = []  # the headings that run on
        balance = 0
        for n, role in enumerate(roles):
            if 0 < role.heading_level < level:
                found |= set(group) if balance > 0 else set()
                group, balance = [], 0
            elif role.heading_level == level:
                if ends[n] is not None:
                    group.append(n)
                balance += 1 if _is_rule(texts[n], ends[n]) else -1
            elif role is Role.BODY and texts[n][:1] in _NUMBERS and texts[n]:
                own, _ = line_enumerator(texts[n])
                balance += own is not None and own.heading_level == level
        found |= set(group) if balance > 0 else set()
    return frozenset(found)


def _is_rule(text: str, end: int | None) -> bool:
    if end is None:
        return False
    _, start = line_enumerator(text)
    return bool(_RULES.search(text[start:end]))
