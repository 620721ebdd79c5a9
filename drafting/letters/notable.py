"""Single letters that deserve attention: no others are on their matter, but many people like them or are concerned, or they are urgent."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from drafting.letters.batch import Letter
from drafting.letters.crowds import find_count
from drafting.letters.issues import MANY_LIKES, ONE_LETTER, Issue
from drafting.letters.joint import is_joint
from drafting.letters.masking import mask
from drafting.letters.urgent import NOTE, SIGNALS, Signal, find_urgent

SOME_LIKES, SOME_PEOPLE = 10, 10  # from so many on the likes, or the people, of a letter are a reason
_EXTREME = SIGNALS[2]  # raised alone it is reason enough
_OF_SIGNAL = 2.0
NOTABLE_RULE = (
    f"高关注单件：没有并入其他问题的来信，点赞 {MANY_LIKES} 个以上，或者有“{_EXTREME}”信号，或者有两种以上信号，或者具备以下两条："
    f"点赞 {SOME_LIKES} 个以上；涉及 {SOME_PEOPLE} 人（户）以上或联名；有{NOTE}的信号。"
    f"关注度＝ln(1＋点赞数)＋ln(1＋涉及人数)＋{_OF_SIGNAL:g}×信号种数。"
)
"""Which letters are taken, and how they are put in order, as the workbook tells it."""


class Notable(NamedTuple):
    """One letter: ``people`` is how many it tells of (None where it does not say), ``joint`` that several write together.

    ``attention`` is as in ``NOTABLE_RULE``; the letter's ``title`` and the words of its ``signals`` are masked.
    """

    rank: int
    id: str
    title: str
    likes: int
    people: int | None
    joint: bool
    signals: tuple[Signal, ...]
    attention: float

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the letter is taken, without any figure."""
        return (
            *(["点赞较多"] if self.likes >= SOME_LIKES else []),
            *(["联名"] if self.joint else ["涉及多人"] if (self.people or 0) >= SOME_PEOPLE else []),
            *(one.signal for one in self.signals),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the object that ``letters issues --json`` prints."""
        signals = [{"signal": one.signal, "words": list(one.words), "note": NOTE} for one in self.signals]
        return self._asdict() | {"signals": signals, "reasons": list(self.reasons)}


def find_notable(letters: Sequence[Letter], issues: Sequence[Issue]) -> list[Notable]:
    """Return those of ``letters`` that are in no issue of several letters and deserve attention, most of it first."""
    several = {key for issue in issues if issue.kind != ONE_LETTER for key in issue.letters}
    found = [one for letter in letters if letter.id not in several and (one := _notable(letter))]
    found.sort(key=lambda one: (-one.attention, one.id))
    return [one._replace(rank=rank) for rank, one in enumerate(found, 1)]


def _notable(letter: Letter) -> Notable | None:
    people = find_count(letter.title, letter.text)
    joint = is_joint(letter.title, letter.text)
    signals = find_urgent(letter.title, letter.text, letter.time)
    many = joint or (people or 0) >= SOME_PEOPLE
    enough = letter.likes >= MANY_LIKES or len(signals) > 1 or any(one.signal == _EXTREME for one in signals)
    if not enough and sum((letter.likes >= SOME_LIKES, many, bool(signals))) < 2:
        return None
    attention = math.log1p(max(letter.likes, 0)) + math.log1p(people or 0) + _OF_SIGNAL * len(signals)
    covered = tuple(Signal(one.signal, tuple(mask(words, letter.user) for words in one.words)) for one in signals)
    return Notable(0, letter.id, mask(letter.title, letter.user), letter.likes, people, joint, covered, round(attention, 1))
