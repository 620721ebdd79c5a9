"""What the office decides holds: levels, checks switched off, accepted words."""

from __future__ import annotations

import pytest

from drafting.documents.model import Level
from drafting.proofing import proofread
from drafting.proofing.control.profile import Profile, Term
from drafting.proofing.examples import read


def told(text, **decided):
    document = read(text)
    return [
        (f.code, document.paragraphs[f.span.paragraph].text[f.span.start : f.span.end], f.level)
        for f in proofread(document, profile=Profile(**decided))
    ]


FAULTY = "请按时布署,抓好落实。"


def test_a_level_set_for_a_code_or_a_family_holds_higher_or_lower():
    assert told(FAULTY) == [("wrong-characters", "布署", Level.ERROR), ("half-width-punctuation", ",", Level.ERROR)]
    set_lower = told(FAULTY, levels={"punctuation": Level.HINT, "wrong-characters": Level.WARNING})
    assert set_lower == [("wrong-characters", "布署", Level.WARNING), ("half-width-punctuation", ",", Level.HINT)]
    assert [level for code, _, level in told("涉及到群众利益。", levels={"wording": Level.ERROR}) if code == "redundant-words"] == [
        Level.ERROR
    ]


def test_what_is_said_of_a_code_goes_before_what_is_said_of_its_family():
    assert [code for code, _, _ in told(FAULTY, levels={"punctuation": None})] == ["wrong-characters"]
    levels = {"punctuation": None, "half-width-punctuation": Level.WARNING}
    assert told(FAULTY, levels=levels)[1] == ("half-width-punctuation", ",", Level.WARNING)


def test_a_check_that_is_switched_off_hides_no_other():
    document = "標題：關於進一步加強機關效能建設的意見，請認真貫徹執行，強化責任擔當。" * 5
    assert "traditional-text" in {code for code, _, _ in told(document)}
    assert "traditional-character" in {code for code, _, _ in told(document, levels={"traditional-text": None})}


def test_an_accepted_word_silences_what_lies_inside_it_and_nothing_else():
    text = "请登录台帐管理系统,建立台帐。"
    assert [(code, words) for code, words, _ in told(text)] == [
        ("variant-words", "台帐"),
        ("half-width-punctuation", ","),
        ("variant-words", "台帐"),
    ]
    document = read(text)
    kept = proofread(document, profile=Profile(accepted={"台帐管理系统": "", "管理系统,": ""}))
    assert [(f.code, f.span.start) for f in kept] == [("half-width-punctuation", 9), ("variant-words", 12)]


@pytest.mark.parametrize("accepted", ["台", "账", "台帐", "建立台帐", "立台帐。"])
def test_only_an_occurrence_that_covers_the_fault_silences_it(accepted):
    found = [code for code, _, _ in told("建立台帐。", accepted={accepted: ""})]
    assert found == ([] if "台帐" in accepted else ["variant-words"])


def test_a_term_among_thousands_is_found_wherever_it_is_found_alone():
    text = "各单位要高度重视一网通管建设，抓好落实。\n" * 2000
    document = read(text)
    terms = (Term("一网通管", "一网统管"), *(Term(f"误写{number}号词", f"正写{number}号词") for number in range(6000)))

    def count(profile):
        return sum(finding.code == "own-terms" for finding in proofread(document, profile=profile))

    assert count(Profile(terms=terms[:1])) == count(Profile(terms=terms)) == 2000


def test_a_profile_that_decides_nothing_changes_nothing():
    document = read(FAULTY)
    assert proofread(document, profile=Profile(where="校对设置.yaml")) == proofread(document)
