"""结构层次: numbers that should count 1, 2, 3 – the headings and items of all levels, each within what it stands under."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.documents.numerals import in_chinese
from drafting.proofing.check import PLAIN, Check, Example, Hit
from drafting.proofing.draft import CJK, HAN, Draft, small_number

_HAN = "一二三四五六七八九十"
# 一、 with the marks that careless hands put after it; 一，二，三 in a row is no number.
_LEVELS = expression(
    rf"[\s　]*(?P<all>(?:(?P<n1>[{_HAN}]{{1,3}})\s?(?P<t1>[、.．])(?![{_HAN}]、)"
    rf"|[（(]\s?(?P<n2>[{_HAN}]{{1,3}})\s?(?P<t2>[）)])"
    rf"|(?P<n3>\d{{1,2}})(?P<t3>[.．、])(?=\s?[{CJK}“《「A-Z])"
    rf"|[（(]\s?(?P<n4>\d{{1,2}})\s?(?P<t4>[）)])(?=\s?[{CJK}“《「A-Z])))"
)
# What paste leaves in front of a heading: 会员免费查看四、…
_INSIDE = expression(rf"(?:查看|全文|阅读|下载|所有)(?P<all>(?P<n1>[{_HAN}]{{1,3}})(?P<t1>、))(?={HAN}{{4}})")
# Where a new count may begin: a chapter, an article, another paper, a number that stands alone in its line.
_NEW_COUNT = expression(rf"[\s　]*(?:第[{_HAN}百\d]+[章节编部分条款]|附\s*件|附\s*录|附\s*[:：表]|[（(]?\d+[.．、]?\s*$)")
_OPENINGS = frozenset(f"{_HAN}（(第附0123456789０１２３４５６７８９")
_BREAKS = frozenset((Role.TITLE, Role.ATTACHMENT_LABEL, Role.ATTACHMENT_TITLE, Role.RECIPIENTS, Role.SIGNATURE, Role.DATE))


class Number(NamedTuple):
    """A number at the head of a paragraph: ``start`` and ``end`` are offsets into the text of the draft."""

    level: int
    value: int
    start: int
    end: int
    text: str


def _numbers(draft: Draft) -> Iterator[Number | None]:
    """Yield the numbers of all levels in order, and None where a new count may begin."""
    for start, paragraph in draft.each():
        if paragraph.place.cell is not None:
            continue
        text = paragraph.text
        if paragraph.role in _BREAKS:
            yield None
            continue
        if text.lstrip()[:1] not in _OPENINGS:
            match = _INSIDE.search(text, 0, 60) if "、" in text[:60] else None
        elif _NEW_COUNT.match(text):
            yield None
            continue
        else:
            match = _LEVELS.match(text)
        if match is None:
            continue
        level = int((match.lastgroup or "t1")[1]) if match.lastgroup != "all" else next(n for n in range(1, 5) if match[f"n{n}"])
        figure = match[f"n{level}"]
        value = small_number(figure) if level < 3 else int(figure)
        if value:
            end = start + match.end(f"t{level}")
            yield Number(level, value, end - len(match["all"]), end, match["all"])


@lru_cache(maxsize=1)
def siblings(draft: Draft) -> tuple[tuple[list[Number], Number | None], ...]:
    """Return the numbers of one level that stand under the same heading, list by list, and the number of that heading."""
    lists: list[tuple[list[Number], Number | None]] = []
    open_lists: dict[int, list[Number]] = {}
    for number in _numbers(draft):
        if number is None:
            open_lists = {}
            continue
        for deeper in range(number.level + 1, 5):
            open_lists.pop(deeper, None)
        if number.level not in open_lists:
            above = [open_lists[level][-1] for level in sorted(open_lists) if level < number.level]
            open_lists[number.level] = []
            lists.append((open_lists[number.level], above[-1] if above else None))
        open_lists[number.level].append(number)
    return tuple(lists)


def runs(draft: Draft) -> Iterator[list[Number]]:
    """Yield the counts of the draft. A second 一 begins another, except in 一、二、一、四, where it is a slip for 三."""
    for found, _ in siblings(draft):
        run: list[Number] = []
        for at, number in enumerate(found):
            following = found[at + 1].value if at + 1 < len(found) else 0
            if number.value == 1 and run and following != run[-1].value + 2:
                yield run
                run = []
            run.append(number)
        yield run


# The number with a mark of another kind after it: one slip, told where it stands.
_MISWRITTEN = {
    1: r"(?m)^\s*{0}[).,:。;\s]",
    2: r"(?m)^\s*(?:\({0}[^)]|{0}\)|[\[【〔]{0}[\]】〕])",
    3: r"(?m)^\s*{0}[),:。;\s]",
    4: r"(?m)^\s*(?:\({0}[^)\d]|{0}\))",
}


def _written_between(draft: Draft, before: Number, here: Number, value: int) -> bool:
    """Tell whether ``value`` stands between two numbers: in a line with another item, or with a wrong mark."""
    figure = in_chinese(value) if here.level < 3 else str(value)
    between = unicodedata.normalize("NFKC", draft.text[before.end : here.start])
    if expression(_MISWRITTEN[here.level].format(figure)).search(between):
        return True
    if here.level in (2, 4):
        return f"({figure})" in between
    # In the middle of a sentence 三、 is the third of 第一、二、三产业.
    before_it = r"(?:^|[。;!:\s])" if here.level == 1 else r"(?<![\d.])"
    return expression(rf"{before_it}{figure}[、.]").search(between) is not None


@lru_cache(maxsize=1)
def _counted(draft: Draft) -> list[list[Number]]:
    # A 专栏 has items of its own in the middle of a chapter, and nothing tells where it ends.
    boxed = "专栏" in draft.text
    return [run for run in runs(draft) if not (boxed and run[0].level > 2)]


def _should_be(run: list[Number], at: int) -> str | None:
    """Return the number that belongs at ``at`` where its neighbours leave but one."""
    if at + 1 < len(run) and run[at + 1].value == run[at - 1].value + 2:
        value = run[at - 1].value + 1
        shown = str(run[at].value) if run[at].level > 2 else in_chinese(run[at].value)
        return run[at].text.replace(shown, str(value) if run[at].level > 2 else in_chinese(value), 1)
    return None


def _gaps(draft: Draft) -> Iterator[Hit]:
    for run in _counted(draft):
        if run[0].value != 1:
            continue  # the beginning is not here: an excerpt, or a list that began in a table
        at, repeated = 1, 0
        while at < len(run):
            before, here = run[at - 1], run[at]
            if here.value == before.value or (repeated and here.value == before.value + 1 + repeated):
                repeated = repeated + 1 if here.value == before.value else 0  # 二、二、四: the slip is the second 二
                at += 1
                continue
            repeated = 0
            better = _should_be(run, at) if here.value != before.value + 1 else None
            if better:
                told = f"序号“{here.text}”编错了，前后是“{before.text}”和“{run[at + 1].text}”，应为“{better}”。"
                yield Hit(here.start, here.end, told, better)
                at += 1  # the next number counts from the right one
            elif here.value > before.value + 1 and not _written_between(draft, before, here, here.value - 1):
                count = here.value - before.value - 1
                name = str if here.level > 2 else in_chinese
                missing = "、".join(name(n) for n in range(before.value + 1, here.value)) if count < 4 else "若干"
                yield Hit(here.start, here.end, f"序号从“{before.text}”跳到“{here.text}”，缺“{missing}”，请核对是否漏了一段或者编错了号。")
            elif here.value < before.value and here.level < 3:
                yield Hit(here.start, here.end, f"序号“{here.text}”排在“{before.text}”后面，顺序颠倒，请核对是否编错了号。")
            at += 1


def _repeats(draft: Draft) -> Iterator[Hit]:
    for run in _counted(draft):
        for at in range(1, len(run)):
            before, here = run[at - 1], run[at]
            if here.value == before.value:
                yield Hit(here.start, here.end, f"序号“{here.text}”重复，前面已有“{before.text}”。", _should_be(run, at))


def _not_from_one(draft: Draft) -> Iterator[Hit]:
    last = dict.fromkeys(range(1, 5), 0)  # some papers count on through all their parts
    for found, above in siblings(draft):
        first = found[0]
        goes_on = last[first.level] == first.value - 1
        last[first.level] = found[-1].value
        if above is None or goes_on or first.value != 2 or first.level not in (2, 3) or (len(found) > 1 and found[1].value != 3):
            continue
        if not _written_between(draft, above, first, 1):
            one = first.text.replace("二", "一").replace("2", "1").replace("２", "1")
            yield Hit(first.start, first.end, f"这一部分的序号从“{first.text}”开始，缺“{one}”，请核对是否漏了一段或者编错了号。")


def _restarts(draft: Draft) -> Iterator[Hit]:
    """A lone 一、 after 一、二、 under the same heading, with nothing after it that counts on."""
    for found, _ in siblings(draft):
        if len(found) < 4 or found[0].level not in (1, 2) or found[0].value != 1 or "专栏" in draft.text:
            continue
        *before, last = found
        if last.value == 1 and [number.value for number in before] == list(range(1, len(before) + 1)):
            name = in_chinese(len(before) + 1)
            yield Hit(last.start, last.end, f"前面已编到“{before[-1].text}”，此处又从“{last.text}”开始，请核对是否应为“{name}”。")


CHECKS = (
    Check(
        code="missing-number",
        title="层次序号不连续",
        family="structure",
        level=Level.ERROR,
        basis=PLAIN,
        why="同一层次的序号依次编排，断号往往是漏了一段或者改稿后没有重新编号。",
        find=_gaps,
        examples=(
            Example("一、提高认识\n二、落实责任\n⟦四、⟧加强督查", "一、提高认识\n二、落实责任\n三、加强督查"),
            Example("一、提高认识\n二、落实责任\n⟦五、⟧加强督查\n四、严肃问责", "一、提高认识\n二、落实责任\n三、加强督查\n四、严肃问责"),
            Example("1.提高认识。\n2.落实责任。\n⟦4.⟧加强督查。", "1.提高认识。\n2.落实责任。\n3.加强督查。"),
            Example("一、提高认识\n二、落实责任\n⟦一、⟧加强督查\n四、严肃问责", "一、提高认识\n二、落实责任\n三、加强督查\n四、严肃问责"),
        ),
        passes=(
            "一、提高认识\n（一）加强学习\n（二）深入调研\n二、落实责任\n（一）明确分工",
            "二、落实责任\n四、加强督查",
            "一、提高认识\n二、落实责任\n附件| 附件\n附件标题| 任务清单\n一、总体任务\n二、具体任务",
            "1.提高认识。\n（1）学理论。\n（2）学业务。\n2.落实责任。\n（1）定岗。\n（2）定责。",
            "一、提高认识\n二、落实责任\n二、加强督查\n四、严肃问责",
            "一、提高认识\n二，落实责任\n三、加强督查",
            "1.提高认识。\n2)落实责任。\n3.加强督查。",
        ),
    ),
    Check(
        code="repeated-number",
        title="层次序号重复",
        family="structure",
        level=Level.ERROR,
        basis=PLAIN,
        why="同一层次的序号依次编排，重号往往是插入一段后没有重新编号。",
        find=_repeats,
        examples=(
            Example("一、提高认识\n二、落实责任\n⟦二、⟧加强督查", "一、提高认识\n二、落实责任\n三、加强督查"),
            Example(
                "（一）提高认识。\n（二）落实责任。\n⟦（二）⟧加强督查。\n（四）严肃问责。",
                "（一）提高认识。\n（二）落实责任。\n（三）加强督查。\n（四）严肃问责。",
            ),
            Example("（一）提高认识。\n⟦（一）⟧落实责任。\n（三）加强督查。", "（一）提高认识。\n（二）落实责任。\n（三）加强督查。"),
        ),
        passes=("一、提高认识\n（一）加强学习\n二、落实责任\n（一）明确分工",),
    ),
    Check(
        code="numbering-from-two",
        title="下一层序号不是从一开始",
        family="structure",
        level=Level.WARNING,
        basis=PLAIN,
        why="每一部分之下的序号都从“一”重新编起，从“二”开始多半是删了第一项，或者上一部分的标题漏了。",
        find=_not_from_one,
        examples=(
            Example(
                "一、提高认识\n（一）加强学习。\n（二）深入调研。\n二、落实责任\n⟦（二）⟧明确分工。\n（三）定期检查。",
                "一、提高认识\n（一）加强学习。\n（二）深入调研。\n二、落实责任\n（一）明确分工。\n（二）定期检查。",
            ),
        ),
        passes=(
            "一、提高认识\n（一）加强学习。\n二、落实责任\n（一）明确分工。",
            "（二）明确分工。\n（三）定期检查。",
            "一、提高认识\n（一）加强学习。\n二、落实责任\n（二）明确分工。",
        ),
    ),
    Check(
        code="numbering-restarts",
        title="序号又从“一”开始",
        family="structure",
        level=Level.WARNING,
        basis=PLAIN,
        why="同一层次编到“三”以后又出现一个“一”，后面没有“二”，多半是粘贴进来的一段没有改号。",
        find=_restarts,
        examples=(
            Example("一、提高认识\n二、落实责任\n三、加强督查\n⟦一、⟧严肃问责", "一、提高认识\n二、落实责任\n三、加强督查\n四、严肃问责"),
        ),
        passes=(
            "一、提高认识\n二、落实责任\n三、加强督查\n附件| 附件\n一、任务清单",
            "一、提高认识\n二、落实责任\n三、加强督查\n一、甲\n二、乙",
        ),
    ),
)
