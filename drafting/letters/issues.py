"""Recurring issues: what several people write about, how hot it is, and what to call it."""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from drafting.letters.batch import Letter
from drafting.letters.clusters import group, represent
from drafting.letters.duplicates import find_duplicates
from drafting.letters.extraction import find_people, find_places
from drafting.letters.masking import mask

if TYPE_CHECKING:
    from scipy.sparse import csr_array

HALF_LIFE = 90  # days after which an issue that nobody writes about any more counts half of its moving part
WINDOW = timedelta(days=30)  # of bursts and trends
ONE_PLACE = 0.5  # part of the letters naming the same place from which an issue is one of that place
MANY_LIKES = 50  # a single letter with so many likes is an issue of its own
HEAT_FORMULA = (
    "热度 =（反映人数 + 2×ln(1+点赞数)）×（0.5 + 0.5×新近度）×（1 + 0.5×集中度）×（0.6 + 0.4×同地率）。反映人数：一人多次只计一次；"
    f"新近度：最后一封来信距本批最晚来信每过 {HALF_LIFE} 天减半；集中度：最密集 {WINDOW.days} 天内的来信占比，不足 3 封计 0；"
    "同地率：提到同一地点的来信占比。"
)

_LEAD = re.compile(
    r"^(?:再次|继续|强烈|实名|联名|紧急|坚决)?(?:反映|反应|投诉|举报|咨询|询问|请问|关于|建议|希望|请求|恳请|求助|质疑|控诉|呼吁|反馈)+(?:一下|[：:])?(?!站)"
)
_AREA_NAME = re.compile(r"(?:[一-鿿]{2}省|[A-Z]\d{0,2}(?:市|区|县))+")
_TAIL = re.compile(r"(?:等?的?(?:问题|投诉|建议|疑问|请求|咨询|情况))?[。！!？?，,…]*$")
_DANGLING = re.compile(r"(?:一系列|[几多两三]个|几点|一点|些许|若干|诸多|许多|很多|一些|多项|相关|有关|存在|严重|重大|重要|强烈)$")


