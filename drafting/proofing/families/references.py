"""一致: whether the parts of the document agree."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.proofing.check import GB9704, PLAIN_FACT, Check, Example, Hit, must
from drafting.proofing.draft import TEXT_ROLES, Draft
from drafting.proofing.families.attachments import note_entries
from drafting.proofing.families.title_text import titles


def _beyond(draft: Draft) -> Iterator[Hit]:
    entries = note_entries(draft)
    numbers = [n for n, _, _ in entries if n]
    count = max(numbers) if numbers else len(entries)
    labels = [expression(r"\d+").search(p.text) for _, p in draft.each(Role.ATTACHMENT_LABEL)]
    count = max([count, *(int(m.group()) for m in labels if m)])
    if not count:
        return
    for start, paragraph in draft.each(*TEXT_ROLES):
        for match in expression(r"(?:见|按|按照|填写|填报|参照|依据|报送)[本]?(?P<x>附件\s?(?P<n>\d{1,2}))(?!\d|[.．—～-]\d)").finditer(
            paragraph.text
        ):
            if int(match["n"]) > count:
                yield Hit(start + match.start("x"), start + match.end("x"), f"正文提到附件{match['n']}，附件只有{count}个。")


def _attachment_count(draft: Draft) -> Iterator[Hit]:
    entries = note_entries(draft)
    labels = list(draft.each(Role.ATTACHMENT_LABEL))
    numbered = [m for _, p in labels if (m := expression(r"\d+").search(p.text))]
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
            found = expression(r"\d+").search(paragraph.text)
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
    return expression(r"[\s《》〈〉“”]|（[^）]*）$|[。；，]$").sub("", text)


def _alike(left: str, right: str) -> bool:
    """Tell whether two titles mean the same attachment: what differs altogether is another list, not a slip."""
    return bool(left and right) and len(set(left) & set(right)) >= 0.6 * min(len(set(left)), len(set(right)))


_LEVELS = "省市县区州盟旗乡镇"


def _issuer(draft: Draft) -> Iterator[Hit]:
    signatures = [(s, p) for s, p in draft.each(Role.SIGNATURE) if p.text.strip()]
    if len(signatures) != 1 or "关于" not in draft.title:
        return
    start, paragraph = signatures[0]
    signed = expression(r"[\s　]").sub("", paragraph.text)
    named = expression(r"[\s　]").sub("", draft.title.split("关于")[0])
    named = expression(r"(?:转发|印发|批转|发布|公布|颁布).*$").sub("", named)
    if not named or len(signed) < 3 or expression(r"[、，\s等]|代章|[（(×]").search(named + signed) or named.endswith("省长"):
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
        marks = {expression(r"[\s　]|文件$").sub("", p.text) for _, p in draft.each(Role.ISSUER_MARK)}
        title = next((t for t in titles(draft) if t.text.startswith(named)), None)
        if marks == {signed} and title is not None:
            yield title.hit(0, len(named), f"标题中的发文机关“{named}”与版头、落款的“{signed}”不一致。", signed)
            return
        end = start + len(paragraph.text)
        better = named if marks == {named} else None  # two against one
        yield Hit(start, end, f"落款“{signed}”与标题中的发文机关“{named}”不一致。", better)


def _subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return len(long) - len(short) >= 2 and all(c in rest for c in short)


CHECKS = (
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
            Example(
                "机关标志| 青山市财政局文件\n标题| 青山市财政局关于做好决算的通知\n落款| ⟦青山市财局⟧",
                "机关标志| 青山市财政局文件\n标题| 青山市财政局关于做好决算的通知\n落款| 青山市财政局",
            ),
            Example(
                "机关标志| 青山市财政局文件\n标题| ⟦青山市财局⟧关于做好决算的通知\n落款| 青山市财政局",
                "机关标志| 青山市财政局文件\n标题| 青山市财政局关于做好决算的通知\n落款| 青山市财政局",
            ),
        ),
        passes=(
            "标题| 青山市财政局关于做好决算的通知\n落款| 青山市财政局",
            "标题| 省政府关于做好防汛工作的通知\n落款| 青山省人民政府",
            "标题| 关于做好防汛工作的通知\n落款| 青山市财政局",
        ),
        passage=True,
    ),
)
