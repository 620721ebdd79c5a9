"""Findings put into the user's own .docx: comments on the exact characters, suggestions as tracked changes.

Nothing else of the file changes: every other part stays as it is, every run keeps its look, earlier comments and revisions stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lxml.etree import _Element

from drafting.documents.errors import UserError
from drafting.documents.intake.characters import OBJECT, W, hidden_styles, paragraphs
from drafting.documents.intake.opening import read_file
from drafting.documents.marks.anchors import Numbers, Signature, outside
from drafting.documents.marks.comments import Comments, comment_text, styles_by_name
from drafting.documents.marks.editing import EditablePackage
from drafting.documents.marks.hosts import Hosts
from drafting.documents.marks.splicing import Change, Mark, Splice
from drafting.documents.model import Document, Finding

AUTHOR = "文秘校对"
_EXCERPT = 30  # characters of a fault that a comment elsewhere repeats
_CHANGEABLE = {W + name for name in ("document", "hdr", "ftr", "footnotes", "endnotes")}


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked file, and which findings could not be marked in the usual way, each in the order of its place."""

    data: bytes
    moved: tuple[Finding, ...] = ()  # the comment stands on the nearest place that may have one, and says so
    unchanged: tuple[Finding, ...] = ()  # the suggestion is in the comment only: a change there would not be safe
    skipped: tuple[Finding, ...] = ()  # not in the file: its text has no paragraph that could hold a comment

    @property
    def notes(self) -> tuple[str, ...]:
        """What a user should know of these findings, a Chinese sentence for each case that occurred."""
        cases = (
            (self.moved, "处在页眉、页脚、注释或文本框里，Word 不能在那里批注，批注放在最近的正文处"),
            (self.unchanged, "处的修改建议只写在批注里：与前面的修改重叠，或者在自动编号、域、图片等不宜直接改动的地方"),
            (self.skipped, "处没有批注：正文里没有可以放批注的段落"),
        )
        return tuple(f"有 {len(findings)} {case}。" for findings, case in cases if findings)


def mark(
    source: Path | bytes,
    document: Document,
    findings: Sequence[Finding],
    *,
    author: str = AUTHOR,
    date: datetime,
    changes: bool = True,
    comments: bool = True,
) -> Marked:
    """Return the .docx ``source`` with a comment for each finding and, with ``changes``, its suggestion as a tracked change.

    Without ``comments`` there are the changes only.

    ``document`` is what ``reading`` made of the same file, ``findings`` have their spans in it. ``date`` is written as the clock shows
    it, which is how Word reads it. Only the characters that differ between the text and the suggestion are changed. Where findings
    overlap, the first by place has the change. Raises ``UserError`` where the file cannot be opened, or is not what was read.
    """
    data = read_file(source) if isinstance(source, Path) else source
    marking = _Marking(EditablePackage(data, document.source), document, author, date, comments=comments)
    return marking.run(sorted(findings, key=lambda f: f.sort_key), changes)


class _Part:
    """One part that holds faults: its paragraphs, and what runs its fields make."""

    def __init__(self, name: str, root: _Element, signature: Signature) -> None:
        self.name = name
        self.root = root
        self.signature = signature
        self.paragraphs = paragraphs(root)
        self.fields = _field_runs(root)
        self.splices: dict[_Element, Splice] = {}
        self.marks: dict[_Element, list[Mark]] = defaultdict(list)


