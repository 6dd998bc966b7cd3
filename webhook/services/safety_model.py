"""Loads the safety assessor for processes that work messages. Heavy imports stay inside, so the web process starts in a second."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from webhook.settings import ROOT

if TYPE_CHECKING:
    from understanding.safety import SafetyAssessor

MODEL = ROOT / "var" / "models" / "safety.joblib"


def load_safety(path: Path = MODEL) -> SafetyAssessor:
    """The trained assessor. Raises FileNotFoundError when `make train` has not run."""
    from understanding.safety import SafetyAssessor

    return SafetyAssessor.load(path)
