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
VERSION = 3

_FIRST, _HOPELESS = 80, -4.0  # trees that are asked first, and the odds below which the others are not
_BLOCK = 64  # rows that go down the trees at once: what they touch stays in the processor's cache


class Trees(NamedTuple):
    """All trees in one: a node's feature (-1: a leaf), its threshold, its two children; what a leaf adds; where each tree begins."""

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    roots: NDArray[np.int32]


class Ranker:
    """The trees of a file. Made by :meth:`open`, or by the training from :class:`Trees`."""

    def __init__(self, trees: Trees, bias: float, features: tuple[str, ...], levels: dict[str, float], suspicion: Suspicion) -> None:
        self.trees = trees
        self.bias = bias
        self.features = features
        self.levels = levels
        """From which probability on a correction is an ``error``, a ``warning``, a ``hint``."""
        self.suspicion = suspicion
        """At which places proposals are asked for."""
        self._depth = _depth(trees)

    @classmethod
    def open(cls, path: Path) -> Ranker:
        """Return the ranker in the file ``path``.

        ``UserError`` where there is no such file, or where it is of another version, cut short or spoiled (its checksum is verified).
        """
        arrays, header = storage.read(path, MAGIC, VERSION, "错别字的判定表")
        return cls(
            Trees(**arrays),
            header["bias"],
            tuple(header["features"]),
            header["levels"],
            Suspicion(tuple(header["weights"]), header["least"]),
        )

    def dump(self) -> bytes:
        """Return the file that :meth:`open` reads."""
        more = {"bias": self.bias, "features": self.features, "levels": self.levels}
        more |= {"weights": self.suspicion.weights, "least": self.suspicion.least}
        return storage.packed(MAGIC, VERSION, self.trees._asdict(), more)

    def probabilities(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return for each row of features how likely the proposal is right, from 0 to 1.

        What the first trees call hopeless is asked no further: nine proposals in ten, of which no labelled one ended above 0.4.
        """
        odds = self._odds(rows, slice(0, _FIRST)) + self.bias
        hopeful = np.flatnonzero(odds >= _HOPELESS)
        odds[hopeful] += self._odds(rows[hopeful], slice(_FIRST, None))
        probabilities: NDArray[np.float32] = (1 / (1 + np.exp(-odds))).astype(np.float32)
        return probabilities

    def _odds(self, rows: NDArray[np.float32], which: slice) -> NDArray[np.float64]:
        """Return what some of the trees add to the logarithm of the odds; a row goes down all of them at once."""
        trees, odds = self.trees, np.zeros(len(rows), dtype=np.float64)
        roots = trees.roots[which]
        for start in range(0, len(rows) if len(roots) else 0, _BLOCK):
            block = rows[start : start + _BLOCK]
            nodes = np.repeat(roots[np.newaxis], len(block), axis=0)
            index = np.arange(len(block))[:, np.newaxis]
            for _ in range(self._depth):
                feature = trees.feature[nodes]
                leaf = feature < 0
                if leaf.all():
                    break
                low = block[index, np.maximum(feature, 0)] <= trees.threshold[nodes]
                nodes = np.where(leaf, nodes, np.where(low, trees.left[nodes], trees.right[nodes]))
            odds[start : start + _BLOCK] = trees.value[nodes].sum(axis=1, dtype=np.float64)
        return odds


def _depth(trees: Trees) -> int:
    """Return how many steps lead from a root to the leaf furthest away."""
    depth, nodes = 0, trees.roots[trees.feature[trees.roots] >= 0]
    while len(nodes):
        nodes = np.concatenate([trees.left[nodes], trees.right[nodes]])
        nodes = nodes[trees.feature[nodes] >= 0]
        depth += 1
    return depth
