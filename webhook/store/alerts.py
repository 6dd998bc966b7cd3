"""Queries of alerts that the message path itself needs; the console's are in duty_queries."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from webhook.store.duty import Alert
from webhook.store.messages import Outbound


def has_open_alert(session: Session, kind: str, *, trial: bool) -> bool:
    """Whether an alert of that kind is open anywhere: one outage is told once."""
    return bool(session.scalar(select(exists().where(Alert.kind == kind, Alert.acknowledged_at.is_(None), Alert.trial == trial))))


def had_danger_since(session: Session, conversation_ids: Collection[str], since: datetime) -> bool:
    """Whether somebody may have been in danger in one of these conversations since then."""
    danger = Alert.kind.in_(("crisis", "concern", "opted_out_danger"))
    return bool(session.scalar(select(exists().where(Alert.conversation_id.in_(conversation_ids), danger, Alert.at > since))))


def told_since(session: Session, kind: str, detail: str, since: datetime, *, trial: bool) -> bool:
    """Whether staff were told of the same since then, acknowledged or not."""
    return bool(session.scalar(select(exists().where(Alert.kind == kind, Alert.detail == detail, Alert.at > since, Alert.trial == trial))))


def close_alerts_of_kind(session: Session, kind: str, now: datetime, *, trial: bool) -> datetime | None:
    """What they were about is over. Since when the first of them was open; None where none was."""
    is_open = (Alert.kind == kind, Alert.acknowledged_at.is_(None), Alert.trial == trial)
    since = session.scalar(select(func.min(Alert.at)).where(*is_open))
    if since is not None:
        session.execute(update(Alert).where(*is_open).values(acknowledged_at=now))
    return since


def close_unknown_alerts(session: Session, conversation_id: str, now: datetime) -> None:
    """Twilio told how the text went after all: nothing is left to look at, unless another text of the conversation is unknown."""
    unknown = exists().where(Outbound.conversation_id == conversation_id, Outbound.state == "unknown")
    open_ones = update(Alert).where(Alert.kind == "sms_unknown", Alert.conversation_id == conversation_id, Alert.acknowledged_at.is_(None), ~unknown)
    session.execute(open_ones.values(acknowledged_at=now))
