"""Queries of texts about a case: what each contact chose, what is due for whom, and taking it all back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webhook.store.cases import Contact, IdentityCheck, UpdateChoice
from webhook.store.conversations import Conversation
from webhook.store.db import insert_once
from webhook.store.messages import ClockJob, Outbound

UPDATE = "case_update"  # kind of the job


def find_choice(session: Session, contact_id: int) -> UpdateChoice | None:
    """What a contact last said, freshly read."""
    return session.get(UpdateChoice, contact_id, populate_existing=True)


def keep_choice(session: Session, contact_id: int, state: str, by: str, now: datetime) -> None:
    """Remember what was said last."""
    values = {"state": state, "by": by, "at": now}
    if not insert_once(session, UpdateChoice, {"contact_id": contact_id, **values}):
        session.execute(update(UpdateChoice).where(UpdateChoice.contact_id == contact_id).values(**values))


def list_contacts_of(session: Session, conversation: Conversation) -> list[Contact]:
    """The contacts who write in a conversation: by SMS those with its number, on the web the one who proved it there."""
    if conversation.number_hash is not None:
        return list(session.scalars(select(Contact).where(Contact.number_hash == conversation.number_hash, Contact.ended_at.is_(None)).order_by(Contact.id)))
    check = session.get(IdentityCheck, conversation.id)
    contact = session.get(Contact, check.contact_id) if check and check.contact_id else None
    return [contact] if contact else []


def list_choices(session: Session, contact_ids: Collection[int]) -> list[UpdateChoice]:
    """What these contacts said, where they were asked."""
    return list(session.scalars(select(UpdateChoice).where(UpdateChoice.contact_id.in_(contact_ids)).order_by(UpdateChoice.contact_id)))


def find_followed(session: Session) -> set[int]:
    """The cases that some contact wants texts about."""
    return set(session.scalars(select(Contact.case_id).join(UpdateChoice, UpdateChoice.contact_id == Contact.id).where(UpdateChoice.state == "on")))


def list_updated(session: Session, case_id: int) -> list[Contact]:
    """The contacts of a case who want texts about it."""
    statement = select(Contact).join(UpdateChoice, UpdateChoice.contact_id == Contact.id).where(Contact.case_id == case_id, UpdateChoice.state == "on")
    return list(session.scalars(statement.order_by(Contact.id)))


def plan_job(session: Session, values: dict[str, Any]) -> bool:
    """A job, once for its key. One that was dropped is due again; one that is done stays done. Whether it is new or due again."""
    if insert_once(session, ClockJob, {"kind": UPDATE, **values}):
        return True
    again = update(ClockJob).where(ClockJob.dedupe_key == values["dedupe_key"], ClockJob.state == "dropped")
    return bool(session.execute(again.values(state="due", due_at=values["due_at"])).rowcount)  # type: ignore[attr-defined]


def has_due(session: Session, contact_id: int, prefix: str) -> bool:
    """Whether a contact has a job due whose key begins so."""
    statement = select(ClockJob.id).where(ClockJob.contact_id == contact_id, ClockJob.state == "due", ClockJob.dedupe_key.startswith(prefix, autoescape=True))
    return session.scalar(statement.limit(1)) is not None


def stop_updates(session: Session, contact_ids: Collection[int], by: str, now: datetime) -> int:
    """Nothing more goes to these contacts: choices off, jobs dropped, texts that have not left taken back. How many choices were on."""
    theirs = ClockJob.contact_id.in_(contact_ids)
    session.execute(update(ClockJob).where(theirs, ClockJob.state == "due").values(state="dropped"))
    keys = select(ClockJob.dedupe_key).where(theirs).scalar_subquery()
    session.execute(update(Outbound).where(Outbound.dedupe_key.in_(keys), Outbound.state == "created").values(state="cancelled", updated_at=now))
    off = update(UpdateChoice).where(UpdateChoice.contact_id.in_(contact_ids), UpdateChoice.state == "on")
    return int(session.execute(off.values(state="off", by=by, at=now)).rowcount)  # type: ignore[attr-defined]


def last_update_sent(session: Session, conversation_id: str, since: datetime) -> Outbound | None:
    """The newest text about a case that went to a conversation since a moment."""
    statement = select(Outbound).where(Outbound.conversation_id == conversation_id, Outbound.kind == "update", Outbound.created_at >= since)
    return session.scalars(statement.order_by(Outbound.id.desc()).limit(1)).first()
