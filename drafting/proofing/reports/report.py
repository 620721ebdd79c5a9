"""What every output shows of one file that was proofread: its findings, what was left as it is, and what was not checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from drafting.documents.model import Document, Finding, Level
from drafting.proofing.check import FAMILIES, Check
from drafting.proofing.reports.checklist import Checklist, checklist_for

LEVELS = (Level.ERROR, Level.WARNING, Level.HINT)
"""The levels in the order in which a reader wants them."""


class Ignored(NamedTuple):
    """A finding that somebody decided to leave as it is, why, and the id by which that is remembered (``""`` if none)."""

    finding: Finding
    reason: str
    id: str = ""


class Scope(NamedTuple):
    """What was checked: the number of checks made, and what was not looked at, a sentence each.

    ``families`` are those of which at least one check was made.
    """

    checks: int = 0
    families: frozenset[str] = frozenset()
    unseen: tuple[str, ...] = ()


NOTHING_KNOWN = Scope()
NO_CHECKLIST = Checklist()


class Report(NamedTuple):
    """One file that was proofread. ``ids`` are the short names of ``findings``, in their order; empty where there are none.

    ``name`` is the file as the user gave it; ``partial`` says that not all checks were made.
    """

    document: Document
    findings: tuple[Finding, ...]
    name: str = ""
    ids: tuple[str, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    partial: bool = False
    scope: Scope = NOTHING_KNOWN
    checklist: Checklist = NO_CHECKLIST

    @property
    def file(self) -> str:
        """The name to show."""
        return self.name or self.document.source

    def id_of(self, number: int) -> str:
        """Return the id of the finding ``number`` of ``findings``, ``""`` where it has none."""
        return self.ids[number] if self.ids else ""

    @property
    def counts(self) -> Counter[Level]:
        """How many findings there are of each level."""
        return Counter(finding.level for finding in self.findings)

    @property
    def fit(self) -> bool:
        """Whether nothing must be changed."""
        return not self.counts[Level.ERROR]

    @property
    def verdict(self) -> str:
        """The one line that a hurried reader needs."""
        return verdict(self.findings, self.partial)

    @property
    def short_verdict(self) -> str:
        """The verdict in four or five characters."""
        if not self.fit:
            return "不宜送签"
        return "未查全" if self.partial else "可以送签"


def report_on(
    document: Document,
    findings: Sequence[Finding],
    *,
    name: str = "",
    ids: Mapping[Finding, str] | None = None,
    ignored: Iterable[Ignored] = (),
    made: Sequence[Check] | None = None,
    partial: bool = False,
    formal: bool | None = None,
) -> Report:
    """Return the report on ``document``; ``made`` are the checks that were run (all, unless given).

    ``formal`` says whether its page was held to be that of a formal document (None: not known).
    """
    from drafting.proofing.checks import CHECKS

    scope = scope_of(document, CHECKS if made is None else made, CHECKS, formal=formal)
    told = tuple(ids.get(finding, "") for finding in findings) if ids else ()
    checklist = checklist_for(document, scope.families)
    return Report(document, tuple(findings), name, told, tuple(ignored), partial, scope, checklist)


def scope_of(document: Document, made: Sequence[Check], every: Sequence[Check], *, formal: bool | None = None) -> Scope:
    """Return what ``made`` of the checks ``every`` look at in ``document``, and what they do not; ``formal`` is as in ``report_on``."""
    codes = {check.code for check in made}
    whole: list[str] = []
    part: list[str] = []
    for family, name in FAMILIES.items():
        members = [check.code for check in every if check.family == family]
        left = [code for code in members if code not in codes]
        if left and len(left) == len(members):
            whole.append(name)
        elif left:
            part.append(f"{name}（{len(left)}项）")
    unseen = []
    if whole:
        unseen.append(f"这次整类没有查：{'、'.join(whole)}。")
    if part:
        unseen.append(f"这次有一部分没有查：{'、'.join(part)}。")
    if _is_text(document):
        what = "PDF 里看不到" if document.source.lower().endswith(".pdf") else "文本文件里没有"
        unseen.append(f"{what}版式：纸张、字体、字号、行距、页码、修订和批注都没有查，请对排好版的文稿再校一遍。")
    elif formal is False and any(check.family == "layout" for check in made):
        unseen.append("没有认出版头或者发文字号，版式没有按正式公文核对。")
    if document.residue.pictures:
        unseen.append(f"文中有{document.residue.pictures}处图片，图片里的文字没有查。")
    return Scope(len(codes), frozenset(check.family for check in made), tuple(unseen))


def _is_text(document: Document) -> bool:
    """Tell whether the document comes from a file that says nothing of the page."""
    return document.page.width is None and all(not item.place.part for item in document.paragraphs)


def verdict(findings: Sequence[Finding], partial: bool = False) -> str:
    """Return the one line that a hurried reader needs: fit for signature or not, and what there is.

    ``partial`` says that not all checks were made (``--only``, ``--skip``): then nothing found is no ground to call it fit.
    """
    counts = Counter(finding.level for finding in findings)
    told = "、".join(f"{level.chinese}{counts[level]}处" for level in LEVELS if counts[level])
    rest = "（没有做全部检查）" if partial else ""
    if counts[Level.ERROR]:
        return f"不宜送签：{told}{rest}。"
    if partial:
        return f"所查项目没有必须改的问题，请看一遍：{told}{rest}。" if told else f"所查项目没有发现问题{rest}。"
    return f"可以送签，送签前请看一遍：{told}。" if told else "没有发现问题，可以送签（内容是否属实请自行核对）。"
