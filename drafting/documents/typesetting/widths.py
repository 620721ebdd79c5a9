"""How wide characters are in their own size: letters as in Times New Roman, Chinese characters and marks as wide as they are high."""

from __future__ import annotations

import unicodedata

from drafting.documents.expressions import expression

SEAM = expression(r"[\u3400-\u9fff](?=[0-9A-Za-z])|[0-9A-Za-z](?=[\u3400-\u9fff])")
"""The character before which Chinese ends and Latin begins or the other way round, not counting marks."""

SEAM_SPACE = 0.2
"""What LibreOffice 7 leaves free at a seam, by the size, though our files forbid it."""

# Thousandths of the size, as the font has them (Liberation Serif and every other font made to its measure have the same).
_LATIN = {
    180: "'",
    200: "|",
    250: " ,.",
    278: "/:;\\ijlt",
    333: "!()-I[]`fr",
    389: "Js",
    408: '"',
    444: "?acez",
    469: "^",
    480: "{}",
    500: "#$*0123456789_bdghknopquvxy",
    541: "~",
    556: "FPS",
    564: "+<=>",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYw",
    778: "&m",
    833: "%",
    889: "M",
    921: "@",
    944: "W",
}


class _Widths(dict[str, float]):
    """Widths by character; what is in no table is as wide as its kind."""

    def __missing__(self, char: str) -> float:
        if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Cc"):
            wide = 0.0
        elif unicodedata.east_asian_width(char) in "WFA":
            wide = 1.0
        else:
            wide = 0.69 if char.isupper() else 0.5
        self[char] = wide
        return wide


# The blanks of Unicode, from half an em to nothing.
_BLANKS = {"\u2002": 0.5, "\u2003": 1.0, "\u2004": 1 / 3, "\u2005": 0.25, "\u2006": 1 / 6, "\u2009": 0.2, "\u200a": 0.1, "\u00a0": 0.25}

WIDTHS = _Widths({char: wide / 1000 for wide, chars in _LATIN.items() for char in chars} | _BLANKS)
"""The width of a character by its size."""
