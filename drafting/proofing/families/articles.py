"""结构层次: articles and chapters of rules, what refers to them, the marks that end the items of a list, the numbers of tables."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Paragraph, Role
from drafting.documents.numerals import in_chinese, value_of
from drafting.proofing.check import GB15834, PLAIN, PLAIN_FACT, Check, Example, Hit, should
from drafting.proofing.draft import CJK, HAN, Draft
from drafting.proofing.families.sequence import Number, siblings

_FIGURE = r"[零〇一二三四五六七八九十百千\d]{1,9}"
_HEAD = expression(
    rf"[\s　]*(?P<all>第\s?(?P<n>{_FIGURE})\s?(?P<unit>[条章节编]))(?=[\s　：:（(]|[{CJK}“《\d]|$)"
    r"(?!第|规定|之[一二三]|中|的|、|和|至|到|所)"
)


_PAPERS = (Role.TITLE, Role.ATTACHMENT_LABEL, Role.ATTACHMENT_TITLE)


@lru_cache(maxsize=1)
def _heads(draft: Draft) -> list[list[Number]]:
    """Return the numbers of articles, and of chapters, paper by paper; a new 第一条 begins another paper, a new 章 begins its sections."""
    if "第" not in draft.text:
        return []
    counts: list[list[Number]] = []
    current: dict[str, list[Number]] = {}
    for start, paragraph in draft.each():
        if paragraph.role in _PAPERS:
            current = {}
            continue
        match = _HEAD.match(paragraph.text) if paragraph.place.cell is None else None
        if match is None:
            continue
        unit, value = match["unit"], (value_of(match["n"]) or 0)
        number = Number("编章节条".index(unit), value, start + match.start("all"), start + match.end("all"), match["all"])
        if unit == "编":
            current.pop("章", None)
        if unit in "编章":
            current.pop("节", None)
        run = current.get(unit)
        if run is None or (value == 1 and run[-1].value != 1):
            run = current[unit] = []
            counts.append(run)
        run.append(number)
    return counts


def _order(draft: Draft) -> Iterator[Hit]:
    for run in _heads(draft):
        # An excerpt, a decision that amends another text, or a list of cases has no count of its own.
        if len(run) < 3 or run[0].value != 1:
            continue
        at = 1
        while at < len(run):
            before, here = run[at - 1], run[at]
            following = run[at + 1].value if at + 1 < len(run) else 0
            expected = before.value + 1
            if here.value == expected:
                at += 1
                continue
            if following == expected + 1:
                told = f"“{here.text}”编错了，前后是“{before.text}”和“{run[at + 1].text}”，应为第{expected}{here.text[-1]}。"
                yield Hit(here.start, here.end, told)
                at += 2
                continue
            if here.value == before.value:
                yield Hit(here.start, here.end, f"“{here.text}”重复，前面已有。")
            elif here.value > expected:
                if here.value < 1000 and f"{in_chinese(here.value - 1)}{here.text[-1]}" in draft.text[before.end : here.start]:
                    at += 1  # it runs on in the line of the one before
                    continue
                yield Hit(here.start, here.end, f"从“{before.text}”跳到“{here.text}”，中间有缺，请核对是否漏了条文或者编错了号。")
            else:
                yield Hit(here.start, here.end, f"“{here.text}”排在“{before.text}”后面，顺序颠倒，请核对是否编错了号。")
            at += 1


_OWN = expression(rf"(?<![根基成资样版文])本(?P<what>办法|规定|条例|细则|规则|法|章程|规范|规程|制度|准则)(?P<x>第(?P<n>{_FIGURE})条)")


def _missing_article(draft: Draft) -> Iterator[Hit]:
    if not any(
        f"本{what}第" in draft.text for what in ("办法", "规定", "条例", "细则", "规则", "法", "章程", "规范", "规程", "制度", "准则")
    ):
        return
    articles = [run for run in _heads(draft) if run[0].level == 3 and run[0].value == 1]
    complete = [run for run in articles if len(run) >= 5 and [n.value for n in run] == list(range(1, len(run) + 1))]
    if len(articles) != 1 or not complete:
        return
    last = complete[0][-1].value
    for match in draft.find(_OWN, ("第",), 12):
        if (value_of(match["n"]) or 0) > last and match.start() > complete[0][0].start and not draft.is_quoted(*match.span("x")):
            told = f"“本{match['what']}”只有{last}条，没有{match['x']}，请核对条款序号。"
            yield Hit(match.start("x"), match.end("x"), told)


def _lists(draft: Draft) -> Iterator[list[tuple[int, str, Number]]]:
    """Yield lists of items of one paragraph each that follow one another: (offset, text without blanks at its end, number)."""
    for found, _ in siblings(draft):
        if len(found) < 3 or found[0].level == 1:
            continue
        items: list[tuple[int, str, Number]] = []
        for number in found:
            index = draft.index(number.start)
            if items and (index != draft.index(items[-1][2].start) + 1 or number.value == 1):
                if len(items) > 2:
                    yield items
                items = []
            items.append((draft.starts[index], draft.paragraphs[index].text.rstrip(), number))
        if len(items) > 2:
            yield items


def _item_ends(draft: Draft) -> Iterator[Hit]:
    for items in _lists(draft):
        ends = [text[-1:] for _, text, _ in items]
        *body, last = ends
        semicolons = sum(end in "；;" for end in body)
        if semicolons < 2 or semicolons < len(body) - 1:
            continue
        start, text, _ = items[-1]
        at = start + len(text)
        if "。" in text[:-1] or not _is_last(draft, start):
            pass
        elif semicolons == len(body) and last in "；;，,、":
            yield Hit(at - 1, at, "最后一项末尾用句号，不用分号。", "。")
        elif semicolons == len(body) and expression(rf"[{CJK}）]").match(last):
            yield Hit(at - 1, at, "最后一项末尾缺句号。", f"{last}。")
        for (begin, line, _), end in zip(items[:-1], body, strict=True):
            finish = begin + len(line)
            if end in "。.，,、" and not expression(r"[。！？]").search(line[:-1]):
                yield Hit(finish - 1, finish, "并列各项末尾都用分号，此处也应当用分号。", "；")
            elif expression(rf"{HAN}").match(end) and last == "。" and "。" not in line:
                yield Hit(finish - 1, finish, "并列各项末尾都用分号，此处缺分号。", f"{end}；")


def _is_last(draft: Draft, start: int) -> bool:
    """Tell whether no other item, and no list below this one, follows in the next line."""
    index = draft.index(start)
    following = draft.paragraphs[index + 1].text.strip() if index + 1 < len(draft.paragraphs) else ""
    return not expression(r"[（(]?[\d①-⑳]|[（(][一二三四五六七八九十]").match(following)


_CAPTION = expression(r"[\s　]*(?P<x>(?P<what>[表图])\s?(?P<n>\d{1,2}))(?![\d.．\-—－–~～、和至及个])")


def _is_caption(paragraph: Paragraph) -> bool:
    alone = paragraph.role is Role.BODY and len(paragraph.text) < 40 and "。" not in paragraph.text
    return paragraph.place.cell is None and (paragraph.role is Role.CAPTION or alone)


def _captions(draft: Draft) -> Iterator[Hit]:
    last: dict[str, int] = {}
    for start, paragraph in draft.each():
        if paragraph.role in _PAPERS:
            last = {}
            continue
        match = _CAPTION.match(paragraph.text) if _is_caption(paragraph) else None
        if match is None:
            continue
        what, number = match["what"], int(match["n"])
        before = last.get(what, 0)
        last[what] = number
        if number == before:
            yield Hit(start + match.start("x"), start + match.end("x"), f"“{match['x']}”的编号重复，前面已有{what}{before}。")
        elif number > before + 1 and before:
            yield Hit(
                start + match.start("x"),
                start + match.end("x"),
                f"编号从{what}{before}跳到{what}{number}，请核对是否漏了{what}或者编错了号。",
            )


_SHOWN = expression(r"(?:见|如|详见|参见)(?P<x>(?P<what>[表图])\s?(?P<n>\d{1,2}))(?![\d.．\-—－–~～])")


_SHOWN_KEYS = ("见表", "见图", "如表", "如图")


def _no_such_table(draft: Draft) -> Iterator[Hit]:
    if not any(key in draft.text for key in _SHOWN_KEYS):
        return
    matches = [_CAPTION.match(p.text) for _, p in draft.each() if _is_caption(p)]
    found = [(m["what"], int(m["n"])) for m in matches if m]
    if not found:
        return
    last = {what: max(n for kind, n in found if kind == what) for what, _ in found}
    for match in draft.find(_SHOWN, _SHOWN_KEYS, 10):
        if match["what"] in last and int(match["n"]) > last[match["what"]]:
            told = f"正文提到{match['what']}{match['n']}，文中的{match['what']}只编到{match['what']}{last[match['what']]}，请核对。"
            yield Hit(match.start("x"), match.end("x"), told)


CHECKS = (
    Check(
        code="article-order",
        title="章、节、条的序号不连续",
        family="structure",
        level=Level.ERROR,
        basis=PLAIN,
        why="制度、办法的章、条依次编号，断号、重号会使别处引用的条款对不上。",
        find=_order,
        examples=(
            Example(
                "第一条　为加强管理，制定本办法。\n第二条　本办法适用于全市。\n⟦第四条⟧　市水利局负责实施。",
                "第一条　为加强管理，制定本办法。\n第二条　本办法适用于全市。\n第三条　市水利局负责实施。",
            ),
            Example("第一章　总则\n第二章　职责\n⟦第二章⟧　监督\n第四章　附则", "第一章　总则\n第二章　职责\n第三章　监督\n第四章　附则"),
        ),
        passes=(
            "第一条　为加强管理，制定本办法。\n第二条　本办法适用于全市。\n第三条　市水利局负责实施。",
            "第五条　甲。\n第九条　乙。\n第十二条　丙。",
            "第一章　总则\n第一条　甲。\n第二章　职责\n第二条　乙。\n第三章　附则\n第三条　丙。",
        ),
    ),
    Check(
        code="article-missing",
        title="引用了本文没有的条款",
        family="consistency",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="“依照本办法第三十条”而全文只有二十八条，多半是删改条文后没有核对引用。",
        find=_missing_article,
        examples=(
            Example(
                "第一条　甲。\n第二条　乙。\n第三条　丙。\n第四条　违反本办法⟦第九条⟧规定的，责令改正。\n第五条　丁。",
                "第一条　甲。\n第二条　乙。\n第三条　丙。\n第四条　违反本办法第三条规定的，责令改正。\n第五条　丁。",
            ),
        ),
        passes=(
            "第一条　甲。\n第二条　乙。\n第三条　丙。\n第四条　违反《环境保护法》第九条规定的，责令改正。\n第五条　丁。",
            "违反本办法第九条规定的，责令改正。",
        ),
    ),
    Check(
        code="item-end",
        title="并列各项末尾的标点不一致",
        family="structure",
        level=Level.WARNING,
        basis=should(GB15834, "4.6"),
        why="分行并列的各项，前面各项末尾用分号，最后一项末尾用句号。",
        find=_item_ends,
        examples=(
            Example("（一）摸清底数；\n（二）落实责任；\n（三）加强督查⟦；⟧", "（一）摸清底数；\n（二）落实责任；\n（三）加强督查。"),
            Example(
                "（1）摸清底数；\n（2）落实责任⟦。⟧\n（3）加强督查；\n（4）严肃问责。",
                "（1）摸清底数；\n（2）落实责任；\n（3）加强督查；\n（4）严肃问责。",
            ),
            Example(
                "（一）摸清底数；\n（二）落实责⟦任⟧\n（三）加强督查；\n（四）严肃问责。",
                "（一）摸清底数；\n（二）落实责任；\n（三）加强督查；\n（四）严肃问责。",
            ),
        ),
        passes=(
            "（一）摸清底数；\n（二）落实责任；\n（三）加强督查。",
            "（一）摸清底数。\n（二）落实责任。\n（三）加强督查；",
            "（一）摸清底数；\n（二）落实责任；\n（三）有下列情形的：\n1.甲；\n2.乙。",
        ),
    ),
    Check(
        code="caption-order",
        title="表号、图号不连续",
        family="structure",
        level=Level.WARNING,
        basis=PLAIN,
        why="表、图各自依次编号，断号、重号会使文中的“见表2”对不上。",
        find=_captions,
        examples=(Example("表1 经费安排\n⟦表3⟧ 进度安排", "表1 经费安排\n表2 进度安排"),),
        passes=("表1 经费安排\n图1 组织架构\n表2 进度安排", "表3 经费安排"),
    ),
    Check(
        code="table-not-there",
        title="提到了没有的表、图",
        family="consistency",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="“见表3”而只有两张表，多半是增删表格后没有改正文。",
        find=_no_such_table,
        examples=(Example("经费安排见⟦表3⟧。\n表1　经费安排\n表2　进度安排", "经费安排见表1。\n表1　经费安排\n表2　进度安排"),),
        passes=("经费安排见表1。\n表1　经费安排", "经费安排见表3。"),
    ),
)
