"""Sure suggestions carried out in the user's own file: the text changes where they say, everything else stays as it was.

A .docx keeps every part and every run; no comment and no tracked change is left in it. A text file keeps its encoding, its byte order
mark and its line ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from drafting.documents.errors import UserError
from drafting.documents.intake.text_reading import text_and_encoding
from drafting.documents.marking import mark
from drafting.documents.marks.revisions import accept_all
from drafting.documents.model import Document, Finding


@dataclass(frozen=True, slots=True)
class Fixed:
    """A mended file: which suggestions were carried out, and which could not be there, each in the order of its place."""

    data: bytes
    applied: tuple[Finding, ...]
    left: tuple[Finding, ...] = ()


def fix_docx(data: bytes, document: Document, findings: Sequence[Finding]) -> Fixed:
    """Return the .docx ``data`` with the suggestions of ``findings`` carried out; those without one are not looked at.

    ``document`` is what ``reading`` made of the same bytes. Where suggestions overlap, the first by place is carried out. What stands in
    a field, in an automatic number or in a guarded control is left. Raises ``UserError`` as ``marking.mark`` does.
    """
    wanted = _with_suggestion(document, findings)
    if not wanted:
        return Fixed(data, ())
    author = f"改正 {uuid4()}"  # no revision of anybody else's is carried out with ours
    made = mark(data, document, wanted, author=author, date=datetime(2000, 1, 1), comments=False)
    left = set(map(id, made.unchanged))
    applied = tuple(finding for finding in wanted if id(finding) not in left)
    return Fixed(accept_all(made.data, author) if applied else data, applied, made.unchanged)


def fix_text(data: bytes, document: Document, findings: Sequence[Finding]) -> Fixed:
    """Return the text file ``data`` with the suggestions of ``findings`` carried out; ``document`` is what ``reading`` made of it.

    Raises ``UserError`` where the file is not the one that was read.
    """
    text, encoding, bom = text_and_encoding(data, document.source)
    lines = text.splitlines(keepends=True)
    applied: list[Finding] = []
    left: list[Finding] = []
    by_paragraph: dict[int, list[Finding]] = defaultdict(list)
    for finding in _with_suggestion(document, findings):
        by_paragraph[finding.span.paragraph].append(finding)
    for number, faults in by_paragraph.items():
        paragraph = document.paragraphs[number]
        at = paragraph.place.index - 1
        if not (0 <= at < len(lines) and lines[at].startswith(paragraph.text)):
            raise UserError("文件与校对时读到的内容不一致，可能在校对后又改动过", document.source, "请重新校对后再改")
        line, taken = lines[at], 0
        pieces: list[str] = []
        for finding in faults:
            if finding.span.start < taken or finding.suggestion is None:
                left.append(finding)
                continue
            pieces += [line[taken : finding.span.start], finding.suggestion]
            taken = finding.span.end
            applied.append(finding)
        lines[at] = "".join([*pieces, line[taken:]])
    return Fixed(bom + "".join(lines).encode(encoding, "strict"), tuple(applied), tuple(left))


def _with_suggestion(document: Document, findings: Sequence[Finding]) -> list[Finding]:
    """Return, by place, the findings whose suggestion would change something."""
    return [
        finding
        for finding in sorted(findings, key=lambda one: one.sort_key)
        if finding.suggestion is not None
        and finding.suggestion != document.paragraphs[finding.span.paragraph].text[finding.span.start : finding.span.end]
    ]
