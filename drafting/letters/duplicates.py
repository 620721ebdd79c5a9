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
_CHUNK = 512  # texts at a time: their arrays stay in the cache
_SHORT = 12  # letters with fewer runs than this are only compared exactly


def find_duplicates(texts: Sequence[str]) -> list[int | None]:
    """Return for each text the index of the first text that it repeats (exactly or nearly), None where it is the first of its kind."""
    import numpy as np

    first = _exact(texts)
    once = [row for row, earlier in enumerate(first) if earlier is None]
    rows, signatures = [], []
    for start in range(0, len(once), _CHUNK):
        part = once[start : start + _CHUNK]
        long, bands = _signatures([texts[row] for row in part])
        rows.append(np.array(part, np.int64)[long])
        signatures.append(bands)
    if not rows:
        return first
    pairs = sorted(_proposed(np.concatenate(rows), np.concatenate(signatures, axis=1)))
    for start in range(0, len(pairs), _CHUNK):
        part = pairs[start : start + _CHUNK]
        runs = _runs(texts, {row for pair in part for row in (pair[0], pair[1], _root(first, pair[1]) or pair[1])})
        for later, earlier in part:
            if first[later] is None:
                root = _root(first, earlier)
                root = earlier if root is None else root
                if _alike(runs[later], runs[earlier]) or (root in runs and _alike(runs[later], runs[root])):
                    first[later] = root
    return [_root(first, row) for row in range(len(texts))]


def _root(first: list[int | None], row: int) -> int | None:
    above = first[row]
    while above is not None and first[above] is not None:
        above = first[above]
    return above


def _exact(texts: Sequence[str]) -> list[int | None]:
    seen: dict[str, int] = {}
    result: list[int | None] = []
    for index, text in enumerate(texts):
        plain = "".join(text.split())
        earlier = seen.setdefault(plain, index)
        result.append(earlier if earlier != index and plain else None)
    return result


def _signatures(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Return which of ``texts`` are long enough to be compared, and bands × those texts: a hash of each band of minima."""
    import numpy as np

    block = lay_out(texts)
    keys = ngram_keys(block, _RUN)
    enough = np.bincount(block.rows[keys > 0], minlength=len(texts)) >= _SHORT
    # Half of the runs, chosen by their key and so the same ones in every text, propose as well as all.
    mixed = (keys >> np.uint64(32)).astype(np.uint32)
    kept = np.flatnonzero((mixed & np.uint32(1) == 0) & (keys > 0))
    kept = kept[enough[block.rows[kept]]]
    shingles, rows = mixed[kept], block.rows[kept]
    offsets = np.flatnonzero(np.diff(rows, prepend=-1))
    salts = np.random.default_rng(20).integers(1, 1 << 32, _BANDS * _ROWS, dtype=np.uint32) | np.uint32(1)
    bands = np.zeros((_BANDS, len(offsets)), np.uint64)
    for number, salt in enumerate(salts if len(offsets) else ()):
        salted = shingles * salt
        salted ^= salted >> np.uint32(15)
        salted *= np.uint32(0x85EBCA6B)
        bands[number // _ROWS] = bands[number // _ROWS] * np.uint64(1099511628211) ^ np.minimum.reduceat(salted, offsets)
    return rows[offsets], bands


def _proposed(rows: NDArray[np.int64], signatures: NDArray[np.uint64]) -> set[tuple[int, int]]:
    """Return (later, earlier) pairs of rows that share a band: each row with the first and the previous one of its group."""
    import numpy as np

    pairs: set[tuple[int, int]] = set()
    for signature in signatures:
        order = np.argsort(signature, kind="stable")
        new = np.diff(signature[order].astype(np.uint64), prepend=~signature[order[:1]]) != 0
        same = np.flatnonzero(~new)
        head = np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))
        pairs.update(zip(rows[order[same]].tolist(), rows[order[head[same]]].tolist(), strict=True))
        pairs.update(zip(rows[order[same]].tolist(), rows[order[same - 1]].tolist(), strict=True))
    return pairs


def _runs(texts: Sequence[str], rows: AbstractSet[int]) -> dict[int, NDArray[np.uint64]]:
    """Return the runs of each of these rows, sorted, each once."""
    import numpy as np

    result = {}
    wanted = sorted(rows)
    block = lay_out([texts[row] for row in wanted])
    keys = ngram_keys(block, _RUN)
    starts = np.searchsorted(block.rows, np.arange(len(wanted) + 1)).tolist()
    for row, (start, end) in zip(wanted, pairwise(starts), strict=True):
        here = np.sort(keys[start:end])
        result[row] = here[np.diff(here, prepend=np.uint64(0)) > 0]  # without the 0 of what is no run
    return result


def _alike(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> bool:
    """Whether two texts have so many runs in common that they are the same text."""
    import numpy as np

    if min(len(one), len(other)) < SIMILAR * max(len(one), len(other)):
        return False
    common = len(np.intersect1d(one, other, assume_unique=True))
    return common >= SIMILAR * (len(one) + len(other) - common)
