"""`make chaos`: workers, web and Rasa are killed in the middle of messages; then everything is counted.

Every message is answered once, every booking and code try counts once. One thing cannot be had: a worker that dies between handing a text to Twilio and hearing
back leaves a text whose fate nobody knows. It is never sent again by itself; it is marked unknown, and staff have an alert.
"""

from __future__ import annotations

import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.chaos.town import Town
from tests.conftest import empty_postgres
from tests.sms_tools import form
from tests.twilio.strict import StrictTwilio, running_strict
from webhook.services.identity.read import normalise_ref
from webhook.store.cases import Case, Contact, IdentityCode
from webhook.store.conversations import Conversation, FirstResult, PhoneNumber
from webhook.store.duty import Alert, Handover
from webhook.store.messages import Inbound, Message, Outbound
from webhook.store.surgeries import SurgeryRequest

pytestmark = pytest.mark.slow
PARENT = "+447700900123"


@pytest.fixture
def twilio() -> Iterator[StrictTwilio]:
    with running_strict("AC" + "0" * 31 + "2", "chaos-token") as fake:
        yield fake


@pytest.fixture
def town(tmp_path: Path, twilio: StrictTwilio, empty_sqlite: Path) -> Iterator[Town]:
    shutil.copy(empty_sqlite, tmp_path / "town.db")
    made = Town(tmp_path, f"sqlite:///{tmp_path / 'town.db'}", twilio)
    yield made
    made.stop()


def rows(town: Town, table: type, **where: Any) -> list[Any]:
    with town.db.reading() as session:
        return list(session.scalars(select(table).filter_by(**where).order_by(*table.__table__.primary_key.columns)))


def all_done(town: Town, count: int) -> bool:
    return [row.state for row in rows(town, Inbound)] == ["done"] * count and not any(row.state in ("created", "sending") for row in rows(town, Outbound))


def count_everything(town: Town, kills: int) -> None:
    """Each message heard once, answered by one turn, each text handed over at most once, in order for each number; what nobody knows is told."""
    inbound, outbound = rows(town, Inbound), rows(town, Outbound)
    heard = Counter(row.inbound_id for row in rows(town, Message, sender="parent"))
    answered = Counter(row.inbound_id for row in outbound if row.dedupe_key.endswith(".0"))
    assert heard == answered == Counter(row.id for row in inbound)
    taken = Counter(int(text["StatusCallback"].rsplit("=")[-1]) for text in town.twilio.accepted)
    assert max(taken.values()) == 1, "a text was sent twice"
    unknown = [row for row in outbound if row.state == "unknown"]
    assert len(unknown) <= kills
    assert {alert.conversation_id for alert in rows(town, Alert, kind="sms_unknown", acknowledged_at=None)} == {row.conversation_id for row in unknown}
    assert {row.id for row in outbound if row.state == "sent"} <= set(taken)
    assert {row.state for row in outbound} <= {"sent", "unknown"}
    order = [row.id for row in outbound]
    for number in {text["To"] for text in town.twilio.accepted}:
        ids = [int(text["StatusCallback"].rsplit("=")[-1]) for text in town.twilio.accepted if text["To"] == number]
        assert ids == sorted(ids, key=order.index)


def post_eight_at_a_time(town: Town, forms: list[dict[str, str]]) -> None:
    """Each form twice, as a Twilio that did not hear our answer."""
    doubled = [values for values in forms for _ in range(2)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(town.post, doubled))


@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
def test_killed_workers_lose_nothing_and_double_nothing(store: str, tmp_path: Path, twilio: StrictTwilio, request: pytest.FixtureRequest) -> None:
    url = f"sqlite:///{tmp_path / 'town.db'}" if store == "sqlite" else str(request.getfixturevalue("postgres_url"))
    town = Town(tmp_path, url, twilio)
    if store == "postgresql":
        empty_postgres(town.db)
    try:
        town.start("rasa", "web", "worker")
        numbers = [f"+4477009001{n:02d}" for n in range(4)]
        first, second = ([form(f"question {n} about plans", From=numbers[n % 4]) for n in range(k, k + 12)] for k in (0, 12))
        post_eight_at_a_time(town, first)
        kills = 0
        for _ in range(3):  # each time in the middle of messages: Rasa has just been asked
            asked = len(town.turns())
            town.wait("a turn", lambda asked=asked: len(town.turns()) > asked or all_done(town, 12))
            time.sleep(random.random() / 4)
            town.kill("worker")
            kills += 1
            if kills == 2:
                post_eight_at_a_time(town, second)  # the web takes messages while there is no worker
            town.start("worker")
        town.wait("all answers", lambda: all_done(town, 24), 120)
        count_everything(town, kills * 4)
        assert len(town.turns()) >= 24
    finally:
        town.stop()


def test_two_workers_at_once_and_one_dies(town: Town) -> None:
    town.start("rasa", "web", "worker")
    town.processes["other"] = town.processes.pop("worker")
    town.start("worker")
    post_eight_at_a_time(town, [form(f"question {n} about plans", From=f"+4477009001{n % 3:02d}") for n in range(15)])
    town.wait("a turn", lambda: len(town.turns()) > 2)
    town.kill("other")
    town.wait("all answers", lambda: all_done(town, 15))
    count_everything(town, 4)


def test_a_worker_told_to_stop_finishes_what_it_is_at(town: Town) -> None:
    town.start("rasa", "web", "worker")
    town.text("question one about plans", PARENT)
    town.wait("a turn", lambda: len(town.turns()) == 1)
    town.kill("worker", signal.SIGTERM)
    assert [row.state for row in rows(town, Inbound)] == ["done"]
    town.start("worker")
    town.wait("the answer", lambda: all_done(town, 1))
    count_everything(town, 0)
    assert len(town.turns()) == 1


