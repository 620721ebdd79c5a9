"""What is told of a draft: the corrections that touch nothing guarded, side by side ones as one, at three levels of certainty."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from drafting.proofing.draft import Draft

if TYPE_CHECKING:
    from drafting.proofing.characters.correcting import Correction

_TOLD: WeakKeyDictionary[Draft, tuple[Correction, ...]] = WeakKeyDictionary()
_LEVELS = ("error", "warning", "hint")


def corrections(draft: Draft) -> tuple[Correction, ...]:
    """Return the corrections of a draft, in order; what stands side by side is one. Worked out once for a draft.

    Names, numbers and the office's own words are not touched, nor what the author writes so throughout.
    """
    if draft not in _TOLD:
        from drafting.proofing.characters.correcting import corrector
        from drafting.proofing.characters.guards import HARD_BITS, bits, insisted, protected

        untouchable = (bits(protected(draft), len(draft.text)) & HARD_BITS) != 0
        found = corrector().corrections(draft.text, untouchable)
        _TOLD[draft] = tuple(one for one in _joined(found) if not insisted(draft.text, one.start, one.end, one.replacement))
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
