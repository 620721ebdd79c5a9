"""What can be read off a letter without knowing its topic: place, time, people, organ, sums, personal numbers, what is asked, urgency."""

from __future__ import annotations

from typing import Any, NamedTuple

from drafting.letters.amounts import find_amounts
from drafting.letters.asks import find_ask
from drafting.letters.batch import Letter
from drafting.letters.crowds import find_count, find_group
from drafting.letters.events import find_event_time
from drafting.letters.joint import is_joint
from drafting.letters.masking import mask, masked_identities, masked_phones, signers
from drafting.letters.organs import find_organ
from drafting.letters.places import find_area, find_place, place_key
from drafting.letters.urgent import NOTE, Signal, find_urgent


class Extracted(NamedTuple):
    """What a letter says, as far as patterns can tell; None or empty where it doesn't. No field holds an uncovered personal number.

    ``place`` is as written, ``place_key`` the name under which its other names join, ``area`` the narrowest city, district or county.
    ``event_time`` is ``"2019"``, ``"2019-07"`` or ``"2019-07-22"``. ``people_count`` counts people or households, ``group`` is their
    kind, ``joint`` tells that several write together (联名). ``organ`` is complained of. ``amounts`` are in yuan. ``ask`` is one of
    咨询, 求助, 投诉, 举报, 建议. ``urgent`` are signals that a person should check (提请人工核查).
    """

    place: str | None
    place_key: str | None
    area: str | None
    event_time: str | None
    people_count: int | None
    group: str | None
    joint: bool
    organ: str | None
    amounts: tuple[float, ...]
    phones_masked: tuple[str, ...]
    ids_masked: tuple[str, ...]
    ask: str
    urgent: tuple[Signal, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the fields as JSON has them; ``urgent`` is a list of objects with the signal, its words, and what it is shown as."""
        signals = [{"signal": one.signal, "words": list(one.words), "note": NOTE} for one in self.urgent]
        lists = {name: list(getattr(self, name)) for name in ("amounts", "phones_masked", "ids_masked")}
        return self._asdict() | lists | {"urgent": signals}


def extract(letter: Letter) -> Extracted:
    """Return what ``letter`` says."""
    title, text = letter.title, letter.text
    place = find_place(title, text)
    organ = find_organ(title, text)
    whole = f"{title}\n{text}"
    phones = masked_phones(whole)
    return Extracted(
        place=mask(place, letter.user) if place else None,
        place_key=mask(key, letter.user) if (key := place_key(place)) else None,
        area=find_area(title, text),
        event_time=find_event_time(title, text, letter.time),
        people_count=find_count(title, text) or len(signers(text)) or None,
        group=find_group(title, text),
        joint=is_joint(title, text),
        organ=mask(organ, letter.user) if organ else None,
        amounts=find_amounts(whole),
        phones_masked=tuple(phones.split("、")) if phones else (),
        ids_masked=masked_identities(whole),
        ask=find_ask(title, text),
        urgent=tuple(
            Signal(one.signal, tuple(mask(words, letter.user) for words in one.words)) for one in find_urgent(title, text, letter.time)
        ),
    )
