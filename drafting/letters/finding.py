"""The words of several lists, found in many texts at once.

An automaton reads a text byte by byte; here every step is done for all texts together, on arrays that fit into the cache. Which characters
stand together in pairs is looked at first: that leaves few places at which a word may begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from drafting.letters.features import CODE_POINTS, PAIR_BITS, pair

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SLOT_BITS = 22
_MULTIPLIER = 0x9E3779B97F4A7C15  # 2**64 / golden ratio, odd: spreads keys over the slots


class Laid(NamedTuple):
    """Texts end to end: their code points with a 0 behind each text, where each begins, and where the last one ends with its 0."""

    codes: NDArray[np.uint32]
    bounds: NDArray[np.int64]

    def split(self, places: NDArray[Any]) -> list[int]:
        """Return how many of ``places``, in order, lie before each text and before the end."""
        import numpy as np

        counts: list[int] = np.searchsorted(places, self.bounds).tolist()
        return counts


def lay(texts: Sequence[str]) -> Laid:
    """Return ``texts`` end to end."""
    import numpy as np

    joined = "\0".join(texts) + "\0" if texts else ""
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    return Laid(codes, np.cumsum(np.fromiter((0, *(len(text) + 1 for text in texts)), np.int64, len(texts) + 1)))


class Hits(NamedTuple):
    """Words of one list in texts laid end to end, by where they begin and of those that begin at one place the longest first."""

    which: NDArray[np.int32]
    begin: NDArray[np.int64]
    end: NDArray[np.int64]

    def some(self, places: NDArray[np.int64] | Sequence[int]) -> Hits:
        """Return those of the hits that stand at ``places``."""
        return Hits(self.which.take(places), self.begin.take(places), self.end.take(places))


class Finder:
    """Finds the words of several lists in many texts; no word holds the character 0."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        import numpy as np

        words = {name: tuple(dict.fromkeys(one)) for name, one in lists.items()}
        whole = {word for one in words.values() for word in one}
        begins = {word[:length] for word in whole for length in range(2, len(word))}
        entries = ["", *sorted(whole | begins)]  # entry 0 is none
        number = {entry: at for at, entry in enumerate(entries)}
        self._numbers = {}
        for name, one in words.items():
            self._numbers[name] = np.full(len(entries), -1, np.int32)
            self._numbers[name][[number[word] for word in one]] = np.arange(len(one))
        self._longest = max(map(len, whole), default=0)
        self._longer = np.array([entry in begins for entry in entries], np.bool_)
        self._known = np.array([entry in whole for entry in entries], np.bool_)
        self._single = np.zeros(CODE_POINTS, np.int16 if len(entries) < 1 << 15 else np.int32)
        for word in whole:
            if len(word) == 1:
                self._single[ord(word)] = number[word]
        firsts = np.array([[ord(entry[0]), ord(entry[1])] for entry in entries if len(entry) > 1], np.uint32).reshape(-1, 2)
        self._pairs = np.zeros(1 << PAIR_BITS, np.bool_)
        self._pairs[pair(firsts[:, 0], firsts[:, 1])] = True
        long = np.array([len(entry) > 1 for entry in entries], np.bool_)
        # One character alone has the key of that character behind the 0 between texts: it is looked up by itself.
        self._keys = np.where(long, np.array([_key(entry) for entry in entries], np.uint64), np.uint64(0))
        self._spread, slots = _without_collision(self._keys[long])
        self._slots = np.zeros(1 << _SLOT_BITS, self._single.dtype)
        self._slots[slots] = np.flatnonzero(long)

    def find(self, laid: Laid) -> dict[str, Hits]:
        """Return the hits of each list, those of words within words too."""
        import numpy as np

        codes = laid.codes
        alone = self._single.take(codes)
        begins = [np.flatnonzero(alone)]
        which, ends = [alone.take(begins[0])], [begins[0] + 1]
        places = np.flatnonzero(self._pairs.take(pair(codes[:-1], codes[1:])))
        keys = codes.take(places).astype(np.uint64)
        for length in range(2, self._longest + 1):
            keys *= np.uint64(_MULTIPLIER)
            keys += codes.take(places + (length - 1), mode="clip")
            entries = self._slots.take((keys * self._spread) >> np.uint64(64 - _SLOT_BITS))
            there = np.flatnonzero(self._keys.take(entries) == keys)
            entries, places, keys = entries.take(there), places.take(there), keys.take(there)
            words = np.flatnonzero(self._known.take(entries))
            which.append(entries.take(words))
            begins.append(places.take(words))
            ends.append(begins[-1] + length)
            going = np.flatnonzero(self._longer.take(entries))
            places, keys = places.take(going), keys.take(going)
        begin, end = np.concatenate(begins), np.concatenate(ends)
        order = np.argsort((begin << 8) - (end - begin))
        every = Hits(np.concatenate(which).take(order), begin.take(order), end.take(order))
        return {name: _listed(every, numbers) for name, numbers in self._numbers.items()}


def _key(word: str) -> int:
    key = 0
    for character in word:
        key = (key * _MULTIPLIER + ord(character)) & (1 << 64) - 1
    return key


def _listed(hits: Hits, numbers: NDArray[np.int32]) -> Hits:
    import numpy as np

    mine = numbers.take(hits.which)
    kept = np.flatnonzero(mine >= 0)
    return Hits(mine.take(kept), hits.begin.take(kept), hits.end.take(kept))


def _without_collision(keys: NDArray[np.uint64]) -> tuple[np.uint64, NDArray[np.int64]]:
    """Return a multiplier under which each key has a slot of its own, and the slots."""
    import numpy as np

    chance = np.random.default_rng(1)
    while True:
        spread = chance.integers(1 << 62, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
        slots = ((keys * spread) >> np.uint64(64 - _SLOT_BITS)).astype(np.int64)
        if len(np.unique(slots)) == len(keys):
            return spread, slots
