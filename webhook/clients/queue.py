"""The job queue: carries ids to the workers. Rows in the database are the truth, so a lost job is found by the sweep."""

from __future__ import annotations

import os
import select
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, Protocol

from huey import Huey
from huey.storage import SqliteStorage

from webhook.one_writer import OneWriter

LOOK_S = 0.25  # seconds after which a worker looks by itself, should a bell be lost


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
        self.huey = Huey("send-assistant", storage_class=BellStorage, filename=str(path), results=False, journal_mode="wal", timeout=30)
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


class BellStorage(SqliteStorage):  # type: ignore[misc]  # huey has no types
    """huey's file, with a bell: whoever leaves a job wakes one worker, so that nobody looks a hundred times a second for work that is not there."""

    blocking = True  # huey's consumer does not sleep by itself then: `dequeue` waits

    def __init__(self, *args: Any, filename: str, **kwargs: Any) -> None:
        self._bell = Bell(Path(f"{filename}.bell"))
        self._writer = OneWriter(Path(filename))
        super().__init__(*args, filename=filename, **kwargs)

    def _create_connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection = super()._create_connection()
        connection.execute("PRAGMA synchronous=NORMAL")  # with WAL a power cut can take the last ids, never the file; the rows have them
        return connection

    @contextmanager
    def db(self, commit: bool = False, close: bool = False) -> Iterator[sqlite3.Cursor]:
        """As huey's; who writes waits for its turn."""
        with self._writer.turn() if commit else nullcontext(), super().db(commit, close) as cursor:
            yield cursor

    def enqueue(self, data: bytes, priority: float | None = None) -> None:
        """Leave a job and ring."""
        super().enqueue(data, priority)
        self._bell.ring()

    def dequeue(self) -> bytes | None:
        """The next job, or None when there was none for a while."""
        job: bytes | None = super().dequeue()
        if job is None:
            self._bell.wait(LOOK_S)
            job = super().dequeue()
        return job


class Bell:
    """A named pipe beside the queue's file, shared by all processes of this machine: a byte in it is a job nobody was woken for yet."""

    def __init__(self, path: Path) -> None:
        with suppress(FileExistsError):
            os.mkfifo(path, 0o600)
        self._pipe = os.open(path, os.O_RDWR | os.O_NONBLOCK)  # both ends, so that neither side has to be there first

    def ring(self) -> None:
        """Wake one. A full pipe wakes enough already."""
        with suppress(OSError):
            os.write(self._pipe, b".")

    def wait(self, seconds: float) -> None:
        """Until it rings, or the time is over."""
        poll = select.poll()
        poll.register(self._pipe, select.POLLIN)
        if poll.poll(seconds * 1000):
            with suppress(BlockingIOError):  # another worker was quicker
                os.read(self._pipe, 1)


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
