"""What an import writes: services with all that hangs on them, what is hidden, and the list of words. One caller, one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from webhook.store.db import Base
from webhook.store.directory import DirectoryLocation, DirectoryService, DirectorySession, DirectorySource, DirectoryTag, DirectoryText, DirectoryWord
from webhook.store.directory_text import index_texts, is_sqlite, unindex_texts

BATCH = 400  # rows a statement; SQLite allows few thousand values at once
CHILDREN: tuple[type[Base], ...] = (DirectoryTag, DirectoryLocation, DirectorySession, DirectoryText)


@dataclass(frozen=True)
class Known:
    """What is stored of a service already, as far as an import must know."""

    id: int
    source: str
    sample: bool
    visible: bool
    fingerprint: str


@dataclass
class Prepared:
    """A service ready to be written: columns of DirectoryService, and rows of its tables without service_id."""

    service: dict[str, Any]
    tags: set[tuple[str, str]] = field(default_factory=set)
    locations: list[dict[str, Any]] = field(default_factory=list)
    sessions: list[dict[str, Any]] = field(default_factory=list)
    text: dict[str, str] = field(default_factory=dict)


def find_known(session: Session) -> dict[str, Known]:
    """Every stored service by its public id."""
    columns = (DirectoryService.public_id, DirectoryService.id, DirectoryService.source, DirectoryService.sample, DirectoryService.visible, DirectoryService.fingerprint)
    return {row[0]: Known(*row[1:]) for row in session.execute(select(*columns))}


def write_services(session: Session, services: Sequence[Prepared], known: dict[str, Known]) -> None:
    """Insert the new ones and replace the others, with everything that hangs on them."""
    for batch in _batches(services):
        old = {known[one.service["public_id"]].id for one in batch if one.service["public_id"] in known}
        _clear_children(session, old)
        fresh = [one for one in batch if one.service["public_id"] not in known]
        if fresh:
            session.execute(insert(DirectoryService), [one.service for one in fresh])
        if old:
            session.execute(update(DirectoryService), [{"id": known[one.service["public_id"]].id, **one.service} for one in batch if one.service["public_id"] in known])
        names = [one.service["public_id"] for one in batch]
        ids = {row[0]: row[1] for row in session.execute(select(DirectoryService.public_id, DirectoryService.id).where(DirectoryService.public_id.in_(names)))}
        _write_children(session, batch, ids)


def _clear_children(session: Session, ids: Collection[int]) -> None:
    if not ids:
        return
    unindex_texts(session, ids)
    for table in CHILDREN:
        session.execute(delete(table).where(table.service_id.in_(ids)))  # type: ignore[attr-defined]


def _write_children(session: Session, batch: Sequence[Prepared], ids: dict[str, int]) -> None:
    rows: dict[type[Base], list[dict[str, Any]]] = {table: [] for table in CHILDREN}
    for one in batch:
        service_id = ids[one.service["public_id"]]
        rows[DirectoryTag] += [{"service_id": service_id, "kind": kind, "value": value} for kind, value in sorted(one.tags)]
        rows[DirectoryLocation] += [{"service_id": service_id, **place} for place in one.locations]
        rows[DirectorySession] += [{"service_id": service_id, **time} for time in one.sessions]
        rows[DirectoryText] += [{"service_id": service_id, **one.text}] if one.service["visible"] else []
    for table, values in rows.items():
        if values:
            session.execute(insert(table), values)
    index_texts(session, rows[DirectoryText])


def hide_services(session: Session, ids: Collection[int], now: datetime) -> None:
    """Withdrawn services stay stored; they are neither shown nor found. Without a fingerprint, one that comes back is written anew."""
    for batch in _batches(sorted(ids)):
        unindex_texts(session, batch)
        session.execute(delete(DirectoryText).where(DirectoryText.service_id.in_(batch)))
        session.execute(update(DirectoryService).where(DirectoryService.id.in_(batch)).values(visible=False, fingerprint="", changed_at=now))


def keep_words(session: Session, words: Iterable[tuple[int, set[str]]]) -> None:
    """Count the words of services again, from (service id, words)."""
    counted: Counter[str] = Counter()
    for _, found in words:
        counted.update(found)
    session.execute(delete(DirectoryWord))
    for batch in _batches([{"word": word, "services": count} for word, count in sorted(counted.items())]):
        session.execute(insert(DirectoryWord), batch)


def tell_planner(session: Session) -> None:
    """Have PostgreSQL count what is there now: until it does by itself, a minute later, it plans searches for an empty table."""
    if not is_sqlite(session):
        tables: tuple[type[Base], ...] = (DirectoryService, *CHILDREN)
        session.execute(text(f"ANALYZE {', '.join(table.__tablename__ for table in tables)}"))


def read_texts(session: Session) -> Iterator[tuple[int, str]]:
    """The id and all text of every visible service."""
    statement = select(DirectoryText.service_id, DirectoryText.name, DirectoryText.keywords, DirectoryText.body)
    statement = statement.join(DirectoryService, DirectoryService.id == DirectoryText.service_id).where(DirectoryService.visible)
    for row in session.execute(statement).yield_per(2000):
        yield row[0], f"{row[1]} {row[2]} {row[3]}"


def claim_refresh(session: Session, source: str, now: datetime, next_at: datetime) -> bool:
    """True for the one worker that may fetch a feed now; the next time is set in the same statement."""
    if session.get(DirectorySource, source) is None:
        session.add(DirectorySource(source=source, due_at=now))
        session.flush()
    claimed = update(DirectorySource).where(DirectorySource.source == source, DirectorySource.due_at <= now).values(due_at=next_at)
    return session.execute(claimed.returning(DirectorySource.source)).first() is not None


def note_refresh(session: Session, source: str, state: str, summary: str) -> None:
    """How the run went: done, stopped or failed."""
    session.execute(update(DirectorySource).where(DirectorySource.source == source).values(state=state, summary=summary))


def _batches(items: Sequence[Any]) -> Iterator[list[Any]]:
    remaining = iter(items)
    while batch := list(islice(remaining, BATCH)):
        yield batch
