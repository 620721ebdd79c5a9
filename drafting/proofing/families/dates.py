"""数字和日期: how dates are written, and dates that cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.proofing.check import GB9704, GB15835, Check, Example, Hit, must, practice, should
from drafting.proofing.draft import HAN, Draft, read_date, small_number
from drafting.proofing.shapes import pattern

_HAN = "一二三四五六七八九十"
_ZEROS = "零○О0Oо"


def _signed_chinese(draft: Draft) -> Iterator[Hit]:
    # Chinese numerals were the rule until GB/T 9704—2012 came into force on 1 July 2012.
    for start, paragraph in draft.each(Role.DATE):
        match = expression(rf"[一二][〇{_ZEROS}{_HAN}]{{3}}年[{_HAN}]{{1,2}}月[{_HAN}]{{1,3}}日").search(paragraph.text)
        signed = read_date(match.group()) if match else None
        if match and signed and signed >= date(2012, 7, 1):
            yield Hit(
                start + match.start(), start + match.end(), "成文日期用阿拉伯数字。", f"{signed.year}年{signed.month}月{signed.day}日"
            )


_PADDED = expression(r"(?<=\d{4}年)0(?=[1-9]月)|(?<=\d月)0(?=[1-9]日)")


def _padded(signed: bool) -> Callable[[Draft], Iterator[Hit]]:
    def find(draft: Draft) -> Iterator[Hit]:
        for match in draft.find(_PADDED, ("年0", "月0"), 12):
            role = draft.paragraph(match.start()).role
            if role is not Role.OTHER and (role in (Role.DATE, Role.PRINTER)) == signed:
                yield Hit(match.start(), match.end(), "月、日不编虚位，1不编为01。", "")

    return find


def _chinese_zero(match: re.Match[str]) -> str:
    return expression(f"[{_ZEROS}]").sub("〇", match["x"])


_CHINESE_YEAR_FIRST = expression(r"(?P<y>[一二][〇○零О一二三四五六七八九]{3})年(?P<rest>\d{1,2}月(?:\d{1,2}日)?)")
_CHINESE_DAY_LAST = expression(
    rf"(?P<y>(?:19|20)\d\d)年(?:(?P<m>十[一二]|[{_HAN}])月(?:(?P<d>[{_HAN}]{{1,3}})日)?|(?P<n>\d{{1,2}})月(?P<e>[{_HAN}]{{1,3}})日)(?!游|内|间)"
)


def _in_two_numerals(draft: Draft) -> Iterator[Hit]:
    told = "一个日期只用一种数字。"
    for match in draft.find(_CHINESE_YEAR_FIRST, ("年",), 14):
        year = "".join(str("〇一二三四五六七八九".index(c)) if c in "〇一二三四五六七八九" else "0" for c in match["y"])
        yield Hit(match.start(), match.end(), told, f"{year}年{match['rest']}")
    for match in draft.reckoned(_CHINESE_DAY_LAST, 1, "月"):
        month = small_number(match["m"]) if match["m"] else int(match["n"])
        day = small_number(match["d"] or match["e"] or "")
        if month and (day or not (match["d"] or match["e"])):
            yield Hit(match.start(), match.end(), told, f"{match['y']}年{month}月" + (f"{day}日" if day else ""))


_DAY_MISSING = expression(r"\d月(?P<x>3[01]|[12]\d|[1-9])[至到—–\-～~]{1,2}(?=(?:1[0-2]|[1-9])月\d{1,2}日)")
_LOOSE_DATE = expression(
    r"(?P<y>(?:20)?\d\d)(?:(?P<s>[./-])(?P<m>1[0-2]|0?[1-9])(?P=s)(?P<d>3[01]|[12]\d|0?[1-9])|年(?P<n>1[0-2]|0?[1-9])月(?P<e>3[01]|[12]\d|0?[1-9])(?P<h>[日号]))"
)


def _signed_form(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in draft.each(Role.DATE):
        match = _LOOSE_DATE.fullmatch(paragraph.text.strip())
        if match and (match["s"] or match["h"] == "号" or len(match["y"]) == 2):
            begin = start + paragraph.text.index(match.group())
            year, month, day = int(match["y"][-2:]) + 2000, int(match["m"] or match["n"]), int(match["d"] or match["e"])
            yield Hit(begin, begin + len(match.group()), "成文日期写全年、月、日。", f"{year}年{month}月{day}日")


_THIS_CENTURY = expression(r"(?<!\d)20[0-3]\d(?=年|〕)")


def _of_our_time(draft: Draft, match: re.Match[str]) -> bool:
    """Tell whether the text was written after 2000, so that a decade without its century is open: a report of 1985 means its own."""
    year = draft.year
    written = year >= 2000 if year is not None else next(draft.find(_THIS_CENTURY, ("20",), 6), None) is not None
    return written and "世纪" not in draft.text[max(0, match.start() - 12) : match.start()]


_RELATIVE = expression(
    r"(?P<x>(?:去年|(?<!以)前年(?!度)|昨[天日])(?!同期|同比|[^，。；\n]{0,4}(?:增长|下降|提高|持平))|(?:(?<=[。；\n，])|^)(?:日前|近日|前不久|不久前|上个?月)(?=[，,]))"
)


def _relative(draft: Draft) -> Iterator[Hit]:
    if not draft.kind or draft.kind in ("报告", "议案", "公报"):  # reports tell of the year that they are made in
        return
    for match in draft.find(_RELATIVE, ("去年", "前年", "昨天", "昨日", "日前", "近日", "不久", "上月", "上个月"), 16):
        before = draft.text[max(0, match.start() - 1) : match.start()]
        if not draft.is_quoted(*match.span("x")) and before not in tuple("比较与同对超"):
            yield Hit(*match.span("x"), f"“{match['x']}”随时间推移会看不明白，公文写明具体的年、月、日。")


_FOUNDED = "成立|建立|建党|建军|建国|建校|建院|建市|建县|解放|诞辰|逝世|回归|胜利|创刊"

CHECKS = (
    Check(
        code="signed-date-in-chinese",
        title="成文日期用了汉字数字",
        family="numerals",
        level=Level.ERROR,
        basis=must(GB9704, "7.3.5.4"),
        why="成文日期中的数字用阿拉伯数字标注，汉字数字是2012年以前的规定。",
        find=_signed_chinese,
        examples=(Example("日期| ⟦二〇二四年五月八日⟧", "日期| 2024年5月8日"),),
        passes=("日期| 二〇〇九年五月八日", "日期| 2024年5月8日"),
        sure=True,
    ),
    Check(
        code="signed-date-padded",
        title="成文日期、印发日期编了虚位",
        family="numerals",
        level=Level.ERROR,
        basis=must(GB9704, "7.3.5.4"),
        why="成文日期、印发日期的月、日不编虚位，1不编为01。",
        find=_padded(signed=True),
        examples=(Example("日期| 2024年⟦0⟧5月18日", "日期| 2024年5月18日"),),
        passes=("日期| 2024年10月18日",),
        sure=True,
    ),
    Check(
        code="date-padded",
        title="正文日期编了虚位",
        family="numerals",
        level=Level.WARNING,
        basis=should(GB15835, "5.1.4"),
        why="带“年月日”的日期不编虚位，写作2024年5月8日。",
        find=_padded(signed=False),
        examples=(Example("会议定于2024年⟦0⟧5月18日召开。", "会议定于2024年5月18日召开。"),),
        passes=("会议定于2024年5月18日召开。", "编号为2024-05-08。"),
        sure=True,
    ),
    Check(
        code="date-in-two-numerals",
        title="一个日期里混用汉字数字和阿拉伯数字",
        family="numerals",
        level=Level.ERROR,
        basis=must(GB15835, "4.3"),
        why="同一个日期只用一种数字。",
        find=_in_two_numerals,
        examples=(
            Example("⟦二〇〇八年8月8日⟧开幕。", "2008年8月8日开幕。"),
            Example("⟦2008年八月八日⟧开幕。", "2008年8月8日开幕。"),
            Example("⟦2008年5月八日⟧开幕。", "2008年5月8日开幕。"),
        ),
        passes=("2008年8月8日开幕。", "二〇〇八年八月八日开幕。", "2008年农历八月八日", "2008年正月十五"),
        sure=True,
    ),
    Check(
        code="chinese-zero",
        title="汉字年份的“〇”写错",
        family="numerals",
        level=Level.WARNING,
        basis=must(GB15835, "4.3"),
        why="汉字年份里的零写作“〇”（U+3007），不写“零”“○”“0”或者字母O。",
        find=pattern(
            rf"(?P<x>(?=[一二{_HAN[2:9]}〇]?[〇{_HAN}]?[〇{_HAN}]?[{_ZEROS}])[一二][{_ZEROS}〇{_HAN}]{{3}})(?=年)",
            "汉字年份里的零应当写作“〇”",
            _chinese_zero,
            keys=("年",),
            reach=8,
            group="x",
            quoted=True,
        ),
        examples=(Example("⟦二零一九⟧年度计划", "二〇一九年度计划"), Example("⟦二○二四⟧年五月", "二〇二四年五月")),
        passes=("二〇一九年度计划", "零零散散", "一百零三年"),
        sure=True,
    ),
    Check(
        code="year-abbreviated",
        title="年份简写",
        family="numerals",
        level=Level.WARNING,
        basis=should(GB15835, "5.1.4"),
        why="年份一般不简写，98年应写作1998年。",
        find=pattern(
            rf"(?<![\d〔（(.～—-])(?P<x>[5-9]\d)年(?=(?:1[0-2]|[1-9])月|(?:年?[初底末]|上半年|下半年)(?!{HAN}期)|特?大(?:洪水|暴雨|旱|灾)|亚洲金融危机)"
            r"|(?:吸取|追溯到|早在|始?建于|成立于|始于|竣工于|投产于|毕业于|生于|自从?|从)(?P<y>[5-9]\d)年(?![代前后间来里限期多余至到—]|时间|历史|的?(?:发展|努力|奋斗|经验))"
            # 08年: no count begins with 0; 24年5月8日, 24年底: no length of time goes on with a day
            r"|(?<![\d〔（(.\-/～—])(?P<z>0\d|[12]\d)年(?=(?:1[0-2]|[1-9])月(?:3[01]|[12]?\d)日)"
            r"|(?<![\d〔（(.\-/～—一二三四五六七八九十近前后满达为期共])(?P<w>[12]\d)年(?=(?:[初底]|末(?![期端尾]))(?:[，。、；前]|全|我|完|建|实|基)|[上下]半年|全年|度(?![假过]))"
            r"|(?<![\d〔（(.\-/～—一二三四五六七八九十])(?P<o>0\d)年(?=[度底末初的以，。、来]|上半年|下半年|[1-9])",
            "年份应当写全四位",
            lambda m: f"20{m['z'] or m['w'] or m['o']}" if m["z"] or m["w"] or m["o"] else f"19{m['x'] or m['y']}",
            keys=("年",),
            reach=12,
            group=("x", "y", "z", "w", "o"),
        ),
        examples=(
            Example("⟦98⟧年7月遭遇洪水。", "1998年7月遭遇洪水。"),
            Example("吸取⟦98⟧年特大洪水的教训。", "吸取1998年特大洪水的教训。"),
            Example("早在⟦85⟧年就已建成。", "早在1985年就已建成。"),
            Example("⟦24⟧年5月8日召开会议。", "2024年5月8日召开会议。"),
            Example("⟦08⟧年底完成。", "2008年底完成。"),
            Example("截至⟦23⟧年底，全市建成充电桩500个。", "截至2023年底，全市建成充电桩500个。"),
        ),
        passes=(
            "近10年全年降水",
            "成立70年来",
            "吸取70年发展的经验",
            "早在50年前",
            "防御50年一遇特大洪水",
            "1998年7月遭遇洪水。",
            "使用期限50年。",
            "有效期20年。",
            "服刑15年6个月。",
        ),
    ),
    Check(
        code="year-abbreviated-in-chinese",
        title="汉字年份简写",
        family="numerals",
        level=Level.HINT,
        basis=should(GB15835, "5.1.4"),
        why="年份一般不简写，“零八年”应写作2008年或者二〇〇八年。",
        find=pattern(
            rf"(?<![{_HAN}百千万亿〇零○点\d])(?P<x>[零〇][一二三四五六七八九]|九[一二三四五六七八]|八[一二三四五六七]|七[一二三四五六])年(?=[初底末以的，。、到至]|[{_HAN}]{{1,2}}月|[上下]半年|特?大)",
            "年份应当写全四位",
            lambda m: (
                f"20{_HAN.index(m['x'][1]) + 1:02d}" if m["x"][0] in "零〇" else f"19{_HAN.index(m['x'][0]) + 1}{_HAN.index(m['x'][1]) + 1}"
            ),
            keys=("零", "〇", "九", "八", "七"),
            reach=8,
            group="x",
        ),
        examples=(
            Example("⟦零八⟧年底完成。", "2008年底完成。"),
            Example("⟦九八⟧年特大洪水后重建。", "1998年特大洪水后重建。"),
        ),
        passes=("二〇〇八年底完成。", "一百零八年的历史", "2008年底完成。", "七八年的时间", "一九九八年底"),
    ),
    Check(
        code="signed-date-form",
        title="成文日期写法不规范",
        family="numerals",
        level=Level.ERROR,
        basis=must(GB9704, "7.3.5.4"),
        why="成文日期写全年、月、日：2024年5月8日，不写2024.5.8、2024-05-08，不用“号”。",
        find=_signed_form,
        examples=(
            Example("日期| ⟦2024.5.8⟧", "日期| 2024年5月8日"),
            Example("日期| ⟦2024年5月8号⟧", "日期| 2024年5月8日"),
            Example("日期| ⟦24年5月8日⟧", "日期| 2024年5月8日"),
        ),
        passes=("日期| 2024年5月8日", "日期| 二〇〇九年五月八日"),
        sure=True,
    ),
    Check(
        code="date-with-dots",
        title="正文日期用点、横线、斜线分隔",
        family="numerals",
        level=Level.HINT,
        basis=should(GB15835, "5.1.4"),
        why="正文里的日期写2024年5月8日；2024.5.8、2024-05-08用于表格和编号。",
        find=pattern(
            r"(?:于|自|从|至|到|在|截至|截止|前|时间[：:])\s?(?P<x>(?P<y>20\d\d)(?P<s>[./\-])(?P<m>1[0-2]|0?[1-9])(?P=s)(?P<d>3[01]|[12]\d|0?[1-9]))(?![\d./\-]|\s*\d{1,2}[:：])",
            "正文里的日期写年月日",
            lambda m: f"{m['y']}年{int(m['m'])}月{int(m['d'])}日",
            keys=("20",),
            reach=14,
            group="x",
            where=lambda draft, m: (p := draft.paragraph(m.start())).place.cell is None and p.role is not Role.OTHER,
        ),
        examples=(Example("会议定于⟦2024.5.8⟧召开。", "会议定于2024年5月8日召开。"),),
        passes=("会议定于2024年5月8日召开。", "版本2024.5.8", "编号为2024-05-08。"),
    ),
    Check(
        code="day-missing-in-range",
        title="起止日期前一个缺“日”",
        family="numerals",
        level=Level.HINT,
        basis=practice(),
        why="跨月的起止日期前后都写“日”：5月28日至6月3日。",
        find=lambda draft: (
            Hit(*match.span("x"), "前一个日期也要写“日”。", f"{match['x']}日") for match in draft.joined(_DAY_MISSING, "0123456789", 16)
        ),
        examples=(Example("时间为5月⟦28⟧至6月3日。", "时间为5月28日至6月3日。"),),
        passes=("时间为5月28日至6月3日。", "时间为5月28—30日。"),
    ),
    Check(
        code="anniversary-without-week",
        title="周年少一个“周”字",
        family="numerals",
        level=Level.HINT,
        basis=practice(),
        why="庆祝、纪念整数年份用“周年”：庆祝建校70周年。",
        find=pattern(
            rf"(?:庆祝|纪念|喜迎|隆重)[^，。；\n]{{0,24}}?(?:{_FOUNDED})(?:\d{{1,3}}|[{_HAN}百]{{1,5}})(?P<x>年)(?![来以间代前后]|度)",
            "庆祝、纪念的年份用“周年”",
            "周年",
            keys=("庆祝", "纪念", "喜迎", "隆重"),
            reach=50,
            group="x",
        ),
        examples=(Example("隆重庆祝建校70⟦年⟧。", "隆重庆祝建校70周年。"),),
        passes=("庆祝建校70周年。", "成立70年来取得显著成绩。", "纪念抗战胜利80周年"),
    ),
    Check(
        code="decade-without-century",
        title="年代没有写世纪",
        family="numerals",
        level=Level.HINT,
        basis=should(GB15835, "5.1.4"),
        why="“80年代”要写明“20世纪80年代”，本世纪过去了二十多年，不写世纪容易误解。",
        find=pattern(
            r"(?<!世纪)(?<![\d〇零、二三四五六七八九])(?P<x>(?:(?P<n>[2-9]0)|[二三四五六七八九]{1,2}十)年代)",
            "年代应写明世纪",
            lambda m: f"20世纪{m['x']}" if m["n"] and m["n"] > "20" else None,  # the twenties may be ours
            keys=("年代",),
            group="x",
            where=_of_our_time,
        ),
        examples=(
            Example("上述设施建于⟦80年代⟧。\n日期| 2024年5月8日", "上述设施建于20世纪80年代。\n日期| 2024年5月8日"),
            Example("2023年，改造⟦90年代⟧的住宅区。", "2023年，改造20世纪90年代的住宅区。"),
        ),
        passes=(
            "八十年代的第一个春天，我们要建成水库。",
            "上述设施建于80年代。\n日期| 1988年5月8日",
            "上世纪五六十年代建设的水库。",
            "20世纪七十、八十年代",
            "上述设施建于20世纪80年代。",
            "上述设施建于1980年代。",
        ),
    ),
    Check(
        code="relative-date",
        title="用了“去年”“日前”等相对时间",
        family="numerals",
        level=Level.HINT,
        basis=practice(),
        why="公文长期留存，“去年”“日前”隔一段时间就不知道是哪一天，写具体的年、月、日。",
        find=_relative,
        examples=(
            Example(
                "标题| 关于做好投资工作的通知\n⟦去年⟧全市完成投资500万元。", "标题| 关于做好投资工作的通知\n2023年全市完成投资500万元。"
            ),
            Example("标题| 关于做好防汛工作的通知\n⟦日前⟧，全市出现强降雨。", "标题| 关于做好防汛工作的通知\n5月8日，全市出现强降雨。"),
        ),
        passes=(
            "标题| 关于做好投资工作的通知\n全市完成投资500万元，比去年增长5%。",
            "标题| 关于做好投资工作的通知\n请于5月8日前报送。",
            "标题| 投资工作情况的报告\n去年全市完成投资500万元。",
        ),
    ),
)
