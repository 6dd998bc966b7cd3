"""Tables of booking a SEND surgery: places taken or kept for somebody, the waiting list, and a booking that is being made.

A place is a seat of a slot. Two unique indexes over live rows hold the promises whatever runs at once: a seat has one family, a person one place at a
surgery. A trial's rows stand apart, so that `make ask` takes nobody's place.
"""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import Date, ForeignKey, Index, LargeBinary, String, Text, Time, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webhook.store.db import Base, UtcDateTime

LIVE_STATES = ("booked", "offered")
LIVE = text("state IN ('booked', 'offered')")


class SurgeryBooking(Base):
    """A place at a surgery. `day`, `slot` (its start, local) and `venue` are as they were told to the person; an import that changes them is noticed by that."""

    __tablename__ = "surgery_bookings"
    __table_args__ = (
        Index("uq_surgery_bookings_seat", "surgery_id", "day", "slot", "seat", "trial", unique=True, sqlite_where=LIVE, postgresql_where=LIVE),
        Index("uq_surgery_bookings_person", "surgery_id", "person_key", "trial", unique=True, sqlite_where=LIVE, postgresql_where=LIVE),
        Index("ix_surgery_bookings_state", "state", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    surgery_id: Mapped[int] = mapped_column(ForeignKey("surgeries.id"))
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    person_key: Mapped[str] = mapped_column(String(64))  # the number's hash; on the web the conversation's id
    contact_hash: Mapped[str | None] = mapped_column(String(64), index=True)  # the number somebody on the web gave for reminders; it may speak for the place too
    trial: Mapped[bool] = mapped_column(default=False)
    day: Mapped[date] = mapped_column(Date)
    slot: Mapped[time] = mapped_column(Time)
    venue: Mapped[str] = mapped_column(String(120))
    seat: Mapped[int]  # 0 up to the surgery's capacity
    state: Mapped[str] = mapped_column(String(10), default="booked")  # booked | offered | declined | lapsed | given_up | moved | attended | missed
    first_name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    needs_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    about: Mapped[str] = mapped_column(Text, default="")  # what they want to talk about, masked, or the topic they last asked about: on staff screens only
    offer_until: Mapped[datetime | None] = mapped_column(UtcDateTime)  # of a place that is moved: until when one is kept on the new day
    rating: Mapped[int | None]  # 1 good | 2 all right | 3 not good
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_day: Mapped[date | None] = mapped_column(Date)  # of a place that is moved: the new day they were told of and have not answered


class SurgeryWait(Base):
    """Somebody on the waiting list of a surgery. One row a person and surgery for ever, so that nobody is offered a place twice."""

    __tablename__ = "surgery_waits"
    __table_args__ = (UniqueConstraint("surgery_id", "person_key", "trial"), Index("ix_surgery_waits_state", "state", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    surgery_id: Mapped[int] = mapped_column(ForeignKey("surgeries.id"))
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    person_key: Mapped[str] = mapped_column(String(64))
    trial: Mapped[bool] = mapped_column(default=False)
    day: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(10), default="waiting")  # waiting | offered | taken | declined | lapsed | skipped | left | moved
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class BookingDraft(Base):
    """How far a conversation is in booking. Asked on only while the conversation awaits it, so that what interrupts it ends it."""

    __tablename__ = "booking_drafts"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    state_sealed: Mapped[bytes] = mapped_column(LargeBinary)  # a name and needs are in it
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
