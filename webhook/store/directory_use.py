"""What the use of the directory leaves behind: the search somebody is in, reports that a record is wrong, and what was looked for in vain."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, exists, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from webhook.store.db import Base, UtcDateTime, insert_once
from webhook.store.directory import DirectoryService
from webhook.store.messages import Outbound


class DirectorySearch(Base):
    """The search a conversation is in: what was understood and what was shown, as services/directory/state.py writes it. No words of the message."""

    __tablename__ = "directory_searches"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class DirectoryReport(Base):
    """Somebody says that a record is wrong. Their words are masked; who said it is not kept."""

    __tablename__ = "directory_reports"
    __table_args__ = (Index("ix_directory_reports_open", "closed_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    inbound_id: Mapped[int] = mapped_column(unique=True)  # the message it came with: once a message; the report outlives it
    service_id: Mapped[int] = mapped_column(ForeignKey("directory_services.id", ondelete="CASCADE"), index=True)
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    outcome: Mapped[str | None] = mapped_column(String(20))


class UnmetNeed(Base):
    """A search that found nothing: keys of its filters and the day. No person, no conversation, no words, no place finer than a postcode district."""

    __tablename__ = "unmet_needs"

    id: Mapped[int] = mapped_column(primary_key=True)
    filters: Mapped[list[str]] = mapped_column(JSON)
    channel: Mapped[str] = mapped_column(String(3))
    widened: Mapped[bool] = mapped_column(default=False)  # something was found with one filter less
    day: Mapped[date] = mapped_column(Date, index=True)


def read_search_state(session: Session, conversation_id: str) -> dict[str, Any] | None:
    """The search of a conversation, if it is in one."""
    row = session.get(DirectorySearch, conversation_id)
    return row.state if row else None


def find_search_time(session: Session, conversation_id: str) -> datetime | None:
    """When the search of a conversation last showed something."""
    return session.scalar(select(DirectorySearch.at).where(DirectorySearch.conversation_id == conversation_id))


def keep_search_state(session: Session, conversation_id: str, state: dict[str, Any], now: datetime) -> None:
    """Keep it, in place of the one before."""
    session.merge(DirectorySearch(conversation_id=conversation_id, state=state, at=now))


def keep_report(session: Session, inbound_id: int, service_id: int, words: str, now: datetime) -> bool:
    """Add a report; False if this message brought it already."""
    return insert_once(session, DirectoryReport, {"inbound_id": inbound_id, "service_id": service_id, "words": words, "at": now})


def add_words(session: Session, inbound_id: int, words: str, by: int, now: datetime) -> None:
    """What somebody wrote after they were asked what is wrong, in the message `by`; a report of its own where the first one is closed already."""
    report = session.scalars(select(DirectoryReport).where(DirectoryReport.inbound_id == inbound_id)).first()
    if report is None:
        return
    if report.closed_at is not None:
        keep_report(session, by, report.service_id, words, now)
    elif words not in report.words:
        report.words = f"{report.words}\n{words}".strip()


def list_reports(session: Session, limit: int = 100) -> list[tuple[DirectoryReport, DirectoryService]]:
    """Open reports, oldest first, each with the record it is about."""
    statement = select(DirectoryReport, DirectoryService).join(DirectoryService, DirectoryService.id == DirectoryReport.service_id)
    rows = session.execute(statement.where(DirectoryReport.closed_at.is_(None)).order_by(DirectoryReport.id).limit(limit))
    return [(report, service) for report, service in rows]


def close_report(session: Session, report_id: int, staff_id: int, outcome: str, now: datetime) -> bool:
    """Close a report; False if it is not there or closed already."""
    statement = update(DirectoryReport).where(DirectoryReport.id == report_id, DirectoryReport.closed_at.is_(None))
    return bool(session.execute(statement.values(closed_at=now, closed_by=staff_id, outcome=outcome)).rowcount)  # type: ignore[attr-defined]


def count_unmet(session: Session, since: date, limit: int = 20) -> list[tuple[tuple[str, ...], int, int]]:
    """What was looked for in vain since a day, most often first: the filters, how often, and how often nothing was found with one filter less either."""
    often, never = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for filters, widened in session.execute(select(UnmetNeed.filters, UnmetNeed.widened).where(UnmetNeed.day >= since)):
        often[tuple(filters)] += 1
        never[tuple(filters)] += not widened
    return [(filters, count, never[filters]) for filters, count in sorted(often.items(), key=lambda item: (-item[1], item[0]))[:limit]]


def count_lists_to(session: Session, number_hash: str, now: datetime) -> int:
    """Lists of services texted to a number in the last day."""
    statement = select(func.count()).select_from(Outbound)
    recent = (Outbound.number_hash == number_hash, Outbound.dedupe_key.startswith("list", autoescape=True), Outbound.created_at > now - timedelta(days=1))
    return session.scalar(statement.where(*recent)) or 0


def has_services(session: Session) -> bool:
    """Whether the directory has anything to show."""
    return bool(session.scalar(select(exists().where(DirectoryService.visible))))
