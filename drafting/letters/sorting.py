"""Letters → topics with confidence and evidence, places, people, repeats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from drafting.documents.errors import UserError
from drafting.letters.adapting import FEWEST, batch_shares
from drafting.letters.batch import Letter, for_topics, time_text
from drafting.letters.classifying import NONE, Classifier
from drafting.letters.crowds import find_people
from drafting.letters.duplicates import find_duplicates
from drafting.letters.leads import Leads, leads_of
from drafting.letters.masking import mask, masked_phones
from drafting.letters.model import Reading, TopicModel
from drafting.letters.shipped import SHIPPED, named_model, tree_model
from drafting.letters.topics import read_own_topics

PART = _CHUNK = 512  # letters at a time: their arrays stay in the cache, and memory is bounded
_WHOLE = 4096  # letters that are all looked at before the first is filed, and kept as read: about 4 KB each
_SAMPLE = 2048  # letters of a larger batch that are


class Verdict(NamedTuple):
    """What the program says about one letter.

    ``path`` runs from the first level down. ``confidence`` is the probability of the first level, calibrated by cross-validation;
    ``second`` is the likeliest path under another first level, or that of another matter which the letter numbers (``several``).
    ``evidence`` are the letter's words that weighed most for ``topic``.
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
    several: bool = False

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


