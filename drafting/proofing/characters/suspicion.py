"""Where a text is not as the language model knows it: the few places in a hundred that are worth looking at.

A wrong character breaks the n-grams that it stands in: its own and those of the three characters behind it. How much each broken one
tells, and how much each unlikely character, is a weighted sum, fitted on labelled sentences (``training/suspicion.py``): with the same
number of places looked at, half as many faults are passed over as with the plain sum of the lengths of the known n-grams.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from drafting.proofing.characters.ngrams import LanguageModel
    from drafting.proofing.characters.proposing import Scored

_BEHIND = 3  # characters behind a place whose n-grams it stands in
_LEAST = -20.0  # ln P; less says no more
_STRETCH = 128  # characters of which more than half are strange in text that is none
_USUAL = -2.0  # ln P behind the end of the text

SIGNS = (
    *(f"known_{length}_at_{offset}" for offset in range(_BEHIND + 1) for length in (1, 2, 3)),
    *(f"both_short_at_{offset}" for offset in range(_BEHIND)),
    *(f"chance_at_{offset}" for offset in range(_BEHIND + 1)),
    "least_chance",
    "alone",
    "known_before",
)
"""What is weighed, in order: which length the longest known n-gram has that ends at a place and behind it (the longest of all is the rule
and weighs nothing), whether it is short at two places running, ln P there, the least of these, ln P of the character alone, and the length
of the known n-gram in front."""


class Suspicion(NamedTuple):
    """What each of ``SIGNS`` weighs, and from which sum on a place is looked at."""

    weights: tuple[float, ...]
    least: float

    def doubts(self, seen: Scored, model: LanguageModel) -> NDArray[np.float32]:
        """Return for every place of the text how much speaks against what stands there.

        What is not looked at has minus infinity: what is no Chinese character, rows of one character or two, garbled text.
        """
        sums = np.zeros(len(seen.codes), dtype=np.float32)
        for weight, sign in zip(self.weights, signs(seen, model), strict=True):
            sums += np.float32(weight) * sign
        sums[(seen.codes < 0x4E00) | (seen.codes > 0x9FFF)] = -np.inf
        strange = sums >= self.least
        sums[_repeated(seen.codes) | _garbled(strange)] = -np.inf
        return sums


def signs(seen: Scored, model: LanguageModel) -> Iterator[NDArray[np.float32]]:
    """Yield for each of ``SIGNS`` its value at every place of the text."""
    length = len(seen.codes)
    known = np.concatenate([seen.known, np.full(_BEHIND, model.order, dtype=np.uint8)])
    chances = np.concatenate([np.maximum(seen.chances, _LEAST), np.full(_BEHIND, _USUAL, dtype=np.float32)])
    for offset in range(_BEHIND + 1):
        for size in (1, 2, 3):
            yield (known[offset : offset + length] == size).astype(np.float32)
    short = known <= 2
    for offset in range(_BEHIND):
        yield (short[offset : offset + length] & short[offset + 1 : offset + 1 + length]).astype(np.float32)
    least = np.zeros(length, dtype=np.float32)
    for offset in range(_BEHIND + 1):
        here = chances[offset : offset + length]
        np.minimum(least, here, out=least)
        yield here
    yield least
    yield model.unigrams[seen.ids[_BEHIND : _BEHIND + length]]
    yield np.concatenate([np.full(1, model.order), seen.known])[:length].astype(np.float32)


def _garbled(strange: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the places around which most characters are strange: no text with wrong characters, but none at all (other checks say so)."""
    if len(strange) < _STRETCH:
        return np.zeros(len(strange), dtype=bool)
    counts = np.convolve(strange, np.ones(_STRETCH, dtype=np.int16), mode="same")
    return counts > _STRETCH // 2


def _repeated(codes: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Return which characters stand four times or more in a row, alone or in twos: rows of filling, in which every place is strange."""
    found = np.zeros(len(codes), dtype=bool)
    for period in (1, 2):
        size = 3 * period
        if len(codes) < size + period:
            continue
        same = (codes[period:] == codes[:-period]).astype(np.int8)
        begins = np.convolve(same, np.ones(size, dtype=np.int8), mode="valid") == size
        found |= np.convolve(begins, np.ones(size + period, dtype=np.int8)) > 0
    return found
