"""A list on disk: a directory of 100,000 services is read, prepared and written without ever standing in memory."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Spool(Generic[Item]):
    """Items in the order they were added. The file is nameless, our own, and gone when this is."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="directory-")  # noqa: SIM115  closed with the spool
        self._count = 0

    def add(self, item: Item) -> None:
        """Put one at the end."""
        pickle.dump(item, self._file, protocol=pickle.HIGHEST_PROTOCOL)
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Item]:
        self._file.seek(0)
        for _ in range(self._count):
            yield pickle.load(self._file)  # noqa: S301  what add() wrote a moment ago
        self._file.seek(0, 2)
