"""How well the corrector of the program finds and mends wrong characters: nested cross-validation, and what each of its parts adds.

``python -m evaluation.characters_ranker MODEL NETWORK [--parts]``: both are built without the labelled sentences and without the held-out
sentences of official text (``python -m training language FOLDER --without …``). With ``--parts`` the table of what the
corrector is without one of its parts is printed instead; its figures are those of a plain cross-validation, at the threshold at which at
most five in a thousand clean sentences are changed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from drafting.proofing.characters.candidates import Candidates, Kind
from drafting.proofing.characters.correcting import Correction, Corrector
from drafting.proofing.characters.features import FEATURES
from drafting.proofing.characters.network import Network
from drafting.proofing.characters.ngrams import LanguageModel
from drafting.proofing.characters.opinions import OPINIONS
from drafting.proofing.characters.ranker import Ranker
from drafting.proofing.characters.suspicion import Suspicion
from drafting.proofing.characters.telling import told
from evaluation.characters import Proposed, headline, measure_proposals
from evaluation.characters_rows import Row, read, splits
from evaluation.characters_tiers import Tiers, Trainer, choose, nested, tables
from evaluation.gate import data_folder
from training.ranker import PLANTED, corrected, draft_of, guarded, judged, planted, trained

WORDS = tuple(f"{side}_{name}" for side in ("old", "new") for name in ("word", "weight", "left", "right"))
TIED = ("ties", "score")
Keeps = Callable[[NDArray[np.float32], Suspicion], NDArray[np.bool_]]


def everything(rows: NDArray[np.float32], suspicion: Suspicion) -> NDArray[np.bool_]:
    """Keep every proposal."""
    return np.ones(len(rows), dtype=bool)


def not_expected(rows: NDArray[np.float32], suspicion: Suspicion) -> NDArray[np.bool_]:
    """Keep what sounds or looks alike: nothing that only the network proposes."""
    kept: NDArray[np.bool_] = rows[:, FEATURES.index("kind")] != Kind.EXPECTED
    return kept


def suspicious(rows: NDArray[np.float32], suspicion: Suspicion) -> NDArray[np.bool_]:
    """Keep what is proposed for surprising places: nothing for words that sound like another."""
    kept: NDArray[np.bool_] = rows[:, FEATURES.index("doubt")] >= suspicion.least
    return kept


class Partial(Ranker):
    """The ranker with some of the features taken away, in training and after, or some of the proposals."""

    blank: NDArray[np.intp]
    keeps: Keeps

    def hopeful(self, rows: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Tell which proposals are worth a closer look, without these features and proposals."""
        return super().hopeful(self._blanked(rows)) & self.keeps(rows, self.suspicion)

    def probabilities(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how likely each proposal is right, without these features."""
        return super().probabilities(self._blanked(rows))

    def _blanked(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        rows = rows.copy()
        rows[:, self.blank[self.blank < rows.shape[1]]] = 0
        return rows


class OnePass(Corrector):
    """The corrector without its second pass."""

    def alone(self, text: str, untouchable: NDArray[np.bool_] | None = None) -> list[Correction]:
        """Return what the first pass finds."""
        return self._pass(text, untouchable)


class EachAlone(Corrector):
    """The corrector to which the company that a correction is in says nothing."""

    def corrections(self, text: str, untouchable: NDArray[np.bool_] | None = None) -> list[Correction]:
        """Return the corrections, each as likely as it is by itself."""
        return self.alone(text, untouchable)


class Bench:
    """The labelled rows and the planted sentences with their proposals, from which rankers are trained."""

    def __init__(self, folder: Path, model: LanguageModel, candidates: Candidates, network: Network) -> None:
        self.rows = read(folder / "typos")
        self.model, self.candidates, self.network = model, candidates, network
        pairs = [(row.wrong, row.right) for row in self.rows]
        self.sample = judged([*pairs, *planted(folder / "official_text")], model, candidates, network)
        self._at = {(row.part, row.number): at for at, row in enumerate(self.rows)}

    def trainer(
        self,
        without: Sequence[str] = (),
        kind: Callable[..., Corrector] = Corrector,
        with_planted: bool = True,
        keeps: Keeps = everything,
    ) -> Trainer:
        """Return what trains the corrector on some of the rows: without some features, as another ``kind``, without planted sentences.

        Of the proposals only those are learnt from and told that ``keeps`` keeps.
        """
        blank = np.array([(*FEATURES, *OPINIONS).index(name) for name in without], dtype=np.intp)
        kept = np.flatnonzero(keeps(self.sample.rows, self.sample.suspicion))
        rows = self.sample.rows[kept]
        rows[:, blank] = 0
        sample = self.sample._replace(rows=rows, right=self.sample.right[kept], sentence=self.sample.sentence[kept])

        def train(part: Sequence[Row]) -> Callable[[Sequence[str]], list[list[Correction]]]:
            chosen = np.zeros(len(self.rows) + PLANTED, dtype=bool)
            chosen[[self._at[row.part, row.number] for row in part]] = True
            chosen[len(self.rows) :] = with_planted
            ranker = trained(sample, chosen, len(self.rows), {})
            corrector = kind(self.model, self.candidates, self.network, self._partial(ranker, blank, keeps))
            return lambda sentences: guarded(sentences, corrected(sentences, corrector))

        return train

    def _partial(self, ranker: Ranker, blank: NDArray[np.intp], keeps: Keeps) -> Ranker:
        if not len(blank) and keeps is everything:
            return ranker
        partial = Partial(ranker.first, ranker.second, ranker.features, ranker.levels, ranker.suspicion)
        partial.blank, partial.keeps = blank, keeps
        return partial


def told_of(row: Row, proposed: Sequence[Proposed], tiers: Tiers) -> Sequence[Proposed]:
    """Return what the user is told of a sentence."""
    return told(draft_of(row.wrong), [one for one in proposed if isinstance(one, Correction)], tiers._asdict())


def parts(bench: Bench) -> str:
    """Return a Markdown table: the corrector, and what it is without each of its parts."""
    variants: Mapping[str, Trainer] = {
        "whole": bench.trainer(),
        "without words that sound like another": bench.trainer(keeps=suspicious),
        "without what only the network expects": bench.trainer(keeps=not_expected),
        "without the company of sure ones": bench.trainer(kind=EachAlone),
        "without the second pass": bench.trainer(kind=OnePass),
        "without planted sentences": bench.trainer(with_planted=False),
        "without the network": bench.trainer(OPINIONS),
        "without ties to characters further away": bench.trainer(TIED),
        "without the dictionary": bench.trainer(WORDS),
    }
    figures = {}
    for name, trainer in variants.items():
        found: list[Sequence[Correction]] = [()] * len(bench.rows)
        for split in splits(bench.rows):
            said = trainer([bench.rows[at] for at in split.train])([bench.rows[at].wrong for at in split.test])
            for at, one in zip(split.test, said, strict=True):
                found[at] = one  # type: ignore[assignment]
        for part in ("odw", "law"):
            which = [at for at, row in enumerate(bench.rows) if row.part == part]
            rows, own = [bench.rows[at] for at in which], [found[at] for at in which]
            figures[f"{part.upper()}, {name}"] = measure_proposals(rows, own, choose(rows, own).warning)
        print(name, flush=True, file=sys.stderr)
    return headline(figures)


def main(arguments: Sequence[str]) -> None:
    """Print the tables."""
    folder = data_folder()
    named = [argument for argument in arguments if not argument.startswith("--")]
    if folder is None or len(named) != 2:
        print("no development data, or not a model and a network named", file=sys.stderr)
        return
    model, network = LanguageModel.open(Path(named[0])), Network.open(Path(named[1]))
    bench = Bench(folder, model, Candidates.open(Path("corpus/characters/candidates.bin")), network)
    if "--parts" in arguments:
        print(parts(bench))
    else:
        found = nested(bench.rows, bench.trainer(), chosen_on=lambda row: row.is_measure, told=told_of)
        print(tables({"n-grams, network and ranker": found}))


if __name__ == "__main__":
    main(sys.argv[1:])
