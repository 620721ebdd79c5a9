"""How wide Chinese text is on a terminal."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes: full-width characters two, combining ones none.

    Curly quotation marks, the dash and the ellipsis are “ambiguous” in Unicode; today's terminals show them one column wide.
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text if not unicodedata.combining(char))


_NOT_FIRST = "，。；：、？！）》〉”’…—％,.;:?!)"


def wrapped(text: str, columns: int) -> list[str]:
    """Return ``text`` in lines of at most ``columns`` columns; no line begins with a closing mark, and no Latin word is torn."""
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and piece[0] not in _NOT_FIRST and width(lines[-1] + piece.rstrip()) > columns:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def _pieces(text: str) -> list[str]:
    """Return what may not be torn: a Latin word with what follows up to a blank, or one Chinese character."""
    pieces: list[str] = []
    for char in text:
        latin = char.isascii() and not char.isspace()
        if pieces and latin and pieces[-1][-1].isascii() and not pieces[-1][-1].isspace():
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces
