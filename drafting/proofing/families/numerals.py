"""数字: Arabic and Chinese numerals, ranges, approximations, units (GB/T 15835)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.proofing.check import GB15835, PLAIN, Check, Example, Hit, must, practice, should
from drafting.proofing.draft import CJK, HAN, Draft
from drafting.proofing.shapes import pattern

_HAN = "一二三四五六七八九"
_NUMBER = r"\d+(?:\.\d+)?"
_WIDE = str.maketrans("０１２３４５６７８９．％，", "0123456789.%,")


def _consecutive(match: re.Match[str]) -> str | None:
    first, second = match["a"], match["b"]
    return f"{first}{second}" if _HAN.index(second) == _HAN.index(first) + 1 or first + second == "三五" else None


def _thousands(match: re.Match[str]) -> str | None:
    if match.string[match.start() - 1 : match.start()] in ("万", "亿") or match["w"]:
        return None  # 2万5千公里: 2.5万公里 or 25000公里, as the writer likes
    return f"{int(match['n']) * (1000 if match['u'] == '千' else 100)}{match['more'] or ''}"


def _with_ji(match: re.Match[str]) -> str:
    if match["y"]:
        return "几" + "十百千"[len(match["o"]) - 1]
    return ("" if match["t"] == "1" else _HAN[int(match["t"]) - 1]) + "十几"


_FULL_WIDTH = expression(r"[０-９]{1,3}(?:，[０-９]{3})+(?![０-９])|[０-９](?:[０-９．％]*[０-９％])?")


def _full_width(draft: Draft) -> Iterator[Hit]:
    if not any(digit in draft.text for digit in "０１２３４５６７８９"):
        return
    for match in _FULL_WIDTH.finditer(draft.text):
        if not draft.is_address(*match.span()):
            yield Hit(*match.span(), "阿拉伯数字用半角。", match.group().translate(_WIDE))


CHECKS = (
    Check(
        code="percent-range-short",
        title="百分数范围前一个数缺百分号",
        family="numerals",
        level=Level.WARNING,
        basis=must(GB15835, "5.1.3"),
        why="表示百分数的范围，前后两个百分号都不省略：15%～30%。",
        find=pattern(
            rf"(?<![\d.\-–—/～~A-Za-z])(?P<x>{_NUMBER})(?=(?:[-–—~～]|——|到|至){_NUMBER}[%％‰])",
            "百分数范围的前一个数也要写百分号",
            "{x}%",
            keys=("%", "％"),
            reach=24,
            group="x",
            quoted=True,
            where=lambda draft, m: "‰" not in draft.text[m.end() : m.end() + 12],
        ),
        examples=(
            Example("利率为⟦4⟧～6%。", "利率为4%～6%。"),
            Example("下浮⟦5⟧至10%。", "下浮5%至10%。"),
        ),
        passes=("利率为4%～6%。", "2024—2025年增长6%。", "2021至2025年，提高到6%。"),
    ),
    Check(
        code="large-unit-range-short",
        title="以万、亿为单位的范围前一个数缺单位",
        family="numerals",
        level=Level.WARNING,
        basis=must(GB15835, "5.1.3"),
        why="前后两个数都以万、亿为单位时，前一个数的“万”“亿”不省略：5万～10万人。",
        find=pattern(
            rf"(?<![\d.\-–—/～~A-Za-z年])(?P<x>{_NUMBER})(?=[-–—~～至](?P<y>{_NUMBER})(?P<unit>[万亿]){HAN})",
            "范围的前一个数也要写“{unit}”",
            "{x}{unit}",
            keys=("万", "亿"),
            reach=24,
            group="x",
            quoted=True,
            where=lambda draft, m: float(m["x"]) < 1000 or float(m["x"]) < float(m["y"]),  # 5000～1万元 is right
        ),
        examples=(
            Example("补助⟦3⟧～8万元。", "补助3万～8万元。"),
            Example("投资⟦3000⟧～5000万元。", "投资3000万～5000万元。"),
        ),
        passes=("补助3万～8万元。", "补助5000～1万元。", "投资8000～12000元。"),
    ),
    Check(
        code="digits-with-qian",
        title="阿拉伯数字后带“千”“百”“十”",
        family="numerals",
        level=Level.WARNING,
        basis=must(GB15835, "4"),
        why="阿拉伯数字只与“万”“亿”连用，不与“千”“百”“十”连用：3千人应写作3000人。",
        find=pattern(
            r"(?<![\d.A-Za-z第、～—-])(?P<n>[1-9])(?P<u>[千百])(?P<w>万?)(?P<more>余|多)?(?=[人元户名个家次吨亩斤册份件辆平公顷套台头株余多](?!瓦|克|米[^宽长高]))",
            "阿拉伯数字后不带“{u}”",
            keys=("千", "百"),
            reach=16,
            suggestion=_thousands,
        ),
        examples=(Example("受益群众⟦3千余⟧人。", "受益群众3000余人。"),),
        passes=("全长3千米。", "装机5千瓦。", "受益群众三千余人。", "受益群众3000余人。", "100百分点"),
    ),
    Check(
        code="pause-in-approximation",
        title="概数中间用了顿号",
        family="numerals",
        level=Level.WARNING,
        basis=must(GB15835, "4.2.2"),
        why="两个数字连用表示概数，中间不用顿号：七八十岁、三五天；并列的编号（一、二等奖）才用顿号。",
        find=pattern(
            rf"(?<=[^第{_HAN}十百千万零〇\s“（(])(?P<x>(?P<a>[{_HAN}])、(?P<b>[{_HAN}]))(?=[十百千万]{{1,2}}(?:元|个|名|户|亩|吨|家|台)|[名位户家所台间辆](?!的|次)|[十百千万]?(?:岁|天|次|个月|个人|个小时|小时|分钟|里路|公里|米|斤|倍|口人|户人家|里地))",
            "概数中间不用顿号",
            _consecutive,
            keys=("三、五", *(f"{first}、{second}" for first, second in itertools.pairwise(_HAN))),
            reach=12,
            group="x",
            where=lambda draft, m: _consecutive(m) is not None,
        ),
        examples=(
            Example("来了⟦七、八⟧十岁的老人。", "来了七八十岁的老人。"),
            Example("每户奖励⟦三、五⟧百元。", "每户奖励三五百元。"),
            Example("每班有⟦七、八⟧名住校生。", "每班有七八名住校生。"),
        ),
        passes=("设一、二等奖。", "第一、二次会议", "来了七八十岁的老人。", "三、九个月内完成", "三、五百个项目开工"),
    ),
    Check(
        code="ji-after-digits",
        title="“几”与阿拉伯数字混用",
        family="numerals",
        level=Level.ERROR,
        basis=must(GB15835, "4.2.2"),
        why="含“几”的概数用汉字：十几、二十几。",
        find=pattern(
            rf"(?:(?<![\d.])(?P<x>(?P<t>[1-9])0几)|(?P<y>几1(?P<o>0{{1,3}}))(?!\d))(?={HAN})(?![月日号级届])",
            "含“几”的概数用汉字数字",
            _with_ji,
            keys=("0几", "几10"),
            group=("x", "y"),
        ),
        examples=(
            Example("走访了⟦10几⟧户群众。", "走访了十几户群众。"),
            Example("走访了⟦几10⟧户群众。", "走访了几十户群众。"),
        ),
        passes=("走访了十几户群众。", "走访了10户群众。"),
    ),
    Check(
        code="digit-in-fixed-word",
        title="定型词语里用了阿拉伯数字",
        family="numerals",
        level=Level.ERROR,
        basis=must(GB15835, "4.2.1"),
        why="星期几、翻几番等定型词语用汉字数字：星期三、翻两番。",
        find=pattern(
            r"(?:(?:星期|礼拜|翻了?)(?P<x>(?P<n>[1-6])(?P<f>番)?)(?![\d.～—-])|[每本下上]周(?P<y>[1-6])(?=[上下]午|晚上?|早上?))",
            "定型词语用汉字数字",
            lambda m: ("两" if m["n"] == "2" and m["f"] else "一二三四五六"[int(m["n"] or m["y"]) - 1]) + (m["f"] or ""),
            keys=("星期", "礼拜", "翻", "周"),
            reach=8,
            group=("x", "y"),
            where=lambda draft, m: bool(m["y"]) or bool(m["f"]) != (draft.text[m.start()] != "翻"),
        ),
        examples=(
            Example("会议定于星期⟦3⟧召开。", "会议定于星期三召开。"),
            Example("产值翻了⟦2番⟧。", "产值翻了两番。"),
            Example("每周⟦3⟧下午开放。", "每周三下午开放。"),
        ),
        passes=("会议定于星期三召开。", "每周3次，每次2小时。", "产值翻两番。", "翻3页"),
        sure=True,
    ),
    Check(
        code="decimal-without-zero",
        title="小数点前没有写0",
        family="numerals",
        level=Level.WARNING,
        basis=must(GB15835, "5.1"),
        why="纯小数必须写出小数点前定位的0：0.5，不写.5。",
        find=pattern(
            rf"(?<=[{CJK}，、（])(?<![{_HAN}十])(?P<x>\.)(?=\d{{1,3}}(?:[%％‰]|个百分点|倍|[万亿]?元|米|公里|公斤|千克|吨|亩|平方|公顷))",
            "小数点前要写0",
            "0.",
            keys=(".",),
            reach=12,
            group="x",
        ),
        examples=(Example("同比提高⟦.⟧5个百分点。", "同比提高0.5个百分点。"),),
        passes=("同比提高0.5个百分点。", "一.5公里慢行系统", "表1.5米线位置"),
        sure=True,
    ),
    Check(
        code="letter-in-number",
        title="数字里混入了字母",
        family="numerals",
        level=Level.ERROR,
        basis=PLAIN,
        why="字母O、l与数字0、1形状相近，混入年份会使文件检索不到。",
        find=pattern(
            r"(?<![A-Za-z\d])(?P<x>(?:2[OoОο]\d\d|[12][09][OoОο]\d|[12][09]\d[OoОο]|2[OoОο][OoОο12]\d|[lI]9\d\d|20[lI]\d))(?=年)",
            "数字中混入了字母，请改为数字",
            lambda m: expression("[lI]").sub("1", expression("[OoОο]").sub("0", m["x"])),
            keys=("O", "o", "О", "ο", "l", "I"),
            reach=8,
            group="x",
            quoted=True,
        ),
        examples=(Example("⟦2O19⟧年度工作计划", "2019年度工作计划"),),
        passes=("2019年度工作计划", "CO2年排放量"),
        sure=True,
    ),
    Check(
        code="full-width-digits",
        title="用了全角数字",
        family="numerals",
        level=Level.WARNING,
        basis=must(GB15835, "5.1"),
        why="阿拉伯数字一律用半角。",
        find=_full_width,
        examples=(Example("共⟦１２３⟧人参加。", "共123人参加。"), Example("共⟦１，２２２⟧公里。", "共1,222公里。")),
        passes=("共123人参加。",),
        sure=True,
    ),
    Check(
        code="over-with-above",
        title="“超过”“至少”与“以上”连用",
        family="numerals",
        level=Level.WARNING,
        basis=PLAIN,
        why="“超过”“至少”与“以上”语义重复，取其一。",
        find=pattern(
            rf"(?P<x>(?P<h>超过|至少|不低于|不少于|高于)(?P<n>(?:{_NUMBER}|[{_HAN}十百千两]{{1,5}})(?:[%％]|[万亿]?{HAN}{{0,2}}?))以上)(?![述级人行])",
            "“{h}”与“以上”语义重复，取其一",
            "{h}{n}",
            keys=("以上",),
            reach=24,
            group="x",
        ),
        examples=(Example("参会人员⟦超过50人以上⟧。", "参会人员超过50人。"),),
        passes=("参会人员50人以上。", "参会人员超过50人。", "不低于省级以上标准"),
    ),
    Check(
        code="about-with-or-so",
        title="“约”与“左右”连用",
        family="numerals",
        level=Level.WARNING,
        basis=PLAIN,
        why="“约”“大约”与“左右”“上下”语义重复，取其一。",
        find=pattern(
            rf"(?P<x>(?P<h>大约|大概|(?<![合签节预制条公契违履邀相解守集隐续缔简爽赴大])约)(?P<v>[占有为需达合用]?)(?P<n>(?:{_NUMBER}|[{_HAN}十百千两]{{1,5}})(?:[%％]|[万亿]?{HAN}{{0,3}}?))(?:左右|上下))",
            "“{h}”与“左右”语义重复，取其一",
            "{h}{v}{n}",
            keys=("左右", "上下"),
            reach=24,
            group="x",
        ),
        examples=(
            Example("参会人员共⟦约30人左右⟧。", "参会人员共约30人。"),
            Example("组建⟦约30人左右⟧的队伍。", "组建约30人的队伍。"),
            Example("⟦约占30%左右⟧。", "约占30%。"),
        ),
        passes=("每年可节约30万元左右。", "参会人员共约30人。", "参会人员30人左右。", "约30人参会，左右两侧就座。"),
    ),
    Check(
        code="decrease-by-multiple",
        title="减少几倍",
        family="numerals",
        level=Level.ERROR,
        basis=PLAIN,
        why="数量减少一倍即为零，减少、降低、下降不能用“倍”，用百分数或者几分之几。",
        find=pattern(
            rf"(?:减少|降低|下降|缩减|缩短|下滑|压缩)了?(?:近|约|超过?)?(?:{_NUMBER}|[{_HAN}十两数]{{1,3}})多?倍",
            "减少、降低、下降不能用“倍”，请改用百分数或者几分之几",
            keys=("倍",),
            reach=24,
        ),
        examples=(Example("事故起数⟦减少了2倍⟧。", "事故起数减少了三分之二。"),),
        passes=("产值增长2倍。", "事故起数减少了50%。"),
    ),
    Check(
        code="percent-with-points",
        title="“%”与“个百分点”连用",
        family="numerals",
        level=Level.ERROR,
        basis=PLAIN,
        why="“3%”是百分数，“3个百分点”是两个百分数之差，“3%个百分点”不成立。",
        find=pattern(rf"{_NUMBER}(?P<x>[%％])(?=个百分点)", "“%”与“个百分点”不能连用", "", keys=("个百分点",), reach=24, group="x"),
        examples=(Example("同比提高3⟦%⟧个百分点。", "同比提高3个百分点。"),),
        passes=("同比提高3个百分点。", "同比增长3%。"),
    ),
    Check(
        code="mixed-figure-styles",
        title="同一句里概数写法不一",
        family="numerals",
        level=Level.HINT,
        basis=should(GB15835, "4.3"),
        why="同类别的数字在一处应写法一致，“两千余人”与“3000余人”不混用。",
        find=pattern(
            rf"(?P<x>[{_HAN}两][千百][余多])(?P<u>[人户名家元])(?=[^。\n]{{0,40}}\d{{3,}}[余多](?P=u))",
            "同一句里概数写法不一，请统一",
            None,
            group="x",
        ),
        examples=(Example("培训干部⟦两千余⟧人、群众3000余人。", "培训干部2000余人、群众3000余人。"),),
        passes=("培训干部2000余人、群众3000余人。", "培训干部两千余人、村民三千余人。"),
    ),
    Check(
        code="spoken-day",
        title="日期用“号”",
        family="numerals",
        level=Level.HINT,
        basis=practice(),
        why="书面语写“5月8日”，“5月8号”是口语。",
        find=pattern(
            r"(?<=\d月)(?:[12]?\d|3[01])(?P<x>号)(?![线楼院台桥机院洞文])", "书面语用“日”", "日", keys=("号",), reach=6, group="x"
        ),
        examples=(Example("会议定于5月8⟦号⟧召开。", "会议定于5月8日召开。"),),
        passes=("会议定于5月8日召开。", "地铁8号线"),
        sure=True,
    ),
)
