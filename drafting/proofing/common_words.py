"""The commonest words of two characters: enough to see that two characters are halves of two words, before the dictionary is loaded."""

from __future__ import annotations

from functools import cache

from drafting.documents.resources import listed
from drafting.documents.words import cut

_LOOSE = frozenset("和与及或的了在是为新各类等对并")  # words of one character that stand beside any other


@cache
def common() -> frozenset[str]:
    """Return the commonest words of two characters in official papers (15 in a million characters and more)."""
    return frozenset(listed("proofing/frequent_words.txt"))


def are_halves(text: str, start: int, end: int) -> bool:
    """Tell whether ``[start, end)`` is certainly the end of one common word and the beginning of another: 定[期实]施, 调[整和]法律.

    One side may be a word of one character that stands anywhere. ``False`` says nothing: the dictionary must be asked.
    """
    if end - start != 2:
        return False
    before, after = text[max(0, start - 1) : start + 1], text[end - 1 : end + 1]
    left, right = before in common(), after in common()
    return (left and (right or after[0] in _LOOSE)) or (right and before[-1] in _LOOSE)


def straddles(text: str, start: int, end: int) -> bool:
    """Tell whether a character of ``[start, end)`` makes a word with its neighbour outside: 经[济量]质, 老干[部局]局长."""
    pairs = [text[at - 1 : at + 1] for at in (start, end) if at]
    whole = [pair for pair in pairs if "\n" not in pair]
    return any(pair in common() for pair in whole) or any(len(cut(pair)) == 1 for pair in whole)
