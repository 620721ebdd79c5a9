"""The word lists: well formed, without contradictions, and a bad line is told by its number."""

from __future__ import annotations

from datetime import date

import pytest

from drafting.documents.errors import UserError
from drafting.proofing import tables
from drafting.proofing.tables import PATTERNS, TERMS, Row, contexts, idioms, lines, rows


@pytest.mark.parametrize("name", TERMS)
def test_a_table_names_each_wrong_form_once(name):
    wrong = [row.wrong for row in rows(name)]
    assert len(wrong) == len(set(wrong)) > 4


def test_no_right_form_holds_a_wrong_one():
    wrong = {row.wrong: row for name in TERMS[:3] for row in rows(name)}
    for name in TERMS:
        for row in rows(name):
            held = [w for w in wrong if w in row.right and not (wrong[w].unless and wrong[w].unless.search(row.right))]
            assert held == [], f"{row.wrong} → {row.right}"


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_holds_one_of_its_literals_and_says_what_to_do(name):
    for context in contexts(name):
        assert "x" in context.expression.groupindex
        assert context.right or context.note
        if context.right == "-":
            assert context.note


def test_a_set_phrase_is_found_by_fragments_that_together_cover_a_wrong_character_anywhere_but_in_a_common_half():
    for idiom in idioms():
        assert len(idiom.phrase) == 4
        for fragment, offset in idiom.fragments:
            assert idiom.phrase[offset : offset + len(fragment)] == fragment


def test_a_row_with_days_holds_only_for_documents_of_its_time():
    row = Row("甲", "乙", since="2018-03", until="2023")
    assert row.holds(date(2018, 3, 1), 2018)
    assert row.holds(None, 2020)
    assert row.holds(None, 2018)
    assert not row.holds(date(2018, 2, 28), 2018)
    assert not row.holds(date(2023, 1, 1), 2023)
    assert not row.holds(None, None)
    assert Row("甲", "乙", since="2018-03").holds(None, None)


@pytest.mark.parametrize("name", ["repealed", "renamed_organs"])
def test_what_is_no_longer_in_force_has_a_successor_and_a_day(name):
    for term, now, since in lines(name):
        assert term != now
        assert date.fromisoformat(since) < date(2030, 1, 1)


def test_a_city_lies_in_one_province_only():
    cities = [city for _, city, _ in lines("divisions") if city != "-"]
    assert len(cities) == len(set(cities)) == 333


def test_a_bad_line_is_told_by_its_number(tmp_path, monkeypatch):
    folder = tmp_path / "proofing"
    folder.mkdir()
    (folder / "own.tsv").write_text("# 误写\t正写\n布署\t部署\n台账\t台账\n", encoding="utf-8")
    (folder / "other.tsv").write_text("布署\t部署\t(\n", encoding="utf-8")
    monkeypatch.setattr(tables, "resource", lambda name: tmp_path)
    with pytest.raises(UserError, match=r"own\.tsv 第 3 行"):
        rows("own")
    with pytest.raises(UserError, match=r"other\.tsv 第 1 行"):
        rows("other")
