"""When duty-line staff are there, as far as the council has said. Bank holidays come from the `holidays` library (England).

All times are London's own: an opening at 9am is 9am before and after the clocks change.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Any

from webhook.clients.clock import LONDON
from webhook.services.clock.days import bank_holidays

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LOOK_AHEAD_DAYS = 31


def is_open(hours: dict[str, Any], at: datetime) -> bool | None:
    """Whether somebody is there at that moment; None while the council has not set its hours."""
    if not hours.get("days"):
        return None
    local = at.astimezone(LONDON)
    span = _span(hours, local)
    return span is not None and span[0] <= local.time() < span[1]


def next_opening(hours: dict[str, Any], at: datetime) -> datetime | None:
    """The next moment somebody comes in, after `at`; None while hours are not set or for more than a month of closed days."""
    local = at.astimezone(LONDON)
    for offset in range(LOOK_AHEAD_DAYS):
        day = local + timedelta(days=offset)
        span = _span(hours, day)
        if span is not None:
            opening = datetime.combine(day.date(), span[0], LONDON)
            if opening > local:
                return opening
    return None


def closing_time(hours: dict[str, Any], at: datetime) -> str:
    """When they leave on the day of `at`: "5pm"; empty unless they are there."""
    if not is_open(hours, at):
        return ""
    span = _span(hours, at.astimezone(LONDON))
    return _clock(span[1]) if span else ""


def say_week(hours: dict[str, Any]) -> str:
    """The week as it is said: "Monday to Thursday 9am to 5pm, Friday 9am to 4pm"."""
    spans = [(day.capitalize(), (hours.get("days") or {}).get(day)) for day in _WEEKDAYS]
    said = []
    for entry, same in groupby(spans, key=lambda item: item[1] and (str(item[1]["opens"]), str(item[1]["closes"]))):
        days = [day for day, _ in same]
        if entry:
            opens, closes = (_clock(time.fromisoformat(at)) for at in entry)
            said.append(f"{days[0]}{f' to {days[-1]}' if len(days) > 1 else ''} {opens} to {closes}")
    return ", ".join(said)


def say_opening(opening: datetime, channel: str = "web") -> str:
    """ "Monday 23 November at 9am", or "Monday 23 Nov at 9am" by SMS (conduct 19)."""
    local = opening.astimezone(LONDON)
    day = local.strftime("%A %-d %b" if channel == "sms" else "%A %-d %B")
    return f"{day} at {_clock(local.time())}"


def _clock(at: time) -> str:
    return at.strftime("%-I:%M%p" if at.minute else "%-I%p").lower()


def _span(hours: dict[str, Any], day: datetime) -> tuple[time, time] | None:
    entry = (hours.get("days") or {}).get(_WEEKDAYS[day.weekday()])
    closed_too = {str(date) for date in hours.get("closed_dates") or ()}  # days the council adds, such as those between Christmas and New Year
    if not entry or day.date() in bank_holidays() or day.date().isoformat() in closed_too:
        return None
    return time.fromisoformat(str(entry["opens"])), time.fromisoformat(str(entry["closes"]))
