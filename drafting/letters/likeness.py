"""How likely two letters are on one matter: a weighted sum of what they share, with weights fitted on annotated issues.

``python -m evaluation.letters_issues --fit`` fits them again, by logistic regression, on the half of the annotated issues that is for
tuning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from drafting.letters.describing import Described

WEIGHTS: tuple[tuple[str, float], ...] = (
    ("whole", -1.52),
    ("names", 3.68),
    ("matter", 7.07),
    ("√(names·matter)", -6.32),
    ("place·√matter", -3.5),
    ("place, both titles name one", 1.6),
    ("place, one title names one", 2.06),
    ("different places", -0.47),
    ("same writer", 1.45),
    ("√matter", 16.12),
    ("√names", 5.45),
    ("same writer·√whole", 1.17),
    ("different places·√matter", -4.81),
    ("topics", 8.41),
    ("topics²", -14.63),
    ("topics·names", 5.27),
    ("topics·place, both", 1.43),
    ("topics·place, one", 2.46),
    ("no place in either title", -0.59),
    ("no place in either title·√matter", 5.99),
)
INTERCEPT = -12.36
LOWEST, HIGHEST = -4.0, 4.0  # the log odds that count as 0 and as 1
SAME_PEN = -2.0  # log odds for two letters by one writer of very many: he writes alike on whatever matter
ANOTHER_MATTER = -3.0  # log odds for two letters whose matters have neither words nor topics in common: one place is not enough
_FEW_WORDS, _FEW_TOPICS = 0.05, 0.2  # likeness of matters and of topics up to which they have none in common
WHOLE, _MATTER, _TOPICS = (next(at for at, (name, _) in enumerate(WEIGHTS) if name == wanted) for wanted in ("whole", "matter", "topics"))
_ELSEWHERE = 0.34  # part of a title's place that the other letter names, below which it is about another place
_STEP = 20_000  # pairs multiplied at a time: their products are held twice
_AT_ONCE = 200_000  # pairs weighed at a time: a row of ``WEIGHTS`` numbers for each


def dots(one: csr_array, other: csr_array, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the products of the rows ``first`` of ``one`` and ``second`` of ``other``, pair by pair."""
    import numpy as np

    parts = [
        np.asarray(one[first[at : at + _STEP]].multiply(other[second[at : at + _STEP]]).sum(axis=1), np.float64).ravel()
        for at in range(0, len(first), _STEP)
    ]
    return np.concatenate(parts) if parts else np.zeros(0)


def shared(rows: Described, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return for each pair of rows what it shares: a column for each of ``WEIGHTS``."""
    import numpy as np

    names, matter = dots(rows.names, rows.names, first, second), dots(rows.matter, rows.matter, first, second)
    whole, of_names, of_matter = (np.maximum(norm[first].astype(np.float64) * norm[second], 1e-9) for norm in rows.norms)
    cosine, names, matter = ((names + matter) / whole).clip(0, 1), (names / of_names).clip(0, 1), (matter / of_matter).clip(0, 1)
    ends = rows.title_places.indptr
    one_size, other_size = ends[first + 1] - ends[first], ends[second + 1] - ends[second]
    one_has, other_has = one_size > 0, other_size > 0
    told_by_other = dots(rows.title_places, rows.told_places, first, second) / np.maximum(one_size, 1)
    told_by_one = dots(rows.told_places, rows.title_places, first, second) / np.maximum(other_size, 1)
    both, either, nowhere = one_has & other_has, one_has ^ other_has, ~(one_has | other_has)
    place = np.where(both, np.maximum(told_by_other, told_by_one), np.where(one_has, told_by_other, told_by_one * other_has))
    elsewhere = (both & (place < _ELSEWHERE)).astype(np.float64)
    writer = ((rows.writer[first] == rows.writer[second]) & (rows.writer[first] >= 0)).astype(np.float64)
    topics = dots(rows.concepts, rows.concepts, first, second)
    root = np.sqrt(matter)
    columns = [
        cosine,
        names,
        matter,
        np.sqrt(names * matter),
        place * root,
        both * place,
        either * place,
        elsewhere,
        writer,
        root,
        np.sqrt(names),
        writer * np.sqrt(cosine),
        elsewhere * root,
        topics,
        topics**2,
        topics * names,
        topics * both * place,
        topics * either * place,
        nowhere,
        nowhere * root,
    ]
    return np.stack(columns, axis=1)


def likeness(rows: Described, first: NDArray[np.int64], second: NDArray[np.int64], weakest: float = 0.0) -> NDArray[np.float64]:
    """Return for each pair of rows how likely they are on one matter, from 0 (hardly) to 1, even steps being even steps of log odds.

    Pairs whose whole wordings are less alike (cosine) than ``weakest`` count 0.
    """
    import numpy as np

    weights = np.array([weight for _, weight in WEIGHTS])
    parts = [np.zeros(0)]
    for at in range(0, len(first), _AT_ONCE):
        one, other = first[at : at + _AT_ONCE], second[at : at + _AT_ONCE]
        same_pen = (rows.writer[one] == rows.writer[other]) & (rows.writer[one] < -1)
        columns = shared(rows, one, other)
        another = (columns[:, _MATTER] <= _FEW_WORDS) & (columns[:, _TOPICS] < _FEW_TOPICS)
        odds = columns @ weights + INTERCEPT + SAME_PEN * same_pen + ANOTHER_MATTER * another
        parts.append(np.where(columns[:, WHOLE] >= weakest, np.clip((odds - LOWEST) / (HIGHEST - LOWEST), 0, 1), 0))
    return np.concatenate(parts)
