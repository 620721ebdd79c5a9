"""Letters as they were filed, one by one, and what is counted of them on the way: a batch of any size leaves only its figures behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from drafting.letters.batch import Letter
from drafting.letters.extraction import Extracted
from drafting.letters.routing import Routed
from drafting.letters.sorting import Verdict


class Filed(NamedTuple):
    """A letter with its verdict; what was read off it, and where it goes, where that was asked for."""

    letter: Letter
    verdict: Verdict
    extracted: Extracted | None = None
    routed: Routed | None = None


@dataclass(slots=True)
class Tally:
    """What is counted of filed letters.

    ``topics``, ``review`` and ``repeats`` count by the first two levels of the topic, ``first`` by the first, ``signals`` by the kind of
    urgency (``urgent`` the letters that have any), ``diverted`` by where to; ``undecided`` letters wait for a person to route them.
    """

    letters: int = 0
    topics: Counter[tuple[str, ...]] = field(default_factory=Counter)
    review: Counter[tuple[str, ...]] = field(default_factory=Counter)
    repeats: Counter[tuple[str, ...]] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    signals: Counter[str] = field(default_factory=Counter)
    urgent: int = 0
    routed: int = 0
    diverted: Counter[str] = field(default_factory=Counter)
    undecided: int = 0

    def counting(self, filed: Iterable[Filed]) -> Iterator[Filed]:
        """Return the letters, each counted as it passes."""
        for one in filed:
            self._add(one)
            yield one

    def _add(self, one: Filed) -> None:
        verdict, read, sent = one.verdict, one.extracted, one.routed
        key = verdict.path[:2]
        self.letters += 1
        self.topics[key] += 1
        self.review[key] += verdict.review
        self.repeats[key] += verdict.duplicate_of is not None
        self.first[verdict.topic] += 1
        if read is not None and read.urgent:
            self.urgent += 1
            self.signals.update(signal.signal for signal in read.urgent)
        if sent is not None:
            self.routed += 1
            self.undecided += sent.undecided
            if sent.diverted:
                self.diverted[sent.diverted] += 1
