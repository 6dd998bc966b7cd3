"""The store on SQLite and PostgreSQL: claims by many threads, what "once" means, times, retention."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError

from tests.conftest import NOON, Verdict
from tests.sms_tools import ANSWER, PARENT, new_sid, rows, text_in
from webhook.bootstrap import Parts
from webhook.clients.queue import HueyQueue
from webhook.services.texts.inbox import accept_sms
from webhook.services.turn.work import forget_old, sweep
from webhook.settings import ROOT
from webhook.store.conversations import ConsentEvent, Conversation, FirstResult, PhoneNumber, SealedValue
from webhook.store.db import Base, Database, insert_once
from webhook.store.duty import Alert, Handover
from webhook.store.inbox import claim_inbound, take_lease
from webhook.store.messages import Inbound, Message, Outbound
from webhook.store.migrate import alembic_config, ensure_schema, newest_revision


def test_eight_threads_and_320_claims_meet_no_lock_and_no_double(any_parts: Parts) -> None:
    """WAL alone gave "database is locked" 286 times of 320; BEGIN IMMEDIATE gives none."""
    sids = [new_sid() for _ in range(40)]

    def claim(thread: int) -> int:
        return sum(accept_sms(any_parts, number=f"+44770090{thread % 3:04d}", message_sid=sid, text="hello").new for sid in sids)

    with ThreadPoolExecutor(8) as pool:
        claimed = list(pool.map(claim, range(8)))
    assert sum(claimed) == len(rows(any_parts, Inbound)) == 40


def test_insert_once_tells_who_inserted(any_db: Database) -> None:
    gate = threading.Barrier(8)

    def insert(n: int) -> bool:
        gate.wait()
        with any_db.writing() as session:
            return insert_once(session, FirstResult, {"key": "k", "result": {"n": n}, "at": NOON})

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(insert, range(8))) == [False] * 7 + [True]


def test_a_claim_gives_the_same_id_to_a_replay(any_parts: Parts) -> None:
    first = accept_sms(any_parts, number=PARENT, message_sid="SM1", text="one")
    again = accept_sms(any_parts, number=PARENT, message_sid="SM1", text="two")
    assert (again.inbound_id, first.new, again.new) == (first.inbound_id, True, False)
    with any_parts.db.writing() as session:
        values = {"conversation_id": first.conversation_id, "provider_id": "SM1", "body_sealed": b"", "received_at": NOON}
        assert claim_inbound(session, values) == (first.inbound_id, False)


def test_one_of_eight_takes_the_lease(any_parts: Parts) -> None:
    conversation_id = accept_sms(any_parts, number=PARENT, message_sid="SM1", text="one").conversation_id
    gate = threading.Barrier(8)

    def take(n: int) -> bool:
        gate.wait()
        with any_parts.db.writing() as session:
            return take_lease(session, conversation_id, f"w{n}", NOON, 30)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(8))) == 1


def test_readers_are_not_held_up_by_a_writer(any_parts: Parts) -> None:
    accept_sms(any_parts, number=PARENT, message_sid="SM1", text="one")
    with any_parts.db.writing() as session:
        session.execute(text("UPDATE conversations SET language = 'so'"))
        with any_parts.db.reading() as other:
            assert other.scalars(select(Conversation.language)).one() == "en"


def test_a_failed_transaction_leaves_nothing(any_parts: Parts) -> None:
    with pytest.raises(ZeroDivisionError), any_parts.db.writing() as session:
        insert_once(session, FirstResult, {"key": "k", "result": {}, "at": NOON})
        raise ZeroDivisionError
    assert rows(any_parts, FirstResult) == []


def test_times_are_aware_and_utc(any_db: Database) -> None:
    summer = datetime(2026, 7, 1, 13, 30, tzinfo=timezone(timedelta(hours=1)))
    with any_db.writing() as session:
        insert_once(session, FirstResult, {"key": "k", "result": {}, "at": summer})
    with any_db.reading() as session:
        assert session.get_one(FirstResult, "k").at == summer
        assert session.get_one(FirstResult, "k").at.tzinfo == UTC
    with pytest.raises(StatementError), any_db.writing() as session:
        insert_once(session, FirstResult, {"key": "naive", "result": {}, "at": datetime(2026, 7, 1)})


def test_errors_of_the_database_quote_no_values(any_db: Database) -> None:
    with pytest.raises(IntegrityError) as caught, any_db.writing() as session:
        session.add(Message(conversation_id="nobody", sender="parent", text="secret-words", at=NOON, buttons=[], sources=[]))
    assert "secret-words" not in str(caught.value)


@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
def test_two_processes_may_migrate_a_new_database_at_once(store: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Web and worker start together."""
    url = f"sqlite:///{tmp_path / 'new' / 'fresh.db'}"
    if store == "postgresql":
        url = request.getfixturevalue("postgres_url")
        with Database(url).engine.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    code = "import sys; from webhook.store.db import Database; from webhook.store.migrate import ensure_schema; ensure_schema(Database(sys.argv[1]))"
    started = [subprocess.Popen([sys.executable, "-c", code, url], cwd=ROOT, stderr=subprocess.PIPE) for _ in range(2)]
    assert [process.wait(60) for process in started] == [0, 0], [process.stderr.read() for process in started if process.stderr]
    db = Database(url)
    ensure_schema(db)
    with db.reading() as session:
        assert session.execute(text("SELECT count(*) FROM inbound")).scalar() == 0
    db.close()


