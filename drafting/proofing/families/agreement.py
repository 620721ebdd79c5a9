"""前后一致: the parts of one paper – title, 版头, text, signature – say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.documents.numerals import value_of
from drafting.proofing.check import PLAIN, PLAIN_FACT, REGULATION, Check, Example, Hit, must
from drafting.proofing.draft import CJK, HAN, Draft
from drafting.proofing.families.organ_names import organ_at_end, plain_name
from drafting.proofing.families.title_text import titles

_ISSUED = expression(r"(?:印发|公布|发布|颁布|转发|批转)《(?P<x>[^《》]+(?:《[^《》]+》[^《》]*)*)》")
_ISSUED_BARE = expression(r"(?:印发|公布|发布|颁布)(?P<x>[^《》“”]{6,60})的(?:通知|公告|决定)\s*$")
_TITLED = r"《(?P<x>[^《》\n]+(?:[《〈][^《》〈〉\n]+[》〉][^《》\n]*)*)》"
_HEREBY = expression(rf"现(?:将|印发|转发)[^《\n。]{{0,12}}{_TITLED}")
_AGREED = expression(rf"{_TITLED}[^《》\n]{{0,50}}现(?:予以?)?(?:印发|公布|发布|转发)")
_STATUS = expression(r"[（(](?:试行|暂行|修订|[^）)]{0,6}稿)[）)]$")


_BEHIND = expression(r"[（(][^（）()]{1,8}[）)]")


def _flat(text: str) -> str:
    return (
        expression(r"[\s《》〈〉“”\"]")
        .sub("", text)
        .replace("(", "（")
        .replace(")", "）")
        .replace("－", "—")
        .replace("-", "—")
        .replace("–", "—")
        .replace("～", "—")
    )


def _issued(draft: Draft) -> Iterator[Hit]:
    title = expression(r"\s").sub("", draft.title)
    half = len(title) // 2
    title = title[half:] if title[:half] == title[half:] else title  # a web page gives it twice
    marked = _ISSUED.search(title)
    match = marked or _ISSUED_BARE.search(title)
    if match is None or title.count("印发") > 1:
        return
    named = _flat(match["x"])
    hereby = next(draft.find(_HEREBY, ("现将", "现印发", "现转发"), 130), None) or next(
        draft.find(_AGREED, ("现印发", "现予", "现公布", "现发布", "现转发"), 160), None
    )
    if hereby is None:
        return
    told = _flat(hereby["x"])
    behind = _BEHIND.match(title, match.end())
    if behind and told == named + behind[0]:
        return  # 《办法》（试行）: another check speaks of the bracket
    # What is revised may have had another name.
    if expression(r"修[订改]").search(hereby.group().replace(hereby["x"], "")) and not _lost(told, named):
        return
    if not marked:  # …发展的若干措施 is 关于印发……发展若干措施的通知, to have but one 的
        named, told = named.replace("的", ""), told.replace("的", "")
    if told == named or not named or expression(r"^[^关]*?(?=关于)").sub("", named) == told or "，" in told:
        return
    if named in told or told in named:
        longer, shorter = (named, told) if len(named) > len(told) else (told, named)
        rest = longer.replace(shorter, "", 1)
        if not (longer.startswith(shorter) and _STATUS.fullmatch(rest)):
            return  # the place or the organ before it is left out, by custom
    else:
        from difflib import SequenceMatcher  # few drafts come to this

        if SequenceMatcher(None, named, told, autojunk=False).ratio() < 0.8:
            return
    yield Hit(hereby.start("x"), hereby.end("x"), f"标题印发的是《{match['x']}》，此处写作《{hereby['x']}》，请统一。")


def _lost(short: str, long: str) -> bool:
    """Tell whether ``short`` is ``long`` without one character or two."""
    rest = iter(long)
    return 0 < len(long) - len(short) < 3 and all(c in rest for c in short)


def _mark(draft: Draft) -> Iterator[Hit]:
    marks = {expression(r"(?:文件|（[^）]*）|\([^)]*\)|〔.*)$").sub("", plain_name(p.text)) for _, p in draft.each(Role.ISSUER_MARK)}
    signed = [(start, p) for start, p in draft.each(Role.SIGNATURE) if p.text.strip()]
    if len(marks) != 1 or len({plain_name(p.text) for _, p in signed}) != 1:
        return
    mark = next(iter(marks))
    start, paragraph = signed[0]
    name = plain_name(paragraph.text)
    if not organ_at_end(mark) or not organ_at_end(name) or name == mark or _short_for(name, mark) or _short_for(mark, name):
        return
    title = next(iter(titles(draft)), None)
    if title is not None and title.text.startswith(name):  # two against one
        start, paragraph = next(iter(draft.each(Role.ISSUER_MARK)))
        shown = paragraph.text.strip().removesuffix("文件")
        at = start + paragraph.text.index(shown)
        yield Hit(at, at + len(shown), f"版头的发文机关“{mark}”与标题、落款的“{name}”不一致。", name if " " not in shown else None)
        return
    at = start + len(paragraph.text) - len(paragraph.text.lstrip())
    yield Hit(at, at + len(paragraph.text.strip()), f"落款“{name}”与版头的发文机关“{mark}”不一致。")


def _short_for(short: str, long: str) -> bool:
    """Tell whether one name may stand for the other: its characters in order, with the same ending (省科技厅 for ××省科学技术厅)."""
    rest = iter(long)
    return len(short) < len(long) and short[-1] == long[-1] and all(c in rest for c in short) and not long.endswith(("办公室", "办公厅"))


_SEVERAL = expression(r"等(?P<x>(?P<n>[两二三四五六七八九十\d]{1,3})(?:个)?(?:部门|单位|部委|厅局))(?=关于|印发|转发|联合)")


def _joint_count(draft: Draft) -> Iterator[Hit]:
    for title in titles(draft):
        match = _SEVERAL.search(title.text)
        if match is None:
            continue
        figure = match["n"]
        announced = value_of(figure) or 0
        signed = [name for _, p in draft.each(Role.SIGNATURE) for name in expression(r"[\s　、]+").split(p.text.strip()) if name]
        # 科　技　部 is one name, 教育厅财政厅 are two: where the names cannot be told apart there is nothing to count.
        glued = any(len(name) < 3 or expression(r"(?:厅|局|委员会|部|院|署|总局)(?=[\u4e00-\u9fff]{3,})").search(name) for name in signed)
        if len(signed) > 1 and not glued and len(signed) == len(set(signed)) and announced and announced != len(signed):
            yield title.hit(match.start("x"), match.end("x"), f"标题写“{match['x']}”，落款有{len(signed)}个机关，请核对。")
        return


_MEETING = expression(
    rf"(?P<x>(?:(?P<y>20\d\d)年)?(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日)(?:[上下]午|至\d{{1,2}}日)?(?:[（(][^）)]*[）)])?[，,]?(?:在[^，。；\n]{{2,14}})?(?:组织)?(?:召开|举行|举办)(?:了|的)?"
    rf"(?P<name>[{CJK}“”]{{6,24}}?(?:会议|大会|推进会|现场会|培训班|动员会|调度会|座谈会|发布会))(?!{HAN}{{0,2}}(?:会|班))"
)
_REGULAR = expression(r"常务会议|例会|专题会|常委会|主任会议|办公会|党组会|理论学习|次会议|全体会议")


def _meetings(draft: Draft) -> Iterator[Hit]:
    found: dict[str, dict[tuple[str, str], tuple[int, int]]] = defaultdict(dict)
    for match in draft.find(_MEETING, ("召开", "举行", "举办"), 60):
        name = match["name"]
        if _REGULAR.search(name) or draft.is_quoted(*match.span("x")):
            continue
        dates = found[name]
        date = (match["m"], match["d"])
        if dates and date not in dates:
            month, day = next(iter(dates))
            yield Hit(match.start("x"), match.end("x"), f"“{name}”前面写{month}月{day}日召开，此处日期不同，请核对。")
        dates.setdefault(date, match.span("x"))


_ANNOUNCES = expression(r"现[就将对][^。；\n]{4,60}?(?:如下|印发|公布|公示|报告|通知)")
_YEAR_OF = expression(r"(?<!\d)(?P<y>20\d\d)年度?(?P<what>[一-龥]{4,})")


def _title_year(draft: Draft) -> Iterator[Hit]:
    """Tell of the sentence that announces the matter of the title with another year: 现就做好2023年…工作有关事项通知如下."""
    title = expression(r"\s").sub("", draft.title)
    years = set(expression(r"(?<!\d)20\d\d(?!\d)").findall(title))
    if len(years) != 1:
        return
    year = years.pop()
    for start, paragraph in draft.each(Role.BODY):
        at = paragraph.text.find("现")
        while at >= 0:
            announced = _ANNOUNCES.match(paragraph.text, at)
            match = announced and _YEAR_OF.search(paragraph.text, at, announced.end())
            if match and match["y"] != year and match["what"][:4] in title:
                yield Hit(start + match.start("y"), start + match.end("y"), f"标题是{year}年的，此处写作{match['y']}年，请核对。")
                return
            at = paragraph.text.find("现", at + 1)


CHECKS = (
    Check(
        code="title-year-differs",
        title="标题与正文的年份不一致",
        family="consistency",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="“现就做好×年某事通知如下”说的就是标题那件事，沿用去年的稿子，改了标题、漏了正文最常见。",
        find=_title_year,
        examples=(
            Example(
                "标题| 清源市民政局关于做好2024年冬春救助工作的通知\n为保障基本生活，现就做好⟦2023⟧年冬春救助工作有关事项通知如下。",
                "标题| 清源市民政局关于做好2024年冬春救助工作的通知\n为保障基本生活，现就做好2024年冬春救助工作有关事项通知如下。",
            ),
            Example(
                "标题| 清源市民政局关于做好2024年困难群众冬春救助工作的通知\n现就做好⟦2023⟧年冬春救助工作通知如下。",
                "标题| 清源市民政局关于做好2024年困难群众冬春救助工作的通知\n现就做好2024年冬春救助工作通知如下。",
            ),
        ),
        passes=(
            "标题| 清源市民政局关于做好2024年冬春救助工作的通知\n2023年冬春救助工作已经结束，现就做好2024年冬春救助工作通知如下。",
            "标题| 清源市财政局关于2024年决算和2025年预算的报告\n现将2024年决算情况报告如下。",
            "标题| 清源市财政局关于做好2024年决算工作的通知\n现将2023年预算执行情况通报如下。",
        ),
    ),
    Check(
        code="issued-title-differs",
        title="标题与正文中印发的文件名称不一致",
        family="consistency",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="标题“关于印发《×》的通知”和正文“现将《×》印发给你们”应当一字不差，改了一处忘了另一处最常见。",
        find=_issued,
        examples=(
            Example(
                "标题| 关于印发《清源市防汛物资管理办法》的通知\n现将《⟦清源市防汛物质管理办法⟧》印发给你们。",
                "标题| 关于印发《清源市防汛物资管理办法》的通知\n现将《清源市防汛物资管理办法》印发给你们。",
            ),
            Example(
                "标题| 关于印发《清源市防汛物资管理办法（试行）》的通知\n现将《⟦清源市防汛物资管理办法⟧》印发给你们。",
                "标题| 关于印发《清源市防汛物资管理办法（试行）》的通知\n现将《清源市防汛物资管理办法（试行）》印发给你们。",
            ),
        ),
        passes=(
            "标题| 关于印发《清源市防汛物资管理办法》的通知\n现将《清源市防汛物资管理办法》印发给你们。",
            "标题| 关于印发清源市防汛物资管理办法的通知\n现将《防汛物资管理办法》印发给你们。",
            "标题| 关于印发防汛办法的通知\n现将《抗旱工作总结》一并印发。",
        ),
    ),
    Check(
        code="mark-and-signature-differ",
        title="落款与版头的发文机关不一致",
        family="consistency",
        level=Level.WARNING,
        basis=must(REGULATION, "第九条（十三）"),
        why="版头、标题、落款、印章是同一个发文机关，套用别的红头模板时最容易弄混。",
        find=_mark,
        examples=(
            Example("机关标志| 清源市人民政府文件\n落款| ⟦清源市人民政府办公室⟧", "机关标志| 清源市人民政府文件\n落款| 清源市人民政府"),
            Example("机关标志| 清源市水利局文件\n落款| ⟦清源市财政局⟧", "机关标志| 清源市水利局文件\n落款| 清源市水利局"),
            Example(
                "机关标志| ⟦清源市水力局⟧文件\n标题| 清源市水利局关于做好防汛工作的通知\n落款| 清源市水利局",
                "机关标志| 清源市水利局文件\n标题| 清源市水利局关于做好防汛工作的通知\n落款| 清源市水利局",
            ),
        ),
        passes=("机关标志| 清源市水利局文件\n落款| 清源市水利局", "机关标志| 清源省科学技术厅文件\n落款| 清源省科技厅"),
    ),
    Check(
        code="joint-issuers-miscounted",
        title="标题说的部门数与落款不符",
        family="consistency",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="标题写“等七部门”，落款就应当有七个部门，增减会签单位后两处都要改。",
        find=_joint_count,
        examples=(
            Example(
                "标题| 清源市水利局等⟦四部门⟧关于做好防汛工作的通知\n落款| 清源市水利局\n落款| 清源市财政局\n落款| 清源市气象局",
                "标题| 清源市水利局等三部门关于做好防汛工作的通知\n落款| 清源市水利局\n落款| 清源市财政局\n落款| 清源市气象局",
            ),
        ),
        passes=(
            "标题| 清源市水利局等三部门关于做好防汛工作的通知\n落款| 清源市水利局\n落款| 清源市财政局\n落款| 清源市气象局",
            "标题| 清源市水利局等三部门关于做好防汛工作的通知\n落款| 清源市水利局清源市财政局清源市气象局",
        ),
    ),
    Check(
        code="meeting-date-varies",
        title="同一会议的日期前后不一",
        family="consistency",
        level=Level.HINT,
        basis=PLAIN,
        why="同一个会议前后两个日期，参会的人不知道按哪一个来。",
        find=_meetings,
        examples=(
            Example(
                "定于2026年5月8日召开全市防汛工作会议。\n参加⟦5月9日⟧召开的全市防汛工作会议的人员要准时到会。",
                "定于2026年5月8日召开全市防汛工作会议。\n参加5月8日召开的全市防汛工作会议的人员要准时到会。",
            ),
        ),
        passes=("5月8日召开全市防汛工作会议。\n5月9日召开全市林业工作会议。", "5月8日召开市政府常务会议。\n6月9日召开市政府常务会议。"),
    ),
)
