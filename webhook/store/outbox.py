"""Queries of the outbox. A text's state only moves forward, so a late or repeated callback changes nothing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from webhook.store.messages import Outbound

UPDATE = "update"  # a text by ourselves about a case: it may wait for the morning, and nothing waits behind it
RANK = {"created": 0, "sending": 1, "unknown": 2, "sent": 3, "delivered": 4, "failed": 4, "cancelled": 4}


def claim_outbound(session: Session, conversation_id: str, now: datetime) -> Outbound | None:
    """Take the conversation's next text for sending; None if there is none, it is not due, or one is on its way."""
    earlier = aliased(Outbound)
    on_its_way = (earlier.state.in_(("created", "sending")), earlier.kind != UPDATE)
    busy = exists().where(earlier.conversation_id == conversation_id, *on_its_way, earlier.id < Outbound.id)
    due = or_(Outbound.next_try_at.is_(None), Outbound.next_try_at <= now)
    statement = select(Outbound.id).where(Outbound.conversation_id == conversation_id, Outbound.channel == "sms", Outbound.state == "created", due, ~busy)
    outbound_id = session.scalar(statement.order_by(Outbound.id).limit(1))
    if outbound_id is None:
        return None
    claimed = update(Outbound).where(Outbound.id == outbound_id, Outbound.state == "created").values(state="sending", attempts=Outbound.attempts + 1, updated_at=now)
    if not session.execute(claimed).rowcount:  # type: ignore[attr-defined]
        return None
    return session.get(Outbound, outbound_id, populate_existing=True)


def advance(session: Session, outbound_id: int, state: str, now: datetime, *, provider_sid: str | None = None, error: str | None = None) -> bool:
    """Move a text forward. False if it is already as far or further: a status never moves backwards."""
    behind = [name for name, rank in RANK.items() if rank < RANK[state]]
    values: dict[str, object] = {"state": state, "updated_at": now}
    if provider_sid:
        values["provider_sid"] = provider_sid
    if error:
        values["error"] = error[:60]
    return bool(session.execute(update(Outbound).where(Outbound.id == outbound_id, Outbound.state.in_(behind)).values(**values)).rowcount)  # type: ignore[attr-defined]


def put_back(session: Session, outbound_id: int, next_try_at: datetime, error: str, now: datetime) -> None:
    """A text that Twilio surely did not take: try again later."""
    waiting = update(Outbound).where(Outbound.id == outbound_id, Outbound.state == "sending")
    session.execute(waiting.values(state="created", next_try_at=next_try_at, error=error[:60], updated_at=now))


def find_unsent(session: Session, now: datetime, limit: int = 200) -> list[str]:
    """Conversations with a text that is due."""
    due = or_(Outbound.next_try_at.is_(None), Outbound.next_try_at <= now)
    statement = select(Outbound.conversation_id).where(Outbound.state == "created", Outbound.channel == "sms", due)
    return list(session.scalars(statement.group_by(Outbound.conversation_id).limit(limit)))


def find_lost_sends(session: Session, before: datetime) -> list[Outbound]:
    """Texts that a process was sending when it died: nobody knows whether they left."""
    return list(session.scalars(select(Outbound).where(Outbound.state == "sending", Outbound.updated_at < before)))
