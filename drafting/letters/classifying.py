"""A topic model made ready for many letters: paths, confidence, a second topic, evidence, and what a person should look at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from drafting.letters.model import CLOSENESS_SHARE, Reading, TopicModel, softmax
from drafting.letters.opinions import Opinions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

NONE = "不属于以上"
"""The answer for a letter that belongs to none of the labels asked for; given only where the labels asked for name it."""

_EVIDENCE = 5
_LIKELY = 0.03  # a second topic less likely than this is not worth showing
_SAME_WORDS = 0.1  # nor one with only words of the first and less than this part of its probability; chosen on development letters
_FEW_WORDS = 4  # a letter with fewer known words than this is always looked at
_ELSEWHERE = 0.95  # probability of the topics not asked for from which a letter belongs to none of those asked for
_OWN_MATTER = 0.9  # confidence in a part of a letter from which it is a matter of its own
_PART = 24  # characters that a part has at least
# Beginning with one set of characters, an expression is tried at few places; what must stand before it is looked at afterwards.
_SECOND = re.compile(r"[二2２](?:(?<=二)[、是]|(?<=2)[、.．]|(?<=２)|(?<=（[二2])）|(?<=\([二2])\)|(?<=[第其]二))")
_NUMBERED = re.compile(
    r"[一二三四五六1-6１-６（(第其]"
    r"(?:(?<=[一二三四五六])是?[、，,]|(?<=[1-6１-６])[、.．,，)）](?!\d)|(?<=[（(])[一二三四五六1-6][）)]|(?<=[第其])[一二三四][、，,])"
)
_SENTENCE_ENDS = "\n。；;！？!?：:"


class Topic(NamedTuple):
    """The topic of one letter; the fields are those of ``Verdict``."""

    path: tuple[str, ...]
    confidence: float
    second: tuple[str, ...] | None
    review: bool
    evidence: tuple[str, ...]
    several: bool = False


class Classifier:
    """A model made ready for many batches.

    A model of the office's own labels may have no leaves; a label that the shipped tree has too then gets the tree's. ``allowed`` are
    indices into ``model.labels``. ``shares`` (see ``adapting``) are added to the labels' scores. ``none`` allows ``NONE`` as an answer.
    Where only one label is allowed nothing speaks against it but the labels that are not: the confidence in it is its probability among
    all, and without ``none`` every letter is to be looked at.
    """

    def __init__(
        self, model: TopicModel, allowed: Sequence[int] | None = None, shares: Sequence[float] | None = None, *, none: bool = False
    ) -> None:
        import numpy as np

        self.model = model
        self.none = none
        self.closed = np.zeros(len(model.labels), np.bool_)
        if allowed is not None:
            self.closed[:] = True
            self.closed[list(allowed)] = False
        self.only = int(np.count_nonzero(~self.closed)) == 1
        self.shares = np.zeros(len(model.labels)) if shares is None else np.array(shares, np.float64)
        self.tree = model if model.leaves or model.base is None else model.base
        number = {label: index for index, label in enumerate(model.labels)}
        for alias, label in self.tree.aliases.items():
            number.setdefault(label, number.get(alias, -1))
        self.label_of_leaf = np.array([number.get(path[0], -1) for path in self.tree.leaves], np.int64)
        self.through = _Through(model) if model.base is not None else None

    def topics(self, texts: Sequence[str], reading: Reading | None = None) -> list[Topic]:
        """Return the topic of each text; ``reading`` is the model's, where it has been made."""
        import numpy as np

        if not texts:
            return []
        reading = reading or self.model.read(texts)
        best, confidence, shares = self._best(reading)
        rows = np.arange(len(texts))
        shares[rows, best] = -1
        second = shares.argmax(axis=1)
        other = shares[rows, second]
        few = _few(reading)
        review = (confidence < self.model.sure) | few | (self.only and not self.none)
        if self.model.apart > 0:
            review |= self._apart(reading.closest, best) < self.model.apart
        closeness = self._closeness(reading)
        paths, nearest = self._paths(closeness, best)
        evidence = self._weights(reading.features, reading.said, best, nearest).words()
        asked = np.flatnonzero(other >= _LIKELY)
        next_paths, next_nearest = self._paths(None if closeness is None else closeness[asked], second[asked])
        said = reading.said and _said_of(reading.said, asked)
        theirs = self._weights(reading.features[asked], said, second[asked], next_nearest)
        weak = (other < _SAME_WORDS * confidence)[asked]
        told, spoken = theirs.words(weak), (theirs.heaviest > 0).tolist()
        seconds: list[tuple[str, ...] | None] = [None] * len(texts)
        for at, (row, path, is_weak) in enumerate(zip(asked.tolist(), next_paths, weak.tolist(), strict=True)):
            # What nothing in the letter speaks for only fills the place.
            if _own_words(told[at], evidence[row]) if is_weak else spoken[at]:
                seconds[row] = path
        found = [
            Topic(path, round(share, 4), next_path, doubtful, words)
            for path, share, next_path, doubtful, words in zip(paths, confidence.tolist(), seconds, review.tolist(), evidence, strict=True)
        ]
        if self.none:
            for row in np.flatnonzero(self._none_of_them(reading)).tolist():
                found[row] = Topic((NONE,), found[row].confidence, found[row].path, True, ())
        return found

    def known_paths(self) -> frozenset[tuple[str, ...]]:
        """Return every path that a topic may have: a label, or under it a leaf of the tree."""
        leaves = zip(self.tree.leaves, self.label_of_leaf.tolist(), strict=True)
        deep = ((self.model.labels[label], *leaf[1:]) for leaf, label in leaves if label >= 0)
        return frozenset({*((label,) for label in self.model.labels), *deep})

    def probabilities(self, reading: Reading) -> NDArray[np.float64]:
        """Return texts × labels; labels that are not allowed have probability 0."""
        import numpy as np

        scores = reading.scores + self.shares
        scores[:, self.closed] = -np.inf
        return softmax(scores)

    def with_parts(self, texts: Sequence[str], found: list[Topic]) -> list[Topic]:
        """Return ``found`` with the second topic of letters that number several matters, where one is surely of another topic."""
        import numpy as np

        rows, parts = [], []
        for row, text in enumerate(texts):
            for part in parts_of(text):
                rows.append(row)
                parts.append(part)
        result = list(found)
        if not parts:
            return result
        reading = self.model.read(parts)
        best, confidence, _ = self._best(reading)
        labels = [self.model.labels[label] for label in best.tolist()]
        other = [label != result[row].path[0] for row, label in zip(rows, labels, strict=True)]
        sure = np.array([round(share, 4) >= _OWN_MATTER for share in confidence.tolist()]) & other
        if self.none:
            sure &= ~self._none_of_them(reading)
        own = np.flatnonzero(sure)
        closeness = self._closeness(reading)
        paths, nearest = self._paths(None if closeness is None else closeness[own], best[own])
        evidence = self._weights(reading.features[own], reading.said and _said_of(reading.said, own), best[own], nearest).words()
        for at, path, words in zip(own.tolist(), paths, evidence, strict=True):
            one = result[rows[at]]
            if not one.several and len(words) > 1:
                result[rows[at]] = one._replace(second=path, several=True)
        return result

    def _best(self, reading: Reading) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
        """Return the likeliest label of each text, the confidence in it, and the ``probabilities``."""
        import numpy as np

        shares = self.probabilities(reading)
        best = shares.argmax(axis=1)
        confidence = 1 - self._elsewhere(reading) if self.only else shares[np.arange(len(best)), best]
        return best, confidence, shares

    def _none_of_them(self, reading: Reading) -> NDArray[np.bool_]:
        """Return for each text whether it belongs to none of the labels that are allowed."""
        result: NDArray[np.bool_] = _few(reading) | (self._elsewhere(reading) >= _ELSEWHERE)
        return result

    def _elsewhere(self, reading: Reading) -> NDArray[np.float64]:
        """Return for each text the probability of the labels that are not allowed, all being possible."""
        result: NDArray[np.float64] = softmax(reading.scores)[:, self.closed].sum(axis=1)
        return result

    def _closeness(self, reading: Reading) -> NDArray[np.float32] | None:
        """Return texts × leaves of the tree, None where no label is among the tree's."""
        if self.tree is self.model:
            return reading.closeness
        return None if reading.said is None or (self.label_of_leaf < 0).all() else reading.said.closeness

    def _apart(self, closest: NDArray[np.float32], chosen: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return for each text by which part the closest leaf of any other allowed label falls short of that of ``labels[chosen]``.

        0 or less where another is as close or closer.
        """
        import numpy as np

        rows = np.arange(len(chosen))
        others = np.where(self.closed, np.float32(0), closest)
        others[rows, chosen] = 0
        apart: NDArray[np.float32] = 1 - others.max(axis=1) / np.maximum(closest[rows, chosen], np.float32(1e-6))
        return apart

    def _paths(
        self, closeness: NDArray[np.float32] | None, chosen: NDArray[np.int64]
    ) -> tuple[list[tuple[str, ...]], NDArray[np.int64] | None]:
        """Return for each text the closest path under ``labels[chosen]``, and the number of its leaf (0 where the label has none)."""
        import numpy as np

        if closeness is None:
            return [(self.model.labels[label],) for label in chosen.tolist()], None
        nearest = np.zeros(len(chosen), np.int64)
        for label in set(chosen.tolist()):
            leaves, rows = np.flatnonzero(self.label_of_leaf == label), np.flatnonzero(chosen == label)
            if len(leaves):
                nearest[rows] = leaves[closeness[rows[:, None], leaves].argmax(axis=1)]
        pairs = zip(chosen.tolist(), nearest.tolist(), strict=True)
        return [self._leaf_paths.get(pair, (self.model.labels[pair[0]],)) for pair in pairs], nearest

    @cached_property
    def _leaf_paths(self) -> dict[tuple[int, int], tuple[str, ...]]:
        """Return (label, leaf) → path, for the leaves of the tree that stand under a label."""
        leaves = enumerate(zip(self.tree.leaves, self.label_of_leaf.tolist(), strict=True))
        return {(label, number): (self.model.labels[label], *path[1:]) for number, (path, label) in leaves if label >= 0}

    def _weights(
        self, features: csr_array, said: Opinions | None, chosen: NDArray[np.int64], nearest: NDArray[np.int64] | None
    ) -> _Weights:
        """Return what each word of each text weighs for the chosen label.

        A word's weight is what it adds to the label's score against the average label, in the linear part and in the closeness to the
        leaf against the average leaf; where the model weighs a base's opinion, what the word adds through that.
        """
        import numpy as np

        model, index = self.model, features.indices
        texts = features.shape[0]
        rows = np.repeat(np.arange(texts), np.diff(features.indptr))
        weight = features.data * model.speaks.take(index * np.int64(len(model.labels)) + chosen.take(rows))
        if self.through is not None:
            weight = weight + self.through.weight(features, said, rows, chosen)
        if self.tree is model and nearest is not None:
            closer = model.leaf_table.weights_at(index, nearest.take(rows)) - model.usual.take(index)
            weight = weight + np.float32(CLOSENESS_SHARE) * features.data * closer
        weight = np.where(model.shown.take(index), weight, np.float32(0))
        heaviest = np.zeros(texts, weight.dtype)
        filled = np.flatnonzero(np.diff(features.indptr))
        if len(filled):
            heaviest[filled] = np.maximum(np.maximum.reduceat(weight, features.indptr[filled]), 0)
        return _Weights(model.vocabulary.words, index, rows, weight, heaviest)


class _Weights(NamedTuple):
    """What the words of some texts weigh: ``numbers`` are the words', ``rows`` their texts', ``heaviest`` has for each text 0 at least."""

    vocabulary: tuple[str, ...]
    numbers: NDArray[np.int32]
    rows: NDArray[np.int64]
    weight: NDArray[np.float32]
    heaviest: NDArray[np.float32]

    def words(self, wanted: NDArray[np.bool_] | None = None) -> list[tuple[str, ...]]:
        """Return for each text (or only for those ``wanted``) the words that weigh most, the weightiest first."""
        import numpy as np

        # Only words that weigh at least a fifth of the heaviest are worth ranking: that leaves little to sort.
        least = self.heaviest / 5
        if wanted is not None:
            least[~wanted] = np.inf
        kept = np.flatnonzero(self.weight > least.take(self.rows))
        rows = self.rows.take(kept)
        order = np.argsort(rows - self.weight.take(kept) / (2 * self.heaviest.take(rows).astype(np.float64)), kind="stable")
        ranked = self.numbers.take(kept.take(order)).tolist()
        bounds = np.searchsorted(rows, np.arange(len(self.heaviest) + 1)).tolist()
        words = self.vocabulary
        return [_apart_from_each_other([words[number] for number in ranked[start:end]]) for start, end in pairwise(bounds)]


def _apart_from_each_other(words: Sequence[str]) -> tuple[str, ...]:
    """Return the first few of ``words`` of which none is part of another."""
    picked: list[str] = []
    for word in words:
        for one in picked:
            if word in one or one in word:
                break
        else:
            picked.append(word)
            if len(picked) == _EVIDENCE:
                break
    return tuple(picked)


def _few(reading: Reading) -> NDArray[np.bool_]:
    """Return for each text whether it has so few known words that they tell little."""
    import numpy as np

    result: NDArray[np.bool_] = np.diff(reading.features.indptr) < _FEW_WORDS
    return result


def _said_of(said: Opinions, rows: NDArray[np.int64]) -> Opinions:
    """Return what the base model says of some of the texts."""
    return Opinions(said.matrix[rows], said.times[rows], said.closeness[rows])


def _own_words(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether any of ``words`` is not one of ``others``, nor a part of one or the other way round."""
    return any(not any(word in other or other in word for other in others) for word in words)


class _Through:
    """What each word says for each label through the base model's opinion, before the length of that opinion is known."""

    def __init__(self, model: TopicModel) -> None:
        import numpy as np

        base = model.base
        if base is None:
            raise ValueError("a model without a base")
        weights = model.scorer.opinion_weights - model.scorer.opinion_weights.mean(axis=1, keepdims=True)
        of_labels, of_leaves = weights[: len(base.labels)], weights[len(base.labels) :]
        columns = model.base_columns
        known = columns >= 0
        self.by_labels = np.where(known[:, None], (base.scorer.weights @ of_labels)[columns], np.float32(0)).astype(np.float32)
        self.by_leaves = np.where(known[:, None], np.asarray(base.scorer.leaf_weights @ of_leaves)[columns], np.float32(0)).astype(
            np.float32
        )
        # Both models count alike and weigh words by their own rarity.
        self.ratio = np.where(known, base.rarity[columns] / np.maximum(model.rarity, np.float32(1e-6)), np.float32(0)).astype(np.float32)

    def weight(self, features: csr_array, said: Opinions | None, rows: NDArray[np.int64], chosen: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return what each word of each text adds to the score of the chosen label."""
        import numpy as np

        if said is None:
            raise ValueError("a reading without a base")
        times = said.times
        seen = features.data * self.ratio[features.indices]
        length = np.sqrt(np.bincount(rows, seen.astype(np.float64) ** 2, features.shape[0]))
        seen = seen / np.maximum(length, 1e-6)[rows]
        spoken = (
            self.by_labels[features.indices, chosen[rows]] * times[rows, 0]
            + self.by_leaves[features.indices, chosen[rows]] * times[rows, 1]
        )
        result: NDArray[np.float32] = (seen * spoken).astype(np.float32)
        return result


def parts_of(text: str) -> list[str]:
    """Return the numbered parts of a letter that numbers at least two (一、…二、…, 1. … 2. …), none for any other letter."""
    if not _SECOND.search(text):
        return []
    starts = [start for found in _NUMBERED.finditer(text) if _begins_sentence(text, start := found.start())]
    if len(starts) < 2:
        return []
    parts = [text[start:end].strip() for start, end in pairwise([*starts, len(text)])]
    return [part for part in parts if len(part) >= _PART]


def _begins_sentence(text: str, start: int) -> bool:
    """Whether the text or a sentence of it begins at ``start``, blanks aside."""
    end = start
    while end and text[end - 1] != "\n" and text[end - 1].isspace():
        end -= 1
    return not end or text[end - 1] in _SENTENCE_ENDS
