"""可解释: what a reply gives as its grounds: rules it cites, facts it has looked into, reasons, and what is done or can be done.

Whether a rule exists and is in force is not decided here: the desk asks the proofing room (``Judge``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from drafting.letters.reply_parts import Kind, Part

NAMED, BOTH, UNNAMED, TOLD, BRIEF = 60, 75, 45, 40, 15
NOT_OURS = 40
REASONS, MEASURES, FAULT = 15, 10, 25
"""The points of the score; ``grounds_score`` is the formula. The highest sum is 100."""

_BRIEF = 25  # Chinese characters of substance below which an answer only asserts

_TITLE = re.compile(r"《([^《》\n]{2,80})》|〈([^〈〉\n]{2,80})〉")
_RULE = re.compile(
    r"(?:法|法典|条例|规定|办法|细则|规则|准则|通知|意见|方案|规划|规程|标准|规范|批复|决定|纪要|制度|公告|通告|计划|目录|纲要|决议|解释|合同|公约|协议|函|预案|政策|指南|导则"
    r"|条款|措施|章程|草案|报告|清单|说明|书)(?:[（(（][^）)]{1,20}[）)])?(?:的通知)?$"
)
_NUMBER = re.compile(r"[〔\[（(﹝【［]\s?(?:19|20)\d\d\s?[〕\])）﹞】］]\s?第?\s?\d{1,4}\s?号|\[政府发文\]\s?\d+\s?号|第\s?\d{1,4}号令")
_BARE_LAW = re.compile(
    r"(?:根据|按照?|依据|依照|遵照|违反|适用|符合)(?:了|国家|我国|现行)?(?:的)?(?P<name>(?:中华人民共和国)?[一-鿿]{2,10}?"
    r"(?:保护法|管理法|合同法|保险法|安全法|教育法|处罚法|许可法|诉讼法|劳动法|物权法|规划法|婚姻法|组织法|管理条例|保险条例|民法典))"
)
# A name that only a national law bears. 《某市路灯管理办法》 is no law, and what ends in 方法 or 做法 is none either.
_LAW = re.compile(r"^.{2,}(?<![办方做书语说用看疗执司])法(?:典)?(?:[（(][^（()）]{1,20}[)）])?$")
_GENERAL = re.compile(
    r"(?:根据|按照?|依据|依照|遵照|参照|严格执行|符合|落实)[^，。；]{0,24}?(?:政策|规定|文件|标准|要求|精神|法律|法规|规划|程序|计划|部署|安排|合同|制度|原则|办法|约定)"
)
_LOOKED = re.compile(
    r"经(?:我|本|市|县|区|镇|乡|街道|社区|办)?[^，。；]{0,12}?(?:查|核实|调查|核查|了解|走访|勘|排查|检测|协调|沟通|联系|询问|查证|比对|走访)"
    r"|(?:现场|实地|上门|入户)(?:[^，。；]{0,6})?(?:查看|调查|踏勘|勘察|勘查|检查|核实|走访|调研|察看|处置)"
    r"|调查(?:核实|了解|情况|结果)|据(?:调查|了解|核实|反映|查)|约谈|座谈|联席会|专题会|督查|踏勘|走访|电话(?:回访|联系)|核实(?:到|了|清楚|情况)|立案|执法人员|工作人员[^，。；]{0,16}(?:到|赴|前往|与|对)"
)
_CONCRETE = re.compile(r"\d+(?:\.\d+)?\s*(?:年|月|日|元|万|米|公里|平方|亩|户|人|个|台|吨|%|％|余|多|辆|栋|条|家|所|处|套|天|次)")
_REASON = re.compile(
    r"因为?(?![此而])|因素|由于|鉴于|为了?(?:确保|保障|规范|方便|解决|更好|进一步|满足|避免|加强|缓解)|原因|考虑到?|所以|导致|造成|加之|受[^，。；]{1,14}影响|无法|不符合|不具备|尚未|暂未|暂无|没有[^，。；]{0,12}(?:规定|政策)"
    r"|不属于?|属于?[^，。；]{2,20}(?:范围|行为|范畴|问题|项目)|才能|方可|必须|不得|只能|可以|应当?|即"
)
_MEASURE = re.compile(
    r"已(?:经)?[^，。；]{0,16}(?:安排|责令|责成|督促|要求|完成|列入|纳入|拆除|修复|整改|处罚|处理|解决|开通|启动|立案|下达|发放|到位|协调|组织|通知|制定|开始|办理|去函|发函|列|纳|签|建|更换|清理|安装|关停|停业|增加|调整|上报|申报|批评|教育|取缔|抢修|恢复|检修|疏通|清运|补发|退还)"
    r"|下一步|将[^，。；]{0,20}(?:加强|加大|督促|整改|开展|启动|建设|完成|实施|研究|协调|推进|组织|考虑|继续|落实|安排|进行|按照|依法|在|于|逐步|积极|对(?!待))|预计|计划|拟|责令|责成|督促|整改|正在[^，。；]{1,20}"
    r"|(?:请|可|可以|需)[^，。；]{0,24}(?:办理|申请|提交|提供|携带|申报|登记|缴纳|起诉|仲裁|咨询|查询|致电|拨打)"
)


class Fault(NamedTuple):
    """A ground that does not hold: its words in the reply, and why, as a sentence."""

    text: str
    message: str


class Judgement(NamedTuple):
    """What is known of the rules a reply cites: those on record, those that do not hold, and names of national laws that none bears."""

    known: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    unknown: tuple[str, ...] = ()


Judge = Callable[[str, date | None], Judgement]
"""Judges the rules cited in a text that was written on a day (None: not known)."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a reply gives as grounds: ``cited`` rules by name or number, ``general`` ones (根据有关规定), facts, reasons, measures.

    ``least`` are the points that the answer has for what it tells, whatever it is founded on; ``unknown`` are names of laws that are not
    on record: they are no ground, and none of the ``cited``.
    """

    least: int
    cited: tuple[str, ...]
    general: bool
    looked: bool
    concrete: bool
    reasons: bool
    measures: bool
    known: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    unknown: tuple[str, ...] = ()


def is_law_name(name: str) -> bool:
    """Whether ``name``, without title marks, is shaped as the name of a national law: 中华人民共和国某某法, 某某法, 某某法典."""
    return bool(_LAW.match(name))


def cited_rules(text: str) -> tuple[str, ...]:
    """Return the laws, rules and documents that ``text`` names, each once: by title marks, by number, or as a law without marks."""
    titles = [found[1] or found[2] for found in _TITLE.finditer(text) if _RULE.search((found[1] or found[2]).strip())]
    found = [f"《{title}》" for title in titles]
    if not found:
        found = [match[0] for match in _NUMBER.finditer(text)] or [match["name"] for match in _BARE_LAW.finditer(text)]
    return tuple(dict.fromkeys(found))


def find_grounds(part: Part, day: date | None, judge: Judge | None) -> Grounds:
    """Return the grounds of a part of a reply; ``judge`` (None: nobody) says which of the cited rules hold on ``day``."""
    text = "，".join(part.substance)
    named = cited_rules(part.text)
    judged = judge(part.text, day) if judge is not None and named else Judgement()
    cited = tuple(name for name in named if name not in judged.unknown)
    told = "，".join(clause for clause in part.substance if not any(name in clause for name in judged.unknown))
    answers = part.kind is Kind.ANSWER
    return Grounds(
        least=(TOLD if part.size >= _BRIEF else BRIEF) if answers else NOT_OURS if part.kind is Kind.NOT_OURS else 0,
        cited=cited,
        general=answers and bool(_GENERAL.search(told)),
        looked=answers and bool(_LOOKED.search(part.text)),
        concrete=answers and len(_CONCRETE.findall(text)) > 2,
        reasons=answers and bool(_REASON.search(part.answer)),
        measures=answers and bool(_MEASURE.search(text)),
        known=judged.known,
        faults=judged.faults,
        unknown=judged.unknown,
    )


def grounds_score(grounds: Grounds) -> int:
    """Return the points from 0 to 100: rules or facts (both: more), else what is told; reasons, measures; less for each faulty ground."""
    facts = grounds.looked or grounds.concrete
    if grounds.cited and facts:
        points = BOTH
    elif grounds.cited or facts:
        points = NAMED
    else:
        points = max(grounds.least, UNNAMED if grounds.general else 0)
    points += REASONS * grounds.reasons + MEASURES * grounds.measures
    return max(0, min(100, points) - FAULT * len(grounds.faults))
