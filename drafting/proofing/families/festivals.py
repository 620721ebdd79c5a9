"""逻辑: festivals and commemorative days against the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.proofing.check import PLAIN_FACT, Check, Example, Hit
from drafting.proofing.draft import Draft, real_date
from drafting.proofing.families.date_logic import years_meant
from drafting.proofing.tables import lines

# The same day every year: month, day.
_FIXED = {
    "元旦": (1, 1),
    "妇女节": (3, 8),
    "植树节": (3, 12),
    "劳动节": (5, 1),
    "青年节": (5, 4),
    "儿童节": (6, 1),
    "建党节": (7, 1),
    "建军节": (8, 1),
    "教师节": (9, 10),
    "烈士纪念日": (9, 30),
    "国庆节": (10, 1),
    "消防日": (11, 9),
    "宪法日": (12, 4),
    "国家公祭日": (12, 13),
    "安全教育日": (4, 15),
}
_MOVING = ("春节", "元宵节", "清明节", "端午节", "七夕节", "中秋节", "重阳节")
_NAMES = "|".join([*_FIXED, *_MOVING, "除夕"])
_KEYS = tuple({name[-2:] if name.endswith("节") else name for name in (*_FIXED, *_MOVING, "除夕")})
_DATE = r"(?:(?P<y>(?:19|20)\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日"
_KIND = r"(?:国际|全国|国家|世界|中国|农历|传统)?(?:劳动|三八)?"
_WEEKDAY = r"(?:(?:周|星期)[一二三四五六日天])?"
_DAY_FIRST = expression(rf"(?<![\d至到—～-]){_DATE}[（(，是为]?{_WEEKDAY}[，、]?{_KIND}(?P<f>{_NAMES})(?=[）)，。；、当这期]|$|\n)")
_NAME_FIRST = expression(rf"(?:(?P<year>(?:19|20)\d\d)年)?{_KIND}(?P<f>{_NAMES})[（(：:]{_DATE}(?=[）)，。；、（(]|$|\n)")


@cache
def _calendar() -> dict[int, dict[str, date]]:
    """Return year → festival → day, from ``festivals.tsv`` (1990–2099)."""
    table = {}
    for year, *days in lines("festivals"):
        found = {name: date(int(year), int(day[:2]), int(day[2:])) for name, day in zip(_MOVING, days, strict=True)}
        table[int(year)] = found | {"除夕": found["春节"] - timedelta(1)}
    return table


def festival(name: str, year: int) -> date | None:
    """Return the day of a festival in ``year``; None for a moving one outside 1990–2099."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    return _calendar().get(year, {}).get(name)


def _festivals(draft: Draft) -> Iterator[Hit]:
    windows = draft.windows(_KEYS, 30)
    for form in (_DAY_FIRST, _NAME_FIRST):
        for match in (match for low, high in windows for match in form.finditer(draft.text, low, high)):
            name, month, day = match["f"], int(match["m"]), int(match["d"])
            given = match["y"] or match.groupdict().get("year")
            years = [int(given)] if given else years_meant(draft, match.start(), month)
            if name in _FIXED and not years:
                years = [2024]
            right = [held for year in years if (held := festival(name, year))]
            if not right or real_date(right[0].year, month, day) is None or any((held.month, held.day) == (month, day) for held in right):
                continue
            held = right[0]
            start, end = match.start("m"), match.end("d") + 1
            shown = f"{held.month}月{held.day}日"
            year = f"{held.year}年" if name not in _FIXED else ""
            yield Hit(start, end, f"{year}{name}是{shown}，不是{month}月{day}日，请核对。", shown if len(right) == 1 else None)


CHECKS = (
    Check(
        code="festival-on-wrong-day",
        title="节日与日期不符",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="端午、中秋等传统节日按农历算，每年的公历日期不同，抄上一年的通知最容易错。",
        find=_festivals,
        examples=(
            Example("2026年端午节（⟦6月10日⟧）期间安排值班。", "2026年端午节（6月19日）期间安排值班。"),
            Example("2024年⟦9月15日⟧（中秋节）放假。", "2024年9月17日（中秋节）放假。"),
            Example("⟦9月1日⟧教师节，开展慰问活动。", "9月10日教师节，开展慰问活动。"),
            Example(
                "标题| 关于春节值班的通知\n春节（⟦2月18日⟧）当天由办公室值班。\n日期| 2026年1月20日",
                "标题| 关于春节值班的通知\n春节（2月17日）当天由办公室值班。\n日期| 2026年1月20日",
            ),
        ),
        passes=(
            "2026年端午节（6月19日至21日）放假。",
            "中秋节（9月15日至17日）放假调休。",
            "10月1日国庆节，举行升旗仪式。",
            "2026年2月16日（除夕）",
            "1月28日至2月4日春节",
        ),
    ),
)
