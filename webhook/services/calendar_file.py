"""Writes calendar files (.ics) that every calendar takes: RFC 5545, times in UTC, text escaped, lines folded at 75 octets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

LINE_OCTETS = 75  # without the line break (3.1)
PRODUCT = "-//SEND assistant//EN"


@dataclass(frozen=True)
class CalendarEvent:
    """One event. `uid` is the same whenever the same event is written again; times are aware; `made_at` is when it was written."""

    uid: str
    begins: datetime
    ends: datetime
    summary: str
    made_at: datetime
    location: str = ""
    description: str = ""


def as_calendar(events: Iterable[CalendarEvent]) -> str:
    """The text of a calendar with these events, CRLF line ends."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "METHOD:PUBLISH"]
    for event in events:
        lines += ["BEGIN:VEVENT", f"UID:{_escape(event.uid)}", f"DTSTAMP:{_moment(event.made_at)}", f"DTSTART:{_moment(event.begins)}", f"DTEND:{_moment(event.ends)}"]
        lines += [f"{name}:{_escape(value)}" for name, value in (("SUMMARY", event.summary), ("LOCATION", event.location), ("DESCRIPTION", event.description)) if value]
        lines.append("END:VEVENT")
    return "".join(f"{_fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escape(text: str) -> str:
    """TEXT values (3.3.11): backslash, semicolon, comma and line breaks; other control characters may not stand there."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(character for character in text if character == "\t" or (character >= " " and character != "\x7f"))


def _fold(line: str) -> str:
    """Break a line before its 76th octet, never inside a character; a continuation begins with a space that counts."""
    folded, room = [""], LINE_OCTETS
    for character in line:
        size = len(character.encode("utf-8"))
        if size > room:
            folded.append(" ")
            room = LINE_OCTETS - 1
        folded[-1] += character
        room -= size
    return "\r\n".join(folded)
