"""逻辑: figures that do not add up, in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.proofing.check import PLAIN, PLAIN_FACT, Check, Example, Hit
from drafting.proofing.draft import HAN, Draft
from drafting.proofing.shapes import pattern

_COUNTED = (
    "平方米|平方公里|公里|公顷|米|吨|人次|人|名|户|个|家|件|项|条|起|元|亩|台|辆|份|处|座|所|间|套|宗|例|批|场|期|篇|种|块|艘|架|只|头"
    "|株|棵|幢|栋|支"
)
_FIGURE = r"\d[\d,]*(?:\.\d+)?"


def _value(text: str) -> float:
    return float(text.replace(",", "").replace("，", ""))


_MEN_AND_WOMEN = expression(
    r"(?P<total>\d+)[人名](?:[^。；\d\n]{0,10})[，,（(：:](?:其中)?[：:，,]?男(?:性|生|职工)?(?P<men>\d+)[人名]?[、，,；]女(?:性|生|职工)?(?P<women>\d+)[人名]"
)
_OF_THESE = expression(
    rf"(?P<sure>(?:共计?|合计|总计|总[投预数量面金人户里]|现有|拥有|投入|拨付|下达|安排|落实|争取|筹措|发放)[^。；，\d\n]{{0,8}})?(?<![\d.,])(?P<total>{_FIGURE})(?P<unit>[万亿]?(?:{_COUNTED}))[，,：:（(](?:其中)[：:，,]?"
    r"(?P<parts>(?:[^。；;\n（(）)]|[（(][^（(）)\n\d]{1,8}[）)]){4,120})"
)
# Two kinds that between them are everything: their sum is the total, neither more nor less.
_BOTH = (
    ("男", "女"),
    ("一般", "重大"),
    ("已", "未"),
    ("已", "正在"),
    ("城镇", "农村"),
    ("城市", "农村"),
    ("省内", "省外"),
    ("市内", "市外"),
    ("县内", "县外"),
    ("境内", "境外"),
    ("国内", "国外"),
    ("线上", "线下"),
    ("正式", "预备"),
    ("公办", "民办"),
    ("专职", "兼职"),
    ("汉族", "少数民族"),
    ("合格", "不合格"),
    ("有效", "无效"),
)
# Kinds that exclude each other, so that their sum cannot exceed the total whatever stands before it.
_APART = tuple(
    expression(source)
    for source in (
        r"(?:中央|国家|省|自治区|市|州|县|区|县[（(]区[）)]|乡镇?|镇|村)(?:本?级|财政)(?:财政|配套|补助|专项|安排|投入|自筹)?(?:资金)?",
        r"第?[一二三]产(?:业)?|工业(?:项目|企业|类)?|农业(?:项目|企业|类)?|服务业(?:项目|企业|类)?|建筑业(?:项目|企业|类)?",
        r"第?[一二三四五]类|[甲乙丙丁]类?|[一二三]等奖",
        r"示范村|一般村|后进村|贫困村|重点村",
        r"一般(?:事故|隐患)?|较大(?:事故|隐患)?|重大(?:事故|隐患)?|特别重大(?:事故|隐患)?",
        r"(?:小|初中?|高中?|大)学生?|幼儿园|小学|初中|高中",
    )
)
# One part after the other: 道路80处、桥梁50处
_NEXT_PART = expression(
    rf"(?P<label>(?:[^，、,；：:。\d（(]|[（(][^）)\n]{{1,8}}[）)]){{0,14}}?)(?P<n>{_FIGURE})(?P<u>[万亿]?(?:{_COUNTED}))(?:[、，,；]|和|$)"
)
_UNSURE_PART = expression(r"同比|上年|增长|包括|含|次|约|近|超|每|平均|累计|最|尚|缺|另|还|拟|计划|共|合计")


def _sums(draft: Draft) -> Iterator[Hit]:
    for match in draft.find(_MEN_AND_WOMEN, ("女",)):
        men, women, people = int(match["men"]), int(match["women"]), int(match["total"])
        if men + women != people:
            yield Hit(match.start("total"), match.end("total"), f"男{men}、女{women}，相加是{men + women}，不是{people}，请核对。")
    for match, parts, _ in _of_these(draft):
        unit, total = match["unit"], _value(match["total"])
        whole = sum(_value(part["n"]) for part in parts)
        labels = [part["label"] for part in parts]
        both = len(parts) == 2 and any(labels[0].startswith(a) and labels[1].startswith(b) for a, b in _BOTH)
        if not match["sure"] and not (whole > total and (both or _exclude(labels))):
            continue
        if both:
            if abs(whole - total) > total * 0.001 + 0.001:
                told = f"“其中”两项相加是{whole:g}{unit}，与合计{match['total']}{unit}不符，请核对。"
                yield Hit(match.start("total"), match.end("total"), told)
        # One part alone may exceed nothing; several that together exceed the whole cannot all belong to it.
        elif whole > total * 1.001 + 0.001 and max(_value(part["n"]) for part in parts) <= total:
            told = f"“其中”各项相加是{whole:g}{unit}，超过合计{match['total']}{unit}，请核对。"
            yield Hit(match.start("total"), match.end("total"), told)

    for match in draft.reckoned(_OF_THESE, 2, "其中"):
        part = _NEXT_PART.match(match["parts"])
        before = draft.text[max(0, match.start("total") - 40) : match.start("total")]
        if expression(r"(?:\d|(?<!新)增[加长]|减少|提高|下降|[比较][^，。；：\n]{2,12}[多少增减])[^，。；：\n]*$").search(before):
            continue  # 示范村1000个、绿色村300个，其中…: of both together; 比去年增加4000亿元，其中…: of what it was increased to
        if part and part["u"] == match["unit"] and not _UNSURE_PART.search(part["label"]) and _value(part["n"]) > _value(match["total"]):
            at = match.start("parts")
            told = f"“其中”的{part['n']}{part['u']}比总数{match['total']}{match['unit']}还多，请核对。"
            yield Hit(at + part.start("n"), at + part.end("n"), told)


def _exclude(labels: list[str]) -> bool:
    """Tell whether nothing can be counted under two of ``labels``: 省级、市级、县级; 工业项目、农业项目. 党员、女性 can."""
    return len(set(labels)) == len(labels) and any(all(kind.fullmatch(label) for label in labels) for kind in _APART)


def _of_these(draft: Draft) -> Iterator[tuple[re.Match[str], list[re.Match[str]], bool]]:
    """Yield each total with the parts that follow it one by one in its unit (two or more), and whether the sentence ends with them."""
    for match in draft.reckoned(_OF_THESE, 3, "其中"):
        if draft.text[match.start("total") - 1] in "超近约逾过达":
            continue
        text, at = match["parts"], 0
        parts: list[re.Match[str]] = []
        while (part := _NEXT_PART.match(text, at)) and part["u"] == match["unit"] and not _UNSURE_PART.search(part["label"]):
            parts.append(part)
            at = part.end()
            if abs(sum(_value(one["n"]) for one in parts) - _value(match["total"])) < 0.001:
                break  # the whole is told: what follows is another matter
        if len(parts) >= 2:
            yield match, parts, at == len(text)


def _below(draft: Draft) -> Iterator[Hit]:
    for match, parts, all_told in _of_these(draft):
        unit, total = match["unit"], _value(match["total"])
        whole = sum(_value(part["n"]) for part in parts)
        labels = [part["label"] for part in parts]
        both = len(parts) == 2 and any(labels[0].startswith(a) and labels[1].startswith(b) for a, b in _BOTH)
        if (
            match["sure"]
            and all_told
            and not both
            and total * 0.8 < whole < total * 0.999 - 0.001
            and not expression("主要|如").search(labels[0])
        ):
            told = f"“其中”各项相加是{whole:g}{unit}，比合计{match['total']}{unit}少，如已列全请核对。"
            yield Hit(match.start("total"), match.end("total"), told)


# 道路80处、桥梁50处，共计120处: all of one unit, one after the other, and the total at once after them
_PARTS_FIRST = expression(
    rf"(?:^|(?<=[，。；：:（(\n]))(?P<parts>(?:[^，。；：、,;:\d\n]{{1,12}}{_FIGURE}(?P<u>[万亿]?(?:{_COUNTED}))[、，,]){{2,10}})"
    rf"(?:共计|合计|总计|共)(?P<total>{_FIGURE})(?P<unit>[万亿]?(?:{_COUNTED}))(?![/每的])"
)
_PART = expression(rf"(?P<label>[^，。；：、,;:\d\n]{{1,12}}?)(?P<n>{_FIGURE})(?P<u>[万亿]?(?:{_COUNTED}))[、，,]")


def _listed_sums(draft: Draft) -> Iterator[Hit]:
    for match in draft.reckoned(_PARTS_FIRST, 3, "共", "合计", "总计"):
        parts = list(_PART.finditer(match["parts"]))
        unit = match["unit"]
        alike = all(part["u"] == unit for part in parts) and not any(
            expression(r"约|近|超|其中|累计|平均|每|余|多").search(p["label"]) for p in parts
        )
        if alike and len(parts) >= 2 and "".join(part.group() for part in parts) == match["parts"]:
            sum_ = sum(_value(part["n"]) for part in parts)
            if abs(sum_ - _value(match["total"])) > 0.0005 + (0.11 if "." in match["total"] else 0):
                yield Hit(*match.span("total"), f"前面各项相加是{sum_:g}{unit}，与{match['total']}{unit}不符，请核对。")


_SHARES = expression(
    r"(?:分别占|占比分别为|比重分别为|比例分别为)[^。；\n]{0,12}?(?P<x>\d+(?:\.\d+)?[%％](?:[、，和]\d+(?:\.\d+)?[%％]){1,8})"
)


_EACH_SHARE = expression(
    r"(?:其中[：:，]?)?(?P<x>[^，、。；：:\n\d（）]{1,10}占(?:比)?[为达]?\d+(?:\.\d+)?[%％](?:[、，；][^，、。；：:\n\d（）]{1,10}?(?:占(?:比)?)?[为达]?\d+(?:\.\d+)?[%％]){2,7})"
)
_LABELS = expression(r"([^，、；\d%％]{1,10}?)的?(?:占(?:比)?)?[为达]?(\d+(?:\.\d+)?)[%％]")
_GRADES = (
    frozenset(("非常满意", "很满意", "满意", "比较满意", "较满意", "基本满意", "一般", "不太满意", "不满意", "很不满意", "不了解")),
    frozenset(("优秀", "良好", "中等", "称职", "基本称职", "不称职", "合格", "基本合格", "不合格", "优", "良", "中", "差")),
    frozenset(("好", "较好", "一般", "较差", "差")),
)


def _alike(labels: list[str]) -> bool:
    """Tell whether the names are parts of one division: 甲、乙、丙, 第一产业、第二产业、第三产业. 女性、党员 overlap."""
    names = {label.strip() for label in labels}
    if (
        names <= set("甲乙丙丁戊己")
        or any(names <= grades for grades in _GRADES)
        or all(expression(r"[一二三四五]产").fullmatch(name) for name in names)
    ):
        return True
    return len(names) == len(labels) and len({(len(name), name[-2:]) for name in names}) == 1 and all(len(name) > 2 for name in names)


_BORNE = expression(
    r"按照?(?:各)?(?P<x>\d{1,2}(?:\.\d+)?[%％](?:[、，和:：](?:\d{1,2}(?:\.\d+)?)[%％]){1,3})的?比例(?:进行)?(?:分担|承担|负担|分摊|分配|筹集|出资|配套|分成)"
)


def _shares(draft: Draft) -> Iterator[Hit]:
    for match in draft.find(_BORNE, ("比例",), 40):
        whole = sum(float(n) for n in expression(r"\d+(?:\.\d+)?").findall(match["x"]))
        if whole > 100.5:
            yield Hit(*match.span("x"), f"各方比例相加是{whole:g}%，超过了100%，请核对。")
    for match in draft.find(_EACH_SHARE, ("占",), 90):
        pairs = _LABELS.findall(match["x"])
        whole = sum(float(share) for _, share in pairs)
        if len(pairs) >= 3 and _alike([label for label, _ in pairs]) and 100.5 < whole <= 120:
            shown = match["x"].rstrip("、，；")
            yield Hit(match.start("x"), match.start("x") + len(shown), f"各项占比相加是{whole:g}%，超过了100%，请核对。")
    for match in draft.find(_SHARES, ("分别占", "分别为"), 100):
        total = sum(float(n) for n in expression(r"\d+(?:\.\d+)?").findall(match["x"]))
        if 100.5 < total <= 120 and "的" not in draft.text[match.start("x") - 4 : match.start("x")]:
            yield Hit(match.start("x"), match.end("x"), f"各项占比相加是{total:g}%，超过了100%，请核对。")


CHECKS = (
    Check(
        code="parts-exceed-total",
        title="分项与合计不符",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="分项相加不等于合计，是材料里最容易被问住的错。",
        find=_sums,
        examples=(
            Example("培训干部⟦120⟧人，其中男80人、女50人。", "培训干部130人，其中男80人、女50人。"),
            Example("共排查隐患点⟦120⟧处，其中道路80处、桥梁50处。", "共排查隐患点130处，其中道路80处、桥梁50处。"),
            Example("入驻企业38家，其中高新技术企业⟦49⟧家。", "入驻企业38家，其中高新技术企业9家。"),
            Example("共排查隐患点⟦120⟧处，其中一般隐患80处、重大隐患30处。", "共排查隐患点110处，其中一般隐患80处、重大隐患30处。"),
            Example("新增就业⟦1200⟧人，其中城镇800人、农村500人。", "新增就业1300人，其中城镇800人、农村500人。"),
            Example(
                "签约项目⟦8⟧个（其中工业项目5个、农业项目2个、服务业项目2个）。",
                "签约项目9个（其中工业项目5个、农业项目2个、服务业项目2个）。",
            ),
            Example("经费共⟦4600⟧万元，其中市级2600万元、县（区）级2100万元。", "经费共4700万元，其中市级2600万元、县（区）级2100万元。"),
        ),
        passes=(
            "共排查隐患点120处，其中一般隐患90处、重大隐患30处。",
            "共排查隐患点120处，其中道路50处、桥梁30处。",
            "共落实资金1000万元，其中省级600万元，市级400万元，超支200万元。",
            "培训干部120人，其中党员80人。",
            "发放补助38元，其中最高每户49元。",
            "建成示范村1000个、绿色村300个，其中美丽村500个。",
            "收入1.2万亿元，比上年增加4000亿元，其中税收8500亿元。",
            "培训干部120人，其中女干部70人、党员干部80人。",
            "新建企业120家，其中已投产30家、未开工50家。",
            "共受理120件，其中信访件80件、举报件40件。",
        ),
    ),
    Check(
        code="parts-below-total",
        title="分项相加略少于合计",
        family="logic",
        level=Level.HINT,
        basis=PLAIN_FACT,
        why="“其中”可以只列一部分；但各项加起来只差一点的，多半是合计或者某一项改过而另一处没有改。",
        find=_below,
        examples=(
            Example("共排查隐患点⟦120⟧处，其中道路50处、桥梁40处、校舍20处。", "共排查隐患点110处，其中道路50处、桥梁40处、校舍20处。"),
        ),
        passes=(
            "共排查隐患点120处，其中道路50处、桥梁30处。",
            "共排查隐患点110处，其中道路50处、桥梁40处、校舍20处，均已整改。",
            "共有企业120家，其中主要有制造业60家、建筑业50家。",
        ),
    ),
    Check(
        code="listed-parts-total",
        title="前面列的各项与合计不符",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="先列分项、后写“共计”的，合计应当等于前面各项之和。",
        find=_listed_sums,
        examples=(
            Example("排查隐患：道路80处、桥梁50处，共计⟦120⟧处。", "排查隐患：道路80处、桥梁50处，共计130处。"),
            Example("全区共有城镇低保对象120户、农村低保对象80户，共⟦210⟧户。", "全区共有城镇低保对象120户、农村低保对象80户，共200户。"),
            Example("到会正式代表86名、列席代表14名，共⟦98⟧名。", "到会正式代表86名、列席代表14名，共100名。"),
        ),
        passes=(
            "排查隐患：道路80处、桥梁50处，共计130处。",
            "走访企业30家，座谈2次，共120人参加。",
            "道路80处、桥梁近50处，共计120处。",
        ),
    ),
    Check(
        code="shares-over-hundred",
        title="占比之和略超100%",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="同一总体各部分的占比相加不超过100%；超出很多的多半不是同一总体，不报。",
        find=_shares,
        examples=(
            Example("三次产业占比分别为⟦10%、45%、55%⟧。", "三次产业占比分别为10%、40%、50%。"),
            Example("⟦满意的占60%，基本满意的占35%，不满意的占10%⟧。", "满意的占60%，基本满意的占35%，不满意的占5%。"),
            Example("市、区财政按⟦60%和50%⟧的比例分担。", "市、区财政按60%和40%的比例分担。"),
            Example("其中⟦一产占10%，二产占45%，三产占50%⟧。", "其中一产占10%，二产占45%，三产占45%。"),
            Example("出资比例：⟦甲占60%、乙占35%、丙占15%⟧。", "出资比例：甲占50%、乙占35%、丙占15%。"),
        ),
        passes=(
            "参训人员中，女性占45%、少数民族占20%、党员占50%。",
            "三次产业占比分别为10%、40%、50%。",
            "分别增长50%、60%。",
            "市、区财政按60%、40%的比例分担。",
        ),
    ),
    Check(
        code="double-negation",
        title="否定过头，意思相反",
        family="logic",
        level=Level.WARNING,
        basis=PLAIN,
        why="“防止不再发生”“避免不发生”否定了两次，意思正好相反。",
        find=pattern(
            rf"(?:防止|避免|杜绝|严防|切忌|切勿)(?P<in>[^，。；：\n“]{{0,12}}?)(?P<x>不再|不要|不会)(?=(?:再次)?(?:发生|出现|重演|反弹|回潮|泄露|流失|{HAN}{{1,4}}(?:事故|问题|现象)))",
            "“防止”“避免”已是否定，再用“{x}”意思相反",
            "",
            group="x",
        ),
        examples=(Example("严防类似事故⟦不再⟧发生。", "严防类似事故发生。"),),
        passes=("严防类似事故再次发生。", "确保类似事故不再发生。", "防止因不及时而发生"),
    ),
)
