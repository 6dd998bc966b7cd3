"""Tables of the directory of services: what an import brings, ready to be searched and published. Nothing personal."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, Date, Double, ForeignKey, Index, Integer, String, Text, Time
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from webhook.store.db import Base, UtcDateTime


class DirectoryService(Base):
    """One service. Ages are years, both included; None is unknown throughout, and unknown never counts as no."""

    __tablename__ = "directory_services"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(String(80))  # as the publisher writes it
    public_id: Mapped[str] = mapped_column(String(36), unique=True)  # a UUID: theirs or made from theirs (directory/record.py); what an import knows a record by
    source: Mapped[str] = mapped_column(String(40), index=True)
    sample: Mapped[bool] = mapped_column(default=False)
    visible: Mapped[bool] = mapped_column(default=True, index=True)  # False: withdrawn, inactive or defunct
    fingerprint: Mapped[str] = mapped_column(String(64))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    name: Mapped[str] = mapped_column(String(300))
    organisation: Mapped[str | None] = mapped_column(String(300))
    age_from: Mapped[float | None] = mapped_column(Double)
    age_to: Mapped[float | None] = mapped_column(Double)
    cost: Mapped[str | None] = mapped_column(String(10))  # free | paid
    referral: Mapped[bool | None]  # whether one is needed
    learning_disability: Mapped[bool | None]  # whether one is needed
    checked_on: Mapped[date | None] = mapped_column(Date)
    record: Mapped[dict[str, Any]] = mapped_column(JSON)  # all that is known, as directory/record.py has it


class DirectoryTag(Base):
    """One word of our own vocabulary that fits a service: a need, a kind of service, a language, an access."""

    __tablename__ = "directory_tags"
    __table_args__ = (Index("ix_directory_tags_value", "kind", "value", "service_id"),)

    service_id: Mapped[int] = mapped_column(ForeignKey("directory_services.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)  # need | kind | language | access
    value: Mapped[str] = mapped_column(String(40), primary_key=True)


class DirectoryLocation(Base):
    """A place where a service is given. Degrees are WGS84; without them the place cannot be measured."""

    __tablename__ = "directory_locations"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("directory_services.id", ondelete="CASCADE"), index=True)
    sector: Mapped[str | None] = mapped_column(String(8))
    latitude: Mapped[float | None] = mapped_column(Double, index=True)
    longitude: Mapped[float | None] = mapped_column(Double)


class DirectorySession(Base):
    """A time in the week. Monday is 0; times are local."""

    __tablename__ = "directory_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("directory_services.id", ondelete="CASCADE"), index=True)
    weekday: Mapped[int]
    opens: Mapped[time | None] = mapped_column(Time)
    closes: Mapped[time | None] = mapped_column(Time)


class DirectoryText(Base):
    """The text that is searched. PostgreSQL searches `document`; SQLite an FTS5 index of the same fields (directory_text)."""

    __tablename__ = "directory_texts"
    __table_args__ = (Index("ix_directory_texts_document", "document", postgresql_using="gin"),)  # on SQLite the column stays empty

    service_id: Mapped[int] = mapped_column(ForeignKey("directory_services.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    keywords: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    document: Mapped[Any | None] = mapped_column(Text().with_variant(TSVECTOR(), "postgresql"))


class DirectoryWord(Base):
    """Every word of the visible services and how many of them have it: what a misspelt word is compared with."""

    __tablename__ = "directory_words"

    word: Mapped[str] = mapped_column(String(60), primary_key=True)
    services: Mapped[int] = mapped_column(Integer)


class DirectorySource(Base):
    """A feed that is fetched by itself: when it is due, and how the last run went."""

    __tablename__ = "directory_sources"

    source: Mapped[str] = mapped_column(String(40), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(20), default="due")  # due | done | stopped (a person decides) | failed
    summary: Mapped[str | None] = mapped_column(Text)
