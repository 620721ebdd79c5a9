"""Letters on one matter brought together.

No step compares every letter with every other: letters that share rare words are weighed against each other (``likeness``); groups grow by
average likeness, so that one letter between two matters cannot chain them into one.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from drafting.letters.describing import Described, having
from drafting.letters.likeness import HIGHEST, LOWEST, WHOLE, likeness, shared
from drafting.letters.linkage import average_linkage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

# Average likeness down to which groups grow, and down to which few letters stay together: chosen by cross-validation over issues.
TOGETHER, _FEW_TOGETHER = ((odds - LOWEST) / (HIGHEST - LOWEST) for odds in (-2.5, -0.5))
_FEW = 6  # texts of a group that is looked at a second time
_RARE = 200  # a word in more letters than this proposes no pairs; it still counts in the likeness
_HOT, _HOT_SHARE = 4_000, 0.05  # letters, and part of the batch, up to which a name that is no longer rare still proposes
_PROPOSING = 40  # words of a letter that propose pairs, the weightiest: what a letter costs doesn't grow with the batch
_NEAREST = 60  # pairs kept of a letter, the closest first
_WEAKEST = 0.06  # pairs whose whole wordings are less alike (cosine) are not kept
_BLOCK, _WIDE_BLOCK = 512, 20_000  # rows compared with all others, and rows of which the words are chosen, at a time
_AT_ONCE = 200_000  # pairs weighed at a time
_LARGE, _SAMPLE = 25, 200  # letters of a group that is looked at again, and pairs of letters by which two such are compared
_COMPARED = 500  # pairs of such groups at a time


def group(rows: Described, copies: Sequence[int]) -> list[list[int]]:
    """Return the rows in groups, each in ascending order, the largest group first.

    ``copies`` tells how many letters each row stands for: ten copies of a letter weigh as ten letters in every average.
    """
    import numpy as np

    firsts, seconds, likenesses = array("i"), array("i"), array("d")
    for first, second in _sharing_words(rows):
        alike = likeness(rows, first, second, _WEAKEST)
        kept = alike > 0
        firsts.frombytes(first[kept].astype(np.int32).tobytes())
        seconds.frombytes(second[kept].astype(np.int32).tobytes())
        likenesses.frombytes(alike[kept].tobytes())
    one, other, closeness = np.frombuffer(firsts, np.int32), np.frombuffer(seconds, np.int32), np.frombuffer(likenesses)
    groups = _few_parted(copies, average_linkage(copies, one, other, closeness, TOGETHER), one, other, closeness)
    groups = _large_joined(rows, groups)
    return sorted((sorted(members) for members in groups), key=lambda members: (-len(members), members[0]))


def candidates(rows: Described) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (one, other) of the pairs of rows worth weighing: each row with those that share the most of its rare words."""
    import numpy as np

    firsts, seconds = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for first, second in _sharing_words(rows):
        kept = shared(rows, first, second)[:, WHOLE] >= _WEAKEST
        firsts.append(first[kept])
        seconds.append(second[kept])
    return np.concatenate(firsts), np.concatenate(seconds)


