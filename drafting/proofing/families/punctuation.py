"""标点符号: marks of the wrong width, doubled marks, ranges, lists, ellipses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.proofing.check import GB15834, PLAIN, Check, Example, Hit, must, should
from drafting.proofing.draft import CJK, HAN, TEXT_ROLES, Draft
from drafting.proofing.shapes import pattern

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF = expression(r"[,;:?!]")
_NUMERAL = set("一二三四五六七八九十")


def _cjk(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or char == "〇"


_BEFORE = frozenset("”’》〉）〕】…—％")
_AFTER = frozenset("“‘《〈（〔【")
_STOPS = frozenset("，。；：？！、")


def _with_blanks(text: str, at: int) -> tuple[int, int]:
    """Return where the mark at ``at`` and the blanks around it stand, if these lie between two Chinese characters: 推进 , 落实."""
    start, end = at, at + 1
    while text[start - 1 : start] == " ":
        start -= 1
    while text[end] == " ":
        end += 1
    inside = start > 0 and (_cjk(text[start - 1]) or text[start - 1] in _BEFORE) and (_cjk(text[end]) or text[end] in _AFTER)
    return (start, end) if inside else (at, at + 1)


def _is_lost(before: str, after: str) -> bool:
    """Tell whether a “?” stands for a character lost in conversion: 七?一, 當?shù), 認可?偨Y – beside it a letter or what nobody writes."""
    if before in _NUMERAL and after in _NUMERAL:
        return True
    return _cjk(before) and ((after.isascii() and after.isalpha()) or any(_is_rare(char) for char in (before, after)))


def _is_rare(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return _cjk(char)
    return False


def _half_width(draft: Draft) -> Iterator[Hit]:
    text = draft.text
    for match in _HALF.finditer(text):
        at, mark = match.start(), match.group()
        start, end = _with_blanks(text, at)
        before, after = text[start - 1] if start else "\n", text[end]
        if before in _STOPS or (mark == "?" and _is_lost(before, after)):
            continue  # a doubled mark, or a lost character: other checks tell
        # After a digit, a letter or a half-width bracket the mark is Chinese only if Chinese follows; 10:30 and 1,000 never are.
        chinese = _cjk(before) or before in _BEFORE
        if after == "\n" and before.isalnum() and mark in ",;:" and _CHINESE.search(text, max(0, at - 12), at):
            after = "“"  # the end of a Chinese line is Chinese too
        mixed = "!" <= before <= "~" and before not in _WIDE and (_cjk(after) or after in _AFTER)
        if chinese or (mixed and not draft.is_address(at, at + 1)):
            yield Hit(start, end, f"中文里应当用全角“{_WIDE[mark]}”，此处是半角“{mark}”。", _WIDE[mark])


_CHINESE = expression(rf"{HAN}")
_BRACKETS = expression(r"\((?P<in>[^()（）\n]{1,200})[)）]|（(?P<mixed>[^()（）\n]{1,200})\)|\((?P<outer>[^()\n]{1,200})\)")
_NUMBERED = expression(r"[（(][一二三四五六七八九十]{1,3}[）)]")


def _half_brackets(draft: Draft) -> Iterator[Hit]:
    for match in _BRACKETS.finditer(draft.text):
        inside = match["in"] or match["mixed"] or match["outer"]
        if _NUMBERED.fullmatch(match.group()) and not draft.text[max(0, match.start() - 8) : match.start()].rsplit("\n", 1)[-1].strip():
            continue  # the number of a heading: half-width-level-two tells
        if any(_cjk(char) for char in inside) and not draft.is_address(*match.span()):
            told = "括注的括号应当用全角“（）”。"
            if match.group()[0] == "（":
                yield Hit(match.end() - 1, match.end(), told, "）")
            elif match.group()[-1] == "）":
                yield Hit(match.start(), match.start() + 1, told, "（")
            else:
                yield Hit(match.start(), match.end(), told, f"（{inside}）")


_STRAIGHT = expression(
    rf'“[^“”"\n]{{1,60}}(?P<half>")|"(?P<in>[^"\n“”]{{0,60}}{HAN}[^"\n“”]{{0,60}})"'
    rf"|''(?P<single>(?=[^'\n]{{0,30}}{HAN})[^'\n“”]{{1,60}})''"
)


def _straight_quotes(draft: Draft) -> Iterator[Hit]:
    for match in draft.find(_STRAIGHT, ('"', "''"), 130):
        if match["half"]:
            yield Hit(match.start("half"), match.end("half"), "引号应当用“”。", "”")
        elif not draft.is_address(*match.span()):
            yield Hit(match.start(), match.end(), "引号应当用“”。", f"“{match['in'] or match['single']}”")


_LAST = frozenset({"，。", "、。", "；。", "：。", ",。", ";。"})


def _doubled(draft: Draft) -> Iterator[Hit]:
    for match in expression(r"(?:[，。；：、,;](?:[”’）)》])?[，。；：、,;]+)|([？！])\1{3,}").finditer(draft.text):
        marks = match.group()
        if len(set(marks)) == 1 and marks[0] in "。" and len(marks) >= 3:
            continue  # 。。。 is meant as an ellipsis
        if len(marks) == 3 and marks[1] in "）)》" and marks[0] in "，、；":
            continue  # ，》。: the mark before the bracket is the one too many, which another check tells
        if draft.is_address(*match.span()):
            continue
        if marks in ("；”，", "。”，") or (
            len(marks) == 3 and marks[1] in "”’）)》" and marks[0] not in "，、；：" and marks[2] not in "，。、；,"
        ):
            continue
        start = match.start()
        if len(marks) == 3 and marks[0] == "。" and marks[1] in "）)":
            yield Hit(start, start + 1, "句内括号中的话末尾不用句号。", "")
            continue
        same = len({{",": "，", ";": "；"}.get(c, c) for c in marks}) == 1
        better = {",": "，", ";": "；"}.get(marks[0], marks[0]) if same else None
        if marks == "、，" or (marks in _LAST and draft.text[match.end()] == "\n"):
            better = marks[-1]  # a comma takes the place of 、; at the end of a paragraph the full stop is the one meant
        yield Hit(start, match.end(), f"标点“{marks}”连用，只能保留一个。", better)


# 等级, 等离子, 等静压: 等 that means “equal” or “wait” begins a term; after a list it is followed by punctuation or by what is listed.
_EQUAL = frozenset("级待离额价值效同候温边次号位比外车人客高静速压径强电轴保量距份熵势容渗张幅深宽长厚时差于身到着我你他")


def _comma_pause(draft: Draft) -> Iterator[Hit]:
    for match in expression(rf"、(?=等)(?<=[{CJK}”》）]、)").finditer(draft.text):
        at = match.start()
        if draft.text[at + 2 : at + 3] in _EQUAL or not draft.is_word(at + 1, at + 2):
            continue
        if not draft.is_quoted(at, at + 1):
            yield Hit(at, at + 1, "“等”前不用顿号。", "")


def _ends_open(draft: Draft) -> Iterator[Hit]:
    before = "。"
    for start, paragraph in draft.each(*TEXT_ROLES):
        text = paragraph.text.rstrip()
        alone = paragraph.role is not Role.BODY and paragraph.heading_end is None
        # A short line that goes on from another open line is a text broken at its margin, which is told as such.
        enough = len(text) > 20 or (len(text) > 10 and paragraph.role is Role.BODY and before in "。；：")
        if not alone and paragraph.place.cell is None and enough and text[-1] in "，、,":
            yield Hit(start + len(text) - 1, start + len(text), "段落以逗号、顿号结尾，请核对话是否说完。")
        before = text[-1:] or before


_AFTER_STOP = expression(rf"[\n“]|{HAN}{{5}}|{HAN}{{1,4}}，")


def _ends_a_sentence(draft: Draft, match: re.Match[str]) -> bool:
    """Tell whether a clause ends at the dot: between short words in mid-line it stands for “、” or “·” (病历.检查记录, 科技园.北岸园区)."""
    text, at = draft.text, match.start()
    if expression(r"[A-Za-z]").search(text[at - 3 : at + 2]):
        return False
    if text[at + 1 : at + 2] == "\n":
        return True
    return (
        _AFTER_STOP.match(text, at + 1) is not None
        and expression(rf"(?:[{CJK}”》）]{{6}}|[，；][{CJK}”》）]+)$").search(text[max(0, at - 8) : at]) is not None
    )


CHECKS = (
    Check(
        code="half-width-punctuation",
        title="中文里用了半角标点",
        family="punctuation",
        level=Level.ERROR,
        basis=must(GB15834, "5.1"),
        why="中文的逗号、分号、冒号、问号、叹号各占一个字的位置，用全角；小数点、千分位、时刻和外文用半角。",
        find=_half_width,
        examples=(
            Example("各单位要高度重视⟦,⟧抓好落实。", "各单位要高度重视，抓好落实。"),
            Example("会议地点⟦:⟧第一会议室。", "会议地点：第一会议室。"),
            Example("坚持问题导向⟦ , ⟧目标导向。", "坚持问题导向，目标导向。"),
        ),
        passes=(
            "我們?cè)诮窈的工作",
            "認可?偨Y如下",
            "共投入1,000.50元。",
            "会议9:30开始。",
            "文件名为a,b。",
            "网址为http://example.cn/?a=b。",
            "使用Word, Excel等软件。",
        ),
        sure=True,
    ),
    Check(
        code="half-width-brackets",
        title="中文里用了半角括号",
        family="punctuation",
        level=Level.WARNING,
        basis=must(GB15834, "5.1"),
        why="括注中文的括号用全角。",
        find=_half_brackets,
        examples=(
            Example("某某管理办法⟦(试行)⟧印发给你们。", "某某管理办法（试行）印发给你们。"),
            Example("各县⟦(⟧区）要抓好落实。", "各县（区）要抓好落实。"),
        ),
        passes=("人工智能(AI)产业", "函数f(x)", "（试行）", "(一)明确责任。"),
        sure=True,
    ),
    Check(
        code="half-width-stop",
        title="句末用了半角句点",
        family="punctuation",
        level=Level.ERROR,
        basis=must(GB15834, "4.1"),
        why="中文句末用句号“。”，不用“.”。",
        find=pattern(
            rf"\.(?<=[{CJK}”》）][{CJK}”》）]\.)(?=[\n“]|{HAN})(?!\.)",
            "句末应当用“。”",
            "。",
            where=_ends_a_sentence,
        ),
        examples=(
            Example("请认真贯彻执行⟦.⟧", "请认真贯彻执行。"),
            Example("各单位要立即部署，抓好落实⟦.⟧市防汛办要加强督查。", "各单位要立即部署，抓好落实。市防汛办要加强督查。"),
            Example("请各单位认真贯彻执行⟦.⟧同时，按时报送情况。", "请各单位认真贯彻执行。同时，按时报送情况。"),
        ),
        passes=(
            "增长3.5%。",
            "1.提高认识",
            "一.提高认识",
            "建设青山软件园、白水科技园.北岸园区（一期）。",
            "需提供近一年内的病历.检查记录.出院小结。",
        ),
    ),
    Check(
        code="straight-quotes",
        title="中文里用了直引号",
        family="punctuation",
        level=Level.WARNING,
        basis=must(GB15834, "4.8"),
        why="引号的形式是“”和‘’，直引号是外文和程序用的。",
        find=_straight_quotes,
        examples=(
            Example('深化⟦"放管服"⟧改革。', "深化“放管服”改革。"),
            Example('深化“放管服⟦"⟧改革。', "深化“放管服”改革。"),
            Example("深化⟦''放管服''⟧改革。", "深化“放管服”改革。"),
        ),
        passes=("深化“放管服”改革。", '<a href="x">', '6"管道'),
        sure=True,
    ),
    Check(
        code="doubled-punctuation",
        title="标点重复",
        family="punctuation",
        level=Level.ERROR,
        basis=PLAIN,
        why="两个点号不能连用，多是改稿时留下的。",
        find=_doubled,
        examples=(
            Example("各单位要高度重视⟦，，⟧抓好落实。", "各单位要高度重视，抓好落实。"),
            Example("办事效率这么高⟦。,⟧我县率先推行。", "办事效率这么高，我县率先推行。"),
            Example("请认真贯彻执行⟦，。⟧", "请认真贯彻执行。"),
        ),
        passes=("这是为什么？！", "他说：“好。”", "请稍候……"),
        sure=True,
    ),
    Check(
        code="ellipsis-form",
        title="省略号写法不对",
        family="punctuation",
        level=Level.ERROR,
        basis=must(GB15834, "4.11"),
        why="省略号是六个小圆点“……”，不写成“...”“。。。”。",
        find=pattern(
            rf"(?<=[{CJK}，。；：“”》）])(?:\.{{3,}}+|。{{3,}}|・{{3,}}|·{{3,}}|(?<!…)…(?!…))(?!\s?\d)",
            "省略号应当写作“……”",
            "……",
            keys=("...", "。。。", "・・・", "···", "…"),
            quoted=True,
        ),
        examples=(Example("包括牛、羊、猪⟦...⟧", "包括牛、羊、猪……"),),
        passes=("包括牛、羊、猪……", "目录......12"),
        sure=True,
    ),
    Check(
        code="ellipsis-with-and-so-on",
        title="省略号与“等”连用",
        family="punctuation",
        level=Level.WARNING,
        basis=must(GB15834, "附录A"),
        why="省略号已表示列举未尽，不再与“等”“等等”“之类”连用。",
        find=pattern(
            rf"(?<={HAN})……(?=等(?:等|[。，；、]|{HAN}))(?!等[级待离额价值效同候])",
            "省略号与“等”只用一个",
            "",
            keys=("……等",),
            reach=10,
        ),
        examples=(Example("包括牛、羊、猪⟦……⟧等。", "包括牛、羊、猪等。"),),
        passes=("包括牛、羊、猪……", "他沉默了……等级森严。"),
    ),
    Check(
        code="pause-before-and-so-on",
        title="“等”前用了顿号",
        family="punctuation",
        level=Level.WARNING,
        basis=PLAIN,
        why="“等”与前面的并列成分之间不用顿号。",
        find=_comma_pause,
        examples=(Example("包括粮食、油料⟦、⟧等重要物资。", "包括粮食、油料等重要物资。"),),
        passes=("分为优秀、等级两类。", "包括热压、等静压等工艺。", "绘制断面图、等高线图。", "包括粮食、油料等重要物资。"),
    ),
    Check(
        code="colon-within-colon",
        title="一句话里套用冒号",
        family="punctuation",
        level=Level.HINT,
        basis=should(GB15834, "4.7"),
        why="一个句子内部一般不套用冒号，读者分不清提起的话到哪里为止。",
        find=pattern(
            rf"(?:指出|强调|要求|认为|提出|明确|表示|决定|议定)(?P<x>：)[^。；！？：“”\n]{{4,60}}?：(?=[{CJK}（])",
            "一句话里套用了两个冒号，这一个可改为逗号",
            "，",
            keys=("：",),
            reach=80,
            group="x",
        ),
        examples=(
            Example(
                "会议强调⟦：⟧防汛工作要做到以下三点：一是压实责任，二是排查隐患。",
                "会议强调，防汛工作要做到以下三点：一是压实责任，二是排查隐患。",
            ),
        ),
        passes=(
            "会议强调：防汛工作要压实责任。要求如下：",
            "联系人：赵某某，电话：0571-85000000",
            "会议指出：“要求有三点：一是压实责任。”",
        ),
    ),
    Check(
        code="stop-inside-brackets",
        title="句内括号里用了句号",
        family="punctuation",
        level=Level.WARNING,
        basis=must(GB15834, "4.9"),
        why="句内括号里的话，末尾不用句号。",
        find=pattern(
            rf"(?<={HAN})（(?P<in>[^（）。\n]{{1,60}})(?P<x>。)）(?=[，、；。“《{CJK}]|(?!\d{{1,2}}[.．、)）])\d)",
            "句内括号中的话末尾不用句号",
            "",
            keys=("。）",),
            reach=70,
            group="x",
        ),
        examples=(
            Example("各单位（含派驻机构⟦。⟧）要抓好落实。", "各单位（含派驻机构）要抓好落实。"),
            Example("各单位（含派驻机构⟦。⟧）2024年完成。", "各单位（含派驻机构）2024年完成。"),
        ),
        passes=("各单位要抓好落实。（派驻机构另行通知。）", "附则（略。）1.本办法自发布之日起施行。"),
    ),
    Check(
        code="paragraph-ends-open",
        title="段落以逗号、顿号结尾",
        family="punctuation",
        level=Level.HINT,
        basis=PLAIN,
        why="一段话以逗号、顿号结尾，多半是没有写完，或者回车打断了句子。",
        find=_ends_open,
        examples=(
            Example("各单位要高度重视此项工作，认真研究部署，明确责任分工⟦，⟧", "各单位要高度重视此项工作，认真研究部署，明确责任分工。"),
        ),
        passes=("各单位要高度重视此项工作，认真研究部署，明确责任分工。",),
    ),
)
