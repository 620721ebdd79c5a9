"""From a text to the corrections of its wrong characters, each with how likely it is right."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from drafting.documents.resources import resource
from drafting.proofing.characters.candidates import Candidates
from drafting.proofing.characters.features import FEATURES, features
from drafting.proofing.characters.homophones import mistaken
from drafting.proofing.characters.network import Network
from drafting.proofing.characters.ngrams import LanguageModel
from drafting.proofing.characters.opinions import OPINIONS, expected, opinions
from drafting.proofing.characters.proposing import Proposals, Scored, proposals, scored
from drafting.proofing.characters.ranker import Ranker

SURE = 0.5
"""A correction as likely as this is taken for made when the second pass looks at what stands beside it."""

LEAST = 0.02
"""What is less likely right is dropped at once."""

_SURE_COMPANY = 0.9  # how likely a correction is that others in its sentence are raised by
_COMPANY = 4.5  # what their odds are raised to; from 3 to 7 the cross-validated figures differ little
_END = re.compile("[。！？\n]")


class Correction(NamedTuple):
    """Characters ``[start, end)`` of a text, what they should be, how likely that is right (0 to 1), and the kind (``candidates.Kind``).

    Beside a sure correction in the same sentence ``probability`` is more than that (:func:`accompanied`).
    """

    start: int
    end: int
    replacement: str
    probability: float
    kind: int


class Corrector:
    """The language model, the candidates and the ranker together."""

    def __init__(self, model: LanguageModel, candidates: Candidates, network: Network, ranker: Ranker) -> None:
        if ranker.features != (*FEATURES, *OPINIONS):
            raise ValueError("the ranker was trained on other features")
        self.model = model
        self.candidates = candidates
        self.network = network
        self.ranker = ranker

    def corrections(self, text: str, untouchable: NDArray[np.bool_] | None = None) -> list[Correction]:
        """Return the corrections of ``text``, in order, none of them touching another.

        ``untouchable`` marks the characters that are not asked about.
        """
        return accompanied(self.alone(text, untouchable), text)

    def alone(self, text: str, untouchable: NDArray[np.bool_] | None = None) -> list[Correction]:
        """Return the corrections of ``text``, each as likely as it is by itself.

        There are two passes: a fault beside another is seen better when that is mended, so lines with a correction are looked at again as
        the first pass would leave them.
        """
        made = self._pass(text, untouchable)
        sure = [one for one in made if one.probability >= SURE and len(one.replacement) == one.end - one.start]
        if not sure:
            return made
        mended = list(text)
        again = np.ones(len(text), dtype=bool)
        for one in sure:
            mended[one.start : one.end] = one.replacement
            first, last = text.rfind("\n", 0, one.start) + 1, text.find("\n", one.end)
            again[first : last if last >= 0 else len(text)] = False
        for one in sure:
            again[one.start : one.end] = True
        if untouchable is not None:
            again |= untouchable
        at = {place: one for one in made for place in range(one.start, one.end)}
        for one in self._pass("".join(mended), again):
            beside = len(one.replacement) != one.end - one.start
            rivals = {at[place] for place in range(one.start - beside, one.end + beside) if place in at}
            if all(other.probability < min(one.probability, SURE) for other in rivals):
                for other in rivals:
                    for place in range(other.start, other.end):
                        del at[place]
                at.update(dict.fromkeys(range(one.start, one.end), one))
        return sorted(set(at.values()))

    def _pass(self, text: str, untouchable: NDArray[np.bool_] | None) -> list[Correction]:
        seen = scored(text, self.model)
        doubts = self.ranker.suspicion.doubts(seen, self.model)
        if untouchable is not None:
            doubts[untouchable] = -np.inf
        found = proposed(seen, doubts, self.ranker.suspicion.least, self.model, self.candidates, self.network)
        if untouchable is not None:
            sums = np.concatenate([[0], np.cumsum(untouchable)])
            start = found.start.astype(np.int64)
            found = found.chosen(sums[start + found.length] == sums[start])
        if not len(found.start):
            return []
        rows = features(found, seen, doubts, self.model, self.candidates)
        hopeful = np.flatnonzero(self.ranker.hopeful(rows))
        found = found.chosen(hopeful)
        rows = np.concatenate([rows[hopeful], opinions(found, seen, self.network)], axis=1)
        return chosen(found, self.ranker.probabilities(rows), text)


def accompanied(made: list[Correction], text: str) -> list[Correction]:
    """Return the corrections ``made``, raised those that stand in one sentence with a sure one and do not touch it.

    Faults keep company, and where a sentence is to be mended anyway an alarm more costs little: so its other corrections are told from
    smaller odds on. How much that adds is in ``evaluation/README.md``. What stands beside a wrong character is strange because
    of that.
    """
    ends = [end.start() for end in _END.finditer(text)]
    sentences: dict[int, list[Correction]] = {}
    for one in made:
        sentences.setdefault(bisect_left(ends, one.start), []).append(one)
    return [one for some in sentences.values() for one in _raised(some)]


def _raised(some: list[Correction]) -> list[Correction]:
    sure = [one for one in some if one.probability >= _SURE_COMPANY]
    found = []
    for one in some:
        if any(other is not one and (other.end < one.start or one.end < other.start) for other in sure):
            odds = one.probability / max(1 - one.probability, 1e-6) * _COMPANY
            one = one._replace(probability=odds / (1 + odds))
        found.append(one)
    return found


def proposed(
    seen: Scored, doubts: NDArray[np.float32], least: float, model: LanguageModel, candidates: Candidates, network: Network
) -> Proposals:
    """Return what is proposed for a text: where ``doubts`` are at least ``least``, and where another word sounds like the one there."""
    at = np.concatenate([np.flatnonzero(doubts >= least).astype(np.int32), mistaken(seen, doubts, least, model, candidates)])
    return proposals(seen, np.sort(at), model, candidates, (expected(seen, doubts, network, candidates),))


def chosen(found: Proposals, probabilities: NDArray[np.float32], text: str) -> list[Correction]:
    """Return the likeliest proposals that do not touch one another, in order of place, without what they leave as it is."""
    taken: dict[int, Correction] = {}
    taken_alone: set[int] = set()
    for number in np.argsort(-probabilities, kind="stable"):
        probability = float(probabilities[number])
        if probability < LEAST:
            break
        start = int(found.start[number])
        end = start + int(found.length[number])
        # What adds or takes away characters must not stand beside another: both may mend the same fault (执性: 执 → 执行, 性 → 行).
        alone = int(found.size[number]) != int(found.length[number])
        if not any(place in taken for place in range(start - alone, end + alone)) and not (taken_alone & {start - 1, end}):
            old, new = text[start:end], found.replacement(number)
            before = min(_shared(old, new), len(old) - 1)
            behind = min(_shared(old[before:][::-1], new[before:][::-1]), len(old) - before - 1)  # an insertion stands on a character
            one = Correction(start + before, end - behind, new[before : len(new) - behind], probability, int(found.kind[number]))
            taken.update(dict.fromkeys(range(start, end), one))
            if alone:
                taken_alone |= {start, end - 1}
    return sorted(set(taken.values()))


def _shared(one: str, other: str) -> int:
    """Return how many characters both have in common at the beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


@cache
def corrector() -> Corrector:
    """Return the corrector that the program comes with. Raises ``UserError`` where one of its files is missing or spoiled."""
    folder = resource("corpus") / "characters"
    return Corrector(
        LanguageModel.open(folder / "ngrams.bin"),
        Candidates.open(folder / "candidates.bin"),
        Network.open(folder / "network.bin"),
        Ranker.open(folder / "ranker.bin"),
    )
