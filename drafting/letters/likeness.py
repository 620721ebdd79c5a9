"""How likely two letters are on one matter: some small decision trees over what they share, fitted on annotated issues.

``python -m evaluation.letters_issues --fit`` grows them again on the annotated issues that are for tuning, and writes them
(``corpus/letters_likeness.tsv``).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from drafting.documents.resources import listed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from drafting.letters.describing import Described

FEATURES = (
    "whole",
    "names",
    "matter",
    "both titles' places",
    "one title's place",
    "different places",
    "same writer",
    "writer of very many",
    "topics",
    "no place in either title",
    "names shared",
    "matter shared",
    "rarest name",
    "rarest word of the matter",
    "titles",
    "titles without names",
    "different districts",
    "nearness in time",
)
"""What two letters share. The first three, topics and titles are cosines; what is shared and the rarest are not relative to the length."""

RISING = frozenset(FEATURES) - {"different places", "different districts", "writer of very many", "no place in either title"}
FALLING = frozenset({"different places", "different districts"})
"""The more of these, the likelier (the less likely) are two letters on one matter, whatever else they share."""

DEPTH = 3  # questions asked by a tree, one after another
LOWEST, HIGHEST = -4.0, 4.0  # the log odds that count as 0 and as 1
WHOLE = FEATURES.index("whole")
_ELSEWHERE = 0.34  # part of a title's place that the other letter names, below which it is about another place
_NEAR = 30.0  # days
_LONG_AGO = 0.05  # nearness in time of letters of which one has none
_RAREST = 9.7  # weight of the rarest words in the batch that the trees were grown on; larger batches have rarer ones
_STEP = 20_000  # pairs multiplied or asked at a time: their products are held twice
_AT_ONCE = 200_000  # pairs weighed at a time: a row of ``FEATURES`` numbers for each


def dots(one: csr_array, other: csr_array, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the products of the rows ``first`` of ``one`` and ``second`` of ``other``, pair by pair."""
    return _dots_and_peaks(one, other, first, second)[0]


def _dots_and_peaks(
    one: csr_array, other: csr_array, first: NDArray[np.int64], second: NDArray[np.int64], peaks: bool = False
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the products of the rows, pair by pair, and with ``peaks`` the largest part of each that a single column has."""
    import numpy as np

    sums, tops = [np.zeros(0)], [np.zeros(0)]
    for at in range(0, len(first), _STEP):
        product = one[first[at : at + _STEP]].multiply(other[second[at : at + _STEP]]).tocsr()
        sums.append(np.asarray(product.sum(axis=1), np.float64).ravel())
        if peaks:
            tops.append(product.max(axis=1).toarray().astype(np.float64).ravel())
    return np.concatenate(sums), np.concatenate(tops)


def shared(rows: Described, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return for each pair of rows what it shares: a column for each of ``FEATURES``."""
    import numpy as np

    names, rarest_name = _dots_and_peaks(rows.names, rows.names, first, second, peaks=True)
    matter, rarest_word = _dots_and_peaks(rows.matter, rows.matter, first, second, peaks=True)
    whole, of_names, of_matter = (np.maximum(norm[first].astype(np.float64) * norm[second], 1e-9) for norm in rows.norms)
    ends = rows.title_places.indptr
    one_size, other_size = ends[first + 1] - ends[first], ends[second + 1] - ends[second]
    one_has, other_has = one_size > 0, other_size > 0
    told_by_other = dots(rows.title_places, rows.told_places, first, second) / np.maximum(one_size, 1)
    told_by_one = dots(rows.told_places, rows.title_places, first, second) / np.maximum(other_size, 1)
    both, either = one_has & other_has, one_has ^ other_has
    place = np.where(both, np.maximum(told_by_other, told_by_one), np.where(one_has, told_by_other, told_by_one * other_has))
    writer, district, day = ((part[first], part[second]) for part in (rows.writer, rows.district, rows.day))
    apart = np.abs(day[0] - day[1])
    scale = min(1.0, (_RAREST / rows.rarest) ** 2)  # a weight squared stands in the products
    columns = [
        ((names + matter) / whole).clip(0, 1),
        (names / of_names).clip(0, 1),
        (matter / of_matter).clip(0, 1),
        both * place,
        either * place,
        both & (place < _ELSEWHERE),
        (writer[0] == writer[1]) & (writer[0] >= 0),
        (writer[0] == writer[1]) & (writer[0] < -1),
        dots(rows.concepts, rows.concepts, first, second),
        ~(one_has | other_has),
        np.log1p(names * scale),
        np.log1p(matter * scale),
        rarest_name * scale,
        rarest_word * scale,
        dots(rows.titles, rows.titles, first, second),
        dots(rows.asked, rows.asked, first, second),
        (district[0] != district[1]) & (district[0] >= 0) & (district[1] >= 0),
        np.where((day[0] >= 0) & (day[1] >= 0), np.exp(-apart / _NEAR), _LONG_AGO),
    ]
    return np.stack(columns, axis=1, dtype=np.float64)


class Tree(NamedTuple):
    """A question each at 7 places, the first one's answers leading to the next two: is the feature above the bound? and 8 log odds."""

    features: tuple[int, ...]
    bounds: tuple[float, ...]
    odds: tuple[float, ...]


@cache
def trees() -> tuple[Tree, ...]:
    """Return the trees of ``corpus/letters_likeness.tsv``, a line each: seven features, seven bounds, eight log odds."""
    result = []
    inner = 2**DEPTH - 1
    for row in listed("letters_likeness.tsv"):
        cells = row.split("\t")
        numbers = tuple(map(float, cells[inner:]))
        result.append(Tree(tuple(map(int, cells[:inner])), numbers[:inner], numbers[inner:]))
    return tuple(result)


def log_odds(columns: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what all trees say of each row of ``FEATURES``, added up."""
    import numpy as np

    result = np.zeros(len(columns))
    for at in range(0, len(columns), _STEP):
        values = np.ascontiguousarray(columns[at : at + _STEP].T)
        total = result[at : at + _STEP]
        for features, bounds, odds in trees():
            above = [values[feature] > bound for feature, bound in zip(features, bounds, strict=True)]
            then = np.where(above[0], above[2], above[1])
            last = np.where(above[0], np.where(then, above[6], above[5]), np.where(then, above[4], above[3]))
            total += np.array(odds)[4 * above[0].astype(np.int8) + 2 * then.astype(np.int8) + last]
    return result


def likeness(rows: Described, first: NDArray[np.int64], second: NDArray[np.int64], weakest: float = 0.0) -> NDArray[np.float64]:
    """Return for each pair of rows how likely they are on one matter, from 0 (hardly) to 1, even steps being even steps of log odds.

    Pairs whose whole wordings are less alike (cosine) than ``weakest`` count 0.
    """
    import numpy as np

    parts = [np.zeros(0)]
    for at in range(0, len(first), _AT_ONCE):
        columns = shared(rows, first[at : at + _AT_ONCE], second[at : at + _AT_ONCE])
        odds = (log_odds(columns) - LOWEST) / (HIGHEST - LOWEST)
        parts.append(np.where(columns[:, WHOLE] >= weakest, odds.clip(0, 1), 0))
    return np.concatenate(parts)
