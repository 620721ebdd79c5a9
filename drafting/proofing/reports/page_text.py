"""A document as it reads, in HTML, with its faults marked: titles centred, tables as tables, what is beside the text below it."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from drafting.documents.expressions import expression
from drafting.documents.model import Finding, Level, Paragraph, Role
from drafting.proofing.reports.excerpts import visible
from drafting.proofing.reports.places import ROLE_NAMES
from drafting.proofing.reports.report import Report

CLASSES = {Level.ERROR: "e", Level.WARNING: "w", Level.HINT: "h"}
_NESTED = 6  # marks around one character: more could not be told apart
_BESIDE = frozenset({Role.PAGE_HEADER, Role.PAGE_FOOTER, Role.FOOTNOTE})
_UNSHOWN = expression("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_OBJECT = "\ufffc"
_Mark = tuple[int, int, int]  # how long it is, negative: the longest stands outside; its number; its end


def shown(text: str) -> str:
    """Return ``text`` for a page: escaped, and what no page can hold or what turns the order of characters as a dot."""
    return escape(_UNSHOWN.sub("·", text).replace(_OBJECT, "［图］"))


def document_html(report: Report, file: int) -> str:
    """Return the paragraphs of a document; the finding ``n`` is marked with ``<mark data-i="n">``, its first with ``id="m{file}-{n}"``.

    Paragraphs are ``<p id="p{file}-{index}">``; ``file`` is the number of the document on the page.
    """
    writer = _Writer(report, file)
    paragraphs = list(enumerate(report.document.paragraphs))
    main = [one for one in paragraphs if one[1].role not in _BESIDE]
    beside = [one for one in paragraphs if one[1].role in _BESIDE and (one[1].text.strip() or writer.has(one[0]))]
    pieces = list(writer.blocks(main))
    if beside:
        pieces.append('<div class="beside"><h3>页眉、页脚和注</h3>')
        pieces += [writer.paragraph(at, item, named=True) for at, item in beside]
        pieces.append("</div>")
    return "\n".join(pieces)


class _Writer:
    def __init__(self, report: Report, file: int) -> None:
        self._file = file
        self._found: dict[int, list[tuple[int, Finding]]] = defaultdict(list)
        for number, finding in enumerate(report.findings):
            self._found[finding.span.paragraph].append((number, finding))

    def has(self, at: int) -> bool:
        """Tell whether a paragraph has a finding."""
        return at in self._found

    def blocks(self, paragraphs: Sequence[tuple[int, Paragraph]]) -> Iterator[str]:
        for table, items in groupby(paragraphs, lambda one: one[1].place.cell.table if one[1].place.cell else None):
            if table is not None:
                yield self._table(list(items))
                continue
            for at, item in items:
                if item.text.strip() or self.has(at):
                    yield self.paragraph(at, item)

    def paragraph(self, at: int, item: Paragraph, *, named: bool = False) -> str:
        classes = [f"r-{item.role.value.replace('_', '-')}"]
        if item.heading_end is not None and item.heading_end < len(item.text):
            classes.append("runs-on")
        if item.text[:1] in "\u3000 \t":
            classes.append("own-indent")
        label = f'<span class="label">{ROLE_NAMES[item.role]}</span>' if named else ""
        return f'<p id="p{self._file}-{at}" class="{" ".join(classes)}">{label}{self._text(at, item.text)}</p>'

    def _table(self, paragraphs: Sequence[tuple[int, Paragraph]]) -> str:
        cells: dict[tuple[int, int], list[tuple[int, Paragraph]]] = defaultdict(list)
        for at, item in paragraphs:
            if item.place.cell is not None:
                cells[item.place.cell.row, item.place.cell.column].append((at, item))
        rows = sorted({row for row, _ in cells})
        lines = []
        for order, row in enumerate(rows):
            inside = []
            for place in sorted(place for place in cells if place[0] == row):
                cell = cells[place][0][1].place.cell
                if cell is None:
                    continue
                spans = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
                reach = sum(1 for other in rows[order : order + cell.row_span] if other < row + cell.row_span)
                spans += f' rowspan="{reach}"' if reach > 1 else ""
                tag = "th" if cell.header else "td"
                content = "".join(self.paragraph(at, item) for at, item in cells[place])
                inside.append(f"<{tag}{spans}>{content}</{tag}>")
            lines.append(f"<tr>{''.join(inside)}</tr>")
        return f'<div class="table"><table>{"".join(lines)}</table></div>'

    def _text(self, at: int, text: str) -> str:
        found = self._found.get(at)
        if not found:
            return _lines(text)
        starts: dict[int, list[tuple[int, Finding]]] = defaultdict(list)
        edges = {0, len(text)}
        for number, finding in found:
            span = finding.span
            starts[min(span.start, len(text))].append((number, finding))
            edges |= {min(span.start, len(text)), min(span.end, len(text))}
        order = sorted(edges)
        pieces: list[str] = []
        active: list[_Mark] = []
        by_number = dict(found)
        opened: set[int] = set()
        for here, following in zip(order, [*order[1:], len(text)], strict=True):
            active = [mark for mark in active if mark[2] > here]
            for number, finding in starts.get(here, ()):
                span = finding.span
                if min(span.end, len(text)) <= here:
                    pieces.append(f"{self._mark(number, finding, first=True, last=True, blank=True)}</mark>")
                else:
                    insort(active, (span.start - span.end, number, min(span.end, len(text))))
            if following > here:
                outer = [mark for mark in active[:-_NESTED] if mark[1] not in opened or mark[2] == following]
                pieces.append(self._segment(text[here:following], [*outer, *active[-_NESTED:]], following, by_number, opened))
        return "".join(pieces)

    def _segment(self, text: str, marks: Sequence[_Mark], end: int, by_number: dict[int, Finding], opened: set[int]) -> str:
        if not marks:
            return _lines(text)
        blank = not text.strip("\n \t\u3000\u00a0\u200b\ufeff\u00ad\u200c\u200d\u2060")
        tags = []
        for _, number, last in marks:
            tags.append(self._mark(number, by_number[number], first=number not in opened, last=last == end, blank=blank))
            opened.add(number)
        inside = shown(visible(text)) if blank and text.strip(" \u3000\u00a0") else _lines(text)
        return f"{''.join(tags)}{inside}{'</mark>' * len(marks)}"

    def _mark(self, number: int, finding: Finding, *, first: bool, last: bool, blank: bool) -> str:
        name = f' id="m{self._file}-{number}"' if first else ""
        note = f' data-n="{number + 1}"' if last else ""
        kind = CLASSES[finding.level] + (" blank" if blank else "")
        return f'<mark class="{kind}"{name} data-i="{number}"{note} title="{shown(finding.message)}">'


def _lines(text: str) -> str:
    return shown(text).replace("\n", "<br>")
