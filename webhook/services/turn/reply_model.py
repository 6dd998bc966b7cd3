"""Loads the reader of short replies for processes that work messages. Without it everything goes on as its patterns read it. Heavy imports stay inside."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from webhook.settings import ROOT

if TYPE_CHECKING:
    from understanding.replies import ReplyReader
    from understanding.safety import SafetyAssessor

MODEL = ROOT / "var" / "models" / "replies.zip"
log = logging.getLogger(__name__)


def load_replies(safety: SafetyAssessor | None, path: Path = MODEL) -> ReplyReader | None:
    """The reader, with the encoder that the safety check has loaded; None, said in the log, where its file is missing or was made from something else."""
    try:
        from understanding.replies import ReplyReader

        return ReplyReader.load(path, safety.model.features.encoder if safety is not None and safety.model is not None else None)
    except Exception as error:
        log.error("short replies are read by patterns alone (%s: %s): `make setup` makes what is missing", type(error).__name__, error)
        return None
