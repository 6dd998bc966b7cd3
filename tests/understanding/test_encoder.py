"""The sentence encoder: the published weights, the right arithmetic, and life without it."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from understanding import encoder as encoder_module
from understanding.encoder import DIMENSIONS, Encoder, WeightsMismatch, find_weights

HIDDEN = 384  # numbers of one layer


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    loaded = Encoder.load()
    assert loaded is not None
    return loaded


def test_like_sentences_are_closer_than_unlike_ones(encoder: Encoder) -> None:
    texts = ["my son's taxi didn't turn up for school", "the school bus was late for my boy", "how do I claim disability living allowance"]
    taxi, bus, money = encoder.encode(texts)
    assert taxi @ bus > 0.65 > 0.55 > taxi @ money


def test_vectors_are_unit_length_and_padding_changes_nothing(encoder: Encoder) -> None:
    texts = ["", "help", "a much longer message about a plan that is late and a school that does not answer the phone"]
    together = encoder.encode(texts)
    assert together.shape == (3, DIMENSIONS) and together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.allclose(together, np.vstack([encoder.encode([text]) for text in texts]), atol=1e-5)


def test_long_texts_are_cut_not_refused(encoder: Encoder) -> None:
    assert np.allclose(encoder.encode(["word " * 5000]), encoder.encode(["word " * 400]), atol=1e-5)


def test_runs_of_a_text_are_read_in_their_context(encoder: Encoder) -> None:
    pieces = ["the taxi did not come for him", "and how do i claim dla", "thanks"]
    whole, taxi, money, both, everything = encoder.encode_runs(pieces, [(0, 1), (1, 2), (0, 2), (0, 3)])
    assert np.allclose(whole, encoder.encode([" ".join(pieces)])[0], atol=1e-5)
    assert np.allclose(np.linalg.norm([taxi, money, both, everything], axis=1), 1, atol=1e-5)
    alone = encoder.encode(pieces[:2])
    assert taxi @ alone[0] > taxi @ alone[1] and money @ alone[1] > money @ alone[0] and everything @ whole > 0.95


def test_a_run_beyond_the_longest_text_is_the_whole(encoder: Encoder) -> None:
    whole, near, far = encoder.encode_runs(["word " * 300, "blue badge"], [(0, 1), (1, 2)])
    assert np.allclose(far, whole, atol=1e-5) and not np.allclose(near, np.zeros_like(near))


def test_the_graph_computes_what_bert_is_defined_to(encoder: Encoder) -> None:
    """A reference in plain numpy, written from the definition rather than from the graph."""
    from safetensors.numpy import load_file

    folder = find_weights()
    assert folder is not None
    text = "he is still waiting for the speech therapist"
    ids = encoder._tokenizer.encode(text).ids
    assert np.allclose(encoder.encode([text])[0], reference_embedding(load_file(str(folder / "model.safetensors")), ids), atol=1e-4)


def reference_embedding(weights: dict[str, np.ndarray], ids: list[int]) -> np.ndarray:
    from math import erf

    gelu = np.vectorize(lambda value: 0.5 * value * (1 + erf(value / 2**0.5)))

    def dense(x: np.ndarray, name: str) -> np.ndarray:
        return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def norm(x: np.ndarray, name: str) -> np.ndarray:
        centred = x - x.mean(axis=1, keepdims=True)
        return centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-12) * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    table = "embeddings.{}_embeddings.weight"
    x = weights[table.format("word")][ids] + weights[table.format("position")][: len(ids)] + weights[table.format("token_type")][0]
    x = norm(x, "embeddings.LayerNorm")
    views = []
    for number, layer in enumerate(f"encoder.layer.{number}" for number in range(6)):
        query, key, value = (dense(x, f"{layer}.attention.self.{name}") for name in ("query", "key", "value"))
        heads = []
        for start in range(0, HIDDEN, 32):
            head = slice(start, start + 32)
            scores = np.exp(query[:, head] @ key[:, head].T / 32**0.5)
            heads.append(scores / scores.sum(axis=1, keepdims=True) @ value[:, head])
        x = norm(dense(np.hstack(heads), f"{layer}.attention.output.dense") + x, f"{layer}.attention.output.LayerNorm")
        x = norm(dense(gelu(dense(x, f"{layer}.intermediate.dense")), f"{layer}.output.dense") + x, f"{layer}.output.LayerNorm")
        if number in (2, 4, 5):
            views.append(x.mean(axis=0) / np.linalg.norm(x.mean(axis=0)))
    return np.hstack(views) / len(views) ** 0.5


def test_without_weights_there_is_no_encoder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MINILM_DIR", str(tmp_path))
    assert Encoder.load() is None


def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = find_weights()
    assert folder is not None
    (tmp_path / "model.safetensors").write_bytes(b"not the published model")
    shutil.copy(folder / "tokenizer.json", tmp_path)
    monkeypatch.setenv("MINILM_DIR", str(tmp_path))
    with pytest.raises(WeightsMismatch):
        Encoder.load()


def test_half_a_graph_is_never_left_in_the_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(_: Path) -> bytes:
        raise RuntimeError("disk full")

    monkeypatch.setattr("understanding.minilm_graph.build_graph", fail)
    with pytest.raises(RuntimeError):
        encoder_module.cached_graph(tmp_path / "model.safetensors", tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []
