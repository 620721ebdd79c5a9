"""结构层次: numbers that should count 1, 2, 3 – headings, and 一是 … 二是 inside a paragraph."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from drafting.documents.model import Level, Role
from drafting.proofing.check import PLAIN, PLAIN_RESIDUE, Check, Example, Hit
from drafting.proofing.draft import Draft, small_number

_HAN = "一二三四五六七八九十"
_FORMS = (
    re.compile(rf"[\s　]*(?P<all>(?P<n>[{_HAN}]{{1,3}})(?P<tail>、))(?![{_HAN}]、)"),
    re.compile(rf"[\s　]*(?P<all>[（(](?P<n>[{_HAN}]{{1,3}})(?P<tail>[）)]))"),
)
# What paste leaves in front of a heading: 会员免费查看四、…
_INSIDE = re.compile(r"(?:查看|全文|阅读|下载|所有)(?P<all>(?P<n>[一二三四五六七八九十]{1,3})(?P<tail>、))(?=[\u4e00-\u9fff]{4})")


@dataclass(frozen=True, slots=True)
class _Number:
    level: int
    value: int
    start: int
    end: int
    text: str


def _numbers(draft: Draft) -> Iterator[_Number | None]:
    """Yield the numbered headings of levels one and two in order, and None where a new count may begin."""
    for start, paragraph in draft.each():
        if paragraph.place.cell is not None:
            continue
        if paragraph.role in (Role.TITLE, Role.ATTACHMENT_LABEL, Role.ATTACHMENT_TITLE, Role.CAPTION):
            yield None
            continue
        text = paragraph.text
        if re.match(r"[\s　]*(?:第[一二三四五六七八九十百]+[章节编部分]|附\s*件|附\s*录|附\s*[:：表]|[（(]?\d+[.．、]?\s*$)", text):
            yield None
            continue
        for level, form in enumerate(_FORMS, 1):
            match = form.match(text) or (_INSIDE.search(text) if level == 1 else None)
            value = small_number(match["n"]) if match else 0
            if match and value:
                yield _Number(level, value, start + match.end("tail") - len(match["all"]), start + match.end("tail"), match["all"])
                break


def _sequences(draft: Draft) -> list[list[_Number]]:
    """Return the counts of the document: each begins at 一 and goes on until its level begins again or is left upwards."""
    runs: list[list[_Number]] = []
    open_runs: dict[int, list[_Number]] = {}
    for number in _numbers(draft):
        if number is None:
            open_runs = {}
            continue
        if number.level == 1:
            open_runs.pop(2, None)
        run = open_runs.get(number.level)
        if run is None or number.value == 1:
            run = [number]
            runs.append(run)
            open_runs[number.level] = run
        else:
            run.append(number)
    return runs


def _gaps(draft: Draft) -> Iterator[Hit]:
    for run in _sequences(draft):
        if run[0].value != 1:
            continue  # the beginning is not here: an excerpt, or a list that began in a table
        for before, after in itertools.pairwise(run):
            if after.value > before.value + 1:
                missing = (
                    "、".join(_chinese(n) for n in range(before.value + 1, after.value)) if after.value - before.value <= 4 else "若干"
                )
                yield Hit(
                    after.start, after.end, f"序号从“{before.text}”跳到“{after.text}”，缺“{missing}”，请核对是否漏了一段或者编错了号。"
                )


def _repeats(draft: Draft) -> Iterator[Hit]:
    for run in _sequences(draft):
        for before, after in itertools.pairwise(run):
            if after.value == before.value:
                yield Hit(after.start, after.end, f"序号“{after.text}”重复，前面已有“{before.text}”。")


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _HAN[tens - 1] + "十") + ("" if ones == 0 else _HAN[ones - 1])


_POINTS = re.compile(r"(?:^|(?<=[。；：！，\s]))(?P<n>[一二三四五六七八九十])(?P<w>是|要|抓)(?=[\u4e00-\u9fff“])")
_FIRSTS = re.compile(r"(?:^|(?<=[。；：！\s]))第(?P<n>[一二三四五六七八九十])(?P<w>，)")


_LATER = re.compile(r"[三四五六七八九十](?:[是要抓]|，)")


def _points(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in draft.each():
        if paragraph.place.cell is not None or not _LATER.search(paragraph.text):
            continue
        for form in (_POINTS, _FIRSTS):
            expected: dict[str, int] = {}
            for match in form.finditer(paragraph.text):
                value, word = small_number(match["n"]), match["w"]
                last = expected.get(word)
                if value == 1:
                    expected[word] = 1
                elif last is not None:
                    if value > last + 1:
                        missing = "、".join(_chinese(n) for n in range(last + 1, value))
                        shown = match["n"] + word if form is _POINTS else f"第{match['n']}"
                        yield Hit(
                            start + match.start(), start + match.end("w"), f"“{shown}”前缺“{missing}”，请核对是否漏了一项或者编错了号。"
                        )
                    expected[word] = value


CHECKS = (
    Check(
        code="missing-number",
        title="层次序号不连续",
        family="structure",
        level=Level.ERROR,
        basis=PLAIN,
        why="同一层次的序号依次编排，断号往往是漏了一段或者改稿后没有重新编号。",
        find=_gaps,
        examples=(Example("一、提高认识\n二、落实责任\n⟦四、⟧加强督查", "一、提高认识\n二、落实责任\n三、加强督查"),),
        passes=(
            "一、提高认识\n（一）加强学习\n（二）深入调研\n二、落实责任\n（一）明确分工",
            "二、落实责任\n四、加强督查",
            "一、提高认识\n二、落实责任\n附件| 附件\n附件标题| 任务清单\n一、总体任务\n二、具体任务",
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
        examples=(Example("一、提高认识\n二、落实责任\n⟦二、⟧加强督查", "一、提高认识\n二、落实责任\n三、加强督查"),),
        passes=("一、提高认识\n（一）加强学习\n二、落实责任\n（一）明确分工",),
    ),
    Check(
        code="missing-point",
        title="“一是”“二是”不连续",
        family="structure",
        level=Level.WARNING,
        basis=PLAIN_RESIDUE,
        why="一段之内的“一是……二是……”应当连续，断号往往是删了一项没有重编。",
        find=_points,
        examples=(Example("一是加强学习。二是深入调研。⟦四是⟧狠抓落实。", "一是加强学习。二是深入调研。三是狠抓落实。"),),
        passes=("一是加强学习。二是深入调研。一是注重实效。二是注重长远。", "四是狠抓落实。", "一要抓学习，二要抓落实。"),
    ),
)
