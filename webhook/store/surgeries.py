"""Tables of SEND surgeries and the wishes to attend them."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import JSON, Date, ForeignKey, String, Time, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webhook.store.db import Base, UtcDateTime

Day = date  # a name of its own, as `date` is a column


class Surgery(Base):
    """One SEND surgery, from surgeries.csv. Times are local (Europe/London)."""

    __tablename__ = "surgeries"

    id: Mapped[int] = mapped_column(primary_key=True)
    surgery_id: Mapped[str] = mapped_column(String(40), unique=True)
    date: Mapped[date] = mapped_column(Date, index=True)
    start: Mapped[time | None] = mapped_column(Time)
    end: Mapped[time | None] = mapped_column(Time)
    venue: Mapped[str] = mapped_column(String(120))
    address: Mapped[str | None] = mapped_column(String(200))
    postcode: Mapped[str | None] = mapped_column(String(10))
    access: Mapped[list[str] | None] = mapped_column(JSON)
    languages: Mapped[list[str] | None] = mapped_column(JSON)
    capacity: Mapped[int | None]  # families a slot
    slot_minutes: Mapped[int | None]
    status: Mapped[str] = mapped_column(String(10), default="open")  # open | full | cancelled | moved (its new day is not known)
    moved_from: Mapped[Day | None] = mapped_column(Date)  # the day it was to be, where a file said "moved" with another one; its places on the new day are booked
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SurgeryRequest(Base):
    """A person's wish to come to a surgery, or to hear when there is a date. One live wish per conversation and surgery."""

    __tablename__ = "surgery_requests"
    __table_args__ = (UniqueConstraint("conversation_id", "surgery_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    surgery_key: Mapped[str] = mapped_column(String(40))  # surgery_id, or "next" for "text me when there is one"
    state: Mapped[str] = mapped_column(String(10), default="asked")  # asked | booked | withdrawn
    at: Mapped[datetime] = mapped_column(UtcDateTime)
