"""Corrections of one sentence: where one is sure, the others are told from smaller odds on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drafting.proofing.characters.correcting import Correction, accompanied

TEXT = "各单位要认真组织实施，确保完成任务。各部门要加强领导，落实责任。"
SECOND = TEXT.index("各部门")


def _one(start: int, probability: float) -> Correction:
    return Correction(start, start + 1, "某", probability, 0)


def test_beside_a_sure_correction_another_counts_more() -> None:
    sure, other = accompanied([_one(2, 0.99), _one(9, 0.6)], TEXT)
    assert sure == _one(2, 0.99)
    assert 0.8 < other.probability < 0.9


def test_two_sure_corrections_make_each_other_surer() -> None:
    assert all(one.probability > 0.95 for one in accompanied([_one(2, 0.95), _one(9, 0.95)], TEXT))


def test_another_sentence_is_no_company() -> None:
    apart = [_one(2, 0.99), _one(SECOND + 3, 0.6)]
    assert accompanied(apart, TEXT) == apart
    lines = [_one(2, 0.99), _one(8, 0.6)]
    assert accompanied(lines, "各单位要认真\n组织实施") == lines


def test_what_touches_a_sure_correction_is_not_raised_by_it() -> None:
    side_by_side = [_one(2, 0.99), _one(3, 0.6)]
    assert accompanied(side_by_side, TEXT) == side_by_side


def test_doubtful_corrections_do_not_help_one_another() -> None:
    doubtful = [_one(2, 0.8), _one(9, 0.6)]
    assert accompanied(doubtful, TEXT) == doubtful
    assert accompanied([], TEXT) == []


@given(st.dictionaries(st.integers(0, len(TEXT) - 1), st.floats(0.02, 0.9999), max_size=8))
def test_no_correction_is_lost_moved_or_made_less_likely(told: dict[int, float]) -> None:
    made = [_one(start, told[start]) for start in sorted(told)]
    found = accompanied(made, TEXT)
    assert [one._replace(probability=0) for one in found] == [one._replace(probability=0) for one in made]
    assert all(before.probability <= after.probability < 1 for before, after in zip(made, found, strict=True))
