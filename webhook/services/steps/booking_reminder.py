"""A reminder of a place booked on the web: a mobile number is offered a use, never asked for as a condition. It is read back by its end, then kept.

What stands in the transcript is masked; the number is sealed with the draft, then with the numbers, and tied to the place (store/bookings). The words are
the same whatever that phone may be sent (conduct 3, 10): reminders ask that again when they are due.
"""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.ask import ask_on
from webhook.services.booking.bookings import is_theirs, keep_contact, reminder_times, who_books
from webhook.services.booking.draft import Draft, asking, closing
from webhook.services.booking.read import is_about_texts, is_skip, read_yes_no, wants_to_leave
from webhook.services.directory.texting import UK_MOBILE
from webhook.services.imports.imports import Bad, read_phone
from webhook.services.render.booking import BookingWords, ask_question, calendar_url
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.booking_find import list_booked
from webhook.store.bookings import SurgeryBooking
from webhook.store.duty_queries import find_sealed_phone
from webhook.store.surgeries import Surgery

ASK, SURE = "phone", "phone_sure"
REMINDER_STEPS = (ASK, SURE)
FEW_WORDS, LONGEST_WISH = 6, 14
_WAITS = re.compile(
    r"\W*(?:(?:no|oh|oops|sorry|ok)\W+)*(?:wait|hang on|hold on|one sec(?:ond)?|sorry|oops|wrong (?:number|one)|that'?s wrong|thats the wrong (?:number|one))\W*", re.IGNORECASE
)
_WILL_REMIND = re.compile(
    r"\bremind(?:ers?| me| us)\b(?! (?:what|when|where|which|how|who|about|of)\b)"
    r"|\b(?:text|txt|message|msg|tell|let) (?:me|us)(?: know)? (?:(?:the|a) )?(?:day|night|morning|week|hour)s? before\b",
    re.IGNORECASE,
)
_REMIND = re.compile(
    r"\b(?:can|could|will|would|please|pls|want|like|need|get|have|send|text)\b.{0,25}\bremind(?:ers?)?\b"
    r"|^\W*(?:(?:ok|yes|actually|and)\W+)*(?:a )?remind(?:er| me| us)\b",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"(?:\d[\s().-]*){5}")  # as many as nobody writes but in a number


def offer_reminder(parts: Parts, heard: Heard, booking: SurgeryBooking, *told: Reply) -> Turn:
    """What was told about a place, and on the web the offer of a reminder, where one can still be sent and nobody may be watching."""
    offered = heard.channel == "web" and not heard.unsafe and booking.contact_hash is None and reminder_times(parts, booking, heard.now)
    if not offered:
        return closing(heard, *told, *_ask_before(parts, heard, booking))
    draft = Draft(ASK, booking=booking.id)
    with parts.db.reading() as session:
        return asking(parts, heard, draft, *told, ask_question(parts, session, heard.channel, draft))


def take_reminder(parts: Parts, heard: Heard, draft: Draft) -> Turn | None:
    """The answer to the offer, or to the number read back; None if the message is about something else."""
    words, number = BookingWords(parts, heard.channel), _number(parts, heard)
    if number is not None:
        return ask_on(parts, heard, draft.at(SURE, phone=number))
    if "phone" in heard.personal_kinds or _FIGURES.search(heard.text):
        return ask_on(parts, heard, draft.at(ASK, phone=""), words("booking_phone_not_mobile"))
    yes = read_yes_no(heard.text)
    if draft.step == SURE and yes is True:
        return _keep(parts, heard, draft)
    if draft.step == SURE and yes is False and not wants_to_leave(heard.text):
        return ask_on(parts, heard, draft.at(ASK, phone=""))
    if _WAITS.fullmatch(heard.text):
        return ask_on(parts, heard, draft.at(ASK, phone=""))
    if yes is False or is_skip(heard.text) or wants_to_leave(heard.text) or is_about_texts(heard.text):
        return _leave(parts, heard, draft)
    return ask_on(parts, heard, draft, words("booking_phone_type")) if yes or asks_reminder(heard.text) else None


def ask_reminder(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn, on the web: who asks for a reminder later, or types the number after all, where a place has none yet."""
    free = heard.channel == "web" and not heard.unsafe and not heard.form_open and heard.conversation.awaiting is None and heard.lane is None
    number = _number(parts, heard) if free and len(heard.masked.split()) <= FEW_WORDS and "phone" in heard.personal_kinds else None
    if not free or (number is None and not asks_reminder(heard.text)):
        return None
    person = who_books(heard.conversation)
    with parts.db.reading() as session:
        places = list_booked(session, person.key, local_date(heard.now), trial=person.trial)
    place = next((one for one in places if one.contact_hash is None and reminder_times(parts, one, heard.now)), None)
    if place is None:
        return None
    draft = Draft(ASK, booking=place.id)
    return ask_on(parts, heard, draft.at(SURE, phone=number) if number else draft)


def asks_whether_reminded(text: str) -> bool:
    """Whether somebody who books asks if they are reminded: "do I get a reminder", "can you text me the day before"."""
    return len(text.split()) <= LONGEST_WISH and bool(_WILL_REMIND.search(text)) and not is_about_texts(text)


def asks_reminder(text: str) -> bool:
    """Whether a short message wishes for a reminder: "can you text me a reminder", "remind me please"."""
    return len(text.split()) <= LONGEST_WISH and bool(_REMIND.search(text)) and not is_about_texts(text)


def _number(parts: Parts, heard: Heard) -> str | None:
    """The UK mobile in a message, E.164."""
    with parts.db.reading() as session:
        sealed = find_sealed_phone(session, heard.inbound.id)
    try:
        number = read_phone(parts.vault.open(sealed)) if sealed else ""
    except Bad:
        return None
    return number if number.startswith(UK_MOBILE) else None


def _keep(parts: Parts, heard: Heard, draft: Draft) -> Turn:
    person = who_books(heard.conversation)
    turn = closing(heard, BookingWords(parts, heard.channel).reply("booking_phone_kept", end=draft.phone[-3:]))

    def keep(session: Session) -> None:
        booking = session.get_one(SurgeryBooking, draft.booking)
        if is_theirs(booking, person):
            keep_contact(parts, session, booking, draft.phone, heard.now)

    turn.effects.append(keep)
    return turn


def _leave(parts: Parts, heard: Heard, draft: Draft) -> Turn:
    """No number: that there will be no reminder, and the calendar file instead."""
    with parts.db.reading() as session:
        booking = session.get_one(SurgeryBooking, draft.booking)
        surgery = session.get_one(Surgery, booking.surgery_id)
    words = BookingWords(parts, heard.channel)
    return closing(heard, words.reply("booking_phone_none", url=calendar_url(parts, surgery, booking.slot)), *_ask_before(parts, heard, booking))


def _ask_before(parts: Parts, heard: Heard, booking: SurgeryBooking) -> list[Reply]:
    """Whoever nothing can be sent to asks before they go."""
    return [BookingWords(parts, heard.channel).reply("booking_ask_before")] if heard.channel == "web" and booking.contact_hash is None else []