def test_a_killed_web_process_loses_no_acknowledged_message(town: Town) -> None:
    town.start("rasa", "web", "worker")
    forms = [form(f"question {n} about plans", From=f"+4477009001{n % 4:02d}") for n in range(16)]
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(town.post, values) for values in forms for _ in range(2)]
        town.wait("some messages", lambda: len(rows(town, Inbound)) >= 4)
        town.kill("web")
        town.start("web")
        for posted in waiting:
            posted.result()
    town.wait("all answers", lambda: all_done(town, 16))
    count_everything(town, 0)


def ask_and_kill_rasa(town: Town, words: str) -> None:
    """Rasa's action happens, and Rasa dies before it can say so."""
    before = len(rows(town, FirstResult))
    (town.folder / "die").touch()
    town.text(words, PARENT)
    town.wait("Rasa's death", lambda: town.processes["rasa"].poll() is not None)
    town.processes.pop("rasa")
    assert len(rows(town, FirstResult)) == before + 1
    town.start("rasa")


@pytest.mark.parametrize(("words", "table"), [("i want somebody to ring about the plan", Handover), ("when are the drop ins where you meet the send people", SurgeryRequest)])
def test_rasa_dies_after_its_action_and_before_its_reply(town: Town, words: str, table: type) -> None:
    town.start("rasa", "web", "worker")
    ask_and_kill_rasa(town, words)
    town.wait("the answer", lambda: all_done(town, 1))
    assert len(rows(town, table)) == len(rows(town, FirstResult)) == 1
    assert len(town.turns()) >= 2, "it was asked again"
    count_everything(town, 0)
    assert [row.kind for row in rows(town, Handover)] in (["callback"], ["waiting"])


def test_worker_dies_after_rasas_action(town: Town) -> None:
    town.environment["CHAOS_SLOW_S"] = "0"
    town.start("rasa", "web", "worker")
    town.twilio.plan, town.twilio.hang_s = ["hang"], 0.8
    town.text("i want somebody to ring about the plan", PARENT)
    town.wait("the text to be on its way", lambda: bool(town.twilio.accepted))
    town.kill("worker")
    town.start("worker")
    town.wait("all known that can be", lambda: all_done(town, 1))
    assert len(rows(town, Handover)) == 1
    assert rows(town, Outbound)[0].state == "unknown"
    count_everything(town, 1)


def put_on_record(town: Town, ref: str, born: date) -> None:
    now = datetime.now(UTC)
    with town.db.writing() as session:
        key = town.vault.hash("number", PARENT)
        session.merge(PhoneNumber(number_hash=key, number_sealed=town.vault.seal(PARENT), created_at=now, first_notice_at=now))
        case = Case(case_ref=ref, ref_key=town.vault.hash("ref", normalise_ref(ref)), child_dob=born, imported_at=now)
        session.add(case)
        session.flush()
        session.add(Contact(case_id=case.id, number_hash=key, disclosure=True, rights_holder=True, safe_to_text="yes"))


def test_a_wrong_code_counts_once_though_rasa_died_over_it(town: Town) -> None:
    town.environment["CHAOS_SLOW_S"] = "0"
    town.start("rasa", "web", "worker")
    put_on_record(town, "SEN-20417", date(2017, 3, 14))
    for n, words in enumerate(("where is my case", "SEN-20417", "14 March 2017"), 1):
        town.text(words, PARENT)
        town.wait(words, lambda n=n: all_done(town, n))
    code = next(word for text in town.twilio.accepted for word in text["Body"].split() if word.isdigit() and len(word) == 6)
    wrong = "000000" if code != "000000" else "111111"
    ask_and_kill_rasa(town, wrong)
    town.wait("the answer", lambda: all_done(town, 4))
    assert [row.tries for row in rows(town, IdentityCode)] == [1]
    town.text(code, PARENT)
    town.wait("the status", lambda: all_done(town, 5))
    assert [row.used_at is not None for row in rows(town, IdentityCode)] == [True]
    clear = [row.masked_text for row in rows(town, Inbound)] + [row.text for row in rows(town, Message)]
    clear += [str(turn["text"]) for turn in town.turns()] + [town.logs()]
    assert not any(secret in text for text in clear for secret in (code, "SEN-20417", "14 March 2017", PARENT))


def test_a_rasa_that_hangs_holds_up_no_disclosure(town: Town) -> None:
    """Four threads, twenty waiting conversations, each call running into a limit of 5 s: left alone, they would hold a disclosure up for 25 s and more."""
    town.environment.update(CHAOS_SLOW_S="60", RASA_TIMEOUT_S="5", RASA_RETRY_S="2", LEASE_S="20")
    town.start("rasa", "web", "worker")
    for n in range(20):
        town.text("how long does a plan take", f"+4477009001{n:02d}")
    town.wait("the first to wait", lambda: len(rows(town, Inbound, state="waiting")) >= 10)
    started = time.monotonic()
    town.text("I am going to kill myself tonight", PARENT)
    town.wait("the alert", lambda: bool(rows(town, Alert, kind="crisis")))
    town.wait("the card", lambda: any(text["To"] == PARENT for text in town.twilio.accepted))
    assert time.monotonic() - started < 10
    assert len(rows(town, Alert, kind="rasa_down")) == 1
    assert len(rows(town, Conversation)) == 21
