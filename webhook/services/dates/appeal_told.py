""" "So what's my last day": the day of the decision and of the certificate, told one after the other, put together."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from webhook.bootstrap import Parts
from webhook.services.answers.brief import says_only
from webhook.services.cases.asked import APPEAL, asked_of_case
from webhook.services.dates.days_read import read_day
from webhook.services.dates.read import Asked, fit_day, read_question
from webhook.services.turn.follow_ups import bare_question
from webhook.services.turn.heard import Heard
from webhook.store.inbox import list_bodies_told

LOOKED_BACK = 6  # messages
_LAST_DAY = re.compile(
    r"\b(?:last|final|latest) (?:day|date)\b|\bdeadline\b|\bby when\b|\bwhen (?:by|do|must|should) (?:i|we)\b|\bhow long (?:have|do|has)\b|\btime ?limit\b|\bcut ?off\b"
    r"|\bwhen (?:must|should|does|do|has) (?:(?:the|my|our|an|it) ?){0,2}(?:appeal )?(?:have to |got to |need to |has to )?(?:be in|go in|get there|be there)\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(r"\b(?:they|council|la|tribunal|judge|he|she|mediator|adviser)\b(?! (?:get|have|has|need|must|needs|receive)s?\b.{0,12}\b(?:it|appeal)\b)", re.IGNORECASE)
_WORDS_OF_A_LAST_DAY = """
    last final latest day date deadline when long got get have left do must send put apply appeal appealing tribunal limit time cut off cutoff then exactly now in there go need
"""
_OF_A_LAST_DAY = frozenset(_WORDS_OF_A_LAST_DAY.split())
_WHICH_DAY = re.compile(
    r"\b(?:what|which|wot|wat)(?:'?s| is| was)?(?: (?:the|my|that|this|last|final|exact|actual|real|right))* (?:date|day|deadline)s?\b|\b(?:date|day|deadline) is (?:it|that|this)\b"
    r"|^when(?:'?s| is| was)? (?:it|that|this|the (?:date|day|deadline))\b|^(?:the |my |what |which )?(?:date|day|deadline)$|^when$|\btell me the (?:date|day)\b",
    re.IGNORECASE,
)
_REPLY_BY = re.compile(
    r"^(?:when|by when|what (?:date|day)|how long) (?:do|must|should|have|can) (?:i|we) (?:(?:have|got|need|still) )*(?:to )?(?:reply|respond|comment|answer|send (?:it|them|my \w+|our \w+))"
    r"(?: (?:back|in|on it|to it|to them|by|until|for))*$",
    re.IGNORECASE,
)
_WORDS_OF_WHICH_DAY = "what which wot wat whats wats wots when whens date dates day deadline last final exact actual real right exactly again do it by then due now my tell new"
_OF_WHICH_DAY = frozenset(_WORDS_OF_WHICH_DAY.split())


def asks_which_day(text: str) -> bool:
    """ "So what date is it", "which day then", after dates that were counted: those dates, and nothing else."""
    plain = bare_question(text)
    return bool(_WHICH_DAY.search(plain)) and says_only(plain, _OF_WHICH_DAY)


def asks_reply_day(text: str) -> bool:
    """ "When do I have to reply by", of a draft or of changes whose day was counted."""
    return bool(_REPLY_BY.match(bare_question(text)))


def asks_last_day(text: str) -> bool:
    """Whether a message asks for the last day to appeal, or, in few words, for the last day."""
    plain = bare_question(text)
    return asked_of_case(text) == APPEAL or (bool(_LAST_DAY.search(plain)) and says_only(plain, _OF_A_LAST_DAY))


def asks_own_day(text: str) -> bool:
    """The same of the family's own day and of nobody else's: "when must the appeal be in", not "how long have they got"."""
    return asks_last_day(text) and not _THEIRS.search(bare_question(text))


def find_appeal_told(parts: Parts, heard: Heard, event: str, today: date) -> Asked | None:
    """The decision's day and the certificate's, of their last messages, while what they wrote is kept; None where neither was told. A day alone is the event's."""
    decision: Asked | None = None
    certificate = None
    with parts.db.reading() as session:
        bodies = list_bodies_told(session, heard.inbound, LOOKED_BACK)
    for text in (parts.vault.open(body) for body in bodies):
        asked, day = read_question(text, today, told=True), read_day(text, today)
        if day is not None:
            asked = asked or Asked(event, fit_day(event, day))
        if asked is None or asked.day.day is None or asked.day.wrong:
            continue
        if asked.event == "certificate":
            certificate = certificate or asked.day
        elif asked.event in ("refused", "no_plan", "final"):
            decision, certificate = decision or asked, certificate or asked.certificate
    if decision is not None:
        return replace(decision, certificate=certificate, appeal=True)
    return Asked("certificate", certificate, appeal=True) if certificate is not None else None


def ask_for_month(asked: Asked) -> Asked:
    """A certificate cannot be older than the letter: of the two days the one whose month was not said is asked for."""
    day, certificate = asked.day, asked.certificate
    if certificate is None or certificate.day is None or day.day is None or day.wrong or certificate.day >= day.day:
        return asked
    if not certificate.month:
        return replace(asked, certificate=replace(certificate, day=None, wrong="month"))
    return replace(asked, day=replace(day, day=None, wrong="month")) if not day.month else asked
