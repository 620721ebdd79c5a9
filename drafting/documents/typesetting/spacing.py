"""How closely a document is set: what may give way so that the pages show what the standard wants on them."""

from __future__ import annotations

from dataclasses import dataclass

from drafting.documents.house import STANDARD, House
from drafting.documents.model import Role

_CLOSEST_TITLE = 28 / 22  # by its size: how close the lines of a title may be set
_LINES_ABOVE = 2.0


@dataclass(frozen=True, slots=True)
class Spacing:
    """The measures that may be changed, as the house has them unless said otherwise.

    ``line`` is the height of a line of text in twips, which the blank lines follow (5.2.3, 7.3.5.5); ``mark`` how far the names of
    joint issuers in 发文机关标志 are made smaller, from 0 to 1; ``above`` the blank lines above 发文字号 and above the title, 2 by the
    standard (7.2.5, 7.3.1): fewer only where the first page would otherwise be without text (7.3.3). ``house`` has all other measures.
    """

    line: int = STANDARD.line
    mark: float = 0.0
    above: float = _LINES_ABOVE
    house: House = STANDARD

    @classmethod
    def of(cls, house: House) -> Spacing:
        """Return the spacing of a document that nothing has to give way in."""
        return cls(house.line, house=house)

    def lines(self, count: float) -> int:
        """Return the height of ``count`` blank lines in twips."""
        return round(count * self.line)

    @property
    def above_number(self) -> float:
        """How many blank lines stand above 发文字号."""
        return self._fewer(self.house.lines_above_number)

    @property
    def above_title(self) -> float:
        """How many blank lines stand above the title."""
        return self._fewer(self.house.lines_above_title)

    def title_line(self, role: Role) -> int:
        """Return the height of a line of a title in twips."""
        usual = self.house.title_line(role)
        closest = min(usual, round(20 * self.house.element(role).size * _CLOSEST_TITLE))
        return round(usual - (_LINES_ABOVE - self.above) * (usual - closest))

    def _fewer(self, lines: float) -> float:
        return max(min(lines, 1.0), lines - (_LINES_ABOVE - self.above))


USUAL = Spacing()
