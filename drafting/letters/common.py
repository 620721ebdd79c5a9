"""面上共性问题: one kind of matter that people at many places write about (深夜施工, 拖欠工资, 收费补课), across issues and single letters.

Two words that stand together in titles, neither of them part of a place's name, make a matter common when letters from enough different
places have both. What is counted grows with the letters; no letter is compared with another.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations
from typing import Any

from drafting.letters.batch import Letter
from drafting.letters.heat import trend, writer_key
from drafting.letters.issues import Issue, latest
from drafting.letters.naming import trimmed
from drafting.letters.places import find_places, place_key
from drafting.letters.wording import PAIR, title_words

PLACES = 5  # different places, and different people, that make a matter common
_ONE_PLACE = 0.5  # part of the letters that may come from one place: above it the matter is that place's
_SAME = 0.5  # part of the smaller one's letters that two pairs of words share to be one matter
_MOST_WORDS = 12  # of a title: a longer one is a letter without a title
_SHOWN = 5  # places named


@dataclass(frozen=True, slots=True)
class Common:
    """One kind of matter at many places: the words that its titles share, its letters, and the issues that are part of it.

    ``where`` has the places with most letters, ``typical`` the id of the letter whose title names it, ``users`` distinct people.
    """

    rank: int
    words: tuple[str, ...]
    title: str
    typical: str
    letters: tuple[str, ...]
    users: int
    places: int
    where: tuple[tuple[str, int], ...]
    start: datetime | None
    end: datetime | None
    trend: str
    issues: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the fields as JSON has them."""
        return {
            "rank": self.rank,
            "title": self.title,
            "words": list(self.words),
            "typical": self.typical,
            "letters": list(self.letters),
            "users": self.users,
            "places": self.places,
            "where": [{"place": place, "letters": count} for place, count in self.where],
            "start": f"{self.start:%Y-%m-%d}" if self.start else None,
            "end": f"{self.end:%Y-%m-%d}" if self.end else None,
            "trend": self.trend,
            "issues": list(self.issues),
        }


def find_common(letters: Sequence[Letter], issues: Sequence[Issue] = ()) -> list[Common]:
    """Return the matters that people at ``PLACES`` places or more write about, those of most places first."""
    words: list[tuple[str, ...]] = []
    places: list[str | None] = []
    once: dict[str, str] = {}  # every word is held once, whatever number of letters has it
    for letter in letters:
        said = title_words(letter)
        inside = {word for word, in_place in said if in_place}
        matter = {word for word, _ in said if word[0] != PAIR and word not in inside and not word.isdigit()}
        words.append(tuple(once.setdefault(word, word) for word in sorted(matter)) if len(matter) <= _MOST_WORDS else ())
        places.append(_place(letter.title))
    kept = _in_many_places(words, places)
    issue_ids = {key: issue.id for issue in issues for key in issue.letters}
    now = latest(letters)
    found = [_common(letters, places, pairs, rows, issue_ids, now) for pairs, rows in _joined(kept)]
    found = [one for one in found if one.users >= PLACES and one.where[0][1] <= _ONE_PLACE * len(one.letters)]
    found.sort(key=lambda one: (-one.places, -one.users, one.words))
    return [replace(one, rank=rank) for rank, one in enumerate(found, 1)]


def _in_many_places(words: Sequence[Sequence[str]], places: Sequence[str | None]) -> dict[tuple[str, str], list[int]]:
    """Return the pairs of words that letters from ``PLACES`` places or more have, with these letters.

    There are many times as many pairs as letters, most of them in one letter only: until it is known which are not, a pair is a number.
    """
    import numpy as np

    counts = Counter(word for some in words for word in some)
    enough = sorted(word for word, count in counts.items() if count >= PLACES)
    number = {word: at for at, word in enumerate(enough)}
    pairs, rows = array("q"), array("q")
    for row, some in enumerate(words):
        if places[row] is not None:
            for one, other in combinations([number[word] for word in some if word in number], 2):
                pairs.append(one * len(enough) + other)
                rows.append(row)
    if not pairs:
        return {}
    keys = np.frombuffer(pairs, np.int64)
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.diff(keys[order], prepend=-1))
    ends = np.append(starts[1:], len(keys))
    kept: dict[tuple[str, str], list[int]] = {}
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if end - start >= PLACES:
            having = [rows[at] for at in order[start:end].tolist()]
            if len({places[row] for row in having}) >= PLACES:
                one, other = divmod(pairs[int(order[start])], len(enough))
                kept[enough[one], enough[other]] = having
    return kept


def _place(title: str) -> str | None:
    """Return the key of the narrowest place in a title, None where it names only an area."""
    found = [place for place in find_places(title) if place.narrow > 1]
    return place_key(max(found, key=lambda place: place.narrow).name) if found else None


def _joined(having: dict[tuple[str, str], list[int]]) -> list[tuple[list[tuple[str, str]], set[int]]]:
    """Return the pairs of words that stand in much the same letters, with their letters; the pair of most letters begins each."""
    by_row: defaultdict[int, list[int]] = defaultdict(list)
    result: list[tuple[list[tuple[str, str]], set[int]]] = []
    for pair, rows in sorted(having.items(), key=lambda one: (-len(one[1]), one[0])):
        shared = Counter(number for row in rows for number in by_row[row])
        best = max(shared, key=lambda number: (shared[number], -number), default=None)
        if best is not None and shared[best] >= _SAME * len(rows) and {*pair} & {word for one in result[best][0] for word in one}:
            number = best
            result[number][0].append(pair)
        else:
            number = len(result)
            result.append(([pair], set()))
        for row in rows:
            if row not in result[number][1]:
                result[number][1].add(row)
                by_row[row].append(number)
    return result


def _common(
    letters: Sequence[Letter],
    places: Sequence[str | None],
    pairs: Sequence[tuple[str, str]],
    rows: set[int],
    issue_ids: dict[str, str],
    now: datetime | None,
) -> Common:
    members = sorted((letters[row] for row in rows), key=lambda letter: (letter.time or datetime.max, letter.id))
    where = Counter(place for row in rows if (place := places[row]) is not None)
    times = [letter.time for letter in members if letter.time]
    said = Counter(word for pair in pairs for word in pair)
    words = tuple(word for word, _ in said.most_common(4))
    named = [letter for letter in members if all(word in letter.title for word in pairs[0])]
    typical = min(named or members, key=lambda letter: (len(trimmed(letter.title)), letter.id))
    return Common(
        rank=0,
        words=words,
        title="".join(sorted(pairs[0], key=typical.title.find)),
        typical=typical.id,
        letters=tuple(letter.id for letter in members),
        users=len({writer_key(letter) for letter in members}),
        places=len(where),
        where=tuple(sorted(where.items(), key=lambda one: (-one[1], one[0]))[:_SHOWN]),
        start=min(times, default=None),
        end=max(times, default=None),
        trend=trend(times, now),
        issues=tuple(dict.fromkeys(issue_ids[letter.id] for letter in members if letter.id in issue_ids)),
    )
