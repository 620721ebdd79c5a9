"""Whether a proposal is right: decision trees, trained elsewhere, evaluated from plain arrays.

The trees are those of gradient boosting (Friedman, 2001): each adds a little to the logarithm of the odds. ``training/ranker.py`` makes
them, a file of ``storage.py`` with the names of the features and the thresholds of the levels in its header.
"""

from __future__ import annotations

from functools import cached_property
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
_BLOCK = 64  # rows that are asked at once: what they touch stays in the processor's cache
_MOST_LEAVES = 32
_ALL, _ONE = np.uint32(0xFFFFFFFF), np.uint32(1)


class Trees(NamedTuple):
    """All trees in one: a node's feature (-1: a leaf), its threshold, its two children; what a leaf adds; where each tree begins."""

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    roots: NDArray[np.int32]


class _Leaves(NamedTuple):
    """The same trees turned round: which leaves each of their questions rules out (Lucchese et al., "QuickScorer", 2015).

    The leaves of a tree are bits, the leftmost the lowest. A question that is answered with no rules out those left of it; the lowest
    bit that is left is the leaf where the row ends. All trees have as many questions here: some that nothing answers with no.
    """

    feature: NDArray[np.int16]
    """(trees × questions)"""
    threshold: NDArray[np.float32]
    left: NDArray[np.uint32]
    """What a no leaves of the tree's leaves."""
    value: NDArray[np.float32]
    """(trees, leaves)"""


class Forest:
    """Trees of at most 32 leaves, and the logarithm of the odds to which they add."""

    def __init__(self, trees: Trees, bias: float) -> None:
        self.trees = trees
        self.bias = bias

    @cached_property
    def _leaves(self) -> _Leaves:
        return _turned(self.trees)

    def odds(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return for each row of features the logarithm of the odds; all questions of all trees are asked at once."""
        leaves, odds = self._leaves, np.full(len(rows), self.bias, dtype=np.float64)
        number = np.arange(len(leaves.value))[:, np.newaxis]
        for start in range(0, len(rows), _BLOCK):
            block = np.ascontiguousarray(rows[start : start + _BLOCK].T)
            yes = block[leaves.feature] <= leaves.threshold[:, np.newaxis]
            left = np.where(yes, _ALL, leaves.left[:, np.newaxis]).reshape(len(number), -1, block.shape[1])
            open_ = np.bitwise_and.reduce(left, axis=1)
            _, lowest = np.frexp((open_ & (~open_ + _ONE)).astype(np.float32))  # 1, 2, 4 … are exact
            odds[start : start + _BLOCK] += leaves.value[number, lowest - 1].sum(axis=0, dtype=np.float64)
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
        """Tell for each row of the first features whether the proposal is worth a closer look."""
        return self.first.odds(rows) >= _HOPELESS

    def probabilities(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return for each row of all features how likely the proposal is right, from 0 to 1."""
        probabilities: NDArray[np.float32] = (1 / (1 + np.exp(-self.second.odds(rows)))).astype(np.float32)
        return probabilities


def _turned(trees: Trees) -> _Leaves:
    """Return the trees by their leaves. ``ValueError`` where a tree has more than 32."""
    inner = trees.feature >= 0
    levels = [trees.roots.astype(np.int64)]
    while len(inside := levels[-1][inner[levels[-1]]]):
        levels.append(np.concatenate([trees.left[inside], trees.right[inside]]).astype(np.int64))
    size = np.ones(len(inner), dtype=np.int64)  # leaves below a node
    for level in reversed(levels):
        inside = level[inner[level]]
        size[inside] = size[trees.left[inside]] + size[trees.right[inside]]
    if size[trees.roots].max() > _MOST_LEAVES:
        raise ValueError("a tree has more leaves than there are bits")
    first = np.zeros(len(inner), dtype=np.int64)  # the leftmost leaf below a node
    tree = np.zeros(len(inner), dtype=np.int64)
    tree[trees.roots] = np.arange(len(trees.roots))
    for level in levels:
        inside = level[inner[level]]
        left, right = trees.left[inside], trees.right[inside]
        first[left], first[right] = first[inside], first[inside] + size[left]
        tree[left] = tree[right] = tree[inside]
    leaf = np.flatnonzero(~inner)
    value = np.zeros((len(trees.roots), _MOST_LEAVES), dtype=np.float32)
    value[tree[leaf], first[leaf]] = trees.value[leaf]
    asked = np.flatnonzero(inner)
    asked = asked[np.argsort(tree[asked], kind="stable")]
    counts = np.bincount(tree[asked], minlength=len(trees.roots))
    column = np.arange(len(asked)) - np.repeat(np.cumsum(counts) - counts, counts)
    shape = (len(trees.roots), max(int(counts.max(initial=0)), 1))
    feature, threshold, kept = np.zeros(shape, dtype=np.int16), np.full(shape, np.inf, dtype=np.float32), np.full(shape, _ALL)
    at = (tree[asked], column)
    feature[at], threshold[at] = trees.feature[asked], trees.threshold[asked]
    ruled_out = ((np.uint64(1) << size[trees.left[asked]].astype(np.uint64)) - np.uint64(1)) << first[asked].astype(np.uint64)
    kept[at] = ~ruled_out.astype(np.uint32)
    return _Leaves(feature.ravel(), threshold.ravel(), kept.ravel(), value)
