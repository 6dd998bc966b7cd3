"""Queries of the case import: what is known, what is new, what changed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ScalarSelect, func, insert, or_, select, update
from sqlalchemy.orm import Session

from webhook.store.cases import Case, CaseChange, Contact
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.db import Base, insert_missing
from webhook.store.duty import Alert
from webhook.store.identity import void_codes
from webhook.store.messages import ClockJob
from webhook.store.updates import stop_updates

IMPORT_LOCK = 20_140_906  # any number that no other lock of this database has
PERSONAL = ("child_first_name", "child_last_name", "child_dob", "postcode", "school", "looked_after_by")  # that it changed is kept, the values are not


def wait_for_turn(session: Session) -> None:
    """One import at a time until the transaction ends: two with the same new case would both try to add it. SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(IMPORT_LOCK)))


def find_cases(session: Session, ref_keys: Collection[str]) -> dict[str, Case]:
    """The cases with these references, by the hash of each, held until the import ends: somebody who opts in meanwhile waits for it."""
    statement = select(Case).where(Case.ref_key.in_(ref_keys)).order_by(Case.id).with_for_update(key_share=True)
    return {case.ref_key: case for case in session.scalars(statement)}


def find_open_keys(session: Session) -> set[str]:
    """The hashed references of all open cases."""
    return set(session.scalars(select(Case.ref_key).where(Case.case_status == "open")))


def add_rows(session: Session, table: type[Base], rows: list[dict[str, Any]]) -> None:
    """New rows, written together: one at a time through the session costs three times as long."""
    if rows:
        session.execute(insert(table), rows)


def note_seen(session: Session, case_ids: Collection[int], now: datetime) -> None:
    """These cases came in an extract now, changed or not: the age of what is told about them begins anew."""
    session.execute(update(Case).where(Case.id.in_(case_ids)).values(imported_at=now), execution_options={"synchronize_session": False})


def find_contacts(session: Session, case_ids: Collection[int]) -> dict[tuple[int, str], Contact]:
    """The contacts of these cases, by case and number."""
    return {(contact.case_id, contact.number_hash): contact for contact in session.scalars(select(Contact).where(Contact.case_id.in_(case_ids)))}


def find_live_contacts(session: Session) -> dict[int, int]:
    """Everybody who is on the record of a case at this moment: the case's id by the contact's."""
    return {contact_id: case_id for contact_id, case_id in session.execute(select(Contact.id, Contact.case_id).where(Contact.ended_at.is_(None)))}


def list_open_ids(session: Session) -> set[int]:
    """The ids of all open cases."""
    return set(session.scalars(select(Case.id).where(Case.case_status == "open")))


def end_contacts(session: Session, contact_ids: Collection[int], now: datetime) -> list[str]:
    """These people are on their case's record no more: no code of theirs works, nothing proven with one stays so, no text goes out. The references of their cases.

    The threads are held first, as in `drop_reminders`.
    """
    _hold_threads(session, select(Contact.number_hash).where(Contact.id.in_(contact_ids)).scalar_subquery())
    session.execute(update(Contact).where(Contact.id.in_(contact_ids)).values(ended_at=now))
    void_codes(session, contact_ids, now)
    stop_updates(session, contact_ids, "case", now)
    return list(session.scalars(select(Case.case_ref).join(Contact, Contact.case_id == Case.id).where(Contact.id.in_(contact_ids)).order_by(Contact.id)))


def alert_once(session: Session, kind: str, detail: str, now: datetime) -> None:
    """Tell staff, unless the same is told already and nobody has acted on it."""
    same = select(Alert.id).where(Alert.kind == kind, Alert.detail == detail, Alert.acknowledged_at.is_(None), Alert.trial.is_(False))
    if session.scalar(same.limit(1)) is None:
        session.add(Alert(kind=kind, detail=detail, at=now))


def keep_phones(session: Session, sealed: dict[str, bytes], now: datetime) -> None:
    """Remember the numbers of contacts that are new: sealed numbers by their hash."""
    insert_missing(session, PhoneNumber, [{"number_hash": key, "number_sealed": value, "created_at": now} for key, value in sealed.items()])


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
    threads = _hold_threads(session, numbers)
    whose = Contact.number_hash.in_(numbers) if case.case_status == "deceased" else Contact.case_id == case.id
    people = list(session.scalars(select(Contact.id).where(whose)))
    theirs = or_(ClockJob.contact_id.is_(None), ClockJob.contact_id.in_(people))
    due = (ClockJob.conversation_id.in_(threads), ClockJob.state == "due", ClockJob.kind != "safety_card", theirs)
    session.execute(update(ClockJob).where(*due).values(state="dropped"))
    stop_updates(session, people, "case", now)


def _hold_threads(session: Session, numbers: ScalarSelect[str]) -> list[str]:
    """The conversations of these numbers, held until the transaction ends."""
    return list(session.scalars(select(Conversation.id).where(Conversation.number_hash.in_(numbers)).order_by(Conversation.id).with_for_update()))


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, list):
        value = "; ".join(value)
    return (value.isoformat() if isinstance(value, date) else str(value))[:200]
