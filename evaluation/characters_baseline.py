"""The plain baseline: a language model, what is read the same, and a threshold; nothing is learnt from labelled sentences but that.

Every character that is unlikely where it stands is replaced by each that has the same pinyin, every two such neighbours by each word
that has it; the best replacement is proposed where it makes the line more likely by a gain in ln P. A second pass looks at the
lines as the first left them, so that a fault beside another is seen in its true surroundings.

``python -m evaluation.characters_baseline MODEL`` prints its tables on the labelled sentences, the threshold chosen by nested
cross-validation. The model must not have read those sentences (``python -m training language … --without odw.train --without law.train``).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evaluation.characters import Correction, corrected
from evaluation.characters_rows import edits, read
from evaluation.characters_tiers import nested, tables
from training.readings import Readings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from drafting.proofing.characters.ngrams import LanguageModel

UNLIKELY = -4.0  # ln P of a character, or of one of the two after it, from which on it is looked at
LEAST = 1.0  # gain in ln P below which nothing is proposed
_AFTER = 3
_RARE = 20  # uses of a word in the dictionary below which it is no candidate
_ROWS = 1 << 19  # windows scored at once


class _Candidate(NamedTuple):
    start: int
    end: int
    text: str
    gain: float


class Plain:
    """The corrector. ``probability`` of its corrections is gain / (1 + gain): in order of the gain, but no probability."""

    def __init__(self, model: LanguageModel, words: Mapping[str, int], passes: int = 2) -> None:
        self._model = model
        self._passes = passes
        readings = Readings(words)
        self._readings = readings
        by_syllable: dict[str, list[str]] = defaultdict(list)
        for character in sorted({character for word in words for character in word}):
            if int(model.encode(character)[0]):  # what the model does not know, it cannot prefer
                for syllable in sorted({reading.syllable for reading in readings.of(character)}):
                    by_syllable[syllable].append(character)
        self._by_syllable = dict(by_syllable)
        self._by_syllables: dict[tuple[str, str], list[str]] = defaultdict(list)
        for word, uses in words.items():
            if len(word) == 2 and uses >= _RARE:
                spoken = readings.of_word(word)
                if len(spoken) == 2:
                    self._by_syllables[spoken[0].syllable, spoken[1].syllable].append(word)

    def __call__(self, sentences: Sequence[str]) -> list[list[Correction]]:
        """Return what is proposed for each of ``sentences``, apart from one another."""
        texts = list(sentences)
        gains: list[dict[int, float]] = [{} for _ in texts]
        for _ in range(self._passes):
            for index, found in enumerate(self._pass(texts)):
                texts[index] = corrected(texts[index], [Correction(c.start, c.end, c.text) for c in found])
                for each in found:
                    for at in range(each.start, each.end):
                        gains[index][at] = each.gain
        answers = []
        for sentence, text, gain in zip(sentences, texts, gains, strict=True):
            answers.append([Correction(*edit, gain[edit.start] / (1 + gain[edit.start])) for edit in edits(sentence, text)])
        return answers

    def _pass(self, texts: Sequence[str]) -> list[list[_Candidate]]:
        import numpy as np

        whole = "\n".join(texts)
        ids = self._model.encode(whole)
        scores = self._model.log_probabilities(ids)
        low = scores.copy()
        for after in (1, 2):
            low[:-after] = np.minimum(low[:-after], scores[after:])
        before = self._model.order - 1
        padded = np.concatenate(
            [np.full(before, ids.dtype.type(self._model.encode("\n")[0])), ids, np.full(_AFTER + 2, self._model.encode("\n")[0])]
        )
        places = [int(at) for at in np.flatnonzero(low < UNLIKELY) if "一" <= whole[at] <= "鿿"]
        found = self._scored(whole, padded, places, before)
        return _apart(found, [len(text) for text in texts])

    def _scored(self, whole: str, padded: NDArray[np.uint16], places: Iterable[int], before: int) -> list[_Candidate]:
        """Return the best replacement at each place, of one character and of two, where it gains enough."""
        import numpy as np

        best: dict[tuple[int, int], _Candidate] = {}
        for length in (1, 2):
            starts: list[int] = []
            texts: list[str] = []
            for at in places:
                for other in self._instead(whole[at : at + length], length):
                    starts.append(at)
                    texts.append(other)
            width = before + length + _AFTER
            for block in range(0, len(starts), _ROWS):
                where = np.array(starts[block : block + _ROWS])
                rows = padded[where[:, None] + np.arange(width)]
                unique, which = np.unique(where, return_inverse=True)
                was = self._model.score_rows(padded[unique[:, None] + np.arange(width)], before)[which]
                rows[:, before : before + length] = self._model.encode("".join(texts[block : block + _ROWS])).reshape(-1, length)
                gains = self._model.score_rows(rows, before) - was
                for row in np.flatnonzero(gains >= LEAST):
                    start, gain = int(where[row]), float(gains[row])
                    if (start, length) not in best or gain > best[start, length].gain:
                        best[start, length] = _Candidate(start, start + length, texts[block + int(row)], gain)
        return list(best.values())

    def _instead(self, text: str, length: int) -> list[str]:
        if length == 1:
            spoken = {reading.syllable for reading in self._readings.of(text)}
            return [other for syllable in sorted(spoken) for other in self._by_syllable.get(syllable, ()) if other != text]
        if len(text) < 2:
            return []
        first, second = ({reading.syllable for reading in self._readings.of(character)} for character in text)
        words = (word for a in sorted(first) for b in sorted(second) for word in self._by_syllables.get((a, b), ()))
        return [word for word in words if word[0] != text[0] and word[1] != text[1]]


def _apart(found: Sequence[_Candidate], lengths: Sequence[int]) -> list[list[_Candidate]]:
    """Return the candidates by line with offsets into it, the best first wherever two are so near that one changes the other's gain."""
    starts, at = [], 0
    for length in lengths:
        starts.append(at)
        at += length + 1
    taken: set[int] = set()
    answers: list[list[_Candidate]] = [[] for _ in lengths]
    for each in sorted(found, key=lambda c: (-c.gain, c.start)):
        if not taken.intersection(range(each.start - _AFTER, each.end + _AFTER)):
            taken.update(range(each.start, each.end))
            line = _line(starts, each.start)
            answers[line].append(_Candidate(each.start - starts[line], each.end - starts[line], each.text, each.gain))
    return answers


def _line(starts: Sequence[int], at: int) -> int:
    from bisect import bisect_right

    return bisect_right(starts, at) - 1


def main(arguments: Sequence[str]) -> None:
    """Print the tables of the baseline with the language model in the file ``arguments[0]``."""
    import jieba

    from drafting.proofing.characters.ngrams import LanguageModel
    from evaluation.gate import data_folder

    folder = data_folder()
    if folder is None:
        print("no development data", file=sys.stderr)
        return
    jieba.initialize()
    plain = Plain(LanguageModel.open(Path(arguments[0])), {word: uses for word, uses in jieba.dt.FREQ.items() if uses})
    rows = read(folder / "typos")
    known = {row.wrong: found for row, found in zip(rows, plain([row.wrong for row in rows]), strict=True)}
    # Nothing of it is learnt but the thresholds: what it proposes is the same in every fold.
    print(tables({"plain": nested(rows, lambda _: lambda texts: [known[text] for text in texts])}))


if __name__ == "__main__":
    main(sys.argv[1:])
