"""Tables of the case extract, its contacts, and the identity check in front of them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webhook.store.db import Base, UtcDateTime


class Case(Base):
    """One row of cases.csv (docs/imports.md). Dates are the council's record; a null hides its clock."""

    __tablename__ = "cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(String(40), unique=True)
    ref_key: Mapped[str] = mapped_column(String(64), unique=True)  # keyed hash of the reference without dashes or case
    case_kind: Mapped[str] = mapped_column(String(3), default="ehc")
    case_status: Mapped[str] = mapped_column(String(10), default="open")
    child_first_name: Mapped[str | None] = mapped_column(String(80))
    child_last_name: Mapped[str | None] = mapped_column(String(80))
    child_dob: Mapped[date | None] = mapped_column(Date)
    postcode: Mapped[str | None] = mapped_column(String(10))
    request_received: Mapped[date | None] = mapped_column(Date)
    request_source: Mapped[str | None] = mapped_column(String(40))
    decision: Mapped[str | None] = mapped_column(String(10))
    decision_date: Mapped[date | None] = mapped_column(Date)
    advice_requested: Mapped[date | None] = mapped_column(Date)
    advice_received: Mapped[date | None] = mapped_column(Date)
    advice_outstanding: Mapped[list[str] | None] = mapped_column(JSON)
    draft_issued: Mapped[date | None] = mapped_column(Date)
    draft_comments_due: Mapped[date | None] = mapped_column(Date)
    school_consulted: Mapped[date | None] = mapped_column(Date)
    no_plan_notice: Mapped[date | None] = mapped_column(Date)
    final_issued: Mapped[date | None] = mapped_column(Date)
    exemption: Mapped[str | None] = mapped_column(String(20))
    exemption_step: Mapped[str | None] = mapped_column(String(20))
    mediation_certificate: Mapped[date | None] = mapped_column(Date)
    appeal_lodged: Mapped[date | None] = mapped_column(Date)
    last_review_meeting: Mapped[date | None] = mapped_column(Date)
    review_decision_sent: Mapped[date | None] = mapped_column(Date)
    amendment_notice_sent: Mapped[date | None] = mapped_column(Date)
    amended_final_issued: Mapped[date | None] = mapped_column(Date)
    phase: Mapped[str | None] = mapped_column(String(20))
    phase_year: Mapped[int | None]
    moved_in_on: Mapped[date | None] = mapped_column(Date)
    looked_after_by: Mapped[str | None] = mapped_column(String(80))
    school: Mapped[str | None] = mapped_column(String(120))
    officer_role: Mapped[str | None] = mapped_column(String(80))
    source_updated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Contact(Base):
    """One person on a case. Their own disclosure and safe-to-text flags, language and needs (conduct 9)."""

    __tablename__ = "contacts"
    __table_args__ = (UniqueConstraint("case_id", "number_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    number_hash: Mapped[str] = mapped_column(ForeignKey("phone_numbers.number_hash"))
    contact_name: Mapped[str | None] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(200))
    relationship: Mapped[str | None] = mapped_column(String(40))
    disclosure: Mapped[bool | None]
    rights_holder: Mapped[bool | None]
    safe_to_text: Mapped[str | None] = mapped_column(String(3))  # yes | no | ask
    language: Mapped[str | None] = mapped_column(String(20))
    needs: Mapped[str | None] = mapped_column(String(200))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the council's list of the case names them no more; null: they are on it


class UpdateChoice(Base):
    """What one contact last said about texts when their case changes or a date is near. No row: never asked. Each contact has their own (conduct 9)."""

    __tablename__ = "update_choices"

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[str] = mapped_column(String(3))  # on | off
    by: Mapped[str] = mapped_column(String(10))  # contact | staff | case (closed, moved or deceased, or they are on it no more) | death (they told us)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class CaseChange(Base):
    """What an import changed on a case: the source of "what changed". Of personal fields only that they changed, never the values."""

    __tablename__ = "case_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    field: Mapped[str] = mapped_column(String(40))
    old: Mapped[str | None] = mapped_column(String(200))
    new: Mapped[str | None] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10), default="changed", server_default="changed")  # set (was unknown) | changed | cleared
    source: Mapped[str | None] = mapped_column(String(120))  # the import: name of the file and the first digits of its sha256
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class IdentityCheck(Base):
    """Where a conversation is in proving who is asking. Rasa's slots are never trusted; this row is (design 5)."""

    __tablename__ = "identity_checks"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    requested: Mapped[str | None] = mapped_column(String(10))  # case_ref | child_dob | code | null
    ref_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    dob_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    failures: Mapped[int] = mapped_column(default=0)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"))
    verified_case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id", ondelete="SET NULL"))
    verified_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class IdentityCode(Base):
    """A one-time code: keyed hash only, ten minutes, one use, bound to conversation and case, tries counted here."""

    __tablename__ = "identity_codes"
    __table_args__ = (Index("ix_identity_codes_conversation", "conversation_id", "expires_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class IdentityLock(Base):
    """A conversation (and number) that tried a reference wrongly too often, until when. Never locks the phone on the record."""

    __tablename__ = "identity_locks"
    __table_args__ = (UniqueConstraint("who", "ref_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(String(80))  # conversation id or number hash
    ref_key: Mapped[str] = mapped_column(String(64))
    tries: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
