"""Whether a proposal is right: decision trees, trained elsewhere, evaluated from plain arrays.

The trees are those of gradient boosting (Friedman, 2001): each adds a little to the logarithm of the odds. ``training/ranker.py`` makes
them, a file of ``storage.py`` with the names of the features and the thresholds of the levels in its header.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from drafting.proofing.characters import storage
from drafting.proofing.characters.suspicion import Suspicion

MAGIC = b"WENMI-RA"
VERSION = 4

_FORESTS = ("first", "second")
_HOPELESS = -3.0  # one in twenty
_BLOCK = 64  # rows that go down the trees at once: what they touch stays in the processor's cache


class Trees(NamedTuple):
    """All trees in one: a node's feature (-1: a leaf), its threshold, its two children; what a leaf adds; where each tree begins."""

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    roots: NDArray[np.int32]


class Forest:
    """Trees, and the logarithm of the odds to which they add."""

    def __init__(self, trees: Trees, bias: float) -> None:
        self.trees = trees
        self.bias = bias
        self._depth = _depth(trees)

    def odds(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return for each row of features the logarithm of the odds; a row goes down all trees at once."""
        trees, odds = self.trees, np.full(len(rows), self.bias, dtype=np.float64)
        for start in range(0, len(rows), _BLOCK):
            block = rows[start : start + _BLOCK]
            nodes = np.repeat(trees.roots[np.newaxis], len(block), axis=0)
            index = np.arange(len(block))[:, np.newaxis]
            for _ in range(self._depth):
                feature = trees.feature[nodes]
                leaf = feature < 0
                if leaf.all():
                    break
                low = block[index, np.maximum(feature, 0)] <= trees.threshold[nodes]
                nodes = np.where(leaf, nodes, np.where(low, trees.left[nodes], trees.right[nodes]))
            odds[start : start + _BLOCK] += trees.value[nodes].sum(axis=1, dtype=np.float64)
        return odds


class Ranker:
    """The trees of a file. Made by :meth:`open`, or by the training from its forests."""

    def __init__(self, first: Forest, second: Forest, features: tuple[str, ...], levels: dict[str, float], suspicion: Suspicion) -> None:
        self.first = first
        """What is asked of every proposal; it sees the features in front only, those that cost little."""
        self.second = second
        """What is asked of the hopeful ones, with all features."""
        self.features = features
        self.levels = levels
        """From which probability on a correction is an ``error``, a ``warning``, a ``hint``."""
        self.suspicion = suspicion
        """At which places proposals are asked for."""

    @classmethod
    def open(cls, path: Path) -> Ranker:
        """Return the ranker in the file ``path``.

        ``UserError`` where there is no such file, or where it is of another version, cut short or spoiled (its checksum is verified).
        """
        arrays, header = storage.read(path, MAGIC, VERSION, "错别字的判定表")
        first, second = (
            Forest(Trees(*(arrays[f"{name}_{field}"] for field in Trees._fields)), header["biases"][name]) for name in _FORESTS
        )
        suspicion = Suspicion(tuple(header["weights"]), header["least"])
        return cls(first, second, tuple(header["features"]), header["levels"], suspicion)

    def dump(self) -> bytes:
        """Return the file that :meth:`open` reads."""
        forests = dict(zip(_FORESTS, (self.first, self.second), strict=True))
        arrays = {f"{name}_{field}": array for name, forest in forests.items() for field, array in forest.trees._asdict().items()}
        more = {"biases": {name: forest.bias for name, forest in forests.items()}, "features": self.features, "levels": self.levels}
        return storage.packed(MAGIC, VERSION, arrays, more | self.suspicion._asdict())

    def hopeful(self, rows: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Tell for each row of the first features whether the proposal is worth a closer look.

        Of 3,088 corrections told of labelled and of planted sentences five are passed over.
        """
        return self.first.odds(rows) >= _HOPELESS

    def probabilities(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return for each row of all features how likely the proposal is right, from 0 to 1."""
        probabilities: NDArray[np.float32] = (1 / (1 + np.exp(-self.second.odds(rows)))).astype(np.float32)
        return probabilities


def _depth(trees: Trees) -> int:
    """Return how many steps lead from a root to the leaf furthest away."""
    depth, nodes = 0, trees.roots[trees.feature[trees.roots] >= 0]
    while len(nodes):
        nodes = np.concatenate([trees.left[nodes], trees.right[nodes]])
        nodes = nodes[trees.feature[nodes] >= 0]
        depth += 1
    return depth
