"""Where a text names places and firms that no list knows: what stands before 街道, 村, 路 … or 有限公司, and how far back it reaches."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from drafting.documents.words import cut, tag
from drafting.proofing.characters.guard_words import MARKS, boundaries_around, divisions, is_han, terms
from drafting.proofing.common_words import common

# A place or its seat ends so, and the name of another place may follow at once: 云和县|石塘镇.
_OUTER = frozenset("省市县区州盟旗镇乡村街")
_VAGUE = frozenset("本全各我该两同每任多")  # 本市, 各县: no name
_NO_NAME = frozenset("的了和与及对将向于是为等各本该全某让把被以并或也都不有无其此每两几多少所这那我你他她它之则使更")
KINDS = ("市", "县", "区", "州", "乡", "镇", "村", "街道")
"""What the name of a place of one's own ends with."""

_NOT_ONE_WORD = ("小区", "社区", "园区")
_OF_OTHER_WORDS = frozenset("场容值价域块间分位划别")  # 市场, 县域, 区间: no kind of place there
_OF_NO_DIVISION = frozenset("由须可在从或报请应如因但且已均经按据型个第条到至赴向含要受补")  # 应由市, 创新型县, 第七条县
_LONGEST = 4  # characters of a name without its kind
_REACH = 16  # characters before a kind in which its name is looked for


class Name(NamedTuple):
    """Where a name begins, and whether its surroundings show it to be one: the place it lies in, 位于, others of its kind beside it."""

    start: int
    sure: bool


def place(text: str, at: int, end: int) -> Name | None:
    """Return the name that stands before the kind of place ``text[at:end]``.

    None where the kind is part of an ordinary word (道路, 农村) or where nothing like a name stands before it. A name that is not
    ``sure`` holds characters that make no word: either it is a name or something in it is wrong.
    """
    begin = _clause(text, at)
    stop = end
    while stop < end + 2 and is_han(text[stop : stop + 1]):
        stop += 1
    found = _before(text[begin:stop], at - begin, end - at)
    if not found:
        return None
    start = begin + found.start
    return Name(start, found.sure or _is_one_of_several(text, start, at, end))


@lru_cache(maxsize=32768)
def _before(clause: str, at: int, size: int) -> Name | None:
    """Return the name before the kind at ``at`` in a clause without marks."""
    before: list[str] = []
    offset = 0
    for word in cut(clause):
        if offset + len(word) > at:
            break
        before.append(word)
        offset += len(word)
    if offset < at or not before or before[-1] in terms("非名") or (len(word) > size and word not in terms("本地")):
        return None
    start, unknown, sure, lies_in = at, False, False, False
    while before and at - start <= _LONGEST:
        word = before.pop()
        lies_in = len(word) > 1 and (word in divisions() or (word[-1] in _OUTER and _leads(word)))
        sure = _leads(word) or (start < at and lies_in)
        if sure or word in _NO_NAME or (len(word) > 1 and start < at) or not is_han(word[0]):
            break
        start -= len(word)
        if len(word) == 1:
            unknown = True
        elif before and not (_leads(before[-1]) or before[-1] in divisions()):
            break
    name = clause[start:at]
    if not 2 <= len(name) <= _LONGEST or not (sure or unknown) or name[-2:] in terms("非名") or name[-1] == clause[at]:
        return None
    return Name(start, sure and (unknown or lies_in))


def _leads(word: str) -> bool:
    """Tell whether the name of a place may follow ``word`` at once."""
    return word in terms("方位") or word in terms("上级") or (word[-1] in _OUTER and word[0] not in _VAGUE)


def _is_one_of_several(text: str, start: int, at: int, end: int) -> bool:
    """Tell whether a name of the same kind stands beside this one: 甲村、乙村."""
    kind = text[at:end]
    if text[start - 1 : start] == "、" and text.endswith(kind, 0, start - 1):
        return True
    return text[end : end + 1] == "、" and kind in text[end + 2 : end + 2 + _LONGEST + len(kind)].partition("、")[0]


