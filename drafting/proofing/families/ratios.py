"""逻辑: a share, a rate, a mean or a price that the two figures beside it do not give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.proofing.check import PLAIN_FACT, Check, Example, Hit
from drafting.proofing.draft import Draft
from drafting.proofing.families.figures import COUNTED, CUT_OFF, FIGURE, MEASURED, SCALE, given, plain, rounded, shown
from drafting.proofing.tables import lines

_UNIT = rf"{MEASURED}|{COUNTED}"
_ROUGH = r"(?<![约近超逾达])"


@cache
def _rates() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Return the rows of ``rates.tsv`` as expressions (应到N人，实到M人，到会率z%), each with the names of its rate."""
    table = []
    for whole, part, rate in lines("rates"):
        source = (
            rf"(?:{whole})[^，。；、\n\d]{{0,12}}(?P<t>{FIGURE})(?P<ts>{SCALE})?(?P<u>{_UNIT})?[^。；\n\d]{{0,8}}"
            rf"(?:{part})[^，。；、\n\d]{{0,8}}(?P<p>{FIGURE})(?P<ps>{SCALE})?(?P<v>{_UNIT})?[，,、；（(]"
            rf"(?:总体|整体|综合)?(?P<name>{rate})(?:为|达到|达|是|：)?(?P<x>(?P<z>{FIGURE})[%％])"
        )
        table.append((expression(source), tuple(rate.split("|"))))
    return tuple(table)


_RATE = expression(r"率(?:为|达到|达|是|：)?\d")


def _rate(draft: Draft) -> Iterator[Hit]:
    text = draft.text
    for start, end, count in draft.figured:
        if count < 3 or text.find("率", start, end) < 0:
            continue
        stated = [text[max(start, found.start() - 6) : found.start() + 1] for found in _RATE.finditer(text, start, end)]
        for form, names in _rates() if stated else ():
            if not any(before.endswith(names) for before in stated):
                continue
            for match in form.finditer(text, start, end):
                if not (match["u"] and match["v"]) or match["u"] == match["v"]:
                    yield from _stated(match, f"按前面两个数计算，{match['name']}约为{{}}%，不是{match['z']}%，请核对。")


_SHARE = expression(
    rf"(?<![的各其\d.,])(?P<t>{FIGURE})(?P<ts>{SCALE})?(?P<u>{_UNIT})[，,。；：:（(]?(?:其中)[：:，,]?(?P<label>[^，。；、：:\n\d]{{1,16}}){_ROUGH}"
    rf"(?P<p>{FIGURE})(?P<ps>{SCALE})?(?P<v>{_UNIT})[，,、（(]占(?:比|总数|总量|总人数|总户数|总额|全部)?的?(?:比例|比重)?(?:为|达到|达)?(?P<x>(?P<z>{FIGURE})[%％])"
)
_NEXT_SHARE = expression(
    rf"[）)]?[；;，,、](?P<label>[^，。；、：:\n\d]{{1,16}}){_ROUGH}(?P<p>{FIGURE})(?P<ps>{SCALE})?(?P<v>{_UNIT})[，,、（(]"
    rf"占(?:比|总数|总量|总人数|总户数|总额|全部)?的?(?:比例|比重)?(?:为|达到|达)?(?P<x>(?P<z>{FIGURE})[%％])"
)


def _share(draft: Draft) -> Iterator[Hit]:
    for match in draft.reckoned(_SHARE, 3, "占"):
        if match["u"] != match["v"] or expression(r"增长|同比|新增").search(match.group()):
            continue
        whole, unit = match, match["u"]
        part: re.Match[str] | None = match
        while part and part["v"] == unit:
            total = given(whole["t"], whole["ts"] or "", unit)
            if plain(part["p"]) > 0 and total.value >= given(part["p"], part["ps"] or "", unit).value:
                share = given(part["p"], part["ps"] or "", unit) / total
                if not share.times(100).agrees(given(part["z"], digits=CUT_OFF)):
                    of = f"{part['p']}{part['ps'] or ''}{unit}占{whole['t']}{whole['ts'] or ''}{unit}的{shown(share.value * 100, 1)}%"
                    told = f"{of}，不是{part['z']}%，请核对。"
                    yield Hit(*part.span("x"), told)
            part = _NEXT_SHARE.match(draft.text, part.end())


