"""Reads whether somebody who has a place at a surgery asks for a sooner date: "is there anything sooner", "got an earlier one?", "any cancellations". Pure."""

from __future__ import annotations

import re

from webhook.services.booking.instead import EARLIER, concerns_other
from webhook.services.booking.read_next import asks_others

LONGEST = 14  # words
_NAMED = r"(?:ones?|dates?|days?|weeks?|surger(?:y|ies)|slots?|appointments?|appts?|places?|spaces?|options?)"
_SOONER = re.compile(
    rf"\b(?:any|anything|something|somewhere|nothing|none|{_NAMED}|it|that|me|us|seen|come|in|(?:a )?bit|much|for|get|possible|anyone)\W+"
    rf"(?:(?:there|a|any|bit|little|much|lot|that'?s|is|at all|free|available"
    rf"|coming up|be|available)\W+)*(?:sooner|earlier|nearer|before (?:that|then|this|it|mine|my (?:one|place|date)))\b"
    rf"|\b(?:sooner|earlier|nearer)(?: \w+)? {_NAMED}\b|\b(?:bring|move|push|pull) (?:it|my \w+|our \w+|that|me|us) forward\b"
    rf"|\bany cancel+ations?\b|\bhas any(?:one|body) (?:cancel+ed|dropped out|pulled out)\b"
    rf"|\bsooner\b\W*\?",
    re.IGNORECASE,
)
_WISHES = re.compile(
    r"\?|\b(?:any|anything|is there|are there|have (?:you|u)|(?:you|u) got|got|can|could|may|want|need|like|love"
    r"|possible|possibly|chance|rather|prefer|instead|wish|hoping|please|pls|plz|if|has|wait)\b",
    re.IGNORECASE,
)
_OF_A_TIME = re.compile(r"\b(?:time|times|o'?clock|morning|afternoon|(?:that|the same|same|in the) day|am|pm|hours?|half past)\b|\d", re.IGNORECASE)
_SAID_BEFORE = re.compile(r"\b(?:texted|said|asked|wrote|told|called|rang|messaged|sent|spoke|mentioned|earlier (?:today|on|this))\b", re.IGNORECASE)
_SURELY_A_DATE = re.compile(r"\b(?:sooner|nearer|forward|cancel\w*|before|dates?|days?|weeks?|surger(?:y|ies)|seen|anything|something|any(?:one|body))\b", re.IGNORECASE)


def wants_sooner(text: str) -> bool:
    """Whether a message asks for a sooner date than the one they have. A time of the day is another matter, and so is what has nothing to do with booking."""
    text = text.replace("\u2019", "'").strip()
    if len(text.split()) > LONGEST or concerns_other(text) or _OF_A_TIME.search(text) or _SAID_BEFORE.search(text):
        return False
    return asks_others(text) == EARLIER or bool(_SOONER.search(text) and _WISHES.search(text))


def may_be_time(text: str) -> bool:
    """Whether "an earlier one" may as well be a time of the same day."""
    return not _SURELY_A_DATE.search(text)
