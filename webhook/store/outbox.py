"""Queries of the outbox. A text's state only moves forward, so a late or repeated callback changes nothing."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from webhook.store.messages import Outbound

UPDATE = "update"  # a text by ourselves about a case: it may wait for the morning, and nothing waits behind it
RANK = {"created": 0, "sending": 1, "unknown": 2, "sent": 3, "delivered": 4, "failed": 4, "cancelled": 4}


_EARLIER = aliased(Outbound)
_BUSY = exists().where(_EARLIER.conversation_id == bindparam("conversation"), _EARLIER.state.in_(("created", "sending")), _EARLIER.kind != UPDATE, _EARLIER.id < Outbound.id)
_DUE = or_(Outbound.next_try_at.is_(None), Outbound.next_try_at <= bindparam("now"))
# Built once: building a statement takes longer than running it.
_NEXT = select(Outbound.id).where(Outbound.conversation_id == bindparam("conversation"), Outbound.channel == "sms", Outbound.state == "created", _DUE, ~_BUSY).order_by(Outbound.id).limit(1)
_CLAIM = (
    update(Outbound)
    .where(Outbound.id == bindparam("outbound"), Outbound.state == "created")
    .values(state="sending", attempts=Outbound.attempts + 1, updated_at=bindparam("now"))
    .returning(Outbound)
    .execution_options(populate_existing=True, synchronize_session=False)
)


def claim_outbound(session: Session, conversation_id: str, now: datetime) -> Outbound | None:
    """Take the conversation's next text for sending; None if there is none, it is not due, or one is on its way."""
    outbound_id = session.scalar(_NEXT, {"conversation": conversation_id, "now": now})
    if outbound_id is None:
        return None
    return session.scalars(_CLAIM, {"outbound": outbound_id, "now": now}).one_or_none()


@lru_cache
def _advance(state: str) -> Any:
    behind = [name for name, rank in RANK.items() if rank < RANK[state]]
    sid: Any = func.coalesce(bindparam("sid"), Outbound.provider_sid)  # what is known stays known
    error: Any = func.coalesce(bindparam("why"), Outbound.error)
    moved = update(Outbound).where(Outbound.id == bindparam("outbound"), Outbound.state.in_(behind))
    return moved.values(state=state, updated_at=bindparam("now"), provider_sid=sid, error=error).execution_options(synchronize_session=False)


def advance(session: Session, outbound_id: int, state: str, now: datetime, *, provider_sid: str | None = None, error: str | None = None) -> bool:
    """Move a text forward. False if it is already as far or further: a status never moves backwards."""
    values = {"outbound": outbound_id, "now": now, "sid": provider_sid or None, "why": error[:60] if error else None}
    return bool(session.execute(_advance(state), values).rowcount)  # type: ignore[attr-defined]


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
