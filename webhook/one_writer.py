"""One writer at a time on an SQLite file, whatever process it is in."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class OneWriter:
    """Lets writers of an SQLite file in one by one.

    SQLite lets who finds the file taken sleep ever longer, up to a tenth of a second at a time, and who sleeps is overtaken: under load a text
    waited more than a second to be acknowledged. Writers queue here instead, threads at a lock and processes at a lock file, and the kernel wakes them. It is a courtesy, not the
    guard: SQLite's own lock stands, and a crash lets go of this one.
    """

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(f"{database.name}.writer")
        self._threads = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Held by one at a time; not reentrant."""
        with self._threads, self._path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
