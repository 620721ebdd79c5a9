"""The measure: what counts as found, as mended and as a false alarm."""

from __future__ import annotations

import pytest

from evaluation.characters import Correction, Found, Rate, by_kind, corrected, headline, measure, measure_proposals
from evaluation.characters_kinds import kinds_of
from evaluation.characters_rows import Row
from evaluation.characters_tiers import NEVER, Tiers, choose, curve, is_right, nested, tables

CLEAN = Row("odw", 1, 0, "按期报送材料", "按期报送材料")
ONE = Row("odw", 2, 1, "安期报送材料", "按期报送材料")
TWO = Row("odw", 3, 2, "安期报送才料", "按期报送材料")


def mend(at: int, character: str, probability: float = 1.0) -> Correction:
    return Correction(at, at + 1, character, probability)


class TestCorrecting:
    def test_corrections_of_other_lengths_move_what_follows(self) -> None:
        assert corrected("进行行检", [Correction(4, 4, "查"), Correction(1, 2, "")]) == "进行检查"

    @pytest.mark.parametrize("second", [(1, 2), (0, 9), (3, 2)])
    def test_corrections_that_overlap_or_lie_outside_are_refused(self, second: tuple[int, int]) -> None:
        with pytest.raises(ValueError, match="overlap"):
            corrected("按期报送", [Correction(0, 2, "安全"), Correction(*second, "全")])


class TestSentences:
    def test_all_right_is_full_marks(self) -> None:
        figures = measure_proposals([CLEAN, ONE, TWO], [[], [mend(0, "按")], [mend(0, "按"), mend(4, "材")]])
        assert figures.correction == figures.detection == Rate(2, 2, 2)
        assert figures.false_alarms_per_thousand == 0

    def test_a_sentence_of_which_one_fault_stays_is_not_mended_nor_found(self) -> None:
        figures = measure_proposals([TWO], [[mend(0, "按")]])
        assert figures.correction == figures.detection == Rate(0, 1, 1)
        assert figures.correction_characters == Rate(1, 1, 2)

    def test_a_fault_put_right_wrongly_is_found_and_not_mended(self) -> None:
        figures = measure_proposals([ONE], [[mend(0, "暗")]])
        assert (figures.detection, figures.correction) == (Rate(1, 1, 1), Rate(0, 1, 1))

    def test_a_right_character_changed_beside_spoils_the_sentence(self) -> None:
        figures = measure_proposals([ONE], [[mend(0, "按"), mend(1, "其")]])
        assert figures.correction == Rate(0, 1, 1)
        assert figures.correction_characters == Rate(1, 2, 1)

    def test_a_clean_sentence_that_is_changed_is_a_false_alarm(self) -> None:
        figures = measure_proposals([CLEAN, CLEAN], [[mend(0, "安")], []])
        assert (figures.false_alarms, figures.clean, figures.false_alarms_per_thousand) == (1, 2, 500)
        assert figures.correction.precision == 0

    def test_a_correction_that_changes_nothing_is_none(self) -> None:
        assert measure_proposals([CLEAN], [[mend(0, "按")]]).false_alarms == 0

    def test_what_is_less_probable_than_the_threshold_is_not_put_in(self) -> None:
        assert measure(lambda texts: [[mend(0, "按", 0.4)] for _ in texts], [ONE], 0.5).correction == Rate(0, 0, 1)

    def test_a_word_put_in_whole_counts_by_its_wrong_characters(self) -> None:
        row = Row("odw", 1, 2, "发展鬼魔", "发展规模")
        assert measure_proposals([row], [[Correction(0, 4, "发展规模")]]).correction_characters == Rate(2, 2, 2)

    def test_figures_of_parts_add_up(self) -> None:
        parts = measure_proposals([ONE], [[]]) + measure_proposals([TWO, CLEAN], [[], [mend(0, "安")]])
        assert parts == measure_proposals([ONE, TWO, CLEAN], [[], [], [mend(0, "安")]])

    def test_the_tables_name_what_was_measured(self) -> None:
        figures = measure_proposals([ONE, CLEAN], [[mend(0, "按")], []])
        assert "| 规则 | 100.0 / 100.0 / **100.0** |" in headline({"规则": figures})
        assert "| same pinyin | 100 / 100 of 1 |" in by_kind({"规则": figures})


