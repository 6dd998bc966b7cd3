"""Somebody who gave their place up, said no to one, or answered too late, and wants it after all: it is read back to be booked if it is free, else what there is instead."""

from __future__ import annotations

import re

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.ask import ask_on, offer_instead, open_text
from webhook.services.booking.bookings import free_slots, who_books
from webhook.services.booking.draft import Draft
from webhook.services.booking.instead import concerns_other, names_booking
from webhook.services.turn.heard import Heard, Turn
from webhook.store.booking_find import find_given_up, find_live
from webhook.store.inbox import list_last_topics
from webhook.store.surgeries import Surgery

LONGEST = 14  # words
RECENT = 3  # turns back to which "it" may refer
_IT = r"(?:it|that|this|mine|(?:the|my|our|that) (?:\w+ )?(?:place|slot|spot|space|time|appointment|appt|booking|one))"
_BACK = re.compile(
    rf"\b(?:have|get|take|want|need|keep|book|give (?:me|us)|like)\b.{{0,12}}\b{_IT}\b.{{0,12}}\b(?:back|again|after all)\b|\bgive (?:me|us) back\b|\b{_IT} back\b"
    r"|\bput (?:me|us) back\b|\bun-?(?:do|cancel)\b|\b(?:didn'?t|did not) mean to (?:cancel|give|lose|drop|say no)\b|\btoo late to (?:have|get|take|come|change my mind|undo)\b"
    rf"|\b(?:i|we) (?:do|did|still) (?:actually |still |really )?(?:want|need) (?:{_IT}|to (?:come|go))\b"
    r"|\b(?:i|we)(?:'ll|'m| can| could| will| am| are|m)? (?:actually |now |still |able to |be able to )*(?:come|make it|attend|be there|coming)\b.{0,10}\b(?:after all|now)\b"
    r"|\b(?:actually|after all)\b.{0,12}\b(?:i|we) (?:can|will|could) (?:come|make it|attend|be there)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:don'?t|do not|not|never|can'?t(?! (?:i|we))|cannot|won'?t|wouldn'?t)\b", re.IGNORECASE)
_ASKS = re.compile(r"^\W*(?:(?:and|but|so|ok)\W+)*(?:when|where|what|why|who|how)\b", re.IGNORECASE)


def wants_back(text: str) -> bool:
    """Whether somebody wants a thing they let go. What thing is for the caller to know."""
    text = text.replace("\u2019", "'")
    if len(text.split()) > LONGEST or _ASKS.match(text) or concerns_other(text):
        return False
    return bool(_BACK.search(text)) and not _NOT.search(re.sub(r"(?:didn'?t|did not) mean", "", text, flags=re.IGNORECASE))


def take_back(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn, after the booking that is under way. None for those who let no place go."""
    if heard.form_open or heard.lane not in (None, "gentle") or heard.conversation.awaiting or not wants_back(heard.text) or "surgery_book" in parts.content.answers:
        return None
    person, trial = who_books(heard.conversation), heard.conversation.trial
    with parts.db.reading() as session:
        spoken = any("surgery_book" in topics for topics in list_last_topics(session, heard.inbound, RECENT))
        lost = find_given_up(session, person.key, local_date(heard.now), trial=trial) if spoken or names_booking(heard.text) else None
        if lost is None or find_live(session, lost.surgery_id, person.key, trial=trial) is not None:
            return None
        free = free_slots(session, session.get_one(Surgery, lost.surgery_id), heard.now, person)
    name, needs = open_text(parts, lost.first_name_sealed), open_text(parts, lost.needs_sealed)
    draft = Draft("confirm", surgery=lost.surgery_id, slot=f"{lost.slot:%H:%M}", name=name, needs=needs, about=lost.about or "", asked=True)
    return ask_on(parts, heard, draft) if lost.slot in free else offer_instead(parts, heard, draft)
