"""What is told of a draft: the corrections that touch nothing guarded, side by side ones as one, at three levels of certainty."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from drafting.proofing.draft import Draft

if TYPE_CHECKING:
    from drafting.proofing.characters.correcting import Correction

_TOLD: WeakKeyDictionary[Draft, tuple[Correction, ...]] = WeakKeyDictionary()
_LEVELS = ("error", "warning", "hint")


def corrections(draft: Draft) -> tuple[Correction, ...]:
    """Return the corrections of a draft, in order; what stands side by side is one. Worked out once for a draft.

    Names, numbers and the office's own words are not touched, nor what the author writes so throughout, nor a natural reduplication
    (一处一处, 走一走). What may be a name that no list has is a hint at most.
    """
    if draft not in _TOLD:
        # No matrix is multiplied here, and starting the threads for that takes longer than a page.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        import numpy as np

        from drafting.proofing.characters.candidates import Kind
        from drafting.proofing.characters.correcting import corrector
        from drafting.proofing.characters.guards import BIT, HARD_BITS, Reason, bits, insisted, natural_doubling, protected, tentative

        text = draft.text
        found = [one for one in _joined(corrector().corrections(text)) if level(one.probability)]
        guarded = bits(protected(draft) if found else (), len(text))  # most pages have nothing to guard against
        told, most = [], corrector().ranker.levels["warning"] - 0.001  # the most that a correction of what may be a name is worth: a hint
        for one in found:
            reasons = int(np.bitwise_or.reduce(guarded[one.start : one.end]))
            if reasons & HARD_BITS or tentative(text, one.start, one.end) or insisted(text, one.start, one.end, one.replacement):
                continue
            if one.kind == Kind.DOUBLED and natural_doubling(text, one.start, one.end):
                continue
            doubtful = reasons & BIT[Reason.PLACE_LIKE]
            told.append(one._replace(probability=min(one.probability, most)) if doubtful else one)
        _TOLD[draft] = tuple(told)
    return _TOLD[draft]


def _joined(found: list[Correction]) -> list[Correction]:
    """Return ``found`` with corrections that touch made one, as likely right as the less likely of them."""
    joined: list[Correction] = []
    for one in found:
        if joined and joined[-1].end == one.start and one.probability >= 0.5 <= joined[-1].probability:
            last = joined.pop()
            least = min(last.probability, one.probability)
            one = last._replace(end=one.end, replacement=last.replacement + one.replacement, probability=least)
        joined.append(one)
    return joined


def level(probability: float) -> str | None:
    """Return at which level a correction so likely is told, ``None`` where it is not."""
    from drafting.proofing.characters.correcting import corrector

    levels = corrector().ranker.levels
    return next((name for name in _LEVELS if probability >= levels[name]), None)
