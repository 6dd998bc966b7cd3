"""What a family wants to talk about at a surgery: their own words where they said so, else the topic they last asked about in words and had an answer on, else nothing.

For staff screens only. "Ok thanks" is no subject, and neither is whatever stood last in the conversation.
"""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.services.booking.read import read_agreed
from webhook.services.people.passed_on import says_something, shorten
from webhook.services.turn.heard import Heard
from webhook.store.duty_queries import list_parent_words
from webhook.store.inbox import list_answered_topics

LOOKED_BACK = 8  # messages of theirs, and answers of ours
_SAID = re.compile(
    r"(?:\b(?:talk|speak|chat|meet|see|surgery|appointment|slot|place|session|booking|question|advice|help|worried|concerned|it'?s|this is|that'?s)\w*\b[^.!?\n]{0,60}?"
    r"\b(?:about|regarding|concerning|because(?: of)?|to do with)|\bdiscuss(?:ing)?|\b(?:talk|go) (?:through|over)|^\W*(?:about|regarding|re:))\s+(?P<subject>[^.!?\n]+)",
    re.IGNORECASE,
)
_POLITE = re.compile(r"(?:[\s,]+(?:please|pls|plz|thanks|thank you|ta|if (?:possible|that'?s (?:ok|okay|all right|alright))|with (?:you|someone|somebody|them)))+\W*$", re.IGNORECASE)
_OF_BOOKING = (
    "surgery surgeries send place places date dates time times slot slots appointment appointments booking bookings book booked next stuff something thing things it's this that which when"
)
_PICKS = re.compile(
    r"\W*(?:(?:the|ok|yes|um|oh|number|option|no|please|pls)\W+)*"
    r"(?:\d{1,2}|one|two|three|first|second|third|1st|2nd|3rd|last|that|this|both|any|either)(?:\W+(?:one|please|pls|thanks|of them))*\W*"
)
_NO_SUBJECT = frozenset(_OF_BOOKING.split())


def subject_of(parts: Parts, heard: Heard) -> str:
    """What they want to talk about, masked; "" where nothing says it. A disclosure is never repeated."""
    with parts.db.reading() as session:
        earlier = list_parent_words(session, heard.conversation.id, limit=LOOKED_BACK, without_danger=True)
        answered = list_answered_topics(session, heard.conversation.id, limit=LOOKED_BACK)
    said = next((subject for text in (heard.masked, *earlier) if (subject := read_subject(text))), "")
    return said or next((parts.content.plain_name(topic) for topic, asked in answered if topic in parts.content.answers and not _only_picks(asked)), "")


def _only_picks(text: str) -> bool:
    """Whether an answer came of what we offered, picked by its number or by "yes", "that one": no subject that they gave."""
    return read_agreed(text) is not None or bool(_PICKS.fullmatch(text.lower()))


def read_subject(text: str) -> str:
    """What a message says it is about: "to talk about his transport" is "his transport"; "" for one that does not say so."""
    found = _SAID.search(text.replace("\u2019", "'"))
    subject = _POLITE.sub("", found["subject"]).strip(" ,;:-") if found else ""
    return shorten(subject) if says_something(subject, least=1, no_subject=_NO_SUBJECT) else ""
