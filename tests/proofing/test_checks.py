"""Every check runs its own examples, and the list of checks is complete."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import drafting.proofing
from drafting.documents.model import Level
from drafting.proofing import CHECKS, FAMILIES, Check, proofread
from drafting.proofing.examples import fault, profile, read

BAD = [pytest.param(check, example, id=f"{check.code}-{n}") for check in CHECKS for n, example in enumerate(check.examples, 1)]
SILENT = [pytest.param(check, text, id=f"{check.code}-{n}") for check in CHECKS for n, text in enumerate(check.passes, 1)]
_RANK = [Level.HINT, Level.WARNING, Level.ERROR]


@pytest.mark.parametrize(("check", "example"), BAD)
def test_a_bad_example_gives_one_finding_at_the_mark_and_its_suggestion_gives_the_good_form(check, example):
    document = read(example.bad)
    found = proofread(document, (check,), profile=profile(example.bad))
    assert len(found) == 1, [(f.span, f.message) for f in found]
    span = found[0].span
    assert (span.paragraph, span.start, span.end) == fault(example.bad)
    if found[0].suggestion is not None:
        text = document.paragraphs[span.paragraph].text
        fixed = text[: span.start] + found[0].suggestion + text[span.end :]
        good = read(example.good).paragraphs
        assert fixed == (good[span.paragraph].text if span.paragraph < len(good) else "")


@pytest.mark.parametrize(("check", "example"), BAD)
def test_the_good_form_is_silent(check, example):
    assert [(f.span, f.message) for f in proofread(read(example.good), (check,), profile=profile(example.good))] == []


@pytest.mark.parametrize(("check", "example"), BAD)
def test_a_bad_example_is_told_by_its_own_check_when_all_run(check, example):
    document = read(example.bad)
    paragraph, start, end = fault(example.bad)
    here = [
        f
        for f in proofread(document, profile=profile(example.bad))
        if f.span.paragraph == paragraph and f.span.start <= start and end <= f.span.end
    ]
    assert check.code in {f.code for f in here}, [(f.code, f.span) for f in here]


@pytest.mark.parametrize(("check", "text"), SILENT)
def test_a_look_alike_is_silent(check, text):
    assert [(f.span, f.message) for f in proofread(read(text), (check,), profile=profile(text))] == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_check_is_well_formed(check):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", check.code)
    assert check.family in FAMILIES
    assert isinstance(check.examples, tuple)
    assert isinstance(check.passes, tuple)
    assert check.examples
    assert check.passes
    assert check.why.endswith("。")
    assert not check.title.endswith("。")
    assert _RANK.index(check.level) <= _RANK.index(check.basis.strength.highest_level)
    assert check.silences <= {c.code for c in CHECKS} | set(FAMILIES)
    for example in check.examples:
        for finding in proofread(read(example.bad), (check,), profile=profile(example.bad)):
            assert finding.message.endswith("。")
            assert "。。" not in finding.message


def test_the_list_of_checks_holds_every_check_that_a_module_defines():
    defined = {}
    for module in pkgutil.walk_packages(drafting.proofing.__path__, "drafting.proofing."):
        for value in vars(importlib.import_module(module.name)).values():
            for check in value if isinstance(value, tuple) else (value,):
                if isinstance(check, Check):
                    defined[check.code] = module.name
    assert set(defined) == {check.code for check in CHECKS}


def test_codes_are_unique_and_every_family_has_a_check():
    assert len({check.code for check in CHECKS}) == len(CHECKS)
    assert {check.family for check in CHECKS} == set(FAMILIES)
