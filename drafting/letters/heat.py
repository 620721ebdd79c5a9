"""How hot an issue is, how it goes from week to week, and which letters stand behind each number."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from drafting.letters.batch import Letter

HALF_LIFE = 90  # days after which an issue that nobody writes about any more counts half of its moving part
WINDOW = timedelta(days=30)  # of bursts and trends
HEAT_FORMULA = (
    "热度 =（反映人数 + 2×ln(1+点赞数)）×（0.5 + 0.5×新近度）×（1 + 0.5×集中度）×（0.6 + 0.4×同地率）。反映人数：一人多次只计一次；"
    f"新近度：最后一封来信距本批最晚来信每过 {HALF_LIFE} 天减半；集中度：最密集 {WINDOW.days} 天内的来信占比，不足 3 封计 0；"
    "同地率：提到同一地点的来信占比。"
)


@dataclass(frozen=True, slots=True)
class Basis:
    """The numbers of ``HEAT_FORMULA`` for one issue, each with the ids of the letters it was counted from.

    ``people`` has one letter of each person, ``burst`` those of the densest ``WINDOW`` (none of fewer than three), ``latest`` the last
    one, ``here`` those that name the issue's place, ``liked`` those with likes.
    """

    likes: int
    recent: float
    people: tuple[str, ...]
    liked: tuple[str, ...]
    latest: tuple[str, ...]
    burst: tuple[str, ...]
    here: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the numbers under the formula's names, with their letters."""
        return {
            "反映人数": {"value": len(self.people), "letters": list(self.people)},
            "点赞数": {"value": self.likes, "letters": list(self.liked)},
            "新近度": {"value": round(self.recent, 4), "letters": list(self.latest)},
            "集中度": {"letters": list(self.burst)},
            "同地率": {"letters": list(self.here)},
        }


def writer_key(letter: Letter) -> str:
    """Return what tells a letter's writer from others: the name that the file gives, else the text itself."""
    return letter.user or f"\0{letter.title}{letter.text}"


def basis(members: Sequence[Letter], now: datetime | None, here: Sequence[Letter]) -> Basis:
    """Return what the heat of an issue rests on; ``here`` are those of its letters that name its place."""
    by_writer: dict[str, str] = {}
    for letter in members:
        by_writer.setdefault(writer_key(letter), letter.id)
    timed = sorted(((letter.time, letter.id) for letter in members if letter.time), key=lambda one: one[0])
    times = [time for time, _ in timed]
    start, end = densest(times) if len(times) >= 3 else (0, 0)
    return Basis(
        likes=sum(letter.likes for letter in members),
        recent=recency(times, now),
        people=tuple(by_writer.values()),
        liked=tuple(letter.id for letter in members if letter.likes),
        latest=tuple(key for _, key in timed[-1:]),
        burst=tuple(key for _, key in timed[start:end]),
        here=tuple(letter.id for letter in here),
    )


def heat(users: int, likes: int, times: Sequence[datetime], now: datetime | None, together: float = 1.0) -> float:
    """Return the heat of an issue (``HEAT_FORMULA``), to one decimal.

    ``now`` is the time of the batch's last letter, ``together`` the part of the letters that name the same place.
    """
    start, end = densest(times) if len(times) >= 3 else (0, 0)
    burst = (end - start) / len(times) if times else 0.0
    people = users + 2 * math.log1p(likes)
    return round(people * (0.5 + 0.5 * recency(times, now)) * (1 + 0.5 * burst) * (0.6 + 0.4 * together), 1)


def recency(times: Sequence[datetime], now: datetime | None) -> float:
    """Return 1 for an issue whose last letter came at ``now``, half of it for every ``HALF_LIFE`` days since; 1 without times."""
    return 0.5 ** ((now - max(times)).total_seconds() / 86400 / HALF_LIFE) if now and times else 1.0


def densest(times: Sequence[datetime]) -> tuple[int, int]:
    """Return (start, end) of the run of the sorted ``times`` that has the most within ``WINDOW``, the first of several."""
    ordered = sorted(times)
    best, first = (0, 0), 0
    for last, time in enumerate(ordered):
        while ordered[first] <= time - WINDOW:
            first += 1
        if last + 1 - first > best[1] - best[0]:
            best = (first, last + 1)
    return best


def trend(times: Sequence[datetime], now: datetime | None) -> str:
    """Return how the last ``WINDOW`` compares with the one before: 新增, 升温, 平稳, 降温 or 沉寂 (none in either)."""
    if not times or now is None:
        return "平稳"
    last = sum(1 for time in times if time > now - WINDOW)
    before = sum(1 for time in times if now - 2 * WINDOW < time <= now - WINDOW)
    if last == len(times):
        return "新增"
    if last > before:
        return "升温"
    if last == 0 and before == 0:
        return "沉寂"
    return "平稳" if last == before else "降温"


def week_of(time: datetime) -> date:
    """Return the Monday of a letter's week."""
    day = time.date()
    return day - timedelta(days=day.weekday())


def weeks(members: Sequence[Letter]) -> tuple[tuple[date, int], ...]:
    """Return (Monday, letters) for each week from the first letter's to the last one's, weeks without letters included."""
    counts = Counter(week_of(letter.time) for letter in members if letter.time)
    if not counts:
        return ()
    first, last = min(counts), max(counts)
    mondays = (first + timedelta(weeks=number) for number in range((last - first).days // 7 + 1))
    return tuple((monday, counts[monday]) for monday in mondays)
