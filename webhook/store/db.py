"""The engine, the one place that commits, and the column types every table uses.

SQLite needs WAL *and* `BEGIN IMMEDIATE` for every write: with WAL alone, 8 threads claiming 320 rows met
"database is locked" 286 times; with both, never (docs/adr/0005). PostgreSQL needs neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import DateTime, Engine, TypeDecorator, create_engine, event
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, Session

from webhook.one_writer import OneWriter


class Base(DeclarativeBase):
    """Parent of every table."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC. Naive values are refused: a clock without a zone has cost an hour before."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a time zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """Transactions on one database. `reading()` never writes; `writing()` commits on a clean exit, else rolls back."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and self.url.database not in (None, "", ":memory:"):
            Path(str(self.url.database)).parent.mkdir(parents=True, exist_ok=True)
        arguments: dict[str, Any] = {"connect_args": {"timeout": 30, "check_same_thread": False}} if self.is_sqlite else {"pool_pre_ping": True}
        self.engine: Engine = create_engine(self.url, pool_size=20, max_overflow=20, hide_parameters=True, **arguments)  # errors quote no values
        if self.is_sqlite:
            _prepare_sqlite(self.engine)
        self._write_engine = self.engine.execution_options(immediate=True)
        self._in_turn: Callable[[], AbstractContextManager[Any]] = OneWriter(Path(str(self.url.database))).turn if self.is_sqlite else nullcontext

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One write transaction."""
        with self._in_turn(), Session(self._write_engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One read transaction; what it loads stays usable after it closes."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        immediate = connection.get_execution_options().get("immediate")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def insert_once(session: Session, table: type[Base], values: dict[str, Any]) -> bool:
    """Insert a row unless one with the same unique key is there. True if this call inserted it; safe between processes."""
    return insert_for_key(session, table, values) is not None


def insert_for_key(session: Session, table: type[Base], values: dict[str, Any]) -> Any:
    """As `insert_once`, but the new row's primary key (the first column of it), or None if it was there.

    Asked with RETURNING: an INSERT's rowcount is -1 on PostgreSQL, which once made every replay look new.
    """
    session.flush()  # a row it refers to may not be written yet, and a plain statement writes nothing before itself
    return session.scalar(_insert_for_key(session.get_bind().dialect.name, table), _with_defaults(table, values))


def insert_missing(session: Session, table: type[Base], rows: list[dict[str, Any]]) -> None:
    """Insert those of many rows whose unique key is not there yet, in one statement."""
    if rows:
        session.execute(_insert(session.get_bind().dialect.name, table).values([_with_defaults(table, row) for row in rows]).on_conflict_do_nothing())


@lru_cache
def _insert_for_key(dialect: str, table: type[Base]) -> Any:
    """Built once: building a statement takes longer than running it."""
    return _insert(dialect, table.__table__).on_conflict_do_nothing().returning(*table.__mapper__.primary_key)


def _insert(dialect: str, table: Any) -> Any:
    return (sqlite_insert if dialect == "sqlite" else postgresql_insert)(table)


def _with_defaults(table: type[Base], values: dict[str, Any]) -> dict[str, Any]:
    filled = dict(values)
    for column in table.__mapper__.columns:
        if column.key not in filled and column.default is not None and getattr(column.default, "is_callable", False):
            filled[column.key] = getattr(column.default, "arg")(None)  # noqa: B009
    return filled
