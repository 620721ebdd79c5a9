"""Where a text names organs, firms and schools, by the words that end their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from drafting.letters.lexicon import Ending, Words, any_of, either, word_rows
from drafting.letters.places import AREA_NAME, FUNCTION

_NAME_CHARACTERS = 16  # of a name before its ending

_NO_NAME = frozenset(FUNCTION)
_AREA_MARK = re.compile("[A-Z省]")
_BRACKET = re.compile(r"（[^（）\d]{1,4}\Z")
_ADDRESS = re.compile(
    r"[\d一二三四五六七八九十](?:号|栋|楼|期|单元|座|组)|大道|高速|广场|小区|社区|街道|家园|大厦|花园|公寓|大市场|村(?!委|民|镇)|路|街(?!道)"
    r"|旁|门面|对面|附近|楼下|隔壁"
)
_ADDRESS_ENDS = frozenset("号栋楼期元座组道速场区道园厦寓村路街旁面近下壁")  # with one of these every match of ``_ADDRESS`` ends
_BESIDE = frozenset("号栋楼期元座组旁近下壁")  # 12号酒店 is no name, 云岭广场酒店 may be one
_TIME = re.compile(
    r"(?=[\d一二三四五六七八九十上下年])(?:[\d一二三四五六七八九十]{1,4}(?:年|月|日|级|届|点|栋|期|楼|家|版|所|间|处|区)|[上下]半年|年底|年初)+"
)
_TIME_BEGINS = frozenset("一二三四五六七八九十上下年")
_NO_BUREAU = frozenset("布格大僵骗当结残败开政定时破出入饭牌赌对战变")  # before 局: 布局, 结局
_OVER_THE_PLACE = ("市", "县", "区", "镇", "乡", "省")  # before 政府
_NO_ORGAN = re.compile(
    "长|员|部(?!门)|面(?!馆)|势|限|域|促|办公室主任|费|用房|部门规|主任|经理|条例|管理办法|法[规律]"
)  # behind: 物业费, 局长
_NO_ORGAN_FIRST = frozenset("长员部面势限域促办费用主经条管法")
_GOVERNMENTS = ("政府", "人民政府")  # named by their area alone
_LOCAL = ("街道", "社区")  # organs, and as often places
_FORM = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|公司|办事处|办)$")


class Mention(NamedTuple):
    """An organ named at ``text[begin:end]``: by its ``name`` or by a ``general`` word (物业); ``state`` where it is one of the state's."""

    name: str
    begin: int
    end: int
    general: bool
    state: bool


class _Patterns(NamedTuple):
    endings: Words
    general: frozenset[str]
    nameless: frozenset[str]
    none: frozenset[str]
    state: frozenset[str]
    inner: frozenset[str]
    short: frozenset[str]
    leading: re.Pattern[str]
    leading_begins: frozenset[str]
    tail: re.Pattern[str]
    tail_begins: frozenset[str]
    bare: re.Pattern[str]
    acts_itself: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rows = word_rows("letters_organs.tsv")
    middle, last = "|".join(rows["名中词"]), "|".join(rows["名末词"])
    first = "".join(sorted({word[0] for word in (*rows["名中词"], *rows["名末词"])}))
    return _Patterns(
        endings=Words([*rows["机关"], *rows["单位"], *rows["通称"]]),
        general=frozenset(rows["通称"]),
        nameless=frozenset(rows["无名"]),
        none=frozenset(rows["不算"]),
        state=frozenset(rows["机关"]),
        inner=frozenset(rows["名中字"]),
        short=frozenset(word for word in rows["前缀"] if len(word) == 1),
        leading=any_of(word for word in rows["前缀"] if len(word) > 1),
        leading_begins=frozenset(word[0] for word in rows["前缀"] if len(word) > 1),
        # 物业管理有限公司, 大学附属医院
        tail=re.compile(rf"(?=[（第{first}])(?:（[^（）\d]{{1,4}}）|第[一二三四五六七八九十]|{middle}){{0,5}}(?:{last})"),
        tail_begins=frozenset(f"（第{first}"),
        bare=re.compile(rf"\d*(?:{middle})*(?:{last})"),  # no name: 投资有限公司
        acts_itself=re.compile(rf"[\W_]|$|{either(rows['街道自己'])}"),
    )


def is_named(organ: str) -> bool:
    """Tell whether an organ is called by its name, not by a general word (物业, 学校); with its area an organ of the state is named."""
    patterns = _patterns()
    area = AREA_NAME.match(organ)
    core = organ[area.end() :] if area else organ
    return core not in patterns.general or (area is not None and core.endswith(tuple(patterns.state)))


def plain_name(organ: str) -> str:
    """Return the key under which the names of one organ in a letter join: without area and form (A市锦禾置业有限公司 → 锦禾置业)."""
    core = AREA_NAME.sub("", organ) if _AREA_MARK.search(organ) else organ
    return (_FORM.sub("", core) or core) if core[-1:] in ("司", "处", "办") else core


