"""Which organ, firm or school a letter complains of."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from drafting.letters.lexicon import Words, either, word_rows
from drafting.letters.places import AREA_NAME, FUNCTION

# What a mention says for its organ being the one complained of. Chosen on the letters set aside for development (evaluation).
_NAMED, _TITLE, _ACCUSED, _BLAMED, _SUFFERED, _ASKED = 1.0, 1.0, 3.0, 1.5, 1.5, -2.5
_GENERAL = 0.6  # a general word (物业) counts less than a name
_LEAST = 2.0  # an organ that is only mentioned is not complained of
_BODY_CHARACTERS = 1000
_SHARED = 3  # characters at the beginning of a firm's name by which the title may call it
_MOST = 4.0  # what mentions of one organ in the body add up to at most: a long letter is no stronger complaint


class _Patterns(NamedTuple):
    endings: Words
    name: re.Pattern[str]
    leading: re.Pattern[str]
    none: frozenset[str]
    general: frozenset[str]
    blamed: re.Pattern[str]
    asked: re.Pattern[str]
    sites: tuple[str, ...]
    nameless: frozenset[str]


_ACCUSING = re.compile(r"(?:投诉|举报|控告|控诉|质疑|揭发|曝光|状告|反映|反应|严查|查处|谴责|检举)(?:了|一下|关于|[A-Z]\d{0,2}[市区县])*$")
_SUFFERING = re.compile(r"(?:被|遭|受|由于|因为|是)$")
_ASKING = re.compile(
    r"(?:向|请|望|希望|恳请|恳求|请求|建议|呼吁|求|找|去|到|打|拨打|咨询|报|联系|跟|让|期望|期盼|盼|敦促|督促|感谢|反映给|经|会同|尊敬的)(?:了|过|各级|相关|有关|当地|到|[A-Z]\d{0,2}[市区县])*$"
)
_ADDRESS = re.compile(r".*(?:[\d一二三四五六七八九十]+(?:号|栋|楼|期|单元|座|组)|路|街(?!道)|旁|门面|对面|附近|楼下|隔壁)")
_NO_ORGAN = re.compile("长|员|办公室主任|部位|费|用房|部门规")  # behind a name: 物业费, 局长
_AFTER = re.compile(r"^[的地]?(?:相关|有关)?(?:部门|领导|人员|工作人员|方面|的?电话)?[，,、]?")


@cache
def _patterns() -> _Patterns:
    rows = word_rows("letters_organs.tsv")
    name = re.compile(rf"(?:[^\W_{FUNCTION}]|（[^（）]{{1,4}}）){{1,14}}$")
    leading = re.compile(either(rows["前缀"]))
    return _Patterns(
        Words([*rows["机关"], *rows["单位"], *rows["通称"]]),
        name,
        leading,
        frozenset(rows["不算"]),
        frozenset(rows["通称"]),
        re.compile(either(rows["被反映"])),
        re.compile(either(rows["求助"])),
        rows["场所"],
        frozenset(rows["无名"]),
    )


class _Mention(NamedTuple):
    name: str
    begin: int
    end: int


def _mentions(text: str) -> list[_Mention]:
    patterns = _patterns()
    result = []
    last = 0
    for which, start, end in patterns.endings.places(text):
        if _NO_ORGAN.match(text, end):
            continue
        ending = patterns.endings.words[which]
        if ending in patterns.nameless:
            result.append(_Mention(ending, start, end))
            last = end
            continue
        begin = patterns.name.search(text, max(last, start - 14), start)
        name = _trimmed(text[begin.start() : end], ending) if begin else ending
        core = AREA_NAME.sub("", name)
        if ending in patterns.general and len(core) - len(ending) < 2:
            area = AREA_NAME.match(name)
            name = (area[0] if area else "") + ending
        elif (name in patterns.none or core in patterns.none or len(core) < 3) and core not in patterns.general:
            continue
        last = end
        result.append(_Mention(name, end - len(name), end))
    return result


def _trimmed(name: str, ending: str) -> str:
    """Return ``name`` from the last area in it, or else after the words and the address (汇金路12号) that stand before it."""
    areas = list(AREA_NAME.finditer(name))
    head, name = (areas[-1][0], name[areas[-1].end() :]) if areas else ("", name)
    most = len(name) - len(ending)
    address = _ADDRESS.match(name)
    if address and address.end() <= most:
        head, name = "", name[address.end() :]
    leading = _patterns().leading
    for _ in range(3):
        leads = (one for one in leading.finditer(name) if one.end() < len(name) - 1)
        lead = next((one for one in leads if one.start() == 0 or len(one[0]) > 1), None)
        if lead is None or lead.end() > len(name) - len(ending):
            break
        head, name = "", name[lead.end() :]
    return head + name


def find_organ(title: str, text: str) -> str | None:
    """Return the organ, firm or school that the letter complains of, as it names it first, else the general word (物业), else None.

    Each mention is weighed: in the title, after 投诉 or 被, before a verb of wrong-doing for it; after 请 or 向, before 尽快 or 领导
    against it. An organ that the letter only turns to is not returned.
    """
    scores: defaultdict[str, float] = defaultdict(float)
    names: dict[str, str] = {}
    for part, in_title in ((title, True), (text[:_BODY_CHARACTERS], False)):
        here: defaultdict[str, float] = defaultdict(float)
        for mention in _mentions(part):
            key = _key(mention.name)
            if key not in names and not in_title and len(key) > _SHARED and key[:_SHARED] in title:
                scores[key] += _TITLE
            names.setdefault(key, mention.name)
            here[key] += _weight(part, mention, in_title)
        for key, score in here.items():
            scores[key] += score if in_title else max(-_MOST, min(score, _MOST))
    _join(scores)
    best = max(scores, key=lambda key: scores[key], default=None)
    return names[best] if best is not None and scores[best] >= _LEAST else None


def _weight(text: str, mention: _Mention, in_title: bool) -> float:
    patterns = _patterns()
    before, after = text[max(0, mention.begin - 8) : mention.begin], text[mention.end : mention.end + 14]
    general = mention.name in patterns.general
    weight = (_TITLE if in_title else 0.0) + (_NAMED * _GENERAL if general else _NAMED)
    following = _AFTER.sub("", after)
    if not general and mention.name.endswith(patterns.sites) and not patterns.blamed.match(following) and not _ACCUSING.search(before):
        weight = 0.0 if not in_title else 0.5  # 社区, 学校 and 市场 are where something is as often as they are who does it
    if in_title and _ACCUSING.search(before):
        weight += _ACCUSED
    elif _ASKING.search(before):
        return _ASKED
    if patterns.asked.match(following):
        return weight + _ASKED
    if patterns.blamed.match(following):
        weight += _BLAMED
    elif _SUFFERING.search(before):
        weight += _SUFFERED
    return weight


def _key(name: str) -> str:
    core = AREA_NAME.sub("", name)
    return re.sub(r"(?:股份有限公司|有限责任公司|有限公司|公司|办事处|办)$", "", core) or core


def _join(scores: defaultdict[str, float]) -> None:
    """Add to each name what is said of its shorter forms (泰地置业 for 西地省泰地置业), which then count no more."""
    for short in sorted(scores, key=len):
        longer = [name for name in scores if name != short and (name.endswith(short) or name.startswith(short)) and len(short) > 2]
        if len(longer) == 1 and scores[short] > 0:
            scores[longer[0]] += scores[short]
            scores[short] = 0.0
