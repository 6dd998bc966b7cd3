"""Reads what somebody says to a date they were told of: "oh no", "what's the earliest", "the 2nd time slot"; and "today" and "tomorrow" as dates. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from webhook.services.booking_read import find_days

LONGEST = 8  # words that ask for times and nothing else
_OH_NO = re.compile(r"^\W*(?:(?:oh|aw+|ah|omg|argh)\W+)+no+\b(?!\W*(?:thank|ta\b|it|that))\W*", re.IGNORECASE)
_TIMES = re.compile(r"\b(?:earliest|soonest|latest|times?|slots?|(?:when|how early|how late) can)\b", re.IGNORECASE)
_NTH = re.compile(
    r"\b(?P<nth>1st|first|2nd|second|3rd|third|4th|fourth|last|latest|earliest)(?: (?:free|available|possible))? (?:time|slot|appointment|one)\b",
    re.IGNORECASE,
)
_PLACES = {"1st": 0, "first": 0, "earliest": 0, "2nd": 1, "second": 1, "3rd": 2, "third": 2, "4th": 3, "fourth": 3, "last": -1, "latest": -1}
_ASKS = re.compile(r"\?|\b(?:what|which|when|how)\b", re.IGNORECASE)
_TODAY = re.compile(r"\b(?P<word>today|tonight|this (?:morning|afternoon|evening)|tomorrow|tmrw|tomoz|2moro)\b", re.IGNORECASE)


def strip_oh_no(text: str) -> str:
    """A message without the "oh no" it begins with, which refuses nothing; "" where it says nothing more."""
    return _OH_NO.sub("", text.replace("\u2019", "'")).strip()


def asks_times(text: str, day: date) -> bool:
    """Whether a short message speaks of the times of a date, or names the date: "whats the earliest", "2nd slot please", "ok the 18th"."""
    return len(text.split()) <= LONGEST and bool(_TIMES.search(text) or find_days(text, [day]))


def read_nth_time(text: str, free: int) -> int | None:
    """Which of the free times is picked by its place among them, from 0; None where none is picked, or there are not so many."""
    found = None if _ASKS.search(text) else _NTH.search(text)
    at = _PLACES[found["nth"].lower()] if found else free
    return at % free if at < free else None


def spell_days(text: str, today: date) -> str:
    """A message with "today" and "tomorrow" as dates, so that they are read as any day."""

    def spell(found: re.Match[str]) -> str:
        word = found["word"].lower()
        day = today if word.startswith(("today", "tonight", "this")) else today + timedelta(days=1)
        rest = word.removeprefix("this ") if word.startswith("this") else ""
        return f"{day.day} {day:%B} {rest}".strip()

    return _TODAY.sub(spell, text)
