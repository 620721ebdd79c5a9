"""结构层次: enumerations in running text – 一是、二是, 第一、第二, 首先、其次 – and how many items a sentence announced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.documents.numerals import in_chinese
from drafting.proofing.check import GB15834, PLAIN, PLAIN_FACT, PLAIN_RESIDUE, Check, Example, Hit, should
from drafting.proofing.draft import CJK, HAN, Draft, small_number
from drafting.proofing.families.sequence import Number, siblings
from drafting.proofing.shapes import pattern

_TENS = "一二三四五六七八九十"
# 一是 一要 一抓 · 第一， · 其一， : each word counts for itself; “十是” and the like begin a sentence or a clause.
_POINT = expression(
    rf"(?:(?:^|(?<=[。；：！，,;:\s（]))(?P<n>[{_TENS}])(?P<w>是|要|抓)(?=[{CJK}“])"
    rf"|(?:^|(?<=[。；：！\s;:]))(?P<w2>第|其)(?P<n2>[{_TENS}])(?=[，,、]))"
)
_LATER = expression(r"[二三四五六七八九十](?:[是要抓]|[，,、])")


def _counts(text: str) -> dict[str, list[tuple[int, int, int]]]:
    """Return (value, start, end) of the points of ``text`` by the word they are counted with; 第一 and 其一 with their first character."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for match in _POINT.finditer(text):
        word, figure = (match["w"], match["n"]) if match["w"] else (match["w2"], match["n2"])
        found.setdefault(word, []).append((small_number(figure), *match.span()))
    return found


def _enumerations(draft: Draft) -> Iterator[tuple[int, str, list[tuple[int, int, int]]]]:
    """Yield (offset of the paragraph, its text, points) for every count of a paragraph; each count begins with its first 一."""
    for start, paragraph in draft.each():
        if paragraph.place.cell is not None or not _LATER.search(paragraph.text):
            continue
        for points in _counts(paragraph.text).values():
            run: list[tuple[int, int, int]] = []
            for at, point in enumerate(points):
                following = points[at + 1][0] if at + 1 < len(points) else 0
                if point[0] == 1 and run and following != run[-1][0] + 2:
                    yield start, paragraph.text, run
                    run = []
                run.append(point)
            if run:
                yield start, paragraph.text, run


def _points(draft: Draft) -> Iterator[Hit]:
    for start, text, run in _enumerations(draft):
        if run[0][0] != 1:
            continue
        last = 1
        for at, (value, begin, end) in enumerate(run[1:], 1):
            shown = text[begin:end]
            following = run[at + 1][0] if at + 1 < len(run) else 0
            if value != last + 1 and following == last + 2:
                better = shown.replace(in_chinese(value), in_chinese(last + 1), 1)
                told = f"“{shown}”与前面重复，应为“{better}”。" if value == last else f"“{shown}”编错了号，应为“{better}”。"
                yield Hit(start + begin, start + end, told, better)
                value = last + 1
            elif value > last + 1:
                missing = "、".join(in_chinese(n) for n in range(last + 1, value))
                yield Hit(start + begin, start + end, f"“{shown}”前缺“{missing}”，请核对是否漏了一项或者编错了号。")
            elif value == last and at == len(run) - 1:
                yield Hit(start + begin, start + end, f"“{shown}”重复，前面已有，请核对是否应为“{in_chinese(value + 1)}”。")
            last = value


_MIXED = expression(
    rf"(?:^|(?<=[。；：！\s;:]))(?P<all>(?P<n>[{_TENS}])是(?=[{CJK}“])|第(?P<o>[{_TENS}])(?=[，,、])|(?P<f>首先|其次|再次|最后)(?=[，,、要]))"
)


