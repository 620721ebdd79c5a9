"""How well letters on one matter are brought together: against issues annotated by hand, half of them never looked at while tuning.

``python -m evaluation.letters_issues`` prints, for either half, the mean F1 of the best group for each issue, ours and that of trivial
baselines (letters of the same title; single-pass grouping by cosine of words), the purity of our groups, and the largest group.
``--fit`` fits the weights of ``drafting.letters.likeness`` on the tuning half and prints them; ``--each`` prints the tuning half's issues.

The truth (``letters_issues_truth.tsv``, names and ids only): thirteen conspicuous issues, and those found by reading letters drawn at
random and then searching for all letters on the same matter, by the names of the place and by nearness of wording. The halves were drawn by
a hash of the issue's name; the thirteen are in the tuning half because the grouping had been developed on them.

What it does not show: the letters are of one city's message board and one year; one hand annotated them, the one that wrote the grouping;
where a matter ends (is the broken road part of the halted site?) another reader would sometimes say otherwise.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from drafting.letters.batch import Letter
from drafting.letters.issues import find_issues
from drafting.letters.reading import read_letters
from evaluation.gate import data_folder

TRUTH = Path(__file__).with_name("letters_issues_truth.tsv")
TUNING, HELD = "调参", "留出"
_BALANCE = 20.0  # weight of an issue's pairs among all: a letter counts as much in an issue of two as in one of sixty
_LOOSE = 5.0  # inverse of the regularisation, chosen by cross-validation over the tuning half's issues
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
    for name, key in ((TUNING, "tuning"), (HELD, "held")):
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


def fit(letters: Sequence[Letter]) -> tuple[list[tuple[str, float]], float]:
    """Return the weights of ``likeness`` and its intercept, fitted on the tuning half by logistic regression over pairs."""
    from sklearn.linear_model import LogisticRegression

    from drafting.letters.clusters import candidates
    from drafting.letters.describing import describe
    from drafting.letters.duplicates import find_duplicates
    from drafting.letters.likeness import WEIGHTS, shared

    copy_of = find_duplicates([f"{letter.title}\n{letter.text}" for letter in letters])
    texts = [letter for letter, first in zip(letters, copy_of, strict=True) if first is None]
    rows = describe(texts)
    first, second = candidates(rows)
    owner = {key: name for name, ids in truth()[TUNING].items() for key in ids}
    size = Counter(owner[letter.id] for letter in texts if letter.id in owner)
    of = [owner.get(letter.id) for letter in texts]
    chosen, same, weight = [], [], []
    for pair, (one, other) in enumerate(zip(first.tolist(), second.tolist(), strict=True)):
        name = of[one] or of[other]
        if name is not None:  # of two letters that are in no annotated issue nobody has said whether they are on one matter
            chosen.append(pair)
            same.append(of[one] == of[other])
            weight.append(_BALANCE / size[name])
    features = shared(rows, first[chosen], second[chosen])
    model = LogisticRegression(C=_LOOSE, max_iter=5000).fit(features, same, sample_weight=weight)
    return [(name, round(float(value), 2)) for (name, _), value in zip(WEIGHTS, model.coef_[0], strict=True)], float(model.intercept_[0])


def main() -> None:
    """Print the figures, or what the options ask for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--fit", action="store_true", help="fit the weights again and print them")
    parser.add_argument("--each", action="store_true", help="print the F1 of each issue of the tuning half")
    options = parser.parse_args()
    folder = data_folder()
    if folder is None:
        print("no development data: nothing measured")
        return
    letters = read_letters([folder / "letters" / "letters.xlsx"]).letters
    if options.fit:
        weights, intercept = fit(letters)
        for name, value in weights:
            print(f'    ("{name}", {value}),')
        print(f"INTERCEPT = {intercept:.2f}")
        return
    if options.each:
        groups = [set(issue.letters) for issue in find_issues(letters)]
        for name, figure in sorted(best_f1(truth()[TUNING], groups).items(), key=lambda one: one[1]):
            print(f"{figure:.3f}  {name}")
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
