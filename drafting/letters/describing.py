"""A batch of letters as sparse matrices: their names, their matters, the topics these touch, and the places that titles name.

What grows with the batch is held in arrays, never in Python objects a word: a million letters stay within some gigabytes.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from drafting.documents.words import cut
from drafting.letters.batch import Letter
from drafting.letters.features import lay_out, ngram_keys
from drafting.letters.topics import topic_tree
from drafting.letters.wording import PAIR, place_cores, title_words, words_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

PROLIFIC = 10  # letters by one writer from which what his letters share is looked at as his phrasing
_PHRASING, _OFTENER = 0.25, 3.0  # part of his letters that have a word of his phrasing; how much oftener than in the batch it is
_NAME_SHARE = 0.5  # part of a word's places in titles that are in names of places, from which it counts as a name
_NAME_PRIOR, _PAIR_PRIOR = 0.3, 0.5  # of a word, and of a pair of characters, that no title has
_CONCEPTS = 30  # topics kept of a letter
_TOLD = 300  # characters of the body in which a place may be named again
_BLOCK = 2_000


@dataclass(frozen=True, slots=True)
class Described:
    """Rows of letters (or of groups of letters).

    ``names`` and ``matter`` share their columns and hold no entry in common; ``norms`` are the lengths of a row's whole, of its names and
    of its matter. ``concepts`` has rows of length 1. ``title_places`` are the pairs of characters of the places in the titles,
    ``told_places`` those of them that title and body name. ``writer`` is −1 where none is given, below it for writers of very many letters.
    """

    names: csr_array
    matter: csr_array
    norms: NDArray[np.float32]
    concepts: csr_array
    title_places: csr_array
    told_places: csr_array
    writer: NDArray[np.int64]


def describe(letters: Sequence[Letter]) -> Described:
    """Return ``letters`` described, a row each."""
    import numpy as np

    counts, columns = _counted(letters)
    writer = _without_phrasing(counts, letters)
    is_name, is_pair = _names(letters, columns)
    width = counts.shape[1]
    here = np.bincount(counts.indices[counts.data > 0], minlength=width)
    known = here.astype(np.float64)
    seen, total = background()
    for word, times in seen.items():
        if (column := columns.get(word)) is not None:
            known[column] += times
    rare = (np.log((1 + len(letters) + total) / (1 + known)) + 1).astype(np.float32)
    concepts = _concepts(counts, rare, columns, ~(is_name | is_pair))
    columns.clear()
    norms, names, matter = _weighed(counts, rare, is_name, here > 1)
    title_places, told_places = _places(letters)
    return Described(names, matter, norms, concepts, title_places, told_places, writer)


def _counted(letters: Sequence[Letter]) -> tuple[csr_array, dict[str, int]]:
    """Return how often each letter has each word, and the column of each word."""
    import numpy as np
    from scipy.sparse import csr_array

    columns: dict[str, int] = {}
    indices, data, pointer = array("i"), array("f"), array("q", [0])
    for letter in letters:
        bag = words_of(letter.title, letter.text)
        pairs = sorted((columns.setdefault(word, len(columns)), times) for word, times in bag.items())
        indices.extend([column for column, _ in pairs])
        data.extend([times for _, times in pairs])
        pointer.append(len(indices))
    shape = (len(letters), max(len(columns), 1))
    return csr_array((np.array(data, np.float32), np.array(indices, np.int32), np.array(pointer, np.int64)), shape=shape), columns


def _without_phrasing(counts: csr_array, letters: Sequence[Letter]) -> NDArray[np.int64]:
    """Take out of ``counts`` the phrasing of writers of very many letters; return each row's writer as in ``Described``."""
    import numpy as np

    by_user: defaultdict[str, list[int]] = defaultdict(list)
    for index, letter in enumerate(letters):
        if letter.user:
            by_user[letter.user].append(index)
    usual = np.bincount(counts.indices, minlength=counts.shape[1]) / max(len(letters), 1)
    writer = np.full(len(letters), -1, np.int64)
    for number, theirs in enumerate(by_user.values()):
        if len(theirs) < PROLIFIC:
            writer[theirs] = number
            continue
        writer[theirs] = -2 - number
        spans = [slice(counts.indptr[row], counts.indptr[row + 1]) for row in theirs]
        found, times = np.unique(np.concatenate([counts.indices[span] for span in spans]), return_counts=True)
        share = times / len(theirs)
        phrasing = found[(share > 0.5) | ((share >= _PHRASING) & (share >= _OFTENER * usual[found]))]
        for span in spans:
            counts.data[span][np.isin(counts.indices[span], phrasing)] = 0
    return writer


