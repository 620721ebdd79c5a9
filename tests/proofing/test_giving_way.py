"""What a model of the language infers gives way to what a rule says of the same characters, and to nothing else."""

from __future__ import annotations

import pytest

from drafting.documents.model import Document, Finding, Level, Paragraph, Span
from drafting.proofing import CHECKS, proofread
from drafting.proofing.proofreading import _beside

BASIS = CHECKS[0].basis
TEXT = "根据《青水市建设工程质量管里办法》和有关规定办理，请认真组织实施。"


def _finding(start: int, end: int, suggestion: str | None, level: Level = Level.ERROR, family: str = "references") -> Finding:
    return Finding("x", family, level, Span(0, start, end), "。", suggestion, BASIS)


def _kept(inferred: Finding, *faults: Finding) -> bool:
    return bool(_beside([inferred], faults, Document((Paragraph(TEXT),))))


AT = TEXT.index("里")
INFERRED = _finding(AT, AT + 1, "理", family="wrong-characters")


@pytest.mark.parametrize("start", [AT, AT - 3, 3])
def test_a_rule_that_would_change_the_same_character_is_enough_however_long_its_span(start: int) -> None:
    end = AT + 3
    assert not _kept(INFERRED, _finding(start, end, TEXT[start:end].replace("里", "理")))


def test_a_rule_that_would_change_another_character_of_its_span_hides_nothing() -> None:
    assert _kept(INFERRED, _finding(AT - 4, AT + 3, TEXT[AT - 4 : AT + 3].replace("质", "制")))


def test_a_hint_without_a_suggestion_hides_no_error() -> None:
    assert _kept(INFERRED, _finding(2, 17, None, Level.HINT))


@pytest.mark.parametrize("fault", [_finding(AT - 2, AT + 2, None), _finding(AT, AT + 1, None, Level.WARNING, "wrong-characters")])
def test_an_error_or_a_wrong_character_left_to_a_person_is_told_once(fault: Finding) -> None:
    assert not _kept(INFERRED, fault)


def test_of_overlapping_rules_each_counts() -> None:
    first, second = _finding(AT - 4, AT - 2, "甲乙"), _finding(AT - 3, AT + 2, "丙丁戊己庚")
    assert not _kept(INFERRED, first, second)


def test_a_misspelt_title_is_an_error_though_the_right_one_is_cited_too() -> None:
    right = TEXT.replace("里", "理")
    codes = {f.code: f.level for f in proofread(Document((Paragraph(right), Paragraph(TEXT))))}
    assert codes["character-wrong-in-context"] is Level.ERROR
