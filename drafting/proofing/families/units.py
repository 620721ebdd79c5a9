"""计量单位: symbols in the wrong case, units no longer legal, units cut short, temperatures (GB 3100–3102)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.documents.numerals import value_of
from drafting.proofing.check import GB15835, PLAIN, Check, Example, Hit, must, practice, should
from drafting.proofing.draft import Draft
from drafting.proofing.shapes import pattern
from drafting.proofing.tables import lines

_HAN = "一二三四五六七八九"
_LATIN = expression(r"[0-9][万亿]?\s?(?P<x>[A-Za-zμ][A-Za-z]{0,3}(?:[·/][A-Za-z]{1,2}|\([A-Z]\))?[23²³]?(?:/[A-Za-z])?)(?![A-Za-z0-9²³])")


@cache
def _symbols() -> dict[str, str]:
    return {wrong: right for wrong, right, *_ in lines("unit_symbols")}


def _case(draft: Draft) -> Iterator[Hit]:
    for match in draft.reckoned(_LATIN, 1):
        right = _symbols().get(match["x"])
        if right is None or draft.is_address(*match.span("x")) or _in_code(draft.text, match.start()):
            continue
        yield Hit(*match.span("x"), f"单位符号应为“{right}”。", right)


def _in_code(text: str, digit: int) -> bool:
    """Tell whether the number before a unit goes on to the left as a code: DB13/T 5-2KW, A3M2."""
    at = digit
    while at > 0 and (text[at].isdigit() or text[at] in ".,"):
        at -= 1
    return bool(expression(r"[A-Za-z\-/_#]").match(text[at])) and not text[at].isdigit()


_SAME_UNITS = (("千伏", "kV"), ("千瓦", "kW"), ("兆瓦", "MW"), ("公里", "km"), ("毫米", "mm"), ("厘米", "cm"), ("千克", "kg"))


def _two_styles(draft: Draft) -> Iterator[Hit]:
    for name, symbol in _SAME_UNITS:
        if name not in draft.text or symbol.lower() not in draft.text.lower():
            continue
        names = [m.span("x") for m in draft.find(expression(rf"(?<=\d)\s?(?P<x>{name})(?![时/])"), (name,), 8)]
        cased = tuple({symbol, symbol.lower(), symbol.upper(), symbol.capitalize()})
        symbols = [m.span("x") for m in draft.find(expression(rf"(?<=\d)\s?(?P<x>{symbol})(?![A-Za-z²³/·])", re.IGNORECASE), cased, 8)]
        if names and symbols:
            # The name is what running text has: the symbols go, unless they are many more.
            rarer, kept, other = (names, symbol, name) if len(names) * 2 < len(symbols) else (symbols, name, symbol)
            for start, end in rarer:
                if not draft.is_quoted(start, end):
                    yield Hit(start, end, f"同一单位有的写“{kept}”，有的写“{other}”，请统一。", kept)


def _old_units(draft: Draft) -> Iterator[Hit]:
    for name, better in ((row[0], row[1] if len(row) > 1 else "") for row in lines("obsolete_units")):
        for at, _ in draft.windows((name,), 0):
            end = at + len(name)
            number = expression(rf"(?:[0-9]|[{_HAN}十百千万两几半])[余多]?$").search(draft.text[max(0, at - 3) : at])
            if number and not draft.is_quoted(at, end):
                told = f"“{name}”不是法定计量单位，应为“{better}”。" if better else f"“{name}”不是法定计量单位，请换算为法定计量单位。"
                yield Hit(at, end, told, better or None)


_EACH_SQUARE = expression(r"每(?P<x>(?P<u>平方|立方))(?!米|公里|千米|厘米|分米|毫米|英|公分|公尺|数|根|差|和)")
_SHORT = expression(
    r"[0-9][0-9,.]*(?:[余多])?[万亿]?(?P<x>(?P<u>平方|立方)(?=[，。、；：,;）)]|\n|以[上下内]|的[^，。；\n]{0,6}(?:面积|场地|土地|厂房|体积|容积)|左右|不等))"
)
_UNIT_AFTER_HAN = expression(
    rf"(?<![{_HAN}第])(?P<x>[{_HAN}十百千万两零]{{1,6}})(?P<u>km|kg|kW|kV|MW|mm|cm|m²|km²|hm²|℃|mg|mL)(?![A-Za-z])"
)


def _han_with_symbol(draft: Draft) -> Iterator[Hit]:

    for match in draft.find(_UNIT_AFTER_HAN, ("km", "kg", "kW", "kV", "MW", "mm", "cm", "m²", "hm", "℃", "mg", "mL"), 12):
        value = value_of(match["x"])
        if value is not None:
            yield Hit(*match.span("x"), "与单位符号连用的数用阿拉伯数字。", str(value))


CHECKS = (
    Check(
        code="unit-letter-case",
        title="计量单位符号写错",
        family="numerals",
        level=Level.WARNING,
        basis=must("GB 3100—1993"),
        why="单位符号有固定的写法：千用小写k，兆用大写M，kV、kW、km、kg、MPa、m²。",
        find=_case,
        examples=(
            Example("新建110⟦KV⟧变电站。", "新建110kV变电站。"),
            Example("建筑面积500⟦M²⟧。", "建筑面积500m²。"),
            Example("时速60⟦Km/h⟧。", "时速60km/h。"),
            Example("装机容量50万⟦KW⟧。", "装机容量50万kW。"),
        ),
        passes=("新建110kV变电站。", "型号为KV10", "型号A2M2", "4K电视", "5G基站", "建筑面积500m2"),
        sure=True,
    ),
    Check(
        code="obsolete-unit",
        title="用了非法定计量单位",
        family="numerals",
        level=Level.WARNING,
        basis=should("《中华人民共和国计量法》", "第三条"),
        why="公文用法定计量单位：公分应为厘米，公升应为升；市斤、英尺、华里等要换算。",
        find=_old_units,
        examples=(Example("树径达30⟦公分⟧。", "树径达30厘米。"), Example("每亩产量500⟦市斤⟧。", "每亩产量250公斤。")),
        passes=("树径达30厘米。", "产量500公斤。", "面积30亩。", "55英寸显示屏", "全马力推进"),
    ),
    Check(
        code="square-without-metre",
        title="“平方”“立方”后缺“米”",
        family="numerals",
        level=Level.WARNING,
        basis=PLAIN,
        why="“500平方”是口语，单位是平方米、立方米。",
        find=lambda draft: (
            Hit(*match.span("x"), f"单位不完整，应为“{match['u']}米”。", f"{match['u']}米")
            for expression in (_SHORT, _EACH_SQUARE)
            for match in draft.find(expression, ("平方", "立方"), 24)
        ),
        examples=(
            Example("占地500⟦平方⟧，投资3万元。", "占地500平方米，投资3万元。"),
            Example("库容3万⟦立方⟧。", "库容3万立方米。"),
            Example("每⟦平方⟧补助30元。", "每平方米补助30元。"),
        ),
        passes=("占地500平方米。", "占地3平方公里。", "3的平方，", "500平方千米"),
    ),
    Check(
        code="chinese-number-with-symbol",
        title="汉字数字与单位符号连用",
        family="numerals",
        level=Level.WARNING,
        basis=must(GB15835, "4.1.2"),
        why="与单位符号连用的数用阿拉伯数字：30km，不写三十km。",
        find=_han_with_symbol,
        examples=(Example("全长⟦三十⟧km。", "全长30km。"),),
        passes=("全长30km。", "全长三十公里。"),
    ),
    Check(
        code="temperature-form",
        title="温度写法不规范",
        family="numerals",
        level=Level.WARNING,
        basis=must("GB 3102.4—1993"),
        why="温度写25℃或者25摄氏度，不写“摄氏25度”“25度C”“25oC”。",
        find=pattern(
            r"(?P<x>摄氏(?:零下)?(?P<n>[0-9]{1,3}(?:\.[0-9])?)度)|[0-9](?P<y>°\s?[cC]|[oO0]C|度[CcＣ]|゜C|º\s?C|˚C)(?![A-Za-z])",
            "温度单位应为“℃”",
            lambda m: (f"零下{m['n']}摄氏度" if "零下" in m["x"] else f"{m['n']}摄氏度") if m["x"] else "℃",
            keys=("摄氏", "°", "oC", "OC", "0C", "度C", "度c", "度Ｃ", "゜", "º", "˚"),
            reach=12,
            group=("x", "y"),
            where=lambda draft, m: not (m["y"] and m["y"][0] in "°") or "C" not in m["y"] or " " in m["y"],
        ),
        examples=(Example("最低气温⟦摄氏25度⟧。", "最低气温25摄氏度。"), Example("室温保持在20⟦度C⟧。", "室温保持在20℃。")),
        passes=("室温保持在20℃。", "室温保持在20°C。", "室温20摄氏度。", "30COD"),
    ),
    Check(
        code="pollutant-symbol",
        title="PM2.5、pH等符号写错",
        family="numerals",
        level=Level.WARNING,
        basis=must("GB 3095—2012"),
        why="细颗粒物写PM2.5（PM₂.₅），酸碱度写pH，挥发性有机物写VOCs。",
        find=pattern(
            r"(?<![A-Za-z0-9])(?P<x>(?!PM(?:2\.5|10))(?:[Pp][Mm])\s?(?P<s>2\s?[.。．·]\s?5|10)(?!\d)|(?:PH|Ph|ph)(?=值|[＜＞≤≥<>=为]|\d)|VOCS(?![A-Za-z])|[Vv]ocs(?![A-Za-z]))",
            "符号写法不对",
            lambda m: "pH" if m["x"].lower() == "ph" else "VOCs" if m["x"].lower() == "vocs" else f"PM{'10' if m['s'] == '10' else '2.5'}",
            keys=("PM", "Pm", "pm", "pM", "PH", "Ph", "ph", "VOCS", "Vocs", "vocs"),
            reach=10,
            group="x",
            quoted=True,
        ),
        examples=(Example("⟦pm2.5⟧平均浓度下降。", "PM2.5平均浓度下降。"), Example("出水⟦PH⟧值达标。", "出水pH值达标。")),
        passes=("PM2.5平均浓度下降。", "出水pH值达标。", "VOCs治理", "PM10浓度", "3pm10"),
    ),
    Check(
        code="mixed-unit-styles",
        title="同一单位中文和符号混用",
        family="consistency",
        level=Level.HINT,
        basis=practice(),
        why="一份文件里同一计量单位只用一种写法，不一处写“千伏”、一处写“kV”。",
        find=_two_styles,
        examples=(
            Example("新建110千伏变电站2座、110千伏线路3条、110⟦kV⟧电缆1条。", "新建110千伏变电站2座、110千伏线路3条、110千伏电缆1条。"),
        ),
        passes=("新建110千伏变电站2座。", "线路长3公里，时速80km/h。", "装机5千瓦时、功率3kW"),
    ),
)
