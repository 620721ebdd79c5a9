"""结构层次: numbers of headings written carelessly – without their mark, with two, with half a bracket, as one ready-made character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from drafting.documents.model import Level, Role
from drafting.proofing.check import GB9704, GB15834, PLAIN, Check, Example, Hit, may, practice, should
from drafting.proofing.draft import CJK, Draft, small_number
from drafting.proofing.families.sequence import chinese
from drafting.proofing.shapes import pattern

_HAN = "一二三四五六七八九十"
_BARE = re.compile(rf"(?m)^[\s　]*(?P<n>[{_HAN}]{{1,3}})(?P<gap>[ 　\t]+)(?=[{CJK}“])")
_GLUED = re.compile(rf"(?m)^[\s　]*(?P<n>[{_HAN}]{{1,2}})(?=[{CJK}]{{3}})(?!是|要|抓|[{_HAN}])")
_BARE_DIGIT = re.compile(rf"(?m)^[\s　]*(?P<n>\d{{1,2}})(?P<gap>[ 　\t]+)(?=[{CJK}]{{3}})")


def _without_mark(draft: Draft) -> Iterator[Hit]:
    text = draft.text
    for match in _BARE.finditer(text) if "、" in text else ():
        value = small_number(match["n"])
        if (
            value
            and draft.paragraph(match.start("n")).place.cell is None
            and _stand(text, value, "", "、")
            and not _heads(text, value, "", "、")
        ):
            yield Hit(match.start("n"), match.end("gap"), f"序号“{match['n']}”后缺顿号。", f"{match['n']}、")
    for match in _BARE_DIGIT.finditer(text) if "." in text else ():
        value = int(match["n"])
        if f"{value}.1" in text:  # 2 总则, 2.1 目的: the numbers of a technical standard
            continue
        if draft.paragraph(match.start("n")).place.cell is None and _between(text, value, ".") and not _heads(text, value, "", "."):
            yield Hit(match.start("n"), match.end("gap"), f"序号“{match['n']}”后缺小圆点。", f"{match['n']}.")
    for match in _GLUED.finditer(text) if "\n一、" in f"\n{text}" else ():
        value = small_number(match["n"])
        around = value > 1 and _heads(text, value - 1, "", "、") and _heads(text, value + 1, "", "、")
        if around and not _heads(text, value, "", "、") and draft.paragraph(match.start("n")).place.cell is None:
            yield Hit(match.start("n"), match.end("n"), f"序号“{match['n']}”后缺顿号。", f"{match['n']}、")


def _heads(text: str, value: int, opening: str, closing: str) -> bool:
    """Tell whether a line begins with that number."""
    figure = f"{opening}{chinese(value)}{closing}"
    return text.startswith(figure) or re.search(rf"\n[ 　\t]*{re.escape(figure)}", text) is not None


def _stand(text: str, value: int, opening: str, closing: str) -> bool:
    """Tell whether the number before or after it heads a line, with its mark."""
    return (value > 1 and _heads(text, value - 1, opening, closing)) or _heads(text, value + 1, opening, closing)


def _between(text: str, value: int, mark: str) -> bool:
    near = [number for number in (value - 1, value + 1) if number]
    return all(re.search(rf"(?:^|\n)[ 　\t]*{number}{re.escape(mark)}", text) for number in near)


_HALF = re.compile(
    rf"(?m)^[\s　]*(?P<x>(?P<n>[{_HAN}]{{1,3}})[）)])(?=[{CJK}“])|^[\s　]*(?P<y>[（(](?P<m>[{_HAN}]{{1,3}}))[ 　、.．](?=[{CJK}“])"
)


_OPEN_ONLY = re.compile(rf"(?m)^[\s　]*(?P<x>[（(](?P<n>[{_HAN}]{{1,3}}))(?=[{CJK}]{{3}})(?![^）)\n]{{0,12}}[）)])")


_WHOLE = re.compile(rf"(?m)^[\s　]*[（(]([{_HAN}]{{1,3}})[）)]")


def _in_turn(text: str, at: int, value: int) -> bool:
    """Tell whether the number with both brackets before ``at`` is one less, or for the first the one after it is the second."""
    if value == 1:
        after = _WHOLE.search(text, at)
        return after is not None and small_number(after[1]) == 2
    before = [small_number(found[1]) for found in _WHOLE.finditer(text, max(0, at - 8000), at)]
    return bool(before) and before[-1] == value - 1


def _half_bracket(draft: Draft) -> Iterator[Hit]:
    text = draft.text
    for match in _HALF.finditer(text):
        figure = match["n"] or match["m"]
        begin, end = match.span("x") if match["n"] else match.span()
        if match["m"]:
            begin = match.start("y")
        if small_number(figure) and _stand(text, small_number(figure), "（", "）"):
            yield Hit(begin, end, f"序号“{figure}”的括号不全。", f"（{figure}）")
    for match in _OPEN_ONLY.finditer(text):
        value = small_number(match["n"])
        if value and _in_turn(text, match.start(), value):
            yield Hit(match.start("x"), match.end("x"), f"序号“{match['n']}”的括号不全。", f"（{match['n']}）")


def _plain_number(character: str) -> str:
    """Return a ready-made number in characters of its own: ⒈ 1. · ⑴ （1） · ㈠ （一）."""
    return unicodedata.normalize("NFKC", character).replace("(", "（").replace(")", "）")


def _open_end(draft: Draft) -> Iterator[Hit]:
    for index, (start, paragraph) in enumerate(draft.each()):
        if paragraph.role not in (Role.HEADING1, Role.HEADING2) or paragraph.heading_end is not None or len(paragraph.text) > 40:
            continue
        text = paragraph.text.rstrip()
        following = draft.paragraphs[index + 1].role if index + 1 < len(draft.paragraphs) else None
        mark = re.search(r"[，,、；;]$", text)
        inside = paragraph.role is Role.HEADING1 and following in (Role.HEADING2, Role.HEADING3)
        if mark and (following is Role.BODY or inside) and not re.search(r"[，,；;。]", text[:-1]) and not text.lstrip().startswith("第"):
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
        passes=("一、提高思想认识\n一 定要落实责任。", "一、提高思想认识\n三大行动取得成效。\n二、落实工作责任", "一 把手要亲自抓。"),
    ),
    Check(
        code="number-half-bracket",
        title="“（一）”的括号不全",
        family="structure",
        level=Level.ERROR,
        basis=PLAIN,
        why="第二层序号是“（一）”，两边的括号都要有。",
        find=_half_bracket,
        examples=(
            Example("（一）摸清底数。\n⟦二）⟧落实责任。\n（三）加强督查。", "（一）摸清底数。\n（二）落实责任。\n（三）加强督查。"),
            Example("（一）摸清底数。\n⟦（二⟧落实责任。\n（三）加强督查。", "（一）摸清底数。\n（二）落实责任。\n（三）加强督查。"),
            Example("（一）摸清底数。\n⟦（二、⟧落实责任。\n（三）加强督查。", "（一）摸清底数。\n（二）落实责任。\n（三）加强督查。"),
        ),
        passes=("（一）摸清底数。\n（二）落实责任。", "一）甲方"),
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
            where=lambda draft, m: draft.paragraph(m.start("x")).role not in (Role.FOOTNOTE, Role.OTHER),
        ),
        examples=(Example("⟦【一】⟧摸清底数。", "（一）摸清底数。"),),
        passes=("（一）摸清底数。", "【经验一】摸清底数。"),
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
