"""标点符号: quotation marks, brackets and title marks that should come in pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.proofing.check import GB15834, Check, Example, Hit, must
from drafting.proofing.draft import CJK, Draft
from drafting.proofing.shapes import pattern

_PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "〈": "〉", "〔": "〕", "【": "】", "「": "」", "『": "』"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_MARKS = expression("[" + "".join(_PAIRS) + "".join(_CLOSERS) + '()"]')
# An item's number may have only a closing bracket: 1） ① a）.
_ITEM = expression(r"(?:^|(?<=[\s。；：，、]))(?:\d{1,2}|[一二三四五六七八九十]{1,3})$|[a-zA-Z]$")
_FAR = 40  # paragraphs that a quotation may run over: an amendment quotes whole articles
_NAMES = {"“": "引号", "‘": "引号", "（": "括号", "《": "书名号", "〈": "书名号", "〔": "括号", "【": "括号", "「": "引号", "『": "引号"}


def _lone(text: str) -> list[tuple[int, str]]:
    """Return (offset, mark) of the marks in ``text`` that have no partner. Half-width brackets pair with full-width ones."""
    stack: list[tuple[int, str]] = []
    lone: list[tuple[int, str]] = []
    for match in _MARKS.finditer(text):
        mark = {"(": "（", ")": "）"}.get(match.group(), match.group())
        if mark in _PAIRS:
            stack.append((match.start(), mark))
            continue
        if mark == '"':  # “数字"：the other check tells that this one should be ”
            if stack and stack[-1][1] == "“":
                stack.pop()
            continue
        opener = _CLOSERS[mark]
        depth = next((i for i in range(len(stack) - 1, -1, -1) if stack[i][1] == opener), None)
        if depth is not None:
            lone += stack[depth + 1 :]
            del stack[depth:]
        elif mark == "’" or (mark == "）" and _ITEM.search(text[max(0, match.start() - 6) : match.start()])):
            continue
        else:
            lone.append((match.start(), mark))
    return sorted(lone + stack)


def _unpaired(draft: Draft) -> Iterator[Hit]:
    paragraphs = list(draft.each())
    texts = [p.text for _, p in paragraphs]
    lone = [_lone(text) if _MARKS.search(text) else [] for text in texts]
    # A pair may span a paragraph break (a long quotation, a title over two lines): what the neighbours leave over cancels out.
    for index, marks in enumerate(lone):
        for offset, mark in marks:
            if mark in _PAIRS:
                later = range(index + 1, min(index + _FAR, len(lone)))
                partner = next(((j, m) for j in later for m in lone[j] if m[1] == _PAIRS[mark]), None)
                if partner:
                    lone[partner[0]] = [m for m in lone[partner[0]] if m is not partner[1]]
                    lone[index] = [m for m in lone[index] if m != (offset, mark)]
    for (start, paragraph), marks in zip(paragraphs, lone, strict=True):
        if paragraph.role in (Role.OTHER, Role.PAGE_HEADER, Role.PAGE_FOOTER):
            continue
        if len(marks) > 1 and all(mark == "“" for _, mark in marks):
            continue  # ““ … : two opening marks face the same way, which is told as such
        if marks and any(mark in "“”" for _, mark in marks) and any(_turned(paragraph.text)):
            marks = [(offset, mark) for offset, mark in marks if mark not in "“”"]  # told as facing the wrong way
        for offset, end, mark in _runs(marks):
            if mark == "“" and (offset == 0 or not paragraph.text[:offset].strip()):
                continue  # a quotation of several paragraphs opens each of them and closes only the last
            missing = _PAIRS.get(mark) or _CLOSERS[mark]
            name = _NAMES.get(mark) or _NAMES[_CLOSERS[mark]]
            yield Hit(start + offset, start + end, f"{name}不成对，只有“{mark}”，没有“{missing}”。".replace("““”", "“").replace("“””", "”"))


def _runs(marks: list[tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, mark) of marks without a partner, the same one several times in a row as one."""
    begin = 0
    for at in range(1, len(marks) + 1):
        if at == len(marks) or marks[at] != (marks[at - 1][0] + 1, marks[begin][1]):
            yield marks[begin][0], marks[at - 1][0] + 1, marks[begin][1]
            begin = at


