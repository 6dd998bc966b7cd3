"""When duty-line staff are there, as far as the council has said. Bank holidays come from the `holidays` library (England)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import holidays

from webhook.clients.clock import LONDON

_BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def is_open(hours: dict[str, Any], at: datetime) -> bool | None:
    """Whether somebody is there at that moment; None while the council has not set its hours."""
    if not hours.get("days"):
        return None
    local = at.astimezone(LONDON)
    span = _span(hours, local)
    return span is not None and span[0] <= local.time() < span[1]


def next_opening(hours: dict[str, Any], at: datetime) -> datetime | None:
    """The next moment somebody is there, after `at`; None while hours are not set or for more than 30 closed days."""
    local = at.astimezone(LONDON)
    for offset in range(31):
        day = local + timedelta(days=offset)
        span = _span(hours, day)
        if span is not None:
            opening = datetime.combine(day.date(), span[0], LONDON)
            if opening > local:
                return opening
    return None


def say_opening(opening: datetime) -> str:
    """"Monday 23 November at 9am" (conduct 19)."""
    local = opening.astimezone(LONDON)
    clock = local.strftime("%-I:%M%p" if local.minute else "%-I%p").lower()
    return f"{local.strftime('%A %-d %B')} at {clock}"


def _span(hours: dict[str, Any], day: datetime) -> tuple[time, time] | None:
    entry = (hours.get("days") or {}).get(_WEEKDAYS[day.weekday()])
    if not entry or day.date() in _BANK_HOLIDAYS:
        return None
    return time.fromisoformat(str(entry["opens"])), time.fromisoformat(str(entry["closes"]))
