"""Logs in one line each, ids only: no text, number, name or code is ever passed to a logger (conduct 16)."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType


class NoValues(logging.Formatter):
    """Shows where an error happened and its type, never its message: that may quote what a person wrote."""

    def formatException(self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]) -> str:
        """Places in the code, the cause first, each ending in the type alone."""
        lines: list[str] = []
        error, seen = ei[1], set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            lines.insert(0, "".join(traceback.format_tb(error.__traceback__)) + f"{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


def configure_logging() -> None:
    """Log to standard error. Libraries that would print addresses or bodies are kept quiet."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(NoValues("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for noisy in ("twilio", "urllib3", "huey", "alembic", "werkzeug"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
