"""What a corrector that goes by probability must not touch: names, numbers, codes, and what the office itself has accepted.

Such a corrector finds rare what is rare, and nothing is as rare as a proper name. A ``HARD`` reason silences it; any other is a fact for
whoever decides: in titles and quotations characters go wrong as often as elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from drafting.documents.expressions import expression
from drafting.documents.model import Role
from drafting.documents.words import cut
from drafting.proofing.characters import guard_names as names
from drafting.proofing.characters import guard_places as places
from drafting.proofing.characters.guard_doubling import natural_doubling as natural_doubling
from drafting.proofing.characters.guard_doubling import tentative as tentative
from drafting.proofing.characters.guard_words import MARKS, boundaries_around, divisions, is_han, terms
from drafting.proofing.draft import HAN, Draft
from drafting.proofing.families.people_named import named
from drafting.proofing.families.posts import kinds

if TYPE_CHECKING:
    import numpy as np
    from ahocorasick_rs import AhoCorasick
    from numpy.typing import NDArray


class Reason(StrEnum):
    """Why characters are guarded. A new reason comes last: the order is that of the bits, by which a ranker has learned."""

    OWN_WORD = "own-word"  # the office's accepted words and right forms of its own terms
    ROSTER = "roster"  # the office's people
    PERSON = "person"  # a name beside a post, behind a label, in a list of names
    DIVISION = "division"  # a division of the country, exactly as it is called
    PLACE = "place"  # a name before 街道, 村, 路 … whose surroundings show it to be one
    PLACE_LIKE = "place-like"  # characters before such a kind that may be a name or a fault
    FIRM = "firm"  # the trade name of a firm
    TITLE = "title"  # in 《》
    QUOTATION = "quotation"  # in “”
    VERSE = "verse"  # a quotation of lines of five or seven characters
    NUMBER = "number"  # figures with their units
    DOCUMENT_NUMBER = "document-number"  # 发文字号 with the sign of its organ
    ADDRESS = "address"  # of web and mail
    CODE = "code"  # Latin letters with figures and marks


HARD = frozenset(
    {
        *(Reason.OWN_WORD, Reason.ROSTER, Reason.PERSON, Reason.DIVISION, Reason.PLACE, Reason.FIRM, Reason.VERSE),
        *(Reason.NUMBER, Reason.DOCUMENT_NUMBER, Reason.ADDRESS, Reason.CODE),
    }
)
"""The reasons that silence a corrector; the others it may weigh."""

BIT = {reason: 1 << number for number, reason in enumerate(Reason)}
HARD_BITS = sum(BIT[reason] for reason in HARD)

Guard = tuple[int, int, Reason]
_Span = tuple[int, int]
_Handler = Callable[[str, int, int], Iterable[Guard]]
"""What looks around an anchor of the text, from its offsets."""

_TITLE = expression(r"《[^《》\n]{1,100}(?:《[^《》\n]*》[^《》\n]{0,60})*》")
_QUOTATION = expression(r"“[^“”\n]{1,400}”")
_VERSE = expression(rf"“(?:{HAN}{{5}}[，；？！。]){{1,7}}{HAN}{{5}}[。！？]?”|“(?:{HAN}{{7}}[，；？！。]){{1,7}}{HAN}{{7}}[。！？]?”")
_CODE = expression(r"[A-Za-zＡ-Ｚａ-ｚ][0-9A-Za-zＡ-Ｚａ-ｚ０-９./+&_-]*")
_YEAR = expression(r"[〔\[［][12][0-9]{3}[〕\]］](?:第?[0-9]{1,5}号)?")
_SIGN = expression(rf"{HAN}{{1,10}}\Z")
_NAME_FIRST = expression(rf"(?m)^(?P<name>{HAN}{{2,3}}|{HAN}[ \u3000]{{1,2}}{HAN})[ \u3000\t]+(?={HAN}{{3}})")
_RANKS = ("常务副", "第一副", "副", "代理", "代", "第一", "名誉", "执行")
_OWN = (Role.ISSUER_MARK, Role.TITLE, Role.SUBTITLE, Role.SIGNATURE)  # paragraphs that name the document's own organ
_LEAST_REPEATED = 3
_LEAST_PLACES = 2
_TERM_REACH = 6  # characters around a place that decide how it is cut
_FUNCTION = frozenset(
    "的了和与及对将向于是为等各本该让把被以并或也都不有无其此每就还而且又但从到在由所之中上下内外前后时后可应要会能一二三四五六七八九十"
)


def protected(draft: Draft) -> list[Guard]:
    """Return (start, end, reason) of what is guarded in ``draft``, offsets into ``draft.text``.

    In order of place; spans of one reason neither overlap nor touch each other, none crosses a line feed.
    """
    found = _in_text(draft.text)
    found[Reason.ADDRESS] += draft.addresses
    found[Reason.ROSTER] += [(one.start, one.end) for one in named(draft)]
    accepted = tuple(sorted({*draft.profile.accepted, *(term.right for term in draft.profile.terms if term.right)}))
    if accepted:
        found[Reason.OWN_WORD] += [(start, end) for _, start, end in _words(accepted).find_matches_as_indexes(draft.text, overlapping=True)]
    found[Reason.PERSON] += _in_tables(draft)
    _spread(found, draft.text, _own_places(found[Reason.PLACE_LIKE], draft))
    return _merged(found, draft.text)


def protected_sentence(text: str) -> list[Guard]:
    """Return what is guarded in ``text`` that is no document: as ``protected``, without the office's own words and people."""
    found = _in_text(text)
    _spread(found, text)
    return _merged(found, text)


