"""数字: what bounds or blurs a figure twice, and figures written so that they are read as another (GB/T 15835)."""

from __future__ import annotations

import re

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.proofing.check import GB15835, PLAIN, PLAIN_FACT, Check, Example, must
from drafting.proofing.draft import HAN, Draft
from drafting.proofing.shapes import pattern

_HAN = "一二三四五六七八九"
_NUMBER = r"\d+(?:\.\d+)?"
_AMOUNT = rf"(?:{_NUMBER}|[{_HAN}十百千两]{{1,5}})(?:[%％]|[万亿]?{HAN}{{0,3}}?)"
_BEFORE_PAUSE = r"(?<=[^\d第附件表图、，.（(年月条款项])"


def _whole(match: re.Match[str]) -> str:
    return match["x"].replace("，", ",")


def _consecutive(draft: Draft, match: re.Match[str]) -> bool:
    # 第5、6天 and 分别为5、6天 name each one.
    before = draft.text[max(0, match.start() - 16) : match.start()]
    return int(match["b"]) == int(match["a"]) + 1 and not expression(r"分别|依次|[、和及]$|第[^，。；]*$").search(before)


_UNIT_FOR_ALL = expression(r"单位[：:]\s?(?:人民币)?[百千万亿]{0,2}(?:元|平方|公|亩|人|吨|㎡|m)")


def _has_no_other_unit(draft: Draft, match: re.Match[str]) -> bool:
    """Tell whether no unit for all figures is given elsewhere: above a table, in brackets behind the label."""
    return draft.paragraph(match.start()).place.cell is None and next(draft.find(_UNIT_FOR_ALL, ("单位：", "单位:"), 12), None) is None


def _other_part(draft: Draft, match: re.Match[str]) -> bool:
    hour = int(match["h"])
    # 下午7时 in summer is a way of speaking; 晚 begins at 8.
    return (match["part"] == "下午" and (8 <= hour <= 11 or 19 <= hour <= 23)) or (match["part"] == "上午" and hour in (1, 2, 3))


