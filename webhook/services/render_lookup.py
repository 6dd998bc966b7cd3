"""Words for what was looked up: the identity check, a case's status, surgery dates."""

from __future__ import annotations

from typing import Any

from webhook.bootstrap import Parts
from webhook.services.heard import Heard, Turn


def render_lookup(parts: Parts, heard: Heard, item: dict[str, Any]) -> Turn | None:
    """The turn for one item Rasa said; None for one that needs no words."""
    return None
