"""前后一致: the note that names the attachments, their pages, and what the text says of them."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level, Role
from drafting.documents.numerals import value_of
from drafting.proofing.check import GB9704, PLAIN, Check, Example, Hit, must
from drafting.proofing.draft import TEXT_ROLES, Draft
from drafting.proofing.families.attachments import LABEL, note_entries


def _label_order(draft: Draft) -> Iterator[Hit]:
    labels = [(start, m) for start, p in draft.each(Role.ATTACHMENT_LABEL) if (m := LABEL.match(p.text)) and m["n"]]
    numbers = [value_of(m["n"]) or 0 for _, m in labels]
    for at in range(1, len(numbers)):
        if numbers[at] != numbers[at - 1] + 1 and numbers[at] != 1:
            start, match = labels[at]
            told = "重复" if numbers[at] == numbers[at - 1] else f"前面是附件{numbers[at - 1]}，不连续"
            yield Hit(start + match.start("n"), start + match.end("n"), f"附件页的顺序号“附件{match['n']}”{told}，请核对。")


def _repeated_name(draft: Draft) -> Iterator[Hit]:
    seen: set[str] = set()
    for _, start, name in note_entries(draft):
        plain = expression(r"[\s。；;，]|\.(?:docx?|xlsx?|pdf|wps|et)$").sub("", name)
        if len(plain) > 3 and plain in seen:
            yield Hit(start, start + len(name), "两个附件名称相同，请核对。")
        seen.add(plain)


_MENTIONED = expression(r"(?:详?见|填[写报]|[（(])(?P<x>附件\s?\d{0,2})(?=[）)，。、；]|\s*$)")


def _no_note(draft: Draft) -> Iterator[Hit]:
    if "附件" not in draft.text or any(draft.each(Role.ATTACHMENT_NOTE, Role.ATTACHMENT_LABEL)) or not any(draft.each(Role.SIGNATURE)):
        return
    if expression(r"(?m)^[\s　]*(?:附\s*件|附[:：])").search(draft.text):
        return
    for start, paragraph in draft.each(*TEXT_ROLES):
        for match in _MENTIONED.finditer(paragraph.text):
            if not draft.is_quoted(start + match.start("x"), start + match.end("x")):
                yield Hit(start + match.start("x"), start + match.end("x"), "正文提到附件，正文之后没有附件说明，请核对是否漏列。")
                return


_BRACKETED = expression(r"[（(](?P<x>附件\s?(?P<n>\d{1,2}))(?=[）)、，])")


def _beyond(draft: Draft) -> Iterator[Hit]:
    numbers = [number or 1 for number, _, _ in note_entries(draft)]
    written = [expression(r"[\s　]*(?:附\s*件)?\s*(\d{1,2})(?!\d)").match(p.text) for _, p in draft.each(Role.ATTACHMENT_NOTE)]
    numbers += [int(m[1]) for m in written if m]
    numbers += [int(m.group()) for _, p in draft.each(Role.ATTACHMENT_LABEL) if (m := expression(r"\d+").search(p.text))]
    if not numbers:
        return
    for match in draft.find(_BRACKETED, ("附件",), 12):
        if int(match["n"]) > max(numbers) and not draft.is_quoted(*match.span("x")):
            yield Hit(match.start("x"), match.end("x"), f"正文提到附件{match['n']}，附件只有{max(numbers)}个。")


CHECKS = (
    Check(
        code="attachment-label-order",
        title="附件页的顺序号不连续",
        family="structure",
        level=Level.WARNING,
        basis=PLAIN,
        why="附件页依次标“附件1”“附件2”，断号、重号多半是增删附件后没有改。",
        find=_label_order,
        examples=(
            Example(
                "附件| 附件1\n附件标题| 任务分工表\n附件| 附件⟦3⟧\n附件标题| 联系人名单",
                "附件| 附件1\n附件标题| 任务分工表\n附件| 附件2\n附件标题| 联系人名单",
            ),
        ),
        passes=("附件| 附件1\n附件标题| 任务分工表\n附件| 附件2\n附件标题| 联系人名单", "附件| 附件2\n附件标题| 联系人名单"),
    ),
    Check(
        code="attachment-name-repeated",
        title="附件说明里两个附件同名",
        family="consistency",
        level=Level.WARNING,
        basis=PLAIN,
        why="两个附件名称相同，多半是复制上一行后忘了改。",
        find=_repeated_name,
        examples=(
            Example("附件说明| 附件：1.任务分工表\n附件说明| 2.⟦任务分工表⟧", "附件说明| 附件：1.任务分工表\n附件说明| 2.联系人名单"),
        ),
        passes=("附件说明| 附件：1.任务分工表\n附件说明| 2.联系人名单",),
    ),
    Check(
        code="attachment-without-note",
        title="正文提到附件，没有附件说明",
        family="consistency",
        level=Level.HINT,
        basis=must(GB9704, "7.3.4"),
        why="公文有附件的，在正文下空一行标注附件说明，写明顺序号和名称。",
        find=_no_note,
        examples=(
            Example(
                "请填写报名表（见⟦附件⟧）。\n落款| 清源市水利局", "请填写报名表（见附件）。\n附件说明| 附件：报名表\n落款| 清源市水利局"
            ),
        ),
        passes=("请填写报名表（见附件）。\n附件说明| 附件：报名表\n落款| 清源市水利局", "请上传材料附件。\n落款| 清源市水利局"),
    ),
    Check(
        code="attachment-number-beyond",
        title="括注的附件序号超出附件个数",
        family="consistency",
        level=Level.ERROR,
        basis=PLAIN,
        why="正文括注“（附件3）”而只有两个附件，多半是增删附件后没有改正文。",
        find=_beyond,
        examples=(
            Example(
                "填写报名表（⟦附件3⟧）。\n附件说明| 附件：1.任务分工表\n附件说明| 2.报名表",
                "填写报名表（附件2）。\n附件说明| 附件：1.任务分工表\n附件说明| 2.报名表",
            ),
        ),
        passes=("填写报名表（附件2）。\n附件说明| 附件：1.任务分工表\n附件说明| 2.报名表", "填写报名表（附件3）。"),
    ),
)
