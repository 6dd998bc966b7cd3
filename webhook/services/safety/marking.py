"""Marks a phone or conversation as possibly watched, and takes back what was about to be sent to it (conduct 3)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.messages import ClockJob, Outbound
from webhook.store.updates import list_contacts_of, stop_updates


def mark_unsafe(session: Session, conversation: Conversation, number: PhoneNumber | None, now: datetime) -> None:
    """From here on: no reminder, rating, transcript, retry or late answer; queued texts are taken back."""
    if conversation.unsafe_at is not None and (number is None or number.unsafe_at is not None):
        return
    conversation.unsafe_at = conversation.unsafe_at or now
    if number is not None:
        number.unsafe_at = number.unsafe_at or now
    drop_queued(session, conversation, now)
    stop_updates(session, [contact.id for contact in list_contacts_of(session, conversation)], "unsafe", now)


def drop_queued(session: Session, conversation: Conversation, now: datetime) -> None:
    """Take back texts to this phone that have not left, whatever conversation they come from, and jobs that are not done. A safety card stays due."""
    here = Outbound.conversation_id == conversation.id
    if conversation.number_hash is not None:
        here = or_(here, Outbound.number_hash == conversation.number_hash)
    session.execute(update(Outbound).where(here, Outbound.state == "created", Outbound.kind != "safety").values(state="cancelled", updated_at=now))
    jobs = update(ClockJob).where(ClockJob.conversation_id == conversation.id, ClockJob.state == "due", ClockJob.kind != "safety_card")
    session.execute(jobs.values(state="dropped"))
