"""The words and characters that official text uses, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from drafting.documents.words import cut
from drafting.proofing.characters.candidates import LONGEST, codes_of
from drafting.proofing.families.gazetteer import present, stem
from drafting.proofing.tables import lines, phrases
from training.text import files, paragraphs, read

USED = 2  # times a word of the dictionary must be met to be a word of official text
KNOWN = 200  # count in the dictionary from which a word is one of general use, though official text has not used it
LEAST = 3  # a character of a place or a surname counts as met so many times more
BESIDE = 150  # times two words must stand side by side to be looked for as one (经济社会)


class Vocabulary(NamedTuple):
    """What official text uses.

    ``characters`` and ``words`` (of two to four characters) have their counts, at least 1; ``dictionary`` is jieba's, with its own
    counts; ``names`` are those of the words that are names of places.
    """

    characters: Counter[str]
    words: dict[str, int]
    dictionary: dict[str, int]
    names: frozenset[str]


def is_han(text: str) -> bool:
    """Tell whether ``text`` is all Chinese characters."""
    return all("\u4e00" <= character <= "\u9fff" for character in text)


def counted(folder: Path) -> Vocabulary:
    """Return the vocabulary of the ``.txt`` and ``.txt.xz`` files in ``folder``, with general words, set phrases and names of places."""
    characters: Counter[str] = Counter()
    segmented: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    for path in files(folder):
        for line in paragraphs(read(path)):
            words = cut(line)
            characters.update(line)
            segmented.update(words)
            beside.update(one + two for one, two in pairwise(words) if len(one) == len(two) == LONGEST // 2)
    dictionary = dict(_dictionary())
    found = {word: count for word, count in segmented.items() if _is_word(word) and count >= USED}
    for word, count in beside.items():
        if count >= BESIDE and _is_word(word):
            found[word] = max(found.get(word, 0), count)
    for word in [*phrases(), *(word for word, count in dictionary.items() if count >= KNOWN)]:
        if _is_word(word):
            found.setdefault(word, 1)
    full = {division.name for division in present()}
    # 和平、朝阳 are words that are also names: they are looked for as words.
    short = {name for name in map(stem, full) if dictionary.get(name, 0) < KNOWN}
    names = {name for name in full | short if _is_word(name)}
    for name in names:
        found.setdefault(name, 1)
    for character in {character for name in names for character in name} | {character for row in lines("surnames") for character in row[0]}:
        characters[character] += LEAST
    return Vocabulary(characters, found, dictionary, frozenset(names))


def _is_word(word: str) -> bool:
    return 2 <= len(word) <= LONGEST and is_han(word)


def _dictionary() -> Iterator[tuple[str, int]]:
    """Yield (word, count) of jieba's dictionary (MIT)."""
    found = find_spec("jieba")
    if found is None or found.origin is None:
        raise AssertionError("jieba is one of the program's own dependencies")
    for line in (Path(found.origin).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count = line.split(" ")[:2]
        yield word, int(count)


def occurrences(folder: Path, wanted: Iterable[str]) -> dict[str, int]:
    """Return how often each of ``wanted`` (two to four characters) stands in the texts of ``folder``, across words too."""
    by_length: dict[int, list[str]] = {}
    for text in sorted(set(wanted)):
        by_length.setdefault(len(text), []).append(text)
    keys = {length: np.array([_key(text) for text in texts], dtype=np.uint64) for length, texts in by_length.items()}
    order = {length: np.argsort(found) for length, found in keys.items()}
    counts = {length: np.zeros(len(found), dtype=np.int64) for length, found in keys.items()}
    for path in files(folder):
        codes = codes_of(read(path))
        for length in by_length:
            ordered = keys[length][order[length]]
            windows = _windows(codes, length)
            at = np.minimum(np.searchsorted(ordered, windows), len(ordered) - 1)
            met = np.bincount(at[ordered[at] == windows], minlength=len(ordered))
            counts[length][order[length]] += met
    return {text: int(count) for length, texts in by_length.items() for text, count in zip(texts, counts[length], strict=True)}


def _key(text: str) -> int:
    return sum(ord(character) << (16 * place) for place, character in enumerate(text))


def _windows(codes: NDArray[np.uint16], length: int) -> NDArray[np.uint64]:
    found = np.zeros(max(len(codes) - length + 1, 0), dtype=np.uint64)
    for place in range(length):
        found |= codes[place : place + len(found)].astype(np.uint64) << np.uint64(16 * place)
    return found
