"""版式: what follows the text: 附件说明, 署名 and 成文日期, 附注, the attachments, 版记."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Alignment, Level, Role, Sealing
from drafting.documents.standard import chars_wide, sign_off
from drafting.proofing.check import GB9704, Check, Example, Hit, must, should
from drafting.proofing.draft import Draft
from drafting.proofing.families.layout_reading import Placed, first, free_above, from_right_edge, known, left, told_once

_LABEL = expression(r"[　\s]*附\s*件\s*[：:]\s*")
_DATE = expression(r"[\d〇○零一二三四五六七八九十]{2,4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日")
_NEAR = 0.8  # characters: programs round, digits are not quite half as wide as a character


def _note_place(draft: Draft) -> Iterator[Hit]:
    wrong = []
    for placed in known(draft, Role.ATTACHMENT_NOTE):
        if _LABEL.match(placed.paragraph.text) and abs(first(placed.paragraph) - 2) > 0.6:
            wrong.append(placed)
    if wrong:
        have = f"{first(wrong[0].paragraph):.1f}".removesuffix(".0")
        yield from told_once(wrong[:1], f"附件说明左空{have}字，应左空二字编排“附件”二字。")


def _note_gap(draft: Draft) -> Iterator[Hit]:
    for placed in known(draft, Role.ATTACHMENT_NOTE)[:1]:
        free = free_above(draft, placed)
        if free is not None and not 0.6 <= free <= 1.6 and _LABEL.match(placed.paragraph.text):
            have = "没有空行" if free < 0.4 else f"空了{free:.1f}行".replace(".0行", "行")
            yield placed.hit(f"附件说明与正文之间{have}，应在正文下空一行编排。")


def _note_wrap(draft: Draft) -> Iterator[Hit]:
    for placed in known(draft, Role.ATTACHMENT_NOTE):
        text = placed.paragraph.text
        if (
            "\n" not in text
            and first(placed.paragraph) + chars_wide(text.strip()) > draft.house.chars_per_line + 1
            and left(placed.paragraph) < 2.6
        ):
            yield placed.hit("附件名称较长需要回行，回行应与上一行附件名称的首字对齐（设置悬挂缩进）。")
            return


def _sign_offs(draft: Draft) -> Iterator[tuple[Placed, Placed]]:
    """Yield 署名 and 成文日期 where one organ signs and its date follows."""
    signatures = known(draft, Role.SIGNATURE)
    dates = {placed.position: placed for placed in known(draft, Role.DATE)}
    alone = {p.position for p in signatures} - {p.position + 1 for p in signatures} - {p.position - 1 for p in signatures}
    for placed in signatures:
        date = dates.get(placed.position + 1)
        if date is not None and placed.position in alone and _DATE.fullmatch(date.paragraph.text.strip()):
            yield placed, date


def _sign_off(draft: Draft) -> Iterator[Hit]:
    for signature, date in _sign_offs(draft):
        organ_right, date_right = from_right_edge(draft, signature.paragraph), from_right_edge(draft, date.paragraph)
        centred = [p for p in (signature, date) if p.paragraph.look.alignment is Alignment.CENTER]
        if centred:
            yield centred[0].hit("落款居中了，署名和成文日期应编排在右侧。")
        if organ_right is None or date_right is None:
            continue
        texts = signature.paragraph.text.strip(), date.paragraph.text.strip()
        free = draft.house.date_right
        places = [sign_off(*texts, sealing, free) for sealing in (Sealing.SEALED, Sealing.UNSEALED, Sealing.NAME_STAMP)]
        slack = _NEAR if signature.paragraph.look.alignment is date.paragraph.look.alignment is Alignment.RIGHT else 2 * _NEAR
        if any(abs(organ_right - p.signature_right) <= slack and abs(date_right - p.date_right) <= slack for p in places):
            continue
        sealed = places[0]
        if abs(date_right - sealed.date_right) > slack and abs(date_right - places[1].date_right) > slack:
            unsealed = f"；不盖章的右空{places[1].date_right:g}字" if places[1].date_right >= 0 else ""
            yield date.hit(f"成文日期右空{_chars(date_right)}字，盖章的文件一般右空{sealed.date_right:g}字{unsealed}。")
        else:
            yield signature.hit(
                f"发文机关署名右空{_chars(organ_right)}字，与成文日期没有对齐：盖章的以成文日期为准居中（右空{sealed.signature_right:g}字），"
                f"不盖章的右空{places[1].signature_right:g}字。"
            )


def _chars(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _annotation(draft: Draft) -> Iterator[Hit]:
    wrong = [
        p
        for p in known(draft, Role.ANNOTATION)
        if p.paragraph.text.lstrip(" 　").startswith(("（", "(")) and abs(first(p.paragraph) - 2) > 0.6
    ]
    if wrong:
        yield wrong[0].hit(f"附注左空{_chars(first(wrong[0].paragraph))}字，应居左空二字加圆括号编排在成文日期下一行。")


def _new_page(draft: Draft) -> Iterator[Hit]:
    labels = known(draft, Role.ATTACHMENT_LABEL)
    # 附件 in the first line: the file holds the attachment alone.
    wrong = [p for p in labels if p.position > 0 and p.paragraph.look.page_break_before is not True]
    yield from told_once(wrong, "附件没有另起一页，附件应当另面编排（在它前面插入分页符，不用回车换页）{count}。")


def _label_place(draft: Draft) -> Iterator[Hit]:
    wrong = [
        p
        for p in known(draft, Role.ATTACHMENT_LABEL)
        if first(p.paragraph) > 0.6 or p.paragraph.look.alignment in (Alignment.CENTER, Alignment.RIGHT)
    ]
    yield from told_once(wrong, "“附件”二字和顺序号应当在版心左上角第一行顶格编排{count}。")


def _third_line(draft: Draft) -> Iterator[Hit]:
    labels = {p.position for p in known(draft, Role.ATTACHMENT_LABEL)}
    wrong = []
    for placed in known(draft, Role.ATTACHMENT_TITLE):
        free = free_above(draft, placed) if placed.position - 1 in labels else None
        if free is not None and not 0.6 <= free <= 1.7:
            wrong.append((placed, free))
    if wrong:
        have = "没有空行" if wrong[0][1] < 0.4 else f"空了{wrong[0][1]:.0f}行"
        yield from told_once(
            [p for p, _ in wrong], f"附件标题与“附件”之间{have}，附件标题应当居中编排在版心第三行（中间空一行）{{count}}。"
        )


def _page_alone(draft: Draft) -> Iterator[Hit]:
    """Tell of page breaks that leave the first page, or the page that is signed, without text."""
    body = known(draft, Role.BODY, Role.HEADING1)
    heads = known(draft, Role.TITLE, Role.RECIPIENTS)
    if body and heads and body[0].position - heads[-1].position == 1 and body[0].paragraph.look.page_break_before:
        yield body[0].hit("正文前面有分页符，首页上没有正文；公文首页必须显示正文。")
    signed = known(draft, Role.SIGNATURE) or known(draft, Role.DATE)
    before = {p.position for p in known(draft, Role.BODY, Role.ATTACHMENT_NOTE)}
    for placed in signed[:1]:
        if placed.paragraph.look.page_break_before and placed.position - 1 in before:
            yield placed.hit("落款前面有分页符，落款单独在一页；应调整行距、字距，使它与正文同处一页。")


def _after_imprint(draft: Draft) -> Iterator[Hit]:
    if not draft.is_formal or not (known(draft, Role.ATTACHMENT_LABEL) and Role.PRINTER in draft.by_role):
        return
    imprint = draft.by_role[Role.PRINTER][0][0]
    wrong = [p for p in known(draft, Role.ATTACHMENT_LABEL) if p.position > imprint]
    yield from told_once(wrong, "附件排在版记后面了，附件应当在版记之前，与正文一起装订{count}。")


def _imprint_place(draft: Draft) -> Iterator[Hit]:
    if not draft.is_formal:
        return
    for role, name in ((Role.COPIES_TO, "抄送"), (Role.PRINTER, "印发机关")):
        for index, start in draft.by_role.get(role, ())[:1]:
            paragraph = draft.paragraphs[index]
            at = first(paragraph)
            if paragraph.look.size is not None and paragraph.look.alignment is not Alignment.RIGHT and not 0.4 <= at <= 2.2:
                yield Hit(start, start + len(paragraph.text), f"版记中“{name}”一行左空{_chars(at)}字，应左右各空一字。")


_HEAD = "机关标志[字号=40 颜色=FF0000]| 青山市财政局文件\n正文[字号=16 缩进=2]| 请抓好落实。"

CHECKS = (
    Check(
        code="attachment-note-place",
        title="附件说明没有左空二字",
        family="layout",
        level=Level.ERROR,
        basis=must(GB9704, "7.3.4"),
        why="如有附件，在正文下空一行左空二字编排“附件”二字，后标全角冒号和附件名称。",
        find=_note_place,
        examples=(Example(f"{_HEAD}\n附件说明[字号=16]| ⟦附件：决算报表目录⟧", f"{_HEAD}\n附件说明[字号=16 缩进=2]| 附件：决算报表目录"),),
        passes=(f"{_HEAD}\n附件说明| 附件：决算报表目录", f"{_HEAD}\n附件说明[字号=16]| 　　附件：决算报表目录"),
        passage=True,
    ),
    Check(
        code="attachment-note-blank-line",
        title="附件说明与正文之间没有空一行",
        family="layout",
        level=Level.WARNING,
        basis=must(GB9704, "7.3.4"),
        why="附件说明编排在正文下空一行的位置。",
        find=_note_gap,
        examples=(
            Example(
                f"{_HEAD}\n附件说明[字号=16 缩进=2 空行=0]| ⟦附件：决算报表目录⟧",
                f"{_HEAD}\n附件说明[字号=16 缩进=2 空行=1]| 附件：决算报表目录",
            ),
        ),
        passes=(f"{_HEAD}\n附件说明[字号=16 缩进=2]| 附件：决算报表目录",),
        passage=True,
    ),
    Check(
        code="attachment-note-wrap",
        title="附件名称回行没有对齐",
        family="layout",
        level=Level.WARNING,
        basis=must(GB9704, "7.3.4"),
        why="附件名称较长需要回行时，应当与上一行附件名称的首字对齐。",
        find=_note_wrap,
        examples=(
            Example(
                f"{_HEAD}\n附件说明[字号=16 缩进=2]| ⟦附件：青山市财政局二〇二四年度市级部门决算报表编制工作目录⟧",
                f"{_HEAD}\n附件说明[字号=16 左空=5 缩进=-3]| 附件：青山市财政局二〇二四年度市级部门决算报表编制工作目录",
            ),
        ),
        passes=(f"{_HEAD}\n附件说明[字号=16 缩进=2]| 附件：决算报表目录",),
        passage=True,
    ),
    Check(
        code="sign-off-place",
        title="署名、成文日期的位置不合要求",
        family="layout",
        level=Level.WARNING,
        basis=should(GB9704, "7.3.5"),
        why="盖章的文件成文日期右空四字，署名以它为准居中；不盖章的署名右空二字，成文日期首字比署名首字右移二字。",
        find=_sign_off,
        examples=(
            Example(
                f"{_HEAD}\n落款[字号=16 对齐=右]| 青山市人民政府办公室\n日期[字号=16 对齐=右]| ⟦2024年5月8日⟧",
                f"{_HEAD}\n落款[字号=16 对齐=右 右空=2]| 青山市人民政府办公室\n日期[字号=16 对齐=右 右空=4]| 2024年5月8日",
            ),
            Example(
                f"{_HEAD}\n落款[字号=16 对齐=右 右空=8]| ⟦青山市财政局⟧\n日期[字号=16 对齐=右 右空=4]| 2024年5月8日",
                f"{_HEAD}\n落款[字号=16 对齐=右 右空=4]| 青山市财政局\n日期[字号=16 对齐=右 右空=4]| 2024年5月8日",
            ),
        ),
        passes=(
            f"{_HEAD}\n落款[字号=16 对齐=右 右空=2]| 青山市财政局\n日期[字号=16 对齐=右]| 2024年5月8日",
            f"{_HEAD}\n落款| 青山市财政局\n日期| 2024年5月8日",
            "落款[字号=16 对齐=右]| 青山市财政局\n日期[字号=16 对齐=右]| 2024年5月8日",
        ),
        passage=True,
    ),
    Check(
        code="annotation-place",
        title="附注没有左空二字",
        family="layout",
        level=Level.ERROR,
        basis=must(GB9704, "7.3.6"),
        why="附注居左空二字加圆括号编排在成文日期下一行。",
        find=_annotation,
        examples=(Example(f"{_HEAD}\n附注[字号=16]| ⟦（此件公开发布）⟧", f"{_HEAD}\n附注[字号=16 缩进=2]| （此件公开发布）"),),
        passes=(f"{_HEAD}\n附注| （此件公开发布）", f"{_HEAD}\n附注[字号=16]| 　　（此件公开发布）"),
        passage=True,
    ),
    Check(
        code="attachment-on-same-page",
        title="附件没有另起一页",
        family="layout",
        level=Level.ERROR,
        basis=must(GB9704, "7.3.7"),
        why="附件应当另面编排，并在版记之前，与公文正文一起装订。",
        find=_new_page,
        examples=(Example(f"{_HEAD}\n附件[字体=黑体 字号=16]| ⟦附件1⟧", f"{_HEAD}\n附件[字体=黑体 字号=16 另页=1]| 附件1"),),
        passes=(f"{_HEAD}\n附件| 附件1", "附件[字号=16]| 附件1"),
        passage=True,
    ),
    Check(
        code="attachment-label-place",
        title="附件顺序号没有顶格",
        family="layout",
        level=Level.ERROR,
        basis=must(GB9704, "7.3.7"),
        why="“附件”二字及附件顺序号用3号黑体字顶格编排在版心左上角第一行。",
        find=_label_place,
        examples=(Example(f"{_HEAD}\n附件[字号=16 另页=1 缩进=2]| ⟦附件1⟧", f"{_HEAD}\n附件[字号=16 另页=1]| 附件1"),),
        passes=(f"{_HEAD}\n附件| 附件1",),
        passage=True,
    ),
    Check(
        code="attachment-title-line",
        title="附件标题不在第三行",
        family="layout",
        level=Level.WARNING,
        basis=must(GB9704, "7.3.7"),
        why="附件标题居中编排在版心第三行，与“附件”之间空一行。",
        find=_third_line,
        examples=(
            Example(
                f"{_HEAD}\n附件[字号=16 另页=1]| 附件1\n附件标题[字号=22 对齐=中 空行=0]| ⟦决算报表目录⟧",
                f"{_HEAD}\n附件[字号=16 另页=1]| 附件1\n附件标题[字号=22 对齐=中 空行=1]| 决算报表目录",
            ),
        ),
        passes=(f"{_HEAD}\n附件[字号=16 另页=1]| 附件1\n附件标题[字号=22 对齐=中]| 决算报表目录",),
        passage=True,
    ),
    Check(
        code="page-without-text",
        title="首页或者落款页没有正文",
        family="layout",
        level=Level.ERROR,
        basis=must(GB9704, "7.3.3、7.3.5.5"),
        why="公文首页必须显示正文；落款所在页也要有正文，不能靠分页符单独放一页。",
        find=_page_alone,
        examples=(
            Example(
                "机关标志| 青山市财政局文件\n主送[字号=16]| 各县区财政局：\n正文[字号=16 缩进=2 另页=1]| ⟦请抓好落实。⟧",
                "机关标志| 青山市财政局文件\n主送[字号=16]| 各县区财政局：\n正文[字号=16 缩进=2]| 请抓好落实。",
            ),
            Example(f"{_HEAD}\n落款[字号=16 另页=1]| ⟦青山市财政局⟧", f"{_HEAD}\n落款[字号=16]| 青山市财政局"),
        ),
        passes=(f"{_HEAD}\n附件[字号=16 另页=1]| 附件1",),
        passage=True,
    ),
    Check(
        code="imprint-place",
        title="版记左边没有空一字",
        family="layout",
        level=Level.WARNING,
        basis=should(GB9704, "7.4.2、7.4.3"),
        why="抄送机关、印发机关和印发日期一般用4号仿宋体字，左右各空一字。",
        find=_imprint_place,
        examples=(Example(f"{_HEAD}\n抄送[字号=14 缩进=4]| ⟦抄送：市审计局。⟧", f"{_HEAD}\n抄送[字号=14 缩进=1]| 抄送：市审计局。"),),
        passes=(f"{_HEAD}\n抄送| 抄送：市审计局。", f"{_HEAD}\n抄送[字号=14]| 　抄送：市审计局。"),
        passage=True,
    ),
    Check(
        code="attachment-after-imprint",
        title="附件排在版记后面",
        family="layout",
        level=Level.ERROR,
        basis=must(GB9704, "7.3.7"),
        why="附件应当另面编排，并在版记之前，与公文正文一起装订；版记是公文的最后一个要素。",
        find=_after_imprint,
        examples=(
            Example(
                f"{_HEAD}\n印发[字号=14 缩进=1]| 某市财政局办公室　2024年5月9日印发\n附件[字号=16 另页=1]| ⟦附件1⟧",
                f"{_HEAD}\n附件[字号=16 另页=1]| 附件1\n印发[字号=14 缩进=1]| 某市财政局办公室　2024年5月9日印发",
            ),
        ),
        passes=(f"{_HEAD}\n印发| 某市财政局办公室　2024年5月9日印发\n附件| 附件1",),
        passage=True,
    ),
)
