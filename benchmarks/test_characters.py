"""Wrong characters: the language model beside a dictionary of n-grams, and what opening and asking the shipped model costs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.growth import seconds
from benchmarks.test_proofreading import PAGES, text_of
from drafting.documents.resources import resource
from drafting.proofing.characters.ngrams import BOUNDARY, LanguageModel
from training.language import SHIPPED as SHAPE
from training.language import alphabet_of, encoded, estimate, pack

SHIPPED = resource("corpus") / "characters" / "ngrams.bin"


def test_every_position_in_one_pass_beside_a_dictionary_of_n_grams(benchmark: Any, tmp_path: Path) -> None:
    letters = [
        line for path in sorted((resource("corpus") / "topics").glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()
    ]
    lines, unread = letters[: len(letters) * 4 // 5], letters[len(letters) * 4 // 5 :]
    alphabet = alphabet_of("\n".join(lines))
    radix = len(alphabet)
    single, orders = estimate(encoded(lines, alphabet), radix, SHAPE)
    pack(tmp_path / "model", alphabet, single, orders)
    model = LanguageModel.open(tmp_path / "model")
    ids = model.encode("\n".join(unread))

    alone = np.log(single).tolist()
    known: dict[tuple[int, ...], float] = {}
    rest: dict[tuple[int, ...], float] = {}
    contexts: list[tuple[int, ...]] = [(number,) for number in range(radix)]
    for length, one in enumerate(orders, 2):
        rest |= zip(contexts, np.log(np.maximum(one.rest, 1e-6)).tolist(), strict=True)
        contexts = [tuple(int(key) // radix**power % radix for power in range(length - 1, -1, -1)) for key in one.keys]
        known |= zip(contexts, np.log(one.probability).tolist(), strict=True)

    def one_by_one() -> list[float]:
        scores = []
        context: tuple[int, ...] = (BOUNDARY,) * 3
        for number in ids.tolist():
            held = context
            score = 0.0
            while held and (*held, number) not in known:
                score += rest.get(held, 0.0)
                held = held[1:]
            scores.append(score + (known[*held, number] if held else alone[number]))
            context = (*context[1:], number)
        return scores

    scores = benchmark(lambda: model.log_probabilities(ids))
    # The same answers, but for the levels of the probabilities and the few n-grams that are taken for known ones.
    assert scores.mean() == pytest.approx(np.mean(one_by_one()), rel=0.01)
    benchmark.extra_info["a dictionary, times slower"] = round(seconds(one_by_one) / seconds(lambda: model.log_probabilities(ids)), 1)


def test_the_shipped_model_over_300_pages(benchmark: Any) -> None:
    model = LanguageModel.open(SHIPPED)
    text = text_of(PAGES)
    cpu = seconds(lambda: benchmark.pedantic(lambda: model.log_probabilities(model.encode(text)), rounds=1), 1)
    benchmark.extra_info["million characters a CPU second"] = round(len(text) / cpu / 1e6, 2)


def test_candidates_in_their_context(benchmark: Any) -> None:
    model = LanguageModel.open(SHIPPED)
    rows = np.lib.stride_tricks.sliding_window_view(model.encode(text_of(100)), 7).copy()
    rows[:, 3] = np.random.default_rng(1).permutation(rows[:, 3])
    benchmark(lambda: model.score_rows(rows, 3))
    cpu = seconds(lambda: model.score_rows(rows, 3))
    benchmark.extra_info["million n-grams a CPU second"] = round(len(rows) * 4 * len(model.tables) / cpu / 1e6, 1)
    cpu = seconds(lambda: model.associations(rows[:, 3], rows))
    benchmark.extra_info["million associations a CPU second"] = round(rows.size / cpu / 1e6, 1)


def test_opening_the_shipped_model(benchmark: Any) -> None:
    LanguageModel.open(SHIPPED)
    benchmark(lambda: LanguageModel.open(SHIPPED))
    reading = seconds(SHIPPED.read_bytes, 5)
    benchmark.extra_info["times reading the file"] = round(seconds(lambda: LanguageModel.open(SHIPPED), 5) / reading, 1)
