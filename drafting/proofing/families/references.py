"""引用和一致: what is cited, and whether the parts of the document agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from drafting.documents.model import Level, Role
from drafting.proofing.check import GB9704, PLAIN_FACT, Check, Example, Hit, must, practice
from drafting.proofing.draft import CJK, TEXT_ROLES, Draft
from drafting.proofing.families.attachments import note_entries
from drafting.proofing.shapes import lines, pattern

_NUMBER = rf"[{CJK}]{{2,12}}[〔\[（(]\d{{4}}[〕\])）]第?\d+号"


def _dated(name: str, message: str) -> object:
    """Return a finder for a table of what is no longer in force: term, what holds now, since when (YYYY-MM-DD)."""

    def find(draft: Draft) -> Iterator[Hit]:
        signed = draft.date or (date(draft.year, 1, 1) if draft.year else None)
        if signed is None:
            return
        for term, now, since in lines(name):
            if signed < date.fromisoformat(since) or term not in draft.text:
                continue
            for match in re.finditer(re.escape(term), draft.text):
                before = draft.text[max(0, match.start() - 6) : match.start()]
                after = draft.text[match.end() : match.end() + 24].split("\n")[0]
                if re.search(r"原《?$|前身|原[\u4e00-\u9fff]{0,2}$", before) or re.search(r"废止|失效|停止执行|第?\d+次?修[正订]", after):
                    continue
                # A standard in a newer edition takes the place of the old; what a new law says must be looked up.
                better = now if term.startswith("GB") else None
                yield Hit(match.start(), match.end(), message.format(term=term, now=now, since=since[:4]) + "。", better)

    return find


def _abolished_organ(draft: Draft) -> Iterator[Hit]:
    signed = draft.date
    if signed is None:
        return
    for term, now, since in lines("renamed_organs"):
        if signed < date.fromisoformat(since) or term not in draft.text:
            continue
        for match in re.finditer(rf"(?<!银){re.escape(term)}", draft.text):
            start, end = match.span()
            before = draft.text[max(0, start - 12) : start]
            after = draft.text[end : end + 14]
            # A document number, a title or a decree keeps the name that the organ had then.
            if (
                draft.is_quoted(start, end)
                or re.search(r"原[^，。；]{0,8}$", before)
                or re.match(rf"[{CJK}、]{{0,10}}(?:令|第?\d+号|公告|〔|关于|《|（\d{{4}}|\d{{4}}年)", after)
            ):
                continue
            if _inside_longer(draft, start, end, now):
                continue
            yield Hit(start, end, f"“{term}”已改为“{now}”（{since[:4]}年），请核对。")


def _inside_longer(draft: Draft, start: int, end: int, now: str) -> bool:
    """Tell whether the old name is only a part of a present one (农业部 in 农业农村部 has no match, 文化部 in 文化部门 has)."""
    around = draft.text[max(0, start - 12) : end + 12]
    return now in around or draft.text[end : end + 1] in "门分委"


def _beyond(draft: Draft) -> Iterator[Hit]:
    entries = note_entries(draft)
    numbers = [n for n, _, _ in entries if n]
    count = max(numbers) if numbers else len(entries)
    labels = [re.search(r"\d+", p.text) for _, p in draft.each(Role.ATTACHMENT_LABEL)]
    count = max([count, *(int(m.group()) for m in labels if m)])
    if not count:
        return
    for start, paragraph in draft.each(*TEXT_ROLES):
        for match in re.finditer(
            r"(?:见|按|按照|填写|填报|参照|依据|报送)[本]?(?P<x>附件\s?(?P<n>\d{1,2}))(?!\d|[.．—～-]\d)", paragraph.text
        ):
            if int(match["n"]) > count:
                yield Hit(start + match.start("x"), start + match.end("x"), f"正文提到附件{match['n']}，附件只有{count}个。")


def _attachment_count(draft: Draft) -> Iterator[Hit]:
    entries = note_entries(draft)
    labels = list(draft.each(Role.ATTACHMENT_LABEL))
    numbered = [m for _, p in labels if (m := re.search(r"\d+", p.text))]
    if len(entries) < 2 or not labels or not numbered:
        return
    pages = max(int(m.group()) for m in numbered) if numbered else len(labels)
    noted = max([n for n, _, _ in entries if n] or [len(entries)])
    if pages != noted:
        start, paragraph = next(draft.each(Role.ATTACHMENT_NOTE))
        yield Hit(start, start + len(paragraph.text), f"附件说明列了{noted}个附件，附件页有{pages}个，请核对。")


def _attachment_titles(draft: Draft) -> Iterator[Hit]:
    entries = note_entries(draft)
    ordered = list(draft.each())
    titles: list[tuple[int, int, str]] = []
    number = 0
    for start, paragraph in ordered:
        if paragraph.role is Role.ATTACHMENT_LABEL:
            found = re.search(r"\d+", paragraph.text)
            number = int(found.group()) if found else 1
        elif paragraph.role is Role.ATTACHMENT_TITLE and number:
            titles.append((number, start, paragraph.text))
    joined: dict[int, tuple[int, int, str]] = {}
    for number, start, text in titles:
        first, _, before = joined.get(number, (start, 0, ""))
        joined[number] = (first, start + len(text), before + text)
    for number, _, name in entries:
        page = joined.get(number or 1)
        if page and _plain(name) not in _plain(page[2]) and _alike(_plain(page[2]), _plain(name)):
            last = draft.paragraph(page[0])
            yield Hit(page[0], page[0] + len(last.text), f"附件标题与附件说明中的“{name}”不一致。")


def _plain(text: str) -> str:
    return re.sub(r"[\s《》〈〉“”]|（[^）]*）$|[。；，]$", "", text)


def _alike(left: str, right: str) -> bool:
    """Tell whether two titles mean the same attachment: what differs altogether is another list, not a slip."""
    return bool(left and right) and len(set(left) & set(right)) >= 0.6 * min(len(set(left)), len(set(right)))


_LEVELS = "省市县区州盟旗乡镇"


def _issuer(draft: Draft) -> Iterator[Hit]:
    signatures = [(s, p) for s, p in draft.each(Role.SIGNATURE) if p.text.strip()]
    if len(signatures) != 1 or "关于" not in draft.title:
        return
    start, paragraph = signatures[0]
    signed = re.sub(r"[\s　]", "", paragraph.text)
    named = re.sub(r"[\s　]", "", draft.title.split("关于")[0])
    named = re.sub(r"(?:转发|印发|批转|发布|公布|颁布).*$", "", named)
    if not named or len(signed) < 3 or re.search(r"[、，\s等]|代章|[（(×]", named + signed) or named.endswith("省长"):
        return
    # The title may leave out the place (省政府办公厅 …) and the signature may be the longer, official name.
    if (
        signed.endswith(named)
        or named.endswith(signed)
        or _subsequence(named, signed)
        or (_subsequence(signed, named) and len(named) - len(signed) >= 4)
    ):
        return
    # One character is missing or wrong: a slip. Another organ altogether is another matter.
    if abs(len(signed) - len(named)) <= 2 and _alike(signed, named):
        end = start + len(paragraph.text)
        yield Hit(start, end, f"落款“{signed}”与标题中的发文机关“{named}”不一致。")


def _subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return len(long) - len(short) >= 2 and all(c in rest for c in short)


CHECKS = (
    Check(
        code="repealed-basis",
        title="引用了已经废止的依据",
        family="references",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="依据的法律、法规、标准已经废止或者被代替，文件就失去了依据。",
        find=_dated("repealed", "“{term}”自{since}年起由“{now}”代替，请核对是否仍可引用"),  # type: ignore[arg-type]
        examples=(
            Example(
                "根据⟦《中华人民共和国合同法》⟧签订合同。\n日期| 2024年5月8日", "根据《中华人民共和国民法典》签订合同。\n日期| 2024年5月8日"
            ),
            Example("参照⟦国发〔2000〕23号⟧文件规定执行。\n日期| 2024年5月8日", "参照现行规定执行。\n日期| 2024年5月8日"),
            Example("格式按⟦GB/T 9704-1999⟧执行。\n日期| 2024年5月8日", "格式按GB/T 9704—2012执行。\n日期| 2024年5月8日"),
        ),
        passes=("根据《中华人民共和国合同法》签订合同。\n日期| 2012年5月8日", "原《中华人民共和国合同法》规定的。\n日期| 2024年5月8日"),
    ),
    Check(
        code="renamed-organ",
        title="机关名称已经变更",
        family="references",
        level=Level.WARNING,
        basis=PLAIN_FACT,
        why="机构改革后名称变了，照抄旧文会把文件发给不存在的机关。",
        find=_abolished_organ,
        examples=(Example("报⟦国土资源部⟧备案。\n日期| 2024年5月8日", "报自然资源部备案。\n日期| 2024年5月8日"),),
        passes=(
            "报国土资源部备案。\n日期| 2010年5月8日",
            "原国土资源部印发的规划。\n日期| 2024年5月8日",
            "根据《国土资源部关于加强管理的通知》。\n日期| 2024年5月8日",
            "依据国土资源部令第49号。\n日期| 2024年5月8日",
        ),
    ),
    Check(
        code="number-without-title",
        title="引用公文只有文号没有标题",
        family="references",
        level=Level.HINT,
        basis=practice("引用公文先引标题后引发文字号的惯例"),
        why="引用公文应当先引标题，后引发文字号，只有文号不便查找。",
        find=pattern(
            rf"(?:根据|按照|依据|依照|贯彻落实)(?P<x>{_NUMBER}(?:文件|文)?)(?=精神|要求|规定|和|，|等|有关|办理)",
            "引用公文应当先引标题，后引发文字号",
            None,
            group="x",
        ),
        examples=(Example("根据⟦国办发〔2024〕75号文件⟧精神，", "根据《国务院办公厅关于某事的通知》（国办发〔2024〕75号）精神，"),),
        passes=("根据《某某通知》（国办发〔2024〕75号）精神，",),
    ),
    Check(
        code="number-before-title",
        title="文号写在标题前面",
        family="references",
        level=Level.HINT,
        basis=practice("引用公文先引标题后引发文字号的惯例"),
        why="引用公文先引标题，后引发文字号，文号放在括号里。",
        find=pattern(
            rf"(?:根据|按照|依据|依照|贯彻|落实|转发|执行)(?P<x>(?P<no>{_NUMBER})(?:文件)?(?P<title>《[^《》\n]{{4,80}}》))(?!（)",
            "先引标题，后引发文字号",
            "{title}（{no}）",
            group="x",
            quoted=True,
        ),
        examples=(Example("根据⟦国办发〔2024〕75号《关于某事的通知》⟧要求", "根据《关于某事的通知》（国办发〔2024〕75号）要求"),),
        passes=("根据《关于某事的通知》（国办发〔2024〕75号）要求",),
        passage=True,
    ),
    Check(
        code="attachment-beyond-last",
        title="正文提到的附件不存在",
        family="consistency",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="正文写“见附件3”，附件只有两个，收文机关会来要。",
        find=_beyond,
        examples=(
            Example(
                "报名表见⟦附件3⟧。\n附件说明| 附件：1.任务分工表\n附件说明| 2.报名表",
                "报名表见附件2。\n附件说明| 附件：1.任务分工表\n附件说明| 2.报名表",
            ),
        ),
        passes=("报名表见附件2。\n附件说明| 附件：1.任务分工表\n附件说明| 2.报名表", "报名表见附件3。"),
    ),
    Check(
        code="attachment-count-differs",
        title="附件说明与附件页个数不一致",
        family="consistency",
        level=Level.WARNING,
        basis=must(GB9704, "7.3.7"),
        why="附件顺序号和附件标题应当与附件说明的表述一致。",
        find=_attachment_count,
        examples=(
            Example(
                "附件说明| ⟦附件：1.任务分工表⟧\n附件说明| 2.报名表\n附件| 附件1\n附件| 附件2\n附件| 附件3",
                "附件说明| 附件：1.任务分工表\n附件说明| 2.报名表\n附件| 附件1\n附件| 附件2",
            ),
        ),
        passes=(
            "附件说明| 附件：1.任务分工表\n附件说明| 2.报名表\n附件| 附件1\n附件| 附件2",
            "附件说明| 附件：1.任务分工表\n附件说明| 2.报名表",
        ),
        passage=True,
    ),
    Check(
        code="attachment-title-differs",
        title="附件标题与附件说明不一致",
        family="consistency",
        level=Level.WARNING,
        basis=must(GB9704, "7.3.7"),
        why="附件顺序号和附件标题应当与附件说明的表述一致。",
        find=_attachment_titles,
        examples=(
            Example(
                "附件说明| 附件：防汛任务分工表\n附件| 附件\n附件标题| ⟦防汛任务分工⟧",
                "附件说明| 附件：防汛任务分工表\n附件| 附件\n附件标题| 防汛任务分工表",
            ),
        ),
        passes=("附件说明| 附件：1.2026年任务分工表\n附件说明| 2.报名表\n附件| 附件1\n附件标题| 2026年任务分工表",),
        passage=True,
    ),
    Check(
        code="issuer-differs",
        title="落款与标题的发文机关不一致",
        family="consistency",
        level=Level.WARNING,
        basis=must(GB9704, "7.3.5"),
        why="署名应当与标题、版头的发文机关一致，多一字少一字都是错。",
        find=_issuer,
        examples=(
            Example("标题| 青山市财政局关于做好决算的通知\n落款| ⟦青山市财局⟧", "标题| 青山市财政局关于做好决算的通知\n落款| 青山市财政局"),
        ),
        passes=(
            "标题| 青山市财政局关于做好决算的通知\n落款| 青山市财政局",
            "标题| 省政府关于做好防汛工作的通知\n落款| 青山省人民政府",
            "标题| 关于做好防汛工作的通知\n落款| 青山市财政局",
        ),
        passage=True,
    ),
)
