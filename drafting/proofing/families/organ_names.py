"""What the name of an organ tells: that it is one, how high it stands, which place it is of."""

from __future__ import annotations

from functools import cache

from drafting.documents.expressions import expression
from drafting.documents.resources import listed

CENTRAL, PROVINCE, PREFECTURE, COUNTY, TOWNSHIP = range(5)
"""The levels of organs, from above: 中央, 省级, 地市级, 县级, 乡级."""

_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
# 市场, 市政设施, 城市, 区域, 社区 and 开发区 tell of no level.
_PLACE = expression(
    r"省(?!级|直)|自治区|(?<!城)(?<!都)市(?!场|政(?!府|协)|容|民(?!政|委|族|宗)|区|郊|委书)|自治州|(?<=[\u4e00-\u9fff])州(?!市|区|县)|盟(?!员)|地区(?=行)"
    r"|县(?!域|级|城)|旗(?!舰|县)|(?<![社园景库矿校小辖牧林灾市郊战防新])(?<!开发)(?<!示范)(?<!保护)(?<!试验)(?<!保税)(?<!合作)(?<!自治)(?<!功能)(?<!产业)"
    r"区(?!域|划|位|块)|(?<!城)(?<!乡)镇(?!村|企|域|街)|(?<!城)(?<!镇)乡(?!村|镇|企|土)|街道(?=办|党|$|人)"
)
_LEVELS = {
    "省": frozenset((PROVINCE,)),
    "自治区": frozenset((PROVINCE,)),
    "自治州": frozenset((PREFECTURE,)),
    "州": frozenset((PREFECTURE,)),
    "盟": frozenset((PREFECTURE,)),
    "地区": frozenset((PREFECTURE,)),
    "市": frozenset((PREFECTURE, COUNTY)),
    "县": frozenset((COUNTY,)),
    "旗": frozenset((COUNTY,)),
    "区": frozenset((COUNTY,)),
    "镇": frozenset((TOWNSHIP,)),
    "乡": frozenset((TOWNSHIP,)),
    "街道": frozenset((TOWNSHIP,)),
}
_GOVERNMENT = expression(r"(?:人民)?政府$|^国务院$|(?:省|市|县|区|州|旗|盟|镇|乡)委$|党委$|党工委$|行政公署$|行署$|管(?:理)?委(?:员)?会$")
_DEPARTMENT = expression(r"(?:局|厅|委员会|办公室|办公厅|院|中心|委|部|办)$")


@cache
def _endings() -> tuple[str, ...]:
    return tuple(row for row in listed("documents/organ_endings.txt") if len(row) > 1 or row in "部厅局署委办院")


@cache
def genres() -> tuple[str, ...]:
    """Return the words by which titles name their kind, the fifteen of the 条例 and the usual others."""
    return tuple(row.split("\t")[0] for row in listed("documents/genres.tsv"))


def plain_name(name: str) -> str:
    """Return a name of an organ without blanks and the marks at its end."""
    return expression(r"[\s　]|[：:。，,、；;]+$").sub("", name)


def organ_at_end(text: str) -> bool:
    """Tell whether ``text`` ends as names of organs do (人民政府, 局, 委员会 …)."""
    return len(text) > 1 and text.endswith(_endings())


def levels(name: str) -> frozenset[int]:
    """Return the levels that an organ of this name may have; empty where the name does not tell.

    A 市 may be of the prefecture or of the county; the last place counts: 清源市青屏区水利局 is of a county.
    """
    name = plain_name(name).removeprefix("中共").removeprefix("中国共产党")
    if name.startswith(_MUNICIPALITIES) and not _PLACE.search(name, 3):
        return frozenset((PROVINCE,))
    places = list(_PLACE.finditer(name))
    if not places:
        return frozenset((CENTRAL,)) if expression(r"国务院|中央|全国|国家|中华人民共和国").match(name) else frozenset()
    last = places[-1]
    # 各县（市、区） and 市县 name several places at once.
    beside = len(places) > 1 and last.start() == places[-2].end()
    if beside or expression(r"[各、（(和及与]").search(name):
        return frozenset()
    if last.group() == "市" and any(place.group() in ("自治州", "州", "盟", "地区") for place in places[:-1]):
        return frozenset((COUNTY,))
    if last.group() == "区" and name.startswith(_MUNICIPALITIES):
        return frozenset((PREFECTURE, COUNTY))
    return _LEVELS[last.group()]


def is_government(name: str) -> bool:
    """Tell whether it is a government or a party committee, not one of its departments."""
    return _GOVERNMENT.search(plain_name(name)) is not None


def is_department(name: str) -> bool:
    """Tell whether it is a department of a government or of a party committee."""
    return not is_government(name) and _DEPARTMENT.search(plain_name(name)) is not None


def place_of(name: str) -> str:
    """Return the name up to its last place word: 清源市水利局 → 清源市, 市水利局 → 市; "" where it names none."""
    name = plain_name(name).removeprefix("中共")
    places = list(_PLACE.finditer(name))
    return name[: places[-1].end()] if places else ""
