"""Reads whether somebody asks if a surgery, or their place at it, still stands as it was: "same time still?", "is it still 9.50", "is monday's still on". Pure."""

from __future__ import annotations

import re

from webhook.services.booking.instead import concerns_other
from webhook.services.booking.read import names_day
from webhook.services.booking.read_times import read_times
from webhook.services.surgeries.asked import names_surgery

ON, WHEN, WHERE, FREE = "on", "when", "where", "free"  # takes place; at that time or on that day; at that place; a place that is kept for them can be had
LONGEST = 14  # words
_BEGINS = r"^\W*(?:(?:hi|hello|hey|ok|okay|oh|so|and|but|sorry|just|checking|to check|can (?:you|u|i) (?:confirm|check)|please|pls|wait|right|great|thanks|thank you|if|that|wondering)\W+)*"
_ASKS = re.compile(rf"\?|{_BEGINS}(?:is|are|am|was|do|does|did|has|have|will|still|same|it'?s|thats|that'?s|what about|any change)\b", re.IGNORECASE)
_TAKES_PLACE = re.compile(
    r"\bstill (?:definitely |all |going |to )*(?:on|happening|happen|ahead|running|(?:take|taking) place|as planned|planned|booked|there|good|ok|okay|fine|standing|valid|the plan)\b"
    r"|\b(?:going ahead|happening|taking place|on)(?:\W+(?:for|to|as)\W+(?:sure|plan|planned))? still\b|\b(?:is|are|will)\b.{0,40}\b(?:go(?:ing)? ahead|happening|taking place)\b"
    r"|\b(?:is|are|has|have|was|did)\b.{0,40}\b(?:cancelled|canceled|called off|been moved|postponed)\b",
    re.IGNORECASE,
)
_SAME_WHEN = re.compile(
    r"\bsame (?:time|day|date|slot|hour)\b|\b(?:time|day|date|slot|appointment)(?:'?s| is| be| stays?| staying| the| still)* same\b"
    r"|\b(?:has|have|did|is|does)\b.{0,12}\b(?:time|day|date)\b.{0,12}\b(?:chang\w*|mov\w*|different)\b|\bis (?:it|that|this) (?:at )?a different (?:time|day|date)\b",
    re.IGNORECASE,
)
_SAME_WHERE = re.compile(r"\bsame (?:place|venue|school|hall|building|address)\b|\b(?:place|venue|address)(?:'?s| is| be| stays?| the| still)* same\b", re.IGNORECASE)
_STILL = re.compile(r"\bstill\b", re.IGNORECASE)
_MAY_STILL = re.compile(
    r"\b(?:waiting|wait|your|the) list\b|\b(?:can|could|may|should) (?:i|we|he|she|they|you|u)\b"
    r"|\b(?:are|r) (?:you|u|they) still\b|\bstill (?:book|waiting|not|no|haven'?t|want|need|apply|get|available|free|late|time to|spaces?|places?)\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"\b(?:is|was|are) (?:it|that|this|(?:the|that|my) (?:place|slot|space|spot|offer)) still (?:free|available|open|up for grabs)\b"
    r"|^\W*still (?:free|available)\b",
    re.IGNORECASE,
)


def read_still(text: str) -> str:
    """What is asked to be as it was: that it takes place, when, or where; "" for none of that."""
    text = text.replace("\u2019", "'").strip()
    if _FREE.search(text) and not concerns_other(text):
        return FREE
    if len(text.split()) > LONGEST or not _ASKS.search(text) or _MAY_STILL.search(text) or (concerns_other(text) and not names_surgery(text)):
        return ""
    if _SAME_WHERE.search(text):
        return WHERE
    if _SAME_WHEN.search(text) or (_STILL.search(text) and (names_day(text) or read_times(text, ()) is not None) and not _TAKES_PLACE.search(text)):
        return WHEN
    return ON if _TAKES_PLACE.search(text) else ""
