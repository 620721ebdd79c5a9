"""Counting which characters stand near each other more often than by chance."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from drafting.proofing.characters.ngrams import BOUNDARY, BY_CHANCE, FARTHEST, NEAREST

_MET = 3  # a pair met less often is as good as never met


class Pairs(NamedTuple):
    """Pairs of Chinese characters that were met in one line, the smaller number first, and their mutual information."""

    keys: NDArray[np.uint64]
    ties: NDArray[np.float32]
    company: NDArray[np.float32]  # of each character of the alphabet: two of them multiplied are the meetings expected by chance


def pairs(ids: NDArray[np.uint16], alphabet: NDArray[np.uint32]) -> Pairs:
    """Return the pairs of a text in numbers, boundaries between its lines."""
    radix = len(alphabet)
    line = np.cumsum(ids == BOUNDARY)
    han = ((alphabet >= 0x4E00) & (alphabet <= 0x9FFF))[ids]
    counts = np.zeros(radix * radix, dtype=np.int64)
    for distance in range(NEAREST, FARTHEST + 1):
        near = (line[distance:] == line[:-distance]) & han[distance:] & han[:-distance]
        one, other = ids[:-distance][near].astype(np.int64), ids[distance:][near].astype(np.int64)
        counts += np.bincount(np.minimum(one, other) * radix + np.maximum(one, other), minlength=len(counts))
    square = counts.reshape(radix, radix)
    # Each meeting is company for both; two equal characters that meet have each other's twice.
    company = (square.sum(axis=0) + square.sum(axis=1)).astype(np.float64)
    company /= max(1.0, np.sqrt(company.sum()))
    counts[:: radix + 1] *= 2
    keys = np.flatnonzero(counts >= _MET)
    expected = company[keys // radix] * company[keys % radix]
    ties = np.log((counts[keys] + BY_CHANCE) / (expected + BY_CHANCE))
    return Pairs(keys.astype(np.uint64), ties.astype(np.float32), company.astype(np.float32))