def bits(guards: Iterable[Guard], length: int) -> NDArray[np.uint16]:
    """Return for each of ``length`` characters the reasons that guard it, each a bit: that of ``reason`` is ``BIT[reason]``."""
    import numpy as np

    found = np.zeros(length, dtype=np.uint16)
    for start, end, reason in guards:
        found[start:end] |= BIT[reason]
    return found


def insisted(text: str, start: int, end: int, right: str) -> bool:
    """Tell whether ``[start, end)`` belongs to a term that the author writes so three times or more, and with ``right`` not more often.

    Twice are enough for the name of a place (清源市): nobody misspells his own county twice.

    The term is the word there with the single characters around it that make no word with others. It is looked for when a corrector
    asks: cutting a whole document would cost more than all guards together.
    """
    low, high = start, end
    while low and start - low < _TERM_REACH and text[low - 1] not in MARKS:
        low -= 1
    while high < len(text) and high - end < _TERM_REACH and text[high] not in MARKS:
        high += 1
    first, last, at = start, end, low
    run = -1  # where the single characters before the next word begin
    for word in cut(text[low:high]):
        stop = at + len(word)
        single = len(word) == 1 and is_han(word) and word not in _FUNCTION
        if at < end and start < stop:
            first, last = min(first, run if single and run >= 0 else at), max(last, stop)
        elif at == last and last > start and single:
            last = stop
        run = (run if run >= 0 else at) if single else -1
        at = stop
    term = text[first:last]
    if len(term) > 1 and (kind := next((kind for kind in places.KINDS if text.startswith(kind, last)), "")):
        term += kind
        last += len(kind)
    count = text.count(term)
    least = _LEAST_PLACES if term.endswith(places.KINDS) else _LEAST_REPEATED
    return len(term) > 1 and count >= least and count >= text.count(text[first:start] + right + text[end:last])


def _in_text(text: str) -> dict[Reason, list[_Span]]:
    found: dict[Reason, list[_Span]] = defaultdict(list)
    for reason, pattern in (
        (Reason.TITLE, _TITLE),
        (Reason.QUOTATION, _QUOTATION),
        (Reason.VERSE, _VERSE),
        (Reason.NUMBER, _number()),
        (Reason.CODE, _CODE),
    ):
        found[reason] += [match.span() for match in pattern.finditer(text)]
    found[Reason.DOCUMENT_NUMBER] += _document_numbers(text)
    found[Reason.PERSON] += _lists(text)
    automaton, handlers = _anchors()
    for which, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        for handler in handlers[which]:
            for low, high, reason in handler(text, start, end):
                found[reason].append((low, high))
    return found


