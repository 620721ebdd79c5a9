"""How well letters on one matter are brought together: against issues annotated by hand, half of them never looked at while tuning.

``python -m evaluation.letters_issues`` prints, for either half of either annotation, the mean F1 of the best group for each issue, ours and
that of trivial baselines (letters of the same title; single-pass grouping by cosine of words), the purity of our groups, and the largest
group. ``--fit`` grows the trees of ``drafting.letters.likeness`` on the tuning halves and writes them; ``--each`` prints the issues of the
tuning halves; ``--groups N`` prints N of our small groups drawn at random, to be judged by eye.

The truth (``letters_issues_truth.tsv``, names and ids only): thirteen conspicuous issues; those found by reading letters drawn at random
and then searching for all letters on the same matter, by the names of the place and by nearness of wording; and, later (``*_later``), 150
more, found the same way and by names of estates, firms and roads, before the groups were looked at (two got letters added afterwards).
The halves were drawn by a hash of the issue's name; the thirteen are in the tuning half because the grouping had been developed on them.
``letters_issues_judged.tsv``: small groups of an earlier grouping that nobody had annotated, each parted by hand into what is one matter;
the trees are grown on them too.

What it does not show: the letters are of one city's message board and one year; one hand annotated them, the one that wrote the grouping;
where a matter ends (is the broken road part of the halted site?) another reader would sometimes say otherwise.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from drafting.letters.batch import Letter
from drafting.letters.issues import find_issues
from drafting.letters.reading import read_letters
from evaluation.gate import data_folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TRUTH = Path(__file__).with_name("letters_issues_truth.tsv")
JUDGED = Path(__file__).with_name("letters_issues_judged.tsv")
TREES = Path(__file__).parents[1] / "corpus" / "letters_likeness.tsv"
HALVES = {"tuning": "调参", "held": "留出", "tuning_later": "调参·后增", "held_later": "留出·后增"}
FITTED = ("tuning", "tuning_later")
_BALANCE = 20.0  # weight of an issue's pairs among all: a letter counts as much in an issue of two as in one of sixty
_JUDGED = 4.0  # weight of a pair of a judged group
_TREES, _RATE, _LEAST, _RIDGE = 120, 0.06, 40, 5.0  # trees, their learning rate, pairs in a leaf, regularisation: by cross-validation
_ASKED = 0.4  # part of the features that each question of a tree is chosen from
_HEADING = "# 两封来信是不是一件事：每行一棵判定树，依次是七个特征、七个界限、八片叶子的对数几率"
_SINGLE_PASS = 0.25  # cosine from which the baseline joins a letter to a group, the best on the tuning half


def truth() -> dict[str, dict[str, set[str]]]:
    """Return the annotated issues of either half: name → ids of their letters."""
    halves: dict[str, dict[str, set[str]]] = {}
    half: dict[str, set[str]] = {}
    for line in TRUTH.read_text(encoding="utf-8").splitlines():
        if line.startswith("# ["):
            half = halves.setdefault(line[3:-1], {})
        elif line and not line.startswith("#"):
            name, ids = line.split("\t")
            half[name] = set(ids.split())
    return halves


def best_f1(wanted: Mapping[str, set[str]], groups: Sequence[set[str]]) -> dict[str, float]:
    """Return for each issue the F1 of the group that fits it best."""
    return {name: max((2 * len(ids & group) / (len(ids) + len(group)) for group in groups), default=0.0) for name, ids in wanted.items()}


def purity(wanted: Mapping[str, set[str]], groups: Sequence[set[str]]) -> float:
    """Return the part of the annotated letters that are in a group with most annotated letters of their own issue."""
    owner = {key: name for name, ids in wanted.items() for key in ids}
    counts = [Counter(owner[key] for key in group if key in owner) for group in groups]
    total = sum(count.total() for count in counts)
    return sum(max(count.values(), default=0) for count in counts) / max(total, 1)


def measure(letters: Sequence[Letter]) -> dict[str, Any]:
    """Return all figures, nested by half."""
    halves = truth()
    groups = [set(issue.letters) for issue in find_issues(letters)]
    same_title: dict[str, set[str]] = {}
    for letter in letters:
        same_title.setdefault(letter.title, set()).add(letter.id)
    baselines = {"same_title": list(same_title.values()), "single_pass": single_pass(letters)}
    figures: dict[str, Any] = {}
    for key, name in HALVES.items():
        wanted = halves[name]
        figures[key] = {"issues": float(len(wanted)), "mean_best_f1": _mean(best_f1(wanted, groups)), "purity": purity(wanted, groups)}
        for baseline, theirs in baselines.items():
            figures[key][f"baseline_{baseline}_mean_best_f1"] = _mean(best_f1(wanted, theirs))
    figures["groups"], figures["largest_group"] = float(len(groups)), float(max(map(len, groups)))
    return figures


def _mean(figures: Mapping[str, float]) -> float:
    return sum(figures.values()) / len(figures)


def single_pass(letters: Sequence[Letter]) -> list[set[str]]:
    """Return the groups of the textbook method: each letter joins the nearest group by TF-IDF over words, or begins one."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    from drafting.documents.words import cut

    def words(letter: Letter) -> list[str]:
        return [word for word in cut(f"{letter.title} {letter.title} {letter.text[:120]}") if len(word) > 1]

    matrix = TfidfVectorizer(analyzer=words, sublinear_tf=True, min_df=2).fit_transform(letters).tocsr()
    centres = np.zeros((len(letters), matrix.shape[1]), np.float32)
    groups: list[set[str]] = []
    for row, letter in enumerate(letters):
        one = matrix[[row]]
        near = (centres[: len(groups), one.indices] @ one.data) if groups else np.zeros(0)
        best = int(near.argmax()) if len(near) else -1
        if best < 0 or near[best] < _SINGLE_PASS:
            best = len(groups)
            groups.append(set())
        size = len(groups[best])
        centres[best] *= size / (size + 1)
        centres[best, one.indices] += one.data / (size + 1)
        groups[best].add(letter.id)
    return groups