def _names(letters: Sequence[Letter], columns: dict[str, int]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return for each column whether it is part of names, judged by where the titles have it, and whether it is a pair of characters."""
    import numpy as np

    inside, total = np.zeros(max(len(columns), 1)), np.zeros(max(len(columns), 1))
    for letter in letters:
        for word, in_place in title_words(letter):
            if (column := columns.get(word)) is not None:
                total[column] += 1
                inside[column] += in_place
    is_pair = np.fromiter((word[0] == PAIR for word in columns), np.bool_, len(columns)) if columns else np.zeros(1, np.bool_)
    return (inside + np.where(is_pair, _PAIR_PRIOR, _NAME_PRIOR)) / (total + 1) >= _NAME_SHARE, is_pair


def _weighed(
    counts: csr_array, rare: NDArray[np.float32], is_name: NDArray[np.bool_], shared: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], csr_array, csr_array]:
    """Return the rows' lengths (whole, names, matter) and the weighed names and matters, without the words that no other letter has.

    These bring no letter closer to another; only the lengths know of them.
    """
    import numpy as np
    from scipy.sparse import csr_array

    norms = np.zeros((3, counts.shape[0]), np.float32)
    parts: tuple[list[NDArray[np.float32]], list[NDArray[np.float32]]] = ([], [])
    columns: tuple[list[NDArray[np.int32]], list[NDArray[np.int32]]] = ([], [])
    sizes = np.zeros((2, counts.shape[0] + 1), np.int64)
    for start in range(0, counts.shape[0], _BLOCK):
        end = min(start + _BLOCK, counts.shape[0])
        span = slice(counts.indptr[start], counts.indptr[end])
        column, times = counts.indices[span], counts.data[span]
        row = np.repeat(np.arange(end - start), np.diff(counts.indptr[start : end + 1]))
        data = (np.where(times > 0, 1 + np.log(np.maximum(times, 1e-9)), 0) * rare[column]).astype(np.float32)
        named = is_name[column]
        squares = data.astype(np.float64) ** 2
        for number, part in enumerate((np.True_, named, ~named)):
            norms[number, start:end] = np.sqrt(np.bincount(row, squares * part, end - start))
        for number, part in enumerate((named, ~named)):
            kept = part & shared[column] & (data > 0)
            parts[number].append(data[kept])
            columns[number].append(column[kept].astype(np.int32))
            sizes[number, start + 1 : end + 1] = np.bincount(row[kept], minlength=end - start)
    names, matter = (
        csr_array((np.concatenate(parts[number]), np.concatenate(columns[number]), np.cumsum(sizes[number])), shape=counts.shape)
        for number in (0, 1)
    )
    return norms, names, matter


@cache
def background() -> tuple[Counter[str], int]:
    """Return in how many of the corpus's letters each word stands, and how many there are.

    In a batch of fifty letters an estate that seven name looks as common as 小区; beside the corpus it does not.
    """
    seen: Counter[str] = Counter()
    total = 0
    for leaf in topic_tree():
        for example in leaf.letters:
            seen.update(words_of(example.title, example.body).keys())
            total += 1
    return seen, total


@cache
def _topic_words() -> tuple[dict[str, dict[int, float]], int]:
    """Return word → topic → weight over the third-level topics, from their terms and letters; each topic has length 1."""
    import math

    bags: list[Counter[str]] = []
    for leaf in topic_tree():
        bag: Counter[str] = Counter()
        for example in leaf.letters:
            bag.update({word for word in words_of(example.title, example.body) if word[0] != PAIR})
        for term in leaf.terms:
            for word in {term, *cut(term)}:
                bag[word] += 2 if len(word) > 1 else 0
        bags.append(bag)
    spread = Counter(word for bag in bags for word, times in bag.items() if times)
    weights: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for topic, bag in enumerate(bags):
        row = {word: (1 + math.log(times)) * math.log((1 + len(bags)) / (1 + spread[word])) for word, times in bag.items() if times}
        length = math.sqrt(sum(weight**2 for weight in row.values())) or 1.0
        for word, weight in row.items():
            weights[word][topic] = weight / length
    return dict(weights), len(bags)


def _concepts(counts: csr_array, rare: NDArray[np.float32], columns: dict[str, int], used: NDArray[np.bool_]) -> csr_array:
    """Return letters × topics, the nearest topics of each, rows of length 1: 漏水 and 渗水 share a topic."""
    import numpy as np
    from scipy.sparse import coo_array, csr_array, vstack

    by_word, topics = _topic_words()
    entries = [(columns[word], topic, weight) for word, row in by_word.items() if word in columns for topic, weight in row.items()]
    if not entries:
        return csr_array((counts.shape[0], topics), dtype=np.float32)
    column, topic, weight = (np.array(part) for part in zip(*entries, strict=True))
    table = csr_array(coo_array((weight.astype(np.float32), (column, topic)), shape=(counts.shape[1], topics)))
    parts = []
    for start in range(0, counts.shape[0], _BLOCK):
        part = counts[start : start + _BLOCK]
        data = np.where(part.data > 0, 1 + np.log(np.maximum(part.data, 1e-9)), 0) * rare[part.indices] * used[part.indices]
        dense = (csr_array((data.astype(np.float32), part.indices, part.indptr), shape=part.shape) @ table).toarray()
        if topics > _CONCEPTS:
            dense[dense < np.partition(dense, -_CONCEPTS, axis=1)[:, -_CONCEPTS, None]] = 0
        dense /= np.maximum(np.linalg.norm(dense, axis=1, keepdims=True), 1e-9)
        parts.append(csr_array(dense))
    return csr_array(vstack(parts))


def _places(letters: Sequence[Letter]) -> tuple[csr_array, csr_array]:
    """Return letters × pairs of characters of places: those of the title's places, and those that title and body have of any."""
    import numpy as np

    rows, keys = _keys([" ".join(place_cores(letter.title)) for letter in letters])
    vocabulary = np.unique(keys)
    told_rows, told_keys = [], []
    for start in range(0, len(letters), _BLOCK):
        texts = [f"{letter.title} {letter.text[:_TOLD]}" for letter in letters[start : start + _BLOCK]]
        more_rows, more_keys = _keys(texts)
        known = np.isin(more_keys, vocabulary)
        told_rows.append(more_rows[known] + start)
        told_keys.append(more_keys[known])
    shape = (len(letters), max(len(vocabulary), 1))
    return _presence(rows, keys, vocabulary, shape), _presence(np.concatenate(told_rows), np.concatenate(told_keys), vocabulary, shape)


def _keys(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Return (row, key) of every pair of characters."""
    import numpy as np

    block = lay_out(texts)
    keys = ngram_keys(block, 2)
    there = keys > 0
    return block.rows[there].astype(np.int64), keys[there]


def _presence(rows: NDArray[np.int64], keys: NDArray[np.uint64], vocabulary: NDArray[np.uint64], shape: tuple[int, int]) -> csr_array:
    import numpy as np
    from scipy.sparse import csr_array

    cells = np.unique(rows * shape[1] + np.searchsorted(vocabulary, keys))
    pointer = np.searchsorted(cells, np.arange(shape[0] + 1) * shape[1])
    return csr_array((np.ones(len(cells), np.float32), (cells % shape[1]).astype(np.int32), pointer), shape=shape)
