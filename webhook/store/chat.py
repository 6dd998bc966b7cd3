"""Queries of the web chat: what to show, what still waits for an answer, how much was sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from webhook.store.conversations import NOTHING_OPEN, Conversation
from webhook.store.messages import Inbound, Message, Outbound


def find_shown(session: Session, conversation: Conversation, after: int) -> list[tuple[Message, str | None]]:
    """Messages above `after`, oldest first, none from before "Clear chat", each with the provider_id of the message it came in with."""
    statement = select(Message, Inbound.provider_id).outerjoin(Inbound, Inbound.id == Message.inbound_id)
    statement = statement.where(Message.conversation_id == conversation.id, Message.id > after, Message.sender != "note")
    if conversation.cleared_at is not None:
        statement = statement.where(Message.at > conversation.cleared_at)
    return [(message, provider_id) for message, provider_id in session.execute(statement.order_by(Message.id)).all()]


def has_unseen(session: Session, conversation_id: str) -> bool:
    """Whether a reply was never fetched by the browser."""
    return bool(session.scalar(select(exists().where(*_unseen(conversation_id)))))


def mark_seen(session: Session, conversation_id: str, up_to: int, now: datetime) -> None:
    """Replies up to a message id reached the browser."""
    session.execute(update(Outbound).where(*_unseen(conversation_id), Outbound.message_id <= up_to).values(state="delivered", updated_at=now))


def has_untaken(session: Session, conversation_id: str) -> bool:
    """Whether a message is stored that no worker has finished or put aside yet."""
    return bool(session.scalar(select(exists().where(Inbound.conversation_id == conversation_id, Inbound.state == "received"))))


def count_recent(session: Session, conversation_id: str, since: datetime) -> int:
    """Messages taken in since a time."""
    return session.scalar(select(func.count()).select_from(Inbound).where(Inbound.conversation_id == conversation_id, Inbound.received_at > since)) or 0


def forget_said(session: Session, conversation_id: str, now: datetime) -> None:
    """Show nothing said until now again, and lean on none of it: the topic, what was offered and what was asked."""
    values = {"cleared_at": now, "last_topic": None, "asked_before": None, "ladder": None, **NOTHING_OPEN}
    session.execute(update(Conversation).where(Conversation.id == conversation_id).values(**values))


def _unseen(conversation_id: str) -> tuple[Any, ...]:
    return Outbound.conversation_id == conversation_id, Outbound.channel == "web", Outbound.state == "sent"
