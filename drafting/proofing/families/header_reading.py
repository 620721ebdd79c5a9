"""Where a text has document numbers: what several checks of 发文字号 look at, found once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from weakref import WeakKeyDictionary

from drafting.documents.expressions import expression
from drafting.proofing.check import Hit
from drafting.proofing.draft import Draft
from drafting.proofing.shapes import Find

_YEAR = expression(r"[\[【［(（{｛<＜〈《﹝〖〔]\s?(?:\d{2,4}|二[〇零○O0一二三四五六七八九]{3})(?:年度?)?\s?[\]】］)）}｝>＞〉》﹞〗〕]")
_BEFORE, _AFTER = 20, 14  # characters: 代字 and the number
_PLACES: WeakKeyDictionary[Draft, list[tuple[int, int]]] = WeakKeyDictionary()
"""Where each draft has a year in brackets, of whatever kind."""


def of_number(
    source: str,
    message: str,
    better: str | Callable[[re.Match[str]], str],
    *,
    group: str,
    where: Callable[[Draft, re.Match[str]], bool] | None = None,
) -> Find:
    """Return a finder for a fault of document numbers, quoted ones too: ``source`` is looked for around years in brackets.

    ``group`` is the fault; ``better`` may use the named groups; ``where`` can refuse a match.
    """
    compiled = expression(source)

    def find(draft: Draft) -> Iterator[Hit]:
        for match in _near_years(draft, compiled):
            start, end = match.span(group)
            if draft.is_address(start, end) or (where and not where(draft, match)):
                continue
            right = better(match) if callable(better) else better.format(**{key: value or "" for key, value in match.groupdict().items()})
            yield Hit(start, end, f"{message}。", right)

    return find


def _near_years(draft: Draft, expression: re.Pattern[str]) -> Iterator[re.Match[str]]:
    if draft not in _PLACES:
        _PLACES[draft] = [match.span() for match in _YEAR.finditer(draft.text)]
    last = 0
    for start, end in _PLACES[draft]:
        for match in expression.finditer(draft.text, max(last, start - _BEFORE), end + _AFTER):
            last = match.end()
            yield match
