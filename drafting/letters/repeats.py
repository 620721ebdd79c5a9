"""Letters that repeat earlier ones, typed by what may be done with them.

====================  ============================  ==========================================================
kind                  what it is                    what the office does
====================  ============================  ==========================================================
同人同事              重复来信                      joined to the earlier case; the same matter is not accepted twice
同文多人              联名信或模板信                handled together; each writer is answered
多人同事              热点                          handled as one issue; each writer is answered
同地异事              one place, another matter     not joined
====================  ============================  ==========================================================

A writer of many letters on different matters repeats nothing.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from drafting.letters.batch import Letter
from drafting.letters.matters import Matters, find_matters
from drafting.letters.places import find_places, place_key
from drafting.letters.storing import Joined

Kind = Literal["同人同事", "同文多人", "多人同事", "同地异事"]

KINDS: dict[Kind, str] = {"同人同事": "重复来信", "同文多人": "联名/模板信", "多人同事": "热点", "同地异事": "不合并"}
_NARROW = 4  # how narrow a place must be for two letters to be of one place: an estate, a school, a firm; a road or a street is long
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


@dataclass(frozen=True, slots=True)
class Repeat:
    """That the letter ``id`` repeats the letter ``of``, how (``kind``), and ``why`` in one sentence; no text of a letter is in it.

    ``earlier`` tells that ``of`` is in an earlier batch. 同地异事 says the opposite: the two are not to be joined.
    """

    id: str
    of: str
    kind: Kind
    why: str
    earlier: bool

    @property
    def merge(self) -> bool:
        """Whether the letter may be joined to the case of the other."""
        return self.kind != "同地异事"

    def as_json(self) -> dict[str, Any]:
        """Return the fields, with the kind's other name and whether to join."""
        return {
            "id": self.id,
            "of": self.of,
            "kind": self.kind,
            "as": KINDS[self.kind],
            "why": self.why,
            "earlier": self.earlier,
            "merge": self.merge,
        }


def repeats(letters: Sequence[Letter], earlier: Sequence[Letter] = (), matters: Matters | None = None) -> list[Repeat]:
    """Return for each of ``letters`` that repeats one before it, which one and how, in the order of ``letters``; at most one for each.

    Letters come before each other by their time; ``earlier`` are those of earlier batches, before all of ``letters``. A letter of which
    an earlier batch has the very id, text and writer is the same letter read again and is left out. ``matters`` are those of
    ``[*earlier, *letters]``, where they have been found already.
    """
    everyone: Sequence[Letter] = Joined(earlier, letters) if earlier else letters
    found = matters or find_matters(everyone)
    times: list[datetime] = []
    places: list[str | None] = []
    for letter in everyone:
        times.append(letter.time or datetime.max)
        places.append(_narrow_place(letter.title))
    order = sorted(range(len(everyone)), key=lambda index: (index >= len(earlier), times[index], index))
    position = array("q", bytes(8 * len(order)))
    for place, index in enumerate(order):
        position[index] = place
    result: dict[int, Repeat] = {}
    for group in found.groups:
        if len(group) > 1:
            _within(everyone, found, sorted(group, key=position.__getitem__), len(earlier), result)
    _same_place(everyone, places, found, order, len(earlier), result)
    again = _again(letters, earlier)
    return [result[index] for index in range(len(earlier), len(everyone)) if index in result and index not in again]


def _again(letters: Sequence[Letter], earlier: Sequence[Letter]) -> set[int]:
    """Return the places in the whole of the letters that an earlier batch has already: the same id, writer, title and text."""
    known: defaultdict[str, list[int]] = defaultdict(list)
    for index, letter in enumerate(earlier):
        known[letter.id].append(index)
    again: set[int] = set()
    for index, one in enumerate(letters if known else (), len(earlier)):
        same = (earlier[place] for place in known.get(one.id, ()))
        if any((one.user, one.title, one.text) == (other.user, other.title, other.text) for other in same):
            again.add(index)
    return again


def _within(letters: Sequence[Letter], matters: Matters, group: Sequence[int], earlier: int, result: dict[int, Repeat]) -> None:
    """Type the letters of one matter, given in the order of their time."""
    first_by_text: dict[int, int] = {}
    first_by_writer: dict[str, int] = {}
    for index in group:
        letter = letters[index]
        text = matters.copy_of[index]
        text = index if text is None else text
        same_text, writers = first_by_text.get(text), _writers(letter)
        same_writer = min((first_by_writer[writer] for writer in writers if writer in first_by_writer), default=None, key=group.index)
        if same_writer is not None:
            also = "，内容相同" if matters.copy_of[index] is not None or text == matters.copy_of[same_writer] else ""
            result[index] = _repeat(letters, index, same_writer, "同人同事", f"同一来信人就同一件事再次来信{also}", earlier)
        elif same_text is not None:
            known = "来信人不同" if letter.user and letters[same_text].user else "没有写明来信人，按多人来信对待"
            exact = "完全相同" if _plain(letter) == _plain(letters[same_text]) else "基本相同"
            result[index] = _repeat(letters, index, same_text, "同文多人", f"内容{exact}，{known}", earlier)
        elif first_by_text:
            known = "来信人不同" if letter.user else "没有写明来信人"
            result[index] = _repeat(letters, index, group[0], "多人同事", f"反映同一件事，{known}，内容各自写成", earlier)
        first_by_text.setdefault(text, index)
        for writer in writers:
            first_by_writer.setdefault(writer, index)


def _writers(letter: Letter) -> list[str]:
    """Return what tells the writer: the name or number that the file gives, and mobile numbers in the letter."""
    return [*([f"人{letter.user}"] if letter.user else []), *(f"话{number}" for number in _PHONE.findall(letter.text))]


def _plain(letter: Letter) -> str:
    return "".join(letter.text.split())


def _repeat(letters: Sequence[Letter], index: int, of: int, kind: Kind, why: str, earlier: int) -> Repeat:
    return Repeat(letters[index].id, letters[of].id, kind, f"{why}。", of < earlier)


def _same_place(
    letters: Sequence[Letter],
    places: Sequence[str | None],
    matters: Matters,
    order: Sequence[int],
    earlier: int,
    result: dict[int, Repeat],
) -> None:
    """Type the letters that begin a matter at a place from which another matter came before."""
    matter = {index: number for number, group in enumerate(matters.groups) for index in group}
    first_at: dict[str, int] = {}
    for index in order:
        place = places[index]
        if place is None:
            continue
        before = first_at.setdefault(place, index)
        if index not in result and matter[before] != matter[index]:
            result[index] = _repeat(letters, index, before, "同地异事", f"都写到“{place}”，反映的不是一件事，不要合并", earlier)


def _narrow_place(title: str) -> str | None:
    """Return the key of the narrowest place that a title names, None where it names only areas and streets."""
    places = [place for place in find_places(title) if place.narrow >= _NARROW]
    return place_key(max(places, key=lambda place: place.narrow).name) if places else None
