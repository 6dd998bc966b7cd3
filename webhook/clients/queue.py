"""The job queue: carries ids to the workers. Rows in the database are the truth, so a lost job is found by the sweep."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from huey import SqliteHuey


class Queue(Protocol):
    """Where ids are left for a worker."""

    def work(self, conversation_id: str) -> None:
        """A conversation has messages to be worked."""
        ...

    def send(self, conversation_id: str) -> None:
        """A conversation has texts to be sent."""
        ...

    def length(self) -> int:
        """How many jobs wait; the sweep adds none to a long queue, which would only say the same again."""
        ...


class HueyQueue:
    """huey on an SQLite file; the worker process binds the two tasks to real work."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.huey = SqliteHuey("send-assistant", filename=str(path), results=False, journal_mode="wal", timeout=30)
        self.on_work: Callable[[str], object] = _not_a_worker
        self.on_send: Callable[[str], object] = _not_a_worker
        self._work = self.huey.task(name="work")(lambda conversation_id: self.on_work(conversation_id))
        self._send = self.huey.task(name="send")(lambda conversation_id: self.on_send(conversation_id))

    def work(self, conversation_id: str) -> None:
        """Leave a conversation for a worker."""
        self._work(conversation_id)

    def send(self, conversation_id: str) -> None:
        """Leave a conversation's outbox for a worker."""
        self._send(conversation_id)

    def length(self) -> int:
        """Jobs in the file."""
        return int(self.huey.pending_count())


class ListQueue:
    """A queue that only remembers, for tests and for `make ask`, which work in their own process."""

    def __init__(self) -> None:
        self.jobs: list[tuple[str, str]] = []

    def work(self, conversation_id: str) -> None:
        """Remember it."""
        self.jobs.append(("work", conversation_id))

    def send(self, conversation_id: str) -> None:
        """Remember it."""
        self.jobs.append(("send", conversation_id))

    def length(self) -> int:
        """None wait: whoever uses this list works by itself."""
        return 0


def _not_a_worker(conversation_id: str) -> None:
    raise RuntimeError("this process only leaves jobs; `python -m webhook.worker` does them")
