"""What flows over the pages: paragraphs and rows of tables, each as lines of known height; and what floats beside them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from drafting.documents.preview.lines import SetParagraph, drawn
from drafting.documents.preview.looks import Stroke
from drafting.documents.preview.model import Item, Rule

Draw = Callable[[list[Item], float, float], None]
"""Adds to the items what is drawn with its upper left corner at x, y."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Where a floating thing stands along one direction: from what (``"page"``, ``"margin"`` or ``"text"``), and how far or aligned how."""

    anchor: str
    offset: float = 0.0
    align: str = ""

    def place(self, size: float, page: float, start: float, end: float, text: float) -> float:
        """Return where what is ``size`` long begins, the margins being at ``start`` and ``end``, the text at ``text``."""
        low, high = (0.0, page) if self.anchor == "page" else (text if self.anchor == "text" else start, end)
        if self.align in ("right", "bottom", "outside"):
            return high - size
        if self.align == "center":
            return low + (high - low - size) / 2
        return low + (0.0 if self.align else self.offset)


@dataclass(frozen=True, slots=True)
class Floating:
    """A table, a frame or a picture that does not stand in the text; text keeps clear of what ``reserves`` its place."""

    width: float
    height: float
    across: Axis
    down: Axis
    reserves: bool
    draw: Draw


@dataclass(slots=True, kw_only=True)
class Block(ABC):
    """A paragraph or a row of a table, as the flow sees it."""

    section: int = 0
    heights: Sequence[float] = ()
    before: float = 0.0
    after: float = 0.0
    above: float = 0.0  # border and its space, on the side of the first line
    below: float = 0.0
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    widows: bool = False
    floating: Sequence[Floating] = ()
    notes: Mapping[int, Sequence[Block]] = field(default_factory=lambda: MappingProxyType({}))
    heads: Sequence[Block] = ()
    breaks: frozenset[int] = frozenset()  # lines that begin a page

    @abstractmethod
    def draw(self, items: list[Item], x: float, y: float, first: int, last: int) -> None:
        """Draw the lines ``[first, last)``, the upper edge of the first at ``y``, in a column that begins at ``x``."""


@dataclass(slots=True)
class ParagraphBlock(Block):
    """A paragraph."""

    text: SetParagraph
    objects: Callable[[list[Item], SetParagraph, int, float, float], None] | None = None

    def draw(self, items: list[Item], x: float, y: float, first: int, last: int) -> None:
        """Draw lines ``[first, last)``: shade and borders, text, and the pictures in it."""
        look = self.text.look
        bottom = y + sum(self.heights[first:last])
        if look.shade or look.borders:
            self._edges(items, x, y, bottom, first, last)
        for at in range(first, last):
            if self.text.lines[at].end > self.text.lines[at].start:
                items.append(drawn(self.text, at, x, y))
                if self.text.sizes and self.objects is not None:
                    self.objects(items, self.text, at, x, y)
            y += self.heights[at]

    def _edges(self, items: list[Item], x: float, y: float, bottom: float, first: int, last: int) -> None:
        look = self.text.look
        left = x + look.left + min(0.0, look.first)
        right = x + self.text.width - look.right
        if look.shade:
            items.append(Rule(left, y, right - left, bottom - y, look.shade, shade=True))
        top, low = look.borders.get("top"), look.borders.get("bottom")
        if top is not None and first == 0 and self.above:
            thick = thickness(top)
            strokes(items, top, left, y - top.space - thick, right - left, across=True)
        if low is not None and last == len(self.heights) and self.below:
            strokes(items, low, left, bottom + low.space, right - left, across=True)
        for side, at in (("left", left), ("right", right)):
            stroke = look.borders.get(side)
            if stroke is not None:
                begin = at - stroke.space - thickness(stroke) if side == "left" else at + stroke.space
                strokes(items, stroke, begin, y, bottom - y, across=False)


_THIN = 0.75  # points: the thin line, and the gap, of a double line of unequal strokes
_GAPS = {"SmallGap": 0.75, "MediumGap": 1.5, "LargeGap": 3.0}


def _bars(stroke: Stroke) -> list[tuple[float, float]]:
    """Return the bars that a stroke is made of, from the top or the left: where each begins and how thick it is."""
    kind, width = stroke.kind, stroke.width
    if kind == "double":
        return [(0.0, width), (2 * width, width)]
    if kind == "triple":
        return [(0.0, width), (2 * width, width), (4 * width, width)]
    gap = next((value for name, value in _GAPS.items() if kind.endswith(name)), 0.0)
    if gap and kind.startswith(("thinThick", "thickThin")) and "Thin" not in kind.removeprefix("thickThin")[:4]:
        thick_first = kind.startswith("thick")
        first, second = (width, _THIN) if thick_first else (_THIN, width)
        return [(0.0, first), (first + gap, second)]
    return [(0.0, width)]


def thickness(stroke: Stroke) -> float:
    """Return how thick a stroke is, in points, with its gaps."""
    at, width = _bars(stroke)[-1]
    return at + width


def strokes(items: list[Item], stroke: Stroke, x: float, y: float, length: float, *, across: bool) -> None:
    """Draw a stroke of ``length`` whose upper left corner is at ``x``, ``y``."""
    for at, width in _bars(stroke):
        items.append(Rule(x, y + at, length, width, stroke.color) if across else Rule(x + at, y, width, length, stroke.color))


def stack(blocks: Sequence[Block]) -> tuple[list[tuple[Block, float]], float]:
    """Return where blocks stand one below the other, and how high they are together: a cell, a footer, a note."""
    placed: list[tuple[Block, float]] = []
    y = 0.0
    for block in blocks:
        y += block.before + block.above
        placed.append((block, y))
        y += sum(block.heights) + block.below + block.after
    return placed, y


def draw_stack(items: list[Item], placed: Sequence[tuple[Block, float]], x: float, y: float) -> None:
    """Draw what ``stack`` placed, its upper left corner at ``x``, ``y``."""
    for block, at in placed:
        block.draw(items, x, y + at, 0, len(block.heights))
