"""Running the checks over a document, and choosing which to run."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

from drafting.documents.errors import UserError
from drafting.documents.house import STANDARD, House
from drafting.documents.model import Document, Finding, Level, Span
from drafting.proofing.check import FAMILIES, Check
from drafting.proofing.checks import CHECKS
from drafting.proofing.control.deciding import is_on, levelled, unaccepted
from drafting.proofing.control.profile import NO_PROFILE, Profile
from drafting.proofing.draft import Draft

_NARROW = 20  # characters: a finding on more than these speaks of a clause, not of a word in it
_RANK = {Level.ERROR: 0, Level.WARNING: 1, Level.HINT: 2}


def proofread(
    document: Document, checks: Sequence[Check] = CHECKS, house: House = STANDARD, profile: Profile = NO_PROFILE
) -> list[Finding]:
    """Return what ``checks`` find in ``document``, in the order of place; one fault is told once.

    The page is compared with ``house``, the values of the standard as the office has changed them; ``profile`` is what the office has
    decided about the checks: those that it has switched off are not made, the others have the levels that it has set, and no check of
    wording speaks inside a word that it accepts. What it has ignored is among the findings: ``control.ignoring`` parts it.
    """
    draft = Draft(document, house, profile)
    found: list[tuple[Check, Finding]] = []
    silenced: set[str] = set()
    for check in checks:
        if not is_on(check, profile):
            continue
        findings = unaccepted((levelled(finding, profile) for finding in check.findings(draft)), draft)
        if findings:
            silenced |= check.silences
            found += [(check, finding) for finding in findings]
    kept = [(c, f) for c, f in found if c.code not in silenced and c.family not in silenced]
    order = {check.code: number for number, check in enumerate(checks)}
    passages = [f for c, f in kept if c.passage]
    faults = _one_each(sorted((f for c, f in kept if not (c.passage or c.yields)), key=lambda f: _precedence(f, order)))
    inferred = _beside(sorted((f for c, f in kept if c.yields), key=lambda f: _precedence(f, order)), faults, document)
    return sorted([*passages, *faults, *inferred], key=lambda f: f.sort_key)


def _precedence(finding: Finding, order: Mapping[str, int]) -> tuple[bool, int, int]:
    return finding.family != "residue", _RANK[finding.level], order[finding.code]


def _beside(inferred: Sequence[Finding], faults: Iterable[Finding], document: Document) -> list[Finding]:
    """Return those of ``inferred`` that speak of no character of which ``faults``, or one before it, says what it should be already."""
    if not inferred:
        return []
    told: dict[int, set[int]] = defaultdict(set)
    for finding in faults:
        told[finding.span.paragraph].update(_spoken_of(finding, document.paragraphs[finding.span.paragraph].text))
    kept = []
    for finding in inferred:
        here, places = told[finding.span.paragraph], range(finding.span.start, finding.span.end)
        if here.isdisjoint(places):
            kept.append(finding)
            here.update(places)
    return kept


def _spoken_of(finding: Finding, text: str) -> range:
    """Return the characters that a finding would change; without a suggestion, those that it calls wrong, unless they are a clause."""
    start, end = finding.span.start, finding.span.end
    right = finding.suggestion
    if right is None:
        sure = finding.level is Level.ERROR or finding.family == "wrong-characters"
        return range(start, end) if sure and end - start <= _NARROW else range(0)
    wrong = text[start:end]
    before = _shared(wrong, right)
    behind = min(_shared(wrong[::-1], right[::-1]), min(len(wrong), len(right)) - before)
    return range(start + before, max(end - behind, start + before + 1))


def _shared(one: str, other: str) -> int:
    """Return how many characters both have in common at the beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _one_each(findings: Iterable[Finding]) -> list[Finding]:
    """Drop what one finding before it in ``findings`` told already: on the same span, inside a residue, or across it in its family."""
    kept: list[Finding] = []
    told: set[Span] = set()
    by_family: dict[tuple[int, str], _Told] = defaultdict(_Told)
    for finding in findings:
        span, family = finding.span, by_family[finding.span.paragraph, finding.family]
        residue = by_family.get((span.paragraph, "residue"))
        if span in told or family.touches(span) or (residue and residue.covers(span)):
            continue
        kept.append(finding)
        told.add(span)
        family.add(span)
    return kept


class _Told:
    """Spans of one family in one paragraph. None overlaps another, so that only the two neighbours of a new one need be looked at."""

    def __init__(self) -> None:
        self._spans: list[Span] = []

    def add(self, span: Span) -> None:
        insort(self._spans, span)

    def _neighbours(self, span: Span) -> list[Span]:
        at = bisect_left(self._spans, span)
        return self._spans[max(0, at - 1) : at + 1]

    def touches(self, span: Span) -> bool:
        return any(other.start < span.end and span.start < other.end for other in self._neighbours(span))

    def covers(self, span: Span) -> bool:
        return any(other.start <= span.start and span.end <= other.end for other in self._neighbours(span))


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
