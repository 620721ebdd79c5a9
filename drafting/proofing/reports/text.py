"""What proofreading says on a terminal: the verdict, the faults by level, each with carets under it, what was not checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from drafting.documents.display import width, wrapped
from drafting.documents.model import Finding, Level
from drafting.proofing.reports.excerpts import excerpt, instead, visible
from drafting.proofing.reports.places import ROLE_NAMES, places
from drafting.proofing.reports.report import LEVELS, Report

_FOLD = 3  # equal faults told in full before the rest are counted
_PLACES = 6  # places named of those that are counted
_ITEMS = 6  # of the checklist
_LINE = 96  # columns
_NAME = 56  # columns
_OF_WORDS = frozenset({"wrong-characters", "wording", "references", "consistency", "regions", "people", "logic"})
_MARK = {Level.ERROR: "✗", Level.WARNING: "△", Level.HINT: "○"}
_Key = tuple[str, str, str | None]


def as_text(report: Report, *, every: bool = False, one_of_several: bool = False) -> str:
    """Return the report for a terminal: the verdict, the faults by level and place, what to verify by eye, the verdict again.

    The carets stand right under full-width characters. Equal faults are shown in full three times and then counted, unless ``every``
    asks for all: faults of characters and words are equal if check, characters and suggestion are, all others if the check is the same.
    What to verify by eye is only counted for ``one_of_several`` files.
    """
    lines = [line for line in (report.file, report.verdict) if line]
    if report.findings:
        lines += _faults(report, every=every)
    if report.ignored:
        lines += ["", f"另有{len(report.ignored)}处已经由人决定不改（忽略），没有列出。"]
    lines += _unchecked(report, every=every, counted=one_of_several and not every)
    told = len(lines) > 2 and not (one_of_several and not report.findings)  # a screen or more below the first
    return "\n".join([*lines, "", report.verdict] if told else lines)


def as_table(reports: Sequence[Report], unread: Sequence[str] = ()) -> str:
    """Return a summary of several files, a line each, and a sentence on all of them; ``unread`` are those that could not be read."""
    heads = ("文件", *(level.chinese for level in LEVELS), "忽略", "结论")
    rows = [
        (_shortened(one.file), *(str(one.counts[level]) for level in LEVELS), str(len(one.ignored)), one.short_verdict) for one in reports
    ]
    rows += [(_shortened(name), *"———", "—", "没有读成") for name in unread]
    wide = [max(width(row[column]) for row in (heads, *rows)) for column in range(len(heads))]

    def line(row: Sequence[str]) -> str:
        first, *middle, last = row
        pads = [" " * (room - width(text)) + text for text, room in zip(middle, wide[1:-1], strict=True)]
        return "  ".join([first + " " * (wide[0] - width(first)), *pads, last])

    return "\n".join([line(heads), *(line(row) for row in rows), summary(reports, unread)])


def _shortened(name: str) -> str:
    """Return a file's name in a column's width: of a longer one the end, which tells files apart."""
    text = visible(name)
    at = 0
    while width(text[at:]) > _NAME:
        at += 1
    return f"…{text[at:]}" if at else text


def summary(reports: Sequence[Report], unread: Sequence[str] = ()) -> str:
    """Return one sentence on several files: how many there were, and how many of them are fit for signature."""
    counts = Counter(one.short_verdict for one in reports)
    parts = [f"{counts[name]}个{name}" for name in ("不宜送签", "可以送签", "未查全") if counts[name]]
    if unread:
        parts.append(f"{len(unread)}个没有读成")
    return f"共{len(reports) + len(unread)}个文件：{'，'.join(parts)}。"


def _faults(report: Report, *, every: bool) -> list[str]:
    lines: list[str] = []
    where = places(report.document)
    explained: set[str] = set()
    for level in LEVELS:
        numbered = [(number, finding) for number, finding in enumerate(report.findings) if finding.level is level]
        if not numbered:
            continue
        lines += ["", f"{_MARK[level]} {level.chinese}（{len(numbered)}处）"]
        shown: Counter[_Key] = Counter()
        folded: dict[_Key, list[Finding]] = {}
        last = -1
        for number, finding in numbered:
            key = _kind_of_fault(report, finding)
            shown[key] += 1
            if shown[key] > _FOLD and not every:
                folded.setdefault(key, []).append(finding)
                continue
            if finding.span.paragraph != last:
                last = finding.span.paragraph
                lines.append(f"\n  {where[last]} · {ROLE_NAMES[report.document.paragraphs[last].role]}")
            lines += _told(report, number, with_basis=finding.code not in explained)
            explained.add(finding.code)
        if folded:
            lines.append("\n  同样的问题还有：")
            lines += [_counted(key, rest, where) for key, rest in sorted(folded.items(), key=lambda item: -len(item[1]))]
    return lines


def _counted(key: _Key, findings: Sequence[Finding], where: Sequence[str]) -> str:
    """Return one line on faults that are not shown one by one: what they are, how many, where."""
    code, text, suggestion = key
    found = list(dict.fromkeys(where[finding.span.paragraph] for finding in findings))
    named = "、".join(found[:_PLACES]) + ("……" if len(found) > _PLACES else "")
    what = f"“{visible(text)}”{_arrow(suggestion)}，" if text else ""
    return f"    {_titles()[code]}：{what}{len(findings)}处（{named}）"


@cache
def _titles() -> dict[str, str]:
    from drafting.proofing.checks import CHECKS

    return {check.code: check.title for check in CHECKS}


def _told(report: Report, number: int, *, with_basis: bool) -> list[str]:
    finding, name = report.findings[number], report.id_of(number)
    around = excerpt(report.document.paragraphs[finding.span.paragraph].text, finding.span.start, finding.span.end)
    carets = " " * width(around.before) + "^" * max(width(around.fault), 1)
    lines = [
        f"    {around.before}{around.fault}{around.after}",
        f"    {carets}{_arrow(finding.suggestion)}",
        f"    {finding.message}{f'  [{name}]' if name else ''}",
    ]
    return [*lines, f"      依据：{finding.basis}  {finding.code}"] if with_basis else lines


def _arrow(suggestion: str | None) -> str:
    return f" → {instead(suggestion)}" if suggestion is not None else ""


def _kind_of_fault(report: Report, finding: Finding) -> _Key:
    """Return what makes faults equal: of words the very characters and their remedy, of anything else the check alone."""
    text = report.document.paragraphs[finding.span.paragraph].text[finding.span.start : finding.span.end]
    if finding.family in _OF_WORDS and finding.code != "traditional-character" and len(text) <= 12:
        return (finding.code, text, finding.suggestion)
    return (finding.code, "", None)


def _unchecked(report: Report, *, every: bool, counted: bool) -> list[str]:
    """Return the lines on what the checks did not look at, and what a person is to verify; the latter may be ``counted`` only."""
    lines = ["", *report.scope.unseen] if report.scope.unseen else []
    items = report.checklist.items
    if not items:
        return lines
    if counted:
        return [*lines, "", f"送签前还要由人核对{len(items)}项，见 --html 或者 --docx-report。"]
    shown = items if every else items[:_ITEMS]
    lines += ["", "送签前还要由人核对："]
    for item, note in shown:
        first, *rest = wrapped(f"{item.text}（{note.rstrip('。')}）" if every else item.text, _LINE - 6)
        lines += [f"  □ {first}", *(f"    {line}" for line in rest)]
    if len(items) > len(shown):
        lines.append(f"  ……共{len(items)}项，全部事项见 --html 或者 --docx-report。")
    return lines
