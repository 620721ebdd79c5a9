"""版式: how the paragraphs of the text stand: headings two characters in, further lines flush left, no typed indents, no filled lines."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Alignment, Level, Role
from drafting.documents.standard import chars_wide
from drafting.proofing.check import GB9704, Check, Example, Hit, must, practice
from drafting.proofing.draft import TEXT_ROLES, Draft
from drafting.proofing.families.layout_reading import first, left, text_block, told_once, typed

_HEADINGS = (Role.HEADING1, Role.HEADING2, Role.HEADING3, Role.HEADING4)
_CHAPTER = expression(r"第[一二三四五六七八九十百]{1,5}[编章节]|目\s*录$")  # centred in every set of regulations


def _heading_indent(draft: Draft) -> Iterator[Hit]:
    wanted = draft.house.first_line_indent
    headings = [p for p in text_block(draft, *_HEADINGS) if not _CHAPTER.match(p.paragraph.text.strip())]
    wrong = [p for p in headings if p.paragraph.look.alignment is Alignment.CENTER or not _is_at(first(p.paragraph), wanted)]
    if wrong:
        paragraph = wrong[0].paragraph
        have = "居中" if paragraph.look.alignment is Alignment.CENTER else f"左空{first(paragraph):.1f}字".replace(".0字", "字")
        yield from told_once(wrong, f"层次标题{have}，应与正文一样左空{_two(wanted)}字{{count}}。")


def _two(number: float) -> str:
    return "二" if number == 2 else f"{number:g}"


def _is_at(have: float, wanted: float) -> bool:
    return wanted - 0.5 <= have <= wanted + 0.7


def _wrapped(draft: Draft) -> Iterator[Hit]:
    wrong = []
    for placed in text_block(draft, Role.BODY):
        paragraph = placed.paragraph
        if (
            left(paragraph) >= 0.8
            and not paragraph.numbering
            and chars_wide(paragraph.text) + first(paragraph) > draft.house.chars_per_line + 2
        ):
            wrong.append(placed)
    if wrong and len(wrong) * 2 > len(text_block(draft, Role.BODY)):
        yield from told_once(wrong, f"整段左缩进{left(wrong[0].paragraph):.1f}字，正文应当首行空二字、回行顶格{{count}}。")


_SENTENCE = 24  # characters: what is shorter may be a line of its own, as the salutation of a part
_ODD = 0.34  # the share of paragraphs beyond which it is no slip at one of them


def _odd_indent(draft: Draft) -> Iterator[Hit]:
    wanted = draft.house.first_line_indent
    placed = [
        p
        for p in text_block(draft, Role.BODY)
        if (p.paragraph.place.part or p.paragraph.look.first_line_chars is not None)
        and len(p.paragraph.text) >= _SENTENCE
        and p.paragraph.look.alignment not in (Alignment.CENTER, Alignment.RIGHT)
    ]
    right = [p for p in placed if _is_at(first(p.paragraph), wanted)]
    wrong = [p for p in placed if not _is_at(first(p.paragraph), wanted) and not p.paragraph.numbering and "\t" not in p.paragraph.text]
    if wrong and right and len(wrong) <= _ODD * len(placed):
        have = first(wrong[0].paragraph)
        stands = "顶格" if abs(have) < 0.3 else f"首行左空{have:.1f}字".replace(".0字", "字")
        yield from told_once(wrong, f"这一段{stands}，其他段落左空{_two(wanted)}字，请统一{{count}}。")


def _typed_indent(draft: Draft) -> Iterator[Hit]:
    wrong = [p for p in text_block(draft) if typed(p.paragraph.text) >= 1]
    yield from told_once(wrong, "首行缩进是用空格或者制表符打出来的，改字号、粘贴后会错位，请改用首行缩进2字符{count}。")


def _blank_paragraphs(draft: Draft) -> Iterator[Hit]:
    inside = {p.position for p in text_block(draft, *TEXT_ROLES, Role.RECIPIENTS)}
    wrong = [p for p in text_block(draft) if p.paragraph.look.blank_lines_above and p.position - 1 in inside]
    yield from told_once(wrong, "这一段前面有空行，正文编排在主送机关下一行，段落之间不空行{count}。")


def _soft_breaks(draft: Draft) -> Iterator[Hit]:
    wrong = [p for p in text_block(draft) if "\n" in p.paragraph.text.strip()]
    yield from told_once(wrong, "段落里有手动换行符（Shift+Enter），下一行没有首行缩进，请改为回车分段或者删去{count}。")


_HEAD = "机关标志[字号=40 颜色=FF0000]| 青山市财政局文件\n标题[字号=22 对齐=中]| 关于做好决算工作的通知"
_LONG = "为做好2024年度部门决算编报工作，确保数据真实完整，现将有关事项通知如下。"
_INDENTED = f"正文[字号=16 缩进=2]| {_LONG}"

CHECKS = (
    Check(
        code="heading-indent",
        title="层次标题没有左空二字",
        family="layout",
        level=Level.WARNING,
        basis=must(GB9704, "7.3.3"),
        why="每个自然段左空二字，层次标题也是一段，不顶格、不居中。",
        find=_heading_indent,
        examples=(
            Example(f"{_HEAD}\n一级[字体=黑体 字号=16]| ⟦一、总体要求⟧", f"{_HEAD}\n一级[字体=黑体 字号=16 缩进=2]| 一、总体要求"),
            Example(f"{_HEAD}\n一级[字体=黑体 字号=16 对齐=中]| ⟦一、总体要求⟧", f"{_HEAD}\n一级[字体=黑体 字号=16 缩进=2]| 一、总体要求"),
        ),
        passes=(f"{_HEAD}\n一级| 一、总体要求", f"{_HEAD}\n一级[字号=16]| 　　一、总体要求", "一级[字号=16]| 一、总体要求"),
        passage=True,
    ),
    Check(
        code="odd-indent",
        title="个别段落首行没有左空二字",
        family="layout",
        level=Level.WARNING,
        basis=must(GB9704, "7.3.3"),
        why="正文每个自然段左空二字，粘贴进来的一段常带着原来的缩进。",
        find=_odd_indent,
        examples=(
            Example(
                f"{_HEAD}\n{_INDENTED}\n{_INDENTED}\n正文[字号=16 缩进=0]| ⟦{_LONG}⟧",
                f"{_HEAD}\n{_INDENTED}\n{_INDENTED}\n{_INDENTED}",
            ),
        ),
        passes=(
            f"{_HEAD}\n{_INDENTED}\n{_INDENTED}\n正文[字号=16 缩进=0]| 各县（市、区）：",
            f"{_HEAD}\n{_INDENTED}\n正文[字号=16 缩进=0]| {_LONG}",
        ),
    ),
    Check(
        code="body-wrap-indented",
        title="正文整段缩进",
        family="layout",
        level=Level.ERROR,
        basis=must(GB9704, "7.3.3"),
        why="每个自然段左空二字，回行顶格；把左缩进当首行缩进用，整段都退了进来。",
        find=_wrapped,
        examples=(Example(f"{_HEAD}\n正文[字号=16 左空=2]| ⟦{_LONG}⟧", f"{_HEAD}\n正文[字号=16 缩进=2]| {_LONG}"),),
        passes=(f"{_HEAD}\n正文[字号=16 左空=2]| 请抓好落实。", f"正文[字号=16 左空=2]| {_LONG}"),
        passage=True,
    ),
    Check(
        code="typed-indent",
        title="用空格代替首行缩进",
        family="layout",
        level=Level.HINT,
        basis=practice(),
        why="用空格凑出来的缩进，字号一变、换一台电脑就不是两个字。",
        find=_typed_indent,
        examples=(Example(f"{_HEAD}\n正文[字号=16]| ⟦　　请抓好落实。⟧", f"{_HEAD}\n正文[字号=16 缩进=2]| 请抓好落实。"),),
        passes=(f"{_HEAD}\n正文| 　　请抓好落实。", "正文[字号=16]| 　　请抓好落实。"),
        passage=True,
    ),
    Check(
        code="blank-paragraph",
        title="正文段落之间有空行",
        family="layout",
        level=Level.HINT,
        basis=practice(),
        why="正文编排在主送机关下一行，段落之间不空行；空行多是网页粘贴留下的。",
        find=_blank_paragraphs,
        examples=(
            Example(
                f"{_HEAD}\n正文[字号=16 缩进=2]| 请做好准备。\n正文[字号=16 缩进=2 空行=1]| ⟦请抓好落实。⟧",
                f"{_HEAD}\n正文[字号=16 缩进=2]| 请做好准备。\n正文[字号=16 缩进=2]| 请抓好落实。",
            ),
        ),
        passes=(
            "标题[字号=22]| 关于防汛的通知\n正文[字号=16 缩进=2 空行=1]| 请抓好落实。\n正文[字号=16 缩进=2 空行=1]| 请抓好落实。",
            f"{_HEAD}\n正文[字号=16 缩进=2 空行=1]| 请抓好落实。",
        ),
        passage=True,
    ),
    Check(
        code="soft-line-break",
        title="段落里有手动换行",
        family="layout",
        level=Level.HINT,
        basis=practice(),
        why="网页粘贴带来的手动换行符不是分段，后面的文字没有首行缩进，两端对齐时字距还会拉开。",
        find=_soft_breaks,
        examples=(
            Example(
                f"{_HEAD}\n正文[字号=16 缩进=2]| ⟦请做好准备。⏎请抓好落实。⟧",
                f"{_HEAD}\n正文[字号=16 缩进=2]| 请做好准备。\n正文[字号=16 缩进=2]| 请抓好落实。",
            ),
        ),
        passes=(f"{_HEAD}\n正文[字号=16 缩进=2]| 请抓好落实。", "正文[字号=16]| 请做好准备。⏎请抓好落实。"),
        passage=True,
    ),
)
