"""What can be read off a letter without knowing its topic: place, time, people, organ, sums, personal numbers, what is asked, urgency."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from drafting.letters.amounts import find_amounts
from drafting.letters.asks import find_ask
from drafting.letters.batch import Letter
from drafting.letters.crowds import find_count, find_group
from drafting.letters.events import find_event_time, times_of
from drafting.letters.joint import is_joint
from drafting.letters.leads import Details, Leads, all_leads
from drafting.letters.masking import mask, masked_identities, masked_phones, signers
from drafting.letters.organs import find_organ
from drafting.letters.places import place_key
from drafting.letters.urgent import NOTE, Signal, find_urgent
from drafting.letters.urgent import Leads as UrgentLeads


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
    """Return what ``letter`` says; many letters are read several times as fast together."""
    return extract_all([letter])[0]


def extract_all(letters: Sequence[Letter], leads: tuple[Sequence[Leads], Sequence[Details]] | None = None) -> list[Extracted]:
    """Return what each of ``letters`` says; ``leads`` are their ``all_leads``, where these are known. Some hundreds go fastest."""
    first, details = all_leads(letters) if leads is None else leads
    every = list(zip(letters, first, details, strict=True))
    # One thing after the other is read off all letters: what it takes then stays in the cache.
    organs = [find_organ(letter.title, letter.text, more.organs) for letter, _, more in every]
    names = [signers(letter.text) if more.signers else () for letter, _, more in every]
    times = [times_of(letter.title, letter.text, letter.time, more.dates) for letter, _, more in every]
    events = [find_event_time(one.title, one.text, one.time, told) for one, told in zip(letters, times, strict=True)]
    urgent = [
        find_urgent(letter.title, letter.text, letter.time, UrgentLeads(more.signals, more.begun, signed, told))
        for (letter, _, more), signed, told in zip(every, names, times, strict=True)
    ]
    counts = [find_count(letter.title, letter.text, more.people) for letter, _, more in every]
    groups = [find_group(letter.title, letter.text, (more.callings, led.crowds)) for letter, led, more in every]
    joint = [is_joint(letter.title, letter.text, more.joint, signed) for (letter, _, more), signed in zip(every, names, strict=True)]
    amounts = [find_amounts(f"{letter.title}\n{letter.text}", more.sums) if more.sums else () for letter, _, more in every]
    numbers = [_numbers(f"{letter.title}\n{letter.text}") if led.phones else ((), ()) for letter, led, _ in every]
    asks = [find_ask(letter.title, letter.text, more.asks) for letter, _, more in every]
    return [
        Extracted(
            place=_masked(led.place, user),
            place_key=_masked(place_key(led.place), user),
            area=led.area,
            event_time=event,
            people_count=count or len(signed) or None,
            group=group,
            joint=together,
            organ=_masked(organ, user),
            amounts=sums,
            phones_masked=phones,
            ids_masked=identities,
            ask=ask,
            urgent=tuple(Signal(one.signal, tuple(mask(words, user) for words in one.words)) for one in signals) if signals else (),
        )
        for user, led, organ, signed, event, signals, count, group, together, sums, (phones, identities), ask in zip(
            [letter.user for letter in letters],
            first, organs, names, events, urgent, counts, groups, joint, amounts, numbers, asks,
            strict=True,
        )
    ]  # fmt: skip


def _masked(text: str | None, user: str) -> str | None:
    return mask(text, user) if text else None


def _numbers(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the phone numbers and the identity card numbers in ``text``, masked."""
    phones = masked_phones(text)
    return tuple(phones.split("、")) if phones else (), masked_identities(text)
