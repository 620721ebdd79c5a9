"""What is told of a draft: the corrections that touch nothing guarded, side by side ones as one, at three levels of certainty."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from drafting.proofing.draft import Draft

if TYPE_CHECKING:
    from drafting.proofing.characters.correcting import Correction

_TOLD: WeakKeyDictionary[Draft, tuple[Correction, ...]] = WeakKeyDictionary()
_LEVELS = ("error", "warning", "hint")
_WORD = 2  # characters of a word that may stand alone
_LESS = 0.001  # by how much what is told with less certainty stays below the next level


def corrections(draft: Draft) -> tuple[Correction, ...]:
    """Return the corrections of a draft, in order; what stands side by side is one. Worked out once for a draft.

    Names, numbers and the office's own words are not touched, nor what the author writes so throughout, nor a natural reduplication
    (一处一处, 走一走). What may be a name that no list has is a hint at most, and so are a fault in a word with nothing beside it (以至、
    以致), a doubtful one that would tear a word apart (按|装机 → 安装|机), and a certain one in somebody else's words between quotation
    marks, in a sign of a document number or in the name of a firm; what is less certain is not told there.
    """
    if draft not in _TOLD:
        # The few matrices multiplied here are small: starting threads for them takes longer than a page.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from drafting.proofing.characters.correcting import corrector

        made = corrector()
        _TOLD[draft] = tuple(told(draft, made.corrections(draft.text), made.ranker.levels))
    return _TOLD[draft]


def told(draft: Draft, found: Sequence[Correction], levels: Mapping[str, float]) -> list[Correction]:
    """Return what is told of ``found``, the corrections of a draft in order, where a level begins at the probability in ``levels``.

    A correction told with less certainty than it has is returned with a probability that its level has.
    """
    from drafting.proofing.characters.guard_words import takes_from_word
    from drafting.proofing.characters.guards import BIT, HARD_BITS, Reason

    text = draft.text
    wanted = [one for one in found if _level(one.probability, levels)]
    kept = []
    for one, reasons in _unguarded(draft, _joined(wanted)):
        start, end, certainty = one.start, one.end, _level(one.probability, levels)
        quoted = draft.is_quoted(start, end) and not draft.is_in_title(start)
        elsewhere = quoted or reasons & HARD_BITS  # somebody else's words or name
        if elsewhere and certainty != "error":
            continue
        less = elsewhere or reasons & BIT[Reason.PLACE_LIKE] or _stands_alone(text, start, end)
        if certainty != "error" and takes_from_word(text, start, end, one.replacement):
            if certainty == "hint":
                continue
            less = True
        kept.append(one._replace(probability=min(one.probability, levels["warning"] - _LESS)) if less else one)
    return kept


def unguarded(draft: Draft, found: Sequence[Correction]) -> list[Correction]:
    """Return those of ``found``, corrections of a draft, that touch nothing that is never touched, however certain they are."""
    from drafting.proofing.characters.guards import HARD_BITS

    return [one for one, reasons in _unguarded(draft, found) if not reasons & HARD_BITS]


def _unguarded(draft: Draft, found: Sequence[Correction]) -> Iterator[tuple[Correction, int]]:
    """Yield the corrections that touch nothing guarded, each with the reasons there are to tell it with less certainty or not at all.

    A sign of a document number (掴发〔2010〕28号) and the trade name of a firm are guarded from all but what is certain.
    """
    if not found:
        return  # most pages have nothing to guard against
    import numpy as np

    from drafting.proofing.characters.candidates import Kind
    from drafting.proofing.characters.guards import BIT, HARD_BITS, Reason, bits, insisted, natural_doubling, protected, tentative

    never = HARD_BITS & ~(BIT[Reason.FIRM] | BIT[Reason.DOCUMENT_NUMBER])
    text = draft.text
    guarded = bits(protected(draft), len(text))
    for one in found:
        start, end = one.start, one.end
        reasons = int(np.bitwise_or.reduce(guarded[start:end]))
        if reasons & never or tentative(text, start, end) or insisted(text, start, end, one.replacement):
            continue
        if one.kind == Kind.DOUBLED and natural_doubling(text, start, end):
            continue
        yield one, reasons


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether the word that a place belongs to stands between marks: so little around it speaks for another."""
    from drafting.proofing.characters.guard_words import is_han

    first, last = start, end
    while first and is_han(text[first - 1]) and last - first <= _WORD:
        first -= 1
    while last < len(text) and is_han(text[last]) and last - first <= _WORD:
        last += 1
    return last - first <= _WORD


def _joined(found: Sequence[Correction]) -> list[Correction]:
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

    return _level(probability, corrector().ranker.levels)


def _level(probability: float, levels: Mapping[str, float]) -> str | None:
    return next((name for name in _LEVELS if probability >= levels[name]), None)
