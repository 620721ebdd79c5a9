"""逻辑: deadlines and meetings before the document, and one meeting on two days."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.proofing.check import PLAIN_FACT, Check, Example, Hit
from drafting.proofing.draft import Draft, read_date, real_date

_DEADLINE = expression(
    r"(?:请(?:各[^，。；\n\d]{1,14})?(?:务必)?|于|在|请于|截止(?:时间)?(?:为|：|至|到)?|截至|必须于|须于)(?P<x>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)(?=(?:\d{1,2}[时:：点]\d{0,2}分?)?(?:之?前|以前)(?:[^。；\n]{0,24})(?:报|完成|反馈|上报|送|提|申报|交|办结|整改|答复|回复|复函|函复|告知|拨付|寄|填|汇总|到位|启动|开展|制定|出台))"
)


_MONTH_DUE = expression(
    r"(?:请(?:各[^，。；\n\d]{1,14})?(?:务必)?|务必|须|应)(?:于|在)?(?P<x>(?P<y>20\d\d)年(?P<m>1[0-2]|[1-9])月(?:底|末)?)(?=(?:之?前|以前)[^。；\n]{0,24}(?:报|完成|反馈|提交|申报|交|办结|整改))"
)


# 报名截止时间为某日; 会议定于某日召开. Until when figures were taken (截至某日) is no such day.
_HANDED_IN = "报名|申报|申请|受理|征集|征求意见|意见反馈|投稿|提交|报送|上报|反馈|缴费|推荐|材料|登记|投标"
_CLOSES = expression(
    rf"(?:(?:{_HANDED_IN})[^，。；\n\d]{{0,6}}截止(?:时间|日期)?|(?:^|(?<=[。；\n]))截止(?:时间|日期))"
    r"[^，。；\n\d]{0,4}(?P<x>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)"
    r"|(?:会议|培训|活动|比赛|考试|面试)?定于(?P<meets>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)(?=[^。；\n]{0,20}(?:召开|举行|举办|开展|进行))"
)
_CHANGED = expression(r"原|已|延长|延期|顺延|推迟|调整|曾")


# 请于3月20日前报送: no year, so the document's own
_DUE = expression(
    r"(?:请(?:各[^，。；\n\d]{1,14})?(?:务必)?于|务必于|务于|须于|应于|并于|限于|定于|(?:^|(?<=[，。；：\n]))(?:于|在))(?P<m>\d{1,2})月(?P<d>\d{1,2})日"
    r"(?:[（(][^（）()\n]{1,6}[）)])?(?:[上下]午)?(?:下班)?(?:\d{1,2}[:：时点]\d{0,2}分?)?(?:之?前|以前)[^。；\n已]{0,30}(?:报|完成|反馈|送|提交|交|办结|整改)"
)


# 会议时间：3月28日上午; 报名时间为3月1日至3月28日; 兹定于3月28日在…召开
_HELD = expression(
    r"(?P<what>(?:会议|培训|活动|考试|面试|比赛|报名|报到|开班|演练|讲座|竞赛|评审|检查|集合)时间)(?:为|定于|是|安排在|[：:])?\s?\n?"
    r"(?P<x>(?:(?P<y>(?:19|20)\d\d)年)?(?P<m>1[0-2]|[1-9])月(?P<d>3[01]|[12]\d|[1-9])日"
    r"(?:[（(][^（）()\n]{1,6}[）)])?(?:[至—–\-～~]{1,2}(?:(?P<y2>(?:19|20)\d\d)年)?(?:(?P<m2>1[0-2]|[1-9])月)?(?P<d2>3[01]|[12]\d|[1-9])日)?)"
)
_MEETS = expression(
    r"定于(?P<x>(?P<m>1[0-2]|[1-9])月(?P<d>3[01]|[12]\d|[1-9])日)(?![至—–\-～~])(?=[^。；\n]{0,30}(?:召开|举行|举办|开展|进行))"
)


def _deadline(draft: Draft) -> Iterator[Hit]:
    signed = draft.date
    if not signed or draft.kind not in ("通知", "函", "通告", "公告", "意见") or "报告" in draft.title:
        return
    day = f"{signed.year}年{signed.month}月{signed.day}日"
    for match in draft.find(_DEADLINE, ("日前", "日之前", "日以前", "时前", "点前"), 60):
        due = read_date(match["x"])
        if due and due < signed and "已" not in draft.text[match.start() - 8 : match.end() + 24]:
            yield Hit(*match.span("x"), f"要求的期限早于成文日期（{day}），请核对。")
    for match in draft.find(_MONTH_DUE, ("月前", "月底前", "月末前", "月底之前", "月底以前", "月之前", "月以前"), 60):
        if (int(match["y"]), int(match["m"])) < (signed.year, signed.month) and "已" not in draft.text[
            match.start() - 8 : match.end() + 24
        ]:
            yield Hit(*match.span("x"), f"要求的期限早于成文日期（{day}），请核对。")
    for match in draft.find(_CLOSES, ("截止", "定于"), 50):
        which = "x" if match["x"] else "meets"
        due = read_date(match[which])
        around = draft.text[max(0, match.start() - 16) : match.end() + 24]
        if due and due < signed and not _CHANGED.search(around):
            what = "截止日期" if match["x"] else "举行的日期"
            yield Hit(*match.span(which), f"{what}早于成文日期（{day}），请核对。")
    for match in draft.find(_MEETS, ("定于",), 50):
        due = real_date(signed.year, int(match["m"]), int(match["d"]))
        before = draft.text[max(draft.starts[draft.index(match.start())], match.start() - 60) : match.start()]
        changed = "年" in before or _CHANGED.search(before + draft.text[match.end() : match.end() + 24])
        if due and 0 < (signed - due).days <= 180 and not changed:
            yield Hit(*match.span("x"), f"举行的日期早于成文日期（{day}），请核对。")
    for match in draft.find(_HELD, ("时间", "定于"), 60):
        last = match["y2"] or match["y"], match["m2"] or match["m"], match["d2"] or match["d"]
        due = real_date(int(last[0] or signed.year), int(last[1]), int(last[2]))
        around = draft.text[max(0, match.start() - 30) : match.end() + 24]
        recent = due is not None and (last[0] is not None or (signed - due).days <= 180)
        if due and due < signed and recent and draft.kind in ("通知", "函") and not _CHANGED.search(around):
            yield Hit(*match.span("x"), f"“{match['what']}”早于成文日期（{day}），请核对。")
    for match in draft.find(_DUE, ("日前", "日之前", "日以前", "）前", ")前", "班前", "时前", "点前", "0前", "分前"), 60):
        due = real_date(signed.year, int(match["m"]), int(match["d"]))
        before = draft.text[max(draft.starts[draft.index(match.start())], match.start() - 80) : match.start()]
        # More than half a year back it is next year's; a year named before it may be the one that is meant; 每年 is every year.
        if (
            due
            and 0 < (signed - due).days <= 180
            and not expression(r"年|每|次|翌|明").search(before)
            and not _CHANGED.search(match.group())
        ):
            yield Hit(match.start("m"), match.end("d") + 1, f"要求的期限早于成文日期（{day}），请核对。")


_MEETING = expression(
    r"(?P<what>会议|培训班?|考试|比赛|活动|仪式|面试)(?:时间(?:为|定于|[：:])|[^，。；\n\d]{0,6}定于)\s?(?P<x>(?:(?:19|20)\d\d年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日)"
    r"(?![^。；\n]{0,12}(?:至|—|-|～)\d)"
)


def _two_days(draft: Draft) -> Iterator[Hit]:
    if draft.kind not in ("通知", "函") or "会议纪要" in draft.title:
        return
    first: dict[str, re.Match[str]] = {}
    for match in draft.find(_MEETING, ("定于", "时间"), 40):
        what = match["what"][:2]
        before = first.setdefault(what, match)
        if (before["m"], before["d"]) != (match["m"], match["d"]) and not _CHANGED.search(
            draft.text[match.start() - 12 : match.end() + 12]
        ):
            told = f"前面写的{what}日期是{before['m']}月{before['d']}日，此处是{match['m']}月{match['d']}日，请核对。"
            yield Hit(*match.span("x"), told)


CHECKS = (
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
                "标题| 关于商请提供资料的函\n请于⟦2024年4月14日⟧前提供。\n日期| 2024年5月20日",
                "标题| 关于商请提供资料的函\n请于2024年6月14日前提供。\n日期| 2024年5月20日",
            ),
            Example(
                "标题| 关于报送总结的通知\n请各单位⟦2023年12月20日⟧前报送总结。\n日期| 2024年12月1日",
                "标题| 关于报送总结的通知\n请各单位2024年12月20日前报送总结。\n日期| 2024年12月1日",
            ),
            Example(
                "标题| 关于报送总结的通知\n请于⟦2023年6月底⟧前报送总结。\n日期| 2024年5月8日",
                "标题| 关于报送总结的通知\n请于2024年6月底前报送总结。\n日期| 2024年5月8日",
            ),
            Example(
                "标题| 关于开展培训的通知\n报名截止时间为⟦2024年4月20日⟧。\n日期| 2024年5月8日",
                "标题| 关于开展培训的通知\n报名截止时间为2024年5月20日。\n日期| 2024年5月8日",
            ),
            Example(
                "标题| 关于报送总结的通知\n请于⟦11月20日⟧前报送总结。\n日期| 2024年12月1日",
                "标题| 关于报送总结的通知\n请于12月20日前报送总结。\n日期| 2024年12月1日",
            ),
            Example(
                "标题| 关于召开会议的通知\n会议时间：⟦4月20日⟧上午9:00。\n日期| 2024年5月8日",
                "标题| 关于召开会议的通知\n会议时间：5月20日上午9:00。\n日期| 2024年5月8日",
            ),
            Example(
                "标题| 关于召开会议的通知\n会议定于⟦2023年5月20日⟧上午召开。\n日期| 2024年5月8日",
                "标题| 关于召开会议的通知\n会议定于2024年5月20日上午召开。\n日期| 2024年5月8日",
            ),
        ),
        passes=(
            "标题| 关于召开会议的通知\n会议时间：2024年5月18日上午9:00。\n日期| 2024年5月8日",
            "标题| 关于报送总结的通知\n请于1月10日前报送总结。\n日期| 2024年12月1日",
            "标题| 关于报送总结的通知\n请于每年3月20日前报送总结。\n日期| 2024年5月1日",
            "标题| 关于报送总结的通知\n2023年12月20日前已报送总结。\n日期| 2024年12月1日",
            "标题| 关于延期的通知\n原定报名截止时间为2024年4月20日，现予以延长。\n日期| 2024年5月8日",
            "标题| 关于评选成果的通知\n实践检验截止时间为2024年4月20日。\n日期| 2024年5月8日",
            "标题| 关于做好统计的通知\n截至2024年4月20日，共有30家。\n日期| 2024年5月8日",
        ),
    ),
    Check(
        code="meeting-on-two-days",
        title="同一会议前后日期不一",
        family="consistency",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="一份通知里同一个会议、培训、考试的日期前后应当一致。",
        find=_two_days,
        examples=(
            Example(
                "标题| 关于召开会议的通知\n会议定于2026年5月8日在机关召开。\n会议时间：⟦2026年5月9日⟧上午9:00。",
                "标题| 关于召开会议的通知\n会议定于2026年5月8日在机关召开。\n会议时间：2026年5月8日上午9:00。",
            ),
        ),
        passes=("标题| 关于开展培训的通知\n培训时间：5月8日至10日。\n考试定于5月11日举行。",),
    ),
)
