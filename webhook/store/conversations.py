"""Tables of who talks to us and on which channel: phone numbers, conversations, the opt-out ledger, sealed values."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webhook.store.db import Base, UtcDateTime


class PhoneNumber(Base):
    """A phone that has texted us or is on a case record: known by keyed hash, its digits sealed. Opt-out is by number."""

    __tablename__ = "phone_numbers"

    number_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    number_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    opted_out_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    unsafe_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_notice_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Conversation(Base):
    """One thread with one person on one channel. By SMS the number is the thread; on the web a token is."""

    __tablename__ = "conversations"
    __table_args__ = (Index("ix_conversations_number", "number_hash"), Index("ix_conversations_lease", "lease_until"))

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    channel: Mapped[str] = mapped_column(String(3))  # web | sms
    number_hash: Mapped[str | None] = mapped_column(ForeignKey("phone_numbers.number_hash"))
    token_hash: Mapped[str | None] = mapped_column(String(64))
    trial: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    language: Mapped[str] = mapped_column(String(8), default="en")
    unsafe_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # domestic abuse was disclosed here (conduct 3)
    cleared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # "Clear chat": earlier messages are not shown again
    bereaved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    segment: Mapped[int] = mapped_column(default=1)  # Rasa's sender id is <id>.<segment>
    segment_turns: Mapped[int] = mapped_column(default=0)
    form: Mapped[str | None] = mapped_column(String(40))  # the form Rasa has open, if any
    last_topic: Mapped[str | None] = mapped_column(String(60))  # of an answer; case_status where a case was shown
    options: Mapped[list[str]] = mapped_column(JSON, default=list)  # topics offered in the last reply
    unsure_count: Mapped[int] = mapped_column(default=0)
    # what our last text asked for: callback | safe_to_text | language:<step> | interpreter[:<language>] | search[:<step>] | book:<step> | offer:<id> | rate:<id>
    awaiting: Mapped[str | None] = mapped_column(String(40))
    asked_before: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))  # questions that one of our own texts came between (own_questions)
    said_once: Mapped[list[str]] = mapped_column(JSON, default=list)  # notices given once a conversation
    ladder: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # problem, tried steps and facts (keys) behind the last step shown

    held_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    held_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_owner: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


# Nothing is open any more: no question of ours waits for its answer, and Rasa begins anew.
NOTHING_OPEN: dict[str, Any] = {"form": None, "awaiting": None, "options": [], "unsure_count": 0, "segment": Conversation.segment + 1, "segment_turns": 0}


class ConsentEvent(Base):
    """The STOP/START/HELP ledger: what a number asked, when, and by which message. Never changed, only added to."""

    __tablename__ = "consent_events"
    __table_args__ = (UniqueConstraint("inbound_id", "event"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number_hash: Mapped[str] = mapped_column(ForeignKey("phone_numbers.number_hash"), index=True)
    event: Mapped[str] = mapped_column(String(10))  # stop | start | help | refused (Twilio's 21610) | posted_on | posted_off (texts about a case)
    source: Mapped[str] = mapped_column(String(20))  # keyword | sentence | twilio | staff; of posted_…: web | sms | staff
    inbound_id: Mapped[int | None] = mapped_column(ForeignKey("inbound.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class SealedValue(Base):
    """A reference, date, code, phone or postcode somebody wrote: encrypted, short-lived, never shown to Rasa or logs."""

    __tablename__ = "sealed_values"
    __table_args__ = (Index("ix_sealed_values_conversation", "conversation_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    inbound_id: Mapped[int] = mapped_column(ForeignKey("inbound.id"))
    kind: Mapped[str] = mapped_column(String(20))  # case_ref | date | code | phone | postcode | email | nhs_number | ni_number | upn
    value_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class FirstResult(Base):
    """The first answer given to a writing /api call, by its Idempotency-Key: a retry gets this, and does nothing."""

    __tablename__ = "first_results"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    result: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
