"""版式: the page, the fonts and the indents of a Word file that sets out to be a formal document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from drafting.documents import standard
from drafting.documents.house import STANDARD
from drafting.documents.house_values import size_in_words
from drafting.documents.model import Level, Paragraph, Role
from drafting.documents.standard import ELEMENTS, Font, Rule, font_of, points
from drafting.proofing.check import GB9704, OWN_RULE, Check, Example, Hit, must, should
from drafting.proofing.draft import Draft
from drafting.proofing.families.layout_reading import first, is_known

_RIGHT, _BOTTOM = f"{standard.MARGIN_RIGHT.value:g}", f"{standard.MARGIN_BOTTOM.value:g}"
_COMPENSATED = (34.58, 32.58)  # mm, top and bottom: quoted from GB/T 33476.2—2016, appendix A


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
    if page.width is not None and page.height is not None and page.width > page.height:
        return  # a sheet turned for a wide table has its margins turned too
    house = draft.house
    bound = None if page.left is None else page.left + (page.gutter or 0.0)
    sides: tuple[tuple[str, float | None, Rule[float], float], ...] = (
        ("天头（上白边）", page.top, standard.MARGIN_TOP, house.margin_top),
        ("订口（左白边）", bound, standard.MARGIN_LEFT, house.margin_left),
    )
    compensated = page.top is not None and page.bottom is not None and _is_compensated(page.top, page.bottom)
    wrong = [
        f"{name}{_mm(have)}毫米，应为{rule.value:.0f}毫米{_own(rule.value, own, '毫米')}"
        for name, have, rule, own in (sides[1:] if compensated else sides)
        if have is not None and abs(have - points(rule.value)) > points(rule.tolerance + 0.6)
    ]
    # The margins on the right and below are not stated: they are what the text block leaves.
    wide = None if page.width is None or bound is None or page.right is None else page.width - bound - page.right
    high = None if page.height is None or page.top is None or page.bottom is None else page.height - page.top - page.bottom
    if any(_paper(draft)):
        wide = high = None  # on other paper the text block is another, too
    blocks = (
        ("宽", wide, house.text_width, f"右白边{_RIGHT}"),
        ("高", None if compensated else high, house.text_height, f"下白边{_BOTTOM}"),
    )
    wrong += [
        f"版心{name}{_mm(have)}毫米，应为{wanted:g}毫米（{margin}毫米）"
        for name, have, wanted, margin in blocks
        if have is not None and abs(have - points(wanted)) > points(2 * standard.MARGIN_LEFT.tolerance + 0.6)
    ]
    if wrong:
        yield from _whole(draft, f"页边距不合规定：{'；'.join(wrong)}。")


def _is_compensated(top: float, bottom: float) -> bool:
    """Tell whether half the gap between lines is taken off above and below, so that the type itself stands 37 mm from the edge."""
    return abs(top / points(1) - _COMPENSATED[0]) < 0.4 and abs(bottom / points(1) - _COMPENSATED[1]) < 0.6


def _own(value: float, own: float, unit: str) -> str:
    """Say of a value that the standard fixes what the unit profile has instead, ``""`` where it has the same."""
    return "" if own == value else f"（单位档案定为{own:g}{unit}）"


def _is_font(name: str, wanted: Font, own: str) -> bool:
    """Tell whether a font is of the wanted category; the one that the office writes for it is."""
    return name == own or font_of(name) is wanted


def _is_kind_of(name: str, wanted: Font) -> bool:
    """Tell whether a font that the standard's list does not know is of the wanted category by its name: 方正仿宋_GB18030."""
    word = wanted.chinese.removesuffix("体") if len(wanted.chinese) > 2 else wanted.chinese  # 仿宋, but 黑体: 微软雅黑 is none
    return font_of(name) is None and word in name


def _face(
    wanted: tuple[Role, ...], aspect: str, *, rule: str = "一般用", cells: bool = False, lenient: bool = False
) -> Callable[[Draft], Iterator[Hit]]:
    """Return a finder that tells once, at the first place, when most paragraphs of a role have another font or size.

    ``rule`` says how the standard puts it; paragraphs in tables are looked at only with ``cells``; ``lenient``: a font
    that is named after the wanted category is of it.
    """

    def find(draft: Draft) -> Iterator[Hit]:
        if not draft.is_formal:
            return
        for role in wanted:
            # A heading whose sentence goes on as body text looks like body text: its own look is not known.
            placed = [
                (s, p)
                for s, p in draft.each(role)
                if (p.look.font if aspect == "font" else p.look.size) and (cells or p.place.cell is None) and p.heading_end is None
            ]
            if not placed:
                continue
            element = draft.house.element(role)
            own = (element.font if aspect == "font" else element.size) != (ELEMENTS[role].font if aspect == "font" else ELEMENTS[role].size)
            asked = "单位档案定为" if own else rule
            if aspect == "font":
                name = draft.house.name(element.font)
                off = [(s, p) for s, p in placed if not _is_font(p.look.font or "", element.font, name)]
                off = [(s, p) for s, p in off if not (lenient and _is_kind_of(p.look.font or "", element.font))]
                shown = Counter(p.look.font for _, p in off)
                should_be = element.font.chinese
            else:
                # Word's 三号 is 16 points, the standard's own is 15.75: both are 3号.
                off = [(s, p) for s, p in placed if abs((p.look.size or 0) - element.size) > 0.6]
                shown = Counter(f"{p.look.size:g}磅" for _, p in off)
                should_be = size_in_words(element.size)
            if off and len(off) * 2 > len(placed):
                start, paragraph = off[0]
                have = shown.most_common(1)[0][0]
                message = f"{element.name}是{have}，{asked}{should_be}（共{len(off)}段）。"
                yield Hit(start, start + len(paragraph.text), message, basis=OWN_RULE if own else None)

    return find


