""" "I don't know the date on it", "where is the date", after we asked which date is on a letter: where it stands, who can say it, and which day to go by until then.

The earliest day it can have been sent is the safe one: nobody loses a right by it. Never the check of who is asking: no case is meant.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.answers.brief import says_only
from webhook.services.clock.limits import LIMITS
from webhook.services.dates.appeal_told import LOOKED_BACK
from webhook.services.dates.days_read import find_days
from webhook.services.dates.events import APPEALS, EVENT_OF, FROM_SENDING, TOPICS
from webhook.services.dates.read import AWAITING
from webhook.services.render.dates import DateWords
from webhook.services.steps.brief import is_recent
from webhook.services.turn.follow_ups import bare_question
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.inbox import list_bodies_told

LONGEST = 16  # words
_UNKNOWN = re.compile(
    r"\b(?:do(?:es)?|did|ca|could|wo|is|was|are|have|has)(?:n'?t| not|nt)\b.{0,20}\b(?:know|remember|recall|see|find|read|tell|say|sure|there|got|have|say|dated|make)\b"
    r"|\bcannot\b|\bhav(?:e|ing) ?n'?t (?:got|a clue|an idea)\b|\b(?:not|un)[ -]?sure\b|\bno (?:idea|clue|date|day)\b|\bforg(?:e|o)t\w*\b|\bdunno\b|\bidk\b"
    r"|\b(?:lost|binned|threw|thrown|mislaid|misplaced|missing|undated)\b|\bwithout (?:a |any )?date\b|\bnot (?:got )?(?:dated|a date|the letter|it)\b"
    r"|^where(?:abouts|'?s)?\b",
    re.IGNORECASE,
)
_OF_ELSE = re.compile(r"\b(?:means?|to do|what (?:this|that|any|i do|to|if|happens)|in time|too late)\b", re.IGNORECASE)  # "no idea what any of this means", "what if i cant make it in time"
_DATE_OR_LETTER = re.compile(r"\b(?:dates?|dated|undated|day|letter|email|certificate|cert|notice)\b", re.IGNORECASE)
_WORDS_OF_NOT_KNOWING = """
    know knew known remember recall see find found read tell say says said sure idea clue date dates dated undated day letter letters email mail certificate cert notice paper page it
    one which what when where whereabouts wheres look looked looking lost binned threw thrown mislaid misplaced missing without forgot forget forgotten dunno idk dont doesnt
    didnt cant cannot couldnt havent hasnt isnt wasnt there not no got have has front me top sent exact exactly actual anywhere any anymore away bin sorry honestly really now
    still just written posted put them they was is make out think been on hand home work
"""
_OF_NOT_KNOWING = frozenset(_WORDS_OF_NOT_KNOWING.split())
_CAME = re.compile(r"\b(?:came|come|arriv\w+|got|received|recieved|opened|landed|turned up)\b", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"\b(?:in|since|during|around|about|early|mid|late|of|last)(?: (?:early|mid|late|last|this))* (?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b(?! ?\d)",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\b(?P<which>last|this) (?P<unit>week|month)\b", re.IGNORECASE)


def answer_date_unknown(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn. None where no day was asked for, or the words say something of their own."""
    event, plain = _day_asked(heard), bare_question(heard.text)
    if heard.form_open or heard.lane not in (None, "gentle") or not event or len(plain.split()) > LONGEST:
        return None
    if not _UNKNOWN.search(plain) or _OF_ELSE.search(plain) or not says_only(plain, _OF_NOT_KNOWING):
        return None
    awaited = (heard.conversation.awaiting or "").startswith(AWAITING)
    if not awaited and not (event in FROM_SENDING and _DATE_OR_LETTER.search(plain)):
        return None
    today = local_date(heard.now)
    say, source = DateWords(parts.content, heard.channel, today), LIMITS["appeal" if event in APPEALS else "comments" if event in FROM_SENDING else "final"].source
    changes = {"options": [], "unsure_count": 0, "awaiting": f"{AWAITING}{event}", "last_topic": TOPICS[event][0], "ladder": None}
    reply = Reply(_words(parts, heard, say, event, today), sources=[source])
    return Turn(lane="answer", topics=list(TOPICS[event]), confidence=0.9, flags=heard.flags, changes=changes, replies=[reply])


def _day_asked(heard: Heard) -> str:
    """The event whose day we asked for, else the one that the last answer counts from."""
    awaiting = heard.conversation.awaiting or ""
    event = awaiting.removeprefix(AWAITING) if awaiting.startswith(AWAITING) else "" if awaiting else EVENT_OF.get(heard.conversation.last_topic or "", "")
    return event if is_recent(heard) and event in TOPICS else ""


def _words(parts: Parts, heard: Heard, say: DateWords, event: str, today: date) -> str:
    if event not in APPEALS:
        return say("date_where_reply" if event in FROM_SENDING else "date_where_request" if event == "request" else "date_where_other")
    start = _earliest_told(parts, heard, today)
    if start is None:
        return say("date_where_appeal")
    by = LIMITS["appeal"].last_day(start)
    return say("date_where_appeal_gone" if by < today else "date_where_appeal_from", day=say.day(start), by=say.day(by))


def _earliest_told(parts: Parts, heard: Heard, today: date) -> date | None:
    """The earliest day that a decision of their last messages can have been sent."""
    with parts.db.reading() as session:
        bodies = list_bodies_told(session, heard.inbound, LOOKED_BACK)
    return next((day for text in (parts.vault.open(body) for body in bodies) if (day := read_earliest(text, today)) is not None), None)


def read_earliest(text: str, today: date) -> date | None:
    """The first day of "in september", "last week", "about 3 weeks ago"; None for when a letter came, which says nothing of when it was sent."""
    if _CAME.search(text):
        return None
    if (found := _MONTH.search(text)) is not None:
        month = _MONTHS.index(found["month"][:3].lower()) + 1
        return date(today.year - (month > today.month), month, 1)
    if (found := _SPAN.search(text)) is not None:
        back = found["which"].lower() == "last"
        if found["unit"].lower() == "week":
            return today - timedelta(days=today.weekday() + 7 * back)
        first = today.replace(day=1)
        return (first - timedelta(days=1)).replace(day=1) if back else first
    return next((day.day - timedelta(days=day.margin) for _, _, day in find_days(text, today) if day.margin and day.day is not None), None)
