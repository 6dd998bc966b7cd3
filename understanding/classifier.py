"""Two voices over `Features`, linear margins and closeness to the examples (`kernel`): trained by scikit-learn, stored as plain arrays, used with numpy alone.

They can be read by both environments (their scikit-learn versions cannot read each other's pickles), and they load without running any code from the file.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from understanding.encoder import Encoder
from understanding.features import Features, NgramTable, piece_ngrams, word_ngrams
from understanding.kernel import KernelRidge

KERNEL_WEIGHT = 0.5  # beside the margins, both measured on messages of writers the model had not read (docs/adr/0009)
C = 0.5


class Classifier:
    """Linear support vector machines, one for each label, and a kernel beside them: `fit` once, then `scores`, with columns in the order of `labels`."""

    def __init__(self, features: Features, labels: Sequence[str] = ()) -> None:
        self.features = features
        self.labels = list(labels)
        self.weights = np.zeros((0, 0), dtype=np.float32)  # one row per feature, one column per label
        self.bias = np.zeros(0, dtype=np.float32)
        self.kernel: KernelRidge | None = None  # only where there are embeddings

    @classmethod
    def fit(cls, texts: Sequence[str], labels: Sequence[str], encoder: Encoder | None, *, c: float = C, embeddings: np.ndarray | None = None) -> Classifier:
        """Trains both voices on two or more labels. `embeddings` are those of `texts`, where they were computed before."""
        from sklearn.svm import LinearSVC

        features = Features(encoder).fit(texts)
        vectors = features.embed(texts) if embeddings is None else embeddings
        model = LinearSVC(C=c, random_state=0).fit(features.transform(texts, vectors), list(labels))
        classifier = cls(features, [str(label) for label in model.classes_])
        weights, bias = model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32)
        if len(classifier.labels) == 2:  # scikit-learn keeps one column for two classes
            weights, bias = np.hstack([-weights, weights]), np.hstack([-bias, bias])
        classifier.weights, classifier.bias = np.ascontiguousarray(weights), bias
        if encoder is not None:
            classifier.kernel = KernelRidge.fit(vectors, labels, classifier.labels)
        return classifier

    def scores(self, texts: Sequence[str], embeddings: np.ndarray | None = None) -> np.ndarray:
        """Both voices together on whole messages, shape (n, labels)."""
        vectors = self.features.embed(texts) if embeddings is None else embeddings
        return np.asarray(self.margins(texts, vectors) + self.closeness(vectors))

    def margins(self, texts: Sequence[str], embeddings: np.ndarray) -> np.ndarray:
        """Distance from each label's margin, shape (n, labels); right for parts of messages too, where closeness to whole ones misleads."""
        return np.asarray(self.features.transform(texts, embeddings) @ self.weights) + self.bias

    def closeness(self, embeddings: np.ndarray) -> np.ndarray:
        """What to add to the margins of whole messages, shape (n, labels); nothing without embeddings."""
        return KERNEL_WEIGHT * self.kernel.scores(embeddings) if self.kernel else np.zeros((len(embeddings), len(self.labels)), dtype=np.float32)

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
        if self.kernel:
            arrays |= self.kernel.arrays()
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            np.savez(file, **arrays)
        os.replace(temporary, path)

    @classmethod
    def load(cls, path: Path, encoder: Encoder | None) -> Classifier:
        with np.load(path, allow_pickle=False) as arrays:
            features = Features(encoder)
            features.word_table = NgramTable(word_ngrams, unpack(arrays["word_ngrams"]), arrays["word_idf"])
            features.piece_table = NgramTable(piece_ngrams, unpack(arrays["piece_ngrams"]), arrays["piece_idf"])
            classifier = cls(features, unpack(arrays["labels"]))
            classifier.weights = arrays["weights"].astype(np.float32)
            classifier.bias = arrays["bias"]
            classifier.kernel = KernelRidge.read(arrays)
            if not bool(arrays["uses_embedding"]):
                features.encoder = None
        return classifier


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