def _stated(match: re.Match[str], message: str) -> Iterator[Hit]:
    """Yield a hit where ``p`` of ``t`` is not ``z`` percent."""
    unit = match["u"] or match["v"] or "件"
    total, part = given(match["t"], match["ts"] or "", unit), given(match["p"], match["ps"] or "", unit)
    if total.value <= 0:
        return
    share = (part / total).times(100)
    if not share.agrees(given(match["z"], digits=CUT_OFF)):
        yield Hit(*match.span("x"), message.format(shown(share.value, 1)))


_HEADED = "户|人|名|村|家|乡镇|镇|县|社区|学校|项目|单位|街道|企业"
_MEAN_AFTER = rf"(?P<word>户均|人均|村均|(?:平均)?每个?(?:{_HEADED}))(?:补助|补贴|发放|奖励|救助|投入|增收|慰问金?|资助|达到?|为|约)?"
_SUM = rf"(?P<a>{FIGURE})(?P<as>{SCALE})?元"
_HEAD = rf"(?P<n>{FIGURE})(?P<ns>万)?个?(?P<u>{_HEADED})(?!次|均)"
_MEAN = (
    expression(
        rf"{_ROUGH}{_SUM}[^。；，\n\d元]{{0,10}}[，,、]?[^。；，、\n\d元]{{0,10}}{_ROUGH}{_HEAD}[^。；，、\n\d]{{0,8}}[，,、（(]{_MEAN_AFTER}(?P<x>(?P<m>{FIGURE})(?P<ms>{SCALE})?元)"
    ),
    expression(
        rf"{_ROUGH}{_HEAD}[^。；，、\n\d元]{{0,10}}[，,、]?[^。；，、\n\d元]{{0,10}}{_ROUGH}{_SUM}[^。；，、\n\d]{{0,4}}[，,、（(]{_MEAN_AFTER}(?P<x>(?P<m>{FIGURE})(?P<ms>{SCALE})?元)"
    ),
)


def _same_heads(word: str, counted: str) -> bool:
    """Tell whether a mean is over what was counted: 每个村 over 村, 人均 over 名, 户均 over 家."""
    head = expression("平均|[每个均]").sub("", word)
    return head == counted or (head, counted) in (("人", "名"), ("户", "家"))


def _mean(draft: Draft) -> Iterator[Hit]:
    for form in _MEAN:
        for match in draft.reckoned(form, 3, "均", "每"):
            if not _same_heads(match["word"], match["u"]) or expression(r"收入|产值|最高|不超过|至少|不低于").search(match.group()):
                continue
            heads = given(match["n"], match["ns"] or "", "户")
            if heads.value <= 0:
                continue
            mean = given(match["a"], match["as"] or "") / heads
            stated = rounded(match["m"], match["ms"] or "")
            if not mean.agrees(stated):
                factor = given("1", match["ms"] or "").value
                told = f"按总额和数量计算，{match['word']}约为{shown(mean.value / factor)}{match['ms'] or ''}元，与此处不符，请核对。"
                yield Hit(*match.span("x"), told)


