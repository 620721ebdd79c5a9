"""引用公文: title and number in the customary order and form, and whether the two belong together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple
from weakref import WeakKeyDictionary

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.proofing.check import GB15834, PLAIN_FACT, Check, Example, Hit, must, practice
from drafting.proofing.draft import CJK, HAN, Draft
from drafting.proofing.shapes import pattern
from drafting.proofing.tables import lines

_NUMBER = rf"{HAN}{{2,12}}[〔\[（(]\d{{4}}[〕\])）]第?\d+号"
_VERBS = "贯彻落实|贯彻执行|根据|按照|依据|依照|遵照|参照|贯彻|落实|执行|转发|按"
_KINDS = "决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|规定|办法|方案|规划|纲要"
# 《title》（number）: how two thousand citations in the documents that the checks were tried on are written.
_PAIR = expression(
    rf"《(?P<title>[^《》\n]{{4,100}})》\s?[（(](?P<number>\s?(?P<code>{HAN}{{2,12}})\s?[〔\[（(【［](?P<year>\d{{4}})[〕\])）】］]\s?第?0?(?P<count>\d{{1,5}})\s?号)\s?[)）]"
)
_MARKS = expression(r"[\s〈〉<>“”‘’\"（）()、，,]+")
# Whose numbers begin how: what an organ's name in the title asks of the number.
_CODES = (
    ("国务院办公厅", ("国办",)),
    ("国务院关于", ("国发", "国函", "国令")),
    ("国务院批转", ("国发", "国函")),
    ("中共中央办公厅国务院办公厅", ("中办", "厅", "国办")),
    ("中共中央国务院关于", ("中发",)),
)


class _Citation(NamedTuple):
    """A title with its number: the offsets of both, the title as it is compared, the number in its regular form."""

    title: tuple[int, int]
    number: tuple[int, int]
    core: str
    organ: str
    code: str
    year: int
    regular: str


_FOUND: WeakKeyDictionary[Draft, list[_Citation]] = WeakKeyDictionary()


def _citations(draft: Draft) -> list[_Citation]:
    """Return the citations of the document in order; worked out once for a draft."""
    if draft in _FOUND:
        return _FOUND[draft]
    found = _FOUND.setdefault(draft, [])
    for match in draft.find(_PAIR, ("》（", "》(", "》 （"), 130):
        organ, about, rest = match["title"].partition("关于")
        core = _MARKS.sub("", about + rest if about else match["title"])
        regular = f"{match['code']}〔{int(match['year'])}〕{int(match['count'])}号"
        organ = _MARKS.sub("", organ + about) if about else ""
        found.append(_Citation(match.span("title"), match.span("number"), core, organ, match["code"], int(match["year"]), regular))
    return found


def _two_numbers(draft: Draft) -> Iterator[Hit]:
    """The same title with two numbers, or one number with two titles, in one document."""
    by_title: dict[str, list[_Citation]] = defaultdict(list)
    by_number: dict[str, list[_Citation]] = defaultdict(list)
    for one in _citations(draft):
        by_title[one.organ + one.core].append(one)
        by_number[one.regular].append(one)
    for same in by_title.values():
        first = same[0]
        for one in same[1:]:
            if one.regular != first.regular:
                yield Hit(*one.number, f"前文引用这份文件时文号是“{first.regular}”，此处是“{one.regular}”，请核对。")
    for same in by_number.values():
        first = same[0]
        for one in same[1:]:
            if not _alike(first.core, one.core):
                yield Hit(*one.number, f"“{one.regular}”前文是另一份文件的文号，请核对。")


def _alike(left: str, right: str) -> bool:
    """Tell whether two titles may be one document's: a notice and what it prints share most of their characters."""
    short, long = sorted((set(left), set(right)), key=len)
    return len(short & long) >= 0.6 * len(short)


@cache
def _known() -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    """Return the well-known documents: number → title, and the title from 关于 on → (whole title, number)."""
    by_number = {line[0]: line[1] for line in lines("known_documents")}
    by_core: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for number, title in by_number.items():
        _, about, rest = title.partition("关于")
        by_core[_MARKS.sub("", about + rest if about else title)].append((_MARKS.sub("", title), number))
    return by_number, by_core


def _known_pair(draft: Draft) -> Iterator[Hit]:
    by_number, by_core = _known()
    for one in _citations(draft):
        title = by_number.get(one.regular)
        if title:
            if not _alike(_MARKS.sub("", title.partition("关于")[2] or title), one.core):
                yield Hit(*one.number, f"“{one.regular}”是《{title}》的文号，请核对。")
            continue
        whole = one.organ.removesuffix("关于") + one.core
        for known, number in by_core.get(one.core, ()):
            code = number.partition("〔")[0]
            if known == whole or one.code == code:
                yield Hit(*one.number, f"这份文件的文号是“{number}”，请核对。", number)
                break


