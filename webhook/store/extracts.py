"""Table and queries of the runs of the case import: what came, from whom, and what it did."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, LargeBinary, String, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from webhook.store.cases import Case
from webhook.store.db import Base, UtcDateTime
from webhook.store.duty import Staff


class CaseImport(Base):
    """One extract. The files stay here, sealed, only while somebody has to confirm what was shown to them."""

    __tablename__ = "case_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    via: Mapped[str] = mapped_column(String(10))  # page | folder | command
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    names: Mapped[list[str]] = mapped_column(JSON)  # of the files: cases, contacts; "" for none
    as_of: Mapped[date | None] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(10))  # checked | written | dropped | failed
    reports: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # counts, and rejected rows with reasons; no values
    cases_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    contacts_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


def claim_import(session: Session, import_id: int, state: str, now: datetime) -> bool:
    """Whether this call ended the waiting of an extract: of two at once, one does. Its files are gone with it."""
    waiting = update(CaseImport).where(CaseImport.id == import_id, CaseImport.state == "checked")
    return bool(session.execute(waiting.values(state=state, at=now, cases_sealed=None, contacts_sealed=None)).rowcount)  # type: ignore[attr-defined]


def list_imports(session: Session, limit: int) -> list[tuple[CaseImport, str | None]]:
    """The last extracts that were taken in or failed, newest first, each with who brought it."""
    statement = select(CaseImport, Staff.name).outerjoin(Staff, Staff.id == CaseImport.staff_id).where(CaseImport.state.in_(("written", "failed")))
    return [(row, name) for row, name in session.execute(statement.order_by(CaseImport.at.desc(), CaseImport.id.desc()).limit(limit)).all()]


def wipe_waiting(session: Session, before: datetime) -> int:
    """Forget the files that nobody confirmed since then; rows wiped."""
    stale = update(CaseImport).where(CaseImport.state == "checked", CaseImport.at < before)
    return int(session.execute(stale.values(state="dropped", cases_sealed=None, contacts_sealed=None)).rowcount)  # type: ignore[attr-defined]


def newest_record(session: Session) -> datetime | None:
    """The day of the newest case on record, as its source or the import says."""
    return session.scalar(select(func.max(func.coalesce(Case.source_updated_at, Case.imported_at, type_=UtcDateTime()), type_=UtcDateTime())))
