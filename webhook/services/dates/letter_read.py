"""Reads a long message that tells the day of the request somewhere and asks somewhere else when the plan should have come. Pure.

In a letter most sentences are about other things, so only the one with the day and the one that asks are looked at. Where it tells of a refusal, or of two
days, nothing is read.
"""

from __future__ import annotations

import re
from datetime import date

from webhook.services.dates.days_read import Day
from webhook.services.dates.read import Asked, find_refusal, is_about_else, list_events

SHORTEST = 100  # characters: shorter messages are read whole (dates/read)
_WHEN_DUE = re.compile(
    r"\bwhen (?:should|will|would|was|is|are|do|does|did|must|can|were)\b.{0,45}\b(?:plan|ehcp?|final|decision|answer|it|hear|get|have (?:had|come|been))\b"
    r"|\b(?:by when|how long|what date|which day|what day|how late)\b.{0,45}\b(?:plan|ehcp?|final|decision|answer|it|is|are|take|have)\b"
    r"|\b(?:is|are|was|were|isn'?t|aren'?t) (?:it|this|that|they|the council|the plan|the ehcp|we)(?: not)? (?:now |already |very |so |really |officially )?"
    r"(?:late|overdue|out of time|past|over)\b"
    r"|\bshould(?:n'?t)? (?:i|we|it|the (?:plan|ehcp|final plan|decision)|they|he|she)(?: not)? (?:already |now )?have (?:had|got|come|been|finished|sent|heard|arrived)\b"
    r"|\b(?:have|has|did) (?:they|the council) (?:missed|broken|gone past|gone over|run out of)\b",
    re.IGNORECASE,
)
_OF_THE_PLAN = re.compile(r"\b(?:plan|ehcp?|final)\b", re.IGNORECASE)
_REPLY = re.compile(r"\b(?:reply|comments?|respond|answer it|send)\b", re.IGNORECASE)
_SAID_YES = re.compile(r"\b(?:agreed|accepted|approved|said (?:yes|ok))\b[^.,;!?\n]{0,25}?\b\d{1,2}(?:st|nd|rd|th)?(?: of)? [a-z]+(?: 20\d\d)?", re.IGNORECASE)
_CLAUSES = re.compile(r"[.!?,;\n]+|\band\b", re.IGNORECASE)
_OTHER_STAGE = re.compile(
    r"\b(?:appeal\w*|tribunal|mediation|annual review|yearly review|cease|amended)\b"
    r"|\b(?:they|council|la|authority|panel|been|was|were|got|it) (?:\w+ )?(?:refused|rejected|declined|turned (?:\w+ )?down|said no)\b(?! to (?:go|talk|meet))",
    re.IGNORECASE,
)


def read_letter(text: str, today: date) -> Asked | None:
    """The day of the request, where a long message tells it and asks for the law's date."""
    if len(text) < SHORTEST or find_refusal(text) or _OTHER_STAGE.search(text):
        return None
    sentences = [one for one in re.split(r"[.!?\n]+", text) if one.strip()]
    asks = [one for one in _CLAUSES.split(text) if _WHEN_DUE.search(one) and not is_about_else(one)]
    if not asks:
        return None
    known = {"request", "agreed", "advice", *(["draft"] if any(_OF_THE_PLAN.search(one) and not _REPLY.search(one) for one in asks) else [])}
    days: dict[date | None, Day] = {}
    for one in sentences:
        if is_about_else(one):
            continue
        for event, day in list_events(_SAID_YES.sub(" ", one), today):
            if event not in known:
                return None
            if event == "request":
                days[day.day] = day
    told = next(iter(days.values())) if len(days) == 1 else None
    return Asked("request", told) if told is not None and told.day is not None and not told.wrong and not told.margin else None
