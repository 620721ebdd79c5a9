"""What within a paragraph is set in another face than most of it: pasted words, a heading that runs on, digits, quotation marks."""

from __future__ import annotations

from collections.abc import Sequence

from drafting.documents.intake.stylesheet import Face
from drafting.documents.model import Look, Stretch

_QUOTES = "“”‘’"


def stretches_of(runs: Sequence[tuple[str, Face]], look: Look, offset: int) -> tuple[Stretch, ...]:
    """Return the stretches of a paragraph whose face differs from that of its ``look``, neighbours of one face as one.

    ``runs`` are the texts of its runs and their faces, the first one ``offset`` characters into the paragraph's text. A run of blanks and
    marks differs in nothing that can be seen; Chinese text differs by its East Asian font, other text by its Latin one.
    """
    if len(runs) < 2 or all(face is runs[0][1] for _, face in runs):
        return ()
    found: list[Stretch] = []
    at = offset
    for text, face in runs:
        start, at = at, at + len(text)
        chinese = any("\u3400" <= char <= "\u9fff" for char in text)
        latin = any(char.isascii() and char.isalnum() for char in text)
        if not chinese and not latin:
            continue
        differs = (
            (chinese and face.get("font") != look.font)
            or (latin and face.get("latin_font") != look.latin_font)
            or face.get("size") != look.size
            or bool(face.get("bold")) != bool(look.bold)
            or face.get("color") != look.color
        )
        if not differs:
            continue
        made = Stretch(
            start,
            at,
            face.get("font") if chinese else None,
            face.get("latin_font") if latin else None,
            face.get("size"),
            face.get("bold"),
            face.get("color"),
        )
        last = found[-1] if found else None
        if last and last.end == start and (last.font, last.size, last.bold, last.color) == (made.font, made.size, made.bold, made.color):
            found[-1] = Stretch(last.start, at, last.font, last.latin_font or made.latin_font, last.size, last.bold, last.color)
        else:
            found.append(made)
    return tuple(found)


def quote_font_of(runs: Sequence[tuple[str, Face]]) -> str | None:
    """Return the font of the first quotation mark in ``runs``, None where there is none or the file does not say.

    Word sets “ ” ‘ ’ in the font of Latin text unless a hint says that they are East Asian (ISO/IEC 29500-1, 17.3.2.26).
    """
    for text, face in runs:
        if any(mark in text for mark in _QUOTES):
            return face.get("font") if face.get("marks_chinese") else face.get("marks_font")
    return None
