"""数字和日期: how dates are written, and dates that cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from drafting.documents.model import Level, Role
from drafting.proofing.check import GB9704, GB15835, PLAIN_FACT, Check, Example, Hit, must, practice, should
from drafting.proofing.draft import CJK, Draft, read_date, real_date
from drafting.proofing.shapes import pattern

_HAN = "一二三四五六七八九十"
_ZEROS = "零○О0Oо"


def _signed_chinese(draft: Draft) -> Iterator[Hit]:
    # Chinese numerals were the rule until GB/T 9704—2012 came into force on 1 July 2012.
    for start, paragraph in draft.each(Role.DATE):
        match = re.search(rf"[一二][〇{_ZEROS}{_HAN}]{{3}}年[{_HAN}]{{1,2}}月[{_HAN}]{{1,3}}日", paragraph.text)
        signed = read_date(match.group()) if match else None
        if match and signed and signed >= date(2012, 7, 1):
            yield Hit(
                start + match.start(), start + match.end(), "成文日期用阿拉伯数字。", f"{signed.year}年{signed.month}月{signed.day}日"
            )


_PADDED = re.compile(r"(?<=\d{4}年)0(?=[1-9]月)|(?<=\d月)0(?=[1-9]日)")


def _padded(signed: bool) -> Callable[[Draft], Iterator[Hit]]:
    def find(draft: Draft) -> Iterator[Hit]:
        for match in draft.find(_PADDED, ("年0", "月0"), 12):
            role = draft.paragraph(match.start()).role
            if role is not Role.OTHER and (role in (Role.DATE, Role.PRINTER)) == signed:
                yield Hit(match.start(), match.end(), "月、日不编虚位，1不编为01。", "")

    return find


def _chinese_zero(match: re.Match[str]) -> str:
    return re.sub(f"[{_ZEROS}]", "〇", match["x"])


_MONTH_DAY = re.compile(r"(?<![\d.—～-])(?:(?P<y>(?:19|20)\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日")


def _impossible(draft: Draft) -> Iterator[Hit]:
    for match in draft.find(_MONTH_DAY, ("月",), 10):
        year = int(match["y"]) if match["y"] else 2024  # a leap year: 2月29日 without a year may exist
        if real_date(year, int(match["m"]), int(match["d"])) is None:
            yield Hit(match.start(), match.end(), f"日历上没有“{match.group()}”这一天。")


_WEEKDAY = re.compile(
    r"(?:(?P<y>20\d\d|19\d\d)年)?(?P<m>1[0-2]|0?[1-9])月(?P<d>3[01]|[12]\d|0?[1-9])日\s?[（(，,]?\s?(?P<x>(?:星期|礼拜|周)(?P<w>[一二三四五六日天]))(?![一二三四五六日天至到—～、末])"
)
_DAYS = "一二三四五六日"


def _weekday(draft: Draft) -> Iterator[Hit]:
    for match in draft.find(_WEEKDAY, ("星期", "礼拜", "周"), 24):
        year = int(match["y"]) if match["y"] else _year_near(draft, match.start())
        day = real_date(year, int(match["m"]), int(match["d"])) if year else None
        if day and _DAYS.index(match["w"].replace("天", "日")) != day.weekday():
            right = match["x"][:-1] + _DAYS[day.weekday()]
            yield Hit(match.start("x"), match.end("x"), f"{day.year}年{day.month}月{day.day}日是{right}，不是{match['x']}。", right)


def _year_near(draft: Draft, offset: int) -> int | None:
    """Return the year that a date without one most likely means: the last written in its paragraph, else the document's."""
    begin = draft.starts[draft.index(offset)]
    years = re.findall(r"((?:19|20)\d\d)年", draft.text[begin:offset])
    return int(years[-1]) if years else (draft.date.year if draft.date else None)


_RANGE = re.compile(
    r"(?P<y1>20\d\d|19\d\d)年(?:(?P<m1>\d{1,2})月)?(?:(?P<d1>\d{1,2})日)?(?:起)?(?:至|到|—|–|-|～|~)(?:(?P<y2>20\d\d|19\d\d)年)?(?:(?P<m2>\d{1,2})月)?(?:(?P<d2>\d{1,2})日)?"
)
_YEARS = re.compile(r"(?<![\d.])(?P<a>(?:19|20)\d\d)[—–\-～~至](?P<b>(?:19|20)\d\d)年")


