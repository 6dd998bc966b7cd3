"""Queries of the case import: what is known, what is new, what changed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from webhook.store.cases import Case, CaseChange, Contact
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.db import Base, insert_missing
from webhook.store.messages import ClockJob

IMPORT_LOCK = 20_140_906  # any number that no other lock of this database has
PERSONAL = ("child_first_name", "child_last_name", "child_dob", "postcode", "school", "looked_after_by")  # that it changed is kept, the values are not


def wait_for_turn(session: Session) -> None:
    """One import at a time until the transaction ends: two with the same new case would both try to add it. SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(IMPORT_LOCK)))


def find_cases(session: Session, ref_keys: Collection[str]) -> dict[str, Case]:
    """The cases with these references, by the hash of each."""
    return {case.ref_key: case for case in session.scalars(select(Case).where(Case.ref_key.in_(ref_keys)))}


def add_rows(session: Session, table: type[Base], rows: list[dict[str, Any]]) -> None:
    """New rows, written together: one at a time through the session costs three times as long."""
    if rows:
        session.execute(insert(table), rows)


def count_open(session: Session) -> int:
    """Open cases on record."""
    return session.scalar(select(func.count()).where(Case.case_status == "open")) or 0


def note_seen(session: Session, case_ids: Collection[int], now: datetime) -> None:
    """These cases came in an extract now, changed or not: the age of what is told about them begins anew."""
    session.execute(update(Case).where(Case.id.in_(case_ids)).values(imported_at=now), execution_options={"synchronize_session": False})


def find_contacts(session: Session, case_ids: Collection[int]) -> dict[tuple[int, str], Contact]:
    """The contacts of these cases, by case and number."""
    return {(contact.case_id, contact.number_hash): contact for contact in session.scalars(select(Contact).where(Contact.case_id.in_(case_ids)))}


def keep_phones(session: Session, sealed: dict[str, bytes], now: datetime) -> None:
    """Remember the numbers of contacts that are new: sealed numbers by their hash."""
    insert_missing(session, PhoneNumber, [{"number_hash": key, "number_sealed": value, "created_at": now} for key, value in sealed.items()])


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