_SOLD = rf"{COUNTED}|平方米|公里|公顷|立方米|米|吨|亩"
_NAMES = r"[^，。；、：:\n\d（）()]{0,10}"
_PRICED = expression(
    rf"(?P<n>{FIGURE})(?P<u>{_SOLD})[^，。；\n\d]{{0,12}}[，,、（(](?P<each>每(?:{_SOLD})|单价){_NAMES}(?P<p>{FIGURE})(?P<ps>{SCALE})?元[）)]?"
    rf"[，,、；]?(?:共计?|合计|总计|总价|小计|计|共需|需|需要|总金额|金额){_NAMES}(?P<x>(?P<t>{FIGURE})(?P<ts>{SCALE})?元)"
)
_PRICED_FIRST = expression(
    rf"(?P<each>每(?:{_SOLD})|单价){_NAMES}(?P<p>{FIGURE})(?P<ps>{SCALE})?元[^，。；\n\d]{{0,8}}[，,、；][^，。；\n\d]{{0,10}}(?P<n>{FIGURE})(?P<u>{_SOLD})[）)]?"
    rf"[，,、；]?(?:共计|合计|总计|总价|小计|计|共需|需|需要|总金额|金额){_NAMES}(?P<x>(?P<t>{FIGURE})(?P<ts>{SCALE})?元)"
)


def _price(draft: Draft) -> Iterator[Hit]:
    for form in (_PRICED, _PRICED_FIRST):
        for match in draft.reckoned(form, 3, "每", "单价"):
            unit = match["each"].removeprefix("每")
            if unit not in ("单价", match["u"]) and {unit, match["u"]} != {"人", "名"}:
                continue
            if expression(r"[每/](?:天|日|月|年|次|晚|学期)|最高|不超过|至少|不低于|封顶").search(match.group()[1:]):
                continue
            total = rounded(match["t"], match["ts"] or "")
            price = given(match["p"], match["ps"] or "", digits=0 if not match["ps"] else 0.5)
            product = price * given(match["n"], "", "件")
            if not product.agrees(total):
                factor = given("1", match["ts"] or "").value
                told = f"单价乘以数量是{shown(product.value / factor)}{match['ts'] or ''}元，与此处不符，请核对。"
                yield Hit(*match.span("x"), told)


_THREE = expression(
    r"(?:三次产业|三产|一二三产业?|产业)(?:增加值)?(?:结构|比例|比重|占比|之?比)[^。；\n\d%％]{0,16}(?P<first>\d[\d.]*[:：∶]\d[\d.]*[:：∶]\d[\d.]*)?"
    r"(?:[^。；\n\d%％]{0,8}(?P<second>\d[\d.]*[:：∶]\d[\d.]*[:：∶]\d[\d.]*))?"
)


_THREE_SHARES = expression(
    r"(?:三次产业|一、?二、?三产业|一二三产业)[^。；\n\d]{0,20}(?:比重|比例|占比|占)[^。；\n\d]{0,8}"
    r"(?P<x>(?P<a>\d+(?:\.\d+)?)[%％][、，](?P<b>\d+(?:\.\d+)?)[%％][、，和](?P<c>\d+(?:\.\d+)?)[%％])"
)


def _three(draft: Draft) -> Iterator[Hit]:
    for match in draft.reckoned(_THREE, 3, "产"):
        for name in ("first", "second"):
            if match[name]:
                parts = [float(part.strip(".") or 0) for part in expression("[:：∶]").split(match[name])]
                if abs(sum(parts) - 100) > 0.25 and 90 <= sum(parts) <= 110:
                    yield Hit(*match.span(name), f"三次产业之比相加是{shown(sum(parts), 1)}，应为100，请核对。")
    for match in draft.reckoned(_THREE_SHARES, 3, "产业"):
        whole = sum(float(match[name]) for name in "abc")
        if abs(whole - 100) > 0.25:
            yield Hit(*match.span("x"), f"三次产业的占比相加是{shown(whole, 1)}%，应为100%，请核对。")


