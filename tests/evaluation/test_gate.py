"""The gate holds quality to its floors."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.gate import failures, fingerprint, flatten, updated

PINNED = {"at_least": {"roles.title.f1": 0.95}, "at_most": {"proofing.false_alarms": 0.5}}


def test_figures_at_their_floors_pass() -> None:
    assert failures({"roles.title.f1": 0.95, "proofing.false_alarms": 0.5}, PINNED) == []


def test_a_figure_below_its_floor_fails() -> None:
    (line,) = failures({"roles.title.f1": 0.9, "proofing.false_alarms": 0.5}, PINNED)
    assert line.startswith("roles.title.f1")


def test_more_false_alarms_than_pinned_fail() -> None:
    (line,) = failures({"roles.title.f1": 1.0, "proofing.false_alarms": 0.9}, PINNED)
    assert line.startswith("proofing.false_alarms")


def test_a_figure_that_is_no_longer_measured_fails() -> None:
    assert failures({"roles.title.f1": 1.0}, PINNED) == ["proofing.false_alarms: no longer measured"]


def test_an_update_tightens() -> None:
    new = updated({"roles.title.f1": 0.99, "proofing.false_alarms": 0.1}, PINNED, allow_regression=False)
    assert new["at_least"] == {"roles.title.f1": 0.99}
    assert new["at_most"] == {"proofing.false_alarms": 0.1}


def test_an_update_refuses_to_loosen_unless_told() -> None:
    worse = {"roles.title.f1": 0.5, "proofing.false_alarms": 0.1}
    with pytest.raises(ValueError, match="allow-regression"):
        updated(worse, PINNED, allow_regression=False)
    assert updated(worse, PINNED, allow_regression=True)["at_least"] == {"roles.title.f1": 0.5}


def test_nested_figures_become_dotted_names() -> None:
    assert flatten({"a": {"b": 1, "c": {"d": 0.5}}, "note": "words"}) == {"a.b": 1.0, "a.c.d": 0.5}


def test_a_changed_file_changes_the_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一", encoding="utf-8")
    before = fingerprint(tmp_path)
    (tmp_path / "a.txt").write_text("二", encoding="utf-8")
    after = fingerprint(tmp_path)
    assert before["files"] == after["files"] == 1
    assert before["sha256"] != after["sha256"]
