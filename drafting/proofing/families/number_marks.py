"""结构层次: numbers of headings written carelessly – without their mark, with two, with half a bracket, as one ready-made character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.documents.numerals import in_chinese
from drafting.proofing.check import GB9704, GB15834, PLAIN, Check, Example, Hit, may, practice, should
from drafting.proofing.draft import CJK, HAN, Draft, small_number
from drafting.proofing.shapes import pattern

_HAN = "一二三四五六七八九十"
_OPENINGS = frozenset(f"{_HAN}（(0123456789")
_BARE = expression(rf"[\s　]*(?P<n>[{_HAN}]{{1,3}})(?P<gap>[ 　\t]+)(?=[{CJK}“])")
_GLUED = expression(rf"[\s　]*(?P<n>[{_HAN}]{{1,2}})(?={HAN}{{3}})(?!是|要|抓|[{_HAN}])")
_BARE_DIGIT = expression(rf"[\s　]*(?P<n>\d{{1,2}})(?P<gap>[ 　\t]+)(?={HAN}{{3}})")
_CELLS = expression(rf"\t|(?<=[{CJK}）)])[ 　]+(?=[{CJK}\d（(])")
_HALF = expression(rf"[\s　]*(?:(?P<x>(?P<n>[{_HAN}]{{1,3}})[）)])(?=[{CJK}“])|(?P<y>[（(](?P<m>[{_HAN}]{{1,3}})[ 　、.．])(?=[{CJK}“]))")
_CLOSE_ONLY = expression(rf"[\s　]*(?P<x>(?P<n>\d{{1,2}})[)）])(?=[{CJK}“])")
_OPEN_ONLY = expression(rf"[\s　]*(?P<x>[（(](?P<n>[{_HAN}]{{1,3}}))(?={HAN}{{3}})(?![^）)\n]{{0,12}}[）)])")
_WHOLE = expression(rf"[\s　]*(?P<head>(?P<n>[{_HAN}]{{1,3}})、|[（(](?P<m>[{_HAN}]{{1,3}})[）)]|\d{{1,2}}\.)")


@lru_cache(maxsize=1)
def _numbered(draft: Draft) -> tuple[list[tuple[int, str]], frozenset[str]]:
    """Return (offset, text) of the paragraphs that begin with a numeral or a bracket, and the heads that are written as they should be."""
    lines = [(s, p.text) for s, p in draft.each() if p.place.cell is None and p.text.lstrip()[:1] in _OPENINGS]
    heads = {m["head"].replace("(", "（").replace(")", "）") for _, text in lines if (m := _WHOLE.match(text))}
    return lines, frozenset(heads)


def _without_mark(draft: Draft) -> Iterator[Hit]:
    lines, heads = _numbered(draft)
    for start, text in lines:
        bare = _BARE.match(text)
        glued = None if bare else _GLUED.match(text)
        digit = None if bare or glued else _BARE_DIGIT.match(text)
        if bare:
            value = small_number(bare["n"])
            beside = {f"{in_chinese(value - 1)}、", f"{in_chinese(value + 1)}、"} if value else set()
            if beside & heads and f"{in_chinese(value)}、" not in heads:
                yield Hit(start + bare.start("n"), start + bare.end("gap"), f"序号“{bare['n']}”后缺顿号。", f"{bare['n']}、")
        elif glued:
            value = small_number(glued["n"])
            if (
                value > 1
                and {f"{in_chinese(value - 1)}、", f"{in_chinese(value + 1)}、"} <= heads
                and f"{in_chinese(value)}、" not in heads
            ):
                yield Hit(start + glued.start("n"), start + glued.end("n"), f"序号“{glued['n']}”后缺顿号。", f"{glued['n']}、")
        elif digit:
            value = int(digit["n"])
            beside = {f"{near}." for near in (value - 1, value + 1) if near > 0}
            # 2 总则, 2.1 目的 are the numbers of a technical standard; 1　青山砂场　停业 is a row of a table that lost its lines.
            if value and beside <= heads and f"{value}.1" not in draft.text and not _CELLS.search(text, digit.end()):
                yield Hit(start + digit.start("n"), start + digit.end("gap"), f"序号“{digit['n']}”后缺小圆点。", f"{digit['n']}.")


def _half_bracket(draft: Draft) -> Iterator[Hit]:
    lines, heads = _numbered(draft)
    last = 0  # the number with both brackets before this line
    for at, (start, text) in enumerate(lines):
        whole = _WHOLE.match(text)
        if whole:
            last = small_number(whole["m"]) if whole["m"] else last
            continue
        half = _HALF.match(text)
        if half:
            figure = half["n"] or half["m"]
            value = small_number(figure)
            if value and {f"（{in_chinese(value - 1)}）", f"（{in_chinese(value + 1)}）"} & heads:
                begin, end = half.span("x" if half["n"] else "y")
                yield Hit(start + begin, start + end, f"序号“{figure}”的括号不全。", f"（{figure}）")
                last = value
            continue
        digit = _CLOSE_ONLY.match(text) if ")" in text[:8] or "）" in text[:8] else None
        if digit:
            value = int(digit["n"])
            beside = {f"{near}." for near in (value - 1, value + 1) if near > 0}
            if beside <= heads and f"{value}." not in heads:
                told = f"序号“{digit['x']}”与前后的“{value + 1}.”写法不一，请统一。"
                yield Hit(start + digit.start("x"), start + digit.end("x"), told, f"{value}.")
            continue
        half = _OPEN_ONLY.match(text)
        value = small_number(half["n"]) if half else 0
        if half and value and (last == value - 1 if value > 1 else _second_follows(lines, at)):
            yield Hit(start + half.start("x"), start + half.end("x"), f"序号“{half['n']}”的括号不全。", f"（{half['n']}）")
            last = value


def _second_follows(lines: list[tuple[int, str]], at: int) -> bool:
    following = next((m for _, text in lines[at + 1 : at + 30] if (m := _WHOLE.match(text)) and m["m"]), None)
    return following is not None and small_number(following["m"]) == 2


def _plain_number(character: str) -> str:
    """Return a ready-made number in characters of its own: ⒈ 1. · ⑴ （1） · ㈠ （一）."""
    return unicodedata.normalize("NFKC", character).replace("(", "（").replace(")", "）")


def _is_heading(draft: Draft, match: re.Match[str]) -> bool:
    """Tell whether a bracketed number is that of a heading: ［1］ ［2］ ［3］ are notes, 【1】 between （1）s was one of them."""
    if draft.paragraph(match.start("x")).role in (Role.FOOTNOTE, Role.OTHER):
        return False
    if not match["n"].isdigit():
        return True
    return any(expression(rf"(?m)^[\s　]*[（(]{near}[）)]").search(draft.text) for near in (int(match["n"]) - 1, int(match["n"]) + 1))


def _open_end(draft: Draft) -> Iterator[Hit]:
    for index, (start, paragraph) in enumerate(draft.each()):
        if paragraph.role not in (Role.HEADING1, Role.HEADING2) or paragraph.heading_end is not None or len(paragraph.text) > 40:
            continue
        text = paragraph.text.rstrip()
        following = draft.paragraphs[index + 1].role if index + 1 < len(draft.paragraphs) else None
        mark = expression(r"[，,、；;]$").search(text)
        inside = paragraph.role is Role.HEADING1 and following in (Role.HEADING2, Role.HEADING3)
        if (
            mark
            and (following is Role.BODY or inside)
            and not expression(r"[，,；;。]").search(text[:-1])
            and not text.lstrip().startswith("第")
        ):
            if paragraph.role is Role.HEADING2 and text[-1] in "；;":
                continue  # an item of a list
            yield Hit(start + mark.start(), start + mark.end(), "标题末尾不加标点。", "")


CHECKS = (
    Check(
        code="number-without-mark",
        title="序号后漏了标点",
        family="structure",
        level=Level.WARNING,
        basis=should(GB15834, "附录B.3"),
        why="“一、”“1.”的顿号、小圆点漏掉或者打成空格，序号就和标题连在一起。",
        find=_without_mark,
        examples=(
            Example("一、提高思想认识\n⟦二 ⟧落实工作责任\n三、加强督促检查", "一、提高思想认识\n二、落实工作责任\n三、加强督促检查"),
            Example("一、提高思想认识\n⟦二⟧落实工作责任\n三、加强督促检查", "一、提高思想认识\n二、落实工作责任\n三、加强督促检查"),
            Example("1.摸清底数。\n⟦2 ⟧落实责任。\n3.加强督查。", "1.摸清底数。\n2.落实责任。\n3.加强督查。"),
        ),
        passes=(
            "一、提高思想认识\n一 定要落实责任。",
            "一、提高思想认识\n三大行动取得成效。\n二、落实工作责任",
            "一 把手要亲自抓。",
            "1.摸清底数。\n2.落实责任。\n1 青山砂场 停业\n2 白水砂场 停业",
            "1.摸清底数。\n2.落实责任。\n1\t青山砂场\t停业",
        ),
    ),
    Check(
        code="number-half-bracket",
        title="序号的括号不全",
        family="structure",
        level=Level.ERROR,
        basis=PLAIN,
        why="第二层序号是“（一）”，两边的括号都要有；第三层是“1.”，不写“1)”。",
        find=_half_bracket,
        examples=(
            Example("（一）摸清底数。\n⟦二）⟧落实责任。\n（三）加强督查。", "（一）摸清底数。\n（二）落实责任。\n（三）加强督查。"),
            Example("（一）摸清底数。\n⟦（二⟧落实责任。\n（三）加强督查。", "（一）摸清底数。\n（二）落实责任。\n（三）加强督查。"),
            Example("1.摸清底数。\n⟦2)⟧落实责任。\n3.加强督查。", "1.摸清底数。\n2.落实责任。\n3.加强督查。"),
            Example("（一）摸清底数。\n⟦（二、⟧落实责任。\n（三）加强督查。", "（一）摸清底数。\n（二）落实责任。\n（三）加强督查。"),
        ),
        passes=("（一）摸清底数。\n（二）落实责任。", "一）甲方", "1.摸清底数。\n1)学习。\n2)调研。\n2.落实责任。"),
    ),
    Check(
        code="number-mark-doubled",
        title="序号后的标点重复",
        family="structure",
        level=Level.ERROR,
        basis=PLAIN,
        why="一个序号只用一个标点，“1.、”“一、，”多半是改稿时没有删净。",
        find=pattern(
            rf"(?m)^[\s　]*(?:[{_HAN}]{{1,3}}、\s?(?P<x>[、.．，,：:。；;]+)|\d{{1,2}}[.．]\s?(?P<y>[、．，,。；;]+))(?=\s?[{CJK}“《])",
            "序号后的标点重复",
            "",
            group=("x", "y"),
        ),
        examples=(
            Example("一、⟦、⟧提高思想认识", "一、提高思想认识"),
            Example("1.⟦、⟧加强领导。", "1.加强领导。"),
        ),
        passes=("一、提高思想认识", "1.加强领导。", "1.5万元。"),
    ),
    Check(
        code="number-other-brackets",
        title="第二层序号用了别的括号",
        family="structure",
        level=Level.HINT,
        basis=may(GB9704, "7.3.3"),
        why="结构层次序数依次用“一、”“（一）”“1.”“（1）”标注，不用“【一】”“[1]”。",
        find=pattern(
            rf"(?m)^[\s　]*(?P<x>[\[【〔［](?P<n>[{_HAN}]{{1,3}}|\d{{1,2}})[\]】〕］])(?=[{CJK}“《]{{2}})",
            "结构层次序号的括号用“（）”",
            "（{n}）",
            keys=("[", "【", "〔", "［"),
            reach=8,
            group="x",
            where=_is_heading,
        ),
        examples=(Example("⟦【一】⟧摸清底数。", "（一）摸清底数。"),),
        passes=("（一）摸清底数。", "【经验一】摸清底数。", "［1］一网通办：指一个平台办事。\n［2］一窗受理：指一个窗口收件。"),
    ),
    Check(
        code="ready-made-number",
        title="用特殊字符作序号",
        family="structure",
        level=Level.HINT,
        basis=practice(),
        why="“⒈”“⑴”“㈠”是一个字符，字体、字号和正文不一致，换一台电脑还会变成方框，应当用键盘打出“1.”“（1）”“（一）”。",
        find=pattern(
            r"(?m)^[\s　]*(?P<x>[⒈-⒛⑴-⒇㈠-㈩])",
            "“{x}”是特殊字符，请改用键盘输入的序号",
            lambda m: _plain_number(m["x"]),
            group="x",
        ),
        examples=(Example("⟦㈠⟧摸清底数。", "（一）摸清底数。"), Example("⟦⒈⟧摸清底数。", "1.摸清底数。")),
        passes=("①摸清底数。", "1.摸清底数。"),
    ),
    Check(
        code="heading-open-end",
        title="标题末尾用了逗号、顿号、分号",
        family="structure",
        level=Level.WARNING,
        basis=PLAIN,
        why="单独成行的层次标题末尾不加逗号、顿号、分号，多半是从句子里截下来没有改。",
        find=_open_end,
        examples=(Example("一、提高思想认识⟦，⟧\n各单位要充分认识此项工作的意义。", "一、提高思想认识\n各单位要充分认识此项工作的意义。"),),
        passes=("一、提高思想认识\n各单位要充分认识此项工作的意义。", "一、甲县；\n二、乙县；", "（一）摸清底数；\n（二）落实责任。"),
    ),
)
