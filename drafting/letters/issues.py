"""Recurring issues: what several people write about, how hot it is, and what to call it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from drafting.letters.batch import Letter
from drafting.letters.heat import Basis, basis, heat, trend, weeks
from drafting.letters.matters import Matters, find_matters
from drafting.letters.naming import ONE_PLACE, crowd_of, naming_place, place_of, title_of

MANY_LIKES = 50  # a single letter with so many likes is an issue of its own
ONE_MATTER, MANY_PLACES, ONE_LETTER = "具体热点", "面上共性问题", "高关注单件"


@dataclass(frozen=True, slots=True)
class Issue:
    """One matter: the ids of its letters in the order of their time, ``users`` the number of distinct people, heat as in ``HEAT_FORMULA``.

    ``id`` comes from the earliest letter's text and stays when later letters join. ``kind``: 具体热点 (one place, one matter),
    面上共性问题 (one matter, many places) or 高关注单件 (one letter, many likes). ``trend``: 新增, 升温, 平稳, 降温, 沉寂 or 单件.
    ``weeks`` are (Monday, letters), ``basis`` what the heat was counted from. ``status`` and ``new`` compare with earlier runs
    (``issue_state``): 新增, 升温, 平稳, 降温 or 复发, and the ids of the letters that no earlier run had; ``""`` and () without a state.
    """

    rank: int
    id: str
    heat: float
    title: str
    place: str | None
    people: str | None
    start: datetime | None
    end: datetime | None
    letters: tuple[str, ...]
    users: int
    likes: int
    trend: str
    kind: str
    weeks: tuple[tuple[date, int], ...] = ()
    basis: Basis | None = None
    status: str = ""
    new: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the object that ``letters issues --json`` prints."""
        result: dict[str, Any] = {
            "rank": self.rank,
            "id": self.id,
            "heat": self.heat,
            "title": self.title,
            "place": self.place,
            "people": self.people,
            "start": f"{self.start:%Y-%m-%d}" if self.start else None,
            "end": f"{self.end:%Y-%m-%d}" if self.end else None,
            "letters": list(self.letters),
            "users": self.users,
            "trend": self.trend,
            "kind": self.kind,
            "likes": self.likes,
            "weeks": [{"week": f"{monday:%Y-%m-%d}", "letters": count} for monday, count in self.weeks],
            "basis": self.basis.as_json() if self.basis else None,
        }
        if self.status:
            result |= {"status": self.status, "new": list(self.new)}
        return result


def find_issues(letters: Sequence[Letter]) -> list[Issue]:
    """Return the recurring issues of a batch, the hottest first.

    An issue is two letters or more on one matter, or one letter that very many people like. The same text sent again, by the same or by
    other people, is grouped before anything else.
    """
    return issues_of(letters, find_matters(letters))


def issues_of(letters: Sequence[Letter], matters: Matters) -> list[Issue]:
    """Return the issues among ``matters``, the hottest first."""
    now = latest(letters)
    found = [
        issue_of(members, kinds, now)
        for members, kinds in groups_of(letters, matters)
        if len(members) > 1 or members[0].likes >= MANY_LIKES
    ]
    return ranked(_distinct(sorted(found, key=_hottest)))


def groups_of(letters: Sequence[Letter], matters: Matters) -> Iterator[tuple[list[Letter], int]]:
    """Return the letters of each matter with the number of its different texts, which stand first."""
    for group, kinds in zip(matters.groups, matters.kinds, strict=True):
        yield [letters[index] for index in group], kinds


def latest(letters: Sequence[Letter]) -> datetime | None:
    """Return the time of the last letter, None where none has any."""
    return max((letter.time for letter in letters if letter.time), default=None)


def _hottest(issue: Issue) -> tuple[float, int, str]:
    return -issue.heat, -len(issue.letters), issue.id


def ranked(issues: Sequence[Issue]) -> list[Issue]:
    """Return ``issues``, the hottest first, with their ranks."""
    return [replace(issue, rank=rank) for rank, issue in enumerate(sorted(issues, key=_hottest), 1)]


def _distinct(issues: list[Issue]) -> list[Issue]:
    """Return the issues with every id once."""
    taken: Counter[str] = Counter()
    result = []
    for issue in issues:
        taken[issue.id] += 1
        result.append(issue if taken[issue.id] == 1 else replace(issue, id=f"{issue.id}-{taken[issue.id]}"))
    return result


def issue_of(group: Sequence[Letter], kinds: int, now: datetime | None) -> Issue:
    """Return the issue of these letters, of which the first ``kinds`` are its different texts, the most typical first; unranked."""
    members = sorted(group, key=lambda letter: (letter.time or datetime.max, letter.id))
    times = [letter.time for letter in members if letter.time]
    place = place_of(group)
    here = naming_place(place, members)
    together = len(here) / len(members) if len(members) > 1 else 1.0
    counted = basis(members, now, here)
    return Issue(
        rank=0,
        id=issue_id(members[0]),
        heat=heat(len(counted.people), counted.likes, times, now, together),
        title=title_of(group[:kinds]),
        place=place,
        people=crowd_of(group[:kinds]),
        start=min(times, default=None),
        end=max(times, default=None),
        letters=tuple(letter.id for letter in members),
        users=len(counted.people),
        likes=counted.likes,
        trend=trend(times, now) if len(members) > 1 else "单件",
        kind=ONE_LETTER if len(members) == 1 else ONE_MATTER if together >= ONE_PLACE else MANY_PLACES,
        weeks=weeks(members),
        basis=counted,
    )


def issue_id(earliest: Letter) -> str:
    """Return the id of the issue whose earliest letter is this: eight hexadecimal digits of its text's hash."""
    plain = re.sub(r"\W", "", earliest.title + earliest.text)
    return "RD" + hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:8].upper()
