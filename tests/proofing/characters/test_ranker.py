"""The ranker: plain arrays say what the trees said, and a spoiled file is refused."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.documents.errors import UserError
from drafting.documents.prepared import PREPARED
from drafting.proofing.characters.ranker import Forest, Ranker, Trees
from drafting.proofing.characters.suspicion import Suspicion

# Two trees: "first <= 0 → -1, else (second <= 5 → 0.5, else 2)", and one that always says 0.25.
TREES = Trees(
    np.array([0, -1, 1, -1, -1, -1], dtype=np.int16),
    np.array([0, 0, 5, 0, 0, 0], dtype=np.float32),
    np.array([1, 0, 3, 0, 0, 0], dtype=np.int32),
    np.array([2, 0, 4, 0, 0, 0], dtype=np.int32),
    np.array([0, -1, 0, 0.5, 2, 0.25], dtype=np.float32),
    np.array([0, 5], dtype=np.int32),
)
SUSPICION = Suspicion((0.5, -1.25), 0.75)
LEVELS = {"error": 0.9, "warning": 0.7, "hint": 0.5}
RANKER = Ranker(Forest(TREES, -3.3), Forest(TREES, 0.1), ("first", "second"), LEVELS, SUSPICION)


@given(st.lists(st.tuples(st.floats(-9, 9, width=32), st.floats(-9, 9, width=32)), max_size=20))
def test_a_row_goes_down_each_tree_to_its_leaf(rows: list[tuple[float, float]]) -> None:
    table = np.array(rows, dtype=np.float32).reshape(-1, 2)
    for (first, second), probability, hopeful in zip(rows, RANKER.probabilities(table), RANKER.hopeful(table), strict=True):
        odds = 0.1 + 0.25 + (-1 if first <= 0 else 0.5 if second <= 5 else 2)
        assert probability == pytest.approx(1 / (1 + np.exp(-odds)), abs=1e-6)
        assert hopeful == (first > 0)  # only there do the first trees add more than 0.05 to -3.05


def _grown(shape: list[int]) -> Trees:
    """A tree in which each of ``shape`` parts one of the leaves that there are so far; every leaf adds its number."""
    feature, left, right, leaves = [-1], [0], [0], [0]
    for at, chosen in enumerate(shape):
        node = leaves.pop(chosen % len(leaves))
        feature[node], left[node], right[node] = at % 3, len(feature), len(feature) + 1
        leaves += [len(feature), len(feature) + 1]
        feature += [-1, -1]
        left += [0, 0]
        right += [0, 0]
    threshold = np.array([(7 * node) % 11 - 5 for node in range(len(feature))], dtype=np.float32)
    value = np.arange(len(feature), dtype=np.float32)
    return Trees(np.array(feature, np.int16), threshold, np.array(left, np.int32), np.array(right, np.int32), value, np.zeros(1, np.int32))


@given(st.lists(st.integers(0, 99), max_size=31), st.lists(st.tuples(*[st.integers(-6, 6)] * 3), min_size=1, max_size=5))
def test_a_tree_of_any_shape_ends_at_the_leaf_that_its_questions_lead_to(shape: list[int], rows: list[tuple[int, int, int]]) -> None:
    tree = _grown(shape)
    for row, odds in zip(rows, Forest(tree, 0.5).odds(np.array(rows, dtype=np.float32)), strict=True):
        node = 0
        while tree.feature[node] >= 0:
            node = int(tree.left[node] if row[tree.feature[node]] <= tree.threshold[node] else tree.right[node])
        assert odds == node + 0.5


def test_a_tree_of_more_leaves_than_there_are_bits_is_refused() -> None:
    with pytest.raises(ValueError, match="more leaves"):
        Forest(_grown([0] * 32), 0.0).odds(np.zeros((1, 3), dtype=np.float32))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "ranker.bin"
    file.write_bytes(RANKER.dump())
    again = Ranker.open(file)
    assert (again.second.bias, again.features, again.levels) == (RANKER.second.bias, RANKER.features, RANKER.levels)
    assert again.suspicion == RANKER.suspicion
    assert again.dump() == RANKER.dump()


@given(at=st.integers(min_value=0), byte=st.integers(0, 255))
def test_a_spoiled_file_is_refused_or_says_the_same(tmp_path_factory: pytest.TempPathFactory, at: int, byte: int) -> None:
    data = bytearray(RANKER.dump())
    data[at % len(data)] = byte
    file = tmp_path_factory.mktemp("ranker") / "ranker.bin"
    file.write_bytes(data)
    with suppress(UserError):
        assert Ranker.open(file).dump() == RANKER.dump()


@pytest.mark.parametrize("data", [b"", b"WENMI-RA", RANKER.dump()[:-1], b"\0" * 200])
def test_a_file_cut_short_or_of_another_kind_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "ranker.bin"
    file.write_bytes(data)
    with pytest.raises(UserError, match="请重新安装文秘"):
        Ranker.open(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到"):
        Ranker.open(tmp_path / "ranker.bin")


def test_another_file_of_the_same_size_and_day_is_read_as_what_it_is(tmp_path: Path) -> None:
    file = tmp_path / "ranker.bin"
    other = Ranker(RANKER.first, Forest(TREES, 0.2), RANKER.features, RANKER.levels, RANKER.suspicion)
    with PREPARED.kept(tmp_path / "cache"):
        for one in (RANKER, other):
            file.write_bytes(one.dump())
            os.utime(file, (1, 1))
            assert Ranker.open(file).second.bias == one.second.bias
