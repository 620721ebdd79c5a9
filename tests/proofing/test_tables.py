"""The word lists: well formed, without contradictions, and a bad line is told by its number."""

from __future__ import annotations

import re
from datetime import date

import pytest

from drafting.documents.errors import UserError
from drafting.proofing import shapes
from drafting.proofing.shapes import lines, rows

PREFERRED = ("confusables", "variants", "redundant", "fixed_phrases", "outdated_terms")


@pytest.mark.parametrize("name", PREFERRED)
def test_a_table_names_each_wrong_form_once(name):
    wrong = [row.wrong for row in rows(name)]
    assert len(wrong) == len(set(wrong)) > 4


def test_no_right_form_holds_a_wrong_one():
    wrong = {row.wrong: row for name in PREFERRED[:2] for row in rows(name)}
    for name in PREFERRED:
        for row in rows(name):
            held = [w for w in wrong if w in row.right and not (wrong[w].unless and wrong[w].unless.search(row.right))]
            assert held == [], f"{row.wrong} → {row.right}"


@pytest.mark.parametrize("name", ["in_context", "mixed_sentences"])
def test_a_pattern_names_its_fault_and_a_literal_that_it_needs(name):
    for expression, right, literals, *_ in lines(name):
        assert "x" in re.compile(expression).groupindex
        assert right
        assert literals.split()


@pytest.mark.parametrize("name", ["repealed", "renamed_organs"])
def test_what_is_no_longer_in_force_has_a_successor_and_a_day(name):
    for term, now, since in lines(name):
        assert term != now
        assert date.fromisoformat(since) < date(2030, 1, 1)


def test_a_city_lies_in_one_province_only():
    cities = [city for _, names in lines("prefectures") for city in names.split()]
    assert len(cities) == len(set(cities)) > 300


def test_a_bad_line_is_told_by_its_number(tmp_path, monkeypatch):
    folder = tmp_path / "proofing"
    folder.mkdir()
    (folder / "own.tsv").write_text("# 误写\t正写\n布署\t部署\n台账\t台账\n", encoding="utf-8")
    (folder / "other.tsv").write_text("布署\t部署\t(\n", encoding="utf-8")
    monkeypatch.setattr(shapes, "resource", lambda name: tmp_path)
    with pytest.raises(UserError, match=r"own\.tsv 第 3 行"):
        rows("own")
    with pytest.raises(UserError, match=r"other\.tsv 第 1 行"):
        rows("other")
