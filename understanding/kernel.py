"""How close a text is in meaning to the examples of each label: ridge regression over a Gaussian kernel, beside the linear margins.

Margins weigh every word on its own; this compares whole messages. Together they are right more often on writers the model had not read (docs/adr/0009).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from typing import Self

DIRECTIONS = 256  # of the embedding's principal components: the rest is noise to a kernel
GAMMA = 1.0  # of the kernel: exp(-GAMMA * squared distance) between unit vectors
RIDGE = 0.1


@dataclass(frozen=True)
class Stored:
    """Keeps the arrays that a kernel is made of, matrices at half precision."""

    def arrays(self) -> dict[str, np.ndarray]:
        """What to keep."""
        found = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {f"kernel_{name}": value.astype(np.float16) if value.ndim == 2 else value for name, value in found.items()}

    @classmethod
    def read(cls, arrays: Mapping[str, np.ndarray]) -> Self | None:
        """What `arrays` put away, or None where there was no embedding to learn from."""
        if "kernel_centre" not in arrays:
            return None
        return cls(*(arrays[f"kernel_{name}"].astype(np.float32) for name in cls.__dataclass_fields__))


@dataclass(frozen=True)
class KernelRidge(Stored):
    """`centre` (dimensions,), `directions` (dimensions, d), `anchors` (examples, d), unit rows, `weights` (examples, labels)."""

    centre: np.ndarray
    directions: np.ndarray
    anchors: np.ndarray
    weights: np.ndarray

    @classmethod
    def fit(cls, embeddings: np.ndarray, labels: Sequence[str], names: Sequence[str]) -> KernelRidge:
        """Learns one column for each of `names`: 1 for its examples, -1 for all others."""
        from sklearn.kernel_ridge import KernelRidge as Ridge

        centre, directions = find_directions(embeddings)
        anchors = unit_rows((embeddings - centre) @ directions)
        targets = np.where(np.array(labels)[:, None] == np.array(names)[None, :], 1.0, -1.0).astype(np.float32)
        model = Ridge(alpha=RIDGE, kernel="rbf", gamma=GAMMA).fit(anchors, targets)
        return cls(centre, directions, anchors, model.dual_coef_.astype(np.float32))

    def scores(self, embeddings: np.ndarray) -> np.ndarray:
        """About 1 for a label whose examples are near, about -1 for the rest; shape (n, labels)."""
        rows = unit_rows((embeddings - self.centre) @ self.directions)
        return np.asarray(np.exp(-GAMMA * (2 - 2 * rows @ self.anchors.T)) @ self.weights)


def find_directions(embeddings: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The centre (dimensions,) and the principal directions (dimensions, at most DIRECTIONS) of some embeddings."""
    from sklearn.decomposition import PCA

    pca = PCA(min(DIRECTIONS, *embeddings.shape), svd_solver="full").fit(embeddings)
    return pca.mean_.astype(np.float32), np.ascontiguousarray(pca.components_.T, dtype=np.float32)


def unit_rows(matrix: np.ndarray) -> np.ndarray:
    """Rows of length one; a row of zeros stays."""
    return np.asarray(matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9), dtype=np.float32)
