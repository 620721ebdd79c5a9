"""Letters as bags of known words, found over a whole batch at once.

Nothing is segmented: a word of the vocabulary counts wherever its characters stand together. That needs no Python per word and is several
times faster than segmentation; what it loses (中国人民 also counts 国人) weighs nothing in a bag of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Number = TypeVar("Number", bound=np.generic)

SHORTEST, LONGEST = 2, 8  # characters of a word
FIRST_LINE = 0.3  # of the length of the whole text; chosen on development letters and on our own, held out
_SLOT_BITS = 21
_MULTIPLIER = 0x9E3779B97F4A7C15  # 2**64 / golden ratio, odd: spreads keys over the slots
PAIR_BITS, _PAIR_MULTIPLIER = 18, 0x9E3779B1  # of the look that rules out most pairs of characters: its table fits into the cache
CODE_POINTS = 0x110000
_MOST_OFTEN = 4096  # times that a word's logarithm is kept for


@cache
def _folding() -> NDArray[np.uint32]:
    """Return, for each code point, what it counts as: 0 for punctuation and blanks, one digit for all digits, lower case for Latin."""
    import numpy as np

    table = np.zeros(CODE_POINTS, np.uint32)
    for start, end in ((0x4E00, 0xA000), (0x3400, 0x4DC0), (0x20000, 0x2FA20)):
        table[start:end] = np.arange(start, end)
    for zero in (0x30, 0xFF10):
        table[zero : zero + 10] = ord("0")
    for start in (0x61, 0x41, 0xFF41, 0xFF21):
        table[start : start + 26] = np.arange(0x61, 0x61 + 26)
    return table


@dataclass(frozen=True, slots=True)
class Block:
    """Texts laid end to end: the folded characters, a 0 after each text, and how many characters each text has with its 0."""

    codes: NDArray[np.uint32]
    lengths: NDArray[np.int64]

    def of_each(self, values: NDArray[Number]) -> NDArray[Number]:
        """Return for each character the value of its text."""
        import numpy as np

        return np.repeat(values, self.lengths)

    @property
    def rows(self) -> NDArray[np.int32]:
        """Return for each character the number of its text."""
        import numpy as np

        return self.of_each(np.arange(len(self.lengths), dtype=np.int32))


def lay_out(texts: Sequence[str]) -> Block:
    """Return ``texts`` as one block."""
    import numpy as np

    joined = "\0".join(texts) + "\0" if texts else ""
    codes = _folding().take(np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32))
    return Block(codes, np.fromiter(map(len, texts), np.int64, len(texts)) + 1)


def ngram_keys(block: Block, length: int) -> NDArray[np.uint64]:
    """Return the key of the ``length`` characters from each place of the block, 0 where they are not one run of characters.

    The key of a sequence is a polynomial of its characters modulo 2**64; 0 stands for one that holds a punctuation mark or runs past the
    end of its text.
    """
    import numpy as np

    codes = block.codes
    keys = np.zeros(len(codes), np.uint64)
    places = max(len(codes) - length + 1, 0)
    if places:
        run, spoken = keys[:places], codes > 0
        whole = spoken[:places].copy()
        run += codes[:places]
        for step in range(1, length):
            run *= np.uint64(_MULTIPLIER)
            run += codes[step : step + places]
            whole &= spoken[step : step + places]
        run[~whole] = 0
    return keys


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that a model knows, and a table to find them by key.

    ``keys`` holds the words' keys, then those of sequences that only begin longer words; ``longer`` tells which may go on (at -1, for
    no entry: none). ``pairs`` has by ``pair`` whether any two characters there begin an entry: a quick look that saves most others.
    """

    words: tuple[str, ...]
    keys: NDArray[np.uint64]
    longer: NDArray[np.bool_]
    slots: NDArray[np.int32]
    pairs: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.words)

    def find(self, keys: NDArray[np.uint64]) -> NDArray[np.int32]:
        """Return the entry of each key, -1 where there is none."""
        found = self.slots.take(_slot(keys))
        if len(self.keys):
            found[self.keys.take(found, mode="wrap") != keys] = -1
        return found


