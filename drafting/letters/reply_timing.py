"""及时: whether a reply came within the term that its rule sets, in calendar or working days.

《信访工作条例》 gives the receiving organ 15 days to tell the writer whether the matter is accepted (第二十三条) and 60 days from
acceptance to deal with it (第三十四条; 30 more with approval); lines such as 12345 are mostly held to 5 working days by local rules. The
day of the letter is not counted; a term of calendar days that ends on a day off ends on the next working day (《民法典》第二百零一条、
第二百零三条).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from drafting.documents.errors import UserError
from drafting.letters.reply_parts import Kind
from drafting.letters.working_days import Calendar

_TERM = re.compile(r"(\d{1,4})\s*(?:个)?\s*(工作日|自然日|日|天)$")
_MOST_DAYS = 3650
LATE = 60
"""Points of a reply that has just missed its term."""


@dataclass(frozen=True, slots=True)
class Term:
    """So many days, working days or calendar days."""

    days: int
    working: bool = False

    def __str__(self) -> str:
        return f"{self.days} 个工作日" if self.working else f"{self.days} 日"

    def last_day(self, start: date, calendar: Calendar) -> date:
        """Return the last day on which the term is kept."""
        return calendar.after(start, self.days) if self.working else calendar.first_working(start + timedelta(days=self.days))


@dataclass(frozen=True, slots=True)
class Limits:
    """A rule: within ``told`` the writer hears something, within ``done`` he has the answer; ``basis`` names the rule."""

    name: str
    told: Term
    done: Term
    basis: str


RULES = {
    "信访": Limits(
        "信访",
        Term(15),
        Term(60),
        "《信访工作条例》第二十三条、第三十四条；条例的办结期限从受理之日起算，经批准可以延长 30 日，请对照受理记录",
    ),
    "12345": Limits("12345", Term(5, working=True), Term(5, working=True), "12345 热线通行的办理时限，以当地规定为准"),
}
"""The rules that are known by name."""


def limits(rule: str = "信访", told: str = "", done: str = "") -> Limits:
    """Return the limits of ``rule``, other terms in place of its own where given (``"7个工作日"``, ``"30日"``). Raises ``UserError``."""
    if rule not in RULES:
        raise UserError(f"没有“{rule}”这种时限", remedy=f"可以用：{'、'.join(RULES)}；或者另外写明天数，如 5个工作日")
    chosen = RULES[rule]
    if not told and not done:
        return chosen
    return Limits("自定", _term(told, chosen.told), _term(done, chosen.done), "本单位自定的时限")


def _term(text: str, otherwise: Term) -> Term:
    if not text:
        return otherwise
    found = _TERM.match(text.strip())
    if not found or not 0 < int(found[1]) <= _MOST_DAYS:
        raise UserError(f"时限“{text}”不能用", remedy="请写成“5个工作日”或者“15日”")
    return Term(int(found[1]), found[2] == "工作日")


@dataclass(frozen=True, slots=True)
class Timing:
    """When a reply came: ``days`` and ``working_days`` after the letter, the ``term`` that held for it and its ``last_day``.

    ``score`` is None where a date is missing or the reply is older than the letter; ``reason`` is a sentence in any case.
    """

    days: int | None
    working_days: int | None
    term: Term | None
    last_day: date | None
    score: int | None
    reason: str


def timing(asked: date | None, answered: date | None, kind: Kind, rule: Limits, calendar: Calendar) -> Timing:
    """Return how timely a reply of this kind is: an answer within ``rule.done``, a mere notice within ``rule.told``.

    100 within the term; 60 at its end, then falling evenly to 0 where it takes twice the term.
    """
    if asked is None or answered is None:
        missing = "、".join(name for name, day in (("来信时间", asked), ("答复时间", answered)) if day is None)
        return Timing(None, None, None, None, None, f"没有{missing}，不能算办理用时。")
    days = (answered - asked).days
    if days < 0:
        return Timing(days, None, None, None, None, f"答复时间（{answered}）早于来信时间（{asked}），请核对。")
    working = calendar.between(asked, answered)
    term = rule.done if kind is Kind.ANSWER else rule.told
    last = term.last_day(asked, calendar)
    unknown = calendar.unknown_years(asked, max(answered, last))
    note = f"（{'、'.join(map(str, unknown))}年的放假安排本程序没有，只按周一至周五数）" if unknown else ""
    took = f"来信后第 {days} 日、第 {working} 个工作日答复{note}" if days else "来信当日答复"
    what = f"办结期限 {term}" if kind is Kind.ANSWER else f"告知期限 {term}（没有实质答复，按告知算）"
    if answered <= last:
        return Timing(days, working, term, last, 100, f"{took}，在{what}之内。")
    late = calendar.between(last, answered) if term.working else (answered - last).days
    score = max(0, LATE - round(LATE * late / term.days))
    unit = "个工作日" if term.working else "日"
    return Timing(days, working, term, last, score, f"{took}，{what}已于 {last} 届满，超期 {late} {unit}。")
