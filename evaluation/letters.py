"""How well letters are sorted and recurring issues found, beside trivial baselines.

``python -m evaluation.letters`` prints these tables. *Cold start*: the shipped model, which has seen only the project's own corpus, on
labelled letters of one province's message board. *Learning*: five-fold cross-validation on the same letters with near-identical texts in
one fold. *Issues* (``letters_issues``): the F1 of the best group for each issue listed by hand, on those tuned on and on the others.
*Extraction* (``letters_extraction``) and *replies* (``letters_replies``): the halves that were held. *Topics* (``letters_topics``), not
pinned: what stands behind the first two.

What it does not show: the labelled letters have 7 of the 15 first-level topics, so the other 8, and all second and third levels, are not
measured on real letters. Hyperparameters were chosen on these letters, and some twenty of the corpus's training letters were written after
a sample of the model's mistakes on them had been read. One hand wrote the rules and the verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from drafting.letters.batch import Letter
from drafting.letters.learning import evaluate, score
from drafting.letters.reading import read_letters
from drafting.letters.shipped import SHIPPED, named_model
from drafting.letters.sorting import sort_letters
from drafting.letters.topics import topic_tree
from evaluation import letters_extraction, letters_issues, letters_replies
from evaluation.gate import data_folder
from evaluation.letters_topics import topics


def measure(folder: Path) -> dict[str, Any]:
    """Return all figures, nested by table; ``folder`` is the development data."""
    labelled = read_letters([folder / "letters" / "labelled.csv"]).letters
    letters = read_letters([folder / "letters" / "letters.xlsx"]).letters
    return {
        "cold_start": cold_start(labelled),
        "learning": learning(labelled),
        "issues": letters_issues.measure(letters),
        "extraction": extraction(letters),
        "replies": letters_replies.measure(folder),
    }


def cold_start(labelled: Sequence[Letter]) -> dict[str, Any]:
    """Return macro-F1 and accuracy of the shipped model with and without ``--labels``, and of counting the tree's terms."""
    import numpy as np

    model = named_model(SHIPPED)
    labels = sorted({letter.labels[0] for letter in labelled})
    truth = np.array([model.labels.index(letter.labels[0]) for letter in labelled])
    figures: dict[str, Any] = {}
    for name, allowed in (("all_topics", None), ("these_topics", labels)):
        verdicts = sort_letters(labelled, labels=allowed)
        chosen = np.array([model.labels.index(verdict.topic) for verdict in verdicts])
        right = chosen == truth
        sure = np.array([not verdict.review for verdict in verdicts])
        second = np.array([model.labels.index(verdict.second[0]) if verdict.second else -1 for verdict in verdicts])
        found = score(truth, chosen)
        figures[name] = {
            "macro_f1": found.macro_f1,
            "accuracy": found.accuracy,
            "top2_accuracy": float((right | (second == truth)).mean()),
            "sure_share": float(sure.mean()),
            "sure_accuracy": float(right[sure].mean()) if sure.any() else 0.0,
            "confidence_gap": abs(float(np.mean([verdict.confidence for verdict in verdicts])) - float(right.mean())),
        }
        counted = score(truth, np.array([model.labels.index(label) for label in by_terms(labelled, allowed or model.labels)]))
        figures[name]["baseline_terms_macro_f1"] = counted.macro_f1
    return figures


def by_terms(letters: Sequence[Letter], labels: Iterable[str]) -> list[str]:
    """Return for each letter the label whose terms it holds most of: the baseline that needs no training."""
    terms = {term: leaf.path[0] for leaf in topic_tree() for term in leaf.terms}
    allowed = list(labels)
    pattern = re.compile("|".join(sorted(map(re.escape, terms), key=len, reverse=True)))
    result = []
    for letter in letters:
        hits = [terms[found] for found in pattern.findall(f"{letter.title}\n{letter.text}")]
        result.append(max(allowed, key=hits.count))
    return result


def learning(labelled: Sequence[Letter]) -> dict[str, float]:
    """Return the cross-validated figures of ``letters learn``."""
    learned, _ = evaluate(labelled, "evaluation")
    return {
        "macro_f1": learned.score.macro_f1,
        "accuracy": learned.score.accuracy,
        "top2_accuracy": learned.top2,
        "right_of_surest_80": learned.right_of_surest,
        "coverage_at_97": learned.coverage,
        "baseline_majority_macro_f1": learned.majority.macro_f1,
        "baseline_terms_macro_f1": learned.keywords.macro_f1,
    }


def extraction(letters: Sequence[Letter]) -> dict[str, float]:
    """Return precision and recall of each field on the held half of the annotated letters."""
    held = letters_extraction.measure(letters)["held"]
    figures = {"ask_first": held["ask_first"], "ask_accepted": held["ask_accepted"]}
    for field, counts in held["fields"].items():
        figures |= {f"{field}.precision": counts.precision, f"{field}.recall": counts.recall}
    return figures


def main() -> None:
    """Print the tables."""
    folder = data_folder()
    if folder is None:
        print("no development data: nothing measured")
        return
    labelled = read_letters([folder / "letters" / "labelled.csv"]).letters
    for table, figures in (measure(folder) | {"topics": topics(labelled)}).items():
        print(f"\n{table}")
        for name, value in figures.items():
            if isinstance(value, dict):
                print(f"  {name}")
                for inner, figure in value.items():
                    print(f"    {inner:<40}{figure:>9.4f}")
            else:
                print(f"  {name:<42}{value:>9.4f}")


if __name__ == "__main__":
    main()
