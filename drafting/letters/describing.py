"""A batch of letters as sparse matrices: their names, their matters, the topics these touch, and the places that titles name.

What grows with the batch is held in arrays, never in Python objects a word: a million letters stay within some gigabytes.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
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
_LEAD = 60  # characters of the body in which the district may be named where the title names none
_DISTRICT = re.compile(r"[A-Z]\d{1,2}[市区县]|(?<=[一-鿿]市)(?!高新|经开|经济|开发)[一-鿿]{2,3}?[区县]")
_BLOCK, _ENTRIES = 2_000, 4_000_000  # letters, and words of letters, looked at at a time
_SLOT_BITS = 21
_MULTIPLIER = 0x9E3779B97F4A7C15  # 2**64 / golden ratio, odd: spreads keys over the slots


@dataclass(frozen=True, slots=True)
class Described:
    """Rows of letters (or of groups of letters).

    ``names`` and ``matter`` share their columns and hold no entry in common; ``norms`` are the lengths of a row's whole, of its names and
    of its matter. ``concepts`` has rows of length 1. ``title_places`` are the pairs of characters of the places in the titles,
    ``told_places`` those that title and body name. ``titles`` are the words of the titles, ``asked`` those of them that name nothing, rows
    of length 1. ``writer`` is −1 where none is given, below it for writers of very many letters; ``district`` and ``day`` are −1 where
    none is told. ``rarest`` is the weight of a word that no letter has.
    """

    names: csr_array
    matter: csr_array
    norms: NDArray[np.float32]
    concepts: csr_array
    title_places: csr_array
    told_places: csr_array
    titles: csr_array
    asked: csr_array
    writer: NDArray[np.int64]
    district: NDArray[np.int32]
    day: NDArray[np.int32]
    rarest: float


def describe(letters: Sequence[Letter]) -> Described:
    """Return ``letters`` described, a row each."""
    import numpy as np

    counts, columns = _counted(letters)
    writer = _without_phrasing(counts, letters)
    is_name, is_pair, in_titles = _names(letters, columns)
    here = having(counts)
    known = here.astype(np.float64)
    seen, total = background()
    for word, times in seen.items():
        if (column := columns.get(word)) is not None:
            known[column] += times
    rare = (np.log((1 + len(letters) + total) / (1 + known)) + 1).astype(np.float32)
    concepts = _concepts(counts, rare, columns, ~(is_name | is_pair))
    columns.clear()
    norms, names, matter = _weighed(counts, rare, is_name, here > 1)
    del counts  # a gigabyte at a million letters
    titles, asked = (_of_length_1(in_titles, rare * part) for part in (np.True_, ~is_name))
    title_places, told_places = _places(letters)
    district, day = _where_and_when(letters)
    rarest = float(np.log(1 + len(letters) + total) + 1)
    return Described(names, matter, norms, concepts, title_places, told_places, titles, asked, writer, district, day, rarest)


def _counted(letters: Sequence[Letter]) -> tuple[csr_array, dict[str, int]]:
    """Return how often each letter has each word, and the column of each word."""
    import numpy as np

    columns: defaultdict[str, int] = defaultdict()
    columns.default_factory = columns.__len__
    indices, data, pointer = array("i"), array("f"), array("q", [0])
    for letter in letters:
        bag = words_of(letter.title, letter.text)
        indices.extend([columns[word] for word in bag])
        data.extend(bag.values())
        pointer.append(len(indices))
    shape = (len(letters), max(len(columns), 1))
    counts = _table(data, indices, np.frombuffer(pointer, np.int64), shape)
    counts.sort_indices()
    return counts, columns


def having(table: csr_array) -> NDArray[np.int64]:
    """Return for each column how many rows have more than 0 there, looking at some millions of entries at a time."""
    import numpy as np

    result = np.zeros(table.shape[1], np.int64)
    for start in range(0, table.nnz, _ENTRIES):
        part = slice(start, start + _ENTRIES)
        result += np.bincount(table.indices[part][table.data[part] > 0], minlength=table.shape[1])
    return result


def _table(data: array[float], indices: array[int], pointer: NDArray[np.int64], shape: tuple[int, int]) -> csr_array:
    """Return a table of the arrays themselves: a copy would be another gigabyte at a million letters."""
    import numpy as np
    from scipy.sparse import csr_array

    # Beside a pointer of 64 bits the indices would be made so too.
    narrow = pointer.astype(np.int32) if pointer[-1] <= np.iinfo(np.int32).max else pointer
    return csr_array((np.frombuffer(data, np.float32), np.frombuffer(indices, np.int32), narrow), shape=shape)


def _without_phrasing(counts: csr_array, letters: Sequence[Letter]) -> NDArray[np.int64]:
    """Take out of ``counts`` the phrasing of writers of very many letters; return each row's writer as in ``Described``."""
    import numpy as np

    numbers: dict[str, int] = {}
    numbered = (numbers.setdefault(letter.user, len(numbers)) if letter.user else -1 for letter in letters)
    writer = np.fromiter(numbered, np.int64, len(letters))
    usual = having(counts) / max(len(letters), 1)
    order = np.argsort(writer, kind="stable")
    prolific = np.flatnonzero(np.bincount(writer[writer >= 0], minlength=1) >= PROLIFIC)
    begins, ends = (np.searchsorted(writer, prolific, side, sorter=order) for side in ("left", "right"))
    for number, begin, end in zip(prolific.tolist(), begins.tolist(), ends.tolist(), strict=True):
        theirs = order[begin:end]
        writer[theirs] = -2 - number
        spans = [slice(counts.indptr[row], counts.indptr[row + 1]) for row in theirs]
        found, times = np.unique(np.concatenate([counts.indices[span] for span in spans]), return_counts=True)
        share = times / len(theirs)
        phrasing = found[(share > 0.5) | ((share >= _PHRASING) & (share >= _OFTENER * usual[found]))]
        for span in spans:
            counts.data[span][np.isin(counts.indices[span], phrasing)] = 0
    return writer


