"""The words of a letter by which letters on one matter know each other: names, and what the matter is about.

Words come from the dictionary. A name that no dictionary has shows where two words meet: of 丽发新城 the pair 发新 is left, which
hardly any other text has. Numbers count with what they number: 58车贷, 1号线.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from drafting.documents.resources import listed
from drafting.documents.words import cut
from drafting.letters.batch import Letter
from drafting.letters.places import AREA_NAME, find_places

_BODY_CHARACTERS = 300  # of the body: what is new stands at its beginning
_TITLE_WEIGHT = 2.0
_PAIR_WEIGHT = 0.5  # of a pair of characters in the body
Bag = dict[str, float]
PAIR = "#"  # before what is no word of the dictionary

_AREA = re.compile(r"[一-鿿](?![节反])[一-鿿]省|[A-Z]\d{0,2}(?:市|区|县)")  # everybody names the city: it tells nothing apart
_IDLE = frozenset("0123456789的是了我在有们不也都和与被对就从到把给让向为于又还很请要这那该某每各此其去来吗呢吧啊年月日个无没")
_NUMBERED = re.compile(
    r"(?<![A-Za-z0-9])\d{1,4}(?:号线|[^\W\d_A-Za-z年月日号点时分秒元万亿平米层栋楼户个人名次岁天周位条套间期多余几%个以]{1,2})"
)
_ORDINAL = re.compile("第([一二三四五六七八九十]+)([中小])学")
_FORMAL = str.maketrans("壹贰叁", "一二三")  # in names of estates: 云开壹品
_SCHOOL = re.compile("[A-Z]\\d{1,2}[市区县]([一二三四五六七八九十]+中)(?!心)")  # without its district 一中 is a name of many
_LINE = re.compile("[一二三四五六七八九](?=号线)")
_DIGITS = "一二三四五六七八九"
_GENERAL = re.compile(
    "(?:街道|小区|社区|大道|广场|花园|公园|学校|中学|小学|学院|医院|有限公司|公司|集团|公寓|家园|大厦|市场|派出所|幼儿园"
    "|路|镇|村|区|县|市|路口|地铁站)$"
)


@cache
def _stock_phrases() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, listed("letters_stock.txt")), key=len, reverse=True)))


@cache
def stop_words() -> frozenset[str]:
    """Return the words that no grouping and no title looks at (``corpus/letters_stopwords.txt``)."""
    return frozenset(word for line in listed("letters_stopwords.txt") for word in line.split())


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def without_stock(text: str) -> str:
    """Return ``text`` with blanks in place of stock phrases and of the area's name; its length stays."""
    return _AREA.sub(_blank, _stock_phrases().sub(_blank, text))


def _one_form(text: str) -> str:
    """Return ``text`` with schools and lines that have a number under one name: 第一中学 is 一中, 三号线 is 3号线."""
    text = _ORDINAL.sub(lambda found: found[1] + found[2], text.translate(_FORMAL))
    return _LINE.sub(lambda found: str(_DIGITS.index(found[0]) + 1), text)


def _pair(one: str, other: str) -> str:
    """Return a pair of characters as a word; in either order it is the same: 富瑞苑 is written 瑞富苑 too."""
    return PAIR + (one + other if one < other else other + one)


def _add(bag: defaultdict[str, float], text: str, weight: float, pair_weight: float) -> None:
    stop = stop_words()
    for word in set(_NUMBERED.findall(text)):
        bag[PAIR + word] += weight
    previous = ""
    for word in cut(text):
        if len(word) > 1 and word not in stop and not word.isdigit():
            bag[word] += weight
        if previous and previous.isalnum() and word.isalnum() and previous not in _IDLE and word[0] not in _IDLE:
            bag[_pair(previous, word[0])] += pair_weight
        previous = word[-1]


def words_of(title: str, text: str) -> Bag:
    """Return how often a letter has each word and each pair of characters that no word holds; the title counts twice."""
    bag: defaultdict[str, float] = defaultdict(float)
    for school in _SCHOOL.finditer(_one_form(title)):
        bag[PAIR + school[0]] += _TITLE_WEIGHT
    _add(bag, _one_form(without_stock(title)), _TITLE_WEIGHT, 1.0)
    for school in _SCHOOL.finditer(_one_form(text[:_BODY_CHARACTERS])):
        bag[PAIR + school[0]] += 1.0
    _add(bag, _one_form(without_stock(text[: 2 * _BODY_CHARACTERS])[:_BODY_CHARACTERS]), 1.0, _PAIR_WEIGHT)
    return bag


def title_words(letter: Letter) -> list[tuple[str, bool]]:
    """Return the words and pairs of a letter's title, each with whether it stands in the name of a place (a road, an estate, a firm)."""
    title = letter.title
    inside = bytearray(len(title))
    at = 0
    for place in find_places(title):
        start = title.find(place.name, at)
        if start >= 0:
            at = start + len(place.name)
            if place.narrow > 1:
                inside[start:at] = b"\1" * len(place.name)
    for area in AREA_NAME.finditer(title):
        inside[area.start() : area.end()] = bytes(len(area[0]))
    stop = stop_words()
    result = []
    at = 0
    previous = ""
    for word in cut(without_stock(title)):
        if len(word) > 1 and word not in stop:
            result.append((word, all(inside[at : at + len(word)])))
        if previous and previous.isalnum() and word[0].isalnum():
            result.append((_pair(previous, word[0]), bool(inside[at - 1] and inside[at])))
        at += len(word)
        previous = word[-1]
    return result


def place_cores(title: str) -> list[str]:
    """Return the proper parts of the places that a title names: without areas and without 小区, 公司 and their like."""
    cores = []
    for place in find_places(without_stock(title)):
        if place.narrow > 1:
            core = AREA_NAME.sub("", place.name)
            shorter = _GENERAL.sub("", core)
            cores.append(shorter if len(shorter) > 1 else core)
    return [core for core in cores if len(core) > 1]
