"""文风: sentences too long to read aloud, words typed twice."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.documents.words import cut
from drafting.proofing.check import PLAIN, Check, Example, Hit, practice
from drafting.proofing.draft import HAN, TEXT_ROLES, Draft
from drafting.proofing.shapes import excepted

LONGEST = 260  # characters between two stops; in 200 genuine documents one sentence in some thousands is longer

_SENTENCE = expression(r"[^。！？；：\n]+")


def _long(draft: Draft) -> Iterator[Hit]:
    """Tell of the longest sentence, and how many there are: a reader needs one reminder, not one for each."""
    found = []
    for start, paragraph in draft.each(*TEXT_ROLES):
        if len(paragraph.text) <= LONGEST or paragraph.place.cell is not None:
            continue
        for match in _SENTENCE.finditer(paragraph.text):
            length = match.end() - match.start()
            # A list of names is long and easy to read; 、 counts for it.
            # The guiding thought is a formula that nobody may shorten.
            if length > LONGEST and match.group().count("、") * 14 < length and "为指导" not in match.group():
                found.append((length, start + match.start()))
    if found:
        length, at = max(found)
        others = f"全文这样的长句有{len(found)}句，" if len(found) > 1 else ""
        yield Hit(at, at + length, f"这句话有{length}字，念起来接不上气，{others}建议断开。")


_PARTICLES = {
    "的": "的的确",
    "了": "(?<![要以步便常来够为])了了解|了了(?:然|事|结|之|断|却|无)|[明小]了了",  # 办了|了解手续 is right, 需要|了解 is not two
    "在": "[存现正实潜所内自]在在",
    "是": "是是非|[总于若可要只就还也却正乃凡但]是是",
    "对": "[应相面核针配校绝反]对对|对对[账帐比照]",
    "和": "和和[气美睦平谐]|[共总温缓饱联]和和",
    "与": "与与会|[参给赋]与与",
    "将": "[即必]将将",
    "把": "把把[关脉]",
    "被": "被被告|被被[害申执诉保监]",
    "以": "[可予加足难何]以以|以以[色军及]",
    "向": "[导方趋走流风志意偏倾定]向向|向向[东西南北阳日上下前]",
    "于": "[由关对属鉴等]于于",
    "从": "[服跟随听盲]从从|从从容",
    "及": "[以涉危普殃波论顾]及及|及及[时其格早至]",
}
_DOUBLED_PARTICLE = expression(rf"([{''.join(_PARTICLES)}])\1++")
_LEGAL_PARTICLE = {char: expression(legal) for char, legal in _PARTICLES.items()}


def _particles(draft: Draft) -> Iterator[Hit]:
    for match in _DOUBLED_PARTICLE.finditer(draft.text):
        start, end = match.span()
        char = draft.text[start]
        if (draft.is_quoted(start, end) and not draft.is_in_title(start)) or excepted(_LEGAL_PARTICLE[char], draft.text, start, end):
            continue
        # 目的的, 一目了了: the first of the two ends a word of its own. Of three or more, one at least is too many.
        spoilt = char == "了" and draft.text[end] == "解"  # 需要了|了解: the second belongs to a word
        if end - start > 2 or spoilt or (draft.is_word(start, start + 1) and draft.is_word(start + 1, end)):
            yield Hit(start, end, f"“{char}”字重复。", char)


# The look ahead finds at half the cost the places where a character comes back so soon that a word can be doubled.
_DOUBLED_WORD = expression(rf"(?=(?P<c>.).{{1,5}}(?P=c))(?P<x>(?P<w>{HAN}{{2,6}}?)(?P=w)+)")


def _is_whole(draft: Draft, start: int, end: int) -> bool:
    """Tell whether a word stands at ``[start, end)``, by itself or as a half of a set phrase: 认真落实|落实, 全面|全面落实."""
    if draft.is_word(start, end):
        return True
    text = draft.text
    return any(
        low >= 0 and "\n" not in text[low:high] and len(cut(text[low:high])) == 1 and len(cut(other)) == 1 and draft.is_word(low, high)
        for low, high, other in ((start - 2, end, text[start - 2 : start]), (start, end + 2, text[end : end + 2]))
    )


def _words(draft: Draft) -> Iterator[Hit]:
    for match in _DOUBLED_WORD.finditer(draft.text):
        start, end = match.span("x")
        word = match["w"]
        # 一个一个, 研究研究, 年年年年 and names like 大大小小 are speech; what is typed twice is a whole word of two or more characters.
        if (
            len(set(word)) == 1
            or word[0] in "一二三四五六七八九十百千万两几多很极更太又再对由从向按以把"
            or draft.is_quoted(start, end)
            or word in _SPOKEN
            or draft.text[end] in _NOUN_ENDS
        ):
            continue
        if draft.paragraph(start).role is Role.TITLE:
            continue
        # 管理工作|工作，: the first may end a longer word only where the second ends the clause; 集装箱|装箱|作业 is right.
        first = _is_whole(draft, start, start + len(word)) or draft.text[end] in "，。；：、\n"
        # 海关海关特殊监管区域: a name may end as the next begins. 总体要求总体要求…: a heading that lost its line break.
        heading = len(word) > 2 and _HEAD_OF_LINE.fullmatch(draft.text[draft.text.rfind("\n", 0, start) + 1 : start])
        named = word[-1] in _ORGANS and word not in _NOT_ORGANS
        if first and not named and not heading and _is_whole(draft, end - len(word), end):
            yield Hit(start, end, f"“{word}”重复。", word)


_NOT_ORGANS = frozenset({"有关", "相关", "全面", "上级", "本级"})
_ORGANS = frozenset("关局部厅委院省市县区镇乡村")
_HEAD_OF_LINE = expression(
    r"[\s　]*(?:第[一二三四五六七八九十百\d]+[章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])?[\s　]*"
)


_NOUN_ENDS = frozenset("物人员费者权书证件期法")  # 妥善保管保管物: the second begins another word
_SPOKEN = frozenset(
    [
        "研究",
        "商量",
        "讨论",
        "学习",
        "考虑",
        "了解",
        "调整",
        "走访",
        "看看",
        "说说",
        "聊聊",
        "锻炼",
        "休息",
        "练习",
        "介绍",
        "打听",
        "谋划",
        "琢磨",
        "反思",
        "宣传",
        "教育",
        "比较",
        "活动",
        "热闹",
        "年年",
        "天天",
        "人人",
        "层层",
        "家家",
        "处处",
        "时时",
        # A noun that is a verb too: 本规定|规定的条件, 集体经济组织|组织实施, 省人民政府|政府采购.
        "规定",
        "组织",
        "政府",
        "出租",
        "法规",
    ]
)

CHECKS = (
    Check(
        code="doubled-particle",
        title="虚字重复",
        family="style",
        level=Level.ERROR,
        basis=PLAIN,
        why="“的的”“了了”“在在”是改稿时留下的重字；“目的的”“存在在”不是。",
        find=_particles,
        examples=(
            Example("扎实做好当前⟦的的⟧工作。", "扎实做好当前的工作。"),
            Example("扎实做好当前⟦的的的的⟧工作。", "扎实做好当前的工作。"),
            Example("县级⟦及及⟧以上主管部门审批。", "县级及以上主管部门审批。"),
            Example("需要⟦了了⟧解有关政策。", "需要了解有关政策。"),
            Example("现印发《关于优化营商环境⟦的的⟧决定》。", "现印发《关于优化营商环境的决定》。"),
        ),
        passes=("以营利为目的的活动。", "的的确确", "如实说明存在在哪些问题。", "是是非非", "办了了结手续"),
        sure=True,
    ),
    Check(
        code="doubled-word",
        title="词语重复",
        family="style",
        level=Level.HINT,
        basis=PLAIN,
        why="同一个词连写两遍，多是粘贴、改稿时留下的。",
        find=_words,
        examples=(
            Example("认真做好⟦工作工作⟧总结。", "认真做好工作总结。"),
            Example("加强⟦基础设施基础设施⟧建设。", "加强基础设施建设。"),
            Example("各单位要认真⟦落实落实⟧各项措施。", "各单位要认真落实各项措施。"),
            Example("⟦有关有关⟧市政府要抓好落实。", "有关市政府要抓好落实。"),
        ),
        passes=(
            "一个一个解决问题。",
            "这件事必须抓得很紧很紧。",
            "大家研究研究。",
            "高高兴兴",
            "人民日报日报道",
            "会同海关海关特殊监管区域管理部门办理。",
            "一、信息公开信息公开是政府的职责。",
        ),
    ),
    Check(
        code="long-sentence",
        title="句子过长",
        family="style",
        level=Level.HINT,
        basis=practice("公文文风要求"),
        why="讲话稿是念的，一口气念不完的句子要断开。",
        find=_long,
        examples=(
            Example(
                "⟦" + "各单位要结合本地实际认真研究制定切实可行的工作方案，" * 11 + "并将落实情况及时报送⟧。",
                "各单位要结合本地实际认真研究制定切实可行的工作方案。" * 11 + "并将落实情况及时报送。",
            ),
        ),
        passes=("各单位要结合本地实际认真研究制定切实可行的工作方案。",),
        passage=True,
    ),
)
