"""Periods, counts, comparisons, figures and suggestions of the report on letters."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.errors import UserError
from drafting.letters.batch import Letter
from drafting.letters.figures import Ledger, Sort, percent
from drafting.letters.issues import Issue
from drafting.letters.periods import Period, Unit, buckets, numbers, parse_period, period_of, span_text
from drafting.letters.sorting import Verdict
from drafting.letters.statistics import Rows, Subject, compare, issue_rows, rows_of
from drafting.letters.subjects import area_of, joined, subject_of
from drafting.letters.suggestions import FACTS, Fact, parse_phrases, phrase_bank, suggest

DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))


def days(first: date, last: date, step: int = 1) -> list[date]:
    return [first + timedelta(days=n) for n in range(0, (last - first).days + 1, step)]


class DescribePeriods:
    @pytest.mark.parametrize(
        ("text", "first", "last", "name"),
        [
            ("2020-01", date(2020, 1, 1), date(2020, 1, 31), "2020年1月"),
            ("2020年2月", date(2020, 2, 1), date(2020, 2, 29), "2020年2月"),
            ("2019-12", date(2019, 12, 1), date(2019, 12, 31), "2019年12月"),
            ("2020-Q1", date(2020, 1, 1), date(2020, 3, 31), "2020年第一季度"),
            ("2020年第四季度", date(2020, 10, 1), date(2020, 12, 31), "2020年第四季度"),
            ("2020-H2", date(2020, 7, 1), date(2020, 12, 31), "2020年下半年"),
            ("2020年上半年", date(2020, 1, 1), date(2020, 6, 30), "2020年上半年"),
            ("2020", date(2020, 1, 1), date(2020, 12, 31), "2020年"),
            ("2020-W01", date(2019, 12, 30), date(2020, 1, 5), "2020年第1周"),
            ("2020年第53周", date(2020, 12, 28), date(2021, 1, 3), "2020年第53周"),
            ("2020-01-06至2020-02-10", date(2020, 1, 6), date(2020, 2, 10), "2020年1月6日至2月10日"),
            ("2019年12月30日到2020年1月5日", date(2019, 12, 30), date(2020, 1, 5), "2019年12月30日至2020年1月5日"),
            (" 2020 - 01 ", date(2020, 1, 1), date(2020, 1, 31), "2020年1月"),
        ],
    )
    def they_are_read_in_the_usual_ways(self, text: str, first: date, last: date, name: str) -> None:
        period = parse_period(text)
        assert (period.first, period.last, period.name) == (first, last, name)

    @pytest.mark.parametrize(
        "text", ["", "一月", "2020-13", "2020-00", "2020-Q5", "2019-W53", "2020-W00", "2020-02-30至2020-03-01", "20200101", "0000"]
    )
    def test_what_is_no_period_is_told_with_the_forms_that_are(self, text: str) -> None:
        with pytest.raises(UserError, match="看不懂时段") as told:
            parse_period(text)
        assert "2020-Q1" in told.value.remedy

    def they_do_not_run_backwards(self) -> None:
        with pytest.raises(UserError, match="结束日期早于开始日期"):
            parse_period("2020-02-01至2020-01-01")

    @given(DAYS, st.sampled_from(["{:%Y-%m}", "{:%Y}-Q1", "{:%Y}", "{:%G-W%V}"]))
    def test_the_one_before_ends_the_day_before_and_is_of_the_same_kind(self, day: date, form: str) -> None:
        period = parse_period(form.format(day))
        before = period.before()
        assert before.last + timedelta(days=1) == period.first
        assert before.unit is period.unit
        assert before == parse_period(before.name)

    @given(DAYS, st.integers(0, 400))
    def test_a_range_is_compared_with_as_many_days(self, first: date, more: int) -> None:
        period = Period(first, first + timedelta(days=more), Unit.RANGE)
        assert period.before().days == period.days
        assert period.before().last + timedelta(days=1) == first

    @pytest.mark.parametrize(
        ("text", "before", "year_ago"),
        [
            ("2020-01", "2019年12月", "2019年1月"),
            ("2020-02", "2020年1月", "2019年2月"),
            ("2020-Q1", "2019年第四季度", "2019年第一季度"),
            ("2020-H1", "2019年下半年", "2019年上半年"),
            ("2020", "2019年", None),
            ("2020-W53", "2020年第52周", None),
            ("2021-W02", "2021年第1周", "2020年第2周"),
            ("2020-02-29至2020-03-01", "2020年2月27日至28日", "2019年2月28日至3月1日"),
        ],
    )
    def they_know_what_they_are_compared_with(self, text: str, before: str, year_ago: str | None) -> None:
        period = parse_period(text)
        last_year = period.year_ago()
        assert period.before().name == before
        assert (last_year.name if last_year else None) == year_ago

    @pytest.mark.parametrize(
        ("first", "last", "name"),
        [
            (date(2020, 1, 6), date(2020, 1, 12), "2020年第2周"),
            (date(2020, 1, 2), date(2020, 1, 30), "2020年1月"),
            (date(2020, 1, 2), date(2020, 3, 30), "2020年第一季度"),
            (date(2020, 1, 5), date(2020, 12, 20), "2020年"),
            (date(2020, 1, 6), date(2020, 1, 7), "2020年1月6日至7日"),
            (date(2019, 6, 8), date(2020, 1, 26), "2019年6月8日至2020年1月26日"),
            (date(2020, 1, 6), date(2020, 1, 6), "2020年1月6日"),
        ],
    )
    def test_letters_of_most_of_a_month_are_the_months(self, first: date, last: date, name: str) -> None:
        assert period_of(first, last).name == name

    @given(DAYS, st.integers(0, 1000))
    def test_the_period_of_days_holds_them(self, first: date, more: int) -> None:
        last = first + timedelta(days=more)
        period = period_of(first, last)
        assert period.holds(first)
        assert period.holds(last)
        assert span_text(first, last)


class DescribeComparing:
    JANUARY = parse_period("2020-01")

    def it_compares_where_the_letters_reach_back(self) -> None:
        found = compare(self.JANUARY, days(date(2019, 1, 1), date(2020, 1, 31)))
        assert found.before == parse_period("2019-12")
        assert found.year_ago == parse_period("2019-01")
        assert not found.is_cut

    def it_does_not_compare_with_part_of_a_month(self) -> None:
        found = compare(self.JANUARY, days(date(2019, 12, 10), date(2020, 1, 31)))
        assert (found.before, found.year_ago) == (None, None)
        assert found.reach == date(2019, 12, 10)

    def it_takes_a_month_that_begins_with_a_weekend_for_whole(self) -> None:
        assert compare(self.JANUARY, days(date(2019, 12, 3), date(2020, 1, 30))).before == parse_period("2019-12")

    def its_reach_ends_where_nobody_wrote_for_more_than_a_month(self) -> None:
        stray = [date(2017, 6, 8), date(2018, 11, 1)]
        found = compare(self.JANUARY, [*stray, *days(date(2019, 12, 20), date(2020, 1, 31))])
        assert found.reach == date(2019, 12, 20)
        assert found.before is None

    def it_sets_as_many_days_against_a_month_that_is_not_over(self) -> None:
        found = compare(self.JANUARY, days(date(2018, 12, 1), date(2020, 1, 8)))
        assert found.is_cut
        assert found.current == Period(date(2020, 1, 1), date(2020, 1, 8), Unit.MONTH)
        assert found.before == Period(date(2019, 12, 1), date(2019, 12, 8), Unit.MONTH)
        assert found.year_ago == Period(date(2019, 1, 1), date(2019, 1, 8), Unit.MONTH)

    def test_a_month_of_the_past_is_whole_whatever_came_later(self) -> None:
        assert not compare(parse_period("2019-12"), days(date(2019, 11, 1), date(2020, 1, 8))).is_cut


def letter(number: int, day: date | None, user: str = "", text: str = "") -> Letter:
    time = datetime(day.year, day.month, day.day, 9) if day else None
    return Letter(str(number), f"标题{number}", text or f"内容{number}", "", time, user)


def verdict(one: Letter, topic: str = "环境保护", *, repeat: bool = False) -> Verdict:
    return Verdict(one.id, topic, (topic, "噪声"), 0.9, None, False, (), None, None, None, None, "1" if repeat else None)


def issue(key: str, letters: list[Letter]) -> Issue:
    times = [one.time for one in letters if one.time]
    return Issue(1, key, 1.0, key, None, None, min(times), max(times), tuple(one.id for one in letters), 1, 0, "", "具体热点")


class DescribeRows:
    def they_count_a_writer_once_and_letters_without_writer_by_their_text(self) -> None:
        day = date(2020, 1, 5)
        letters = [letter(1, day, "甲"), letter(2, day, "甲"), letter(3, day), letter(4, day), letter(5, date(2019, 12, 5), "甲")]
        compared = compare(parse_period("2020-01"), [day, date(2019, 12, 5)])
        rows = Rows(rows_of(letters, [verdict(one) for one in letters], [], [Subject()] * 5, compared))
        assert rows.count(current=True) == 4
        assert rows.count(person=True) == 3

    def test_a_writer_counts_once_in_each_issue(self) -> None:
        day = date(2020, 1, 5)
        letters = [letter(n, day, "甲" if n < 3 else "乙") for n in range(5)]
        issues = [issue("A", letters[:4]), issue("B", letters[4:])]
        rows = Rows(rows_of(letters, [verdict(one) for one in letters], issues, [Subject()] * 5, None))
        assert rows.count(issue="A", issue_person=True) == 2
        assert rows.count(issue="B", issue_person=True) == 1

    def test_a_letter_without_time_is_in_no_period(self) -> None:
        letters = [letter(1, date(2020, 1, 5)), letter(2, None)]
        compared = compare(parse_period("2020-01"), [date(2020, 1, 5)])
        rows = Rows(rows_of(letters, [verdict(one) for one in letters], [], [Subject()] * 2, compared))
        assert (rows.count(current=True), rows.count(day=0), rows.count(charted=True)) == (1, 1, 1)

    @given(st.lists(st.tuples(DAYS, st.sampled_from("甲乙丙"), st.booleans()), min_size=1, max_size=30))
    def test_their_counts_are_those_of_counting_one_by_one(self, made: list[tuple[date, str, bool]]) -> None:
        letters = [letter(n, day) for n, (day, _, _) in enumerate(made)]
        verdicts = [verdict(one, topic, repeat=repeat) for one, (_, topic, repeat) in zip(letters, made, strict=True)]
        flat = rows_of(letters, verdicts, [], [Subject(area=topic + "县") for _, topic, _ in made], None)
        rows = Rows(flat)
        for topic in "甲乙丙":
            assert rows.count(topic=topic, repeat=True) == sum(1 for one in flat if one.topic == topic and one.repeat)
        assert sum(count for _, count in rows.tally("area")) == len(letters)
        assert dict(rows.tally("topic", repeat=False)) == Counter(one.topic for one in flat if not one.repeat)

    def test_an_unknown_field_is_no_zero(self) -> None:
        with pytest.raises(AttributeError):
            Rows(rows_of([letter(1, None)], [verdict(letter(1, None))], [], [Subject()], None)).count(tpoic="环境保护")

    def test_letters_and_verdicts_go_together(self) -> None:
        with pytest.raises(ValueError, match="argument 2 is shorter"):
            rows_of([letter(1, None)], [], [], [Subject()], None)


class DescribeIssuesOfAPeriod:
    def they_say_what_is_new_what_goes_on_and_what_is_back(self) -> None:
        jan, dec, oct_ = date(2020, 1, 5), date(2019, 12, 20), date(2019, 10, 5)
        made = {"新": [jan, jan], "续": [dec, jan], "返": [oct_, jan, jan], "旧": [oct_, dec]}
        letters, issues = [], []
        for key, when in made.items():
            mine = [letter(len(letters) + n, day) for n, day in enumerate(when)]
            letters += mine
            issues.append(issue(key, mine))
        compared = compare(parse_period("2020-01"), days(date(2019, 9, 1), date(2020, 1, 31)))
        rows = Rows(rows_of(letters, [verdict(one) for one in letters], issues, [Subject()] * len(letters), compared))
        found = {one.id: one for one in issue_rows(issues, rows, compared)}
        assert {key: one.status for key, one in found.items()} == {"新": "新出现", "续": "持续反映", "返": "再次出现"}
        assert {key: one.recurring for key, one in found.items()} == {"新": True, "续": False, "返": True}
        assert (found["返"].letters, found["返"].people, found["续"].before) == (2, 2, 1)

    def test_one_of_the_days_left_out_of_the_month_before_goes_on_too(self) -> None:
        mine = [letter(1, date(2019, 12, 30)), letter(2, date(2020, 1, 5))]
        compared = compare(parse_period("2020-01"), days(date(2019, 11, 1), date(2020, 1, 8)))
        rows = Rows(rows_of(mine, [verdict(one) for one in mine], [issue("A", mine)], [Subject()] * 2, compared))
        (found,) = issue_rows([issue("A", mine)], rows, compared)
        assert (found.before, found.status) == (0, "持续反映")

    def test_nothing_is_new_where_nothing_came_before(self) -> None:
        mine = [letter(1, date(2020, 1, 5)), letter(2, date(2020, 1, 5))]
        compared = compare(parse_period("2020-01"), [date(2020, 1, 5)])
        rows = Rows(rows_of(mine, [verdict(one) for one in mine], [issue("A", mine)], [Subject()] * 2, compared))
        assert [one.status for one in issue_rows([issue("A", mine)], rows, compared)] == [""]


class DescribeFigures:
    @pytest.fixture
    def ledger(self) -> Ledger:
        when = [date(2020, 1, 5)] * 3 + [date(2019, 12, 5)] * 2
        letters = [letter(n, day) for n, day in enumerate(when)]
        verdicts = [verdict(one, "环境保护" if n in (0, 3) else "民政") for n, one in enumerate(letters)]
        compared = compare(parse_period("2020-01"), days(date(2019, 12, 1), date(2020, 1, 31)))
        return Ledger(Rows(rows_of(letters, verdicts, [], [Subject()] * 5, compared)), Rows([]))

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            ("1/3", "33.3%"),
            ("2/3", "66.7%"),
            ("1/8", "12.5%"),
            ("1/2000", "0.1%"),
            ("5", "500%"),
            ("0", "0%"),
            ("1/2", "50%"),
            ("1/400", "0.3%"),
        ],
    )
    def test_shares_have_one_decimal_and_halves_go_up(self, value: str, shown: str) -> None:
        assert percent(Fraction(value)) == shown

    @given(st.fractions(0, 20))
    def test_a_share_shown_is_no_more_than_half_a_tenth_off(self, value: Fraction) -> None:
        assert abs(Fraction(percent(value).rstrip("%")) - value * 100) <= Fraction(1, 20)

    def test_each_figure_is_kept_once_with_what_it_is_counted_by(self, ledger: Ledger) -> None:
        assert ledger.count("本期来信", current=True) == 3
        assert ledger.share("本期环境保护", {"topic": "环境保护", "current": True}, {"current": True}, "本期来信") == "33.3%"
        assert ledger.count("又问一次", current=True) == 3
        assert [(one.name, one.sort, one.of) for one in ledger.figures] == [
            ("本期来信", Sort.COUNT, None),
            ("本期环境保护", Sort.COUNT, None),
            ("本期环境保护占本期来信的比例", Sort.SHARE, (1, 0)),
        ]

    def test_changes_are_told_with_their_rate(self, ledger: Ledger) -> None:
        change = ledger.change("本期民政", {"topic": "民政", "current": True}, {"topic": "民政", "before": True}, "上月民政")
        assert change.text("上月") == "比上月增加1件、上升100%"
        same = ledger.change("本期环保", {"topic": "环境保护", "current": True}, {"topic": "环境保护", "before": True}, "上月环保")
        assert same.text("上月") == "与上月持平"

    def test_nothing_rises_by_a_share_of_nothing(self, ledger: Ledger) -> None:
        change = ledger.change("本期", {"current": True}, {"topic": "政法", "before": True}, "上月政法")
        assert change.rate is None
        assert change.text("上月") == "比上月增加3件"

    def test_a_fall_is_told_without_a_minus(self, ledger: Ledger) -> None:
        change = ledger.change("本期环保", {"topic": "环境保护", "current": True}, {"before": True}, "上月")
        assert change.text("上月") == "比上月减少1件、下降50%"


class DescribeTheAxisOfTime:
    def it_has_the_month_and_the_twelve_before(self) -> None:
        found = buckets(date(2017, 1, 1), date(2020, 1, 31))
        assert (len(found), found[0].label, found[-1].label, found[-2].label) == (13, "2019年1月", "2020年1月", "12月")

    def test_months_that_are_not_whole_say_so(self) -> None:
        found = buckets(date(2019, 10, 10), date(2020, 1, 8))
        assert [one.label for one in found] == ["2019年10月（10日起）", "11月", "12月", "2020年1月（至8日）"]

    def test_few_weeks_are_shown_by_day_and_a_month_by_week(self) -> None:
        assert {one.field for one in buckets(date(2020, 1, 1), date(2020, 1, 9))} == {"day"}
        assert {one.field for one in buckets(date(2020, 1, 1), date(2020, 1, 31))} == {"week"}
        assert {one.field for one in buckets(date(2019, 1, 1), date(2020, 1, 31), weekly=True)} == {"week"}

    @given(DAYS, st.integers(0, 800), st.booleans())
    def its_points_stand_in_order_each_once_up_to_the_last_day(self, first: date, more: int, weekly: bool) -> None:
        last = first + timedelta(days=more)
        found = buckets(first, last, weekly=weekly)
        assert len({one.field for one in found}) == 1
        assert len({one.key for one in found}) == len({one.label for one in found}) == len(found) <= 13
        assert [one.key for one in found] == sorted(one.key for one in found)
        assert numbers(last)[found[0].field] == found[-1].key


class DescribeSubjects:
    @pytest.mark.parametrize(
        ("title", "text", "area"),
        [
            ("A市A5区劳动东路堵车", "", "A5区"),
            ("A市A9市工业路堵车", "", "A9市"),
            ("路灯不亮", "清源市青屏区双桥路的路灯坏了。", "青屏区"),
            ("路灯不亮", "我们柳河区的路灯坏了。", "柳河区"),
            ("锦澜家园学区划分", "小区居民区都不亮。", ""),
            ("云溪县石门镇修路", "", "云溪县"),
            ("A市公交少", "", ""),
            ("咨询社保", "请问如何办理。", ""),
        ],
    )
    def its_area_is_the_district_or_county(self, title: str, text: str, area: str) -> None:
        assert area_of(Letter("1", title, text, text)) == area

    @pytest.mark.parametrize(
        ("title", "text", "organ", "unnamed"),
        [
            ("投诉青禾苑物业公司乱收费", "", "青禾苑物业公司", ""),
            ("举报云溪县阳光驾校拖欠学费", "", "云溪县阳光驾校", ""),
            ("小区停电", "青禾苑物业公司一直不管，物业公司推诿。", "青禾苑物业公司", ""),
            ("反映A市A3区人民政府不作为", "", "A3区政府", ""),
            ("投诉A3区清溪街道办事处推诿", "", "A3区清溪街道", ""),
            ("A7县教育局推诿", "", "A7县教育局", ""),
            ("请环保局尽快查处油烟", "", "", ""),
            ("投诉小区物业公司不作为", "", "", "物业"),
            ("校方强制收费", "", "", "学校"),
            ("反映路灯不亮", "", "", ""),
            ("", "", "", ""),
        ],
    )
    def its_organ_is_the_one_that_extraction_finds(self, title: str, text: str, organ: str, unnamed: str) -> None:
        subject = subject_of(Letter("1", title, text, text))
        assert (subject.organ, subject.unnamed) == (organ, unnamed)

    def test_the_writers_name_is_masked_in_an_organs(self) -> None:
        subject = subject_of(Letter("1", "投诉王小明诊所乱收费", "", "", user="王小明"))
        assert subject.organ == "王**诊所"

    def test_the_forms_of_one_organs_name_are_counted_as_one(self) -> None:
        forms = ["锦禾置业", "A市锦禾置业有限公司", "A市锦禾置业有限公司", "", "金帆酒店"]
        assert [one.organ for one in joined([Subject(organ=form) for form in forms])] == ["A市锦禾置业有限公司"] * 3 + ["", "金帆酒店"]

    def test_organs_of_two_areas_stay_two(self) -> None:
        subjects = [Subject(organ="A1区教育局"), Subject(organ="A2区教育局")]
        assert joined(subjects) == subjects


class DescribeSuggestions:
    def test_every_phrase_names_the_numbers_that_it_must(self) -> None:
        bank = phrase_bank()
        assert {one.fact for one in bank} == set(FACTS)
        assert all(one.named and "{" in one.text and one.text.endswith("。") for one in bank)
        assert all(set(one.named) & {"件数", "个数"} for one in bank)

    def test_every_topic_of_the_tree_has_a_phrase_of_its_own(self) -> None:
        from drafting.letters.topics import topic_tree

        topics = {leaf.path[0] for leaf in topic_tree()} - {"科技与信息产业"}
        assert topics <= {one.subject for one in phrase_bank() if one.fact == "主题占比"}

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ("主题占比\t*\t3\t20\t件数\t标题", "not seven columns"),
            ("主题占多\t*\t3\t20\t件数\t标题\t{件数}件。", "no fact"),
            ("主题占比\t*\t3\t20\t件数\t标题\t来信不少。", "does not name"),
            ("主题占比\t*\t3\t20\t件数\t标题\t{件数}件，{人数}人。", "does not say"),
            ("主题占比\t*\t三\t20\t件数\t标题\t{件数}件。", "invalid literal"),
        ],
    )
    def test_a_row_that_breaks_the_rule_is_told(self, line: str, told: str) -> None:
        with pytest.raises(ValueError, match=told):
            parse_phrases([line])

    def test_nothing_is_said_that_the_facts_do_not_bear(self) -> None:
        few = Fact("主题占比", "环境保护", 2, Fraction(9, 10), {"主题": "环境保护", "件数": "2", "占比": "90%"})
        rare = Fact("主题占比", "环境保护", 20, Fraction(1, 100), {"主题": "环境保护", "件数": "20", "占比": "1%"})
        enough = Fact("主题占比", "环境保护", 20, Fraction(1, 2), {"主题": "环境保护", "件数": "20", "占比": "50%"})
        assert suggest([few]) == suggest([rare]) == suggest([]) == []
        (said,) = suggest([enough])
        assert "20件" in said.text
        assert "50%" in said.text

    def test_a_subject_and_a_title_are_spoken_of_once(self) -> None:
        values = {"主题": "民政", "件数": "20", "占比": "50%", "增加": "10", "上升": "100%", "相比": "上月"}
        facts = [Fact(kind, "民政", 20, Fraction(1, 2), values) for kind in ("主题上升", "主题占比")]
        assert [one.fact.kind for one in suggest(facts)] == ["主题上升"]
