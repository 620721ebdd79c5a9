"""Labelled sentences: read, held against their labels, put into folds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.errors import UserError
from evaluation.characters_rows import Edit, Row, disagreeing, edits, faulty, folds, groups, read, splits

TEXT = st.text("建设健康中国，加快发展。", max_size=12)


def row(right: str, wrong: str = "", part: str = "odw", number: int = 1) -> Row:
    wrong = wrong or right
    return Row(part, number, sum(a != b for a, b in zip(wrong, right, strict=False)), wrong, right)


class TestReading:
    def test_a_row_keeps_its_part_and_its_line(self, tmp_path: Path) -> None:
        (tmp_path / "odw.train").write_text("0\t按期报送\t按期报送\n\n1\t安期报送\t按期报送\n", encoding="utf-8")
        rows = read(tmp_path, ["odw"])
        assert rows == [Row("odw", 1, 0, "按期报送", "按期报送"), Row("odw", 3, 1, "安期报送", "按期报送")]
        assert [each.is_clean for each in rows] == [True, False]

    @pytest.mark.parametrize("line", ["按期报送", "1\t按期报送", "一\t安期\t按期", "1\t\t按期", "1\t安期\t按期\t多一栏"])
    def test_what_is_no_row_is_told_with_its_line(self, tmp_path: Path, line: str) -> None:
        (tmp_path / "odw.train").write_text(f"0\t按期\t按期\n{line}\n", encoding="utf-8")
        with pytest.raises(UserError, match="三栏") as fault:
            read(tmp_path, ["odw"])
        assert "第 2 行" in str(fault.value)

    def test_a_missing_file_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(UserError, match="读不出来"):
            read(tmp_path, ["odw"])

    def test_the_train_parts_have_the_rows_that_are_known_to_be_faulty(self, shared_data: Path) -> None:
        rows = read(shared_data / "typos")
        assert len(rows) == 3688
        assert [(each.part, each.number) for each in faulty(rows)] == [("odw", n) for n in (336, 514, 1209, 1325, 1614)]


class TestEdits:
    def test_neighbours_are_told_one_by_one(self) -> None:
        assert edits("发展鬼魔", "发展规模") == [Edit(2, 3, "规"), Edit(3, 4, "模")]

    def test_a_doubled_and_a_missing_character_are_stretches(self) -> None:
        assert edits("进行行检查", "进行检查") == [Edit(1, 2, "")]
        assert edits("进检查", "进行检查") == [Edit(1, 1, "行")]

    @given(TEXT, TEXT)
    def test_put_in_they_give_the_target(self, source: str, target: str) -> None:
        text, moved = source, 0
        for edit in edits(source, target):
            text = text[: edit.start + moved] + edit.replacement + text[edit.end + moved :]
            moved += len(edit.replacement) - (edit.end - edit.start)
        assert text == target


class TestLabels:
    def test_a_claim_that_does_not_fit_and_other_lengths_are_named(self) -> None:
        rows = [Row("odw", 1, 1, "按期", "按期"), Row("odw", 2, 1, "安期", "按期"), Row("odw", 3, 1, "安", "按期")]
        assert [(each.number, each.why) for each in faulty(rows)] == [(1, "claims 1, has 0"), (3, "lengths 1 and 2")]

    def test_two_right_forms_that_differ_in_one_character_are_shown(self) -> None:
        one, other = row("界首市扶贫开发局", number=1), row("界首市扶平开发局", number=2)
        assert disagreeing([one, other, row("另外一句")]) == [(other, one)]


class TestGroups:
    def test_sentences_that_share_eight_characters_share_a_group(self) -> None:
        rows = [row("各地各部门要按职责分工负责"), row("财政部牵头，各地各部门要按职责分工"), row("加快农产品标准化体系建设。")]
        assert groups(rows) == [0, 0, 2]

    def test_a_sentence_and_its_faulty_form_share_a_group_however_short(self) -> None:
        assert groups([row("合理设定"), row("合理设定", "合理社定"), row("分步实现")]) == [0, 0, 2]

    def test_alike_is_passed_on(self) -> None:
        a, b = "甲乙丙丁戊己庚辛", "子丑寅卯辰巳午未"
        assert groups([row(a), row(b), row(a + b)]) == [0, 0, 0]

    def test_short_sentences_that_differ_in_a_character_in_the_middle_share_a_group(self) -> None:
        assert groups([row("兰考县政协党组书记"), row("兰考县政府党组书记")]) == [0, 0]


class TestFolds:
    @given(st.lists(st.integers(0, 6), min_size=1, max_size=40), st.integers(2, 5))
    def test_a_group_is_never_parted(self, group_of: list[int], number: int) -> None:
        rows = [row(f"第{at}句", number=at + 1) for at in range(len(group_of))]
        found = folds(rows, group_of, number)
        assert all(len({fold for fold, group in zip(found, group_of, strict=True) if group == each}) == 1 for each in group_of)
        assert set(found) <= set(range(number))

    def test_every_row_is_measured_once_and_never_trained_on_then(self) -> None:
        rows = [row(chr(0x4E00 + 20 * at) + chr(0x4E01 + 20 * at), number=at) for at in range(23)]
        found = splits(rows)
        assert sorted(at for split in found for at in split.test) == list(range(23))
        for split in found:
            assert not set(split.train) & set(split.test)
            for inner in splits(rows, split.train, 4, "inner"):
                assert set(inner.train) | set(inner.test) == set(split.train)

    def test_the_train_parts_are_shared_out_evenly_and_alike_on_every_machine(self, shared_data: Path) -> None:
        rows = read(shared_data / "typos")
        found = splits(rows)
        assert all(abs(len(split.test) - len(rows) / 5) < 5 for split in found)
        for part in ("odw", "law"):
            sizes = [sum(rows[at].part == part for at in split.test) for split in found]
            assert max(sizes) - min(sizes) <= 3
