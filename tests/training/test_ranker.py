"""The trees that are written out say what the trained trees said."""

from __future__ import annotations

import numpy as np
import pytest

from training.ranker import exported, fitted


@pytest.fixture(scope="module")
def sample() -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(1)
    rows = chance.normal(size=(800, 5)).astype(np.float32)
    rows[:, 3] = chance.integers(0, 4, 800)
    right = rows[:, 0] + 0.5 * rows[:, 1] * (rows[:, 3] > 1) + 0.3 * chance.normal(size=800) > 0
    return rows, right


def test_plain_arrays_give_the_probabilities_of_the_trained_trees(sample: tuple[np.ndarray, np.ndarray]) -> None:
    rows, right = sample
    machine = fitted(rows, right, np.ones(len(rows)))
    said = 1 / (1 + np.exp(-exported(machine).odds(rows)))
    assert said == pytest.approx(machine.predict_proba(rows)[:, 1], abs=1e-5)
    assert ((said > 0.5) == right).mean() > 0.9


def test_the_same_rows_give_the_same_bytes(sample: tuple[np.ndarray, np.ndarray]) -> None:
    rows, right = sample
    weights = np.where(np.arange(len(rows)) % 2, 1.0, 0.3)
    assert _written(rows, right, weights) == _written(rows, right, weights)


def _written(rows: np.ndarray, right: np.ndarray, weights: np.ndarray) -> bytes:
    forest = exported(fitted(rows, right, weights))
    return b"".join(array.tobytes() for array in forest.trees)
