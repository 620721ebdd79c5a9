"""The names of laws and regulations, and which of them a name that does not exist was meant to be."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from drafting.documents.expressions import expression
from drafting.proofing.tables import lines

COUNTRY = "中华人民共和国"
_VERSION = expression(r"[（(][^（()）]{1,20}[)）]$")


def base(name: str) -> str:
    """Return the name of a law without the country in front and the version or 试行 behind: what its short form and its full form share."""
    return _VERSION.sub("", name.removeprefix(COUNTRY))


@cache
def articles() -> dict[str, int]:
    """Return how many articles the laws have, by ``base`` name; of several versions the longest. Laws without a count are left out."""
    return {base(row[0]): int(row[1]) for row in lines("laws") if len(row) > 1 and row[1]}


@cache
def full_names() -> dict[str, str]:
    """Return the full name of every law and regulation of ``laws.tsv``, by ``base`` name."""
    found: dict[str, str] = {}
    for name, *_ in lines("laws"):
        if base(name) not in found or name.startswith(COUNTRY):
            found[base(name)] = name
    return found


@cache
def _by_size() -> dict[int, list[str]]:
    sizes: dict[int, list[str]] = defaultdict(list)
    for name in full_names():
        sizes[len(name)].append(name)
    return sizes


@cache
def _anagrams(size: int) -> dict[str, set[str]]:
    """Return the names of ``size`` characters by their sorted characters."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in _by_size().get(size, ()):
        found["".join(sorted(name))].add(name)
    return found


@cache
def _without(size: int, lost: int) -> dict[str, set[str]]:
    """Return the names of ``size`` characters by what is left without one character, or without two that stand together, not at an end."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in _by_size().get(size, ()):
        for i in range(size) if lost == 1 else range(1, size - 2):
            found[f"{name[:i]}{name[i + lost :]}"].add(name)
    return found


@cache
def _short_forms() -> frozenset[str]:
    """Return what is left of the names without their first word or words: 居民委员会组织法, 污染防治法 are no slips for another law."""
    return frozenset(name[cut:] for name in full_names() for cut in range(2, len(name) - 3))


@cache
def _aliases() -> dict[str, tuple[str, bool]]:
    """Return the names that a law is often given but does not bear (``law_aliases.tsv``): the full name, and if only with the country."""
    return {row[0]: (row[1], len(row) > 2) for row in lines("law_aliases")}


@cache
def meant(name: str, sure: bool) -> str:
    """Return the ``base`` name of the law that ``name`` (a base name) is a slip for; "" where it is none or several come in question.

    A slip is two words in the wrong order, one character too many, too few or wrong, or a word of two characters too many or too few.
    ``sure`` says that the country stands in front: no local rule bears such a name, so that shorter names can be told too.
    """
    known = full_names()
    size = len(name)
    if name in known:
        return ""
    alias, only_sure = _aliases().get(name, ("", False))
    if alias:
        return "" if only_sure and not sure else base(alias)
    if size < (4 if sure else 5) or (not sure and name in _short_forms()):
        return ""
    nearest = set(_anagrams(size).get("".join(sorted(name)), ()))
    if not nearest:
        for i in range(size):
            shorter = f"{name[:i]}{name[i + 1 :]}"
            if shorter in known and len(shorter) > 3:
                nearest.add(shorter)
            nearest |= {n for n in _without(size, 1).get(shorter, ()) if n[:i] == name[:i] and n[i + 1 :] == name[i + 1 :]}
        nearest |= _without(size + 1, 1).get(name, set())
    if not nearest and size >= (4 if sure else 6):
        nearest |= _without(size + 2, 2).get(name, set())
        shorter_names = {f"{name[:i]}{name[i + 2 :]}" for i in range(1, size - 2)}
        nearest |= {n for n in shorter_names if n in known and len(n) > 4}
    return nearest.pop() if len(nearest) == 1 else ""
