"""``python -m training network TEXT --model MODEL [--without FILE …]``: the network, into ``corpus/characters/network.bin``.

``TEXT`` is the folder of official text that it learns from, ``MODEL`` the language model whose alphabet it takes; what shares a run of
characters with a sentence of the ``--without`` files is left out (name all that is measured on: there is one network for measuring and for
use). At every place of a text, one in twenty-five of whose characters has been changed into one of the like, it learns to tell the
character that stood there from others like it and from such as are drawn by the square root of how common they are.

Needs PyTorch (``pip install wenmi[training]``); what it makes is read without it. On one core it takes an hour and a quarter; the same
text, version and processor give the same bytes. ``--begin NETWORK`` goes on from a network made before, with half the rate, and
``--rest`` from what was left out the first time: of laws and regulations the paragraphs that were not read, of all else everything twice.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from drafting.documents.errors import UserError
from drafting.documents.files import write_bytes
from drafting.proofing.characters.candidates import Candidates
from drafting.proofing.characters.network import LAYERS, SCALE, Network
from drafting.proofing.characters.ngrams import LanguageModel
from training.stretches import LENGTH, NEAREST, ROWS, Likeness, changed, learnt_from, likeness, stretches

READ = 28_000_000  # characters, the same ones again where the text has fewer
WIDTH, HIDDEN = 160, 1024
RATE, LEAST_RATE, WARMING = 3e-3, 2e-5, 300  # the rate of learning, falling as a cosine after so many steps
ALIKE, OTHERS = 10, 128  # characters that the right one is told from: of the like, of all
NEAR = 20  # the likeliest of those like a character, which are drawn twice as often as the others
FORGOTTEN, FORGOTTEN_HIDDEN = 0.05, 0.1  # share of the values that a step does without: of what is read, of the hidden layer
_SEED = 0


class Streams(nn.Module):  # type: ignore[misc]
    """One stream of gated convolutions: what stands at a place and before it."""

    def __init__(self) -> None:
        super().__init__()
        self.norms = nn.ModuleList([nn.LayerNorm(WIDTH) for _ in range(LAYERS)])
        self.mixes = nn.ModuleList([nn.Linear(2 * WIDTH, 2 * WIDTH) for _ in range(LAYERS)])

    def forward(self, state: torch.Tensor) -> torch.Tensor:
        """Return what has been read at every place."""
        for layer, (norm, mix) in enumerate(zip(self.norms, self.mixes, strict=True)):
            normal = norm(state)
            before = functional.pad(normal, (0, 0, 1 << layer, 0))[:, : -(1 << layer)]
            value, gate = mix(torch.cat([before, normal], 2)).chunk(2, 2)
            state = state + functional.dropout(value * torch.sigmoid(gate), FORGOTTEN, self.training)
        return state


class Reader(nn.Module):  # type: ignore[misc]
    """The network as it is trained: every place of many stretches at once. ``network.Network`` is what it is afterwards."""

    def __init__(self, characters: int) -> None:
        super().__init__()
        self.characters = nn.Embedding(characters, WIDTH)
        nn.init.normal_(self.characters.weight, std=0.08)
        self.forwards, self.backwards = Streams(), Streams()
        self.join = nn.LayerNorm(2 * WIDTH)
        self.hidden = nn.Linear(2 * WIDTH, HIDDEN)
        self.out = nn.Linear(HIDDEN, WIDTH)
        self.bias = nn.Parameter(torch.zeros(characters))

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Return what is expected at every place of the stretches ``ids``, from what stands on either side of it."""
        state = functional.dropout(self.characters(ids) * SCALE, FORGOTTEN, self.training)
        left = functional.pad(self.forwards(state), (0, 0, 1, 0))[:, :-1]
        right = functional.pad(self.backwards(state.flip(1)).flip(1), (0, 0, 0, 1))[:, 1:]
        both = functional.dropout(self.join(torch.cat([left, right], 2)), FORGOTTEN, self.training)
        hidden = functional.gelu(self.hidden(both), approximate="tanh")
        expected: torch.Tensor = self.out(functional.dropout(hidden, FORGOTTEN_HIDDEN, self.training))
        return expected

    def named(self) -> dict[str, torch.Tensor]:
        """Return the weights by the names that ``network.Network`` gives them, turned as it has them."""
        named: dict[str, torch.Tensor] = {
            "characters": self.characters.weight,
            "bias": self.bias,
            "join_scale": self.join.weight,
            "join_shift": self.join.bias,
            "hidden": self.hidden.weight.t(),
            "hidden_bias": self.hidden.bias,
            "out": self.out.weight.t(),
            "out_bias": self.out.bias,
        }
        for name, stream in (("forward", self.forwards), ("backward", self.backwards)):
            for layer, (norm, mix) in enumerate(zip(stream.norms, stream.mixes, strict=True)):
                named |= {f"{name}{layer}_scale": norm.weight, f"{name}{layer}_shift": norm.bias}
                named |= {f"{name}{layer}": mix.weight.t(), f"{name}{layer}_bias": mix.bias}
        return named

    def weights(self) -> dict[str, NDArray[np.float32]]:
        """Return the weights as ``network.Network`` has them."""
        return {name: weight.detach().numpy() for name, weight in self.named().items()}

    def begin(self, network: Network) -> None:
        """Take over the weights of ``network``; where its hidden layer is smaller, what is new says nothing yet.

        ``UserError`` where it is of another size else.
        """
        with torch.no_grad():
            nn.init.zeros_(self.out.weight)
            for name, weight in self.named().items():
                known = torch.from_numpy(network.weights[name])
                wide = known.ndim == weight.ndim and all(
                    old == new or (old < new == HIDDEN) for old, new in zip(known.shape, weight.shape, strict=True)
                )
                if not wide:
                    raise UserError(
                        "从这个网络接着训练不了",
                        f"{name}：{tuple(known.shape)} 对 {tuple(weight.shape)}",
                        "请用同一个语言模型和不比现在大的网络",
                    )
                weight[tuple(map(slice, known.shape))].copy_(known)


