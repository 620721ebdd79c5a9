"""A document as pages: what stands where, in points from the upper left corner of its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from drafting.documents.model import Role
from drafting.documents.typesetting.pagination import LIBREOFFICE, WORD


class Program(Enum):
    """Whose lines and pages are shown: they differ in hanging marks and in the space between Chinese and Latin."""

    WORD = WORD
    LIBREOFFICE = LIBREOFFICE


@dataclass(frozen=True, slots=True)
class Face:
    """How characters look. Sizes and lengths are points; ``scale`` is the width in per cent, colours are ``"RRGGBB"``."""

    font: str = ""  # of Chinese characters, as the file names it
    latin: str = ""  # of Latin letters and digits
    size: float = 10.5
    bold: bool = False
    italic: bool = False
    color: str = "000000"
    highlight: str = ""  # a colour as CSS names it, "" where there is none
    underline: bool = False
    strike: bool = False
    spacing: float = 0.0  # added to every character
    scale: int = 100
    raised: float = 0.0  # above the baseline
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line in one face and one script, ``width`` points wide from ``x``; ``spacing`` is added to every character."""

    text: str
    x: float
    width: float
    face: Face
    chinese: bool
    spacing: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text.

    ``paragraph`` counts the document's paragraphs as ``reading`` does, from 0 (headers, footers and notes come after the text, -1 is
    none); ``[start, end)`` are the characters of its text that stand on this line.
    A ``turned`` line runs from top to bottom: it is ``width`` high and ``height`` wide, ``x`` and ``y`` being its upper left corner.
    """

    x: float
    y: float
    width: float
    height: float
    baseline: float  # below y
    text: str
    font: str
    size: float
    paragraph: int
    start: int
    end: int
    role: Role
    stretches: tuple[Stretch, ...]
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight stroke or an area of one colour: a red line, an edge of a table, the shade of a cell."""

    x: float
    y: float
    width: float
    height: float
    color: str
    shade: bool = False  # lies under the text


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the file; ``data`` are its bytes and ``media`` their type."""

    x: float
    y: float
    width: float
    height: float
    media: str
    data: bytes
    alternative: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Box:
    """Something that is only shown where it is: a text box, a formula, a chart, a picture of a kind that browsers cannot show."""

    x: float
    y: float
    width: float
    height: float
    label: str
    text: str
    paragraph: int


Item = Line | Rule | Picture | Box


@dataclass(frozen=True, slots=True)
class Page:
    """A page: ``number`` counts sheets' sides from 1, ``label`` is the page number as printed, ``""`` where none is."""

    number: int
    width: float
    height: float
    landscape: bool
    label: str
    items: tuple[Item, ...]

    @property
    def lines(self) -> Iterator[Line]:
        """Its lines of text in reading order."""
        return (item for item in self.items if isinstance(item, Line))


@dataclass(frozen=True, slots=True)
class Preview:
    """The pages of a document."""

    pages: tuple[Page, ...]
    title: str = ""

    def find(self, paragraph: int, offset: int = 0) -> tuple[int, Line] | None:
        """Return the number of the page and the line on which the character ``offset`` of a paragraph stands, None if it is nowhere."""
        last: tuple[int, Line] | None = None
        for page in self.pages:
            for line in page.lines:
                if line.paragraph == paragraph:
                    if line.start <= offset < line.end:
                        return page.number, line
                    last = last or (page.number, line)
        return last