def _beside_post(text: str, start: int, end: int) -> Iterator[Guard]:
    """Yield the names right before and right behind a post: 张三副市长, 副市长张三, a signature's 市长　张三."""
    rank = next((rank for rank in _RANKS if text.endswith(rank, 0, start)), "")
    yield from _before_honorific(text, start - len(rank), end)
    at = end
    while text[at : at + 1] in (" ", "\u3000") and at - end < 4:
        at += 1
    stop = names.after(text, at)
    if stop >= 0 and (at == end or text[stop : stop + 1] in ("\n", "")):
        yield at, stop, Reason.PERSON


def _before_honorific(text: str, start: int, end: int) -> Iterator[Guard]:
    begin = names.before(text, start, end)
    if begin >= 0:
        yield begin, start, Reason.PERSON


def _behind_label(text: str, _start: int, end: int) -> Iterator[Guard]:
    for span in names.behind_label(text, end):
        yield *span, Reason.PERSON


def _appointed(text: str, _start: int, end: int) -> Iterator[Guard]:
    stop = names.after(text, end)
    if stop >= 0:
        yield end, stop, Reason.PERSON


def _before_bracket(text: str, start: int, _end: int) -> Iterator[Guard]:
    begin = names.before_bracket(text, start)
    if begin >= 0:
        yield begin, start, Reason.PERSON


def _of_office(text: str, _start: int, end: int) -> Iterator[Guard]:
    stop = names.of_office(text, end)
    if stop >= 0:
        yield end, stop, Reason.PERSON


def _division(text: str, start: int, end: int) -> Iterator[Guard]:
    """Yield the name of a division; one of two characters only where it is a word: not 大理 in 重大理论."""
    if end - start > 2 or {start, end} <= boundaries_around(text, start, end):
        yield start, end, Reason.DIVISION


def _place(text: str, start: int, end: int) -> Iterator[Guard]:
    name = places.place(text, start, end)
    if name:
        yield name.start, end, Reason.PLACE if name.sure else Reason.PLACE_LIKE


def _division_like(text: str, start: int, end: int) -> Iterator[Guard]:
    begin = places.division_like(text, start)
    if begin >= 0:
        yield begin, end, Reason.PLACE_LIKE


def _firm(text: str, start: int, _end: int) -> Iterator[Guard]:
    span = places.firm(text, start)
    if span:
        yield *span, Reason.FIRM


@cache
def _anchors() -> tuple[AhoCorasick, list[tuple[_Handler, ...]]]:
    """Return the automaton of everything beside which a name may stand, and for each literal what looks there."""
    from ahocorasick_rs import AhoCorasick, Implementation

    handlers: dict[str, list[_Handler]] = defaultdict(list)
    for literals, handler in (
        (kinds(), _beside_post),
        (terms("称呼"), _before_honorific),
        (_labels(), _behind_label),
        (("（", "("), _before_bracket),
        (terms("部门"), _of_office),
        (terms("任免"), _appointed),
        (divisions(), _division),
        (terms("地名"), _place),
        (terms("政区"), _division_like),
        (terms("企业"), _firm),
    ):
        for literal in sorted(literals):
            handlers[literal].append(handler)
    return AhoCorasick(list(handlers), implementation=Implementation.ContiguousNFA), [tuple(one) for one in handlers.values()]


def _labels() -> set[str]:
    """Return the labels behind which names stand, those of two characters also set apart: 组　长."""
    labels = terms("栏目")
    return {*labels, *(gap.join(label) for label in labels if len(label) == 2 for gap in (" ", "  ", "\u3000", "\u3000\u3000"))}


@lru_cache(maxsize=8)
def _words(words: tuple[str, ...]) -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(list(words))


def _document_numbers(text: str) -> Iterator[_Span]:
    """Yield 发文字号 with the sign of the organ before the year: 国办发〔2020〕5号."""
    for match in _YEAR.finditer(text):
        sign = _SIGN.search(text, max(0, match.start() - 10), match.start())
        start = match.start()
        for word in reversed(cut(sign[0])) if sign else ():
            if word in terms("非代字"):
                break
            start -= len(word)
        yield start, match.end()


