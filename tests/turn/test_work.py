"""Order, leases, crashes and waiting: every message worked once, in order, and none lost, on both databases."""

from __future__ import annotations

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

import webhook.services.turn.turn as turn_module
import webhook.services.turn.work as work_module
from tests.conftest import Verdict
from tests.sms_tools import ANSWER, PARENT, later, one, rows, take_in, work_and_send
from webhook.bootstrap import Parts
from webhook.clients.clock import SystemClock
from webhook.services.texts.holding import MAX_TRIES
from webhook.services.texts.inbox import sms_conversation_id
from webhook.services.turn.work import sweep, work_conversation
from webhook.store.conversations import Conversation
from webhook.store.duty import Alert, Handover
from webhook.store.inbox import drop_lease, take_lease
from webhook.store.messages import Inbound, Message, Outbound

HERE = sms_conversation_id


class WatchingRasa:
    """Answers slowly; notes the order, and whether two turns of one conversation ever overlapped."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []
        self.busy: set[str] = set()
        self.overlapped = False
        self.lock = threading.Lock()

    def turn(self, sender: str, text: str, metadata: dict[str, Any], intent: str | None = None) -> list[dict[str, Any]]:
        with self.lock:
            self.overlapped |= metadata["conversation"] in self.busy
            self.busy.add(metadata["conversation"])
        time.sleep(random.random() / 200)
        with self.lock:
            self.busy.discard(metadata["conversation"])
            self.seen.append((metadata["conversation"], text))
        return ANSWER

    def ready(self) -> bool:
        return True


def test_four_workers_and_fifty_messages_keep_each_conversation_in_order(any_parts: Parts) -> None:
    parts, rasa = any_parts, WatchingRasa()
    parts.rasa, parts.clock = rasa, SystemClock()
    numbers = [f"+4477009002{n:02d}" for n in range(5)]
    for n in range(50):
        take_in(parts, f"question {n} about plans", numbers[n % 5])
    jobs = [conversation_id for _, conversation_id in parts.queue.jobs] * 2
    random.shuffle(jobs)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda conversation_id: work_conversation(parts, conversation_id), jobs))
    assert not rasa.overlapped
    assert len(rasa.seen) == 50
    for n, number in enumerate(numbers):
        assert [text for where, text in rasa.seen if where == HERE(parts, number)] == [f"question {k} about plans" for k in range(n, 50, 5)]
    assert {row.state for row in rows(parts, Inbound)} == {"done"}
    assert len([row for row in rows(parts, Outbound) if row.dedupe_key.endswith(".0")]) == 50
    assert {row.lease_owner for row in rows(parts, Conversation)} == {None}


def test_messages_that_come_while_working_are_worked_by_whoever_holds_it(any_parts: Parts) -> None:
    parts, rasa = any_parts, WatchingRasa()
    parts.rasa, parts.clock = rasa, SystemClock()

    def come_in(n: int) -> None:
        take_in(parts, f"question {n} about plans")
        work_conversation(parts, HERE(parts, PARENT))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(come_in, range(24)))
    assert not rasa.overlapped
    assert len(rasa.seen) == 24
    assert {row.state for row in rows(parts, Inbound)} == {"done"}


def test_a_lease_is_one_workers_until_it_runs_out(any_parts: Parts) -> None:
    parts = any_parts
    take_in(parts, "hello")
    conversation_id, now = HERE(parts, PARENT), parts.clock.now()
    with parts.db.writing() as session:
        assert take_lease(session, conversation_id, "a", now, 30)
    with parts.db.writing() as session:
        assert not take_lease(session, conversation_id, "b", now, 30)
        assert take_lease(session, conversation_id, "a", now, 30)
        drop_lease(session, conversation_id, "b")
    assert work_conversation(parts, conversation_id) == 0
    later(parts, 31)
    with parts.db.writing() as session:
        assert take_lease(session, conversation_id, "b", parts.clock.now(), 30)
        assert not take_lease(session, conversation_id, "a", parts.clock.now(), 30)
        drop_lease(session, conversation_id, "b")
    assert work_conversation(parts, conversation_id) == 1


def test_what_a_dead_worker_held_is_found_by_the_sweep_once_its_lease_is_over(any_parts: Parts) -> None:
    parts = any_parts
    parts.rasa.default = ANSWER
    take_in(parts, "how long does a plan take")
    conversation_id = HERE(parts, PARENT)
    with parts.db.writing() as session:
        take_lease(session, conversation_id, "dead", parts.clock.now(), parts.settings.lease_s)
    parts.queue.jobs.clear()
    sweep(parts)
    assert parts.queue.jobs == []
    later(parts, parts.settings.lease_s + 1)
    sweep(parts)
    assert parts.queue.jobs == [("work", conversation_id)]
    assert work_and_send(parts) == 1


def test_a_worker_that_lost_its_lease_in_the_middle_of_a_turn_doubles_nothing(any_parts: Parts) -> None:
    """The slow one finishes after the quick one: both asked Rasa, one turn is written."""
    parts = any_parts
    conversation_id = HERE(parts, PARENT)
    inside, go_on = threading.Event(), threading.Event()

    def slow_then_quick(sender: str, text: str, metadata: dict[str, Any], intent: str | None = None) -> list[dict[str, Any]]:
        if not inside.is_set():
            inside.set()
            go_on.wait(10)
        return [{"say": "handover", "kind": "person"}]

    parts.rasa.turn = slow_then_quick  # type: ignore[method-assign]
    take_in(parts, "can somebody ring about my sons plan")
    slow = threading.Thread(target=work_conversation, args=(parts, conversation_id))
    slow.start()
    assert inside.wait(10)
    later(parts, parts.settings.lease_s + 1)
    assert work_conversation(parts, conversation_id) == 1
    go_on.set()
    slow.join(10)
    assert len(rows(parts, Handover)) == 1
    assert len(rows(parts, Message, sender="parent")) == 1
    assert len([row for row in rows(parts, Outbound) if row.kind == "reply"]) == len(rows(parts, Message, sender="bot", kind="reply")) == 1


def test_two_workers_hear_one_message_at_once(any_parts: Parts) -> None:
    parts = any_parts
    parts.rasa.default = ANSWER
    parts.safety.verdicts["he locked him in 4 March 2026"] = Verdict("concern", "harm_to_child", frozenset(), 1.0)
    inbound_id = take_in(parts, "he locked him in 4 March 2026")
    gate = threading.Barrier(4)

    def take(_n: int) -> None:
        gate.wait()
        turn_module.take_turn(parts, inbound_id)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(take, range(4)))
    assert len(rows(parts, Alert)) == len(rows(parts, Message, sender="parent")) == len(rows(parts, Outbound)) == 1


# ---- A turn that breaks ----


@pytest.fixture
def breaking(any_parts: Parts, monkeypatch: pytest.MonkeyPatch) -> Parts:
    """Parts whose turns break for any message with "boom" in it."""
    real = turn_module.take_turn
    any_parts.rasa.default = ANSWER

    def take_turn(parts: Parts, inbound_id: int) -> None:
        with parts.db.reading() as session:
            text = parts.vault.open(session.get_one(Inbound, inbound_id).body_sealed)
        if "boom" in text:
            raise ValueError(f"broken by {text}")
        real(parts, inbound_id)

    monkeypatch.setattr(work_module, "take_turn", take_turn)
    return any_parts


def test_a_broken_turn_does_not_stop_those_behind_it_and_is_not_lost(breaking: Parts) -> None:
    for text in ("question one about plans", "boom 07700 900456", "question two about plans"):
        take_in(breaking, text)
    work_and_send(breaking)
    assert [row.state for row in rows(breaking, Inbound)] == ["done", "waiting", "done"]
    assert breaking.content.messages["holding"].sms in [sent["body"] for sent in breaking.sms.sent]
    for _ in range(MAX_TRIES + 2):
        later(breaking, 600)
        sweep(breaking)
        work_and_send(breaking)
    assert [row.state for row in rows(breaking, Inbound)] == ["done"] * 3
    handover = one(breaking, Handover)
    assert (handover.kind, handover.state) == ("waiting", "waiting")
    assert [sent["body"] for sent in breaking.sms.sent].count(breaking.content.messages["holding"].sms) == 1


def test_a_message_that_could_not_even_be_assessed_is_an_alert(breaking: Parts) -> None:
    take_in(breaking, "boom he has a knife")
    work_and_send(breaking)
    alert = one(breaking, Alert)
    assert (alert.kind, alert.detail, breaking.vault.open(alert.original_sealed)) == ("crisis", "", "boom he has a knife")


def test_a_turn_that_broke_once_is_answered_later_and_taken_off_the_list(breaking: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    take_in(breaking, "boom how long does a plan take")
    work_and_send(breaking)
    monkeypatch.setattr(work_module, "take_turn", turn_module.take_turn)
    later(breaking, 60)
    work_and_send(breaking)
    assert one(breaking, Inbound).state == "done"
    assert (one(breaking, Handover).state, one(breaking, Handover).outcome) == ("closed", "answered")


def test_the_log_of_a_broken_turn_quotes_nothing(breaking: Parts, capfd: pytest.CaptureFixture[str]) -> None:
    from webhook.logs import configure_logging

    configure_logging()
    take_in(breaking, "boom secret-words 07700 900456")
    work_and_send(breaking)
    printed = capfd.readouterr().err
    assert "ValueError" in printed
    assert "secret-words" not in printed
    assert "900456" not in printed
