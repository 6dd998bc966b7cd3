"""Tables a message travels through: inbox, transcript, outbox, and jobs with a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, LargeBinary, String, Text, and_, func, true
from sqlalchemy.orm import Mapped, mapped_column

from webhook.store.db import Base, UtcDateTime


class Inbound(Base):
    """One message taken in. `provider_id` (MessageSid, or conversation:client_id) is unique: that is what "claimed once" means."""

    __tablename__ = "inbound"
    __table_args__ = (Index("ix_inbound_work", "state", "conversation_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    provider_id: Mapped[str] = mapped_column(String(120), unique=True)
    body_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)  # the original, wiped after sealed_minutes
    masked_text: Mapped[str | None] = mapped_column(Text)
    media_count: Mapped[int] = mapped_column(default=0)
    answered_by_twilio: Mapped[str] = mapped_column(String(10), default="")  # its OptOutType: Twilio has replied, we do not
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10), default="received")  # received | waiting (for Rasa) | done
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    lane: Mapped[str | None] = mapped_column(String(20))
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    options: Mapped[list[str]] = mapped_column(JSON, default=list)
    confidence: Mapped[float | None]
    flags: Mapped[list[str]] = mapped_column(JSON, default=list)
    safety: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # verdict once assessed; null: not yet


def readable_by_staff() -> ColumnElement[bool]:
    """Messages that personal data was hidden in, but no answer to the identity check. Never null, so that it can be turned round."""
    return and_(func.coalesce(Inbound.safety["checking"].as_boolean(), true()).is_(False), func.coalesce(Inbound.masked_text, "").contains("["))


class Message(Base):
    """The transcript: what the parent, the bot and staff said, masked. The web widget reads it by id."""

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_conversation", "conversation_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    sender: Mapped[str] = mapped_column(String(6))  # parent | bot | staff | note
    text: Mapped[str] = mapped_column(Text)
    buttons: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    sources: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    kind: Mapped[str] = mapped_column(String(20), default="reply")
    inbound_id: Mapped[int | None] = mapped_column(ForeignKey("inbound.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Outbound(Base):
    """One thing to be said. States only move forward; `dedupe_key` is unique, so nothing is queued twice."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_due", "state", "next_try_at"), Index("ix_outbox_conversation", "conversation_id", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    inbound_id: Mapped[int | None] = mapped_column(ForeignKey("inbound.id"), index=True)
    dedupe_key: Mapped[str] = mapped_column(String(120), unique=True)
    channel: Mapped[str] = mapped_column(String(3))
    kind: Mapped[str] = mapped_column(String(20))  # reply | notice | safety | holding | staff | code | consent | update
    number_hash: Mapped[str | None] = mapped_column(ForeignKey("phone_numbers.number_hash"))
    body_sealed: Mapped[bytes] = mapped_column(LargeBinary)  # codes and dates must not lie in clear, so every body is sealed
    segments: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(10), default="created")  # created | sending | sent | delivered | failed | unknown | cancelled
    provider_sid: Mapped[str | None] = mapped_column(String(64), unique=True)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str | None] = mapped_column(String(60))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ClockJob(Base):
    """Something to do at a time: the row is the truth, the queue only carries its id."""

    __tablename__ = "clock_jobs"
    __table_args__ = (Index("ix_clock_jobs_due", "state", "due_at"), Index("ix_clock_jobs_contact", "contact_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))  # safety_card | case_update | surgery_reminder | surgery_feedback
    dedupe_key: Mapped[str] = mapped_column(String(120), unique=True)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE", name="fk_clock_jobs_contact_id"))  # the one person it is for
    payload: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10), default="due")  # due | done | dropped
