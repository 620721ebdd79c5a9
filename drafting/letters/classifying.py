"""A topic model made ready for many letters: paths, confidence, a second topic, evidence, and what a person should look at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from drafting.letters.model import CLOSENESS_SHARE, Reading, TopicModel, softmax
from drafting.letters.opinions import Opinions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NONE = "不属于以上"
"""The answer for a letter that belongs to none of the labels asked for; given only where the labels asked for name it."""

_EVIDENCE = 5
_SECOND = 0.03  # a second topic less likely than this is not worth showing
_SAME_WORDS = 0.1  # nor one with only words of the first and less than this part of its probability; chosen on development letters
_FEW_WORDS = 4  # a letter with fewer known words than this is always looked at
_ELSEWHERE = 0.95  # probability of the topics not asked for from which a letter belongs to none of those asked for
_OWN_MATTER = 0.9  # confidence in a part of a letter from which it is a matter of its own
_PART = 24  # characters that a part has at least
_SECOND_MARKS = ("二、", "2、", "2.", "2．", "二是", "（二）", "(二)", "（2）", "(2)", "第二", "其二", "２")
_NUMBERED = re.compile(
    r"(?:^|(?<=[\n。；;！？!?：:]))\s*"
    r"(?:[一二三四五六]是?[、，,]|[1-6１-６][、.．,，)）](?!\d)|[（(][一二三四五六1-6][）)]|第[一二三四][、，,]|其[一二三四][、，,])"
)


@dataclass(frozen=True, slots=True)
class Topic:
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
        shares = self.probabilities(reading)
        best = shares.argmax(axis=1)
        rows = np.arange(len(texts))
        others = shares.copy()
        others[rows, best] = -1
        second = others.argmax(axis=1)
        confidence, other = shares[rows, best], others[rows, second]
        few = np.diff(reading.features.indptr) < _FEW_WORDS
        if self.only:
            confidence = 1 - self._elsewhere(reading)
        review = (confidence < self.model.sure) | few | (self.only and not self.none)
        if self.model.apart > 0:
            review |= self._apart(reading.closest, best) < self.model.apart
        closeness = self._closeness(reading)
        paths, nearest = self._paths(closeness, best)
        next_paths, next_nearest = self._paths(closeness, second)
        evidence = self._evidence(reading, best, nearest)
        named = other >= _SECOND
        asked = np.flatnonzero(named)
        theirs = self._evidence(_rows(reading, asked), second[asked], None if next_nearest is None else next_nearest[asked])
        weak = other < _SAME_WORDS * confidence
        # What nothing in the letter speaks for only fills the place.
        named[asked] = [_own_words(words, evidence[row] if weak[row] else ()) for row, words in zip(asked.tolist(), theirs, strict=True)]
        found = [
            Topic(path, round(share, 4), next_path if worth else None, doubtful, words)
            for path, share, next_path, worth, doubtful, words in zip(
                paths, confidence.tolist(), next_paths, named.tolist(), review.tolist(), evidence, strict=True
            )
        ]
        if self.none:
            for row in np.flatnonzero(few | (self._elsewhere(reading) >= _ELSEWHERE)).tolist():
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
        rows, parts = [], []
        for row, text in enumerate(texts):
            for part in parts_of(text):
                rows.append(row)
                parts.append(part)
        result = list(found)
        for row, topic in zip(rows, self.topics(parts), strict=True):
            one = result[row]
            if not one.several and topic.confidence >= _OWN_MATTER and topic.path[0] not in (one.path[0], NONE) and len(topic.evidence) > 1:
                result[row] = Topic(one.path, one.confidence, topic.path, one.review, one.evidence, several=True)
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
        """Return for each text the closest path under ``labels[chosen]``, and the number of its leaf."""
        import numpy as np

        if closeness is None:
            return [(self.model.labels[label],) for label in chosen.tolist()], None
        under = self.label_of_leaf[None, :] == chosen[:, None]
        nearest = np.where(under, closeness, np.float32(-1)).argmax(axis=1)
        has_leaves = under[np.arange(len(chosen)), nearest]
        paths = [
            (self.model.labels[label], *self.tree.leaves[leaf][1:]) if deep else (self.model.labels[label],)
            for leaf, deep, label in zip(nearest.tolist(), has_leaves.tolist(), chosen.tolist(), strict=True)
        ]
        return paths, nearest

    def _evidence(self, reading: Reading, chosen: NDArray[np.int64], nearest: NDArray[np.int64] | None) -> list[tuple[str, ...]]:
        """Return for each text the words that spoke most for the chosen label, the weightiest first.

        A word's weight is what it adds to the label's score against the average label, in the linear part and in the closeness to the
        leaf against the average leaf; where the model weighs a base's opinion, what the word adds through that.
        """
        import numpy as np

        features = reading.features
        rows = np.repeat(np.arange(features.shape[0]), np.diff(features.indptr))
        weight = features.data * self.model.speaks[features.indices, chosen[rows]]
        if self.through is not None:
            weight = weight + self.through.weight(reading, rows, chosen)
        if self.tree is self.model and nearest is not None:
            closer = np.asarray(self.model.scorer.leaf_weights[features.indices, nearest[rows]]) - self.model.usual[features.indices]
            weight = weight + np.float32(CLOSENESS_SHARE) * features.data * closer
        weight = np.where(self.model.shown[features.indices], weight, np.float32(0))
        # Only words that weigh at least a fifth of the heaviest are worth ranking: that leaves little to sort.
        heaviest = np.zeros(features.shape[0], weight.dtype)
        np.maximum.at(heaviest, rows, weight)
        kept = np.flatnonzero(weight > np.maximum(heaviest / 5, 0)[rows])
        rows = rows[kept]
        order = np.argsort(rows - weight[kept] / (2 * heaviest[rows].astype(np.float64)), kind="stable")  # by text, then by weight
        ranked = features.indices[kept[order]].tolist()
        bounds = np.searchsorted(rows, np.arange(features.shape[0] + 1)).tolist()
        words = self.model.vocabulary.words
        result = []
        for start, end in pairwise(bounds):
            picked: list[str] = []
            for index in ranked[start:end]:
                word = words[index]
                if not any(word in one or one in word for one in picked):
                    picked.append(word)
                    if len(picked) == _EVIDENCE:
                        break
            result.append(tuple(picked))
        return result


def _rows(reading: Reading, rows: NDArray[np.int64]) -> Reading:
    """Return what was read of some of the texts."""
    said = reading.said and Opinions(reading.said.matrix[rows], reading.said.times[rows], reading.said.closeness[rows])
    return Reading(reading.features[rows], reading.closeness[rows], reading.closest[rows], reading.scores[rows], said)


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

    def weight(self, reading: Reading, rows: NDArray[np.int64], chosen: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return what each word of each text adds to the score of the chosen label."""
        import numpy as np

        if reading.said is None:
            raise ValueError("a reading without a base")
        features, times = reading.features, reading.said.times
        seen = features.data * self.ratio[features.indices]
        length = np.sqrt(np.bincount(rows, seen.astype(np.float64) ** 2, features.shape[0]))
        seen = seen / np.maximum(length, 1e-6)[rows]
        said = (
            self.by_labels[features.indices, chosen[rows]] * times[rows, 0]
            + self.by_leaves[features.indices, chosen[rows]] * times[rows, 1]
        )
        result: NDArray[np.float32] = (seen * said).astype(np.float32)
        return result


def parts_of(text: str) -> list[str]:
    """Return the numbered parts of a letter that numbers at least two (一、…二、…, 1. … 2. …), none for any other letter."""
    if not any(mark in text for mark in _SECOND_MARKS):
        return []
    starts = [found.start() for found in _NUMBERED.finditer(text)]
    if len(starts) < 2:
        return []
    parts = [text[start:end].strip() for start, end in pairwise([*starts, len(text)])]
    return [part for part in parts if len(part) >= _PART]