CHECKS = (
    Check(
        code="rate-of-two-figures",
        title="办结率、到会率等与前面两个数不符",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="应到50人、实到45人，到会率是90%；比率要能由前面的总数和完成数算出来。",
        find=_rate,
        examples=(
            Example("共受理信访事项120件，办结108件，办结率⟦95%⟧。", "共受理信访事项120件，办结108件，办结率90%。"),
            Example("会议应到代表50人，实到45人，到会率⟦92%⟧。", "会议应到代表50人，实到45人，到会率90%。"),
            Example("发放问卷500份，收回480份，回收率为⟦98%⟧。", "发放问卷500份，收回480份，回收率为96%。"),
        ),
        passes=(
            "共受理信访事项120件，办结108件，办结率90%。",
            "共受理121件，办结108件，办结率89.3%。",
            "共受理120件，按期办结率100%。",
            "全年受理120件，上年结转10件，办结115件，办结率98%。",
        ),
    ),
    Check(
        code="share-of-total",
        title="占比与总数、分项不符",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="共120家、其中30家，占25%；占比要能由总数和分项算出来。",
        find=_share,
        examples=(
            Example("全市现有企业120家，其中规上企业30家，占⟦30%⟧。", "全市现有企业120家，其中规上企业30家，占25%。"),
            Example(
                "参训人员200人，其中女性80人，占40%；党员150人，占⟦70%⟧。",
                "参训人员200人，其中女性80人，占40%；党员150人，占75%。",
            ),
        ),
        passes=(
            "全市现有企业120家，其中规上企业30家，占25%。",
            "新增企业120家，其中规上企业30家，占全市的5%。",
            "全市企业120家，其中30余家，占30%。",
            "总投资3.5亿元，其中财政资金1.2亿元，占34%。",
        ),
    ),
    Check(
        code="mean-of-total",
        title="户均、人均与总额不符",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="120万元补助60户，户均2万元；平均数要能由总额和数量算出来。",
        find=_mean,
        examples=(
            Example("发放补助资金120万元，惠及60户，户均⟦3万元⟧。", "发放补助资金120万元，惠及60户，户均2万元。"),
            Example("10个村共投入100万元，平均每个村⟦20万元⟧。", "10个村共投入100万元，平均每个村10万元。"),
            Example("慰问困难职工30人，发放慰问金3万元，人均⟦2000元⟧。", "慰问困难职工30人，发放慰问金3万元，人均1000元。"),
        ),
        passes=(
            "发放补助资金120万元，惠及60户，户均2万元。",
            "发放补助资金100万元，惠及300户，户均3333元。",
            "投入资金120万元，惠及60户，户均收入达到3万元。",
        ),
    ),
    Check(
        code="price-times-quantity",
        title="单价乘以数量与总价不符",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="20台电脑、每台5000元，合计10万元；请款的数要经得起乘一遍。",
        find=_price,
        examples=(
            Example("购置电脑20台，每台5000元，共需⟦12万元⟧。", "购置电脑20台，每台5000元，共需10万元。"),
            Example("按每人500元标准，共120人，合计⟦5万元⟧。", "按每人500元标准，共120人，合计6万元。"),
        ),
        passes=(
            "购置电脑20台，每台5000元，共需10万元。",
            "按每人每天100元标准，共20人，合计6000元。",
            "补助20人，每人最高5000元，共需8万元。",
        ),
    ),
    Check(
        code="three-industries-sum",
        title="三次产业之比相加不是100",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="三次产业的比例相加为100（四舍五入允许差0.2）。",
        find=_three,
        examples=(
            Example("三次产业结构由10.2:45.3:44.5调整为⟦8.1:42.2:52.7⟧。", "三次产业结构由10.2:45.3:44.5调整为8.1:42.2:49.7。"),
            Example("三次产业占比分别为⟦8.1%、42.2%、39.7%⟧。", "三次产业占比分别为8.1%、42.2%、49.7%。"),
        ),
        passes=("三次产业结构调整为8.1:42.2:49.7。", "三次产业比例为1:4:5。", "三次产业结构为8.1:42.2:49.8。"),
    ),
)