def _reversed(draft: Draft) -> Iterator[Hit]:
    for match in _YEARS.finditer(draft.text):
        if int(match["a"]) > int(match["b"]):
            yield Hit(match.start(), match.end(), "起止年份前后颠倒。")
    for match in draft.find(_RANGE, ("年",), 40):
        if not (match["y2"] or match["m2"]):
            continue
        y1, y2 = int(match["y1"]), int(match["y2"] or match["y1"])
        first, last = (y1, int(match["m1"] or 0), int(match["d1"] or 0)), (y2, int(match["m2"] or 0), int(match["d2"] or 0))
        if 0 in first[1:2] or 0 in last[1:2]:
            first, last = (y1, 0, 0), (y2, 0, 0)
        elif 0 in (first[2], last[2]):
            first, last = (*first[:2], 0), (*last[:2], 0)
        if first > last:
            yield Hit(match.start(), match.end(), "起止时间前后颠倒。")


_DEADLINE = re.compile(
    r"(?:于|在|请于|截止(?:时间)?(?:为|：|至|到)?|截至|必须于|须于)(?P<x>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)(?=(?:\d{1,2}[时:：点]\d{0,2}分?)?(?:之?前|以前)(?:[^。；\n]{0,24})(?:报|完成|反馈|上报|送|提交|申报|交|办结|整改))"
)


# 报名截止时间为某日; 会议定于某日召开. Until when figures were taken (截至某日) is no such day.
_HANDED_IN = "报名|申报|申请|受理|征集|征求意见|意见反馈|投稿|提交|报送|上报|反馈|缴费|推荐|材料|登记|投标"
_CLOSES = re.compile(
    rf"(?:(?:{_HANDED_IN})[^，。；\n\d]{{0,6}}截止(?:时间|日期)?|(?:^|(?<=[。；\n]))截止(?:时间|日期))"
    r"[^，。；\n\d]{0,4}(?P<x>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)"
    r"|(?:会议|培训|活动|比赛|考试|面试)?定于(?P<meets>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)(?=[^。；\n]{0,20}(?:召开|举行|举办|开展|进行))"
)
_CHANGED = re.compile(r"原|已|延长|延期|顺延|推迟|调整|曾")


def _deadline(draft: Draft) -> Iterator[Hit]:
    signed = draft.date
    if not signed or draft.kind not in ("通知", "函", "通告", "公告", "意见") or "报告" in draft.title:
        return
    day = f"{signed.year}年{signed.month}月{signed.day}日"
    for match in draft.find(_DEADLINE, ("日前", "日之前", "日以前", "时前", "点前"), 60):
        due = read_date(match["x"])
        if due and due < signed and "已" not in draft.text[match.start() - 8 : match.end() + 24]:
            yield Hit(*match.span("x"), f"要求的期限早于成文日期（{day}），请核对。")
    for match in draft.find(_CLOSES, ("截止", "定于"), 50):
        which = "x" if match["x"] else "meets"
        due = read_date(match[which])
        around = draft.text[max(0, match.start() - 16) : match.end() + 24]
        if due and due < signed and not _CHANGED.search(around):
            what = "截止日期" if match["x"] else "举行的日期"
            yield Hit(*match.span(which), f"{what}早于成文日期（{day}），请核对。")


