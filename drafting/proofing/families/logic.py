"""逻辑: figures that do not add up, in a sentence or in a table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from drafting.documents.model import Level, Paragraph
from drafting.proofing.check import PLAIN, PLAIN_FACT, Check, Example, Hit
from drafting.proofing.draft import CJK, Draft
from drafting.proofing.shapes import pattern

_COUNTED = (
    "平方米|平方公里|公里|公顷|米|吨|人次|人|名|户|个|家|件|项|条|起|元|亩|台|辆|份|处|座|所|间|套|宗|例|批|场|期|篇|种|块|艘|架|只|头"
    "|株|棵|幢|栋|支"
)
_FIGURE = r"\d[\d,]*(?:\.\d+)?"


def _value(text: str) -> float:
    return float(text.replace(",", "").replace("，", ""))


_MEN_AND_WOMEN = re.compile(
    r"(?P<total>\d+)[人名](?:[^。；\d\n]{0,10})[，,（(：:](?:其中)?[：:，,]?男(?:性|生|职工)?(?P<men>\d+)[人名]?[、，,；]女(?:性|生|职工)?(?P<women>\d+)[人名]"
)
_OF_THESE = re.compile(
    rf"(?:共计?|合计|总计)[^。；，\d\n]{{0,8}}(?P<total>{_FIGURE})(?P<unit>[万亿]?(?:{_COUNTED}))[，,：:（(](?:其中)[：:，,]?(?P<parts>[^。；;\n]{{4,120}})"
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
)
_BEFORE_FIGURE = re.compile(r"(?:[，、,；：:]|^)(?P<label>[^，、,；：:\d]{1,10})$")


def _sums(draft: Draft) -> Iterator[Hit]:
    for match in draft.find(_MEN_AND_WOMEN, ("女",)):
        men, women, people = int(match["men"]), int(match["women"]), int(match["total"])
        if men + women != people:
            yield Hit(match.start("total"), match.end("total"), f"男{men}、女{women}，相加是{men + women}，不是{people}，请核对。")
    for match in draft.find(_OF_THESE, ("其中",), 160):
        unit = match["unit"]
        found = list(re.finditer(rf"(?<![\d.])({_FIGURE}){unit}", match["parts"]))
        parts: list[float] = [_value(part[1]) for part in found]
        total = _value(match["total"])
        labels = [_BEFORE_FIGURE.search(match["parts"][: part.start()]) for part in found]
        named = [label["label"] for label in labels if label]
        if len(parts) == 2 == len(named) and any(named[0].startswith(a) and named[1].startswith(b) for a, b in _BOTH):
            if abs(sum(parts) - total) > total * 0.001 + 0.001:
                told = f"“其中”两项相加是{sum(parts):g}{unit}，与合计{match['total']}{unit}不符，请核对。"
                yield Hit(match.start("total"), match.end("total"), told)
            continue
        # One part alone may exceed nothing; several that together exceed the whole cannot all belong to it.
        if (
            len(parts) >= 2
            and sum(parts) > total * 1.001 + 0.001
            and max(parts) <= total
            and not re.search(r"同比|上年|增长|包括|含|次", match["parts"])
        ):
            shown = f"{sum(parts):g}"
            yield Hit(match.start("total"), match.end("total"), f"“其中”各项相加是{shown}{unit}，超过合计{match['total']}{unit}，请核对。")


_SHARES = re.compile(
    r"(?:分别占|占比分别为|比重分别为|比例分别为)[^。；\n]{0,12}?(?P<x>\d+(?:\.\d+)?[%％](?:[、，和]\d+(?:\.\d+)?[%％]){1,8})"
)


_EACH_SHARE = re.compile(r"(?P<x>(?:[^，、。；：:\n\d（）]{1,10}占(?:比)?[为达]?\d+(?:\.\d+)?[%％][、，；]?){3,8})")
_LABELS = re.compile(r"([^，、；\d%％]{1,10}?)占(?:比)?[为达]?(\d+(?:\.\d+)?)[%％]")


def _alike(labels: list[str]) -> bool:
    """Tell whether the names are parts of one division: 甲、乙、丙, 第一产业、第二产业、第三产业. 女性、党员 overlap."""
    names = {label.strip() for label in labels}
    if names <= set("甲乙丙丁戊己") or all(re.fullmatch(r"[一二三四五]产", name) for name in names):
        return True
    return len(names) == len(labels) and len({(len(name), name[-2:]) for name in names}) == 1 and all(len(name) > 2 for name in names)


def _shares(draft: Draft) -> Iterator[Hit]:
    for match in draft.find(_EACH_SHARE, ("占",), 90):
        pairs = _LABELS.findall(match["x"])
        whole = sum(float(share) for _, share in pairs)
        if len(pairs) >= 3 and _alike([label for label, _ in pairs]) and 100.5 < whole <= 120:
            shown = match["x"].rstrip("、，；")
            yield Hit(match.start(), match.start() + len(shown), f"各项占比相加是{whole:g}%，超过了100%，请核对。")
    for match in draft.find(_SHARES, ("分别占", "分别为"), 100):
        total = sum(float(n) for n in re.findall(r"\d+(?:\.\d+)?", match["x"]))
        if 100.5 < total <= 120 and "的" not in draft.text[match.start("x") - 4 : match.start("x")]:
            yield Hit(match.start("x"), match.end("x"), f"各项占比相加是{total:g}%，超过了100%，请核对。")


def _columns(draft: Draft) -> Iterator[Hit]:
    tables: dict[int, dict[tuple[int, int], tuple[int, Paragraph]]] = defaultdict(dict)
    for start, paragraph in draft.each():
        cell = paragraph.place.cell
        if cell is not None and cell.row_span == 1 and cell.column_span == 1:
            tables[cell.table].setdefault((cell.row, cell.column), (start, paragraph))
    for cells in tables.values():
        labels = {row for (row, column), (_, p) in cells.items() if column == 0 and re.fullmatch(r"合\s*计|总\s*计", p.text.strip())}
        rows = sorted({row for row, _ in cells})
        if len(labels) != 1:
            continue
        (total_row,) = labels
        others = [r for r in rows if r != total_row]
        if total_row not in (rows[-1], rows[0], rows[1] if len(rows) > 1 else rows[0]) or any("小计" in p.text for _, p in cells.values()):
            continue
        for column in {c for r, c in cells if r == total_row and c > 0}:
            start, paragraph = cells[total_row, column]
            column_cells = [cells[r, column][1].text.strip() for r in others if (r, column) in cells]
            figures = [t for t in column_cells if re.fullmatch(_FIGURE, t)]
            # A column of blanks, notes or percentages is no sum.
            if not re.fullmatch(_FIGURE, paragraph.text.strip()) or len(figures) < 2 or len(figures) < len(others) - 1:
                continue
            total = sum(_value(f) for f in figures)
            if _value(paragraph.text.strip()) <= max(_value(f) for f in figures):
                continue  # a mean, a rate, a share: no sum
            if abs(total - _value(paragraph.text.strip())) > 0.011 * len(figures):
                yield Hit(start, start + len(paragraph.text), f"合计与各行之和不符，各行相加是{total:g}。")


_TABLE = (
    "单元格[0,0]| 单位\n单元格[0,1]| 件数\n单元格[1,0]| 甲县\n单元格[1,1]| 12\n"
    "单元格[2,0]| 乙县\n单元格[2,1]| 30\n单元格[3,0]| 合计\n单元格[3,1]| "
)

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
            Example("共排查隐患点⟦120⟧处，其中一般隐患80处、重大隐患30处。", "共排查隐患点110处，其中一般隐患80处、重大隐患30处。"),
        ),
        passes=(
            "共排查隐患点120处，其中一般隐患90处、重大隐患30处。",
            "共排查隐患点120处，其中道路50处、桥梁30处。",
            "培训干部120人，其中党员80人。",
            "共受理120件，其中信访件80件、举报件40件。",
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
            Example("出资比例：⟦甲占60%、乙占35%、丙占15%⟧。", "出资比例：甲占50%、乙占35%、丙占15%。"),
        ),
        passes=(
            "参训人员中，女性占45%、少数民族占20%、党员占50%。",
            "三次产业占比分别为10%、40%、50%。",
            "分别增长50%、60%。",
        ),
    ),
    Check(
        code="column-total",
        title="表格合计不符",
        family="logic",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="表格合计行应当等于各行之和。",
        find=_columns,
        examples=(
            Example(
                f"{_TABLE}⟦40⟧",
                f"{_TABLE}42",
            ),
        ),
        passes=(
            "单元格[0,0]| 甲县\n单元格[0,1]| 12\n单元格[1,0]| 乙县\n单元格[1,1]| 30\n单元格[2,0]| 合计\n单元格[2,1]| 42",
            "单元格[0,0]| 甲县\n单元格[0,1]| 85.2\n单元格[1,0]| 乙县\n单元格[1,1]| 71.0\n单元格[2,0]| 合计\n单元格[2,1]| 78.2",
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
            rf"(?:防止|避免|杜绝|严防|切忌|切勿)(?P<in>[^，。；：\n“]{{0,12}}?)(?P<x>不再|不要|不会)(?=(?:再次)?(?:发生|出现|重演|反弹|回潮|泄露|流失|[{CJK}]{{1,4}}(?:事故|问题|现象)))",
            "“防止”“避免”已是否定，再用“{x}”意思相反",
            "",
            group="x",
        ),
        examples=(Example("严防类似事故⟦不再⟧发生。", "严防类似事故发生。"),),
        passes=("严防类似事故再次发生。", "确保类似事故不再发生。", "防止因不及时而发生"),
    ),
)
