"""What a report may suggest: sentences of a phrase bank, each bound to a fact that must hold and to numbers that it must name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from drafting.documents.resources import listed

FACTS: Mapping[str, frozenset[str]] = {
    "主题占比": frozenset({"主题", "件数", "占比"}),
    "主题上升": frozenset({"主题", "件数", "增加", "上升", "相比"}),
    "重复来信": frozenset({"件数", "占比"}),
    "具体热点": frozenset({"问题", "件数", "人数"}),
    "共性问题": frozenset({"问题", "件数", "人数"}),
    "新出现": frozenset({"个数"}),
    "持续反映": frozenset({"个数"}),
    "地区集中": frozenset({"地区", "件数", "占比"}),
    "单位集中": frozenset({"单位", "件数"}),
    "高关注单件": frozenset({"件数"}),
}
"""Every kind of fact, with the names of what it can say."""

ANY = "*"
MOST = 6
"""Suggestions of one report: more are not read."""
_MOST_OF_A_KIND = 2
_NAME = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that holds in the period.

    ``count`` and ``share`` (``Fraction(0)`` where it has none) are what the conditions of the bank are held against; ``values`` what a
    sentence may name, as the report shows it.
    """

    kind: str
    subject: str
    count: int
    share: Fraction
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A row of the bank: of which fact and subject, from how many letters and which share on, and what is then said."""

    fact: str
    subject: str
    least: int
    least_share: Fraction
    named: tuple[str, ...]
    title: str
    text: str

    def fits(self, fact: Fact) -> bool:
        """Tell whether the phrase may be said of ``fact``."""
        same = self.fact == fact.kind and self.subject in (ANY, fact.subject)
        return same and fact.count >= self.least and fact.share >= self.least_share

    def said_of(self, fact: Fact) -> str:
        """Return the sentence with what ``fact`` says in it."""
        return _NAME.sub(lambda found: fact.values[found[1]], self.text)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a report suggests, and the fact that it rests on."""

    title: str
    text: str
    fact: Fact


def parse_phrases(lines: Sequence[str]) -> tuple[Phrase, ...]:
    """Return the phrases of a bank's lines. Raises ``ValueError`` that names the line and what is wrong with it.

    A phrase may name only what its fact can say, and must name all that it says it must.
    """
    phrases = []
    for line in lines:
        cells = line.split("\t")
        if len(cells) != 7:
            raise ValueError(f"not seven columns: {line}")
        fact, subject, least, share, named, title, text = cells
        wanted, used = tuple(named.split("、")), set(_NAME.findall(text))
        if fact not in FACTS:
            raise ValueError(f"no fact {fact!r}: {line}")
        if strange := used - FACTS[fact]:
            raise ValueError(f"{fact} does not say {sorted(strange)}: {line}")
        if lacking := set(wanted) - used:
            raise ValueError(f"does not name {sorted(lacking)}: {line}")
        phrases.append(Phrase(fact, subject, int(least), Fraction(int(share), 100), wanted, title, text))
    return tuple(phrases)


@cache
def phrase_bank() -> tuple[Phrase, ...]:
    """Return the phrases of ``corpus/letters_suggestions.tsv``, in their order."""
    return parse_phrases(listed("letters_suggestions.tsv"))


def suggest(facts: Sequence[Fact], bank: Sequence[Phrase] | None = None, most: int = MOST) -> list[Suggestion]:
    """Return what the bank suggests of ``facts``, at most ``most``: kinds of facts in the bank's order, facts of a kind as they are given.

    A fact is spoken of once, by the phrase made for its subject where there is one; a kind of fact twice at most, a subject and a title
    once.
    """
    phrases = phrase_bank() if bank is None else bank
    chosen: list[Suggestion] = []
    for kind in dict.fromkeys(phrase.fact for phrase in phrases):
        spoken = 0
        for fact in facts:
            if fact.kind != kind or spoken == _MOST_OF_A_KIND or (fact.subject and fact.subject in {one.fact.subject for one in chosen}):
                continue
            phrase = _phrase_for(fact, phrases)
            if phrase is not None and phrase.title not in {one.title for one in chosen}:
                chosen.append(Suggestion(phrase.title, phrase.said_of(fact), fact))
                spoken += 1
    return chosen[:most]


def _phrase_for(fact: Fact, phrases: Sequence[Phrase]) -> Phrase | None:
    """Return the phrase made for the fact's subject where the bank has one, else one for any; None where it does not fit."""
    of_kind = [phrase for phrase in phrases if phrase.fact == fact.kind]
    own = next((phrase for phrase in of_kind if phrase.subject == fact.subject), None)
    chosen = own or next((phrase for phrase in of_kind if phrase.subject == ANY), None)
    return chosen if chosen is not None and chosen.fits(fact) else None
