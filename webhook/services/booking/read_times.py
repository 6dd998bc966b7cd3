"""Reads which times of a day somebody asks for: "10.10", "half 10", "after 2", "in the morning", "the later one at 11". Pure; what is not clear is not read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time

_TIME = re.compile(r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3])(?:\s?[:.]\s?(?P<minute>[0-5]\d))?\s?(?P<half>am|pm|a\.m\.?|p\.m\.?|o'?clock)?(?![\d:]|\.\d|st|nd|rd|th)", re.IGNORECASE)
_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_CLOCK = re.compile(rf"\b(?:{'|'.join(_HOURS)})(?= ?o'?clock\b| ?[ap]m\b)", re.IGNORECASE)
_BOUND = re.compile(r"\b(?P<side>after|from|before|until|by)\s+(?:about\s+)?$", re.IGNORECASE)
_PARTS_OF_DAY = (
    (re.compile(r"\b(?:morning|before (?:noon|lunch))\b", re.IGNORECASE), (time(0), time(12))),
    (re.compile(r"\b(?:afternoon|after (?:noon|lunch))\b", re.IGNORECASE), (time(12), time(23, 59))),
)
_FIRST = re.compile(
    r"\b(?:earliest|soonest|first thing|(?:as|so) (?:early|soon) as\b|asap|first (?:available|free|possible|one (?:available|free|possible|you)|time|slot|appointment)"
    r"|start of (?:it|the day)|beginning of)\b",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"\b(?:latest|as late as|last thing|last (?:one|available|free|possible|one (?:available|free|possible|you)|time|slot|appointment|of the day)|end of the (?:day|morning|session))\b",
    re.IGNORECASE,
)
_HOUR = rf"(?P<hour>\d{{1,2}}|{'|'.join(_HOURS)})"
_ISH = re.compile(
    rf"(?<![\d:.])\b{_HOUR}(?P<minute>[:.][0-5]\d)?(?P<half> ?[ap]m)?[ -]?(?:ish|or so|or there\w*)\b"
    r"(?! (?:years?|yrs?|months?|weeks?|days?|min\w*|people|of us|miles?|metres?))",
    re.IGNORECASE,
)
_PAST_OR_TO = re.compile(rf"\b(?P<part>half|quarter|(?P<minutes>five|ten|twenty|5|10|20)(?: min(?:ute)?s?)?) ?(?P<side>past|to)? (?:at )?{_HOUR}(?:[ -]?ish)?\b(?![:.]?\d)", re.IGNORECASE)
_AT = re.compile(
    rf"\b(?P<at>at|about|around|roughly|near(?:er)?(?: to)?|close to|(?<=it )to|(?<=time )to|(?<=that )to) {_HOUR}(?: ?ish)?"
    r"(?=\W*(?:$|please|pls|plz|thanks|then|if|on|instead|would|is|do|one|that))(?! ?[ap]m)(?![:.]\d)",
    re.IGNORECASE,
)
_BOUND_IN_WORDS = re.compile(
    rf"\b(?P<side>after|from|before|until|by) (?P<hour>{'|'.join(_HOURS)})\b(?=\W*(?:$|please|pls|plz|thanks|then|if|on|instead|would|is|works?|or|and|but)\b|\W*$)", re.IGNORECASE
)  # "any time after ten"
_ROUGHLY = re.compile(rf"\b(?:about|around|roughly|approx\w*|near(?:er)?|close to)\b|(?:\d|[ap]m|{'|'.join(_HOURS)})[ -]?(?:ish|or so|or there\w*)\b", re.IGNORECASE)
_NEAR = 15  # minutes from a time that is said roughly
_OF_AGE = re.compile(r"\b(?:s?he|son|daughter|child|they|aged?)(?:'?s| is| are|'?re)? (?:\w+ )?$", re.IGNORECASE)
_MINUTES = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}


def read_times(text: str, slots: Iterable[time]) -> list[time] | None:
    """The slots a message asks for: "10.10", "after 2", "in the morning"; none of them when none fits, None when it says nothing about the time."""
    text, wanted = _spell(text), list(slots)
    for pattern, (low, high) in _PARTS_OF_DAY:
        if pattern.search(text):
            return [slot for slot in wanted if low <= slot < high]
    for found in _TIME.finditer(text):
        bound = _BOUND.search(text[: found.start()])
        if not (found["minute"] or found["half"] or bound):
            continue
        side, at = bound["side"].lower() if bound else "", _read_time(found, wanted)
        if side in ("after", "from"):
            return [slot for slot in wanted if slot >= at]
        return [slot for slot in wanted if (slot <= at if side else slot == at)]
    return None


def read_end(text: str) -> int | None:
    """0 for who wants the first time there is, -1 for the last; None where neither is said, or only asked about."""
    if re.search(r"\?|\b(?:what'?s?|wots?|which|when'?s?|how|not|too)\b|^\W*is\b", text, re.IGNORECASE):
        return None
    return 0 if _FIRST.search(text) else -1 if _LAST.search(text) else None


def nearest_times(text: str, slots: Iterable[time], most: int) -> list[time]:
    """The slots nearest to a time that is named and begins none of them, in order; none where no time is named."""
    free, spelled = list(slots), _spell(text)
    found = next((found for found in _TIME.finditer(spelled) if found["minute"] or found["half"]), None)
    if found is None:
        return []
    at = _read_time(found, free)
    nearest = sorted(sorted(free, key=lambda slot: abs(_minutes(slot) - _minutes(at)))[:most])
    near = [slot for slot in nearest if abs(_minutes(slot) - _minutes(at)) <= _NEAR]
    return near if near and is_about(text) else nearest


def is_about(text: str) -> bool:
    """Whether a time is said roughly: "around 11", "about half ten", so that those near to it fit."""
    return bool(_ROUGHLY.search(text))


def read_hour(text: str, slots: Iterable[time]) -> list[time]:
    """The slots that begin in an hour that is a whole message, "11"; none for a figure that is no hour of theirs."""
    said = text.strip(" .,!?")
    return [slot for slot in slots if said.isdecimal() and slot.hour in (int(said), int(said) + 12)]


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _spell(text: str) -> str:
    """Times in words as figures: "half ten" is 10:30, "quarter to 11" is 10:45, "at 11" is at 11:00."""
    text = _CLOCK.sub(lambda found: _figure(found.group()), text.replace("\u2019", "'").strip())
    text = _ISH.sub(_spell_ish, _PAST_OR_TO.sub(_spell_part, text))
    text = _BOUND_IN_WORDS.sub(lambda found: f"{found['side']} {_figure(found['hour'])}", text)
    return _AT.sub(lambda found: f"{found['at']} {_figure(found['hour'])}:00", text)


def _spell_part(found: re.Match[str]) -> str:
    part, side, hour = found["part"].lower(), (found["side"] or "").lower(), int(_figure(found["hour"]))
    if (not side and part != "half") or (side == "to" and part == "half") or not 1 <= hour <= 23:
        return found.group()
    minutes = _MINUTES.get((found["minutes"] or part).lower()) or int(found["minutes"])
    return f"{hour - 1 or 12}:{60 - minutes:02d}" if side == "to" else f"{hour}:{minutes:02d}"


def _spell_ish(found: re.Match[str]) -> str:
    """ "10ish" as 10:00; the age of a child, "he's 10ish", as it is."""
    if _OF_AGE.search(found.string[: found.start()]) or not 1 <= int(_figure(found["hour"])) <= 23:
        return found.group()
    return f"{_figure(found['hour'])}{found['minute'] or ':00'}{found['half'] or ''}"


def _figure(hour: str) -> str:
    return hour if hour.isdigit() else str(_HOURS.index(hour.lower()) + 1)


def _read_time(found: re.Match[str], slots: list[time]) -> time:
    """A time of day; without am or pm the one that is among the slots, else the one between 8 and 7."""
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), (found["half"] or "").lower()[:1]
    if half == "p" and hour < 12:
        hour += 12
    elif half != "a" and hour < 12:
        later = time(hour + 12, minute)
        if later in slots or (hour < 8 and time(hour, minute) not in slots):
            return later
    return time(hour % 24, minute)
