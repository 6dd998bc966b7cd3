"""What the record of a surgery says, when it is asked for: languages, access, where and when. Nothing is made up: what is not on the list is said not to be."""

from __future__ import annotations

import re
from datetime import time

from webhook.services.access_needs import LANGUAGES
from webhook.services.booking_read import is_question
from webhook.services.render_booking import BookingWords
from webhook.services.render_surgeries import surgery_line
from webhook.services.surgeries import describe_surgery
from webhook.store.surgeries import Surgery

SPOKEN, ACCESS, PLACE = "languages", "access", "place"
LONGEST = 12  # words of such a question
SHOWN = 3  # surgeries
_ASKS = re.compile(
    r"^\W*(?:(?:and|but|so|also|ok|oh|yes|hi|sorry)\W+)*(?:is|are|was|do(?! not| n)|does|will"
    r"|can(?!'?t| not)|could(?!n)|(?:has|have) (?:it|they|you)|anyone|anybody|what|which|wat|how)\b|\?",
    re.IGNORECASE,
)
_SPOKEN = re.compile(rf"\b(?:speaks?|spoken|languages?)\b|\b(?:{'|'.join(LANGUAGES)})(?: speakers?| interpreters?)?\b", re.IGNORECASE)
_OF_US = re.compile(r"\b(?:do|can|could) (?:you|u)\b", re.IGNORECASE)
_ACCESS = re.compile(
    r"\b(?:step[ -]?free|steps|stairs|wheelchairs?|ramps?|lift|quiet (?:room|space|area)|hearing loop|loop|accessible|access|parking|toilets?|buggy|pushchair|pram|disabled)\b", re.IGNORECASE
)
_OF_ACCESS_TO = re.compile(r"\baccess (?:arrangements?|to)\b", re.IGNORECASE)
_PLACE = re.compile(
    r"^\W*(?:(?:and|but|so|also|ok|oh|wait|sorry|can|could|you|do|tell|send|me|say)\W+)*(?:what (?:time|day|date|school|place) (?:is|was|did|have)"
    r"|(?:what'?s|what is|whats) (?:my|the) (?:full )?(?:time|date|day|address|postcode)|the (?:full )?(?:address|postcode)|when (?:is|was)|where(?:'?s| is| was)?)"
    r"(?:\W+(?:it|mine|that|this|my|the|i|one|time|slot|place|surgery|school|pick\w*|chose|choose|said|got|have|held|on|again|at|for|of|please|pls|then))*\W*$",
    re.IGNORECASE,
)


def read_fact(text: str) -> str:
    """Which part of a surgery's record is asked for; "" for none."""
    text = text.replace("\u2019", "'")
    if len(text.split()) > LONGEST:
        return ""
    if _PLACE.match(text):
        return PLACE
    if not (_ASKS.search(text) or is_question(text)):
        return ""
    if _SPOKEN.search(text):
        return "" if _OF_US.search(text) else SPOKEN
    return ACCESS if _ACCESS.search(text) and not _OF_ACCESS_TO.search(text) else ""


def say_fact(words: BookingWords, kind: str, text: str, surgeries: list[Surgery], slot: time | None = None) -> str:
    """The record's own words for some surgeries; and where what was named is not among them, how to say what is needed."""
    shown = surgeries[:SHOWN]
    if kind == PLACE:
        return words("surgery_fact_chosen", place=words.place(shown[0], slot)) if slot else " ".join(surgery_line(words.parts.content, describe_surgery(one), words.channel) for one in shown)
    found = [(one, list((one.languages if kind == SPOKEN else one.access) or [])) for one in shown]
    lines = [words(f"surgery_fact_{kind}" if listed else "surgery_fact_none", date=words.day(one.date), list=", ".join(listed)) for one, listed in found]
    if not all(_is_named(text, kind, listed) for _, listed in found):
        lines.append(words("surgery_fact_say"))
    return " ".join(lines)


def _is_named(text: str, kind: str, listed: list[str]) -> bool:
    """Whether all that a question names is listed; a question that names nothing is answered by any list."""
    said = re.sub(r"[\s-]+", " ", text.lower())
    if kind == SPOKEN:
        named = [language.lower() for language in LANGUAGES if re.search(rf"\b{language}\b", said, re.IGNORECASE)]
        return bool(listed) and set(named) <= {language.lower() for language in listed}
    asked = {found.group().lower() for found in _ACCESS.finditer(said)} - {"access", "accessible"}
    return bool(listed) and (not asked or any(re.sub(r"[\s-]+", " ", one.lower()) in said for one in listed))
