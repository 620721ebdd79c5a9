"""How closely a document is set: what may give way so that the pages show what the standard wants on them."""

from __future__ import annotations

from dataclasses import dataclass

from drafting.documents.styles import LINE, TITLE_LINE

_CLOSEST_TITLE_LINE = 560  # 2号 at 28 pt
_LINES_ABOVE = 2.0


@dataclass(frozen=True, slots=True)
class Spacing:
    """The measures that may be changed, as the standard has them unless said otherwise.

    ``line`` is the height of a line of text in twips, which the blank lines follow (5.2.3, 7.3.5.5); ``mark`` how far the names of
    joint issuers in 发文机关标志 are made smaller, from 0 to 1; ``above`` the blank lines above 发文字号 and above the title, 2 by the
    standard (7.2.5, 7.3.1): fewer only where the first page would otherwise be without text (7.3.3).
    """

    line: int = LINE
    mark: float = 0.0
    above: float = _LINES_ABOVE

    def lines(self, count: float) -> int:
        """Return the height of ``count`` blank lines in twips."""
        return round(count * self.line)

    @property
    def title_line(self) -> int:
        """The height of a line of the title in twips."""
        return round(TITLE_LINE - (_LINES_ABOVE - self.above) * (TITLE_LINE - _CLOSEST_TITLE_LINE))


USUAL = Spacing()
