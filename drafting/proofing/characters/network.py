"""What a small network expects at a place from the sixteen characters on either side of it: a second opinion beside the language model.

The language model counts runs of four characters; the network has learnt from the same text what goes with what further off, and words
that it has seen in other company. Two streams of gated convolutions (Dauphin et al., 2017; widths doubling as in van den Oord et al.,
2016) read towards the place, one from the left, one from the right; neither sees the place itself, so that what stands there does not
speak for itself (Melamud et al., 2016). What they have read is made one vector, and a character fits as well as the product of its own
vector with that is great. Because each layer joins pairs, the place needs fifteen steps a stream, and numpy does for that.

``training/network.py`` makes it, as a file of ``storage.py``: no text, and of each matrix whole numbers from -127 to 127 with what one of
them is worth, a number for each character or each output: the mean ln P of the right characters at the faults of the labelled sentences
stays the same to three places.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from drafting.proofing.characters import storage
from drafting.proofing.characters.ngrams import BOUNDARY, identities

MAGIC = b"WENMI-NE"
VERSION = 2

LAYERS = 4
REACH = 1 << LAYERS
"""Characters that are read on either side."""

SCALE = 6.0
"""What the vectors of the characters read are multiplied by."""

_BLOCK = 256  # places worked out at once
_SMALL = 1e-5  # added to a variance, as in training
_MOST, _WORTH = 127, "_worth"


class Network:
    """The network of a file. Made by :meth:`open`, or from its weights by :meth:`made`."""

    def __init__(self, arrays: dict[str, NDArray[Any]]) -> None:
        self.arrays = arrays
        self._identities = identities(arrays["alphabet"])
        self.characters: NDArray[np.uint16] = np.where(arrays["alphabet"] < 0x10000, arrays["alphabet"], 0).astype(np.uint16)
        """The code point of each column of :meth:`fits`."""
        self.chinese: NDArray[np.bool_] = (self.characters >= 0x4E00) & (self.characters <= 0x9FFF)
        """Which of them are Chinese characters."""

    @cached_property
    def weights(self) -> dict[str, NDArray[np.float32]]:
        """The weights by name: of each layer of each stream, of the hidden layer, of what comes out, and the characters' vectors."""
        arrays = self.arrays
        names = [name for name in arrays if name != "alphabet" and not name.endswith(_WORTH)]
        return {name: arrays[name].astype(np.float32) * arrays.get(name + _WORTH, np.float32(1)) for name in names}

    @classmethod
    def made(cls, alphabet: NDArray[np.uint32], weights: Mapping[str, NDArray[np.float32]]) -> Network:
        """Return the network with these weights, rounded as its file has them."""
        arrays: dict[str, NDArray[Any]] = {"alphabet": np.array(alphabet)}
        for name, weight in weights.items():
            if weight.ndim == 1:
                arrays[name] = weight.astype(np.float32)
            else:
                greatest = np.abs(weight).max(axis=1 if name == "characters" else 0, keepdims=True)
                worth = np.maximum(greatest, np.float32(_SMALL)).astype(np.float32) / np.float32(_MOST)
                arrays[name], arrays[name + _WORTH] = np.round(weight / worth).astype(np.int8), worth
        return cls(arrays)

    @classmethod
    def open(cls, path: Path) -> Network:
        """Return the network in the file ``path``.

        ``UserError`` where there is no such file, or where it is of another version, cut short or spoiled (its checksum is verified).
        """
        arrays, _ = storage.read(path, MAGIC, VERSION, "错别字的神经网络")
        return cls(arrays)

    def dump(self) -> bytes:
        """Return the file that :meth:`open` reads."""
        return storage.packed(MAGIC, VERSION, self.arrays, {})

    def columns(self, codes: NDArray[np.uint16]) -> NDArray[np.uint16]:
        """Return the column of :meth:`fits` for each of the code points ``codes``."""
        found: NDArray[np.uint16] = self._identities[codes]
        return found

    def fits(self, codes: NDArray[np.uint16], places: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return for each of ``places`` of the text ``codes`` how well every character of the alphabet would fit there.

        Natural logarithms up to a constant of the place: (places, characters of the alphabet). What stands at the place itself is not
        looked at.
        """
        expected = self._expected(codes, places)
        fit: NDArray[np.float32] = expected @ self.weights["characters"].T
        fit += self.weights["bias"]
        return fit

    def _expected(self, codes: NDArray[np.uint16], places: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return the vector expected at each place."""
        beyond = np.full(REACH, BOUNDARY, dtype=np.uint16)
        text = np.concatenate([beyond, self._identities[codes], beyond])
        reach = np.arange(REACH)
        weights = self.weights
        made = np.empty((len(places), weights["characters"].shape[1]), dtype=np.float32)
        for start in range(0, len(places), _BLOCK):
            here = places[start : start + _BLOCK, np.newaxis].astype(np.int64)
            left = self._read("forward", text[here + reach])
            right = self._read("backward", text[here + 2 * REACH - reach])
            both = _normal(np.concatenate([left, right], axis=1), weights["join_scale"], weights["join_shift"])
            hidden = both @ weights["hidden"] + weights["hidden_bias"]
            hidden *= 0.5 * (1 + np.tanh(0.7978845608 * (hidden + 0.044715 * hidden**3)))  # GELU (Hendrycks and Gimpel, 2016)
            made[start : start + _BLOCK] = hidden @ weights["out"] + weights["out_bias"]
        return made

    def _read(self, stream: str, rows: NDArray[np.uint16]) -> NDArray[np.float32]:
        """Return what a stream has read at the end of ``rows`` (m, ``REACH``): each layer joins two neighbours of the one below."""
        weights = self.weights
        state = weights["characters"][rows] * np.float32(SCALE)
        for layer in range(LAYERS):
            name = f"{stream}{layer}"
            normal = _normal(state, weights[f"{name}_scale"], weights[f"{name}_shift"])
            pairs = normal.reshape(-1, 2 * normal.shape[2])  # one product of two matrices: for stacked ones numpy takes half as long again
            mixed = pairs @ weights[name]
            mixed += weights[f"{name}_bias"]
            width = mixed.shape[1] // 2
            gate = mixed[:, width:]
            gate *= 0.5
            np.tanh(gate, out=gate)
            gate += 1
            gate *= 0.5  # from 0 to 1
            state = state[:, 1::2] + (mixed[:, :width] * gate).reshape(len(rows), -1, width)
        read: NDArray[np.float32] = state[:, 0]
        return read


def _normal(values: NDArray[np.float32], scale: NDArray[np.float32], shift: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return ``values`` with mean 0 and variance 1 along the last axis, scaled and shifted (Ba et al., 2016)."""
    centred = values - values.mean(axis=-1, keepdims=True)
    centred /= np.sqrt(np.square(centred).mean(axis=-1, keepdims=True) + np.float32(_SMALL))
    normal: NDArray[np.float32] = centred * scale + shift
    return normal
