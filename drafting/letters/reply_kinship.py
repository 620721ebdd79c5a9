"""How near two texts are to each other: the pairs of characters they share, the rare ones weighing most.

Words that are not the same (路灯不亮, 路灯照明) still share pairs; whole batches are compared at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from drafting.letters.features import lay_out, ngram_keys

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BITS = 20  # of the table in which pairs of characters are counted; a collision now and then changes nothing
_MULTIPLIER = 0x9E3779B97F4A7C15
_AT_ONCE = 1024  # texts: their number and a place in the table fit into 31 bits


def _pairs(texts: Sequence[str]) -> NDArray[np.int32]:
    """Return which pair of characters is in which text, each once, in order: text << 20 | place of the pair in the table."""
    import numpy as np

    block = lay_out(texts)
    keys = ngram_keys(block, 2)
    there = keys > 0
    places = ((keys[there] * np.uint64(_MULTIPLIER)) >> np.uint64(64 - _BITS)).astype(np.int32)
    pairs = np.sort(block.rows[there] << _BITS | places)
    return pairs[np.diff(pairs, prepend=-1) > 0]


@cache
def _shipped() -> tuple[int, NDArray[np.int64]]:
    """Return how many letters the program has of its own, and in how many of them each pair is: what is usual in letters."""
    from drafting.letters.topics import topic_tree

    return _counted([f"{letter.title}\n{letter.body}" for leaf in topic_tree() for letter in leaf.letters])


def _counted(texts: Sequence[str]) -> tuple[int, NDArray[np.int64]]:
    import numpy as np

    seen = np.zeros(1 << _BITS, np.int64)
    for start in range(0, len(texts), _AT_ONCE):
        seen += np.bincount(_pairs(texts[start : start + _AT_ONCE]) & ((1 << _BITS) - 1), minlength=1 << _BITS)
    return len(texts), seen


def pair_weights(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return how telling each pair of characters is over ``texts`` and the program's letters: ln((1 + all) / (1 + those that have it))."""
    import numpy as np

    own, usual = _shipped()
    count, seen = _counted(texts)
    weights: NDArray[np.float32] = np.log((1 + own + count) / (1 + usual + seen)).astype(np.float32)
    return weights


def kinship(ones: Sequence[str], others: Sequence[str], weights: NDArray[np.float32]) -> list[float]:
    """Return for each text of ``ones`` and the one of ``others`` at its place the cosine of their weighted pairs, from 0 to 1."""
    import numpy as np

    table = (1 << _BITS) - 1
    squares = weights.astype(np.float64) ** 2
    result: list[float] = []
    for start in range(0, len(ones), _AT_ONCE):
        some = ones[start : start + _AT_ONCE]
        one, other = _pairs(some), _pairs(others[start : start + _AT_ONCE])
        shared = np.intersect1d(one, other, assume_unique=True)
        dot, left, right = (np.bincount(part >> _BITS, squares[part & table], len(some)) for part in (shared, one, other))
        result += (dot / np.sqrt(np.maximum(left * right, 1e-12))).tolist()
    return result
