"""Where a letter is about, by patterns over its title and beginning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from drafting.letters.lexicon import Ending, Words, any_of, either, word_rows

BODY_CHARACTERS = 80  # the place stands in the title or at the beginning
FUNCTION = "离说帮的是在我们你他她它有无不了到从由至与和及被把给让对向为于又也都就还很请求要问这那哪该某每各此其去来住买吗呢吧啊，。"
"""Characters that no name of a place has: reading backwards, a name begins after the last of them."""

_NO_NAME = frozenset(FUNCTION)
_CHINESE = "\u3400"
_TAIL_BEGINS = frozenset("小社大市县区镇村民长委道分管南北东西")  # what stands behind an ending and may go on, or forbid it
_SUFFIXES = (6, 5, 4, 3, 2, 1)  # lengths of the words that end a place's name, the longest first
_CODE = r"[A-Z]\d{0,2}(?:省|县市(?!政)|市|区|县|州|镇|乡)"  # pseudonymised administrative names: A市, K9县
_NAME_CHARACTERS = 9  # of a name before its ending, or of one that nothing but its place behind the area's tells
_LOOSE = 9  # a name in a sentence that is as long as this has more in it than a name
_AREA_BEFORE = 8  # characters of an area that is put before a name
_AREA_CHARACTERS = 9  # 西南省A市B3区; a longer one has more in it than areas
_KINDS = ("行政", "地形", "道路", "单位", "居住")  # the later, the narrower
AREA_NAME = re.compile(r"(?:[一-鿿]{2}省|[A-Z]\d{0,2}(?:县市|市|区|县|州))+")
"""The area in a place's name: the pseudonymised ones and any province."""


class Place(NamedTuple):
    """A place in a text: its name as written, and how narrow it is (an estate says more than a city)."""

    name: str
    narrow: int


class _Part(NamedTuple):
    """A name of one part, where it stands, and whether it is an area: a province, city, district or county."""

    name: str
    narrow: int
    begin: int
    end: int
    area: bool


class _Patterns(NamedTuple):
    endings: Words
    tail: re.Pattern[str]
    codes: re.Pattern[str]
    province: re.Pattern[str]
    leading: re.Pattern[str]
    leading_begins: frozenset[str]
    none: frozenset[str]
    none_ends: tuple[str, ...]
    no_areas: tuple[str, ...]
    weights: dict[str, int]
    stop: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rows = word_rows("letters_places.tsv")
    weights = {suffix: weight for weight, kind in enumerate(_KINDS, 1) for suffix in rows[kind]}
    tail = "(?:小区|社区|大道|市|县|区|镇|村(?!民)(?:[^\\W\\d_A-Za-z]{1,4}组)?)?(?!民|长|委|道办|分局|管理|[南北东西]省|(?<=省)[A-Z])"
    line = r"号(?:线|[东南西北]延长?线)"
    # Beginning with one set of characters, the expression is tried at few places.
    codes = re.compile(
        rf"[A-Z地轻城0-9](?:(?<=[A-Z])(?P<code>{_CODE[len('[A-Z]') :]}(?:{_CODE})*)|(?<=[0-9])[0-9]?{line}"
        rf"|(?:(?<=[地城])铁|(?<=轻)轨)[0-9]{{1,2}}{line})"
    )
    province = re.compile("[一-鿿]{2}省$")
    leading = any_of(rows["开头"])
    stop = re.compile(rf"[^\w.·]|_|[{FUNCTION}]|[一二三四五六七八九十\d]+(?:[期栋号楼座年月日个条点]|单元)|{either(rows['名后'])}")
    return _Patterns(
        Words(weights),
        re.compile(tail),
        codes,
        province,
        leading,
        frozenset(word[0] for word in rows["开头"]),
        frozenset(rows["不算"]),
        rows["不算尾"],
        rows["非区划"],
        weights,
        stop,
    )


@cache
def _suffix(ending: str) -> str:
    """Return the longest word that ends places' names and ends this one; there are some hundreds of endings."""
    weights = _patterns().weights
    return next((ending[-n:] for n in _SUFFIXES if ending[-n:] in weights), "")


def place_endings() -> tuple[str, ...]:
    """Return the words that end names of places, by number."""
    return _patterns().endings.words


@lru_cache(maxsize=8)  # a letter's area is looked for where its place was
def _parts(text: str) -> tuple[_Part, ...]:
    return _parts_at(text, _patterns().endings.endings(text))