def _names(letters: Sequence[Letter], columns: dict[str, int]) -> tuple[NDArray[np.bool_], NDArray[np.bool_], csr_array]:
    """Return for each column whether it is part of names, judged by where the titles have it, and whether it is a pair of characters.

    The third table tells which columns each letter's title has.
    """
    import numpy as np

    inside, total = np.zeros(max(len(columns), 1)), np.zeros(max(len(columns), 1))
    indices, pointer = array("i"), array("q", [0])
    for letter in letters:
        here = set()
        for word, in_place in title_words(letter):
            if (column := columns.get(word)) is not None:
                total[column] += 1
                inside[column] += in_place
                here.add(column)
        indices.extend(sorted(here))
        pointer.append(len(indices))
    is_pair = np.fromiter((word[0] == PAIR for word in columns), np.bool_, len(columns)) if columns else np.zeros(1, np.bool_)
    is_name = (inside + np.where(is_pair, _PAIR_PRIOR, _NAME_PRIOR)) / (total + 1) >= _NAME_SHARE
    shape = (len(letters), max(len(columns), 1))
    return is_name, is_pair, _table(array("f", [1.0]) * len(indices), indices, np.frombuffer(pointer, np.int64), shape)


def _of_length_1(table: csr_array, weights: NDArray[np.float32]) -> csr_array:
    """Return ``table`` with its columns weighed, without those of no weight, its rows of length 1."""
    import numpy as np
    from scipy.sparse import csr_array

    owner = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
    data = weights[table.indices]
    length = np.sqrt(np.bincount(owner, data.astype(np.float64) ** 2, table.shape[0]))
    kept = data > 0
    owner = owner[kept]
    pointer = np.searchsorted(owner, np.arange(table.shape[0] + 1)).astype(table.indptr.dtype)
    return csr_array(((data[kept] / length[owner]).astype(np.float32), table.indices[kept], pointer), shape=table.shape)


