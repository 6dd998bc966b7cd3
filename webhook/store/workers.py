"""Which worker processes live: each renews a row of its own, on whatever machine it is, and the web process looks whether one is fresh."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import String, delete, func, select, type_coerce
from sqlalchemy.orm import Mapped, Session, mapped_column

from webhook.store.db import Base, UtcDateTime

_NOW = type_coerce(func.current_timestamp(), UtcDateTime)  # the database's clock for all, so that two machines need not agree on the time


class Worker(Base):
    """One worker process, from when it can work to its end."""

    __tablename__ = "workers"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


def renew_worker(session: Session, worker_id: str) -> None:
    """It lives now."""
    session.merge(Worker(id=worker_id, seen_at=session.scalar(select(_NOW))))


def end_worker(session: Session, worker_id: str) -> None:
    """It has ended, and says so itself; one that was killed is only no longer fresh."""
    session.execute(delete(Worker).where(Worker.id == worker_id))


def has_worker(session: Session, fresh: timedelta) -> bool:
    """Whether one was seen so lately. A row ahead of the database's clock counts for nothing."""
    return any(timedelta() <= now - seen <= fresh for now, seen in session.execute(select(_NOW, Worker.seen_at)))
