"""The network that is written out says what the trained one said."""

from __future__ import annotations

import numpy as np
import pytest

from drafting.documents.errors import UserError
from drafting.documents.resources import resource
from drafting.proofing.characters.candidates import Candidates, codes_of
from drafting.proofing.characters.network import REACH, Network
from drafting.proofing.characters.ngrams import LanguageModel

torch = pytest.importorskip("torch", reason="PyTorch is not installed: the network can be used but not trained")
network = pytest.importorskip("training.network")

FOLDER = resource("corpus") / "characters"
MODEL = LanguageModel.open(FOLDER / "ngrams.bin")
LINES = (
    "各级人民政府要加强对安全生产工作的领导，落实安全生产责任制。",
    "有关部门应当按照职责分工，抓好各项任务的落实。",
    "经研究，同意你局关于增加经费的请示，请按规定办理。",
)
TEXT = "\n".join(LINES * 80) + "\n"


@pytest.fixture(scope="module")
def made() -> Network:
    return network.build(TEXT, MODEL, Candidates.open(FOLDER / "candidates.bin"), total=120_000)


def test_it_says_what_the_trained_one_says() -> None:
    torch.manual_seed(1)
    reader = network.Reader(len(MODEL.alphabet)).eval()
    ids = MODEL.encode(TEXT[:90])
    with torch.no_grad():
        expected = reader(torch.from_numpy(ids.astype(np.int64))[None])[0]
        fits = (expected @ reader.characters.weight.t() + reader.bias).numpy()
    plain = Network.made(MODEL.alphabet, reader.weights())
    inside = np.arange(REACH, 90 - REACH, dtype=np.int32)
    assert plain.fits(codes_of(TEXT[:90]), inside) == pytest.approx(fits[inside], abs=0.02)


def test_it_learns_what_stands_in_the_text(made: Network) -> None:
    codes = codes_of(TEXT[:400])
    places = np.flatnonzero((codes >= 0x4E00) & (codes <= 0x9FFF))[REACH:-REACH].astype(np.int32)
    fits = made.fits(codes, places)
    fits[:, ~made.chinese] = -np.inf
    assert (made.characters[fits.argmax(axis=1)] == codes[places]).mean() > 0.8


def test_a_network_with_more_in_its_hidden_layer_begins_by_saying_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    torch.manual_seed(2)
    begun = network.Reader(len(MODEL.alphabet)).eval()
    before = Network.made(MODEL.alphabet, begun.weights())
    monkeypatch.setattr(network, "HIDDEN", network.HIDDEN + 64)
    wider = network.Reader(len(MODEL.alphabet)).eval()
    wider.begin(before)
    after = Network.made(MODEL.alphabet, wider.weights())
    codes, places = codes_of(TEXT[:90]), np.arange(90, dtype=np.int32)
    assert after.weights["hidden"].shape[1] == before.weights["hidden"].shape[1] + 64
    assert after.fits(codes, places) == pytest.approx(before.fits(codes, places), abs=1e-3)


def test_a_network_of_another_width_is_not_gone_on_from(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = Network.made(MODEL.alphabet, network.Reader(len(MODEL.alphabet)).weights())
    monkeypatch.setattr(network, "WIDTH", 96)
    with pytest.raises(UserError, match="从这个网络接着训练不了"):
        network.Reader(len(MODEL.alphabet)).begin(begun)
