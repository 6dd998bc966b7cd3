"""Marks a phone or conversation as possibly watched, and takes back what was about to be sent to it (conduct 3)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.messages import ClockJob, Outbound


def mark_unsafe(session: Session, conversation: Conversation, number: PhoneNumber | None, now: datetime) -> None:
    """From here on: no reminder, rating, transcript, retry or late answer; queued texts are taken back."""
    if conversation.unsafe_at is not None and (number is None or number.unsafe_at is not None):
        return
    conversation.unsafe_at = conversation.unsafe_at or now
    if number is not None:
        number.unsafe_at = number.unsafe_at or now
    drop_queued(session, conversation.id, now)


def drop_queued(session: Session, conversation_id: str, now: datetime) -> None:
    """Take back texts that have not left and jobs that are not done."""
    session.execute(update(Outbound).where(Outbound.conversation_id == conversation_id, Outbound.state == "created", Outbound.kind != "safety").values(state="cancelled", updated_at=now))
    session.execute(update(ClockJob).where(ClockJob.conversation_id == conversation_id, ClockJob.state == "due").values(state="dropped"))
