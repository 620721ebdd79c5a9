"""Where a letter is about and whom it concerns, by patterns over its title and beginning."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from drafting.documents.resources import resource

_SUFFIXES = (6, 5, 4, 3, 2, 1)  # lengths of the words that end a place's name, the longest first
_PEOPLE_CHARACTERS = 200
_BODY_CHARACTERS = 120  # the place stands in the title or at the beginning
_FUNCTION = "离说帮的是在我们你他她它有无不了到从由至与和及被把给让对向为于又也都就还很请求要问这那哪该某每各此其去来住买吗呢吧啊，。"
_CODE = r"[A-Z]\d{0,2}(?:省|县市|市|区|县|州|镇|乡)"  # pseudonymised administrative names: A市, K9县


@cache
def _rows(name: str) -> dict[str, tuple[str, ...]]:
    lines = (resource("corpus") / name).read_text(encoding="utf-8").splitlines()
    return {key: tuple(words.split()) for key, words in (line.split("\t") for line in lines if line and not line.startswith("#"))}


class _Places(NamedTuple):
    pattern: re.Pattern[str]
    name: re.Pattern[str]
    province: re.Pattern[str]
    leading: re.Pattern[str]
    none: frozenset[str]
    weights: dict[str, int]


@cache
def _places() -> _Places:
    rows = _rows("letters_places.tsv")
    weights = {suffix: weight for weight, kind in enumerate(("行政", "道路", "单位", "居住"), 1) for suffix in rows[kind]}
    ends = "|".join(sorted(weights, key=len, reverse=True))
    # Only where a name ends is looked for; the name is then read backwards. The other way round every place would be a beginning.
    begins = "".join(sorted({suffix[0] for suffix in weights}))  # one look at a character tells whether the alternatives need be tried
    tail = "(?:小区|社区|大道|市|县|区|镇|村(?!民))?(?!民|长|委|道办|分局|管理|(?<=省)[A-Z])"
    pattern = re.compile(rf"(?=[A-Z{begins}])(?:(?P<code>(?:{_CODE})+)|(?:{ends}){tail})")
    province = re.compile("[一-鿿]{2}省$")
    name = re.compile(rf"[^\W\d_A-Za-z{_FUNCTION}]{{1,9}}$")
    leading = re.compile("|".join(sorted(rows["开头"], key=len, reverse=True)))
    return _Places(pattern, name, province, leading, frozenset(rows["不算"]), weights)


@cache
def _suffix(ending: str) -> str:
    """Return the longest word that ends places' names and ends this one; there are some hundreds of endings."""
    weights = _places().weights
    return next((ending[-n:] for n in _SUFFIXES if ending[-n:] in weights), "")


class Place(NamedTuple):
    """A place in a text: its name as written, and how narrow it is (an estate says more than a city)."""

    name: str
    narrow: int


def find_places(text: str) -> list[Place]:
    """Return the places that ``text`` names, in order; parts that follow each other make one (A市 + A5区 + 汇金路)."""
    pattern, before, province, _, none, weights = _places()
    result: list[Place] = []
    name, narrow, end, last = "", 0, -1, 0
    for found in pattern.finditer(text):
        part = found[0]
        code = found["code"] is not None
        at = found.start()
        if code:
            if text[at - 1 : at] == "省" and (named := province.search(text, max(last, at - 3), at)):
                part, at = named[0] + part, named.start()
        else:
            begin = before.search(text, max(last, at - 9), at)
            if begin is None:
                continue
            part, at = text[begin.start() : found.end()], begin.start()
            trimmed = _trim(part)
            at += len(part) - len(trimmed)
            part = trimmed
            suffix = _suffix(found[0])
            if part in none or len(part) - len(suffix) < 2:
                continue
        weight = 1 if code else weights.get(suffix, 1)
        last = found.end()
        if at == end:
            name, narrow = name + part, max(narrow, weight + 1)
        else:
            if name:
                result.append(Place(name, narrow))
            name, narrow = part, weight
        end = found.end()
    if name:
        result.append(Place(name, narrow))
    return result


def _trim(part: str) -> str:
    """Return ``part`` after the words that are no part of a name: the short ones only at its beginning, the others anywhere."""
    leading = _places().leading
    for found in leading.finditer(part):
        if found.end() - found.start() > 1 and found.end() < len(part) - 1:
            return _trim(part[found.end() :])
    while (found_first := leading.match(part)) and found_first.end() < len(part):
        part = part[found_first.end() :]
    return part


def find_place(title: str, text: str) -> str | None:
    """Return the place a letter is about: the narrowest named in the title, else in the beginning of the body, else None."""
    for part in (title, text[:_BODY_CHARACTERS]):
        places = find_places(part)
        if places:
            best = max(places, key=lambda place: place.narrow)
            area = next((p.name for p in places if p.name[0].isascii() and p.name != best.name), "")
            return best.name if best.name[0].isascii() or not area or len(area) > 8 else area + best.name
    return None


@cache
def _crowds() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = _rows("letters_people.tsv")
    crowds = "|".join(sorted(rows["人群"], key=len, reverse=True))
    units, about = "".join(rows["量词"]), "".join(rows["约数"])
    # Beginning with one set of characters, the pattern is found several times as fast as one that begins with alternatives.
    many = "一二两三四五六七八九十百千万"
    number = (
        rf"[0-9０-９{many}上数几近](?:(?<=[0-9０-９])[0-9０-９,.]*[百千万]{{0,2}}|(?<=[{many}])[{many}]{{0,5}}|(?<=[上数几近])[十百千万]+)"
    )
    unit = rf"(?:[{units}](?<!人)|人(?![口次均民]))"
    counted = re.compile(rf"(?P<number>{number}[{about}]?){unit}[{about}]?(?:[^\W\d_A-Za-z{_FUNCTION}]{{0,4}}?(?:{crowds}))?")
    return counted, re.compile(crowds)


_MANY = re.compile(r"\d|[十百千万几数多余]")


def find_people(title: str, text: str) -> str | None:
    """Return whom a letter concerns: a counted crowd (200多户业主), else the kind of people named first (农民工), else None."""
    counted, crowds = _crowds()
    whole = f"{title}\n{text[:_PEOPLE_CHARACTERS]}"
    best = ""
    for found in counted.finditer(whole):
        words = found[0]
        if len(words) < 3 or words[0] == "0" or found["number"] == "1" or not _MANY.search(found["number"]):
            continue
        if crowds.search(words):
            return words
        if not best and words[-1] in "户人":
            best = words
    named = None if best else crowds.search(whole)
    return named[0] if named else best or None