def _mixed(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in draft.each():
        text = paragraph.text
        if paragraph.place.cell is not None or not ("第二" in text or "第三" in text or "二是" in text or "三是" in text):
            continue
        marks = list(_MIXED.finditer(text))
        for at in range(1, len(marks)):
            before, here = marks[at - 1], marks[at]
            if before["n"] and here["o"] and small_number(here["o"]) == small_number(before["n"]) + 1:
                goes_on = at + 1 == len(marks) or small_number(marks[at + 1]["n"] or "") == small_number(here["o"]) + 1
                if goes_on and not _begins(marks, "o", at):
                    yield _mixed_hit(start, here, before["all"], f"{here['o']}是", 1)
            elif before["o"] and here["n"] and small_number(here["n"]) == small_number(before["o"]) + 1:
                goes_on = at + 1 == len(marks) or small_number(marks[at + 1]["o"] or "") == small_number(here["n"]) + 1
                if goes_on and not _begins(marks, "n", at):
                    yield _mixed_hit(start, here, before["all"], f"第{here['n']}，", 0)
            elif before["f"] == "首先" and (here["o"] or here["n"]) in ("二",) and not _begins(marks, "o" if here["o"] else "n", at):
                told = f"前面用“首先”，此处用“{here['all']}”，序次语前后不配套，请统一。"
                yield Hit(start + here.start("all"), start + here.end("all"), told)


def _begins(marks: list[re.Match[str]], group: str, at: int) -> bool:
    """Tell whether a count in the words of ``group`` began before: the number belongs to that one."""
    return any(mark[group] == "一" for mark in marks[:at])


def _mixed_hit(start: int, here: re.Match[str], before: str, better: str, also: int) -> Hit:
    told = f"前一项用“{before}”，此处用“{here['all']}”，同一组序次语应当用同一种写法。"
    return Hit(start + here.start("all"), start + here.end("all") + also, told, better)


_NUMBER_WORDS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_ANNOUNCED = expression(
    r"(?P<x>(?:以下|下列|如下|下面)(?P<n>[两二三四五六七八九十])(?:种情[形况]|个(?:方面|问题|环节|重点)|大任务|项(?:工作|任务|措施|内容)?|条(?:措施|意见)?"
    r"|点(?:要求|意见|建议)?|方面|件|类))(?P<rest>[^。；\n]{0,12})(?P<stop>[:：。])"
)


def _announced(draft: Draft) -> Iterator[Hit]:
    for match in draft.find(_ANNOUNCED, ("以下", "下列", "如下", "下面"), 40):
        index = draft.index(match.start())
        paragraph = draft.paragraphs[index]
        start = draft.starts[index]
        after = paragraph.text[match.end() - start :]
        announced = _NUMBER_WORDS[match["n"]]
        if after.strip():
            listed = _inline_count(after)
        elif match["stop"] in ":：。":
            listed = next((_listed(found) for found, _ in siblings(draft) if _follows(draft, index, found[0].start)), 0)
        else:
            listed = 0
        if listed and listed != announced:
            yield Hit(match.start("x"), match.end("x"), f"前面说“{match['x']}”，后面列了{listed}项，请核对。")


def _inline_count(text: str) -> int:
    for points in _counts(text).values():
        values = [value for value, _, _ in points]
        if values and values == list(range(1, len(values) + 1)):
            return len(values) if len(values) > 1 else 0
    return 0


def _follows(draft: Draft, index: int, start: int) -> bool:
    return draft.index(start) == index + 1


def _listed(found: list[Number]) -> int:
    """Return how many items a list has whose numbers are in order; 0 where they are not, or go on into another count."""
    values = [number.value for number in found]
    return len(values) if len(values) > 1 and values == list(range(1, len(values) + 1)) else 0


CHECKS = (
    Check(
        code="missing-point",
        title="“一是”“二是”不连续",
        family="structure",
        level=Level.WARNING,
        basis=PLAIN_RESIDUE,
        why="一段之内的“一是……二是……”“第一，……第二，……”应当连续，断号、重号往往是删改一项后没有重编。",
        find=_points,
        examples=(
            Example("一是加强学习。二是深入调研。⟦四是⟧狠抓落实。", "一是加强学习。二是深入调研。三是狠抓落实。"),
            Example(
                "一是加强学习；二是深入调研；⟦二是⟧狠抓落实；四是严格督查。", "一是加强学习；二是深入调研；三是狠抓落实；四是严格督查。"
            ),
            Example("第一，加强学习。第二，深入调研。⟦第四⟧，狠抓落实。", "第一，加强学习。第二，深入调研。第三，狠抓落实。"),
        ),
        passes=(
            "一是加强学习。二是深入调研。一是注重实效。二是注重长远。",
            "四是狠抓落实。",
            "一要抓学习，二要抓落实。",
            "第一、二、三产业协调发展。",
        ),
    ),
    Check(
        code="mixed-ordinals",
        title="同一组序次语用了两种写法",
        family="structure",
        level=Level.WARNING,
        basis=PLAIN_RESIDUE,
        why="一段之内并列的各项用同一种序次语，“一是”之后是“二是”，“第一，”之后是“第二，”，“首先”之后是“其次”。",
        find=_mixed,
        examples=(
            Example("一是加强学习。⟦第二，⟧深入调研。三是狠抓落实。", "一是加强学习。二是深入调研。三是狠抓落实。"),
            Example("第一，加强学习。⟦二是⟧深入调研。第三，狠抓落实。", "第一，加强学习。第二，深入调研。第三，狠抓落实。"),
            Example("首先，加强学习。⟦第二⟧，深入调研。", "首先，加强学习。其次，深入调研。"),
        ),
        passes=(
            "第一，抓学习。一是学理论。二是学业务。第二，抓落实。一是定责任。二是定时限。",
            "首先，讲三点意见。第一，抓学习。第二，抓落实。",
            "一是加强学习。二是深入调研。",
        ),
    ),
    Check(
        code="point-with-mark",
        title="“一是”后多了标点",
        family="structure",
        level=Level.WARNING,
        basis=should(GB15834, "附录B.3"),
        why="“一是”“二要”与后面的话连成一句，中间不加顿号、逗号。",
        find=pattern(
            rf"(?:(?m:^)[\s　]*|(?<=[。；：]))[{_TENS}](?:是|要)(?P<x>[、：:])(?={HAN}{{2}})",
            "“一是”“二要”后面不加标点",
            "",
            keys=("是、", "要、", "是：", "要：", "是:"),
            reach=8,
            group="x",
        ),
        examples=(Example("一是⟦、⟧加强学习；二是深入调研。", "一是加强学习；二是深入调研。"),),
        passes=("一是加强学习；二是深入调研。", "第一是、第二也是。"),
    ),
    Check(
        code="first-with-pause",
        title="“首先、”应为“首先，”",
        family="structure",
        level=Level.WARNING,
        basis=PLAIN,
        why="“首先”“其次”“最后”后面用逗号，不用顿号。",
        find=pattern(
            rf"(?:(?m:^)[\s　]*|(?<=[。；：]))(?:首先|其次|再次|其[{_TENS}])(?P<x>、)(?={HAN}{{2}})(?!其[{_TENS}次])",
            "“首先”“其次”“其一”等词后用逗号",
            "，",
            keys=("先、", "次、", *(f"其{c}、" for c in "一二三四五")),
            reach=8,
            group="x",
        ),
        examples=(Example("首先⟦、⟧要提高认识。", "首先，要提高认识。"), Example("其一⟦、⟧人手不够。", "其一，人手不够。")),
        passes=("首先，要提高认识。", "要首先、集中办理老年人的事项。"),
    ),
    Check(
        code="announced-count",
        title="说的项数与列的项数不一致",
        family="consistency",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="“以下三个方面”后面列了四项，多半是增删内容后没有改总数。",
        find=_announced,
        examples=(
            Example(
                "要抓好⟦以下三项工作⟧：一是摸清底数；二是落实责任；三是加强督查；四是严肃问责。",
                "要抓好以下四项工作：一是摸清底数；二是落实责任；三是加强督查；四是严肃问责。",
            ),
            Example(
                "现提出⟦以下三点意见⟧：\n一、提高认识\n各单位要高度重视。\n二、落实责任\n各单位要明确分工。",
                "现提出以下两点意见：\n一、提高认识\n各单位要高度重视。\n二、落实责任\n各单位要明确分工。",
            ),
        ),
        passes=(
            "要抓好以下三项工作：一是摸清底数；二是落实责任；三是加强督查。",
            "有下列两种情形的，不予受理。",
            "现提出以下三点意见，请认真落实。",
        ),
    ),
)