def _parts_at(text: str, endings: Sequence[Ending]) -> tuple[_Part, ...]:
    """Return the names of one part in ``text``, given the ``place_endings`` in it, none in another."""
    patterns = _patterns()
    result: list[_Part] = []
    last = 0
    # Only where a name ends is looked for; the name is then read backwards. The other way round every place would be a beginning.
    both: list[tuple[re.Match[str] | int, int, int, int]] = [(one, one.start(), one.end(), 0) for one in patterns.codes.finditer(text)]
    codes = len(both)
    both += endings
    if 0 < codes < len(both) and both[codes - 1][1] > both[codes][1]:
        both.sort(key=itemgetter(1))
    for code, start, end, run in both:
        if start < last:
            continue
        part = _named(text, last, start, end, run) if isinstance(code, int) else _coded(text, last, code)
        if part is not None:
            result.append(part)
            last = part.end
    return tuple(result)


def _coded(text: str, last: int, code: re.Match[str]) -> _Part:
    """Return an area of a code (西南省A市), or a line of the underground."""
    if code["code"] is None:
        return _Part(code[0], _patterns().weights["路"], code.start(), code.end(), area=False)
    at = code.start()
    if text[at - 1 : at] == "省" and (named := _patterns().province.search(text, max(last, at - 3), at)):
        at = named.start()
    return _Part(text[at : code.end()], 1, at, code.end(), area=True)


def _named(text: str, last: int, start: int, end: int, run: int) -> _Part | None:
    """Return the name that the ending at ``text[start:end]`` ends, None where there is none."""
    patterns = _patterns()
    least = start - _NAME_CHARACTERS
    if least < last:
        least = last
    begin = run if run > least else least
    while begin > least and (before := text[begin - 1]) not in _NO_NAME and before >= _CHINESE and before.isalpha():
        begin -= 1
    if begin == start:
        return None
    if (behind := text[end : end + 1]) in _TAIL_BEGINS or behind.isascii():
        tail = patterns.tail.match(text, end)
        if tail is None:
            return None
        end = tail.end()
    name = _trim(text[begin:end])
    suffix = _suffix(text[start:end])
    if name in patterns.none or len(name) - len(suffix) < 2 or name.endswith(patterns.none_ends):
        return None
    return _Part(name, patterns.weights.get(suffix, 1), end - len(name), end, suffix in ("省", "市", "区", "县", "州", "旗"))


def find_places(text: str) -> list[Place]:
    """Return the places that ``text`` names, in order; parts that follow each other make one (A市 + A5区 + 汇金路)."""
    return [Place(place.name, place.narrow) for place in _joined(_parts(text))]


def _joined(parts: tuple[_Part, ...]) -> list[_Part]:
    if len(parts) < 2:
        return list(parts)
    result: list[_Part] = []
    for part in parts:
        if result and part.begin == result[-1].end:
            one = result[-1]
            narrow = max(one.narrow, part.narrow + 1)
            result[-1] = _Part(one.name + part.name, narrow, one.begin, part.end, one.area and part.area)
        else:
            result.append(part)
    return result


def _trim(part: str) -> str:
    """Return ``part`` after the words that are no part of a name: the short ones only at its beginning, the others anywhere."""
    patterns = _patterns()
    if patterns.leading_begins.isdisjoint(part):
        return part
    leading = patterns.leading
    leads = list(leading.finditer(part))
    if not leads:
        return part
    for found in leads:
        if found.end() - found.start() > 1 and found.end() < len(part) - 1:
            return _trim(part[found.end() :])
    while (found_first := leading.match(part)) and found_first.end() < len(part):
        part = part[found_first.end() :]
    return part


class _Letter:
    """The places in the title and in the beginning of the text of a letter, looked for when asked for."""

    __slots__ = ("_beginning", "_endings", "_text", "_title")

    def __init__(self, title: str, text: str, endings: tuple[Sequence[Ending], Sequence[Ending]] | None = None) -> None:
        self._text, self._endings = text, endings
        self._beginning: tuple[_Part, ...] | None = None
        self._title = _parts(title) if endings is None else _parts_at(title, endings[0])

    def title(self) -> tuple[_Part, ...]:
        """Return those in the title."""
        return self._title

    def beginning(self) -> tuple[_Part, ...]:
        """Return those in the beginning of the text."""
        if self._beginning is None:
            text = self._text[:BODY_CHARACTERS]
            self._beginning = _parts(text) if self._endings is None else _parts_at(text, self._endings[1])
        return self._beginning


