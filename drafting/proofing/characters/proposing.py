"""What might stand in a text instead of what stands there, and how much more likely the text would be with it.

One pass scores every character of the text; only where the language model is surprised (``suspicion.py``), a few characters in a hundred,
are candidates looked up and scored, thousands in one call. What comes out are the proposals that make the text more likely: who accepts
them is another's business (``features.py``, ``ranker.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from drafting.proofing.characters.candidates import CLOSEST, LONGEST, Candidates, Words, codes_of
from drafting.proofing.characters.ngrams import BOUNDARY, FARTHEST, NEAREST, UNKNOWN, LanguageModel

MOST = 68
"""Candidates of one character that are tried."""

LEAST = 0.0
"""The score from which on a candidate is a proposal."""

TIES = 0.4
"""What a tie counts beside ln P (0.2 to 0.5 did nearly as well on the labelled sentences)."""

_HOPELESS = -4.0
"""The gain in ln P below which ties are not looked up."""

KEPT = 6
"""Proposals that are kept of those that begin at one place: the best ones."""

_AROUND = 3
_COMPANY = np.arange(NEAREST, FARTHEST + 1)


class Proposals(NamedTuple):
    """What may replace ``length`` characters from ``start`` on: ``codes`` (m, 4), of which the first ``size`` count.

    ``kind``, ``closeness`` and ``weight`` are those of the candidates; ``gain`` is the difference in ln P of the text, ``ties`` that in how
    well the characters go with those a few places away.
    """

    start: NDArray[np.int32]
    length: NDArray[np.uint8]
    codes: NDArray[np.uint16]
    size: NDArray[np.uint8]
    kind: NDArray[np.uint8]
    closeness: NDArray[np.uint8]
    weight: NDArray[np.uint8]
    gain: NDArray[np.float32]
    ties: NDArray[np.float32]

    @property
    def score(self) -> NDArray[np.float32]:
        """What candidates for one place are compared by."""
        return self.gain + TIES * self.ties

    @property
    def shapes(self) -> list[tuple[int, int]]:
        """The pairs of length and size that occur, in order."""
        return [divmod(int(both), 16) for both in np.unique(self.length * np.uint8(16) + self.size)]

    def chosen(self, which: NDArray[np.bool_] | NDArray[np.intp]) -> Proposals:
        """Return those of the mask or the indices ``which``."""
        return type(self)._make(column[which] for column in self)

    def replacement(self, number: int) -> str:
        """Return the characters of a proposal."""
        return "".join(map(chr, self.codes[number, : self.size[number]]))


class Scored(NamedTuple):
    """A text as the language model sees it, three line ends before and behind it."""

    codes: NDArray[np.uint16]
    ids: NDArray[np.uint16]
    """Padded: the character at ``i`` is at ``i + 3``."""
    chances: NDArray[np.float32]
    """ln P of each character."""
    known: NDArray[np.uint8]
    """How many characters the longest known n-gram has that ends there."""


def scored(text: str, model: LanguageModel) -> Scored:
    """Return ``text`` as the model sees it, in one pass."""
    ends = np.full(_AROUND, BOUNDARY, dtype=np.uint16)
    ids = model.encode(text)
    return Scored(codes_of(text), np.concatenate([ends, ids, ends]), *model.judge_text(ids))


def singles(start: NDArray[np.int32], candidate: NDArray[np.uint16], kind: Any, closeness: Any = 0) -> Proposals:
    """Return proposals of one character for one other each, whose gain and ties are not known yet (0)."""
    codes = np.zeros((len(start), LONGEST), dtype=np.uint16)
    codes[:, 0] = candidate
    one, none = np.ones(len(start), dtype=np.uint8), np.zeros(len(start), dtype=np.uint8)
    unknown = _unknown(start)
    return Proposals(start, one, codes, one, none + np.uint8(kind), none + np.uint8(closeness), none, unknown, unknown)


def whole(words: Words) -> Proposals:
    """Return the proposals of these words, whose gain and ties are not known yet (0)."""
    start, length = words.start, words.length
    return Proposals(start, length, words.candidate, length, words.kind, words.closeness, words.weight, _unknown(start), _unknown(start))


def proposals(
    seen: Scored, at: NDArray[np.int32], model: LanguageModel, candidates: Candidates, more: Sequence[Proposals] = ()
) -> Proposals:
    """Return the best proposals for the places ``at``, sorted by place: single characters, words, superfluous, missing, moved ones.

    ``more`` are proposals from elsewhere that are weighed with these; what they gain is worked out here.
    """
    begins = np.unique(np.concatenate([at - before for before in range(LONGEST)]))
    begins = begins[begins >= 0].astype(np.int32)
    found = candidates.characters(seen.codes[at], MOST)
    words = candidates.words(seen.codes, begins)
    words = type(words)._make(column[words.changed > 1] for column in words)  # a word with one character wrong is among the characters
    edits = candidates.edits(seen.codes, begins)
    parts = [
        singles(at[found.index], found.candidate, found.kind, found.closeness),
        whole(words),
        Proposals(
            edits.start,
            edits.length,
            edits.candidate,
            edits.size,
            edits.kind,
            np.full(len(edits.start), CLOSEST, dtype=np.uint8),
            edits.weight,
            _unknown(edits.start),
            _unknown(edits.start),
        ),
        *more,
    ]
    best = []
    for part in parts:
        part = part._replace(gain=gains(part, seen, model))
        part = part.chosen(part.gain > _HOPELESS)
        best.append(_best(part._replace(ties=ties(part, seen, model))))
    return _best(Proposals._make(np.concatenate(column) for column in zip(*best, strict=True)))


def ties(made: Proposals, seen: Scored, model: LanguageModel) -> NDArray[np.float32]:
    """Return by how much better the text's characters go together with each proposal, seen over a few places."""
    result = np.zeros(len(made.start), dtype=np.float32)
    lines = np.cumsum(seen.codes == ord("\n"))
    for length, size in made.shapes:
        which = np.flatnonzero((made.length == length) & (made.size == size))
        starts, inverse = np.unique(made.start[which].astype(np.int64), return_inverse=True)
        places = starts[:, None] + np.concatenate([-_COMPANY[::-1], length - 1 + _COMPANY])
        inside = np.clip(places, 0, len(lines) - 1)
        here = (places == inside) & (lines[inside] == lines[starts][:, None])
        around = np.where(here, seen.ids[inside + _AROUND], UNKNOWN).astype(np.uint16)
        for column in range(length):
            result[which] -= model.associations(seen.ids[starts + _AROUND + column], around)[inverse]
        for column in range(size):
            result[which] += model.associations(model.identities[made.codes[which, column]], around[inverse])
    return result


