"""Wrong characters: the language model beside a dictionary of n-grams, the network beside the whole convolution, what the files cost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.growth import growth, seconds
from benchmarks.test_proofreading import PAGES, text_of
from drafting.documents.resources import resource
from drafting.proofing.characters.candidates import codes_of
from drafting.proofing.characters.correcting import corrector
from drafting.proofing.characters.network import LAYERS, SCALE, Network
from drafting.proofing.characters.ngrams import BOUNDARY, LanguageModel
from training.language import SHIPPED as SHAPE
from training.language import alphabet_of, encoded, estimate, pack

FOLDER = resource("corpus") / "characters"
SHIPPED = FOLDER / "ngrams.bin"


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


def test_the_places_alone_beside_the_whole_convolution(benchmark: Any) -> None:
    network = Network.open(FOLDER / "network.bin")
    text = text_of(10)
    codes = codes_of(text)
    places = np.arange(40, len(text) - 40, 70, dtype=np.int32)  # more places than a page in a hundred has

    def whole() -> NDArray[np.float32]:
        weights = network.weights
        ids = network.columns(codes)
        streams = []
        for name, order in (("forward", ids), ("backward", ids[::-1])):
            state = weights["characters"][order] * np.float32(SCALE)
            for layer in range(LAYERS):
                spread = np.sqrt(state.var(axis=-1, keepdims=True) + 1e-5)
                normal = (state - state.mean(axis=-1, keepdims=True)) / spread * weights[f"{name}{layer}_scale"]
                normal += weights[f"{name}{layer}_shift"]
                before = np.concatenate([np.zeros((1 << layer, normal.shape[1]), dtype=np.float32), normal])[: len(normal)]
                mixed = np.concatenate([before, normal], axis=1) @ weights[f"{name}{layer}"] + weights[f"{name}{layer}_bias"]
                width = mixed.shape[1] // 2
                state = state + mixed[:, :width] * (0.5 * (1 + np.tanh(0.5 * mixed[:, width:])))
            streams.append(state)
        both = np.concatenate([streams[0][places - 1], streams[1][::-1][places + 1]], axis=1)
        both = (both - both.mean(axis=-1, keepdims=True)) / np.sqrt(both.var(axis=-1, keepdims=True) + 1e-5)
        hidden = (both * weights["join_scale"] + weights["join_shift"]) @ weights["hidden"] + weights["hidden_bias"]
        hidden *= 0.5 * (1 + np.tanh(np.sqrt(2 / np.pi) * (hidden + 0.044715 * hidden**3)))
        fits: NDArray[np.float32] = (hidden @ weights["out"] + weights["out_bias"]) @ weights["characters"].T + weights["bias"]
        return fits

    fits = benchmark(lambda: network.fits(codes, places))
    assert np.abs(fits - whole()).max() < 0.05
    benchmark.extra_info["the whole text, times slower"] = round(seconds(whole) / seconds(lambda: network.fits(codes, places)), 1)


def test_the_corrector_over_300_pages(benchmark: Any) -> None:
    made = corrector()
    short, long = text_of(PAGES // 4), text_of(PAGES)
    made.corrections(short)  # what is looked up once is looked up before the clock starts
    once, more = growth(benchmark, lambda: made.corrections(short), lambda: made.corrections(long), 1)
    benchmark.extra_info["characters a CPU second"] = round(len(long) / more)
    assert more < 2 * len(long) / len(short) * once, f"{once:.2f} s, four times the pages {more:.2f} s"
