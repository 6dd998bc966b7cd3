"""A linear classifier over `Features`: trained by scikit-learn, stored as plain arrays, used with numpy alone.

It can be read by both environments (their scikit-learn versions cannot read each other's pickles), and it loads without running any code from the file.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import linalg, sparse

from understanding.encoder import Encoder
from understanding.features import Features, NgramTable, piece_ngrams, word_ngrams

C = 10.0  # measured: design, settled decision 3
JITTER = 1e-5  # two examples that differ in nothing we see must not stop the factorisation


class LinearClassifier:
    """Logistic regression: `fit` once, then `probabilities`, with columns in the order of `labels`."""

    def __init__(self, features: Features, labels: Sequence[str] = ()) -> None:
        self.features = features
        self.labels = list(labels)
        self.weights = np.zeros((0, 0), dtype=np.float32)  # one row per feature, one column per label
        self.bias = np.zeros(0, dtype=np.float32)

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        encoder: Encoder | None,
        *,
        c: float = C,
        class_weight: dict[str, float] | str | None = None,
        embeddings: np.ndarray | None = None,
    ) -> LinearClassifier:
        from sklearn.linear_model import LogisticRegression

        features = Features(encoder).fit(texts)
        matrix = features.transform(texts, embeddings)
        model = LogisticRegression(C=c, class_weight=class_weight, max_iter=300, tol=1e-3)
        rows = reduce_rows(matrix)
        model.fit(rows.astype(np.float32), list(labels))
        weights = matrix.T @ linalg.solve_triangular(rows, model.coef_.T, lower=True, trans="T").astype(np.float32)
        classifier = cls(features, [str(label) for label in model.classes_])
        bias = model.intercept_.astype(np.float32)
        if len(classifier.labels) == 2:  # scikit-learn keeps one column for two classes; half each way gives the same probabilities
            weights, bias = np.hstack([-weights / 2, weights / 2]), np.hstack([-bias / 2, bias / 2])
        classifier.weights, classifier.bias = weights.astype(np.float32), bias
        return classifier

    def scores(self, texts: Sequence[str], embeddings: np.ndarray | None = None) -> np.ndarray:
        """Log-odds up to a constant, shape (n, labels)."""
        return np.asarray(self.features.transform(texts, embeddings) @ self.weights) + self.bias

    def probabilities(self, texts: Sequence[str], embeddings: np.ndarray | None = None) -> np.ndarray:
        """One row per text, summing to 1."""
        return softmax(self.scores(texts, embeddings))

    def save(self, path: Path) -> None:
        """Writes one .npz file in one step, so that a reader never sees half of it."""
        arrays: dict[str, Any] = {
            "weights": self.weights.astype(np.float16),
            "bias": self.bias,
            "labels": pack(self.labels),
            "uses_embedding": np.array(self.features.encoder is not None),
        }
        for name, table in (("word", self.features.word_table), ("piece", self.features.piece_table)):
            arrays[f"{name}_ngrams"], arrays[f"{name}_idf"] = pack(table.words), table.idf
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            np.savez(file, **arrays)
        os.replace(temporary, path)

    @classmethod
    def load(cls, path: Path, encoder: Encoder | None) -> LinearClassifier:
        with np.load(path, allow_pickle=False) as arrays:
            features = Features(encoder)
            features.word_table = NgramTable(word_ngrams, unpack(arrays["word_ngrams"]), arrays["word_idf"])
            features.piece_table = NgramTable(piece_ngrams, unpack(arrays["piece_ngrams"]), arrays["piece_idf"])
            classifier = cls(features, unpack(arrays["labels"]))
            classifier.weights = arrays["weights"].astype(np.float32)
            classifier.bias = arrays["bias"]
            if not bool(arrays["uses_embedding"]):
                features.encoder = None
        return classifier


def reduce_rows(matrix: sparse.csr_matrix) -> np.ndarray:
    """The same rows in as few dimensions as there are rows: L of X Xᵀ = L Lᵀ.

    There are about 20 times as many n-grams as examples. Ridge-penalised weights lie in the span of the rows, so training on L gives the same model in a
    fraction of the time; the full weights are then Xᵀ L⁻ᵀ w.
    """
    gram = np.asarray((matrix @ matrix.T).todense(), dtype=np.float64)
    gram[np.diag_indices_from(gram)] += JITTER
    return np.asarray(linalg.cholesky(gram, lower=True, overwrite_a=True, check_finite=False))


def softmax(scores: np.ndarray) -> np.ndarray:
    """Scores to probabilities, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def pack(strings: Sequence[str]) -> np.ndarray:
    """Strings as an array that loads without pickle."""
    return np.frombuffer(json.dumps(list(strings)).encode(), dtype=np.uint8)


def unpack(array: np.ndarray) -> list[str]:
    """The strings that `pack` put away."""
    return [str(item) for item in json.loads(array.tobytes())]