class _Marking:
    def __init__(self, package: EditablePackage, document: Document, author: str, date: datetime, *, comments: bool) -> None:
        self._package = package
        self._commented = comments
        self._document = document
        self._author = author
        self._date = date.strftime("%Y-%m-%dT%H:%M:%SZ")
        styles = styles_by_name(package)
        self._hidden = hidden_styles(package.optional_xml(package.related("styles")))
        self._reference_style = styles.get("annotation reference")
        self._comments = Comments(package, author, self._date, styles)
        self._hosts = Hosts(package)
        self._parts: dict[str, _Part] = {}
        self._around: list[tuple[_Element, _Element, str]] = []  # (child of a run, its paragraph, the comment on that run)
        self._moved: list[Finding] = []
        self._unchanged: list[Finding] = []
        self._skipped: list[Finding] = []

    def run(self, findings: list[Finding], changes: bool) -> Marked:
        taken: tuple[int, int, int] = (-1, 0, 0)  # paragraph, start and end of the last finding that has a change
        for finding in findings:
            span = finding.span
            part, element = self._locate(span.paragraph)
            splice = self._splice(part, element, span.paragraph)
            change = None
            if changes and finding.suggestion is not None:
                this = (span.paragraph, span.start, span.end)
                if not _overlap(taken, this):
                    change = self._change(part, splice, finding)
                if change is not None:
                    taken = this
                elif finding.suggestion != self._text(finding):
                    self._unchanged.append(finding)
            self._plan(part, element, finding, change)
        self._write()
        return Marked(self._package.to_bytes(), tuple(self._moved), tuple(self._unchanged), tuple(self._skipped))

    # -- finding the place --------------------------------------------------------------------------------------------------------

    def _part(self, name: str) -> _Part:
        if name not in self._parts:
            root = self._package.root(name)
            taken = [str(element.get(W + "id", "")) for element in root.iter("*")]
            self._parts[name] = _Part(name, root, Signature(self._author, self._date, Numbers(taken), self._reference_style))
        return self._parts[name]

    def _locate(self, number: int) -> tuple[_Part, _Element]:
        place = self._document.paragraphs[number].place
        if not place.part:
            raise UserError("这份稿件不是 Word 文档，不能在原文件上批注", self._document.source, "请先转成 .docx 再试")
        part = self._part(place.part) if self._package.has(place.part) else None
        if part is None or place.index >= len(part.paragraphs):
            raise self._differs()
        return part, part.paragraphs[place.index]

    def _splice(self, part: _Part, element: _Element, number: int | None = None) -> Splice:
        if element not in part.splices:
            part.splices[element] = splice = Splice(element, part.fields, self._hidden)
            if number is not None:
                paragraph = self._document.paragraphs[number]
                read = paragraph.text[len(paragraph.numbering) :]
                if splice.text != read and (read or splice.text.strip()):  # of an empty table cell no blanks are read
                    raise self._differs()
        return part.splices[element]

    def _differs(self) -> UserError:
        return UserError("文件与校对时读到的内容不一致，可能在校对后又改动过", self._document.source, "请重新校对后再批注")

    # -- planning -----------------------------------------------------------------------------------------------------------------

    def _text(self, finding: Finding) -> str:
        return self._document.paragraphs[finding.span.paragraph].text[finding.span.start : finding.span.end]

    def _change(self, part: _Part, splice: Splice, finding: Finding) -> Change | None:
        """Return the least change that carries out the suggestion, None if there is none or it would not be safe."""
        if part.root.tag not in _CHANGEABLE or finding.suggestion is None:
            return None
        numbering = len(self._document.paragraphs[finding.span.paragraph].numbering)
        change = least_change(self._text(finding), finding.suggestion)
        start, end = (finding.span.start + offset - numbering for offset in change[:2])
        if start < 0 or (start == end and not change.text):
            return None
        leading = start + numbering == finding.span.start and finding.span.start < finding.span.end
        return splice.feasible(Change(start, end, change.text, leading))

    def _plan(self, part: _Part, element: _Element, finding: Finding, change: Change | None) -> None:
        numbering = self._document.paragraphs[finding.span.paragraph].numbering
        start, end = (max(0, offset - len(numbering)) for offset in (finding.span.start, finding.span.end))
        if not self._commented:
            if change is not None:
                part.marks[element].append(Mark(start, end, None, change))
            return
        try:
            host = self._hosts.of(part.name, element)
        except LookupError:
            self._skipped.append(finding)
            if change is not None:
                part.marks[element].append(Mark(start, end, None, change))
            return
        if host is None:
            where = "自动编号" if finding.span.start < finding.span.end <= len(numbering) else ""
            comment = self._comments.add(comment_text(finding, where, self._text(finding) if where else ""))
            part.marks[element].append(Mark(start, end, comment, change))
            return
        self._moved.append(finding)
        comment = self._comments.add(comment_text(finding, host.where, _excerpt(self._text(finding))))
        if change is not None:
            part.marks[element].append(Mark(start, end, None, change))
        if host.child is not None:
            self._around.append((host.child, host.paragraph, comment))
        else:
            main = self._part(self._package.main)
            self._splice(main, host.paragraph)
            main.marks[host.paragraph].append(Mark(0, 0, comment, None))

    # -- writing ------------------------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        for part in self._parts.values():
            for element, marks in part.marks.items():
                part.splices[element].apply(sorted(marks, key=lambda m: m[:2]), part.signature)
                self._package.touch(part.name)
        if self._around:
            main = self._part(self._package.main)
            for child, paragraph, comment in self._around:
                _surround(child, paragraph, comment, main.signature)
            self._package.touch(main.name)


def least_change(text: str, suggestion: str) -> Change:
    """Return what of ``text`` must change to make it ``suggestion``, what both begin and end with left out."""
    shorter = min(len(text), len(suggestion))
    start = next((k for k in range(shorter) if text[k] != suggestion[k]), shorter)
    rest = shorter - start
    tail = next((k for k in range(rest) if text[-1 - k] != suggestion[-1 - k]), rest)
    return Change(start, len(text) - tail, suggestion[start : len(suggestion) - tail])


def _overlap(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    """Tell whether two spans (paragraph, start, end), ``other`` not before ``one``, share a character or are the same point."""
    return one[0] == other[0] and (other[1] < one[2] or one[1:] == other[1:])


def _excerpt(text: str) -> str:
    shown = text.replace(OBJECT, "").replace("\n", " ").replace("\t", " ")
    return shown if len(shown) <= _EXCERPT else f"{shown[: _EXCERPT - 1]}…"


def _surround(child: _Element, paragraph: _Element, comment: str, signature: Signature) -> None:
    """Put a comment on the run that holds ``child``."""
    run = next(child.iterancestors(W + "r"))
    opening, closing, reference = signature.comment_marks(comment)
    outside(run, paragraph, signature, after=False).addprevious(opening)
    spot = outside(run, paragraph, signature, after=True)
    spot.addnext(closing)
    closing.addnext(reference)


def _field_runs(root: _Element) -> frozenset[_Element]:
    """Return the runs of ``root`` whose text a field makes and makes anew at the next update; a hyperlink's text is the author's own."""
    if next(root.iter(W + "fldChar"), None) is None:
        return frozenset()
    found: set[_Element] = set()
    fields: list[str] = []  # the instruction of each open field
    for element in root.iter(W + "r", W + "fldChar", W + "instrText"):
        if element.tag == W + "instrText":
            if fields:
                fields[-1] += element.text or ""
        elif element.tag == W + "r":
            if any(not instruction.lstrip().upper().startswith("HYPERLINK") for instruction in fields):
                found.add(element)
        else:
            found.update(element.iterancestors(W + "r"))
            kind = element.get(W + "fldCharType")
            if kind == "begin":
                fields.append("")
            elif kind == "end" and fields:
                fields.pop()
    return frozenset(found)
