"""With which characters the matches of an expression begin, told from how it is written: where to try it."""

from __future__ import annotations

from collections.abc import Iterator

_SPECIAL = frozenset("\\.^$*+?{}[]|()")
_LOOKING = ("(?=", "(?!", "(?<")  # groups that take no characters
_LONGEST = 3  # characters: with more of them there are hardly fewer places
_MOST = 400  # openings of one expression

_Head = tuple[str, bool]
"""Characters with which matches begin, and whether what follows in the expression follows them at once."""


def openings(source: str) -> tuple[str, ...] | None:
    """Return words with one of which every match of the expression ``source`` begins, None where that cannot be told.

    >>> openings("(?:砸|拆|打掉)了?[^，。]{0,4}承重墙|消[防火]栓")
    ('砸了', '砸', '拆了', '拆', '打掉了', '打掉', '消防栓', '消火栓')
    """
    found = dict.fromkeys(text for text, _ in _begun(source))
    return None if "" in found or len(found) > _MOST else tuple(found)


def _begun(source: str) -> list[_Head]:
    """Return what the matches of ``source`` begin with."""
    return [head for branch in _branches(source) for head in _begun_in(branch)]


def _begun_in(branch: str) -> list[_Head]:
    """Return what the matches of an expression without an outer ``|`` begin with."""
    heads: list[_Head] = [("", True)]
    at = 0
    while at < len(branch) and any(whole for _, whole in heads) and len(heads) <= _MOST:
        if branch.startswith(_LOOKING, at):
            at = _closing(branch, at) + 1
            continue
        pieces, at = _element(branch, at)
        heads = [new for text, whole in heads for new in ([(text + more, still) for more, still in pieces] if whole else [(text, False)])]
        heads = [(text[:_LONGEST], whole and len(text) < _LONGEST) for text, whole in heads]
    return heads


def _element(branch: str, at: int) -> tuple[list[_Head], int]:
    """Return what the element at ``branch[at]`` begins with, and where the next one stands."""
    unknown: tuple[list[_Head], int] = [("", False)], len(branch)
    character, end = branch[at], at + 1
    if character == "[":
        end = branch.index("]", at) + 1
        inside = branch[at + 1 : end - 1]
        if any(mark in inside for mark in "^\\-"):
            return unknown
        pieces = [(one, True) for one in inside]
    elif branch.startswith("(?:", at):
        end = _closing(branch, at) + 1
        pieces = _begun(branch[at + 3 : end - 1])
    elif character in _SPECIAL:
        return unknown
    else:
        pieces = [(character, True)]
    quantifier = branch[end : end + 1]
    if quantifier == "{" or (quantifier in ("?", "*", "+") and branch[end + 1 : end + 2] in ("?", "+")):
        return unknown
    if quantifier in ("*", "+"):
        pieces = [(text, False) for text, _ in pieces]
    if quantifier in ("?", "*"):
        pieces.append(("", True))
    return pieces, end + (quantifier in ("?", "*", "+"))


def _branches(source: str) -> Iterator[str]:
    """Return the parts of an expression between its outer ``|``."""
    start = 0
    for at, character, depth in _signs(source):
        if character == "|" and not depth:
            yield source[start:at]
            start = at + 1
    yield source[start:]


def _closing(source: str, start: int) -> int:
    """Return where the group that begins at ``start`` is closed."""
    return next(at for at, character, depth in _signs(source, start) if character == ")" and not depth)


def _signs(source: str, at: int = 0) -> Iterator[tuple[int, str, int]]:
    """Yield the characters that are not in [] or behind a backslash: where each stands, and in how many groups what follows stands."""
    depth = 0
    while at < len(source):
        character = source[at]
        if character == "\\":
            at += 1
        elif character == "[":
            at = source.index("]", at)
        else:
            depth += (character == "(") - (character == ")")
            yield at, character, depth
        at += 1
