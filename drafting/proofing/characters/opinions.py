"""What the network says of proposals, and what it proposes itself.

Of proposals: how well the characters that they would put in fit there, beside those that stand there. It proposes what it expects where the
text is most surprising: a wrong character may be neither near in sound nor in shape to the right one (公共场聊).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from drafting.proofing.characters.candidates import LONGEST, Candidates, Kind
from drafting.proofing.characters.network import Network
from drafting.proofing.characters.proposing import Proposals, Scored, singles

OPINIONS = ("fit_gain", "old_fit", "new_fit", "new_rank")
"""By how much better the new characters fit than the old ones, how far the worst of the old and of the new ones is below the best of all,
and the logarithm of how many would fit better than the worst new one."""

SURPRISING = 9.0
"""The doubt from which on the network is asked what it expects at a place, whatever that sounds and looks like: four places in a thousand
of unread text. What that adds is in ``evaluation/README.md``."""

_EXPECTED = 2  # characters that are expected at a place
_WORST = np.float32(-20)
_PLACES = 1024  # places whose fits are held at once: 18 kB each


def expected(seen: Scored, doubts: NDArray[np.float32], network: Network, candidates: Candidates) -> Proposals:
    """Return the characters that the network expects where ``doubts`` are ``SURPRISING``, without those that ``candidates`` has there."""
    places = np.flatnonzero(doubts >= SURPRISING).astype(np.int32)
    columns = np.empty((len(places), _EXPECTED), dtype=np.int64)
    for begin in range(0, len(places), _PLACES):
        here = slice(begin, begin + _PLACES)
        fits = network.fits(seen.codes, places[here])
        fits[:, ~network.chinese] = -np.inf
        fits[np.arange(len(fits)), network.columns(seen.codes[places[here]])] = -np.inf
        columns[here] = np.argpartition(-fits, _EXPECTED, axis=1)[:, :_EXPECTED]
    start, codes = np.repeat(places, _EXPECTED), network.characters[columns.ravel()]
    known = candidates.characters(seen.codes[places])
    tried = np.isin(start.astype(np.int64) << 16 | codes, places[known.index].astype(np.int64) << 16 | known.candidate)
    return singles(start[~tried], codes[~tried], Kind.EXPECTED)


def opinions(made: Proposals, seen: Scored, network: Network) -> NDArray[np.float32]:
    """Return ``OPINIONS`` of each of ``made``; what adds or takes away characters has no gain, only what is said of the old ones."""
    said = np.zeros((len(made.start), len(OPINIONS)), dtype=np.float32)
    same = made.length == made.size
    for column in range(LONGEST):
        inside = np.flatnonzero(column < made.length)
        place = made.start[inside].astype(np.int32) + column
        changed = ~same[inside] | (made.codes[inside, column] != seen.codes[place])
        inside, place = inside[changed], place[changed]
        old = network.columns(seen.codes[place])
        new = np.where(same[inside], network.columns(made.codes[inside, column]), old)
        old_fit, new_fit, rank = _judged(place, old, new, seen, network)
        known = same[inside]
        said[inside, 0] += np.where(known, new_fit - old_fit, 0)
        said[inside, 1] = np.minimum(said[inside, 1], old_fit)
        said[inside, 2] = np.minimum(said[inside, 2], np.where(known, new_fit, 0))
        said[inside, 3] = np.maximum(said[inside, 3], np.where(known, rank, 0))
    return said


def _judged(
    place: NDArray[np.int32], old: NDArray[np.uint16], new: NDArray[np.uint16], seen: Scored, network: Network
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Return how far an old and a new character are below the best for their place, and ln of how many fit better than the new one."""
    found = np.zeros((3, len(place)), dtype=np.float32)
    places, row = np.unique(place, return_inverse=True)
    order = np.argsort(row, kind="stable")
    limits = np.searchsorted(row[order], np.arange(0, len(places) + _PLACES, _PLACES))
    for number, start in enumerate(range(0, len(places), _PLACES)):
        fits = network.fits(seen.codes, places[start : start + _PLACES])
        fits[:, ~network.chinese] = -np.inf
        fits -= fits.max(axis=1, keepdims=True)
        np.maximum(fits, _WORST, out=fits)  # what is outside the alphabet, too
        which = order[limits[number] : limits[number + 1]]
        rows = row[which] - start
        found[0, which], found[1, which] = fits[rows, old[which]], fits[rows, new[which]]
        for at in which:  # one by one: a table of all of them would be as large as the fits
            found[2, at] = np.log1p((fits[row[at] - start] > found[1, at]).sum())
    return found[0], found[1], found[2]
