"""What tells that a place of a text is worth looking at: a logistic regression, fitted on labelled sentences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from drafting.proofing.characters.ngrams import LanguageModel
from drafting.proofing.characters.proposing import scored
from drafting.proofing.characters.suspicion import Suspicion, signs

KEPT = 0.98
"""The part of the wrong characters in the sentences fitted on that are looked at (of others 97.7 %; 10 % of the characters of published
documents that the language model has not read, 4 % of those that it has)."""


def suspicion(pairs: Sequence[tuple[str, str]], model: LanguageModel) -> Suspicion:
    """Return what to look at, from sentences as written and as meant; those of other lengths are left out."""
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    pairs = [pair for pair in pairs if len(pair[0]) == len(pair[1])]
    text = "\n".join(wrong for wrong, _ in pairs) + "\n"
    meant = "\n".join(right for _, right in pairs) + "\n"
    seen = scored(text, model)
    chinese = (seen.codes >= 0x4E00) & (seen.codes <= 0x9FFF)
    wrong = np.array([one != other for one, other in zip(text, meant, strict=True)])[chinese]
    rows = np.stack([sign[chinese] for sign in signs(seen, model)], axis=1)
    spread = rows.std(axis=0) + 1e-6
    with threadpool_limits(1):  # several threads add up in another order each time
        fitted = LogisticRegression(max_iter=3000, class_weight="balanced").fit(rows / spread, wrong)
    weights = (fitted.coef_[0] / spread).astype(np.float32)
    sums = rows[wrong] @ weights
    return Suspicion(tuple(float(weight) for weight in weights), float(np.quantile(sums, 1 - KEPT)))
