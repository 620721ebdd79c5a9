"""Letters → topics with confidence and evidence, places, people, repeats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from drafting.documents.errors import UserError
from drafting.letters.batch import Letter, time_text
from drafting.letters.duplicates import find_duplicates
from drafting.letters.extraction import find_people, find_place
from drafting.letters.masking import mask, masked_phones, may_hold_phones
from drafting.letters.model import TopicModel
from drafting.letters.shipped import SHIPPED, named_model, shipped_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

_CHUNK = 1024  # letters at a time: their arrays stay in the cache, and memory is bounded
_EVIDENCE = 5
_SECOND = 0.03  # a second topic less likely than this is not worth showing
_FEW_WORDS = 4  # a letter with fewer known words than this is always looked at


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the program says about one letter.

    ``path`` runs from the first level down. ``confidence`` is the probability of the first level, calibrated by cross-validation;
    ``second`` is the likeliest path under another first level. ``evidence`` are the letter's words that weighed most for ``topic``.
    ``time`` is as in ``time_text``; ``duplicate_of`` is the id of the first letter with the same text.
    """

    id: str
    topic: str
    path: tuple[str, ...]
    confidence: float
    second: tuple[str, ...] | None
    review: bool
    evidence: tuple[str, ...]
    place: str | None
    time: str | None
    people: str | None
    phone_masked: str | None
    duplicate_of: str | None

    def as_json(self) -> dict[str, Any]:
        """Return the object that ``letters sort --json`` prints."""
        return {
            "id": self.id,
            "topic": self.topic,
            "path": list(self.path),
            "confidence": self.confidence,
            "second": list(self.second) if self.second else None,
            "review": self.review,
            "evidence": list(self.evidence),
            "place": self.place,
            "time": self.time,
            "people": self.people,
            "phone_masked": self.phone_masked,
            "duplicate_of": self.duplicate_of,
        }


@dataclass(frozen=True, slots=True)
class Topic:
    """The topic of one letter; the fields are those of ``Verdict``."""

    path: tuple[str, ...]
    confidence: float
    second: tuple[str, ...] | None
    review: bool
    evidence: tuple[str, ...]


def sort_letters(
    letters: Sequence[Letter],
    model: str = SHIPPED,
    labels: Sequence[str] | None = None,
    progress: Callable[[int], object] | None = None,
) -> list[Verdict]:
    """Return a verdict for each letter, in order.

    ``model`` is ``"shipped"`` or the name given to ``learn``; ``labels`` restricts the first level to these topics. ``progress`` is
    called with the number of letters done since its last call. Raises ``UserError`` for an unknown model or label.
    """
    chosen = named_model(model)
    allowed = _allowed(chosen, labels)
    texts = [f"{letter.title}\n{letter.text}" for letter in letters]
    first = find_duplicates(texts)
    result: list[Verdict] = []
    for start in range(0, len(letters), _CHUNK):
        part = letters[start : start + _CHUNK]
        topics = classify([f"{letter.title}\n{text}" for letter, text in zip(part, texts[start:], strict=False)], chosen, allowed)
        phones = may_hold_phones(texts[start : start + _CHUNK])
        for letter, topic, earlier, phone in zip(part, topics, first[start : start + _CHUNK], phones, strict=True):
            place = find_place(letter.title, letter.text)
            result.append(
                Verdict(
                    id=letter.id,
                    topic=topic.path[0],
                    path=topic.path,
                    confidence=topic.confidence,
                    second=topic.second,
                    review=topic.review,
                    evidence=topic.evidence,
                    place=mask(place) if place and phone else place,
                    time=time_text(letter.time),
                    people=find_people(letter.title, letter.text),
                    phone_masked=masked_phones(f"{letter.title}\n{letter.text}") if phone else None,
                    duplicate_of=None if earlier is None else letters[earlier].id,
                )
            )
        if progress:
            progress(len(part))
    return result


