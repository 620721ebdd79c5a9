"""Which letters of a batch are on one matter: the step under issues and under repeats."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from drafting.letters.batch import Letter
from drafting.letters.clusters import group
from drafting.letters.describing import describe
from drafting.letters.duplicates import find_duplicates
from drafting.letters.storing import Picked, Texts


@dataclass(frozen=True, slots=True)
class Matters:
    """``groups`` holds every letter's index once, those on one matter together, the most typical text first, then the copies of each text.

    ``copy_of`` gives for each letter the index of the first letter with the same text (exactly or nearly), None where it is the first.
    ``kinds`` tells how many of a group's letters, from its beginning, are different texts.
    """

    groups: tuple[tuple[int, ...], ...]
    kinds: tuple[int, ...]
    copy_of: tuple[int | None, ...]


def find_matters(letters: Sequence[Letter]) -> Matters:
    """Return the matters of ``letters``, those of the most different texts first; letters that nobody else writes about are alone.

    ``letters`` may lie on the disk (``StoredLetters``): they are gone through in order, a block in memory at a time.
    """
    if not letters:
        return Matters((), (), ())
    copy_of = find_duplicates(Texts(letters))
    firsts = array("q", (index for index, first in enumerate(copy_of) if first is None))
    copies: defaultdict[int, list[int]] = defaultdict(list)
    for index, first in enumerate(copy_of):
        if first is not None:
            copies[first].append(index)
    rows = describe(Picked(letters, firsts))
    groups, kinds = [], []
    for members in group(rows, [1 + len(copies.get(index, ())) for index in firsts]):
        texts = [firsts[row] for row in _by_typicality(rows.names, rows.matter, members)]
        groups.append((*texts, *(copy for text in texts for copy in copies.get(text, ()))))
        kinds.append(len(texts))
    return Matters(tuple(groups), tuple(kinds), tuple(copy_of))


def _by_typicality(names: object, matter: object, members: list[int]) -> list[int]:
    """Return ``members`` with those nearest to their centre first."""
    import numpy as np
    from scipy.sparse import csr_array

    if len(members) < 3:
        return members
    closeness = np.zeros(len(members))
    for matrix in (names, matter):
        part = csr_array(matrix)[members]
        used, column = np.unique(part.indices, return_inverse=True)
        centre = np.bincount(column, part.data, len(used))  # of the columns in use: the batch has millions
        owner = np.repeat(np.arange(len(members)), np.diff(part.indptr))
        length = np.sqrt(np.bincount(owner, part.data.astype(np.float64) ** 2, len(members)))
        closeness += np.bincount(owner, part.data * centre[column], len(members)) / np.maximum(length, 1e-9)
    return [members[i] for i in np.argsort(-closeness, kind="stable").tolist()]
