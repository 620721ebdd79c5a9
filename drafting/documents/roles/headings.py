"""The number that a paragraph begins with, and where the heading behind it ends (GB/T 9704—2012, 7.3.3)."""

from __future__ import annotations

from drafting.documents.expressions import expression
from drafting.documents.model import Role

_ENUMERATORS = (
    (
        Role.HEADING1,
        expression(
            r"[一二三四五六七八九十百]{1,4}(?:、|[.．，,：:]|[\s\u3000]+(?![是来方要〇○零]))|第[一二三四五六七八九十百\d]{1,4}[章编]\s*"
        ),
    ),
    (Role.HEADING2, expression(r"[（(]\s*[一二三四五六七八九十百]{1,4}\s*[）)][\s\u3000]*[、.．，,]?|第[一二三四五六七八九十百\d]{1,4}节")),
    (Role.HEADING3, expression(r"\d{1,3}(?:[.．，,：:](?!\d)|、|．)")),
    (Role.HEADING4, expression(r"[（(]\s*\d{1,3}\s*[）)][\s\u3000]*[、.．，,]?|\d{1,2}[）)]|[⑴-⒇]|[①-⑳]")),
)
_RUN_IN = expression(r"[。：；]|(?<![0-9]):|:(?![0-9])|[\s\u3000]{1,2}(?=\S{12})")
_HEADING_LIMIT = 42  # characters of a heading without its number; the longest of 140 genuine documents have about 40
_IN_FORCE = expression(r"本[\u4e00-\u9fff]{2,6}自.{2,20}起(?:施行|实施|执行|生效)")  # the last clause of rules, never a heading


def line_enumerator(text: str) -> tuple[Role | None, int]:
    """Return the heading level that a line's number belongs to and the length of the number, (None, 0) if it has none."""
    for role, pattern in _ENUMERATORS:
        found = pattern.match(text)
        if found:
            return role, found.end()
    return None, 0


def heading(text: str) -> tuple[Role | None, int | None]:
    """Return the heading level of a paragraph and where the heading ends if the paragraph goes on, (None, None) if it is none.

    A numbered paragraph that is a sentence or more, without a heading of its own, is body text: 一、各市要在 10 月底前……
    """
    role, start = line_enumerator(text)
    if role is None:
        return None, None
    rest = text[start:]
    if not rest.strip():
        return role, None
    if _IN_FORCE.match(rest):
        return None, None
    end = _RUN_IN.search(rest, 2)
    part = rest[: end.start()] if end else rest
    if not end or not rest[end.end() :].strip():
        mark = end.group() if end else ""
        return (role, None) if len(part) <= _HEADING_LIMIT and mark != "；" else (None, None)
    if len(part) > _HEADING_LIMIT or end.group() == "；" or (end.group() == "。" and part.count("，") > 1):
        return None, None
    if end.group() in "：:" and len(part) > 16:
        return None, None
    return role, start + (end.end() if end.group().strip() else end.start())
