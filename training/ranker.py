"""The ranker: trained on labelled sentences and on faults planted in sentences that the language model has not seen.

``python -m training ranker LABELLED OFFICIAL --model MODEL --network NETWORK [--others FILE] [-o FILE]``: ``LABELLED`` is the folder of
the labelled sentences, ``OFFICIAL`` that of official text, ``MODEL`` and ``NETWORK`` are built ``--without`` the sentences trained on. That
matters: of text that they were built from they know every turn, and the ranker would learn to trust them more than it may. ``--others``
are clean sentences of another kind than laws and reports: what is rare in those is not always wrong.

Needs scikit-learn; what it makes is read without it.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from drafting.documents.files import write_bytes
from drafting.documents.model import Document, Paragraph
from drafting.proofing.characters.candidates import Candidates
from drafting.proofing.characters.correcting import Correction, Corrector, proposed
from drafting.proofing.characters.features import FEATURES, features
from drafting.proofing.characters.network import Network
from drafting.proofing.characters.ngrams import LanguageModel
from drafting.proofing.characters.opinions import OPINIONS, opinions
from drafting.proofing.characters.proposing import scored
from drafting.proofing.characters.ranker import Forest, Ranker, Trees
from drafting.proofing.characters.suspicion import Suspicion
from drafting.proofing.characters.telling import told, unguarded
from drafting.proofing.draft import Draft
from evaluation.characters import headline, measure_proposals
from evaluation.characters_rows import FOLDS, Row, edits, folds, groups, read
from evaluation.characters_tiers import choose
from training.suspicion import suspicion

if TYPE_CHECKING:
    from sklearn.ensemble import HistGradientBoostingClassifier

PLANTED = 12_000
PLANTED_WEIGHT = 0.3
"""What a planted sentence counts beside a labelled one: from 0 to 1 the cross-validated figures differ by less than half a point."""

TREES, RATE = 400, 0.04
FIRST_TREES, FIRST_RATE = 80, 0.1
"""How many trees there are, and how much of what each says counts: those asked first have only to tell the hopeless."""
MOST_FEATURES = 0.4
"""The part of the features that a node may choose from: as good as all of them."""
NEARLY_HOPELESS = -6.0
"""The odds that the first trees must give for a proposal to be learnt from by the others: those that they are asked of, and some more, as
proposals that the first trees were trained on are told a little better than others."""

_SEED = 3


class Judged(NamedTuple):
    """Proposals with their features, whether they are right, and the number of the sentence that each is for; where they were asked for."""

    rows: NDArray[np.float32]
    right: NDArray[np.bool_]
    sentence: NDArray[np.int64]
    suspicion: Suspicion


def judged(pairs: Sequence[tuple[str, str]], model: LanguageModel, candidates: Candidates, network: Network) -> Judged:
    """Return the proposals for the first sentences of ``pairs``; the second ones tell which are right.

    A proposal is right if it puts what should stand there; one that changes the length, if fewer faults are left with it.
    """
    text = "\n".join(wrong for wrong, _ in pairs) + "\n"
    starts = np.cumsum([0, *(len(wrong) + 1 for wrong, _ in pairs)])
    doubt = suspicion(pairs, model)
    seen = scored(text, model)
    doubts = doubt.doubts(seen, model)
    found = proposed(seen, doubts, doubt.least, model, candidates, network)
    sentence = np.searchsorted(starts, found.start, side="right") - 1
    right = np.zeros(len(sentence), dtype=bool)
    for number, which in enumerate(sentence):
        wrong, meant = pairs[which]
        start = int(found.start[number] - starts[which])
        end = start + int(found.length[number])
        replacement = found.replacement(number)
        if wrong == meant:
            continue
        if len(wrong) == len(meant) and len(replacement) == end - start:
            right[number] = meant[start:end] == replacement
        else:
            with_it = wrong[:start] + replacement + wrong[end:]
            right[number] = with_it == meant or len(edits(with_it, meant)) < len(edits(wrong, meant))
    rows = np.concatenate([features(found, seen, doubts, model, candidates), opinions(found, seen, network)], axis=1)
    return Judged(rows, right, sentence, doubt)


def fitted(
    rows: NDArray[np.float32], right: NDArray[np.bool_], weights: NDArray[np.float64], trees: int = TREES, rate: float = RATE
) -> HistGradientBoostingClassifier:
    """Return the boosted trees for these rows of features."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from threadpoolctl import threadpool_limits

    machine = HistGradientBoostingClassifier(
        max_iter=trees,
        learning_rate=rate,
        max_leaf_nodes=24,
        min_samples_leaf=30,
        l2_regularization=1.0,
        max_features=MOST_FEATURES,
        random_state=0,
    )
    with threadpool_limits(1):  # several threads add up in another order each time
        return machine.fit(rows, right, sample_weight=weights)


def exported(machine: HistGradientBoostingClassifier) -> Forest:
    """Return the trees as plain arrays."""
    columns: dict[str, list[NDArray[np.float64]]] = {name: [] for name in ("feature", "threshold", "left", "right", "value")}
    roots, at = [], 0
    for (predictor,) in machine._predictors:  # scikit-learn gives its trees no public name
        nodes = predictor.nodes
        leaf = nodes["is_leaf"].astype(bool)
        columns["feature"].append(np.where(leaf, -1, nodes["feature_idx"]))
        columns["threshold"].append(nodes["num_threshold"])
        columns["left"].append(nodes["left"].astype(np.int64) + at)
        columns["right"].append(nodes["right"].astype(np.int64) + at)
        columns["value"].append(np.where(leaf, nodes["value"], 0.0))
        roots.append(at)
        at += len(nodes)
    whole = {name: np.concatenate(parts) for name, parts in columns.items()}
    threshold = whole["threshold"].astype(np.float32)
    above = threshold > whole["threshold"]  # rounded up, a threshold would let the next greater value through
    threshold[above] = np.nextafter(threshold[above], np.float32(-np.inf))
    trees = Trees(
        whole["feature"].astype(np.int16),
        threshold,
        whole["left"].astype(np.int32),
        whole["right"].astype(np.int32),
        whole["value"].astype(np.float32),
        np.array(roots, dtype=np.int32),
    )
    return Forest(trees, float(machine._baseline_prediction.ravel()[0]))


