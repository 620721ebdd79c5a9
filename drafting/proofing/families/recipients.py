"""行文规则: who sends and who receives – levels, equals, inner departments, the same organ twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.proofing.check import GB9704, PLAIN, REGULATION, Check, Example, Hit, must, should
from drafting.proofing.draft import Draft
from drafting.proofing.families.organ_names import (
    PREFECTURE,
    PROVINCE,
    TOWNSHIP,
    is_department,
    is_government,
    levels,
    organ_at_end,
    place_of,
    plain_name,
)


class Organ(NamedTuple):
    """A name of an organ in the text: offsets and the name without blanks."""

    start: int
    end: int
    name: str


_SEPARATOR = expression(r"[、，,；;：:。\n]")
_LABEL = expression(r"[\s　]*(?:抄[\s　]*[送报]|主[\s　]*送|分[\s　]*送)[\s　]*[：:]?")


def names(draft: Draft, role: Role) -> list[Organ]:
    """Return the organs named in the paragraphs of ``role``, in order."""
    found = []
    for start, paragraph in draft.each(role):
        label = _LABEL.match(paragraph.text)
        at = label.end() if label else 0
        # 各县（市、区）人民政府 is one name: what stands in brackets parts none.
        for part in expression(r"([、，,；;：:。\n](?![^（(\n]*[）)]))").split(paragraph.text[at:]):
            name = plain_name(part)
            if name and not _SEPARATOR.fullmatch(part):
                begin = start + at + part.index(part.strip()[0]) if part.strip() else start + at
                found.append(Organ(begin, begin + len(part.strip()), name))
            at += len(part)
    return found


def sender(draft: Draft) -> str:
    """Return the organ that issues the document alone: its signature, else the name before 关于 in the title; "" if there are several."""
    signed = {plain_name(p.text) for _, p in draft.each(Role.SIGNATURE) if p.text.strip()}
    if len(signed) == 1:
        name = next(iter(signed))
        return name if organ_at_end(name) and not expression(r"等|、").search(name) else ""
    head = plain_name(draft.title.partition("关于")[0]) if "关于" in draft.title and not signed else ""
    return head if organ_at_end(head) and "、" not in head else ""


def _twice_sent(draft: Draft) -> Iterator[Hit]:
    mains = {organ.name for organ in names(draft, Role.RECIPIENTS) if len(organ.name) > 3}
    for organ in names(draft, Role.COPIES_TO):
        if organ.name in mains:
            yield Hit(organ.start, organ.end, f"“{organ.name}”已经是主送机关，不再抄送。")


def _to_itself(draft: Draft) -> Iterator[Hit]:
    own = sender(draft)
    if len(own) < 4:
        return
    for organ in (*names(draft, Role.RECIPIENTS), *names(draft, Role.COPIES_TO)):
        copied = draft.paragraph(organ.start).role is Role.COPIES_TO
        if organ.name == own and (copied or draft.paragraph(organ.start).text.rstrip().endswith(("：", ":"))):
            yield Hit(organ.start, organ.end, f"“{own}”是发文机关，不发给自己，请核对。")


def _named_twice(draft: Draft) -> Iterator[Hit]:
    for role in (Role.RECIPIENTS, Role.COPIES_TO):
        line = -1  # a copy of the whole paper names them again
        seen: set[str] = set()
        for organ in names(draft, role):
            if draft.index(organ.start) != line:
                seen, line = set(), draft.index(organ.start)
            # 市科技局、教育局，新区科技局、教育局: only a name that stands by itself is named twice.
            alone = expression(r"各|[省市县区州](?!人民政府)|.{1,4}[省市县区州]").match(organ.name)
            if organ.name in seen and alone and len(organ.name) > 3:
                yield Hit(organ.start, organ.end, f"“{organ.name}”重复，前面已有。")
            seen.add(organ.name)


_WRONG_MARK = expression(r"(?<=[\u4e00-\u9fff）])(?P<x>[；;])(?=[\u4e00-\u9fff])")


def _separators(draft: Draft) -> Iterator[Hit]:
    for start, text in (
        *((s, p.text) for role in (Role.RECIPIENTS, Role.COPIES_TO) for s, p in draft.each(role)),
        *_unlike_recipients(draft),
    ):
        for mark in _WRONG_MARK.finditer(text):
            yield Hit(start + mark.start("x"), start + mark.end("x"), "机关名称之间用顿号或者逗号，不用分号。", "，")


def _unlike_recipients(draft: Draft) -> Iterator[tuple[int, str]]:
    """Yield the line below the title that a semicolon has made look like body text, if all in it are organs."""
    titled = False
    for start, paragraph in draft.each():
        if titled and paragraph.role is Role.BODY:
            text = paragraph.text.strip()
            if (
                text.endswith(("：", ":"))
                and len(text) < 300
                and all(organ_at_end(plain_name(p)) for p in expression(r"[，；;]").split(text))
            ):
                yield start, paragraph.text
            return
        titled = titled or paragraph.role is Role.TITLE


def _above(draft: Draft) -> tuple[str, Organ] | None:
    """Return (sender, main recipient) of a paper that goes to one organ."""
    own, mains = sender(draft), names(draft, Role.RECIPIENTS)
    return (own, mains[0]) if own and len(mains) == 1 else None


# 实验区, 新区 and the like may be directly under the province: their rank is not in their name.
_ZONE = expression(r"(?:实验|试验|示范|开发|产业|高新|经开|保税|新|功能|合作)区(?=[\u4e00-\u9fff])")


def _skipped(draft: Draft) -> Iterator[Hit]:
    pair = _above(draft) if draft.kind in ("请示", "报告") else None
    if pair is None:
        return
    own, to = pair
    below, above = levels(own), levels(to.name)
    if not below or not above or _ZONE.search(own):
        return
    gap = min(below) - max(above)
    # 青屏县东门镇 has its county over it: any 市 is one too high.
    if TOWNSHIP in below and PREFECTURE in above and expression(r"[县旗](?=.)|市[\u4e00-\u9fff]{1,4}区").search(own):
        gap = 2
    if is_department(own) and to.name.endswith("政府") and PROVINCE in above and min(below) >= PREFECTURE:
        gap = 2  # a department writes to its own government, and that to the next
    between = {level for organ in names(draft, Role.COPIES_TO) for level in levels(organ.name)}
    if gap >= 2 and not between & set(range(max(above) + 1, min(below))):
        yield Hit(to.start, to.end, f"“{own}”向“{to.name}”行文越过了中间一级，一般不得越级；确有必要的，应当同时抄送被越过的机关。")


_BODIES = expression(r"(?:市场监督|应急|城市|机关事务|医疗保障|行政审批|综合执法|城市综合|粮食|能源|林业|文物|药品监督)管?理?局$")
_SUBORDINATE = expression(r"(?:管理局|管理处|管护局|中心|所|站|院|队|分局|学校|公司|协会)$")


def _to_an_equal(draft: Draft) -> Iterator[Hit]:
    pair = _above(draft) if draft.kind in ("请示", "报告") else None
    if pair is None:
        return
    own, to = pair
    if not (is_department(own) and is_department(to.name)) or not to.name.endswith(("局", "厅")) or own == to.name:
        return
    if (_SUBORDINATE.search(own) and not _BODIES.search(own)) or not own.endswith(("局", "厅", "委", "委员会", "办公室")):
        return
    here, there = place_of(own), place_of(to.name)
    same = bool(here) and bool(there) and levels(own) == levels(to.name) and (here.endswith(there) or there.endswith(here))
    if same:
        told = f"“{to.name}”与“{own}”不相隶属，请求批准或者答复用“函”，不用“{draft.kind}”，请核对隶属关系。"
        yield Hit(to.start, to.end, told)


def _down_to_above(draft: Draft) -> Iterator[Hit]:
    pair = _above(draft) if draft.kind in ("通知", "决定", "批复", "通报") else None
    if pair is None or "代拟" in draft.title:
        return
    own, to = pair
    below, above = levels(own), levels(to.name)
    here, there = place_of(own), place_of(to.name)
    its_own = (
        is_department(own) and is_government(to.name) and below == above and bool(there) and (here.endswith(there) or there.endswith(here))
    )
    higher = bool(below and above) and max(above) < min(below)
    if its_own or higher:
        yield Hit(to.start, to.end, f"“{draft.kind}”是下行文，不主送上级机关“{to.name}”，请改用请示、报告或者函。")


_AGREED = expression(r"(?:经|报|受|按照?)[^。；\n]{0,24}(?:同意|批准|审定|授权|委托|研究|审议|通过|部署|要求)|授权")


def _to_governments(draft: Draft) -> Iterator[Hit]:
    own = sender(draft)
    if draft.kind not in ("通知", "决定", "意见") or not own.endswith(("局", "厅", "部", "委")) or not is_department(own):
        return
    if own.endswith("办公厅"):
        return  # 第十六条（二） excepts 党委、政府的办公厅（室）
    for organ in names(draft, Role.RECIPIENTS):
        if organ.name.startswith("各") and organ.name.endswith("人民政府"):
            if not _AGREED.search(draft.text):
                told = "部门不得向下级政府发布指令性公文；确需行文的，经本级政府同意后发，并在文中注明“经……同意”。"
                yield Hit(organ.start, organ.end, told)
            return


def _joint(draft: Draft) -> Iterator[Hit]:
    signed = [(start, p.text, plain_name(p.text)) for start, p in draft.each(Role.SIGNATURE) if organ_at_end(plain_name(p.text))]
    if len(signed) < 2 or len({name for _, _, name in signed}) < 2:
        return
    _, _, first = signed[0]
    for start, text, name in signed[1:]:
        one, other = levels(first), levels(name)
        unlike = one and other and not one & other
        own = is_government(first) and first.endswith("政府") and is_department(name) and one == other and name.endswith(("局", "厅"))
        if unlike or own:
            at = start + len(text) - len(text.lstrip())
            yield Hit(at, at + len(text.strip()), f"“{name}”与“{first}”不是同级机关，不能联合行文。")


_INNER = expression(
    r"(?:局|厅|委员会|委|政府|部|办公室|办公厅|公司|中心)(?P<x>(?!办事)[\u4e00-\u9fff]{1,10}(?<!办事)(?<!管理)(?<!服务)(?<!代表)(?<!稽查)(?<!派出)(?<!秘书)(?<!参事)(?<!征收)(?<!监测)[科处股])$"
)


def _inner(draft: Draft) -> Iterator[Hit]:
    if not draft.is_formal:
        return
    for start, paragraph in draft.each(Role.SIGNATURE):
        match = _INNER.search(paragraph.text.rstrip())
        if match and len(paragraph.text) < 30:
            yield Hit(start + match.start("x"), start + match.end("x"), f"“{match['x']}”是内设机构，除办公厅（室）外不得对外正式行文。")


CHECKS = (
    Check(
        code="copied-to-main-recipient",
        title="主送机关又列入抄送",
        family="routing",
        level=Level.ERROR,
        basis=PLAIN,
        why="主送机关已经收文，再列入抄送是重复。",
        find=_twice_sent,
        examples=(
            Example(
                "标题| 关于增加防汛经费的请示\n主送| 清源市人民政府：\n抄送| 抄送：市财政局，⟦清源市人民政府⟧。",
                "标题| 关于增加防汛经费的请示\n主送| 清源市人民政府：\n抄送| 抄送：市财政局。",
            ),
        ),
        passes=("标题| 关于增加防汛经费的请示\n主送| 清源市人民政府：\n抄送| 抄送：市财政局。",),
    ),
    Check(
        code="sent-to-itself",
        title="发文机关把自己列为主送、抄送",
        family="routing",
        level=Level.WARNING,
        basis=PLAIN,
        why="发文机关不给自己行文，多半是套用旧文时没有改。",
        find=_to_itself,
        examples=(
            Example(
                "主送| 清源市财政局，⟦清源市水利局⟧：\n请按照要求抓好落实。\n落款| 清源市水利局",
                "主送| 清源市财政局，清源市林业局：\n请按照要求抓好落实。\n落款| 清源市水利局",
            ),
        ),
        passes=("主送| 清源市财政局，清源市林业局：\n请按照要求抓好落实。\n落款| 清源市水利局",),
    ),
    Check(
        code="recipient-repeated",
        title="同一机关列了两次",
        family="routing",
        level=Level.WARNING,
        basis=PLAIN,
        why="主送、抄送机关里同一个名称出现两次，多半是拼接名单时没有去重。",
        find=_named_twice,
        examples=(Example("抄送| 抄送：各县（区）财政局，市审计局，⟦各县（区）财政局⟧。", "抄送| 抄送：各县（区）财政局，市审计局。"),),
        passes=("主送| 各市科技局、教育局，雄安新区科技局、教育局：", "抄送| 抄送：市财政局，市审计局。"),
    ),
    Check(
        code="recipients-semicolon",
        title="机关名称之间用了分号",
        family="routing",
        level=Level.WARNING,
        basis=should(GB9704, "7.4.2"),
        why="主送、抄送机关同类之间用顿号，不同类之间用逗号。",
        find=_separators,
        examples=(Example("抄送| 抄送：市委办公室⟦；⟧市人大常委会办公室。", "抄送| 抄送：市委办公室，市人大常委会办公室。"),),
        passes=("抄送| 抄送：市委办公室，市人大常委会办公室。", "标题| 关于做好防汛工作的通知\n检查内容包括：堤防；水库："),
    ),
    Check(
        code="level-of-authority-skipped",
        title="越级行文",
        family="routing",
        level=Level.WARNING,
        basis=should(REGULATION, "第十四条"),
        why="行文关系根据隶属关系和职权范围确定，一般不得越级行文，特殊情况需要越级行文的，应当同时抄送被越过的机关。",
        find=_skipped,
        examples=(
            Example(
                "标题| 关于增加防汛经费的请示\n主送| ⟦省水利厅⟧：\n落款| 青屏县水利局",
                "标题| 关于增加防汛经费的请示\n主送| 清源市水利局：\n落款| 青屏县水利局",
            ),
            Example(
                "标题| 关于修复水毁道路的请示\n主送| ⟦清源市人民政府⟧：\n落款| 青屏县东门镇人民政府",
                "标题| 关于修复水毁道路的请示\n主送| 青屏县人民政府：\n落款| 青屏县东门镇人民政府",
            ),
        ),
        passes=(
            "标题| 关于增加防汛经费的请示\n主送| 清源市人民政府：\n落款| 青屏县人民政府",
            "标题| 关于增加防汛经费的请示\n主送| 省水利厅：\n落款| 青屏县水利局\n抄送| 抄送：清源市水利局。",
            "标题| 关于修复水毁道路的请示\n主送| 清源市人民政府：\n落款| 东门镇人民政府",
            "标题| 关于增加防汛经费的请示\n主送| 省水利厅：\n落款| 清源综合实验区水利局",
        ),
    ),
    Check(
        code="request-to-an-equal",
        title="对不相隶属的机关用了请示、报告",
        family="routing",
        level=Level.WARNING,
        basis=must(REGULATION, "第八条"),
        why="请示、报告用于上级机关；同级部门之间请求批准、答复询问用函。",
        find=_to_an_equal,
        examples=(
            Example(
                "标题| 关于增加防汛经费的请示\n主送| ⟦市财政局⟧：\n落款| 清源市水利局",
                "标题| 关于增加防汛经费的请示\n主送| 市人民政府：\n落款| 清源市水利局",
            ),
        ),
        passes=(
            "标题| 关于增加防汛经费的函\n主送| 市财政局：\n落款| 清源市水利局",
            "标题| 关于增加防汛经费的请示\n主送| 省水利厅：\n落款| 清源市水利局",
            "标题| 关于增加防汛经费的请示\n主送| 清源市水利局：\n落款| 清源市河道管理处",
        ),
    ),
    Check(
        code="downward-kind-to-superior",
        title="下行文主送了上级机关",
        family="routing",
        level=Level.WARNING,
        basis=must(REGULATION, "第八条"),
        why="通知、决定、批复、通报是下行文，向上级机关行文用请示、报告。",
        find=_down_to_above,
        examples=(
            Example(
                "标题| 关于增加防汛经费的通知\n主送| ⟦市人民政府⟧：\n落款| 清源市水利局",
                "标题| 关于增加防汛经费的请示\n主送| 市人民政府：\n落款| 清源市水利局",
            ),
        ),
        passes=(
            "标题| 关于做好防汛工作的通知\n主送| 各县人民政府：\n落款| 清源市水利局",
            "标题| 关于设立开发区的批复\n主送| 青屏县人民政府：\n落款| 清源市人民政府",
        ),
    ),
    Check(
        code="department-to-governments",
        title="部门向下级政府行文没有注明经同意",
        family="routing",
        level=Level.HINT,
        basis=must(REGULATION, "第十六条（二）"),
        why="办公厅（室）以外的部门不得向下级党委、政府发布指令性公文；经本级党委、政府同意的可以行文，文中须注明。",
        find=_to_governments,
        examples=(
            Example(
                "标题| 关于做好防汛工作的通知\n主送| ⟦各县人民政府⟧：\n请抓好落实。\n落款| 清源市水利局",
                "标题| 关于做好防汛工作的通知\n主送| 各县人民政府：\n经市人民政府同意，现就有关事项通知如下。\n落款| 清源市水利局",
            ),
        ),
        passes=("标题| 关于做好防汛工作的通知\n主送| 各县水利局：\n请抓好落实。\n落款| 清源市水利局",),
    ),
    Check(
        code="joint-issuers-of-different-levels",
        title="不同级的机关联合行文",
        family="routing",
        level=Level.WARNING,
        basis=must(REGULATION, "第十七条"),
        why="同级党政机关、党政机关与其他同级机关必要时可以联合行文，不同级的不能联合行文。",
        find=_joint,
        examples=(
            Example("落款| 清源市人民政府\n落款| ⟦清源市水利局⟧", "落款| 清源市水利局\n落款| 清源市财政局"),
            Example("落款| 省水利厅\n落款| ⟦青屏县人民政府⟧", "落款| 省水利厅\n落款| 省财政厅"),
        ),
        passes=("落款| 清源市水利局\n落款| 清源市财政局", "落款| 中共清源市委\n落款| 清源市人民政府"),
    ),
    Check(
        code="inner-department-issues",
        title="内设机构对外正式行文",
        family="routing",
        level=Level.WARNING,
        basis=must(REGULATION, "第十七条"),
        why="部门内设机构除办公厅（室）外不得对外正式行文。",
        find=_inner,
        examples=(
            Example(
                "文号| 清水〔2026〕5号\n标题| 关于做好防汛工作的通知\n主送| 各县水利局：\n落款| 清源市水利局⟦防汛科⟧",
                "文号| 清水〔2026〕5号\n标题| 关于做好防汛工作的通知\n主送| 各县水利局：\n落款| 清源市水利局办公室",
            ),
        ),
        passes=(
            "文号| 清水〔2026〕5号\n标题| 关于做好防汛工作的通知\n主送| 各县水利局：\n落款| 清源市水利局办公室",
            "文号| 东街〔2026〕5号\n标题| 关于做好防汛工作的通知\n主送| 各社区：\n落款| 东门街道办事处",
        ),
    ),
)
