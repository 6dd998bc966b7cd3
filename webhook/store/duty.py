"""Tables of the duty line: staff, alerts, handovers and the audit of each step."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webhook.store.db import Base, UtcDateTime


class Staff(Base):
    """A person who may sign in to the console."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(20))  # officer | editor | manager
    password_hash: Mapped[str] = mapped_column(String(200))
    totp_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    totp_last_used: Mapped[int] = mapped_column(default=0)  # 30-second step of the last code taken: a code works once
    failed_logins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    active: Mapped[bool] = mapped_column(default=True)
    session_epoch: Mapped[int] = mapped_column(default=1)  # raising it signs every session out
    last_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Alert(Base):
    """Something staff must see at once. Open until somebody signed in acknowledges it."""

    __tablename__ = "alerts"
    __table_args__ = (UniqueConstraint("inbound_id", "kind"), Index("ix_alerts_open", "acknowledged_at", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    # crisis | concern | bereavement | help_word | opted_out_danger | rasa_down | rasa_back | not_me | may_mean_booking | sms_unknown | import_failed | surgery_*
    kind: Mapped[str] = mapped_column(String(30))
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id"), index=True)
    inbound_id: Mapped[int | None] = mapped_column(ForeignKey("inbound.id"))
    topic: Mapped[str | None] = mapped_column(String(60))
    detail: Mapped[str] = mapped_column(Text, default="")  # masked
    original_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # open to officers at once; wiped after alert_original_days
    trial: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    acknowledged_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class Handover(Base):
    """A request for a person, from the asking to the handing back. At most one is open in a conversation."""

    __tablename__ = "handovers"
    __table_args__ = (Index("ix_handovers_queue", "state", "urgent", "requested_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # person | callback | pass | update_details | surgery_book | identity | waiting (Rasa down)
    state: Mapped[str] = mapped_column(String(10), default="waiting")  # waiting | claimed | closed
    summary: Mapped[str] = mapped_column(Text)  # what was passed on, in the parent's words, masked
    callback_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    preferred_time: Mapped[str] = mapped_column(String(120), default="")
    access_needs: Mapped[str] = mapped_column(Text, default="")  # "text only, don't ring", BSL, large print, language…
    urgent: Mapped[bool] = mapped_column(default=False)
    in_hours: Mapped[bool | None]  # null: hours are not set
    trial: Mapped[bool] = mapped_column(default=False)
    requested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(String(40), default="")


class Audit(Base):
    """Who did what to what, when: one row for every staff action. Never changed."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80))
    detail: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