class TestKinds:
    @pytest.mark.parametrize(
        ("wrong", "right", "kind"),
        [
            ("遵守基本园则", "遵守基本原则", "same pinyin"),
            ("安全生产工走", "安全生产工作", "near pinyin"),
            ("木行政区域内", "本行政区域内", "unlike in sound"),
            ("公民的权力受保护", "公民的权利受保护", "another word"),
            ("发展的鬼魔", "发展的规模", "adjacent"),
            ("发展济经", "发展经济", "order"),
            ("进行行检查", "进行检查", "doubled"),
            ("加强领导领导", "加强领导", "doubled"),
            ("进检查", "进行检查", "missing"),
            ("加强了的领导", "加强的领导", "superfluous"),
        ],
    )
    def test_a_fault_has_a_kind(self, wrong: str, right: str, kind: str) -> None:
        assert set(kinds_of(wrong, right).values()) == {kind}

    def test_kinds_are_counted_as_seen_and_as_mended(self) -> None:
        figures = measure_proposals([TWO], [[mend(0, "暗"), mend(4, "材")]])
        assert figures.kinds == {"same pinyin": Found(2, 2, 1)}


class TestTiers:
    def test_the_curve_says_at_each_probability_what_holds_from_there_on(self) -> None:
        rows = [ONE, TWO, CLEAN]
        proposals = [[mend(0, "按", 0.9)], [mend(0, "按", 0.9), mend(4, "裁", 0.5), mend(5, "聊", 0.5)], [mend(0, "安", 0.7)]]
        for point in curve(rows, proposals):
            figures = measure_proposals(rows, proposals, point.threshold)
            assert (point.changed, point.mended, point.alarms) == (
                figures.correction.proposed,
                figures.correction.hits,
                figures.false_alarms,
            )
        assert [(p.threshold, p.proposals, p.right) for p in curve(rows, proposals)] == [(0.9, 2, 2), (0.7, 3, 2), (0.5, 5, 2)]

    def test_a_correction_is_right_only_if_it_changes_nothing_else(self) -> None:
        assert is_right(ONE, Correction(0, 2, "按期"))
        assert not is_right(ONE, Correction(0, 2, "按其"))
        assert not is_right(CLEAN, mend(0, "安"))

    def test_thresholds_keep_false_alarms_below_their_bounds(self) -> None:
        rows = [ONE] * 100 + [CLEAN] * 1000
        alarms = [[mend(0, "安", 0.6 - at / 10000)] if at < 30 else [] for at in range(1000)]
        proposals = [[mend(0, "按", 0.9 if at < 60 else 0.3)] for at in range(100)] + alarms
        tiers = choose(rows, proposals)
        assert tiers == Tiers(0.9, 0.9, 0.9)  # what is gained lies below more than 30 alarms
        for least, most in zip(tiers, (1.75, 5, 20), strict=True):
            assert measure_proposals(rows, proposals, least).false_alarms_per_thousand <= most

    def test_where_nothing_is_right_nothing_is_told(self) -> None:
        tiers = choose([CLEAN, CLEAN], [[mend(0, "安", 0.9)], []])
        assert tiers == Tiers(NEVER, NEVER, NEVER)
        assert tiers.level(1.0) is None

    def test_levels_go_from_the_surest_down(self) -> None:
        assert [Tiers(0.9, 0.7, 0.5).level(p) for p in (0.95, 0.9, 0.7, 0.6, 0.1)] == ["error", "error", "warning", "hint", None]

    def test_nested_validation_never_trains_on_what_it_measures(self) -> None:
        rows = []
        for at in range(40):
            right = "".join(chr(0x4E00 + 37 * at + step) for step in range(6))
            rows.append(Row("odw", at, at % 2, ("某" if at % 2 else right[0]) + right[1:], right))
        asked: list[set[str]] = []

        def trainer(known: list[Row]):  # type: ignore[no-untyped-def]
            seen = {row.wrong for row in known}

            def correct(texts: list[str]) -> list[list[Correction]]:
                assert not seen & set(texts)
                asked.append(set(texts))
                right = {row.wrong: row.right[0] for row in rows}
                return [[mend(0, right[text])] if text[0] == "某" else [] for text in texts]

            return correct

        result = nested(rows, trainer, outer=4, inner=3)  # type: ignore[arg-type]
        assert len(asked) == 4 * (3 + 1)
        assert result.figures("odw").correction == Rate(20, 20, 20)
        assert result.right("error") == (20, 20)
        assert "| toy | ODW | 20, 100.0 % | 0 | 0 |" in tables({"toy": result})
        assert result.without({("odw", 1)}).figures().correction == Rate(19, 19, 19)
