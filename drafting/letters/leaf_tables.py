"""The weights of words in the leaves of the tree, looked up for many (word, leaf) at once.

Of a letter's words most have no weight in the one leaf that is asked for. Words of many leaves, which make most of any letter, have a row
of a small dense table; for the others a look at a table that fits into the cache tells nearly always that there is nothing to look for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

_MANY = 12  # leaves from which a word has a row of its own
_SLOT_BITS, _MULTIPLIER = 19, 0x9E3779B1


class LeafTable(NamedTuple):
    """Where the weight of a word in a leaf stands.

    ``row`` has for each word its row of ``dense`` (rows × leaves), the last one, of zeros, for words of few leaves. ``numbers`` are word ×
    leaves + leaf of their ``weights``, ascending; ``held`` has by ``_slot`` of a number whether it may be among them.
    """

    row: NDArray[np.int32]
    dense: NDArray[np.float32]
    numbers: NDArray[np.int64]
    weights: NDArray[np.float32]
    held: NDArray[np.bool_]

    def weights_at(self, words: NDArray[np.int32], leaves: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the weight of each word in the leaf beside it, 0 where it has none."""
        import numpy as np

        number = np.int64(self.dense.shape[1])
        rows = self.row.take(words)
        found = self.dense.take(rows * number + leaves)
        rare = np.flatnonzero(rows == len(self.dense) - 1)
        wanted = words.take(rare) * number + leaves.take(rare)
        likely = np.flatnonzero(self.held.take(_slot(wanted)))
        wanted, likely = wanted.take(likely), rare.take(likely)
        at = np.searchsorted(self.numbers, wanted)
        there = np.flatnonzero(self.numbers.take(at, mode="clip") == wanted) if len(self.numbers) else at[:0]
        found[likely.take(there)] = self.weights.take(at.take(there))
        return found


def leaf_table(leaf_weights: csr_array) -> LeafTable:
    """Return the table of ``leaf_weights`` (words × leaves)."""
    import numpy as np

    sizes = np.diff(leaf_weights.indptr)
    common = np.flatnonzero(sizes >= _MANY)
    row = np.full(len(sizes), len(common), np.int32)
    row[common] = np.arange(len(common))
    dense = np.zeros((len(common) + 1, leaf_weights.shape[1]), np.float32)
    dense[:-1] = leaf_weights[common].toarray()
    words = np.repeat(np.arange(len(sizes)), sizes)
    numbers = words * leaf_weights.shape[1] + leaf_weights.indices
    rare = np.flatnonzero(sizes[words] < _MANY)
    rare = rare[np.argsort(numbers[rare])]
    held = np.zeros(1 << _SLOT_BITS, np.bool_)
    held[_slot(numbers[rare])] = True
    return LeafTable(row, dense, numbers[rare], leaf_weights.data[rare], held)


def _slot(numbers: NDArray[np.int64]) -> NDArray[np.uint32]:
    import numpy as np

    mixed = numbers.astype(np.uint32)
    mixed *= np.uint32(_MULTIPLIER)
    mixed >>= np.uint32(32 - _SLOT_BITS)
    return mixed
