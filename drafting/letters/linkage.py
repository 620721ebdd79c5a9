"""Average linkage over the pairs that are worth weighing, in arrays: the same groups as one merge at a time, for millions of pairs.

Average linkage is reducible (Bruynooghe 1977; Murtagh 1983): two groups that are each other's nearest stay so whatever else is merged, and
a union is never nearer to a third group than the nearer of its halves. So all pairs of mutual nearest groups are merged in one round, and
a group with none near enough is done for good.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def average_linkage(
    sizes: Sequence[int], first: NDArray[np.integer[Any]], second: NDArray[np.integer[Any]], closeness: NDArray[np.float64], least: float
) -> list[list[int]]:
    """Return the rows in groups that were merged while the average closeness of two groups' members was ``least`` (> 0) or more.

    ``sizes`` tells as how many members each row counts. ``first``, ``second``, ``closeness`` are the pairs, each once, in any order; a
    pair that is not given counts 0. Rows ascend within a group, groups by their first row. Where averages are equal the pair that comes
    first is merged first. Memory: about 40 bytes a pair; the time of a round is that of the pairs still between unfinished groups.
    """
    import numpy as np

    group = np.arange(len(sizes), dtype=np.int32)  # of each row: the row that stands for its group
    size = np.array(sizes, np.float64)
    one, other = np.minimum(first, second).astype(np.int32), np.maximum(first, second).astype(np.int32)
    total = closeness * size[one] * size[other]  # the sum over all members: what stays when groups are merged
    while len(one):
        average = total / (size[one] * size[other])
        nearest = np.zeros(len(sizes))
        np.maximum.at(nearest, one, average)
        np.maximum.at(nearest, other, average)
        if (open_ends := nearest >= least).sum() < 2:
            break
        kept = open_ends[one] & open_ends[other]  # a group that is done takes its pairs along
        if not kept.all():
            one, other, total, average = one[kept], other[kept], total[kept], average[kept]
        into, gone = _mutual(one, other, average, nearest, least)
        target = np.arange(len(sizes), dtype=np.int32)
        target[gone] = into
        size[into] += size[gone]
        group = target[group]
        one, other, total = _merged(target, one, other, total)
    order = np.argsort(group, kind="stable")
    bounds = np.flatnonzero(np.diff(group[order])) + 1
    return sorted(part.tolist() for part in np.split(order, bounds)) if len(sizes) else []


def _mutual(
    one: NDArray[np.int32], other: NDArray[np.int32], average: NDArray[np.float64], nearest: NDArray[np.float64], least: float
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return (groups that stay, groups that they take in): pairs that are nearest to each other, each group in one pair at most."""
    import numpy as np

    best = np.flatnonzero((average >= least) & (average == nearest[one]) & (average == nearest[other]))
    earliest = np.full(len(nearest), len(average), np.int64)  # of several equals the first pair counts
    np.minimum.at(earliest, one[best], best)
    np.minimum.at(earliest, other[best], best)
    best = best[(earliest[one[best]] == best) & (earliest[other[best]] == best)]
    return one[best], other[best]


def _merged(
    target: NDArray[np.int32], one: NDArray[np.int32], other: NDArray[np.int32], total: NDArray[np.float64]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
    """Return the pairs between the groups that are left; the sums of pairs that have become one are added up."""
    import numpy as np

    grown = np.zeros(len(target), np.bool_)
    grown[target[target != np.arange(len(target))]] = True
    one, other = target[one], target[other]
    touched = grown[one] | grown[other]
    rest = ~touched
    low, high, sums = np.minimum(one[touched], other[touched]), np.maximum(one[touched], other[touched]), total[touched]
    key = low.astype(np.int64) * len(target) + high
    order = np.argsort(key, kind="stable")
    order = order[(low != high)[order]]
    key = key[order]
    heads = np.flatnonzero(np.diff(key, prepend=-1))
    added = np.add.reduceat(sums[order], heads) if len(heads) else sums[:0]
    low, high = low[order][heads], high[order][heads]
    return np.concatenate([one[rest], low]), np.concatenate([other[rest], high]), np.concatenate([total[rest], added])
