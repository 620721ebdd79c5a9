"""Faults as people make them, planted in clean sentences, to train on more than the labelled sentences there are.

Two things are learnt from labelled sentences (``learn``): how many slips a faulty sentence has and of which kinds they are; everything
else follows from how the faults come about. Who types by sound picks a wrong word or character from the list of those that are read so,
and the list is ordered by use: an alternative that is used f times is picked with a weight of f to a power (``WORD_POWER``,
``CHARACTER_POWER``: fitted to the labelled sentences by maximum likelihood). Who reads a scan gets a character of a like shape. What the
labelled sentences lack (characters twice, left out, exchanged, confusable words) has shares of its own, by judgement.

Needs jieba's dictionary and pypinyin's readings (MIT); development only.
"""

from __future__ import annotations

import logging
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from training.readings import FAR, Readings, distance

if TYPE_CHECKING:
    from drafting.proofing.characters.candidates import Candidates

CHARACTER_POWER = 0.7
WORD_POWER = 0.5
SHAPE_POWER = 0.3  # a scan knows no words: only that rare characters are seldom its answer
SPARED = 0.4  # weight of a character that is a word of its own beside one of a longer word, as counted
NOT_A_WORD = 0.24  # of two wrong neighbours, the part that make no word: chosen one by one
FAR_WORD = 0.2  # of wrong words, the part whose pinyin is near only
_TRIES = 8


@dataclass(frozen=True, slots=True)
class Profile:
    """What faulty sentences are like: weights of the number of slips, from one on, and of their kinds."""

    slips: tuple[float, ...]
    kinds: Mapping[str, float]


LEARNT = Profile(
    slips=(0.742, 0.154, 0.088, 0.012, 0.004),
    kinds={
        "same pinyin": 0.457,
        "another word": 0.124,
        "adjacent": 0.147,
        "near pinyin": 0.058,
        "unlike in sound": 0.174,
        "unlike in sound and shape": 0.04,
        # by judgement: not in the labelled sentences
        "doubled": 0.03,
        "missing": 0.03,
        "order": 0.02,
        "confusable": 0.03,
    },
)
"""Learnt from the train parts of ECSpell ODW and LAW (figures only)."""


class Span(NamedTuple):
    """Characters ``[start, end)`` of the wrong sentence, what must stand in their place, and the kind of slip."""

    start: int
    end: int
    replacement: str
    kind: str


class Planted(NamedTuple):
    """A sentence with faults, as it was before, and where the faults are, in order; without spans it is clean."""

    wrong: str
    right: str
    spans: tuple[Span, ...]


class _Slip(NamedTuple):
    """Characters ``[start, end)`` of the right sentence and what is written instead."""

    start: int
    end: int
    written: str


def learn(pairs: Iterable[tuple[str, str]], kind_of: Callable[[str, str], Mapping[tuple[int, int, str], str]]) -> Profile:
    """Return what the faulty ones of ``pairs`` (wrong, right, of one length) are like; neighbours that are wrong are one slip.

    ``kind_of`` names the kind of each wrong character of such a pair, by (start, end, right character).
    """
    slips: Counter[int] = Counter()
    kinds: Counter[str] = Counter()
    for wrong, right in pairs:
        if wrong == right or len(wrong) != len(right):
            continue
        number, last = 0, -1
        for (start, end, _), kind in sorted(kind_of(wrong, right).items()):
            if start != last:
                number += 1
                kinds[kind] += 1
            last = end
        slips[number] += 1
    most = max(slips, default=0)
    whole, every = slips.total() or 1, kinds.total() or 1
    return Profile(tuple(slips[n] / whole for n in range(1, most + 1)), {kind: count / every for kind, count in sorted(kinds.items())})


