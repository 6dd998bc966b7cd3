"""Queries of the inbox: claim a message once, find what is next, hold a conversation while working it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, or_, select, update
from sqlalchemy.orm import Session

from webhook.store.conversations import Conversation, PhoneNumber, SealedValue
from webhook.store.db import insert_once
from webhook.store.messages import Inbound


def claim_inbound(session: Session, values: dict[str, Any]) -> tuple[int, bool]:
    """Store a message unless its provider_id is known. Its id, and whether this call claimed it."""
    claimed = insert_once(session, Inbound, values)
    return session.scalars(select(Inbound.id).where(Inbound.provider_id == values["provider_id"])).one(), claimed


def keep_number(session: Session, number_hash: str, number_sealed: bytes, now: datetime) -> None:
    """Remember a phone number, sealed, if it is new."""
    insert_once(session, PhoneNumber, {"number_hash": number_hash, "number_sealed": number_sealed, "created_at": now})


def keep_conversation(session: Session, values: dict[str, Any]) -> None:
    """Open a conversation if its id is new, else note that it was seen."""
    if not insert_once(session, Conversation, values):
        session.execute(update(Conversation).where(Conversation.id == values["id"]).values(last_seen_at=values["last_seen_at"]))


def take_lease(session: Session, conversation_id: str, owner: str, now: datetime, seconds: float) -> bool:
    """Hold a conversation for one worker. False while another holds it."""
    free = or_(Conversation.lease_until.is_(None), Conversation.lease_until < now, Conversation.lease_owner == owner)
    statement = update(Conversation).where(Conversation.id == conversation_id, free).values(lease_owner=owner, lease_until=now + timedelta(seconds=seconds))
    return bool(session.execute(statement).rowcount)  # type: ignore[attr-defined]


def drop_lease(session: Session, conversation_id: str, owner: str) -> None:
    """Let a conversation go."""
    session.execute(update(Conversation).where(Conversation.id == conversation_id, Conversation.lease_owner == owner).values(lease_owner=None, lease_until=None))


def _due(now: datetime) -> Any:
    return or_(Inbound.state == "received", and_(Inbound.state == "waiting", or_(Inbound.next_try_at.is_(None), Inbound.next_try_at <= now)))


def next_inbound(session: Session, conversation_id: str, now: datetime) -> Inbound | None:
    """The next message to work: new ones first (they may hold a disclosure), then those that wait for Rasa, each in order."""
    order = (Inbound.state == "waiting", Inbound.id)
    return session.scalars(select(Inbound).where(Inbound.conversation_id == conversation_id, _due(now)).order_by(*order).limit(1)).first()


def find_waiting(session: Session, conversation_id: str) -> list[Inbound]:
    """Messages that wait for Rasa, in order. One that broke by itself (lane not "holding") is not among them: nobody waits behind it."""
    statement = select(Inbound).where(Inbound.conversation_id == conversation_id, Inbound.state == "waiting", Inbound.lane == "holding")
    return list(session.scalars(statement.order_by(Inbound.id)))


def earlier_waiting(session: Session, inbound: Inbound) -> bool:
    """Whether an earlier message of the conversation still waits for Rasa; then this one waits behind it."""
    waits = exists().where(Inbound.conversation_id == inbound.conversation_id, Inbound.state == "waiting", Inbound.lane == "holding", Inbound.id < inbound.id)
    return bool(session.scalar(select(waits)))


def find_left_behind(session: Session, now: datetime, limit: int = 200) -> list[str]:
    """Conversations with work that nobody holds."""
    free = or_(Conversation.lease_until.is_(None), Conversation.lease_until < now)
    statement = select(Inbound.conversation_id).join(Conversation, Conversation.id == Inbound.conversation_id).where(_due(now), free)
    return list(session.scalars(statement.group_by(Inbound.conversation_id).limit(limit)))


def wipe_expired(session: Session, now: datetime, sealed_minutes: int) -> int:
    """Forget sealed values and originals whose time is over. A message that waits is worked on from its masked text by then. Rows wiped."""
    gone = session.query(SealedValue).filter(SealedValue.expires_at < now).delete(synchronize_session=False)
    before = now - timedelta(minutes=sealed_minutes)
    over = or_(and_(Inbound.state == "done", Inbound.done_at < before), and_(Inbound.masked_text.is_not(None), Inbound.received_at < before))
    statement = update(Inbound).where(Inbound.body_sealed.is_not(None), over).values(body_sealed=None)
    return int(gone) + int(session.execute(statement).rowcount)  # type: ignore[attr-defined]
