"""Texts at a time: two days before a surgery, on its morning, and once afterwards how it was. Rows of clock_jobs, so once whatever restarts.

Whether one still goes is decided when it is due: not for a place that was given up, not by night, not after STOP, danger, a death, or to a phone that
may be watched (conduct 3, 13, 25). A place that is off is told of by surgeries/changes instead.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.booking.bookings import REMINDER, TWO_DAYS, is_off, is_over, may_text_now
from webhook.services.booking.slots import begins
from webhook.services.render.booking import BookingWords
from webhook.services.steps.booking_rating import RATING
from webhook.services.texts.own_questions import ask_unasked
from webhook.services.turn.heard import Reply
from webhook.services.turn.record import notice_first, queue_reply
from webhook.store.booking_find import why_silent
from webhook.store.bookings import SurgeryBooking
from webhook.store.conversations import Conversation
from webhook.store.db import insert_once
from webhook.store.jobs import find_due_jobs
from webhook.store.messages import ClockJob
from webhook.store.surgeries import Surgery

FEEDBACK = "surgery_feedback"
FEEDBACK_AT = time(10)  # on the next day
NO_RATING_AFTER = ("crisis", "concern", "opted_out_danger")  # conduct 25


def send_surgery_texts(parts: Parts) -> None:
    """Send what is due, unless it is night."""
    now = parts.clock.now()
    if not may_text_now(parts, now):
        return
    for kind in (REMINDER, FEEDBACK):
        with parts.db.reading() as session:
            jobs = find_due_jobs(session, now, kind=kind)
        for job in jobs:
            _run(parts, job, now)


def plan_feedback(session: Session, booking: SurgeryBooking) -> None:
    """Ask how it was on the day after, once a booking. By text only: nothing reaches somebody who left the web page."""
    if session.get_one(Conversation, booking.conversation_id).channel == "sms" and not booking.trial:
        job = {"kind": FEEDBACK, "dedupe_key": f"feedback{booking.id}", "conversation_id": booking.conversation_id}
        insert_once(session, ClockJob, {**job, "payload": {"booking": booking.id}, "due_at": begins(booking.day + timedelta(days=1), FEEDBACK_AT)})


def _run(parts: Parts, due: ClockJob, now: datetime) -> None:
    with parts.db.writing() as session:
        conversation = session.get_one(Conversation, due.conversation_id, with_for_update=True)  # before the job, as a turn that drops jobs does
        job = session.get_one(ClockJob, due.id, with_for_update=True)
        if job.state != "due" or conversation.held_by is not None:
            return  # while staff hold it the assistant is silent; afterwards it is looked at again
        booking = session.get(SurgeryBooking, int(job.payload["booking"]))
        reply = _feedback(parts, session, conversation, booking) if job.kind == FEEDBACK else _reminder(parts, session, conversation, booking, job, now)
        job.state = "done" if reply is not None else "dropped"
        if reply is None:
            return
        if job.kind == FEEDBACK and booking is not None:
            ask_unasked(session, conversation, f"{RATING}{booking.id}", now)
        queue_reply(parts, session, conversation, reply, dedupe_key=job.dedupe_key, now=now)
        notice_first(parts, session, conversation, dedupe_key=f"notice.{job.dedupe_key}", now=now)
    parts.queue.send(conversation.id)


def _reminder(parts: Parts, session: Session, conversation: Conversation, booking: SurgeryBooking | None, job: ClockJob, now: datetime) -> Reply | None:
    if booking is None or booking.state != "booked" or is_over(booking.day, booking.slot, now):
        return None
    surgery, which = session.get_one(Surgery, booking.surgery_id), str(job.payload["which"])
    too_late = which == TWO_DAYS and local_date(now) >= booking.day
    booked_in = conversation if conversation.id == booking.conversation_id else session.get_one(Conversation, booking.conversation_id)
    if is_off(booking, surgery) or too_late or why_silent(session, conversation, booking.made_at) or why_silent(session, booked_in, booking.made_at):
        return None
    return Reply(BookingWords(parts, conversation.channel).with_place(f"booking_reminder_{which}", surgery, booking.slot), kind="notice")


def _feedback(parts: Parts, session: Session, conversation: Conversation, booking: SurgeryBooking | None) -> Reply | None:
    if booking is None or booking.state != "attended" or why_silent(session, conversation, conversation.created_at, NO_RATING_AFTER):
        return None
    words = BookingWords(parts, conversation.channel)
    return Reply(words("surgery_feedback", date=words.day(booking.day)), kind="notice")
