"""A paragraph as lines: how high each is, where it begins, and where its characters stand once it is aligned."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import add, attrgetter, itemgetter

from drafting.documents.model import Alignment, Role
from drafting.documents.preview.breaking import Stops, advances, with_tabs
from drafting.documents.preview.inline import Content
from drafting.documents.preview.looks import ParagraphLook
from drafting.documents.preview.model import Face, Line, Program, Stretch
from drafting.documents.typesetting.line_breaking import HANGS, LATIN, LATIN_STRETCH, Advances, breaks

# In a line of exact height the baseline lies at 80 % of it (see ``letterhead``). A line as high as its font: what Word gives Chinese
# fonts, and what LibreOffice takes from the font that stands in for them here.
BASELINE = 0.8
_NATURAL = {Program.WORD: 1.3, Program.LIBREOFFICE: 1.448}
_ROUNDING = 0.01
_HANGS_ANYWAY = frozenset("，。、")


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line: its characters ``[start, end)``, its height and its baseline below its upper edge, in points."""

    start: int
    end: int
    height: float
    baseline: float
    last: bool  # of the paragraph, or ended by a line break


@dataclass(slots=True)
class SetParagraph:
    """The lines of a paragraph in a column ``width`` points wide."""

    content: Content
    look: ParagraphLook
    width: float
    program: Program
    given: Advances
    lines: list[SetLine]
    index: int = -1
    role: Role = Role.BODY
    sizes: Mapping[int, tuple[float, float]] = field(default_factory=dict)

    @property
    def wide(self) -> Sequence[float]:
        """How wide each character is, in points."""
        return self.given.wide

    def left_of(self, at: int) -> float:
        """Return how far right of the column's left edge the text of line ``at`` may begin."""
        return self.look.left + (self.look.first if at == 0 else 0.0)


def set_paragraph(
    content: Content,
    look: ParagraphLook,
    width: float,
    program: Program,
    default_tab: float,
    objects: Mapping[int, tuple[float, float]],
) -> SetParagraph:
    """Break ``content`` into lines; ``objects`` are the width and height of the characters that stand for pictures and formulas."""
    text = content.text
    given = advances(text, content.runs, {at: size[0] for at, size in objects.items()}, program)
    wide = given.wide
    if "\t" in text:
        with_tabs(text, wide, look.first, Stops(look.tabs, default_tab, look.left, width - look.right))
    room = width - look.left - look.right
    found = _broken(content, given, room, look.first, hanging=program is Program.LIBREOFFICE and look.right <= 0)
    lines: list[SetLine] = []
    exact = look.rule == "exact"
    for start, end in found:
        last = end == len(text) or text[end : end + 1] == "\n" or end in content.breaks
        height, baseline = (look.line, BASELINE * look.line) if exact else _height(content, look, start, end, objects, program)
        lines.append(SetLine(start, end, height, baseline, last))
    return SetParagraph(content, look, width, program, given, lines, sizes=objects)


def _broken(content: Content, given: Advances, room: float, first: float, *, hanging: bool) -> list[tuple[int, int]]:
    """Return the lines as (start, end), a page break ending one."""
    if not content.breaks:
        return breaks(content.text, given, room, first, hanging=hanging)
    found: list[tuple[int, int]] = []
    start = 0
    for stop in [*content.breaks, len(content.text)]:
        if stop == start and (start == len(content.text) or stop == 0):
            continue  # a break at either end makes no line
        part = breaks(content.text[start:stop], given.part(start, stop), room, first, hanging=hanging)
        found += [(start + one, start + two) for one, two in part]
        start, first = stop, 0.0
    return found or [(0, 0)]


def _height(
    content: Content, look: ParagraphLook, start: int, end: int, objects: Mapping[int, tuple[float, float]], program: Program
) -> tuple[float, float]:
    """Return the height and the baseline of a line that is as high as what stands in it."""
    sizes = [face.size for face in _faces(content.runs, start, end)] or [look.face.size]
    size = max(sizes)
    natural = _NATURAL[program] * size
    above, below = BASELINE * natural, (1 - BASELINE) * natural
    tall = max((objects[at][1] for at in objects if start <= at < end), default=0.0)
    if tall:
        alone = all(at in objects for at in range(start, end))
        above = max(0.0 if alone else above, tall)
        if alone and program is Program.LIBREOFFICE:  # Word leaves room for what hangs below the baseline all the same
            below = 0.0
    if look.rule == "atLeast":
        more = max(0.0, look.line - above - below)
        return above + below + more, above + more
    extra = (look.line - 1) * (above + below) if not tall else 0.0
    return above + below + extra, above + extra


def _faces(runs: Sequence[tuple[int, Face]], start: int, end: int) -> list[Face]:
    found: list[Face] = []
    begin = 0
    for stop, face in runs:
        if begin < max(end, start + 1) and stop > start:
            found.append(face)
        begin = stop
    return found


