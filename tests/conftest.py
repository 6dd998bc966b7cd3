"""Shared by all tests: settings with throwaway secrets, parts with fakes, and the databases the store is tested on."""

from __future__ import annotations

import os
import shutil
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher
from cryptography.fernet import Fernet
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, event, make_url

from webhook.app import create_app
from webhook.bootstrap import Parts
from webhook.clients.clock import FixedClock
from webhook.clients.queue import ListQueue
from webhook.clients.rasa import FakeRasa
from webhook.clients.sms import FakeSms
from webhook.one_writer import OneWriter
from webhook.services.answers.content import Content, load_content
from webhook.services.personal.vault import Vault
from webhook.settings import ROOT, Settings
from webhook.store.db import Base, Database
from webhook.store.migrate import ensure_schema

if TYPE_CHECKING:
    from understanding.replies import ReplyReader
    from understanding.safety import SafetyAssessor

os.environ.setdefault("OMP_NUM_THREADS", "1")  # as `make run` has it, and before numpy is loaded: its threads wait for each other at full speed, for twice the processor time
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday
LONGEST = (
    "test_conversations",
    "test_chaos",
    "test_twilio_client",
    "test_whole_path",
    "test_safety",
    "test_duty",
    "test_chat_page",
    "test_letters",
    "test_rasa_project",
    "test_training_data",
)
# Empties a PostgreSQL database, counters too. TRUNCATE writes a new file for every table, empty or not, and takes ten times as long.
EMPTY = """
    DO $$ DECLARE name text; filled boolean; BEGIN
        FOREACH name IN ARRAY ARRAY[{tables}] LOOP
            EXECUTE 'SELECT EXISTS (SELECT FROM ' || name || ')' INTO filled;
            IF filled THEN EXECUTE 'DELETE FROM ' || name; END IF;
        END LOOP;
        FOR name IN SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL LOOP
            PERFORM setval(name, 1, false);
        END LOOP;
    END $$
"""


@dataclass(frozen=True)
class Verdict:
    """A safety verdict as tests prepare it."""

    lane: str | None = None
    topic: str | None = None
    flags: frozenset[str] = frozenset()
    score: float = 0.0
    why: tuple[str, ...] = ()
    card: str | None = None


@dataclass
class FakeSafety:
    """Answers from a table by text; silent about the rest."""

    verdicts: dict[str, Verdict] = field(default_factory=dict)

    def assess(self, text: str, today: date | None = None) -> Verdict:
        """The prepared verdict."""
        return self.verdicts.get(text, Verdict())


def make_settings(folder: Path, **changes: object) -> Settings:
    """Settings that read no file and no real secret."""
    values = {
        "database_url": f"sqlite:///{folder / 'test.db'}",
        "queue_path": folder / "queue.db",
        "secret_key": "test-secret",
        "seal_key": Fernet.generate_key().decode(),
        "hash_key": "test-hash",
        "api_token": "test-api-token",
        "twilio_auth_token": "test-auth-token",
        "twilio_account_sid": "",
        "public_url": "https://send.example",
    }
    return Settings(_env_file=None, **{**values, **changes})  # type: ignore[call-arg]


@pytest.fixture(autouse=True, scope="session")
def product_hasher() -> Iterator[PasswordHasher]:
    """Passwords at argon2's least cost: hundreds of tests sign in, and only the one that takes this fixture is about what guessing costs."""
    from webhook.services.staff import staff

    own = staff._hasher
    staff._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield own
    staff._hasher = own


@pytest.fixture(scope="session")
def content() -> Content:
    """The project's own content, checked by its loader."""
    return load_content(ROOT / "content")


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that tests copy: migrating anew for each of them took most of their time."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    db = Database(f"sqlite:///{path}")
    ensure_schema(db)
    db.close()
    return path


@pytest.fixture(scope="session")
def postgres_url(worker_id: str) -> str:
    """A PostgreSQL database of this test process's own, migrated from nothing, or the test is left out."""
    server = os.environ.get("TEST_POSTGRES_URL", "")
    if not server:
        missing("postgres", "TEST_POSTGRES_URL is not set")
    name = f"send_test_{worker_id}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    url = make_url(server).set(database=name).render_as_string(hide_password=False)
    db = Database(url)
    ensure_schema(db)
    db.close()
    return url


def empty_postgres(db: Database) -> None:
    """No row in any table, and every counter at its start."""
    tables = ", ".join(f"'{table.name}'" for table in reversed(Base.metadata.sorted_tables))
    with db.engine.begin() as connection:
        connection.exec_driver_sql(EMPTY.format(tables=tables))


class LentFile(Database):
    """A database file of one test's own, reached by the engine of the test before: a new engine reads every statement anew, which took a tenth of all tests' time."""

    path: Path

    def __init__(self, folder: Path) -> None:
        self.lend(folder / "lent.db")
        super().__init__(f"sqlite:///{self.path}")
        event.listen(self.engine, "do_connect", lambda _dialect, _record, arguments, _named: arguments.__setitem__(0, str(self.path)))

    def lend(self, path: Path) -> Database:
        """The same, from now on for this file."""
        self.path, self.url = path, make_url(f"sqlite:///{path}")
        self._in_turn = OneWriter(path).turn
        return self


