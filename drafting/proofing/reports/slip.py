"""送审校对单: the findings as a form that people fill in and sign, a ``Document`` that ``documents.layout`` sets across the page.

Personal numbers in the excerpts are covered: the form goes from desk to desk and into a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from drafting.documents.expressions import expression
from drafting.documents.model import Cell, Document, Finding, Format, PageSetup, Paragraph, Place, Role
from drafting.documents.roles.patterns import genre
from drafting.proofing.check import REGULATION
from drafting.proofing.reports.excerpts import covered, excerpt, visible
from drafting.proofing.reports.places import ROLE_NAMES, places
from drafting.proofing.reports.report import LEVELS, Report

_BESIDE = 12  # characters on each side of a fault
_PLACES = 4  # places named of equal faults
_MARGIN = 40  # characters: more than the longest personal number
_ACROSS = PageSetup(width=841.9, height=595.3)
_DECISION = "□采纳　□不采纳\n理由：＿＿＿＿＿＿"
_SIGNERS = ("拟稿人", "校对人", "审核人", "签发人")
_ROLE_OR_LINE = expression(r"（[^）]*）")
_WORD = expression(r"[A-Za-z0-9][A-Za-z0-9.,%'’/-]*|[^\x00-\x7f\s]")


def slip(report: Report, *, now: datetime) -> Document:
    """Return the form on one file: its facts, what was found (equal faults in one row), what was left as it is and why, what a person
    must verify, and the lines to sign."""
    form = _Form()
    title = "".join(item.text for _, item in report.document.of(Role.TITLE)).replace("\n", "").strip()
    kind = genre(title.rstrip("。.")) or "文稿"
    form.line(f"{kind}送审校对单", Role.TITLE)
    form.labelled(
        (("文稿名称", _said(title) or "（没有标题）"),),
        (("文件", _said(report.file) or "（未命名）"),),
        (("文种", kind if kind != "文稿" else "未能判定"), ("校对时间", f"{now.year}年{now.month}月{now.day}日{now:%H:%M}")),
        (("字数", f"{word_count(report.document)}字"), ("检查项数", f"{report.scope.checks}项")),
        (("结论", report.verdict),),
    )
    where = places(report.document)
    form.heading(f"发现的问题（{len(report.findings)}处）")
    if report.findings:
        form.table(("序号", "位置", "原文", "建议", "依据", "级别", "处理意见"), _rows(report, where))
    else:
        form.line("没有发现问题。")
    if report.ignored:
        form.heading(f"已经决定不改的（{len(report.ignored)}处）")
        left = [
            (str(number), _place(report, one.finding, where), _original(report, one.finding), _said(one.finding.message), _said(one.reason))
            for number, one in enumerate(report.ignored, 1)
        ]
        form.table(("序号", "位置", "原文", "所指问题", "不改的理由"), left)
    if report.scope.unseen:
        form.heading("没有查的")
        for sentence in report.scope.unseen:
            form.line(sentence)
    if report.checklist.items:
        form.heading(f"送签前由人核对的事项（{len(report.checklist.items)}项）")
        form.line(f"“条例”指{REGULATION}。")
        form.table(
            ("序号", "核对事项", "依据", "工具查到哪里", "核对结果"),
            [(str(n), item.text, item.basis, note, "□已核对") for n, (item, note) in enumerate(report.checklist.items, 1)],
        )
    form.heading("签字")
    form.signatures()
    return Document(tuple(form.paragraphs), page=_ACROSS, format=Format.PLAIN)


def word_count(document: Document) -> int:
    """Return the number of words as Word counts them: every Chinese character and mark is one, and every Latin word or number."""
    return sum(len(_WORD.findall(item.text)) for item in document.paragraphs)


@dataclass(slots=True)
class _Form:
    """Paragraphs in order, and how many tables and headings there are among them."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: int = 0
    headings: int = 0

    def line(self, text: str, role: Role = Role.BODY) -> None:
        self.paragraphs.append(Paragraph(text, role))

    def heading(self, text: str) -> None:
        self.line(f"{'一二三四五六'[self.headings]}、{text}", Role.HEADING1)
        self.headings += 1

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Add a table whose first row is its head."""
        for number, row in enumerate([heads, *rows]):
            for column, text in enumerate(row):
                self._cell(text, number, column, header=number == 0)
        self.tables += 1

    def labelled(self, *rows: Sequence[tuple[str, str]]) -> None:
        """Add a table of labels, each with what it says; a row has one pair or two."""
        for number, row in enumerate(rows):
            last = number == len(rows) - 1
            for at, (label, text) in enumerate(row):
                # That the last row says it is a head tells that the first is none: a table that says of none has its first row as head.
                self._cell(label, number, 2 * at, header=last and not at)
                self._cell(text, number, 2 * at + 1, span=3 if len(row) == 1 else 1)
        self.tables += 1

    def signatures(self) -> None:
        """Add the places to sign, each with its date."""
        for number, labels in enumerate((_SIGNERS, ("日期",) * len(_SIGNERS))):
            for at, label in enumerate(labels):
                self._cell(label, number, 2 * at)
                self._cell("", number, 2 * at + 1)
        self.tables += 1

    def _cell(self, text: str, row: int, column: int, *, span: int = 1, header: bool = False) -> None:
        cell = Cell(self.tables, row, column, column_span=span, header=header)
        self.paragraphs.append(Paragraph(text, place=Place(cell=cell)))


def _rows(report: Report, where: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the rows of the findings, by level and place; faults of the same characters with the same remedy are one row."""
    same: dict[tuple[str, str, str | None, str], list[Finding]] = {}
    for level in LEVELS:
        for finding in report.findings:
            if finding.level is level:
                text = report.document.paragraphs[finding.span.paragraph].text[finding.span.start : finding.span.end]
                same.setdefault((finding.code, text, finding.suggestion, finding.message), []).append(finding)
    rows: list[tuple[str, ...]] = []
    for number, group in enumerate(same.values(), 1):
        first = group[0]
        place = _place(report, first, where)
        if len(group) > 1:
            named = list(dict.fromkeys(_ROLE_OR_LINE.sub("", where[one.span.paragraph]) for one in group))
            place = f"{'、'.join(named[:_PLACES])}{'等' if len(named) > _PLACES else ''}，共{len(group)}处"
        rows.append((str(number), place, _original(report, first), _remedy(first), str(first.basis), first.level.chinese, _DECISION))
    return rows


def _remedy(finding: Finding) -> str:
    if finding.suggestion is None:
        return _said(finding.message)
    return f"{'删去' if not finding.suggestion else f'改为“{_said(finding.suggestion)}”'}。{_said(finding.message)}"


def _place(report: Report, finding: Finding, where: Sequence[str]) -> str:
    at = finding.span.paragraph
    role = ROLE_NAMES[report.document.paragraphs[at].role]
    return where[at] if role in where[at] else f"{where[at]}（{role}）"


def _original(report: Report, finding: Finding) -> str:
    """Return the fault between 【 and 】 with a little beside it."""
    span = finding.span
    text = report.document.paragraphs[span.paragraph].text
    low = max(0, span.start - _BESIDE - _MARGIN)
    # Only what is near: covering the whole of a long paragraph again for each of its faults would take for ever.
    near = covered(text[low : span.end + _BESIDE + _MARGIN])
    around = excerpt(near, span.start - low, span.end - low, _BESIDE)
    before = around.before if low == 0 or around.before.startswith("…") else f"…{around.before}"
    return f"{before}【{around.fault}】{around.after}"


def _said(text: str) -> str:
    return visible(covered(text))
