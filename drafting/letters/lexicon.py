"""The word lists of letters: ``corpus/letters_*.tsv``, a kind and its words on a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from drafting.documents.resources import listed

_SURROGATE = re.compile("[\ud800-\udfff]")


@cache
def word_rows(name: str) -> dict[str, tuple[str, ...]]:
    """Return kind → words of the list ``name``, in the order of the file; the words of a row are separated by blanks."""
    return {kind: tuple(words.split()) for kind, words in (row.split("\t") for row in listed(name))}


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of ``words`` as they stand, the longest first.

    One look at a character tells whether the alternatives need be tried: the pattern is found several times as fast.
    """
    longest = sorted(words, key=len, reverse=True)
    return f"(?=[{''.join(sorted({word[0] for word in longest}))}])(?:{'|'.join(longest)})"


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return the expression of ``either`` for when nothing stands beside it: the engine then looks for the first characters by itself."""
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


Hit = tuple[int, int, int]
"""A word of a list in a text: its number in the list, where it begins and where it ends."""

Ending = tuple[int, int, int, int]
"""A word that ends a name, as ``Hit``, and from where on to its begin there are surely characters of names alone."""


def matches_at(pattern: re.Pattern[str], text: str, places: Iterable[int] | None) -> Iterator[re.Match[str]]:
    """Return what ``pattern.finditer(text)`` does, given in ascending order the places at which it can match at all; None: all.

    ``pattern`` matches no empty text.
    """
    if places is None:
        yield from pattern.finditer(text)
        return
    last = 0
    for place in places:
        if place >= last and (found := pattern.match(text, place)) is not None:
            last = found.end()
            yield found


class Words:
    """Words looked for all in one pass (Aho–Corasick): some hundreds cost no more than one, and less than any expression of them."""

    def __init__(self, words: Iterable[str], *, overlapping: bool = False) -> None:
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        self.words = tuple(dict.fromkeys(words))
        self._overlapping = overlapping
        kind = MatchKind.Standard if overlapping else MatchKind.LeftmostLongest
        self._automaton = AhoCorasick(list(self.words), matchkind=kind, implementation=Implementation.ContiguousNFA)

    def places(self, text: str) -> list[Hit]:
        """Return which word stands where in ``text``: its number, begin and end; the longest at each place, or (overlapping) all."""
        try:
            found: list[Hit] = self._automaton.find_matches_as_indexes(text, overlapping=self._overlapping)
        except UnicodeEncodeError:  # half a surrogate pair, as broken files have them
            found = self._automaton.find_matches_as_indexes(_SURROGATE.sub("\ufffd", text), overlapping=self._overlapping)
        return found

    def endings(self, text: str) -> list[Ending]:
        """Return ``places`` as endings of names of which nothing more is known."""
        return [(which, begin, end, begin) for which, begin, end in self.places(text)]

    def within(self, text: str) -> set[int]:
        """Return the numbers of the words that stand in ``text``."""
        return {which for which, _, _ in self.places(text)}
