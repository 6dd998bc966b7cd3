"""Reads everything that a message in the middle of booking says at once: a name, what to talk about, a question about the surgery, and what is left of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from webhook.services.booking.names import find_name, says_anything
from webhook.services.people.passed_on import says_something, shorten
from webhook.services.surgeries.asked import asks_what_to_bring
from webhook.services.surgeries.fact_asked import read_fact, split_time

_CLAUSES = re.compile(
    r"\s*(?:[.!;\n]+(?=\s|$)|(?<=\?)|,(?=\s))\s*|\s+(?=(?:and|but|also|plus|n|nd|&)\s+(?:also |can |could |please |i |we |i'd |i'll |put |make |change |my |his |her |the |is |do |does "
    r"|(?:who|what|wat|wot|where|when|how|it)(?:'?s)? )\b)",
    re.IGNORECASE,
)
_JOIN = re.compile(r"^\W*(?:(?:and|but|also|plus|so|n|nd)\b\W*)+", re.IGNORECASE)
_TALK = re.compile(
    r"\b(?:(?:talk\w*|speak\w*|chat\w*)(?: (?:to|with) (?:them|you|u|someone|somebody|the officers?|an officer))?(?: there| then| as well)? (?:about|abt|regarding)|discuss\w*"
    r"|go (?:over|through)|bring up|raise"
    r"|(?:the )?(?:subject|topic) (?:is|to|as)|^\W*(?:(?:actually|sorry|and|also|no|oh)\W+)*(?:it'?s|its|it is|this is) (?:also )?(?:about|abt|regarding))\s+(?P<subject>.+)",
    re.IGNORECASE,
)
_TO_NOW = re.compile(r"^(?:(?:to|is|be|now|instead of|just)\s+)+", re.IGNORECASE)
_INSTEAD = re.compile(r"\b(?:change|changed|instead|rather|not|replace|actually)\b", re.IGNORECASE)
_TAIL = re.compile(r"(?:[\s,]+(?:please|pls|plz|thanks|thank you|ta|instead|as well|too|with (?:them|you|someone)|there|if (?:possible|that'?s ok)))+\W*$", re.IGNORECASE)
_NO_SUBJECT = frozenset("surgery surgeries send place places date dates time times slot slots appointment booking book next something thing things it this that which when".split())  # noqa: SIM905


@dataclass(frozen=True)
class Said:
    """What one message says. `name`: None where none was said, "" where it is to be left out. `adds`: the subject beside what was said before, not instead of it."""

    name: str | None = None
    about: str = ""
    adds: bool = True
    asks: tuple[str, ...] = ()  # clauses that ask what the record of a surgery answers
    rest: str = ""  # "" where nothing is left but being polite

    @property
    def details(self) -> bool:
        """Whether a name or a subject was said."""
        return self.name is not None or bool(self.about)


def read_said(text: str, common: Collection[str] = ()) -> Said:
    """Everything in a message, each in its place."""
    text = text.replace("\u2019", "'").strip()
    named = find_name(text, common)
    about, adds, asks, rest = "", True, list[str](), list[str]()
    for clause in filter(None, (clause.strip() for clause in _CLAUSES.split(named.rest if named else text) if clause)):
        plain = _JOIN.sub("", clause)
        subject = read_talk(plain)
        if subject and not about:
            about, adds = subject, not _INSTEAD.search(plain)
        elif asks_what_to_bring(plain) or read_fact(plain):
            ask, timed = split_time(plain)
            asks.append(ask)
            rest += [timed] if timed else []
        else:
            rest.append(clause)
    left = ", ".join(rest)
    return Said(named.name if named else None, about, adds, tuple(asks), _JOIN.sub("", left) if says_anything(left) else "")


def read_talk(text: str) -> str:
    """What a clause says that they want to talk about; "" for one that does not say so."""
    found = _TALK.search(text)
    subject = _TAIL.sub("", _TO_NOW.sub("", found["subject"])).strip(" ,;:-.!") if found and not text.rstrip().endswith("?") else ""
    return shorten(subject) if says_something(subject, least=1, no_subject=_NO_SUBJECT) else ""