class Drill(NamedTuple):
    """What the right character of each place is told from: ``ALIKE`` like it, and ``OTHERS`` for all places."""

    like: Likeness
    chinese: NDArray[np.int64]
    summed: NDArray[np.float64]

    def loss(
        self, reader: Reader, expected: torch.Tensor, right: NDArray[np.int64], spread: int, chance: np.random.Generator
    ) -> torch.Tensor:
        """Return how badly ``reader`` tells the characters ``right`` from the others."""
        alike = self.like.others[right[:, None], chance.integers(0, spread, (len(right), ALIKE))]
        offered = torch.from_numpy(np.concatenate([right[:, None], alike], axis=1))
        others = torch.from_numpy(self.chinese[np.searchsorted(self.summed, chance.random(OTHERS)).clip(0, len(self.chinese) - 1)])
        vectors = reader.characters.weight
        near = torch.bmm(functional.embedding(offered, vectors), expected.unsqueeze(2)).squeeze(2) + reader.bias[offered]
        none = torch.from_numpy(np.pad((alike == 0) | (alike == right[:, None]), ((0, 0), (1, 0))))
        far = expected @ vectors[others].t() + reader.bias[others]
        far = far.masked_fill(offered[:, :1] == others[None], -30)
        fits = torch.cat([near.masked_fill(none, -30), far], dim=1)
        return functional.cross_entropy(fits, torch.zeros(len(right), dtype=torch.long))


def trained(
    ids: NDArray[np.int64],
    like: Likeness,
    frequency: NDArray[np.float64],
    chinese: NDArray[np.int64],
    total: int,
    begin: Network | None = None,
) -> Reader:
    """Return the network trained on ``total`` characters of the text ``ids``, from ``begin`` on; prints how it comes on."""
    seed = _SEED if begin is None else _SEED + 1  # not the same stretches in the same order again
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # several threads add up in another order each time
    chance = np.random.default_rng(seed)
    reader = Reader(len(frequency))
    if begin is not None:
        reader.begin(begin)
    most = RATE if begin is None else RATE / 2
    machine = torch.optim.AdamW(reader.parameters(), lr=most, weight_decay=0.02, betas=(0.9, 0.98))
    roots = np.sqrt(frequency[chinese])
    drill = Drill(like, chinese, np.cumsum(roots / roots.sum()))
    steps, losses, began = max(1, total // (ROWS * LENGTH)), [], time.monotonic()
    for step, rows in zip(range(steps), stretches(ids, chance), strict=False):
        rate = most * min(1.0, (step + 1) / WARMING) * 0.5 * (1 + math.cos(math.pi * step / steps)) + LEAST_RATE
        for group in machine.param_groups:
            group["lr"] = rate
        asked = like.known[rows].ravel()
        expected = reader(torch.from_numpy(changed(rows, like, chance))).reshape(-1, WIDTH)[torch.from_numpy(np.flatnonzero(asked))]
        loss = drill.loss(reader, expected, rows.ravel()[asked], NEAR if step % 2 else NEAREST, chance)
        machine.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        machine.step()
        losses.append(loss.item())
        if step % 200 == 199:
            speed = (step + 1) * ROWS * LENGTH / (time.monotonic() - began)
            print(f"{step + 1} of {steps}: loss {np.mean(losses[-200:]):.3f}, {speed:.0f} characters a second", flush=True)
    return reader


def build(text: str, model: LanguageModel, candidates: Candidates, total: int = READ, begin: Network | None = None) -> Network:
    """Return the network that has learnt from ``text``, from ``begin`` on where that is given."""
    codes = model.alphabet.astype(np.uint32)
    chinese = np.flatnonzero((codes >= 0x4E00) & (codes <= 0x9FFF))
    frequency = np.exp(model.unigrams.astype(np.float64))
    reader = trained(model.encode(text).astype(np.int64), likeness(model, candidates), frequency, chinese, total, begin)
    return Network.made(model.alphabet, reader.weights())


def main(arguments: Sequence[str]) -> None:
    """Train the network."""
    parser = argparse.ArgumentParser(prog="training network", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", type=Path)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--without", type=Path, action="append", default=[])
    parser.add_argument("--total", type=int, default=READ, help="characters to read")
    parser.add_argument("--begin", type=Path, help="a network made before, to go on from")
    parser.add_argument("-o", "--output", type=Path, default=Path("corpus/characters/network.bin"))
    parser.add_argument("--rest", action="store_true", help="read what is left out otherwise")
    given = parser.parse_args(arguments)
    candidates = Candidates.open(Path("corpus/characters/candidates.bin"))
    begin = Network.open(given.begin) if given.begin else None
    made = build(learnt_from(given.text, given.without, rest=given.rest), LanguageModel.open(given.model), candidates, given.total, begin)
    write_bytes(given.output, made.dump())
