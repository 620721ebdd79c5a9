"""Counts, comparisons, figures and suggestions of the report on letters."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.letters.batch import Letter
from drafting.letters.figures import Ledger, Sort, percent
from drafting.letters.issues import Issue
from drafting.letters.periods import Period, Unit, parse_period
from drafting.letters.sorting import Verdict
from drafting.letters.statistics import Rows, Subject, compare, issue_rows, rows_of
from drafting.letters.suggestions import FACTS, Fact, parse_phrases, phrase_bank, suggest


def days(first: date, last: date, step: int = 1) -> list[date]:
    return [first + timedelta(days=n) for n in range(0, (last - first).days + 1, step)]


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

    @given(
        st.lists(
            st.tuples(st.dates(date(2001, 1, 1), date(2098, 12, 31)), st.sampled_from("甲乙丙"), st.booleans()), min_size=1, max_size=30
        )
    )
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
