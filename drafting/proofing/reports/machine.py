"""What other programs read: the JSON object of ``wenmi check --json``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from drafting.documents.expressions import expression
from drafting.documents.model import Document, Finding
from drafting.proofing.reports.places import places
from drafting.proofing.reports.report import LEVELS, Report

_MOST = 5_000_000
"""Characters: what the texts of one paragraph's findings may come to; a paragraph of so many faults is given in windows."""
_WINDOW = 200  # characters on each side of a fault
_UNPAIRED = expression("[\ud800-\udfff]")  # what a file's name may hold that is not UTF-8, and UTF-8 cannot


def as_json(report: Report) -> dict[str, object]:
    """Return the entry of one file in ``wenmi check --json``: file, kind, its findings in order of place, and what else there is to say."""
    return {**_head(report), "findings": list(_findings(report)), **_rest(report)}


def json_chunks(reports: Iterable[Report], unread: Sequence[tuple[str, str]] = ()) -> Iterator[str]:
    """Yield ``{"files": […]}`` in pieces, one finding a line, so that no more than one of them is in memory at a time.

    ``unread`` are the files that could not be read, each with the reason.
    """
    yield '{"files": ['
    for number, report in enumerate(reports):
        yield ("," if number else "") + "\n" + dumped(_head(report))[:-1] + ', "findings": ['
        for count, entry in enumerate(_findings(report)):
            yield ("," if count else "") + "\n" + dumped(entry)
        yield "], " + dumped(_rest(report))[1:]
    yield '\n], "unread": ' + dumped([{"file": file, "reason": reason} for file, reason in unread]) + "}\n"


def dumped(value: object) -> str:
    """Return ``value`` as JSON that any encoding of Unicode can hold."""
    return _UNPAIRED.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(value, ensure_ascii=False))


def _head(report: Report) -> dict[str, object]:
    return {"file": report.file, "kind": report.document.kind}


def _findings(report: Report) -> Iterator[dict[str, object]]:
    where = places(report.document)
    crowded = _crowded(report.document, report.findings)
    for number, finding in enumerate(report.findings):
        yield _entry(report.document, finding, where, crowded) | {"id": report.id_of(number)}


def _rest(report: Report) -> dict[str, object]:
    where = places(report.document)
    left = [one.finding for one in report.ignored]
    crowded = _crowded(report.document, left)
    return {
        "ignored": [_entry(report.document, one.finding, where, crowded) | {"id": one.id, "reason": one.reason} for one in report.ignored],
        "verdict": {
            "fit": report.fit,
            "partial": report.partial,
            "text": report.verdict,
            **{level.value: report.counts[level] for level in LEVELS},
        },
        "unchecked": list(report.scope.unseen),
        "checklist": [
            {"item": item.text, "basis": item.basis, "families": list(item.families), "note": note} for item, note in report.checklist.items
        ],
    }


def _crowded(document: Document, findings: Sequence[Finding]) -> frozenset[int]:
    """Return the paragraphs whose text would come too often."""
    counts = Counter(finding.span.paragraph for finding in findings)
    return frozenset(at for at, count in counts.items() if count * len(document.paragraphs[at].text) > _MOST)


def _entry(document: Document, finding: Finding, where: Sequence[str], crowded: frozenset[int]) -> dict[str, object]:
    """Return one finding. ``text[start:end]`` is the fault; of a crowded paragraph ``text`` is what begins at its ``text_start``."""
    at, span = finding.span.paragraph, finding.span
    text, low = document.paragraphs[at].text, 0
    if at in crowded:
        low = max(0, span.start - _WINDOW)
        text = text[low : span.end + _WINDOW]
    return {
        "code": finding.code,
        "family": finding.family,
        "level": finding.level.value,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "paragraph": at,
        "start": span.start - low,
        "end": span.end - low,
        "text": text,
        "text_start": low,
        "place": where[at],
        "role": document.paragraphs[at].role.value,
        "source": finding.basis.source,
        "clause": finding.basis.clause,
        "strength": finding.basis.strength.value,
    }
