"""SEND surgeries: which are coming, the wish to be told of the next, and the wish to come, which a person sees to until booking is built."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import LONDON, local_date
from webhook.services.booking.bookings import ANYBODY, TAKES_NAMES, free_slots
from webhook.services.booking.draft import AWAITING, NEW, Draft, keep_draft
from webhook.services.booking.shown import note_shown
from webhook.services.booking.slots import is_quiet, list_slots
from webhook.services.people.handovers import find_subject, request_handover
from webhook.services.people.hours import is_open
from webhook.services.render.say import say_day, say_time
from webhook.services.texts.own_questions import ask_unasked
from webhook.services.turn.heard import Heard, Reply
from webhook.services.turn.record import queue_reply
from webhook.store.conversations import Conversation
from webhook.store.messages import Inbound
from webhook.store.surgeries import Surgery
from webhook.store.surgery_list import NEXT, drop_wish, keep_wish, list_upcoming, list_waiting

TELL = "surgery_tell"  # in `awaiting`: we asked whether to tell of the next date


def upcoming_surgeries(session: Session, now: datetime) -> dict[str, Any]:
    """What anybody may know: the coming surgeries as plain data, and the next that is open."""
    local = now.astimezone(LONDON)
    coming = [surgery for surgery in list_upcoming(session, local.date()) if not _is_over(surgery, local)]
    next_open = next((surgery.surgery_id for surgery in coming if surgery.status == "open"), None)
    return {"surgeries": [describe_surgery(surgery) for surgery in coming], "next_open": next_open}


def has_dates(parts: Parts, heard: Heard) -> bool:
    """Whether there is a surgery to come that takes names."""
    with parts.db.reading() as session:
        return any(surgery.status in TAKES_NAMES for surgery in list_upcoming(session, local_date(heard.now)))


def wish_to_be_told(session: Session, conversation: Conversation, now: datetime) -> None:
    """Text this number when there is a date."""
    keep_wish(session, conversation.id, NEXT, now)


def wish_to_come(parts: Parts, session: Session, conversation: Conversation, inbound: Inbound, now: datetime) -> str:
    """A place is wanted, moved or given up: remembered, and passed to a person. What was passed on."""
    next_open = upcoming_surgeries(session, now)["next_open"]
    keep_wish(session, conversation.id, next_open or NEXT, now)
    summary = pass_summary(parts, session, conversation.id, inbound.masked_text or "")
    urgent, in_hours = "urgent_today" in inbound.flags, is_open(parts.content.hours, now)
    request_handover(session, conversation, kind="surgery_book", summary=summary, urgent=urgent, in_hours=in_hours, now=now)
    return summary


def pass_summary(parts: Parts, session: Session, conversation_id: str, masked: str) -> str:
    """What is passed on: what the parent said it is about, else that they asked. The same words every way a handover begins, so they stand in it once."""
    return find_subject(session, conversation_id, masked) or parts.content.messages["handover_no_subject"].web


def tell_waiting(parts: Parts, session: Session, surgery: Surgery, now: datetime) -> list[str]:
    """Text everybody who asked for the next date, once each; the conversations whose outbox to look at. By night nobody: the sweep does it in the morning."""
    if is_quiet(parts.settings, now):
        return []
    if surgery.status != "open" or surgery.date < local_date(now):
        return []
    slots = {"date": say_day(surgery.date, "sms"), "start": say_time(surgery.start), "venue": surgery.venue}
    text = " ".join(parts.content.messages["surgery_new_date"].sms.format(**slots).split())
    told = []
    can_book = bool(free_slots(session, surgery, now, ANYBODY))
    for conversation in list_waiting(session, surgery.imported_at):
        if queue_reply(parts, session, conversation, Reply(text, kind="notice"), dedupe_key=f"surgery:{surgery.id}:{conversation.id}", now=now):
            told.append(conversation.id)
            if can_book and conversation.held_by is None:  # "yes", "what's the earliest" is an answer to it
                keep_draft(parts, session, conversation.id, note_shown(session, Draft("next", surgery=surgery.id, wish=NEW)), now)
                ask_unasked(session, conversation, f"{AWAITING}next", now, but=text)
        drop_wish(session, conversation.id, NEXT)
    return told


def _is_over(surgery: Surgery, local: datetime) -> bool:
    """Whether nobody can come any more: its last place has begun, or where its places are not given here it has ended."""
    slots = list_slots(surgery)
    last = slots[-1] if slots else surgery.end
    return surgery.date == local.date() and last is not None and last <= local.time()


def describe_surgery(surgery: Surgery) -> dict[str, Any]:
    """A surgery as plain data."""
    return {
        "surgery_id": surgery.surgery_id,
        "date": surgery.date.isoformat(),
        "start": surgery.start.isoformat("minutes") if surgery.start else None,
        "end": surgery.end.isoformat("minutes") if surgery.end else None,
        "venue": surgery.venue,
        "address": surgery.address,
        "postcode": surgery.postcode,
        "access": surgery.access or [],
        "languages": surgery.languages or [],
        "status": surgery.status,
    }