def _mixed(match: re.Match[str]) -> str | None:
    year = "".join(str("〇一二三四五六七八九".index(c)) if c in "〇一二三四五六七八九" else "0" for c in match["y"])
    return f"{year}年{match['rest']}"


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
    ),
    Check(
        code="date-in-two-numerals",
        title="一个日期里混用汉字数字和阿拉伯数字",
        family="numerals",
        level=Level.ERROR,
        basis=must(GB15835, "4.3"),
        why="同一个日期只用一种数字。",
        find=pattern(r"(?P<y>[一二][〇○零О一二三四五六七八九]{3})年(?P<rest>\d{1,2}月(?:\d{1,2}日)?)", "一个日期只用一种数字", _mixed),
        examples=(Example("⟦二〇〇八年8月8日⟧开幕。", "2008年8月8日开幕。"),),
        passes=("2008年8月8日开幕。", "二〇〇八年八月八日开幕。"),
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
    ),
    Check(
        code="year-abbreviated",
        title="年份简写",
        family="numerals",
        level=Level.WARNING,
        basis=should(GB15835, "5.1.4"),
        why="年份一般不简写，98年应写作1998年。",
        find=pattern(
            rf"(?<![\d〔（(.～—-])(?P<x>[5-9]\d)年(?=(?:1[0-2]|[1-9])月|(?:年?[初底末]|上半年|下半年)(?![{CJK}]期)|特?大(?:洪水|暴雨|旱|灾)|亚洲金融危机)"
            r"|(?:吸取|追溯到|早在)(?P<y>[5-9]\d)年(?![代前后间来里限期多余至到—]|时间|历史|的?(?:发展|努力|奋斗|经验))",
            "年份应当写全四位",
            lambda m: f"19{m['x'] or m['y']}",
            keys=("年",),
            reach=12,
            group=("x", "y"),
        ),
        examples=(
            Example("⟦98⟧年7月遭遇洪水。", "1998年7月遭遇洪水。"),
            Example("吸取⟦98⟧年特大洪水的教训。", "吸取1998年特大洪水的教训。"),
            Example("早在⟦85⟧年就已建成。", "早在1985年就已建成。"),
        ),
        passes=("成立70年来", "吸取70年发展的经验", "早在50年前", "防御50年一遇特大洪水", "1998年7月遭遇洪水。", "使用期限50年。"),
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
            r"(?<!世纪)(?<![\d〇零、二三四五六七八九])(?P<x>(?:[2-9]0|[二三四五六七八九]{1,2}十))年代",
            "年代应写明世纪",
            None,
            keys=("年代",),
            group="x",
            where=lambda draft, m: (
                (draft.year is None or draft.year >= 2000) and "世纪" not in draft.text[max(0, m.start() - 12) : m.start()]
            ),
        ),
        examples=(Example("上述设施建于⟦80⟧年代。", "上述设施建于20世纪80年代。"),),
        passes=(
            "上世纪五六十年代建设的水库。",
            "20世纪七十、八十年代",
            "上述设施建于20世纪80年代。",
            "上述设施建于1980年代。",
        ),
    ),
    Check(
        code="impossible-date",
        title="日历上没有的日期",
        family="logic",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="月份只到12月，2月没有30日，4、6、9、11月没有31日。",
        find=_impossible,
        examples=(Example("请于⟦2026年2月30日⟧前报送。", "请于2026年2月28日前报送。"),),
        passes=("请于2月29日前报送。", "请于2026年2月28日前报送。", "3月—4月30日"),
    ),
    Check(
        code="wrong-weekday",
        title="日期与星期不符",
        family="logic",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="会议通知里日期与星期不符，参会人不知道信哪一个。",
        find=_weekday,
        examples=(Example("会议定于2026年11月22日（⟦星期一⟧）召开。", "会议定于2026年11月22日（星期日）召开。"),),
        passes=("会议定于2026年11月22日（星期日）召开。", "每周一召开例会。", "2026年11月22日（周一至周五）"),
    ),
    Check(
        code="range-reversed",
        title="起止时间颠倒",
        family="logic",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="结束时间不会早于开始时间。",
        find=_reversed,
        examples=(Example("活动时间为⟦2024年5月8日至2024年5月6日⟧。", "活动时间为2024年5月6日至2024年5月8日。"),),
        passes=("活动时间为2024年12月至2025年1月。", "2023—2025年"),
        passage=True,
    ),
    Check(
        code="deadline-before-date",
        title="期限早于成文日期",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="要求下级完成的期限早于成文日期，多半是沿用旧文没有改年份。",
        find=_deadline,
        examples=(
            Example(
                "标题| 关于报送总结的通知\n请于⟦2023年12月20日⟧前报送总结。\n日期| 2024年12月1日",
                "标题| 关于报送总结的通知\n请于2024年12月20日前报送总结。\n日期| 2024年12月1日",
            ),
            Example(
                "标题| 关于开展培训的通知\n报名截止时间为⟦2024年4月20日⟧。\n日期| 2024年5月8日",
                "标题| 关于开展培训的通知\n报名截止时间为2024年5月20日。\n日期| 2024年5月8日",
            ),
            Example(
                "标题| 关于召开会议的通知\n会议定于⟦2023年5月20日⟧上午召开。\n日期| 2024年5月8日",
                "标题| 关于召开会议的通知\n会议定于2024年5月20日上午召开。\n日期| 2024年5月8日",
            ),
        ),
        passes=(
            "标题| 关于报送总结的通知\n2023年12月20日前已报送总结。\n日期| 2024年12月1日",
            "标题| 关于延期的通知\n原定报名截止时间为2024年4月20日，现予以延长。\n日期| 2024年5月8日",
            "标题| 关于评选成果的通知\n实践检验截止时间为2024年4月20日。\n日期| 2024年5月8日",
            "标题| 关于做好统计的通知\n截至2024年4月20日，共有30家。\n日期| 2024年5月8日",
        ),
    ),
)
