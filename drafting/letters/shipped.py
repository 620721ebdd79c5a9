"""The model that comes with the program: trained from its own corpus on first use, then kept; models found by name or by topics file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from drafting.documents.errors import UserError
from drafting.documents.resources import home, resource
from drafting.letters import model as models
from drafting.letters.batch import for_topics
from drafting.letters.model import FORMAT, MANIFEST, TopicModel
from drafting.letters.topics import Leaf, Tree, read_own_topics, shipped_tree
from drafting.letters.training import Sample, best_scale, cross_scores, fit, prepare

SHIPPED = "shipped"
_SHIFT = 0.8  # citizens' letters differ from ours: cross-validated confidence would promise too much (chosen on development letters)
# Our letters are cleaner than theirs, so cross-validation on ours alone would file too much unseen. These two were chosen so that about
# 96 in 100 letters filed without a second look are right: of our own, held out, and of the development letters among all 15 topics.
_LEAST_SURE = 0.92
_LEAST_APART = 0.52
_TERMS = 4.0  # weight of a leaf's terms and of its names beside a letter's; chosen on both
_OWN_SURE = 0.95  # an office's own tree is judged on few texts: ask for more
_OWN_SCALE = 5.5  # its terms say nothing of letters: chosen on development letters, for trees of 10, 20 and 40 terms a topic
_PIECE = 5  # terms that make one text
_CODE = ("batch", "features", "leaf_tables", "model", "opinions", "shipped", "topics", "training")


@cache
def made_with() -> str:
    """Return the version of scikit-learn: what one version trained is not taken for what another would train."""
    try:
        return version("scikit-learn")
    except PackageNotFoundError:
        return ""


@cache
def corpus_hash() -> str:
    """Return the fingerprint of everything that the shipped model is made from and with."""
    digest = hashlib.sha256(f"{FORMAT} {made_with()}".encode())
    for path in [*sorted((resource("corpus") / "topics").glob("*.txt")), *sorted(Path(__file__).parent.glob("*.py"))]:
        if path.suffix == ".txt" or path.stem in _CODE:
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def samples(leaves: tuple[Leaf, ...]) -> list[Sample]:
    """Return the corpus as samples: each letter, and each leaf's terms and names, which are learnt but not judged."""
    result = []
    for number, leaf in enumerate(leaves):
        label = leaf.path[0]
        result += [
            Sample(for_topics(letter.title, letter.body), label, 1000 * number + i, leaf=number) for i, letter in enumerate(leaf.letters)
        ]
        names = _line([name for name in leaf.path if name != "其他"])
        result.append(Sample(_line(leaf.terms), label, -1, _TERMS, judged=False, leaf=number, words=leaf.terms))
        result.append(Sample(names, label, -1, _TERMS, judged=False, leaf=number, words=leaf.path))
    return result


def _line(words: Sequence[str]) -> str:
    """Return words as one line: none of them weighs more than the others."""
    return "，".join(words)


def train(tree: Tree | None = None) -> TopicModel:
    """Return the model of the corpus (about ten seconds)."""
    import numpy as np

    tree = tree or shipped_tree()
    data = samples(tree.leaves)
    prepared = prepare(data)
    labels, scores = cross_scores(data, prepared)
    judged = ~np.isnan(scores[:, 0])
    truth = np.array([labels.index(sample.label) for sample in data])[judged]
    machine = fit(data, prepared)
    figures = {"accuracy": round(float((scores[judged].argmax(1) == truth).mean()), 4), "letters": int(judged.sum())}
    return TopicModel(
        labels=machine.labels,
        vocabulary=machine.vocabulary,
        rarity=machine.rarity,
        scorer=machine.scorer,
        scale=_SHIFT * best_scale(scores[judged], truth),
        sure=_LEAST_SURE,
        apart=_LEAST_APART,
        leaves=tuple(leaf.path for leaf in tree.leaves),
        manifest={
            "name": SHIPPED,
            "made": date.today().isoformat(),
            "data": corpus_hash(),
            "scikit-learn": made_with(),
            "figures": figures,
        },
        aliases=tree.aliases,
    )


