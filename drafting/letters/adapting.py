"""What a batch tells of itself: topics that hardly occur in it are less likely for each of its letters.

The shipped model takes all 15 topics for equally likely; an office's batch has a few. The parts of the topics are estimated from the
letters themselves, by expectation and maximisation (Saerens et al. 2002), the confident letters counting most, and topics that turn out
to have fewer than one letter in thirty are made less likely. Common topics are not made more likely: that helped the common ones at the
cost of the rest. Both figures were chosen so that held-out halves of the development letters, batches of a few topics and batches of all
topics (our own letters, held out) gain or stay as they were. To learn words from the batch too was tried (naive Bayes and a linear machine
on the confident letters) and left out: on the development letters it gained nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from drafting.letters.model import softmax

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST = 200  # letters below which a batch tells nothing
_RARE = 1 / 30  # part of the batch below which a topic is rare
_POWER = 1.5  # of the rare topic's part, by which it is made less likely
_ROUNDS = 20
_SMOOTHING = 2.0  # letters that each topic is taken to have besides


def batch_shares(scores: NDArray[np.float64], closed: Sequence[bool] | NDArray[np.bool_]) -> list[float]:
    """Return what to add to each label's score, 0 or less, from the scaled scores (texts × labels) of a batch; 0 for ``closed`` labels."""
    import numpy as np

    shut = np.asarray(closed, np.bool_)
    opened = scores[:, ~shut]
    letters, labels = opened.shape
    result = np.zeros(len(shut))
    if letters < FEWEST or labels < 2:
        return result.tolist()
    added = np.zeros(labels)
    for _ in range(_ROUNDS):
        part = (softmax(opened + added).sum(axis=0) + _SMOOTHING) / (letters + _SMOOTHING * labels)
        added = _POWER * np.log(np.minimum(part / _RARE, 1.0))
    result[~shut] = added
    return result.tolist()
