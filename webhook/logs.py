"""Logs in one line each, ids only: no text, number, name or code is ever passed to a logger (conduct 16)."""

from __future__ import annotations

import logging
import sys


def configure_logging() -> None:
    """Log to standard error. Libraries that would print addresses or bodies are kept quiet."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s", force=True)
    for noisy in ("twilio", "urllib3", "huey", "alembic", "werkzeug"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