CHECKS = (
    Check(
        code="odd-with-or-so",
        title="“余”“多”与“左右”连用",
        family="numerals",
        level=Level.WARNING,
        basis=PLAIN,
        why="“20余亩”是略多于20亩，“20亩左右”是可多可少，连用互相矛盾，取其一。",
        find=pattern(
            rf"(?<![\d.{_HAN}十百千])(?P<x>(?P<n>(?:{_NUMBER}|[{_HAN}十百千两]{{1,5}})[万亿]?(?P<t>余|多)[万亿]?(?!么|种){HAN}{{1,3}}?)(?:左右|上下))(?!两|各|摆|滑|移|浮|波|级|联|衔|对|贯|游)",
            "“{t}”与“左右”不能连用，取其一",
            "{n}",
            keys=("左右", "上下"),
            reach=24,
            group="x",
        ),
        examples=(
            Example("占地⟦20余亩左右⟧。", "占地20余亩。"),
            Example("投资⟦500多万元左右⟧。", "投资500多万元。"),
        ),
        passes=("占地20余亩。", "占地20亩左右。", "20多人左右两侧就座", "30余家上下游企业"),
    ),
    Check(
        code="limit-told-twice",
        title="“不足”“最多”与“以下”“以内”连用",
        family="numerals",
        level=Level.WARNING,
        basis=PLAIN,
        why="“不足30人”就是30人以下，“不超过5天”就是5天以内，前后重复，取其一。",
        find=pattern(
            rf"(?P<x>(?P<h>不足|不满|不到|(?<!不)低于|(?<!不)少于|最多不超过|不超过|不得超过|最多)(?P<n>{_AMOUNT})(?:以下|以内|之内|之下))(?![^，。；\n]{{0,4}}(?:和|或|或者|及)?以上)",
            "“{h}”与后面的“以下”“以内”语义重复，取其一",
            "{h}{n}",
            keys=("以下", "以内", "之内", "之下"),
            reach=28,
            group="x",
        ),
        examples=(
            Example("⟦不足30人以下⟧的村，合并设点。", "不足30人的村，合并设点。"),
            Example("每次⟦不超过5人以内⟧。", "每次不超过5人。"),
        ),
        passes=("不足30人的村，合并设点。", "每次5人以内。", "不超过法定限额以内", "低于3万元的，以下列标准"),
    ),
    Check(
        code="full-width-grouping",
        title="千分撇写成了全角逗号",
        family="numerals",
        level=Level.WARNING,
        basis=must(GB15835, "5.1.2"),
        why="千分撇用半角逗号，写成“3，500元”会读成两个数。",
        find=pattern(
            r"(?<![\d.，,])(?P<x>[1-9]\d{0,2}(?:，\d{3})+(?:\.\d+)?)(?=[万亿]?(?:元|人|户|吨|亩|平方|公里|册|件))",
            "千分撇用半角逗号，不用“，”",
            _whole,
            keys=tuple(f"{digit}，" for digit in range(10)),
            reach=12,
            group="x",
            where=lambda draft, m: draft.text[m.start() - 1 : m.start()] not in tuple("至到—~～-和、第"),
        ),
        examples=(Example("发放补助⟦3，500⟧元。", "发放补助3,500元。"),),
        passes=("发放补助3500元。", "第5，100元一份。", "2023，2024年人均500元。"),
    ),
    Check(
        code="digits-in-approximation",
        title="概数用了阿拉伯数字和顿号",
        family="numerals",
        level=Level.WARNING,
        basis=must(GB15835, "4.2.2"),
        why="相邻两个数连用表示概数，用汉字数字，中间不加顿号：五六天、五六亿元。",
        find=pattern(
            rf"{_BEFORE_PAUSE}(?P<x>(?P<a>[1-8])、(?P<b>[2-9]))(?=(?:天(?!内)|[万亿]元|万人|个人|公里|分钟|个小时|小时|个月)(?!、))",
            "概数用汉字数字，中间不加顿号",
            lambda m: _HAN[int(m["a"]) - 1] + _HAN[int(m["b"]) - 1],
            keys=tuple(f"{first}、{first + 1}" for first in range(1, 9)),
            reach=12,
            group="x",
            where=_consecutive,
        ),
        examples=(Example("用时⟦5、6⟧天。", "用时五六天。"),),
        passes=("用时五六天。", "第5、6天停电。", "分别用时5、6天。", "见附件5、6万元以上"),
    ),
    Check(
        code="amount-without-unit",
        title="金额、面积缺单位",
        family="numerals",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="“总投资5000”是5000元还是5000万元，读的人不知道。",
        find=pattern(
            rf"(?:总投资|计划投资|概算投资|投资额|总造价|补助资金|补贴资金|专项资金|合同金额|中标价|建筑面积|占地面积|总面积)(?:约|为|达|达到|共|共计|计)?(?P<x>{_NUMBER})(?=[，。；、])(?![，、]\d{{3}})",
            "“{0}”后面没有单位，请补上",
            keys=("投资", "造价", "资金", "金额", "标价", "面积"),
            reach=24,
            group="x",
            where=_has_no_other_unit,
        ),
        examples=(Example("项目总投资⟦5000⟧，建设期两年。", "项目总投资5000万元，建设期两年。"),),
        passes=("项目总投资5000万元，建设期两年。", "（单位：万元）项目总投资5000，其中财政资金3000。"),
    ),
    Check(
        code="hour-of-another-part",
        title="“上午”“下午”与钟点不符",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="下午9时已是晚上，上午3时是下午15时之误，通知上的时间一错，人就到不齐。",
        find=pattern(
            r"(?P<x>(?P<part>下午|上午)\s?(?P<h>\d{1,2})(?:[:：]\d{2}(?!\d)|[时点](?:\d{1,2}分|半|整)?))(?![^，。；\n]{0,4}(?:次日|翌日|闭|关门|结束|打烊))",
            "“{x}”的上午、下午与钟点不符，请核对",
            keys=("上午", "下午"),
            reach=14,
            group="x",
            where=_other_part,
        ),
        examples=(
            Example("会议定于5月8日⟦下午9:00⟧召开。", "会议定于5月8日上午9:00召开。"),
            Example("会议定于5月8日⟦上午3时⟧召开。", "会议定于5月8日下午3时召开。"),
        ),
        passes=("会议定于5月8日上午9:00召开。", "会议定于5月8日下午3时召开。", "会议定于5月8日下午15:00召开。"),
    ),
)
