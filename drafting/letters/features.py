"""Letters as sparse counts of characters, pairs of characters and known words, computed over a whole batch at once.

Nothing is segmented: a word of the vocabulary counts wherever its characters stand together. That needs no Python per word and is several
times faster than segmentation; what it loses (中国人民 also counts 国人) weighs nothing in a bag of features.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

LONGEST = 6  # characters of the longest word in a vocabulary
_SLOT_BITS = 22
_MULTIPLIER = 0x9E3779B97F4A7C15  # 2**64 / golden ratio, odd: spreads keys over the slots
_ALPHABET = 0x110000


@cache
def _folding() -> NDArray[np.uint32]:
    """Return, for each code point, what it counts as: 0 for punctuation and blanks, one digit for all digits, lower case for Latin."""
    import numpy as np

    table = np.zeros(_ALPHABET, np.uint32)
    for start, end in ((0x4E00, 0xA000), (0x3400, 0x4DC0), (0x20000, 0x2FA20)):
        table[start:end] = np.arange(start, end)
    table[0x3007] = ord("0")
    for zero in (0x30, 0xFF10):
        table[zero : zero + 10] = ord("0")
    for start in (0x61, 0x41, 0xFF41, 0xFF21):
        table[start : start + 26] = np.arange(0x61, 0x61 + 26)
    return table


@dataclass(frozen=True, slots=True)
class Block:
    """Texts laid end to end: folded characters, the row that each belongs to, and where each text starts."""

    codes: NDArray[np.uint64]
    rows: NDArray[np.int64]
    starts: NDArray[np.int64]
    keys: dict[int, NDArray[np.uint64]]

    def key(self, length: int) -> NDArray[np.uint64]:
        """Return the key of the ``length`` characters that begin at each place, 0 where they are not all of one run of one text."""
        import numpy as np

        if length not in self.keys:
            if length == 1:
                self.keys[1] = np.where(self.codes > 0, self.codes * np.uint64(_MULTIPLIER), np.uint64(0))
            else:
                shorter = self.key(length - 1)
                longer = np.zeros_like(shorter)
                tail = self.codes[length - 1 :]
                head = shorter[: len(tail)]
                # A key is a polynomial of its characters modulo 2**64; texts are separated by a 0, so no key runs across two.
                longer[: len(tail)] = np.where((head > 0) & (tail > 0), (head + tail) * np.uint64(_MULTIPLIER) ^ (head >> np.uint64(29)), 0)
                self.keys[length] = longer
        return self.keys[length]


def lay_out(texts: Sequence[str]) -> Block:
    """Return ``texts`` as one block."""
    import numpy as np

    joined = "\0".join(texts) + "\0"
    codes = _folding()[np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)].astype(np.uint64)
    lengths = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
    return Block(codes, np.repeat(np.arange(len(texts)), lengths), np.cumsum(lengths) - lengths, {})


def word_key(word: str) -> int:
    """Return the key of one word, 0 if it holds anything but letters, digits and Chinese characters."""
    return int(lay_out([word]).key(len(word))[0]) if word else 0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The features that a model knows: their keys, their lengths in characters, and which of them are words that a person can read."""

    keys: NDArray[np.uint64]
    lengths: NDArray[np.uint8]
    readable: NDArray[np.bool_]
    slots: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.keys)

    def find(self, keys: NDArray[np.uint64]) -> NDArray[np.int32]:
        """Return the feature of each key, -1 where it is not known."""
        import numpy as np

        found = self.slots[_slot(keys)]
        return np.where((found >= 0) & (self.keys[found] == keys), found, np.int32(-1))


def _slot(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    import numpy as np

    return ((keys * np.uint64(_MULTIPLIER)) >> np.uint64(64 - _SLOT_BITS)).astype(np.int64)


def vocabulary(keys: NDArray[np.uint64], lengths: NDArray[np.uint8], readable: NDArray[np.bool_]) -> Vocabulary:
    """Return the vocabulary of these features; where two fall on one slot (about one in thirty) the first one stays."""
    import numpy as np

    slots = np.full(1 << _SLOT_BITS, -1, np.int32)
    at = _slot(keys)
    slots[at[::-1]] = np.arange(len(keys), dtype=np.int32)[::-1]
    return Vocabulary(keys, lengths, readable, slots)


def learn_vocabulary(block: Block, words: Iterable[str], least: int = 1) -> Vocabulary:
    """Return the characters and pairs of ``block`` that stand in at least ``least`` texts, and ``words`` of 2–6 characters."""
    import numpy as np

    kept: list[NDArray[np.uint64]] = []
    lengths: list[int] = []
    for length in (1, 2):
        keys = block.key(length)
        here = keys > 0
        pairs = np.unique(np.stack([keys[here], block.rows[here].astype(np.uint64)]), axis=1)[0]
        values, counts = np.unique(pairs, return_counts=True)
        values = values[counts >= least]
        kept.append(values)
        lengths += [length] * len(values)
    known = {word_key(word): len(word) for word in words if 2 <= len(word) <= LONGEST}
    known.pop(0, None)
    have = np.concatenate(kept)
    readable = np.isin(have, np.fromiter(known, np.uint64, len(known)))
    longer = [(key, length) for key, length in known.items() if length > 2]
    keys = np.concatenate([have, np.fromiter((key for key, _ in longer), np.uint64, len(longer))])
    all_lengths = np.array(lengths + [length for _, length in longer], np.uint8)
    return vocabulary(keys, all_lengths, np.concatenate([readable, np.ones(len(longer), np.bool_)]))


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Every known feature at every place of a block: its text, its first character's offset in the block, the feature."""

    rows: NDArray[np.int64]
    places: NDArray[np.int64]
    features: NDArray[np.int32]


def occurrences(block: Block, known: Vocabulary) -> Occurrences:
    """Return where the features of ``known`` occur in ``block``."""
    import numpy as np

    places, features = [], []
    for length in sorted({int(n) for n in np.unique(known.lengths)}):
        keys = block.key(length)
        here = np.flatnonzero(keys)
        found = known.find(keys[here])
        hit = found >= 0
        places.append(here[hit])
        features.append(found[hit])
    at = np.concatenate(places) if places else np.zeros(0, np.int64)
    return Occurrences(block.rows[at], at, np.concatenate(features) if features else np.zeros(0, np.int32))


def counts(found: Occurrences, texts: int, features: int) -> csr_array:
    """Return the ``texts`` × ``features`` matrix of 1 + ln(count), each row of length 1."""
    import numpy as np
    from scipy.sparse import csr_array

    pairs = np.sort(found.rows * features + found.features)
    first = np.flatnonzero(np.diff(pairs, prepend=-1))
    times = np.diff(first, append=len(pairs))
    pairs = pairs[first]
    rows = pairs // features
    pointer = np.searchsorted(rows, np.arange(texts + 1))
    values = (1 + np.log(times)).astype(np.float32)
    return csr_array((values, (pairs % features).astype(np.int32), pointer.astype(np.int32)), shape=(texts, features))
