"""Where in letters what can be read off them may stand: all words that are looked for, and the places of figures, found in many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from drafting.letters.asks import ask_words
from drafting.letters.batch import Letter
from drafting.letters.crowds import PEOPLE_CHARACTERS, crowd_words
from drafting.letters.finding import Finder, Hits, lay
from drafting.letters.glance import Glance, counted, told
from drafting.letters.joint import JOINT_WORDS
from drafting.letters.lexicon import Ending, Hit
from drafting.letters.masking import SIGNERS
from drafting.letters.organ_names import organ_endings
from drafting.letters.organs import BODY_CHARACTERS as ORGAN_CHARACTERS
from drafting.letters.places import BODY_CHARACTERS as PLACE_CHARACTERS
from drafting.letters.places import find_place_and_area, place_endings
from drafting.letters.urgent import lexicon
from drafting.letters.urgent_leads import begun_expressions, opening_words, possible_signals

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Places = NDArray[np.int64]


class Details(NamedTuple):
    """What leads to what only the details of a letter tell; ``signers``: whether it has figures enough for a list of names."""

    signers: bool
    signals: Sequence[str]
    begun: Sequence[tuple[int, int | None]]
    organs: Sequence[Ending]
    asks: tuple[Sequence[Hit], Sequence[Hit]]
    joint: Sequence[Hit]
    people: Sequence[int]
    callings: Sequence[int]
    dates: tuple[Sequence[int], Sequence[int]]
    sums: Sequence[int]


class Leads(NamedTuple):
    """What leads to what can be read off one letter; places count in the title, a line end and the text.

    ``place`` and, where details are wanted, ``area`` are found already. ``phones`` tells whether there are digits enough for a phone
    number, ``parts`` whether the text may number its matters.
    """

    place: str | None
    area: str | None
    counting: Sequence[int]
    crowds: Sequence[Hit]
    phones: bool
    parts: bool


@cache
def _finder(*, details: bool) -> Finder:
    lists = {"地点": place_endings(), "人群": crowd_words()}
    if details:
        lists |= {"单位": organ_endings(), "紧急": lexicon()[0].words, "紧急起": opening_words()}
        lists |= {"联名": JOINT_WORDS, "标题": ask_words("标题"), "正文": ask_words("正文")}
    return Finder(lists)


def leads_of(letters: Sequence[Letter]) -> list[Leads]:
    """Return the leads of each letter that its verdict needs."""
    return _looked(letters, details=False)[0]


def all_leads(letters: Sequence[Letter]) -> tuple[list[Leads], list[Details]]:
    """Return the leads of each letter, and those to its details."""
    return _looked(letters, details=True)


def _looked(letters: Sequence[Letter], *, details: bool) -> tuple[list[Leads], list[Details]]:
    import numpy as np

    if not letters:
        return [], []
    whole = [f"{letter.title}\n{letter.text}" for letter in letters]
    titles = np.fromiter((len(letter.title) + 1 for letter in letters), np.int64, len(letters))
    laid = lay(whole)
    glance = Glance(laid)
    begins, ends = laid.bounds[:-1], laid.bounds[1:] - 1
    phones = [count > 0 for count in counted(glance.phones(), begins, ends)]
    parts = [count > 0 for count in counted(glance.parts(), begins + titles, ends)]
    if not details:  # place and people stand at the beginning
        laid = lay([text[: title + PEOPLE_CHARACTERS] for text, title in zip(whole, titles.tolist(), strict=True)])
        glance = Glance(laid)
        begins, ends = laid.bounds[:-1], laid.bounds[1:] - 1
    texts = begins + titles
    hits = _finder(details=details).find(laid)
    in_title = _endings(glance, hits["地点"], begins, texts - 1)
    endings = zip(in_title, _endings(glance, hits["地点"], texts, np.minimum(texts + PLACE_CHARACTERS, ends)), strict=True)
    places = [find_place_and_area(letter.title, letter.text, both, area=details) for letter, both in zip(letters, endings, strict=True)]
    counting = told(glance.counting(), begins, np.minimum(texts + PEOPLE_CHARACTERS, ends))
    crowds = _split(hits["人群"], begins)
    leads = [Leads(place, area, *one) for (place, area), one in zip(places, zip(counting, crowds, phones, parts, strict=True), strict=True)]
    return leads, _details(glance, hits, begins, texts, ends) if details else []


def _details(glance: Glance, hits: Mapping[str, Hits], begins: Places, texts: Places, ends: Places) -> list[Details]:
    import numpy as np

    people = hits["人群"].begin
    return [
        Details(*one)
        for one in zip(
            [count >= SIGNERS for count in counted(glance.figures(), texts, ends)],
            possible_signals(hits["紧急"], begins),
            begun_expressions(hits["紧急"], hits["紧急起"], begins),
            _endings(glance, hits["单位"], begins, np.minimum(texts + ORGAN_CHARACTERS, ends)),
            zip(_split(_apart(hits["标题"], begins, texts - 1), begins), _split(_apart(hits["正文"], texts, ends), texts), strict=True),
            _split(hits["联名"], begins),
            told(glance.crowds(people), begins, ends),
            told(glance.callings(people), begins, ends),
            zip(told(glance.dates(), begins, ends), told(glance.documents(), begins, ends), strict=True),
            told(glance.sums(), begins, ends),
            strict=True,
        )
    ]


def _split(hits: Hits, begins: Places) -> list[list[Hit]]:
    """Return the hits in each text, counted from its begin."""
    import numpy as np

    rows = np.searchsorted(begins, hits.begin, side="right") - 1
    at = begins.take(rows)
    found = list(zip(hits.which.tolist(), (hits.begin - at).tolist(), (hits.end - at).tolist(), strict=True))
    bounds = np.searchsorted(rows, np.arange(len(begins) + 1)).tolist()
    return [found[start:end] for start, end in pairwise(bounds)]


def _endings(glance: Glance, hits: Hits, begins: Places, ends: Places) -> list[list[Ending]]:
    """Return the endings of names between the begin and end of each text, as ``_apart`` tells them, counted from its begin."""
    import numpy as np

    hits = _apart(hits, begins, ends)
    rows = np.searchsorted(begins, hits.begin, side="right") - 1
    at = begins.take(rows)
    runs = (glance.names(hits.begin) - at).tolist()
    found = list(zip(hits.which.tolist(), (hits.begin - at).tolist(), (hits.end - at).tolist(), runs, strict=True))
    bounds = np.searchsorted(rows, np.arange(len(begins) + 1)).tolist()
    return [found[start:end] for start, end in pairwise(bounds)]


def _apart(hits: Hits, begins: Places, ends: Places) -> Hits:
    """Return the hits between the begin and end of each text that one pass without overlaps finds: the first, the longest at each place."""
    import numpy as np

    rows = np.searchsorted(begins, hits.begin, side="right") - 1
    some = hits.some(np.flatnonzero((rows >= 0) & (hits.end <= ends.take(rows))))
    following = np.searchsorted(some.begin, some.end).tolist()
    kept = []
    at = 0
    while at < len(following):
        kept.append(at)
        at = following[at]
    return some.some(kept)
