"""What the office has decided, applied to checks and findings: which run, at what level, and which words may stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from drafting.documents.model import Finding, Level
from drafting.proofing.check import Check
from drafting.proofing.control.profile import Profile
from drafting.proofing.draft import Draft

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

OF_WORDS = frozenset({"wording", "wrong-characters", "style"})
"""The families that have nothing to say inside an accepted word."""


def is_on(check: Check, profile: Profile) -> bool:
    """Tell whether the office lets ``check`` run; what is said of its code goes before what is said of its family."""
    return profile.levels.get(check.code, profile.levels.get(check.family, check.level)) is not None


def levelled(finding: Finding, profile: Profile) -> Finding:
    """Return ``finding`` at the level that the office has set for its code, or else its family: higher or lower, it holds."""
    level: Level | None = profile.levels.get(finding.code, profile.levels.get(finding.family))
    return finding if level is None or level is finding.level else replace(finding, level=level)


def unaccepted(findings: Iterable[Finding], draft: Draft) -> list[Finding]:
    """Return ``findings`` without those on words that lie inside an accepted word of the office."""
    given = list(findings)
    words = tuple(draft.profile.accepted)
    if not words or not any(finding.family in OF_WORDS for finding in given):
        return given
    spans = _occurrences(draft.text, words)
    starts = [start for start, _ in spans]

    def accepted(finding: Finding) -> bool:
        if finding.family not in OF_WORDS:
            return False
        offset = draft.starts[finding.span.paragraph]
        start, end = offset + finding.span.start, offset + finding.span.end
        at = bisect_right(starts, start) - 1
        return at >= 0 and end <= spans[at][1]

    return [finding for finding in given if not accepted(finding)]


@lru_cache(maxsize=8)
def _automaton(words: tuple[str, ...]) -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(list(words))


@lru_cache(maxsize=2)  # every check of words asks for the same document
def _occurrences(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where accepted words stand, by their beginnings: of several that begin before a place, one that reaches farthest."""
    found = sorted((start, end) for _, start, end in _automaton(words).find_matches_as_indexes(text, overlapping=True))
    spans: list[tuple[int, int]] = []
    for start, end in found:
        if spans and end <= spans[-1][1]:
            continue
        if spans and spans[-1][0] == start:
            spans.pop()
        spans.append((start, end))
    return spans
