"""After an import: everybody whose surgery is cancelled, moved or elsewhere is told once, and offered the next date. And the next date for who asked for it.

For the sweep. It compares what each person was told with what stands in the list now, so nothing is missed by a restart and nothing said twice.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.bookings import can_offer, find_thread, is_off, keep_after_move, may_text_now, who_books
from webhook.services.booking.draft import AWAITING, drop_draft, keep_draft, open_draft
from webhook.services.booking.shown import Gone, list_gone
from webhook.services.render.booking import BookingWords, ask_question
from webhook.services.surgeries.off import has_moved, next_draft, off_text
from webhook.services.surgeries.offers import raise_surgery_alert
from webhook.services.surgeries.surgeries import TELL, tell_waiting
from webhook.services.texts.own_questions import ask_unasked
from webhook.services.turn.heard import Reply
from webhook.services.turn.record import notice_first, queue_reply
from webhook.store.booking_find import end_offer, list_booked, list_moved_again, list_open_drafts, list_overtaken, list_overtaken_waits, why_silent
from webhook.store.bookings import LIVE_STATES, BookingDraft, SurgeryBooking, SurgeryWait
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
        places = list_overtaken(session, local_date(now))
        again = list_moved_again(session, local_date(now))
        asked = [row.conversation_id for row in list_open_drafts(session) if _list_gone_dates(parts, session, row, now)]
    for booking, surgery in places:
        if is_off(booking, surgery):
            _tell_off(parts, booking, surgery, now)
        elif surgery.venue != booking.venue:
            _tell_new_place(parts, booking, surgery, now)
    with parts.db.reading() as session:  # after who was offered a place is on the list again
        waits = list_overtaken_waits(session, local_date(now))
    for wait, surgery in waits:
        _tell_wait(parts, wait, surgery, now)
    for booking, surgery in again:
        _tell_moved_again(parts, booking, surgery, now)
    for conversation_id in asked:  # last: whoever was told of a place just now has a new question
        _tell_again(parts, conversation_id, now)


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


def _tell_off(parts: Parts, known: SurgeryBooking, surgery: Surgery, now: datetime) -> None:
    """A place is no more. Who had it is told, and after a move one is kept for them; who was only offered it is back on the list, and told as who waits."""
    with parts.db.writing() as session:
        conversation = session.get_one(Conversation, known.conversation_id, with_for_update=True)
        row = session.get_one(SurgeryBooking, known.id, with_for_update=True)
        if row.state not in LIVE_STATES or conversation.held_by is not None:
            return  # told by another, or staff hold it: looked at again afterwards
        if row.state == "offered" and (surgery.date != row.day or surgery.status in ("cancelled", "moved")):
            end_offer(session, row, "moved", wait="waiting")
            return
        about = "booked" if row.state == "booked" else "waiting"
        if not end_offer(session, row, "moved", wait="moved"):
            row.state = "moved"
        if _cannot_tell(session, conversation, row.made_at, now):
            return
        until = keep_after_move(parts, session, row, surgery, now) if has_moved(surgery, row.day, now) else None
        told = _threads(parts, session, conversation, row, now, _off_key(row))
        for thread, key in told:
            _say_and_ask(parts, session, thread, off_text(BookingWords(parts, thread.channel), about, row.day, row.venue, surgery, now, until), surgery, key, now)
    for thread, _ in told:
        parts.queue.send(thread.id)


def _tell_wait(parts: Parts, known: SurgeryWait, surgery: Surgery, now: datetime) -> None:
    """The date somebody waits for is no more. They stay on the list of the day it moved to, where what is free can still be offered in turn."""
    with parts.db.writing() as session:
        conversation = session.get_one(Conversation, known.conversation_id, with_for_update=True)
        row = session.get_one(SurgeryWait, known.id, with_for_update=True)
        if row.state != "waiting" or conversation.held_by is not None:
            return  # told by another, or staff hold it: looked at again afterwards
        day, stays = row.day, has_moved(surgery, row.day, now) and surgery.status == "open" and can_offer(surgery, now)
        if stays:
            row.day = surgery.date
        else:
            row.state = "moved"
        if _cannot_tell(session, conversation, row.at, now):
            return
        words, key = BookingWords(parts, conversation.channel), f"off-wait{row.id}-{_as_it_is(surgery)}"
        if stays:
            _say(parts, session, conversation, off_text(words, "still", day, surgery.venue, surgery, now), key, now)
        else:
            _say_and_ask(parts, session, conversation, off_text(words, "waiting", day, surgery.venue, surgery, now), surgery, key, now)
    parts.queue.send(conversation.id)


def settle_told(parts: Parts, session: Session, booking_id: int, conversation_id: str, now: datetime) -> list[str]:
    """A place is no more, and one conversation was told so in an answer: it ends, and the other that knows of it is told. Whose outbox to look at."""
    row = session.get_one(SurgeryBooking, booking_id, with_for_update=True)
    if row.state != "booked":
        return []  # told meanwhile
    surgery, conversation = session.get_one(Surgery, row.surgery_id), session.get_one(Conversation, row.conversation_id)
    row.state = "moved"
    until = keep_after_move(parts, session, row, surgery, now) if has_moved(surgery, row.day, now) else None
    told = [one for one in _threads(parts, session, conversation, row, now, _off_key(row)) if one[0].id != conversation_id]
    told = [(thread, key) for thread, key in told if thread.held_by is None and not _cannot_tell(session, thread, row.made_at, now)]
    for thread, key in told:
        _say_and_ask(parts, session, thread, off_text(BookingWords(parts, thread.channel), "booked", row.day, row.venue, surgery, now, until), surgery, key, now)
    return [thread.id for thread, _ in told]


def _off_key(row: SurgeryBooking) -> str:
    """The dedupe key of telling that a place is no more: once, in the sweep or in an answer."""
    return f"off-{row.__tablename__}-{row.id}"


def _threads(parts: Parts, session: Session, conversation: Conversation, row: SurgeryBooking, now: datetime, key: str) -> list[tuple[Conversation, str]]:
    """Where it is said, each with its dedupe key: the conversation, and the phone that was given for reminders on the web."""
    phone = _find_phone(parts, session, row, now)
    return [(conversation, key), *([(phone, f"{key}.phone")] if phone is not None else [])]


def _say(parts: Parts, session: Session, thread: Conversation, text: str, key: str, now: datetime) -> None:
    queue_reply(parts, session, thread, Reply(text, kind="notice"), dedupe_key=key, now=now)
    notice_first(parts, session, thread, dedupe_key=f"notice.{key}", now=now)


def _say_and_ask(parts: Parts, session: Session, thread: Conversation, text: str, surgery: Surgery, key: str, now: datetime) -> None:
    _say(parts, session, thread, text, key, now)
    _ask_next(parts, session, thread, surgery, f"{key}.next", now)


def _tell_moved_again(parts: Parts, known: SurgeryBooking, surgery: Surgery, now: datetime) -> None:
    """Who lost a place to a move, was told of a day and has not answered hears that this day, too, is off or another."""
    with parts.db.writing() as session:
        conversation = session.get_one(Conversation, known.conversation_id, with_for_update=True)
        row = session.get_one(SurgeryBooking, known.id, with_for_update=True)
        if row.told_day is None or row.told_day != known.told_day or conversation.held_by is not None:
            return  # answered or told meanwhile, or staff hold it: looked at again afterwards
        day, row.told_day, row.offer_until = row.told_day, None, None
        if list_booked(session, row.person_key, local_date(now), trial=row.trial) or _cannot_tell(session, conversation, row.made_at, now):
            return  # they have another place, or nothing may be texted
        until = keep_after_move(parts, session, row, surgery, now) if has_moved(surgery, day, now) else None
        told = _threads(parts, session, conversation, row, now, f"off.again{row.id}-{_as_it_is(surgery)}")
        for thread, key in told:
            _say_and_ask(parts, session, thread, off_text(BookingWords(parts, thread.channel), "since", day, row.venue, surgery, now, until), surgery, key, now)
    for thread, _ in told:
        parts.queue.send(thread.id)


def _tell_again(parts: Parts, conversation_id: str, now: datetime) -> None:
    """Who was asked whether to book on a date, and has not answered, hears that this date is off or has moved, and is asked about what there is now."""
    with parts.db.writing() as session:
        conversation = session.get_one(Conversation, conversation_id, with_for_update=True)
        row = session.get(BookingDraft, conversation_id, populate_existing=True)
        gone = _list_gone_dates(parts, session, row, now) if row is not None else []
        if row is None or not gone or conversation.held_by is not None:
            return  # answered or told meanwhile, or staff hold it: looked at again afterwards
        asked_at, one = row.updated_at, gone[0]
        drop_draft(session, conversation_id)
        if _cannot_tell(session, conversation, asked_at, now):
            return
        key = f"off.asked-{conversation.id}-{one.surgery.id}-{_as_it_is(one.surgery)}"
        text = off_text(BookingWords(parts, conversation.channel), "since", one.day, one.venue, one.surgery, now)
        _say_and_ask(parts, session, conversation, text, one.surgery, key, now)
    parts.queue.send(conversation_id)


def _as_it_is(surgery: Surgery) -> str:
    """A surgery's last change, for a dedupe key."""
    return f"{int(surgery.imported_at.timestamp())}-{surgery.date}-{surgery.status}"


