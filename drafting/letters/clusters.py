"""Letters on one matter brought together.

Three steps, none of which compares every letter with every other: pairs of letters that share a rare word are weighed by cosine; groups
grow by average similarity (so that one letter between two matters cannot chain them into one); groups whose members share a rare anchor,
the estate, the firm, the road, and speak alike are joined.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from drafting.documents.resources import resource
from drafting.documents.words import cut
from drafting.letters.batch import Letter
from drafting.letters.features import weigh
from drafting.letters.topics import topic_tree

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

_BODY_CHARACTERS = 120  # of the body: what is new stands at its beginning
_TITLE_WEIGHT = 2
_RARE = 200  # a word in more letters than this proposes no pairs; it still counts in the cosine
_WEAKEST = 0.08  # pairs below this cosine are not kept
_TOGETHER = 0.20  # average cosine down to which groups grow
_JOIN, _JOIN_SHARE, _JOIN_RARE = 0.40, 0.5, 60  # cosine of two groups; part of the members with the anchor; groups that have it, at most
_PROLIFIC = 10  # letters by one writer from which words in half of them count as that writer's phrasing
_NEAREST = 60  # pairs kept of a letter, the closest first: what a pair costs in memory and time does not grow with the batch
_BLOCK = 512

_AREA = re.compile(r"[一-鿿](?![节反])[一-鿿]省|[A-Z]\d{0,2}(?:市|区|县)")  # everybody names the city: it tells nothing apart
_RUNS = re.compile(r"[一-鿿]+|[A-Za-z0-9]+")


def _lines(name: str) -> list[str]:
    return [line for line in (resource("corpus") / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


@cache
def _stock_phrases() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _lines("letters_stock.txt")), key=len, reverse=True)))


@cache
def stop_words() -> frozenset[str]:
    """Return the words that no grouping and no title looks at (``corpus/letters_stopwords.txt``)."""
    return frozenset(word for line in _lines("letters_stopwords.txt") for word in line.split())


def without_stock(text: str) -> str:
    """Return ``text`` with stock phrases and the area's name replaced by blanks."""
    return _AREA.sub(" ", _stock_phrases().sub(" ", text))


def _words(letter: Letter) -> Counter[str]:
    """Return a letter's words, the title's counted twice, and the title's pairs of characters (``#丽发``): no dictionary has such names."""
    title = without_stock(letter.title)
    body = without_stock(letter.text[: 2 * _BODY_CHARACTERS])[:_BODY_CHARACTERS]
    stop = stop_words()
    words: Counter[str] = Counter()
    for word in cut(title):
        if len(word) > 1 and word not in stop:
            words[word] += _TITLE_WEIGHT
    words.update(word for word in cut(body) if len(word) > 1 and word not in stop)
    words.update(f"#{run[i : i + 2]}" for run in _RUNS.findall(title) for i in range(len(run) - 1))
    return words


def represent(letters: Sequence[Letter]) -> csr_array:
    """Return the matrix letters × words, each row of length 1; a prolific writer's own phrasing is left out."""
    import numpy as np
    from scipy.sparse import csr_array

    bags = [_words(letter) for letter in letters]
    by_user: defaultdict[str, list[int]] = defaultdict(list)
    for index, letter in enumerate(letters):
        by_user[letter.user].append(index)
    for user, theirs in by_user.items():
        if user and len(theirs) >= _PROLIFIC:
            common = Counter(word for index in theirs for word in bags[index])
            phrasing = {word for word, times in common.items() if 2 * times > len(theirs)}
            for index in theirs:
                bags[index] = Counter({word: times for word, times in bags[index].items() if word not in phrasing})
    index_of: dict[str, int] = {}
    columns = [index_of.setdefault(word, len(index_of)) for bag in bags for word in bag]
    values = 1 + np.log(np.array([times for bag in bags for times in bag.values()], np.float32))
    pointer = np.cumsum([0, *map(len, bags)])
    matrix = csr_array((values.astype(np.float32), columns, pointer), shape=(len(bags), max(len(index_of), 1)))
    matrix.sort_indices()
    times_seen, total = _background()
    known = np.zeros(matrix.shape[1])
    for word, column in index_of.items():
        known[column] = times_seen.get(word, 0)
    known += np.bincount(matrix.indices, minlength=matrix.shape[1])
    rare = np.log((1 + len(bags) + total) / (1 + known)) + 1
    return weigh(matrix, rare.astype(np.float32))