@pytest.fixture(scope="session")
def lent_file(tmp_path_factory: pytest.TempPathFactory) -> LentFile:
    """For `parts`."""
    return LentFile(tmp_path_factory.mktemp("lent"))


@pytest.fixture(scope="session")
def any_lent_file(tmp_path_factory: pytest.TempPathFactory) -> LentFile:
    """For `any_db`; a test may have both."""
    return LentFile(tmp_path_factory.mktemp("any"))


@pytest.fixture(scope="session")
def postgres_db(postgres_url: str) -> Database:
    """That database, with one engine for all tests."""
    return Database(postgres_url)


@pytest.fixture(params=["sqlite", "postgresql"])
def any_db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database with the newest schema, on each of the two stores."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("empty_sqlite"), tmp_path / "any.db")
        db = request.getfixturevalue("any_lent_file").lend(tmp_path / "any.db")
    else:
        db = request.getfixturevalue("postgres_db")
        empty_postgres(db)
    yield db
    db.close()


@pytest.fixture(autouse=True)
def stay_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may open a socket beyond this machine."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guard(call: Callable[[socket.socket, object], object]) -> Callable[[socket.socket, object], object]:
        def guarded(self: socket.socket, address: object) -> object:
            if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(str(address[0])):  # type: ignore[index]
                raise RuntimeError(f"a test tried to reach {address}")
            return call(self, address)

        return guarded

    monkeypatch.setattr(socket.socket, "connect", guard(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guard(connect_ex))


def _is_here(host: str) -> bool:
    return host in ("localhost", "::1", "") or host.startswith("127.")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest modules first: one that is begun last keeps one process at work while the others have nothing left (see Makefile)."""
    order = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.stem, len(order)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was left out and why, at the end where it is seen."""
    skipped = [report.longrepr for report in terminalreporter.stats.get("skipped", []) if isinstance(report.longrepr, tuple)]
    reasons = Counter(reason.removeprefix("Skipped: ") for _, _, reason in skipped)
    if reasons:
        terminalreporter.section("left out")
        for reason, count in sorted(reasons.items()):
            terminalreporter.write_line(f"{count:4}  {reason}")
        terminalreporter.write_line("REQUIRE=browser,twilio,postgres turns each of these parts into a failure; .ci/run installs them.")


def missing(part: str, why: str) -> None:
    """Leave a test out, or fail it when REQUIRE names the part it needs."""
    if part in os.environ.get("REQUIRE", "").split(","):
        pytest.fail(f"REQUIRE names {part}, but {why}")
    pytest.skip(f"{part}: {why}")


@pytest.fixture
def parts(tmp_path: Path, content: Content, empty_sqlite: Path, lent_file: LentFile) -> Iterator[Parts]:
    """Parts with every fake in place, on SQLite, at noon on a Monday."""
    shutil.copy(empty_sqlite, tmp_path / "test.db")
    yield from make_parts(make_settings(tmp_path), lent_file.lend(tmp_path / "test.db"), content)


@pytest.fixture
def any_parts(tmp_path: Path, any_db: Database, content: Content) -> Iterator[Parts]:
    """The same on each of the two stores."""
    yield from make_parts(make_settings(tmp_path), any_db, content)


@pytest.fixture(scope="module")
def assessor(tmp_path_factory: pytest.TempPathFactory) -> SafetyAssessor:
    """The trained safety check; trained here where this machine has none, so that nothing about danger is ever left out."""
    from understanding.encoder import Encoder
    from understanding.safety import MODEL, SafetyAssessor

    if MODEL.is_file():
        return SafetyAssessor.load(MODEL, Encoder.load())
    return SafetyAssessor.train(out_path=tmp_path_factory.mktemp("models") / "safety.npz", encoder=Encoder.load())


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> ReplyReader:
    """The reader of short replies as the worker loads it; made here where this machine has none of these very lines."""
    from understanding.encoder import Encoder
    from understanding.replies import MODEL, ReplyReader

    encoder = Encoder.load()
    try:
        return ReplyReader.load(MODEL, encoder)
    except Exception:
        return ReplyReader.train(tmp_path_factory.mktemp("replies") / "replies.zip", encoder)


def make_parts(settings: Settings, db: Database, content: Content) -> Iterator[Parts]:
    """Assemble, hand over, tidy up."""
    ensure_schema(db)
    made = Parts(
        settings=settings,
        db=db,
        clock=FixedClock(NOON),
        vault=Vault(settings.seal_key, settings.hash_key),
        content=content,
        queue=ListQueue(),
        sms=FakeSms(),
        rasa=FakeRasa(),
        safety=FakeSafety(),  # type: ignore[arg-type]
    )
    yield made
    db.close()


@pytest.fixture
def app(parts: Parts) -> Flask:
    """The web application on fakes."""
    return create_app(parts)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Calls the application without a socket."""
    return app.test_client()
