"""How an office sets its documents: the values of the standard, save those that the office has changed.

A ``House`` is data: the layout takes every size, font and position from it, ``STANDARD`` is the house that changes nothing. What an office
changes it is told about: ``changes`` lists every changed value beside the standard's, ``deviations`` those that the standard fixes (规定).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from math import floor

from drafting.documents import standard
from drafting.documents.errors import ManyErrors
from drafting.documents.house_checks import changes, faults
from drafting.documents.house_values import Deviation, Face, PageNumber
from drafting.documents.model import Format, Role, Sealing, Strength
from drafting.documents.standard import ELEMENTS, Element, Font, twips

__all__ = ["STANDARD", "Deviation", "Face", "House", "PageNumber"]

_BODY = (Role.BODY, *(role for role in Role if role.heading_level))
_TITLE_LEADING = 1.5  # 2号 at 33 pt: two lines of a title want more air than the grid gives
_FOOTER_LINE = 320 / 14  # twips a point of its size: the height of the page number's line
_DASH_ABOVE = 147 / 14  # twips a point of its size: from the bottom of that line to where the dash is


@dataclass(frozen=True)
class House:
    """The values by which documents are laid out; millimetres, points, characters (字 of 3号) and lines as the names in ``LENGTHS`` say.

    What is not a field follows from the fields: the margins on the right and below are what paper and text block leave, the lines of a
    page follow from ``line_pitch`` where it is set. Raises ``UserError`` (``ManyErrors`` for several) for values no page can be set with.
    """

    fonts: tuple[tuple[Font, str], ...] = ()  # the name written into files for a category of typeface, its own first name otherwise
    latin_font: str = standard.LATIN_FONT.value
    faces: tuple[tuple[Role, Face], ...] = ()

    margin_top: float = standard.MARGIN_TOP.value
    margin_left: float = standard.MARGIN_LEFT.value
    text_width: float = standard.TEXT_WIDTH.value
    text_height: float = standard.TEXT_HEIGHT.value
    lines_per_page: int = standard.LINES_PER_PAGE.value
    chars_per_line: int = standard.CHARS_PER_LINE.value
    line_pitch: float | None = None  # points; None: what lines_per_page gives
    title_pitch: float | None = None  # points; None: 1.5 times the title's size
    first_line_indent: float = ELEMENTS[Role.BODY].left

    mark_top: tuple[tuple[Format, float], ...] = ()  # as standard.MARK_TOP, the formats that are changed
    red: str = standard.RED
    red_line_thickness: float = 1.5  # points
    red_line_gap: float = standard.RED_LINE_GAP.value
    lines_above_number: float = ELEMENTS[Role.DOCUMENT_NUMBER].lines_above
    lines_above_title: float = ELEMENTS[Role.TITLE].lines_above
    lines_below_title: float = ELEMENTS[Role.RECIPIENTS].lines_above
    date_right: float = ELEMENTS[Role.DATE].right
    sealing: Sealing = Sealing.SEALED  # where a document's fields do not say

    page_number: PageNumber = PageNumber.OUTER
    page_number_dashes: bool = True
    page_number_gap: float = standard.PAGE_NUMBER_GAP.value
    record_outer_line: float = standard.RECORD_OUTER_LINE.value
    record_inner_line: float = standard.RECORD_INNER_LINE.value
    table_sizes: tuple[float, float, float] = (12.0, 10.5, 9.0)  # points, largest first: the widest table gets the smallest

    def __post_init__(self) -> None:
        found = list(faults(self))
        if found:
            raise found[0] if len(found) == 1 else ManyErrors(found)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(tuple(self.__getstate__().values()))

    def __getstate__(self) -> dict[str, object]:
        """Return the fields alone: what follows from them is worked out again, hashes differ between processes."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    # What a page is made of -------------------------------------------------------------------------------------------------------

    def name(self, font: Font) -> str:
        """Return the name of a typeface as it goes into files."""
        return self._names[font]

    def written(self, role: Role) -> str:
        """Return the name of the font of ``role`` as it goes into files."""
        return self._names[self.element(role).font]

    def element(self, role: Role) -> Element:
        """Return the element of ``role`` as this house sets it. Raises ``KeyError`` for a role that the standard has no element for."""
        return self._elements[role]

    def top_of_mark(self, page_format: Format) -> float:
        """Return where the upper edge of 发文机关标志 is, in millimetres, measured as in ``standard.MARK_TOP``, plain papers as 文件."""
        usual = standard.MARK_TOP.get(page_format, standard.MARK_TOP[Format.DOCUMENT])
        return dict(self.mark_top).get(page_format, usual.value)

    @cached_property
    def _names(self) -> Mapping[Font, str]:
        return {font: font.written for font in Font} | dict(self.fonts)

    @cached_property
    def _elements(self) -> Mapping[Role, Element]:
        faces = dict(self.faces)
        made = {}
        for role, element in ELEMENTS.items():
            face = faces.get(role, Face())
            changed: dict[str, object] = {
                key: value for key in ("font", "size", "bold", "alignment") if (value := getattr(face, key)) is not None
            }
            if role in _BODY and self.first_line_indent != element.left:
                changed["left"] = self.first_line_indent
            if element.color == standard.RED:
                changed["color"] = self.red.upper()
            if role is Role.DATE:
                changed["right"] = self.date_right
            made[role] = element._replace(**changed) if changed else element  # type: ignore[arg-type]
        return made

    # Lengths in twips, as Word counts -----------------------------------------------------------------------------------------------

    @cached_property
    def body_size(self) -> float:
        """The size of 正文 in points."""
        return self.element(Role.BODY).size

    @cached_property
    def top(self) -> int:
        """天头."""
        return twips(self.margin_top)

    @cached_property
    def right(self) -> int:
        """The margin right of the text block."""
        return twips(standard.PAPER_WIDTH.value - self.margin_left - self.text_width)

    @cached_property
    def bottom(self) -> int:
        """The margin below the text block."""
        return twips(standard.PAPER_HEIGHT.value - self.margin_top - self.text_height)

    @cached_property
    def width(self) -> int:
        """版心: its width."""
        return twips(self.text_width)

    @cached_property
    def left(self) -> int:
        """订口: what is left, so that the text block is as wide as it should be to the twip."""
        return twips(standard.PAPER_WIDTH.value) - self.right - self.width

    @cached_property
    def height(self) -> int:
        """版心: its height."""
        return twips(standard.PAPER_HEIGHT.value) - self.top - self.bottom

    @cached_property
    def line(self) -> int:
        """The height of a line of the text; by the standard 579: 22 of them are 12 738 of 12 756, with 580 there would be 21."""
        return self.height // self.lines_per_page if self.line_pitch is None else round(20 * self.line_pitch)

    @property
    def lines(self) -> int:
        """How many lines of the text a page has."""
        return self.height // self.line

    @cached_property
    def char(self) -> int:
        """The indent that Word's own “1 字符” makes at the size of 正文; by the standard 320."""
        return round(20 * self.body_size)

    @cached_property
    def tracking(self) -> int:
        """What is added to every character so that a line holds as many as it should; by the standard −5.

        28 characters of 16 pt would be 158 mm, two more than the text block has.
        """
        return floor(self.width / self.chars_per_line - 20 * self.body_size)

    @property
    def narrowing(self) -> float:
        """By how many points a character is narrower than its size."""
        return -self.tracking / 20

    def title_line(self, role: Role = Role.TITLE) -> int:
        """Return the height of a line of a title; by the standard 660."""
        return round(20 * (self.title_pitch or _TITLE_LEADING * self.element(role).size))

    @cached_property
    def footer_line(self) -> int:
        """The height of the page number's line."""
        return round(_FOOTER_LINE * self.element(Role.PAGE_FOOTER).size)

    @cached_property
    def footer(self) -> int:
        """From the paper's edge to the bottom of the page number's line, so that its dash is as far below the text as it should be."""
        return self.bottom - twips(self.page_number_gap) - round(_DASH_ABOVE * self.element(Role.PAGE_FOOTER).size)

    # What is changed ------------------------------------------------------------------------------------------------------------------

    def deviations(self) -> tuple[Deviation, ...]:
        """Return the changed values that the standard fixes (规定), in the order of the page."""
        return tuple(change for change in self.changes() if change.basis.strength is Strength.MUST)

    def changes(self) -> tuple[Deviation, ...]:
        """Return every changed value; one within the tolerance that the standard allows rests on practice only."""
        return tuple(changes(self, STANDARD))


STANDARD = House()
"""The house that sets documents as GB/T 9704—2012 has them."""
