"""Training a topic model; the one module of this room that needs scikit-learn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drafting.documents.words import cut
from drafting.letters.features import Vocabulary, build_vocabulary, count, rarity, weigh
from drafting.letters.model import Scorer, TopicModel, softmax
from drafting.letters.opinions import base_features, columns_of, opinions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

SMOOTHING = 0.3  # of the complement naive Bayes; chosen on development letters
PENALTY = 0.3  # C of the linear machine; 0.1–1 make no difference that could be measured
PENALTY_BESIDE = 2.0  # the same where the shipped model's opinion is learnt from too
_ONE_SCRIPT = re.compile(r"[㐀-鿿]+|[A-Za-z]{3,}")  # A3区 and 12 are no words of a topic
RIGHT = 0.97  # how often letters filed without a second look shall be right


@dataclass(frozen=True, slots=True)
class Sample:
    """A text to learn from.

    Texts of one ``group`` are never split between training and judging; one that is not ``judged`` is only learnt. ``leaf`` numbers the
    part of its label that a text belongs to, where the label has parts; those of one label follow each other.
    """

    text: str
    label: str
    group: int
    weight: float = 1.0
    judged: bool = True
    leaf: int = -1
    words: tuple[str, ...] = ()  # words to know besides those that segmentation finds


@dataclass(frozen=True, slots=True)
class Prepared:
    """Samples as numbers: how often each word of the vocabulary stands in each, and what the base model says of each (None: no base)."""

    vocabulary: Vocabulary
    counts: csr_array
    opinions: csr_array | None

    def rows(self, rows: Sequence[int]) -> Prepared:
        """Return some of the samples."""
        return Prepared(self.vocabulary, self.counts[rows], None if self.opinions is None else self.opinions[rows])


@dataclass(frozen=True, slots=True)
class Machine:
    """Labels in order, and what scores them."""

    labels: tuple[str, ...]
    vocabulary: Vocabulary
    rarity: NDArray[np.float32]
    scorer: Scorer

    def scores(self, texts: Prepared) -> NDArray[np.float64]:
        """Return texts × labels."""
        features = weigh(texts.counts, self.rarity)
        return self.scorer.scores(features, self.scorer.closest(self.scorer.closeness(features)), texts.opinions)


def words_of(sample: Sample) -> frozenset[str]:
    """Return the words of a sample that may tell topics apart."""
    return frozenset(word for word in set(cut(sample.text)) if _ONE_SCRIPT.fullmatch(word)) | frozenset(sample.words)


def prepare(samples: Sequence[Sample], base: TopicModel | None = None) -> Prepared:
    """Return ``samples`` as numbers.

    With a ``base`` the vocabulary is the base's and the samples' words: one pass over a letter serves both.
    """
    vocabulary = frozenset[str]().union(*map(words_of, samples))
    if base is None:
        known = build_vocabulary(vocabulary)
        return Prepared(known, count([sample.text for sample in samples], known), None)
    known = build_vocabulary(vocabulary.union(base.vocabulary.words))
    counts = count([sample.text for sample in samples], known)
    return Prepared(known, counts, opinions(base, base_features(base, counts, columns_of(base, known.words))).matrix)


def fit(samples: Sequence[Sample], prepared: Prepared) -> Machine:
    """Return a machine trained on ``samples``, which ``prepared`` holds as numbers.

    Without a base its linear part adds up a complement naive Bayes (Rennie et al. 2003), which leans less on chance words, and a linear
    machine (squared hinge loss, each label against the rest, labels of equal weight), which tells close labels apart. With a base it is
    the linear machine alone, over words and the base's opinion. Where samples have leaves, how close a text is to each leaf's samples
    counts too.
    """
    import numpy as np
    from scipy.sparse import hstack

    common = rarity(prepared.counts)
    features = weigh(prepared.counts, common)
    labels = tuple(sorted({sample.label for sample in samples}))
    number = {label: index for index, label in enumerate(labels)}
    truth = [number[sample.label] for sample in samples]
    weight = np.array([sample.weight for sample in samples])
    label_of_leaf = dict(sorted((sample.leaf, label) for sample, label in zip(samples, truth, strict=True) if sample.leaf >= 0))
    words = features.shape[1]
    if prepared.opinions is None:
        weights, bias = _linear(features, truth, weight, PENALTY)
        weights += _centred(_complement(_sums(features, truth, weight, len(labels)).toarray()))
    else:
        weights, bias = _linear(hstack([features, prepared.opinions], format="csr"), truth, weight, PENALTY_BESIDE)
    scorer = Scorer(
        weights=weights[:words],
        bias=bias,
        leaf_weights=_leaf_weights(features, [sample.leaf for sample in samples], weight, len(label_of_leaf)),
        label_of_leaf=np.array(list(label_of_leaf.values()), np.int64),
        opinion_weights=weights[words:],
    )
    return Machine(labels, prepared.vocabulary, common, scorer)


def _leaf_weights(features: csr_array, leaf: Sequence[int], weight: NDArray[np.float64], leaves: int) -> csr_array:
    """Return words × leaves: the weighted sum of each leaf's samples, of length 1."""
    import numpy as np
    from scipy.sparse import csr_array

    rows = [row for row, number in enumerate(leaf) if number >= 0]
    sums = _sums(features[rows], [leaf[row] for row in rows], weight[rows], leaves)
    return csr_array(weigh(sums, np.ones(features.shape[1], np.float32)).T)