def _list_gone_dates(parts: Parts, session: Session, row: BookingDraft, now: datetime) -> list[Gone]:
    """The date to come that a draft asks about, where it is no more."""
    draft = open_draft(parts, row)
    return [one for one in list_gone(session, draft) if one.day >= local_date(now)] if draft.step == "next" else []


def _find_phone(parts: Parts, session: Session, row: SurgeryBooking, now: datetime) -> Conversation | None:
    """The thread of the number that somebody on the web gave for reminders. None where there is none, staff hold it, or nothing may be texted."""
    thread = find_thread(parts, session, row, now) if row.contact_hash else None
    conversation = session.get_one(Conversation, thread) if thread is not None else None
    if conversation is None or conversation.held_by is not None or _cannot_tell(session, conversation, row.made_at, now):
        return None
    return conversation


def _ask_next(parts: Parts, session: Session, conversation: Conversation, off: Surgery, dedupe_key: str, now: datetime) -> None:
    """As a question of its own the new date, else the next, or whether to be told of it."""
    draft = next_draft(session, off, now, who_books(conversation))
    if draft is not None:
        keep_draft(parts, session, conversation.id, draft, now)
        ask_unasked(session, conversation, f"{AWAITING}{draft.step}", now)
        question = ask_question(parts, session, conversation.channel, draft)
    else:
        drop_draft(session, conversation.id)
        question = BookingWords(parts, conversation.channel).reply("surgery_off_no_date")
        if conversation.channel == "sms":  # on the web it asks nothing
            ask_unasked(session, conversation, TELL, now, ["surgery_info", "deny"])
    question.kind = "notice"
    queue_reply(parts, session, conversation, question, dedupe_key=dedupe_key, now=now)


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
        phone = _find_phone(parts, session, row, now)
        if phone is not None:
            there = BookingWords(parts, phone.channel).with_place("surgery_new_place", surgery, row.slot)
            queue_reply(parts, session, phone, Reply(there, kind="notice"), dedupe_key=f"{key}.phone", now=now)
            notice_first(parts, session, phone, dedupe_key=f"notice.{key}.phone", now=now)
    parts.queue.send(conversation.id)
    if phone is not None:
        parts.queue.send(phone.id)


def _cannot_tell(session: Session, conversation: Conversation, since: datetime, now: datetime) -> bool:
    """Whether nothing may be texted; then staff are told to ring, except after a death."""
    reason = why_silent(session, conversation, since)
    if reason and reason != "bereaved":
        raise_surgery_alert(session, conversation, UNTOLD, now)
    return bool(reason)
