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


_BRANCH_SHARE = 0.3  # of the branches beside the linear part; chosen on development letters
_SHARPNESS = 5.0  # of the soft maximum over a label's branches; as above


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weighted words → scores of labels.

    ``weights`` is words × labels. Where labels have branches (the second level of the topic tree), ``branch_weights`` is words × branches
    and ``branch_of`` the label of each: a letter on one branch of a wide label need not look like the label's average.
    """

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    branch_weights: NDArray[np.float32]
    branch_of: NDArray[np.int64]

    def scores(self, features: csr_array) -> NDArray[np.float64]:
        """Return texts × labels."""
        import numpy as np

        linear: NDArray[np.float64] = (features @ self.weights + self.bias).astype(np.float64)
        if len(self.branch_of) == 0:
            return linear
        branches = (features @ self.branch_weights).astype(np.float64)
        raised = np.exp(_SHARPNESS * (branches - branches.max(axis=1, keepdims=True)))
        under = (self.branch_of[:, None] == np.arange(self.weights.shape[1])).astype(np.float64)
        best = np.log(raised @ under + 1e-12) / _SHARPNESS
        scores: NDArray[np.float64] = linear + _BRANCH_SHARE * (best - best.mean(axis=1, keepdims=True))
        return scores


@dataclass(frozen=True, slots=True)
class TopicModel:
    """A model over words.

    A label's probability is the softmax of ``scale`` × scores. ``sure`` is the probability from which a letter needs no second look,
    provided that the closest leaf under any other label falls short of the closest of its own by the part ``apart``. ``leaves``, where
    there are any, are the full paths under the labels, and ``leaf_weights`` (leaves × words) the terms and letters of each.
    """

    labels: tuple[str, ...]
    vocabulary: Vocabulary
    rarity: NDArray[np.float32]
    scorer: Scorer
    scale: float
    sure: float
    apart: float
    leaves: tuple[tuple[str, ...], ...]
    leaf_weights: csr_array
    manifest: Mapping[str, Any]

    def features(self, texts: Sequence[str]) -> csr_array:
        """Return the texts as weighted words, each row of length 1 (or empty)."""
        return weigh(count(texts, self.vocabulary), self.rarity)

    def probabilities(self, features: csr_array, allowed: Sequence[int] | None = None) -> NDArray[np.float64]:
        """Return texts × labels; labels that are not ``allowed`` have probability 0."""
        import numpy as np

        scores = self.scale * self.scorer.scores(features)
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
            branch_weights=model.scorer.branch_weights,
            branch_of=model.scorer.branch_of,
            leaf_data=model.leaf_weights.data.astype(np.float32),
            leaf_indices=model.leaf_weights.indices.astype(np.int32),
            leaf_pointer=model.leaf_weights.indptr.astype(np.int32),
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
            shape = (len(leaves), len(words))
            leaf_weights = csr_array((arrays["leaf_data"], arrays["leaf_indices"], arrays["leaf_pointer"]), shape=shape)
            model = TopicModel(
                labels=tuple(manifest.pop("labels")),
                vocabulary=build_vocabulary(words),
                rarity=arrays["rarity"],
                scorer=Scorer(arrays["weights"], arrays["bias"], arrays["branch_weights"], arrays["branch_of"]),
                scale=float(manifest.pop("scale")),
                sure=float(manifest.pop("sure")),
                apart=float(manifest.pop("apart")),
                leaves=leaves,
                leaf_weights=leaf_weights,
                manifest={key: value for key, value in manifest.items() if key != "format"},
            )
        if model.scorer.weights.shape != (len(model.vocabulary), len(model.labels)) or len(model.rarity) != len(words):
            raise ValueError("the arrays do not fit together")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError) as error:
        raise UserError("模型文件已损坏，不能使用", str(folder), "请删除这个文件夹，用 wenmi letters learn 重新训练") from error
    except Exception as error:
        if type(error).__name__ in ("BadZipFile", "error"):  # zipfile and zlib
            raise UserError("模型文件已损坏，不能使用", str(folder), "请删除这个文件夹，用 wenmi letters learn 重新训练") from error
        raise
    return model
