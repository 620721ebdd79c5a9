"""What the ranker knows of a proposal: how it compares with its rivals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.proofing.characters.features import _rivalry
from drafting.proofing.characters.proposing import Proposals

SCORED = st.tuples(st.integers(0, 12), st.integers(1, 4), st.integers(0, 12))


def _proposals(made: list[tuple[int, int, int]]) -> Proposals:
    start, length, gain = (np.array(column) for column in zip(*made, strict=True))
    small = np.zeros(len(made), dtype=np.uint8)
    none = np.zeros(len(made), dtype=np.float32)
    codes = np.zeros((len(made), 4), dtype=np.uint16)
    length = length.astype(np.uint8)
    return Proposals(start.astype(np.int32), length, codes, length, small, small, small, gain.astype(np.float32), none)


@given(st.lists(SCORED, min_size=1, max_size=12))
def test_a_proposal_is_compared_with_every_other_that_touches_its_characters(made: list[tuple[int, int, int]]) -> None:
    margin, rivals = _rivalry(_proposals(made))
    for own, (start, length, gain) in enumerate(made):
        apart = [
            gain - other for at, (begin, size, other) in enumerate(made) if at != own and start < begin + size and begin < start + length
        ]
        assert margin[own] == min(apart, default=30)
        assert rivals[own] == sum(abs(one) < 2 for one in apart)


def test_two_proposals_side_by_side_are_no_rivals() -> None:
    margin, rivals = _rivalry(_proposals([(0, 2, 5), (2, 1, 5)]))
    assert margin.tolist() == pytest.approx([30, 30])
    assert rivals.tolist() == [0, 0]
