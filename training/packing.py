"""Packing a language model: n-grams into binary fuse filters, numbers into few bits, everything into one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from drafting.documents.files import write_bytes
from drafting.proofing.characters import storage
from drafting.proofing.characters.ngrams import MAGIC, VERSION, Table, places

_ROOM = 1.125  # cells to an n-gram: below 1.12 the cells can no longer be told apart
_BINS = 1 << 14


def levels(values: NDArray[np.float32], bits: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Return at most ``2 ** bits`` levels with the least squared distance to ``values`` (Lloyd), and the level of each value."""
    if not len(values):
        return np.zeros(1, dtype=np.float32), np.zeros(0, dtype=np.int64)
    low, high = float(values.min()), float(values.max())
    width = (high - low) / _BINS or 1.0
    bins = np.minimum(((values - low) / width).astype(np.int64), _BINS - 1)
    weight = np.bincount(bins, minlength=_BINS).astype(np.float64)
    centre = low + (np.arange(_BINS) + 0.5) * width
    total, moment = np.cumsum(weight), np.cumsum(weight * centre)
    # Begin half way between levels at equal distances and levels of equal shares: few values far out do not take all levels.
    share = np.interp(np.linspace(0, total[-1], 2**bits), total, centre)
    level = (share + np.linspace(low, high, 2**bits)) / 2
    for _ in range(60):
        last = np.searchsorted(centre, (level[1:] + level[:-1]) / 2)
        ends = np.concatenate([[0], last, [_BINS]])
        counts = np.diff(np.concatenate([[0.0], total])[ends])
        moments = np.diff(np.concatenate([[0.0], moment])[ends])
        level = np.where(counts > 0, moments / np.maximum(counts, 1), level)
    level = np.unique(level.astype(np.float32))
    return level, np.searchsorted((level[1:] + level[:-1]) / 2, values)


def fuse(order: int, keys: NDArray[np.uint64], values: NDArray[np.int64], bits: tuple[int, int, int]) -> tuple[Table, NDArray[Any]]:
    """Return the table of n-grams: every key of ``keys`` finds its value of ``values`` and its own fingerprint.

    ``bits`` are those of the fingerprint, of the back-off and of the probability; together 16 or 32. The keys are all different.
    """
    size = max(len(keys), 16)
    segment = 1 << min(18, max(4, int(np.log(size) / np.log(3.33) + 2.25)))
    room = max(_ROOM, 0.875 + 0.25 * np.log(1e6) / np.log(size))
    span = -(-int(size * room) // segment) * segment
    for seed in range(1, 100):
        table = Table(order, seed * 0x1000000000000061 % (1 << 62), segment, span, *bits)
        peeled = _peel(table, keys)
        if peeled is not None:
            return table, _fill(table, keys, values, peeled)
    raise AssertionError("no seed parts the n-grams")


def _peel(table: Table, keys: NDArray[np.uint64]) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]] | None:
    """Return rounds of (n-grams, a cell that none of the others still left uses), until none is left; ``None`` where that fails."""
    cells = np.stack(places(table, keys)[:3], axis=1)
    users = np.bincount(cells.ravel(), minlength=table.cells)
    tokens = np.zeros(table.cells, dtype=np.int64)  # the exclusive or of the n-grams that use a cell: of one, the one
    numbers = np.arange(len(keys))
    for column in range(3):
        np.bitwise_xor.at(tokens, cells[:, column], numbers)
    rounds = []
    left = len(keys)
    alone = np.flatnonzero(users == 1)
    while len(alone):
        owners, first = np.unique(tokens[alone], return_index=True)
        rounds.append((owners, alone[first]))
        left -= len(owners)
        touched = cells[owners]
        for column in range(3):
            np.subtract.at(users, touched[:, column], 1)
            np.bitwise_xor.at(tokens, touched[:, column], owners)
        near = np.unique(touched)
        alone = near[users[near] == 1]
    return None if left else rounds


def _fill(
    table: Table, keys: NDArray[np.uint64], values: NDArray[np.int64], rounds: list[tuple[NDArray[np.int64], NDArray[np.int64]]]
) -> NDArray[Any]:
    width = table.fingerprint_bits + table.backoff_bits + table.probability_bits
    cells = np.zeros(table.cells, dtype={16: np.uint16, 32: np.uint32}[width])
    first, second, third, fingerprints = places(table, keys)
    wanted = (fingerprints << np.uint64(table.backoff_bits + table.probability_bits) | values.astype(np.uint64)).astype(cells.dtype)
    for owners, own in reversed(rounds):
        cells[own] = wanted[owners] ^ cells[first[owners]] ^ cells[second[owners]] ^ cells[third[owners]]
    return cells


def write(path: Path, sections: dict[str, NDArray[Any]], tables: list[Table], pairs: Table | None = None) -> None:
    """Write the model to ``path``, whole or not at all."""
    more = {"tables": [vars(table) for table in tables]} | ({"pairs": vars(pairs)} if pairs else {})
    write_bytes(path, storage.packed(MAGIC, VERSION, sections, more))
