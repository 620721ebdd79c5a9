"""What an office may change: each value's Chinese name, unit and bounds, and what the standard's value rests on."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from drafting.documents import standard
from drafting.documents.model import Alignment, Basis, Role, Sealing
from drafting.documents.standard import ELEMENTS, PRACTICE, SIZES, Font

SIZES_ALLOWED = (5.0, 100.0)  # points


class PageNumber(Enum):
    """Where the page number stands."""

    OUTER = "单页码居右、双页码居左"
    CENTER = "居中"


class Face(NamedTuple):
    """What an office changes about one element of the page; None is what the standard has."""

    font: Font | None = None
    size: float | None = None  # points; of 发文机关标志: the largest it may have
    bold: bool | None = None
    alignment: Alignment | None = None


class Deviation(NamedTuple):
    """A value that an office has changed, as a reader would say it: 天头, 37毫米, 35毫米, and what the standard's value rests on."""

    name: str
    standard: str
    value: str
    basis: Basis

    def __str__(self) -> str:
        source = " ".join(part for part in (self.basis.source, self.basis.clause) if part)
        return f"{self.name}：本单位用{self.value}，标准为{self.standard}（{source}）"


class Length(NamedTuple):
    """A value that is a number: what it is called, in which unit, from where to where, and by how much it may differ."""

    name: str
    unit: str
    least: float
    most: float
    basis: Basis
    tolerance: float = 0.0

    def words(self, value: float) -> str:
        """Return ``value`` with its unit."""
        return in_words(value, self.unit)


class Flag(NamedTuple):
    """A value that is chosen: what it is called and what each choice is."""

    name: str
    basis: Basis

    def words(self, value: object) -> str:
        """Return ``value`` as a reader would call it."""
        return in_words(value)


_ALIGNED = {
    Alignment.LEFT: "居左",
    Alignment.CENTER: "居中",
    Alignment.RIGHT: "居右",
    Alignment.JUSTIFY: "两端对齐",
    Alignment.DISTRIBUTE: "分散对齐",
}


def in_words(value: object, unit: str = "") -> str:
    """Return a value as a reader would write it."""
    if isinstance(value, Alignment):
        return _ALIGNED[value]
    if isinstance(value, (PageNumber, Sealing)):
        return str(value.value)
    if isinstance(value, bool):
        return "有" if value else "没有"
    return f"{value:g}{unit}" if isinstance(value, (int, float)) else f"{value}{unit}"


def size_in_words(size: float) -> str:
    """Return a size in points by its name: ``三号（16磅）``, ``20磅`` where it has none."""
    name = next((name for name, points in SIZES.items() if points == size), None)
    return f"{name}（{size:g}磅）" if name else f"{size:g}磅"


def _of(rule: standard.Rule[float], name: str, unit: str, least: float, most: float) -> Length:
    return Length(name, unit, least, most, rule.basis, rule.tolerance)


_TITLE, _NUMBER, _DATE = ELEMENTS[Role.TITLE], ELEMENTS[Role.DOCUMENT_NUMBER], ELEMENTS[Role.DATE]

LENGTHS: Mapping[str, Length] = MappingProxyType(
    {
        "margin_top": _of(standard.MARGIN_TOP, "天头（上白边）", "毫米", 5, 120),
        "margin_left": _of(standard.MARGIN_LEFT, "订口（左白边）", "毫米", 5, 100),
        "text_width": _of(standard.TEXT_WIDTH, "版心宽", "毫米", 80, 200),
        "text_height": _of(standard.TEXT_HEIGHT, "版心高", "毫米", 100, 287),
        "lines_per_page": Length("每面行数", "行", 8, 60, standard.LINES_PER_PAGE.basis),
        "chars_per_line": Length("每行字数", "字", 10, 60, standard.CHARS_PER_LINE.basis),
        "line_pitch": Length("行距", "磅", 10, 80, standard.LINES_PER_PAGE.basis),
        "title_pitch": Length("标题行距", "磅", 10, 120, PRACTICE),
        "first_line_indent": Length("首行空字", "字", 0, 8, standard.BODY_INDENT.basis),
        "red_line_thickness": Length("红色分隔线粗", "磅", 0.25, 6, standard.RED_LINE_THICKNESS.basis),
        "red_line_gap": _of(standard.RED_LINE_GAP, "红色分隔线到发文字号的距离", "毫米", 1, 12),
        "lines_above_number": Length("发文字号上空行", "行", 0, 6, _NUMBER.position),
        "lines_above_title": Length("标题上空行", "行", 0, 6, _TITLE.position),
        "lines_below_title": Length("标题下空行", "行", 0, 4, ELEMENTS[Role.RECIPIENTS].position),
        "date_right": Length("成文日期右空字", "字", 0, 12, _DATE.position),
        "page_number_gap": _of(standard.PAGE_NUMBER_GAP, "页码到版心的距离", "毫米", 1, 60),
        "record_outer_line": _of(standard.RECORD_OUTER_LINE, "版记首末条线粗", "毫米", 0.05, 2),
        "record_inner_line": _of(standard.RECORD_INNER_LINE, "版记中间线粗", "毫米", 0.05, 2),
    }
)
"""The numbers of a ``House`` by the name of its field."""

FLAGS: Mapping[str, Flag] = MappingProxyType(
    {
        "page_number": Flag("页码位置", ELEMENTS[Role.PAGE_FOOTER].position),
        "page_number_dashes": Flag("页码两边的一字线", standard.PAGE_NUMBER_DASH.basis),
        "red": Flag("红色", ELEMENTS[Role.ISSUER_MARK].face),
        "sealing": Flag("用印方式", PRACTICE),
    }
)
"""The choices of a ``House`` by the name of its field."""
