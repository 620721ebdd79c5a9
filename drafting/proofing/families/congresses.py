"""前后一致: party congresses, plenary meetings and five-year plans, with the years that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.proofing.check import PLAIN_FACT, Check, Example, Hit
from drafting.proofing.draft import Draft, small_number
from drafting.proofing.shapes import lines

_HELD = r"(?:胜利|隆重)?(?:召开|举行|闭幕|开幕)"
_NAME = (
    r"党的(?:第)?[一二三四五六七八九十]{1,3}大|(?:党的|中共)?(?:第)?[一二三四五六七八九十]{1,3}届[一二三四五六七八九]中全会"
    r"|(?:第)?十[一二三四五六七八九]届全国人(?:大|民代表大会)(?:第)?[一二三四五六七八九]次会议"
)
_DATED = expression(
    rf"(?P<x>(?P<y>(?:19|20)\d\d)年)(?:(?P<m>\d{{1,2}})月)?(?:\d{{1,2}}日(?:至\d{{1,2}}日)?)?[，,]?(?P<name>{_NAME})(?:在[^，。；\n]{{1,8}})?(?:{_HELD})"
    rf"|(?P<name2>{_NAME})(?:于|在)(?P<x2>(?P<y2>(?:19|20)\d\d)年)(?:(?P<m2>\d{{1,2}})月)?[^，。；\n]{{0,12}}(?:{_HELD})"
)


@cache
def _years() -> dict[str, tuple[int, int]]:
    return {row[0]: (int(row[1][:4]), int(row[1][5:7])) for row in lines("congresses")}


def _plain(name: str) -> str:
    text = name.replace("人民代表大会", "人大").replace("第", "")
    return (
        f"党的{text.removeprefix('党的')}" if text.endswith("大") and "届" not in text else text.removeprefix("党的").removeprefix("中共")
    )


_NAMED = expression(r"中全会|届全国人|党的(?:第?十|二十)")
_KEYS = ("召开", "举行", "闭幕", "开幕")


def _dated(draft: Draft) -> Iterator[Hit]:
    for low, high in draft.windows(_KEYS, 45):
        if _NAMED.search(draft.text, low, high):
            yield from _misdated(_DATED.finditer(draft.text, low, high))


def _misdated(matches: Iterable[re.Match[str]]) -> Iterator[Hit]:
    for match in matches:
        which = "" if match["name"] else "2"
        known = _years().get(_plain(match[f"name{which}"]))
        if known is None:
            continue
        year, month = int(match[f"y{which}"]), match[f"m{which}"]
        if year != known[0]:
            start, end = match.span(f"x{which}")
            yield Hit(start, end, f"{match[f'name{which}']}在{known[0]}年{known[1]}月召开，此处写{year}年，请核对。", f"{known[0]}年")
        elif month and int(month) != known[1]:
            start, end = match.span(f"m{which}")
            yield Hit(start, end, f"{match[f'name{which}']}在{known[0]}年{known[1]}月召开，此处写{month}月，请核对。")


_PLENARY = expression(
    r"(?<![一二三四五六七八九十])(?P<term>十[一二三四五六七八九])届(?:中央委员会)?(?:第)?(?P<n>[一二三四五六七八九])(?P<kind>中全会|次全体会议)"
)
_CONGRESS = expression(
    r"(?<![一二三四五六七八九十])(?P<term>十[一二三四五六七八九])届全国(?:人大|人民代表大会|政协)(?:第)?(?P<n>[一二三四五六七八九])次会议"
)


def _no_such(draft: Draft) -> Iterator[Hit]:
    limits = {row[0]: int(row[1]) for row in lines("plenaries")}
    for match in draft.find(_PLENARY, ("中全会", "次全体会议"), 20):
        # 省委十四届八次全体会议 is of the province.
        if match["kind"] != "中全会" or match["term"] not in limits:
            continue
        if small_number(match["n"]) > limits[match["term"]]:
            yield Hit(*match.span(), f"{match['term']}届中央委员会没有第{match['n']}次全会，请核对届次。")
    for match in draft.find(_CONGRESS, ("届全国人", "届全国政协"), 24):
        if small_number(match["n"]) > 5:
            yield Hit(*match.span(), f"每届全国人大、全国政协召开五次会议，没有{match['n']}次会议，请核对届次。")


_PLANS = {number: (1981 + 5 * (number - 6), 1985 + 5 * (number - 6)) for number in range(6, 18)}
_PLAN = expression(
    r"“?(?P<n>十[一二三四五六七]?)五”?(?:规划|时期|期间)?[（(](?P<x>(?P<from>(?:19|20)\d\d)年?\s?[—–\-－~～至]{1,2}\s?(?P<to>(?:19|20)\d\d)年?)[）)]"
)


def _plan_years(draft: Draft) -> Iterator[Hit]:
    for match in draft.find(_PLAN, ("五",), 40):
        number = small_number(match["n"])
        first, last = _PLANS.get(number, (0, 0))
        if first and (int(match["from"]), int(match["to"])) != (first, last) and int(match["to"]) - int(match["from"]) == 4:
            yield Hit(match.start("x"), match.end("x"), f"“{match['n']}五”时期是{first}—{last}年，请核对。")


CHECKS = (
    Check(
        code="congress-year",
        title="会议届次与年份不符",
        family="consistency",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="党的代表大会、中央全会、全国人大会议在哪年哪月召开是固定的，写错年份是政治性差错。",
        find=_dated,
        examples=(
            Example("⟦2023年⟧7月，党的二十届三中全会胜利召开。", "2024年7月，党的二十届三中全会胜利召开。"),
            Example("党的二十大于⟦2021年⟧10月在北京召开。", "党的二十大于2022年10月在北京召开。"),
        ),
        passes=(
            "2024年7月，党的二十届三中全会胜利召开。",
            "2025年是贯彻党的二十届三中全会精神的重要一年。",
            "2023年，省委十四届三次全会召开。",
        ),
    ),
    Check(
        code="no-such-plenary",
        title="没有这一次全会、会议",
        family="consistency",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="每届中央委员会的全会、每届全国人大的会议次数是固定的，写出没有的届次是政治性差错。",
        find=_no_such,
        examples=(
            Example("深入贯彻党的⟦十九届八中全会⟧精神。", "深入贯彻党的十九届七中全会精神。"),
            Example("根据⟦十三届全国人大六次会议⟧的决定。", "根据十三届全国人大五次会议的决定。"),
        ),
        passes=("深入贯彻党的十九届六中全会精神。", "省委十四届八次全会召开。", "二十届四中全会召开。"),
    ),
    Check(
        code="plan-years",
        title="五年规划与年份不符",
        family="consistency",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="“十四五”是2021—2025年，“十五五”是2026—2030年，起止年份固定。",
        find=_plan_years,
        examples=(Example("“十四五”时期（⟦2020—2024年⟧）", "“十四五”时期（2021—2025年）"),),
        passes=("“十四五”时期（2021—2025年）", "“十五”规划（2001—2005年）", "“十四五”中后期（2023—2025年）"),
    ),
)