def organ_endings() -> tuple[str, ...]:
    """Return the words that end names of organs, by number."""
    return _patterns().endings.words


def find_mentions(text: str, endings: Sequence[Ending] | None = None) -> list[Mention]:
    """Return the organs that ``text`` names, in order. Where 街道 or 社区 is only part of an address, it is none.

    ``endings`` are the ``organ_endings`` in it, none in another; None: they are looked for here.
    """
    patterns = _patterns()
    result: list[Mention] = []
    last = 0
    for which, start, end, run in patterns.endings.endings(text) if endings is None else endings:
        if start < last:
            continue
        ending = patterns.endings.words[which]
        tail = patterns.tail.match(text, end) if text[end : end + 1] in patterns.tail_begins else None
        if tail:
            end = tail.end()
        if text[end : end + 1] in _NO_ORGAN_FIRST and _NO_ORGAN.match(text, end):
            continue
        if start == last and result and is_named(result[-1].name):  # 公安局交警大队
            whole = result.pop()
            result.append(Mention(whole.name + text[start:end], whole.begin, end, False, whole.state))
            last = end
            continue
        if not tail:
            if ending in patterns.nameless:
                result.append(Mention(ending, start, end, True, False))
                last = end
                continue
            if ending in _LOCAL and not patterns.acts_itself.match(text, end):
                continue
            if ending == "局" and text[start - 1 : start] in _NO_BUREAU:
                continue
            if ending == "政府" and text[start - 1 : start] not in _OVER_THE_PLACE:
                continue
        name = _name(text, last, start, end, run)
        area = AREA_NAME.match(name) if _AREA_MARK.search(name) else None
        core = name[area.end() :] if area else name
        short = text[start:end]
        general = short in patterns.general and (len(core) - len(short) < 2 or core[: len(core) - len(short)].isdecimal())
        if general:
            name = name if len(core) < len(short) else name[: len(name) - len(core)] + short
            general = name == short or core == short
        elif not (area and core in _GOVERNMENTS) and (
            patterns.bare.fullmatch(core)
            or name in patterns.none
            or core in patterns.none
            or len(core) < 3
            or (len(core) == len(short) and core[0] not in "区市县")
        ):
            continue
        last = end
        result.append(Mention(name, end - len(name), end, general, ending in patterns.state))
    return result


def _name(text: str, last: int, start: int, end: int, run: int) -> str:
    """Return the name that the ending at ``text[start:end]`` ends: from the last area in it, else after what is no part of a name."""
    patterns = _patterns()
    least = max(last, start - _NAME_CHARACTERS)
    begin = max(run, least)
    while begin > least:
        while begin > least and (before := text[begin - 1]) not in _NO_NAME and before.isalnum():
            begin -= 1
        if begin == least:
            break
        if text[begin - 2 : begin] in patterns.inner:
            begin -= 2
        elif text[begin - 1 : begin + 1] in patterns.inner:
            begin -= 1
        elif text[begin - 1] == "）" and (bracket := _BRACKET.search(text, least, begin - 1)):
            begin = bracket.start()
        else:
            break
    begin = max(begin, least)
    if begin == start:
        return text[start:end]
    area, core = begin, begin
    if _AREA_MARK.search(text, begin, start + 1):
        for found in AREA_NAME.finditer(text, begin, min(start + 1, end - 1)):
            area, core = found.start(), found.end()
    if text[core] == "）":
        area = core = core + 1
    trimmed = core
    if start - trimmed > 1 and not _ADDRESS_ENDS.isdisjoint(text[trimmed:start]):
        for found in _ADDRESS.finditer(text, trimmed, start):
            beside = found[0][-1] in _BESIDE
            if beside or (start - found.end() > 1 and not patterns.bare.fullmatch(text, found.end(), end)):
                trimmed = found.end()
    for _ in range(2):
        at = trimmed
        if (first := text[trimmed]) in _TIME_BEGINS or first.isdecimal():
            found_time = _TIME.match(text, trimmed, start)
            trimmed = found_time.end() if found_time else trimmed
        if start - trimmed > 1 and not patterns.leading_begins.isdisjoint(text[trimmed:start]):
            for found in patterns.leading.finditer(text, trimmed, start):
                trimmed = found.end()
        # behind an area stands a name: 西地省建禾集团, where 建 alone would be a verb
        while area == core or trimmed > core:
            if trimmed == start or text[trimmed] not in patterns.short or text[trimmed : trimmed + 2] in patterns.inner:
                break
            trimmed += 1
        if trimmed == at:
            break
    if trimmed == least > last and text[end - 1] not in "司团":
        return text[start:end]  # a sentence, not a name
    return text[area if trimmed == core else trimmed : end]
