"""Proofreading: how the cost of its parts grows with the length of a text, of one line, of a list of words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from benchmarks.growth import growth
from benchmarks.test_proofreading import BODY, text_of
from drafting.documents.model import Document, Finding, Paragraph
from drafting.documents.reading import read_text
from drafting.proofing import CHECKS, proofread, select
from drafting.proofing.control.profile import Person, Profile, Term
from drafting.proofing.reports.report import Report, report_on
from drafting.proofing.reports.slip import slip
from tests.proofing.reports.making import document_of, finding

ROSTER = (("周明川", "市委副书记", "市长"), ("沈知远", "市委常委", "常务副市长"), ("林望舒", "副市长", "市公安局局长"))


def line(piece: str, length: int) -> Document:
    """One paragraph of about ``length`` characters: ``piece`` over and over."""
    return Document((Paragraph(piece * (length // len(piece))),))


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("\n".join(text_of(1).splitlines()[3:-2]), id="paragraphs"),
        pytest.param("".join(BODY), id="one paragraph"),
        pytest.param("各单位要高度重视,抓好落实。", id="a fault in every sentence"),
        pytest.param("，", id="commas alone"),
        pytest.param("1", id="digits alone"),
        pytest.param("（", id="brackets never closed"),
        pytest.param("“", id="quotes never closed"),
        pytest.param("《办法》、", id="titles in a row"),
        pytest.param("20万元、", id="amounts in a row"),
        pytest.param("的", id="one character"),
        pytest.param("工作", id="one word"),
        pytest.param(" ", id="spaces"),
    ],
)
def test_the_cost_grows_with_the_length_and_not_with_its_square(benchmark: Any, unit: str) -> None:
    def document(size: int) -> Document:
        text = unit * (size // len(unit))
        return Document(tuple(Paragraph(part) for part in text.split("\n")))

    once, fourfold = document(25_000), document(100_000)
    proofread(once)  # the tables are built before the clock starts
    short, long = growth(benchmark, lambda: proofread(once), lambda: proofread(fourfold), 2)
    assert long < 4 * 2 * short + 0.05, f"{short * 1000:.0f} ms, four times the text {long * 1000:.0f} ms"


@pytest.mark.parametrize("filler", ["一是干", "（一）", "第一条", "《办法》", "关于", "联系人：", "1.甲", "省市县区"])
def test_a_line_of_a_hundred_thousand_characters_is_read_in_proportion(benchmark: Any, filler: str) -> None:
    checks = select(["title", "routing", "structure", "consistency"])
    fifth, whole = line(filler, 20_000), line(filler, 100_000)
    proofread(line(filler, 1_000), checks)
    short, long = growth(benchmark, lambda: proofread(fifth, checks), lambda: proofread(whole, checks))
    assert long < 12 * short + 0.05, f"{short * 1000:.0f} ms, five times the line {long * 1000:.0f} ms"


def test_a_line_of_a_hundred_thousand_marks_is_read_in_proportion(benchmark: Any) -> None:
    checks = select(["header", "residue", "privacy", "layout"])
    tenth, whole = (read_text(f"关于防汛的通知\n{'**X月【待1（' * (length // 8)}", "通知.txt") for length in (8_000, 80_000))
    proofread(tenth, checks)
    short, long = growth(benchmark, lambda: proofread(tenth, checks), lambda: proofread(whole, checks))
    assert long < 40 * max(short, 0.02), f"{short * 1000:.0f} ms, ten times the line {long * 1000:.0f} ms"


def test_a_long_line_of_set_phrases_is_read_in_proportion(benchmark: Any) -> None:
    checks = select(["wrong-characters", "wording", "style", "punctuation"])
    piece = "各单位要高度重视，认真贯彻落实，提高工作水平，防止事故发生，做到因地制宜、"
    quarter, whole = line(piece, 1000 * len(piece)), line(piece, 4000 * len(piece))
    proofread(line(piece, 10 * len(piece)), checks)
    short, long = growth(benchmark, lambda: proofread(quarter, checks), lambda: proofread(whole, checks))
    assert long < 12 * max(short, 0.01), f"{short * 1000:.0f} ms, four times the line {long * 1000:.0f} ms"


def test_a_long_line_of_names_and_posts_is_read_in_proportion(benchmark: Any) -> None:
    checks = tuple(check for check in CHECKS if check.code.startswith("roster-"))
    profile = Profile(roster=tuple(Person(name, tuple(posts), order) for order, (name, *posts) in enumerate(ROSTER, 1)))
    piece = "市长周明川、副市长沈知远、"
    tenth, whole = line(piece, 800 * len(piece)), line(piece, 8000 * len(piece))
    proofread(line(piece, 10 * len(piece)), checks, profile=profile)
    short, long = growth(benchmark, lambda: proofread(tenth, checks, profile=profile), lambda: proofread(whole, checks, profile=profile))
    assert long < 20 * short + 0.2, f"{short * 1000:.0f} ms, ten times the line {long * 1000:.0f} ms"


def test_thousands_of_terms_cost_little_more_than_one(benchmark: Any) -> None:
    document = read_text("各单位要高度重视一网通管建设，抓好落实。\n" * 2000, "")
    terms = (Term("一网通管", "一网统管"), *(Term(f"误写{number}号词", f"正写{number}号词") for number in range(6000)))

    def told(profile: Profile) -> list[Finding]:
        return proofread(document, profile=profile)

    one, many = Profile(terms=terms[:1]), Profile(terms=terms)
    assert len(told(many)) >= 2000  # and the table is built before the clock starts
    short, long = growth(benchmark, lambda: told(one), lambda: told(many))
    assert long < 2 * short + 0.5, f"{short * 1000:.0f} ms, 6,000 terms {long * 1000:.0f} ms"


def test_a_form_takes_no_longer_for_each_fault_of_a_longer_line(benchmark: Any) -> None:
    def report(length: int) -> Report:
        faults = [finding(0, at, at + 1, message=f"第{at}处。") for at in range(8, length, 100)]
        return report_on(document_of("各单位要抓好落实,，" * (length // 10)), faults)

    quarter, whole = report(25_000), report(100_000)
    now = datetime(2026, 3, 5, 9, 7)
    short, long = growth(benchmark, lambda: slip(quarter, now=now), lambda: slip(whole, now=now))
    assert long < 4 * 2 * short + 0.05, f"{short * 1000:.0f} ms, four times the line {long * 1000:.0f} ms"
