"""Queries of the case import: what is known, what is new, what changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from webhook.store.cases import Case, CaseChange, Contact
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.db import insert_once
from webhook.store.messages import ClockJob
from webhook.store.updates import stop_updates

PERSONAL = ("child_first_name", "child_last_name", "child_dob", "postcode", "school", "looked_after_by")  # that it changed is kept, the values are not


def find_cases(session: Session) -> dict[str, Case]:
    """Every case by the hash of its reference, held until the import ends: of two imports at once the second sees what the first changed."""
    return {case.ref_key: case for case in session.scalars(select(Case).order_by(Case.id).with_for_update(key_share=True))}


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


def note_changes(session: Session, case_id: int, changed: dict[str, tuple[Any, Any]], source: str, now: datetime) -> CaseChange | None:
    """One row a field: what "what changed?" is answered from. The last of them; None when nothing that counts has changed."""
    last = None
    for name, (old, new) in changed.items():
        if name in ("source_updated_at", "case_ref"):
            continue
        kind = "set" if old is None else "cleared" if new is None else "changed"
        shown = (None, None) if name in PERSONAL else (_text(old), _text(new))
        last = CaseChange(case_id=case_id, field=name, old=shown[0], new=shown[1], kind=kind, source=source, at=now)
        session.add(last)
    return last


def drop_reminders(session: Session, case: Case, now: datetime) -> None:
    """No automatic message is left for the people of a case that closed; what protects somebody in danger stays (conduct 13).

    After a death that holds for everything to their phones; else texts about another child of theirs go on. The threads are held first, in the
    order every turn takes them, so that a text on its way is either taken back here or has left before.
    """
    numbers = select(Contact.number_hash).where(Contact.case_id == case.id).scalar_subquery()
    held = select(Conversation.id).where(Conversation.number_hash.in_(numbers)).order_by(Conversation.id).with_for_update()
    threads = list(session.scalars(held))
    whose = Contact.number_hash.in_(numbers) if case.case_status == "deceased" else Contact.case_id == case.id
    people = list(session.scalars(select(Contact.id).where(whose)))
    theirs = or_(ClockJob.contact_id.is_(None), ClockJob.contact_id.in_(people))
    due = (ClockJob.conversation_id.in_(threads), ClockJob.state == "due", ClockJob.kind != "safety_card", theirs)
    session.execute(update(ClockJob).where(*due).values(state="dropped"))
    stop_updates(session, people, "case", now)


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, list):
        value = "; ".join(value)
    return (value.isoformat() if isinstance(value, date) else str(value))[:200]
