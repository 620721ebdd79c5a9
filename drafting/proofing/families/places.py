"""行政区划: a place under the wrong province or city, a name that no longer stands, a county called a city."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.documents.prepared import PREPARED, Table
from drafting.proofing import tables
from drafting.proofing.check import PLAIN_FACT, Check, Example, Hit
from drafting.proofing.draft import HAN, Draft
from drafting.proofing.families import gazetteer
from drafting.proofing.families.gazetteer import MUNICIPALITIES, Division, Mention, below, former, lies_in, mentions, present, stem, words
from drafting.proofing.tables import table_file

# Cities without districts, whose streets and towns are still called 东城区, 南区.
_UNDIVIDED = frozenset(["东莞市", "中山市", "儋州市", "嘉峪关市", "三沙市"])
_GOES_ON = expression(
    r"[域划段块位间场民内级辖属直籍情]|中学|小学|大学|学院|大道|公司|路|街|河|湖|山(?!区|县|市)|江(?!区|县|市)|镇|乡|村"
    r"|管委会|管理委员会|[^，。；\n]{0,4}开发区"
)


def _present(mention: Mention, level: int) -> tuple[Division, ...]:
    return tuple(d for d in mention.divisions if not d.now and d.level == level)


def _pairs(draft: Draft) -> Iterator[tuple[Mention, Mention]]:
    """Yield every two names that stand together as outer and inner: 湖北省|武汉市, 武汉市|江夏区."""
    found = mentions(draft)
    for outer, inner in pairwise(found):
        if outer.end == inner.start and not _GOES_ON.match(draft.text, inner.end):
            yield outer, inner


def _near(name: str, outer: str) -> list[str]:
    """Return the divisions below ``outer`` that are written as ``name`` but for one character, of the same kind."""
    if len(name) < 3 or name in words("常用词"):
        return []
    alike = (d.name for d in below(outer) if len(d.name) == len(name) and d.name[-1] == name[-1])
    return [other for other in alike if sum(a != b for a, b in zip(other, name, strict=True)) == 1]


_TOWARDS = expression(r"(?:赴|前往|来到|来自|位于|落户|考察|调研|[到在往去从])$")


def _runs_on(draft: Draft, outer: Mention, inner: Mention) -> bool:
    """Tell whether two short names are one place (赴浙江苏州考察), which no division of the province is called by."""
    name = draft.text[inner.start : inner.end]
    province = _present(outer, 1)[0].name
    own = any(stem(d.name) == name for d in (*below(province), *(f for f in former() if f.province == province)))
    before = _TOWARDS.search(draft.text, max(0, outer.start - 2), outer.start)
    return bool(before) and not own and draft.is_word(inner.start, inner.end)


def _wrong_province(draft: Draft) -> Iterator[Hit]:
    for outer, inner in _pairs(draft):
        provinces = _present(outer, 1)
        if not provinces or _present(inner, 3):
            continue
        province = provinces[0]
        if province.name in MUNICIPALITIES or any(d.province == province.name for d in inner.divisions):
            continue
        municipality = next((d.name for d in _present(inner, 1) if d.name in MUNICIPALITIES), "")
        homes = {municipality} if municipality else {d.province for d in _present(inner, 2)}
        if len(homes) != 1:
            continue
        home = homes.pop()
        name = draft.text[inner.start : inner.end]
        # 江苏省南通路: a short form of two characters is too little to go by; 浙江上海市: two places run together.
        state = len(name) > 2 and name[-1] == "州"  # 阿坝州 is written so everywhere
        if inner.short and outer.short and not municipality and _runs_on(draft, outer, inner):
            yield Hit(outer.start, outer.end, f"“{name}”不属于{province.name}，属于{home}，请核对。", stem(home))
            continue
        if (inner.short and not state and (outer.short or len(name) < 3)) or (municipality and outer.short):
            continue
        if municipality:
            yield Hit(outer.start, outer.end, f"“{name}”不属于{province.name}，重庆、北京、天津、上海是直辖市。", "")
        else:
            better = stem(home) if outer.short else home
            yield Hit(outer.start, outer.end, f"“{name}”不属于{province.name}，属于{home}，请核对。", better)


def _wrong_city(draft: Draft) -> Iterator[Hit]:
    for outer, inner in _pairs(draft):
        counties = _present(inner, 3)
        name = draft.text[inner.start : inner.end]
        outers = tuple(d for d in outer.divisions if not d.now and d.level < 3)
        if not counties or not outers or name in words("常用词") or outer.short or _present(outer, 3):
            continue
        above = outers[-1]
        if above.name in _UNDIVIDED or any(lies_in(d, above) or above.name in (d.prefecture, d.province) for d in inner.divisions):
            continue
        homes = {d.prefecture or d.province for d in counties}
        if len(homes) != 1:
            yield Hit(outer.start, outer.end, f"{above.name}没有“{name}”，请核对。")
            continue
        home = homes.pop()
        province = counties[0].province
        where = home if home == province or province == above.province else f"{province}{home}"
        better = home if above.level == 2 and home != province else province if above.level == 1 else None
        yield Hit(outer.start, outer.end, f"“{name}”不属于{above.name}，属于{where}，请核对。", better)


_PAST = expression(
    r"(?:原|原来的|前|时任|撤销|撤消|旧称|曾|曾用名|时称|古称|古|老|称为?|更名前的?)[^，。；\n]{0,10}$|(?:历任|曾任|任|出生于|生于|籍贯)[^。\n]{0,40}$"
)
_CHANGED = expression(
    r"[^，。；\n]{0,12}(?:更名|改名|改为|改称|改设|撤[县市区]设|划归|并入|合并|撤销)|（[^）]{0,6}(?:今|现|即)|[志史]|战[役斗]"
)
_ORGANIZATION = expression(
    rf"{HAN}{{0,4}}(?:公司|集团|医院|学校|中学|小学|学院|大学|酒厂|厂|矿|站|机场|港|灌区|水库|银行|信用社|豆瓣|小吃)"
)


def _renamed(draft: Draft) -> Iterator[Hit]:
    year = draft.year
    if year is None:
        return
    before: Mention | None = None
    for mention in mentions(draft):
        outer, before = before, mention
        if mention.short or not mention.divisions or not mention.divisions[-1].now:
            continue
        name = draft.text[mention.start : mention.end]
        chained = outer is not None and outer.end == mention.start
        old = [d for d in mention.divisions if d.now and d.until < year]
        if chained and outer is not None:
            above = [d for d in outer.divisions if not d.now]
            old = [d for d in old if any(a.name in (d.province, d.prefecture) for a in above)]
            if any(lies_in(d, a) for d in mention.divisions if not d.now for a in above):
                continue
        elif (
            any(not d.now for d in mention.divisions)
            or not draft.is_word(mention.start, mention.end)
            or len(name) < 3
            or name in words("常用词")
        ):
            continue
        if len(old) != 1 or draft.is_quoted(mention.start, mention.end):
            continue
        text = draft.text
        if (
            _PAST.search(text, max(0, mention.start - 50), mention.start)
            or _CHANGED.match(text, mention.end)
            or _GOES_ON.match(text, mention.end)
            or _ORGANIZATION.match(text, mention.end)
            or text.startswith(("人民政府关于", "人民政府令", "人民代表大会常务委员会关于"), mention.end)
        ):
            continue
        now = old[0].now
        better = now if "、" not in now else None
        yield Hit(mention.start, mention.end, f"“{name}”{old[0].until}年已变更为“{now}”，请核对。", better)


_SEAT = expression(r"(?P<kind>[县市区])(?=人民政府(?!关于)|委书记|人大常委会)")


_SEATS = tuple(kind + seat for kind in "县市区" for seat in ("人民政府", "委书记", "人大常委会"))


@cache
def _kinds() -> Table[str]:
    """Return what a name with its kind should be: itself, or where it would be that of another kind the right one: 昆山县 → 昆山市."""
    return PREPARED.table(
        "kinds-of-divisions",
        [*map(table_file, ("divisions", "division_words", "renamed_divisions")), Path(gazetteer.__file__), Path(tables.__file__)],
        _right_kinds,
    )


def _right_kinds() -> dict[str, str]:
    """Return every name of a division as it is, and those of the wrong kind for the stems that only one division has."""
    found = {d.name: d.name for d in (*present(), *former())}
    stems = Counter(stem(d.name) for d in present())
    for division in present():
        root = stem(division.name)
        if division.level < 3 or stems[root] > 1 or len(root) < 2 or "自治" in division.name or division.name in words("常用词"):
            continue
        for kind in "市县":
            if division.name[-1] in "市县":
                found.setdefault(root + kind, division.name)
    return found


_KINDS = expression(rf"({HAN}{{1,6}}?)(市|县|区|旗)(?!{HAN}{{0,1}}(?:域|场|划|块|段))")


def _wrong_kind(draft: Draft) -> Iterator[Hit]:
    """A name of the wrong kind, under its right province or city or as the name of an organ: 苏州市昆山县, 昆山县人民政府."""
    for seat in draft.find(_SEAT, _SEATS, 8):
        end = seat.end("kind")
        for size in (5, 4, 3, 2):
            name = draft.text[max(0, seat.start() - size) : end]
            right = _kinds().get(name)
            if right == name:
                break
            if right and not draft.is_quoted(end - len(name), end) and not _PAST.search(draft.text, max(0, end - 30), end - len(name)):
                yield Hit(end - len(name), end, f"没有“{name}”，只有“{right}”，请核对。", right)
                break
    found = mentions(draft)
    starts = {m.start for m in found if not m.short}
    for outer in found:
        above = [d for d in outer.divisions if not d.now and d.level < 3]
        if not above or outer.short or outer.end in starts:
            continue
        match = _KINDS.match(draft.text, outer.end)
        if match is None:
            continue
        same = [d for d in below(above[-1].name) if d.level == 3 and stem(d.name) == match[1]]
        if len(same) == 1 and same[0].name != match[0] and same[0].name[-1] in "市县区旗" and same[0].name not in words("常用词"):
            told = f"{above[-1].name}没有“{match[0]}”，只有“{same[0].name}”，请核对。"
            yield Hit(match.start(), match.end(), told, same[0].name)


_AUTONOMOUS = expression(r"自治[州县旗]")
_NO_NAME = frozenset("、，；。：（和或与及各的区州县旗市\n")  # in front of 自治州 where no name stands


@cache
def _autonomous_names() -> tuple[str, ...]:
    return tuple(d.name for d in present() if "自治" in d.name and d.level > 1)


def _autonomous(draft: Draft) -> Iterator[Hit]:
    """A 自治州, 自治县 or 自治旗 whose name is not the full one: 恩施自治州, 恩施苗族土家族自治州."""
    text = draft.text
    for match in draft.find(_AUTONOMOUS, ("自治州", "自治县", "自治旗"), 4):
        start = match.start()
        if text[start - 1 : start] in _NO_NAME:
            continue
        while start > 0 and match.start() - start < 14 and "\u4e00" <= text[start - 1] <= "\u9fff":
            start -= 1
        run = text[start : match.end()]
        if match.start() - start < 2 or run.endswith(_autonomous_names()):
            continue
        nearest = [
            (len(stem(name)), run.rfind(stem(name)), name) for name in _autonomous_names() if name[-1] == run[-1] and stem(name) in run
        ]
        if not nearest:
            continue
        length, at, name = max(nearest)
        peoples = run[at + length : -3]
        # 务川自治县 is how people there write it; a 州 is called 恩施州 or by its full name.
        if (not peoples and match[0] == "自治州") or expression(r"(?:[一-龥]{1,4}族)+").fullmatch(peoples):
            yield Hit(match.end() - len(run) + at, match.end(), f"“{run[at:]}”的全称是“{name}”。", name)


def _misspelt(draft: Draft) -> Iterator[Hit]:
    for mention in mentions(draft):
        if not mention.note or mention.note[0] != "地名" or draft.is_address(mention.start, mention.end):
            continue
        right = mention.note[1]
        if len(right) > 3 or draft.is_word(mention.start, mention.end, right):
            wrong = draft.text[mention.start : mention.end]
            yield Hit(mention.start, mention.end, f"“{wrong}”应为“{right}”。", right)


_UNKNOWN = expression(rf"(?P<name>{HAN}{{2,3}}(?P<kind>[市县区]))(?={HAN}{{0,2}}?(?:人民|政府|党委|县委|[，。、；的等]|$))", re.M)


def _unknown(draft: Draft) -> Iterator[Hit]:
    """A name under its right province or city that does not exist, one character from one that does: 杭州市余航区."""
    found = mentions(draft)
    starts = {m.start for m in found}
    for outer in found:
        above = [d for d in outer.divisions if not d.now and d.level < 3]
        if not above or outer.short or outer.end in starts:
            continue
        match = _UNKNOWN.match(draft.text, outer.end)
        if match and not expression(r"[市县区省]|新$|高新|园|开发|[地城郊矿景社片]$").search(match["name"][:-1]):
            near = _near(match["name"], above[-1].name)
            if len(near) == 1:
                yield Hit(match.start(), match.end(), f"{above[-1].name}没有“{match['name']}”，是不是“{near[0]}”？请核对。", None)


CHECKS = (
    Check(
        code="city-under-wrong-province",
        title="市、州放错了省份",
        family="regions",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="省市隶属写错是见报的差错：张家界属于湖南，重庆是直辖市。",
        find=_wrong_province,
        examples=(
            Example("赴⟦湖北省⟧张家界市调研。", "赴湖南省张家界市调研。"),
            Example("⟦四川省⟧重庆市的企业", "重庆市的企业"),
            Example("客商来自⟦湖北⟧岳阳市。", "客商来自湖南岳阳市。"),
            Example("赴⟦浙江⟧苏州考察。", "赴江苏苏州考察。"),
        ),
        passes=(
            "赴湖南省张家界市调研。",
            "江苏省南通市",
            "四川省、重庆市毗邻地区",
            "位于浙江省上海路",
            "在辽宁朝阳召开",
            "到江苏苏州考察",
            "吉林省吉林市",
        ),
    ),
    Check(
        code="county-under-wrong-city",
        title="县、市、区放错了地方",
        family="regions",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="县级行政区属于哪个市有定数：义乌属于金华，不属于杭州。",
        find=_wrong_city,
        examples=(
            Example("在⟦杭州市⟧义乌市召开现场会。", "在金华市义乌市召开现场会。"),
            Example("赴⟦江苏省⟧义乌市考察。", "赴浙江省义乌市考察。"),
        ),
        passes=(
            "在金华市义乌市召开现场会。",
            "东莞市东城区",
            "武汉市天门市场",
            "北京市朝阳区",
            "长沙市老城区改造",
            "新疆维吾尔自治区伊犁哈萨克自治州塔城地区",
            "四川省简阳市",
        ),
    ),
    Check(
        code="renamed-division",
        title="行政区划名称已经变更",
        family="regions",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="撤县设区、更名以后照抄旧名，文件会发给不存在的地方。",
        find=_renamed,
        examples=(
            Example("在⟦襄樊市⟧召开现场会。\n日期| 2024年5月8日", "在襄阳市召开现场会。\n日期| 2024年5月8日"),
            Example("北京市⟦宣武区⟧的企业。\n日期| 2024年5月8日", "北京市西城区的企业。\n日期| 2024年5月8日"),
        ),
        passes=(
            "在襄樊市召开现场会。\n日期| 2008年5月8日",
            "原襄樊市的企业。\n日期| 2024年5月8日",
            "开展平安县创建工作。\n日期| 2024年5月8日",
            "宁波市江北区。\n日期| 2026年5月8日",
            "面向新增城市出租汽车。\n日期| 2024年5月8日",
            "深圳市龙岗区。\n日期| 2026年5月8日",
        ),
    ),
    Check(
        code="division-of-wrong-kind",
        title="县、市、区写错了类别",
        family="regions",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="昆山是市，不是县；县、市、区一字之差，机关名称就错了。",
        find=_wrong_kind,
        examples=(Example("赴江苏省⟦昆山县⟧学习。", "赴江苏省昆山市学习。"), Example("北京市⟦海淀县⟧", "北京市海淀区")),
        passes=("赴江苏省昆山市学习。", "苏州市区", "安徽省黄山市黄山区"),
    ),
    Check(
        code="autonomous-name-incomplete",
        title="自治州、自治县的名称不完整",
        family="regions",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="自治州、自治县的全称带民族名称，次序也有定数；简称写“恩施州”。",
        find=_autonomous,
        examples=(
            Example("湖北省⟦恩施自治州⟧", "湖北省恩施土家族苗族自治州"),
            Example("在⟦恩施苗族土家族自治州⟧召开", "在恩施土家族苗族自治州召开"),
        ),
        passes=("湖北省恩施土家族苗族自治州", "各自治州、自治县", "恩施州", "自治区、自治州和民族自治县"),
    ),
    Check(
        code="place-misspelt",
        title="地名写错了字",
        family="regions",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="地名用字有定数：邢台不写“刑台”，亳州不写“毫州”。",
        find=_misspelt,
        examples=(Example("在⟦毫州⟧市召开会议。", "在亳州市召开会议。"), Example("赴⟦刑台市⟧学习", "赴邢台市学习")),
        passes=("在亳州市召开会议。", "精确到毫米"),
        sure=True,
    ),
    Check(
        code="unknown-division",
        title="没有这样的市、县、区",
        family="regions",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="地名写错一个字，就成了不存在的地方。",
        find=_unknown,
        examples=(Example("赴杭州市⟦余航区⟧，学习经验。", "赴杭州市余杭区，学习经验。"),),
        passes=("赴杭州市余杭区，学习经验。", "合肥市高新区、经开区"),
    ),
)
