"""错别字: frequent words of two characters with one of them wrong – 错施, 加墙, 即定, 提髙 – where the word itself would stand."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from drafting.documents.model import Level
from drafting.documents.words import boundaries, cut
from drafting.proofing.check import PLAIN, Check, Example, Hit
from drafting.proofing.common_words import common
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
def _rows() -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Return which rows of the table are of words with a certain first character, and with a certain second one."""
    firsts: dict[str, list[int]] = defaultdict(list)
    seconds: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(lines("frequent_words")):
        firsts[row[0][0]].append(number)
        seconds[row[0][1]].append(number)
    return firsts, seconds


_SEEN: dict[int, _Word | None] = {}
"""What pairs of characters that have been met are wrong forms of; the table has 130,000 wrong forms, a page meets a few hundred pairs."""

_WRONG: set[int] = set()
"""Those of ``_SEEN`` that are."""


def _meant(pair: int) -> _Word | None:
    """Return the word that ``pair``, two characters as one number (see ``_met``), is a wrong form of; of several the rarest."""
    left, right = chr(pair & 0xFFFF), chr(pair >> 16)
    firsts, seconds = _rows()
    table = lines("frequent_words")
    found = [(number, table[number][1].find(left)) for number in seconds.get(right, ()) if left in table[number][1]]
    found += [(number, table[number][2].find(right)) for number in firsts.get(left, ()) if right in table[number][2]]
    if not found or " " in (left, right):
        return None
    number, at = max(found)
    word, first, second, before, after = table[number]
    return _Word(word, before, after, at < (first if word[1] == right else second).index(" "))


def _met(text: str) -> list[int]:
    """Return which wrong forms stand in ``text``: its pairs of neighbouring characters are read as numbers, each in one step."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    pairs: set[int] = set()
    for begin in (0, 2):
        pairs.update(array("I", encoded[begin : begin + (len(encoded) - begin) // 4 * 4]))
    for pair in pairs.difference(_SEEN):
        meant = _SEEN[pair] = _meant(pair)
        if meant is not None:
            _WRONG.add(pair)
    return sorted(_WRONG & pairs)


def straddles(draft: Draft, start: int, end: int) -> bool:
    """Tell whether a character of ``[start, end)`` makes a word with its neighbour outside: 经[济量]质, 老干[部局]局长."""
    pairs = [draft.text[at - 1 : at + 1] for at in (start, end) if at]
    whole = [pair for pair in pairs if "\n" not in pair]
    return any(pair in common() for pair in whole) or any(len(cut(pair)) == 1 for pair in whole)


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
    for pair in _met(text):
        meant, wrong = _SEEN[pair], chr(pair & 0xFFFF) + chr(pair >> 16)
        at = text.find(wrong)
        while at >= 0:
            if meant is not None and _in_place(draft, at, meant):
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
