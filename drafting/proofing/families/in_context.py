"""错别字: what the language model and the ranker of the room ``characters`` find, at three degrees of certainty."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from drafting.documents.model import Level
from drafting.proofing.characters.telling import corrections, level
from drafting.proofing.check import PLAIN, Check, Example, Hit
from drafting.proofing.draft import Draft

_SAID = {
    Level.ERROR: ("“{wrong}”应为“{right}”。", "“{wrong}”是多余的字。"),
    Level.WARNING: ("“{wrong}”多半应为“{right}”，请核对。", "“{wrong}”多半是多余的字，请核对。"),
    Level.HINT: ("“{wrong}”是不是“{right}”？请核对。", "“{wrong}”是不是多余的字？请核对。"),
}


def _at(wanted: Level) -> Callable[[Draft], Iterator[Hit]]:
    """Return the finder for the corrections told at the level ``wanted``."""

    def find(draft: Draft) -> Iterator[Hit]:
        for one in corrections(draft):
            if level(one.probability) == wanted.value:
                said = _SAID[wanted][not one.replacement].format(wrong=draft.text[one.start : one.end], right=one.replacement)
                yield Hit(one.start, one.end, said, None if draft.is_quoted(one.start, one.end) else one.replacement)

    return find


_WHY = "输入法选错同音、形近的字词，字典查不出来；这里按前后文判断：换成建议的字词，这句话才像公文里会有的话。"

CHECKS = (
    Check(
        code="character-wrong-in-context",
        title="前后文表明是错别字",
        family="wrong-characters",
        level=Level.ERROR,
        basis=PLAIN,
        why=_WHY,
        find=_at(Level.ERROR),
        examples=(
            Example("请各部门于三月底前将总结⟦才⟧料报送市政府办公室。", "请各部门于三月底前将总结材料报送市政府办公室。"),
            Example("各级人民政府要切实加强⟦鬼魔⟧化养殖场的监督管理。", "各级人民政府要切实加强规模化养殖场的监督管理。"),
        ),
        passes=("请各部门于三月底前将总结材料报送市政府办公室。", "进一步明确责任分工，层层传导压力。"),
        yields=True,
    ),
    Check(
        code="character-doubtful-in-context",
        title="前后文表明多半是错别字",
        family="wrong-characters",
        level=Level.HINT,  # right in 91 of 100 places in faulty sentences, in 4 of 13 on published text
        basis=PLAIN,
        why=_WHY,
        find=_at(Level.WARNING),
        examples=(Example("原则同意该项目的初步设计方案，请抓⟦进⟧组织实施。", "原则同意该项目的初步设计方案，请抓紧组织实施。"),),
        passes=("各单位要按照职责分工抓好落实。",),
        yields=True,
    ),
    Check(
        code="character-unusual-in-context",
        title="前后文里少见的字",
        family="wrong-characters",
        level=Level.HINT,
        basis=PLAIN,
        why=_WHY,
        find=_at(Level.HINT),
        examples=(Example("要认真做好来客来⟦仿⟧登记。", "要认真做好来客来访登记。"),),
        passes=("各单位要按照职责分工抓好落实。",),
        yields=True,
    ),
)
