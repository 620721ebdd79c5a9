"""How a name comes out when a character of it is dropped or two are changed round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from drafting.documents.words import cut
from drafting.proofing.tables import lines

# What one name has and another has not without a slip: levels, numbers, sides, and what is left out at will.
MEANINGFUL = frozenset(
    "一二三四五六七八九十百两上中下前后甲乙丙丁新旧老大小高低东西南北左右内外初终正副主次总分市县区省州镇乡村盟旗级和与及的之等处办各本过"
)
_LEFT_OUT = frozenset("和与及的小")  # what names of organs are also written without: 发展改革委员会, 领导组办公室


_FRAGMENTS = frozenset(("委会", "员会"))  # words of the dictionary, but no names end with them alone


def dropped(name: str, places: Iterable[int], kept: frozenset[str] = MEANINGFUL) -> Iterator[tuple[str, int]]:
    """Yield ``name`` without the character at each of ``places`` whose loss makes no other name, with the place."""
    for at in places:
        if name[at] not in kept and name[at] not in name[at - 1 : at] + name[at + 1 : at + 2]:
            yield name[:at] + name[at + 1 :], at


def swapped(name: str, places: Iterable[int]) -> Iterator[tuple[str, int]]:
    """Yield ``name`` with the characters at each of ``places`` and behind it changed round, with the place."""
    for at in places:
        if name[at] != name[at + 1] and not {name[at], name[at + 1]} & MEANINGFUL:
            yield name[:at] + name[at + 1] + name[at] + name[at + 2 :], at


def scattered(text: str) -> int:
    """Return how many characters of ``text`` belong to no word."""
    return sum((len(word) == 1 and word not in MEANINGFUL) or word in _FRAGMENTS for word in cut(text))


@cache
def part_slips() -> dict[str, str]:
    """Return the slips for the parts of ``organ_parts.tsv``, each with the right form."""
    right = [row[0] for row in lines("organ_parts")]
    known = "\n".join(right)
    slips = {slip: name for name, *more in lines("organ_parts") for slip in more}
    for name in sorted(right, key=len, reverse=True):
        for slip, _ in (*dropped(name, range(1, len(name) - 1), _LEFT_OUT), *swapped(name, range(len(name) - 1))):
            if len(slip) >= 4 and slip not in known:
                slips.setdefault(slip, name)
    return slips