def _linear(
    features: csr_array, truth: Sequence[int], weight: NDArray[np.float64], penalty: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the weights (columns × labels) and biases of a linear machine, the weights of each column 0 on average.

    Of one label there is nothing to tell apart: all are 0.
    """
    import numpy as np
    from sklearn.svm import LinearSVC

    if len(set(truth)) == 1:
        return np.zeros((features.shape[1], 1), np.float32), np.zeros(1, np.float32)
    machine = LinearSVC(C=penalty, class_weight="balanced", random_state=0)
    machine.fit(features, truth, sample_weight=weight)
    weights, bias = machine.coef_.T, machine.intercept_
    if weights.shape[1] == 1:  # of two labels: the one column tells the second from the first
        weights, bias = np.hstack([-weights, weights]) / 2, np.array([-bias[0], bias[0]]) / 2
    return _centred(weights.astype(np.float32)), (bias - bias.mean()).astype(np.float32)


def _centred(weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return ``weights`` so that each row's are 0 on average: what all labels have in common tells none apart."""
    result: NDArray[np.float32] = weights - weights.mean(axis=1, keepdims=True)
    return result


def _sums(features: csr_array, owner: Sequence[int], weight: NDArray[np.float64], owners: int) -> csr_array:
    """Return owners × words: the weighted sum of each owner's rows."""
    import numpy as np
    from scipy.sparse import csr_array

    return csr_array(csr_array((weight, (owner, np.arange(len(owner)))), shape=(owners, len(owner))) @ features)


def _complement(sums: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return words × labels: minus the log of how likely a word is outside each label."""
    import numpy as np

    outside = sums.sum(axis=0, keepdims=True) - sums + SMOOTHING
    result: NDArray[np.float32] = -np.log(outside / outside.sum(axis=1, keepdims=True)).T.astype(np.float32)
    return result


def cross_scores(
    samples: Sequence[Sample], prepared: Prepared, folds: int = 5, *, seed: int = 0
) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """Return the labels, and for each sample its scores by a machine that has seen nothing of its group (NaN where it is not judged).

    Another ``seed`` parts the samples otherwise: by how much the figures change tells what chance does to them.
    """
    import numpy as np

    labels = tuple(sorted({sample.label for sample in samples}))
    result = np.full((len(samples), len(labels)), np.nan)
    for kept, held in splits(samples, folds, seed):
        machine = fit([samples[row] for row in kept], prepared.rows(kept))
        scores = np.full((len(held), len(labels)), -10.0)  # a label that only the held-out texts have cannot be found
        scores[:, [labels.index(label) for label in machine.labels]] = machine.scores(prepared.rows(held))
        result[held] = scores
    return labels, result


def splits(samples: Sequence[Sample], folds: int = 5, seed: int = 0) -> Iterable[tuple[list[int], list[int]]]:
    """Return (learnt, judged) rows of each fold: every judged sample is judged once, groups stay together."""
    import warnings

    import numpy as np
    from sklearn.model_selection import StratifiedGroupKFold

    judged = np.array([row for row, sample in enumerate(samples) if sample.judged], np.int64)
    groups = [samples[row].group for row in judged.tolist()]
    splitter = StratifiedGroupKFold(min(folds, len(set(groups))), shuffle=True, random_state=seed)
    with warnings.catch_warnings():
        # A label with fewer samples than folds is missing from some of them: its figures show that.
        warnings.filterwarnings("ignore", message="The least populated class", category=UserWarning)
        parts = list(splitter.split(judged, [samples[row].label for row in judged.tolist()], groups))
    for _, held in parts:
        out = judged[held].tolist()
        left = set(out)
        yield [row for row in range(len(samples)) if row not in left], out


def best_scale(scores: NDArray[np.float64], truth: NDArray[np.int64]) -> float:
    """Return the scale that makes the softmax of ``scores`` most likely to have said ``truth`` (temperature scaling)."""
    import numpy as np
    from scipy.optimize import minimize_scalar

    def loss(log_scale: float) -> float:
        chosen = softmax(np.exp(log_scale) * scores)[np.arange(len(truth)), truth]
        return float(-np.log(np.maximum(chosen, 1e-12)).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-2, 4), method="bounded").x))


def sure_from(confidence: NDArray[np.float64], right: NDArray[np.bool_], wanted: float = RIGHT) -> tuple[float, float]:
    """Return the lowest confidence from which at least ``wanted`` are right, and the share of letters at or above it (1.01 and 0: none)."""
    import numpy as np

    order = np.argsort(-confidence, kind="stable")
    rate = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(rate >= wanted)
    if len(good) == 0 or good[-1] + 1 < 20:  # fewer than twenty letters show nothing
        return 1.01, 0.0
    return float(confidence[order[good[-1]]]), float((good[-1] + 1) / len(order))
