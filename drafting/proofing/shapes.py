"""The shapes that most checks have: prefer, avoid, context, consistent, pattern. Each returns a function for ``Check.find``.

``prefer``, ``avoid`` and ``context`` read a table of ``corpus/proofing`` (see ``tables``); only a candidate pays for segmentation or for
its expression. ``pattern`` is one expression.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from drafting.documents.expressions import expression
from drafting.proofing.check import Hit
from drafting.proofing.draft import Draft
from drafting.proofing.literals import know
from drafting.proofing.tables import candidates, excepted, in_context, lines, rows

__all__ = ["Find", "avoid", "candidates", "consistent", "context", "excepted", "inside_quotes", "lines", "pattern", "prefer", "rows"]

Find = Callable[[Draft], Iterable[Hit]]


def inside_quotes(text: str) -> str:
    """Return ``text`` as it stands inside quotation marks."""
    return text.replace("“", "‘").replace("”", "’")


def prefer(name: str, message: str = "“{wrong}”应为“{right}”") -> Find:
    """Return a finder for a table of wrong and right forms. A note of the row follows the message in brackets."""

    def find(draft: Draft) -> Iterator[Hit]:
        for row, start, end in candidates(draft, name):
            told = message.format(wrong=inside_quotes(row.wrong), right=inside_quotes(row.right))
            yield Hit(start, end, f"{told}（{row.note}）。" if row.note else f"{told}。", row.right)

    return find


def avoid(name: str, message: str = "“{wrong}”{note}") -> Find:
    """Return a finder for a table of terms to avoid: a person decides what to write; the right column may say what with."""

    def find(draft: Draft) -> Iterator[Hit]:
        for row, start, end in candidates(draft, name):
            told = message.format(wrong=inside_quotes(row.wrong), right=inside_quotes(row.right), note=row.note)
            yield Hit(start, end, told.rstrip("。") + "。", None)

    return find


def context(name: str, message: str = "“{wrong}”在这里应为“{right}”", *, certain: bool = True) -> Find:
    """Return a finder for a table of patterns. The right form is put in only where the table is ``certain`` and the row gives one.

    A right form may use the named groups of its expression; one that is ``-`` deletes the fault. A note of the row follows the message
    in brackets; where the row has no right form, its note is the message.
    """

    def find(draft: Draft) -> Iterator[Hit]:
        for row, match in in_context(draft, name):
            named = {key: value or "" for key, value in match.groupdict().items()}
            right = "" if row.right == "-" else row.right.format(**named)
            told = message.format(wrong=inside_quotes(match["x"]), right=inside_quotes(right))
            if row.right in ("", "-"):
                told = row.note.format(**named)
            elif row.note:
                told += f"（{row.note}）"
            yield Hit(*match.span("x"), told + "。", right if certain and row.right else None)

    return find


def consistent(pairs: tuple[tuple[str, str], ...], message: str = "全文多写作“{more}”，此处写作“{less}”，请统一") -> Find:
    """Return a finder for pairs of forms that are both right, but not in one document: the rarer one is named, each time."""

    def find(draft: Draft) -> Iterator[Hit]:
        for pair in pairs:
            if not all(form in draft.text for form in pair):
                continue
            places = []
            for form in pair:
                spans = (m.span() for m in expression(re.escape(form)).finditer(draft.text))
                places.append([s for s in spans if not draft.is_quoted(*s) and draft.is_word(*s)])
            first, second = places
            if not first or not second or len(first) == len(second):
                continue
            less, more = (0, 1) if len(first) < len(second) else (1, 0)
            for start, end in places[less]:
                yield Hit(start, end, message.format(more=pair[more], less=pair[less]) + "。", pair[more])

    return find


def pattern(
    source: str,
    message: str,
    suggestion: str | Callable[[re.Match[str]], str | None] | None = None,
    *,
    keys: tuple[str, ...] = (),
    reach: int = 60,
    group: int | str | tuple[str, ...] = 0,
    quoted: bool = False,
    where: Callable[[Draft, re.Match[str]], bool] | None = None,
    flags: int = 0,
) -> Find:
    """Return a finder for a regular expression over the whole text.

    ``group`` is the fault itself; of several names, the one that matched. ``message`` and a ``suggestion`` given as text may use
    ``{0}`` (the fault) and the named groups. Quoted words and addresses are left alone unless ``quoted``; ``where`` can refuse a match.
    ``keys`` are literals of which every match holds one: only the text within ``reach`` characters of one is searched.
    """
    compiled = expression(source, flags)
    know(keys)

    def find(draft: Draft) -> Iterator[Hit]:
        for match in draft.find(compiled, keys, reach):
            which = next(name for name in group if match[name] is not None) if isinstance(group, tuple) else group
            start, end = match.span(which)
            if draft.is_address(start, end) or (not quoted and draft.is_quoted(start, end)) or (where and not where(draft, match)):
                continue
            named = {key: value or "" for key, value in match.groupdict().items()}
            better = (
                suggestion(match) if callable(suggestion) else suggestion.format(match.group(which), **named) if suggestion else suggestion
            )
            yield Hit(start, end, message.format(match.group(which), **named).rstrip("。") + "。", better)

    return find
