"""After an import: everybody whose surgery is cancelled, moved or elsewhere is told once, and offered the next date. And the next date for who asked for it.

For the sweep. It compares what each person was told with what stands in the list now, so nothing is missed by a restart and nothing said twice.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking_draft import AWAITING, Draft, keep_draft
from webhook.services.bookings import find_thread, is_off, list_open, may_text_now
from webhook.services.heard import Reply
from webhook.services.record import notice_first, queue_reply
from webhook.services.render_booking import BookingWords, ask_question
from webhook.services.surgeries import TELL, tell_waiting
from webhook.services.surgery_offers import raise_surgery_alert
from webhook.store.booking_find import end_offer, list_overtaken, list_overtaken_waits, why_silent
from webhook.store.bookings import SurgeryBooking, SurgeryWait
from webhook.store.conversations import Conversation
from webhook.store.surgeries import Surgery
from webhook.store.surgery_list import find_newest_open, list_waiting

UNTOLD = "surgery_change_untold"


def tell_changes(parts: Parts) -> None:
    """Tell everybody concerned, unless it is night."""
    now = parts.clock.now()
    if not may_text_now(parts, now):
        return
    with parts.db.reading() as session:
        places, waits = list_overtaken(session, local_date(now)), list_overtaken_waits(session, local_date(now))
    for booking, surgery in places:
        if is_off(booking, surgery):
            _tell_off(parts, booking, surgery, now)
        elif surgery.venue != booking.venue:
            _tell_new_place(parts, booking, surgery, now)
    for wait, surgery in waits:
        _tell_off(parts, wait, surgery, now)


def tell_next_date(parts: Parts) -> None:
    """Text those who asked for the next date about one that came in by night, or is open again."""
    now = parts.clock.now()
    if not may_text_now(parts, now):
        return
    with parts.db.reading() as session:
        surgery = find_newest_open(session, local_date(now))
        asked = list_waiting(session, surgery.imported_at) if surgery is not None else []
    if surgery is None or not asked:
        return
    with parts.db.writing() as session:
        told = tell_waiting(parts, session, surgery, now)
    for conversation_id in told:
        parts.queue.send(conversation_id)


def _tell_off(parts: Parts, known: SurgeryBooking | SurgeryWait, surgery: Surgery, now: datetime) -> None:
    with parts.db.writing() as session:
        conversation = session.get_one(Conversation, known.conversation_id, with_for_update=True)
        row = _lock(session, known)
        if row.state not in ("booked", "offered", "waiting") or conversation.held_by is not None:
            return  # told by another, or staff hold it: looked at again afterwards
        key = "surgery_off_booked" if row.state == "booked" else "surgery_off_waiting"
        if isinstance(row, SurgeryBooking) and row.state == "offered":
            end_offer(session, row, "moved", wait="moved")
        row.state = "moved"
        if _cannot_tell(session, conversation, row.made_at if isinstance(row, SurgeryBooking) else row.at, now):
            return
        words = BookingWords(parts, conversation.channel)
        venue = row.venue if isinstance(row, SurgeryBooking) else surgery.venue
        _say_next(parts, session, conversation, words(key, date=words.day(row.day), venue=venue), f"off-{row.__tablename__}-{row.id}", now)
        short = BookingWords(parts, "sms")
        phone = _tell_phone(parts, session, row, short(key, date=short.day(row.day), venue=venue), f"off.phone{row.id}", now)
    parts.queue.send(conversation.id)
    if phone is not None:
        parts.queue.send(phone)


def _tell_phone(parts: Parts, session: Session, row: SurgeryBooking | SurgeryWait, text: str, dedupe_key: str, now: datetime) -> str | None:
    """The same to the number that somebody on the web gave for reminders; the thread it was told in. None where there is none, or nothing may be texted."""
    thread = find_thread(parts, session, row, now) if isinstance(row, SurgeryBooking) and row.contact_hash else None
    if thread is None:
        return None
    conversation = session.get_one(Conversation, thread)
    if _cannot_tell(session, conversation, row.made_at, now):  # type: ignore[union-attr]
        return None
    queue_reply(parts, session, conversation, Reply(text, kind="notice"), dedupe_key=dedupe_key, now=now)
    notice_first(parts, session, conversation, dedupe_key=f"notice.{dedupe_key}", now=now)
    return thread


def _lock(session: Session, known: SurgeryBooking | SurgeryWait) -> SurgeryBooking | SurgeryWait:
    if isinstance(known, SurgeryBooking):
        return session.get_one(SurgeryBooking, known.id, with_for_update=True)
    return session.get_one(SurgeryWait, known.id, with_for_update=True)


def _say_next(parts: Parts, session: Session, conversation: Conversation, told: str, dedupe_key: str, now: datetime) -> None:
    """What is off, and as a question of its own the next date, or whether to be told of it."""
    free = next((surgery for surgery, slots in list_open(session, now, trial=conversation.trial) if slots), None)
    queue_reply(parts, session, conversation, Reply(told, kind="notice"), dedupe_key=dedupe_key, now=now)
    if free is not None:
        draft = Draft("next", surgery=free.id)
        keep_draft(parts, session, conversation.id, draft, now)
        conversation.awaiting, conversation.options = f"{AWAITING}{draft.step}", []
        question = ask_question(parts, session, conversation.channel, draft)
    else:
        question = BookingWords(parts, conversation.channel).reply("surgery_off_no_date")
        sms = conversation.channel == "sms"
        conversation.awaiting, conversation.options = (TELL, ["surgery_info", "deny"]) if sms else (None, [])
    question.kind = "notice"
    queue_reply(parts, session, conversation, question, dedupe_key=f"{dedupe_key}.next", now=now)


def _tell_new_place(parts: Parts, known: SurgeryBooking, surgery: Surgery, now: datetime) -> None:
    with parts.db.writing() as session:
        conversation = session.get_one(Conversation, known.conversation_id, with_for_update=True)
        row = session.get_one(SurgeryBooking, known.id, with_for_update=True)
        if row.state not in ("booked", "offered") or row.venue == surgery.venue or conversation.held_by is not None:
            return
        row.venue = surgery.venue
        if _cannot_tell(session, conversation, row.made_at, now):
            return
        text = BookingWords(parts, conversation.channel).with_place("surgery_new_place", surgery, row.slot)
        key = f"place{row.id}-{int(surgery.imported_at.timestamp())}"
        queue_reply(parts, session, conversation, Reply(text, kind="notice"), dedupe_key=key, now=now)
        phone = _tell_phone(parts, session, row, BookingWords(parts, "sms").with_place("surgery_new_place", surgery, row.slot), f"{key}.phone", now)
    parts.queue.send(conversation.id)
    if phone is not None:
        parts.queue.send(phone)


def _cannot_tell(session: Session, conversation: Conversation, since: datetime, now: datetime) -> bool:
    """Whether nothing may be texted; then staff are told to ring, except after a death."""
    reason = why_silent(session, conversation, since)
    if reason and reason != "bereaved":
        raise_surgery_alert(session, conversation, UNTOLD, now)
    return bool(reason)
