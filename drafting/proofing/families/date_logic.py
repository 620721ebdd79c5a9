"""逻辑: days and times that the calendar or the clock does not have, weekdays, ranges that run backwards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.documents.numerals import value_of
from drafting.proofing.check import PLAIN_FACT, Check, Example, Hit
from drafting.proofing.draft import Draft, real_date, small_number
from drafting.proofing.families.figures import FIGURE, plain

_HAN = "一二三四五六七八九十"
_DAYS = "一二三四五六日"
_TO = r"\s?(?:至|到|——|—|–|-|－|～|~)\s?"
_NOTE = r"(?:\s?[（(][^（）()\n]{1,8}[）)])?"
_AT = r"(?:\s?(?:上午|下午|晚上|晚|早上)?\d{1,2}[:：时点](?:\d{1,2}分?)?)?"

# --- days that do not exist ----------------------------------------------------------------------------------------------------------

_MONTH_DAY = expression(r"(?<![\d.—～-])(?:(?P<y>(?:19|20)\d\d)年)?(?P<m>\d{1,2})月份?(?:(?P<d>\d{1,2})[日号](?![\d线楼院]))?")
_NUMERIC_DAY = expression(r"(?<![\d.\-/])(?P<y>(?:19|20)\d\d)(?P<s>[-.])(?P<m>\d{1,2})(?P=s)(?P<d>29|3\d)(?![\d.\-/])")
_CHINESE_DAY = expression(rf"(?<![{_HAN}个第])(?P<m>十?[{_HAN}])月(?P<d>[{_HAN}]{{1,3}})日(?!游|内|游|行|间)")


def _impossible(draft: Draft) -> Iterator[Hit]:
    for match in draft.find(_MONTH_DAY, ("月",), 10):
        month = int(match["m"])
        if match["d"] and real_date(int(match["y"] or 2024), month, int(match["d"])) is None:  # 2月29日 without a year may exist: 2024
            yield Hit(match.start(), match.end(), f"日历上没有“{match.group()}”这一天。")
        elif match["y"] and not match["d"] and not 1 <= month <= 12:
            yield Hit(match.start(), match.end(), f"没有{match['m']}月，请核对。")
    for match in draft.find(_NUMERIC_DAY, ("-29", "-3", ".29", ".30", ".31"), 12):
        # 2024.13.31 may be a version.
        if 1 <= int(match["m"]) <= 12 and real_date(int(match["y"]), int(match["m"]), int(match["d"])) is None:
            yield Hit(match.start(), match.end(), f"日历上没有“{match.group()}”这一天。")
    for match in draft.find(_CHINESE_DAY, tuple(f"月{tens}" for tens in ("三十", "二十", "四十", "五十")), 8):
        month, day = small_number(match["m"]), small_number(match["d"])
        if month and day and month <= 12 and real_date(2024, month, day) is None:
            yield Hit(match.start(), match.end(), f"日历上没有“{match.group()}”这一天。")


# --- times that do not exist ---------------------------------------------------------------------------------------------------------

_CLOCK_TIME = r"(?P<x>(?P<h>\d{1,2})(?:(?P<colon>[:：])(?P<m>\d{2})(?!\d)|(?P<word>[时点])(?:(?P<n>\d{1,2})分)?))"
_PART_KEYS = ("上午", "早上", "早晨", "清晨", "凌晨", "中午", "下午", "傍晚", "晚上", "晚间", "晚")
_IN_PART = expression(rf"(?P<part>{'|'.join(_PART_KEYS)})\s?{_CLOCK_TIME}")
_AFTER_DAY = expression(rf"(?:日{_NOTE}|时间[：:])\s?{_CLOCK_TIME}")
_DAY_KEYS = (*(f"日{digit}" for digit in range(10)), "日（", "日(", "日 ", "时间：", "时间:")
_PARTS = {"上午": (0, 12), "早上": (0, 12), "早晨": (0, 12), "清晨": (0, 12), "凌晨": (0, 12), "中午": (0, 15)}
_LATE = ("晚上", "晚间", "晚", "傍晚")
_PARTS |= dict.fromkeys(_LATE, (17, 24))


def _times(draft: Draft) -> Iterator[Hit]:
    for form, keys in ((_IN_PART, ("午", "晚", "早", "晨")), (_AFTER_DAY, _DAY_KEYS)):
        for match in draft.find(form, keys, 20):
            hour, minute = int(match["h"]), int(match["m"] or match["n"] or 0)
            part = match.groupdict().get("part") or ""
            low, high = _PARTS.get(part, (0, 24))
            if hour > 24 or minute > 59 or (hour == 24 and minute):
                yield Hit(*match.span("x"), f"没有“{match['x']}”这个时间，请核对。")
            elif hour > high or (part in _LATE and 13 <= hour < low):
                yield Hit(match.start("part"), match.end("x"), f"“{part}”与“{match['x']}”矛盾，请核对。")


# --- weekdays ------------------------------------------------------------------------------------------------------------------------

_NAMED = r"(?P<x>(?:星期|礼拜|周)(?P<w>[一二三四五六日天]))"
_WORD = rf"{_NAMED}(?![一二三四五六日天末年期至到—～、\-])"
_DATE = r"(?:(?P<y>(?:19|20)\d\d)年)?(?P<m>1[0-2]|0?[1-9])月(?P<d>3[01]|[12]\d|0?[1-9])[日号]"
_WEEKDAYS = (
    expression(rf"{_DATE}(?:上午|下午|晚上|晚)?(?:\d{{1,2}}[:：时点](?:\d{{1,2}}分?)?)?\s?[（(，,]?\s?{_WORD}"),
    expression(rf"(?P<y>(?:19|20)\d\d)[-./](?P<m>1[0-2]|0?[1-9])[-./](?P<d>3[01]|[12]\d|0?[1-9])\s?[（(，,]?\s?{_WORD}"),
    expression(rf"{_NAMED}\s?[（(]{_DATE}[）)]"),
    # 8日（星期三）, of the month named before it in the sentence; 12月30日至1月2日 is told by the first form
    expression(r"(?<![\d月])(?P<y>)(?P<m>)(?P<d>3[01]|[12]\d|0?[1-9])日\s?[（(]\s?" + _NAMED + r"[）)]"),
)
_WEEKDAY_KEYS = ("星期", "礼拜", *(f"周{day}" for day in "一二三四五六日天"))
_SPAN_WORD = r"(?:星期|礼拜|周)"
_WEEKDAY_SPAN = expression(
    rf"{_DATE}{_TO}(?:(?P<m2>1[0-2]|0?[1-9])月)?(?P<d2>3[01]|[12]\d|0?[1-9])日\s?[（(，,]\s?"
    rf"(?P<x>{_SPAN_WORD}(?P<w>[一二三四五六日天]){_TO}{_SPAN_WORD}?(?P<w2>[一二三四五六日天]))(?=[）)，,。；上下])"
)
_MONTH_BEFORE = expression(r"(?:(?P<y>(?:19|20)\d\d)年)?(?P<m>1[0-2]|0?[1-9])月(?:3[01]|[12]\d|0?[1-9])日")


def years_meant(draft: Draft, offset: int, month: int) -> list[int]:
    """Return the years that a date without one may mean at ``offset``, the likeliest first; empty where nothing tells.

    The document's own year; the next, where its month comes before the document's; a year named before it in its paragraph.
    """
    begin = draft.starts[draft.index(offset)]
    named = [int(year) for year in expression(r"((?:19|20)\d\d)年").findall(draft.text[max(begin, offset - 400) : offset])]
    years = [named[-1]] if named else []
    if draft.date:
        years += [draft.date.year] + ([draft.date.year + 1] if month < draft.date.month else [])
    elif named:
        years = sorted(set(named), reverse=True)
    elif draft.year:
        years += [draft.year, draft.year + 1]
    return list(dict.fromkeys(years))


def _weekday(draft: Draft) -> Iterator[Hit]:
    if not any(draft.text.find(key) >= 0 for key in _WEEKDAY_KEYS):
        return
    told: set[int] = set()
    for number, form in enumerate(_WEEKDAYS):
        for match in draft.find(form, _WEEKDAY_KEYS, 34):
            month, year = match["m"], match["y"]
            if number == 3:
                before = list(_MONTH_BEFORE.finditer(draft.text, max(0, match.start() - 60), match.start()))
                if not before or set("。\n") & set(draft.text[before[-1].end() : match.start()]):
                    continue
                month, year = before[-1]["m"], before[-1]["y"]
            years = [int(year)] if year else years_meant(draft, match.start(), int(month))
            days = [day for y in years if (day := real_date(y, int(month), int(match["d"])))]
            which = _DAYS.index(match["w"].replace("天", "日"))
            if not days or match.start("x") in told or any(day.weekday() == which for day in days):
                continue
            told.add(match.start("x"))
            right = match["x"][:-1] + _DAYS[days[0].weekday()]
            shown = f"{days[0].year}年{days[0].month}月{days[0].day}日"
            yield Hit(*match.span("x"), f"{shown}是{right}，不是{match['x']}。", right if len(days) == 1 else None)
    for match in draft.find(_WEEKDAY_SPAN, _WEEKDAY_KEYS, 40):
        years = [int(match["y"])] if match["y"] else years_meant(draft, match.start(), int(match["m"]))
        wanted = tuple(_DAYS.index(match[name].replace("天", "日")) for name in ("w", "w2"))
        found = []
        for year in years:
            first = real_date(year, int(match["m"]), int(match["d"]))
            last = real_date(year, int(match["m2"] or match["m"]), int(match["d2"]))
            if first and last:
                found.append((first.weekday(), last.weekday()))
        if found and wanted not in found:
            right = f"星期{_DAYS[found[0][0]]}至星期{_DAYS[found[0][1]]}"
            yield Hit(*match.span("x"), f"这几天是{right}，与此处不符，请核对。")


# --- ranges that run backwards -------------------------------------------------------------------------------------------------------

_RANGE = expression(
    rf"(?P<y1>20\d\d|19\d\d)年(?:(?P<m1>\d{{1,2}})月)?(?:(?P<d1>\d{{1,2}})日)?{_NOTE}{_AT}起?{_TO}"
    rf"(?:(?P<y2>20\d\d|19\d\d)年)?(?:(?P<m2>\d{{1,2}})月)?(?:(?P<d2>\d{{1,2}})日)?"
)
_YEARS = expression(r"(?<![\d.—–\-])(?P<a>(?:19|20)\d\d)年?[—–\-～~至](?P<b>(?:19|20)\d\d)年")
_SAME_MONTH = expression(rf"(?<![\d年])(?P<m>\d{{1,2}})月(?P<d1>\d{{1,2}})日?{_NOTE}{_AT}{_TO}(?:(?P<m2>\d{{1,2}})月)?(?P<d2>\d{{1,2}})日")
_CLOCKS = expression(
    rf"(?P<p1>上午|下午|晚上|晚)?(?<![\d:：])(?P<h1>\d{{1,2}})[:：](?P<n1>[0-5]\d){_TO}(?P<p2>上午|下午|晚上|晚|次日|翌日|第二天)?(?P<h2>\d{{1,2}})[:：](?P<n2>[0-5]\d)(?![\d:：])"
)
_ORDINALS = expression(
    rf"第(?P<a>\d+|[{_HAN}百〇零]+)(?P<u>条|页|章|届|期|项|款)?{_TO}第?(?P<b>\d+|[{_HAN}百〇零]+)(?P<v>条|页|章|届|期|项|款)"
)
_AGES = expression(rf"(?<![\d.])(?P<a>\d{{1,3}})(?:周?岁)?{_TO}(?P<b>\d{{1,3}})周?岁")


def _reversed(draft: Draft) -> Iterator[Hit]:
    for match in draft.joined(_YEARS, "0123456789年", 8):
        if int(match["a"]) > int(match["b"]):
            yield Hit(match.start(), match.end(), "起止年份前后颠倒。")
    for match in draft.joined(_RANGE, "年月日起）)时分0", 40):
        if (match["y2"] or match["m2"] or (match["m1"] and match["d1"] and match["d2"])) and _backwards(match):
            yield Hit(match.start(), match.end(), "起止时间前后颠倒。")
    for match in draft.joined(_SAME_MONTH, "0123456789日）)", 24):
        if (match["m2"] or match["m"]) == match["m"] and int(match["d2"]) < int(match["d1"]) <= 31:
            yield Hit(match.start(), match.end(), "起止日期前后颠倒。")
    for match in draft.find(_CLOCKS, (":", "："), 16) if ":" in draft.text or expression("[0-9]：[0-9]").search(draft.text) else ():
        first, second = _minutes(match["p1"], match["h1"], match["n1"]), _minutes(match["p2"] or match["p1"], match["h2"], match["n2"])
        # 22:00至6:00 runs over midnight.
        if match["p2"] not in ("次日", "翌日", "第二天") and 5 * 60 <= first <= 17 * 60 + 30 and 8 * 60 <= second < first:
            yield Hit(match.start(), match.end(), "起止时刻前后颠倒。")
    for match in draft.find(_ORDINALS, ("至第", "到第", "—第"), 16):
        a, b = _whole(match["a"]), _whole(match["b"])
        if a and b and a > b and match["u"] in (None, match["v"]):
            yield Hit(match.start(), match.end(), "起止的序号前后颠倒。")
    for match in draft.find(_AGES, ("岁",), 14):
        if int(match["b"]) < int(match["a"]) <= 120:
            yield Hit(match.start(), match.end(), "起止年龄前后颠倒。")


def _backwards(match: re.Match[str]) -> bool:
    y1, y2 = int(match["y1"]), int(match["y2"] or match["y1"])
    m1, m2 = int(match["m1"] or 0), int(match["m2"] or (0 if match["y2"] else match["m1"] or 0))
    d1, d2 = int(match["d1"] or 0), int(match["d2"] or 0)
    if not m1 or not m2:
        return y1 > y2
    return (y1, m1) > (y2, m2) if not d1 or not d2 else (y1, m1, d1) > (y2, m2, d2)


def _minutes(part: str | None, hour: str, minute: str) -> int:
    clock = int(hour) + (12 if part in ("下午", "晚上", "晚") and int(hour) < 12 else 0)
    return clock * 60 + int(minute)


def _whole(text: str) -> int:
    return value_of(text) or 0


_BEFORE_JOIN = "0123456789%％℃元人米里顷亩吨天月日倍点"
_FIGURES = expression(
    rf"(?<![\d.A-Za-z第〔\[（(—–～~\-号年月日时:：、])(?P<a>{FIGURE})(?P<u>%|％|℃|[万亿]?元|[万亿]?人|米|公里|公顷|亩|吨|天|个月|个工作日|倍|个百分点)?[～~—]"
    rf"(?P<b>{FIGURE})(?P<v>%|％|℃|[万亿]?元|[万亿]?人|米|公里|公顷|亩|吨|天|个月|个工作日|倍|个百分点)(?![a-z])"
)


def _amounts(draft: Draft) -> Iterator[Hit]:
    for match in draft.joined(_FIGURES, _BEFORE_JOIN, 22):
        if match["u"] in (None, match["v"]) and plain(match["a"]) > plain(match["b"]) and "." not in match["a"][:1]:
            yield Hit(match.start(), match.end(), "范围的起止两个数前大后小，请核对。")


CHECKS = (
    Check(
        code="impossible-date",
        title="日历上没有的日期",
        family="logic",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="月份只到12月，2月没有30日，4、6、9、11月没有31日。",
        find=_impossible,
        examples=(
            Example("请于⟦2026年2月30日⟧前报送。", "请于2026年2月28日前报送。"),
            Example("截止日期：⟦2026-06-31⟧", "截止日期：2026-06-30"),
            Example("自⟦2026年13月⟧起执行。", "自2026年12月起执行。"),
            Example("定于⟦四月三十一日⟧召开。", "定于四月三十日召开。"),
        ),
        passes=("请于2月29日前报送。", "请于2026年2月28日前报送。", "3月—4月30日", "版本号2024.1.0", "十个月二十三日"),
    ),
    Check(
        code="impossible-time",
        title="钟点不对",
        family="logic",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="一天到24时，一小时到60分；“上午15:00”前后矛盾，参会人不知道信哪一个。",
        find=_times,
        examples=(
            Example("会议定于5月8日⟦上午15:00⟧召开。", "会议定于5月8日上午9:00召开。"),
            Example("报名截止到5月8日⟦25时⟧。", "报名截止到5月8日24时。"),
            Example("会议时间：⟦9:75⟧", "会议时间：9:15"),
            Example("5月8日⟦晚上14时⟧停电。", "5月8日晚上22时停电。"),
        ),
        passes=(
            "5月8日下午8:30召开。",
            "5月8日上午12:00结束。",
            "5月8日24时前报送。",
            "上午9时30分开会。",
            "中午13时供餐。",
            "比例为1:75。",
        ),
    ),
    Check(
        code="wrong-weekday",
        title="日期与星期不符",
        family="logic",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="会议通知里日期与星期不符，参会人不知道信哪一个。",
        find=_weekday,
        examples=(
            Example("会议定于2026年11月22日（⟦星期一⟧）召开。", "会议定于2026年11月22日（星期日）召开。"),
            Example("会议定于2026年11月22日⟦周一⟧召开。", "会议定于2026年11月22日周日召开。"),
            Example("会议定于⟦星期五⟧（2026年11月22日）召开。", "会议定于星期日（2026年11月22日）召开。"),
            Example("2026年4月26日（星期日）、9日（⟦星期六⟧）上班。", "2026年4月26日（星期日）、9日（星期四）上班。"),
            Example("培训时间为2026年5月6日至8日（⟦星期二至星期四⟧）。", "培训时间为2026年5月6日至8日（星期三至星期五）。"),
            Example(
                "标题| 关于开会的通知\n会议定于5月8日（⟦星期三⟧）召开。\n日期| 2026年5月1日",
                "标题| 关于开会的通知\n会议定于5月8日（星期五）召开。\n日期| 2026年5月1日",
            ),
        ),
        passes=(
            "会议定于2026年11月22日（星期日）召开。",
            "每周一召开例会。",
            "2026年11月22日（周一至周五）",
            "标题| 关于开会的通知\n会议定于1月8日（星期五）召开。\n日期| 2026年12月25日",
            "标题| 关于开会的通知\n按照2025年工作安排，会议定于5月8日（星期五）召开。\n日期| 2026年5月1日",
        ),
    ),
    Check(
        code="range-reversed",
        title="起止颠倒",
        family="logic",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="结束的日期、时刻、年龄、条款序号不会在开始的前面。",
        find=_reversed,
        examples=(
            Example("活动时间为⟦2024年5月8日至2024年5月6日⟧。", "活动时间为2024年5月6日至2024年5月8日。"),
            Example("活动时间为⟦5月8日至6日⟧。", "活动时间为5月6日至8日。"),
            Example("办理时间为⟦上午11:30—9:00⟧。", "办理时间为上午9:00—11:30。"),
            Example("年龄在⟦35至18周岁⟧之间。", "年龄在18至35周岁之间。"),
            Example("依照⟦第十五条至第十二条⟧的规定。", "依照第十二条至第十五条的规定。"),
        ),
        passes=(
            "活动时间为2024年12月至2025年1月。",
            "2023—2025年",
            "施工时间为22:00—次日6:00。",
            "供暖期为11月15日至3月15日。",
            "依照第十二条至第十五条的规定。",
            "营业时间8:30—17:00。",
        ),
        passage=True,
    ),
    Check(
        code="figures-reversed",
        title="数值范围前大后小",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="范围从小到大写：5%～10%；前大后小多半是漏了数字或者单位。",
        find=_amounts,
        examples=(Example("补助标准为⟦500～300元⟧。", "补助标准为300～500元。"),),
        passes=("补助标准为300～500元。", "电压等级220—35千伏", "（2024—03）号", "5～3.5"),
    ),
)
