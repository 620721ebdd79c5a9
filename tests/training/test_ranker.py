"""The trees that are written out say what the trained trees said."""

from __future__ import annotations

import numpy as np
import pytest

from drafting.proofing.characters.suspicion import Suspicion
from training.ranker import exported, fitted

DOUBT = Suspicion((0.5,), 1.0)


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
    said, meant = exported(machine, {}, DOUBT).probabilities(rows), machine.predict_proba(rows)[:, 1]
    likely = said > 0.05  # what the first trees call hopeless is asked no further
    assert said[likely] == pytest.approx(meant[likely], abs=1e-5)
    assert (meant[~likely] < 0.2).all()
    assert ((said > 0.5) == right).mean() > 0.9


def test_the_same_rows_give_the_same_bytes(sample: tuple[np.ndarray, np.ndarray]) -> None:
    rows, right = sample
    weights = np.where(np.arange(len(rows)) % 2, 1.0, 0.3)
    assert _written(rows, right, weights) == _written(rows, right, weights)


def _written(rows: np.ndarray, right: np.ndarray, weights: np.ndarray) -> bytes:
    return exported(fitted(rows, right, weights), {"error": 0.9}, DOUBT).dump()
