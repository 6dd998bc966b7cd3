"""Two voices on what a message is about: margins, and closeness to the examples; and that what is kept on disk decides alike."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from understanding.classifier import KERNEL_WEIGHT, Classifier
from understanding.encoder import Encoder
from understanding.kernel import KernelRidge

TEXTS = ["how do i get a blue badge", "parking badge for my daughter", "the school taxi never came", "who pays for the bus to school", "how do i appeal", "lodge an appeal with the tribunal"]
LABELS = ["badge", "badge", "transport", "transport", "tribunal", "tribunal"]
NAMES = ["badge", "transport", "tribunal"]


def made_up_vectors() -> np.ndarray:
    """Six unit vectors in three clear pairs."""
    chance = np.random.default_rng(7)
    centres = np.repeat(np.eye(3, 8), 2, axis=0)
    vectors = centres + chance.normal(0, 0.05, centres.shape)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def test_what_is_near_the_examples_of_a_label_scores_highest_there() -> None:
    vectors = made_up_vectors()
    kernel = KernelRidge.fit(vectors, LABELS, NAMES)
    scores = kernel.scores(vectors)
    assert [NAMES[column] for column in scores.argmax(axis=1)] == LABELS
    assert scores.max(axis=1).min() > 0 > np.sort(scores, axis=1)[:, :-1].max()


def test_the_columns_stand_in_the_order_of_the_names() -> None:
    vectors, turned = made_up_vectors(), NAMES[::-1]
    assert np.allclose(KernelRidge.fit(vectors, LABELS, turned).scores(vectors), KernelRidge.fit(vectors, LABELS, NAMES).scores(vectors)[:, ::-1], atol=1e-4)


def test_a_text_without_any_known_word_has_a_score_and_no_error() -> None:
    kernel = KernelRidge.fit(made_up_vectors(), LABELS, NAMES)
    assert np.isfinite(kernel.scores(np.zeros((1, 8), dtype=np.float32))).all()


def test_half_precision_keeps_the_decision() -> None:
    vectors = made_up_vectors()
    kernel = KernelRidge.fit(vectors, LABELS, NAMES)
    kept = KernelRidge.read(kernel.arrays())
    assert kept is not None and np.allclose(kept.scores(vectors), kernel.scores(vectors), atol=0.02)
    assert KernelRidge.read({}) is None


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    found = Encoder.load()
    if found is None:
        pytest.skip("the weights are not installed")
    return found


def test_both_voices_are_kept_and_heard(encoder: Encoder, tmp_path: Path) -> None:
    made = Classifier.fit(TEXTS, LABELS, encoder)
    made.save(tmp_path / "topics.npz")
    loaded = Classifier.load(tmp_path / "topics.npz", encoder)
    asked = ["a badge for the car", "the bus did not come"]
    vectors = encoder.encode(asked)
    assert made.kernel is not None
    assert np.allclose(loaded.scores(asked), made.margins(asked, vectors) + KERNEL_WEIGHT * made.kernel.scores(vectors), atol=0.05)


def test_without_embeddings_the_margins_decide_alone() -> None:
    made = Classifier.fit(TEXTS, LABELS, None)
    vectors = made.features.embed(TEXTS)
    assert made.kernel is None and np.array_equal(made.scores(TEXTS), made.margins(TEXTS, vectors))