def drawn(paragraph: SetParagraph, at: int, x: float, y: float) -> Line:
    """Return line ``at`` of a paragraph whose column begins at ``x``, the line's upper edge at ``y``."""
    line, look, content = paragraph.lines[at], paragraph.look, paragraph.content
    text, wide = content.text, paragraph.wide
    start, end = line.start, line.end
    while end > start and text[end - 1] in " \t":  # what stands in the margin
        end -= 1
    end = end if end > start else line.end
    left = paragraph.left_of(at)
    room = paragraph.width - look.right - left
    natural = sum(wide[start:end]) + (paragraph.given.at_end(end - 1) if end > start else 0.0)
    # LibreOffice lets a mark hang even where it has room, if Latin text follows that has none.
    mark = text[end - 1 : end] if paragraph.program is Program.LIBREOFFICE else ""
    hangs = (mark in HANGS and natural > room + _ROUNDING) or (mark in _HANGS_ANYWAY and text[line.end : line.end + 1] in LATIN)
    spare = room - natural + (wide[end - 1] if hangs else 0.0)
    fill = 0.0
    if look.alignment is Alignment.CENTER:
        left += spare / 2
    elif look.alignment is Alignment.RIGHT:
        left += spare
    elif look.alignment is Alignment.DISTRIBUTE or (look.alignment is Alignment.JUSTIFY and not line.last):
        fill = spare if spare > _ROUNDING and "\t" not in text[start:end] else 0.0
    stretches = _stretches(paragraph, start, end, x + left, fill, hangs)
    first = stretches[0] if stretches else None
    face = max(stretches, key=_width_of).face if stretches else look.face
    return Line(
        x=first.x if first else x + left,
        y=y,
        width=stretches[-1].x + stretches[-1].width - first.x if first else 0.0,
        height=line.height,
        baseline=line.baseline,
        text=text[start:end],
        font=face.font,
        size=face.size,
        paragraph=paragraph.index,
        start=content.source(start),
        end=content.source(end),
        role=paragraph.role,
        stretches=stretches,
    )


def _stretches(paragraph: SetParagraph, start: int, end: int, x: float, fill: float, hangs: bool) -> tuple[Stretch, ...]:
    """Return the parts of the line ``[start, end)``, each in one face and one script, tabs and objects left out.

    ``fill`` is by how much the line is set wider than it is; the mark that ``hangs`` takes no part in that.
    """
    content, wide = paragraph.content, paragraph.wide
    text, runs = content.text, content.runs
    if start == end:
        return ()
    at = bisect_right(runs, start, key=_end_of)
    stop, face = runs[at]
    simple = not paragraph.sizes and not face.hidden and LATIN_STRETCH.search(text, start, end) is None
    if stop >= end and simple and "\t" not in text[start:end]:
        spacing = fill / max(1, end - start - (2 if hangs else 1)) if fill else 0.0
        return (Stretch(text[start:end], x, sum(wide[start:end]) + fill, face, True, face.spacing + spacing),)
    gaps = _gaps(text[start:end], fill, hangs) if fill else None
    steps = map(add, wide[start:end], gaps) if gaps else wide[start:end]
    places = list(accumulate(steps, initial=x))
    found: list[Stretch] = []
    begin = start
    while begin < end:
        stop, face = runs[at]
        stop = min(stop, end)
        if not face.hidden:
            for one, two, chinese in _pieces(paragraph, begin, stop):
                spacing = face.spacing
                if gaps and (chinese or " " in text[one:two]):
                    inner = gaps[one - start : two - 1 - start] or gaps[one - start : two - start]
                    spacing += sum(inner) / len(inner)
                left = places[one - start]
                found.append(Stretch(text[one:two], left, places[two - start] - left, face, chinese, spacing))
        begin = stop
        at += 1
    return tuple(found)


_end_of = itemgetter(0)
_width_of = attrgetter("width")


def _gaps(text: str, fill: float, hangs: bool) -> list[float] | None:
    """Return what is added after each character so that the line is ``fill`` wider: beside Chinese characters and at blanks."""
    open_at = [
        index
        for index in range(len(text) - (2 if hangs else 1))
        if text[index] > "\u00ff" or text[index] == " " or text[index + 1] > "\u00ff"
    ]
    if not open_at:
        return None
    gaps = [0.0] * len(text)
    for index in open_at:
        gaps[index] = fill / len(open_at)
    return gaps


def _pieces(paragraph: SetParagraph, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the parts of ``[start, end)`` that are in one script: where each begins and ends, and whether it is Chinese."""
    text, objects = paragraph.content.text, paragraph.sizes
    at = start
    for latin in LATIN_STRETCH.finditer(text, start, end):
        yield from _chinese(text, at, latin.start(), objects)
        at = latin.end()
        yield latin.start(), at, False
    yield from _chinese(text, at, end, objects)


def _chinese(text: str, start: int, end: int, objects: Container[int]) -> Iterator[tuple[int, int, bool]]:
    if "\t" in text[start:end] or objects:
        at = start
        for stop in range(start, end):
            if text[stop] == "\t" or stop in objects:
                if stop > at:
                    yield at, stop, True
                at = stop + 1
        start = at
    if end > start:
        yield start, end, True
