"""Hours in a question: "after 5pm", "before half 12"... read before its words are, so that no figure of them is taken for an age."""

from __future__ import annotations

import re
from datetime import time

_AT = r"(\d{1,2})(?:[:.]([0-5]\d))?\s?(am|pm)\b"
_RANGE = re.compile(rf"\b(?:from |between )?(\d{{1,2}})(?:[:.]([0-5]\d))?\s?(am|pm)?\s?(?:-|–|to|and|until|till)\s?{_AT}", re.IGNORECASE)
_SIDE = re.compile(rf"\b(after|past|from|before|by|until|till|at|around|about)\s+(?:about |around )?{_AT}", re.IGNORECASE)
_BARE = re.compile(rf"\b{_AT}", re.IGNORECASE)
_THEN = r"(?=\s+(?:half\s+)?(?:\d|noon|midday))"  # "not after school" names no hour
_NOT_SIDE = ((re.compile(rf"\bnot before{_THEN}", re.IGNORECASE), "after"), (re.compile(rf"\bnot after{_THEN}", re.IGNORECASE), "before"))
_WORDED = ((re.compile(r"\b(?:noon|midday|12 o'?clock)\b", re.IGNORECASE), "12pm"), (re.compile(r"\b(\d{1,2}) o'?clock\b", re.IGNORECASE), r"\1"))
_SIDE_BARE = re.compile(  # "before 12 on a sunday"; "after 5 years" and "before 12 months" name no hour
    r"\b(before|after|past|until|till)\s+(?:about |around )?(?:(half)(?: past)?\s+)?(\d{1,2})(?:[:.]([0-5]\d))?"
    r"(?=\s*(?:[,.;?!)](?!\d)|$)|\s+(?:on|in|at|for|near|around|and|or|but|please|pls|if|only|during|every|any|that|nw?\d|wc?\d|(?:mon|tues|wednes|thurs|fri|satur|sun|week)(?:days?|ends?))\b)",
    re.IGNORECASE,
)
_FROM_AM = {"before": 8, "until": 10, "till": 10, "after": 9, "past": 9}  # from this hour on the morning is meant
DAY = (time(6), time(22))  # in which anything for children is


def take_hours(text: str) -> tuple[str, tuple[time, time] | None]:
    """The text without the hours in it, and the span in which a service must be open for a while; None: none was said."""
    for written, meant in (*_NOT_SIDE, *_WORDED):
        text = written.sub(meant, text)
    text = _SIDE_BARE.sub(_with_half, text)
    if (found := _RANGE.search(text)) and (last := _time(found[4], found[5], found[6])):
        first = _time(found[1], found[2], found[3] or found[6])
        if first and first >= last and not found[3]:
            first = _time(found[1], found[2], "am")  # "9 to 1pm"
        if first and first < last:
            return _without(text, found), (first, last)
    if (found := _SIDE.search(text)) and (said := _time(found[2], found[3], found[4])):
        side = found[1].lower()
        span = (said, DAY[1]) if side in ("after", "past", "from") else (DAY[0], said) if side in ("before", "by", "until", "till") else _hour(said)
        return _without(text, found), span
    if (found := _BARE.search(text)) and (said := _time(found[1], found[2], found[3])):
        return _without(text, found), _hour(said)
    return text, None


def _with_half(found: re.Match[str]) -> str:
    """The hour of a side with its half of the day, as clubs are open: "after 5" is the afternoon's, "before 12" noon, "before 10" the morning's."""
    side, half, hour = found[1], found[2], int(found[3])
    if not 1 <= hour <= 12 and not 13 <= hour <= 22:
        return found.group()
    late = hour == 12 or hour < _FROM_AM[side.lower()]
    return f"{side} {(hour - 1) % 12 + 1}:{'30' if half else found[4] or '00'}{'pm' if late or hour > 12 else 'am'}"


def _time(hour: str, minute: str | None, half: str) -> time | None:
    if not 1 <= int(hour) <= 12:
        return None
    return time(int(hour) % 12 + (12 if half.lower() == "pm" else 0), int(minute or 0))


def _hour(at: time) -> tuple[time, time]:
    return at, time(min(at.hour + 1, 23), at.minute)


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"
