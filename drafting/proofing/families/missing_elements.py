"""行文规则、结构: what a paper that is on its way must have and has not – recipients, a signature, a date."""

from __future__ import annotations

from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Format, Level, Role
from drafting.proofing.check import REGULATION, Check, Example, Hit, must
from drafting.proofing.draft import TEXT_ROLES, Draft
from drafting.proofing.families.title_text import titles

_WHOLE = 4  # paragraphs of text: less may be a part of a paper, copied for its head


def _is_whole(draft: Draft) -> bool:
    return any(draft.each(Role.RECIPIENTS)) and sum(1 for _ in draft.each(*TEXT_ROLES)) >= _WHOLE


def _undated(draft: Draft) -> Iterator[Hit]:
    sent = draft.is_formal or any(draft.each(Role.RECIPIENTS))
    if not sent or not draft.kind or any(draft.each(Role.DATE, Role.SUBTITLE)) or draft.document.format is Format.MINUTES:
        return
    signed = list(draft.each(Role.SIGNATURE))
    if signed:
        start, paragraph = signed[-1]
        yield Hit(start, start + len(paragraph.text), "署名后没有成文日期，应当署会议通过或者发文机关负责人签发的日期。")
    elif draft.is_formal and titles(draft) and _is_whole(draft) and not any(draft.each(Role.PRINTER)):
        title = titles(draft)[-1]
        yield title.hit(0, len(title.text), "这份公文没有成文日期，应当署会议通过或者发文机关负责人签发的日期。")


def _unsigned(draft: Draft) -> Iterator[Hit]:
    exempt = draft.kind in ("", "纪要", "公报", "决议", "命令", "议案") or draft.document.format in (Format.MINUTES, Format.ORDER)
    sent = draft.is_formal or any(draft.each(Role.RECIPIENTS))
    if not sent or exempt or any(draft.each(Role.SIGNATURE)) or (draft.year or 2012) < 2012:
        return
    dates = list(draft.each(Role.DATE))
    if dates and len(dates[0][1].text.strip()) < 16:  # longer: the organ stands in the same line
        start, paragraph = dates[0]
        yield Hit(start, start + len(paragraph.text), "成文日期上面没有发文机关署名，应当署发文机关全称或者规范化简称。")


def _unaddressed(draft: Draft) -> Iterator[Hit]:
    if draft.kind not in ("请示", "批复", "函", "复函", "报告") or any(draft.each(Role.RECIPIENTS)):
        return
    # A report that was made public has lost its address; one with a 版头 is on its way.
    sent = any(draft.each(Role.ISSUER_MARK)) or (draft.kind != "报告" and any(draft.each(Role.SIGNATURE)) and any(draft.each(Role.DATE)))
    title = titles(draft)[-1] if sent and titles(draft) else None
    # A salutation that ends otherwise, or a name moved to 版记, stands where the address should.
    if title and not expression(r"(?m)^[\s　]*(?:主送|[^\n，。；]{2,60}[:：]$)").search(draft.text):
        yield title.hit(0, len(title.text), f"“{draft.kind}”没有主送机关，应当在标题下写明主要受理机关的名称。")


def _notice_unaddressed(draft: Draft) -> Iterator[Hit]:
    if draft.kind not in ("通知", "通报") or any(draft.each(Role.RECIPIENTS)) or not titles(draft):
        return
    sent = any(draft.each(Role.ISSUER_MARK, Role.DOCUMENT_NUMBER, Role.SIGNATURE)) and any(draft.each(Role.DATE))
    public = expression(r"征求意见|征集|招聘|招标|报名").search(draft.title)
    if sent and not public and not expression(r"(?m)^[\s　]*(?:主送|[^\n，。；]{2,60}[:：]$)").search(draft.text):
        title = titles(draft)[-1]
        yield title.hit(0, len(title.text), f"“{draft.kind}”没有主送机关，请核对是否漏写；普发性的、向社会公布的可以不写。")