def find_place_and_area(
    title: str, text: str, endings: tuple[Sequence[Ending], Sequence[Ending]], *, area: bool = True
) -> tuple[str | None, str | None]:
    """Return what ``find_place`` and (with ``area``) ``find_area`` do.

    ``endings`` are the ``place_endings`` in the title and in the first ``BODY_CHARACTERS`` of the text, none in another.
    """
    letter = _Letter(title, text, endings)
    return _place(title, text, letter), _area(letter) if area else None


def find_place(title: str, text: str) -> str | None:
    """Return the place a letter is about: the narrowest named in the title, else in the beginning of the body, else None.

    Where the title names only an area, what follows it is a name if the body has it too (B3区锦澜半山近期…, 锦澜半山的业主…); else
    the beginning of the body is asked for something narrower.
    """
    return _place(title, text, _Letter(title, text))


def _place(title: str, text: str, letter: _Letter) -> str | None:
    in_title = _joined(letter.title())
    best = _narrowest(in_title)
    if best is None or best.area:
        beginning = text[:BODY_CHARACTERS]
        if best is not None and (name := _name_after(title[best.end :], text)):
            return _with_area(in_title, best._replace(name=best.name + name, area=False))
        in_body = [place for place in _joined(letter.beginning()) if place.end - place.begin < _LOOSE or place.area]
        narrower = _narrowest(in_body)
        if best is None and narrower is not None and narrower.area and (name := _name_after(beginning[narrower.end :], text)):
            return _with_area(in_body, narrower._replace(name=narrower.name + name, area=False))
        if narrower is not None and (best is None or not narrower.area):
            area = "" if best is None or AREA_NAME.match(narrower.name) or len(best.name) > _AREA_BEFORE else best.name
            return area + _with_area(in_body if best is None else [], narrower)
    return None if best is None else _with_area(in_title, best)


def _narrowest(places: list[_Part]) -> _Part | None:
    best = None
    for place in places:  # of two as narrow the first
        if best is None or (best.area, place.narrow) > (place.area, best.narrow):
            best = place
    return best


def _with_area(places: list[_Part], best: _Part) -> str:
    if best.name[0].isascii():
        return best.name
    area = next((place.name for place in places if place.area and place.name[0].isascii() and place.begin != best.begin), "")
    return best.name if len(area) > _AREA_BEFORE else area + best.name


def _name_after(rest: str, text: str) -> str:
    """Return the name at the beginning of ``rest``, which followed an area: as long as ``text`` has it too; ``""`` where there is none."""
    stop = _patterns().stop.search(rest)
    name = rest[: min(stop.start() if stop else len(rest), _NAME_CHARACTERS)]
    if len(name) < 2 or name[0].isdecimal() or _patterns().leading.match(name):
        return ""
    while len(name) > 1 and text.find(name) < 0:
        name = name[:-1]
    return name if len(name) > 1 else ""


def find_area(title: str, text: str) -> str | None:
    """Return the district or county that the title names, else the beginning of the body; else the city or province; else None."""
    return _area(_Letter(title, text))


def _area(letter: _Letter) -> str | None:
    wider: str | None = None
    for look in (letter.title, letter.beginning):
        for place in look():
            if place.area and not place.name.endswith(_patterns().no_areas) and len(place.name) <= _AREA_CHARACTERS:
                names = re.findall(_CODE, place.name) or [place.name]
                narrow: str | None = next((name for name in names if name[-1] in "区县旗" or name.endswith("县市")), None)
                if narrow:
                    return narrow
                if wider is None or (wider.endswith("省") and names[-1][-1] != "省"):
                    wider = names[-1]
    return wider


_ENDING = re.compile(
    r"(?:[\d０-９A-Za-z一二三四五六七八九十]+(?:期|区|栋|号楼|号|座|幢|单元|组)|(?<=..)(?:住宅小区|小区|楼盘|项目|工地|售楼部|有限责任公司|股份有限公司|有限公司|公司|集团|社区|街道办事处|街道|门口))+$"
)
_LONGEST = 60  # characters of a name that its key is made of
_MARKS = re.compile(r"[^\w]|_")


def place_key(place: str | None) -> str | None:
    """Return the key under which the names of one place join: without area, marks, block numbers and general endings.

    >>> place_key("A7县丽发新城小区二期3栋")
    '丽发新城'

    A place that is only an area keeps its name.
    """
    if not place:
        return None
    plain = _MARKS.sub("", place[:_LONGEST])
    core, before = plain, ""
    while core != before:  # what is left may be an area or an ending again
        before, core = core, AREA_NAME.sub("", core)
        if len(shorter := _ENDING.sub("", core)) > 1:
            core = shorter
    return core if len(core) > 1 else plain or None