@cache
def _trained(fingerprint: str) -> TopicModel:
    folder = home() / "cache" / f"topics-{fingerprint}"
    if (folder / MANIFEST).is_file():
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
    """Return the shipped model or one that the user trained. Raises ``UserError`` for an unknown name.

    A model of another version of the program or of scikit-learn, or a damaged one, is made anew from the letters kept beside it.
    """
    if name == SHIPPED:
        return shipped_model()
    folder = home() / "models" / name
    if not (folder / MANIFEST).is_file():
        made = sorted(p.name for p in (home() / "models").glob("*") if (p / MANIFEST).is_file())
        known = f"现有的模型：{'、'.join(made)}" if made else "还没有训练过模型"
        raise UserError(f"没有名为“{name}”的模型（{known}）", remedy=f"请先运行 wenmi letters learn 已分类的表格.xlsx --model {name}")
    from drafting.letters.learning import KEPT, learn_again

    fault: UserError | None = None
    try:
        manifest = models.read_manifest(folder)
        if (manifest.get("format"), manifest.get("base"), manifest.get("scikit-learn")) == (FORMAT, corpus_hash(), made_with()):
            return models.load(folder, shipped_model())
    except UserError as error:
        fault = error
    if (folder / KEPT).is_file():
        return learn_again(name)
    raise fault or UserError("模型是另一个版本的文秘训练的", str(folder), "请用 wenmi letters learn 重新训练")


def tree_model(path: Path) -> TopicModel:
    """Return a model of the topics in an office's own file (see ``topics``), kept under ``home()/cache``.

    It weighs the shipped model's opinion, so that a few terms a topic will do. Raises ``UserError`` as ``read_own_topics`` does.
    """
    tree = read_own_topics(path)
    digest = hashlib.sha256(corpus_hash().encode())
    for leaf in tree.leaves:
        digest.update(repr((leaf.path, leaf.terms, [(one.title, one.body) for one in leaf.letters])).encode())
    digest.update(repr(sorted(tree.aliases.items())).encode())
    fingerprint = digest.hexdigest()[:16]
    folder = home() / "cache" / f"tree-{fingerprint}"
    if (folder / MANIFEST).is_file():
        with suppress(UserError):
            return models.load(folder, shipped_model())
    model = _train_own(tree, fingerprint)
    with suppress(UserError):
        models.save(model, folder)
    return model


def own_samples(leaves: tuple[Leaf, ...]) -> list[Sample]:
    """Return an office's own tree as samples: its letters, its terms a few at a time (few offices write letters), and its names."""
    result = []
    for number, leaf in enumerate(leaves):
        texts = [for_topics(one.title, one.body) for one in leaf.letters]
        texts += [_line(leaf.terms[start : start + _PIECE]) for start in range(0, len(leaf.terms), _PIECE)]
        result += [Sample(text, leaf.path[0], 1000 * number + i, leaf=number) for i, text in enumerate(texts)]
        names = tuple(name for name in leaf.path if name != "其他")
        result.append(Sample(_line((*names, *leaf.terms)), leaf.path[0], -1, judged=False, leaf=number, words=(*names, *leaf.terms)))
    return result


def _train_own(tree: Tree, fingerprint: str) -> TopicModel:
    base = shipped_model()
    data = own_samples(tree.leaves)
    prepared = prepare(data, base)
    machine = fit(data, prepared)
    return TopicModel(
        labels=machine.labels,
        vocabulary=machine.vocabulary,
        rarity=machine.rarity,
        scorer=machine.scorer,
        scale=_OWN_SCALE,
        sure=_OWN_SURE,
        apart=0.0,
        leaves=tuple(leaf.path for leaf in tree.leaves),
        manifest={
            "name": "tree",
            "made": date.today().isoformat(),
            "data": fingerprint,
            "base": corpus_hash(),
            "scikit-learn": made_with(),
        },
        aliases=tree.aliases,
        base=base,
    )
