"""The tables on topics: every figure a number, and the claims that the README makes of them hold."""

from __future__ import annotations

from pathlib import Path

from drafting.letters.reading import read_letters
from evaluation.letters_topics import evidence, halves, own_tree


def test_a_batch_helps_itself_and_evidence_carries_the_decision(shared_data: Path) -> None:
    labelled = read_letters([shared_data / "letters" / "labelled.csv"]).letters
    gains = halves(labelled)
    assert gains["worst_accuracy_gain"] >= 0
    assert gains["worst_macro_f1_gain"] >= 0
    lost = evidence(labelled[:100])
    assert lost["confidence_lost_without_evidence"] > 5 * max(lost["confidence_lost_without_others"], 0.01)
    tree = own_tree(labelled)
    assert tree["taught_by_the_batch_macro_f1"] > tree["alone_macro_f1"] + 0.05
