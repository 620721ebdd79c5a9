"""What an issue is called, where it is and whom it concerns: from its letters' own words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from drafting.documents.words import cut
from drafting.letters.batch import Letter
from drafting.letters.crowds import find_people
from drafting.letters.masking import mask
from drafting.letters.places import AREA_NAME, find_places, place_key
from drafting.letters.wording import stop_words

ONE_PLACE = 0.5  # part of the letters naming the same place from which an issue is one of that place

_LOOKED_AT = 50  # letters of an issue, the most typical ones first
_NAME_CHARACTERS = 8  # of a place that only sentences name: a longer one has more in it than a name
_SHORTEST, _LONGEST = 8, 30  # characters of a readable title
_LEAD = re.compile(
    r"^(?:再次|继续|强烈|实名|联名|紧急|坚决)?(?:反映|反应|投诉|举报|咨询|询问|请问|关于|建议|希望|请求|恳请|求助|质疑|控诉|呼吁|反馈)+(?:一下|[：:])?(?!站)"
)
_TAIL = re.compile(r"(?:等?的?(?:问题|投诉|建议|疑问|请求|咨询|情况))?[。！!？?，,…]*$")
_DANGLING = re.compile(r"(?:一系列|[几多两三]个|几点|一点|些许|若干|诸多|许多|很多|一些|多项|相关|有关|存在|严重|重大|重要|强烈)$")


def title_of(typical: Sequence[Letter]) -> str:
    """Return the title that has the most of what all titles say, without 投诉, 关于 … and question marks; masked.

    ``typical`` are the issue's letters, the most typical first. Without titles it is the first sentence.
    """
    titles = [(mask(trimmed(letter.title), letter.user), letter.title) for letter in typical[:_LOOKED_AT] if letter.title]
    if not titles:
        return mask(re.split(r"[。！？!?\n]", typical[0].text)[0][:_LONGEST], typical[0].user)
    readable = [pair for pair in titles[:10] if _SHORTEST <= len(pair[0]) <= _LONGEST] or titles[:1]
    words = [_said(original) for _, original in titles]
    usual = Counter(word for said in words for word in said)

    def says(original: str) -> float:
        said = _said(original)
        return sum(usual[word] for word in said) / math.sqrt(len(said) + 4)

    return max(readable, key=lambda pair: says(pair[1]))[0]


def _said(title: str) -> set[str]:
    stop = stop_words()
    return {word for word in cut(title) if len(word) > 1 and word not in stop}


def trimmed(title: str) -> str:
    """Return ``title`` without the words that ask or complain at its beginning, and without 的问题 at its end, if it stays a phrase."""
    headless = _LEAD.sub("", title.strip())
    shorter = _TAIL.sub("", headless)
    if _DANGLING.search(shorter):  # 存在一系列（问题）, 给 … 些许（建议）
        shorter = headless
    return shorter if len(shorter) >= 4 else title


def place_of(letters: Sequence[Letter]) -> str | None:
    """Return the narrowest place that a fair part of the letters name, in its fullest form, masked; None where they name different ones."""
    named: Counter[str] = Counter()
    narrow: dict[str, int] = {}
    texts = [f"{letter.title}\n{letter.text[:120]}" for letter in letters[:_LOOKED_AT]]
    naming = 0
    for text in texts:
        places = {place.name: place.narrow for place in find_places(text)}
        named.update(places)
        narrow.update(places)
        naming += bool(places)
    in_titles = {place.name for letter in letters[:_LOOKED_AT] for place in find_places(letter.title)}
    for name in [name for name in named if name not in in_titles and len(_core(name)) > _NAME_CHARACTERS]:
        del named[name]  # in a sentence more may cling to a name
    if not named:
        return None
    # A name counts wherever its core stands, with or without the area before it; a short common core is no better than a long one.
    having = {name: sum(1 for text in texts if _core(name) in text) for name in named}
    enough = max(2, math.ceil(ONE_PLACE * len(texts)))
    kept = [name for name in named if having[name] >= enough and narrow[name] > 1]
    kept = [name for name in kept if name in in_titles] or kept
    if kept:
        return mask(max(kept, key=lambda name: (narrow[name], having[name], named[name], len(name))))
    best = max(named, key=lambda name: (having[name], narrow[name], len(name)))
    return mask(best) if having[best] > ONE_PLACE * naming else None


def _core(place: str) -> str:
    """Return a place's name without the area before it and the 小区 or 公司 after it; one that is only an area stays."""
    return place_key(place) or place


def naming_place(place: str | None, members: Sequence[Letter]) -> list[Letter]:
    """Return those letters that name ``place``, the name of the area aside; none where it is only an area."""
    if not place or len(AREA_NAME.sub("", place)) < 2:  # an area is no place
        return []
    core = _core(place)
    return [letter for letter in members if core in letter.title or core in letter.text]


def crowd_of(typical: Sequence[Letter]) -> str | None:
    """Return whom most of the letters are about (业主, 200多户居民), None where none says."""
    found = Counter(people for letter in typical[:_LOOKED_AT] if (people := find_people(letter.title, letter.text)))
    return found.most_common(1)[0][0] if found else None
