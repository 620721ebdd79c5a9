"""Whether characters that stand twice are meant to: 一处一处整改, 二分队队长, 工作作风, 家家户户 are, 人民民政府 is not."""

from __future__ import annotations

from functools import lru_cache

from drafting.documents.words import cut
from drafting.proofing.characters.guard_words import MARKS, is_han, terms

_COUNTING = frozenset("一每逐两三四五六七八九十几")  # 一处一处, 逐条逐条
_FUNCTION = frozenset("的了和与及在是为对将于有不以被把由或也都从到地得着过")  # twice they are a slip, whatever a dictionary has
_BODIES = frozenset("省市县区州盟旗乡镇村局处科股室部队组连排班营团院校所站台社馆厂会行司厅署园委")
_DIVISIONS = frozenset("省市县区")
_ORGANS = frozenset({"市政府", "市委", "县政府", "县委", "区委", "省政府", "省委", "市长", "县长", "区长", "省长"})  # 市市政府 is a slip
_REACH = 8  # characters around the doubled ones that decide how they are cut


def natural_doubling(text: str, start: int, end: int) -> bool:
    """Tell whether the characters ``[start, end)`` repeat what stands beside them because the language wants it so.

    ``[start, end)`` is what a corrector would take away, either copy, or both copies together. Doubled characters are natural where they
    make no word more than the text has without one copy (工作作风: 工作 and 作风; but 人民|民|政府), where they are a reduplication
    (年年, 一个个, 走一走), where they count one by one (一处一处), and where an organ is followed by its head (二分队队长). False where
    nothing is doubled there.
    """
    size = end - start
    here = text[start:end]
    if size < 1 or end > len(text):
        return False
    copies = [(low, size) for low in (start - size, start) if low >= 0 and text[low : low + size] == text[low + size : low + 2 * size]]
    half = size // 2
    if size == 2 * half and here[:half] == here[half:]:
        copies.append((start, half))
    return any(_is_natural(text, low, unit) for low, unit in copies) or tentative(text, start, end)


def _is_natural(text: str, low: int, size: int) -> bool:
    unit, high = text[low : low + size], low + 2 * size
    if not is_han(unit):
        return unit.isalnum()  # 11, AA: figures and codes repeat themselves
    if unit == "某":
        return True  # 某某市人民政府
    if size > 1:
        return unit[0] in _COUNTING
    before, behind = text[low - 1 : low] if low else "", text[high : high + 1]
    if _is_pair(text, low - 2) or _is_pair(text, high):
        return True
    if unit in _FUNCTION:
        return before + unit in ("目的", "标的")
    if before == "一":
        return True
    if unit in _BODIES and behind == "长" and is_han(before):
        return True
    begin, stop = low, high
    while begin and low - begin < _REACH and text[begin - 1] not in MARKS:
        begin -= 1
    while stop < len(text) and stop - high < _REACH and text[stop] not in MARKS:
        stop += 1
    clause = text[begin:stop]
    if before.isdigit():  # 2017年年底 has a word with the second copy; 1日日 is a slip
        return len(_word_at(_cut(clause), 0)) == 1 < len(_word_at(_cut(clause), 1))
    return _is_word(clause, low - begin) or _is_of_two_words(clause, low - begin)


def _is_pair(text: str, at: int) -> bool:
    """Tell whether another character stands twice at ``at``: 家家户户."""
    pair = text[at : at + 2] if at >= 0 else ""
    return len(pair) == 2 and pair[0] == pair[1] and is_han(pair)


def _is_word(clause: str, low: int) -> bool:
    """Tell whether the copies at ``low`` and ``low + 1`` are a word together: 层层落实, not 国家家, where one copy is part of another."""
    return clause[low : low + 2] in terms("叠字") and len(_word_at(_cut(clause[:low] + clause[low + 1 :]), low)) == 1


@lru_cache(maxsize=4096)
def _cut(clause: str) -> tuple[str, ...]:
    return tuple(cut(clause))


def _is_of_two_words(clause: str, low: int) -> bool:
    """Tell whether the copies at ``low`` and ``low + 1`` belong to two words, or to one that is written so.

    They do where the clause has no more words than without one copy, or where one longer word ends with the first copy and another begins
    with the second, and no word that is longer than either would come out without it.
    """
    words, alone = _cut(clause), _cut(clause[:low] + clause[low + 1 :])
    word = _word_at(alone, low)
    first, second = _word_at(words, low), _word_at(words, low + 1)
    if len(word) > 1 and 1 in (len(first), len(second)) and first not in _DIVISIONS:
        return False
    if len(words) <= len(alone):
        return True
    if first is second or len(second) < 2:
        return False
    if len(first) < 2:
        return first in _DIVISIONS and second not in _ORGANS
    return len(word) <= max(len(first), len(second))


def _word_at(words: tuple[str, ...], at: int) -> str:
    """Return the word in which the character ``at`` lies."""
    for word in words:
        if at < len(word):
            return word
        at -= len(word)
    return ""


def tentative(text: str, start: int, end: int) -> bool:
    """Tell whether ``[start, end)`` lies in a verb that is said twice, with 一 or 了 between: 走一走, 看了看.

    No other character should take the place of one of these, whatever the model of the language has seen.
    """
    for low in range(max(0, end - 3), min(start, len(text) - 3) + 1):
        verb = text[low]
        if verb == text[low + 2] and text[low + 1] in "一了" and is_han(verb) and verb not in _COUNTING:
            return True
    return False
