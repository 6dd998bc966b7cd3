"""Now, as something that tests and `make ask` can set."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Clock(Protocol):
    """Anything that knows the time."""

    def now(self) -> datetime:
        """The current time, aware."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The current time in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands where it was set."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """The time last set."""
        return self.at


def local_date(at: datetime) -> date:
    """The day it is in London at that moment."""
    return at.astimezone(LONDON).date()