@dataclass(frozen=True)
class Sorter:
    """What sorts the letters of one batch, some at a time and wherever it is sent: it knows what the whole batch told of itself.

    ``readings`` are the model's of the batch's letters, ``_CHUNK`` each, where they have been made; they stay behind when it is sent.
    """

    model: TopicModel
    allowed: tuple[int, ...] | None
    shares: tuple[float, ...]
    none: bool
    readings: Sequence[Reading] = ()

    def __reduce__(self) -> tuple[type[Sorter], tuple[object, ...]]:
        return Sorter, (self.model, self.allowed, self.shares, self.none)

    @cached_property
    def _classifier(self) -> Classifier:
        return Classifier(self.model, self.allowed, self.shares, none=self.none)

    def verdicts(
        self, letters: Sequence[Letter], repeated: Sequence[str | None], at: int = 0, leads: Sequence[Leads] | None = None
    ) -> list[Verdict]:
        """Return a verdict for each of ``letters``, which stand in the batch from ``at`` on, a multiple of ``PART``.

        ``repeated`` are the ids of the letters that they repeat, ``leads`` those of each letter where they have been looked for.
        """
        result: list[Verdict] = []
        for start in range(0, len(letters), _CHUNK):
            some = letters[start : start + _CHUNK]
            led = leads_of(some) if leads is None else leads[start : start + _CHUNK]
            result += self._some(some, repeated[start : start + _CHUNK], (at + start) // _CHUNK, led)
        return result

    def _some(self, letters: Sequence[Letter], repeated: Sequence[str | None], chunk: int, leads: Sequence[Leads]) -> list[Verdict]:
        found = self._classifier.topics(_read(letters), self.readings[chunk] if self.readings else None)
        both = list(zip(letters, leads, strict=True))
        found = self._classifier.with_parts([letter.text if led.parts else "" for letter, led in both], found)
        crowds = [find_people(letter.title, letter.text, (led.counting, led.crowds)) for letter, led in both]
        result: list[Verdict] = []
        for (letter, led), topic, earlier, people in zip(both, found, repeated, crowds, strict=True):
            path, confidence, second, review, evidence, several = topic
            shown = mask(led.place, letter.user) if led.place else None
            time, phones = time_text(letter.time), masked_phones(f"{letter.title}\n{letter.text}") if led.phones else None
            result.append(
                Verdict(letter.id, path[0], path, confidence, second, review, evidence, shown, time, people, phones, earlier, several)
            )
        return result


def sorter_for(
    letters: Sequence[Letter],
    model: str = SHIPPED,
    labels: Sequence[str] | None = None,
    *,
    topics: Path | None = None,
    shares: Sequence[float] | None = None,
) -> Sorter:
    """Return what gives the letters of this batch the verdicts of ``sort_letters``; arguments and errors are the same."""
    chosen = _model(model, topics)
    allowed, none = _allowed(chosen, labels)
    if topics is not None and len(letters) >= FEWEST:
        from drafting.letters.self_training import taught_by

        chosen = taught_by(chosen, read_own_topics(topics), _read([letters[row] for row in _sample(len(letters))]), allowed)
    readings: list[Reading] = []
    if shares is None:
        shares, readings = _look(letters, chosen, allowed)
    return Sorter(chosen, None if allowed is None else tuple(allowed), tuple(shares), none, readings)


def repeated_ids(letters: Sequence[Letter], texts: Sequence[str]) -> list[str | None]:
    """Return for each letter the id of the first one with the same text, None where it is the first; ``texts`` are titles and bodies."""
    return [None if earlier is None else letters[earlier].id for earlier in find_duplicates(texts)]


def sort_letters(
    letters: Sequence[Letter],
    model: str = SHIPPED,
    labels: Sequence[str] | None = None,
    progress: Callable[[int], object] | None = None,
    *,
    topics: Path | None = None,
    shares: Sequence[float] | None = None,
) -> list[Verdict]:
    """Return a verdict for each letter, in order.

    ``model`` is ``"shipped"`` or the name given to ``learn``; ``topics`` is an office's own topics file instead of the shipped
    tree. ``labels`` restricts the first level to these topics (or their other names); ``不属于以上`` among them lets the program answer so.
    With one topic alone there is nothing to choose from: each letter is to be reviewed, its confidence is that among all topics.
    ``shares`` are those that ``label_shares`` gave for a larger batch, by default this one's. ``progress`` is called with the number of
    letters done since its last call. Raises ``UserError`` for an unknown model or label, or a faulty topics file.
    """
    sorter = sorter_for(letters, model, labels, topics=topics, shares=shares)
    repeated = repeated_ids(letters, [f"{letter.title}\n{letter.text}" for letter in letters])
    result: list[Verdict] = []
    for start in range(0, len(letters), PART):
        part = letters[start : start + PART]
        result += sorter.verdicts(part, repeated[start : start + PART], start)
        if progress:
            progress(len(part))
    return result


def label_shares(
    letters: Sequence[Letter], model: str = SHIPPED, labels: Sequence[str] | None = None, *, topics: Path | None = None
) -> list[float]:
    """Return the ``shares`` of a batch for ``sort_letters``, for when its parts are sorted apart. Raises ``UserError`` as that does."""
    chosen = _model(model, topics)
    return _look(letters, chosen, _allowed(chosen, labels)[0])[0]


def _look(letters: Sequence[Letter], model: TopicModel, allowed: Sequence[int] | None) -> tuple[list[float], list[Reading]]:
    """Return what the batch tells of its topics, and the readings of all its letters where it is small enough to keep them."""
    import numpy as np

    classifier = Classifier(model, allowed)
    if len(letters) < FEWEST or not model.leaves:  # what an office's letters taught knows the parts of its topics
        return [0.0] * len(model.labels), []
    whole = len(letters) <= _WHOLE
    rows = _sample(len(letters))
    readings = [model.read(_read([letters[row] for row in rows[start : start + _CHUNK]])) for start in range(0, len(rows), _CHUNK)]
    shares = batch_shares(np.concatenate([reading.scores for reading in readings]), classifier.closed)
    return shares, readings if whole else []


def _sample(letters: int) -> list[int]:
    """Return the rows of a batch that it is judged by: all, or some from end to end."""
    return [at * letters // _SAMPLE for at in range(_SAMPLE)] if letters > _WHOLE else list(range(letters))


def _read(letters: Sequence[Letter]) -> list[str]:
    return [for_topics(letter.title, letter.text) for letter in letters]


def _model(name: str, topics: Path | None) -> TopicModel:
    if topics is None:
        return named_model(name)
    if name != SHIPPED:
        raise UserError("--topics 与 --model 不能同时用", remedy="自己训练的模型已经有类别，请去掉其中一个")
    return tree_model(topics)


def _allowed(model: TopicModel, labels: Sequence[str] | None) -> tuple[list[int] | None, bool]:
    """Return the indices of the labels asked for, under whatever name, and whether none of them is an answer too."""
    if labels is None:
        return None, False
    names = [model.aliases.get(label, label) if label not in model.labels else label for label in labels if label != NONE]
    unknown = [label for label in names if label not in model.labels]
    if not names:
        raise UserError(f"只写了“{NONE}”，没有可归的类", "--labels", f"请再写上一级主题，可以用的是：{'、'.join(model.labels)}")
    if unknown:
        raise UserError(f"没有一级主题“{'、'.join(unknown)}”", "--labels", f"可以用的是：{'、'.join((*model.labels, NONE))}")
    return sorted({model.labels.index(label) for label in names}), NONE in labels


def known_paths(model: str = SHIPPED, *, topics: Path | None = None) -> frozenset[tuple[str, ...]]:
    """Return every path that ``sort_letters`` may give with this model or tree. Raises ``UserError`` as that does."""
    return Classifier(_model(model, topics)).known_paths()
