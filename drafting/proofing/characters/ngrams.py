"""The language model: how likely each character is after the three before it.

An interpolated Kneser-Ney model over characters (Chen and Goodman, 1998), stored to be read where it lies. The n-grams of each order
are a *binary fuse filter* (Graf and Lemire, 2022): an array of cells in which the exclusive or of three cells, at places that a hash of
the n-gram names, is its fingerprint, its back-off and its probability. No n-gram is stored, only these numbers, at 1.13 cells each; a
look-up is three reads at known places, so that all positions of a text are looked up in one vectorised pass. An n-gram that the model
does not know has a chance of 2 to the power of minus ``fingerprint bits`` of being taken for one that it knows.

What lies further off than an n-gram reaches is told by *associations*: the pointwise mutual information of two characters that stand
``NEAREST`` to ``FARTHEST`` places apart, smoothed (both have company by chance), in one more table of the same kind.

``training/packing.py`` makes it, as a file of ``storage.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from drafting.proofing.characters import storage

MAGIC = b"WENMI-LM"
VERSION = 1

# What is not a character of its own: everything outside the model's alphabet, line ends, digits, Latin letters, spaces.
UNKNOWN, BOUNDARY, DIGIT, LETTER, SPACE = range(5)
FIRST_CHARACTER = 5

NEAREST, FARTHEST = 2, 8  # places between which two characters of a line are each other's company
BY_CHANCE = 10.0  # meetings added to those seen and to those expected: rare characters' company proves little

_CODES = 0x10000
_BLOCK = 1 << 15  # positions looked up at once: their hashes stay in the processor's cache
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)


@dataclass(frozen=True)
class Table:
    """The n-grams of one order: where their cells are and how a cell is divided."""

    order: int
    seed: int
    segment: int  # cells in a segment, a power of two
    span: int  # first cells: the other two lie one and two segments further on
    fingerprint_bits: int
    backoff_bits: int
    probability_bits: int

    @property
    def cells(self) -> int:
        """Return how many cells the table has."""
        return self.span + 2 * self.segment


def folded() -> NDArray[np.uint16]:
    """Return what each code point below 65536 is read as: variants of one mark as one of them, digits as ``0``, letters as ``A``."""
    fold = np.arange(_CODES, dtype=np.uint16)
    fold[0xFF01:0xFF5F] = np.arange(0x21, 0x7F)  # full-width forms of ASCII
    for codes in (range(0x30, 0x3A), range(0xFF10, 0xFF1A)):
        fold[codes] = ord("0")
    for start in (0x41, 0x61, 0xFF21, 0xFF41):
        fold[start : start + 26] = ord("A")
    for many, one in (
        ("\t\u00a0\u2002\u2003\u2009\u3000", " "),
        ("\r\v\f\u0085\u2028\u2029", "\n"),
        ("–―‐‑‒─", "—"),
        ("•・‧∙", "·"),
        ("〔［〔", "["),
        ("〕］〕", "]"),
        ("∶︰", ":"),
        ("＂", "“"),
    ):
        fold[[ord(one_of) for one_of in many]] = ord(one)
    fold[ord('"')] = ord("“")
    return fold


def places(table: Table, keys: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.uint64]]:
    """Return the three cells of each n-gram, and its fingerprint."""
    mixed = keys ^ np.uint64(table.seed)
    mixed *= _MULTIPLIER
    mixed ^= mixed >> _HALF
    mixed *= _MULTIPLIER
    mixed ^= mixed >> _HALF
    mask = np.uint64(table.segment - 1)
    first = ((mixed >> _HALF) * np.uint64(table.span)) >> _HALF
    second = (first + np.uint64(table.segment)) ^ ((mixed >> np.uint64(18)) & mask)
    third = (first + np.uint64(2 * table.segment)) ^ (mixed & mask)
    mixed ^= mixed >> np.uint64(40)
    mixed &= np.uint64((1 << table.fingerprint_bits) - 1)
    return first.view(np.int64), second.view(np.int64), third.view(np.int64), mixed


class LanguageModel:
    """The model of a file, read where it lies. Made by :meth:`open`."""

    def __init__(self, sections: dict[str, NDArray[Any]], tables: tuple[Table, ...], pairs: Table | None) -> None:
        self.tables = tables
        self.order = len(tables) + 1
        self.alphabet: NDArray[np.uint32] = sections["alphabet"]
        self._radix = np.uint64(len(self.alphabet))
        self.unigrams: NDArray[np.float32] = sections["unigrams"]
        """ln P of each character of the alphabet where nothing stands before it."""
        self._backoffs: NDArray[np.float32] = sections["backoffs"]
        self._cells = [sections[f"cells{table.order}"] for table in tables]
        self._probabilities = [sections[f"probabilities{table.order}"] for table in tables]
        self._weights = [sections.get(f"backoffs{table.order}", sections["backoffs"]) for table in tables]
        self._pairs = pairs
        if pairs:
            self._pair_cells, self._ties, self._company = sections["cells_pairs"], sections["ties"], sections["company"]
        self.identities = identities(self.alphabet)
        """The number of each code point below 65536."""

    @classmethod
    def open(cls, path: Path) -> LanguageModel:
        """Return the model in the file ``path``.

        ``UserError`` where there is no such file, or where it is of another version, cut short or spoiled (its checksum is verified).
        """
        sections, header = storage.read(path, MAGIC, VERSION, "字的语言模型")
        return cls(sections, tuple(Table(**table) for table in header["tables"]), Table(**header["pairs"]) if "pairs" in header else None)

    def encode(self, text: str) -> NDArray[np.uint16]:
        """Return one number a character of ``text``, in its order and of its length."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        ids: NDArray[np.uint16] = self.identities[np.minimum(codes, _CODES - 1)]
        return ids

    def log_probabilities(self, ids: NDArray[np.uint16]) -> NDArray[np.float32]:
        """Return ln P of each character of a text after what stands before it; the text begins as a line does."""
        return self.judge_text(ids)[0]

    def judge_text(self, ids: NDArray[np.uint16]) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
        """Return for each character of a text, which begins as a line does, ln P and the length of the longest known n-gram."""
        before = self.order - 1
        padded = np.concatenate([np.full(before, BOUNDARY, dtype=np.uint16), ids])
        scores, lengths = np.empty(len(ids), dtype=np.float32), np.empty(len(ids), dtype=np.uint8)
        for start in range(0, len(ids), _BLOCK):
            block = slice(start, start + _BLOCK)
            found = self.judge_rows(padded[np.newaxis, start : start + _BLOCK + before], before)
            scores[block], lengths[block] = found[0][0], found[1][0]
        return scores, lengths

    def score_rows(self, rows: NDArray[np.uint16], first: int) -> NDArray[np.float32]:
        """Return for each row, a window of a text, the sum of ln P over its columns from ``first`` on.

        A character is judged after those that stand before it in its row, so ``first`` is ``order - 1`` where all context is wanted;
        a row is ``order`` columns or more then.
        """
        sums = np.empty(len(rows), dtype=np.float32)
        step = max(1, _BLOCK // max(1, rows.shape[1]))
        for start in range(0, len(rows), step):
            sums[start : start + step] = self.judge_rows(rows[start : start + step], first)[0].sum(axis=1)
        return sums

    def score_between(
        self, before: NDArray[np.uint16], behind: NDArray[np.uint16], which: NDArray[np.int64], ids: NDArray[np.uint16]
    ) -> NDArray[np.float32]:
        """Return the sum of ln P of each of the characters ``ids`` and of those behind it: :meth:`score_rows` for many at few places.

        Row ``which`` (rising) of ``before`` and of ``behind``, ``order - 1`` characters, is what stands around each. An n-gram that it is
        no part of is looked up once a place.
        """
        sums = np.empty(len(ids), dtype=np.float32)
        for start in range(0, len(ids), _BLOCK):
            block = slice(start, start + _BLOCK)
            here, inverse = np.unique(which[block], return_inverse=True)
            sums[block] = self._between(before[here], behind[here], inverse, ids[block])
        return sums

    def _between(
        self, before: NDArray[np.uint16], behind: NDArray[np.uint16], which: NDArray[np.int64], ids: NDArray[np.uint16]
    ) -> NDArray[np.float32]:
        own = self.order - 1  # the column of the characters themselves; the others are as long as there are places
        columns = [*before.T, ids, *behind.T]
        scores = [self.unigrams[column] for column in columns]
        weights = [self._backoffs[column] for column in columns]
        keys = [column.astype(np.uint64) for column in columns]
        lengths = [np.ones(len(column), dtype=np.uint8) for column in columns]
        for number, table in enumerate(self.tables):
            order = table.order
            for at in range(len(columns) - 1, order - 2, -1):  # backwards: what was told of the next shorter n-grams is in use
                first = at - order + 1
                score, length, weight, key, last = scores[at], lengths[at], weights[at - 1], keys[at - 1], columns[at].astype(np.uint64)
                if first <= own <= at:  # from here on as long as there are characters
                    if not first < own <= at:
                        score, length = score[which], length[which]
                    if own == at:
                        weight, key = weight[which], key[which]
                    else:
                        last = last[which]
                if at >= own:
                    score = score + weight
                keys[at] = key = key * self._radix + last
                if at < own - 1:  # further off than what is asked of
                    continue
                wanted = np.flatnonzero(length == order - 1)  # the end of a known n-gram is known
                held, known = _look_up(table, self._cells[number], key[wanted])
                wanted, held = wanted[known], held[known]
                score[wanted] = self._probabilities[number][held & ((1 << table.probability_bits) - 1)]
                length[wanted] = order
                weight = np.zeros(len(score), dtype=np.float32)
                if table.backoff_bits:
                    weight[wanted] = self._weights[number][(held >> table.probability_bits) & ((1 << table.backoff_bits) - 1)]
                scores[at], lengths[at], weights[at] = score, length, weight
        total: NDArray[np.float32] = scores[own]
        for at in range(own + 1, len(columns)):
            total = total + scores[at]
        return total

    def seen(self, rows: NDArray[np.uint16], first: int = 0) -> NDArray[np.uint8]:
        """Return how many characters the longest known n-gram has that ends at each column from ``first`` on."""
        lengths = np.empty((len(rows), rows.shape[1] - first), dtype=np.uint8)
        step = max(1, _BLOCK // max(1, rows.shape[1]))
        for start in range(0, len(rows), step):
            lengths[start : start + step] = self.judge_rows(rows[start : start + step], first)[1]
        return lengths

    def judge_rows(self, rows: NDArray[np.uint16], first: int) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
        """Return for each row ln P and the length of the longest known n-gram at its columns from ``first`` on; a block at once."""
        width = rows.shape[1]
        low = max(first - 1, 0)  # the column before the first one is looked up for its back-off
        ids = rows.astype(np.uint64)
        scores = self.unigrams[rows[:, low:]]
        lengths = np.ones(scores.shape, dtype=np.uint8)
        weights = self._backoffs[rows[:, low:]]
        keys = ids
        for number, table in enumerate(self.tables):
            order = table.order
            keys = keys[:, :-1] * self._radix + ids[:, order - 1 :]
            start = max(order - 1, low)
            if start >= width:
                break
            wanted = lengths[:, start - low :] == order - 1  # the end of a known n-gram is known
            row, column = np.nonzero(wanted)
            cells, known = _look_up(table, self._cells[number], keys[row, column + (start - order + 1)])
            row, column = row[known], column[known] + (start - low)
            values = cells[known]
            scores[:, max(start - low, 1) :] += weights[:, max(start - low, 1) - 1 : -1]
            scores[row, column] = self._probabilities[number][values & ((1 << table.probability_bits) - 1)]
            lengths[row, column] = order
            weights = np.zeros(scores.shape, dtype=np.float32)
            if table.backoff_bits:
                held = (values >> table.probability_bits) & ((1 << table.backoff_bits) - 1)
                weights[row, column] = self._weights[number][held]
        return scores[:, first - low :], lengths[:, first - low :]

    def associations(self, characters: NDArray[np.uint16], around: NDArray[np.uint16]) -> NDArray[np.float32]:
        """Return how well each of ``characters`` (m) goes with those around it (m, k): the sum of their mutual information.

        ``around`` holds characters of the same line, ``NEAREST`` to ``FARTHEST`` places away on either side; what is no Chinese character
        counts nothing, so that ``UNKNOWN`` stands where the line is shorter. What candidates for one place get can be compared.
        """
        if self._pairs is None:
            raise ValueError("the model was built without associations")
        sums = np.empty(len(characters), dtype=np.float32)
        step = max(1, _BLOCK // max(1, around.shape[1]))
        for start in range(0, len(characters), step):
            ones, others = np.broadcast_arrays(characters[start : start + step, np.newaxis], around[start : start + step])
            expected = self._company[ones] * self._company[others]
            keys = np.minimum(ones, others) * self._radix + np.maximum(ones, others)
            held, known = _look_up(self._pairs, self._pair_cells, keys.ravel())
            ties = self._ties[held & ((1 << self._pairs.probability_bits) - 1)].reshape(ones.shape)
            ties = np.where(known.reshape(ones.shape), ties, np.log(BY_CHANCE / (expected + BY_CHANCE)))
            sums[start : start + step] = np.where(expected > 0, ties, 0).sum(axis=1)
        return sums


def _look_up(table: Table, cells: NDArray[Any], keys: NDArray[np.uint64]) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Return for each n-gram what its cells hold, and whether it is known."""
    first, second, third, fingerprints = places(table, keys)
    held = cells.take(first)
    held ^= cells.take(second)
    held ^= cells.take(third)
    return held, (held >> (table.backoff_bits + table.probability_bits)) == fingerprints


def identities(alphabet: NDArray[np.uint32]) -> NDArray[np.uint16]:
    """Return the number of each code point below 65536 in a model with this alphabet."""
    own = np.zeros(_CODES, dtype=np.uint16)
    own[alphabet[FIRST_CHARACTER:]] = np.arange(FIRST_CHARACTER, len(alphabet), dtype=np.uint16)
    for identity, character in ((BOUNDARY, "\n"), (DIGIT, "0"), (LETTER, "A"), (SPACE, " ")):
        own[ord(character)] = identity
    numbers = own[folded()]
    numbers[_CODES - 1] = UNKNOWN  # stands for everything beyond
    return numbers
