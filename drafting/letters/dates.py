"""Dates and times as the cells of real workbooks hold them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone

from drafting.documents.numerals import value_of

_EXCEL_EPOCH = datetime(1899, 12, 30)  # day 0 of serial numbers, the missing 29 February 1900 counted as Excel counts it
_EXCEL_DAYS = (20000, 80000)  # 1954–2119: other numbers in a time column are no dates
_YEARS = (1900, 2199)  # others are slips and stand-ins for “not known” (0001-01-01, 9999-12-31)
_WRITTEN = date(2026, 11, 1)  # a clock that shows an earlier day than this program was written on is wrong
_BEIJING = timezone(timedelta(hours=8))
_EPOCH_SECONDS = (946_684_800, 4_102_444_800)  # 2000–2100

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "O": 0, "元": 1, "两": 2}
_CHINESE = re.compile(r"([零〇○O一二三四五六七八九]{4})年([元一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})[日号])?")
_MARK = "[-/.,、。—–−]"  # what people put between year, month and day
_DATE = re.compile(rf"(\d{{4}})\s*(?:年|{_MARK})\s*(\d{{1,2}}|元)\s*(?:(?:月|{_MARK})\s*(\d{{1,2}})\s*[日号]?|月|$)")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{2})年\s*(\d{1,2}|元)月(?:\s*(\d{1,2})[日号])?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\s*T?(\d{2})(\d{2})(\d{2})?)?$")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?=[\sT]+\d{1,2}[:时点])")
_SPACED = re.compile(r"(\d{4})\s+(\d{1,2})\s+(\d{1,2})(?!\d)")
_MONTHS = {name: at for at, name in enumerate(["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], 1)}
_MONTH = rf"({'|'.join(_MONTHS)})[A-Z]*\.?"
_ENGLISH = re.compile(rf"(?:{_MONTH}[\s-]+(\d{{1,2}})|(\d{{1,2}})[\s-]+{_MONTH}),?[\s-]")
_YEAR = re.compile(r"(?<![\d:])(\d{4})(?![\d:])")
_USUAL = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)
_AMERICAN = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")
_CLOCK = re.compile(
    r"(?:(凌晨|早上|上午|中午|下午|晚上|AM|PM)\s*)?(\d{1,2})\s*[:时点]\s*(\d{1,2})?\s*(?:[:分]\s*(\d{1,2}))?[秒分]?(?:\.\d+)?\s*(AM|PM)?"
)
_AFTERNOON = {"下午", "晚上", "PM"}


def is_ahead(time: datetime, today: date | None = None) -> bool:
    """Whether ``time`` lies after tomorrow (``today`` by default the clock's day): nothing that is on file was written then.

    One year too many in one letter would make all other letters old. A clock that goes wrong by years is not believed.
    """
    day = time.date()
    if day <= _WRITTEN:  # as nearly all are: the clock need not be asked
        return False
    now = today or date.today()
    return now >= _WRITTEN and (day - now).days > 1


def parse_time(value: object) -> datetime | None:
    """Return the date and time that a cell holds, or None where it holds none that can be read.

    Understands date cells, Excel serial numbers (as numbers or as text), ``2020/1/6 12:09:38``, ``2020-01-06T12:09:38Z``,
    ``2020年1月6日 下午3时5分``, ``20年1月6日``, ``20200106``, ``20200106120938``, ``20200106 12:09``, ``二〇二〇年一月六日``, ``1/6/2020``
    (month first unless it cannot be), ``6-Jan-2020``, ``Mon Jan 06 12:09:38 CST 2020`` and seconds or milliseconds since 1970 (taken as
    Beijing time). A month without a day is its first day. Time zones are dropped. Years before 1900 and after 2199 are none.
    """
    time = _parsed(value)
    return time if time is not None and _YEARS[0] <= time.year <= _YEARS[1] else None


def _parsed(value: object) -> datetime | None:
    if isinstance(value, str):
        return _from_cell(value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None, microsecond=0)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, bool) or value is None:
        return None
    try:
        if isinstance(value, int | float):
            return _from_number(float(value))
        return _from_cell(str(value))
    except (ValueError, OverflowError):  # not a number
        return None


def _from_cell(text: str) -> datetime | None:
    try:
        if usual := _USUAL.fullmatch(text):
            year, month, day, hour, minute, second = map(int, usual.groups("0"))
            if hour != 24:
                return datetime(year, month, day, hour, minute, second)
        return _from_text(unicodedata.normalize("NFKC", text).strip().upper())
    except (ValueError, OverflowError):  # the 30th of February, 25 o'clock
        return None


def _from_number(number: float) -> datetime | None:
    if _EXCEL_DAYS[0] <= number <= _EXCEL_DAYS[1]:
        return (_EXCEL_EPOCH + timedelta(seconds=round(number * 86400))).replace(microsecond=0)
    compact = _from_digits(str(int(number))) if number.is_integer() else None
    if compact:
        return compact
    for seconds in (number, number / 1000):
        if _EPOCH_SECONDS[0] <= seconds <= _EPOCH_SECONDS[1]:
            return datetime.fromtimestamp(int(seconds), _BEIJING).replace(tzinfo=None)
    return None


def _from_digits(text: str) -> datetime | None:
    compact = _COMPACT.match(text)
    try:
        return datetime(*(int(part) for part in compact.groups(default="0"))) if compact else None  # type: ignore[arg-type]
    except ValueError:  # ten digits may still be seconds since 1970
        return None


def _from_text(text: str) -> datetime | None:
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return _from_number(float(text))
    compact = _from_digits(text)
    if compact:
        return compact
    found = _DATE.search(text)
    if found:
        year, month, day = int(found[1]), 1 if found[2] == "元" else int(found[2]), int(found[3] or 1)
    elif found := _SHORT_YEAR.search(text):
        year, month, day = 2000 + int(found[1]), 1 if found[2] == "元" else int(found[2]), int(found[3] or 1)
    elif found := _CHINESE.search(text):
        year = int("".join(str(_DIGITS[c]) for c in found[1]))
        month, day = value_of(found[2].replace("元", "一")) or 0, value_of(found[3] or "一") or 0
    elif found := _AMERICAN.search(text):
        month, day, year = (int(part) for part in found.groups())
        if month > 12:
            month, day = day, month
    elif found := _COMPACT_DAY.search(text) or _SPACED.search(text):
        year, month, day = (int(part) for part in found.groups())
    elif (found := _ENGLISH.search(text)) and (in_year := _YEAR.search(text)):
        year, month, day = int(in_year[1]), _MONTHS[found[1] or found[4]], int(found[2] or found[3])
    else:
        return None
    hour, minute, second = _clock(text[found.end() :])
    if (hour, minute, second) == (24, 0, 0):
        return datetime(year, month, day) + timedelta(days=1)
    return datetime(year, month, day, hour, minute, second)


def _clock(rest: str) -> tuple[int, int, int]:
    found = _CLOCK.search(rest)
    if not found:
        return 0, 0, 0
    hour, minute, second = int(found[2]), int(found[3] or 0), int(found[4] or 0)
    half = found[1] or found[5] or ""
    if half in _AFTERNOON and hour < 12:
        hour += 12
    elif half == "AM" and hour == 12:
        hour = 0
    return hour, minute, second
