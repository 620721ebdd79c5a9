"""What stands behind the figures on topics: the random split beside the grouped one, the batch's own help, an office's own tree, evidence.

*Split*: near-identical texts in one fold (honest), parted in six ways, and at random. *Halves*: what a batch tells of its topics, learnt on
one half of the labelled letters and used on the other, twenty times; the worst half tells whether it can hurt. *Own tree*: seven topics
known by twenty of the corpus's terms each, no letters, alone and after learning from the batch. *Evidence*: by how much the confidence in
the chosen topic falls when the words shown as evidence are taken out, beside taking out as many others. *Reliability*: what confidence
promised and what came true.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafting.letters.adapting import batch_shares
from drafting.letters.batch import Letter, for_topics
from drafting.letters.classifying import Classifier
from drafting.letters.learning import evaluate, score, training_samples
from drafting.letters.shipped import SHIPPED, named_model, shipped_model
from drafting.letters.sorting import sort_letters
from drafting.letters.topics import topic_tree
from drafting.letters.training import Sample, cross_scores, prepare

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HALVES = 20
_SPLITS = 6
_TERMS = 20


def topics(labelled: Sequence[Letter]) -> dict[str, Any]:
    """Return all tables."""
    return {
        "split": split(labelled),
        "halves": halves(labelled),
        "own_tree": own_tree(labelled),
        "evidence": evidence(labelled[::4]),
        "reliability": reliability(labelled),
    }


def split(labelled: Sequence[Letter]) -> dict[str, float]:
    """Return the macro-F1 of learning under both splits, the grouped one parted in several ways: on average, at worst and at best."""
    import numpy as np

    data = training_samples(labelled)
    prepared = prepare(data, shipped_model())

    def macro_f1(samples: Sequence[Sample], seed: int) -> float:
        labels, scores = cross_scores(samples, prepared, seed=seed)
        truth = np.array([labels.index(letter.labels[0]) for letter in labelled])
        return score(truth, scores.argmax(axis=1)).macro_f1

    grouped = [macro_f1(data, seed) for seed in range(_SPLITS)]
    return {
        "grouped_macro_f1": float(np.mean(grouped)),
        "grouped_macro_f1_worst": min(grouped),
        "grouped_macro_f1_best": max(grouped),
        "random_macro_f1": macro_f1([replace(one, group=number) for number, one in enumerate(data)], 0),
    }


def halves(labelled: Sequence[Letter]) -> dict[str, float]:
    """Return by how much accuracy and macro-F1 on one half rise by what the other half told, on average and at worst."""
    import numpy as np

    model = named_model(SHIPPED)
    truth = np.array([model.labels.index(letter.labels[0]) for letter in labelled])
    scores = model.read(_texts(labelled)).scores
    gains = []
    for seed in range(_HALVES):
        order = np.random.default_rng(seed).permutation(len(truth))
        one, other = order[: len(order) // 2], order[len(order) // 2 :]
        added = np.array(batch_shares(scores[one], np.zeros(len(model.labels), np.bool_)))
        before, after = (score(truth[other], some.argmax(axis=1)) for some in (scores[other], scores[other] + added))
        gains.append((after.accuracy - before.accuracy, after.macro_f1 - before.macro_f1))
    table = np.array(gains)
    return {
        "accuracy_gain": float(table[:, 0].mean()),
        "worst_accuracy_gain": float(table[:, 0].min()),
        "macro_f1_gain": float(table[:, 1].mean()),
        "worst_macro_f1_gain": float(table[:, 1].min()),
    }


def own_tree(labelled: Sequence[Letter]) -> dict[str, float]:
    """Return the macro-F1 of a tree of terms alone, letter by letter, and after it learnt from the batch."""
    labels = sorted({letter.labels[0] for letter in labelled})
    chance = random.Random(1)
    lines = []
    for label in labels:
        terms = sorted({term for leaf in topic_tree() if leaf.path[0] == label for term in leaf.terms})
        lines.append(f"# {label}\n词：{' '.join(chance.sample(terms, _TERMS))}\n")
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "own.txt")
        path.write_text("".join(lines), encoding="utf-8")
        for name, step in (("alone", 100), ("taught_by_the_batch", len(labelled))):
            parts = [labelled[start : start + step] for start in range(0, len(labelled), step)]
            said = [verdict.topic for part in parts for verdict in sort_letters(part, topics=path)]
            figures[f"{name}_macro_f1"] = score(
                _numbers([letter.labels[0] for letter in labelled], labels), _numbers(said, labels)
            ).macro_f1
    return figures


def evidence(labelled: Sequence[Letter]) -> dict[str, float]:
    """Return how far confidence falls without the evidence words and without as many other known words."""
    import numpy as np

    model = named_model(SHIPPED)
    classifier = Classifier(model)
    chance = random.Random(1)
    texts = _texts(labelled)
    found = classifier.topics(texts)
    features = model.read(texts).features
    without: dict[str, list[str]] = {"evidence": [], "others": []}
    for row, (text, topic) in enumerate(zip(texts, found, strict=True)):
        known = {model.vocabulary.words[index] for index in features.indices[features.indptr[row] : features.indptr[row + 1]].tolist()}
        others = sorted(known - set(topic.evidence))
        for name, words in (("evidence", topic.evidence), ("others", chance.sample(others, min(len(others), len(topic.evidence))))):
            cut = text
            for word in words:
                cut = cut.replace(word, "，")
            without[name].append(cut)
    chosen = np.array([model.labels.index(topic.path[0]) for topic in found])
    rows = np.arange(len(texts))
    before = classifier.probabilities(model.read(texts))[rows, chosen]
    return {
        f"confidence_lost_without_{name}": float((before - classifier.probabilities(model.read(some))[rows, chosen]).mean())
        for name, some in without.items()
    }


def reliability(labelled: Sequence[Letter]) -> dict[str, float]:
    """Return for each step of confidence of a model that learnt these letters, cross-validated: letters, promised, right."""
    learned, _ = evaluate(labelled, "evaluation")
    figures: dict[str, float] = {}
    for number, step in enumerate(learned.reliability, 1):
        figures |= {f"step_{number}_letters": step.letters, f"step_{number}_promised": step.promised, f"step_{number}_right": step.right}
    return figures


def _texts(letters: Sequence[Letter]) -> list[str]:
    return [for_topics(letter.title, letter.text) for letter in letters]


def _numbers(names: Sequence[str], labels: Sequence[str]) -> NDArray[np.int64]:
    import numpy as np

    return np.array([labels.index(name) for name in names], np.int64)
