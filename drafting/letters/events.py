"""When what a letter tells of happened, and which dates lie just ahead of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from drafting.documents.numerals import value_of
from drafting.letters.lexicon import matches_at

SOON = 15  # days: the term within which a letter must be forwarded (《信访工作条例》 Art. 22); a date nearer than that cannot wait for it

_YEAR = (
    r"(?:(?<!\d)(?:19[5-9]\d|20[0-4]\d)|(?<![\d.])[01]\d(?=年\d{1,2}月)|(?<![\d.])9\d(?=年)|[二一][〇零○九][〇零○一二三四五六七八九]{2})"
)
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
# Beginning with one set of characters, the expression is tried at few places.
_DATE = re.compile(
    r"(?=[\d一二三四五六七八九十两去前今昨刚上明后本当])(?:"
    rf"(?P<year>{_YEAR})年(?:(?P<month>{_MONTH})月(?:份|(?P<day>{_DAY})[日号])?)?"
    rf"|(?<![\d.])(?P<year2>20[0-4]\d)[-./](?P<month2>{_MONTH})(?:[-./](?P<day2>{_DAY}))?(?![\d.]|米|元)"
    rf"|(?P<said>去年|前年|今年|明年|本年|当年)?(?P<month3>(?<![\d个.十每]){_MONTH})月(?:份|(?P<day3>{_DAY})[日号]|(?![\d一二三四五六七八九十]))"
    r"|(?<=[从于在自到])(?P<short>[01]\d)年(?![以之]?[来前后间多]|\d)"
    r"|(?P<only>去年|前年|昨天|昨晚|昨日|昨夜|前天|前日|前晚|今天|今日|今早|今晨|今晚|刚才|上个?月|上周|上星期|明天|明日|后天)"
    r"|(?P<ago>(?<![几数十百])[一二两三四五六七八九十]|\d{1,2})(?P<unit>年|个月|天)(?:以?前|之前))"
)
_SIGNATURE = 8  # characters from the end: a date so near to it stands under the letter
_HALF_YEAR = 5  # months: one that lies farther ahead without 预计 or 到 is last year's
_WIDE = re.compile("[０-９]")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_TELLING = re.compile(r"[^，。；\n]{0,6}(?:投诉|举报|写|反映|反应|向您|来信|看到|上网|在此|在这里|的|社会|生活)|[，,](?:我|特)")
_BORN = re.compile(r"\s?(?:出?生|生人)")
_AHEAD = re.compile(r"预计|将|计划|拟|定于|到|至|前|截止")
_ISSUED = re.compile(r"[^，。；\n]{0,14}(?:印发|发布|颁布|出台|实施|施行|通过|修订|下发)")
_DOCUMENT = re.compile(r"(?=[《〔\[（(12])(?:《[^》]{0,60}》|[〔\[（(]?(?:19|20)\d{2}[〕\])）]?\s?\d{0,4}号)")
_SHIFT = {"昨": 1, "前": 2, "今": 0, "刚": 0, "明": -1, "后": -2}


class _Said(NamedTuple):
    """A time that a text tells: as far as it is told (2019, 2019-07 or 2019-07-22), and where it stands."""

    time: str
    begin: int
    end: int


class Times(NamedTuple):
    """The times that a letter tells, the letter (with narrow digits), its day, and where it may name documents (None: not known)."""

    said: tuple[_Said, ...]
    whole: str
    today: date | None
    documents: Sequence[int] | None


_NO_TIMES = Times((), "", None, ())


def times_of(title: str, text: str, written: datetime | None, places: tuple[Sequence[int], Sequence[int]] | None = None) -> Times:
    """Return the times that a letter tells.

    ``places`` are where in the title, a line end and the text times may begin, and the names and numbers of documents; None: not known.
    """
    dates, documents = places or (None, None)
    if dates is not None and not dates:
        return _NO_TIMES
    whole, today = _narrow(f"{title}\n{text}"), written.date() if written else None
    said = []
    for found in matches_at(_DATE, whole, dates):
        time = _time(found, today)
        if time:
            said.append(_Said(time, found.start(), found.end()))
    return Times(tuple(said), whole, today, documents)


def find_event_time(title: str, text: str, written: datetime | None, times: Times | None = None) -> str | None:
    """Return when what the letter tells of happened, as far as it says: ``"2019"``, ``"2019-07"`` or ``"2019-07-22"``; else None.

    It is the first time told that is not after the letter (``written``), neither the date under it nor that of a document. A year
    that is left out, and words such as 昨天 and 去年, are told by the date of the letter; without one such times are left out.
    ``times`` are the letter's ``times_of``, where they are known.
    """
    all_said, whole, today, places = times or times_of(title, text, written)
    if not all_said:
        return None
    now = today.isoformat() if today else None
    documents = [found.span() for found in matches_at(_DOCUMENT, whole, places)]
    year = None  # one without a month is taken only where nothing closer is told
    for said in all_said:
        in_document = any(begin <= said.begin < end for begin, end in documents) or _ISSUED.match(whole, said.end)
        signature = len(whole) - said.end < _SIGNATURE and said.begin > len(whole) * 0.8
        ahead = now is not None and said.time > now[: len(said.time)]
        writing = whole[said.begin] == "今" and whole[said.begin + 1] != "年" and _TELLING.match(whole, said.end)
        if in_document or signature or ahead or writing or _BORN.match(whole, said.end):
            continue
        if len(said.time) > len("2019"):
            return said.time
        year = year or said.time
    return year


def _narrow(text: str) -> str:
    """Return ``text`` with full-width digits narrow, as long as it was."""
    return text.translate(_FULL_WIDTH) if _WIDE.search(text) else text  # to translate takes longer than all the rest


def find_deadlines(title: str, text: str, written: datetime | None, times: Times | None = None) -> list[tuple[int, int]]:
    """Return where in ``f"{title}\\n{text}"`` days are told that lie within ``SOON`` days after the letter; ``times`` as above."""
    if written is None:
        return []
    said, _, today, _ = times or times_of(title, text, written)
    if not said or today is None:
        return []
    first = today.isoformat()
    days = (one for one in said if len(one.time) == len(first) and one.time > first)
    return [(one.begin, one.end) for one in days if (date.fromisoformat(one.time) - today).days <= SOON]


def _time(found: re.Match[str], today: date | None) -> str | None:
    if found["year"] or found["year2"]:
        year = _year(found["year"] or found["year2"])
        return _iso(year, found["month"] or found["month2"], found["day"] or found["day2"])
    if today is None:
        return None
    if found["month3"]:
        month = value_of(found["month3"]) or 0
        ahead = _AHEAD.search(found.string, max(0, found.start() - 4), found.start()) is not None
        return _iso(_year_of(found["said"], month, ahead, today), found["month3"], found["day3"])
    if found["short"]:
        return f"20{found['short']}"
    if found["ago"]:
        return _back(value_of(found["ago"]) or 0, found["unit"], today)
    return _by_word(found["only"], today)


def _year(text: str) -> int:
    value = value_of(text) or 0
    return value if value > 100 else 1900 + value if value >= 50 else 2000 + value


def _year_of(said: str | None, month: int, ahead: bool, today: date) -> int:
    """Return the year of a month without one: the letter's, or the year before where the month lies ahead and nothing says 预计 or 到."""
    if said in ("去年", "前年", "明年"):
        return today.year + {"去年": -1, "前年": -2, "明年": 1}[said]
    if said is None and not ahead and month - today.month > _HALF_YEAR:
        return today.year - 1
    return today.year + 1 if said is None and today.month - month > 10 else today.year


def _by_word(word: str, today: date) -> str:
    if word in ("去年", "前年"):
        return str(today.year - (1 if word == "去年" else 2))
    if word.startswith("上") and word.endswith("月"):
        return (today.replace(day=1) - timedelta(days=1)).isoformat()[:7]
    if word.startswith("上"):
        return (today - timedelta(days=7)).isoformat()[:7]
    return (today - timedelta(days=_SHIFT[word[0]])).isoformat()


def _back(number: int, unit: str, today: date) -> str | None:
    if not 0 < number < 60:
        return None
    if unit == "年":
        return str(today.year - number)
    if unit == "天":
        return (today - timedelta(days=number)).isoformat()
    months = today.year * 12 + today.month - 1 - number
    return f"{months // 12}-{months % 12 + 1:02}"


def _iso(year: int, month: str | None, day: str | None) -> str | None:
    if not month:
        return str(year)
    if not day:
        return f"{year}-{value_of(month):02}"
    try:
        return date(year, value_of(month) or 0, value_of(day) or 0).isoformat()
    except ValueError:  # the 31st of June
        return f"{year}-{value_of(month):02}"
