"""数字: numerals of two kinds in one number, broken or doubled numerals, fixed words, what says “about” twice (GB/T 15835)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.documents.numerals import in_chinese, value_of
from drafting.proofing.check import GB15834, GB15835, PLAIN, Check, Example, Hit, must, practice, should
from drafting.proofing.draft import CJK, HAN, Draft
from drafting.proofing.shapes import pattern
from drafting.proofing.tables import lines

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_HAN = "一二三四五六七八九"
_NUMBER = r"\d+(?:\.\d+)?"


@cache
def _fixed_words() -> tuple[AhoCorasick, tuple[tuple[re.Pattern[str], str], ...]]:
    """Return the literals of ``fixed_numerals.tsv`` in one automaton, and for each its expression and how it is to be written."""
    from ahocorasick_rs import AhoCorasick

    rows = [(key, (expression(source), form)) for source, form, keys in lines("fixed_numerals") for key in keys.split()]
    return AhoCorasick([key for key, _ in rows]), tuple(row for _, row in rows)


def _fixed(draft: Draft) -> Iterator[Hit]:
    automaton, rows = _fixed_words()
    told: set[int] = set()
    for which, start, end in automaton.find_matches_as_indexes(draft.text):
        wanted, form = rows[which]
        for match in wanted.finditer(draft.text, max(0, start - 6), end + 10):
            if match.start("x") in told:
                continue
            told.add(match.start("x"))
            digits = expression(r"\D").sub("", match["x"])
            right = "两" if form == "两" else match["x"].replace(digits, in_chinese(int(digits)))
            yield Hit(*match.span("x"), f"定型词语用汉字数字，应为“{right}”。", right)


def _mixed(match: re.Match[str]) -> str | None:
    text = match["x"]
    value = value_of("".join(_HAN[int(c) - 1] if c in "123456789" else "零" if c == "0" else c for c in text))
    return str(value) if value is not None and expression("[十百千]").search(text) else None


def _year(match: re.Match[str]) -> str:
    return "".join(str("〇一二三四五六七八九".index(c)) if c in "〇一二三四五六七八九" else "0" if c in "零○" else c for c in match["x"])


_MIXED_NUMBER = expression(
    rf"(?<![\d.、—～\-A-Za-z第（(]{{1}})(?<![{_HAN}])(?P<x>[1-9]十[{_HAN}\d]?|[{_HAN}]?十\d|[1-9]百[{_HAN}\d]十[{_HAN}\d]?)(?=[个人年天岁次万亿家户元名条项件日月米亩吨台%％余多届])"
)


def _mixed_numbers(draft: Draft) -> Iterator[Hit]:
    for match in draft.reckoned(_MIXED_NUMBER, 1, "十"):
        better = _mixed(match)
        if better and draft.text[match.end()] == "届" and int(better) < 100:
            better = in_chinese(int(better))  # 党的十九届五中全会
        yield Hit(*match.span("x"), "一个数里不混用两种数字。", better)


_MIXED_YEAR = expression(rf"(?<![\d{_HAN}〇零○])(?P<x>(?=[^年]*\d)(?=[^年]*[{_HAN}〇零○])[12一二][\d{_HAN}〇零○]{{3}})(?=年)")


def _mixed_years(draft: Draft) -> Iterator[Hit]:
    for match in draft.find(_MIXED_YEAR, ("年",), 6):
        yield Hit(*match.span("x"), "一个年份里混用了汉字数字和阿拉伯数字。", _year(match))


_APPROXIMATE = expression(
    rf"(?P<x>(?P<h>将近|接近|大约|大概|约有?|近|超过?|逾)(?:有|达)?(?P<n>(?:{_NUMBER}|[{_HAN}十百千两]{{1,5}})[万亿]?)(?P<t>余|多))(?P<u>[万亿]?{HAN})"
)
_BEFORE_ABOUT = "合签节预制条公契违履邀相解守集隐续缔简爽赴附靠接邻毗最"


def _about_twice(draft: Draft) -> Iterator[Hit]:
    for match in draft.find(_APPROXIMATE, ("余", "多"), 16):
        before = draft.text[match.start() - 1 : match.start()]
        if (before and before in _BEFORE_ABOUT) or draft.is_quoted(*match.span("x")):
            continue
        if match["u"] in "年天个种样" and (match["h"] == "近" or not match["n"][0].isdigit()):
            continue  # 近20多年: the last twenty years and more
        yield Hit(*match.span("x"), f"“{match['h']}”与“{match['t']}”都表示不确切，取其一。", f"{match['h']}{match['n']}")


_BROKEN_YEAR = expression(r"(?<![\d.])(?P<x>(?=\d{1,3}[ 　]\d)(?:1[ 　]?9|2[ 　]?0)[ 　]?\d[ 　]?\d)(?=[ 　]?年)")
_BROKEN_PERCENT = expression(r"(?<![\d.,:：\-—～\s])(?P<x>\d+[ 　]?\.[ 　]\d+|\d+[ 　]\.[ 　]?\d+)(?=[ 　]?(?:%|％|个百分点|万|亿))")


def _broken(draft: Draft) -> Iterator[Hit]:
    for form, keys in ((_BROKEN_YEAR, ("年",)), (_BROKEN_PERCENT, (". ", " .", ".　", "　."))):
        for match in draft.find(form, keys, 14):
            yield Hit(*match.span("x"), "一个数中间有空格，请删去。", expression(r"[ 　]").sub("", match["x"]))


_RANGE_ABOUT = expression(
    rf"(?P<r>{_NUMBER}[{CJK}%％]{{0,2}}[—～~\-–]{_NUMBER}(?:[%％]|[万亿]?{HAN}))(?P<x>左右|上下)(?!两|各|摆|滑|移|浮|波|级|联|衔|对|贯)"
)


_AFTER_DECIMAL = r"[0-9]{1,2}(?:%|％|个百分点|万元|亿元|倍|万人|万亩|公里|万吨|平方|公顷)"
_DOT = expression(rf"(?<![0-9.])[0-9]{{1,3}}(?P<x>[．·])(?={_AFTER_DECIMAL})")
_STOP = expression(rf"(?<=[长降升为达到约加少高低至了占率资额值超近共])[0-9]{{1,3}}(?P<x>。)(?={_AFTER_DECIMAL})")
_COMMA = expression(r"(?<=[长降升为达到约加少高低至了占率资额值超近])[0-9]{1,3}(?P<x>[，,])(?=[0-9]{1,2}(?:%|％|个百分点|亿元))")


def _decimals(draft: Draft) -> Iterator[Hit]:
    text = draft.text
    found = [*draft.find(_DOT, ("．", "·"), 8), *draft.reckoned(_COMMA, 2, "，", ",")]
    for _, end, _ in draft.figured:
        if text[end - 1].isdigit() and text[end + 1 : end + 2].isdigit():
            found += _STOP.finditer(text, max(0, end - 5), end + 12)
    for match in found:
        yield Hit(*match.span("x"), "小数点应为“.”。", ".")


_DOUBLED = expression(
    r"[0-9][万亿]?(?P<x>(?P<u>元|人(?!人[数大才士民员口事社力体工物文为享皆])|个|名|项|件|吨|次|%|％|公里|万元|亿元|小时|平方米|日|时|亩|份|条|台|家|户|万)(?P=u))(?![户庭长具电政禽畜装框刻通都有均])"
    r"|[0-9]月份(?P<f>份)"
)


def _doubled(draft: Draft) -> Iterator[Hit]:
    for match in draft.reckoned(_DOUBLED, 1):
        if match["f"]:
            yield Hit(*match.span("f"), "单位重复，请删去一个。", "")
        else:
            yield Hit(*match.span("x"), "单位重复，请删去一个。", match["u"])


CHECKS = (
    Check(
        code="digit-in-set-phrase",
        title="固定说法里用了阿拉伯数字",
        family="numerals",
        level=Level.WARNING,
        basis=must(GB15835, "4.2.1"),
        why="第三季度、三中全会、“四个全面”等已经定型的词语用汉字数字。",
        find=_fixed,
        examples=(
            Example("⟦第3⟧季度工作情况", "第三季度工作情况"),
            Example("贯彻党的⟦20⟧大精神。", "贯彻党的二十大精神。"),
            Example("坚持党的二十届⟦3⟧中全会精神。", "坚持党的二十届三中全会精神。"),
            Example("做到“⟦2⟧个维护”。", "做到“两个维护”。"),
            Example("评出⟦1⟧等奖3名。", "评出一等奖3名。"),
        ),
        passes=("第三季度工作情况", "党的二十大报告", "“两个维护”", "评出一等奖3名。", "全年分4个季度", "2023季度"),
    ),
    Check(
        code="mixed-numerals-in-year",
        title="一个年份里混用两种数字",
        family="numerals",
        level=Level.ERROR,
        basis=must(GB15835, "4.3"),
        why="年份要么全用阿拉伯数字，要么全用汉字数字，不写“二0二四年”。",
        find=_mixed_years,
        examples=(Example("⟦二0二四⟧年工作要点", "2024年工作要点"), Example("⟦20二四⟧年工作要点", "2024年工作要点")),
        passes=("2024年工作要点", "二〇二四年工作要点", "二十年", "第1二〇年"),
        sure=True,
    ),
    Check(
        code="mixed-numerals-in-number",
        title="一个数里混用两种数字",
        family="numerals",
        level=Level.ERROR,
        basis=must(GB15835, "4.3"),
        why="一个数里不混用阿拉伯数字和汉字数字，“3十五”应写作35；万、亿前可以用阿拉伯数字。",
        find=_mixed_numbers,
        examples=(
            Example("走访群众⟦3十⟧户。", "走访群众30户。"),
            Example("共⟦二十5⟧人参加。", "共25人参加。"),
            Example("贯彻⟦十9⟧届五中全会精神。", "贯彻十九届五中全会精神。"),
        ),
        passes=("走访群众30户。", "共二十五人参加。", "3.5万亿元", "第2十条", "一二十人"),
    ),
    Check(
        code="broken-number",
        title="数字中间有空格",
        family="numerals",
        level=Level.WARNING,
        basis=must(GB15835, "5.1"),
        why="一个数中间不留空格、不断开，否则检索不到，换行时也会拆成两截。",
        find=_broken,
        examples=(Example("⟦2 024⟧年工作要点", "2024年工作要点"), Example("同比增长⟦5. 2⟧%。", "同比增长5.2%。")),
        passes=("2024 年工作要点", "人口为1 234 567人。", "3. 2024年任务"),
        sure=True,
    ),
    Check(
        code="wrong-decimal-mark",
        title="小数点写成了句号、逗号",
        family="numerals",
        level=Level.ERROR,
        basis=must(GB15835, "5.1"),
        why="小数点是“.”，写成“。”“，”“·”读数就断了。",
        find=_decimals,
        examples=(
            Example("同比增长5⟦。⟧2%。", "同比增长5.2%。"),
            Example("投资3⟦·⟧5亿元。", "投资3.5亿元。"),
            Example("同比增长5⟦，⟧2%。", "同比增长5.2%。"),
        ),
        passes=("同比增长5.2%。", "共3家，2万元以上的1家。", "分别增长5%，2%。", "共98人。2万元以上的3人。", "增长１．７倍。"),
        sure=True,
    ),
    Check(
        code="percent-half-chinese",
        title="“百分之”后用了阿拉伯数字",
        family="numerals",
        level=Level.WARNING,
        basis=must(GB15835, "4.3"),
        why="写50%或者百分之五十，不写“百分之50”。",
        find=pattern(
            rf"百分之(?P<n>{_NUMBER})(?![%％\d])",
            "百分数写成阿拉伯数字加%",
            "{n}%",
            keys=("百分之",),
            reach=16,
        ),
        examples=(Example("完成率达到⟦百分之95⟧。", "完成率达到95%。"),),
        passes=("完成率达到95%。", "完成率达到百分之九十五。"),
        sure=True,
    ),
    Check(
        code="doubled-unit",
        title="数字后的单位重复",
        family="numerals",
        level=Level.ERROR,
        basis=PLAIN,
        why="“3个个”“5%%”“3月份份”是输入时重复了单位。",
        find=_doubled,
        examples=(Example("共3⟦个个⟧单位。", "共3个单位。"), Example("3月份⟦份⟧完成。", "3月份完成。"), Example("增长5⟦%%⟧。", "增长5%。")),
        passes=("共3个单位。", "3月份完成。", "2024年年底", "每户户均", "100家家庭农场"),
        sure=True,
    ),
    Check(
        code="about-with-odd",
        title="“近”“约”与“余”“多”连用",
        family="numerals",
        level=Level.WARNING,
        basis=PLAIN,
        why="“近”是不到，“余”“多”是超过，连用互相矛盾；“约”与“余”重复。",
        find=_about_twice,
        examples=(
            Example("参会人员⟦近200余⟧人。", "参会人员近200人。"),
            Example("投资⟦约30多⟧万元。", "投资约30万元。"),
            Example("走访⟦将近100多⟧户。", "走访将近100户。"),
        ),
        passes=("参会人员近200人。", "参会人员200余人。", "附近10多个村", "签约30余个项目", "节约30多万元", "近几年有100余人", "超过3年多"),
    ),
    Check(
        code="range-with-or-so",
        title="数值范围后用“左右”",
        family="numerals",
        level=Level.WARNING,
        basis=PLAIN,
        why="“5～10人”已经是范围，不再用“左右”“上下”。",
        find=pattern(_RANGE_ABOUT.pattern, "前面已经是范围，“{x}”多余", "", keys=("左右", "上下"), reach=24, group="x"),
        examples=(Example("每组10—15人⟦左右⟧。", "每组10—15人。"),),
        passes=("每组15人左右。", "2021—2025年左右两侧", "用时10—15天。"),
    ),
    Check(
        code="two-as-er",
        title="“二”应为“两”",
        family="numerals",
        level=Level.HINT,
        basis=practice("现代汉语习惯"),
        why="量词前一般用“两”：两个、两家、两次；“二”用于序数和多位数。",
        find=pattern(
            rf"(?<![第{_HAN}十百千万零〇、之数初年月其老乙丙甲\d无不独划合至录件])(?P<x>二)(?=(?:个(?!月|工作日|小时)|家|位(?!数|一体)|件|间|座|辆|台(?!子)|张|所(?!属|列))(?![、一二三四五六七八九十]|[^，。；\n]{{0,6}}以[上下内]))",
            "量词前一般用“两”",
            "两",
            keys=("二",),
            reach=14,
            group="x",
        ),
        examples=(Example("新建⟦二⟧个停车场。", "新建两个停车场。"),),
        passes=("新建两个停车场。", "第二个停车场", "十二个月", "一二个人", "二次供水", "二元结构", "一、二个"),
    ),
    Check(
        code="five-year-plan-form",
        title="“十四五”写法不规范",
        family="numerals",
        level=Level.WARNING,
        basis=should(GB15835, "4.2.1"),
        why="规划的简称写作“十四五”，中间不加点，用汉字数字。",
        find=pattern(
            r"“?(?P<x>十[一二三四五六]?[.．·、•﹒]?[一二三四五六]?[.．·•﹒]五)”?(?=规划|期间|时期|末|以来|收官|开局|发展|”)",
            "规划简称中间不加点",
            lambda m: expression(r"[.．·、•﹒]").sub("", m["x"]),
            keys=(".五", "．五", "·五", "•五", "﹒五"),
            reach=8,
            group="x",
            quoted=True,
        ),
        examples=(Example("“⟦十二.五⟧”期间", "“十二五”期间"), Example("⟦十四·五⟧规划", "十四五规划")),
        passes=("“十四五”规划", "二十.五"),
        sure=True,
    ),
    Check(
        code="percentage-point-word",
        title="“百分点”说成“百分比”“点”",
        family="numerals",
        level=Level.WARNING,
        basis=PLAIN,
        why="两个百分数之差的单位是“个百分点”，不写“个百分比”“个点”。",
        find=pattern(
            rf"{_NUMBER}(?:余|多)?(?P<x>个百分比|个百分(?![点比之制数])|个点(?=[，。；、）]|左右|以[上内]))",
            "单位应为“个百分点”",
            "个百分点",
            keys=("个百分", "个点"),
            reach=12,
            group="x",
        ),
        examples=(
            Example("同比提高3⟦个百分比⟧。", "同比提高3个百分点。"),
            Example("同比提高3.2⟦个点⟧，", "同比提高3.2个百分点，"),
        ),
        passes=("同比提高3个百分点。", "设3个点位。", "布设12个点以便监测"),
    ),
    Check(
        code="day-name-with-dot",
        title="“五一”“七一”中间加了点",
        family="numerals",
        level=Level.WARNING,
        basis=should(GB15834, "4.14.3.5"),
        why="用月日作标志的节日、事件，用汉字数字时只在一月、十一月、十二月后加间隔号（“一二·九”运动），“五一”“七一”不加。",
        find=pattern(
            r"“(?P<x>(?:三[.．·•]八|三[.．·•]一五|五[.．·•][一四]|六[.．·•]一|七[.．·•]一|八[.．·•]一|十[.．·•]一))”",
            "中间不加点",
            lambda m: expression("[.．·•]").sub("", m["x"]),
            keys=tuple(f"“{month}" for month in "三五六七八十"),
            reach=8,
            group="x",
            quoted=True,
        ),
        examples=(Example("“⟦五·一⟧”期间加强值班。", "“五一”期间加强值班。"), Example("庆祝“⟦七.一⟧”", "庆祝“七一”")),
        passes=("“五一”期间加强值班。", "“一二·九”运动", "“三、八”两项"),
    ),
)