@cache
def _background() -> tuple[Counter[str], int]:
    """Return in how many of the corpus's letters each word stands, and how many there are.

    In a batch of fifty letters an estate that seven name looks as common as 小区; beside the corpus it does not.
    """
    seen: Counter[str] = Counter()
    total = 0
    for leaf in topic_tree():
        for example in leaf.letters:
            seen.update(_words(Letter("", example.title, example.body, "")).keys())
            total += 1
    return seen, total


def group(matrix: csr_array, copies: Sequence[int]) -> list[list[int]]:
    """Return the rows of ``matrix`` in groups, each in ascending order, the largest group first.

    ``copies`` tells how many letters each row stands for: ten copies of a letter weigh as ten letters in every average.
    """
    groups = _grow(copies, *_pairs(matrix))
    groups = _join(groups, matrix)
    return sorted((sorted(rows) for rows in groups), key=lambda rows: (-len(rows), rows[0]))


def _pairs(matrix: csr_array) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return (one, other, cosine) of the pairs of rows worth weighing: each row with those that share the most of its rare words.

    The work for a row is bounded by its words × ``_RARE``, what is kept of it by ``_NEAREST``.
    """
    import numpy as np
    from scipy.sparse import csr_array

    total = matrix.shape[0]
    seen = np.bincount(matrix.indices, minlength=matrix.shape[1])
    rare = csr_array(matrix[:, np.flatnonzero((seen > 1) & (seen <= _RARE))])
    turned = csr_array(rare.T)
    parts = [np.zeros(0, np.int64)]
    for start in range(0, total, _BLOCK):
        close = (rare[start : start + _BLOCK] @ turned).tocoo()
        kept = close.data > _WEAKEST / 2
        rows, columns, values = close.row[kept].astype(np.int64) + start, close.col[kept].astype(np.int64), close.data[kept]
        order = np.lexsort((columns, -values, rows))
        rows, columns = rows[order], columns[order]
        rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
        near = (rank <= _NEAREST) & (rows != columns)  # the row itself is the closest
        rows, columns = rows[near], columns[near]
        parts.append(np.minimum(rows, columns) * total + np.maximum(rows, columns))
    pairs = np.unique(np.concatenate(parts))
    first, second = pairs // total, pairs % total
    cosine = _cosines(matrix, first, second)
    kept = cosine >= _WEAKEST
    return first[kept], second[kept], cosine[kept]


def _cosines(matrix: csr_array, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
    import numpy as np

    step = 20_000
    parts = [
        np.asarray(matrix[first[at : at + step]].multiply(matrix[second[at : at + step]]).sum(axis=1), np.float64).ravel()
        for at in range(0, len(first), step)
    ]
    return np.concatenate(parts) if parts else np.zeros(0)


def _grow(copies: Sequence[int], first: NDArray[np.int64], second: NDArray[np.int64], cosine: NDArray[np.float64]) -> list[list[int]]:
    """Return groups by average linkage over the given pairs; a pair that is not given counts 0."""
    rows = len(copies)
    size = list(copies)
    members = [[row] for row in range(rows)]
    alive = [True] * rows
    links: list[dict[int, float]] = [{} for _ in range(rows)]  # the sum of the cosines between two groups
    for a, b, value in zip(first.tolist(), second.tolist(), cosine.tolist(), strict=True):
        links[a][b] = links[b][a] = value * size[a] * size[b]
    pairs = ((a, b, total / (size[a] * size[b])) for a in range(rows) for b, total in links[a].items() if a < b)
    queue = [(-average, a, b) for a, b, average in pairs if average >= _TOGETHER]
    heapq.heapify(queue)
    while queue:
        value, a, b = heapq.heappop(queue)
        if not (alive[a] and alive[b]) or b not in links[a]:
            continue
        if abs(links[a][b] / (size[a] * size[b]) + value) > 1e-9:
            continue  # one of the two has grown since; its new average is in the queue
        if len(links[a]) < len(links[b]):
            a, b = b, a
        alive[b] = False
        members[a] += members[b]
        size[a] += size[b]
        del links[a][b]
        for other, total in links[b].items():
            if other != a:
                del links[other][b]
                links[a][other] = links[other][a] = links[a].get(other, 0.0) + total
        links[b] = {}
        for other, total in links[a].items():
            average = total / (size[a] * size[other])
            if average >= _TOGETHER:
                heapq.heappush(queue, (-average, min(a, other), max(a, other)))
    return [members[row] for row in range(rows) if alive[row]]


def _join(groups: list[list[int]], matrix: csr_array) -> list[list[int]]:
    """Join groups that share an anchor and are close as wholes; two matters at one place share the anchor but are not close."""
    import numpy as np

    changed = np.ones(len(groups), np.bool_)
    while changed.any():
        a, b, close = _close_groups(groups, matrix, np.flatnonzero(changed))
        changed = np.zeros(len(groups), np.bool_)
        gone: set[int] = set()
        for at in np.argsort(-close, kind="stable").tolist():
            one, other = int(a[at]), int(b[at])
            if not (changed[one] or changed[other] or one in gone or other in gone):  # each group once a round: its centre moves
                groups[one] = groups[one] + groups[other]
                changed[one] = True
                gone.add(other)
        # Only groups that have grown can be close to another that they were not close to before.
        left = [at for at in range(len(groups)) if at not in gone]
        groups, changed = [groups[at] for at in left], changed[left]
    return groups


def _close_groups(
    groups: list[list[int]], matrix: csr_array, changed: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return (one, other, cosine) of the pairs of groups to be joined, one of each pair being among ``changed``."""
    import numpy as np
    from scipy.sparse import csr_array

    sizes = np.array([len(rows) for rows in groups])
    order = np.concatenate([np.array(rows) for rows in groups])
    owner = np.repeat(np.arange(len(groups)), sizes)
    gather = csr_array((np.ones(len(order), np.float32), (owner, order)), shape=(len(groups), matrix.shape[0]))
    centres = weigh(csr_array(gather @ matrix), np.ones(matrix.shape[1], np.float32))
    present = csr_array((np.ones(matrix.nnz, np.float32), matrix.indices, matrix.indptr), shape=matrix.shape)
    having = csr_array(gather @ present)
    row = np.repeat(np.arange(len(groups)), np.diff(having.indptr))
    seen = np.bincount(having.indices, minlength=having.shape[1])[having.indices]
    # A single letter has had its chance.
    anchor = (having.data >= _JOIN_SHARE * sizes[row]) & (seen > 1) & (seen <= _JOIN_RARE) & (sizes[row] > 1)
    anchors = csr_array((np.ones(int(anchor.sum()), np.float32), (row[anchor], having.indices[anchor])), shape=having.shape)
    shared = (anchors[changed] @ csr_array(anchors.T)).tocoo()
    one, other = changed[shared.row], shared.col.astype(np.int64)
    pairs = np.unique(np.minimum(one, other)[one != other] * len(groups) + np.maximum(one, other)[one != other])
    a, b = pairs // len(groups), pairs % len(groups)
    close = _cosines(centres, a, b)
    return a[close >= _JOIN], b[close >= _JOIN], close[close >= _JOIN]
