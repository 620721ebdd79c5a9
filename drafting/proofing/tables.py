"""The tables of ``corpus/proofing``: terms, patterns and idioms, all looked for in one pass over a document (Aho–Corasick).

A pass costs the same for two terms as for ten thousand, so every table that is looked for by literals is in one automaton; what it
finds in a document is kept with the document, and each check asks for its own table's part.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from drafting.documents.errors import UserError
from drafting.documents.expressions import expression
from drafting.documents.prepared import PREPARED, Table
from drafting.documents.resources import listed, resource
from drafting.proofing.draft import Draft
from drafting.proofing.literals import occurrences

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

TERMS = ("confusables", "slips", "variants", "redundant", "fixed_phrases", "outdated_terms")
"""Tables of terms: wrong form, right form, unless, note, since, until."""
PATTERNS = ("in_context", "de_particles", "fixed_in_context", "mixed_sentences", "collocations", "connectives", "leftovers")
"""Tables of regular expressions: expression, right form, literals of which every match holds one, note."""
IDIOMS = "idioms"
"""The table of set phrases of four characters: phrase, fragments to look for it by where a half of it is a common word, unless."""

STOCK = "empty_talk"
"""The list of stock phrases: only where they stand is asked for."""

_REACH = 60
_DAY = expression(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


class Row(NamedTuple):
    """A wrong form and the right one.

    ``unless`` is matched over the text around it: a match that covers the form keeps it silent. ``note`` is for the user. ``since`` and
    ``until`` are days (``2018``, ``2018-03`` or ``2018-03-21``): the row holds for a document dated from ``since`` on and before ``until``;
    one without a date is taken for a new one.
    """

    wrong: str
    right: str
    unless: re.Pattern[str] | None = None
    note: str = ""
    since: str = ""
    until: str = ""

    def holds(self, day: date | None, year: int | None) -> bool:
        """Tell whether the row is for a document of ``day``, or only of ``year`` where the day is not known (``None``: today's)."""
        written = day.isoformat() if day else str(year) if year else "9999"
        return (not self.since or written >= self.since[: len(written)]) and (not self.until or written < self.until)


class Context(NamedTuple):
    """A fault that only its context shows: the group ``x`` of ``expression`` is what is wrong; ``right`` may use its other groups."""

    expression: re.Pattern[str]
    right: str
    literals: tuple[str, ...]
    note: str


class Idiom(NamedTuple):
    """A set phrase; ``fragments`` are (characters, their offset in it) by which a phrase with one character wrong is still found."""

    phrase: str
    fragments: tuple[tuple[str, int], ...]
    unless: frozenset[str]


def table_file(name: str) -> Path:
    """Return the file of the table ``name``."""
    return resource("corpus") / "proofing" / f"{name}.tsv"


@cache
def lines(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the tab-separated rows of ``corpus/proofing/<name>.tsv`` as they stand, comment lines left out."""
    return tuple(tuple(line.split("\t")) for line in listed(f"proofing/{name}.tsv"))


@cache
def _numbered(name: str) -> tuple[tuple[int, str], ...]:
    """Return (number in the file, line) of the rows of a table. They are read when a document holds one of their literals, not before."""
    text = table_file(name).read_text(encoding="utf-8")
    return tuple((number, line) for number, line in enumerate(text.splitlines(), 1) if line and line[0] != "#")


def _compiled(expression: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(expression)
    except re.error as error:
        raise UserError(f"“{expression}”不是有效的正则表达式（{error}）", where) from error


@cache
def row(name: str, which: int) -> Row:
    """Return a row of a table of terms. Raises ``UserError`` that names its line where it is not of this form."""
    number, line = _numbered(name)[which]
    where = f"{name}.tsv 第 {number} 行"
    wrong, right, unless, note, since, until = [*line.split("\t"), "", "", "", "", ""][:6]
    if not wrong or wrong == right or line.count("\t") > 5:
        raise UserError("这一行应为“误写、正写、除外、说明、起、止”六列，后四列可以不写", where, "请按同一文件其他行的写法修改")
    for day in (since, until):
        if day and not _DAY.fullmatch(day):
            raise UserError(f"起止时间“{day}”应写作 2018、2018-03 或者 2018-03-21", where)
    return Row(wrong, right, _compiled(unless, where) if unless else None, note, since, until)


@cache
def context(name: str, which: int) -> Context:
    """Return a row of a table of patterns. Raises ``UserError`` that names its line where it is not of this form."""
    number, line = _numbered(name)[which]
    where = f"{name}.tsv 第 {number} 行"
    expression, right, literals, note = [*line.split("\t"), "", "", ""][:4]
    if not literals or line.count("\t") > 3:
        raise UserError("这一行应为“正则、正写、字面、说明”四列", where, "请按同一文件其他行的写法修改")
    compiled = _compiled(expression, where)
    if "x" not in compiled.groupindex:
        raise UserError("正则里要用命名组 x 标出错处", where)
    return Context(compiled, right, tuple(literals.split()), note)


@cache
def idiom(which: int) -> Idiom:
    """Return a set phrase. Raises ``UserError`` that names its line where it has not four characters."""
    number, line = _numbered(IDIOMS)[which]
    phrase, fragments, unless = [*line.split("\t"), "", ""][:3]
    if len(phrase) != 4 or any(fragment not in phrase for fragment in fragments.split()):
        raise UserError("成语表每行是四个字的成语，片段要取自成语本身", f"{IDIOMS}.tsv 第 {number} 行")
    parts = tuple((fragment, phrase.index(fragment)) for fragment in fragments.split()) or ((phrase[:2], 0), (phrase[2:], 2))
    return Idiom(phrase, parts, frozenset(unless.split()))


def rows(name: str) -> tuple[Row, ...]:
    """Return all rows of a table of terms."""
    return tuple(row(name, which) for which in range(len(_numbered(name))))


def contexts(name: str) -> tuple[Context, ...]:
    """Return all rows of a table of patterns."""
    return tuple(context(name, which) for which in range(len(_numbered(name))))


def idioms() -> tuple[Idiom, ...]:
    """Return all set phrases."""
    return tuple(idiom(which) for which in range(len(_numbered(IDIOMS))))


@cache
def phrases() -> frozenset[str]:
    """Return the set phrases themselves."""
    return frozenset(line[:4] for _, line in _numbered(IDIOMS))


SHORT = 5000
"""Characters: in a text no longer than this what is looked for is found by its first two characters, sooner than an automaton is built."""

_Meant = tuple[str, str, int, int]
"""A literal with what it stands for: (literal, table, row, its offset in what is looked for)."""


def _literals() -> list[_Meant]:
    """Return every literal."""
    found = [(line.partition("\t")[0], name, which, 0) for name in TERMS for which, (_, line) in enumerate(_numbered(name))]
    for name in PATTERNS:
        for which, (_, line) in enumerate(_numbered(name)):
            found += [(literal, name, which, 0) for literal in [*line.split("\t"), "", ""][2].split()]
    found += [(line, STOCK, which, 0) for which, (_, line) in enumerate(_numbered(STOCK))]
    for which, (_, line) in enumerate(_numbered(IDIOMS)):
        if "\t" in line:
            found += [(fragment, IDIOMS, which, offset) for fragment, offset in idiom(which).fragments]
        else:
            found += [(line[:2], IDIOMS, which, 0), (line[2:], IDIOMS, which, 2)]
    return found


@cache
def _automaton() -> tuple[AhoCorasick, list[list[tuple[str, int, int]]]]:
    """Return the automaton of the literals, and for each what it stands for: (table, row, offset)."""
    from ahocorasick_rs import AhoCorasick, Implementation

    meant: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for literal, name, which, offset in _literals():
        meant[literal].append((name, which, offset))
    # Of the three this is built soonest and searches fastest but for the DFA, which takes five times as long to build.
    return AhoCorasick(list(meant), implementation=Implementation.ContiguousNFA), list(meant.values())


@cache
def _beginnings() -> Table[tuple[_Meant, ...]]:
    """Return the literals by their first two characters (the only one, where a literal has no more)."""

    def make() -> dict[str, tuple[_Meant, ...]]:
        found: dict[str, list[_Meant]] = defaultdict(list)
        for meant in _literals():
            found[meant[0][:2]].append(meant)
        return {pair: tuple(meant) for pair, meant in found.items()}

    return PREPARED.table("literals", [table_file(name) for name in (*TERMS, *PATTERNS, STOCK, IDIOMS)], make)


def _standing(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Yield (table, row, where what is looked for begins, where the literal ends) for each literal in ``text``, overlapping ones too."""
    if len(text) <= SHORT:
        beginnings = _beginnings()
        for pair in {text[at : at + 2] for at in range(len(text))}.union(text):
            for literal, table, which, offset in beginnings.get(pair) or ():
                for at in occurrences(text, literal):
                    yield table, which, at - offset, at + len(literal)
        return
    automaton, meant = _automaton()
    for number, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        for table, which, offset in meant[number]:
            yield table, which, start - offset, end


_Places = dict[str, list[tuple[int, int, int]]]
_FOUND: WeakKeyDictionary[Draft, _Places] = WeakKeyDictionary()


def places(draft: Draft, name: str) -> list[tuple[int, int, int]]:
    """Return (number of the row, start, end) for every literal of table ``name``; of an idiom's fragment, where the idiom would begin."""
    found = _FOUND.get(draft)
    if found is None:
        found = defaultdict(list)
        for table, which, start, end in _standing(draft.text):
            found[table].append((which, start, end))
        _FOUND[draft] = found
    return found.get(name, [])


def candidates(draft: Draft, name: str) -> Iterator[tuple[Row, int, int]]:
    """Yield (row, start, end) wherever a term of table ``name`` stands as a word, not quoted, not excepted, in force at that date.

    Of terms that overlap, the first counts, and of those that begin together the longest.
    """
    reached = 0
    for which, start, end in sorted(places(draft, name), key=lambda place: (place[1], -place[2])):
        if start < reached or draft.is_quoted(start, end) or draft.is_address(start, end):
            continue
        found = row(name, which)
        if found.unless and excepted(found.unless, draft.text, start, end):
            continue
        if (found.since or found.until) and not found.holds(draft.date, draft.year):
            continue
        if draft.is_word(start, end, found.right):
            reached = end
            yield found, start, end


def in_context(draft: Draft, name: str) -> Iterator[tuple[Context, re.Match[str]]]:
    """Yield (row, match) for the patterns of table ``name`` that are found within 60 characters of one of their literals, not quoted."""
    near: dict[int, list[int]] = defaultdict(list)
    for which, start, _ in places(draft, name):
        near[which].append(start)
    for which, starts in sorted(near.items()):
        reached = 0
        found = context(name, which)
        for at in sorted(starts):
            for match in found.expression.finditer(draft.text, max(reached, at - _REACH), min(len(draft.text), at + _REACH)):
                start, end = match.span("x")
                reached = max(reached, match.end())
                if not draft.is_quoted(start, end) and not draft.is_address(start, end):
                    yield found, match


def excepted(unless: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Tell whether a match of ``unless`` near ``[start, end)`` covers it."""
    low = max(0, start - 20)
    return any(low + m.start() <= start and end <= low + m.end() for m in unless.finditer(text[low : end + 20]))
