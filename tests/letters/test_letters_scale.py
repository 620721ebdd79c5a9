"""The made letters of the benchmark are what it counts on, and its measure of quality is right."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks.letters_scale import STAGES, quality, staged
from benchmarks.made_letters import CHARACTERS, SINGLE, made_letters, write_letters
from drafting.letters.batch import Letter
from drafting.letters.issues import find_issues
from drafting.letters.reading import read_letters


def test_the_same_number_gives_the_same_letters() -> None:
    assert list(made_letters(300)) == list(made_letters(300))
    assert list(made_letters(300)) != list(made_letters(300, seed=7))


def test_every_matter_has_two_letters_at_least_and_some_letters_have_none(tmp_path: Path) -> None:
    write_letters(tmp_path / "a.csv", 2_000)
    letters = read_letters([tmp_path / "a.csv"]).letters
    matters = [int(line) for line in (tmp_path / "a.matters").read_text(encoding="utf-8").split()]
    assert len(letters) == len(matters) == 2_000
    sizes = Counter(matters)
    assert SINGLE <= sizes.pop(-1) / 2_000 < SINGLE + 0.2
    assert min(sizes.values()) >= 2
    assert sum(len(letter.text) for letter in letters) / 2_000 == pytest.approx(CHARACTERS, rel=0.2)
    assert all(letter.time for letter in letters)


def test_quality_is_the_mean_of_the_best_f1() -> None:
    truth = [0] * 5 + [1] * 5 + [2, 2, -1]
    assert quality(truth, [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9], [10, 11]])["mean best F1"] == 1.0
    found = quality(truth, [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [12]])
    assert (found["mean best F1"], found["matters judged"], found["largest issue"]) == (round(2 * 5 / 15, 3), 2, 10)
    assert quality(truth, [])["mean best F1"] == 0.0


def test_each_stage_of_grouping_is_measured() -> None:
    figures: dict[str, Any] = {}
    with staged(figures):
        issues = find_issues([Letter(str(row), "青禾苑电梯困人", f"青禾苑电梯今年第{row}次困人，请检查电梯。", "") for row in range(4)])
    assert len(issues) == 1
    assert set(figures) == {f"{stage} {unit}" for stage in STAGES for unit in ("s", "MB")}