def _code_of_another(draft: Draft) -> Iterator[Hit]:
    for one in _citations(draft):
        for organ, codes in _CODES:
            if one.organ.startswith(organ) and not one.code.startswith(codes):
                who = organ.removesuffix("关于").removesuffix("批转")
                yield Hit(*one.number, f"标题是{who}的文件，文号“{one.regular}”不是{who}的代字，请核对。")
                break


def _from_the_future(draft: Draft) -> Iterator[Hit]:
    if draft.date is None:
        return
    year = draft.date.year
    for one in _citations(draft):
        if one.year > year and draft.paragraph(one.number[0]).role is not Role.DOCUMENT_NUMBER and one.year < 2100:
            yield Hit(*one.number, f"本文是{year}年的，引用的文号却是{one.year}年的，请核对。")


def _arabic(number: str) -> str:
    return expression(r"[\[（(](\d{4})[\])）]第?").sub(r"〔\1〕", number)


CHECKS = (
    Check(
        code="number-without-title",
        title="引用公文只有文号没有标题",
        family="references",
        level=Level.HINT,
        basis=practice("引用公文先引标题后引发文字号的惯例"),
        why="引用公文应当先引标题，后引发文字号，只有文号不便查找。",
        find=pattern(
            rf"(?:{_VERBS})(?P<x>{_NUMBER}(?:文件|文)?)(?=精神|要求|规定|和|，|等|有关|办理|执行|的)",
            "引用公文应当先引标题，后引发文字号",
            None,
            keys=("号",),
            reach=40,
            group="x",
        ),
        examples=(
            Example("根据⟦国办发〔2024〕75号文件⟧精神，", "根据《国务院办公厅关于某事的通知》（国办发〔2024〕75号）精神，"),
            Example("按照⟦某政办函〔2024〕5号⟧的要求，", "按照《某市人民政府办公室关于某事的函》（某政办函〔2024〕5号）的要求，"),
        ),
        passes=("根据《某某通知》（国办发〔2024〕75号）精神，",),
        passage=True,
    ),
    Check(
        code="number-before-title",
        title="文号写在标题前面",
        family="references",
        level=Level.HINT,
        basis=practice("引用公文先引标题后引发文字号的惯例"),
        why="引用公文先引标题，后引发文字号，文号放在括号里。",
        find=pattern(
            rf"(?:(?:{_VERBS})(?:了)?|(?<=[》）]、))(?P<x>(?P<no>{_NUMBER})(?:号文)?(?:文件|文)?[，、]?(?P<title>《[^《》\n]{{4,80}}》))(?!（)",
            "先引标题，后引发文字号",
            lambda m: f"{m['title']}（{_arabic(m['no'])}）",
            keys=("号《", "号文《", "号文件《", "号、《", "号，《"),
            reach=100,
            group="x",
            quoted=True,
        ),
        examples=(
            Example("根据⟦国办发〔2024〕75号《关于某事的通知》⟧要求", "根据《关于某事的通知》（国办发〔2024〕75号）要求"),
            Example("贯彻落实⟦国办发〔2024〕75号《关于某事的通知》⟧", "贯彻落实《关于某事的通知》（国办发〔2024〕75号）"),
            Example("按照⟦国办发[2024]75号文件《关于某事的通知》⟧精神", "按照《关于某事的通知》（国办发〔2024〕75号）精神"),
        ),
        passes=("根据《关于某事的通知》（国办发〔2024〕75号）要求",),
        passage=True,
    ),
    Check(
        code="number-outside-brackets",
        title="标题后的文号没有加括号",
        family="references",
        level=Level.HINT,
        basis=practice("引用公文先引标题后引发文字号的惯例"),
        why="标题后面的发文字号用圆括号括住。",
        find=pattern(
            rf"》[，、]?(?P<x>(?!{HAN}{{0,8}}[的为是号证]){_NUMBER}(?:文件|文)?)(?=精神|要求|规定|等|，|。|、|的|和|；)",
            "标题后面的发文字号用圆括号括住",
            lambda m: f"（{_arabic(expression('(?:文件|文)$').sub('', m['x']))}）",
            keys=("》",),
            reach=34,
            group="x",
            where=lambda d, m: (
                m.group().startswith("》") and not expression(r"》[，、]?(?:和|及|与|以及)").match(m.group()) and "》、" not in m.group()
            ),
        ),
        examples=(Example("按照《关于某事的通知》⟦国办发〔2024〕75号⟧要求，", "按照《关于某事的通知》（国办发〔2024〕75号）要求，"),),
        passes=("按照《关于某事的通知》（国办发〔2024〕75号）要求，", "按照《通知》和国办发〔2024〕75号文件要求，"),
    ),
    Check(
        code="cited-title-without-marks",
        title="引用的公文标题没有加书名号",
        family="references",
        level=Level.WARNING,
        basis=must(GB15834, "4.15.3.1"),
        why="文件名称用书名号标示；引用公文标题不加书名号，读不出起止。",
        find=pattern(
            rf"(?:{_VERBS}|印发)(?:了|落实)?(?P<x>(?:[{CJK}、]{{2,24}})?关于[^《》。；：\n（）()]{{4,70}}?的(?:{_KINDS}))(?=[（(]{_NUMBER}[)）])",
            "引用的公文标题要加书名号",
            "《{0}》",
            keys=("号）", "号)"),
            reach=130,
            group="x",
            where=lambda d, m: d.paragraph(m.start()).role in (Role.BODY, Role.HEADING1, Role.HEADING2, Role.HEADING3, Role.HEADING4),
        ),
        examples=(
            Example(
                "根据⟦国务院办公厅关于做好某事的通知⟧（国办发〔2024〕75号）要求，",
                "根据《国务院办公厅关于做好某事的通知》（国办发〔2024〕75号）要求，",
            ),
        ),
        passes=("根据《国务院办公厅关于做好某事的通知》（国办发〔2024〕75号）要求，", "落实“十项严禁”（教基厅〔2018〕5号）要求"),
    ),
    Check(
        code="citation-numbers-differ",
        title="同一份文件前后文号不一致",
        family="references",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="同一份文件只有一个文号，同一个文号只有一份文件。",
        find=_two_numbers,
        examples=(
            Example(
                "根据《关于做好甲事的通知》（某政发〔2024〕5号）要求。\n落实《关于做好甲事的通知》（⟦某政发〔2024〕6号⟧）。",
                "根据《关于做好甲事的通知》（某政发〔2024〕5号）要求。\n落实《关于做好甲事的通知》（某政发〔2024〕5号）。",
            ),
        ),
        passes=(
            "《某市政府关于印发河道管理办法的通知》（某政发〔2024〕5号）和《河道管理办法》（某政发〔2024〕5号）",
            "《省财政厅关于做好决算的通知》（某财〔2024〕5号）、《市财政局关于做好决算的通知》（某财〔2024〕6号）",
        ),
    ),
    Check(
        code="known-document-number",
        title="常用文件的标题与文号对不上",
        family="references",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="国家文件的标题和文号是一对，写错一个，依据就查不到。",
        find=_known_pair,
        examples=(
            Example(
                "根据《国务院关于加强数字政府建设的指导意见》（⟦国发〔2022〕41号⟧），",
                "根据《国务院关于加强数字政府建设的指导意见》（国发〔2022〕14号），",
            ),
            Example(
                "根据《国务院办公厅关于做好安全生产工作的通知》（⟦国办发〔2022〕7号⟧），",
                "根据《国务院办公厅关于推动个人养老金发展的意见》（国办发〔2022〕7号），",
            ),
        ),
        passes=(
            "根据《国务院关于加强数字政府建设的指导意见》（国发〔2022〕14号），",
            "根据《某省人民政府关于加强数字政府建设的指导意见》（某政发〔2022〕20号），",
        ),
    ),
    Check(
        code="number-code-of-another",
        title="文号的代字与标题的机关不符",
        family="references",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="国务院的文件用“国发”“国函”，国务院办公厅的用“国办发”“国办函”，不能混。",
        find=_code_of_another,
        examples=(
            Example(
                "根据《国务院办公厅关于做好甲事的通知》（⟦国发〔2024〕75号⟧）要求，",
                "根据《国务院办公厅关于做好甲事的通知》（国办发〔2024〕75号）要求，",
            ),
        ),
        passes=(
            "根据《国务院办公厅关于做好甲事的通知》（国办发〔2024〕75号）要求，",
            "《国务院关于修改〈某条例〉的决定》（国令第711号）",
        ),
    ),
    Check(
        code="cited-number-from-future",
        title="引用了以后年份的文件",
        family="references",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="引用的文件晚于本文成文，不是文号写错，就是成文日期没有改。",
        find=_from_the_future,
        examples=(
            Example(
                "根据《关于做好甲事的通知》（⟦某政发〔2025〕5号⟧）要求。\n日期| 2024年5月8日",
                "根据《关于做好甲事的通知》（某政发〔2023〕5号）要求。\n日期| 2024年5月8日",
            ),
        ),
        passes=("根据《关于做好甲事的通知》（某政发〔2024〕5号）要求。\n日期| 2024年5月8日",),
    ),
    Check(
        code="law-and-rules-split",
        title="实施条例、实施细则写在书名号外",
        family="references",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="“实施条例”是法规名称的一部分，写进书名号里。",
        find=pattern(
            r"(?<![省市县区州])《(?P<x>[^《》\n]{2,30}法》(?P<rest>实施条例|实施细则))(?![》])",
            "“{rest}”是法规名称的一部分，写进书名号里",
            lambda m: f"{m['x'].partition('》')[0]}{m['rest']}》",
            keys=("法》实施",),
            reach=44,
            group="x",
            quoted=True,
        ),
        examples=(Example("根据《⟦中华人民共和国预算法》实施条例⟧", "根据《中华人民共和国预算法实施条例》"),),
        passes=("根据《中华人民共和国预算法实施条例》", "《中华人民共和国预算法》实施后", "《献血法》实施办法"),
    ),
)
