"""A topic model as plain arrays: read, written and applied without scikit-learn and without pickle."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafting.documents.errors import UserError
from drafting.documents.files import replacing, write_text
from drafting.letters.features import Vocabulary, build_vocabulary, count, weigh

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

FORMAT = 2
_ARRAYS, _MANIFEST = "model.npz", "manifest.json"

_CLOSENESS_SHARE = 12.0  # of the closest leaf beside the linear part; chosen on development letters and on our own, held out


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weighted words → scores of labels.

    ``weights`` is words × labels. Where labels have leaves, ``leaf_weights`` is words × leaves, each column of length 1, and
    ``label_of_leaf`` the label of each leaf; the leaves of a label stand together. A letter need not look like the average of a wide label,
    but it looks like one of its leaves.
    """

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    leaf_weights: csr_array
    label_of_leaf: NDArray[np.int64]

    def closeness(self, features: csr_array) -> NDArray[np.float32]:
        """Return texts × leaves: the cosine of each text with each leaf."""
        close: NDArray[np.float32] = (features @ self.leaf_weights).toarray()
        return close

    def closest(self, closeness: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return texts × labels: the cosine with the closest leaf of each label, 0 where it has none."""
        import numpy as np

        best = np.zeros((len(closeness), self.weights.shape[1]), np.float32)
        if len(self.label_of_leaf):
            starts = np.flatnonzero(np.diff(self.label_of_leaf, prepend=-1))
            best[:, self.label_of_leaf[starts]] = np.maximum.reduceat(closeness, starts, axis=1)
        return best

    def scores(self, features: csr_array, closest: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return texts × labels; ``closest`` is as above."""
        import numpy as np

        linear = features @ self.weights + self.bias
        scores: NDArray[np.float64] = (linear + _CLOSENESS_SHARE * (closest - closest.mean(axis=1, keepdims=True))).astype(np.float64)
        return scores


@dataclass(frozen=True, slots=True)
class TopicModel:
    """A model over words.

    A label's probability is the softmax of ``scale`` × scores. ``sure`` is the probability from which a letter needs no second look,
    provided that the closest leaf under any other label falls short of the closest of its own by the part ``apart``. ``leaves``, where
    there are any, are the full paths of the scorer's leaves.
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

    def features(self, texts: Sequence[str]) -> csr_array:
        """Return the texts as weighted words, each row of length 1 (or empty)."""
        return weigh(count(texts, self.vocabulary), self.rarity)

    def probabilities(self, features: csr_array, closest: NDArray[np.float32], allowed: Sequence[int] | None = None) -> NDArray[np.float64]:
        """Return texts × labels; labels that are not ``allowed`` have probability 0."""
        import numpy as np

        scores = self.scale * self.scorer.scores(features, closest)
        if allowed is not None:
            closed = np.ones(len(self.labels), np.bool_)
            closed[list(allowed)] = False
            scores[:, closed] = -np.inf
        return softmax(scores)


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
        )
    manifest = {
        "format": FORMAT,
        "labels": list(model.labels),
        "leaves": [list(path) for path in model.leaves],
        "scale": model.scale,
        "sure": model.sure,
        "apart": model.apart,
        **model.manifest,
    }
    write_text(folder / _MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")


def load(folder: Path) -> TopicModel:
    """Return the model in ``folder``. Raises ``UserError`` where it is damaged or of another version."""
    import numpy as np
    from scipy.sparse import csr_array

    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        if manifest.get("format") != FORMAT:
            raise UserError("模型是另一个版本的文秘训练的", str(folder), "请用 wenmi letters learn 重新训练")
        with (folder / _ARRAYS).open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            words = arrays["words"].tobytes().decode().split("\n")
            leaves = tuple(tuple(path) for path in manifest.pop("leaves"))
            shape = (len(words), len(leaves))
            leaf_weights = csr_array((arrays["leaf_data"], arrays["leaf_indices"], arrays["leaf_pointer"]), shape=shape)
            model = TopicModel(
                labels=tuple(manifest.pop("labels")),
                vocabulary=build_vocabulary(words),
                rarity=arrays["rarity"],
                scorer=Scorer(arrays["weights"], arrays["bias"], leaf_weights, arrays["label_of_leaf"]),
                scale=float(manifest.pop("scale")),
                sure=float(manifest.pop("sure")),
                apart=float(manifest.pop("apart")),
                leaves=leaves,
                manifest={key: value for key, value in manifest.items() if key != "format"},
            )
        if (
            model.scorer.weights.shape != (len(model.vocabulary), len(model.labels))
            or len(model.rarity) != len(words)
            or len(model.scorer.label_of_leaf) != len(leaves)
        ):
            raise ValueError("the arrays do not fit together")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError) as error:
        raise UserError("模型文件已损坏，不能使用", str(folder), "请删除这个文件夹，用 wenmi letters learn 重新训练") from error
    except Exception as error:
        if type(error).__name__ in ("BadZipFile", "error"):  # zipfile and zlib
            raise UserError("模型文件已损坏，不能使用", str(folder), "请删除这个文件夹，用 wenmi letters learn 重新训练") from error
        raise
    return model
