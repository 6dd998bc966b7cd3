"""Queries of the case import: what is known, what is new, what changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webhook.store.cases import Case, CaseChange, Contact
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.db import insert_once
from webhook.store.messages import ClockJob

PERSONAL = ("child_first_name", "child_last_name", "child_dob", "postcode", "school", "looked_after_by")  # that it changed is kept, the values are not


def find_cases(session: Session) -> dict[str, Case]:
    """Every case by the hash of its reference."""
    return {case.ref_key: case for case in session.scalars(select(Case))}


def find_contacts(session: Session) -> dict[tuple[int, str], Contact]:
    """Every contact by case and number."""
    return {(contact.case_id, contact.number_hash): contact for contact in session.scalars(select(Contact))}


def add_case(session: Session, values: dict[str, Any]) -> Case:
    """A new case."""
    case = Case(**values)
    session.add(case)
    session.flush()
    return case


def keep_phone(session: Session, number_hash: str, number_sealed: bytes, now: datetime) -> None:
    """Remember the number of a contact, sealed, if it is new."""
    insert_once(session, PhoneNumber, {"number_hash": number_hash, "number_sealed": number_sealed, "created_at": now})


def note_changes(session: Session, case_id: int, changed: dict[str, tuple[Any, Any]], now: datetime) -> None:
    """One row a field: what "what changed?" is answered from."""
    for name, (old, new) in changed.items():
        if name in ("source_updated_at", "case_ref"):
            continue
        shown = (None, None) if name in PERSONAL else (_text(old), _text(new))
        session.add(CaseChange(case_id=case_id, field=name, old=shown[0], new=shown[1], at=now))


def drop_reminders(session: Session, case_id: int) -> None:
    """No automatic message is left for the people of a case; what protects somebody in danger stays (conduct 13)."""
    numbers = select(Contact.number_hash).where(Contact.case_id == case_id).scalar_subquery()
    conversations = select(Conversation.id).where(Conversation.number_hash.in_(numbers)).scalar_subquery()
    due = (ClockJob.conversation_id.in_(conversations), ClockJob.state == "due", ClockJob.kind != "safety_card")
    session.execute(update(ClockJob).where(*due).values(state="dropped"))


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, list):
        value = "; ".join(value)
    return (value.isoformat() if isinstance(value, date) else str(value))[:200]
