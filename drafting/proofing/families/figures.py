"""Figures of a sentence as numbers that know how exactly they were given: the ground of every check that computes."""

from __future__ import annotations

from dataclasses import dataclass

from drafting.documents.expressions import expression

# One figure: 1,234.5 – no sign, the comma only before three digits.
FIGURE = r"\d+(?:,\d{3})*(?:\.\d+)?"
SCALE = "百万|千万|万亿|[百千万亿]"
# What is counted one by one: a figure without 万 is exact.
_OF_PEOPLE = "人次|人|名|户|个|家|位|批次|批|场次|场|期|次"
_OF_THINGS = "件|项|条|起|台|辆|份|处|座|所|间|套|宗|例|篇|种|块|艘|架|只|头|株|棵|幢|栋|支|部|册|张|天|门"
COUNTED = f"{_OF_PEOPLE}|{_OF_THINGS}"
MEASURED = "平方米|平方公里|公里|公顷|立方米|米|万吨|吨|亩|元|美元|千瓦时|千瓦|公斤|千克"
CUT_OFF = 0.999  # of the last place: a writer who does not round is never off by a whole unit
_FACTORS = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
_EXACT = expression(rf"(?:{COUNTED})$")

CHINESE = "〇零一二三四五六七八九十百千万亿两"
CAPITAL = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿"


@dataclass(frozen=True, slots=True)
class Range:
    """Where a number truly lies, given how many digits of it were written."""

    low: float
    value: float
    high: float

    def __sub__(self, other: Range) -> Range:
        return Range(self.low - other.high, self.value - other.value, self.high - other.low)

    def __mul__(self, other: Range) -> Range:
        return Range(self.low * other.low, self.value * other.value, self.high * other.high)

    def __truediv__(self, other: Range) -> Range:
        return Range(self.low / other.high, self.value / other.value, self.high / other.low if other.low > 0 else float("inf"))

    def times(self, factor: float) -> Range:
        """Return the range multiplied by a positive number that is exact."""
        return Range(self.low * factor, self.value * factor, self.high * factor)

    def agrees(self, other: Range) -> bool:
        """Tell whether both can stand for one number."""
        slip = 1e-9 * max(1.0, abs(self.value), abs(other.value))
        return self.low <= other.high + slip and other.low <= self.high + slip


def plain(text: str) -> float:
    """Return the number that ``text``, a ``FIGURE``, shows."""
    return float(text.replace(",", ""))


def given(text: str, scale: str = "", unit: str = "", digits: float = 0.5) -> Range:
    """Return the range of a ``FIGURE`` with its 万 or 亿 and its unit.

    What is counted one by one is exact; anything else may be off by ``digits`` of its last place: 0.5 where the writer rounded, 1 where
    he may have cut off.
    """
    value, factor = plain(text), _FACTORS[scale]
    if not scale and "." not in text and _EXACT.match(unit):
        return Range(value, value, value)
    last = 10.0 ** -len(text.partition(".")[2])
    return Range((value - digits * last) * factor, value * factor, (value + digits * last) * factor)


def rounded(text: str, scale: str = "") -> Range:
    """Return the range of a computed figure as written: a long one may have been cut off instead of rounded, a short one was rounded."""
    return given(text, scale, digits=CUT_OFF if len(text.replace(",", "").replace(".", "")) > 2 else 0.5)


def shown(value: float, places: int = 2) -> str:
    """Return a computed number as a person would write it: rounded to ``places``, no zeros at the end."""
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
