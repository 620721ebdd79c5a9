"""Letters as bags of known words, found over a whole batch at once.

Nothing is segmented: a word of the vocabulary counts wherever its characters stand together. That needs no Python per word and is several
times faster than segmentation; what it loses (中国人民 also counts 国人) weighs nothing in a bag of words.
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

SHORTEST, LONGEST = 2, 8  # characters of a word
_SLOT_BITS = 21
_MULTIPLIER = 0x9E3779B97F4A7C15  # 2**64 / golden ratio, odd: spreads keys over the slots
_CODE_POINTS = 0x110000


@cache
def _folding() -> NDArray[np.uint64]:
    """Return, for each code point, what it counts as: 0 for punctuation and blanks, one digit for all digits, lower case for Latin."""
    import numpy as np

    table = np.zeros(_CODE_POINTS, np.uint64)
    for start, end in ((0x4E00, 0xA000), (0x3400, 0x4DC0), (0x20000, 0x2FA20)):
        table[start:end] = np.arange(start, end)
    for zero in (0x30, 0xFF10):
        table[zero : zero + 10] = ord("0")
    for start in (0x61, 0x41, 0xFF41, 0xFF21):
        table[start : start + 26] = np.arange(0x61, 0x61 + 26)
    return table


@dataclass(frozen=True, slots=True)
class Block:
    """Texts laid end to end: the folded characters, a 0 after each text, and the text that each character belongs to."""

    codes: NDArray[np.uint64]
    rows: NDArray[np.int32]
    texts: int


def lay_out(texts: Sequence[str]) -> Block:
    """Return ``texts`` as one block."""
    import numpy as np

    joined = "".join([f"{text}\0" for text in texts])
    codes = _folding()[np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)]
    lengths = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
    return Block(codes, np.repeat(np.arange(len(texts), dtype=np.int32), lengths), len(texts))


def extend(keys: NDArray[np.uint64], codes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the keys of sequences that are one character longer; ``codes`` are those characters.

    The key of a sequence is a polynomial of its characters modulo 2**64; 0 stands for one that holds a punctuation mark or runs past the
    end of its text.
    """
    import numpy as np

    longer = keys * np.uint64(_MULTIPLIER)
    longer += codes
    longer *= (keys > 0) & (codes > 0)
    return longer


def ngram_keys(block: Block, length: int) -> NDArray[np.uint64]:
    """Return the key of the ``length`` characters from each place of the block, 0 where they are not one run of characters."""
    import numpy as np

    keys = block.codes
    for step in range(1, length):
        keys = extend(keys[: len(keys) - 1], block.codes[step:])
    return np.concatenate([keys, np.zeros(len(block.codes) - len(keys), np.uint64)])


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that a model knows, and a table to find them by key.

    ``keys`` holds the words' keys, then those of sequences that only begin longer words; ``longer`` tells which may go on.
    """

    words: tuple[str, ...]
    keys: NDArray[np.uint64]
    longer: NDArray[np.bool_]
    slots: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.words)

    def find(self, keys: NDArray[np.uint64]) -> NDArray[np.int32]:
        """Return the entry of each key, -1 where there is none."""
        import numpy as np

        found = self.slots[_slot(keys)]
        return np.where(self.keys[found] == keys, found, np.int32(-1))


def _slot(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    import numpy as np

    return ((keys * np.uint64(_MULTIPLIER)) >> np.uint64(64 - _SLOT_BITS)).astype(np.int64)


def _folded(word: str) -> str:
    if min(word) >= "一" and max(word) <= "鿿":
        return word
    return "".join(map(chr, _folding()[[ord(c) for c in word]].tolist()))


def build_vocabulary(words: Iterable[str]) -> Vocabulary:
    """Return the vocabulary of these words, sorted; those that are too short or long or hold punctuation are left out.

    Where two entries fall on one slot of the table the shorter one stays: about one in a hundred is lost.
    """
    import numpy as np

    kept = sorted({folded for word in words if SHORTEST <= len(word) <= LONGEST and "\0" not in (folded := _folded(word))})
    begins = {word[:length] for word in kept for length in range(SHORTEST, len(word))}
    entries = [*kept, *sorted(begins - set(kept))]
    block = lay_out(entries)
    firsts = np.flatnonzero(np.diff(block.rows, prepend=-1))
    lengths = np.array([len(entry) for entry in entries], np.int64)
    keys = np.zeros(len(entries), np.uint64)
    for length in range(SHORTEST, LONGEST + 1):
        here = lengths == length
        keys[here] = ngram_keys(block, length)[firsts[here]]
    slots = np.full(1 << _SLOT_BITS, -1, np.int32)
    last_to_first = np.argsort(-lengths, kind="stable")  # what is written last stays
    slots[_slot(keys[last_to_first])] = last_to_first.astype(np.int32)
    return Vocabulary(tuple(kept), keys, np.array([entry in begins for entry in entries], np.bool_), slots)


def count(texts: Sequence[str], known: Vocabulary) -> csr_array:
    """Return the matrix texts × words of 1 + ln(how often)."""
    import numpy as np
    from scipy.sparse import csr_array

    width = max(len(known), 1)
    number = np.int32 if len(texts) * width < 1 << 31 else np.int64  # half the bytes, twice as fast to sort
    block = lay_out(texts)
    found = []
    places = np.flatnonzero(block.codes)
    keys = block.codes[places]
    for _ in range(SHORTEST, LONGEST + 1):
        places += 1  # after every text there is a 0, at which a sequence ends
        keys = extend(keys, block.codes[places])
        entries = known.find(keys)
        is_word = (entries >= 0) & (entries < len(known))
        found.append(np.add(block.rows[places[is_word]].astype(number) * width, entries[is_word], dtype=number))
        goes_on = (entries >= 0) & known.longer[entries]
        places, keys = places[goes_on], keys[goes_on]
    pairs = np.sort(np.concatenate(found))
    first = np.flatnonzero(np.diff(pairs, prepend=-1))
    times = np.diff(first, append=len(pairs))
    pairs = pairs[first]
    pointer = np.searchsorted(pairs, np.arange(len(texts) + 1, dtype=number) * width).astype(np.int32)
    values = (1 + np.log(times)).astype(np.float32)
    return csr_array((values, (pairs % width).astype(np.int32), pointer), shape=(len(texts), len(known)))


def weigh(matrix: csr_array, weights: NDArray[np.float32]) -> csr_array:
    """Return ``matrix`` with each word's column multiplied by its weight and each row brought to length 1."""
    import numpy as np
    from scipy.sparse import csr_array

    data = matrix.data * weights[matrix.indices]
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    norm = np.sqrt(np.bincount(rows, data.astype(np.float64) ** 2, matrix.shape[0]))
    data = (data / np.maximum(norm, 1e-12)[rows]).astype(np.float32)
    return csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def rarity(matrix: csr_array) -> NDArray[np.float32]:
    """Return each word's smoothed inverse document frequency: 1 for one in every text."""
    import numpy as np

    seen = np.bincount(matrix.indices, minlength=matrix.shape[1])
    result: NDArray[np.float32] = (np.log((1 + matrix.shape[0]) / (1 + seen)) + 1).astype(np.float32)
    return result
