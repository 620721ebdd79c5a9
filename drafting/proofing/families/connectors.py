"""标点符号: what joins two words or figures – the hyphen, the dash, the wave of a range (GB/T 15834—2011, 4.10, 4.13)."""

from __future__ import annotations

import re

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.documents.words import tag
from drafting.proofing.check import GB15834, Check, Example, must, should
from drafting.proofing.draft import CJK, HAN
from drafting.proofing.shapes import pattern

_UNITS = (
    r"(?:万|亿|千|百)?(?:年(?!\d)|个|天|日(?!\d)|周|月(?!\d)|小时|分钟|秒|人|户|次|家|项|条|名|元|米|公里|千米|厘米|毫米"
    r"|平方|立方|公斤|千克|克|吨|度|℃|倍|层|岁|级|亩|公顷|[%％‰])"
)

# 北京--上海: two short nouns that stand alone are where something begins and ends.
_SHORT = expression(rf"(?:^|[^{CJK}]){HAN}{{1,4}}(?:[省市县区站港])?$"), expression(rf"{HAN}{{1,4}}(?:$|[^{CJK}]|[高铁线段间路])")


def _dash(match: re.Match[str]) -> str | None:
    text = match.string
    before, after = text[max(0, match.start() - 8) : match.start()], text[match.end() : match.end() + 8]
    if _SHORT[0].search(before) and _SHORT[1].match(text, match.end()):
        return "—"
    left, right = tag(before.rsplit("\n", 1)[-1]), tag(after.split("\n", 1)[0])
    # Between two longer nouns it may be either: a person must say.
    return None if left and right and left[-1][1].startswith("n") and right[0][1].startswith("n") else "——"


CHECKS = (
    Check(
        code="hyphen-in-years",
        title="起止年份用了半角连接号",
        family="punctuation",
        level=Level.WARNING,
        basis=should(GB15834, "4.13.3"),
        why="标示时间起止用一字线“—”（也可用浪纹线“～”），不用半角“-”。",
        find=pattern(
            r"(?<![\d\-/A-Za-z])(?P<a>(?:19|20)\d\d年?)(?P<x>[-–~]{1,2})(?=(?:19|20)\d\d年)",
            "起止年份用一字线“—”",
            "—",
            keys=("-", "–", "~"),
            reach=12,
            group="x",
            quoted=True,
        ),
        examples=(
            Example("制定2013⟦-⟧2015年行动计划。", "制定2013—2015年行动计划。"),
            Example("表3.2019⟦-⟧2025年主要指标", "表3.2019—2025年主要指标"),
        ),
        passes=(
            "制定2013—2015年行动计划。",
            "制定2013～2015年行动计划。",
            "编号为2013-2015-01。",
        ),
    ),
    Check(
        code="hyphen-in-range",
        title="数值范围用了半角连接号",
        family="punctuation",
        level=Level.WARNING,
        basis=should(GB15834, "4.13.3"),
        why="标示数值范围用浪纹线“～”或一字线“—”，不用半角“-”“~”。",
        find=pattern(
            rf"(?<![\d\-–—/.A-Za-z〔第号#＃])(?:\d{{1,3}}(?:\.\d{{1,3}})?|\d{{4,}}\.\d+)(?:[%％]|万|亿)?(?P<x>[-~])(?=\d{{1,4}}(?:\.\d+)?{_UNITS})",
            "数值范围用浪纹线“～”，起止月、日用一字线“—”",
            lambda m: "—" if expression(r"\d{1,2}[月日]").match(m.string[m.end() :]) else "～",
            keys=("-", "~"),
            reach=24,
            group="x",
        ),
        examples=(Example("在3⟦-⟧5年内完成。", "在3～5年内完成。"),),
        passes=("在3～5年内完成。", "在3—5年内完成。", "2024-05-08", "电话0571-8500人工坐席", "附件1-3。", "表3.2019-2025年主要指标"),
    ),
    Check(
        code="dash-between-words",
        title="两个词之间的连接号用了破折号",
        family="punctuation",
        level=Level.WARNING,
        basis=should(GB15834, "4.13.3"),
        why="“成本—收益”这样连接两个相关的词，用占一个字的一字线“—”；破折号“——”表示解释说明。",
        find=pattern(
            rf"(?<=“)(?P<a>{HAN}{{2,4}})(?P<x>——)(?={HAN}{{2,4}}”)",
            "连接两个词用一字线“—”",
            "—",
            keys=("——",),
            reach=8,
            group="x",
            quoted=True,
        ),
        examples=(Example("进行“成本⟦——⟧收益”分析。", "进行“成本—收益”分析。"),),
        passes=("进行“成本—收益”分析。", "效能新风拂面来——某县机关建设纪实", "“核心区——示范区——辐射区”"),
    ),
    Check(
        code="ascii-dash",
        title="破折号用了半角连字符",
        family="punctuation",
        level=Level.WARNING,
        basis=must(GB15834, "4.10"),
        why="破折号是占两个字的“——”，不写成“--”。",
        find=pattern(
            rf"(?<=[{CJK}”》）\n　])-{{2,}}(?=[{CJK}“《（])",
            "破折号应当写作“——”，起止时间、地点之间用一字线“—”",
            _dash,
            keys=("--",),
            quoted=True,
        ),
        examples=(
            Example("效能新风拂面来⟦--⟧某县机关建设纪实", "效能新风拂面来——某县机关建设纪实"),
            Example("（青山⟦--⟧清源）线路开通。", "（青山—清源）线路开通。"),
            Example("创建清源大峡谷⟦--⟧青山溶洞地质公园。", "创建清源大峡谷—青山溶洞地质公园。"),
        ),
        passes=("效能新风拂面来——某县机关建设纪实", "----"),
    ),
)
