"""What a character or a word may have been meant to be.

Three questions, each for many places of a text at once: which characters sound or look like this one (:meth:`Candidates.characters`),
which words sound like the characters here, though every one of them may be wrong (:meth:`Candidates.words`: 鬼魔 → 规模), and what this is
if a character was written twice, left out or moved (:meth:`Candidates.edits`). Nothing here judges: the language model and the ranker do.

Characters are code points (:func:`codes_of`). The file is made by ``training/candidates.py``: ``PREFIX`` (magic, version, length of the
header, CRC-32 of all that follows the prefix), the header in JSON (type, place and size of each array), the arrays in little-endian order.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from drafting.proofing.characters import storage

MAGIC = b"WENMI-CA"
VERSION = 2

LONGEST = 4
"""Characters of the longest words."""

CLOSEST = 31
"""The greatest closeness, one scale for all kinds: four more are e times as likely to be what was meant; 0 is the least."""

SAME, TONE = 22, 2
"""The closeness of characters of the same syllable, and what is added where the tone is the same too."""

_ELSE = 0xFFFD
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)
_SWAP_LENGTHS = (2, 3, 4)

Codes = NDArray[np.uint16]
Places = NDArray[np.int32]
Small = NDArray[np.uint8]


class Kind(IntEnum):
    """How a candidate is related to what stands in the text."""

    SAME_TONE = 0
    SAME_SOUND = 1
    NEAR_SOUND = 2
    SHAPE = 3
    SOUND_AND_SHAPE = 4
    CONFUSABLE = 5
    WORD = 6
    NAME = 7
    DOUBLED = 8
    MISSING = 9
    SWAPPED = 10
    EXPECTED = 11


KINDS = {
    Kind.SAME_TONE: "同音",
    Kind.SAME_SOUND: "同音不同调",
    Kind.NEAR_SOUND: "近音",
    Kind.SHAPE: "形近",
    Kind.SOUND_AND_SHAPE: "音形都近",
    Kind.CONFUSABLE: "易混",
    Kind.WORD: "词音相同或者相近",
    Kind.NAME: "名称音相同或者相近",
    Kind.DOUBLED: "多字",
    Kind.MISSING: "漏字",
    Kind.SWAPPED: "颠倒",
    Kind.EXPECTED: "与上下文不合",
}
"""What each kind is called in a message."""


@dataclass(frozen=True, slots=True)
class Characters:
    """Single characters: ``index`` into the characters asked for, the candidate, its kind, its closeness (31: closest).

    The candidates of one character stand together, the likeliest first (closeness and how common the candidate is).
    """

    index: Places
    candidate: Codes
    kind: Small
    closeness: Small


class Words(NamedTuple):
    """Words of the same length as what they stand for.

    ``candidate`` is (m, 4), filled up with 0; ``weight`` is how common the word is (16 times the logarithm of its count), ``changed``
    how many characters of the text differ from it: where it is 1, :meth:`Candidates.characters` may have the same candidate.
    """

    start: Places
    length: Small
    candidate: Codes
    kind: Small
    closeness: Small
    weight: Small
    changed: Small


class Edits(NamedTuple):
    """What replaces ``length`` characters of the text from ``start`` on by ``size`` others: ``candidate`` (m, 4), filled up with 0.

    ``weight`` is as in :class:`Words`, 0 for doubled characters.
    """

    start: Places
    length: Small
    candidate: Codes
    size: Small
    kind: Small
    weight: Small


def codes_of(text: str) -> Codes:
    """Return the code point of each character of ``text``; U+FFFD for one beyond U+FFFF, so that places stay those of the text."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return np.where(codes > 0xFFFF, _ELSE, codes).astype(np.uint16)


def packed(rows: NDArray[Any]) -> NDArray[np.uint32]:
    """Return a hash of each row of at most four numbers below 65536; a row is the same filled up with 0 or not."""
    keys = np.zeros(len(rows), dtype=np.uint64)
    for column in range(rows.shape[1]):
        keys |= rows[:, column].astype(np.uint64) << np.uint64(16 * column)
    keys ^= keys >> np.uint64(29)
    return ((keys * _MULTIPLIER) >> _HALF).astype(np.uint32)


