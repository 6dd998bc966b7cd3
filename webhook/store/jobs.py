"""Queries of jobs that have a time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webhook.store.messages import ClockJob


def find_due_jobs(session: Session, now: datetime, *, kind: str, limit: int = 100) -> list[ClockJob]:
    """Jobs of one kind whose time has come, oldest first."""
    return list(session.scalars(select(ClockJob).where(ClockJob.kind == kind, ClockJob.state == "due", ClockJob.due_at <= now).order_by(ClockJob.due_at).limit(limit)))
