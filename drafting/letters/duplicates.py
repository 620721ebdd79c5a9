"""Letters that say the same in the same words, found without comparing each with each.

MinHash over runs of four characters proposes pairs, the true Jaccard similarity of the runs decides. Work grows with the number of letters
and of true duplicates, not with its square.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from drafting.letters.features import lay_out, ngram_keys

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIMILAR = 0.7  # Jaccard similarity from which two letters count as the same text
_RUN = 4
_BANDS, _ROWS = 6, 2  # a pair at 0.7 is proposed with probability 1 − (1 − 0.7²)⁶ = 0.98
_CHUNK = 1024  # texts whose runs are computed at a time
_SHORT = 12  # letters with fewer runs than this are only compared exactly


def find_duplicates(texts: Sequence[str]) -> list[int | None]:
    """Return for each text the index of the first text that it repeats (exactly or nearly), None where it is the first of its kind."""
    import numpy as np

    parts = []
    for start in range(0, len(texts), _CHUNK):
        block = lay_out(texts[start : start + _CHUNK])
        keys = ngram_keys(block, _RUN)
        here = keys > 0
        parts.append((keys[here], block.rows[here] + start))
    keys = np.concatenate([keys for keys, _ in parts]) if parts else np.zeros(0, np.uint64)
    rows = np.concatenate([rows for _, rows in parts]) if parts else np.zeros(0, np.int64)
    starts = np.searchsorted(rows, np.arange(len(texts) + 1))
    first = _exact(texts)
    if len(keys) == 0:
        return first
    sets: dict[int, NDArray[np.uint64]] = {}

    def runs(row: int) -> NDArray[np.uint64]:
        if row not in sets:
            sets[row] = np.unique(keys[starts[row] : starts[row + 1]])
        return sets[row]

    for later, earlier in sorted(_proposed(keys, rows)):
        if first[later] is not None:
            continue
        root = earlier if first[earlier] is None else first[earlier]
        if (
            root is not None
            and root != later
            and (_jaccard(runs(later), runs(root)) >= SIMILAR or _jaccard(runs(later), runs(earlier)) >= SIMILAR)
        ):
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


def _proposed(keys: NDArray[np.uint64], rows: NDArray[np.int64]) -> set[tuple[int, int]]:
    """Return (later, earlier) pairs of rows that share a band of minima: each row with the first and the previous one of its group."""
    import numpy as np

    enough = np.bincount(rows) >= _SHORT
    # Half of the runs, chosen by their key and so the same ones in every text, propose as well as all.
    kept = enough[rows] & ((keys >> np.uint64(40)) & np.uint64(1) == 0)
    shingles, rows = keys[kept], rows[kept]
    offsets = np.flatnonzero(np.diff(rows, prepend=-1))
    long = rows[offsets]
    if len(long) < 2:
        return set()
    salts = np.random.default_rng(20).integers(1, 1 << 63, _BANDS * _ROWS, dtype=np.uint64) | np.uint64(1)
    pairs: set[tuple[int, int]] = set()
    for band in range(_BANDS):
        signature = np.zeros(len(long), np.uint64)
        for salt in salts[band * _ROWS : (band + 1) * _ROWS]:
            mixed = shingles * salt
            mixed ^= mixed >> np.uint64(31)
            signature = signature * np.uint64(1099511628211) ^ np.minimum.reduceat(mixed * np.uint64(0xBF58476D1CE4E5B9), offsets)
        order = np.argsort(signature, kind="stable")
        same = np.flatnonzero(signature[order[1:]] == signature[order[:-1]]) + 1
        head = np.maximum.accumulate(np.where(np.isin(np.arange(len(order)), same), 0, np.arange(len(order))))
        pairs.update(zip(long[order[same]].tolist(), long[order[head[same]]].tolist(), strict=True))
        pairs.update(zip(long[order[same]].tolist(), long[order[same - 1]].tolist(), strict=True))
    return pairs


def _jaccard(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> float:
    import numpy as np

    common = len(np.intersect1d(one, other, assume_unique=True))
    return common / (len(one) + len(other) - common)
