"""SARIF 2.1.0 (OASIS), the format by which code-review systems take the results of checkers."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path, PurePath
from urllib.parse import quote

from drafting.documents.expressions import expression
from drafting.documents.model import Finding, Level
from drafting.proofing.check import FAMILIES, Check
from drafting.proofing.reports.machine import dumped
from drafting.proofing.reports.places import ROLE_NAMES, places
from drafting.proofing.reports.report import Ignored, Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.HINT: "note"}
_NEW_LINE = expression(r"\r\n|\r|\n")
_FINGERPRINT = "wenmiFinding/v1"


def sarif_chunks(
    reports: Sequence[Report], texts: Sequence[str | None] = (), unread: Sequence[tuple[str, str]] = (), *, version: str = ""
) -> Iterator[str]:
    """Yield the SARIF log of one run in pieces, one result a line.

    ``texts`` are the whole contents of the files that are plain text (None for the others), in the order of ``reports``: with them
    results carry the region in the file, and fixes. Columns and offsets count Unicode code points. ``unread`` are the files that could
    not be read, each with the reason; ``version`` is that of the tool.
    """
    from drafting.proofing.checks import CHECKS

    rules = {check.code: number for number, check in enumerate(CHECKS)}
    driver: dict[str, object] = {
        "name": "wenmi",
        "fullName": "文秘：公文校对",
        "language": "zh-CN",
        "rules": [_rule(check) for check in CHECKS],
    }
    if version:
        driver["version"] = version
    artifacts = [_artifact(report, text is not None) for report, text in zip(reports, _padded(texts, len(reports)), strict=True)]
    notices = [
        {"level": "error", "message": {"text": reason}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(file)}}}]}
        for file, reason in unread
    ]
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not unread, **({"toolExecutionNotifications": notices} if notices else {})}],
        "artifacts": artifacts,
    }
    yield f'{{"$schema": {dumped(SCHEMA)}, "version": "2.1.0", "runs": [{dumped(run)[:-1]}, "results": ['
    results = chain.from_iterable(
        _results(number, report, text, rules)
        for number, (report, text) in enumerate(zip(reports, _padded(texts, len(reports)), strict=True))
    )
    for count, result in enumerate(results):
        yield ("," if count else "") + "\n" + dumped(result)
    yield "\n]}]}\n"


def uri(file: str) -> str:
    """Return a file's name as a URI reference: relative where it lies in or below the working folder, percent-encoded."""
    path = Path(file)
    if path.is_absolute():
        try:
            path = path.relative_to(Path.cwd())
        except ValueError:
            return path.as_uri()
    return quote(os.fsencode(PurePath(path).as_posix()), safe="/")


def _padded(texts: Sequence[str | None], count: int) -> Sequence[str | None]:
    return [*texts, *[None] * (count - len(texts))]


def _artifact(report: Report, is_text: bool) -> dict[str, object]:
    entry: dict[str, object] = {"location": {"uri": uri(report.file)}, "roles": ["analysisTarget"]}
    return entry | ({"mimeType": "text/plain"} if is_text else {})


def _rule(check: Check) -> dict[str, object]:
    return {
        "id": check.code,
        "name": "".join(part.capitalize() for part in check.code.split("-")),
        "shortDescription": {"text": check.title},
        "fullDescription": {"text": check.why},
        "defaultConfiguration": {"level": _LEVELS[check.level]},
        "properties": {
            "family": check.family,
            "tags": [check.family, FAMILIES[check.family]],
            "source": check.basis.source,
            "clause": check.basis.clause,
            "strength": check.basis.strength.value,
        },
    }


def _results(artifact: int, report: Report, text: str | None, rules: dict[str, int]) -> Iterator[dict[str, object]]:
    where = places(report.document)
    lines = _Lines(report, text) if text is not None else None
    location = {"uri": uri(report.file), "index": artifact}
    told = [(finding, report.id_of(number), None) for number, finding in enumerate(report.findings)]
    left = [(one.finding, one.id, one) for one in report.ignored]
    for finding, name, ignored in [*told, *left]:
        yield _result(location, report, finding, name, ignored, where, lines, rules)


def _result(
    location: dict[str, object],
    report: Report,
    finding: Finding,
    name: str,
    ignored: Ignored | None,
    where: Sequence[str],
    lines: _Lines | None,
    rules: dict[str, int],
) -> dict[str, object]:
    at = finding.span.paragraph
    region = lines.region(finding) if lines else None
    role = ROLE_NAMES[report.document.paragraphs[at].role]
    result: dict[str, object] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.level],
        "message": {"text": finding.message},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": location} | ({"region": region} if region else {}),
                "logicalLocations": [{"name": where[at], "fullyQualifiedName": f"{role}/{where[at]}", "kind": "paragraph"}],
            }
        ],
        "properties": {
            "family": finding.family,
            "basis": str(finding.basis),
            "paragraph": at,
            "start": finding.span.start,
            "end": finding.span.end,
            "suggestion": finding.suggestion,
        },
    }
    if finding.code in rules:
        result["ruleIndex"] = rules[finding.code]
    if name:
        result["partialFingerprints"] = {_FINGERPRINT: name}
    if finding.suggestion is not None and region:
        said = f"改为“{finding.suggestion}”" if finding.suggestion else "删去"
        deleted = {key: region[key] for key in region if key != "snippet"}
        replacement = {"deletedRegion": deleted, "insertedContent": {"text": finding.suggestion}}
        change = {"artifactLocation": location, "replacements": [replacement]}
        result["fixes"] = [{"description": {"text": said}, "artifactChanges": [change]}]
    if ignored is not None:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": ignored.reason}]
    return result


class _Lines:
    """Where the paragraphs of a text file stand in it: by offset, line and column."""

    def __init__(self, report: Report, text: str) -> None:
        self._text = text
        self._paragraphs = report.document.paragraphs
        offset, self._starts = 0, list[int]()  # of the lines as the reader of text files counts them
        for line in text.splitlines(keepends=True):
            self._starts.append(offset)
            offset += len(line)
        self._lines = [0, *(found.end() for found in _NEW_LINE.finditer(text))]  # as editors count them

    def region(self, finding: Finding) -> dict[str, object] | None:
        """Return the region of a finding; None where the paragraph is not a line of the file as it is."""
        item = self._paragraphs[finding.span.paragraph]
        if not 1 <= item.place.index <= len(self._starts):
            return None
        begin = self._starts[item.place.index - 1]
        if not self._text.startswith(item.text, begin):
            return None
        start, end = begin + finding.span.start, begin + finding.span.end
        line = bisect_right(self._lines, start)
        first = self._lines[line - 1]
        return {
            "startLine": line,
            "startColumn": start - first + 1,
            "endLine": line,
            "endColumn": end - first + 1,
            "charOffset": start,
            "charLength": end - start,
            "snippet": {"text": item.text[finding.span.start : finding.span.end]},
        }
