"""One hash of everything here that goes into a trained model: code, weights and locked versions. (Thresholds are read when a model is loaded.)"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from understanding.encoder import ROOT, TOKENIZER_SHA256, WEIGHTS_SHA256, find_weights

HERE = Path(__file__).parent
UNSEEN_BY_THE_MODEL = {"training.py", "calibrate.py", "examples.py", "fingerprint.py", "replies.py"}  # how a model is made or measured, and what another reads


def model_sources() -> list[Path]:
    """The files of this package that the topic model runs on; the safety check has a life of its own."""
    code = [path for path in HERE.glob("*.py") if path.name not in UNSEEN_BY_THE_MODEL and not path.name.startswith("safety")]
    return sorted(code)


def hash_files(paths: Iterable[Path], root: Path = ROOT) -> str:
    """Names and contents, in the order of their names; a missing file counts as missing."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b"missing")
    return digest.hexdigest()


def fingerprint_understanding() -> str:
    """Code, weights and locks of the topic model in one hash."""
    weights = f"{WEIGHTS_SHA256}{TOKENIZER_SHA256}" if find_weights() else "no weights"
    locks = [ROOT / "requirements" / "rasa.lock", ROOT / "requirements" / "weights.lock"]
    return hashlib.sha256((hash_files([*model_sources(), *locks]) + weights).encode()).hexdigest()