@cache
def _number() -> re.Pattern[str]:
    units = "|".join(sorted(terms("单位"), key=lambda unit: (-len(unit), unit)))
    return expression(rf"[0-9０-９]+(?:[.,．，:：][0-9０-９]+)*(?:[%％‰℃°]|(?:万|亿)?(?:{units}))?")


@cache
def _list_patterns() -> tuple[re.Pattern[str], ...]:
    item = rf"[{''.join(sorted(names.surnames()))}](?:[ \u3000]{{1,4}}{HAN}|(?:(?!等|同志){HAN}){{1,2}})"
    return (
        expression(rf"{item}(?:(?:、|，|[ \u3000\t]+){item}){{2,}}(?:(?!{HAN})|(?=等|同志))"),
        expression(rf"^(?:[ \u3000]*{item}[ \u3000]*(?:\n|\Z)){{3,}}", re.MULTILINE),
    )


def _lists(text: str) -> Iterator[_Span]:
    """Yield the names in lists of them: joined by marks or spaces, or one a line, alone or before a gap (王　刚　市委办公室)."""
    for pattern in _list_patterns():
        for match in pattern.finditer(text):
            yield from names.listed(text, *match.span())
    yield from (match.span("name") for match in _NAME_FIRST.finditer(text) if names.is_name(names.plain(match["name"])))


def _in_tables(draft: Draft) -> Iterator[_Span]:
    """Yield the cells that hold a name in columns of a table that hold mostly names."""
    columns: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
    for start, paragraph in draft.each():
        cell = paragraph.place.cell
        if cell is not None and paragraph.text.strip() and "\n" not in paragraph.text:
            columns[cell.table, cell.column].append((start, paragraph.text))
    for cells in columns.values():
        texts = [names.plain(text) for _, text in cells]
        if names.are_names(texts) or (texts[0] in terms("表头") and names.are_names(texts[1:])):
            yield from ((start, start + len(text)) for (start, text), name in zip(cells, texts, strict=True) if names.is_name(name))


def _own_places(likely: list[_Span], draft: Draft) -> frozenset[str]:
    """Return the places that the document's title and its own organ are called by: nobody misspells where he works."""
    own = [(start, start + len(paragraph.text)) for start, paragraph in draft.each(*_OWN)]
    return frozenset(draft.text[start:end] for start, end in likely if any(low <= start and end <= high for low, high in own))


def _spread(found: dict[Reason, list[_Span]], text: str, own: frozenset[str] = frozenset()) -> None:
    """Add to ``found`` the other places of names of three characters that are known, and of places that stand twice or are ``own``."""
    people = tuple(sorted(name for name in {text[slice(*span)] for span in found[Reason.PERSON]} if len(name) >= 3 and is_han(name)))
    if people:
        elsewhere = [(start, end) for _, start, end in _words(people).find_matches_as_indexes(text)]
        found[Reason.PERSON] += [span for span in elsewhere if set(span) <= boundaries_around(text, *span)]
    found[Reason.PLACE] += places.known_from(text, {text[slice(*span)] for span in found[Reason.PLACE_LIKE]}, own)


def _merged(found: dict[Reason, list[_Span]], text: str) -> list[Guard]:
    """Return the spans in order of place, those of one reason that overlap or touch joined, cut where a line ends."""
    merged: list[Guard] = []
    for reason, spans in found.items():
        joined: list[list[int]] = []
        for start, end in sorted(_within_lines(spans, text)):
            if joined and start <= joined[-1][1]:
                joined[-1][1] = max(joined[-1][1], end)
            else:
                joined.append([start, end])
        merged += [(start, end, reason) for start, end in joined]
    order = {reason: number for number, reason in enumerate(Reason)}
    return sorted(merged, key=lambda guard: (guard[0], guard[1], order[guard[2]]))


def _within_lines(spans: Iterable[_Span], text: str) -> Iterator[_Span]:
    for start, end in spans:
        while (stop := text.find("\n", start, end)) >= 0:
            if start < stop:
                yield start, stop
            start = stop + 1
        if start < end:
            yield start, end
