"""版式: lines a page, page headers, page numbers (GB/T 9704—2012, 5.2.3 and 7.5)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.house_values import PageNumber
from drafting.documents.model import Alignment, Format, Level, Paragraph, Role
from drafting.documents.standard import PAGE_NUMBER_FONT, PAGE_NUMBER_GAP, PAGE_NUMBER_SIZE, Font, font_of, points
from drafting.proofing.check import GB9704, REGULATION, Check, Example, Hit, must, practice, should
from drafting.proofing.draft import Draft
from drafting.proofing.families.layout_reading import Placed, left, millimetres, right, size_name, text_block, told_once, typed

_CLOSEST, _WIDEST = 24.4, 32.1  # points a line: what 7.3.5.5 lets a secretary adjust to, so that text and seal share a page
_A_PAGE = 600  # characters: a document of less stands on one page, which some offices do not number
_NUMBER = expression(r"^[　 \t]*(?P<before>[^\d\s　]*)[　 ]*(?P<number>\d{1,4})[　 ]*(?P<after>[^\d\s　]*)[　 \t]*$")
_OF_PAGES = expression(
    r"^[　 \t]*(?P<before>第?)[　 ]*(?P<number>\d{1,4})[　 ]*(?P<after>页?[　 ]*[/／，,]?[　 ]*(?:共[　 ]*)?\d{1,4}[　 ]*页?)[　 \t]*$"
)
_DASHES = ("—", "─", "―", "－", "一")  # what is drawn as 一字线
_DASH_TO_EDGE = 2.6  # mm from the bottom of the page number's line to its dash, at 4号


def _line_pitch(draft: Draft) -> Iterator[Hit]:
    placed = text_block(draft)
    fixed = [p for p in placed if p.paragraph.look.line_rule == "exact" and p.paragraph.look.line_spacing]
    page = draft.document.page
    if len(fixed) * 2 > len(placed):
        pitch, _ = Counter(p.paragraph.look.line_spacing for p in fixed).most_common(1)[0]
        how = f"正文行距是固定值{pitch:g}磅"
    elif page.grid_type in (None, "default") and placed:
        # A line of Chinese type is about 1.3 times as high as its size.
        auto = [p for p in placed if p.paragraph.look.line_rule in (None, "auto") and p.paragraph.look.size]
        if len(auto) * 2 <= len(placed):
            return
        times, _ = Counter(p.paragraph.look.line_spacing or 1.0 for p in auto).most_common(1)[0]
        pitch = 1.3 * (auto[0].paragraph.look.size or 16.0) * times
        how = f"正文是{times:g}倍行距"
    else:
        return
    height = None if None in (page.height, page.top, page.bottom) else (page.height or 0) - (page.top or 0) - (page.bottom or 0)
    if pitch and height and not _CLOSEST <= pitch <= _WIDEST:
        yield placed[0].hit(f"{how}，一页约{height / pitch:.0f}行，一般每面排{draft.house.lines_per_page}行（固定值28至29磅）。")


def _line_spacing(draft: Draft) -> Iterator[Hit]:
    placed = [p for p in text_block(draft) if p.paragraph.look.line_spacing]
    kinds = Counter(_pitch(p.paragraph) for p in placed)
    if len(kinds) < 2:
        return
    usual, most = kinds.most_common(1)[0]
    off = [p for p in placed if _pitch(p.paragraph) != usual and "\ufffc" not in p.paragraph.text]
    if off and most >= 2 * len(off):
        here, there = _pitch_name(off[0].paragraph), _pitch_name(next(p.paragraph for p in placed if _pitch(p.paragraph) == usual))
        yield from told_once(off, f"这一段行距是{here}，全文多是{there}，请统一{{count}}。")


def _pitch(paragraph: Paragraph) -> tuple[str, float]:
    look = paragraph.look
    return look.line_rule or "auto", round(look.line_spacing or 0.0, 1)


def _pitch_name(paragraph: Paragraph) -> str:
    rule, value = _pitch(paragraph)
    return {"exact": f"固定值{value:g}磅", "atLeast": f"最小值{value:g}磅"}.get(rule, f"{value:g}倍")


def _headers(draft: Draft) -> Iterator[Hit]:
    if not draft.is_formal or draft.document.page.width is None:
        return
    for index, start in draft.by_role.get(Role.PAGE_HEADER, ()):
        text = draft.paragraphs[index].text
        if expression(r"\w").search(text) and not _NUMBER.match(text):
            yield Hit(start, start + len(text), "公文没有页眉，这里的文字会印在每一页上方，请核对是否删去。")
            return


def _footers(draft: Draft) -> list[tuple[str, Placed, re.Match[str]]]:
    """Return the page numbers of a formal document: which pages they are for, where they are, and their parts."""
    if not draft.is_formal or draft.document.page.has_page_number is False:
        return []
    uses = {part: use for use, part in draft.document.page.footers}
    found = []
    for index, start in draft.by_role.get(Role.PAGE_FOOTER, ()):
        paragraph = draft.paragraphs[index]
        number = _NUMBER.match(paragraph.text) or _OF_PAGES.match(paragraph.text)
        if number:
            found.append((uses.get(paragraph.place.part, "default"), Placed(index, start, paragraph), number))
    return found


def _number_missing(draft: Draft) -> Iterator[Hit]:
    if draft.is_formal and draft.document.page.has_page_number is False:
        placed = text_block(draft)
        written = "".join(draft.paragraphs[i].text for i, _ in draft.by_role.get(Role.PAGE_FOOTER, ()))
        if placed and sum(len(p.paragraph.text) for p in placed) > _A_PAGE:
            typed_in = "页脚里的数字是直接打上去的，不会逐页变化，" if expression(r"\d").search(written) else ""
            yield placed[0].hit(f"{typed_in}文件没有页码，请插入页码（4号宋体，两边各放一条一字线）。")


def _number_form(draft: Draft) -> Iterator[Hit]:
    if not draft.house.page_number_dashes:
        return
    for _, placed, number in _footers(draft):
        before, after = number["before"], number["after"]
        if before in _DASHES and after in _DASHES:
            continue
        if "第" in before:
            told = "页码不写“第×页”"
        elif before or after:
            told = f"页码两边是“{before or after}”"
        else:
            told = "页码两边没有一字线"
        yield placed.hit(f"{told}，应为阿拉伯数字左右各放一条一字线，如“— 1 —”。")
        return


def _number_place(draft: Draft) -> Iterator[Hit]:
    if draft.house.page_number is PageNumber.CENTER:
        return
    both = draft.document.page.odd_and_even
    for use, placed, _ in _footers(draft):
        look = placed.paragraph.look
        if placed.paragraph.place.in_text_box or placed.paragraph.place.cell or look.framed or "\t" in placed.paragraph.text:
            continue
        wanted, pages = (Alignment.LEFT, "双") if use == "even" else (Alignment.RIGHT, "单")
        have = Alignment.LEFT if look.alignment in (None, Alignment.JUSTIFY) else look.alignment
        if have is Alignment.CENTER:
            yield placed.hit("页码居中了，单页码应当居右空一字，双页码居左空一字。")
            return
        if use == "first":
            continue
        if have is Alignment.LEFT and typed(placed.paragraph.text) + left(placed.paragraph) > 6:
            continue  # pushed over by blanks: where it stands is not known
        if have is not wanted and (both or use == "even"):
            yield placed.hit(f"{pages}页码应当居{'左' if use == 'even' else '右'}空一字，现在在另一边。")
            return
        if both is False and use == "default" and draft.document.format is not Format.LETTER:
            yield placed.hit("单双页的页码在同一边，应当设置奇偶页不同：单页码居右空一字，双页码居左空一字。")
            return


def _number_indent(draft: Draft) -> Iterator[Hit]:
    if draft.house.page_number is PageNumber.CENTER:
        return
    for use, placed, _ in _footers(draft):
        paragraph = placed.paragraph
        if paragraph.place.in_text_box or paragraph.place.cell or paragraph.look.framed or paragraph.look.alignment is None:
            continue
        outer = {("default", Alignment.RIGHT): right, ("even", Alignment.LEFT): left}.get((use, paragraph.look.alignment))
        if outer and outer(paragraph) + (typed(paragraph.text) if use == "even" else 0.0) < 0.4:
            yield placed.hit("页码没有空一字，单页码居右空一字，双页码居左空一字。")
            return


def _number_face(draft: Draft) -> Iterator[Hit]:
    element = draft.house.element(Role.PAGE_FOOTER)
    for _, placed, _ in _footers(draft):
        look = placed.paragraph.look
        font = look.latin_font
        wrong_size = look.size is not None and abs(look.size - element.size) > 0.6
        # Times New Roman is what Word and WPS make of 宋体 for digits: only what nobody takes for it is told.
        wrong_font = font is not None and font_of(font) is not element.font and font not in ("Times New Roman", draft.house.latin_font)
        if wrong_size or (wrong_font and font_of(font or "") is not Font.SONG):
            have = (size_name(look.size) if look.size else "") + (font if wrong_font and font else "")
            yield placed.hit(f"页码是{have}，一般用{size_name(element.size)}半角{element.font.chinese}阿拉伯数字。")
            return


def _number_gap(draft: Draft) -> Iterator[Hit]:
    page = draft.document.page
    footers = _footers(draft)
    if page.bottom is None or page.footer is None or not footers:
        return
    if abs(page.bottom - draft.house.bottom / 20) > 3 * points(1):
        return  # the margin is told; the footer goes with it
    gap = millimetres(page.bottom - page.footer) - _DASH_TO_EDGE
    wanted = draft.house.page_number_gap
    if abs(gap - wanted) > 4 and not footers[0][1].paragraph.place.in_text_box and not footers[0][1].paragraph.look.framed:
        distance = millimetres(page.bottom) - wanted - _DASH_TO_EDGE
        yield footers[0][1].hit(f"页码的一字线距版心下边缘约{gap:.0f}毫米，应为{wanted:g}毫米（把“页脚距边界”设为{distance:.0f}毫米）。")


_PAGE = "页面| 宽=210 高=297 上=37 下=35 左=28 右=26"
_BOTH = f"{_PAGE} 单双页=1 页码=1"
_HEAD = "机关标志[字号=40 颜色=FF0000]| 青山市财政局文件\n标题[字号=22 对齐=中]| 关于做好决算工作的通知"
_BODY = "正文[字号=16 缩进=2 行距=29]| 请各单位结合实际抓好落实。"
_LONG = "请各单位结合实际抓好落实。" * 50

CHECKS = (
    Check(
        code="line-pitch",
        title="每页行数不合一般要求",
        family="layout",
        level=Level.WARNING,
        basis=should(GB9704, "5.2.3"),
        why="一般每面排22行；单倍、双倍行距都排不出22行。为使落款与正文同页而微调的不报。",
        find=_line_pitch,
        examples=(
            Example(f"{_PAGE}\n{_HEAD}\n正文[字号=16 行距=20]| ⟦请抓好落实。⟧", f"{_PAGE}\n{_HEAD}\n正文[字号=16 行距=28.5]| 请抓好落实。"),
        ),
        passes=(f"{_PAGE}\n{_HEAD}\n正文[字号=16 行距=30]| 请抓好落实。", f"{_PAGE}\n正文[字号=16 行距=20]| 请抓好落实。"),
        passage=True,
    ),
    Check(
        code="uneven-line-spacing",
        title="段落行距不一",
        family="layout",
        level=Level.WARNING,
        basis=should(GB9704, "5.2.3"),
        why="粘贴来的段落带着原来的行距，一页里有疏有密。",
        find=_line_spacing,
        examples=(
            Example(
                f"{_HEAD}\n{_BODY}\n{_BODY}\n正文[字号=16 缩进=2 行距=22]| ⟦粘贴来的一段文字。⟧",
                f"{_HEAD}\n{_BODY}\n{_BODY}\n正文[字号=16 缩进=2 行距=29]| 粘贴来的一段文字。",
            ),
        ),
        passes=(f"{_BODY}\n{_BODY}\n正文[字号=16 行距=22]| 粘贴来的一段文字。", f"{_HEAD}\n{_BODY}\n正文[字号=16]| 抓好落实。"),
        passage=True,
    ),
    Check(
        code="page-header-text",
        title="公文有页眉文字",
        family="layout",
        level=Level.HINT,
        basis=practice(),
        why="国家标准没有页眉，套用模板、合同的页眉会印在每一页上。",
        find=_headers,
        examples=(Example(f"{_PAGE}\n{_HEAD}\n{_BODY}\n页眉| ⟦内部资料⟧", f"{_PAGE}\n{_HEAD}\n{_BODY}"),),
        passes=(f"{_PAGE}\n{_BODY}\n页眉| 内部资料",),
        passage=True,
    ),
    Check(
        code="page-number-missing",
        title="没有页码",
        family="layout",
        level=Level.WARNING,
        basis=should(REGULATION, "第九条"),
        why="页码是公文的组成要素；直接打在页脚的数字每一页都一样。",
        find=_number_missing,
        examples=(Example(f"{_PAGE} 页码=0\n{_HEAD}\n正文[字号=16]| ⟦{_LONG}⟧", f"{_PAGE} 页码=1\n{_HEAD}\n正文[字号=16]| {_LONG}"),),
        passes=(f"{_PAGE} 页码=0\n{_HEAD}\n{_BODY}", f"{_PAGE} 页码=0\n正文[字号=16]| {_LONG}"),
        passage=True,
    ),
    Check(
        code="page-number-form",
        title="页码没有放在一字线之间",
        family="layout",
        level=Level.ERROR,
        basis=must(GB9704, "7.5"),
        why="数字左右各放一条一字线；“- 1 -”“第1页”都不是公文的页码。",
        find=_number_form,
        examples=(
            Example(f"{_BOTH}\n{_HEAD}\n{_BODY}\n页脚[字号=14 对齐=右 右空=1]| ⟦- 1 -⟧", f"{_BOTH}\n{_HEAD}\n{_BODY}\n页脚| — 1 —"),
            Example(f"{_BOTH}\n{_HEAD}\n{_BODY}\n页脚[字号=14 对齐=右 右空=1]| ⟦第1页⟧", f"{_BOTH}\n{_HEAD}\n{_BODY}\n页脚| — 1 —"),
            Example(f"{_BOTH}\n{_HEAD}\n{_BODY}\n页脚[字号=14]| ⟦第 1 页 共 5 页⟧", f"{_BOTH}\n{_HEAD}\n{_BODY}\n页脚| — 1 —"),
        ),
        passes=(f"{_BOTH}\n{_BODY}\n页脚| - 1 -", f"{_BOTH}\n{_HEAD}\n{_BODY}\n页脚| —1—"),
        passage=True,
    ),
    Check(
        code="page-number-place",
        title="页码不在外侧",
        family="layout",
        level=Level.ERROR,
        basis=must(GB9704, "7.5"),
        why="单页码居右空一字，双页码居左空一字；居中、始终在一边都不对，要设置奇偶页不同。",
        find=_number_place,
        examples=(
            Example(
                f"{_BOTH}\n{_HEAD}\n{_BODY}\n页脚[字号=14 对齐=中]| ⟦— 1 —⟧",
                f"{_BOTH}\n{_HEAD}\n{_BODY}\n页脚[字号=14 对齐=右 右空=1]| — 1 —",
            ),
            Example(
                f"{_PAGE} 单双页=0 页码=1\n{_HEAD}\n{_BODY}\n页脚[字号=14 对齐=右 右空=1]| ⟦— 1 —⟧",
                f"{_BOTH}\n{_HEAD}\n{_BODY}\n页脚[字号=14 对齐=右 右空=1]| — 1 —\n页脚[字号=14 对齐=左 左空=1 双页=1]| — 2 —",
            ),
        ),
        passes=(f"{_BOTH}\n{_BODY}\n页脚[字号=14 对齐=中]| — 1 —",),
        passage=True,
    ),
    Check(
        code="page-number-indent",
        title="页码没有空一字",
        family="layout",
        level=Level.WARNING,
        basis=must(GB9704, "7.5"),
        why="单页码居右空一字，双页码居左空一字，不贴着版心边缘。",
        find=_number_indent,
        examples=(
            Example(
                f"{_BOTH}\n{_HEAD}\n{_BODY}\n页脚[字号=14 对齐=右]| ⟦— 1 —⟧",
                f"{_BOTH}\n{_HEAD}\n{_BODY}\n页脚[字号=14 对齐=右 右空=1]| — 1 —",
            ),
        ),
        passes=(f"{_BOTH}\n{_HEAD}\n{_BODY}\n页脚[字号=14 对齐=右]| — 1 —　",),
        passage=True,
    ),
    Check(
        code="page-number-face",
        title="页码字体字号不合一般要求",
        family="layout",
        level=Level.WARNING,
        basis=should(GB9704, "7.5"),
        why=f"页码一般用{PAGE_NUMBER_SIZE.value:g}磅（4号）半角{PAGE_NUMBER_FONT.value.chinese}阿拉伯数字；Word的页脚默认是小五号。",
        find=_number_face,
        examples=(
            Example(
                f"{_BOTH}\n{_HEAD}\n{_BODY}\n页脚[字号=9 对齐=右 右空=1]| ⟦— 1 —⟧",
                f"{_BOTH}\n{_HEAD}\n{_BODY}\n页脚[字号=14 对齐=右 右空=1]| — 1 —",
            ),
        ),
        passes=(f"{_BOTH}\n{_HEAD}\n{_BODY}\n页脚[字号=14 西文=宋体]| — 1 —",),
        passage=True,
    ),
    Check(
        code="page-number-distance",
        title="页码离版心太远或者太近",
        family="layout",
        level=Level.HINT,
        basis=must(GB9704, "7.5"),
        why=f"一字线上距版心下边缘{PAGE_NUMBER_GAP.value:g}毫米；Word默认的页脚距边界17.5毫米会使页码掉到纸边。",
        find=_number_gap,
        examples=(
            Example(
                f"{_BOTH} 页脚=10\n{_HEAD}\n{_BODY}\n页脚[字号=14]| ⟦— 1 —⟧", f"{_BOTH} 页脚=25.4\n{_HEAD}\n{_BODY}\n页脚[字号=14]| — 1 —"
            ),
        ),
        passes=(f"{_BOTH}\n{_HEAD}\n{_BODY}\n页脚[字号=14]| — 1 —",),
        passage=True,
    ),
)
