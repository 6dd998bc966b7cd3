"""Reads what somebody says to a date they were told of: "oh no", "what's the earliest", "the 2nd time slot"; and "today", "tomorrow" and "this Thursday" as dates. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from webhook.services.booking.instead import EARLIER, LATER, concerns_other
from webhook.services.booking.read import WEEKDAYS, find_days, names_day

LONGEST = 8  # words that ask for times and nothing else
_OH_NO = re.compile(r"^\W*(?:(?:oh|aw+|ah|omg|argh)\W+)+no+\b(?!\W*(?:thank|ta\b|it|that))\W*", re.IGNORECASE)
_TIMES = re.compile(r"\b(?:earliest|soonest|latest|times?|slots?|(?:when|how early|how late) can)\b", re.IGNORECASE)
_OF_THE_LAW = re.compile(r"\b(?:plans?|ehcp?s?|assess\w*|limits?|legal|law|deadline|reference|ref|case|appeal|review)\b", re.IGNORECASE)  # "whats the time limit for a plan"
_NTH = re.compile(
    r"\b(?P<nth>1st|first|2nd|second|3rd|third|4th|fourth|last|latest|earliest)(?: (?:free|available|possible))? (?:time|slot|appointment|one)\b",
    re.IGNORECASE,
)
_PLACES = {"1st": 0, "first": 0, "earliest": 0, "2nd": 1, "second": 1, "3rd": 2, "third": 2, "4th": 3, "fourth": 3, "last": -1, "latest": -1}
_ASKS = re.compile(r"\?|\b(?:what|which|when|how)\b", re.IGNORECASE)
FIGURES = re.compile(r"\d{1,2}[.:]\d\d")  # where a time may be meant, "10.10" is no day
FIRST_DATE = re.compile(r"\b(?:(?:the )?(?:first|next|earliest|soonest|nearest) (?:date|day|surgery)|(?:the )?first one)\b", re.IGNORECASE)
_TODAY = re.compile(
    r"\b(?:(?P<word>today|tonight|this (?:morning|afternoon|evening)|tomorrow|tmrw|tomoz|2moro)"
    r"|this (?:coming )?(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?(?! *(?:the )?\d))\b",
    re.IGNORECASE,
)


_PICK = re.compile(
    r"\b(?:the |that |your |ur )?(?P<nth>1st|first|2nd|second|3rd|third|last|bottom|top|next|earliest|soonest|nearest)"
    r"(?: (?:one|date|day|surgery|option|available|of (?:those|them|these)))*(?=\W|$)(?! (?:time|slot|name|thing|of)\b)",
    re.IGNORECASE,
)
_AT = {"top": 0, "next": 0, "soonest": 0, "nearest": 0, "bottom": -1}
LONGEST_PICK = 14  # words
_TAKES = re.compile(r"\b(?:book\w*|come|coming|put (?:me|us)|go (?:to|for|with)|sign (?:me|us)|take|have|do|want|like|reserve|down for)\b", re.IGNORECASE)
_NO_PICK = re.compile(r"\b(?:not|no|don'?t|can'?t|cannot|won'?t|what|whats|when|where|who|how|why|which|is|was|full)\b", re.IGNORECASE)
_WORDS_OF_YES = """
    yes yeah yep yh ok okay please pls plz thanks thank you ta oh hi then the that it a just id i'd i'll ill great good sounds lovely perfect
    works suits me us for on in to and
