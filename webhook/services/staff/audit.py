"""The one way a staff step is written down: in the same transaction as the step, so that neither exists without the other."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.store.duty import Audit
from webhook.store.duty_queries import has_audit


def record_audit(session: Session, staff_id: int | None, action: str, subject: str, now: datetime, detail: str = "") -> None:
    """Add a row: who did what to what. Never words a parent wrote, never a number."""
    session.add(Audit(staff_id=staff_id, action=action[:40], subject=subject[:80], detail=detail, at=now))


def note_once(parts: Parts, staff_id: int, action: str, subjects: list[str]) -> None:
    """Add a row for each subject the first time a person does this to it. Pages look again every two seconds, so what is known costs no write."""
    with parts.db.reading() as session:
        new = [subject for subject in subjects if not has_audit(session, staff_id, action, subject)]
    if not new:
        return
    now = parts.clock.now()
    with parts.db.writing() as session:
        for subject in new:
            record_audit(session, staff_id, action, subject, now)
