"""What the guards of people and of places both go by: their words, the divisions of the country, where a clause ends."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from drafting.documents.errors import UserError
from drafting.documents.resources import listed
from drafting.documents.words import boundaries
from drafting.proofing.families.gazetteer import present, stem, words

_TABLE = "characters/guard_words.tsv"
MARKS = frozenset('，。；：！？、,;:!?（）()《》“”"〔〕[]【】…—－-·~～ \u3000\t\n/|0123456789')
_BEFORE, _BEHIND = 8, 4  # characters around a name that decide how it is cut


def is_han(text: str) -> bool:
    """Tell whether ``text`` is Chinese characters and nothing else; an empty one is not."""
    return bool(text) and all("\u4e00" <= character <= "\u9fa5" for character in text)


@cache
def divisions() -> frozenset[str]:
    """Return the names of the country's divisions down to the counties: in full, and those of provinces and prefectures short too.

    Left out are names that are common words as well (新城区) and divisions that are no more: who writes one may mean another.
    """
    full = {division.name for division in present()}
    short = {stem(division.name) for division in present() if division.level < 3}
    return frozenset(name for name in full | short if len(name) > 1) - frozenset(words("常用词"))


@cache
def _table() -> dict[str, frozenset[str]]:
    rows = (row.partition("\t") for row in listed(_TABLE))
    return {kind: frozenset(words_of_it.split()) for kind, _, words_of_it in rows}


def terms(kind: str) -> frozenset[str]:
    """Return the words of one kind of ``guard_words.tsv``. Raises ``UserError`` where the table has no such kind."""
    found = _table().get(kind)
    if found is None:
        raise UserError(f"词表里没有“{kind}”这一行", _TABLE, "请重新安装文秘")
    return found


def takes_from_word(text: str, start: int, end: int, right: str) -> bool:
    """Tell whether ``right`` at ``[start, end)`` would make a word with a part of another word that stands beside: 按|装机 → 安装|机."""
    low, high = _around(text, start, end)
    longer = len(right) - (end - start)
    words = [
        (first, last) if last <= start else (first + longer, last + longer)
        for first, last in _words_in(text[low:high], low)
        if last - first > 1 and (last <= start or first >= end)
    ]
    for first, last in _words_in(text[low:start] + right + text[end:high], low):
        covers = last - first > 1 and first < start + len(right) and start < last
        if covers and any(one < last and first < other and not (first <= one and other <= last) for one, other in words):
            return True
    return False


def _words_in(text: str, offset: int) -> list[tuple[int, int]]:
    ends = [offset + end for end in sorted(boundaries(text))]
    return list(pairwise(ends))


def boundaries_around(text: str, start: int, end: int) -> set[int]:
    """Return the offsets where words begin or end in the clause around ``[start, end)``."""
    low, high = _around(text, start, end)
    return {low + offset for offset in boundaries(text[low:high])}


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the clause around ``[start, end)`` begins and ends, as far as it decides how the words are cut."""
    low, high = start, end
    while low and start - low < _BEFORE and text[low - 1] not in MARKS:
        low -= 1
    while high < len(text) and high - end < _BEHIND and text[high] not in MARKS:
        high += 1
    return low, high