def _allowed(model: TopicModel, labels: Sequence[str] | None) -> list[int] | None:
    if labels is None:
        return None
    unknown = [label for label in labels if label not in model.labels]
    if unknown or not labels:
        raise UserError(f"没有一级主题“{'、'.join(unknown)}”", "--labels", f"可以用的是：{'、'.join(model.labels)}")
    return sorted({model.labels.index(label) for label in labels})


def classify(texts: Sequence[str], model: TopicModel, allowed: Sequence[int] | None = None) -> list[Topic]:
    """Return the topic of each text; ``allowed`` are indices into ``model.labels``."""
    import numpy as np

    if not texts:
        return []
    features = model.features(texts)
    shares = model.probabilities(features, allowed)
    best = shares.argmax(axis=1)
    rows = np.arange(len(texts))
    others = shares.copy()
    others[rows, best] = -1
    second = others.argmax(axis=1)
    confidence, other = shares[rows, best], others[rows, second]
    leaves = _Leaves(texts, model, features)
    best_paths = leaves.under(best)
    second_paths = leaves.under(second)
    evidence = _evidence(features, model, best)
    known = np.diff(features.indptr)
    return [
        Topic(
            path=best_paths[i],
            confidence=round(float(confidence[i]), 4),
            second=second_paths[i] if other[i] >= _SECOND else None,
            review=bool(confidence[i] < model.sure or known[i] < _FEW_WORDS),
            evidence=evidence[i],
        )
        for i in range(len(texts))
    ]


class _Leaves:
    """The likeliest full path under a given first level, by similarity to each leaf's terms and letters.

    A model of the office's own labels has no leaves; a label that the shipped tree has too gets the tree's.
    """

    def __init__(self, texts: Sequence[str], model: TopicModel, features: csr_array) -> None:
        self.labels = model.labels
        tree = model
        if not model.leaves:
            tree = shipped_model()
            features = tree.features(texts) if set(model.labels) & set(tree.labels) else features[:0]
        self.paths = tree.leaves
        self.closeness = (features @ tree.leaf_weights.T).toarray() if features.shape[0] else None

    def under(self, chosen: NDArray[np.int64]) -> list[tuple[str, ...]]:
        """Return for each text the closest path under ``labels[chosen]``."""
        import numpy as np

        result: list[tuple[str, ...]] = [(self.labels[label],) for label in chosen.tolist()]
        for label in np.unique(chosen).tolist():
            leaves = np.array([i for i, path in enumerate(self.paths) if path[0] == self.labels[label]])
            here = np.flatnonzero(chosen == label)
            if self.closeness is not None and len(leaves):
                nearest = leaves[self.closeness[np.ix_(here, leaves)].argmax(axis=1)]
                for row, leaf in zip(here.tolist(), nearest.tolist(), strict=True):
                    result[row] = self.paths[leaf]
        return result


def _evidence(features: csr_array, model: TopicModel, chosen: NDArray[np.int64]) -> list[tuple[str, ...]]:
    """Return for each text the words that spoke most for the chosen label against the average of all labels.

    Of words of two characters only those that more than one training text has are shown: two characters that chance to stand
    together are no word.
    """
    import numpy as np

    relative = model.weights - model.weights.mean(axis=1, keepdims=True)
    rows = np.repeat(np.arange(features.shape[0]), np.diff(features.indptr))
    shown = (model.rarity < model.rarity.max()) | np.array([len(word) > 2 for word in model.vocabulary.words])
    weight = np.where(shown[features.indices], features.data * relative[features.indices, chosen[rows]], np.float32(0))
    # Only words that weigh at least a tenth of the heaviest are worth ranking: that leaves little to sort.
    heaviest = np.zeros(features.shape[0], weight.dtype)
    np.maximum.at(heaviest, rows, weight)
    kept = np.flatnonzero(weight > np.maximum(heaviest[rows] / 10, 0))
    rows, weight = rows[kept], weight[kept]
    order = np.lexsort((-weight, rows))
    ranked = features.indices[kept[order]].tolist()
    bounds = np.searchsorted(rows, np.arange(features.shape[0] + 1)).tolist()
    words = model.vocabulary.words
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