class Candidates:
    """The tables of a file, read where they lie. Made by :meth:`open`."""

    def __init__(self, sections: dict[str, NDArray[Any]]) -> None:
        self.sections = sections
        # A character that has no row is given one past the last, which is empty.
        self._row = np.full(0x10000, len(sections["characters"]), dtype=np.uint16)
        self._row[sections["characters"]] = np.arange(len(sections["characters"]), dtype=np.uint16)
        self._offsets = _ends(sections["candidate_counts"], 1)
        self._spoken = np.full(0x10000, len(sections["spoken"]), dtype=np.uint16)
        self._spoken[sections["spoken"]] = np.arange(len(sections["spoken"]), dtype=np.uint16)
        self._first = _ends(sections["reading_counts"], 1)
        self._word_offsets = _ends(sections["word_counts"])
        self._confused_offsets = _ends(sections["confused_counts"])

    @classmethod
    def open(cls, path: Path) -> Candidates:
        """Return the tables in the file ``path``.

        ``UserError`` where there is no such file, or where it is of another version, cut short or spoiled (its checksum is verified).
        """
        return cls(storage.read(path, MAGIC, VERSION, "易错字的表")[0])

    def characters(self, codes: Codes, most: int | None = None) -> Characters:
        """Return what each character may have been meant to be, at most ``most`` candidates a character."""
        rows = self._row[codes].astype(np.int64)
        first = self._offsets[rows]
        counts = self._offsets[rows + 1] - first
        if most is not None:
            counts = np.minimum(counts, most)
        index, places = _spread(first, counts)
        marks = self.sections["marks"][places]
        return Characters(index, self.sections["candidates"][places], marks >> np.uint8(5), marks & np.uint8(CLOSEST))

    def words(self, codes: Codes, at: Places) -> Words:
        """Return the words of two to four characters that sound like the text from each place of ``at`` on, or are confused with it."""
        found = [self._sounding(codes, at, length) for length in range(2, LONGEST + 1)]
        found += [self._confused(codes, at, length) for length in range(2, LONGEST + 1)]
        return _nearest(found)

    def twins(self, codes: Codes, at: Places) -> Words:
        """Return the words that sound the same as the word of two characters from each place of ``at`` on.

        Those that are confused in one character without sounding alike are among them. Where no word stands, there are none.
        """
        at = at[(at >= 0) & (at < len(codes) - 1)]
        at = at[self.common(codes[at[:, None] + np.arange(2)]) > 0]
        found = self._sounding(codes, at, 2)
        keep = found.closeness >= SAME
        confused = self._confused(codes, at, 2)
        one = confused.changed == 1
        return _nearest([Words._make(column[keep] for column in found), Words._make(column[one] for column in confused)])

    def edits(self, codes: Codes, at: Places) -> Edits:
        """Return what the text from each place of ``at`` on is if it has characters written twice, left out or out of order."""
        found = [self._doubled(codes, at, size) for size in range(1, LONGEST + 1)]
        found += [self._missing(codes, at, length) for length in range(2, LONGEST)]
        found += [self._swapped(codes, at, length) for length in _SWAP_LENGTHS]
        return Edits(*(np.concatenate(column) for column in zip(*found, strict=True)))

    def common(self, rows: Codes) -> Small:
        """Return how common each row of two to four characters is as a word, as ``Words.weight``, at least 1; 0 where it is none."""
        keys, weights = self._lexicon
        wanted = packed(rows)
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[at] == wanted, weights[at], np.uint8(0))

    @cached_property
    def _lexicon(self) -> tuple[NDArray[np.uint32], Small]:
        keys = packed(self.sections["words"])
        order = np.argsort(keys, kind="stable")
        return keys[order], np.maximum(self.sections["word_weights"][order], 1)

    def _windows(self, codes: Codes, at: Places, length: int) -> tuple[Places, Codes]:
        """Return (places, rows of ``length`` characters) where all of them are Chinese characters."""
        at = at[(at >= 0) & (at <= len(codes) - length)]
        rows = codes[at[:, None] + np.arange(length)]
        known = (self._spoken[rows] < len(self.sections["spoken"])).all(axis=1)
        return at[known].astype(np.int32), rows[known]

    def _sounding(self, codes: Codes, at: Places, length: int) -> Words:
        at, rows = self._windows(codes, at, length)
        spoken = self._spoken[rows].astype(np.int64)
        first = self._first[spoken]
        # A character of two or three readings is looked up by each of them, in longer words only by the two commonest.
        counts = np.minimum(self._first[spoken + 1] - first, 3 if length == 2 else 2)
        index, number = _spread(np.zeros(len(rows), dtype=np.int64), counts.prod(axis=1))
        reading = np.empty((len(index), length), dtype=np.int64)
        for column in range(length):
            number, choice = np.divmod(number, counts[index, column])
            reading[:, column] = first[index, column] + choice
        return self._read_so(at[index], rows[index], reading)

    def _read_so(self, at: Places, rows: Codes, reading: NDArray[np.int64]) -> Words:
        """Return the words that sound like ``rows`` read with the readings of those numbers."""
        sections, length = self.sections, rows.shape[1]
        syllables = sections["syllables"][reading]
        classes = sections["classes"][syllables]
        which, groups = _matches(sections["word_keys"], packed(classes))
        offsets = self._word_offsets
        run, places = _spread(offsets[groups], offsets[groups + 1] - offsets[groups])
        index = which[run]
        words = sections["words"][places]
        sized = (words[:, :length] != 0).all(axis=1) & (words[:, length:] == 0).all(axis=1)  # keys of other lengths may be the same
        index, places, words = index[sized], places[sized], words[sized]
        own = self._word_readings(words[:, :length], sections["word_readings"][places])
        theirs = sections["syllables"][own]
        differ = words[:, :length] != rows[index]
        changed = differ.sum(axis=1)
        keep = (changed > 0) & (sections["classes"][theirs] == classes[index]).all(axis=1)
        index, places, words, differ, changed, own, theirs = (part[keep] for part in (index, places, words, differ, changed, own, theirs))
        near = sections["near"][syllables[index], sections["in_class"][theirs]].astype(np.int64)
        near += TONE * ((near == SAME) & (sections["tones"][reading[index]] == sections["tones"][own]))
        closeness = (np.where(differ, near, 0).sum(axis=1) // np.maximum(changed, 1)).astype(np.uint8)
        return Words(
            at[index],
            np.full(len(index), length, dtype=np.uint8),
            words,
            np.where(sections["word_names"][places], np.uint8(Kind.NAME), np.uint8(Kind.WORD)),
            closeness,
            sections["word_weights"][places],
            changed.astype(np.uint8),
        )

    def _word_readings(self, words: Codes, which: Small) -> NDArray[np.int64]:
        """Return the number of the reading of each character of a word: two bits a character tell which of its readings it is."""
        chosen = (which[:, None] >> (2 * np.arange(words.shape[1], dtype=np.uint8))) & 3
        return self._first[self._spoken[words]] + chosen

    def _confused(self, codes: Codes, at: Places, length: int) -> Words:
        at, rows = self._windows(codes, at, length)
        which, groups = _matches(self.sections["confused_keys"], packed(rows))
        offsets = self._confused_offsets
        run, places = _spread(offsets[groups], offsets[groups + 1] - offsets[groups])
        index = which[run]
        own, others = self.sections["confused"][places, :LONGEST], self.sections["confused"][places, LONGEST:]
        keep = (own[:, :length] == rows[index]).all(axis=1) & (own[:, length:] == 0).all(axis=1)
        index, places, others = index[keep], places[keep], others[keep]
        return Words(
            at[index],
            np.full(len(index), length, dtype=np.uint8),
            others,
            np.full(len(index), Kind.CONFUSABLE, dtype=np.uint8),
            np.full(len(index), CLOSEST, dtype=np.uint8),
            self.sections["confused_weights"][places],
            (others[:, :length] != rows[index]).sum(axis=1).astype(np.uint8),
        )

    def _doubled(self, codes: Codes, at: Places, size: int) -> Edits:
        at, rows = self._windows(codes, at, 2 * size)
        twice = (rows[:, :size] == rows[:, size:]).all(axis=1)
        if size > 1:  # 的的的的 is 的 four times, not 的的 twice
            twice &= (rows != rows[:, :1]).any(axis=1)
        at, rows = at[twice], rows[twice]
        return _edited(at, 2 * size, rows[:, :size], Kind.DOUBLED, np.zeros(len(at), dtype=np.uint8))

    def _missing(self, codes: Codes, at: Places, length: int) -> Edits:
        at, rows = self._windows(codes, at, length)
        index, words, weights = self._indexed("missing", rows)
        words, without, start = words[:, : length + 1], rows[index], at[index]
        # Where the word stands whole, what is left of it without its first or last character is no slip.
        before, after = codes[np.maximum(start - 1, 0)], codes[np.minimum(start + length, len(codes) - 1)]
        fits = np.zeros(len(index), dtype=bool)
        for out in range(length + 1):
            same = (np.delete(words, out, axis=1) == without).all(axis=1)
            if out == 0:
                same &= before != words[:, 0]
            if out == length:
                same &= after != words[:, length]
            fits |= same
        fits &= words[:, length] != 0
        return _edited(start[fits], length, words[fits], Kind.MISSING, weights[fits])

    def _swapped(self, codes: Codes, at: Places, length: int) -> Edits:
        at, rows = self._windows(codes, at, length)
        index, words, weights = self._indexed("swapped", rows)
        words = words[:, :length]
        same = np.sort(words, axis=1) == np.sort(rows[index], axis=1)
        fits = same.all(axis=1) & (words != rows[index]).any(axis=1)
        return _edited(at[index[fits]], length, words[fits], Kind.SWAPPED, weights[fits])

    def _indexed(self, name: str, rows: Codes) -> tuple[NDArray[np.int64], Codes, Small]:
        """Return (row, word, its weight) for the words that the index ``name`` has under the rows."""
        keys, words = self.sections[f"{name}_keys"], self.sections[f"{name}_words"]
        wanted = packed(rows)
        low, high = np.searchsorted(keys, wanted), np.searchsorted(keys, wanted, side="right")
        index, places = _spread(low, high - low)
        chosen = words[places]
        return index.astype(np.int64), self.sections["words"][chosen], self.sections["word_weights"][chosen]


def _ends(counts: Small, empty: int = 0) -> NDArray[np.int64]:
    """Return where each of the runs of these lengths begins, and where the last one ends; then as many times more for empty ones."""
    ends = np.zeros(len(counts) + 1 + empty, dtype=np.int64)
    np.cumsum(counts, out=ends[1 : len(counts) + 1])
    ends[len(counts) + 1 :] = ends[len(counts)]
    return ends


def _spread(first: NDArray[Any], counts: NDArray[Any]) -> tuple[Places, NDArray[np.int64]]:
    """Return for runs of ``counts`` places from ``first`` on: which run each place is of, and the place."""
    ends = np.cumsum(counts, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    index = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    return index, np.arange(total, dtype=np.int64) + np.repeat(first.astype(np.int64) - (ends - counts), counts)


def _matches(keys: NDArray[np.uint32], wanted: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (which of ``wanted``, where in ``keys``) for those that are there; ``keys`` is sorted, each stands once."""
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    which = np.flatnonzero(keys[at] == wanted)
    return which, at[which]


def _edited(at: Places, length: int, words: Codes, kind: Kind, weights: Small) -> Edits:
    size = words.shape[1]
    candidate = np.zeros((len(words), LONGEST), dtype=np.uint16)
    candidate[:, :size] = words
    full = np.full(len(words), 1, dtype=np.uint8)
    return Edits(at.astype(np.int32), full * np.uint8(length), candidate, full * np.uint8(size), full * np.uint8(kind), weights)


def _joined(found: list[Words]) -> Words:
    columns: list[Any] = [np.concatenate(column) for column in zip(*found, strict=True)]
    return Words(*columns)


def _nearest(parts: list[Words]) -> Words:
    """Return each word once a place, as it is nearest to the text; by place."""
    found = _joined(parts)
    keys = found.candidate.astype(np.uint64) @ np.array([1 << 48, 1 << 32, 1 << 16, 1], dtype=np.uint64)
    order = np.lexsort((-found.closeness.astype(np.int16), keys, found.start))
    start, keys = found.start[order], keys[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (start[1:] != start[:-1]) | (keys[1:] != keys[:-1])
    columns: list[Any] = [column[order[first]] for column in found]
    return Words(*columns)
