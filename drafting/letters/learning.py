"""Learning the office's own labels from letters that it has already filed."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from drafting.documents.errors import UserError
from drafting.documents.files import write_text
from drafting.documents.resources import home
from drafting.letters import model as models
from drafting.letters.batch import Letter, Unread, for_topics
from drafting.letters.corrections import read_labelled
from drafting.letters.duplicates import find_duplicates
from drafting.letters.model import TopicModel, softmax
from drafting.letters.shipped import SHIPPED, corpus_hash, made_with, shipped_model
from drafting.letters.topics import shipped_tree, topic_tree
from drafting.letters.training import RIGHT, Sample, best_scale, cross_scores, fit, prepare, sure_from

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FEWEST = 20  # labelled letters below which no figure means anything
_ACCEPTED = 0.5  # weight of a letter that was filed by the program and left so, beside one that a clerk decided on
_STEPS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)  # of confidence, in the table of reliability
KEPT = "letters.jsonl"
"""The letters that a model was trained on, beside it: personal data, on this machine only."""
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
class Reliability:
    """Letters of about one confidence: how many, the mean confidence, the part that was right; calibrated, the two are equal."""

    letters: int
    promised: float
    right: float


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learnt, with figures from letters that the judged machine had not seen (five-fold, near-identical texts in one fold).

    ``coverage`` is the share of letters that can be filed without a second look at ``wanted`` accuracy, ``sure`` the confidence from
    which they can. ``unlabelled`` counts letters without a category, which are left out; ``unread`` are the rows that are no letters.
    ``majority`` and ``keywords`` are the baselines: always the commonest label; the label whose terms occur most. ``top2`` is how often the
    label is among the first two, ``right_of_surest`` how many of the surest 80 % are right, ``corrected`` how many letters a clerk decided
    on in the workbook of ``letters sort``; ``unread`` also has those of which she only says that they are filed wrongly. ``accepted``
    counts the letters that were learnt as the program had filed them (never judged); ``unjudged`` are the labels that only such letters
    have, and that no figure covers. ``new`` are the labels that she wrote and that neither the shipped topics nor the model nor the files
    have, each with its letters: a new label, or a slip of the pen.
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
    wanted: float = RIGHT
    unread: tuple[Unread, ...] = ()
    top2: float = 0.0
    right_of_surest: float = 0.0
    reliability: tuple[Reliability, ...] = ()
    corrected: int = 0
    accepted: int = 0
    unjudged: tuple[str, ...] = ()
    new: tuple[tuple[str, int], ...] = ()

    @property
    def any_sure(self) -> bool:
        """Whether letters of any confidence can be filed without a second look; where not, ``sure`` is above 1 and ``coverage`` 0."""
        return self.sure <= 1


def learn(paths: Sequence[Path], name: str, columns: Mapping[str, str] | None = None) -> Learned:
    """Train a model on labelled letters, keep it as ``name`` under ``home()/models``, and return its honest figures.

    The label is the 类别 / 一级标签 / 分类 column; any set of labels will do. In a workbook that ``letters sort`` wrote it is what a clerk
    put into 更正; such corrections are added to the letters that ``name`` was trained on before. The letters are kept beside the model, on
    this machine only, so that it can be made anew. Raises ``UserError`` for a bad name, no label column, fewer than 20 labelled letters,
    fewer than two labels, labels whose letters are all near-identical, and as ``read_letters`` does.
    """
    if not _NAME.fullmatch(name) or name == SHIPPED:
        raise UserError(f"“{name}”不能作模型名", "--model", "请用汉字、字母、数字、下划线或连字符，不超过 40 字")
    found = read_labelled(paths, columns)
    labelled, accepted = list(found.decided), list(found.accepted)
    known = {*found.filed, *_shipped_names()}
    if found.corrected:
        known.update(letter.labels[0] for letter in kept_letters(name))
        labelled = _latest([*kept_letters(name), *labelled])
    where = "、".join(path.name for path in paths)
    if not labelled:
        raise UserError("没有找到类别列", where, "请加一列“类别”，或用 --column 类别=列号 指明；分类工作簿请填“更正”列")
    if len(labelled) < _FEWEST:
        raise UserError(f"有类别的来信只有 {len(labelled)} 封，太少", where, f"请至少准备 {_FEWEST} 封，每个类别最好有 30 封以上")
    if len({letter.labels[0] for letter in labelled}) < 2:
        raise UserError("所有来信都是同一个类别，没有可学的", where, "请给出至少两个类别的来信")
    learned, model = evaluate(labelled, name, found.without, accepted)
    _keep(model, labelled, accepted, name)
    new = tuple((label, letters) for label, letters in found.written.items() if label not in known)
    return replace(learned, unread=found.unread, corrected=found.corrected, new=new)


def _shipped_names() -> set[str]:
    """Return the names and other names of the shipped first-level topics."""
    tree = shipped_tree()
    return {*(leaf.path[0] for leaf in tree.leaves), *tree.aliases}


def learn_again(name: str) -> TopicModel:
    """Return the model ``name``, trained anew from the letters kept beside it. Raises ``UserError`` where these cannot be read."""
    labelled, accepted = kept_letters(name), kept_letters(name, accepted=True)
    if len({letter.labels[0] for letter in labelled}) < 2:
        raise models.damaged(home() / "models" / name)
    _, model = evaluate(labelled, name, 0, accepted)
    with suppress(UserError):  # nowhere to write: the model is used from memory
        _keep(model, labelled, accepted, name)
    return model


def kept_letters(name: str, *, accepted: bool = False) -> list[Letter]:
    """Return the letters that the model ``name`` was trained on, or those accepted as filed; none where there is no such model.

    Raises ``UserError`` where the file is damaged.
    """
    path = home() / "models" / name / KEPT
    if not path.is_file():
        return []
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return [
            Letter(str(number), row["title"], row["text"], row["text"], labels=(row["label"],))
            for number, row in enumerate(rows, 1)
            if bool(row.get("accepted")) == accepted
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError("模型保留的来信读不出来", str(path), "请用 wenmi letters learn 重新训练") from error


def _keep(model: TopicModel, labelled: Sequence[Letter], accepted: Sequence[Letter], name: str) -> None:
    """Write the letters, then the model: a model that can be read has its letters beside it.

    Nobody but the user may open them.
    """
    folder = home() / "models" / name
    rows: list[dict[str, str | bool]] = [{"label": one.labels[0], "title": one.title, "text": one.text} for one in labelled]
    rows += [{"label": one.labels[0], "title": one.title, "text": one.text, "accepted": True} for one in accepted]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)  # before there is anything in it
        write_text(folder / KEPT, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
        (folder / KEPT).chmod(0o600)
    except OSError as error:
        raise UserError("不能写入", str(folder), "请确认个人数据文件夹有写入权限、空间足够") from error
    models.save(model, folder)


def _latest(letters: Sequence[Letter]) -> list[Letter]:
    """Return each text once with the label given last: a clerk may change her mind."""
    return list({(letter.title, letter.text): letter for letter in letters}.values())


def evaluate(labelled: Sequence[Letter], name: str, unlabelled: int = 0, accepted: Sequence[Letter] = ()) -> tuple[Learned, TopicModel]:
    """Return the cross-validated figures of learning from ``labelled`` letters, and the model trained on all of them.

    ``accepted`` are letters that the program filed and nobody corrected: learnt with less weight, never judged. Raises ``UserError`` where
    fewer than two labels have letters that are not all near-identical: there would be nothing left to learn from while judging.
    """
    import numpy as np

    base = shipped_model()
    data = training_samples(labelled, accepted)
    _refuse_alike(data)
    prepared = prepare(data, base)
    labels, scores = cross_scores(data, prepared)
    scores = scores[: len(labelled)]
    truth = np.array([labels.index(letter.labels[0]) for letter in labelled])
    scale = best_scale(scores, truth)
    shares = softmax(scale * scores)
    chosen = shares.argmax(axis=1)
    second = np.where(np.arange(len(labels)) == chosen[:, None], -1.0, shares).argmax(axis=1)
    confidence = shares.max(axis=1)
    sure, coverage = sure_from(confidence, chosen == truth)
    surest = np.argsort(-confidence, kind="stable")[: max(1, round(0.8 * len(truth)))]
    commonest = np.full(len(truth), Counter(truth.tolist()).most_common(1)[0][0])
    learned = Learned(
        name=name,
        folder=str(home() / "models" / name),
        letters=len(labelled),
        unlabelled=unlabelled,
        score=score(truth, chosen),
        majority=score(truth, commonest),
        keywords=score(truth, _by_keywords(labelled, labels, int(commonest[0]))),
        labels=tuple(_label_score(labels[i], truth == i, chosen == i) for i in range(len(labels)) if (truth == i).any()),
        sure=round(sure, 4),
        coverage=round(coverage, 4),
        top2=round(float(((chosen == truth) | (second == truth)).mean()), 4),
        right_of_surest=round(float((chosen == truth)[surest].mean()), 4),
        reliability=reliability(confidence, chosen == truth),
        accepted=len(data) - len(labelled),
        unjudged=tuple(label for i, label in enumerate(labels) if not (truth == i).any()),
    )
    machine = fit(data, prepared)
    manifest = {
        "name": name,
        "made": date.today().isoformat(),
        "letters": len(labelled),
        "accepted": len(accepted),
        "data": _fingerprint(labelled),
        "base": corpus_hash(),
        "scikit-learn": made_with(),
        "figures": {
            "score": asdict(learned.score),
            "majority": asdict(learned.majority),
            "keywords": asdict(learned.keywords),
            "coverage": coverage,
            "top2": learned.top2,
            "right_of_surest": learned.right_of_surest,
            "reliability": [asdict(step) for step in learned.reliability],
        },
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
        aliases={alias: label for alias, label in base.aliases.items() if label in machine.labels and alias not in machine.labels},
        base=base,
    )


def _refuse_alike(data: Sequence[Sample]) -> None:
    """Raise ``UserError`` where fewer than two labels have letters in more than one group."""
    groups: dict[str, set[int]] = {}
    for sample in data:
        if sample.judged:
            groups.setdefault(sample.label, set()).add(sample.group)
    alike = [label for label, own in groups.items() if len(own) == 1]
    if len(groups) - len(alike) < 2:
        raise UserError("同一类的来信几乎一样，验证不了", f"类别“{'、'.join(alike)}”", "请给每个类别多找几封内容不同的来信")


def training_samples(labelled: Sequence[Letter], accepted: Sequence[Letter] = ()) -> list[Sample]:
    """Return the office's letters, near-identical ones in one group; ``accepted`` ones that repeat none of them are learnt, not judged."""
    texts = [f"{letter.title}\n{letter.text}" for letter in (*labelled, *accepted)]
    first = find_duplicates(texts)
    result = [
        Sample(for_topics(letter.title, letter.text), letter.labels[0], index if earlier is None else earlier)
        for index, (letter, earlier) in enumerate(zip(labelled, first, strict=False))
    ]
    # A copy of a judged letter would tell the machine its answer.
    alone = [letter for letter, earlier in zip(accepted, first[len(labelled) :], strict=True) if earlier is None]
    return result + [Sample(for_topics(one.title, one.text), one.labels[0], -1, _ACCEPTED, judged=False) for one in alone]


def reliability(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[Reliability, ...]:
    """Return for each step of confidence how many letters fell there, what was promised and what came true."""
    import numpy as np

    step = np.digitize(confidence, _STEPS)
    return tuple(
        Reliability(int(here.sum()), round(float(confidence[here].mean()), 4), round(float(right[here].mean()), 4))
        for number in range(len(_STEPS) + 1)
        if (here := step == number).any()
    )


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