@dataclass(frozen=True, slots=True)
class Issue:
    """One matter: the ids of its letters in the order of their time, ``users`` the number of distinct people, heat as in ``HEAT_FORMULA``.

    ``id`` comes from the earliest letter's text and stays when later letters join. ``kind``: 具体热点 (one place, one matter),
    面上共性问题 (one matter, many places) or 高关注单件 (one letter, many likes). ``trend``: 新增, 升温, 平稳, 降温, 沉寂 or 单件.
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

    def as_json(self) -> dict[str, Any]:
        """Return the object that ``letters issues --json`` prints."""
        return {
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
        }


def find_issues(letters: Sequence[Letter]) -> list[Issue]:
    """Return the recurring issues of a batch, the hottest first.

    An issue is two letters or more on one matter, or one letter that very many people like. The same text sent again, by the same or by
    other people, is grouped before anything else.
    """
    if not letters:
        return []
    first = find_duplicates([f"{letter.title}\n{letter.text}" for letter in letters])
    kinds = [index for index, earlier in enumerate(first) if earlier is None]
    copies: dict[int, list[int]] = {index: [index] for index in kinds}
    for index, earlier in enumerate(first):
        if earlier is not None:
            copies[earlier].append(index)
    matrix = represent([letters[index] for index in kinds])
    now = max((letter.time for letter in letters if letter.time), default=None)
    issues = []
    for rows in group(matrix, [len(copies[index]) for index in kinds]):
        members = [letters[index] for row in rows for index in copies[kinds[row]]]
        if len(members) > 1 or members[0].likes >= MANY_LIKES:
            typical = [letters[kinds[row]] for row in _by_typicality(matrix, rows)]
            issues.append(_issue(members, typical, now))
    issues.sort(key=lambda issue: (-issue.heat, -len(issue.letters), issue.id))
    return [replace(issue, rank=rank) for rank, issue in enumerate(_distinct(issues), 1)]


def _distinct(issues: list[Issue]) -> list[Issue]:
    """Return the issues with every id once."""
    taken: Counter[str] = Counter()
    result = []
    for issue in issues:
        taken[issue.id] += 1
        result.append(issue if taken[issue.id] == 1 else replace(issue, id=f"{issue.id}-{taken[issue.id]}"))
    return result


def _by_typicality(matrix: csr_array, rows: list[int]) -> list[int]:
    """Return ``rows`` with those nearest to their centre first."""
    import numpy as np

    part = matrix[rows]
    closeness = part @ np.asarray(part.sum(axis=0)).ravel()
    return [rows[i] for i in np.argsort(-closeness, kind="stable").tolist()]


def _issue(members: list[Letter], typical: list[Letter], now: datetime | None) -> Issue:
    members = sorted(members, key=lambda letter: (letter.time or datetime.max, letter.id))
    times = [letter.time for letter in members if letter.time]
    users = _people(members)
    likes = sum(letter.likes for letter in members)
    kinds = {letter.id for letter in typical}
    place = _place([*typical, *(letter for letter in members if letter.id not in kinds)])  # one text may be sent from several places
    together = _share_at(place, members) if len(members) > 1 else 1.0
    kind = "高关注单件" if len(members) == 1 else "具体热点" if together >= ONE_PLACE else "面上共性问题"
    return Issue(
        rank=0,
        id=_id(members[0]),
        heat=heat(users, likes, times, now, together),
        title=_title(typical),
        place=place,
        people=_crowd(typical),
        start=min(times, default=None),
        end=max(times, default=None),
        letters=tuple(letter.id for letter in members),
        users=users,
        likes=likes,
        trend=_trend(times, now) if len(members) > 1 else "单件",
        kind=kind,
    )


def _share_at(place: str | None, members: Sequence[Letter]) -> float:
    """Return the part of the letters that name ``place``, the name of the area aside."""
    core = _AREA_NAME.sub("", place or "")
    if len(core) < 2:  # an area is no place
        return 0.0
    return sum(1 for letter in members if core in letter.title or core in letter.text) / len(members)


def _people(members: Sequence[Letter]) -> int:
    """Return the number of distinct people; letters without a writer are told apart by their text."""
    return len({letter.user or f"\0{letter.title}{letter.text}" for letter in members})


def _id(earliest: Letter) -> str:
    plain = re.sub(r"\W", "", earliest.title + earliest.text)
    return "RD" + hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:8].upper()


def heat(users: int, likes: int, times: Sequence[datetime], now: datetime | None, together: float = 1.0) -> float:
    """Return the heat of an issue (``HEAT_FORMULA``), to one decimal.

    ``now`` is the time of the batch's last letter, ``together`` the part of the letters that name the same place.
    """
    recent = 0.5 ** ((now - max(times)).total_seconds() / 86400 / HALF_LIFE) if now and times else 1.0
    burst = _most_within_window(times) / len(times) if len(times) >= 3 else 0.0
    return round((users + 2 * math.log1p(likes)) * (0.5 + 0.5 * recent) * (1 + 0.5 * burst) * (0.6 + 0.4 * together), 1)


def _most_within_window(times: Sequence[datetime]) -> int:
    """Return how many of ``times`` lie within the densest ``WINDOW``."""
    ordered = sorted(times)
    most = first = 0
    for last, time in enumerate(ordered):
        while ordered[first] <= time - WINDOW:
            first += 1
        most = max(most, last - first + 1)
    return most


def _trend(times: Sequence[datetime], now: datetime | None) -> str:
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


def _title(typical: Sequence[Letter]) -> str:
    """Return the most typical title of a readable length without 投诉, 关于 … and question marks; without titles, the first sentence."""
    titles = [_trimmed(letter.title) for letter in typical[:10] if letter.title]
    good = [title for title in titles if 8 <= len(title) <= 30]
    if good or titles:
        return mask((good or titles)[0])
    return mask(re.split(r"[。！？!?\n]", typical[0].text)[0][:30])


def _trimmed(title: str) -> str:
    headless = _LEAD.sub("", title.strip())
    shorter = _TAIL.sub("", headless)
    if _DANGLING.search(shorter):  # 存在一系列（问题）, 给 … 些许（建议）
        shorter = headless
    return shorter if len(shorter) >= 4 else title


def _place(letters: Sequence[Letter]) -> str | None:
    """Return the narrowest place that a fair part of the letters name, in its fullest form; None where they name different ones."""
    named: Counter[str] = Counter()
    narrow: dict[str, int] = {}
    texts = [f"{letter.title}\n{letter.text[:120]}" for letter in letters[:50]]
    naming = 0
    for text in texts:
        places = {place.name: place.narrow for place in find_places(text)}
        named.update(places)
        narrow.update(places)
        naming += bool(places)
    if not named:
        return None
    # A name counts wherever its core stands, with or without the area before it; a short common core is no better than a long one.
    having = {name: sum(1 for text in texts if _core(name) in text) for name in named}
    enough = max(2, math.ceil(ONE_PLACE * len(texts)))
    kept = [name for name in named if having[name] >= enough and narrow[name] > 1]
    if kept:
        return mask(max(kept, key=lambda name: (narrow[name], having[name], named[name], len(name))))
    best = max(named, key=lambda name: (having[name], narrow[name], len(name)))
    return mask(best) if having[best] > ONE_PLACE * naming else None


def _core(place: str) -> str:
    """Return a place's name without the area before it; one that is only an area stays."""
    core = _AREA_NAME.sub("", place)
    return core if len(core) > 1 else place


def _crowd(typical: Sequence[Letter]) -> str | None:
    found = Counter(people for letter in typical[:50] if (people := find_people(letter.title, letter.text)))
    return found.most_common(1)[0][0] if found else None
