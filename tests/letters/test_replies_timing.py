"""及时: working days, terms, and what is said where something is not known."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.errors import ManyErrors, UserError
from drafting.letters.reply_parts import Kind
from drafting.letters.reply_timing import Term, limits, timing
from drafting.letters.working_days import OWN_TABLE, calendar

DAYS = st.dates(date(2003, 1, 1), date(2030, 12, 31))


class TestWorkingDays:
    @pytest.mark.parametrize(
        ("day", "working"),
        [
            (date(2024, 2, 9), True),  # 除夕: recommended, not ordered, to be free in 2024
            (date(2024, 2, 12), False),  # 春节
            (date(2024, 2, 18), True),  # a Sunday worked instead
            (date(2024, 2, 24), False),  # an ordinary Saturday
            (date(2020, 1, 31), False),  # the holiday was made longer in that year
            (date(2026, 10, 10), True),
            (date(2035, 10, 3), True),  # no arrangement known: a Wednesday is a Wednesday
        ],
    )
    def test_a_day_is_worked_or_not_as_the_arrangement_of_its_year_says(self, day: date, working: bool) -> None:
        assert calendar().is_working(day) is working

    def test_the_day_of_the_letter_is_not_counted(self) -> None:
        assert calendar().between(date(2024, 3, 4), date(2024, 3, 4)) == 0
        assert calendar().between(date(2024, 3, 4), date(2024, 3, 8)) == 4

    def test_a_long_holiday_and_its_exchanged_weekends_are_counted(self) -> None:
        # 29 September and 12 October 2024 were Sundays and Saturdays worked for the week of the National Day.
        assert calendar().between(date(2024, 9, 27), date(2024, 10, 12)) == 7

    @given(DAYS, DAYS)
    def test_counting_agrees_with_looking_at_every_day(self, one: date, other: date) -> None:
        start, end = sorted((one, min(other, one + timedelta(days=500)) if other > one else other))
        start = max(start, end - timedelta(days=500))
        looked_at = sum(calendar().is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
        assert calendar().between(start, end) == looked_at

    @given(DAYS, st.integers(1, 90))
    def test_the_day_after_so_many_working_days_is_so_many_away(self, start: date, days: int) -> None:
        end = calendar().after(start, days)
        assert calendar().is_working(end)
        assert calendar().between(start, end) == days

    def test_the_office_can_add_a_year(self) -> None:
        from drafting.documents.resources import home

        assert calendar().unknown_years(date(2029, 12, 1), date(2030, 1, 5)) == (2029, 2030)
        home().mkdir(parents=True)
        (home() / OWN_TABLE).write_text("2030\t0101-0103\t0105\n", encoding="utf-8")
        assert calendar().unknown_years(date(2029, 12, 1), date(2030, 1, 5)) == (2029,)
        assert not calendar().is_working(date(2030, 1, 2))
        assert calendar().is_working(date(2030, 1, 5))

    def test_every_faulty_line_of_the_offices_table_is_told(self) -> None:
        from drafting.documents.resources import home

        home().mkdir(parents=True)
        (home() / OWN_TABLE).write_text("2030\t0230\t\n# 注\n二〇三一\t0101\t\n2032\t0105-0101\t\n", encoding="utf-8")
        with pytest.raises(ManyErrors) as caught:
            calendar()
        assert [error.where for error in caught.value.errors] == [f"{OWN_TABLE}第 {line} 行" for line in (1, 3, 4)]


class TestTerms:
    def test_a_term_that_ends_on_a_day_off_ends_on_the_next_working_day(self) -> None:
        # 15 days after 20 September 2024 is 5 October, in the holiday; 8 October is the next working day.
        assert Term(15).last_day(date(2024, 9, 20), calendar()) == date(2024, 10, 8)

    def test_an_answer_has_longer_than_a_notice(self) -> None:
        asked, answered = date(2024, 3, 4), date(2024, 4, 8)
        assert timing(asked, answered, Kind.ANSWER, limits(), calendar()).score == 100
        late = timing(asked, answered, Kind.FORWARDED, limits(), calendar())
        assert late.score is not None
        assert late.score < 60
        assert "超期 20 日" in late.reason

    @pytest.mark.parametrize(("answered", "score"), [(date(2024, 3, 11), 100), (date(2024, 3, 12), 48), (date(2024, 3, 18), 0)])
    def test_five_working_days_are_counted_as_such(self, answered: date, score: int) -> None:
        assert timing(date(2024, 3, 4), answered, Kind.ANSWER, limits("12345"), calendar()).score == score

    def test_a_missing_date_is_no_delay(self) -> None:
        found = timing(None, None, Kind.ANSWER, limits(), calendar())
        assert found.score is None
        assert found.reason == "没有来信时间、答复时间，不能算办理用时。"

    def test_an_answer_before_its_letter_is_not_scored(self) -> None:
        found = timing(date(2024, 3, 4), date(2024, 3, 1), Kind.ANSWER, limits(), calendar())
        assert found.score is None
        assert "早于来信时间" in found.reason

    def test_a_year_without_known_arrangement_is_told(self) -> None:
        found = timing(date(2031, 1, 2), date(2031, 1, 9), Kind.ANSWER, limits(), calendar())
        assert "2031年的放假安排本程序没有" in found.reason.replace(" ", "")

    def test_terms_can_be_named_otherwise(self) -> None:
        own = limits("信访", told="3个工作日", done="30日")
        assert (own.told, own.done) == (Term(3, working=True), Term(30))
        assert (str(own.told), str(own.done)) == ("3 个工作日", "30 日")
        assert limits(done="45天").told == limits().told

    @pytest.mark.parametrize("text", ["五天", "0日", "工作日", "-3日", "99999日", "3小时"])
    def test_a_term_that_is_none_is_refused(self, text: str) -> None:
        with pytest.raises(UserError, match="5个工作日"):
            limits(done=text)

    def test_an_unknown_rule_is_refused(self) -> None:
        with pytest.raises(UserError, match="12345"):
            limits("办公厅")


def test_the_shipped_table_has_every_year_from_2004() -> None:
    from drafting.documents.resources import resource
    from drafting.letters.working_days import read_arrangements

    years = read_arrangements(Path(resource("corpus")) / "letters_replies_holidays.tsv")
    assert sorted(years) == list(range(2004, 2027))
    for off, on in years.values():
        assert not off & on
        assert all(day.weekday() >= 5 for day in on)