def _both(wanted: tuple[Role, ...], *, rule: str = "一般用", cells: bool = False) -> Callable[[Draft], Iterator[Hit]]:
    """Return a finder for the font and the size of ``wanted``, both in one finding for each role."""

    def find(draft: Draft) -> Iterator[Hit]:
        for role in wanted:
            told = [hit for aspect in ("size", "font") for hit in _face((role,), aspect, rule=rule, cells=cells, lenient=True)(draft)]
            if told:
                first_one = min(told, key=lambda hit: hit.start)
                yield first_one._replace(message="；".join(hit.message.rstrip("。") for hit in told) + "。")

    return find


def _indents(draft: Draft) -> Iterator[Hit]:
    if not draft.is_formal:
        return
    off = []
    known = 0
    for start, paragraph in draft.each(Role.BODY):
        look = paragraph.look
        # A Word file that says nothing of the indent sets none.
        says = look.first_line_chars is not None or look.first_line_indent is not None or (paragraph.place.part and is_known(paragraph))
        if paragraph.place.cell is not None or len(paragraph.text) < 30 or not says:
            continue
        known += 1
        chars = first(paragraph)
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
        find=_face((Role.HEADING1, Role.HEADING2, Role.HEADING3, Role.HEADING4), "font"),
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
    Check(
        code="title-size",
        title="标题不是二号字",
        family="layout",
        level=Level.WARNING,
        basis=should(GB9704, "7.3.1"),
        why="标题一般用2号小标宋体字。",
        find=_face((Role.TITLE,), "size"),
        examples=(
            Example(
                "机关标志| 青山市财政局文件\n标题[字体=方正小标宋简体 字号=18]| ⟦关于做好决算工作的通知⟧",
                "机关标志| 青山市财政局文件\n标题[字体=方正小标宋简体 字号=22]| 关于做好决算工作的通知",
            ),
        ),
        passes=("标题[字体=黑体 字号=18]| 讲话",),
        passage=True,
    ),
    Check(
        code="heading-size",
        title="层次标题不是三号字",
        family="layout",
        level=Level.WARNING,
        basis=should(GB9704, "7.3.3"),
        why="各层标题与正文同为3号字，只换字体，不放大也不缩小。",
        find=_face((Role.HEADING1, Role.HEADING2, Role.HEADING3, Role.HEADING4), "size"),
        examples=(Example(f"{_HEAD}\n一级[字体=黑体 字号=18]| ⟦一、总体要求⟧", f"{_HEAD}\n一级[字体=黑体 字号=16]| 一、总体要求"),),
        passes=("一级[字体=黑体 字号=18]| 一、总体要求",),
        passage=True,
    ),
    Check(
        code="head-face",
        title="版头、主送机关、落款的字体字号不合一般要求",
        family="layout",
        level=Level.WARNING,
        basis=should(GB9704, "5.2.2"),
        why="发文字号、主送机关、附件说明、署名、成文日期、附注都用3号仿宋体字，密级和紧急程度用3号黑体字。",
        find=_both(
            (
                Role.COPY_NUMBER,
                Role.SECRECY,
                Role.URGENCY,
                Role.DOCUMENT_NUMBER,
                Role.RECIPIENTS,
                Role.ATTACHMENT_NOTE,
                Role.SIGNATURE,
                Role.DATE,
                Role.ANNOTATION,
            )
        ),
        examples=(
            Example(f"{_HEAD}\n主送[字体=宋体 字号=16]| ⟦各县区财政局：⟧", f"{_HEAD}\n主送[字体=仿宋 字号=16]| 各县区财政局："),
            Example(f"{_HEAD}\n落款[字体=仿宋 字号=14]| ⟦青山市财政局⟧", f"{_HEAD}\n落款[字体=仿宋 字号=16]| 青山市财政局"),
        ),
        passes=("主送[字体=宋体 字号=16]| 各位代表：", f"{_HEAD}\n密级[字体=黑体 字号=16]| 机密★1年"),
        passage=True,
    ),
    Check(
        code="attachment-label-face",
        title="附件顺序号不是三号黑体",
        family="layout",
        level=Level.ERROR,
        basis=must(GB9704, "7.3.7"),
        why="“附件”二字及附件顺序号用3号黑体字。",
        find=_both((Role.ATTACHMENT_LABEL,), rule="应当用"),
        examples=(
            Example(f"{_HEAD}\n附件[字体=仿宋 字号=16]| ⟦附件1⟧", f"{_HEAD}\n附件[字体=黑体 字号=16]| 附件1"),
            Example(f"{_HEAD}\n附件[字体=黑体 字号=14]| ⟦附件1⟧", f"{_HEAD}\n附件[字体=黑体 字号=16]| 附件1"),
        ),
        passes=("附件[字体=仿宋 字号=16]| 附件1",),
        passage=True,
    ),
    Check(
        code="imprint-face",
        title="版记不是四号仿宋",
        family="layout",
        level=Level.WARNING,
        basis=should(GB9704, "7.4.2、7.4.3"),
        why="抄送机关、印发机关和印发日期一般用4号仿宋体字。",
        find=_both((Role.COPIES_TO, Role.PRINTER), cells=True),
        examples=(Example(f"{_HEAD}\n抄送[字体=仿宋 字号=16]| ⟦抄送：市审计局。⟧", f"{_HEAD}\n抄送[字体=仿宋 字号=14]| 抄送：市审计局。"),),
        passes=("抄送[字体=仿宋 字号=16]| 抄送：市审计局。",),
        passage=True,
    ),
)
