"""Writes calendar files (.ics) that every calendar takes (RFC 5545), with the icalendar library."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from icalendar import Calendar, Event

PRODUCT = "-//SEND assistant//EN"


@dataclass(frozen=True)
class CalendarEvent:
    """One event. `uid` is the same whenever the same event is written again; times are aware, or whole days of which `ends` is the one after the last."""

    uid: str
    begins: datetime | date
    ends: datetime | date
    summary: str
    made_at: datetime
    location: str = ""
    description: str = ""


def as_calendar(events: Iterable[CalendarEvent]) -> bytes:
    """A calendar with these events. Whole days are private and leave the day free."""
    calendar = Calendar({"prodid": PRODUCT, "version": "2.0", "calscale": "GREGORIAN", "method": "PUBLISH"})
    for one in events:
        event = Event()
        event.add("uid", one.uid)
        for name, moment in (("dtstamp", one.made_at), ("dtstart", one.begins), ("dtend", one.ends)):
            event.add(name, moment.astimezone(UTC) if isinstance(moment, datetime) else moment)
        for name, said in (("summary", one.summary), ("location", one.location), ("description", one.description)):
            if said:
                event.add(name, _printable(said))
        if not isinstance(one.begins, datetime):
            event.add("transp", "TRANSPARENT")
            event.add("class", "PRIVATE")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _printable(text: str) -> str:
    """Control characters may not stand in a text value (3.3.11); line breaks are escaped by the library."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(character for character in text if character in "\t\n" or (character >= " " and character != "\x7f"))
