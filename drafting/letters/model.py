"""A topic model as plain arrays: read, written and applied without scikit-learn and without pickle."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafting.documents.errors import UserError
from drafting.documents.files import replacing, write_text
from drafting.letters.features import Vocabulary, build_vocabulary, count, weigh
from drafting.letters.leaf_tables import LeafTable, leaf_table
from drafting.letters.opinions import Opinions, base_features, columns_of, opinions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

FORMAT = 4
_ARRAYS, MANIFEST = "model.npz", "manifest.json"

_WORD = re.compile(r"[㐀-鿿\U00020000-\U0002fa1f]|([a-z])(?!\1)[a-z]")  # Chinese, or Latin that is no placeholder like xxx

CLOSENESS_SHARE = 12.0  # of the closest leaf beside the linear part; chosen on development letters and on our own, held out


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weighted words → scores of labels.

    ``weights`` is words × labels. Where labels have leaves, ``leaf_weights`` is words × leaves, each column of length 1, and
    ``label_of_leaf`` the label of each leaf; the leaves of a label stand together. A letter need not look like the average of a wide label,
    but it looks like one of its leaves. ``opinion_weights`` is (what a base model says) × labels, without rows where there is no base.
    """

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    leaf_weights: csr_array
    label_of_leaf: NDArray[np.int64]
    opinion_weights: NDArray[np.float32]

    def closeness(self, features: csr_array) -> NDArray[np.float32]:
        """Return texts × leaves: the cosine of each text with each leaf."""
        closeness: NDArray[np.float32] = (features @ self.leaf_weights).toarray()
        return closeness

    def closest(self, closeness: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return texts × labels: the cosine with the closest leaf of each label, 0 where it has none."""
        import numpy as np

        best = np.zeros((len(closeness), self.weights.shape[1]), np.float32)
        if len(self.label_of_leaf):
            starts = np.flatnonzero(np.diff(self.label_of_leaf, prepend=-1))
            best[:, self.label_of_leaf[starts]] = np.maximum.reduceat(closeness, starts, axis=1)
        return best

    def scores(self, features: csr_array, closest: NDArray[np.float32], opinion: csr_array | None = None) -> NDArray[np.float64]:
        """Return texts × labels; ``closest`` is as above, ``opinion`` what the base model says (see ``opinions``)."""
        import numpy as np

        linear = features @ self.weights + self.bias
        if opinion is not None:
            linear += opinion @ self.opinion_weights
        scores: NDArray[np.float64] = (linear + CLOSENESS_SHARE * (closest - closest.mean(axis=1, keepdims=True))).astype(np.float64)
        return scores


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model makes of some texts.

    ``features`` are their weighted words, ``closeness`` and ``closest`` how close they are to leaves and labels, ``scores`` those of
    labels times the model's ``scale``. ``said`` is what the base model says, where there is one.
    """

    features: csr_array
    closeness: NDArray[np.float32]
    closest: NDArray[np.float32]
    scores: NDArray[np.float64]
    said: Opinions | None


@dataclass(frozen=True)
class TopicModel:
    """A model over words.

    A label's probability is the softmax of ``scale`` × scores. ``sure`` is the probability from which a letter needs no second look,
    provided that the closest leaf under any other label falls short of the closest of its own by the part ``apart``. ``leaves``, where
    there are any, are the full paths of the scorer's leaves. ``aliases`` are other names of labels. ``base`` is the model whose opinion
    this one has learnt to weigh, None where it stands alone.
    """

    labels: tuple[str, ...]
    vocabulary: Vocabulary
    rarity: NDArray[np.float32]
    scorer: Scorer
    scale: float
    sure: float
    apart: float
    leaves: tuple[tuple[str, ...], ...]
    manifest: Mapping[str, Any]
    aliases: Mapping[str, str]
    base: TopicModel | None = None

    @cached_property
    def base_columns(self) -> NDArray[np.int32]:
        """Return for each word its number in the base's vocabulary, -1 where that has not got it."""
        if self.base is None:
            raise ValueError("a model without a base")
        return columns_of(self.base, self.vocabulary.words)

    @cached_property
    def speaks(self) -> NDArray[np.float32]:
        """Return words × labels: what a word says for a label, told against the average of all labels."""
        import numpy as np

        weights = self.scorer.weights
        spoken: NDArray[np.float32] = np.ascontiguousarray(weights - weights.mean(axis=1, keepdims=True))
        return spoken

    @cached_property
    def shown(self) -> NDArray[np.bool_]:
        """Return which words may be shown as evidence.

        Of words of two characters only those that more than one training text has: two characters that chance to stand together are no
        word. What has neither a Chinese character nor a Latin word in it tells a reader nothing (all digits are one: 00000).
        """
        import numpy as np

        common: NDArray[np.bool_] = self.rarity < self.rarity.max()
        words = self.vocabulary.words
        legible = np.array([_WORD.search(word) is not None for word in words], np.bool_)
        shown: NDArray[np.bool_] = legible & (common | np.array([len(word) > 2 for word in words], np.bool_))
        return shown

    @cached_property
    def usual(self) -> NDArray[np.float32]:
        """Return each word's weight in the average leaf."""
        import numpy as np

        leaf_weights = self.scorer.leaf_weights
        return np.asarray(leaf_weights.sum(axis=1), np.float32).ravel() / np.float32(max(leaf_weights.shape[1], 1))

    @cached_property
    def leaf_table(self) -> LeafTable:
        """Return the weights of words in leaves, to be looked up."""
        return leaf_table(self.scorer.leaf_weights)

    def features(self, texts: Sequence[str]) -> csr_array:
        """Return the texts as weighted words, each row of length 1 (or empty)."""
        return weigh(count(texts, self.vocabulary), self.rarity)

    def read(self, texts: Sequence[str]) -> Reading:
        """Return what the model makes of ``texts``."""
        counts = count(texts, self.vocabulary)
        features = weigh(counts, self.rarity)
        closeness = self.scorer.closeness(features)
        closest = self.scorer.closest(closeness)
        if self.base is None:
            return Reading(features, closeness, closest, self.scale * self.scorer.scores(features, closest), None)
        said = opinions(self.base, base_features(self.base, counts, self.base_columns))
        return Reading(features, closeness, closest, self.scale * self.scorer.scores(features, closest, said.matrix), said)


def softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return each row's softmax."""
    import numpy as np

    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = raised / raised.sum(axis=1, keepdims=True)
    return shares


def save(model: TopicModel, folder: Path) -> None:
    """Write the model to ``folder``; the manifest comes last, so that a folder with a manifest is whole."""
    import numpy as np

    with replacing(folder / _ARRAYS) as temporary, temporary.open("wb") as stream:
        np.savez_compressed(
            stream,
            words=np.frombuffer("\n".join(model.vocabulary.words).encode(), np.uint8),
            rarity=model.rarity,
            weights=model.scorer.weights,
            bias=model.scorer.bias,
            label_of_leaf=model.scorer.label_of_leaf,
            leaf_data=model.scorer.leaf_weights.data.astype(np.float32),
            leaf_indices=model.scorer.leaf_weights.indices.astype(np.int32),
            leaf_pointer=model.scorer.leaf_weights.indptr.astype(np.int32),
            opinion_weights=model.scorer.opinion_weights,
        )
    manifest = {
        "format": FORMAT,
        "labels": list(model.labels),
        "aliases": dict(model.aliases),
        "leaves": [list(path) for path in model.leaves],
        "scale": model.scale,
        "sure": model.sure,
        "apart": model.apart,
        **model.manifest,
    }
    write_text(folder / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return what is told of the model in ``folder``. Raises ``UserError`` where that cannot be read."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise damaged(folder) from error
    if not isinstance(manifest, dict):
        raise damaged(folder)
    return manifest


def damaged(folder: Path) -> UserError:
    """Return what is said of a model that cannot be used."""
    return UserError("模型文件已损坏，不能使用", str(folder), "请删除这个文件夹，用 wenmi letters learn 重新训练")


def load(folder: Path, base: TopicModel | None = None) -> TopicModel:
    """Return the model in ``folder``, which weighs the opinion of ``base``.

    Raises ``UserError`` where it is damaged or of another version.
    """
    import numpy as np
    from scipy.sparse import csr_array

    manifest = read_manifest(folder)
    if manifest.get("format") != FORMAT:
        raise UserError("模型是另一个版本的文秘训练的", str(folder), "请用 wenmi letters learn 重新训练")
    try:
        with (folder / _ARRAYS).open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            words = arrays["words"].tobytes().decode().split("\n")
            leaves = tuple(tuple(path) for path in manifest.pop("leaves"))
            shape = (len(words), len(leaves))
            leaf_weights = csr_array((arrays["leaf_data"], arrays["leaf_indices"], arrays["leaf_pointer"]), shape=shape)
            model = TopicModel(
                labels=tuple(manifest.pop("labels")),
                vocabulary=build_vocabulary(words),
                rarity=arrays["rarity"],
                scorer=Scorer(arrays["weights"], arrays["bias"], leaf_weights, arrays["label_of_leaf"], arrays["opinion_weights"]),
                scale=float(manifest.pop("scale")),
                sure=float(manifest.pop("sure")),
                apart=float(manifest.pop("apart")),
                leaves=leaves,
                manifest={key: value for key, value in manifest.items() if key not in ("format", "aliases")},
                aliases=dict(manifest["aliases"]),
                base=base,
            )
        said = 0 if base is None else len(base.labels) + len(base.leaves)
        if (
            model.scorer.weights.shape != (len(model.vocabulary), len(model.labels))
            or model.scorer.opinion_weights.shape[0] != said
            or len(model.rarity) != len(words)
            or len(model.scorer.label_of_leaf) != len(leaves)
        ):
            raise ValueError("the arrays do not fit together")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError) as error:
        raise damaged(folder) from error
    except Exception as error:
        if type(error).__name__ in ("BadZipFile", "error"):  # zipfile and zlib
            raise damaged(folder) from error
        raise
    return model