@dataclass(frozen=True)
class Planter:
    """Plants slips.

    ``words``: word → how often it is used; ``cut`` parts a sentence into words; ``shapes``: character → (character that looks like it, how
    much) …; ``confusable``: word → words of the same length that are written for it. Of a kind that has no data nothing is planted.
    """

    words: Mapping[str, int]
    cut: Callable[[str], Sequence[str]]
    shapes: Mapping[str, Sequence[tuple[str, float]]] = field(default_factory=dict)
    confusable: Mapping[str, Sequence[str]] = field(default_factory=dict)
    profile: Profile = LEARNT

    @cached_property
    def _readings(self) -> Readings:
        return Readings(self.words)

    @cached_property
    def _uses(self) -> Counter[str]:
        uses: Counter[str] = Counter()
        for word, number in self.words.items():
            for character in word:
                uses[character] += number
        return uses

    @cached_property
    def _anyhow(self) -> tuple[list[str], list[float]]:
        """All characters, and how likely each is written for one that it is not like."""
        return list(self._uses), [uses**SHAPE_POWER for uses in self._uses.values()]

    @cached_property
    def _read_so(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for character in self._uses:
            for syllable in sorted({reading.syllable for reading in self._readings.of(character)}):
                found[syllable].append(character)
        return found

    @cached_property
    def _near_syllables(self) -> dict[str, list[str]]:
        every = sorted(self._read_so)
        return {one: [other for other in every if 0 < distance(one, other) < FAR] for one in every}

    @cached_property
    def _words_read_so(self) -> tuple[dict[tuple[str, ...], list[str]], dict[tuple[str, ...], list[str]]]:
        from training.readings import folded

        same: dict[tuple[str, ...], list[str]] = defaultdict(list)
        near: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for word in self.words:
            if 2 <= len(word) <= 4:
                syllables = tuple(reading.syllable for reading in self._readings.of_word(word))
                if syllables:
                    same[syllables].append(word)
                    near[tuple(folded(syllable) for syllable in syllables)].append(word)
        return same, near

    def plant(self, sentence: str, chance: random.Random, slips: int | None = None) -> Planted:
        """Return ``sentence`` with ``slips`` slips (as many as the profile draws), fewer where there is no place; kinds drawn by share."""
        wanted = slips if slips is not None else chance.choices(range(1, len(self.profile.slips) + 1), self.profile.slips)[0]
        words = self._placed(sentence)
        data: dict[str, object] = {"unlike in sound": self.shapes, "confusable": self.confusable}
        kinds = [kind for kind in self.profile.kinds if data.get(kind, True)]
        weights = [self.profile.kinds[kind] for kind in kinds]
        made: list[tuple[_Slip, str]] = []
        for _ in range(4 * wanted):
            if len(made) == wanted:
                break
            kind = chance.choices(kinds, weights)[0]
            for _ in range(_TRIES):  # a kind that suits few words must not fall behind one that suits all
                slip = self._slip(kind, sentence, words, chance)
                if slip and all(slip.end < other.start or other.end < slip.start for other, _ in made):  # neighbours: another kind
                    made.append((slip, kind))
                    break
        return _written(sentence, sorted(made))

    def corrupt(self, sentences: Iterable[str], chance: random.Random, clean: float = 0.5) -> Iterator[Planted]:
        """Yield each of ``sentences``, the share ``clean`` of them as they are, the others with slips."""
        for sentence in sentences:
            yield Planted(sentence, sentence, ()) if chance.random() < clean else self.plant(sentence, chance)

    def _placed(self, sentence: str) -> list[tuple[int, str]]:
        found, at = [], 0
        for word in self.cut(sentence):
            if all("一" <= character <= "鿿" for character in word):
                found.append((at, word))
            at += len(word)
        return found

    def _slip(self, kind: str, sentence: str, words: Sequence[tuple[int, str]], chance: random.Random) -> _Slip | None:
        """Return a slip of ``kind`` at a place drawn from ``words``; None where the place has none."""
        if not words:
            return None
        if kind == "order":
            return self._exchanged(sentence, words, chance)
        if kind == "confusable":
            return self._confused([pair for pair in words if pair[1] in self.confusable], chance)
        if kind in ("another word", "adjacent", "missing"):
            long = [pair for pair in words if len(pair[1]) >= 2]
            if not long:
                return None
            at, word = chance.choices(long, [len(word) for _, word in long])[0]
            if kind == "missing":
                gone = chance.randrange(len(word))
                return _Slip(at + gone, at + gone + 1, "")
            return self._wrong_word(kind, at, word, chance)
        at, word = chance.choices(words, [len(word) if len(word) > 1 else SPARED for _, word in words])[0]
        if kind == "doubled":
            return self._doubled(at, word, chance)
        place = chance.randrange(len(word))
        if kind == "unlike in sound and shape":
            other = chance.choices(*self._anyhow)[0]
            return _Slip(at + place, at + place + 1, other) if other != word[place] else None
        written = self._wrong_character(kind, word[place], chance)
        return _Slip(at + place, at + place + 1, written) if written else None

    def _wrong_character(self, kind: str, right: str, chance: random.Random) -> str | None:
        if kind == "unlike in sound":
            alike = [(other, how) for other, how in self.shapes.get(right, ()) if other != right]
            weights = [how * (self._uses[other] + 1) ** SHAPE_POWER for other, how in alike]
            return chance.choices(alike, weights)[0][0] if alike else None
        spoken = {reading.syllable for reading in self._readings.of(right)}
        syllables = sorted(spoken if kind == "same pinyin" else {near for one in spoken for near in self._near_syllables.get(one, ())})
        taken: dict[str, float] = {}
        for syllable in syllables:
            nearness = 1.0 if syllable in spoken else 1.0 / min(distance(syllable, one) for one in spoken)
            for other in self._read_so.get(syllable, ()):
                taken[other] = max(taken.get(other, 0.0), nearness * (self._uses[other] + 1) ** CHARACTER_POWER)
        taken.pop(right, None)
        if kind == "near pinyin":
            taken = {other: weight for other, weight in taken.items() if not spoken & {r.syllable for r in self._readings.of(other)}}
        return chance.choices(list(taken), list(taken.values()))[0] if taken else None

    def _wrong_word(self, kind: str, at: int, word: str, chance: random.Random) -> _Slip | None:
        """Return ``word`` written as another word that is read so: with one character of it wrong, or two neighbours."""
        from training.readings import folded

        if kind == "adjacent" and chance.random() < NOT_A_WORD:
            place = chance.randrange(len(word) - 1)
            written = [self._wrong_character("same pinyin", character, chance) for character in word[place : place + 2]]
            return _Slip(at + place, at + place + 2, "".join(map(str, written))) if all(written) else None
        syllables = tuple(reading.syllable for reading in self._readings.of_word(word))
        same, near = self._words_read_so
        is_far = chance.random() < FAR_WORD
        others = near.get(tuple(folded(syllable) for syllable in syllables), []) if is_far else same.get(syllables, [])
        fitting = []
        for other in others:
            differ = [place for place, (a, b) in enumerate(zip(word, other, strict=True)) if a != b]
            if len(differ) == (1 if kind == "another word" else 2) and differ[-1] - differ[0] == len(differ) - 1:
                fitting.append((other, differ[0], differ[-1] + 1))
        if not fitting:
            return None
        other, start, end = chance.choices(fitting, [(self.words[other] + 1) ** WORD_POWER for other, _, _ in fitting])[0]
        return _Slip(at + start, at + end, other[start:end])

    def _confused(self, words: Sequence[tuple[int, str]], chance: random.Random) -> _Slip | None:
        if not words:
            return None
        at, word = chance.choice(words)
        other = chance.choice(self.confusable[word])
        differ = [place for place, (a, b) in enumerate(zip(word, other, strict=True)) if a != b]
        return _Slip(at + differ[0], at + differ[-1] + 1, other[differ[0] : differ[-1] + 1])

    def _doubled(self, at: int, word: str, chance: random.Random) -> _Slip:
        """Return a word written twice (领导领导, 的的), or its last (进行行) or, seldom, another character."""
        draw = chance.random()
        if len(word) == 1 or draw < 0.35:
            return _Slip(at, at + len(word), word + word)
        place = len(word) - 1 if draw < 0.8 else chance.randrange(len(word))
        return _Slip(at + place, at + place + 1, word[place] * 2)

    def _exchanged(self, sentence: str, words: Sequence[tuple[int, str]], chance: random.Random) -> _Slip | None:
        """Return two neighbours exchanged: mostly inside a word (经济, 济经), else where two words meet."""
        long = [(at, word) for at, word in words if len(word) >= 2]
        if long and chance.random() < 0.8:
            at, word = chance.choice(long)
            place = at + chance.randrange(len(word) - 1)
        else:
            ends = {at for at, _ in words}
            meeting = [at + len(word) - 1 for at, word in words if at + len(word) in ends]
            if not meeting:
                return None
            place = chance.choice(meeting)
        one, other = sentence[place], sentence[place + 1]
        return _Slip(place, place + 2, other + one) if one != other else None


def _written(sentence: str, slips: Sequence[tuple[_Slip, str]]) -> Planted:
    """Return ``sentence`` with ``slips`` (in order, apart from one another) made, and how each is put right."""
    parts, spans, at, length = [], [], 0, 0
    for slip, kind in slips:
        parts += [sentence[at : slip.start], slip.written]
        length += slip.start - at
        spans.append(Span(length, length + len(slip.written), sentence[slip.start : slip.end], kind))
        length += len(slip.written)
        at = slip.end
    wrong = "".join([*parts, sentence[at:]])
    return Planted(wrong, sentence, tuple(spans)) if wrong != sentence else Planted(sentence, sentence, ())


def shapes_of(candidates: Candidates) -> dict[str, list[tuple[str, float]]]:
    """Return which characters look like which, from the tables of candidates; a weight of e for four steps of closeness."""
    import numpy as np

    from drafting.proofing.characters.candidates import Kind

    asked = np.arange(0x4E00, 0xA000, dtype=np.uint16)
    found = candidates.characters(asked)
    shapes: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for at in np.flatnonzero(found.kind == Kind.SHAPE):
        shapes[chr(asked[found.index[at]])].append((chr(found.candidate[at]), math.exp(int(found.closeness[at]) / 4)))
    return dict(shapes)


def planter(profile: Profile = LEARNT) -> Planter:
    """Return a planter that knows the words of jieba's dictionary and the shapes and confusable words of ``corpus/characters/``."""
    import jieba

    from drafting.documents.resources import resource
    from drafting.documents.words import cut
    from drafting.proofing.characters.candidates import Candidates
    from training.candidates import confusable_words

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    words = {word: uses for word, uses in jieba.dt.FREQ.items() if uses}
    confusable: dict[str, list[str]] = defaultdict(list)
    for one, other in confusable_words():
        confusable[one].append(other)
    shapes = shapes_of(Candidates.open(resource("corpus") / "characters" / "candidates.bin"))
    return Planter(words, cut, shapes, dict(confusable), profile)
