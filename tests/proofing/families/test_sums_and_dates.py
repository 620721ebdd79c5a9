"""Arithmetic and calendar checks on the ways in which secretaries write the same fault, and on what only looks like one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from drafting.documents.model import Cell, Document, Paragraph, Place
from drafting.proofing import proofread
from drafting.proofing.check import Check
from drafting.proofing.checks import CHECKS
from drafting.proofing.examples import read
from drafting.proofing.families.festivals import festival
from drafting.proofing.tables import lines


def _codes(text: str) -> set[str]:
    return {finding.code for finding in proofread(read(text), [c for c in CHECKS if c.family in ("logic", "consistency")])}


def _check(code: str) -> Check:
    return next(check for check in CHECKS if check.code == code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("学校由原来的45所减少为38所，减少了8所。", "rate-against-figures"),
        ("在校生由3200人增至4000人（增长20%）。", "rate-against-figures"),
        ("贫困发生率从10.2%下降到1.5%，下降9.7个百分点。", "rate-against-figures"),
        ("绿化覆盖率由38.5%提升至42.1%，提升3.6%。", "percent-for-points"),
        ("抽检食品200批次，合格196批次，合格率为99%。", "rate-of-two-figures"),
        ("应到会代表320名，实到298名，出席率95%。", "rate-of-two-figures"),
        ("共有党员86名，其中女党员24名，占30%。", "share-of-total"),
        ("采购笔记本电脑15台，单价6000元，合计8万元。", "price-times-quantity"),
        ("维修费每平方米800元，共500平方米，合计45万元。", "price-times-quantity"),
        ("参加会议的有局机关20人，下属单位35人，共计60人。", "listed-parts-total"),
        ("合同总价为人民币壹拾贰万元整（¥125000.00元）", "capitals-against-figures"),
        ("金额50000元（人民币伍拾万元整）", "capitals-against-figures"),
        ("定于2026年5月8日上午9点(周三)，在三楼会议室", "wrong-weekday"),
        ("时间：2026.5.8（星期二）", "wrong-weekday"),
        ("2026年4月25日（星期六）至27日（星期二）", "wrong-weekday"),
        ("会议于上午14时30分召开", "impossible-time"),
        ("报名时间：5月10日9:00至5月8日17:00", "range-reversed"),
        ("劳动节：5月1日（周五）至5日（周二）放假调休，共6天。", "days-against-dates"),
        ("为期三天的会议（5月8日至9日）", "days-against-dates"),
        ("中秋节（2026年10月6日）", "festival-on-wrong-day"),
        ("本规定自2025年3月1日起施行，有效期至2024年2月28日。", "validity-against-dates"),
    ],
)
def test_a_fault_is_told_however_it_is_written(text: str, code: str) -> None:
    assert code in _codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "由2020年的1.2万户增加到1.5万户，增长30%。",
        "全市生产总值由1200亿元增加到1500亿元，年均增长5.7%。",
        "收入由120亿元增加到150亿元，按可比口径增长20%。",
        "共受理120件，上年结转10件，办结率98%。",
        "金额56,800.00元（大写：伍万陆仟捌佰元整）",
        "公示7天（5月8日至5月15日）",
        "工作时间：8:30—17:30，夜间22:00—6:00有人值守。",
        "2026年2月17日（星期二）春节",
    ],
)
def test_what_may_be_right_is_left_alone(text: str) -> None:
    assert _codes(text) == set()


def test_every_day_of_a_year_is_told_with_its_own_weekday() -> None:
    check = _check("wrong-weekday")
    for offset in range(0, 366, 5):
        day = date(2024, 1, 1) + timedelta(offset)
        for weekday, name in enumerate("一二三四五六日"):
            found = proofread(read(f"会议定于2024年{day.month}月{day.day}日（星期{name}）召开。"), [check])
            assert [f.suggestion for f in found] == ([] if weekday == day.weekday() else [f"星期{'一二三四五六日'[day.weekday()]}"])


def test_the_table_of_festivals_holds_for_its_years() -> None:
    years = [int(row[0]) for row in lines("festivals")]
    assert years == list(range(1990, 2100))
    for year in years:
        spring, dragon, autumn = (festival(name, year) for name in ("春节", "端午节", "中秋节"))
        assert spring is not None
        assert dragon is not None
        assert autumn is not None
        assert date(year, 1, 21) <= spring <= date(year, 2, 21)
        # From 正月初一 to 五月初五 are four months and four days, from there to 八月十五 three and ten; one more with a leap month.
        assert 121 <= (dragon - spring).days <= 153
        assert 97 <= (autumn - dragon).days <= 129
        assert festival("清明节", year) in (date(year, 4, 4), date(year, 4, 5))


@pytest.mark.parametrize(("year", "name", "month", "day"), [(2024, "中秋节", 9, 17), (2025, "端午节", 5, 31), (2026, "春节", 2, 17)])
def test_known_festivals(year: int, name: str, month: int, day: int) -> None:
    assert festival(name, year) == date(year, month, day)


def test_a_festival_outside_the_table_is_left_alone() -> None:
    assert festival("春节", 2150) is None
    assert _codes("2150年春节（2月18日）") == set()


def test_a_table_of_thousands_of_rows_with_its_total_is_read_once() -> None:
    rows = [("单位", "件数"), *((f"第{n}组", str(n)) for n in range(1, 3001)), ("合计", "1")]
    cells = [Paragraph(text, place=Place(cell=Cell(0, r, c))) for r, row in enumerate(rows) for c, text in enumerate(row)]
    assert proofread(Document(tuple(cells)), [_check("column-total")]) == []  # less than its parts: no sum
    cells[-1] = Paragraph("4501501", place=Place(cell=Cell(0, 3001, 1)))
    (found,) = proofread(Document(tuple(cells)), [_check("column-total")])
    assert "4501500" in found.message


def test_numbers_that_do_not_exist_as_dates_never_break_a_check() -> None:
    odd = "2024年99月99日（星期一）至88月77日，为期999天；第九十九条至第零条；0/0；￥0元（零元整）；由0增加到0，增长0%；共0人，占0%"
    document = read(odd)
    assert all(f.span.end <= len(odd) for f in proofread(document))
