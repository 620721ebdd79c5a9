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
_WORD = 2  # characters of a word that may stand alone
_TERM = 12  # characters of the longest term between quotation marks: more are somebody's words


def corrections(draft: Draft) -> tuple[Correction, ...]:
    """Return the corrections of a draft, in order; what stands side by side is one. Worked out once for a draft.

    Names, numbers and the office's own words are not touched, nor what the author writes so throughout, nor a natural reduplication
    (一处一处, 走一走), nor somebody else's words between quotation marks. What may be a name that no list has is a hint at most, and so
    are a fault in a term between such marks (“三侬”), in a word with nothing beside it (以至、以致) and a doubtful one that would tear a
    word apart (按|装机 → 安装|机).
    """
    if draft not in _TOLD:
        # The few matrices multiplied here are small: starting threads for them takes longer than a page.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        import numpy as np

        from drafting.proofing.characters.candidates import Kind
        from drafting.proofing.characters.correcting import corrector
        from drafting.proofing.characters.guard_words import takes_from_word
        from drafting.proofing.characters.guards import BIT, HARD_BITS, Reason, bits, insisted, natural_doubling, protected, tentative

        text = draft.text
        found = _joined([one for one in corrector().corrections(text) if level(one.probability)])
        guarded = bits(protected(draft) if found else (), len(text))  # most pages have nothing to guard against
        told = []
        for one in found:
            start, end, right = one.start, one.end, one.replacement
            reasons = int(np.bitwise_or.reduce(guarded[start:end]))
            if reasons & HARD_BITS or tentative(text, start, end) or insisted(text, start, end, right):
                continue
            if one.kind == Kind.DOUBLED and natural_doubling(text, start, end):
                continue
            certainty = level(one.probability)
            quoted = draft.is_quoted(start, end) and not draft.is_in_title(start)
            if quoted and (certainty != "error" or not _is_term(text, start, end)):
                continue
            if certainty != "error" and takes_from_word(text, start, end, right):
                if certainty == "hint":
                    continue
                one = _as_hint(one)
            told.append(_as_hint(one) if quoted or reasons & BIT[Reason.PLACE_LIKE] or _stands_alone(text, start, end) else one)
        _TOLD[draft] = tuple(told)
    return _TOLD[draft]


def _is_term(text: str, start: int, end: int) -> bool:
    """Tell whether what stands between the quotation marks around a place is too short to be more than a term."""
    first, last = text.rfind("“", 0, start), text.find("”", end)
    inside = text[first + 1 : last]
    return first >= 0 and 0 < len(inside) <= _TERM and not any(mark in inside for mark in "，。；：！？“”\n")


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether the word that a place belongs to stands between marks: so little around it speaks for another."""
    from drafting.proofing.characters.guard_words import is_han

    first, last = start, end
    while first and is_han(text[first - 1]) and last - first <= _WORD:
        first -= 1
    while last < len(text) and is_han(text[last]) and last - first <= _WORD:
        last += 1
    return last - first <= _WORD


def _as_hint(one: Correction) -> Correction:
    """Return a correction with no more certainty than a hint has."""
    from drafting.proofing.characters.correcting import corrector

    return one._replace(probability=min(one.probability, corrector().ranker.levels["warning"] - 0.001))


def _joined(found: list[Correction]) -> list[Correction]:
    """Return ``found`` with corrections that touch made one, as likely right as the less likely of them."""
    joined: list[Correction] = []
    for one in found:
        if joined and joined[-1].end == one.start:
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