def _slot(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    import numpy as np

    slots = keys * np.uint64(_MULTIPLIER)
    slots >>= np.uint64(64 - _SLOT_BITS)
    return slots.view(np.int64)


def pair(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return where a table of ``1 << PAIR_BITS`` entries, as ``Vocabulary.pairs``, tells of these pairs of characters."""
    import numpy as np

    mixed = first << np.uint32(16)
    mixed ^= second
    mixed *= np.uint32(_PAIR_MULTIPLIER)
    mixed >>= np.uint32(32 - PAIR_BITS)
    return mixed


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
    firsts = np.cumsum(block.lengths) - block.lengths
    lengths = np.array([len(entry) for entry in entries], np.int64)
    keys = np.zeros(len(entries), np.uint64)
    for length in range(SHORTEST, LONGEST + 1):
        here = lengths == length
        keys[here] = ngram_keys(block, length)[firsts[here]]
    slots = np.full(1 << _SLOT_BITS, -1, np.int32)
    last_to_first = np.argsort(-lengths, kind="stable")  # what is written last stays
    slots[_slot(keys[last_to_first])] = last_to_first.astype(np.int32)
    pairs = np.zeros(1 << PAIR_BITS, np.bool_)
    pairs[pair(block.codes[firsts], block.codes[firsts + 1])] = True
    longer = np.array([*(entry in begins for entry in entries), False], np.bool_)
    return Vocabulary(tuple(kept), keys, longer, slots, pairs)


@cache
def _logarithms() -> NDArray[np.float32]:
    """Return 1 + ln n for each n up to ``_MOST_OFTEN``, 0 for 0."""
    import numpy as np

    table = (1 + np.log(np.maximum(np.arange(_MOST_OFTEN), 1))).astype(np.float32)
    table[0] = 0
    return table


def count(texts: Sequence[str], known: Vocabulary) -> csr_array:
    """Return the matrix texts × words of 1 + ln(how often), the words of a text's first line weighing more.

    Of a text of several lines the first one, its title, counts once more by itself, brought to ``FIRST_LINE`` of the length of the whole:
    however long a letter is, its first line is heard.
    """
    import numpy as np
    from scipy.sparse import csr_array

    number = np.int32 if 2 * len(texts) * len(known) < 1 << 31 else np.int64  # half the bytes, twice as fast to sort
    # A word in a text is numbered 2 × (text × words + word), and one more where it stands in the first line.
    starts: NDArray[Any] = (np.arange(len(texts) + 1) * (2 * len(known))).astype(number)
    block = lay_out(texts)
    codes, base = block.codes, _bases(texts, block, starts[:-1])
    places = np.flatnonzero(known.pairs.take(pair(codes[:-1], codes[1:])))
    keys = codes.take(places).astype(np.uint64)
    found = []
    for _ in range(SHORTEST, LONGEST + 1):
        places += 1  # after every text there is a 0, at which a sequence ends: no entry has its key
        keys *= np.uint64(_MULTIPLIER)
        keys += codes.take(places)
        entries = known.find(keys)
        words = np.flatnonzero(entries.view(np.uint32) < len(known))  # -1 is a large number so
        found.append(base.take(places.take(words)) + 2 * entries.take(words))
        going = np.flatnonzero(known.longer[entries])
        places, keys = places.take(going), keys.take(going)
    pairs = np.concatenate(found)
    pairs.sort()
    first_line = (pairs & 1).astype(np.bool_)
    pairs >>= 1
    new = np.ones(len(pairs), np.bool_)
    np.not_equal(pairs[1:], pairs[:-1], out=new[1:])
    first = np.flatnonzero(new)
    times = np.diff(first, append=len(pairs))
    pairs = pairs.take(first)
    starts >>= 1
    pointer = np.searchsorted(pairs, starts).astype(np.int32)
    pairs -= np.repeat(starts[:-1], np.diff(pointer))
    values = _first_lines_added(_damped(times), _damped(np.add.reduceat(first_line, first, dtype=np.int64)), pointer)
    return csr_array((values, pairs.astype(np.int32, copy=False), pointer), shape=(len(texts), len(known)))


def _bases(texts: Sequence[str], block: Block, starts: NDArray[Number]) -> NDArray[Number]:
    """Return for each character the start of its text's numbers, one more in the first line of a text of several."""
    import numpy as np

    lines = np.fromiter((max(text.find("\n"), 0) for text in texts), np.int64, len(texts))
    lengths = np.stack([lines, block.lengths - lines], axis=1).ravel()
    return np.repeat(np.stack([starts + 1, starts], axis=1).ravel(), lengths)


def _damped(times: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return 1 + ln of each of ``times``, 0 for 0."""
    import numpy as np

    if times.max(initial=0) < _MOST_OFTEN:
        return _logarithms().take(times)
    return np.where(times > 0, 1 + np.log(np.maximum(times, 1)), 0).astype(np.float32)


def _first_lines_added(whole: NDArray[np.float32], line: NDArray[np.float32], pointer: NDArray[np.int32]) -> NDArray[np.float32]:
    """Return ``whole`` and ``line``, that one brought to ``FIRST_LINE`` of its length, added up in each text."""
    import numpy as np

    here = np.flatnonzero(line)
    if not len(here):
        return whole
    sizes = np.diff(pointer)
    rows = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    own, of_line = line.take(here), rows.take(here)
    length = np.bincount(of_line, own**2, len(sizes))
    share = FIRST_LINE * np.sqrt(np.bincount(rows, whole**2, len(sizes)) / np.maximum(length, 1e-6))
    whole[here] += (share.take(of_line) * own).astype(np.float32)
    return whole


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