def fitted_on() -> dict[str, set[str]]:
    """Return the issues that the trees may be grown on."""
    halves = truth()
    return {name: ids for key in FITTED for name, ids in halves[HALVES[key]].items()}


def judged() -> dict[tuple[str, str], bool]:
    """Return the pairs of letters in judged groups, the smaller id first, each with whether they are on one matter."""
    result = {}
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            part_of = {key: part for part, keys in enumerate(line.split("|")) for key in keys.split()}
            result.update({(one, other): part_of[one] == part_of[other] for one, other in combinations(sorted(part_of), 2)})
    return result


def examples(
    letters: Sequence[Letter], wanted: Mapping[str, set[str]], pairs_judged: Mapping[tuple[str, str], bool]
) -> tuple[NDArray[np.float64], list[bool], list[float]]:
    """Return what pairs of letters share, whether they are on one matter, and their weights.

    Of two letters that are in no annotated issue and no judged group nobody has said whether they are on one matter.
    """
    from drafting.letters.clusters import candidates
    from drafting.letters.describing import describe
    from drafting.letters.duplicates import find_duplicates
    from drafting.letters.likeness import shared

    copy_of = find_duplicates([f"{letter.title}\n{letter.text}" for letter in letters])
    texts = [letter for letter, first in zip(letters, copy_of, strict=True) if first is None]
    rows = describe(texts)
    first, second = candidates(rows)
    owner = {key: name for name, ids in wanted.items() for key in ids}
    size = Counter(owner[letter.id] for letter in texts if letter.id in owner)
    of = [owner.get(letter.id) for letter in texts]
    chosen, same, weight = [], [], []
    for pair, (one, other) in enumerate(zip(first.tolist(), second.tolist(), strict=True)):
        if (name := of[one] or of[other]) is not None:
            chosen.append(pair)
            same.append(of[one] == of[other])
            weight.append(_BALANCE / size[name])
        verdict = pairs_judged.get((min(texts[one].id, texts[other].id), max(texts[one].id, texts[other].id)))
        if verdict is not None:
            chosen.append(pair)
            same.append(verdict)
            weight.append(_JUDGED)
    return shared(rows, first[chosen], second[chosen]), same, weight


