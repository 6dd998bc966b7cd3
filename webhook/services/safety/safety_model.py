"""Loads the safety assessor for processes that work messages. Heavy imports stay inside, so the web process starts in a second."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from webhook.settings import ROOT

if TYPE_CHECKING:
    from understanding.encoder import Encoder
    from understanding.safety import SafetyAssessor

MODEL = ROOT / "var" / "models" / "safety.npz"
log = logging.getLogger(__name__)


def load_safety(path: Path = MODEL) -> SafetyAssessor | None:
    """The assessor. A missing classifier leaves the written patterns; None (nothing could be loaded) makes every message a crisis: loud, never silent."""
    try:
        from understanding.encoder import Encoder
        from understanding.safety import SafetyAssessor

        return SafetyAssessor.load(path, _load_encoder(Encoder))
    except Exception as error:
        log.critical("NO SAFETY ASSESSOR (%s): until this is put right every message is answered with the safety card", type(error).__name__)
        return None


def _load_encoder(encoder: type[Encoder]) -> Encoder | None:
    try:
        return encoder.load()
    except Exception as error:
        log.error("sentence embeddings not loaded (%s): safety works on n-grams and patterns", type(error).__name__)
        return None
