"""How characters and words are read, and how near two syllables are to one another.

The readings come from pypinyin's tables (MIT). A table of readings lists every one that a dictionary knows; which of them people really
type is weighed here by the words that have them: one that hardly any word in use has is left out.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

USED, OFTEN = 0.01, 300
"""A reading is kept that so large a share of a character's use has, or so many uses (会计 is common, though seldom beside 会)."""

MOST = 4
"""Readings kept of one character at most: a word's readings are packed into two bits a character."""

FAR = 99
"""Distance of two syllables that nobody takes for one another."""

_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxzcsryw")
_MARKED = {"z": "zh", "c": "ch", "s": "sh"}
_NEAR_INITIALS = {
    **{frozenset(pair): 2 for pair in _MARKED.items()},
    frozenset("nl"): 3,
    frozenset("fh"): 3,
    frozenset("lr"): 4,
    frozenset("bp"): 5,
    frozenset("dt"): 5,
    frozenset("gk"): 5,
    frozenset("jq"): 5,
}
_NEAR_FINALS = {
    **{frozenset((f"{vowel}n", f"{vowel}ng")): 2 for vowel in ("a", "e", "i")},
    frozenset(("ian", "iang")): 3,
    frozenset(("uan", "uang")): 3,
    frozenset(("u", "v")): 3,
    frozenset(("ong", "eng")): 5,
    frozenset(("uo", "o")): 3,
    frozenset(("ue", "ve")): 2,
}
_AS_H = {"fa": "hua", "fan": "huan", "fang": "huang", "fei": "hui", "fen": "hun", "feng": "hong", "fo": "huo", "fu": "hu"}
"""How syllables with f are spoken where f before a rounded vowel is h, or the other way round."""
_F_OR_H = 3
_SLIP = 6


class Reading(NamedTuple):
    """A syllable without its tone (``ü`` is ``v``) and the tone, 1 to 4, 5 where it is light."""

    syllable: str
    tone: int


def toneless(marked: str) -> Reading:
    """Return the reading that pypinyin writes as ``zhōng``."""
    tone = 5
    letters: list[str] = []
    for letter in unicodedata.normalize("NFD", marked):
        if letter in "\u0304\u0301\u030c\u0300":
            tone = "\u0304\u0301\u030c\u0300".index(letter) + 1
        elif letter == "\u0308":
            letters[-1] = "v"
        elif letter != "\u0302":  # ê, an interjection
            letters.append("g" if letter == "ɡ" else letter)
    return Reading("".join(letters), tone)


@cache
def _listed() -> dict[str, tuple[Reading, ...]]:
    from pypinyin.pinyin_dict import pinyin_dict

    return {chr(code): tuple(dict.fromkeys(toneless(each) for each in text.split(","))) for code, text in pinyin_dict.items()}


@cache
def _phrases() -> dict[str, tuple[Reading, ...]]:
    from pypinyin.phrases_dict import phrases_dict

    return {phrase: tuple(toneless(each[0]) for each in readings) for phrase, readings in phrases_dict.items()}


class Readings:
    """The readings in use, weighed by ``words`` (word → how often it is used)."""

    def __init__(self, words: Mapping[str, int]) -> None:
        weights: dict[str, dict[Reading, float]] = defaultdict(lambda: defaultdict(float))
        for phrase, readings in _phrases().items():
            uses = words.get(phrase, 0) + 1
            for character, reading in zip(phrase, readings, strict=False):
                weights[character][reading] += uses
        for word, uses in words.items():
            if len(word) == 1 and word in _listed():
                weights[word][_listed()[word][0]] += uses
        self._of = {character: _kept(known, weights.get(character, {})) for character, known in _listed().items()}

    def of(self, character: str) -> tuple[Reading, ...]:
        """Return the readings of ``character`` in use, the commonest first; none where it is no Chinese character."""
        return self._of.get(character, ())

    def of_word(self, word: str) -> tuple[Reading, ...]:
        """Return one reading for each character of ``word``: as the phrase is read, else each as it is commonly read."""
        known = _phrases().get(word)
        if known and len(known) == len(word):
            return known
        found = [self._of.get(character, ()) for character in word]
        return tuple(readings[0] for readings in found) if all(found) else ()


def _kept(known: Iterable[Reading], weights: Mapping[Reading, float]) -> tuple[Reading, ...]:
    """Return the readings in use, the commonest first; the table's first is always kept, and so are light ones (的、地、得、着)."""
    known = tuple(known)
    total = sum(weights.values()) or 1.0
    ordered = sorted(known, key=lambda reading: (-weights.get(reading, 0.0), known.index(reading)))
    kept = [
        reading
        for reading in ordered
        if weights.get(reading, 0.0) >= min(OFTEN, USED * total) or reading == known[0] or (reading.tone == 5 and known.index(reading) < 3)
    ]
    return tuple(kept[:MOST])


@cache
def parts(syllable: str) -> tuple[str, str]:
    """Return (initial, final): ``("zh", "ong")``; the initial is ``""`` where there is none."""
    for initial in _INITIALS:
        if syllable.startswith(initial):
            return initial, syllable[len(initial) :]
    return "", syllable


@cache
def folded(syllable: str) -> str:
    """Return the class of syllables that speakers of a dialect confuse: 平翘舌, 前后鼻音, n/l/r, f/h, u/ü are made one."""
    initial, final = parts(syllable)
    initial = {"zh": "z", "ch": "c", "sh": "s", "l": "n", "r": "n", "f": "h"}.get(initial, initial)
    return initial + final.replace("ng", "n").replace("v", "u")


@cache
def distance(one: str, other: str) -> int:
    """Return how far two syllables are apart: 0 the same, 2 to 5 confused in speech, 6 a slip of one key, ``FAR`` otherwise."""
    if one == other:
        return 0
    if one[0] + other[0] in ("fh", "hf") and (one in _AS_H or other in _AS_H):
        apart = distance(_AS_H.get(one, one), _AS_H.get(other, other)) + _F_OR_H
        if apart <= _SLIP:
            return apart
    (initial, final), (initial2, final2) = parts(one), parts(other)
    first = 0 if initial == initial2 else _NEAR_INITIALS.get(frozenset((initial, initial2)), FAR)
    last = 0 if final == final2 else _NEAR_FINALS.get(frozenset((final, final2)), FAR)
    if first + last <= 6:
        return first + last
    return _SLIP if _one_key(one, other) else FAR


def _one_key(one: str, other: str) -> bool:
    """Tell whether one syllable is the other with one letter left out, or with two that stand side by side exchanged."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) == len(one) + 1:
        return any(other[:at] + other[at + 1 :] == one for at in range(len(other)))
    if len(one) == len(other):
        return any(one[:at] + one[at + 1] + one[at] + one[at + 2 :] == other for at in range(len(one) - 1))
    return False
