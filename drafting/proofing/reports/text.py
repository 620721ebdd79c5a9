"""What proofreading says: as text for a terminal, and as the JSON object of ``wenmi check --json``."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from drafting.documents.display import width
from drafting.documents.model import Document, Finding, Level, Role

ROLE_NAMES: dict[Role, str] = {
    Role.COPY_NUMBER: "份号",
    Role.SECRECY: "密级",
    Role.URGENCY: "紧急程度",
    Role.ISSUER_MARK: "发文机关标志",
    Role.DOCUMENT_NUMBER: "发文字号",
    Role.SIGNER: "签发人",
    Role.TITLE: "标题",
    Role.SUBTITLE: "题注",
    Role.RECIPIENTS: "主送机关",
    Role.BODY: "正文",
    Role.HEADING1: "一级标题",
    Role.HEADING2: "二级标题",
    Role.HEADING3: "三级标题",
    Role.HEADING4: "四级标题",
    Role.ATTENDANCE: "出席人员",
    Role.CAPTION: "表题、图题",
    Role.ATTACHMENT_NOTE: "附件说明",
    Role.SIGNATURE: "落款",
    Role.DATE: "成文日期",
    Role.ANNOTATION: "附注",
    Role.ATTACHMENT_LABEL: "附件顺序号",
    Role.ATTACHMENT_TITLE: "附件标题",
    Role.COPIES_TO: "抄送",
    Role.PRINTER: "印发机关和日期",
    Role.PAGE_HEADER: "页眉",
    Role.PAGE_FOOTER: "页脚",
    Role.FOOTNOTE: "脚注",
    Role.OTHER: "其他",
}
_BESIDE = 24  # characters shown on each side of a fault
_FOLD = 3  # equal faults told in full before the rest are counted
_PLACES = 6  # paragraphs named of those that are counted
_OF_WORDS = frozenset({"wrong-characters", "wording", "references", "consistency", "regions", "people", "logic"})
_MARK = {Level.ERROR: "✗", Level.WARNING: "△", Level.HINT: "○"}
_LEVELS = (Level.ERROR, Level.WARNING, Level.HINT)


def as_json(document: Document, findings: Sequence[Finding]) -> dict[str, object]:
    """Return the entry of one file in ``wenmi check --json``: file, kind, and its findings in order of place."""
    return {
        "file": document.source,
        "kind": document.kind,
        "findings": [
            {
                "code": finding.code,
                "family": finding.family,
                "level": finding.level.value,
                "message": finding.message,
                "suggestion": finding.suggestion,
                "paragraph": finding.span.paragraph,
                "start": finding.span.start,
                "end": finding.span.end,
                "text": document.paragraphs[finding.span.paragraph].text,
                "role": document.paragraphs[finding.span.paragraph].role.value,
                "source": finding.basis.source,
                "clause": finding.basis.clause,
                "strength": finding.basis.strength.value,
            }
            for finding in findings
        ],
    }


def verdict(findings: Sequence[Finding], partial: bool = False) -> str:
    """Return the one line that a hurried reader needs: fit for signature or not, and what there is.

    ``partial`` says that not all checks were made (``--only``, ``--skip``): then nothing found is no ground to call it fit.
    """
    counts = Counter(finding.level for finding in findings)
    told = "、".join(f"{level.chinese}{counts[level]}处" for level in _LEVELS if counts[level])
    rest = "（没有做全部检查）" if partial else ""
    if counts[Level.ERROR]:
        return f"不宜送签：{told}{rest}。"
    if partial:
        return f"所查项目没有必须改的问题，请看一遍：{told}{rest}。" if told else f"所查项目没有发现问题{rest}。"
    return f"可以送签，送签前请看一遍：{told}。" if told else "没有发现问题，可以送签（内容是否属实请自行核对）。"


def as_text(document: Document, findings: Sequence[Finding], *, every: bool = False, partial: bool = False, name: str = "") -> str:
    """Return the report of one document for a terminal: the verdict, the faults by paragraph, each underlined with carets, the verdict.

    ``name`` is the file as the user gave it, shown at the head instead of ``document.source``; ``partial`` is as in ``verdict``. The
    carets stand right under full-width characters. Equal faults are shown in full three times and then counted, unless ``every`` asks
    for all: faults of characters and words are equal if check, characters and suggestion are, all others if the check is the same.
    """
    concluded = verdict(findings, partial)
    head = [line for line in (name or document.source, concluded) if line]
    if not findings:
        return "\n".join(head)
    lines: list[str] = []
    shown: Counter[tuple[str, str, str | None]] = Counter()
    folded: dict[tuple[str, str, str | None], list[Finding]] = {}
    explained: set[str] = set()
    last = -1
    for finding in findings:
        key = _kind_of_fault(document, finding)
        shown[key] += 1
        if shown[key] > _FOLD and not every:
            folded.setdefault(key, []).append(finding)
            continue
        if finding.span.paragraph != last:
            last = finding.span.paragraph
            lines.append(f"\n第{last + 1}段 · {ROLE_NAMES[document.paragraphs[last].role]}")
        lines += _told(document, finding, with_basis=finding.code not in explained)
        explained.add(finding.code)
    if folded:
        lines.append("\n同样的问题还有：")
        lines += [_counted(key, rest) for key, rest in sorted(folded.items(), key=lambda item: -len(item[1]))]
    return "\n".join([*head, *lines, "", concluded])


def _counted(key: tuple[str, str, str | None], findings: Sequence[Finding]) -> str:
    """Return one line on faults that are not shown one by one: what they are, how many, where."""
    code, text, suggestion = key
    places = list(dict.fromkeys(finding.span.paragraph + 1 for finding in findings))
    where = "、".join(str(n) for n in places[:_PLACES]) + ("……" if len(places) > _PLACES else "")
    what = f"“{_visible(text)}”{_instead(suggestion)}，" if text else ""
    return f"  {_MARK[findings[0].level]} {_titles()[code]}：{what}{len(findings)}处（第{where}段）"


@cache
def _titles() -> dict[str, str]:
    from drafting.proofing.checks import CHECKS

    return {check.code: check.title for check in CHECKS}


@dataclass(frozen=True, slots=True)
class _Excerpt:
    text: str
    before: int  # columns left of the fault
    fault: int  # columns of the fault


def _told(document: Document, finding: Finding, *, with_basis: bool) -> list[str]:
    excerpt = _excerpt(document.paragraphs[finding.span.paragraph].text, finding.span.start, finding.span.end)
    carets = " " * excerpt.before + "^" * max(excerpt.fault, 1)
    lines = [
        f"    {excerpt.text}",
        f"    {carets}{_instead(finding.suggestion)}",
        f"  {_MARK[finding.level]} {finding.level.chinese} {finding.message}",
    ]
    return [*lines, f"      依据：{finding.basis}  {finding.code}"] if with_basis else lines


def _instead(suggestion: str | None) -> str:
    if suggestion is None:
        return ""
    return f" → {_visible(suggestion)}" if suggestion else " → 删去"


def _kind_of_fault(document: Document, finding: Finding) -> tuple[str, str, str | None]:
    """Return what makes faults equal: of words the very characters and their remedy, of anything else the check alone."""
    text = document.paragraphs[finding.span.paragraph].text[finding.span.start : finding.span.end]
    if finding.family in _OF_WORDS and finding.code != "traditional-character" and len(text) <= 12:
        return (finding.code, text, finding.suggestion)
    return (finding.code, "", None)


def _excerpt(text: str, start: int, end: int) -> _Excerpt:
    """Return the fault with what stands beside it; of a long fault the beginning and the end."""
    low, high = max(0, start - _BESIDE), min(len(text), end + _BESIDE)
    fault = text[start:end]
    if len(fault) > 2 * _BESIDE:
        fault = f"{fault[:_BESIDE]}……{fault[-8:]}"
    before = ("…" if low else "") + text[low:start]
    after = text[end:high] + ("…" if high < len(text) else "")
    before, fault, after = _visible(before), _visible(fault), _visible(after)
    return _Excerpt(before + fault + after, width(before), width(fault))


_SHOWN = {"\n": "↵", "\t": "→", "\u200b": "·", "\ufeff": "·", "\u00ad": "·", "\u200c": "·", "\u200d": "·", "\u2060": "·"}


def _visible(text: str) -> str:
    """Return ``text`` on one line, every character of it with a width: what cannot be seen is shown as a dot."""
    return "".join(_SHOWN.get(char, "·" if unicodedata.category(char) in ("Cc", "Cf") else char) for char in text)