def fit(columns: NDArray[np.float64], same: Sequence[bool], weight: Sequence[float]) -> list[str]:
    """Return the lines of the trees' file: gradient boosting, likelier the more is shared."""
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingClassifier

    from drafting.letters.likeness import DEPTH, FALLING, FEATURES, RISING

    model = HistGradientBoostingClassifier(
        max_iter=_TREES,
        learning_rate=_RATE,
        max_depth=DEPTH,
        max_leaf_nodes=2**DEPTH,
        min_samples_leaf=_LEAST,
        l2_regularization=_RIDGE,
        max_features=_ASKED,
        monotonic_cst=[(name in RISING) - (name in FALLING) for name in FEATURES],
        early_stopping=False,
        random_state=0,
    ).fit(columns, same, sample_weight=np.array(weight) / np.mean(weight))
    base = float(model._baseline_prediction.item())
    return [_line(trees[0].nodes, base if number == 0 else 0.0) for number, trees in enumerate(model._predictors)]


def _line(nodes: Any, base: float) -> str:
    """Return a tree as a line: the features and bounds of its questions, level by level, then its leaves' log odds from the left."""
    from drafting.letters.likeness import DEPTH

    level, features, bounds = [0], [], []
    for _ in range(DEPTH):
        below = []
        for at in level:
            leaf = nodes[at]["is_leaf"]
            features.append(0 if leaf else int(nodes[at]["feature_idx"]))
            bounds.append(float("inf") if leaf else float(nodes[at]["num_threshold"]))  # a leaf asks what is never so
            below += [at, at] if leaf else [int(nodes[at]["left"]), int(nodes[at]["right"])]
        level = below
    odds = [float(nodes[at]["value"]) + base for at in level]
    return "\t".join([*map(str, features), *(f"{bound:.6g}" for bound in bounds), *(f"{value:.4f}" for value in odds)])


def main() -> None:
    """Print the figures, or what the options ask for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--fit", action="store_true", help="grow the trees again and write them")
    parser.add_argument("--each", action="store_true", help="print the F1 of each issue of the tuning halves")
    parser.add_argument("--groups", type=int, metavar="N", help="print N small groups, drawn at random")
    options = parser.parse_args()
    folder = data_folder()
    if folder is None:
        print("no development data: nothing measured")
        return
    letters = read_letters([folder / "letters" / "letters.xlsx"]).letters
    if options.fit:
        lines = fit(*examples(letters, fitted_on(), judged()))
        TREES.write_text("\n".join([_HEADING, *lines, ""]), encoding="utf-8")
        return
    if options.each:
        groups = [set(issue.letters) for issue in find_issues(letters)]
        for name, figure in sorted(best_f1(fitted_on(), groups).items(), key=lambda one: one[1]):
            print(f"{figure:.3f}  {name}")
        return
    if options.groups:
        titles = {letter.id: letter.title for letter in letters}
        few = sorted(issue.letters for issue in find_issues(letters) if 2 <= len(issue.letters) <= 4)
        for keys in Random(options.groups).sample(few, min(options.groups, len(few))):
            print(*(f"{key}  {titles[key]}" for key in keys), "", sep="\n")
        return
    for table, figures in measure(letters).items():
        if isinstance(figures, dict):
            print(table)
            for name, value in figures.items():
                print(f"  {name:<42}{value:>9.4f}")
        else:
            print(f"{table:<44}{figures:>9.4f}")


if __name__ == "__main__":
    main()
