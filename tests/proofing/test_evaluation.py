"""The measures of proofreading, on documents built here, and the tables that they read."""

from __future__ import annotations

import random
import re

import pytest

from drafting.documents.model import Document, Paragraph, Role
from drafting.documents.reading import read_text
from drafting.proofing import CHECKS, FAMILIES, proofread
from evaluation.proofing import Fault, examine, faults, outcome, table
from evaluation.proofing_cases import CASES, HELD, cases, judge
from evaluation.proofing_hits import verdicts
from evaluation.proofing_planters import PLANTERS

TEXT = (
    "青山市人民政府办公室关于做好防汛工作的通知\n各县（市、区）人民政府：\n"
    "为贯彻落实上级部署，现将有关事项通知如下。\n一、提高思想认识\n各单位要认真学习，充分认识防汛工作的重要意义，切实抓好落实。\n"
    "二、落实工作责任\n各县（市、区）要明确责任分工，加强统筹协作。\n青山市人民政府办公室\n2024年5月8日\n"
)
KNOWN = {check.code for check in CHECKS}
# Published law and policy is right: a check that speaks there must have been read, at the rate that its level asks for.
LEAST = {"error": 0.95, "warning": 0.8, "hint": 0.0}


def fault(name: str, expression: str | None, instead: str, right: str = "", roles: frozenset[Role] = frozenset({Role.BODY})) -> Fault:
    return Fault(name, frozenset({"wording"}), "", roles, re.compile(expression) if expression else None, instead, right)


def test_the_slips_are_of_known_families_and_many_kinds():
    ways = faults()
    assert {family for way in ways for family in way.families} <= set(FAMILIES)
    assert {family for planter in PLANTERS for family in planter.families} <= set(FAMILIES)
    assert len({way.name for way in ways} | {planter.name for planter in PLANTERS}) > 200


def test_every_numbered_common_error_of_the_text_is_planted():
    layout_only = {20, 21, 89, 90, 92, 93, 94, 95}  # 89 is no fault of a text; the others are planted in .docx
    other_wording = {14, 16, 18, 29}  # kinds of titles of which the documents have too few
    planted = {int(way.number) for way in (*faults(), *PLANTERS) if way.number}
    assert set(range(1, 97)) - planted - layout_only - other_wording <= {8, 62}


def test_a_slip_is_planted_in_one_paragraph_and_its_place_told():
    document = Document((Paragraph("加强统筹协作。"), Paragraph("抓好部署。")))
    planted = fault("布署", "部署", "布署").plant(document, random.Random(1))
    assert planted is not None
    assert planted.document.paragraphs[1].text[planted.start : planted.end] == "布署"
    assert planted.document.paragraphs[0] == document.paragraphs[0]
    assert planted.right == "抓好部署。"
    assert fault("布署", "部署", "布署").plant(Document((Paragraph("无处可种。"),)), random.Random(1)) is None


def test_a_sentence_is_added_with_its_fault_marked():
    document = Document((Paragraph("这一段有二十个字以上，所以可以在它的后面加一句话。"),))
    planted = fault("年", None, "自⟦98年⟧以来。", "1998年").plant(document, random.Random(1))
    assert planted is not None
    assert planted.document.paragraphs[0].text[planted.start : planted.end] == "98年"
    assert planted.right == document.paragraphs[0].text + "自1998年以来。"


def test_an_automatic_number_is_not_planted_over():
    numbered = Document((Paragraph("一、提高认识", Role.HEADING1, numbering="一、"),))
    assert fault("序号", "^一、", "一.", roles=frozenset({Role.HEADING1})).plant(numbered, random.Random(1)) is None


def test_what_was_found_before_does_not_count_and_what_is_new_elsewhere_is_an_alarm():
    document = read_text(TEXT.replace("认真学习，", "认真学习,"), "")
    planted = fault("布署", "上级部署", "上级布署").plant(document, random.Random(1))
    assert planted is not None
    told = outcome(planted, frozenset({"wrong-characters"}), proofread(document), document)
    assert (told.found, told.mended, told.alarms) == (True, True, ())
    blind = outcome(planted, frozenset({"wrong-characters"}), (), document)
    assert [finding.code for finding in blind.alarms] == ["half-width-punctuation"]
    assert not outcome(planted, frozenset({"privacy"}), proofread(document), document).found


def test_the_figures_count_what_was_planted_and_found(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "001.txt").write_text(TEXT, encoding="utf-8")
    figures = examine(tmp_path, per_kind=1, drafted=())
    kind = next(kind for kind in figures.kinds if kind.name == "布署")
    assert len(kind.outcomes) == 3  # each way of writing it at least once
    assert figures.alarms() == {"error": 0, "warning": 0, "hint": 0}
    assert figures.by_document()["error"] == {"mean": 0, "median": 0, "none": 1}
    assert 0 < figures.recall()["all"] <= 1
    assert "wrong-characters" in table(figures)


def test_a_case_is_held_against_its_mark(tmp_path):
    path = tmp_path / "cases.tsv"
    path.write_text("#\n#\nwording\t各单位要上报⟦台帐⟧。\t台账\n\t各单位要上报台账。\t\n", encoding="utf-8")
    faulty, clean = cases(path)
    assert faulty.faulty is not None
    assert faulty.document.paragraphs[faulty.faulty[0]].text[faulty.faulty[1] : faulty.faulty[2]] == "台帐"
    assert judge(faulty).mended
    assert judge(clean).elsewhere == ()


@pytest.mark.parametrize("path", [CASES, HELD])
def test_every_case_has_one_mark_at_most_and_a_known_family(path):
    for case in cases(path):
        assert case.families <= set(FAMILIES)
        assert case.written.count("⟦") == case.written.count("⟧") <= 1
        assert bool(case.families) == ("⟦" in case.written)


def test_the_verdicts_speak_of_checks_that_exist_at_their_level():
    levels = {check.code: check.level.value for check in CHECKS}
    for verdict in verdicts().values():
        assert verdict.code in KNOWN
        assert verdict.right <= verdict.judged
        assert verdict.level == levels[verdict.code]


def test_what_was_judged_is_right_often_enough_for_its_level():
    for verdict in verdicts().values():
        if verdict.judged >= 5:
            wrong = verdict.judged - verdict.right
            # One wrong in a sample of less than twenty does not show more than one in twenty.
            assert wrong <= max(1, (1 - LEAST[verdict.level]) * verdict.judged), verdict


@pytest.mark.shared_data
def test_every_check_that_speaks_in_genuine_documents_was_judged(shared_data):
    from evaluation.proofing_hits import counts, genuine

    total, _ = counts(genuine(shared_data))
    judged = {code for code, verdict in verdicts().items() if verdict.judged >= min(5, total[code])}
    assert [code for code, count in total.items() if count >= 5 and code not in judged] == []
