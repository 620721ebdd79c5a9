"""结构层次: the marks of headings and of attachment notes, 版记, the colon after the recipients."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Basis, Level, Paragraph, Role, Strength
from drafting.proofing.check import GB9704, GB15834, Check, Example, Hit, may, must, practice, should
from drafting.proofing.draft import CJK, HAN, Draft
from drafting.proofing.shapes import pattern

_HAN = "一二三四五六七八九十"


_ORGANS_END = expression(
    r"(?:单位|政府|部门|[局厅委]|公司|学校|机构|高校|大学|机关|中心|院|处|会|[处科]室|办公室|乡镇|街道|社区|集团|[支大总]队|企业|银行|分行)$"
)
_GREETING = expression(r"各位|尊敬的|同志们|朋友们|女士们|先生们|[老同]学|亲爱的")


def _recipients_colon(draft: Draft) -> Iterator[Hit]:
    found = list(draft.each(Role.RECIPIENTS))
    if not found:
        return
    start, paragraph = found[-1]
    text = paragraph.text.rstrip()
    mark = expression(r"[:，,。、.．；;]+$").search(text)
    called = "称呼" if _GREETING.match(text) else "主送机关"
    if mark:
        yield Hit(start + mark.start(), start + mark.end(), f"{called}后用全角冒号“：”。", "：")
    elif _ORGANS_END.search(text) and not expression(r"[\d年]").search(text):
        yield Hit(start + len(text) - 1, start + len(text), "主送机关后缺冒号“：”。", f"{text[-1]}：")


# 六、本通知自印发之日起施行。 and 一、同意你单位夜间施工。 are clauses with a number, not headings.
_CLAUSE = expression(
    r"、(?:原则上?)?(?:同意|批准|准予|核准)|[自从][^。]*起|施行|执行。|[本该](?:通知|办法|意见|规定|方案|决定|细则|通告|公告|条例|规则)|特此|废止|请[^。]{2,}|以上"
)


_HEADED = expression(r"[^。；！？]{3,30}。")


def _own_line(draft: Draft) -> Iterator[Hit]:
    # Only a heading that stands alone and is followed by body text: a numbered sentence in a list keeps its full stop.
    stopped: list[int] = []  # （一） alone in their lines, with text below them and a full stop
    plain = listed = told = 0  # without one; one after the other; 一、 with a full stop
    for index, start in (*draft.by_role.get(Role.HEADING1, ()), *draft.by_role.get(Role.HEADING2, ())):
        paragraph = draft.paragraphs[index]
        if paragraph.heading_end is not None or index + 1 == len(draft.paragraphs):
            continue
        following = draft.paragraphs[index + 1]
        text = paragraph.text.rstrip()
        if paragraph.role is Role.HEADING2:
            if following.role is Role.HEADING3 or (following.role is Role.BODY and len(following.text) > len(text)):
                if _HEADED.fullmatch(text) and not _CLAUSE.search(text):
                    stopped.append(start + len(text))
                plain += len(text) < 30 and not expression(r"[。；，：]$").search(text)
            listed += following.role is Role.HEADING2
        elif following.role in (Role.BODY, Role.HEADING2) and _HEADED.fullmatch(text) and not _CLAUSE.search(text):
            told += 1
            yield Hit(start + len(text) - 1, start + len(text), "单独成行的标题末尾一般不加句号。", "")
    # Many genuine documents end every （一） with one; not those that leave it out at others, or have it after 一、 too.
    if len(stopped) + plain > 1 and listed <= (len(stopped) + plain) // 4 and (told > 1 or plain > 1):
        for end in stopped:
            yield Hit(end - 1, end, "单独成行的标题末尾一般不加句号。", "")


def _jump(draft: Draft) -> Iterator[Hit]:
    # Many genuine documents have sections without （一）; only where other sections of the same paper have it was it forgotten.
    for part in _papers(draft):
        jumps: list[int] = []
        regular = last = 0
        for start, paragraph in part:
            level = paragraph.role.heading_level
            if level == 3 and last == 1 and expression(r"1[.．]").match(paragraph.text):
                jumps.append(start)
            regular += level == 2 and last == 1 and paragraph.text.lstrip().startswith(("（", "("))
            last = level or last
        if 0 < len(jumps) <= regular:
            for start in jumps:
                yield Hit(start, start + 2, "结构层次从“一、”直接到“1.”，其他部分有“（一）”一级，请核对。")


def _papers(draft: Draft) -> list[list[tuple[int, Paragraph]]]:
    """Return the headings of the document and of each attachment, which has a structure of its own."""
    papers: list[list[tuple[int, Paragraph]]] = [[]]
    for start, paragraph in draft.each():
        if paragraph.role in (Role.ATTACHMENT_LABEL, Role.ATTACHMENT_TITLE, Role.TITLE):
            papers.append([])
        elif paragraph.role.heading_level:
            papers[-1].append((start, paragraph))
    return papers


def _copies_end(draft: Draft) -> Iterator[Hit]:
    found = [(s, p) for s, p in draft.each(Role.COPIES_TO) if p.text.strip()]
    if not found:
        return
    start, paragraph = found[-1]
    text = paragraph.text.rstrip()
    if text.endswith(("。", "印发")) or not expression(rf"[{CJK}）；;，,、.]$").search(text):
        return
    last = text[-1]
    better = "。" if last in "；;，,、." else f"{last}。"
    yield Hit(start + len(text) - 1, start + len(text), "抄送机关最后一个名称后标句号。", better)


CHECKS = (
    Check(
        code="recipients-without-colon",
        title="主送机关后没有全角冒号",
        family="structure",
        level=Level.ERROR,
        basis=must(GB9704, "7.3.2"),
        why="主送机关编排于标题下空一行位置，居左顶格，最后一个机关名称后标全角冒号。",
        find=_recipients_colon,
        examples=(
            Example("主送| 各区人民政府⟦:⟧", "主送| 各区人民政府："),
            Example("主送| 各有关单⟦位⟧", "主送| 各有关单位："),
            Example("主送| 各县民政局，局机关各处⟦室⟧", "主送| 各县民政局，局机关各处室："),
            Example("标题| 政府工作报告\n主送| 各位代表⟦，⟧", "标题| 政府工作报告\n主送| 各位代表："),
        ),
        passes=("主送| 各区人民政府，市政府各委、办、局：",),
    ),
    Check(
        code="level-one-mark",
        title="一级标题序号后没有用顿号",
        family="structure",
        level=Level.WARNING,
        basis=should(GB15834, "附录B.3"),
        why="不带括号的汉字数字作序次语时，后面用顿号，写作“一、”。",
        find=pattern(
            rf"(?m)^[\s　]*[{_HAN}]{{1,3}}\s?(?P<x>[.．，,：:。；;])(?=\s?[{CJK}“《])(?![{_HAN}][，、,])",
            "汉字序号后用顿号，写作“一、”",
            "、",
            group="x",
        ),
        examples=(
            Example("一⟦.⟧提高思想认识", "一、提高思想认识"),
            Example("二⟦，⟧落实工作责任", "二、落实工作责任"),
            Example("三⟦。⟧加强督促检查", "三、加强督促检查"),
        ),
        passes=("一、提高思想认识", "一，二，三，齐步走。"),
    ),
    Check(
        code="level-two-mark",
        title="“（一）”后多了标点",
        family="structure",
        level=Level.WARNING,
        basis=should(GB15834, "附录B.3"),
        why="加括号的序次语后面不用任何点号。",
        find=pattern(rf"(?m)^[\s　]*[（(](?:[{_HAN}]{{1,3}}|\d{{1,2}})[）)](?P<x>[、.．，,：:]+)", "带括号的序号后不加标点", "", group="x"),
        examples=(Example("（一）⟦、⟧明确责任。", "（一）明确责任。"),),
        passes=("（一）明确责任。", "见（一）、（二）两项。"),
    ),
    Check(
        code="half-width-level-two",
        title="“（一）”用了半角括号",
        family="structure",
        level=Level.WARNING,
        basis=must(GB15834, "5.1"),
        why="标准给出的第二层序数是“（一）”；中文里的括号用全角。",
        find=pattern(
            rf"(?m)^[\s　]*(?:(?P<both>\([{_HAN}]{{1,3}}\))|(?P<left>\()[{_HAN}]{{1,3}}）|（[{_HAN}]{{1,3}}(?P<right>\)))",
            "序号的括号应当用全角",
            lambda m: "（" if m["left"] else "）" if m["right"] else f"（{m['both'][1:-1]}）",
            keys=("(", ")"),
            group=("both", "left", "right"),
        ),
        examples=(Example("⟦(一)⟧明确责任。", "（一）明确责任。"), Example("（一⟦)⟧明确责任。", "（一）明确责任。")),
        passes=("（一）明确责任。", "(1)明确责任。"),
    ),
    Check(
        code="level-three-mark",
        title="“1.”写成了“1、”",
        family="structure",
        level=Level.WARNING,
        basis=should(GB15834, "附录B.3"),
        why="不带括号的阿拉伯数字作序次语时，后面用小圆点，写作“1.”。",
        find=pattern(
            rf"(?m)^[\s　]*\d{{1,2}}(?P<x>[、，,。；;])(?=\s?[{CJK}“《])",
            "阿拉伯数字序号后用小圆点，写作“1.”",
            ".",
            group="x",
            where=lambda draft, m: draft.paragraph(m.start("x")).role is not Role.ATTACHMENT_NOTE,
        ),
        examples=(Example("1⟦、⟧明确责任。", "1.明确责任。"),),
        passes=("1.明确责任。", "涉及1、2号楼。", "1、2号楼已经完工。"),
    ),
    Check(
        code="ordinal-with-pause",
        title="“第一、”应为“第一，”",
        family="structure",
        level=Level.WARNING,
        basis=should(GB15834, "附录B.3"),
        why="“第”字头的序次语后面用逗号。",
        find=pattern(
            rf"第(?<![^\s　。；：]第)[{_HAN}]{{1,2}}(?P<x>[、.．])(?!第)(?={HAN}{{2}})(?![{_HAN}])",
            "“第一”“第二”等序次语后用逗号",
            "，",
            group="x",
        ),
        examples=(Example("第一⟦、⟧要提高认识。", "第一，要提高认识。"),),
        passes=("第一，要提高认识。", "第一、二、三产业协调发展。", "第一、第二项工作已经完成。"),
    ),
    Check(
        code="heading-full-stop",
        title="单独成行的标题末尾用了句号",
        family="structure",
        level=Level.HINT,
        basis=practice(),
        why="单独成行的层次标题，末尾一般不加句号。",
        find=_own_line,
        examples=(
            Example("一、提高思想认识⟦。⟧\n各单位要充分认识此项工作的意义。", "一、提高思想认识\n各单位要充分认识此项工作的意义。"),
            Example(
                "（一）提高认识⟦。⟧\n各单位要充分认识意义。\n（二）落实责任\n要落实到岗位和个人。\n（三）加强督查\n要每月通报一次。",
                "（一）提高认识\n各单位要充分认识意义。\n（二）落实责任\n要落实到岗位和个人。\n（三）加强督查\n要每月通报一次。",
            ),
        ),
        passes=(
            "一、提高思想认识\n各单位要充分认识此项工作的意义。",
            "（一）提高认识。\n各单位要充分认识意义。\n（二）落实责任。\n要把责任落实到岗位和个人。",
            "（一）市财政局负责安排资金。\n（二）市水利局负责建设。\n各单位要按照分工抓好落实。",
            "一、某局负责排查。\n二、某委负责汇总。",
            "一、本通知自印发之日起施行。\n各单位要抓好落实。",
            "一、同意你单位本次夜间施工。\n施工地点：青山路东侧河堤\n二、施工中要控制噪声。",
        ),
    ),
    Check(
        code="level-skipped",
        title="结构层次跳级",
        family="structure",
        level=Level.HINT,
        basis=may(GB9704, "7.3.3"),
        why="结构层次序数可以依次用“一、”“（一）”“1.”“（1）”标注；只有两层时可以跳用，三层以上不跳。",
        find=_jump,
        examples=(
            Example(
                "一、提高认识\n⟦1.⟧加强学习。\n二、落实责任\n（一）明确分工。",
                "一、提高认识\n（一）加强学习。\n二、落实责任\n（一）明确分工。",
            ),
        ),
        passes=(
            "一、提高认识\n1.加强学习。\n2.深入调研。",
            "一、提高认识\n1.加强学习。\n二、落实责任\n1.明确分工。\n三、加强督查\n（一）定期通报。",
        ),
    ),
    Check(
        code="copies-without-stop",
        title="抄送机关后没有句号",
        family="structure",
        level=Level.ERROR,
        basis=must(GB9704, "7.4.2"),
        why="抄送机关之间用逗号隔开，最后一个抄送机关名称后标句号。",
        find=_copies_end,
        examples=(Example("抄送| 抄送：市委办公室，市人大常委会办公⟦室⟧", "抄送| 抄送：市委办公室，市人大常委会办公室。"),),
        passes=("抄送| 抄送：市委办公室，市人大常委会办公室。",),
    ),
    Check(
        code="subject-terms-left",
        title="还标着主题词",
        family="structure",
        level=Level.WARNING,
        basis=Basis(f"《党政机关公文处理工作条例》、{GB9704}", "", Strength.PLAIN),
        why="主题词是1999年格式的要素，2012年7月1日起公文不再标注，多半是沿用旧文。",
        find=pattern(
            r"(?m)^[\s　]*(?P<x>主\s?题\s?词[:：][^\n]*)",
            "2012年7月起公文不再标注主题词，请删去",
            None,
            keys=("题",),
            reach=200,
            group="x",
            where=lambda draft, m: draft.date is not None and (draft.date.year, draft.date.month) >= (2012, 7),
        ),
        examples=(Example("日期| 2024年5月8日\n⟦主题词：防汛　通知⟧", "日期| 2024年5月8日"),),
        passes=("日期| 2009年5月8日\n主题词：防汛　通知", "日期| 2024年5月8日\n论文主题词：防汛"),
        passage=True,
    ),
    Check(
        code="this-page-without-text",
        title="用“此页无正文”凑页",
        family="structure",
        level=Level.HINT,
        basis=must(GB9704, "7.3.5.5"),
        why="空白处容不下印章、日期时，调整行距、字距解决，不标“此页无正文”。",
        find=pattern(r"[（(]?此页无正文[）)]?", "不用“此页无正文”，请调整行距、字距，使署名与正文同页", None, keys=("此页无正文",)),
        examples=(Example("⟦（此页无正文）⟧", "特此通知。"),),
        passes=("此页有正文。",),
    ),
)