CHECKS = (
    Check(
        code="document-without-recipients",
        title="公文没有主送机关",
        family="routing",
        level=Level.WARNING,
        basis=must(REGULATION, "第九条（八）"),
        why="请示、批复、函等要写明公文的主要受理机关，使用机关全称、规范化简称或者同类型机关统称。",
        find=_unaddressed,
        examples=(
            Example(
                "标题| ⟦关于增加防汛经费的请示⟧\n今年汛情较重。\n落款| 清源市水利局\n日期| 2026年5月8日",
                "标题| 关于增加防汛经费的请示\n主送| 市人民政府：\n今年汛情较重。\n落款| 清源市水利局\n日期| 2026年5月8日",
            ),
        ),
        passes=(
            "标题| 关于限行的通告\n落款| 清源市公安局\n日期| 2026年5月8日",
            "标题| 关于2025年工作情况的报告\n落款| 清源市水利局\n日期| 2026年1月8日",
        ),
        passage=True,
    ),
    Check(
        code="notice-without-recipients",
        title="通知、通报没有主送机关",
        family="routing",
        level=Level.HINT,
        basis=must(REGULATION, "第九条（八）"),
        why="通知、通报一般写明主送机关；普发性的、向社会公布的可以不写。",
        find=_notice_unaddressed,
        examples=(
            Example(
                "标题| ⟦关于做好防汛工作的通知⟧\n请各县抓好落实。\n落款| 清源市水利局\n日期| 2026年5月8日",
                "标题| 关于做好防汛工作的通知\n主送| 各县水利局：\n请各县抓好落实。\n落款| 清源市水利局\n日期| 2026年5月8日",
            ),
        ),
        passes=(
            "标题| 关于征求《防汛条例》意见的通知\n主送| 各县水利局：\n落款| 清源市水利局\n日期| 2026年5月8日",
            "标题| 关于公开征求意见的通知\n落款| 清源市水利局\n日期| 2026年5月8日",
            "标题| 关于做好防汛工作的通知\n请各县抓好落实。",
        ),
        passage=True,
    ),
    Check(
        code="document-without-date",
        title="公文没有成文日期",
        family="structure",
        level=Level.WARNING,
        basis=must(REGULATION, "第九条（十二）"),
        why="成文日期署会议通过或者发文机关负责人签发的日期，没有日期，公文何时生效说不清。",
        find=_undated,
        examples=(
            Example(
                "文号| 清水〔2026〕5号\n标题| 关于做好防汛工作的通知\n主送| 各县水利局：\n请抓好落实。\n落款| ⟦清源市水利局⟧",
                "文号| 清水〔2026〕5号\n标题| 关于做好防汛工作的通知\n主送| 各县水利局：\n请落实。\n落款| 清源市水利局\n日期| 2026年5月8日",
            ),
        ),
        passes=(
            "文号| 清水〔2026〕5号\n标题| 关于做好防汛工作的通知\n主送| 各县水利局：\n落款| 清源市水利局\n日期| 2026年5月8日",
            "标题| 关于做好防汛工作的通知\n落款| 清源市水利局",
        ),
        passage=True,
    ),
    Check(
        code="document-without-signature",
        title="公文没有发文机关署名",
        family="structure",
        level=Level.HINT,
        basis=must(REGULATION, "第九条（十一）"),
        why="署发文机关全称或者规范化简称；有的网页、汇编略去署名，请与原件核对。",
        find=_unsigned,
        examples=(
            Example(
                "文号| 清水〔2026〕5号\n标题| 关于做好防汛工作的通知\n主送| 各县水利局：\n请抓好落实。\n日期| ⟦2026年5月8日⟧",
                "文号| 清水〔2026〕5号\n标题| 关于做好防汛工作的通知\n主送| 各县水利局：\n请落实。\n落款| 清源市水利局\n日期| 2026年5月8日",
            ),
        ),
        passes=("标题| 关于做好防汛工作的通知\n日期| 2026年5月8日",),
        passage=True,
    ),
)
