"""Letters on one matter brought together.

No step compares every letter with every other: letters that share rare words are weighed against each other (``likeness``); groups grow by
average likeness, so that one letter between two matters cannot chain them into one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from drafting.letters.describing import Described
from drafting.letters.likeness import HIGHEST, LOWEST, dots, likeness
from drafting.letters.linkage import average_linkage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

TOGETHER = (-1.5 - LOWEST) / (HIGHEST - LOWEST)  # average likeness down to which groups grow; chosen by cross-validation
_RARE = 200  # a word in more letters than this proposes no pairs; it still counts in the likeness
_HOT, _HOT_SHARE = 4_000, 0.05  # letters, and part of the batch, up to which a name that is no longer rare still proposes
_PROPOSING = 40  # words of a letter that propose pairs, the weightiest: what a letter costs doesn't grow with the batch
_NEAREST = 60  # pairs kept of a letter, the closest first
_WEAKEST = 0.06  # pairs whose whole wordings are less alike (cosine) are not kept
_BLOCK = 512
_LARGE, _SAMPLE = 25, 200  # letters of a group that is looked at again, and pairs of letters by which two such are compared


def group(rows: Described, copies: Sequence[int]) -> list[list[int]]:
    """Return the rows in groups, each in ascending order, the largest group first.

    ``copies`` tells how many letters each row stands for: ten copies of a letter weigh as ten letters in every average.
    """
    first, second = candidates(rows)
    alike = likeness(rows, first, second)
    kept = alike > 0
    groups = _large_joined(rows, average_linkage(copies, first[kept], second[kept], alike[kept], TOGETHER))
    return sorted((sorted(members) for members in groups), key=lambda members: (-len(members), members[0]))


def candidates(rows: Described) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (one, other) of the pairs of rows worth weighing: each row with those that share the most of its rare words.

    The work for a row is bounded by ``_PROPOSING`` × ``_RARE``, what is kept of it by ``_NEAREST``.
    """
    import numpy as np
    from scipy.sparse import csr_array

    total = rows.names.shape[0]
    whole = csr_array(rows.names + rows.matter)
    lengths = np.maximum(rows.norms[0], 1e-9)
    whole.data /= np.repeat(lengths, np.diff(whole.indptr))
    named = np.zeros(whole.shape[1], np.bool_)
    named[rows.names.indices] = True
    rare = _proposing(whole, named)
    turned = csr_array(rare.T)
    parts = [np.zeros(0, np.int64)]
    for start in range(0, total, _BLOCK):
        close = (rare[start : start + _BLOCK] @ turned).tocoo()
        kept = close.data > _WEAKEST / 2
        row, column, value = close.row[kept].astype(np.int64) + start, close.col[kept].astype(np.int64), close.data[kept]
        order = np.lexsort((column, -value, row))
        row, column = row[order], column[order]
        rank = np.arange(len(row)) - np.searchsorted(row, row)
        near = (rank <= _NEAREST) & (row != column)  # the row itself is the closest
        row, column = row[near], column[near]
        parts.append(np.minimum(row, column) * total + np.maximum(row, column))
    pairs = np.unique(np.concatenate(parts))
    first, second = pairs // total, pairs % total
    kept = dots(whole, whole, first, second) >= _WEAKEST
    return first[kept], second[kept]


def _large_joined(rows: Described, groups: list[list[int]]) -> list[list[int]]:
    """Join large groups that are as alike as the letters within one: by average over a sample of the pairs between them.

    The pairs kept of a letter end where more than ``_NEAREST`` are on its matter, and with them what growing knows of such groups.
    """
    import numpy as np

    large = [number for number, members in enumerate(groups) if len(members) >= _LARGE]
    chance = np.random.default_rng(20)
    sample = {number: chance.choice(groups[number], _SAMPLE) for number in large}
    above = {number: number for number in large}

    def root(number: int) -> int:
        while above[number] != number:
            number = above[number]
        return number

    for one, other in _sharing_names(rows, groups, large):
        if root(one) != root(other) and likeness(rows, sample[one], sample[other]).mean() >= TOGETHER:
            above[root(other)] = root(one)
    joined: dict[int, list[int]] = {}
    for number, members in enumerate(groups):
        joined.setdefault(root(number) if number in above else number, []).extend(members)
    return list(joined.values())


def _sharing_names(rows: Described, groups: Sequence[Sequence[int]], large: Sequence[int]) -> list[tuple[int, int]]:
    """Return the pairs of ``large`` groups of which most letters have a name in common."""
    import numpy as np

    having: dict[int, list[int]] = {}
    for number in large:
        part = rows.names[groups[number]]
        columns, times = np.unique(part.indices, return_counts=True)
        for column in columns[2 * times > len(groups[number])].tolist():
            having.setdefault(column, []).append(number)
    pairs = {pair for numbers in having.values() if len(numbers) <= _LARGE for pair in combinations(numbers, 2)}
    return sorted(pairs)


def _proposing(whole: csr_array, is_name: NDArray[np.bool_]) -> csr_array:
    """Return of each row the weightiest of its words that others have, but not too many others.

    A name that many letters have, as the place of a hot issue is, proposes pairs within parts of these letters, taken in two ways.
    """
    import numpy as np
    from scipy.sparse import csr_array

    total, width = whole.shape
    seen = np.bincount(whole.indices, minlength=width)
    hot = is_name & (seen > _RARE) & (seen <= min(_HOT, _HOT_SHARE * total))
    row = np.repeat(np.arange(total), np.diff(whole.indptr))
    kept = np.flatnonzero((seen[whole.indices] > 1) & ((seen <= _RARE) | hot)[whole.indices])
    kept = kept[np.lexsort((whole.indices[kept], -whole.data[kept], row[kept]))]
    rank = np.arange(len(kept)) - np.searchsorted(row[kept], row[kept])
    kept = np.sort(kept[rank < _PROPOSING])
    rows, columns, data = row[kept], whole.indices[kept].astype(np.int64), whole.data[kept]
    many = np.flatnonzero(hot[columns])
    if len(many):
        order = many[np.argsort(columns[many], kind="stable")]
        of = columns[order]
        place = np.arange(len(order)) - np.searchsorted(of, of)  # among the letters that have the name
        parts = -(-seen[of] // _RARE) + 1
        begin = width + np.cumsum(np.where(np.diff(of, prepend=-1) > 0, 2 * parts, 0)) - 2 * parts
        columns[order] = begin + place * parts // np.maximum(seen[of], 1)
        rows = np.concatenate([rows, rows[order]])
        columns = np.concatenate([columns, begin + parts + place % parts])
        data = np.concatenate([data, data[order]])
        width = int(columns.max()) + 1
    order = np.lexsort((columns, rows))
    pointer = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=total))])
    return csr_array((data[order], columns[order], pointer), shape=(total, width))
