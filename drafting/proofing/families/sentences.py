"""文风: words that do not go together, connectives that do not pair, negations that say the opposite, stock phrases piled up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.proofing.check import PLAIN, Check, Example, Hit, practice
from drafting.proofing.draft import TEXT_ROLES, Draft
from drafting.proofing.shapes import context
from drafting.proofing.tables import STOCK, places

_MANY = 8  # stock phrases in a paragraph; below this it may be a fair summary
_DENSE = 22  # characters for each of them; in 200 genuine documents no paragraph is as dense


def _stock(draft: Draft) -> Iterator[Hit]:
    found = sorted({(start, end) for _, start, end in places(draft, STOCK)})
    starts = [start for start, _ in found]
    for start, paragraph in draft.each(*TEXT_ROLES):
        end = start + len(paragraph.text)
        count = bisect_left(starts, end) - bisect_left(starts, start)
        if count >= _MANY and count * _DENSE > len(paragraph.text):
            yield Hit(start, end, f"这一段{len(paragraph.text)}字里有{count}处套话，请写出具体的事、具体的要求。")


_ADVERBS = ("进一步", "切实", "认真", "不断", "积极", "大力", "深入", "努力", "扎实")
_CLAUSE = expression(r"[^。！？；：，,;\s]+")


def _repeated(draft: Draft) -> Iterator[Hit]:
    text = draft.text
    for word in _ADVERBS:
        at = text.find(word)
        while at >= 0:
            match = _CLAUSE.match(text, at)
            clause = match.group() if match else word
            second = text.find(word, at + len(word), at + len(clause))
            if second >= 0 and not draft.is_quoted(second, second + len(word)) and "、" not in text[at:second]:
                yield Hit(second, second + len(word), f"一句话里两次用“{word}”，可删去一个。", "")
            at = text.find(word, at + max(len(clause), len(word)))


CHECKS = (
    Check(
        code="mismatched-collocation",
        title="动宾、主谓搭配不当",
        family="style",
        level=Level.WARNING,
        basis=PLAIN,
        why="力度要“加大”，水平要“提高”，义务要“履行”，作用要“发挥”；搭配错了，念起来就不通。",
        find=context("collocations", "“{wrong}”搭配不当，可改为“{right}”"),
        examples=(
            Example("要⟦加强⟧服务水平。", "要提高服务水平。"),
            Example("群众满意度和办事效率显著⟦增强⟧。", "群众满意度和办事效率显著提高。"),
            Example("公民应当⟦行使⟧纳税义务。", "公民应当履行纳税义务。"),
        ),
        passes=("要提高服务水平。", "公民行使权利和履行义务。", "发挥影响力。", "加强高水平人才队伍建设。", "加大工作力度。"),
    ),
    Check(
        code="mismatched-connectives",
        title="关联词语不配套",
        family="style",
        level=Level.WARNING,
        basis=PLAIN,
        why="“只有”配“才”，“只要”配“就”，“不但”配“而且”；配错了，条件、转折的意思就变了。",
        find=context("connectives", "关联词不配套，此处宜用“{right}”"),
        examples=(
            Example("只有压实各级责任，⟦就⟧能守住底线。", "只有压实各级责任，才能守住底线。"),
            Example("只要大家共同努力，⟦才⟧能完成任务。", "只要大家共同努力，就能完成任务。"),
            Example("不但要抓部署，⟦而是⟧要抓落实。", "不但要抓部署，而且要抓落实。"),
        ),
        passes=("只有压实各级责任，才能守住底线。", "不是要求，而是责任。", "不仅仅是任务，而是责任。", "如果有困难，就及时报告。"),
    ),
    Check(
        code="negation-reversed",
        title="否定不当",
        family="wording",
        level=Level.WARNING,
        basis=PLAIN,
        why="“防止不发生”“严禁不得”多了一个否定，意思正好相反；前面是两面、后面只说一面，也说不通。",
        find=context("leftovers", "“{wrong}”否定不当，应为“{right}”"),
        examples=(
            Example("采取措施，避免类似事故⟦不⟧发生。", "采取措施，避免类似事故发生。"),
            Example("⟦严禁不得⟧公款吃喝。", "不得公款吃喝。"),
            Example("⟦能否⟧压实责任，是做好工作的关键。", "压实责任，是做好工作的关键。"),
        ),
        passes=("防止不合格产品流入市场。", "避免类似事故再次发生。", "能否压实责任，是衡量工作成效的标准。", "不得公款吃喝。"),
    ),
    Check(
        code="repeated-adverb",
        title="一句话里同一个词反复用",
        family="style",
        level=Level.HINT,
        basis=practice("公文文风要求"),
        why="“进一步加强……进一步规范”连用两个“进一步”，删去一个更简明。",
        find=_repeated,
        examples=(Example("各单位要进一步加强管理和⟦进一步⟧规范程序。", "各单位要进一步加强管理和规范程序。"),),
        passes=("进一步加强管理，进一步规范程序。", "进一步加强管理、进一步规范程序。"),
    ),
    Check(
        code="stock-phrases",
        title="套话堆得太密",
        family="style",
        level=Level.HINT,
        basis=practice("公文文风要求"),
        why="一段话里全是“高度重视、提高认识、狠抓落实”，读的人不知道要做什么。",
        find=_stock,
        examples=(
            Example(
                "⟦各单位要高度重视，提高认识，加强领导，精心组织，周密部署，齐抓共管，形成合力，狠抓落实，取得实效，再上新台阶。⟧",
                "各单位要在月底前完成排查，列出清单，逐项整改。",
            ),
        ),
        passes=("各单位要高度重视，精心组织，确保月底前完成排查。",),
        passage=True,
    ),
)
