"""错别字: frequent words of two characters with one of them wrong – 错施, 加墙, 即定, 提髙 – where the word itself would stand."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from drafting.documents.model import Level
from drafting.documents.words import boundaries, cut
from drafting.proofing.check import PLAIN, Check, Example, Hit
from drafting.proofing.draft import Draft
from drafting.proofing.tables import lines

_NEAR = 12  # characters of the line on either side that the cut is tried on


class _Word(NamedTuple):
    """A word, and the characters that often stand before and after it."""

    word: str
    before: str
    after: str
    unmet: bool
    """Whether the two characters of the wrong form hardly ever meet: then one neighbour that fits is enough."""


@cache
def _words() -> dict[int, _Word]:
    """Return for each wrong form, as the number of its two characters (see ``_met``), the word that is meant."""
    meant: dict[int, _Word] = {}
    for word, first, second, before, after in lines("frequent_words"):
        left, right = ord(word[0]), ord(word[1]) << 16
        for unmet, heads, tails in zip((True, False), first.split(" "), second.split(" "), strict=True):
            entry = _Word(word, before, after, unmet)
            meant.update(dict.fromkeys([ord(char) | right for char in heads], entry))
            meant.update(dict.fromkeys([left | ord(char) << 16 for char in tails], entry))
    return meant


@cache
def _wrong() -> frozenset[int]:
    return frozenset(_words())


def _met(text: str) -> set[int]:
    """Return which wrong forms stand in ``text``: its pairs of neighbouring characters are read as numbers, each in one step."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    wrong = _wrong()
    found: set[int] = set()
    for begin in (0, 2):
        pairs = array("I", encoded[begin : begin + (len(encoded) - begin) // 4 * 4])
        found |= wrong.intersection(pairs)
    return found


def straddles(draft: Draft, start: int, end: int) -> bool:
    """Tell whether a character of ``[start, end)`` makes a word with its neighbour outside: 经[济量]质, 老干[部局]局长."""
    text = draft.text
    return any(len(cut(text[at - 1 : at + 1])) == 1 and text[at - 1] != "\n" != text[at] for at in (start, end) if at)


def _chinese(char: str) -> bool:
    return "一" <= char <= "龥"


_LOOSE = frozenset("的了和是在与及等对为有不由从到")  # stand beside any word, and tell nothing
_UNITS = frozenset("路街巷区村镇乡县市桥都口")  # end a name, whose last character is then no slip: 望[仙路]等, 各[街到]两家


def _in_place(draft: Draft, start: int, meant: _Word) -> bool:
    """Tell whether the word would be at home at ``start``, and what stands there belongs to nothing else."""
    text, end = draft.text, start + 2
    left, right = text[start - 1 : start] or "\n", text[end]
    if text[start] in "故再" or (text[start + 1] in "暂至到" and text[start + 1] != meant.word[1]):
        return False  # an adverb and a verb: 故|暂不纳入, 再|吃, 规划|通|至
    fits = left in meant.before, right in meant.after
    if not _UNITS.isdisjoint(text[start:end]):
        if not all(fits):
            return False
    elif meant.unmet:
        if not ((fits[0] and left not in _LOOSE) or (fits[1] and right not in _LOOSE) or all(fits)):
            return False
    # A word between two marks may be a name or a new term; beside one mark, the other neighbour tells.
    elif not any(fits) or (_chinese(left) and not fits[0]) or (_chinese(right) and not fits[1]):
        return False
    quoted = draft.is_quoted(start, end) and not draft.is_in_title(start)
    if quoted or straddles(draft, start, end) or draft.is_address(start, end) or not draft.is_word(start, end):
        return False
    head = text[max(0, start - _NEAR) : start].rpartition("\n")[2]
    tail = text[end : end + _NEAR].partition("\n")[0]
    cuts = boundaries(head + meant.word + tail)
    return len(head) + 1 not in cuts and (len(head) in cuts or len(head) + 2 in cuts)  # it may be part of a longer word: 责任|感


def _find(draft: Draft) -> Iterator[Hit]:
    text = draft.text
    words = _words()
    for pair in sorted(_met(text)):
        meant, wrong = words[pair], chr(pair & 0xFFFF) + chr(pair >> 16)
        at = text.find(wrong)
        while at >= 0:
            if _in_place(draft, at, meant):
                yield Hit(at, at + 2, f"“{wrong}”应为“{meant.word}”。", meant.word)
            at = text.find(wrong, at + 1)


CHECKS = (
    Check(
        code="wrong-character-in-frequent-word",
        title="常用词里有错字",
        family="wrong-characters",
        level=Level.HINT,  # 3 of 10 right in a million characters of replies that nobody tuned it on
        basis=PLAIN,
        why="输入法选错同音、形近的字，写出来的不是词；前后文正是常用词的位置。",
        find=_find,
        examples=(
            Example("要研究有效的⟦错施⟧推动工作。", "要研究有效的措施推动工作。"),
            Example("进一步⟦加墙⟧组织领导。", "进一步加强组织领导。"),
            Example("群众满意度不断⟦提髙⟧。", "群众满意度不断提高。"),
        ),
        passes=(
            "要研究有效的措施推动工作。",
            "依保函申请人的申请付款。",
            "深化“甬网善治”。",
            "阴差阳错施工延误。",
            "在望仙路等路段设置减速带。",
            "故暂不纳入计划。",
        ),
    ),
)
