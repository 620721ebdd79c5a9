"""Issues known again from run to run: what ``--state FILE`` holds, and what has changed since.

The file holds no word of any letter and no name: for each issue its id, days, weekly counts, and keyed hashes, of its letters (to know a
letter that is handed in again) and of the words that mark it (to know a new letter on it). The key is random and the file's own.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from drafting.documents.errors import UserError
from drafting.documents.files import write_text
from drafting.letters.batch import Letter
from drafting.letters.describing import background
from drafting.letters.heat import week_of
from drafting.letters.issues import MANY_LIKES, Issue, groups_of, issue_of, latest, ranked
from drafting.letters.matters import Matters, find_matters
from drafting.letters.wording import words_of

VERSION = 1
AGAIN = timedelta(days=60)  # of silence after which a letter on a known issue means 复发
_KEY_BYTES = 16
_WEEKS = 4  # compared with as many before: 升温, 降温
_MARKS = 24  # words that mark an issue
_LIKE = 0.55  # cosine of marks from which a group goes on with a known issue
_SHARED = 0.5  # part of a known issue's letters, or of the group's, that both have


@dataclass(frozen=True, slots=True)
class Known:
    """An issue of earlier runs. ``weeks`` maps Mondays to letters, ``letters`` and ``marks`` are hashes, ``answered`` is a day."""

    id: str
    first: date | None
    last: date | None
    weeks: Mapping[date, int]
    letters: frozenset[str]
    marks: Mapping[str, float]
    answered: date | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What earlier runs knew: a key for the hashes and the issues by id."""

    key: str = field(default_factory=lambda: secrets.token_hex(_KEY_BYTES))
    runs: int = 0
    issues: Mapping[str, Known] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Followed:
    """The issues of this run with ``status`` and ``new``, those of earlier runs that got no letter, and the state for the next run."""

    issues: tuple[Issue, ...]
    quiet: tuple[Known, ...]
    state: State


def read_state(path: Path) -> State:
    """Return the state in ``path``, an empty one where there is no such file. Raises ``UserError`` where the file is no state."""
    try:
        raw = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return State()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("不能读取问题台账", str(path), "请确认它是 --state 写出的文件、没有被别的程序占用") from error
    try:
        data = json.loads(raw)
        if data["version"] != VERSION:
            raise UserError(
                f"问题台账的版本是 {data['version']}，本程序只认 {VERSION}", str(path), "请换用写出它的那一版文秘，或另起一个台账文件"
            )
        issues = {str(key): _known(str(key), one) for key, one in data["issues"].items()}
        if len(bytes.fromhex(data["key"])) != _KEY_BYTES:
            raise ValueError("a key of another length")
        return State(data["key"], int(data["runs"]), issues)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UserError("这个文件不是问题台账，或已经损坏", str(path), "请改用 --state 写出的文件；要重新开始，请换一个文件名") from error


