"""Letters that say the same in the same words, found without comparing each with each.

MinHash over runs of four characters proposes pairs, the true Jaccard similarity of the runs decides. Work grows with the number of letters
and of true duplicates, not with its square.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import TYPE_CHECKING

from drafting.letters.features import lay_out, ngram_keys

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIMILAR = 0.7  # Jaccard similarity from which two letters count as the same text
_RUN = 4
_BANDS, _ROWS = 6, 2  # a pair at 0.7 is proposed with probability 1 − (1 − 0.7²)⁶ = 0.98
_AGREE = 4  # of the minima: at 0.7 fewer are equal once in five hundred times
_CHUNK = 256  # texts at a time: their arrays stay in the cache
_SHORT = 12  # letters with fewer runs than this are only compared exactly


def find_duplicates(texts: Sequence[str]) -> list[int | None]:
    """Return for each text the index of the first text that it repeats (exactly or nearly), None where it is the first of its kind."""
    import numpy as np

    first = _exact(texts)
    once = [row for row, earlier in enumerate(first) if earlier is None]
    rows, minima = [], []
    for start in range(0, len(once), _CHUNK):
        part = once[start : start + _CHUNK]
        long, least = _minima([texts[row] for row in part])
        rows.append(np.array(part, np.int64)[long])
        minima.append(least)
    if not rows:
        return first
    proposed = _proposed(np.concatenate(rows), np.concatenate(minima, axis=1))
    for start in range(0, len(proposed), _CHUNK):
        some = proposed[start : start + _CHUNK]
        runs = _runs(texts, {row for pair in some for row in (*pair, _root(first, pair[1]))})
        for later, earlier in some:
            root = _root(first, earlier)
            if first[later] is None and any(_alike(runs[later], runs[one]) for one in {earlier, root} if one in runs):
                first[later] = root
    return [None if earlier is None else _root(first, earlier) for earlier in first]


def _root(first: list[int | None], row: int) -> int:
    """Return the text that ``row`` in the end repeats, ``row`` itself where it repeats none."""
    while (above := first[row]) is not None:
        row = above
    return row


def _exact(texts: Sequence[str]) -> list[int | None]:
    seen: dict[int, int] = {}  # by hash: the texts of a million letters are a gigabyte
    result: list[int | None] = []
    for index, text in enumerate(texts):
        plain = "".join(text.split())
        earlier = seen.setdefault(hash(plain), index)
        result.append(earlier if earlier != index and plain and plain == "".join(texts[earlier].split()) else None)
    return result


def _minima(texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.uint32]]:
    """Return which of ``texts`` are long enough to be compared, and hash functions × those texts: the least hash of each."""
    import numpy as np

    block = lay_out(texts)
    keys = ngram_keys(block, _RUN)
    places = np.flatnonzero(keys)
    rows = block.rows.take(places)
    enough = np.bincount(rows, minlength=len(texts)) >= _SHORT
    # Half of the runs, chosen by their key and so the same ones in every text, propose as well as all.
    short = (keys.take(places) >> np.uint64(32)).astype(np.uint32)
    kept = np.flatnonzero((short & np.uint32(1) == 0) & enough.take(rows))
    shingles, rows = short.take(kept), rows.take(kept)
    offsets = np.flatnonzero(np.diff(rows, prepend=-1))
    least = np.zeros((_BANDS * _ROWS, len(offsets)), np.uint32)
    salts = np.random.default_rng(20).integers(1, 1 << 32, _BANDS * _ROWS, dtype=np.uint32) | np.uint32(1)
    hashed, shifted = np.empty_like(shingles), np.empty_like(shingles)  # the same two for all: half of the time goes into new ones
    for number, salt in enumerate(salts if len(offsets) else ()):
        np.multiply(shingles, salt, out=hashed)
        np.right_shift(hashed, np.uint32(15), out=shifted)
        hashed ^= shifted
        hashed *= np.uint32(0x85EBCA6B)
        np.minimum.reduceat(hashed, offsets, out=least[number])
    return rows[offsets], least


def _proposed(rows: NDArray[np.int64], minima: NDArray[np.uint32]) -> list[tuple[int, int]]:
    """Return (later, earlier) pairs of rows that share a band, each row with the first and the previous one of its group, in order.

    Pairs that agree in so few minima that they can hardly be alike are left out.
    """
    import numpy as np

    parts = [np.zeros((2, 0), np.int64)]
    for band in range(0, len(minima), _ROWS):
        order = np.lexsort(minima[band : band + _ROWS])
        sorted_minima = minima[band : band + _ROWS, order]
        new = np.append(True, (sorted_minima[:, 1:] != sorted_minima[:, :-1]).any(axis=0))[: len(order)]
        same = np.flatnonzero(~new)
        head = np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))
        parts += [np.stack([order[same], order[head[same]]]), np.stack([order[same], order[same - 1]])]
    later, earlier = np.unique(np.concatenate(parts, axis=1), axis=1)
    agree = (minima[:, later] == minima[:, earlier]).sum(axis=0) >= _AGREE
    return list(zip(rows[later[agree]].tolist(), rows[earlier[agree]].tolist(), strict=True))


def _runs(texts: Sequence[str], rows: AbstractSet[int]) -> dict[int, NDArray[np.uint64]]:
    """Return the runs of each of these rows, sorted, each once."""
    import numpy as np

    result = {}
    wanted = sorted(rows)
    block = lay_out([texts[row] for row in wanted])
    keys = ngram_keys(block, _RUN)
    starts = np.cumsum(np.concatenate([[0], block.lengths])).tolist()
    for row, (start, end) in zip(wanted, pairwise(starts), strict=True):
        here = np.sort(keys[start:end])
        new = here > 0  # 0 is what is no run
        new[1:] &= here[1:] != here[:-1]
        result[row] = here[new]
    return result


def _alike(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> bool:
    """Whether two texts have so many runs in common that they are the same text."""
    import numpy as np

    if min(len(one), len(other)) < SIMILAR * max(len(one), len(other)):
        return False
    both = np.concatenate([one, other])
    both.sort()
    common = np.count_nonzero(both[1:] == both[:-1])
    return bool(common >= SIMILAR * (len(one) + len(other) - common))
