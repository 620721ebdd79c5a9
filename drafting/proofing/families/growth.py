"""逻辑: a growth rate, a multiple or a difference that the two figures beside it do not give."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.proofing.check import PLAIN, PLAIN_FACT, Check, Example, Hit
from drafting.proofing.draft import HAN, Draft
from drafting.proofing.families.figures import COUNTED, CUT_OFF, FIGURE, MEASURED, SCALE, Range, given, plain, shown

_UNIT = rf"%|％|{MEASURED}|{COUNTED}"
_UP = "增长|增加|提高|上升|提升|扩大|增幅"
_DOWN = "下降|降低|减少|压缩|缩减|缩短|回落|降幅"
_YEAR = r"(?:(?:19|20)\d\d年(?:底|末|初|同期)?的?|(?:上年|去年|同期|当时|原来|期初)的?)?"
_BY = rf"(?:了|为|达|达到)?(?P<z>{FIGURE})(?P<zs>{SCALE})?(?P<zu>%|％|个百分点|倍|{MEASURED}|{COUNTED})"
# 由120家增加到150家，增长25%
_FROM_TO = expression(
    rf"(?:由|从)[^，。；\n\d]{{0,12}}{_YEAR}[^，。；\n\d]{{0,6}}(?P<a>{FIGURE})(?P<as>{SCALE})?(?P<au>{_UNIT})?"
    rf"(?:增加|增长|提高|上升|提升|扩大|发展|跃升|攀升|增|升|降低|下降|减少|缩减|压缩|缩短|回落|降|减)(?:到|至|为)了?[^，。；\n\d]{{0,4}}{_YEAR}"
    rf"[^，。；\n\d]{{0,4}}(?P<b>{FIGURE})(?P<bs>{SCALE})?(?P<bu>{_UNIT})?"
    rf"[，,、（(](?:同比|累计|共|净|总共|合计|即|总体|整体|环比)?(?P<kind>{_UP}|{_DOWN}){_BY}"
)
# 150万吨，比2022年的120万吨增长25%
_THAN = expression(
    rf"(?P<b>{FIGURE})(?P<bs>{SCALE})?(?P<bu>{_UNIT})[，,]?(?:比|较)[^，。；\n\d]{{0,6}}{_YEAR}[^，。；\n\d]{{0,4}}"
    rf"(?P<a>{FIGURE})(?P<as>{SCALE})?(?P<au>{_UNIT})(?P<kind>{_UP}|{_DOWN}){_BY}"
)
# 比2022年的120万吨增长25%，达到150万吨; 由120万吨增长25%到150万吨
_THAN_REACHED = expression(
    rf"(?:比|较|由|从)[^，。；\n\d]{{0,6}}{_YEAR}[^，。；\n\d]{{0,4}}(?P<a>{FIGURE})(?P<as>{SCALE})?(?P<au>{_UNIT})"
    rf"(?P<kind>{_UP}|{_DOWN}){_BY}[，,、]?(?:增加|增|升|降|减少)?(?:达到|达|至|到|为)(?P<b>{FIGURE})(?P<bs>{SCALE})?(?P<bu>{_UNIT})"
)
# 2022年接待120万人次，2023年接待150万人次，同比增长25%
_YEAR_BY_YEAR = expression(
    rf"(?P<y1>20\d\d)年[^，。；\n\d]{{1,14}}?(?P<a>{FIGURE})(?P<as>{SCALE})?(?P<au>{_UNIT})[，,；;](?P<y2>20\d\d)年"
    rf"[^，。；\n\d]{{1,14}}?(?P<b>{FIGURE})(?P<bs>{SCALE})?(?P<bu>{_UNIT})[，,]?(?:同比|比上年|较上年|比去年|较去年)(?P<kind>{_UP}|{_DOWN}){_BY}"
)
# At constant prices, on another basis, in real terms: the two figures do not give the rate.
_OTHER_BASIS = expression(r"生产总值|GDP|增加值|可比|口径|不变价|剔除|扣除|实际|名义|年均|平均|收入|产值")


def _pairs(draft: Draft) -> Iterator[re.Match[str]]:
    """Yield every statement of two figures and the change between them whose operands are sure."""
    for form, words in (
        (_FROM_TO, ("由", "从")),
        (_THAN, ("比", "较")),
        (_THAN_REACHED, ("达", "至", "到")),
        (_YEAR_BY_YEAR, ("同比", "上年", "去年")),
    ):
        for match in draft.reckoned(form, 3, *words):
            if form is _YEAR_BY_YEAR and int(match["y2"]) != int(match["y1"]) + 1:
                continue
            begin = max(draft.text.rfind("。", match.start() - 40, match.start()), match.start() - 40, 0)
            if plain(match["a"]) > 0 and not _OTHER_BASIS.search(draft.text, begin, match.end() + 6):
                yield match


def _operands(match: re.Match[str]) -> tuple[Range, Range, str]:
    unit = match["au"] or match["bu"] or ""
    scale_a, scale_b = match["as"] or "", match["bs"] or ""
    if not match["au"] and not scale_a:
        scale_a = scale_b  # 由3.5增加到4.2亿元
    return given(match["a"], scale_a, unit), given(match["b"], scale_b, match["bu"] or unit), unit.replace("％", "%")


def _rates(draft: Draft) -> Iterator[Hit]:
    for match in _pairs(draft):
        if (match["au"] or "").replace("％", "%") != (match["bu"] or "").replace("％", "%") and match["au"]:
            continue
        first, second, unit = _operands(match)
        down = match["kind"] in _DOWN
        span = match.start("z"), match.end("zu")
        if (second.value < first.value) != down and not second.agrees(first):
            told = "增加" if second.value > first.value else "减少"
            yield Hit(*match.span("kind"), f"前后两个数是{told}了，与“{match['kind']}”不符，请核对。")
            continue
        stated = given(match["z"], match["zs"] or "", match["zu"], digits=0.5 if match["zu"] == "倍" else CUT_OFF)
        share = second / first
        if unit == "%":
            if match["zu"] == "个百分点" and not _points_agree(match, down):
                yield Hit(*span, f"前后两个数相差{shown(abs(second.value - first.value))}个百分点，与此处不符，请核对。")
            continue
        if match["zu"] in "%％":
            rate = Range(1 - share.high, 1 - share.value, 1 - share.low) if down else Range(share.low - 1, share.value - 1, share.high - 1)
            if not rate.times(100).agrees(stated):
                yield Hit(*span, f"按前后两个数计算约为{shown(rate.value * 100, 1)}%，与此处的{match['z']}%不符，请核对。")
        elif match["zu"] == "倍":
            grown = Range(share.low - 1, share.value - 1, share.high - 1)
            if not down and not grown.agrees(stated):
                note = f"是原来的{shown(share.value, 1)}倍，增长了{shown(share.value - 1, 1)}倍"
                yield Hit(*span, f"按前后两个数计算，{note}，与此处不符，请核对。")
        elif match["zu"] == unit and not _change(first, second, down).agrees(stated):
            difference = abs(second.value - first.value) / given("1", match["zs"] or "").value
            yield Hit(*span, f"前后两个数相差{shown(difference)}{match['zs'] or ''}{unit}，与此处不符，请核对。")


def _points_agree(match: re.Match[str], down: bool) -> bool:
    a, b, z = (plain(match[name]) for name in "abz")
    whole = not any("." in match[name] for name in "abz")  # whole percentages are subtracted as they stand
    last = 0 if whole else max(10.0 ** -len(match[name].partition(".")[2]) for name in "abz")
    return abs((a - b if down else b - a) - z) <= last + 1e-9


def _change(first: Range, second: Range, down: bool) -> Range:
    return first - second if down else second - first


def _points(draft: Draft) -> Iterator[Hit]:
    for match in _pairs(draft):
        if (match["au"] or match["bu"] or "") not in "%％" or not (match["bu"] or "") or match["zu"] not in "%％" or match["zs"]:
            continue
        first, second, unit = _operands(match)
        down = match["kind"] in _DOWN
        stated = given(match["z"], "", "", digits=CUT_OFF)
        if unit == "%" and _change(first, second, down).agrees(stated):
            change = (second / first).times(100)
            rate = Range(100 - change.high, 0, 100 - change.low) if down else Range(change.low - 100, 0, change.high - 100)
            # Exactly the difference, and not the rate that the two figures give as they stand, rounded or cut off.
            exact = abs(abs(second.value - first.value) - stated.value) < 1e-9
            off = abs(abs(second.value / first.value - 1) * 100 - stated.value) > 10.0 ** -len(match["z"].partition(".")[2])
            if (exact and off) or not rate.agrees(stated):
                yield Hit(*match.span("zu"), "两个百分数相减，单位是“个百分点”，不是“%”。", "个百分点")


_SHARE_POINTS = expression(
    rf"(?P<r>率|占比|比重|比例)(?:同比|环比|比上年(?:同期)?|较上年(?:同期)?|比去年(?:同期)?|较去年(?:同期)?)(?:提高|上升|下降|降低|提升|回落)了?(?P<z>{FIGURE})(?P<x>[%％])(?!以上|左右|的)"
)
_NEGATIVE = expression(rf"(?P<w>下降|减少|降低|回落|下滑|负增长|缩减)(?:了|为|达)?(?P<x>[-－−])(?=\d+(?:\.\d+)?(?:[%％]|个百分点|{HAN}))")
_BELOW_ZERO = expression(r"零下(?P<x>[-－−])(?=\d)")


def _twice_negative(draft: Draft) -> Iterator[Hit]:
    for form, keys in (
        (_NEGATIVE, ("降-", "少-", "低-", "落-", "滑-", "长-", "减-", "降－", "少－", "了-", "为-", "降−")),
        (_BELOW_ZERO, ("零下",)),
    ):
        for match in draft.find(form, keys, 12):
            word = match.groupdict().get("w") or "零下"
            yield Hit(*match.span("x"), f"“{word}”已经表示负数，后面不再写负号。", "")


CHECKS = (
    Check(
        code="rate-against-figures",
        title="增幅、降幅与前后两个数不符",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="由120家增加到150家是增长25%；报告里的增幅要能由前后两个数算出来，四舍五入之内的出入不报。",
        find=_rates,
        examples=(
            Example("规模以上企业由120家增加到150家，增长⟦20%⟧。", "规模以上企业由120家增加到150家，增长25%。"),
            Example("事故起数由2023年的40起下降到2024年的30起，下降⟦30%⟧。", "事故起数由2023年的40起下降到2024年的30起，下降25%。"),
            Example("覆盖率由85%提高到92%，提高⟦8个百分点⟧。", "覆盖率由85%提高到92%，提高7个百分点。"),
            Example("产量由2.2万吨增长到6.6万吨，增长⟦3倍⟧。", "产量由2.2万吨增长到6.6万吨，增长2倍。"),
            Example("全年产量150万吨，比2022年的120万吨增长⟦20%⟧。", "全年产量150万吨，比2022年的120万吨增长25%。"),
            Example("参保人数比2022年的120万人增长⟦20%⟧，达到150万人。", "参保人数比2022年的120万人增长25%，达到150万人。"),
            Example(
                "2022年接待游客120万人次，2023年接待游客150万人次，同比增长⟦20%⟧。",
                "2022年接待游客120万人次，2023年接待游客150万人次，同比增长25%。",
            ),
            Example("在编人员由86人增加到92人，⟦减少⟧6人。", "在编人员由86人增加到92人，增加6人。"),
        ),
        passes=(
            "生产总值由120亿元增加到150亿元，增长20%。",
            "规模以上企业由120家增加到150家，年均增长20%。",
            "产量由3万吨增长到4万吨，增长35%。",
            "由80%提高到90%，提高12.5%。",
            "全年进出口由118.5亿元增长到131.6亿元，增长11%。",
        ),
    ),
    Check(
        code="percent-for-points",
        title="百分点写成了百分号",
        family="logic",
        level=Level.ERROR,
        basis=PLAIN,
        why="由5%提高到8%，是提高3个百分点，不是提高3%（按百分数计算是提高60%）。",
        find=_points,
        examples=(
            Example("占比由5%提高到8%，提高3⟦%⟧。", "占比由5%提高到8%，提高3个百分点。"),
            Example("利用率由70%提高到75%，提高5⟦%⟧。", "利用率由70%提高到75%，提高5个百分点。"),
        ),
        passes=("占比由5%提高到8%，提高60%。", "占比由5%提高到8%，提高3个百分点。", "由2亿元增加到3亿元，增长50%。"),
    ),
    Check(
        code="rate-changes-by-percent",
        title="比率的升降写成了百分号",
        family="logic",
        level=Level.HINT,
        basis=PLAIN,
        why="合格率、占比等本身是百分数，升降多少一般用“个百分点”；确是按百分数计算的，可以不改。",
        find=lambda draft: (
            Hit(*match.span("x"), "比率本身是百分数，升降多少一般用“个百分点”，请核对。", "个百分点")
            for match in draft.find(_SHARE_POINTS, ("率", "占比", "比重", "比例"), 30)
        ),
        examples=(Example("办结率同比提高3.5⟦%⟧。", "办结率同比提高3.5个百分点。"),),
        passes=("办结率同比提高3.5个百分点。", "办结率达到98%。", "办结数量同比提高3.5%。"),
    ),
    Check(
        code="fall-with-minus",
        title="“下降”“零下”后面又写负号",
        family="logic",
        level=Level.ERROR,
        basis=PLAIN,
        why="下降5%与增长-5%说的是一回事；“下降-5%”意思相反，“零下-5℃”重复。",
        find=_twice_negative,
        examples=(
            Example("事故起数同比下降⟦-⟧5.2%。", "事故起数同比下降5.2%。"),
            Example("最低气温零下⟦-⟧5℃。", "最低气温零下5℃。"),
        ),
        passes=("事故起数同比下降5.2%。", "投资增长-5.2%。", "最低气温-5℃。"),
    ),
)
