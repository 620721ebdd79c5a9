"""逻辑和数字: sums of money – capitals against figures, bracketed figures against words, currencies said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafting.documents.expressions import expression
from drafting.documents.model import Level
from drafting.documents.numerals import value_of
from drafting.proofing.check import GB15835, PLAIN, PLAIN_FACT, Check, Example, Hit, must, practice
from drafting.proofing.draft import Draft
from drafting.proofing.families.figures import FIGURE, plain, shown
from drafting.proofing.shapes import pattern

_CAPITALS = "零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿貳弍参陸萬億"
_ONES = "零壹贰叁肆伍陆柒捌玖"
_WORDS = rf"(?:人民币)?[：:]?\s?(?P<c>[{_CAPITALS}]{{1,16}})[元圆](?:(?P<jiao>[{_ONES}])角)?零?(?:(?P<fen>[{_ONES}])分)?(?:整|正)?"
_FIGURES = rf"(?:￥|¥|RMB|人民币)?\s?(?P<n>{FIGURE})\s?(?P<s>[万亿])?元?(?:整)?"
_CAPITALS_FIRST = expression(rf"{_WORDS}\s?[（(，,；;](?:小写[：:]?|即|（小写）)?\s?(?P<x>{_FIGURES})")
_FIGURES_FIRST = expression(rf"{_FIGURES}\s?[（(，,；;](?:大写|人民币大写|金额大写|大写金额)?[：:]?\s?(?P<x>{_WORDS})")


def _capital_value(match: re.Match[str]) -> float | None:
    text = match["c"].translate(str.maketrans("〇貳弍参陸萬億", "零贰贰叁陆万亿"))
    whole = value_of(text.strip("零") or "零")
    if whole is None:
        return None
    return whole + _ONES.index(match["jiao"] or "零") / 10 + _ONES.index(match["fen"] or "零") / 100


def _capitals(draft: Draft) -> Iterator[Hit]:
    keys = tuple("壹贰叁肆伍陆柒捌玖")
    for form in (_CAPITALS_FIRST, _FIGURES_FIRST):
        for match in draft.find(form, keys, 50):
            words = _capital_value(match)
            figures = plain(match["n"]) * {"万": 1e4, "亿": 1e8}.get(match["s"] or "", 1)
            if words is not None and expression("[壹贰叁肆伍陆柒捌玖]").search(match["c"]) and abs(words - figures) > 0.004:
                told = f"大写是{shown(words)}元，小写是{shown(figures)}元，两者不符，请核对。"
                yield Hit(*match.span("x"), told)


_BRACKETED = expression(
    r"(?<![之一二三四五六七八九十百千第零〇壹贰叁肆伍陆柒捌玖拾])(?P<c>[一二两三四五六七八九十百]{1,5}|[壹贰叁肆伍陆柒捌玖拾]{1,3})[（(](?P<x>[0-9]{1,3})[）)](?=个|日|天|年|份|名|人|月|家|次|倍|%|小时|项|件)"
)


def _bracketed(draft: Draft) -> Iterator[Hit]:
    for match in draft.reckoned(_BRACKETED, 1, "（", "("):
        value = value_of(match["c"])
        if value is not None and value != int(match["x"]):
            yield Hit(*match.span("x"), f"括号里的数与前面的“{match['c']}”不符，请核对。", str(value))


_GROUPED = expression(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?=[万亿]?(?P<u>元|人|户|吨|亩))")
_UNGROUPED = expression(r"(?<![\d,.A-Za-z—－-])(?P<x>\d{5,}(?:\.\d+)?)(?=[万亿]?(?P<u>元|人|户|吨|亩))")


def _mixed_grouping(draft: Draft) -> Iterator[Hit]:
    for start, end, count in draft.figured:
        if count < 3 or draft.text.find(",", start, end) < 0:
            continue
        grouped = {match["u"] for match in _GROUPED.finditer(draft.text, start, end)}
        if grouped:
            for match in _UNGROUPED.finditer(draft.text, start, end):
                if match["u"] in grouped:
                    whole, dot, rest = match["x"].partition(".")
                    yield Hit(*match.span("x"), "同一句里其他数用了千分撇，请统一。", f"{int(whole):,}{dot}{rest}")


CHECKS = (
    Check(
        code="capitals-against-figures",
        title="大写金额与小写金额不符",
        family="logic",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="大写、小写不一致的合同、付款文件会被退回，也会引起争议。",
        find=_capitals,
        examples=(
            Example("合同金额为人民币叁万元整（⟦￥35,000.00⟧）。", "合同金额为人民币叁万元整（￥30,000.00）。"),
            Example("预付款125000元（大写：⟦壹拾贰万元整⟧）。", "预付款125000元（大写：壹拾贰万伍仟元整）。"),
        ),
        passes=(
            "合同金额为人民币叁万元整（￥30,000.00）。",
            "合计1.2万元（大写：壹万贰仟元整）。",
            "壹佰零伍元伍角（105.50元）",
            "全区两万元以上（3户）",
        ),
    ),
    Check(
        code="number-in-brackets-differs",
        title="汉字数与括号里的数不符",
        family="logic",
        level=Level.ERROR,
        basis=PLAIN_FACT,
        why="“三（3）个月”前后应当是同一个数，改了一处常忘了另一处。",
        find=_bracketed,
        examples=(
            Example("合同签订后十五（⟦10⟧）日内支付。", "合同签订后十五（15）日内支付。"),
            Example("本合同一式肆（⟦6⟧）份。", "本合同一式肆（4）份。"),
        ),
        passes=("合同签订后十五（15）日内支付。", "第三（2）项", "之一（5）个"),
    ),
    Check(
        code="currency-twice",
        title="货币符号、名称重复",
        family="numerals",
        level=Level.WARNING,
        basis=PLAIN,
        why="“￥500元”“人民币500元人民币”重复，写￥500或者500元。",
        find=pattern(
            rf"(?P<x>[￥¥＄$]\s?(?P<n>{FIGURE}[万亿]?))(?=(?:元|美元|人民币))|(?P<y>(?P<c>人民币|美元)(?P<m>{FIGURE}[万亿]?元?)(?P=c)(?:元)?)",
            "货币的符号或者名称重复，取其一",
            lambda m: m["n"] if m["x"] else (f"{m['c']}{m['m']}" if m["c"] == "人民币" else f"{m['m']}美元"),
            keys=("￥", "¥", "＄", "$", "人民币", "美元"),
            reach=24,
            group=("x", "y"),
        ),
        examples=(Example("补助⟦￥500⟧元。", "补助500元。"), Example("支付⟦人民币500元人民币⟧。", "支付人民币500元。")),
        passes=("补助500元。", "支付人民币500元。", "￥500", "投资300万美元。"),
    ),
    Check(
        code="grouping-of-digits",
        title="千分撇的位置不对",
        family="numerals",
        level=Level.ERROR,
        basis=must(GB15835, "5.1.2"),
        why="千分撇从右往左每三位一个：12,345,678；写成“1,2345”多半是漏了数字。",
        find=pattern(
            r"(?<![\d,.A-Za-z(（])(?P<x>\d{1,3}(?:,\d{3})*,(?:\d{4,}|\d{1,2}(?=,\d{3}))(?:,\d{3})*(?:\.\d+)?)(?=[万亿]?(?:元|人|户|吨|亩|平方|公里|美元|家|件))",
            "千分撇应当每三位一个，请核对这个数",
            keys=(",",),
            reach=14,
            group="x",
            where=lambda draft, m: not expression(r"\d{1,3},(?:19|20)\d\d").match(m["x"]),
        ),
        examples=(Example("拨付资金⟦1,2345⟧元。", "拨付资金12,345元。"),),
        passes=("拨付资金12,345元。", "拨付资金1,234,567.89元。", "第1,2345号"),
    ),
    Check(
        code="mixed-grouping-of-digits",
        title="同一句里千分撇有的写有的不写",
        family="numerals",
        level=Level.HINT,
        basis=practice(),
        why="一份文件里四位以上的数要么都用千分撇，要么都不用。",
        find=_mixed_grouping,
        examples=(Example("收入12,345.6万元，支出⟦23456.7⟧万元。", "收入12,345.6万元，支出23,456.7万元。"),),
        passes=("收入12,345万元，支出23,456万元。", "2024年收入12,345万元。"),
    ),
)
