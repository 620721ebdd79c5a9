"""Which signals of urgency the words of many letters may raise at all: a look that saves the careful one for most letters."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from drafting.letters.finding import Hits
from drafting.letters.openings import openings
from drafting.letters.urgent import SIGNALS, SLIGHT, expressions, lexicon

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MONEY = SIGNALS.index("涉众资金")


class _Tables(NamedTuple):
    """What the words of the list weigh (words × signals and, last, as a crowd), and where its expressions may begin.

    The expressions of word ``i`` are ``anchored[first[i] : first[i + 1]]``, those that opening word ``i`` begins the same with ``opens``;
    ``anyhow`` tells which may begin with any word.
    """

    weights: NDArray[np.int64]
    first: NDArray[np.int64]
    anchored: NDArray[np.int64]
    opens_first: NDArray[np.int64]
    opens: NDArray[np.int64]
    anyhow: NDArray[np.bool_]


@cache
def _opening() -> dict[str, list[int]]:
    """Return words, each with the numbers of the ``expressions`` that it begins; ``""`` with those that may begin anyhow."""
    result: dict[str, list[int]] = {"": []}
    for number, (pattern, _) in enumerate(expressions()):
        for word in openings(pattern.pattern) or ("",):
            result.setdefault(word, []).append(number)
    return result


def opening_words() -> tuple[str, ...]:
    """Return the words with which expressions of the list begin, by number."""
    return tuple(word for word in _opening() if word)


@cache
def _tables() -> _Tables:
    import numpy as np

    entries = lexicon()[1]
    weights = np.zeros((len(entries), len(SIGNALS) + 1), np.int64)
    number = {pattern: at for at, (pattern, _) in enumerate(expressions())}
    anchored: list[list[int]] = []
    for word, of_word in enumerate(entries):
        anchored.append([number[entry.pattern] for entry in of_word if entry.pattern is not None])
        for entry in of_word:
            if entry.pattern is None:
                weights[word, SIGNALS.index(entry.signal)] += {"重": SLIGHT, "轻": 1}.get(entry.kind, 0)
                weights[word, -1] += entry.kind == "众"
    anyhow = np.zeros(len(number), np.bool_)
    anyhow[_opening()[""]] = True
    return _Tables(weights, *_flat(anchored), *_flat([_opening()[word] for word in opening_words()]), anyhow)


def _flat(lists: list[list[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return lists laid end to end: where each begins (and the last ends), and all that is in them."""
    import numpy as np

    return np.cumsum([0, *map(len, lists)]), np.array([one for some in lists for one in some], np.int64)


def possible_signals(words: Hits, begins: NDArray[np.int64]) -> list[tuple[str, ...]]:
    """Return for each text the signals that words of the list may raise, expressions aside; the texts begin at ``begins``."""
    import numpy as np

    rows = np.searchsorted(begins, words.begin, side="right") - 1
    weights = _tables().weights.take(words.which, axis=0)
    sums = [np.bincount(rows, weights[:, column], len(begins)) for column in range(weights.shape[1])]
    sums[_MONEY] = np.where((sums[_MONEY] > 0) & (sums[-1] > 0), SLIGHT, sums[_MONEY])
    result: list[tuple[str, ...]] = [()] * len(begins)
    for signal, total in zip(SIGNALS, sums, strict=False):
        for row in np.flatnonzero(total >= SLIGHT).tolist():
            result[row] += (signal,)
    return result


def begun_expressions(words: Hits, opening: Hits, begins: NDArray[np.int64]) -> list[list[tuple[int, int | None]]]:
    """Return for each text the numbers of ``expressions`` whose anchors it has, each with where it may begin.

    ``words`` are those of the list, ``opening`` the ``opening_words``; places count in the text. What may begin anyhow begins at None.
    """
    import numpy as np

    tables = _tables()
    wanted = np.zeros((len(begins), len(tables.anyhow)), np.bool_)
    rows, at, expression = _spread(words, tables.first, tables.anchored, begins)
    wanted[rows, expression] = True
    result: list[list[tuple[int, int | None]]] = [[] for _ in begins]
    for row, number in zip(*(part.tolist() for part in np.nonzero(wanted & tables.anyhow)), strict=True):
        result[row].append((number, None))
    rows, at, expression = _spread(opening, tables.opens_first, tables.opens, begins)
    kept = np.flatnonzero(wanted[rows, expression])
    for row, place, number in zip(rows.take(kept).tolist(), at.take(kept).tolist(), expression.take(kept).tolist(), strict=True):
        result[row].append((number, place))
    return result


def _spread(
    hits: Hits, first: NDArray[np.int64], lists: NDArray[np.int64], begins: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return for each hit, once for every expression in the list of its word: the text, the place in it, and the expression."""
    import numpy as np

    starts = first.take(hits.which)
    sizes = first.take(hits.which + 1) - starts
    places = np.arange(sizes.sum()) + np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
    begin = np.repeat(hits.begin, sizes)
    rows = np.searchsorted(begins, begin, side="right") - 1
    return rows, begin - begins.take(rows), lists.take(places)
