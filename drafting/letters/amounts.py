"""Sums of money in a letter, in yuan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from drafting.documents.numerals import value_of

_POWERS = {"": 1, "百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 10**6, "千万": 10**7, "亿": 10**8, "百亿": 10**10}
_POWER = r"百亿|[十百千]?万|亿|[百千]"
_PLAIN = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CHINESE = "[一二两三四五六七八九十百千万零〇壹贰叁肆伍陆柒捌玖拾佰仟]"
_YUAN = r"\s?(?:美?元|块(?!地|石|田|砖|瓷|区|空|土|牌|钱?板)|圆整|人民币|RMB)"
_SUM = re.compile(
    r"(?=[\d一二两三四五六七八九十百千零壹贰叁肆伍陆柒捌玖拾佰仟])(?<![\d.．A-Za-z第几数好十百千])(?<!\d[-－])"
    rf"(?:(?P<first>{_PLAIN})(?P<first_power>{_POWER})?[-—~～至到]+(?=\d))?(?:(?P<one>{_PLAIN}|{_CHINESE})(?P<one_power>万|亿)、)?"
    rf"(?P<figure>{_PLAIN}|{_CHINESE}{{1,9}})\s?(?:多|余|来|几)?(?P<power>{_POWER})?(?:多|余|来|几)?(?P<yuan>{_YUAN})?"
)
# Without 元 a figure in 万 or 亿 is a sum only where a word of paying stands before it or money behind it.
_PAID_BEFORE = re.compile(
    r"(?:[交付退贷欠花赔罚借骗存投取缴补还押赚亏收]|金额|价格?|款|费|资金|高达|首付|定金|工资|损失|收入|支出|利润|总投资|学费[^，。]{0,6})"
    r"(?:了|过|我们?|他|人民币|为|是|的|近|将近|约|大约|共|合计|达|高达|至少|[:： ])*$"
)
_MONEY_BEHIND = re.compile(
    r"(?:多|余|来|左右|[的 ]|[/每一][个套户平])*(?:钱|块|[一-鿿]{0,3}"
    r"(?:款|费|金|贷|价格?|首付|工资|奖励|补贴|补偿|欠条|借条|学费|货款|房租|租金|车位|收入)(?!融))"
)
_COUNTED = re.compile(r"\s?(?:多|余|来|几)?[平人户名个亩吨米公斤辆套位家字次㎡]")
_PIECE = re.compile("[一两二三四五六七八九]块")  # 停车费这一块: no money
_HINT = re.compile(r"[元块万亿]|人民币|RMB")
_LARGEST = Decimal(10**14)
_BEYOND = 2  # characters behind a sum that tell whether it is one
_IN_SUM = frozenset("0123456789一二两三四五六七八九十百千万亿零〇壹贰叁肆伍陆柒捌玖拾佰仟,，.-—~～至到、多余来几美元块圆整人民币RMB")


def find_amounts(text: str, hints: Sequence[int] | None = None) -> tuple[float, ...]:
    """Return the sums of money that ``text`` names, in yuan, each once and in order: 1500-1700元 are two, 387万元 is 3870000.

    ``hints`` are the places of all words of money that have a figure before them, and maybe others; None: they are not known.

    Sums without a figure (几十万元, 数亿) and other currencies are left out. A figure in 万 or 亿 without 元 counts where words of paying
    stand beside it.
    """
    if not hints and (hints is not None or not _HINT.search(text)):
        return ()
    found: dict[float, None] = {}
    for match in _SUM.finditer(text) if hints is None else _figures_at(text, hints):
        if not _is_money(text, match):
            continue
        power = match["power"] or ""
        earlier = (match["first"], match["first_power"] or power), (match["one"], match["one_power"] or "")
        for figure, its_power in (*earlier, (match["figure"], power)):
            if figure and (value := _value(figure, its_power)) is not None:
                found.setdefault(value)
    return tuple(found)


def _figures_at(text: str, hints: Sequence[int]) -> Iterator[re.Match[str]]:
    """Return what ``_SUM`` finds in the runs of characters of sums that have a hint; no match goes beyond such a run."""
    end = 0
    for hint in hints:
        if hint < end:
            continue
        begin, end = hint, hint + 1
        while begin and _of_sum(text[begin - 1]):
            begin -= 1
        while end < len(text) and _of_sum(text[end]):
            end += 1
        for match in _SUM.finditer(text, begin, end + _BEYOND):
            if match.start() >= end:
                break
            yield match


def _of_sum(character: str) -> bool:
    return character in _IN_SUM or character.isdecimal() or character.isspace()


def _is_money(text: str, match: re.Match[str]) -> bool:
    if match["yuan"] is not None:
        return "美" not in match["yuan"] and not (_PIECE.fullmatch(match[0]) and text[match.end() : match.end() + 1] != "钱")
    if (match["power"] or match["figure"])[-1] not in "万亿":
        return False
    if _MONEY_BEHIND.match(text, match.end()):
        return True
    before = text[max(0, match.start() - 8) : match.start()]
    return bool(_PAID_BEFORE.search(before)) and not _COUNTED.match(text, match.end())


def _value(figure: str, power: str) -> float | None:
    """Return ``figure`` times ``power``, None for what is no number, nothing, or more money than there is."""
    try:
        plain = Decimal(figure.replace(",", "").replace("，", ""))
    except InvalidOperation:
        number = value_of(figure)
        if number is None:
            return None
        plain = Decimal(number)
    total = plain * _POWERS[power]
    return float(total) if 0 < total < _LARGEST else None
