"""The waiting list at work: a place that came free is kept for the first who waits and offered to them; no answer in time, and the next is asked.

For the sweep. One offer is one transaction: the conversation first, then the list, then the seat.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.bookings import Person, free_slots, may_text_now, offer_place
from webhook.services.render.booking import BookingWords
from webhook.services.steps.booking_offer import OFFER
from webhook.services.texts.own_questions import ask_unasked
from webhook.services.turn.heard import Reply
from webhook.services.turn.record import queue_reply
from webhook.store.booking_find import end_offer, find_live, list_lapsed, list_surgeries_waited_for, list_waits, why_silent
from webhook.store.bookings import SurgeryBooking, SurgeryWait
from webhook.store.conversations import Conversation
from webhook.store.duty import Alert
from webhook.store.surgeries import Surgery

SKIPPED = "surgery_offer_skipped"


def offer_freed_places(parts: Parts) -> None:
    """End the offers whose time is over, then offer what is free, unless it is night."""
    now = parts.clock.now()
    with parts.db.reading() as session:
        lapsed, waited_for = list_lapsed(session, now), list_surgeries_waited_for(session, local_date(now))
    for booking in lapsed:
        with parts.db.writing() as session:
            session.get_one(Conversation, booking.conversation_id, with_for_update=True)
            end_offer(session, session.get_one(SurgeryBooking, booking.id), "lapsed", wait="lapsed")
    if not may_text_now(parts, now):
        return
    for surgery in waited_for:
        while _offer_next(parts, surgery.id, now):
            pass


def raise_surgery_alert(session: Session, conversation: Conversation, kind: str, now: datetime) -> None:
    """Tell staff that nothing was texted to a family, so that somebody rings."""
    session.add(Alert(kind=kind, conversation_id=conversation.id, detail="", trial=conversation.trial, at=now))


def _offer_next(parts: Parts, surgery_id: int, now: datetime) -> bool:
    """One step down the list of a surgery; False when nobody waits or nothing is free."""
    with parts.db.reading() as session:
        surgery = session.get_one(Surgery, surgery_id)
        waits = list_waits(session, surgery_id, trial=False)
        free = free_slots(session, surgery, now, Person(waits[0].conversation_id, waits[0].person_key, False), for_waiting=True) if waits else []
    if not free:
        return False
    with parts.db.writing() as session:
        conversation = session.get_one(Conversation, waits[0].conversation_id, with_for_update=True)
        wait = session.get_one(SurgeryWait, waits[0].id, with_for_update=True)
        if wait.state != "waiting" or conversation.held_by is not None:
            return True  # somebody was quicker: look again
        if reason := why_silent(session, conversation, wait.at):
            wait.state = "skipped"
            if reason != "bereaved":
                raise_surgery_alert(session, conversation, SKIPPED, now)
            return True
        booking = offer_place(parts, session, wait, surgery, free[0], now)
        if booking is None:
            has_place = find_live(session, surgery_id, wait.person_key, trial=False) is not None
            wait.state = "taken" if has_place else "waiting"
            return has_place
        words = BookingWords(parts, conversation.channel)
        text = words.with_place("booking_offer", surgery, booking.slot, until=words.until(booking.offer_until or now))
        ask_unasked(session, conversation, f"{OFFER}{booking.id}", now)
        queue_reply(parts, session, conversation, Reply(text, kind="notice", buttons=words.buttons("offer")), dedupe_key=f"offer{booking.id}", now=now)
    parts.queue.send(wait.conversation_id)
    return True
