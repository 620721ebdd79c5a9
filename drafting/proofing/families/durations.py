"""逻辑: a length of time that the two dates beside it do not give – days, months, years, anniversaries, ages, terms of validity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.documents.numerals import value_of
from drafting.proofing.check import PLAIN_FACT, Check, Example, Hit
from drafting.proofing.draft import Draft, real_date
from drafting.proofing.tables import lines

_TO = r"\s?(?:至|到|——|—|–|-|－|～|~)\s?"
_NOTE = r"(?:\s?[（(][^（）()\n]{1,8}[）)])?"
_COUNT = r"\d{1,3}|[一二两三四五六七八九十]{1,3}"
_DAYS = (
    rf"(?:(?P<y1>(?:19|20)\d\d)年)?(?P<m1>\d{{1,2}})月(?P<d1>\d{{1,2}})[日号]?{_NOTE}起?{_TO}"
    rf"(?:(?P<y2>(?:19|20)\d\d)年)?(?:(?P<m2>\d{{1,2}})月)?(?P<d2>\d{{1,2}})[日号]{_NOTE}止?"
)
_DAYS_THEN_COUNT = expression(
    rf"{_DAYS}[）)]?[^，,。；\n\d]{{0,6}}?[，,、；]?(?:放假调休|放假|休息|停电|停课)?[，,]?(?P<how>共计|共|为期|会期|展期|工期|历时|公示期?|总计|合计|时间为?|期限为?)(?P<x>(?P<n>{_COUNT})个?[天日])(?!内|以)"
)
_COUNT_THEN_DAYS = expression(
    rf"(?P<how>为期|会期|展期|工期|历时|放假|公示期?|培训|举办|集中|共计?|时间为?|期限为?|休假|请假)(?P<x>(?P<n>{_COUNT})个?[天日])(?:的[^，。；\n\d]{{0,12}})?[（(，,、](?:即|从|自|时间为?|时间[：:]|于)?{_DAYS}"
)


def _number(text: str) -> int:
    return value_of(text) or 0


def _first_and_last(match: re.Match[str]) -> tuple[date, date] | None:
    # A year that is not given cannot matter but for 29 February; the second half of a range over New Year is in the next.
    y1 = int(match["y1"] or match["y2"] or 2023)
    m1, m2 = int(match["m1"]), int(match["m2"] or match["m1"])
    y2 = int(match["y2"] or (y1 + 1 if m2 < m1 else y1))
    first, last = real_date(y1, m1, int(match["d1"])), real_date(y2, m2, int(match["d2"]))
    if not first or not last or last < first:
        return None
    if not (match["y1"] or match["y2"]) and first.month <= 2 < last.month:
        return None
    return first, last


def _days(draft: Draft) -> Iterator[Hit]:
    for form in (_DAYS_THEN_COUNT, _COUNT_THEN_DAYS):
        for match in draft.joined(form, "日号）)", 44):
            yield from _wrong_days(match)


def _wrong_days(match: re.Match[str]) -> Iterator[Hit]:
    found, stated = _first_and_last(match), _number(match["n"])
    if not found or not stated:
        return
    counted = (found[1] - found[0]).days + 1
    # 历时 and 公示 are also counted without the first day.
    allowed = {counted, counted - 1} if match["how"].startswith(("历时", "公示", "期限", "工期")) else {counted}
    if stated % 10 == 0 and stated >= 30 and abs(stated - counted) <= 2:
        return  # a month or so
    if stated not in allowed and counted < 400:
        yield Hit(*match.span("x"), f"起止日期首尾都算是{counted}天，不是{stated}天，请核对。")


# 从2024年3月1日开始，到2024年5月31日结束，为期6个月
_LONG = expression(
    r"(?P<y1>20\d\d)年(?P<m1>1[0-2]|[1-9])月(?:(?P<d1>3[01]|[12]\d|[1-9])日)?(?:开始|起|动工|开工|启动)?[，,]?\s?(?:至|到|——|—|–|-|～|~)\s?"
    r"(?:(?P<y2>20\d\d)年)?(?P<m2>1[0-2]|[1-9])月(?:(?P<d2>3[01]|[12]\d|[1-9])日)?底?(?:结束|止|完工|竣工|完成)?[）)]?"
    rf"[，,；（(](?:活动|整治|行动|服务|建设)?(?:为期|历时|工期|建设期|周期|总工期|期限|时间|共)(?:为|共)?(?P<x>(?P<n>{_COUNT})(?P<u>个月|个?年))(?!以|内)"
)


_LONG_FIRST = expression(
    rf"(?:为期|历时|工期|建设期|周期|期限)(?:为|共)?(?P<x>(?P<n>{_COUNT})(?P<u>个月|个?年))(?:的[^，。；\n\d]{{0,12}})?[（(，,](?:即|从|自|时间为?|时间[：:]|于)?"
    r"(?P<y1>20\d\d)年(?P<m1>1[0-2]|[1-9])月(?:(?P<d1>3[01]|[12]\d|[1-9])日)?[起]?\s?(?:至|到|——|—|–|-|～|~)\s?"
    r"(?:(?P<y2>20\d\d)年)?(?P<m2>1[0-2]|[1-9])月(?:(?P<d2>3[01]|[12]\d|[1-9])日)?"
)
_LONG_KEYS = ("为期", "历时", "工期", "建设期", "周期", "期限", "，共", "，时间")


def _months(draft: Draft) -> Iterator[Hit]:
    for match in (*draft.find(_LONG, _LONG_KEYS, 60), *draft.find(_LONG_FIRST, _LONG_KEYS[:6], 70)):
        y1, m1, m2, stated = int(match["y1"]), int(match["m1"]), int(match["m2"]), _number(match["n"])
        y2 = int(match["y2"] or y1 + (m2 < m1))
        months = (y2 - y1) * 12 + m2 - m1
        if match["d1"] and match["d2"]:
            least, most = months + (int(match["d2"]) - int(match["d1"]) - 1) / 28, months + (int(match["d2"]) - int(match["d1"]) + 2) / 28
        else:
            least, most = months, months + 1
        told = stated * (12 if "年" in match["u"] else 1)
        slack = 6 if "年" in match["u"] else 1  # 近两年 and 15个月 are 两年 to many
        if months >= 0 and stated and not least - slack < told < most + slack:
            yield Hit(*match.span("x"), f"起止时间相隔约{round((least + most) / 2)}个月，与“{match['x']}”不符，请核对。")


_PLAN = expression(
    r"(?<![\d一二三四五六七八九十第])(?P<x>(?P<n>[二两三四五六七八九十]|\d{1,2})年)(?:行动|攻坚|提升|发展|专项|建设|工作|滚动|振兴|培育|整治|改造|实施){0,3}(?:计划|方案|规划|工程|行动)"
    r"[》”]?[（(](?P<a>20\d\d)年?\s?[—–\-～~至]{1,2}\s?(?P<b>20\d\d)年?[）)]"
)
_YEARS_LONG = expression(
    rf"(?<!\d)(?P<a>(?:19|20)\d\d)年?{_TO}(?P<b>(?:19|20)\d\d)年(?:，|,|（|\()?(?:共|这|的|为期|历时)?(?P<x>(?P<n>[二两三四五六七八九十]|\d{{1,2}})年)(?=[，。、；）)间来期中内里，])"
)


def _plan_years(draft: Draft) -> Iterator[Hit]:
    for form in (_PLAN, _YEARS_LONG):
        for match in draft.joined(form, "0123456789年", 36):
            first, last, stated = int(match["a"]), int(match["b"]), _number(match["n"])
            counted = last - first + 1
            allowed = {counted} if form is _PLAN else {counted, counted - 1}
            if last > first and stated and stated not in allowed:
                yield Hit(*match.span("x"), f"{first}年至{last}年首尾都算是{counted}年，与“{match['x']}”不符，请核对。")


@cache
def _founded() -> re.Pattern[str]:
    names = "|".join(f"(?P<e{number}>{name})" for number, (name, _) in enumerate(lines("anniversaries")))
    return expression(
        rf"(?:(?<!\d)(?P<y>(?:19|20)\d\d)年(?!前)|(?P<now>今年|本年|今天|今日|即将))[^。；，、\n\d]{{0,24}}?(?:[，,](?:也|又|还|同时)?是[^。；，、\n\d]{{0,8}})?(?:{names})(?P<x>(?P<n>\d{{1,3}}|[一二三四五六七八九十百]{{1,5}})周年)"
    )


def _anniversary(draft: Draft) -> Iterator[Hit]:
    for match in draft.find(_founded(), ("周年",), 60):
        year = int(match["y"]) if match["y"] else draft.year if match["now"] in ("今年", "本年") else None
        event = next((int(name[1:]) for name, value in match.groupdict().items() if name[0] == "e" and value), None)
        if year is None or event is None or "以来" in match.group():
            continue
        base, stated = int(lines("anniversaries")[event][1]), _number(match["n"])
        if stated and stated != year - base:
            yield Hit(*match.span("x"), f"{year}年是{match[f'e{event}']}{year - base}周年，请核对。", f"{year - base}周年")


_BORN_FIRST = expression(
    r"(?P<y>19\d\d|20[01]\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出?生)[^。；\n\d]{0,24}(?:现年|今年|年龄|实岁)[：:]?(?P<x>(?P<n>\d{1,3})周?岁)"
)
_AGE_FIRST = expression(
    r"(?:现年|今年|年龄)[：:]?(?P<x>(?P<n>\d{1,3})周?岁)[^。；\n\d]{0,12}(?P<y>19\d\d|20[01]\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出?生)"
)


def _age(draft: Draft) -> Iterator[Hit]:
    if draft.date is None or "岁" not in draft.text:
        return
    for form in (_BORN_FIRST, _AGE_FIRST):
        for match in draft.find(form, ("岁",), 60):
            lived = draft.date.year - int(match["y"])
            if int(match["n"]) not in (lived, lived - 1, lived + 1):
                yield Hit(*match.span("x"), f"{match['y']}年出生，到{draft.date.year}年是{lived - 1}或者{lived}岁，与此处不符，请核对。")


_DAY = r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
_VALID = expression(
    rf"(?:自|从)(?P<from>{_DAY})起(?:正式)?(?:施行|实施|执行|生效|试行)[，,。；]?(?:试行期|本?[^，。；\n\d]{{0,10}}有效期(?:限)?|有效期(?:限)?|期限)(?:为|：)?(?:(?P<n>{_COUNT})年)?[，,（(]?(?:有效期)?(?:即)?(?:截止?到?|截至|至|到)(?P<x>{_DAY})"
)


def _validity(draft: Draft) -> Iterator[Hit]:
    for match in draft.find(_VALID, ("有效期", "试行期", "期限"), 70):
        first, last = _day(match["from"]), _day(match["x"])
        if not first or not last:
            continue
        if last <= first:
            yield Hit(*match.span("x"), "有效期的截止日期不晚于施行日期，请核对。")
        elif match["n"]:
            years = _number(match["n"])
            whole = real_date(first.year + years, first.month, first.day)
            if whole and not whole - timedelta(2) <= last <= whole:
                right = whole - timedelta(1)
                yield Hit(
                    *match.span("x"), f"自施行之日起{match['n']}年，到{right.year}年{right.month}月{right.day}日，与此处不符，请核对。"
                )


def _day(text: str) -> date | None:
    return real_date(*(int(number) for number in expression(r"\d+").findall(text)))


CHECKS = (
    Check(
        code="months-against-dates",
        title="为期几个月与起止时间不符",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="3月1日到5月31日是3个月，不是6个月；改了起止时间，期限也要跟着改。",
        find=_months,
        examples=(
            Example(
                "活动从2024年3月1日开始，到2024年5月31日结束，为期⟦6个月⟧。", "活动从2024年3月1日开始，到2024年5月31日结束，为期3个月。"
            ),
            Example("活动为期⟦6个月⟧（2024年3月1日至5月31日）。", "活动为期3个月（2024年3月1日至5月31日）。"),
            Example("建设时间为2023年1月至2024年12月，工期⟦3年⟧。", "建设时间为2023年1月至2024年12月，工期2年。"),
        ),
        passes=(
            "活动从2024年3月1日开始，到2024年5月31日结束，为期3个月。",
            "活动从2024年3月中旬至6月底，为期三个月。",
            "建设时间为2023年6月至2025年3月，工期两年。",
            "建设时间为2023年6月至2025年6月，工期24个月。",
        ),
    ),
    Check(
        code="days-against-dates",
        title="天数与起止日期不符",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="5月8日至11日首尾都算是4天；放假、开会、培训的天数要与起止日期对得上。",
        find=_days,
        examples=(
            Example("培训为期⟦3天⟧（5月8日至11日）。", "培训为期4天（5月8日至11日）。"),
            Example("国庆节：10月1日至7日放假调休，共⟦8天⟧。", "国庆节：10月1日至7日放假调休，共7天。"),
            Example("会议于2026年5月8日至5月10日举行，会期⟦两天⟧。", "会议于2026年5月8日至5月10日举行，会期三天。"),
        ),
        passes=(
            "培训为期4天（5月8日至11日）。",
            "公示期7天（5月8日至5月15日）。",
            "公示5个工作日（5月8日至5月14日）。",
            "春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。",
        ),
    ),
    Check(
        code="years-against-range",
        title="“三年行动计划”与起止年份不符",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="2021—2023年是三年，2021—2024年是四年；标题里的年数要与括号里的起止年份对得上。",
        find=_plan_years,
        examples=(
            Example("印发《云溪县工业振兴⟦三年⟧行动方案（2021—2024年）》", "印发《云溪县工业振兴三年行动方案（2022—2024年）》"),
            Example("2021—2025年⟦六年⟧间，投资稳步增长。", "2021—2025年五年间，投资稳步增长。"),
        ),
        passes=("印发《工业振兴三年行动方案（2022—2024年）》", "2021—2025年每年增长5%。", "第三年行动方案（2021—2024年）"),
    ),
    Check(
        code="anniversary-against-year",
        title="周年数与年份不符",
        family="logic",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="周年数等于当年减去起算的年份：2021年是建党100周年。",
        find=_anniversary,
        examples=(
            Example("2025年是中国人民抗日战争胜利⟦75周年⟧。", "2025年是中国人民抗日战争胜利80周年。"),
            Example(
                "标题| 工作要点\n今年是新中国成立⟦76周年⟧。\n日期| 2026年3月1日",
                "标题| 工作要点\n今年是新中国成立77周年。\n日期| 2026年3月1日",
            ),
        ),
        passes=("2025年是中国人民抗日战争胜利80周年。", "2023年，学习在庆祝大会上的讲话；庆祝建党100周年", "2021年是建党100周年。"),
    ),
    Check(
        code="age-against-birth",
        title="年龄与出生年份不符",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="现年多少岁，等于成文年份减去出生年份（生日未到的少1岁）。",
        find=_age,
        examples=(
            Example(
                "标题| 考察材料\n该同志1980年5月出生，现年⟦41岁⟧。\n日期| 2026年3月1日",
                "标题| 考察材料\n该同志1980年5月出生，现年45岁。\n日期| 2026年3月1日",
            ),
        ),
        passes=("标题| 考察材料\n该同志1980年5月出生，现年45岁。\n日期| 2026年3月1日",),
    ),
    Check(
        code="validity-against-dates",
        title="有效期与起止日期不符",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="自2024年5月1日起施行、有效期5年的，到2029年4月30日为止。",
        find=_validity,
        examples=(
            Example(
                "本办法自2024年5月1日起施行，有效期5年，至⟦2028年4月30日⟧。", "本办法自2024年5月1日起施行，有效期5年，至2029年4月30日。"
            ),
            Example("本办法自2024年5月1日起施行，有效期至⟦2023年4月30日⟧。", "本办法自2024年5月1日起施行，有效期至2026年4月30日。"),
        ),
        passes=("本办法自2024年5月1日起施行，有效期5年，至2029年5月1日。", "本办法自2024年5月1日起施行，有效期5年。"),
    ),
)
