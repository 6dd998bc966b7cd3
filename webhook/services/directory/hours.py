"""Hours in a question: "after 5pm", "before half 12"... read before its words are, so that no figure of them is taken for an age."""

from __future__ import annotations

import re
from datetime import time

_AT = r"(\d{1,2})(?:[:.]([0-5]\d))?\s?(am|pm)\b"
_RANGE = re.compile(rf"\b(?:from |between )?(\d{{1,2}})(?:[:.]([0-5]\d))?\s?(am|pm)?\s?(?:-|–|to|and|until|till)\s?{_AT}", re.IGNORECASE)
_SIDE = re.compile(rf"\b(after|from|before|by|until|till|at|around|about)\s+(?:about |around )?{_AT}", re.IGNORECASE)
_BARE = re.compile(rf"\b{_AT}", re.IGNORECASE)
DAY = (time(6), time(22))  # in which anything for children is


def take_hours(text: str) -> tuple[str, tuple[time, time] | None]:
    """The text without the hours in it, and the span in which a service must be open for a while; None: none was said."""
    if (found := _RANGE.search(text)) and (last := _time(found[4], found[5], found[6])):
        first = _time(found[1], found[2], found[3] or found[6])
        if first and first >= last and not found[3]:
            first = _time(found[1], found[2], "am")  # "9 to 1pm"
        if first and first < last:
            return _without(text, found), (first, last)
    if (found := _SIDE.search(text)) and (said := _time(found[2], found[3], found[4])):
        side = found[1].lower()
        span = (said, DAY[1]) if side in ("after", "from") else (DAY[0], said) if side in ("before", "by", "until", "till") else _hour(said)
        return _without(text, found), span
    if (found := _BARE.search(text)) and (said := _time(found[1], found[2], found[3])):
        return _without(text, found), _hour(said)
    return text, None


def _time(hour: str, minute: str | None, half: str) -> time | None:
    if not 1 <= int(hour) <= 12:
        return None
    return time(int(hour) % 12 + (12 if half.lower() == "pm" else 0), int(minute or 0))


def _hour(at: time) -> tuple[time, time]:
    return at, time(min(at.hour + 1, 23), at.minute)


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"
