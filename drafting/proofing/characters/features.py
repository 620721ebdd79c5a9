"""What the ranker knows of a proposal: numbers, one row a proposal, in the order of ``FEATURES``."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from drafting.proofing.characters.candidates import LONGEST, Candidates
from drafting.proofing.characters.ngrams import LanguageModel
from drafting.proofing.characters.proposing import Proposals, Scored, windows

FEATURES = (
    "gain",
    "gain_a_character",
    "ties",
    "score",
    "margin",  # to the best other proposal for the same characters
    "rivals",  # other proposals for these characters with nearly the gain
    "kind",
    "closeness",
    "weight",
    "length",
    "growth",
    "old_least",  # the least of ln P of the characters concerned, as they stand
    "new_least",
    "old_first",
    "new_first",
    "old_behind",  # ln P of the character behind
    "new_behind",
    "old_known",  # how much of the neighbourhood consists of n-grams that the model knows
    "new_known",
    "new_known_least",
    "old_common",  # ln of how common the characters are in themselves
    "new_common",
    "left",  # what stands before: 0 Chinese, 1 a mark, 2 an end, 3 a digit or a letter
    "right",
    "around",  # how unfamiliar the further surroundings are
    "old_word",  # characters of the longest word of the dictionary that the place lies in as it stands
    "new_word",
    "old_weight",  # how common the commonest of these words is
    "new_weight",
    "old_left",  # how common the word is that the first character makes with the one before
    "new_left",
    "old_right",  # … the last one with the one behind
    "new_right",
    "line",  # characters of the line
    "from_start",
    "from_end",
    "doubt",  # how much speaks against the characters concerned (``suspicion.py``): against the worst of them
)

_NEAR = 6
_AROUND = 3
_BESIDE = 2.0
_CERTAIN = -20.0  # what is not in doubt at all


def features(
    made: Proposals, seen: Scored, doubts: NDArray[np.float32], model: LanguageModel, candidates: Candidates
) -> NDArray[np.float32]:
    """Return the features of ``made``, proposals for the text that is ``seen``; ``doubts`` are those of its characters."""
    count = len(made.start)
    columns: dict[str, NDArray[Any]] = {}
    start, length, size = made.start.astype(np.int64), made.length.astype(np.int64), made.size.astype(np.int64)
    end = start + length
    columns["gain"] = made.gain
    columns["gain_a_character"] = made.gain / np.maximum(length, 1)
    columns["ties"] = made.ties
    columns["score"] = made.score
    columns["margin"], columns["rivals"] = _rivalry(made)
    columns["kind"] = made.kind
    columns["closeness"] = made.closeness
    columns["weight"] = made.weight
    columns["length"] = length
    columns["growth"] = size - length
    columns |= _chances(made, seen, model)
    sorts = _sorts(seen.codes)
    columns["left"] = np.where(start > 0, sorts[np.maximum(start - 1, 0)], 2)
    columns["right"] = np.where(end < len(sorts), sorts[np.minimum(end, len(sorts) - 1)], 2)
    columns["around"] = _around(seen, start, end)
    columns |= _words(made, seen, candidates) | _lines(made, seen.codes)
    columns["doubt"] = _doubt(made, doubts)
    rows = np.empty((count, len(FEATURES)), dtype=np.float32)
    for at, name in enumerate(FEATURES):
        rows[:, at] = columns[name]
    return rows


def _rivalry(made: Proposals) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return by how much each proposal is better than the best other one that touches its characters, and how many are nearly as good."""
    count = len(made.start)
    score = made.score
    margin, rivals = np.full(count, 30, dtype=np.float32), np.zeros(count, dtype=np.float32)
    order = np.argsort(made.start, kind="stable")
    start, score = made.start[order], score[order]
    end = start + made.length[order]
    here, step = np.arange(count), 1
    while len(here := here[here + step < count]) and len(
        here := here[start[here + step] < end[here]]
    ):  # who still touches the next but so many
        there = here + step
        apart = score[here] - score[there]
        margin[here] = np.minimum(margin[here], apart)
        margin[there] = np.minimum(margin[there], -apart)
        beside = np.abs(apart) < _BESIDE
        rivals[here] += beside
        rivals[there] += beside
        step += 1
    margin[order], rivals[order] = margin.copy(), rivals.copy()
    return margin, rivals