def _where_and_when(letters: Sequence[Letter]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the number of the district that each letter names first, in the title or else where the body begins, and its day."""
    import numpy as np

    numbers: dict[str, int] = {}
    district, day = array("i"), array("i")
    for letter in letters:
        found = _DISTRICT.search(letter.title) or _DISTRICT.search(letter.text[:_LEAD])
        district.append(numbers.setdefault(found[0], len(numbers)) if found else -1)
        day.append(letter.time.toordinal() if letter.time else -1)
    return np.frombuffer(district, np.int32), np.frombuffer(day, np.int32)


def _weighed(
    counts: csr_array, rare: NDArray[np.float32], is_name: NDArray[np.bool_], shared: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], csr_array, csr_array]:
    """Return the rows' lengths (whole, names, matter) and the weighed names and matters, without the words that no other letter has.

    These bring no letter closer to another; only the lengths know of them.
    """
    import numpy as np

    norms = np.zeros((3, counts.shape[0]), np.float32)
    weights, columns = (array("f"), array("f")), (array("i"), array("i"))
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
            weights[number].frombytes(data[kept].tobytes())
            columns[number].frombytes(column[kept].astype(np.int32).tobytes())
            sizes[number, start + 1 : end + 1] = np.bincount(row[kept], minlength=end - start)
    names, matter = (_table(weights[number], columns[number], np.cumsum(sizes[number]), counts.shape) for number in (0, 1))
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

    named = []
    rest = iter(letters)
    for start in range(0, len(letters), _BLOCK):
        rows, keys = _keys([" ".join(place_cores(letter.title)) for letter in islice(rest, _BLOCK)])
        named.append((rows + start, keys))
    rows, keys = (np.concatenate(part) for part in zip(*named, strict=True))
    vocabulary = np.unique(keys)
    shape = (len(letters), max(len(vocabulary), 1))
    titles = _presence(rows, np.searchsorted(vocabulary, keys), shape)
    if not len(vocabulary):
        return titles, titles
    maybe = np.zeros(1 << _SLOT_BITS, np.bool_)  # most pairs of characters are in no place: a look here spares the search
    maybe[_slots(vocabulary)] = True
    told_rows, told_columns = array("i"), array("i")
    rest = iter(letters)
    for start in range(0, len(letters), _BLOCK):
        rows, keys = _keys([f"{letter.title} {letter.text[:_TOLD]}" for letter in islice(rest, _BLOCK)])
        likely = maybe[_slots(keys)]
        rows, keys = rows[likely], keys[likely]
        columns = np.searchsorted(vocabulary, keys)
        known = vocabulary[np.minimum(columns, len(vocabulary) - 1)] == keys
        cells = np.unique(rows[known] * shape[1] + columns[known])
        told_rows.frombytes((cells // shape[1] + start).astype(np.int32).tobytes())
        told_columns.frombytes((cells % shape[1]).astype(np.int32).tobytes())
    pointer = np.searchsorted(np.frombuffer(told_rows, np.int32), np.arange(shape[0] + 1))
    return titles, _table(array("f", [1.0]) * len(told_columns), told_columns, pointer, shape)


def _slots(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return for each key one of 2^``_SLOT_BITS`` numbers."""
    import numpy as np

    return ((keys * np.uint64(_MULTIPLIER)) >> np.uint64(64 - _SLOT_BITS)).astype(np.int64)


def _keys(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Return (row, key) of every pair of characters."""
    import numpy as np

    block = lay_out(texts)
    keys = ngram_keys(block, 2)
    there = keys > 0
    return block.rows[there].astype(np.int64), keys[there]


def _presence(rows: NDArray[np.int64], columns: NDArray[np.int64], shape: tuple[int, int]) -> csr_array:
    """Return a table with 1 in these cells."""
    import numpy as np

    cells = np.unique(rows * shape[1] + columns)
    pointer = np.searchsorted(cells, np.arange(shape[0] + 1) * shape[1])
    return _table(array("f", [1.0]) * len(cells), array("i", (cells % shape[1]).astype(np.int32).tobytes()), pointer, shape)
