"""The measure of layout: a file spoiled in one way is told of, and no more."""

from __future__ import annotations

import pytest

from evaluation.proofing_layout import PLANTS, examine


@pytest.fixture(scope="module")
def outcomes():
    return examine(("notice-issue",))


def test_every_way_of_spoiling_finds_room_in_a_full_notice(outcomes):
    assert [outcome.name for outcome in outcomes] == [name for name, _, _ in PLANTS]


def test_most_are_told_and_nothing_else_is_said(outcomes):
    assert sum(outcome.found for outcome in outcomes) >= 0.8 * len(outcomes)
    assert [(outcome.name, finding.code) for outcome in outcomes for finding in outcome.others] == []
