"""What the network learns from: stretches of official text, some of whose characters have been changed into ones like them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from drafting.documents.errors import UserError
from drafting.proofing.characters.candidates import Candidates, Kind
from drafting.proofing.characters.ngrams import FIRST_CHARACTER, LanguageModel
from training.text import Held, files, paragraphs, read, sentences

SHARES = {"laws": 0.6, "local_regulations": 0.5}
"""Share of the paragraphs of a file that is learnt from: laws repeat one another more than anything else does."""
SHORTEST = 8  # characters of a paragraph
LENGTH, ROWS = 96, 48  # characters of a stretch, stretches seen at once
CHANGED = ((0.4, 0.0), (0.3, 0.02), (0.3, 0.06))
"""How often which share of the characters of a stretch is changed."""
NEAREST = 48  # characters of the like that are known of each
_LIKELIHOOD = {Kind.SAME_TONE: 1.0, Kind.SAME_SOUND: 0.6, Kind.NEAR_SOUND: 0.15, Kind.SHAPE: 0.3}
_RARE = 2e-5  # added to a character's frequency before its likeness is weighed with it


class Likeness(NamedTuple):
    """For each character of the alphabet those like it, the likeliest first (0 where there are no more), and their summed likelihood."""

    others: NDArray[np.int64]
    summed: NDArray[np.float32]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which characters have one like them."""
        found: NDArray[np.bool_] = self.others[:, 0] > 0
        return found


def learnt_from(folder: Path, without: Sequence[Path], rest: bool = False) -> str:
    """Return the text that is learnt from, a paragraph a line; with ``rest`` what its ``SHARES`` leave out, and all else twice."""
    held = Held(sentence for path in without for sentence in sentences(path))
    lines: list[str] = []
    for path in files(folder):
        share = SHARES.get(path.name.split(".")[0], 1.0)
        often = 2 if rest and share == 1 else 1
        long = [line for line in paragraphs(read(path)) if len(line) >= SHORTEST]
        lines += held.without([line for line in long if (crc32(line.encode()) % 1000 < share * 1000) != (rest and share < 1)]) * often
    if not lines:
        raise UserError("文件夹里没有可以学习的段落", str(folder))
    return "\n".join(lines) + "\n"


def likeness(model: LanguageModel, candidates: Candidates) -> Likeness:
    """Return which characters of the model's alphabet are like which."""
    codes = model.alphabet.astype(np.uint32)
    chinese = np.flatnonzero((codes >= 0x4E00) & (codes <= 0x9FFF))
    found = candidates.characters(codes[chinese].astype(np.uint16))
    frequency = np.exp(model.unigrams)
    own: dict[int, dict[int, float]] = {}
    for index, other, kind in zip(found.index.tolist(), found.candidate.tolist(), found.kind.tolist(), strict=True):
        identity = int(model.identities[other])
        if identity >= FIRST_CHARACTER:
            weight = _LIKELIHOOD.get(Kind(kind), 1.0) * (float(frequency[identity]) + _RARE) ** 0.4
            weights = own.setdefault(int(chinese[index]), {})
            weights[identity] = max(weights.get(identity, 0.0), weight)
    others = np.zeros((len(codes), NEAREST), dtype=np.int64)
    summed = np.ones((len(codes), NEAREST), dtype=np.float32)
    for identity, weights in own.items():
        ordered = sorted(weights.items(), key=lambda each: (-each[1], each[0]))[:NEAREST]
        others[identity, : len(ordered)] = [other for other, _ in ordered]
        sums = np.cumsum([weight for _, weight in ordered])
        summed[identity, : len(ordered)] = sums / sums[-1]
    summed[:, -1] = 1.0
    return Likeness(others, summed)


def stretches(ids: NDArray[np.int64], chance: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    """Yield ``ROWS`` stretches of the text at a time, all in a random order, cut elsewhere each time round; without end."""
    number = len(ids) // LENGTH - 1
    if number < ROWS:
        raise UserError("文本太少", f"{len(ids)} 个字", f"至少要有 {(ROWS + 1) * LENGTH} 个字")
    while True:
        begin = int(chance.integers(0, LENGTH))
        rows = ids[begin : begin + number * LENGTH].reshape(number, LENGTH)
        order = chance.permutation(number)
        for at in range(0, number - ROWS + 1, ROWS):
            yield rows[order[at : at + ROWS]]


def changed(rows: NDArray[np.int64], like: Likeness, chance: np.random.Generator) -> NDArray[np.int64]:
    """Return ``rows`` with some characters changed into ones like them."""
    often, shares = zip(*CHANGED, strict=True)
    here = (chance.random(rows.shape) < chance.choice(shares, size=(len(rows), 1), p=often)) & like.known[rows]
    made = rows.copy()
    old = rows[here]
    rank = (like.summed[old] < chance.random((len(old), 1), dtype=np.float32)).sum(axis=1).clip(0, NEAREST - 1)
    new = like.others[old, rank]
    made[here] = np.where(new > 0, new, old)
    return made
