"""The four shapes that most checks have: prefer, avoid, consistent, pattern. Each returns a function for ``Check.find``.

``prefer`` and ``avoid`` read a table of ``corpus/proofing``; all its terms are looked for in one pass over the document (Aho–Corasick),
and only a candidate pays for segmentation. ``pattern`` is one compiled expression.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from drafting.documents.errors import UserError
from drafting.documents.resources import listed, resource
from drafting.proofing.check import Hit
from drafting.proofing.draft import Draft

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Find = Callable[[Draft], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the wrong form, the right one, where it stays silent (matched over the text around it), a note for the user."""

    wrong: str
    right: str
    unless: re.Pattern[str] | None
    note: str


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Return the rows of ``corpus/proofing/<name>.tsv``: wrong, right, unless, note; tab-separated, ``#`` begins a comment line.

    Raises ``UserError`` that names the line where a row is not of this form.
    """
    path = resource("corpus") / "proofing" / f"{name}.tsv"
    table = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        wrong, right, unless, note = [*line.split("\t"), "", "", ""][:4]
        if not wrong or wrong == right or line.count("\t") > 3:
            raise UserError("这一行应为“误写、正写、除外、说明”四列", f"{path.name} 第 {number} 行", "请按同一文件其他行的写法修改")
        try:
            table.append(Row(wrong, right, re.compile(unless) if unless else None, note))
        except re.error as error:
            raise UserError(f"“除外”一列不是有效的正则表达式（{error}）", f"{path.name} 第 {number} 行") from error
    return tuple(table)


@cache
def lines(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the tab-separated rows of ``corpus/proofing/<name>.tsv`` as they stand, comment lines left out."""
    return tuple(tuple(line.split("\t")) for line in listed(f"proofing/{name}.tsv"))


@cache
def _automaton(name: str) -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick([row.wrong for row in rows(name)], matchkind=MatchKind.LeftmostLongest)


def candidates(draft: Draft, name: str) -> Iterator[tuple[Row, int, int]]:
    """Yield (row, start, end) wherever a term of table ``name`` stands as a word, not quoted, not excepted by its row."""
    table = rows(name)
    for which, start, end in _automaton(name).find_matches_as_indexes(draft.text):
        row = table[which]
        if row.unless and excepted(row.unless, draft.text, start, end):
            continue
        if draft.is_quoted(start, end) or draft.is_address(start, end):
            continue
        if draft.is_word(start, end, row.right):
            yield row, start, end


def excepted(unless: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Tell whether a match of ``unless`` near ``[start, end)`` covers it."""
    low = max(0, start - 20)
    return any(low + m.start() <= start and end <= low + m.end() for m in unless.finditer(text[low : end + 20]))


def _inside(text: str) -> str:
    """Return ``text`` as it stands inside quotation marks."""
    return text.replace("“", "‘").replace("”", "’")


def prefer(name: str, message: str = "“{wrong}”应为“{right}”") -> Find:
    """Return a finder for a table of wrong and right forms. A note of the row follows the message in brackets."""

    def find(draft: Draft) -> Iterator[Hit]:
        for row, start, end in candidates(draft, name):
            told = message.format(wrong=_inside(row.wrong), right=_inside(row.right))
            yield Hit(start, end, f"{told}（{row.note}）。" if row.note else f"{told}。", row.right)

    return find


def avoid(name: str, message: str = "“{wrong}”{note}") -> Find:
    """Return a finder for a table of terms to avoid: a person decides what to write; the right column may say what with.

    A note that begins ``2018年起`` says since when: a document known to be older is left alone.
    """

    def find(draft: Draft) -> Iterator[Hit]:
        for row, start, end in candidates(draft, name):
            since = re.match(r"(\d{4})年起", row.note)
            if since and draft.year is not None and draft.year < int(since[1]):
                continue
            yield Hit(
                start, end, message.format(wrong=_inside(row.wrong), right=_inside(row.right), note=row.note).rstrip("。") + "。", None
            )

    return find


def consistent(pairs: tuple[tuple[str, str], ...], message: str = "全文多写作“{more}”，此处写作“{less}”，请统一") -> Find:
    """Return a finder for pairs of forms that are both right, but not in one document: the rarer one is named, each time."""

    def find(draft: Draft) -> Iterator[Hit]:
        for pair in pairs:
            if not all(form in draft.text for form in pair):
                continue
            places = []
            for form in pair:
                spans = (m.span() for m in re.finditer(re.escape(form), draft.text))
                places.append([s for s in spans if not draft.is_quoted(*s) and draft.is_word(*s)])
            first, second = places
            if not first or not second or len(first) == len(second):
                continue
            less, more = (0, 1) if len(first) < len(second) else (1, 0)
            for start, end in places[less]:
                yield Hit(start, end, message.format(more=pair[more], less=pair[less]) + "。", pair[more])

    return find


def pattern(
    expression: str,
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
    compiled = re.compile(expression, flags)

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
