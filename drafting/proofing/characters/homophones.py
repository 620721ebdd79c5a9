"""Words that are right in themselves and stand for another that sounds the same: 党组书籍 for 党组书记, 建立等级制度 for 建立登记制度.

Little speaks against such a word: it is one, and the n-grams that it stands in are known. So it is not only looked at where the text is
surprising (``suspicion.py``): every word of two characters is asked whether the text would be likelier with one of those that sound the
same, which is cheap: there is one to try for every three characters.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from drafting.proofing.characters.candidates import Candidates, Kind, Words
from drafting.proofing.characters.ngrams import LanguageModel
from drafting.proofing.characters.proposing import Scored, gains, singles, whole

LIKELIER = 1.0
"""By how much ln P of the text must rise: so seven places in ten thousand characters of official text are looked at that would not be,
and of the wrong characters of the labelled sentences that would be passed over nearly half are."""

_BLOCK = 8192  # places asked about at once: what words sound like takes room
_CALM = 0.0  # the doubt below which no character is asked about


def mistaken(seen: Scored, doubts: NDArray[np.float32], least: float, model: LanguageModel, candidates: Candidates) -> NDArray[np.int32]:
    """Return the places, of those with a doubt below ``least``, where one character makes the word another that is likelier there."""
    calm = (doubts >= _CALM) & (doubts < least)
    asked = np.flatnonzero(calm).astype(np.int32)
    found = [_likelier(asked[start : start + _BLOCK], calm, seen, model, candidates) for start in range(0, len(asked), _BLOCK)]
    places: NDArray[np.int32] = np.unique(np.concatenate(found)) if found else asked
    return places


def _likelier(
    asked: NDArray[np.int32], calm: NDArray[np.bool_], seen: Scored, model: LanguageModel, candidates: Candidates
) -> NDArray[np.int32]:
    """Return the places of the words that ``asked`` belong to where another word is likelier; some twice."""
    words = candidates.twins(seen.codes, np.unique(np.concatenate([asked - 1, asked])))
    both = words.changed > 1
    second = words.candidate[:, 0] == seen.codes[words.start]
    place = words.start + second.astype(np.int32)
    code = np.where(second, words.candidate[:, 1], words.candidate[:, 0])
    inside = calm[place] & ~both
    one = singles(place[inside], code[inside], Kind.CONFUSABLE)
    two = whole(Words._make(column[both & calm[words.start] & calm[words.start + 1]] for column in words))
    return np.concatenate([made.start[gains(made, seen, model) >= LIKELIER] for made in (one, two)])
