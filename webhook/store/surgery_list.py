"""Queries of SEND surgeries and of the wishes to come."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.db import insert_once
from webhook.store.surgeries import Surgery, SurgeryRequest

NEXT = "next"  # the key of a wish to be told of the next date


def list_upcoming(session: Session, today: date, limit: int = 20) -> list[Surgery]:
    """Surgeries from a day on, soonest first, whatever their status: a cancelled one is said to be cancelled."""
    statement = select(Surgery).where(Surgery.date >= today).order_by(Surgery.date, Surgery.start, Surgery.surgery_id)
    return list(session.scalars(statement.limit(limit)))


def keep_wish(session: Session, conversation_id: str, surgery_key: str, now: datetime) -> bool:
    """Remember a wish once; one that was withdrawn lives again. False if it was there already."""
    values = {"conversation_id": conversation_id, "surgery_key": surgery_key, "at": now}
    if insert_once(session, SurgeryRequest, values):
        return True
    wish = session.scalars(select(SurgeryRequest).where(SurgeryRequest.conversation_id == conversation_id, SurgeryRequest.surgery_key == surgery_key)).one()
    if wish.state == "withdrawn":
        wish.state, wish.at = "asked", now
        return True
    return False


def list_waiting(session: Session, before: datetime) -> list[Conversation]:
    """Conversations by SMS that asked until then to be told of the next date and may be texted without being asked again (conduct 3, 13)."""
    nobody_minds = (PhoneNumber.opted_out_at, PhoneNumber.unsafe_at, Conversation.unsafe_at, Conversation.bereaved_at)
    may_be_texted = [column.is_(None) for column in nobody_minds]
    statement = select(Conversation).join(SurgeryRequest, SurgeryRequest.conversation_id == Conversation.id)
    statement = statement.join(PhoneNumber, PhoneNumber.number_hash == Conversation.number_hash)
    wanted = (SurgeryRequest.surgery_key == NEXT, SurgeryRequest.state == "asked", SurgeryRequest.at <= before, Conversation.channel == "sms", Conversation.trial.is_(False))
    return list(session.scalars(statement.where(*wanted, *may_be_texted).order_by(Conversation.id)))


def find_newest_open(session: Session, today: date) -> Surgery | None:
    """The open surgery to come that was imported last, while anybody asked to be told of one."""
    asked = exists().where(SurgeryRequest.surgery_key == NEXT, SurgeryRequest.state == "asked", SurgeryRequest.at <= Surgery.imported_at)
    statement = select(Surgery).where(asked, Surgery.status == "open", Surgery.date >= today)
    return session.scalars(statement.order_by(Surgery.imported_at.desc(), Surgery.date).limit(1)).first()


def drop_wish(session: Session, conversation_id: str, surgery_key: str) -> None:
    """A wish that was fulfilled; the person may wish again."""
    session.execute(delete(SurgeryRequest).where(SurgeryRequest.conversation_id == conversation_id, SurgeryRequest.surgery_key == surgery_key))


def find_surgeries(session: Session) -> dict[str, Surgery]:
    """Every surgery by the council's own id."""
    return {surgery.surgery_id: surgery for surgery in session.scalars(select(Surgery))}
