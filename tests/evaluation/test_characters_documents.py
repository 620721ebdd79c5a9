"""False alarms on genuine documents are told from true faults by verdicts."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafting.documents.errors import UserError
from drafting.documents.reading import read_text
from evaluation.characters import Correction
from evaluation.characters_documents import Place, Told, Verdict, report, shown, told_by_corrector, verdicts
from evaluation.characters_tiers import Tiers
from evaluation.proofing import genuine


def told(start: int, end: int, level: str = "error") -> Told:
    return Told(Place("001", 2, start, end), level, "订", "wrong-character")


FAULT = Verdict(Place("001", 2, 5, 6), "fault", "订", "")
RIGHT = Verdict(Place("001", 2, 9, 10), "right", "", "")


class TestReport:
    def test_right_false_and_unjudged_findings_are_parted(self) -> None:
        outcome = report([told(5, 6), told(9, 10, "warning"), told(20, 21)], [FAULT, RIGHT], 40_000)
        assert (outcome.told, outcome.right) == ({"error": 2, "warning": 1, "hint": 0}, {"error": 1, "warning": 0, "hint": 0})
        assert outcome.unjudged == (told(20, 21),)
        assert (outcome.found, outcome.known) == (1, 1)

    def test_what_nobody_has_judged_counts_as_false(self) -> None:
        assert report([told(20, 21)], [FAULT], 20_000).false_per_part("error") == 0.5

    def test_a_finding_is_judged_by_a_verdict_that_it_touches(self) -> None:
        assert report([told(4, 7)], [FAULT], 1).right["error"] == 1
        assert report([told(6, 7)], [FAULT], 1).unjudged == (told(6, 7),)

    def test_two_findings_of_one_fault_find_it_once(self) -> None:
        assert report([told(5, 6), told(4, 6)], [FAULT], 1).found == 1

    def test_another_paragraph_is_another_place(self) -> None:
        assert not Place("001", 2, 5, 6).touches(Place("001", 3, 5, 6))
        assert Place("001", 2, 5, 5).touches(Place("001", 2, 5, 5))

    def test_the_table_has_a_line_for_each_level(self) -> None:
        table = report([told(5, 6), told(9, 10)], [FAULT, RIGHT], 10_000).table()
        assert "| error | 2 | 1 | 1 | 0 | 1.000 |" in table
        assert "1 of 1 known faults found" in table


class TestCorrectors:
    def test_a_corrector_is_asked_for_each_paragraph_and_told_by_its_levels(self) -> None:
        document = read_text("关于修定办法的通知\n各单位：\n现将修定的办法印发。", "007_通知.txt")

        def correct(texts: list[str]) -> list[list[Correction]]:
            return [[Correction(text.index("定"), text.index("定") + 1, "订", 0.8)] if "定" in text else [] for text in texts]

        found = told_by_corrector(correct, [document], Tiers(0.9, 0.7, 0.5))  # type: ignore[arg-type]
        assert [(each.place, each.level) for each in found] == [
            (Place("007", 0, 3, 4), "warning"),
            (Place("007", 2, 3, 4), "warning"),
        ]
        assert told_by_corrector(correct, [document], Tiers(0.9, 0.9, 0.9)) == []  # type: ignore[arg-type]
        assert "现将修⟦定⟧的办法" in shown(found, [document])


class TestVerdicts:
    @pytest.mark.parametrize("line", ["001\t2\t5", "001\t2\t5\t6\tmaybe", "一\t2\t5\t6\tright"])
    def test_a_faulty_line_is_named(self, tmp_path: Path, line: str) -> None:
        path = tmp_path / "verdicts.tsv"
        path.write_text(f"# 判定\n{line}\n", encoding="utf-8")
        with pytest.raises(UserError, match="判定") as fault:
            verdicts(path)
        assert "第 2 行" in str(fault.value)

    def test_every_verdict_lies_in_its_document(self, shared_data: Path) -> None:
        documents = {document.source[:3]: document for document in genuine(shared_data)}
        for verdict in verdicts():
            text = documents[verdict.place.document].paragraphs[verdict.place.paragraph].text
            assert verdict.place.start <= verdict.place.end <= len(text)
            assert text[verdict.place.start : verdict.place.end] != verdict.better

    def test_places_are_judged_once(self) -> None:
        places = [verdict.place for verdict in verdicts()]
        assert len(set(places)) == len(places)