def write_state(path: Path, state: State) -> None:
    """Write ``state`` to ``path``, whole or not at all."""
    issues = {
        one.id: {
            "first": _text(one.first),
            "last": _text(one.last),
            "answered": _text(one.answered),
            "weeks": {monday.isoformat(): count for monday, count in sorted(one.weeks.items())},
            "letters": sorted(one.letters),
            "marks": {mark: round(weight, 3) for mark, weight in sorted(one.marks.items())},
        }
        for one in state.issues.values()
    }
    data = {"version": VERSION, "key": state.key, "runs": state.runs, "issues": issues}
    write_text(path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _known(key: str, one: Mapping[str, Any]) -> Known:
    return Known(
        id=key,
        first=_day(one["first"]),
        last=_day(one["last"]),
        weeks={date.fromisoformat(monday): int(count) for monday, count in one["weeks"].items()},
        letters=frozenset(map(str, one["letters"])),
        marks={str(mark): float(weight) for mark, weight in one["marks"].items()},
        answered=_day(one["answered"]),
    )


def follow(letters: Sequence[Letter], state: State, matters: Matters | None = None) -> Followed:
    """Return the issues of ``letters`` with the ids that earlier runs gave them, what has changed, and the state for the next run.

    A group of letters goes on with the known issue with which it shares letters, else the one whose marking words it shares; a single
    letter on a known issue is reported with it. Of two groups that go on with one issue, the closer keeps its id.
    """
    found = matters or find_matters(letters)
    groups = list(groups_of(letters, found))
    now = latest(letters)
    prints = [{_fingerprint(letter, state.key) for letter in members} for members, _ in groups]
    marks = [marks_of(members[:kinds], state.key) for members, kinds in groups]
    goes_on = _matched(prints, marks, state)
    taken = {known.id for known in state.issues.values()}
    issues, after = [], dict(state.issues)
    for number, (members, kinds) in enumerate(groups):
        known = goes_on.get(number)
        if known is None and len(members) == 1 and members[0].likes < MANY_LIKES:
            continue
        issue = issue_of(members, kinds, now)
        new = tuple(letter.id for letter in members if known is None or _fingerprint(letter, state.key) not in known.letters)
        key = known.id if known else _free(issue.id, taken)
        taken.add(key)
        order = {letter: place for place, letter in enumerate(issue.letters)}
        merged = _merged(key, known, members, set(new), prints[number], marks[number])
        issue = replace(issue, id=key, status=_status(known, members, set(new), merged, now), new=tuple(sorted(new, key=order.__getitem__)))
        issues.append(issue)
        after[key] = merged
    current = {issue.id for issue in issues}
    quiet = tuple(known for known in state.issues.values() if known.id not in current)
    return Followed(tuple(ranked(issues)), quiet, State(state.key, state.runs + 1, after))


def _free(key: str, taken: set[str]) -> str:
    number = 1
    while (name := key if number == 1 else f"{key}-{number}") in taken:
        number += 1
    return name


def _hash(text: str, key: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=bytes.fromhex(key), digest_size=6).hexdigest()


def _fingerprint(letter: Letter, key: str) -> str:
    """Return the hash of a letter's writer, title and text: the same letter has it under any number and from any file."""
    return _hash("\0".join((letter.user, re.sub(r"\W", "", letter.title), re.sub(r"\W", "", letter.text))), key)


def marks_of(typical: Sequence[Letter], key: str) -> dict[str, float]:
    """Return the hashed words that mark these letters, the weightiest: in many of them, rare in the corpus. Their weights have length 1."""
    seen, total = background()
    bags = [words_of(letter.title, letter.text) for letter in typical[:_MARKS]]
    having = Counter(word for bag in bags for word in bag)
    least = 2 if len(bags) > 3 else 1
    weights: defaultdict[str, float] = defaultdict(float)
    for bag in bags:
        for word, times in bag.items():
            if having[word] >= least:
                weights[word] += (1 + math.log(max(times, 1))) * (math.log((1 + total) / (1 + seen.get(word, 0))) + 1)
    best = sorted(weights.items(), key=lambda one: (-one[1], one[0]))[:_MARKS]
    length = math.sqrt(sum(weight**2 for _, weight in best)) or 1.0
    return {_hash(word, key): weight / length for word, weight in best}


def _matched(prints: Sequence[set[str]], marks: Sequence[Mapping[str, float]], state: State) -> dict[int, Known]:
    """Return which group goes on with which known issue, each issue with one group; letters in common come before words in common."""
    by_print: defaultdict[str, list[str]] = defaultdict(list)
    by_mark: defaultdict[str, list[str]] = defaultdict(list)
    for known in state.issues.values():
        for one in known.letters:
            by_print[one].append(known.id)
        for mark in known.marks:
            by_mark[mark].append(known.id)
    proposals: list[tuple[float, int, str]] = []
    for number, (have, marked) in enumerate(zip(prints, marks, strict=True)):
        shared = Counter(key for one in have for key in by_print.get(one, ()))
        for key, count in shared.items():
            share = count / min(len(have), len(state.issues[key].letters))
            if share >= _SHARED:
                proposals.append((2 + count, number, key))
        near: defaultdict[str, float] = defaultdict(float)
        for mark, weight in marked.items():
            for key in by_mark.get(mark, ()):
                near[key] += weight * state.issues[key].marks[mark]
        proposals += [(closeness, number, key) for key, closeness in near.items() if closeness >= _LIKE]
    result: dict[int, Known] = {}
    taken: set[str] = set()
    for _, number, key in sorted(proposals, key=lambda one: (-one[0], one[1], one[2])):
        if number not in result and key not in taken:
            result[number] = state.issues[key]
            taken.add(key)
    return result


def _days(members: Iterable[Letter]) -> list[date]:
    return sorted(letter.time.date() for letter in members if letter.time)


def _merged(key: str, known: Known | None, members: Sequence[Letter], new: set[str], prints: set[str], marks: Mapping[str, float]) -> Known:
    """Return the issue as the next run will know it: a letter that was known is not counted again."""
    fresh = [letter for letter in members if letter.id in new]
    days = _days(fresh) + [day for day in ((known.first, known.last) if known else ()) if day]
    weeks = Counter(known.weeks if known else {})
    weeks.update(week_of(letter.time) for letter in fresh if letter.time)
    answered = [letter.reply.time.date() for letter in members if letter.reply and letter.reply.time]
    answered += [known.answered] if known and known.answered else []
    kept = known.marks if known and len(known.letters) > len(members) else marks
    letters = frozenset(prints) | (known.letters if known else frozenset())
    return Known(key, min(days, default=None), max(days, default=None), dict(weeks), letters, kept, max(answered, default=None))


def _status(known: Known | None, members: Sequence[Letter], new: set[str], merged: Known, now: datetime | None) -> str:
    """Return 新增, 复发 (after an answer, or after ``AGAIN`` of silence), 升温, 降温 or 平稳 (four weeks against the four before)."""
    if known is None:
        return "新增"
    days = _days(letter for letter in members if letter.id in new)
    if days and known.last:
        since = known.answered if known.answered and known.answered >= known.last else None
        if (since and days[-1] > since) or days[0] - known.last > AGAIN:
            return "复发"
    if now is None:
        return "平稳"
    this = week_of(now)
    last, before = (
        sum(merged.weeks.get(this - timedelta(weeks=week), 0) for week in range(start, start + _WEEKS)) for start in (0, _WEEKS)
    )
    return "升温" if last > before else "降温" if last < before else "平稳"
