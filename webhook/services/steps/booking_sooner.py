"""A sooner date for somebody who has a place: a free one is offered, a full one has its waiting list. Theirs stays until they choose. Read `answer_sooner` first."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.ask import Bookable, ask, choose_time, list_bookable, offer_dates, open_text
from webhook.services.booking.bookings import TAKES_NAMES, can_offer, free_slots, who_books
from webhook.services.booking.draft import Draft, closing, read_draft
from webhook.services.booking.instead import names_booking
from webhook.services.booking.read_sooner import may_be_time, wants_sooner
from webhook.services.render.booking import BookingWords
from webhook.services.steps.booking_change import change_place
from webhook.services.surgeries.asked import names_surgery
from webhook.services.turn.heard import Heard, Turn
from webhook.store.booking_find import find_wait, list_booked
from webhook.store.bookings import SurgeryBooking
from webhook.store.inbox import list_last_topics
from webhook.store.surgeries import Surgery

OF_SURGERIES, SMALL_TALK = {"surgery_info", "surgery_book"}, {"small_talk"}
RECENT = 3  # turns back to which small talk is passed over
OF_PLACE = ("have", "give_up", "wait", "waits", "phone", "phone_sure")  # steps about what they have, under which it may be asked
MAY_WAIT = (None, "left")  # states of a list they can be put on


def answer_sooner(parts: Parts, heard: Heard) -> Turn | None:
    """A step of the turn, before the answers to a booking. None for those who have no place, and where something else was spoken of."""
    if heard.form_open or heard.lane not in (None, "gentle") or heard.flags or OF_SURGERIES & set(parts.content.answers) or not wants_sooner(heard.text):
        return None
    draft = read_draft(parts, heard)
    if (heard.conversation.awaiting and draft is None) or (draft is not None and draft.step not in OF_PLACE) or not _is_of_place(parts, heard):
        return None
    person = who_books(heard.conversation)
    with parts.db.reading() as session:
        booked = list_booked(session, person.key, local_date(heard.now), trial=person.trial)
        own = next((place for place in booked if draft is not None and place.id == draft.booking), booked[0] if booked else None)
        return _answer(parts, heard, session, own) if own is not None else None


def _is_of_place(parts: Parts, heard: Heard) -> bool:
    """Whether it is said of their place: after talk of surgeries, or in words that name it."""
    if names_booking(heard.text) or names_surgery(heard.text):
        return True
    with parts.db.reading() as session:
        recent = [topics for topics in list_last_topics(session, heard.inbound, RECENT) if topics - SMALL_TALK]
    return bool(recent and OF_SURGERIES & recent[0])


def _answer(parts: Parts, heard: Heard, session: Session, own: SurgeryBooking) -> Turn:
    words, place = BookingWords(parts, heard.channel), BookingWords(parts, heard.channel).booked(own)
    sooner = [(surgery, slots) for surgery, slots in list_bookable(session, heard) if surgery.date < own.day]
    free = [(surgery, slots) for surgery, slots in sooner if slots]
    full = [surgery for surgery, slots in sooner if not slots and surgery.status in TAKES_NAMES and can_offer(surgery, heard.now)]
    draft = Draft("date", booking=own.id, about=own.about, name=open_text(parts, own.first_name_sealed), needs=open_text(parts, own.needs_sealed))
    if free:
        return _offer(parts, heard, session, draft, free, full)
    if may_be_time(heard.text) and _has_earlier_time(session, heard, own):
        return change_place(parts, heard, own)
    states = {surgery.id: _wait_state(session, surgery, heard) for surgery in full}
    joins = next((surgery for surgery in full if states[surgery.id] in MAY_WAIT), None)
    if joins is not None:
        return ask(parts, heard, session, Draft("wait", surgery=joins.id), f"{words('booking_sooner_full')} {words('booking_keeps', place=place)}")
    waits = [words("booking_sooner_waits", date=words.day(surgery.date)) for surgery in full if states[surgery.id] == "waiting"][:1]
    return closing(heard, words.reply("booking_sooner_none", more=" ".join([*waits, words("booking_keeps", place=place)])))


def _offer(parts: Parts, heard: Heard, session: Session, draft: Draft, free: Bookable, full: list[Surgery]) -> Turn:
    """The sooner dates with a free time; a full one before them is said to be full, with how to wait for it."""
    words = BookingWords(parts, heard.channel)
    before = [surgery for surgery in full if surgery.date < free[0][0].date][:1]
    states = {surgery.id: _wait_state(session, surgery, heard) for surgery in before}
    waits = {"waiting": "booking_sooner_waits", **dict.fromkeys(MAY_WAIT, "booking_other_full")}
    said = [words(waits[states[surgery.id]], date=words.day(surgery.date)) for surgery in before if states[surgery.id] in waits]
    intro = " ".join([words("booking_keep_until"), *said])
    if len(free) > 1:
        return offer_dates(parts, heard, session, draft, [surgery for surgery, _ in free], intro)
    return choose_time(parts, heard, session, draft.at("time", surgery=free[0][0].id), free[0][1], intro)


def _has_earlier_time(session: Session, heard: Heard, own: SurgeryBooking) -> bool:
    surgery = session.get_one(Surgery, own.surgery_id)
    return any(slot < own.slot for slot in free_slots(session, surgery, heard.now, who_books(heard.conversation)))


def _wait_state(session: Session, surgery: Surgery, heard: Heard) -> str | None:
    person = who_books(heard.conversation)
    wait = find_wait(session, surgery.id, person.key, trial=person.trial)
    return wait.state if wait is not None else None