def _turned(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, the mark it should be) of the quotation marks of a paragraph that face the wrong way."""
    if text.count("“") == text.count("”"):
        return
    marks = [(m.start(), m.group()) for m in expression("[“”]").finditer(text)]
    if len(marks) % 2 or '"' in text or "’’" in text or "‘‘" in text:
        return
    for number, (offset, mark) in enumerate(marks):
        wanted = "“" if number % 2 == 0 else "”"
        if mark == wanted or offset == 0 or text[offset - 1] in "。；：，！？":
            continue  # at the head of a sentence it opens or ends a quotation of several paragraphs
        left = marks[number - 1][1] if number else ""
        if (wanted == "”") == (left == "“"):
            yield offset, wanted


def _facing(draft: Draft) -> Iterator[Hit]:
    for start, paragraph in draft.each():
        for offset, wanted in _turned(paragraph.text):
            side = "右" if wanted == "”" else "左"
            yield Hit(start + offset, start + offset + 1, f"引号方向反了，此处应为{side}引号。", wanted)


def _nested_titles(match: re.Match[str]) -> str:
    return f"〈{match['in']}〉"


_TITLE_END = expression(
    r"(?:法|条例|规定|办法|通知|意见|方案|决定|细则|规划|纲要|规则|公告|函|请示|报告|批复|制度|标准|指南|要点)(?:（[^（）]*）)?$"
)


_ASCII_MARKS = expression(
    rf"(?:(?P<two><<|＜＜|〈〈)|[<＜])(?P<in>[{CJK}“〈][^<>＜＞\n/=]{{2,60}}?|\d{{4}}年[^<>＜＞\n/=]{{2,60}}?)(?(two)(?:>>|＞＞|〉〉)|[>＞])"
)
_NOTED = expression(r"(?:不?含|不?包括|包含|见|详见|参见|注|即|以下|略|如|例如|附|不计|其中|共)")


def _ascii_marks(draft: Draft) -> Iterator[Hit]:
    for match in draft.find(_ASCII_MARKS, ("<", "＜", "〈〈"), 70):
        inside = match["in"]
        if draft.is_address(*match.span()):
            continue
        if not match["two"] and _NOTED.match(inside) and not _TITLE_END.search(inside):
            yield Hit(*match.span(), "大于号、小于号不作括号用，括注用“（）”。", f"（{inside}）")
            continue
        line = draft.text[draft.text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if line.count("《") > line.count("》"):
            better: str | None = f"〈{inside}〉"
        else:
            better = f"《{inside}》" if match["two"] or _TITLE_END.search(inside) else None  # it may be no title at all
        yield Hit(*match.span(), "书名号应当用“《》”，不用大于号、小于号或者两个单书名号。", better)


CHECKS = (
    Check(
        code="quote-facing-wrong",
        title="引号方向反了",
        family="punctuation",
        level=Level.ERROR,
        basis=must(GB15834, "4.8"),
        why="引号左右成对，“在前、”在后；输入法常把两个引号都打成同一个方向。",
        find=_facing,
        examples=(Example("深化“放管服⟦“⟧改革。", "深化“放管服”改革。"),),
        passes=("深化“放管服”改革。", "“甲说：“乙来了。””"),
    ),
    Check(
        code="unpaired-marks",
        title="引号、括号、书名号不成对",
        family="punctuation",
        level=Level.ERROR,
        basis=must(GB15834, "4.8、4.9、4.15"),
        why="引号、括号、书名号必须成对使用，缺一半会改变引文、书名的范围。",
        find=_unpaired,
        examples=(
            Example("印发⟦《⟧差旅费管理办法的通知", "印发《差旅费管理办法》的通知"),
            Example("各单位⟦（⟧含派驻机构要抓好落实。", "各单位（含派驻机构）要抓好落实。"),
            Example("各单位⟦（（（⟧含派驻机构要抓好落实。", "各单位（含派驻机构）要抓好落实。"),
        ),
        passes=("1）明确责任。2）加强督查。", "“一段引文的开头，\n“一段引文的结尾。”", "转发《关于做好\n防汛工作的通知》"),
    ),
    Check(
        code="title-marks-nested",
        title="书名号里面又用双书名号",
        family="punctuation",
        level=Level.WARNING,
        basis=must(GB15834, "4.15.3"),
        why="书名号之中还需使用书名号时，外面用双书名号《》，里面用单书名号〈〉。",
        find=pattern(
            r"《(?:[^《》〈〉\n]|〈[^《》〈〉\n]*〉)*(?P<x>《(?P<in>[^《》\n]*)》)(?=[^《》\n]*》)",
            "书名号里面用单书名号〈〉",
            _nested_titles,
            group="x",
            quoted=True,
        ),
        examples=(Example("转发《关于印发⟦《差旅费管理办法》⟧的通知》", "转发《关于印发〈差旅费管理办法〉的通知》"),),
        passes=(
            "转发《关于印发〈差旅费管理办法〉的通知》",
            "贯彻《安全生产法》《消防法》",
            "《关于修改〈青山省实施《消防法》办法〉的决定》",
        ),
    ),
    Check(
        code="quotes-nested",
        title="引号里面又用双引号",
        family="punctuation",
        level=Level.WARNING,
        basis=must(GB15834, "4.8.3"),
        why="引号里面还要用引号时，外面用双引号，里面用单引号。",
        find=pattern(
            r"“[^“”\n]{0,40}(?P<x>“(?P<in>[^“”\n、，]{2,20})”)(?=[^“”\n]{0,40}”)",
            "引号里面的引号用单引号‘’",
            "‘{in}’",
            group="x",
            quoted=True,
        ),
        examples=(Example("他说：“要深化⟦“放管服”⟧改革。”", "他说：“要深化‘放管服’改革。”"),),
        passes=("他说：“要深化‘放管服’改革。”", "“一老”“一小”问题"),
    ),
    Check(
        code="ascii-title-marks",
        title="书名号、括号用了大于号、小于号",
        family="punctuation",
        level=Level.WARNING,
        basis=must(GB15834, "4.15"),
        why="书名号的形式是《》和〈〉，不用数学符号“<>”；书名号之中再用书名号时，用单书名号〈〉。",
        find=_ascii_marks,
        examples=(
            Example("关于转发《关于印发⟦<差旅费管理办法>⟧的通知》的通知", "关于转发《关于印发〈差旅费管理办法〉的通知》的通知"),
            Example("现将⟦<差旅费管理办法>⟧印发给你们。", "现将《差旅费管理办法》印发给你们。"),
            Example("按合同价⟦<含增值税>⟧结算。", "按合同价（含增值税）结算。"),
            Example("按照⟦<<预算法>>⟧的规定执行。", "按照《预算法》的规定执行。"),
            Example("根据⟦〈〈差旅费管理办法〉〉⟧报销。", "根据《差旅费管理办法》报销。"),
        ),
        passes=("要求x<y且x>z。", "1<甲乙<3", "<br>"),
    ),
    Check(
        code="stop-outside-quotation",
        title="完整引语的句号在引号外面",
        family="punctuation",
        level=Level.WARNING,
        basis=must(GB15834, "4.8"),
        why="“他说：”后面引的是完整的话，末尾的句号放在引号里面。",
        find=pattern(
            r"(?:说|讲|道|指出|强调|写道|谈到|认为)[：:]“[^“”\n]{2,120}[。！？][^“”\n]{1,120}[^“”。！？…\n](?P<x>”。)",
            "引的是完整的话，句号应当放在引号里面",
            "。”",
            keys=("”。",),
            reach=260,
            group="x",
            quoted=True,
        ),
        examples=(
            Example(
                "他说：“把每一件简单的事做好就是不简单。把每一件平凡的事做好就是不平凡⟦”。⟧",
                "他说：“把每一件简单的事做好就是不简单。把每一件平凡的事做好就是不平凡。”",
            ),
        ),
        passes=("会议强调要坚持“问题导向”。", "他说：“要抓落实。”", "修改为：“由主管部门处理。情节严重的，给予处分”。"),
    ),
)
