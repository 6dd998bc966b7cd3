"""A due job becomes one text about a case, or nothing: all that allowed it is looked at again in the transaction that queues it.

Job and text are written together, so a restart or a second worker finds the job done. The thread is held first, as in every turn, so that a STOP, a
disclosure or a closed case at the same moment comes wholly before or wholly after.
"""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.cases.cases import NOT_AVAILABLE, OUTCOME_WAITS, describe_case
from webhook.services.render.say import say_day
from webhook.services.turn.heard import Reply
from webhook.services.turn.record import queue_reply
from webhook.services.updates.plan import CHANGED, coming_days
from webhook.services.updates.updates import may_get_updates
from webhook.store.cases import Case, Contact
from webhook.store.conversations import Conversation
from webhook.store.jobs import find_due_jobs
from webhook.store.messages import ClockJob
from webhook.store.updates import UPDATE, find_choice

log = logging.getLogger(__name__)
HELD_WAIT = timedelta(hours=1)  # staff speak with them: the text waits, as every word of ours does
BROKEN_WAIT = timedelta(minutes=10)  # a job that breaks must not stand before the others


def send_due_updates(parts: Parts) -> None:
    """For the sweep: every job whose time has come. Not in a trial, whose clock and texts are not the families'."""
    if parts.settings.trial:
        return
    with parts.db.reading() as session:
        jobs = find_due_jobs(session, parts.clock.now(), kind=UPDATE)
    for job in jobs:
        try:
            send_update(parts, job)
        except Exception as error:
            log.exception("update %s broke: %s", job.id, type(error).__name__)
            with parts.db.writing() as session:
                session.get_one(ClockJob, job.id, with_for_update=True).due_at = parts.clock.now() + BROKEN_WAIT


def send_update(parts: Parts, due: ClockJob) -> None:
    """Do one job: queue its text, put it off, or drop it."""
    with parts.db.writing() as session:
        thread = session.get_one(Conversation, due.conversation_id, with_for_update=True)
        job, now = session.get_one(ClockJob, due.id, with_for_update=True), parts.clock.now()
        if job.state != "due" or job.due_at > now:
            return
        said = _decide(parts, session, job, thread, now)
        if isinstance(said, datetime):
            job.due_at = said
            return
        job.state = "done" if said else "dropped"
        if said:
            queue_reply(parts, session, thread, Reply(said, kind="update"), dedupe_key=job.dedupe_key, now=now)
    if said:
        parts.queue.send(thread.id)


def _decide(parts: Parts, session: Session, job: ClockJob, thread: Conversation, now: datetime) -> str | datetime | None:
    """The text; or when to look again; or None, because it is not wanted, not allowed or not true any more."""
    contact = session.get(Contact, job.contact_id) if job.contact_id else None
    choice = find_choice(session, contact.id) if contact else None
    if contact is None or choice is None or choice.state != "on" or thread.trial or not may_get_updates(parts, session, contact):
        return None
    if wake := parts.content.updates.quiet.wake_time(now):
        return wake
    if thread.held_by is not None:
        return now + HELD_WAIT
    case = session.get_one(Case, contact.case_id)
    status = describe_case(case, now, parts.settings.outcome_working_days, parts.settings.extract_stale_days, "")
    if status.stage == OUTCOME_WAITS:
        return parts.content.updates.quiet.morning(date.fromisoformat(status.show_from)) if status.show_from else None
    if status.stage == NOT_AVAILABLE:
        return None
    return _words(parts, case, job, now)


def _words(parts: Parts, case: Case, job: ClockJob, now: datetime) -> str | None:
    event, by = job.payload["event"], job.payload.get("by")
    if event == CHANGED:
        return _text(parts, event, case)
    day = coming_days(case, now).get(event)
    if day is None or day.isoformat() != by or event not in parts.content.updates.dates:
        return None
    return _text(parts, event, case, by=say_day(day, "sms"))


def _text(parts: Parts, event: str, case: Case, **slots: str) -> str:
    return parts.content.messages[f"updates_{event}"].sms.format(ref=case.case_ref[-4:], **slots)
