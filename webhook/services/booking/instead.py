"""Reads what somebody wants instead of what booking offered: none of those, later, another day, not on Mondays; and that a place they have is to move. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from webhook.services.booking.read import find_days, names_day, wants_other_date, wants_others
from webhook.services.booking.read_times import read_times

LATER, EARLIER = "later", "earlier"
ALONE = 4  # words of a message that is only a time or a day
LONGEST = 14  # words: longer messages say more than what will not do
_SIDE = re.compile(r"\b(?P<side>later|earlier|sooner)\b", re.IGNORECASE)
_MOVES_IT = re.compile(r"\b(?:change|move|swap|make|put|switch)\b.{0,25}\b(?:to|for|a bit|something|an?|bit)\b.{0,8}\b(?:later|earlier|sooner)\b", re.IGNORECASE)
_PUT_OFF = re.compile(  # "I'll decide later" wants no later time
    r"\b(?:maybe|perhaps|decide|think|thinking|come back|see you|speak|talk|tell|let|know|ring|call|text|change|cancel|remind"
    r"|do it(?! (?:a (?:bit|little) later|(?:a (?:bit|little) |much |any )?(?:earlier|sooner)))|do this|book it|until|confirm|will|not now)\b",
    re.IGNORECASE,
)
_TO_SIDE = re.compile(
    r"\b(?:to|for|a|an|any|anything|something|it|bit|much|little|slightly|earlier|one|go|come|do|have|prefer|possible|actually|even)\s+(?:be )?(?:later|earlier|sooner)\b"
    r"|^\W*(?:later|earlier|sooner)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:any|other|different|more) (?:other )?(?:times?|dates?|days?|slots?|options?)\b|\bany other ones?\b"
    r"|\b(?:anything|something|what|nothing) else(?:\s+(?:is there|there|you|have|got|you've|available|free|going|at all|please|pls|that|this|day|week|on))*\W*$",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"^\W*(?:(?:sorry|oh|um|hmm|actually|but|thanks)[,.! ]+)*(?:none|neither|no|nope|nah|nothing)\b"
    r"(?:[\s,.!]+(?:none|neither|of|them|these|those|the|that|that's|thats|it|for|work|works|suit|suits|fit|fits|good|any|use|are|is|do|does|will|can|can't|cant|me|us|i|i'm|im|we|afraid"
    r"|thanks|thank|you|sorry|please|times?|dates?|days?|slots?|ones?|above|at|all|really|make|one))*\W*$"
    r"|\b(?:can'?t|cannot|can not|couldn'?t|won'?t|don'?t|doesn'?t|not)\b[^.?!]{0,25}\b(?:any of (?:those|these|them)|either|those|these|them|th(?:at|is) (?:day|date|time|one)"
    r"|(?:dates|times|days))\b"
    r"|\b(?:those|these|they|th(?:at|is) (?:day|date|time|one))\b[^.?!]{0,15}\b(?:don'?t|do not|doesn'?t|won'?t|aren'?t|isn'?t|no good|no use|not|too (?:early|late|soon|far))\b",
    re.IGNORECASE,
)
_THAT_DAY = re.compile(r"\bth(?:at|is) (?:day|date)\b", re.IGNORECASE)
_TOO = re.compile(r"\btoo (?P<why>early|soon|late)\b", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:not|never|no good|can'?t|cannot|don'?t|doesn'?t|won'?t|wouldn'?t|couldn'?t|isn'?t|aren'?t|except|apart from|other than|any(?:thing| day| other day)? but|avoid|bad|busy"
    r"|(?:i|we)(?:'m| am|'re| are)? (?:work|working))\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"[.,;!?]+|(?<!any)(?<!any day)(?<!anything) \bbut\b", re.IGNORECASE)
_MOVE = re.compile(
    r"\b(?:change|changing|move|moved|swap|switch|re-?arrange|re-?schedule)\b(?: (?:it|my|the|our|that|this|surgery|booking|place|slot|time|day|date|appointment)\b){1,3}"
    r"|\b(?:can|could|may|rather|prefer|like|want|need|possible|chance|instead)\b.{0,40}\b(?:other|another|different|next|later|earlier) (?:one|day|date|time|surgery|slot|week)\b"
    r"|\b(?:other|another|different|next|later|earlier) (?:one|day|date|time|surgery|slot|week)\b.{0,25}\b(?:instead|better|please|pls|possible)\b",
    re.IGNORECASE,
)
_OTHER_MATTER = re.compile(
    r"\b(?:schools?|plan|ehcp?|number|address|officer|taxi|transport|class|teacher|ta|phone|review|name|meds?|medication|subject|gp|details|language"
    r"|tribunal|mediation|club|meeting|mind|son|daughter|child|him)\b",
    re.IGNORECASE,
)
_INSTEAD, _A_TIME = re.compile(r"\binstead\b", re.IGNORECASE), re.compile(r"\b\d{1,2}(?:[.:]\d\d)? ?(?:am|pm)\b|\b\d{1,2}[.:]\d\d\b", re.IGNORECASE)
_CHANGES = re.compile(
    r"^\W*(?:(?:actually|sorry|oh|wait|hang on|can|could|please|pls|i|we|want|need|would|like|to|you|may|no)\W+)*(?:change|move|swap|switch|make|put)\b(?: (?:it|that|this|the|my"
    r"|me|time|day"
    r"|date|slot|place|booking|surgery))*(?: (?:to|for|at|on)\b.*| \d.*)?(?: (?:please|pls|instead))*\W*$",
    re.IGNORECASE,
)
_CHANGE_ONLY = re.compile(
    r"^\W*(?:(?:can|could|please|pls|i|we|want|need|would|like|to|you|u|actually|sorry)\W+)*"
    r"change\b(?: (?:it|that|the|my|time|day|date|slot|send|surgery|booking|place|appointment))*(?: please| pls)?\W*$",
    re.IGNORECASE,
)
_MAY_I = re.compile(r"^\W*(?:(?:and|but|so|ok|oh|actually|sorry|wait|hang on)\W+)*(?:can|could|may) (?:i|we) (?:come|have|get|do|book|be seen|make it|change it|move it)\b", re.IGNORECASE)
_OTHER_TIME = re.compile(
    r"\b(?:later|earlier|another|different) (?:one|slot|time|appointment)\b|\b(?:one|ones|any|anything|something|slots?|times?) (?:a bit |much )?"
    r"(?:later|earlier|(?:after|before) (?:school|work|lunch|\d+)|in the (?:morning|afternoon|evening))\b",
    re.IGNORECASE,
)
_IS_THERE = re.compile(r"\b(?:is|are) there\b|\b(?:do|have|got) (?:you|u)\b|\binstead\b|^\W*any\b", re.IGNORECASE)
_OF_BOOKING = re.compile(r"\b(?:surgery|booking|slot)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Instead:
    """What is wanted instead. `side`: later or earlier than what was shown; `refused`: nothing shown will do; none of them: just others."""

    side: str = ""
    other_date: bool = False
    refused: bool = False
    not_days: bool = False  # they named days that will not do (`read_refused_days`)


def read_instead(text: str) -> Instead | None:
    """What a message wants instead of the dates or times it was offered; None when it wants nothing else."""
    text = _plain(text)
    if len(text.split()) > LONGEST:
        return None
    side = _read_side(text) if _TOO.search(text) or not _PUT_OFF.search(text) or (_MOVES_IT.search(text) and _TO_SIDE.search(text)) else ""
    not_days = any(names_day(clause) and _NOT.search(clause) for clause in _CLAUSES.split(text))
    wish = Instead(side, wants_other_date(text) or bool(_REFUSED.search(text) and _THAT_DAY.search(text)), bool(_REFUSED.search(text)), not_days)
    return wish if wish != Instead() or wants_others(text) or _MORE.search(text) else None


def read_refused_days(text: str, days: Iterable[date]) -> list[date]:
    """Those of some days that a message says will not do: "not Mondays", "Fridays are no good". A day in another clause ("but Friday is fine") is not refused."""
    among, refused = list(days), list[date]()
    for clause in _CLAUSES.split(_plain(text)):
        if found := _NOT.search(clause):
            refused += find_days(clause[found.end() :], among) or find_days(clause[: found.start()], among)
    return refused


def denies(text: str) -> bool:
    """Whether a message says what will not do: "10.10 is no good", "not in the morning"."""
    return bool(_NOT.search(_plain(text)))


def wants_to_move(text: str) -> bool:
    """Whether a place they have is to be another, said after booking was spoken of: "change it to the other day"."""
    text = _plain(text)
    if len(text.split()) > LONGEST or _OTHER_MATTER.search(text):
        return False
    return bool(_MOVE.search(text) or (_MOVES_IT.search(text) and _TO_SIDE.search(text)) or (_INSTEAD.search(text) and (names_day(text) or _A_TIME.search(text))))


def changes(text: str, *, bare: bool = False) -> bool:
    """Whether what was chosen is to be another, said to a question about something else: "change it to 11.10", "make it the 15th". `bare`: a time alone says so."""
    text = _plain(text)
    if len(text.split()) > LONGEST or _OTHER_MATTER.search(text):
        return False
    names = bool(names_day(text) or read_times(text, ()) is not None)
    return bool((_CHANGES.match(text) and names) or _CHANGE_ONLY.match(text) or (_INSTEAD.search(text) and names) or (bare and names and len(text.split()) <= ALONE))


def asks_other_time(text: str) -> bool:
    """Whether another time is asked for, said to a question about details: "can I come later", "is there one after school"."""
    text = _plain(text)
    if len(text.split()) > LONGEST:
        return False
    asked, named = bool(_MAY_I.match(text)), bool(_OTHER_TIME.search(text))
    return (named and (asked or bool(_IS_THERE.search(text)))) or (asked and read_instead(text) is not None and not _OTHER_MATTER.search(text))


def concerns_other(text: str) -> bool:
    """Whether a message speaks of something that is not a booking: a school, a plan, a child."""
    return bool(_OTHER_MATTER.search(text))


def names_booking(text: str) -> bool:
    """Whether a message names a booking itself, so that nothing need have been said before."""
    return bool(_OF_BOOKING.search(text))


def _read_side(text: str) -> str:
    if too := _TOO.search(text):
        return EARLIER if too["why"].lower() == "late" else LATER
    found = _SIDE.search(text)
    return "" if found is None else LATER if found["side"].lower() == "later" else EARLIER


def _plain(text: str) -> str:
    return text.replace("\u2019", "'").strip()