def _chances(made: Proposals, seen: Scored, model: LanguageModel) -> dict[str, NDArray[np.float32]]:
    """Return what the model says of the text with and without each proposal."""
    count = len(made.start)
    names = ("old_least", "new_least", "old_first", "new_first", "old_behind", "new_behind", "old_known", "new_known", "new_known_least")
    found = {name: np.zeros(count, dtype=np.float32) for name in (*names, "old_common", "new_common")}
    chances = np.concatenate([seen.chances, np.zeros(_AROUND + 4, dtype=np.float32)])
    known = np.concatenate([seen.known, np.full(_AROUND + 4, 4, dtype=np.uint8)])
    for length, size in made.shapes:
        which = np.flatnonzero((made.length == length) & (made.size == size))
        part = made.chosen(which)
        rows = windows(part, seen, model)
        scores, lengths = model.judge_rows(rows, _AROUND)
        places = part.start.astype(np.int64)[:, None] + np.arange(length + _AROUND)
        old, old_known = chances[places], known[places]
        found["old_least"][which] = old.min(axis=1)
        found["new_least"][which] = scores.min(axis=1)
        found["old_first"][which] = old[:, 0]
        found["new_first"][which] = scores[:, 0]
        found["old_behind"][which] = old[:, length]
        found["new_behind"][which] = scores[:, size]
        found["old_known"][which] = old_known.mean(axis=1)
        found["new_known"][which] = lengths.mean(axis=1)
        found["new_known_least"][which] = lengths[:, : size + 1].min(axis=1)
        ids = seen.ids[part.start.astype(np.int64)[:, None] + _AROUND + np.arange(length)]
        found["old_common"][which] = model.unigrams[ids].min(axis=1)
        found["new_common"][which] = model.unigrams[model.identities[part.codes[:, :size]]].min(axis=1)
    return found


def _sorts(codes: NDArray[np.uint16]) -> NDArray[np.float32]:
    sorts = np.ones(len(codes), dtype=np.float32)
    sorts[(codes >= 0x4E00) & (codes <= 0x9FFF)] = 0
    sorts[codes == ord("\n")] = 2
    alphanumeric = ((codes >= 0x30) & (codes <= 0x39)) | ((codes >= 0x41) & (codes <= 0x5A)) | ((codes >= 0x61) & (codes <= 0x7A))
    sorts[alphanumeric] = 3
    return sorts


def _around(seen: Scored, start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return the mean length of known n-grams among the characters further away on both sides: low in names and foreign matter."""
    sums = np.concatenate([[0.0], np.cumsum(seen.known, dtype=np.float64)])
    low, high = np.maximum(start - _NEAR, 0), np.minimum(end + _AROUND + _NEAR, len(seen.known))
    behind = np.minimum(end + _AROUND, len(seen.known))
    total = sums[start] - sums[low] + sums[high] - sums[behind]
    counts = start - low + high - behind
    return np.where(counts > 0, total / np.maximum(counts, 1), 4).astype(np.float32)


def _words(made: Proposals, seen: Scored, candidates: Candidates) -> dict[str, NDArray[np.float32]]:
    """Return the words of the dictionary that the place lies in, with and without each proposal."""
    count = len(made.start)
    found = {f"{side}_{name}": np.zeros(count, dtype=np.float32) for side in ("old", "new") for name in ("word", "weight", "left", "right")}
    ends = np.zeros(_AROUND, dtype=np.uint16)
    codes = np.concatenate([ends, seen.codes, ends])
    for length, size in made.shapes:
        which = np.flatnonzero((made.length == length) & (made.size == size))
        start = made.start[which].astype(np.int64)[:, None]
        old = codes[start + np.arange(_AROUND + length + _AROUND)]
        new = np.concatenate([old[:, :_AROUND], made.codes[which, :size], old[:, _AROUND + length :]], axis=1)
        for side, rows, inside in (("old", old, length), ("new", new, size)):
            for words in range(2, LONGEST + 1):
                for column in range(max(0, _AROUND - words + 1), _AROUND + inside):
                    if column + words > rows.shape[1]:
                        break
                    weight = candidates.common(rows[:, column : column + words]).astype(np.float32)
                    found[f"{side}_weight"][which] = np.maximum(found[f"{side}_weight"][which], weight)
                    longest = np.where(weight > 0, np.float32(words), np.float32(0))
                    found[f"{side}_word"][which] = np.maximum(found[f"{side}_word"][which], longest)
                    if words == 2 and column == _AROUND - 1:
                        found[f"{side}_left"][which] = weight
                    if words == 2 and column == _AROUND + inside - 1:
                        found[f"{side}_right"][which] = weight
    return found


def _doubt(made: Proposals, doubts: NDArray[np.float32]) -> NDArray[np.float32]:
    found = np.full(len(made.start), _CERTAIN, dtype=np.float32)
    for column in range(LONGEST):
        inside = np.flatnonzero(column < made.length)
        found[inside] = np.maximum(found[inside], doubts[made.start[inside] + column])
    return found


def _lines(made: Proposals, codes: NDArray[np.uint16]) -> dict[str, NDArray[np.float32]]:
    """Return how long the line of each proposal is, and how far it is from both its ends."""
    breaks = np.flatnonzero(codes == ord("\n"))
    limits = np.concatenate([[-1], breaks, [len(codes)]])
    start = made.start.astype(np.int64)
    which = np.searchsorted(breaks, start)
    first, last = limits[which] + 1, limits[which + 1]
    return {
        "line": np.minimum(last - first, 200).astype(np.float32),
        "from_start": np.minimum(start - first, 30).astype(np.float32),
        "from_end": np.minimum(last - start - made.length, 30).astype(np.float32),
    }