def division_like(text: str, at: int) -> int:
    """Return where a name begins that could be that of a division of the kind at ``at`` (清源市) but is none that is known; otherwise -1.

    It begins with a clause or behind another division, and it is no frequent word: 各市, 示范区.
    """
    begin = at
    while begin and at - begin <= _LONGEST + 1 and text[begin - 1] not in MARKS:
        begin -= 1
        if at - begin >= 2 and text[begin] in "省市县区州":
            begin += 1
            break
    if not 2 <= at - begin <= _LONGEST + 1 or text[at + 1 : at + 2] in _OF_OTHER_WORDS:
        return -1
    back = _name_length(text[begin:at], text[at])
    return at - back if back else -1


@lru_cache(maxsize=8192)
def _name_length(before: str, kind: str) -> int:
    """Return how many characters at the end of ``before``, the beginning of a clause, may be the name of a division; 0 where none may."""
    words = cut(before + kind)
    while words and (words[0] in terms("方位") or words[0] in _NO_NAME):
        words = words[1:]
    name = "".join(words)[:-1]
    if not 2 <= len(name) <= _LONGEST or not is_han(name) or name + kind in divisions() or words[-1] != kind or name in common():
        return 0
    if not _NO_NAME.isdisjoint(name) or not _OF_NO_DIVISION.isdisjoint(name):
        return 0
    return len(name) if all(len(word) == 1 or _may_name(word) for word in words[:-1]) else 0


def _may_name(word: str) -> bool:
    """Tell whether a word may be part of a place's name: a noun that is not among the frequent words of official papers."""
    return word not in common() and word not in terms("非名") and tag(word)[0][1].startswith("n")


def known_from(text: str, likely: set[str], own: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """Return where the places of ``likely`` stand whose names the text has twice or more, or once where they are among the ``own``.

    Those that are no word count without their kind too: 青屏 for 青屏区.
    """
    from ahocorasick_rs import AhoCorasick

    stems: dict[str, list[str]] = {}
    for name in sorted(likely):
        kind = next((kind for kind in KINDS if name.endswith(kind)), "")
        if kind and not name.endswith(_NOT_ONE_WORD) and len(name) - len(kind) >= 2:
            stems.setdefault(name.removesuffix(kind), []).append(kind)
    if not stems:
        return []
    which = list(stems)
    found: list[list[tuple[int, int]]] = [[] for _ in which]
    for number, start, end in AhoCorasick(which).find_matches_as_indexes(text, overlapping=True):
        kinds = stems[which[number]]
        kind = next((kind for kind in kinds if text.startswith(kind, end)), "")
        if kind or (len(cut(which[number])) > 1 and not _OUTER.isdisjoint(kinds) and {start, end} <= boundaries_around(text, start, end)):
            found[number].append((start, end + len(kind)))
    mine = {name.removesuffix(kind) for name in own for kind in KINDS if name.endswith(kind)}
    return [span for name, spans in zip(which, found, strict=True) if len(spans) > 1 or name in mine for span in spans]


def firm(text: str, at: int) -> tuple[int, int] | None:
    """Return where the trade name of a firm lies whose 有限公司 or the like begins at ``at``, None where none can be told.

    The place before it and the trade behind it (科技, 建筑工程) are no part of it: a wrong character in them is a fault. Longer than four
    characters it is none, but the words of a sentence; one that is a word needs no guard.
    """
    begin = _clause(text, at)
    before = cut(text[begin:at])
    end = at
    while before and _is_trade(before[-1]):
        end -= len(before.pop())
    start = end
    unknown = False
    while before and not (before[-1] in _NO_NAME or _leads(before[-1]) or before[-1] in divisions()):
        word = before.pop()
        unknown = unknown or len(word) == 1
        start -= len(word)
    return (start, end) if unknown and 2 <= end - start <= _LONGEST else None


def _is_trade(word: str) -> bool:
    """Tell whether a word says what a firm does, alone or as two such words: 建筑|工程."""
    trades = terms("行业")
    return word in trades or (len(word) == 4 and word[:2] in trades and word[2:] in trades)


def _clause(text: str, at: int) -> int:
    begin = at
    while begin and at - begin < _REACH and text[begin - 1] not in MARKS:
        begin -= 1
    return begin
