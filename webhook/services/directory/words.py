"""The words of the services, kept between searches: what a misspelt word is compared with, and how rare a word is."""

from __future__ import annotations

import math
import threading
import time
from typing import Any

from webhook.bootstrap import Parts
from webhook.store.directory_find import find_state, find_words

LOOKED_AT_S = 1.0  # seconds for which they are taken to be the same: to ask with each search, more than once, took a sixth of it on PostgreSQL
_WORDS: dict[str, tuple[float, Any, dict[str, int]]] = {}  # database ▸ when it was looked at last, its state then, its words
_WORDS_LOCK = threading.Lock()


def words_of_services(parts: Parts) -> dict[str, int]:
    """Every word of the services and how many have it, read again after an import: at once where it ran here, else within a second."""
    key, now = str(parts.db.url), time.monotonic()
    with _WORDS_LOCK:
        kept = _WORDS.get(key)
        if kept is not None and now - kept[0] < LOOKED_AT_S:
            return kept[2]
        with parts.db.reading() as session:
            state = find_state(session)
            _WORDS[key] = kept = (now, state, kept[2] if kept is not None and kept[1] == state else find_words(session))
    return kept[2]


def forget_words(parts: Parts) -> None:
    """Look at the words again with the next search: the services have just changed."""
    with _WORDS_LOCK:
        if (kept := _WORDS.get(str(parts.db.url))) is not None:
            _WORDS[str(parts.db.url)] = (-math.inf, *kept[1:])
