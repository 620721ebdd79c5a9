"""Where the literals that the checks look for stand in a text: all of them in one pass (Aho–Corasick).

A search for one literal costs little, but the checks have many hundreds. A literal asked for the first time is searched for alone and
known from then on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_SHORT = 1000  # characters; on less than this one search a literal costs no more
_KNOWN: dict[str, None] = {}
_MADE: list[tuple[AhoCorasick, tuple[str, ...]]] = []


def know(keys: tuple[str, ...]) -> None:
    """Take ``keys`` into the next pass."""
    for key in keys:
        _KNOWN.setdefault(key)


def places(text: str) -> dict[str, list[int]]:
    """Return where each known literal begins in ``text``, in order, overlapping ones too; nothing for a short text."""
    if len(text) < _SHORT or not _KNOWN:
        return {}
    automaton, keys = _automaton()
    found: dict[int, list[int]] = {}
    for which, start, _ in automaton.find_matches_as_indexes(text, overlapping=True):
        found.setdefault(which, []).append(start)
    nowhere: list[int] = []  # most literals stand nowhere: one list for all of them
    return {**dict.fromkeys(keys, nowhere), **{keys[which]: starts for which, starts in found.items()}}


def occurrences(text: str, key: str) -> list[int]:
    """Return where ``key`` begins in ``text``, in order, overlapping ones too."""
    found = []
    at = text.find(key)
    while at >= 0:
        found.append(at)
        at = text.find(key, at + 1)
    return found


def _automaton() -> tuple[AhoCorasick, tuple[str, ...]]:
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    if not _MADE or len(_MADE[0][1]) != len(_KNOWN):
        keys = tuple(_KNOWN)
        _MADE[:] = [(AhoCorasick(list(keys), matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA), keys)]
    return _MADE[0]
