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

_CHUNK = 256  # letters at a time: their arrays stay in the cache, and memory is bounded
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
    classifier = _Classifier(chosen, _allowed(chosen, labels))
    texts = [f"{letter.title}\n{letter.text}" for letter in letters]
    first = find_duplicates(texts)
    result: list[Verdict] = []
    for start in range(0, len(letters), _CHUNK):
        part, plain = letters[start : start + _CHUNK], texts[start : start + _CHUNK]
        topics = classifier.topics([f"{letter.title}\n{text}" for letter, text in zip(part, plain, strict=True)])
        phones = may_hold_phones(plain)
        for letter, text, topic, earlier, phone in zip(part, plain, topics, first[start : start + _CHUNK], phones, strict=True):
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
                    phone_masked=masked_phones(text) if phone else None,
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
    return _Classifier(model, allowed).topics(texts)


class _Classifier:
    """A model made ready for many batches.

    A model of the office's own labels has no leaves; a label that the shipped tree has too gets the tree's.
    """

    def __init__(self, model: TopicModel, allowed: Sequence[int] | None) -> None:
        import numpy as np

        self.model = model
        self.allowed = allowed
        self.tree = model if model.leaves else shipped_model()
        number = {label: index for index, label in enumerate(model.labels)}
        self.label_of_leaf = np.array([number.get(path[0], -1) for path in self.tree.leaves], np.int64)
        # What a word says for a label is told against the average of all labels. Of words of two characters only those that more than one
        # training text has are evidence: two characters that chance to stand together are no word.
        shown = (model.rarity < model.rarity.max()) | np.array([len(word) > 2 for word in model.vocabulary.words], np.bool_)
        weights = model.scorer.weights
        self.speaks = np.where(shown[:, None], weights - weights.mean(axis=1, keepdims=True), np.float32(0))

    def topics(self, texts: Sequence[str]) -> list[Topic]:
        """Return the topic of each text."""
        import numpy as np

        if not texts:
            return []
        features = self.model.features(texts)
        own_closeness = self.model.scorer.closeness(features)
        closest = self.model.scorer.closest(own_closeness)
        shares = self.model.probabilities(features, closest, self.allowed)
        best = shares.argmax(axis=1)
        rows = np.arange(len(texts))
        others = shares.copy()
        others[rows, best] = -1
        second = others.argmax(axis=1)
        other = others[rows, second]
        confidence = shares[rows, best]
        review = (confidence < self.model.sure) | (np.diff(features.indptr) < _FEW_WORDS)
        if self.model.apart > 0:
            review |= self._apart(closest, best) < self.model.apart
        closeness = own_closeness if self.tree is self.model else self._closeness_to_tree(texts)
        return [
            Topic(path, round(share, 4), next_path if next_share >= _SECOND else None, doubtful, words)
            for path, share, next_path, next_share, doubtful, words in zip(
                self._paths(closeness, best),
                confidence.tolist(),
                self._paths(closeness, second),
                other.tolist(),
                review.tolist(),
                self._evidence(features, best),
                strict=True,
            )
        ]

    def _closeness_to_tree(self, texts: Sequence[str]) -> NDArray[np.float32] | None:
        """Return texts × leaves of the shipped tree, None where no label is among the tree's."""
        if (self.label_of_leaf < 0).all():
            return None
        return self.tree.scorer.closeness(self.tree.features(texts))

    def _apart(self, closest: NDArray[np.float32], chosen: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return for each text by which part the closest leaf of any other allowed label falls short of that of ``labels[chosen]``.

        0 or less where another is as close or closer.
        """
        import numpy as np

        rows = np.arange(len(chosen))
        ours = closest[rows, chosen]
        others = np.zeros_like(closest)
        allowed = slice(None) if self.allowed is None else list(self.allowed)
        others[:, allowed] = closest[:, allowed]
        others[rows, chosen] = 0
        apart: NDArray[np.float32] = 1 - others.max(axis=1) / np.maximum(ours, np.float32(1e-6))
        return apart

    def _paths(self, closeness: NDArray[np.float32] | None, chosen: NDArray[np.int64]) -> list[tuple[str, ...]]:
        """Return for each text the closest path under ``labels[chosen]``."""
        import numpy as np

        if closeness is None:
            return [(self.model.labels[label],) for label in chosen.tolist()]
        under = self.label_of_leaf[None, :] == chosen[:, None]
        nearest = np.where(under, closeness, np.float32(-1)).argmax(axis=1)
        has_leaves = under[np.arange(len(chosen)), nearest]
        return [
            self.tree.leaves[leaf] if deep else (self.model.labels[label],)
            for leaf, deep, label in zip(nearest.tolist(), has_leaves.tolist(), chosen.tolist(), strict=True)
        ]

    def _evidence(self, features: csr_array, chosen: NDArray[np.int64]) -> list[tuple[str, ...]]:
        """Return for each text the words that spoke most for the chosen label, the weightiest first."""
        import numpy as np

        rows = np.repeat(np.arange(features.shape[0]), np.diff(features.indptr))
        weight = features.data * self.speaks[features.indices, chosen[rows]]
        # Only words that weigh at least a tenth of the heaviest are worth ranking: that leaves little to sort.
        heaviest = np.zeros(features.shape[0], weight.dtype)
        np.maximum.at(heaviest, rows, weight)
        kept = np.flatnonzero(weight > np.maximum(heaviest / 10, 0)[rows])
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