"""
_POLITE = frozenset(_WORDS_OF_YES.split())
_SO = r"^\W*(?:(?:and|but|so|also|ok|okay|oh|no|hmm|um|hi|sorry|wait|actually|thanks|just|wondering|please|pls|can you tell me|do you know|any idea|if)\W+)*"
_A_DATE = r"(?:ones?|dates?|days?|surger(?:y|ies)|slots?|places?|appointments?)"
_OTHERS = re.compile(
    rf"(?!.*\bnext (?:send )?surger|\W*what(?:'?s| is) next\W*$){_SO}"
    r"(?:when(?:'?s| is| are| will| would)?|what(?:'?s| is| are| about)?|how about|(?:is|are) there|have (?:you|u)(?: got)?|do (?:you|u) have|(?:you|u) got|got"
    r"|any chance of|any|nothing|anything|something)"
    rf"(?: (?:there|not|the|an?|any|anything|something|be|got|have|one|next|following|others?|another|else|more|sooner|earlier|later|nearer|before|after|send|{_A_DATE[3:-1]}))+"
    r"(?: (?:than|that|this|it|then|be|is|are|there|one|coming|up|after|available|free|going|have|got|you|u|please|pls|plz|at all|instead))*\W*$",
    re.IGNORECASE,
)
_IS_ALL = re.compile(rf"{_SO}is (?:that|this|it) (?:really )?the (?P<what>soonest|earliest|first|only)(?: {_A_DATE})?(?: (?:you|u|there|is|have|got|please|then))*\W*$", re.IGNORECASE)
_BEFORE, _AFTER = re.compile(r"\b(?:sooner|earlier|before|nearer)\b", re.IGNORECASE), re.compile(r"\b(?:next|following|later|after)\b", re.IGNORECASE)
_BESIDE = re.compile(r"\b(?:others?|another|else|more)\b", re.IGNORECASE)
_BOOKS = re.compile(r"\b(?:book|reserve|put (?:me|us)|sign (?:me|us)|take|have|come|go (?:for|to|with)|want|like|do|love|yes|yeah|yep|yh|ok|okay|sure|please|pls|plz)\b", re.IGNORECASE)
_OFFERED = re.compile(
    r"\bnew (?:one|date|day|surgery|time|slot|place|appointment)\b|\bnext (?:date|day|surgery)\b|\b(?:that|the|this) (?:date|day|surgery|appointment)\b"
    r"|\bsurgery (?:one|place|slot|date|appointment)\b"
    r"|\b(?:one|date|day|place|slot|what) (?:you|u) (?:just )?(?:offered|texted|said|gave)\b",
    re.IGNORECASE,
)
_BOOKS_NONE = re.compile(
    r"\b(?:no|not|nor|don'?t|can'?t|cannot|won'?t|instead|other|another|different|unless|if)\b|^\W*(?:(?:and|but|so|ok|oh)\W+)*(?:what|whats|when|whens|where|who|how|why|is|are|does|do)\b",
    re.IGNORECASE,
)


def may_book_offered(text: str) -> bool:
    """Whether a message may book a date that was offered: a cheap look before any row is read."""
    text = text.replace("\u2019", "'").strip()
    if len(text.split()) > LONGEST_PICK or _BOOKS_NONE.search(text) or concerns_other(text):
        return False
    return bool(_BOOKS.search(text)) and bool(_OFFERED.search(text) or names_day(FIGURES.sub(" ", text)))


def books_offered(text: str, day: date) -> bool:
    """Whether a message books the date that was offered before something else came between: "ok yes book me the new one", "put me down for the 18th"."""
    return may_book_offered(text) and bool(_OFFERED.search(text) or find_days(FIGURES.sub(" ", text), [day]))


def asks_others(text: str) -> str | None:
    """Which dates beside the one that is offered a whole message asks after: "whens the next one then" later, "anything sooner" earlier, "is there another one" "" for any. None for none."""
    text = text.replace("\u2019", "'").strip()
    if found := _IS_ALL.match(text):
        return "" if found["what"].lower() == "only" else EARLIER
    if not _OTHERS.match(text):
        return None
    return EARLIER if _BEFORE.search(text) else LATER if _AFTER.search(text) else "" if _BESIDE.search(text) else None


def read_pick(text: str) -> tuple[int, str] | None:
    """Which of the dates that were just shown is picked by its place among them, from 0, and what else is said: "can I book the first one", "yes the second". None where none is."""
    text = text.replace("\u2019", "'").strip()
    found = _PICK.search(text)
    if found is None or len(text.split()) > LONGEST_PICK or _NO_PICK.search(text):
        return None
    rest, nth = " ".join((text[: found.start()] + text[found.end() :]).split()), found["nth"].lower()
    if not _TAKES.search(rest) and not set(re.findall(r"[\w']+", rest.lower())) <= _POLITE:
        return None
    return _AT.get(nth, _PLACES.get(nth, 0)), rest


def strip_oh_no(text: str) -> str:
    """A message without the "oh no" it begins with, which refuses nothing; "" where it says nothing more."""
    return _OH_NO.sub("", text.replace("\u2019", "'")).strip()


def asks_times(text: str, day: date) -> bool:
    """Whether a short message speaks of the times of a date, or names the date: "whats the earliest", "2nd slot please", "ok the 18th"."""
    return len(text.split()) <= LONGEST and not _OF_THE_LAW.search(text) and bool(_TIMES.search(text) or find_days(text, [day]))


def read_nth_time(text: str, free: int) -> int | None:
    """Which of the free times is picked by its place among them, from 0; None where none is picked, or there are not so many."""
    found = None if _ASKS.search(text) else _NTH.search(text)
    at = _PLACES[found["nth"].lower()] if found else free
    return at % free if at < free else None


def spell_days(text: str, today: date) -> str:
    """A message with "today", "tomorrow" and "this Thursday" as dates, so that they are read as any day."""

    def spell(found: re.Match[str]) -> str:
        if found["weekday"]:
            ahead = (WEEKDAYS.index(found["weekday"][:3].lower()) - today.weekday()) % 7
            return f"{today + timedelta(days=ahead):%-d %B}"
        word = found["word"].lower()
        day = today if word.startswith(("today", "tonight", "this")) else today + timedelta(days=1)
        rest = word.removeprefix("this ") if word.startswith("this") else ""
        return f"{day.day} {day:%B} {rest}".strip()

    return _TODAY.sub(spell, text)