def test_the_newest_revision_is_alembics_head() -> None:
    from alembic.script import ScriptDirectory

    assert newest_revision() == ScriptDirectory.from_config(alembic_config("sqlite://")).get_current_head()


def test_the_migration_makes_what_the_tables_say(any_db: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with any_db.engine.connect() as connection:
        different = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata)
    assert different == []


def test_the_queue_file_is_shared_by_processes_and_threads(tmp_path: Path) -> None:
    queue = HueyQueue(tmp_path / "queue.db")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: queue.work(f"c{n}"), range(40)))
    other = HueyQueue(tmp_path / "queue.db")
    assert other.length() == 40
    seen: list[str] = []
    other.on_work = seen.append
    while (task := other.huey.dequeue()) is not None:
        other.huey.execute(task)
    assert sorted(seen) == sorted(f"c{n}" for n in range(40))


# ---- Retention ----


def fill(parts: Parts) -> None:
    parts.rasa.default = ANSWER
    parts.safety.verdicts["he hit me"] = Verdict("concern", "domestic_abuse", frozenset({"unsafe_phone"}), 1.0)
    text_in(parts, "how long does it take, ref EHC-2026-00123, 07700 900456")
    text_in(parts, "PERSON")
    text_in(parts, "he hit me", "+447700900555")
    text_in(parts, "hello", "+447700900666")
    text_in(parts, "STOP", "+447700900666")


def test_what_is_sealed_goes_after_its_minutes_and_originals_after_their_days(any_parts: Parts) -> None:
    parts = any_parts
    fill(parts)
    parts.clock.at += timedelta(minutes=parts.settings.sealed_minutes, seconds=1)
    sweep(parts)
    assert rows(parts, SealedValue) == []
    kept = [parts.vault.open(row.body_sealed) for row in rows(parts, Inbound) if row.body_sealed]
    assert kept == ["how long does it take, ref EHC-2026-00123, 07700 900456"], "a person was asked for: what was hidden waits for an officer (conduct 16)"
    assert [row.original_sealed is not None for row in rows(parts, Alert)] == [True]
    parts.clock.at += timedelta(days=parts.settings.alert_original_days)
    sweep(parts)
    assert [row.original_sealed for row in rows(parts, Alert)] == [None]
    assert {row.body_sealed for row in rows(parts, Inbound)} == {None}
    assert len(rows(parts, Message, sender="parent")) == 5


def test_a_year_later_nothing_is_left_but_the_ledger_and_what_must_not_be_forgotten(any_parts: Parts) -> None:
    parts = any_parts
    fill(parts)
    parts.clock.at += timedelta(days=parts.settings.transcript_days, hours=1)
    sweep(parts)
    forget_old(parts)
    assert len(rows(parts, Alert)) == 1  # open alerts and requests are work, not archive
    assert len(rows(parts, Handover)) == 1
    with parts.db.writing() as session:
        session.query(Alert).update({"acknowledged_at": parts.clock.now()})
        session.query(Handover).update({"state": "closed", "closed_at": parts.clock.now() - timedelta(days=400)})
    forget_old(parts)
    for table in (Inbound, Message, Outbound, SealedValue, Alert, Handover, Conversation):
        assert rows(parts, table) == [], table
    assert {(row.event, row.inbound_id) for row in rows(parts, ConsentEvent)} == {("stop", None)}
    left = {parts.vault.open(row.number_sealed): (row.opted_out_at is not None, row.unsafe_at is not None) for row in rows(parts, PhoneNumber)}
    assert left == {"+447700900555": (False, True), "+447700900666": (True, False)}


def test_what_is_still_young_stays(any_parts: Parts) -> None:
    parts = any_parts
    fill(parts)
    parts.clock.at += timedelta(days=parts.settings.transcript_days - 1)
    counts = {table: len(rows(parts, table)) for table in (Inbound, Message, Outbound, Alert, Handover, Conversation, PhoneNumber)}
    forget_old(parts)
    assert {table: len(rows(parts, table)) for table in counts} == counts
