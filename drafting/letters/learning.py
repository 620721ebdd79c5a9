"""Learning the office's own labels from letters that it has already filed."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from drafting.documents.errors import UserError
from drafting.documents.resources import home
from drafting.letters import model as models
from drafting.letters.batch import Letter, Unread
from drafting.letters.duplicates import find_duplicates
from drafting.letters.model import TopicModel, softmax
from drafting.letters.reading import read_letters
from drafting.letters.shipped import SHIPPED, samples
from drafting.letters.topics import topic_tree
from drafting.letters.training import Sample, best_scale, cross_scores, fit, sure_from

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FEWEST = 20  # labelled letters below which no figure means anything
_OURS = 0.5  # weight of the corpus beside the office's letters: they help while the office has few
_NAME = re.compile(r"[\w\-]{1,40}")


@dataclass(frozen=True, slots=True)
class Score:
    """How well labels were found: both figures between 0 and 1."""

    macro_f1: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class LabelScore:
    """One label: how many letters have it, and how well they were found."""

    label: str
    letters: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learnt, with figures from letters that the judged machine had not seen (five-fold, near-identical texts in one fold).

    ``coverage`` is the share of letters that can be filed without a second look at ``wanted`` accuracy, ``sure`` the confidence from
    which they can. ``unlabelled`` counts letters without a category, which are left out; ``unread`` are the rows that are no letters.
    ``majority`` and ``keywords`` are the baselines: always the commonest label; the label whose terms occur most.
    """

    name: str
    folder: str
    letters: int
    unlabelled: int
    score: Score
    majority: Score
    keywords: Score
    labels: tuple[LabelScore, ...]
    sure: float
    coverage: float
    wanted: float = 0.97
    unread: tuple[Unread, ...] = ()


def learn(paths: Sequence[Path], name: str, columns: Mapping[str, str] | None = None) -> Learned:
    """Train a model on labelled letters, keep it as ``name`` under ``home()/models``, and return its honest figures.

    The label is the 类别 / 一级标签 / 分类 column; any set of labels will do. Letters of the program's own corpus are learnt along
    for labels that the topic tree has too. Raises ``UserError`` for a bad name, no label column, fewer than 20 labelled letters,
    fewer than two labels, and as ``read_letters`` does.
    """
    if not _NAME.fullmatch(name) or name == SHIPPED:
        raise UserError(f"“{name}”不能作模型名", "--model", "请用汉字、字母、数字、下划线或连字符，不超过 40 字")
    batch = read_letters(paths, columns)
    letters = batch.letters
    labelled = [letter for letter in letters if letter.labels]
    where = "、".join(path.name for path in paths)
    if not labelled:
        raise UserError("没有找到类别列", where, "请加一列“类别”，或用 --column 类别=列号 指明")
    if len(labelled) < _FEWEST:
        raise UserError(f"有类别的来信只有 {len(labelled)} 封，太少", where, f"请至少准备 {_FEWEST} 封，每个类别最好有 30 封以上")
    if len({letter.labels[0] for letter in labelled}) < 2:
        raise UserError("所有来信都是同一个类别，没有可学的", where, "请给出至少两个类别的来信")
    learned, model = evaluate(labelled, name, len(letters) - len(labelled))
    models.save(model, home() / "models" / name)
    return replace(learned, unread=batch.unread)


def evaluate(labelled: Sequence[Letter], name: str, unlabelled: int = 0) -> tuple[Learned, TopicModel]:
    """Return the cross-validated figures of learning from ``labelled`` letters, and the model trained on all of them."""
    import numpy as np

    data = training_samples(labelled)
    truth_names = [letter.labels[0] for letter in labelled]
    labels, scores = cross_scores(data)
    scores = scores[: len(labelled)]
    truth = np.array([labels.index(label) for label in truth_names])
    scale = best_scale(scores, truth)
    shares = softmax(scale * scores)
    chosen = shares.argmax(axis=1)
    sure, coverage = sure_from(shares.max(axis=1), chosen == truth)
    commonest = np.full(len(truth), Counter(truth.tolist()).most_common(1)[0][0])
    learned = Learned(
        name=name,
        folder=str(home() / "models" / name),
        letters=len(labelled),
        unlabelled=unlabelled,
        score=score(truth, chosen),
        majority=score(truth, commonest),
        keywords=score(truth, _by_keywords(labelled, labels, int(commonest[0]))),
        labels=tuple(_label_score(labels[i], truth == i, chosen == i) for i in range(len(labels))),
        sure=round(sure, 4),
        coverage=round(coverage, 4),
    )
    machine = fit(data)
    figures = {
        "score": asdict(learned.score),
        "majority": asdict(learned.majority),
        "keywords": asdict(learned.keywords),
        "coverage": coverage,
    }
    manifest = {
        "name": name,
        "made": date.today().isoformat(),
        "letters": len(labelled),
        "data": _fingerprint(labelled),
        "figures": figures,
    }
    return learned, TopicModel(
        labels=machine.labels,
        vocabulary=machine.vocabulary,
        rarity=machine.rarity,
        scorer=machine.scorer,
        scale=scale,
        sure=sure,
        apart=0.0,
        leaves=(),
        manifest=manifest,
    )


def training_samples(labelled: Sequence[Letter]) -> list[Sample]:
    """Return the office's letters, near-identical ones in one group, then the corpus's for the same labels, learnt but not judged."""
    first = find_duplicates([f"{letter.title}\n{letter.text}" for letter in labelled])
    result = [
        Sample(f"{letter.title}\n{letter.title}\n{letter.text}", letter.labels[0], index if earlier is None else earlier)
        for index, (letter, earlier) in enumerate(zip(labelled, first, strict=True))
    ]
    wanted = {letter.labels[0] for letter in labelled}
    result += [
        Sample(sample.text, sample.label, -1, _OURS * sample.weight, judged=False, words=sample.words)
        for sample in samples(topic_tree())
        if sample.label in wanted
    ]
    return result


def score(truth: NDArray[np.int64], chosen: NDArray[np.int64]) -> Score:
    """Return macro-F1 over the labels that ``truth`` has, and accuracy."""
    import numpy as np

    f1 = [_label_score("", truth == label, chosen == label).f1 for label in np.unique(truth)]
    return Score(round(float(np.mean(f1)), 4), round(float((truth == chosen).mean()), 4))


def _label_score(label: str, true: NDArray[np.bool_], said: NDArray[np.bool_]) -> LabelScore:
    hit = int((true & said).sum())
    precision = hit / max(int(said.sum()), 1)
    recall = hit / max(int(true.sum()), 1)
    return LabelScore(
        label, int(true.sum()), round(precision, 4), round(recall, 4), round(2 * hit / max(int(said.sum() + true.sum()), 1), 4)
    )


def _by_keywords(letters: Sequence[Letter], labels: Sequence[str], otherwise: int) -> NDArray[np.int64]:
    """Return the label whose terms (of the topic tree, and its own name) stand most often in each letter."""
    import numpy as np

    terms: dict[str, set[str]] = {label: {label} for label in labels}
    for leaf in topic_tree():
        if leaf.path[0] in terms:
            terms[leaf.path[0]].update(leaf.terms)
    hits = np.array([[sum(letter.title.count(t) + letter.text.count(t) for t in terms[label]) for label in labels] for letter in letters])
    return np.where(hits.max(axis=1) > 0, hits.argmax(axis=1), otherwise)


def _fingerprint(letters: Sequence[Letter]) -> str:
    digest = hashlib.sha256()
    for letter in letters:
        digest.update(f"{letter.labels[0]}\0{letter.title}\0{letter.text}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]
