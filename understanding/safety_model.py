"""The learned half of safety detection: one set of features, several heads, stored in one file of plain arrays.

Whether to alarm is the sum of two voices: a linear margin over n-grams, and a Gaussian-kernel margin over the sentence embedding. On messages of writers the
model had not read, the two together hear more than either (docs/adr/0009). The n-gram voice works alone where the weights are absent.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from understanding.classifier import pack, softmax, unpack
from understanding.encoder import DIMENSIONS, Encoder
from understanding.features import EMBEDDING_WEIGHT, Features, NgramTable, normalise, piece_ngrams, word_ngrams
from understanding.kernel import Stored, find_directions, unit_rows

Row = dict[str, Any]  # {"text", "lane", "topic", "flags"} as in data/safety
ALARMED = ("crisis", "concern")
C = 0.3  # of the linear margins
TEMPERATURE = 0.4  # divides margins, so that they read as likelihoods
GAMMA = 1.5  # of the kernel: exp(-GAMMA * squared distance)


@dataclass
class Head:
    """Linear margins of each label against the rest: weights (features x labels) and bias."""

    labels: list[str]
    weights: np.ndarray
    bias: np.ndarray

    @classmethod
    def fit(cls, matrix: sparse.csr_matrix, labels: Sequence[str]) -> Head:
        from sklearn.svm import LinearSVC

        model = LinearSVC(C=C, class_weight="balanced", random_state=0).fit(matrix, list(labels))
        weights, bias = model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32)
        if len(model.classes_) == 2:  # scikit-learn keeps one column for two classes; half each way keeps the margin's scale
            weights, bias = np.hstack([-weights / 2, weights / 2]), np.hstack([-bias / 2, bias / 2])
        return cls([str(label) for label in model.classes_], np.ascontiguousarray(weights), bias)

    def margins(self, matrix: sparse.csr_matrix) -> np.ndarray:
        return np.asarray(np.asarray(matrix @ self.weights) + self.bias)

    def probabilities(self, matrix: sparse.csr_matrix) -> np.ndarray:
        return softmax(self.margins(matrix) / TEMPERATURE)


@dataclass(frozen=True)
class KernelHead(Stored):
    """A support vector machine with a Gaussian kernel: says how close a text is in meaning to disclosures and to harmless lines.

    `centre` (dimensions,) and `directions` (dimensions, d) of the embeddings it learnt from, `vectors` (n, d), unit rows, `weights` (n,), `bias` ().
    """

    centre: np.ndarray
    directions: np.ndarray
    vectors: np.ndarray
    weights: np.ndarray
    bias: np.ndarray

    @classmethod
    def fit(cls, embeddings: np.ndarray, alarmed: Sequence[bool]) -> KernelHead:
        from sklearn.svm import SVC

        centre, directions = find_directions(embeddings)
        rows = unit_rows((embeddings - centre) @ directions)
        machine = SVC(C=3.0, gamma=GAMMA, class_weight="balanced", cache_size=1500).fit(rows, list(alarmed))
        return cls(centre, directions, machine.support_vectors_.astype(np.float32), machine.dual_coef_[0].astype(np.float32), np.array(machine.intercept_[0], dtype=np.float32))

    def margins(self, embeddings: np.ndarray) -> np.ndarray:
        """Above zero where it would alarm."""
        rows = unit_rows((embeddings - self.centre) @ self.directions)
        return np.asarray(np.exp(-GAMMA * (2 - 2 * rows @ self.vectors.T)) @ self.weights + self.bias)


@dataclass
class SafetyModel:
    """How alarming short texts are, and of which kind. `thresholds` are chosen on data/safety/dev.jsonl when it is trained."""

    features: Features
    heads: dict[str, Head] = field(default_factory=dict)
    kernel: KernelHead | None = None
    thresholds: dict[str, float] = field(default_factory=dict)

    @classmethod
    def fit(cls, rows: Sequence[Row], encoder: Encoder | None) -> SafetyModel:
        texts = [row["text"] for row in rows]
        features = Features(encoder).fit(texts)
        embeddings = features.embed(texts)
        matrix = features.transform(texts, embeddings)
        model = cls(features)
        alarmed = np.array([row["lane"] in ALARMED for row in rows])
        plain = matrix[:, :-DIMENSIONS].tocsr()
        model.heads["alarm_plain"] = Head.fit(plain, np.where(alarmed, "alarmed", "calm").tolist())
        views = {"plain": plain}
        if encoder is not None:
            model.kernel = KernelHead.fit(embeddings, alarmed.tolist())
            views["full"] = matrix
        for view, columns in views.items():
            model._fit_head(f"lane_{view}", columns, rows, [row["lane"] if row["lane"] in ALARMED else None for row in rows])
            model._fit_head(f"feeling_{view}", columns, rows, [row["lane"] if row["lane"] in ("gentle", "none") else None for row in rows])
            model._fit_head(f"topic_{view}", columns, rows, [row["topic"] if row["lane"] in ALARMED else None for row in rows])
        return model

    def _fit_head(self, name: str, matrix: sparse.csr_matrix, rows: Sequence[Row], labels: Sequence[str | None]) -> None:
        """A head for the rows that have a label."""
        kept = [i for i, label in enumerate(labels) if label]
        self.heads[name] = Head.fit(matrix[kept], [str(labels[i]) for i in kept])

    @property
    def can_embed(self) -> bool:
        return self.features.encoder is not None and self.kernel is not None

    def plain(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """The n-gram columns alone, which cost a fraction of an embedding."""
        clean = [normalise(text) for text in texts]
        return sparse.hstack([self.features.word_table.transform(clean), self.features.piece_table.transform(clean)], format="csr", dtype=np.float32)

    def alarms(self, plain: sparse.csr_matrix, embeddings: np.ndarray | None, meaning: float = 1.0) -> np.ndarray:
        """How alarming each row is, 0 to 1; from n-grams alone where there are no embeddings, else the kernel counts `meaning` times as much as they."""
        margin = self.heads["alarm_plain"].margins(plain)
        worry = margin[:, 0] - margin[:, 1]  # labels are in the order of the alphabet: alarmed, calm
        if embeddings is None or self.kernel is None:
            return np.asarray(1 / (1 + np.exp(-2 * worry)))
        return np.asarray(1 / (1 + np.exp(-2 * (worry + meaning * self.kernel.margins(embeddings)) / (1 + meaning))))

    def vote(self, kind: str, plain: sparse.csr_matrix, full: sparse.csr_matrix | None) -> tuple[list[str], np.ndarray]:
        """Labels and likelihoods of "lane" (crisis or concern), "feeling" (gentle or none) or "topic", each among its own labels only.

        `full` is `join` of the n-grams and their embeddings.
        """
        head = self.heads[f"{kind}_plain"]
        result = head.probabilities(plain)
        if full is None or f"{kind}_full" not in self.heads:
            return head.labels, result
        return head.labels, (result + self.heads[f"{kind}_full"].probabilities(full)) / 2

    def save(self, path: Path) -> None:
        """One .npz in one step, so that a reader never sees half of it."""
        arrays = {"threshold_names": pack(sorted(self.thresholds)), "thresholds": np.array([self.thresholds[k] for k in sorted(self.thresholds)])}
        arrays["heads"] = pack(sorted(self.heads))
        for name, head in self.heads.items():
            arrays |= {f"{name}_labels": pack(head.labels), f"{name}_weights": head.weights.astype(np.float16), f"{name}_bias": head.bias}
        if self.kernel:
            arrays |= self.kernel.arrays()
        for name, table in (("word", self.features.word_table), ("piece", self.features.piece_table)):
            arrays |= {f"{name}_ngrams": pack(table.words), f"{name}_idf": table.idf}
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            np.savez_compressed(file, allow_pickle=False, **arrays)
        os.replace(temporary, path)

    @classmethod
    def load(cls, path: Path, encoder: Encoder | None) -> SafetyModel:
        with np.load(path, allow_pickle=False) as arrays:
            features = Features(encoder)
            features.word_table = NgramTable(word_ngrams, unpack(arrays["word_ngrams"]), arrays["word_idf"])
            features.piece_table = NgramTable(piece_ngrams, unpack(arrays["piece_ngrams"]), arrays["piece_idf"])
            heads = {name: Head(unpack(arrays[f"{name}_labels"]), arrays[f"{name}_weights"].astype(np.float32), arrays[f"{name}_bias"]) for name in unpack(arrays["heads"])}
            names = unpack(arrays["threshold_names"])
            return cls(features, heads, KernelHead.read(arrays), dict(zip(names, arrays["thresholds"].tolist(), strict=True)))


def join(plain: sparse.csr_matrix, embeddings: np.ndarray) -> sparse.csr_matrix:
    """N-gram columns and embedding columns side by side, weighted as in training."""
    return sparse.hstack([plain, sparse.csr_matrix(EMBEDDING_WEIGHT * embeddings)], format="csr", dtype=np.float32)