def _sharing_words(rows: Described) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Return (one, other) of the pairs of rows that share the most of their rare words, in ascending order, ``_AT_ONCE`` at a time.

    The work for a row is bounded by ``_PROPOSING`` × ``_RARE``, what is kept of it by ``_NEAREST``.
    """
    import numpy as np
    from scipy.sparse import csr_array

    total = rows.names.shape[0]
    rare = _proposing(rows)
    turned = csr_array(rare.T)
    found = array("q")
    for start in range(0, total, _BLOCK):
        close = (rare[start : start + _BLOCK] @ turned).tocoo()
        kept = close.data > _WEAKEST / 2
        row, column, value = close.row[kept].astype(np.int64) + start, close.col[kept].astype(np.int64), close.data[kept]
        order = np.lexsort((column, -value, row))
        row, column = row[order], column[order]
        rank = np.arange(len(row)) - np.searchsorted(row, row)
        near = (rank <= _NEAREST) & (row != column)  # the row itself is the closest
        row, column = row[near], column[near]
        found.frombytes((np.minimum(row, column) * total + np.maximum(row, column)).tobytes())
    del rare, turned  # most of a gigabyte at a million letters
    pairs = np.frombuffer(found, np.int64)
    pairs.sort()  # where it stands
    for start in range(0, len(pairs), _AT_ONCE):
        some = pairs[start : start + _AT_ONCE]
        some = some[np.diff(some, prepend=pairs[start - 1] if start else -1) > 0]  # both letters may have proposed it
        yield some // total, some % total


def _few_parted(
    copies: Sequence[int], groups: list[list[int]], one: NDArray[np.int32], other: NDArray[np.int32], closeness: NDArray[np.float64]
) -> list[list[int]]:
    """Return ``groups`` with those of few texts grown anew, more strictly: what many letters bear out, two may share by chance."""
    import numpy as np

    of = np.full(len(copies), -1, np.int32)
    for number, members in enumerate(groups):
        if 1 < len(members) <= _FEW:
            of[members] = number
    inside = (of[one] >= 0) & (of[one] == of[other])
    anew = average_linkage(copies, one[inside], other[inside], closeness[inside], _FEW_TOGETHER)
    few = [members for members in anew if of[members[0]] >= 0]
    return [members for members in groups if of[members[0]] < 0] + few


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

    pairs = _sharing_names(rows, groups, large)
    for start in range(0, len(pairs), _COMPARED):
        apart = [pair for pair in pairs[start : start + _COMPARED] if root(pair[0]) != root(pair[1])]
        if apart:
            first, second = (np.concatenate([sample[number] for number in side]) for side in zip(*apart, strict=True))
            averages = likeness(rows, first, second).reshape(len(apart), _SAMPLE).mean(axis=1)
            for one, other in (pair for pair, average in zip(apart, averages, strict=True) if average >= TOGETHER):
                if root(one) != root(other):
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


def _proposing(rows: Described) -> csr_array:
    """Return of each row, brought to length 1, the weightiest of its words that others have, but not too many others.

    A name that many letters have, as the place of a hot issue is, proposes pairs within parts of these letters, taken in two ways.
    """
    import numpy as np
    from scipy.sparse import csr_array

    total, width = rows.names.shape
    of_names = having(rows.names)
    seen = of_names + having(rows.matter)
    hot = (of_names > 0) & (seen > _RARE) & (seen <= min(_HOT, _HOT_SHARE * total))
    proposes = (seen > 1) & ((seen <= _RARE) | hot)
    parts = np.where(hot, -(-seen // _RARE) + 1, 0)
    begin = width + np.cumsum(2 * parts) - 2 * parts
    had = np.zeros(width, np.int64)  # of a hot name: how many rows have proposed by it
    data, indices, pointer = array("f"), array("i"), array("i", [0])
    for start in range(0, total, _WIDE_BLOCK):
        whole = csr_array(rows.names[start : start + _WIDE_BLOCK] + rows.matter[start : start + _WIDE_BLOCK])
        row = np.repeat(np.arange(whole.shape[0]), np.diff(whole.indptr))
        values = whole.data / np.maximum(rows.norms[0, start : start + _WIDE_BLOCK], 1e-9)[row]
        kept = np.flatnonzero(proposes[whole.indices])
        kept = kept[np.lexsort((whole.indices[kept], -values[kept], row[kept]))]
        rank = np.arange(len(kept)) - np.searchsorted(row[kept], row[kept])
        kept = np.sort(kept[rank < _PROPOSING])
        row, column, values = row[kept], whole.indices[kept].astype(np.int64), values[kept]
        many = np.flatnonzero(hot[column])
        many = many[np.argsort(column[many], kind="stable")]
        of = column[many]
        place = had[of] + np.arange(len(of)) - np.searchsorted(of, of)  # among the letters that have the name
        np.add.at(had, of, 1)
        column[many] = begin[of] + place * parts[of] // seen[of]
        row = np.concatenate([row, row[many]])
        column = np.concatenate([column, begin[of] + parts[of] + place % parts[of]])
        order = np.lexsort((column, row))
        data.frombytes(np.concatenate([values, values[many]])[order].tobytes())
        indices.frombytes(column[order].astype(np.int32).tobytes())
        pointer.frombytes((pointer[-1] + np.cumsum(np.bincount(row, minlength=whole.shape[0]))).astype(np.int32).tobytes())
    shape = (total, int(width + 2 * parts.sum()))
    return csr_array((np.frombuffer(data, np.float32), np.frombuffer(indices, np.int32), np.frombuffer(pointer, np.int32)), shape=shape)
