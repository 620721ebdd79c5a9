"""What is done fast is what was done plainly: quick looks and tables give the same as going through all."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_array

from drafting.letters.duplicates import find_duplicates
from drafting.letters.features import FIRST_LINE, build_vocabulary, count
from drafting.letters.leaf_tables import leaf_table

_TEXTS = st.lists(st.text("工资拖欠农民，a1\n𠀀", max_size=30), max_size=6)
_WORDS = st.lists(st.text("工资拖欠农民a𠀀", min_size=2, max_size=4), max_size=12)


def sparse(rows: int, columns: int, share: float, seed: int = 1) -> csr_array:
    """A matrix of float32 with so many of its entries filled, more in the first rows than in the last."""
    chance = np.random.default_rng(seed)
    filled = chance.random((rows, columns)) < share * np.linspace(2, 0, rows)[:, None]
    return csr_array(np.where(filled, chance.random((rows, columns)), 0).astype(np.float32))


def damped(text: str, words: tuple[str, ...]) -> NDArray[np.float64]:
    """1 + ln of how often each word stands in the text, 0 for those that do not."""
    times = [sum(text.startswith(word, at) for at in range(len(text))) for word in words]
    return np.array([1 + math.log(one) if one else 0.0 for one in times])


@given(_TEXTS, _WORDS)
def test_words_are_counted_as_one_by_one(texts: list[str], words: list[str]) -> None:
    known = build_vocabulary(words)
    matrix = count(texts, known).toarray()
    assert matrix.shape == (len(texts), len(known))
    for row, text in enumerate(texts):
        whole, line = (damped(part, known.words) for part in (text, text.partition("\n")[0] if "\n" in text else ""))
        if line.any():
            whole += FIRST_LINE * np.linalg.norm(whole) / np.linalg.norm(line) * line
        assert matrix[row].tolist() == pytest.approx(whole.tolist())


def test_a_word_may_stand_in_a_text_thousands_of_times() -> None:
    known = build_vocabulary(["工资"])
    assert count(["工资" * 5000, "工资"], known).toarray().ravel().tolist() == pytest.approx([1 + math.log(5000), 1])


@pytest.mark.parametrize("share", [0.0, 0.02, 0.4])
def test_a_weight_looked_up_is_that_of_the_matrix(share: float) -> None:
    weights = sparse(300, 40, share)
    words, leaves = (part.ravel().astype(kind) for part, kind in zip(np.indices(weights.shape), (np.int32, np.int64), strict=True))
    found = leaf_table(weights).weights_at(words, leaves)
    assert found.tolist() == weights.toarray().ravel().tolist()


def test_texts_with_one_hash_are_no_repeats_unless_they_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drafting.letters.duplicates.hash", lambda _: 0, raising=False)
    assert find_duplicates(["短一", "短二", "短 一", ""]) == [None, None, 0, None]
