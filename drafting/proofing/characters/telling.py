"""错别字: what the language model and the ranker of the room ``characters`` find, at three levels of certainty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from drafting.documents.model import Level
from drafting.proofing.check import PLAIN, Check, Example, Hit
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


def _at(level: str, message: str) -> Callable[[Draft], Iterator[Hit]]:
    """Return the finder for the corrections at ``level``."""

    def find(draft: Draft) -> Iterator[Hit]:
        for one in corrections(draft):
            if _level(one.probability) == level:
                wrong = draft.text[one.start : one.end]
                yield Hit(one.start, one.end, message.format(wrong=wrong, right=one.replacement), one.replacement)

    return find


def _level(probability: float) -> str | None:
    from drafting.proofing.characters.correcting import corrector

    levels = corrector().ranker.levels
    return next((level for level in _LEVELS if probability >= levels[level]), None)


_WHY = "输入法选错同音、形近的字词，字典查不出来；这里按前后文判断：换成建议的字词，这句话才像公文里会有的话。"

CHECKS = (
    Check(
        code="character-wrong-in-context",
        title="前后文表明是错别字",
        family="wrong-characters",
        level=Level.ERROR,
        basis=PLAIN,
        why=_WHY,
        find=_at("error", "“{wrong}”应为“{right}”。"),
        examples=(
            Example("为深入贯彻落实党中央决策部⟦暑⟧，现就有关事项通知如下。", "为深入贯彻落实党中央决策部署，现就有关事项通知如下。"),
            Example("各级人民政府要切实加强⟦鬼魔⟧化养殖场的监督管理。", "各级人民政府要切实加强规模化养殖场的监督管理。"),
        ),
        passes=("为深入贯彻落实党中央决策部署，现就有关事项通知如下。", "各级人民政府要切实加强规模化养殖场的监督管理。"),
    ),
    Check(
        code="character-doubtful-in-context",
        title="前后文表明多半是错别字",
        family="wrong-characters",
        level=Level.WARNING,
        basis=PLAIN,
        why=_WHY,
        find=_at("warning", "“{wrong}”多半应为“{right}”，请核对。"),
        examples=(),
        passes=("各单位要按照职责分工抓好落实。",),
    ),
    Check(
        code="character-unusual-in-context",
        title="前后文里少见的字",
        family="wrong-characters",
        level=Level.HINT,
        basis=PLAIN,
        why=_WHY,
        find=_at("hint", "“{wrong}”是不是“{right}”？请核对。"),
        examples=(),
        passes=("各单位要按照职责分工抓好落实。",),
    ),
)
