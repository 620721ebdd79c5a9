"""The network: what it says of a place comes from what stands on either side of it, as the convolutions say that it was trained as."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.documents.errors import UserError
from drafting.documents.resources import resource
from drafting.proofing.characters.candidates import codes_of
from drafting.proofing.characters.network import LAYERS, REACH, SCALE, Network

ALPHABET = np.array([0, ord("\n"), ord("0"), ord("A"), ord(" "), *map(ord, "，关于印发的通知各市")], dtype=np.uint32)
WIDTH, HIDDEN = 6, 5


def _made() -> Network:
    chance = np.random.default_rng(3)
    shapes = {"characters": (len(ALPHABET), WIDTH), "bias": (len(ALPHABET),), "hidden": (2 * WIDTH, HIDDEN), "hidden_bias": (HIDDEN,)}
    shapes |= {"out": (HIDDEN, WIDTH), "out_bias": (WIDTH,), "join_scale": (2 * WIDTH,), "join_shift": (2 * WIDTH,)}
    for layer in range(LAYERS):
        for name in (f"forward{layer}", f"backward{layer}"):
            shapes |= {f"{name}_scale": (WIDTH,), f"{name}_shift": (WIDTH,), name: (2 * WIDTH, 2 * WIDTH), f"{name}_bias": (2 * WIDTH,)}
    return Network.made(ALPHABET, {name: chance.normal(size=shape).astype(np.float32) for name, shape in shapes.items()})


NETWORK = _made()


def _normal(values: np.ndarray, name: str) -> np.ndarray:
    weights = NETWORK.weights
    spread = np.sqrt(values.var(axis=-1, keepdims=True) + 1e-5)
    return (values - values.mean(axis=-1, keepdims=True)) / spread * weights[f"{name}_scale"] + weights[f"{name}_shift"]


def _stream(name: str, ids: np.ndarray) -> np.ndarray:
    """Return what a stream has read at every place: the whole convolution."""
    weights = {key: array.astype(np.float64) for key, array in NETWORK.weights.items()}
    state = weights["characters"][ids] * SCALE
    for layer in range(LAYERS):
        normal = _normal(state, f"{name}{layer}")
        before = np.concatenate([np.zeros((1 << layer, WIDTH)), normal])[: len(normal)]
        mixed = np.concatenate([before, normal], axis=1) @ weights[f"{name}{layer}"] + weights[f"{name}{layer}_bias"]
        state = state + mixed[:, :WIDTH] / (1 + np.exp(-mixed[:, WIDTH:]))
    return state


@settings(deadline=None, max_examples=25)
@given(st.text("，关于印发的通知各市A1\n国", min_size=1, max_size=60))
def test_a_place_is_judged_as_by_the_whole_convolution(text: str) -> None:
    weights = {key: array.astype(np.float64) for key, array in NETWORK.weights.items()}
    ids = np.concatenate([np.ones(REACH, dtype=int), NETWORK.columns(codes_of(text)), np.ones(REACH, dtype=int)])
    left, right = _stream("forward", ids), _stream("backward", ids[::-1])[::-1]
    at = np.arange(REACH, REACH + len(text))
    hidden = _normal(np.concatenate([left[at - 1], right[at + 1]], axis=1), "join") @ weights["hidden"] + weights["hidden_bias"]
    hidden *= 0.5 * (1 + np.tanh(np.sqrt(2 / np.pi) * (hidden + 0.044715 * hidden**3)))
    fits = (hidden @ weights["out"] + weights["out_bias"]) @ weights["characters"].T + weights["bias"]
    assert NETWORK.fits(codes_of(text), np.arange(len(text), dtype=np.int32)) == pytest.approx(fits, rel=1e-3, abs=2e-3)


@settings(deadline=None)
@given(st.text("，关于印发的通知各市", min_size=1, max_size=60), st.data())
def test_what_stands_at_the_place_and_out_of_reach_does_not_speak(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    other = "".join(one if one_at != at and abs(one_at - at) <= REACH else "市" for one_at, one in enumerate(text))
    place = np.array([at], dtype=np.int32)
    assert (NETWORK.fits(codes_of(text), place) == NETWORK.fits(codes_of(other), place)).all()


def test_it_expects_the_character_that_official_text_has_there() -> None:
    network = Network.open(resource("corpus") / "characters" / "network.bin")
    text = "各级人民政府要加强对安全生铲工作的领导，确保各项任务落到实处。"
    fits = network.fits(codes_of(text), np.array([text.index("铲")], dtype=np.int32))[0]
    fits[~network.chinese] = -np.inf
    assert chr(network.characters[fits.argmax()]) == "产"


def test_a_weight_is_kept_to_within_half_of_what_one_of_its_whole_numbers_is_worth() -> None:
    chance = np.random.default_rng(5)
    given = {"characters": chance.normal(size=(8, 6)), "hidden": chance.normal(size=(12, 5)), "bias": chance.normal(size=8)}
    given["hidden"][:, 2] = 0
    kept = Network.made(ALPHABET, {name: weight.astype(np.float32) for name, weight in given.items()}).weights
    for name, axis in (("characters", 1), ("hidden", 0)):
        most = np.abs(given[name]).max(axis=axis, keepdims=True) / 127
        assert (np.abs(kept[name] - given[name]) <= most * 0.501).all()
    assert kept["bias"] == pytest.approx(given["bias"])


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "network.bin"
    file.write_bytes(NETWORK.dump())
    assert Network.open(file).dump() == NETWORK.dump()


@given(at=st.integers(min_value=0), byte=st.integers(0, 255))
def test_a_spoiled_file_is_refused_or_says_the_same(tmp_path_factory: pytest.TempPathFactory, at: int, byte: int) -> None:
    data = bytearray(NETWORK.dump())
    data[at % len(data)] = byte
    file = tmp_path_factory.mktemp("network") / "network.bin"
    file.write_bytes(data)
    with suppress(UserError):
        assert Network.open(file).dump() == NETWORK.dump()


@pytest.mark.parametrize("data", [b"", b"WENMI-NE", NETWORK.dump()[:-1], b"\0" * 200])
def test_a_file_cut_short_or_of_another_kind_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "network.bin"
    file.write_bytes(data)
    with pytest.raises(UserError, match="请重新安装文秘"):
        Network.open(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到错别字的神经网络"):
        Network.open(tmp_path / "network.bin")
