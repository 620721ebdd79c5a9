"""版式: the page, the fonts and the indents of a Word file that sets out to be a formal document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from drafting.documents import standard
from drafting.documents.house import STANDARD
from drafting.documents.house_values import size_in_words
from drafting.documents.model import Level, Paragraph, Role
from drafting.documents.standard import ELEMENTS, Font, Rule, font_of, points
from drafting.proofing.check import GB9704, OWN_RULE, Check, Example, Hit, must, should
from drafting.proofing.draft import Draft


def _first(draft: Draft, *roles: Role) -> tuple[int, Paragraph] | None:
    return next((found for found in draft.each(*roles) if found[1].text.strip()), None)


def _whole(draft: Draft, message: str) -> Iterator[Hit]:
    """Yield a finding about the page: it is told at the title, or at the first paragraph."""
    found = _first(draft, Role.TITLE) or _first(draft)
    if found:
        yield Hit(found[0], found[0] + len(found[1].text), message)


def _paper(draft: Draft) -> Iterator[Hit]:
    page = draft.document.page
    if not draft.is_formal or page.width is None or page.height is None:
        return
    sides = sorted((page.width, page.height))
    wanted = (points(standard.PAPER_WIDTH.value), points(standard.PAPER_HEIGHT.value))
    if any(abs(a - b) > points(2) for a, b in zip(sides, wanted, strict=True)):
        yield from _whole(draft, f"纸张是{_mm(sides[0])}×{_mm(sides[1])}毫米，公文用A4型纸（210×297毫米）。")


def _mm(value: float) -> str:
    return f"{value / points(1):.0f}"


def _margins(draft: Draft) -> Iterator[Hit]:
    page = draft.document.page
    if not draft.is_formal:
        return
    house = draft.house
    sides: tuple[tuple[str, float | None, Rule[float], float], ...] = (
        ("天头（上白边）", page.top, standard.MARGIN_TOP, house.margin_top),
        ("订口（左白边）", page.left, standard.MARGIN_LEFT, house.margin_left),
    )
    wrong = [
        f"{name}{_mm(have)}毫米，应为{rule.value:.0f}毫米{_own(rule.value, own, '毫米')}"
        for name, have, rule, own in sides
        if have is not None and abs(have - points(rule.value)) > points(rule.tolerance + 0.6)
    ]
    if wrong:
        yield from _whole(draft, f"页边距不合规定：{'；'.join(wrong)}。")


def _own(value: float, own: float, unit: str) -> str:
    """Say of a value that the standard fixes what the unit profile has instead, ``""`` where it has the same."""
    return "" if own == value else f"（单位档案定为{own:g}{unit}）"


def _is_font(name: str, wanted: Font, own: str) -> bool:
    """Tell whether a font is of the wanted category; the one that the office writes for it is."""
    return name == own or font_of(name) is wanted


def _face(wanted: tuple[Role, ...], aspect: str) -> Callable[[Draft], Iterator[Hit]]:
    """Return a finder that tells once, at the first place, when most paragraphs of a role have another font or size."""

    def find(draft: Draft) -> Iterator[Hit]:
        if not draft.is_formal:
            return
        for role in wanted:
            element = draft.house.element(role)
            own = (element.font if aspect == "font" else element.size) != (ELEMENTS[role].font if aspect == "font" else ELEMENTS[role].size)
            rule = "单位档案定为" if own else "一般用"
            # A heading whose sentence goes on as body text looks like body text: its own look is not known.
            placed = [
                (s, p)
                for s, p in draft.each(role)
                if p.place.cell is None and p.heading_end is None and (p.look.font if aspect == "font" else p.look.size)
            ]
            if aspect == "font":
                name = draft.house.name(element.font)
                off = [(s, p) for s, p in placed if not _is_font(p.look.font or "", element.font, name)]
                shown = Counter(p.look.font for _, p in off)
                should_be = element.font.chinese
            else:
                # Word's 三号 is 16 points, the standard's own is 15.75: both are 3号.
                off = [(s, p) for s, p in placed if abs((p.look.size or 0) - element.size) > 0.6]
                shown = Counter(f"{p.look.size:g}磅" for _, p in off)
                should_be = size_in_words(element.size) if own else f"{element.size:g}磅"
            if off and len(off) * 2 > len(placed):
                start, paragraph = off[0]
                have = shown.most_common(1)[0][0]
                message = f"{element.name}是{have}，{rule}{should_be}（共{len(off)}段）。"
                yield Hit(start, start + len(paragraph.text), message, basis=OWN_RULE if own else None)

    return find


def _indents(draft: Draft) -> Iterator[Hit]:
    if not draft.is_formal:
        return
    off = []
    known = 0
    for start, paragraph in draft.each(Role.BODY):
        look = paragraph.look
        if (
            paragraph.place.cell is not None
            or len(paragraph.text) < 30
            or (look.first_line_chars is None and look.first_line_indent is None)
        ):
            continue
        known += 1
        size = look.size or 16.0
        chars = look.first_line_chars if look.first_line_chars is not None else (look.first_line_indent or 0.0) / size
        chars += (look.left_chars or 0.0) if look.left_chars is not None else (look.left_indent or 0.0) / size
        typed = re.match(r"[　 \t]*", paragraph.text)
        chars += sum(1.0 if c == "　" else 0.5 for c in (typed.group() if typed else ""))
        if not 1.6 <= chars <= 2.6:
            off.append((start, paragraph, chars))
    if off and len(off) * 2 > known:
        start, paragraph, chars = off[0]
        own = _own(STANDARD.first_line_indent, draft.house.first_line_indent, "字")
        yield Hit(start, start + len(paragraph.text), f"正文段落首行左空{chars:.1f}字，应左空二字、回行顶格{own}（共{len(off)}段）。")


_PAGE = "页面| 宽=210 高=297 上=37 下=35 左=28 右=26"
_HEAD = "机关标志| 青山市财政局文件\n标题| 关于做好决算工作的通知"

CHECKS = (
    Check(
        code="paper-size",
        title="纸张不是A4",
        family="layout",
        level=Level.ERROR,
        basis=must(GB9704, "5.1"),
        why="公文用纸采用A4型，成品幅面210×297毫米；Word的默认纸型有时是信纸。",
        find=_paper,
        examples=(
            Example(
                "页面| 宽=216 高=279\n机关标志| 青山市财政局文件\n标题| ⟦关于做好决算工作的通知⟧",
                f"{_PAGE}\n{_HEAD}",
            ),
        ),
        passes=(f"{_PAGE}\n{_HEAD}", "页面| 宽=216 高=279\n标题| 在座谈会上的讲话"),
        passage=True,
    ),
    Check(
        code="margins-off",
        title="页边距不合规定",
        family="layout",
        level=Level.ERROR,
        basis=must(GB9704, "5.2.1"),
        why="天头37毫米，订口28毫米，允许误差1毫米。",
        find=_margins,
        examples=(
            Example(
                "页面| 宽=210 高=297 上=25.4 下=25.4 左=31.8 右=31.8\n机关标志| 青山市财政局文件\n标题| ⟦关于做好决算工作的通知⟧",
                f"{_PAGE}\n{_HEAD}",
            ),
        ),
        passes=(f"{_PAGE}\n{_HEAD}", "页面| 宽=210 高=297 上=25.4 下=25.4 左=31.8 右=31.8\n标题| 在座谈会上的讲话"),
        passage=True,
    ),
    Check(
        code="body-font",
        title="正文字体不是仿宋",
        family="layout",
        level=Level.WARNING,
        basis=should(GB9704, "5.2.2"),
        why="如无特殊说明，公文各要素一般用3号仿宋体字。",
        find=_face((Role.BODY,), "font"),
        examples=(
            Example(
                f"{_HEAD}\n正文[字体=宋体 字号=16]| ⟦现将有关事项通知如下。⟧",
                f"{_HEAD}\n正文[字体=仿宋_GB2312 字号=16]| 现将有关事项通知如下。",
            ),
        ),
        passes=(f"{_HEAD}\n正文[字体=仿宋 字号=16]| 现将有关事项通知如下。", "正文[字体=宋体]| 现将有关事项通知如下。"),
        passage=True,
    ),
    Check(
        code="body-size",
        title="正文不是三号字",
        family="layout",
        level=Level.WARNING,
        basis=should(GB9704, "5.2.2"),
        why="如无特殊说明，公文各要素一般用3号仿宋体字。",
        find=_face((Role.BODY,), "size"),
        examples=(
            Example(
                f"{_HEAD}\n正文[字体=仿宋 字号=14]| ⟦现将有关事项通知如下。⟧", f"{_HEAD}\n正文[字体=仿宋 字号=16]| 现将有关事项通知如下。"
            ),
        ),
        passes=(f"{_HEAD}\n正文[字体=仿宋 字号=15.75]| 现将有关事项通知如下。",),
        passage=True,
    ),
    Check(
        code="title-font",
        title="标题字体不是小标宋",
        family="layout",
        level=Level.WARNING,
        basis=should(GB9704, "7.3.1"),
        why="标题一般用2号小标宋体字。",
        find=_face((Role.TITLE,), "font"),
        examples=(
            Example(
                "机关标志| 青山市财政局文件\n标题[字体=黑体 字号=22]| ⟦关于做好决算工作的通知⟧",
                "机关标志| 青山市财政局文件\n标题[字体=方正小标宋简体 字号=22]| 关于做好决算工作的通知",
            ),
        ),
        passes=("机关标志| 青山市财政局文件\n标题[字体=方正小标宋_GBK 字号=22]| 关于做好决算工作的通知", "标题[字体=黑体]| 讲话"),
        passage=True,
    ),
    Check(
        code="heading-font",
        title="层次标题字体不合一般要求",
        family="layout",
        level=Level.WARNING,
        basis=should(GB9704, "7.3.3"),
        why="一般第一层用黑体，第二层用楷体，第三层、第四层用仿宋体。",
        find=_face((Role.HEADING1, Role.HEADING2), "font"),
        examples=(Example(f"{_HEAD}\n一级[字体=仿宋 字号=16]| ⟦一、总体要求⟧", f"{_HEAD}\n一级[字体=黑体 字号=16]| 一、总体要求"),),
        passes=(f"{_HEAD}\n二级[字体=楷体_GB2312 字号=16]| （一）主要目标", "一级[字体=宋体]| 一、总体要求"),
        passage=True,
    ),
    Check(
        code="body-indent",
        title="正文首行没有左空二字",
        family="layout",
        level=Level.ERROR,
        basis=must(GB9704, "7.3.3"),
        why="正文每个自然段左空二字，回行顶格。",
        find=_indents,
        examples=(
            Example(
                f"{_HEAD}\n正文[字体=仿宋 字号=16 缩进=0]| ⟦为做好2024年度部门决算编报工作，确保数据真实完整，现将有关事项通知如下。⟧",
                f"{_HEAD}\n正文[字体=仿宋 字号=16 缩进=2]| 为做好2024年度部门决算编报工作，确保数据真实完整，现将有关事项通知如下。",
            ),
        ),
        passes=(f"{_HEAD}\n正文[缩进=0]| 　　为做好2024年度部门决算编报工作，确保数据真实完整，现将有关事项通知如下。",),
        passage=True,
    ),
)
