"""Running the checks over a document, and choosing which to run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drafting.documents.errors import UserError
from drafting.documents.model import Document, Finding, Level
from drafting.proofing.check import FAMILIES, Check
from drafting.proofing.checks import CHECKS
from drafting.proofing.draft import Draft

_RANK = {Level.ERROR: 0, Level.WARNING: 1, Level.HINT: 2}


def proofread(document: Document, checks: Sequence[Check] = CHECKS) -> list[Finding]:
    """Return what ``checks`` find in ``document``, in the order of place; one fault is told once."""
    draft = Draft(document)
    found: list[tuple[Check, Finding]] = []
    silenced: set[str] = set()
    for check in checks:
        findings = check.findings(draft)
        if findings:
            silenced |= check.silences
            found += [(check, finding) for finding in findings]
    kept = [(c, f) for c, f in found if c.code not in silenced and c.family not in silenced]
    order = {check.code: number for number, check in enumerate(checks)}
    passages = [f for c, f in kept if c.passage]
    faults = _one_each(sorted((f for c, f in kept if not c.passage), key=lambda f: (f.family != "residue", _RANK[f.level], order[f.code])))
    return sorted([*passages, *faults], key=lambda f: f.sort_key)


def _one_each(findings: Iterable[Finding]) -> list[Finding]:
    """Drop what one finding before it in ``findings`` told already: on the same span, inside a residue, or across it in its family."""
    kept: list[Finding] = []
    by_paragraph: dict[int, list[Finding]] = {}
    for finding in findings:
        others = by_paragraph.setdefault(finding.span.paragraph, [])
        if not any(_same_fault(other, finding) for other in others):
            kept.append(finding)
            others.append(finding)
    return kept


def _same_fault(told: Finding, again: Finding) -> bool:
    a, b = told.span, again.span
    if a == b:
        return True
    overlap = a.start < b.end and b.start < a.end
    return overlap and (told.family == again.family or (told.family == "residue" and a.start <= b.start and b.end <= a.end))


def select(only: Iterable[str] = (), skip: Iterable[str] = (), checks: Sequence[Check] = CHECKS) -> tuple[Check, ...]:
    """Return the checks whose code or family is in ``only`` (all, if it is empty) and not in ``skip``, in report order.

    Raises ``UserError`` that names every unknown one, with the nearest names there are.
    """
    wanted, unwanted = set(only), set(skip)
    known = {check.code for check in checks} | set(FAMILIES)
    unknown = sorted((wanted | unwanted) - known)
    if unknown:
        raise UserError(f"没有这样的检查或者类别：{'、'.join(unknown)}", remedy=_near(unknown, known))
    return tuple(c for c in checks if (not wanted or {c.code, c.family} & wanted) and not {c.code, c.family} & unwanted)


def _near(unknown: list[str], known: set[str]) -> str:
    from difflib import get_close_matches

    near = sorted({match for name in unknown for match in get_close_matches(name, known, n=3, cutoff=0.5)})
    asked = f"您要的是不是：{'、'.join(near)}？" if near else ""
    return f"{asked}全部检查见 wenmi checks"
