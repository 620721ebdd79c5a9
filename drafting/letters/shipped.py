"""The model that comes with the program: trained from its own corpus on first use, then kept."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path

from drafting.documents.errors import UserError
from drafting.documents.resources import home, resource
from drafting.letters import model as models
from drafting.letters.model import FORMAT, TopicModel
from drafting.letters.topics import Leaf, topic_tree
from drafting.letters.training import Sample, best_scale, cross_scores, fit

SHIPPED = "shipped"
_SHIFT = 0.8  # citizens' letters differ from ours: cross-validated confidence would promise too much (chosen on development letters)
# Our letters are cleaner than theirs, so cross-validation on ours alone would file too much unseen. These two were chosen so that about
# 96 in 100 letters filed without a second look are right: of our own, held out, and of the development letters among all 15 topics.
_LEAST_SURE = 0.9
_LEAST_APART = 0.5
_TERMS = 4.0  # weight of a leaf's terms and of its names beside a letter's; chosen on both


def corpus_hash() -> str:
    """Return the fingerprint of everything that the shipped model is made from."""
    digest = hashlib.sha256(f"{FORMAT}".encode())
    for path in [*sorted((resource("corpus") / "topics").glob("*.txt")), *sorted(Path(__file__).parent.glob("*.py"))]:
        if path.suffix == ".txt" or path.stem in ("features", "training", "shipped", "model"):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def samples(leaves: tuple[Leaf, ...]) -> list[Sample]:
    """Return the corpus as samples: each letter (its title twice), and each leaf's terms and names, which are learnt but not judged."""
    result = []
    for number, leaf in enumerate(leaves):
        label = leaf.path[0]
        result += [
            Sample(f"{letter.title}\n{letter.title}\n{letter.body}", label, 1000 * number + i, leaf=number)
            for i, letter in enumerate(leaf.letters)
        ]
        names = "\n".join(name for name in leaf.path if name != "其他")
        result.append(Sample("\n".join(leaf.terms), label, -1, _TERMS, judged=False, leaf=number, words=leaf.terms))
        result.append(Sample(names, label, -1, _TERMS, judged=False, leaf=number, words=leaf.path))
    return result


def train() -> TopicModel:
    """Return the model of the corpus (about ten seconds)."""
    import numpy as np

    leaves = topic_tree()
    data = samples(leaves)
    labels, scores = cross_scores(data)
    judged = ~np.isnan(scores[:, 0])
    truth = np.array([labels.index(sample.label) for sample in data])[judged]
    machine = fit(data)
    figures = {"accuracy": round(float((scores[judged].argmax(1) == truth).mean()), 4), "letters": int(judged.sum())}
    return TopicModel(
        labels=machine.labels,
        vocabulary=machine.vocabulary,
        rarity=machine.rarity,
        scorer=machine.scorer,
        scale=_SHIFT * best_scale(scores[judged], truth),
        sure=_LEAST_SURE,
        apart=_LEAST_APART,
        leaves=tuple(leaf.path for leaf in leaves),
        manifest={"name": SHIPPED, "made": date.today().isoformat(), "data": corpus_hash(), "figures": figures},
    )


@cache
def _trained(fingerprint: str) -> TopicModel:
    folder = home() / "cache" / f"topics-{fingerprint}"
    if (folder / "manifest.json").is_file():
        with suppress(UserError):  # a damaged cache is made anew
            return models.load(folder)
    model = train()
    with suppress(UserError):  # nowhere to write: the model is used from memory
        models.save(model, folder)
    return model


def shipped_model() -> TopicModel:
    """Return the shipped model; trained on first use and kept under ``home()/cache``, or in memory where that cannot be written."""
    return _trained(corpus_hash())


def named_model(name: str) -> TopicModel:
    """Return the shipped model or one that the user trained. Raises ``UserError`` for an unknown name."""
    if name == SHIPPED:
        return shipped_model()
    folder = home() / "models" / name
    if not (folder / "manifest.json").is_file():
        made = sorted(p.name for p in (home() / "models").glob("*") if (p / "manifest.json").is_file())
        known = f"现有的模型：{'、'.join(made)}" if made else "还没有训练过模型"
        raise UserError(f"没有名为“{name}”的模型（{known}）", remedy=f"请先运行 wenmi letters learn 已分类的表格.xlsx --model {name}")
    return models.load(folder)
