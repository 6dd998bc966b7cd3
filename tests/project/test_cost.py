"""What a turn and a start cost, in things that can be counted: statements, transactions, looks into a queue. Never in milliseconds."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine, Select, Update, event

from ops.run import environment
from ops.stack import running_stack
from tests.sms_tools import ANSWER, take_in
from webhook.bootstrap import Parts
from webhook.clients import queue as queue_module
from webhook.clients.queue import HueyQueue
from webhook.services.answers import brief
from webhook.services.answers.brief import find_mentioned, find_named, known_meaning, meaning_of
from webhook.services.texts.outbox import send_due
from webhook.services.turn.also_asked import named_in
from webhook.services.turn.work import work_conversation
from webhook.settings import ROOT
from webhook.store.messages import Inbound, Outbound

STATEMENTS_TO_TAKE_IN, STATEMENTS_TO_ANSWER, TRANSACTIONS_TO_ANSWER = 2, 17, 7
LOOKS = 1  # of the reader of short replies


@contextmanager
def counted(engine: Engine) -> Iterator[tuple[list[str], list[str]]]:
    """Statements and begun transactions on an engine while the block runs."""
    statements: list[str] = []
    begun: list[str] = []

    def on_statement(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        (begun if statement.startswith("BEGIN") else statements).append(statement)

    event.listen(engine, "before_cursor_execute", on_statement)
    try:
        yield statements, begun
    finally:
        event.remove(engine, "before_cursor_execute", on_statement)


def test_a_plain_question_costs_few_statements(any_parts: Parts) -> None:
    any_parts.rasa.default = ANSWER
    for text in ("how long does a plan take", "and who decides", "what does it cost"):  # the notices of a new number are behind us
        answer(any_parts, text)
    with counted(any_parts.db.engine) as (taking, _):
        inbound_id = take_in(any_parts, "how long does a plan take")
    with any_parts.db.reading() as session:
        conversation_id = session.get_one(Inbound, inbound_id).conversation_id
    with counted(any_parts.db.engine) as (answering, begun):
        assert work_conversation(any_parts, conversation_id) == 1
    assert len(taking) <= STATEMENTS_TO_TAKE_IN, "\n".join(taking)
    assert len(answering) <= STATEMENTS_TO_ANSWER, "\n".join(answering)
    assert len(begun) <= TRANSACTIONS_TO_ANSWER
    with any_parts.db.reading() as session:
        assert session.query(Outbound).filter_by(inbound_id=inbound_id).count() == 1


def test_a_message_that_no_scene_is_open_for_costs_one_look_more(parts: Parts) -> None:
    """The reader of short replies looks at what was spoken of last, and reads nothing."""
    parts.rasa.default = ANSWER
    for text in ("how long does a plan take", "and who decides", "what does it cost"):
        answer(parts, text)
    seen = []
    parts.replies = SimpleNamespace(read=lambda *asked: seen.append(asked) or ("", False))
    inbound_id = take_in(parts, "how long does a plan take")
    with parts.db.reading() as session:
        conversation_id = session.get_one(Inbound, inbound_id).conversation_id
    with counted(parts.db.engine) as (answering, begun):
        work_conversation(parts, conversation_id)
    assert len(answering) <= STATEMENTS_TO_ANSWER + LOOKS and len(begun) <= TRANSACTIONS_TO_ANSWER + LOOKS and seen == []


def test_what_every_turn_asks_the_database_is_not_written_anew(any_parts: Parts, monkeypatch) -> None:
    """Building a statement takes longer than running it: those of every turn, and of every text that leaves, are built once and filled in."""
    any_parts.rasa.default = ANSWER
    for text in ("how long does a plan take", "and who decides", "what does it cost"):
        send_due(any_parts, answer(any_parts, text))
    inbound_id, built = take_in(any_parts, "how long does a plan take"), []
    with any_parts.db.reading() as session:
        conversation_id = session.get_one(Inbound, inbound_id).conversation_id
    for kind in (Select, Update):
        monkeypatch.setattr(kind, "where", lambda self, *conditions, where=kind.where: built.append(str(self)) or where(self, *conditions))
    assert work_conversation(any_parts, conversation_id) == 1
    assert send_due(any_parts, conversation_id) >= 1
    assert built == []


def test_a_message_is_compared_with_content_that_was_read_before(parts: Parts, monkeypatch) -> None:
    """What topics are called and what answers say is split into words once; what a person wrote is kept nowhere."""

    def ask(text: str) -> None:
        find_named(parts.content, text), find_mentioned(parts.content, text), named_in(parts.content, meaning_of(text))

    ask("the letter about the taxi")
    kept, read = known_meaning.cache_info().currsize, []
    monkeypatch.setattr(brief, "words_of", lambda text, words_of=brief.words_of: read.append(text) or words_of(text))
    ask("zog the lad wants his bus pass")
    assert set(read) == {"zog the lad wants his bus pass"}
    assert known_meaning.cache_info().currsize == kept


def test_numpy_takes_one_thread(monkeypatch) -> None:
    """With more they wait for each other at full speed: a turn took twice the processor time. Tests, `make ask` and `make chat` do as `make run` does."""
    import numpy as np
    from threadpoolctl import threadpool_info

    assert np.ones((200, 200)) @ np.ones((200, 200)) is not None
    assert {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"} == {1}
    monkeypatch.delenv("OMP_NUM_THREADS")
    monkeypatch.setattr("ops.stack.build_parts", lambda settings: [][0])  # no need to start it all
    with pytest.raises(IndexError), running_stack():
        pass
    assert os.environ["OMP_NUM_THREADS"] == "1" == environment({"PORT": 1, "RASA_PORT": 2, "ACTIONS_PORT": 3})["OMP_NUM_THREADS"]


def answer(parts: Parts, text: str) -> str:
    """Ask and answer; the conversation."""
    inbound_id = take_in(parts, text)
    with parts.db.reading() as session:
        conversation_id = session.get_one(Inbound, inbound_id).conversation_id
    work_conversation(parts, conversation_id)
    return conversation_id


def test_a_job_wakes_a_worker_that_waits(tmp_path: Path, monkeypatch) -> None:
    """With nothing but the bell: the worker would look by itself only after a minute."""
    monkeypatch.setattr(queue_module, "LOOK_S", 60.0)
    worker, web, found = HueyQueue(tmp_path / "queue.db"), HueyQueue(tmp_path / "queue.db"), threading.Event()
    worker.on_work = lambda conversation_id: found.set() if conversation_id == "c1" else None
    threading.Thread(target=lambda: worker.huey.execute(worker.huey.dequeue()), daemon=True).start()
    time.sleep(0.2)  # it waits by now; if it does not yet, the bell has rung before it listens, which must do as well
    web.work("c1")
    assert found.wait(30)


def test_a_bell_that_rang_before_anybody_listened_is_heard(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(queue_module, "LOOK_S", 60.0)
    bell = queue_module.Bell(tmp_path / "bell")
    queue_module.Bell(tmp_path / "bell").ring()
    bell.wait(60.0)  # a lost ring would stand here until the test runner ends it


def test_a_worker_finds_a_job_whose_bell_was_lost(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(queue_module, "LOOK_S", 0.01)
    monkeypatch.setattr(queue_module.Bell, "ring", lambda self: None)
    queue, seen = HueyQueue(tmp_path / "queue.db"), []
    queue.on_work = seen.append
    queue.work("c1")
    while (task := queue.huey.dequeue()) is not None:
        queue.huey.execute(task)
    assert seen == ["c1"]


def test_a_pipe_that_is_full_does_not_hold_up_whoever_takes_messages_in(tmp_path: Path) -> None:
    bell = queue_module.Bell(tmp_path / "bell")
    for _ in range(200_000):  # more than any pipe holds
        bell.ring()


def test_who_takes_messages_in_loads_no_model(tmp_path: Path) -> None:
    """The web pages are served before what only answers need has been read from the disk."""
    heavy = ("onnxruntime", "spacy", "scipy", "sklearn", "tokenizers", "understanding.safety", "understanding.encoder", "docx", "alembic")
    code = f"import sys; from webhook import create_app; create_app(); print([name for name in {heavy!r} if name in sys.modules])"
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}", "QUEUE_PATH": str(tmp_path / "q.db"), "PYTHONPATH": str(ROOT)}
    secrets = {"SECRET_KEY": "s", "SEAL_KEY": "A" * 43 + "=", "HASH_KEY": "h", "API_TOKEN": "t", "TWILIO_AUTH_TOKEN": "t"}
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**environment, **secrets}, capture_output=True, text=True, check=True)  # makes the database
    again = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**environment, **secrets}, capture_output=True, text=True, check=True)
    assert again.stdout.strip().splitlines()[-1] == "[]"
