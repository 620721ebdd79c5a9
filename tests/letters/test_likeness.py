"""Likeness of two letters: the trees are whole, more in common never counts less, and names are known in the ways they are written."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest

from drafting.letters import clusters, likeness
from drafting.letters.batch import Letter
from drafting.letters.describing import describe
from drafting.letters.likeness import DEPTH, FALLING, FEATURES, RISING, Tree, log_odds, shared, trees
from drafting.letters.wording import words_of


def column(letters: list[Letter], feature: str) -> float:
    """What the first two letters share of ``feature``."""
    return float(shared(describe(letters), np.array([0]), np.array([1]))[0, FEATURES.index(feature)])


def letter(number: int, title: str, text: str = "", time: datetime | None = None) -> Letter:
    return Letter(str(number), title, text, text, time)


def test_every_tree_asks_of_a_feature_at_each_place_and_ends_in_log_odds() -> None:
    assert len(trees()) > 50
    for features, bounds, odds in trees():
        assert (len(features), len(bounds), len(odds)) == (2**DEPTH - 1, 2**DEPTH - 1, 2**DEPTH)
        assert all(0 <= feature < len(FEATURES) for feature in features)
        assert np.isfinite(odds).all()


def test_a_tree_leads_to_the_leaf_that_its_answers_name(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = Tree((0, 1, 1, 2, 2, 2, 2), (0.5,) * 7, tuple(map(float, range(8))))
    monkeypatch.setattr(likeness, "trees", lambda: (tree, tree))
    answers = np.zeros((8, len(FEATURES)))
    answers[:, :3] = [[leaf >> 2 & 1, leaf >> 1 & 1, leaf & 1] for leaf in range(8)]
    assert log_odds(answers).tolist() == [2.0 * leaf for leaf in range(8)]
    assert log_odds(answers[:0]).tolist() == []


def test_more_in_common_never_makes_one_matter_less_likely() -> None:
    chance = np.random.default_rng(7)
    rows = chance.random((400, len(FEATURES))) * np.where([name.startswith(("names s", "matter s")) for name in FEATURES], 8, 1)
    before = log_odds(rows)
    for number, name in enumerate(FEATURES):
        more = rows.copy()
        more[:, number] += chance.random(400)
        if name in RISING:
            assert (log_odds(more) >= before - 1e-3).all(), name  # the leaves are written with four digits
        if name in FALLING:
            assert (log_odds(more) <= before + 1e-3).all(), name


def test_a_name_with_two_characters_changed_about_is_the_same_name() -> None:
    one, other = (words_of(title, "") for title in ("瑞富苑违规收房", "富瑞苑违规收房"))
    assert "#富瑞" in one.keys() & other.keys() or "#瑞富" in one.keys() & other.keys()
    assert words_of("云开壹品", "") == words_of("云开一品", "")


def test_a_school_of_another_district_is_another_school() -> None:
    here, there, formal = (words_of(title, "") for title in ("A7县一中收费补课", "A6区一中收费补课", "A7县第一中学收费补课"))
    assert "#A7县一中" in here.keys() & formal.keys()
    assert "#A7县一中" not in there
    assert not [word for word in words_of("A7县一中心小学收费", "") if "A7县" in word]


def test_districts_are_different_only_where_both_letters_name_one() -> None:
    lamps = [letter(0, "A3区路灯不亮"), letter(1, "A7县路灯不亮"), letter(2, "路灯不亮", "春江市柳湖区的路灯不亮。"), letter(3, "路灯不亮")]
    assert column(lamps, "different districts") == 1
    assert column([lamps[0], lamps[0]], "different districts") == 0
    assert column([lamps[0], lamps[2]], "different districts") == 1
    assert column([lamps[0], lamps[3]], "different districts") == 0


def test_letters_without_a_time_are_taken_for_ones_long_apart() -> None:
    first, later = datetime(2026, 1, 5), datetime(2026, 7, 5)
    near, far, unknown = (
        column([letter(0, "路灯不亮", time=first), letter(1, "路灯坏了", time=time)], "nearness in time") for time in (first, later, None)
    )
    assert near == 1
    assert far < unknown < 0.1


def test_few_letters_need_to_be_more_alike_than_many() -> None:
    parted = clusters._few_parted
    pairs = [(one, other) for one in range(8) for other in range(one + 1, 8)]
    first, second = (np.array(side, np.int32) for side in zip(*pairs, strict=True))
    weak = np.full(len(pairs), (clusters.TOGETHER + clusters._FEW_TOGETHER) / 2)
    many, few = [list(range(8))], [[0, 1, 2], *([row] for row in range(3, 8))]
    assert parted([1] * 8, many, first, second, weak) == many
    assert sorted(parted([1] * 8, few, first, second, weak)) == [[row] for row in range(8)]
    strong = np.full(len(pairs), clusters._FEW_TOGETHER + 0.01)
    assert sorted(parted([1] * 8, few, first, second, strong)) == few
