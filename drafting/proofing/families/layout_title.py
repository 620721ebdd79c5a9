"""版式: the title and what stands under it: centred, its shape over several lines, the blank lines above, 主送机关 flush left."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from drafting.documents.model import Alignment, Format, Level, Role
from drafting.documents.standard import chars_wide
from drafting.proofing.check import GB9704, Check, Example, Hit, must, should
from drafting.proofing.draft import Draft
from drafting.proofing.families.layout_reading import Placed, first, free_above, known, left, right, typed

_HEAD_ROLES = (Role.DOCUMENT_NUMBER, Role.SIGNER, Role.ISSUER_MARK, Role.SECRECY, Role.URGENCY, Role.COPY_NUMBER)
_SAME = 1.0  # characters by which two lines of a title must differ to look different
_WAIST = 6.0  # by which a line must be shorter than both its neighbours: words cannot be parted just anywhere


def _titles(draft: Draft, role: Role = Role.TITLE) -> list[list[Placed]]:
    """Return the titles of the document, each a list of its paragraphs."""
    numbered = enumerate(known(draft, role))
    return [[placed for _, placed in run] for _, run in groupby(numbered, lambda pair: pair[1].position - pair[0])]


def _off_centre(draft: Draft) -> Iterator[Hit]:
    for role in (Role.TITLE, Role.ATTACHMENT_TITLE):
        name = "标题" if role is Role.TITLE else "附件标题"
        for title in _titles(draft, role):
            for placed in title:
                told = _how_off(placed)
                if told:
                    yield placed.hit(f"{name}{told}，应当居中编排。")
                    break


def _how_off(placed: Placed) -> str:
    paragraph = placed.paragraph
    alignment = paragraph.look.alignment
    if alignment is Alignment.CENTER:
        aside = first(paragraph) - typed(paragraph.text) - right(paragraph)
        return f"虽设为居中，但带着{aside:g}字的缩进，没有真正居中" if abs(aside) >= 1 and "\n" not in paragraph.text else ""
    if alignment is Alignment.DISTRIBUTE:
        return "设为分散对齐"
    if typed(paragraph.text) >= 2:
        return "是用空格推到中间的"
    return "是居右的" if alignment is Alignment.RIGHT else "没有居中"


def _title_gap(draft: Draft) -> Iterator[Hit]:
    if draft.document.format not in (None, Format.DOCUMENT):
        return
    titles = known(draft, Role.TITLE)
    marks = draft.by_role.get(Role.ISSUER_MARK, ())
    if not titles or not marks or titles[0].position == 0:
        return
    above = draft.paragraphs[titles[0].position - 1]
    free = free_above(draft, titles[0])
    wanted = draft.house.lines_above_title
    crowded = len(marks) > 1 or len(draft.document.text_of(Role.RECIPIENTS)) > 120  # fewer lines, so that the first page shows text
    if above.role in _HEAD_ROLES and free is not None and (free > wanted + 1.4 or (free < wanted - 0.4 and not crowded)):
        yield titles[0].hit(f"标题上面空了{free:.0f}行，应在红色分隔线下空{wanted:g}行。")


def _recipients_gap(draft: Draft) -> Iterator[Hit]:
    for placed in known(draft, Role.RECIPIENTS)[:1]:
        free = free_above(draft, placed)
        above = draft.paragraphs[placed.position - 1] if placed.position else None
        wanted = draft.house.lines_below_title
        if above is not None and above.role in (Role.TITLE, Role.SUBTITLE) and free is not None and abs(free - wanted) > 0.6:
            have = "没有空行" if free < 0.4 else f"空了{free:.1f}行".replace(".0行", "行")
            yield placed.hit(f"主送机关与标题之间{have}，应空{wanted:g}行。")


def _recipients_indent(draft: Draft) -> Iterator[Hit]:
    for placed in known(draft, Role.RECIPIENTS)[:1]:
        aside = first(placed.paragraph)
        if placed.paragraph.look.alignment is Alignment.CENTER:
            yield placed.hit("主送机关居中了，应当居左顶格。")
        elif aside > 0.6:
            yield placed.hit(f"主送机关左边空了{aside:.1f}字，应当居左顶格。".replace(".0字", "字"))
        elif left(placed.paragraph) > 0.6 and chars_wide(placed.paragraph.text) > draft.house.chars_per_line:
            yield placed.hit("主送机关回行缩进了，回行时仍应顶格。")


def _shape(draft: Draft) -> Iterator[Hit]:
    for title in _titles(draft):
        lines = [line.strip() for placed in title for line in placed.paragraph.text.split("\n") if line.strip()]
        widths = [chars_wide(line) for line in lines]
        if len(widths) < 2 or max(widths) > 24:  # wider than a line: Word breaks it again
            continue
        told = ""
        if len(widths) > 2 and max(widths) - min(widths) < _SAME:
            told = f"{len(widths)}行一样长，排成了长方形"
        elif any(b < a - _WAIST and b < c - _WAIST for (a, b), (_, c) in pairwise(pairwise(widths))):
            told = "中间短、两头长，排成了沙漏形"
        if told:
            yield Hit(title[0].start, title[0].end, f"标题分行{told}，宜调整为梯形或者菱形。")


_TITLED = "机关标志[字号=40 颜色=FF0000]| 青山市财政局文件\n文号[字号=16 对齐=中]| 青财〔2024〕5号"
_TITLE = "标题[字号=22 对齐=中]| 关于做好决算工作的通知"

CHECKS = (
    Check(
        code="title-not-centred",
        title="标题没有居中",
        family="layout",
        level=Level.WARNING,
        basis=should(GB9704, "7.3.1"),
        why="标题分一行或者多行居中排布；居中的段落还带着首行缩进，就偏右一个字；用空格推到中间，改一个字就歪。",
        find=_off_centre,
        examples=(
            Example(f"{_TITLED}\n标题[字号=22 对齐=左]| ⟦关于做好决算工作的通知⟧", f"{_TITLED}\n{_TITLE}"),
            Example(f"{_TITLED}\n标题[字号=22 对齐=中 缩进=2]| ⟦关于做好决算工作的通知⟧", f"{_TITLED}\n{_TITLE}"),
            Example(f"{_TITLED}\n附件标题[字号=22 对齐=左]| ⟦决算报表目录⟧", f"{_TITLED}\n附件标题[字号=22 对齐=中]| 决算报表目录"),
        ),
        passes=(f"{_TITLED}\n{_TITLE}", f"{_TITLED}\n标题| 关于做好决算工作的通知", "标题[字号=22 对齐=左]| 讲话"),
        passage=True,
    ),
    Check(
        code="title-blank-lines",
        title="标题与红色分隔线之间不是空二行",
        family="layout",
        level=Level.WARNING,
        basis=should(GB9704, "7.3.1"),
        why="标题编排在红色分隔线下空二行的位置；首页容不下正文而减少的不报。",
        find=_title_gap,
        examples=(
            Example(
                f"{_TITLED}\n标题[字号=22 对齐=中 空行=1]| ⟦关于做好决算工作的通知⟧",
                f"{_TITLED}\n标题[字号=22 对齐=中 空行=2]| 关于做好决算工作的通知",
            ),
        ),
        passes=(
            f"{_TITLED}\n标题[字号=22 对齐=中 空行=3]| 关于做好决算工作的通知",
            f"{_TITLED}\n{_TITLE}",
            "标题[字号=22 对齐=中 空行=0]| 讲话",
        ),
        passage=True,
    ),
    Check(
        code="title-shape",
        title="标题分行不成梯形或者菱形",
        family="layout",
        level=Level.HINT,
        basis=must(GB9704, "7.3.1"),
        why="标题排列应当使用梯形或者菱形，不排成长方形、沙漏形；只看已经手工分行的标题。",
        find=_shape,
        examples=(
            Example(
                f"{_TITLED}\n标题[字号=22 对齐=中]| ⟦青山市财政局关于印发青山市市级部门⟧\n标题[字号=22 对齐=中]| 决算管理"
                "\n标题[字号=22 对齐=中]| 有关工作实施方案的通知",
                f"{_TITLED}\n标题[字号=22 对齐=中]| 青山市财政局\n标题[字号=22 对齐=中]| 关于印发决算管理方案的通知",
            ),
        ),
        passes=(
            f"{_TITLED}\n标题[字号=22 对齐=中]| 青山市财政局关于印发青山市\n标题[字号=22 对齐=中]| 决算管理有关工作的通知",
            f"{_TITLED}\n{_TITLE}",
        ),
        passage=True,
    ),
    Check(
        code="recipients-indented",
        title="主送机关没有顶格",
        family="layout",
        level=Level.ERROR,
        basis=must(GB9704, "7.3.2"),
        why="主送机关居左顶格，回行时仍顶格；常见的是从正文格式带来首行缩进两字。",
        find=_recipients_indent,
        examples=(
            Example(f"{_TITLED}\n{_TITLE}\n主送[字号=16 缩进=2]| ⟦各县区财政局：⟧", f"{_TITLED}\n{_TITLE}\n主送[字号=16]| 各县区财政局："),
        ),
        passes=(f"{_TITLED}\n主送| 各县区财政局：", "主送[字号=16 缩进=2]| 各位代表："),
        passage=True,
    ),
    Check(
        code="recipients-blank-line",
        title="主送机关与标题之间不是空一行",
        family="layout",
        level=Level.WARNING,
        basis=must(GB9704, "7.3.2"),
        why="主送机关编排在标题下空一行的位置。",
        find=_recipients_gap,
        examples=(
            Example(
                f"{_TITLED}\n{_TITLE}\n主送[字号=16 空行=0]| ⟦各县区财政局：⟧",
                f"{_TITLED}\n{_TITLE}\n主送[字号=16 空行=1]| 各县区财政局：",
            ),
        ),
        passes=(f"{_TITLED}\n{_TITLE}\n主送[字号=16]| 各县区财政局：",),
        passage=True,
    ),
)