def gains(made: Proposals, seen: Scored, model: LanguageModel) -> NDArray[np.float32]:
    """Return by how much ln P of the text rises with each proposal."""
    result = np.empty(len(made.start), dtype=np.float32)
    sums = np.concatenate([[0.0], np.cumsum(seen.chances, dtype=np.float64), np.zeros(_AROUND)])
    sums[len(seen.chances) + 1 :] = sums[len(seen.chances)]
    for length, size in made.shapes:
        which = np.flatnonzero((made.length == length) & (made.size == size))
        start = made.start[which]
        before = sums[start + length + _AROUND] - sums[start]
        if length == size == 1:
            after = _alone(start, model.identities[made.codes[which, 0]], seen, model)
        else:
            after = model.score_rows(windows(made.chosen(which), seen, model), _AROUND)
        # The line ends behind the text are no part of it.
        beyond = np.minimum(len(seen.chances) - start - length, _AROUND)
        for short in range(_AROUND):
            cut = which[beyond == short]
            if len(cut):
                rows = windows(made.chosen(cut), seen, model)
                after[beyond == short] = model.score_rows(np.ascontiguousarray(rows[:, : _AROUND + size + short]), _AROUND)
        result[which] = after - before
    return result


def _alone(start: NDArray[np.int32], ids: NDArray[np.uint16], seen: Scored, model: LanguageModel) -> NDArray[np.float32]:
    """Return the sum of ln P of each of ``ids`` at ``start`` and of the three characters behind it."""
    order = np.argsort(start, kind="stable")
    places, which = np.unique(start[order], return_inverse=True)
    around = seen.ids[places.astype(np.int64)[:, None] + np.arange(2 * _AROUND + 1)]
    after = np.empty(len(start), dtype=np.float32)
    after[order] = model.score_between(around[:, :_AROUND], around[:, _AROUND + 1 :], which, ids[order])
    return after


def windows(made: Proposals, seen: Scored, model: LanguageModel) -> NDArray[np.uint16]:
    """Return for proposals of one length and one size the text with them in it: three characters before, three behind."""
    length, size = int(made.length[0]), int(made.size[0])
    start = made.start.astype(np.int64)[:, None]
    before = seen.ids[start + np.arange(_AROUND)]
    behind = seen.ids[start + _AROUND + length + np.arange(_AROUND)]
    return np.concatenate([before, model.identities[made.codes[:, :size]], behind], axis=1)


def _unknown(like: NDArray[Any]) -> NDArray[np.float32]:
    return np.zeros(len(like), dtype=np.float32)


def _best(made: Proposals) -> Proposals:
    """Return the proposals with a gain, the best few of each place, by place and gain."""
    made = made.chosen(made.score > LEAST)
    made = made.chosen(np.lexsort((-made.score, made.start)))
    if not len(made.start):
        return made
    first = np.flatnonzero(np.diff(made.start, prepend=-1))
    rank = np.arange(len(made.start)) - np.repeat(first, np.diff(first, append=len(made.start)))
    return made.chosen(rank < KEPT)
