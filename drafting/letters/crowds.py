"""Whom a letter concerns: how many people, and of what kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from drafting.documents.numerals import value_of
from drafting.letters.lexicon import Hit, any_of, either, matches_at, word_rows
from drafting.letters.places import FUNCTION

PEOPLE_CHARACTERS = 200
_MANY_CHARACTERS = "一二两三四五六七八九十百千万"
_FEW = 5  # fewer are two or three that the letter tells of, no crowd
_EACH = re.compile(r"每[^，。；]{0,6}$")
_NO_CROWD = r"资格|证|节|楼|路|办|局|委|点|区|住宅|编制|卡|大会|代表大会|政府"
_MANY = re.compile(r"\d|[十百千万几数多余]")


class _Patterns(NamedTuple):
    counted: re.Pattern[str]
    crowds: re.Pattern[str]
    size: re.Pattern[str]
    self_named: re.Pattern[str]
    groups: re.Pattern[str]
    no_crowd: re.Pattern[str]
    general: frozenset[str]


@cache
def _patterns() -> _Patterns:
    rows = word_rows("letters_people.tsv")
    crowds = either(rows["人群"])
    units, about = "".join(rows["量词"]), "".join(rows["约数"])
    # Beginning with one set of characters, the pattern is found several times as fast as one that begins with alternatives.
    many = _MANY_CHARACTERS
    number = (
        rf"[0-9０-９{many}上数几近](?:(?<=[0-9０-９])[0-9０-９,.]*[百千万]{{0,2}}|(?<=[{many}])[{many}]{{0,5}}|(?<=[上数几近])[十百千万]+)"
    )
    unit = rf"(?:[{units}](?<!人)|人(?![口次均民]))"
    counted = re.compile(rf"(?P<number>{number}[{about}]?){unit}[{about}]?(?P<crowd>[^\W\d_A-Za-z{FUNCTION}]{{0,4}}?(?:{crowds}))?")
    figure = rf"[0-9０-９{many}](?:(?<=[0-9０-９])[0-9０-９,.]*[百千万]{{0,2}}|(?<=[{many}])[{many}]{{0,5}})"
    # What is counted: households, people, or a kind of people with or without a measure word (三千余业主, 42个员工).
    size = re.compile(
        rf"(?=[0-9０-９{many}])(?<![\d.第A-Za-z每一几数好栋座元楼#-])(?<!单元)(?!\d{3}业主)(?P<figure>{figure})(?P<rest>[{about}]{{0,2}}(?![年月日号栋期])"
        rf"(?:户(?!型|口|籍|[一二两三四五六七八九十\d])|个?人(?![口次均民为员大工才])|(?:[{units}][{about}]?)?(?:[^\W\d_A-Za-z{FUNCTION}]{{0,4}}?)(?:{crowds})))"
    )
    self_named = re.compile(
        rf"(?:我们|我|本人|咱们?|笔者|一名|一位|一个)(?:都)?(?:是|系|作为)?[^，。；！？\n]{{0,14}}?(?:的|一名|一位|名|位)?(?P<crowd>{crowds})(?!{_NO_CROWD})"
    )
    groups = re.compile(rf"(?:{crowds})(?!{_NO_CROWD})")
    groups = re.compile(rf"(?:{crowds})(?!{_NO_CROWD})")
    return _Patterns(counted, any_of(rows["人群"]), size, self_named, groups, re.compile(_NO_CROWD), frozenset(rows["泛称"]))


def crowd_words() -> tuple[str, ...]:
    """Return the words for kinds of people, by number."""
    return word_rows("letters_people.tsv")["人群"]


def find_people(title: str, text: str, leads: tuple[Sequence[int], Sequence[Hit]] | None = None) -> str | None:
    """Return whom a letter concerns: a counted crowd (200多户业主), else the kind of people named first (农民工), else None.

    ``leads`` are where in the title, a line end and the text figures begin that count something, maybe others, and all ``crowd_words``;
    None: they are not known.
    """
    counted, crowds, *_ = _patterns()
    whole = f"{title}\n{text[:PEOPLE_CHARACTERS]}"
    best = ""
    for found in matches_at(counted, whole, None if leads is None else leads[0]):
        words, number, crowd = found.group(0, "number", "crowd")
        if crowd is None and (best or words[-1] not in "户人"):
            continue
        if len(words) < 3 or words[0] == "0" or number == "1" or not _MANY.search(number):
            continue
        if crowd is not None:
            return words
        best = words
    if best:
        return best
    if leads is None:
        named = crowds.search(whole)
        return named[0] if named else None
    return next((whole[begin:end] for _, begin, end in leads[1] if end <= len(whole)), None)


def find_count(title: str, text: str, places: Sequence[int] | None = None) -> int | None:
    """Return how many people or households the letter tells of, else None.

    It is the first figure of households or of a kind of people, else the first of 人; small ones (两人) are no crowd. ``places`` are where
    in the title, a line end and the text such figures begin, maybe others; None: they are not known.
    """
    if places is not None and not places:
        return None
    people = None
    for found in matches_at(_patterns().size, f"{title}\n{text}", places):
        count = _number(found["figure"])
        if count is None or count < _FEW or _EACH.search(found.string, max(0, found.start() - 8), found.start()):
            continue
        if not found["rest"].endswith("人"):
            return count
        people = people or count
    return people


def _number(figure: str) -> int | None:
    digits = re.fullmatch(r"([0-9０-９][0-9０-９,.]*)([百千万]{0,2})", figure)
    if not digits:
        return value_of(figure)
    try:
        plain = float(digits[1].replace(",", ""))
    except ValueError:  # 1.2.3
        return None
    for power in digits[2]:
        plain *= {"百": 100, "千": 1000, "万": 10_000}[power]
    return round(plain)


def find_group(title: str, text: str, leads: tuple[Sequence[int], Sequence[Hit]] | None = None) -> str | None:
    """Return the kind of people the letter concerns: what the writer is (我是…的业主), else the kind named most, the earliest first.

    General words (群众) count only where there is no other. ``leads`` are where in the title, a line end and the text words begin by which
    a writer calls himself something, maybe others, and all ``crowd_words``; None: they are not known.
    """
    if leads is not None and not leads[1]:
        return None
    patterns = _patterns()
    whole = f"{title}\n{text}"
    own = next(matches_at(patterns.self_named, whole, None if leads is None else leads[0]), None)
    if own and own["crowd"] not in patterns.general:
        return own["crowd"]
    names = patterns.groups.findall(whole) if leads is None else _named(whole, leads[1])
    return max(names, key=lambda name: (name not in patterns.general, names.count(name)), default=None)


def _named(text: str, hits: Sequence[Hit]) -> list[str]:
    """Return the kinds of people that ``_Patterns.groups`` finds in ``text``, given all words for such."""
    no_crowd = _patterns().no_crowd
    result: list[str] = []
    last = 0
    for _, begin, end in hits:
        if begin >= last and not no_crowd.match(text, end):
            result.append(text[begin:end])
            last = end
    return result