def planted(folder: Path, number: int = PLANTED, others: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Return pairs of sentences: more than half of the first ones with planted faults, the second ones their right forms.

    ``number`` are drawn from the held-out sentences of official text, and each of ``others``, clean sentences of another kind, stands once.
    """
    from training.faults import planter
    from training.sentences import held_out

    chance = random.Random(_SEED)
    sentences = [sentence.text for sentence in held_out(folder)]
    made = planter().corrupt([*chance.choices(sentences, k=number), *others], chance, clean=0.45)
    return [(one.wrong, one.right) for one in made]


def trained(sample: Judged, chosen: NDArray[np.bool_], labelled: int, levels: dict[str, float]) -> Ranker:
    """Return the ranker trained on the proposals for the ``chosen`` sentences, of which the first ``labelled`` are labelled ones."""
    which = chosen[sample.sentence]
    weights = np.where(sample.sentence[which] < labelled, 1.0, PLANTED_WEIGHT)
    rows, right = sample.rows[which], sample.right[which]
    first = exported(fitted(rows[:, : len(FEATURES)], right, weights, FIRST_TREES, FIRST_RATE))
    near = first.odds(rows[:, : len(FEATURES)]) >= NEARLY_HOPELESS
    second = exported(fitted(rows[near], right[near], weights[near]))
    return Ranker(first, second, (*FEATURES, *OPINIONS), levels, sample.suspicion)


def corrected(sentences: Sequence[str], corrector: Corrector) -> list[list[Correction]]:
    """Return the corrections of each of ``sentences``, all looked at in one pass."""
    text = "\n".join(sentences) + "\n"
    starts = np.cumsum([0, *(len(sentence) + 1 for sentence in sentences)])
    found: list[list[Correction]] = [[] for _ in sentences]
    for one in corrector.corrections(text):
        which = int(np.searchsorted(starts, one.start, side="right")) - 1
        at = int(starts[which])
        found[which].append(one._replace(start=one.start - at, end=one.end - at))
    return found


def guarded(sentences: Sequence[str], found: Sequence[Sequence[Correction]]) -> list[list[Correction]]:
    """Return for each of ``sentences`` those of its corrections that touch no name and nothing else that is never touched."""
    return [unguarded(draft_of(sentence), made) for sentence, made in zip(sentences, found, strict=True)]


def draft_of(sentence: str) -> Draft:
    """Return a draft of one paragraph."""
    return Draft(Document((Paragraph(sentence),)))


def build(
    labelled: Path, official: Path, others: Sequence[str], model: LanguageModel, candidates: Candidates, network: Network
) -> tuple[Ranker, str]:
    """Return the ranker trained on everything, its levels chosen on sentences that it was not trained on, and what to print of it."""
    rows = read(labelled)
    pairs = [(row.wrong, row.right) for row in rows]
    more = planted(official, others=others)
    sample = judged([*pairs, *more], model, candidates, network)
    whole = [*rows, *(Row("planted", number, 0, wrong, right) for number, (wrong, right) in enumerate(more, 1))]
    fold = np.array([*folds(rows, groups(rows)), *(crc32(right.encode()) % FOLDS for _, right in more)])
    found: list[list[Correction]] = [[] for _ in whole]
    for number in range(FOLDS):
        ranker = trained(sample, fold != number, len(rows), {})
        held = np.flatnonzero(fold == number)
        wrong = [whole[at].wrong for at in held]
        for at, said in zip(held, guarded(wrong, corrected(wrong, Corrector(model, candidates, network, ranker))), strict=True):
            found[at] = said
        print(f"fold {number + 1} of {FOLDS}", flush=True)
    calm = [at for at, row in enumerate(whole) if row.is_measure]
    tiers = choose([whole[at] for at in calm], [found[at] for at in calm])
    levels = tiers._asdict()
    lines = []
    for part in ("odw", "law", "planted"):
        which = [at for at, row in enumerate(whole) if row.part == part]
        own, kept = [whole[at] for at in which], [told(draft_of(whole[at].wrong), found[at], levels) for at in which]
        figures = {f"{part} {level}": measure_proposals(own, kept, least) for level, least in levels.items()}
        lines.append(headline(figures))
    return trained(sample, np.ones(len(whole), dtype=bool), len(rows), levels), f"{tiers}\n\n" + "\n\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Train the ranker and print its cross-validated figures."""
    parser = argparse.ArgumentParser(prog="training ranker", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labelled", type=Path)
    parser.add_argument("official", type=Path)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--others", type=Path, help="clean sentences of another kind, one a line")
    parser.add_argument("-o", "--output", type=Path, default=Path("corpus/characters/ranker.bin"))
    given = parser.parse_args(arguments)
    candidates = Candidates.open(Path("corpus/characters/candidates.bin"))
    others = given.others.read_text(encoding="utf-8").split("\n")[:-1] if given.others else []
    model, network = LanguageModel.open(given.model), Network.open(given.network)
    ranker, lines = build(given.labelled, given.official, others, model, candidates, network)
    write_bytes(given.output, ranker.dump())
    print(lines)
