"""The measure of proofreading, on a folder built here."""

from __future__ import annotations

import random

from drafting.documents.model import Document, Paragraph
from drafting.proofing import CHECKS, FAMILIES
from evaluation.proofing import FAULTS, examine, faults, plant, table

TEXT = (
    "青山市人民政府办公室关于做好防汛工作的通知\n各县（市、区）人民政府：\n"
    "为贯彻落实上级部署，现将有关事项通知如下。\n一、提高思想认识\n各单位要认真学习，充分认识防汛工作的重要意义，切实抓好落实。\n"
    "二、落实工作责任\n各县（市、区）要明确责任分工，加强统筹协作。\n青山市人民政府办公室\n2024年5月8日\n"
)


def test_every_kind_of_fault_has_a_name_of_its_own_and_a_known_family():
    kinds = faults()
    assert len({fault.name for fault in kinds}) == len(kinds) > 50
    assert {fault.family for fault in kinds} <= set(FAMILIES)


def test_planting_changes_one_paragraph_and_tells_where():
    document = Document((Paragraph("加强统筹协作。"), Paragraph("抓好部署。")))
    fault = next(f for f in faults() if f.name == "布署")
    planted = plant(document, fault, random.Random(1))
    assert planted is not None
    faulty, index, start, end = planted
    assert faulty.paragraphs[index].text[start:end] == "布署"
    assert faulty.paragraphs[0] == document.paragraphs[0]
    assert plant(Document((Paragraph("无处可种。"),)), fault, random.Random(1)) is None


def test_the_figures_count_what_was_planted_and_found(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "001.txt").write_text(TEXT, encoding="utf-8")
    figures = examine(tmp_path, per_kind=1)
    assert figures.documents == 1
    assert figures.levels == {}
    assert figures.kinds["布署"] == ("wrong-characters", 1, 1)
    assert figures.recall()["wrong-characters"] == 1.0
    assert "wrong-characters" in table(figures)


def test_the_judged_samples_speak_of_checks_that_exist():
    rows = [line.split("\t") for line in FAULTS.with_name("proofing_precision.tsv").read_text(encoding="utf-8").splitlines()]
    known = {check.code for check in CHECKS}
    for code, _, _, _, _, judged, right, *_ in (row for row in rows if not row[0].startswith(("#", "code"))):
        assert code in known
        assert int(right) <= int(judged)
