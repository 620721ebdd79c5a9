"""前后一致: one thing with two figures, names listed against their number, one telephone number in two forms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.documents.numerals import value_of
from drafting.proofing.check import PLAIN_FACT, Check, Example, Hit, practice
from drafting.proofing.draft import Draft
from drafting.proofing.families.figures import COUNTED, FIGURE, MEASURED, SCALE, Range, given

# What a thing has one of.
_LABELS = (
    "总投资额?|投资总额|计划投资|概算投资|概算|预算总额|预算|合同金额|合同价款?|中标价|中标金额|总建筑面积|建筑面积|总占地面积|占地面积|用地面积|规划面积"
    "|总面积|总长度|全长|总里程|总库容|设计库容|装机容量|总装机|床位|编制|总人口|常住人口|户籍人口|总户数|总人数|注册资本|补助标准|补助资金|专项资金"
)
_LABELLED = expression(
    rf"(?P<label>{_LABELS})(?:共|为|约|达|达到|是|总计)?(?P<x>(?P<n>{FIGURE})(?P<s>{SCALE})?(?P<u>{MEASURED}|{COUNTED}))(?!的|以[上下内])"
)
_LABEL_KEYS = (
    "投资",
    "面积",
    "概算",
    "预算",
    "合同",
    "中标",
    "长",
    "里程",
    "容",
    "床位",
    "编制",
    "人口",
    "户数",
    "人数",
    "资本",
    "补助",
    "资金",
)
_BEFORE = expression(r"[^，。；：、,;:\n（）()“”《》\d]*$")
# What the figure is of: a thing with a name of its own.
_SUBJECT = expression(
    r"(?:工程|项目|中心|园区?|公司|路|桥|隧道|厂|站|馆|院|学校|中学|小学|水库|基地|大楼|市|县|区|镇|乡|村|渠|管网|线|广场|公园)$"
)
# Of whom or when is left open: this may be another.
_OPEN = expression(
    r"^(?:该|本|此|其|每|各|以上|上述|有关|相关|另|再|这)|新增|当年|年度|每年|人均|户均|最高|不超过|不低于|不少于|累计|平均|推进|实施|完成|签约|引进|新建"
)
_WHEN = expression(r"(?:19|20)\d\d年|[一二三四]期|[上下]半年|季度|月份|截至|调整|变更|由|从|原|增加|减少|节约|结余|核减")


def _two_values(draft: Draft, labelled: list[re.Match[str]]) -> Iterator[Hit]:
    text = draft.text
    seen: dict[tuple[str, str], list[tuple[re.Match[str], Range, str]]] = defaultdict(list)
    for match in labelled:
        before = _BEFORE.search(text, max(0, match.start() - 24), match.start())
        subject = before.group() if before else ""
        if len(subject) < 4 or not _SUBJECT.search(subject) or _OPEN.search(subject):
            continue
        begin = max(text.rfind(mark, max(0, match.start() - 60), match.start()) for mark in "。；\n") + 1
        when = "".join(_WHEN.findall(text[max(begin, match.start() - 60) : match.end() + 10]))
        seen[subject + match["label"], match["u"]].append((match, given(match["n"], match["s"] or "", match["u"]), when))
    for (phrase, _), places in seen.items():
        first, value, when = places[0]
        for other, another, then in places[1:]:
            if when == then and not another.agrees(value):
                yield Hit(*other.span("x"), f"前面写的是“{phrase}{first['x']}”，此处是“{other['x']}”，请核对。")


_PLAIN_SUBJECT = expression(r"(?:该|本|此)?(?:项目|工程)$")
_ANOTHER = expression(r"项目|工程|[；;①-⑳]|\d[.．、]|[一二三四五]是|[一二三四]期|(?:19|20)\d\d年|原|调整|其中|分别|另")


def _one_project(draft: Draft, labelled: list[re.Match[str]]) -> Iterator[Hit]:
    """项目总投资500万元 … 项目总投资560万元, in a paragraph that speaks of no other project between them."""
    text = draft.text
    before: dict[tuple[int, str, str], re.Match[str]] = {}
    for match in labelled:
        subject = _BEFORE.search(text, max(0, match.start() - 24), match.start())
        if subject is None or not _PLAIN_SUBJECT.fullmatch(subject.group()):
            continue
        first = before.setdefault((draft.index(match.start()), match["label"], match["u"]), match)
        if first is match or _ANOTHER.search(text, first.end(), subject.start()):
            continue
        if not given(match["n"], match["s"] or "", match["u"]).agrees(given(first["n"], first["s"] or "", first["u"])):
            yield Hit(*match.span("x"), f"前面写的是“{first['label']}{first['x']}”，此处是“{match['x']}”，请核对。")


_ABOVE = expression(rf"(?:上述|前述|(?<=[，。；：\n])以上)(?P<x>(?P<n>{FIGURE})(?P<s>{SCALE})?(?P<u>元|人|名|户))(?!次|以[上下内]|民)")
_ABOVE_KEYS = tuple(f"{word}{digit}" for word in ("上述", "前述", "以上") for digit in range(10))
_ANY = expression(rf"(?P<n>{FIGURE})(?P<s>{SCALE})?(?P<u>元|人|名|户)(?!次)")


def _referred(draft: Draft) -> Iterator[Hit]:
    """上述560万元 where none of the sums before it is 560万元, nor any that stand together add up to it."""
    for match in draft.find(_ABOVE, _ABOVE_KEYS, 20):
        index = draft.index(match.start())
        begin = draft.starts[max(0, index - 1)]
        unit = match["u"]
        told = [
            given(other["n"], other["s"] or "", unit)
            for other in _ANY.finditer(draft.text, max(begin, match.start() - 500), match.start())
            if other["u"] == unit or {other["u"], unit} == {"人", "名"}
        ]
        here = given(match["n"], match["s"] or "", unit)
        if told and len(told) <= 12 and not any(value.agrees(here) for value in _sums(told)):
            yield Hit(*match.span("x"), f"前面没有“{match['x']}”这个数，相加也得不出，请核对。")


def _sums(values: list[Range]) -> Iterator[Range]:
    """Yield each of ``values`` and the sums of those that stand together."""
    for first in range(len(values)):
        low = middle = high = 0.0
        for value in values[first:]:
            low, middle, high = low + value.low, middle + value.value, high + value.high
            yield Range(low, middle, high)


def _figures(draft: Draft) -> Iterator[Hit]:
    labelled = list(draft.find(_LABELLED, _LABEL_KEYS, 24))
    yield from _two_values(draft, labelled)
    yield from _one_project(draft, labelled)
    yield from _referred(draft)


_PHONE = expression(
    r"(?<![\d.])(?:[（(](?P<area>0\d{2,3})[）)]|(?P<code>0\d{2,3}))(?P<sep>\s?[-—－–]\s?|\s)?(?P<number>[2-8]\d{6,7})(?!\d)"
)


def _phones(draft: Draft) -> Iterator[Hit]:
    forms: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in draft.find(_PHONE, ("电话", "联系", "传真", "热线", "咨询", "值班"), 60):
        forms[(match["area"] or match["code"]) + match["number"]].append(match)
    styles: dict[str, list[re.Match[str]]] = defaultdict(list)
    for matches in forms.values():
        for match in matches:
            styles[f"{'（）' if match['area'] else ''}{(match['sep'] or '').strip()}"].append(match)
    if len(styles) != 2:
        return
    fewer, more = sorted(styles, key=lambda style: len(styles[style]))
    if len(styles[fewer]) < len(styles[more]) and "（）" not in (fewer, more):
        for match in styles[fewer]:
            yield Hit(match.start(), match.end(), "同一份文件里电话号码的写法不一，请统一。", f"{match['code']}{more}{match['number']}")


_GROUPS = "个?省份?|省区市|个?市|市州|个?县区?|个区|个?部门|部委|家单位|个?单位|个?乡镇|个镇|个村|个街道|个社区|家企业|所学校|所高校|个地区"
_STATED = expression(rf"等(?P<x>(?P<n>[两二三四五六七八九十]{{1,3}}|\d{{1,2}})(?:{_GROUPS}))")
_STATED_KEYS = tuple(f"等{number}" for number in (*"两二三四五六七八九十", *"123456789"))
_LIST_BEGINS = expression(r"[，。；：,;:\s（）()“”《》\d的]")


def _listed(draft: Draft) -> Iterator[Hit]:
    for match in draft.find(_STATED, _STATED_KEYS, 16):
        list_ = _LIST_BEGINS.split(draft.text[max(0, match.start() - 200) : match.start()])[-1]
        stated = value_of(match["n"]) or 0
        names = [name for name in expression(r"、|以及|[和与]").split(list_) if name]
        if stated >= 2 and "、" in list_ and len(names) > stated and all(2 <= len(name) <= 14 for name in names):
            yield Hit(*match.span("x"), f"前面列了{len(names)}个，比“{match['x']}”多，请核对。")


CHECKS = (
    Check(
        code="one-label-two-figures",
        title="同一事项前后数字不一",
        family="consistency",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="同一个项目的总投资、面积等在一份文件里只有一个数；改了正文常忘了改另一处。",
        find=_figures,
        examples=(
            Example(
                "项目总投资500万元，建设工期2年。项目总投资⟦560万元⟧由市财政安排。",
                "项目总投资500万元，建设工期2年。项目总投资500万元由市财政安排。",
            ),
            Example(
                "全市投入资金500万元。其中，中央300万元、市级200万元。上述⟦560万元⟧资金要专款专用。",
                "全市投入资金500万元。其中，中央300万元、市级200万元。上述500万元资金要专款专用。",
            ),
            Example(
                "云溪县城乡供水工程总投资3.5亿元。\n经测算，云溪县城乡供水工程总投资⟦3.2亿元⟧。",
                "云溪县城乡供水工程总投资3.5亿元。\n经测算，云溪县城乡供水工程总投资35000万元。",
            ),
        ),
        passes=(
            "该项目总投资3.5亿元。\n该项目总投资3.2亿元。",
            "该项目总投资3.5亿元；另一项目总投资3.2亿元。",
            "中央安排300万元，市级安排200万元，上述500万元已拨付到位。",
            "处五万元以上30万元以下罚款。",
            "2023年云溪县常住人口32万人。\n2024年云溪县常住人口33万人。",
            "云溪县供水工程总投资3.5亿元，青屏区供水工程总投资3.2亿元。",
        ),
    ),
    Check(
        code="telephone-in-two-forms",
        title="电话号码写法不一",
        family="consistency",
        level=Level.HINT,
        basis=practice(),
        why="同一份文件里的电话号码，区号与号码之间的连接写法应当一致。",
        find=_phones,
        examples=(
            Example(
                "联系电话：0999-2358001，0999-2358002。\n传真电话：⟦0999—2358003⟧。",
                "联系电话：0999-2358001，0999-2358002。\n传真电话：0999-2358003。",
            ),
        ),
        passes=("联系电话：0999-2358001，0999-2358002。",),
    ),
    Check(
        code="more-names-than-stated",
        title="列出的个数多于写明的个数",
        family="consistency",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="“甲、乙、丙等两个县”列出的比写明的多，名单和个数总有一个不对。",
        find=_listed,
        examples=(Example("财政局、教育局、民政局、交通局等⟦三部门⟧联合印发。", "财政局、教育局、民政局、交通局等四部门联合印发。"),),
        passes=("财政局、教育局、民政局等五部门联合印发。", "财政局、教育局等两部门联合印发。"),
    ),
)
