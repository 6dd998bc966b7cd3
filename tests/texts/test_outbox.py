"""What leaves, once, in order; what is tried again, what is not; and delivery reports that only move forward."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask.testing import FlaskClient

from tests.sms_tools import ANSWER, PARENT, later, one, rows, sign, take_in, text_in
from webhook.bootstrap import Parts
from webhook.clients.sms import LocalSms, SendRefused, SendUnknown
from webhook.services.texts.inbox import sms_conversation_id
from webhook.services.texts.outbox import note_lost_sends, note_status, send_due
from webhook.services.turn.work import sweep, work_conversation
from webhook.store.conversations import ConsentEvent, PhoneNumber
from webhook.store.duty import Alert
from webhook.store.messages import Outbound
from webhook.store.outbox import RANK, advance, claim_outbound


@pytest.fixture
def asked(any_parts: Parts) -> Parts:
    """Parts in which one question was answered: a reply and the first notice stand in the outbox, nothing is sent."""
    any_parts.rasa.default = ANSWER
    take_in(any_parts, "how long does a plan take")
    work_conversation(any_parts, sms_conversation_id(any_parts, PARENT))
    assert [row.state for row in rows(any_parts, Outbound)] == ["created", "created"]
    return any_parts


def send(parts: Parts) -> int:
    return send_due(parts, sms_conversation_id(parts, PARENT))


def report(parts: Parts, outbound: Outbound, status: str, sid: str | None = None, error: str = "") -> bool:
    return note_status(parts, outbox_id=outbound.id, message_sid=outbound.provider_sid or "SMx" if sid is None else sid, status=status, error_code=error)


def test_the_answer_leaves_first_and_the_notice_after_it(asked: Parts) -> None:
    assert send(asked) == 2
    assert [sent["to"] for sent in asked.sms.sent] == [PARENT, PARENT]
    assert asked.sms.sent[1]["body"] == asked.content.messages["first_notice"].sms
    assert [sent["status_callback"] for sent in asked.sms.sent] == [f"https://send.example/sms/status?outbox={row.id}" for row in rows(asked, Outbound)]
    assert [row.provider_sid is not None for row in rows(asked, Outbound)] == [True, True]


def test_four_senders_at_once_send_each_text_once_and_in_order(asked: Parts) -> None:
    for n in range(10):
        take_in(asked, f"question {n} about plans")
    work_conversation(asked, sms_conversation_id(asked, PARENT))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _n: send(asked), range(8)))
    send(asked)
    sent = [sent["status_callback"].rsplit("=")[-1] for sent in asked.sms.sent]
    assert sent == [str(row.id) for row in rows(asked, Outbound)]
    assert {row.state for row in rows(asked, Outbound)} == {"sent"}


def test_a_refusal_that_may_pass_is_tried_again_with_a_growing_wait_and_holds_the_next_back(asked: Parts) -> None:
    asked.sms.failures = [SendRefused(20429, retryable=True)] * 3
    waits = []
    for _ in range(3):
        assert send(asked) == 0
        row = rows(asked, Outbound)[0]
        waits.append((row.next_try_at - asked.clock.now()).total_seconds())
        assert send(asked) == 0  # not due
        later(asked, waits[-1])
    assert waits == [5, 10, 20]
    assert asked.sms.sent == []
    assert send(asked) == 2
    assert [row.attempts for row in rows(asked, Outbound)] == [4, 1]


def test_a_refusal_that_never_passes_ends_as_failed_and_staff_know(asked: Parts) -> None:
    asked.sms.failures = [SendRefused(20429, retryable=True)] * asked.settings.outbox_tries
    for _ in range(20):
        send(asked)
        later(asked, 400)
    assert (rows(asked, Outbound)[0].state, rows(asked, Outbound)[0].error) == ("failed", "20429")
    assert one(asked, Alert).kind == "sms_unknown"
    assert [row.state for row in rows(asked, Outbound)][1] == "sent"


def test_a_bad_number_fails_at_once(asked: Parts) -> None:
    asked.sms.failures = [SendRefused(21211, retryable=False)]
    send(asked)
    assert (rows(asked, Outbound)[0].state, rows(asked, Outbound)[0].error) == ("failed", "21211")
    assert len(asked.sms.sent) == 1


def test_21610_goes_into_the_ledger_and_stops_all(asked: Parts) -> None:
    asked.sms.failures = [SendRefused(21610, retryable=False)]
    send(asked)
    assert [row.state for row in rows(asked, Outbound)] == ["failed", "cancelled"]
    assert asked.sms.sent == []
    event = one(asked, ConsentEvent)
    assert (event.event, event.source) == ("refused", "twilio")
    assert one(asked, PhoneNumber).opted_out_at is not None
    assert rows(asked, Alert) == []


def test_nobody_knows_whether_it_left_so_it_is_not_sent_again(asked: Parts) -> None:
    asked.sms.failures = [SendUnknown("timed out")]
    assert send(asked) == 2
    for _ in range(5):
        later(asked, 600)
        sweep(asked)
        send(asked)
    first, second = rows(asked, Outbound)
    assert (first.state, second.state, len(asked.sms.sent)) == ("unknown", "sent", 1)
    assert one(asked, Alert).kind == "sms_unknown"
    assert report(asked, first, "delivered", sid="SM" + "9" * 32)
    assert (rows(asked, Outbound)[0].state, rows(asked, Outbound)[0].provider_sid) == ("delivered", "SM" + "9" * 32)
    assert one(asked, Alert).acknowledged_at is not None


def test_a_send_so_slow_that_it_was_given_up_for_lost_takes_the_alert_back(asked: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = asked.sms.send

    def slow(**text: str) -> str:
        later(asked, seconds=asked.settings.twilio_timeout_s * 2 + 1)
        note_lost_sends(asked)
        assert one(asked, Alert).acknowledged_at is None
        monkeypatch.setattr(asked.sms, "send", quick)
        return quick(**text)

    monkeypatch.setattr(asked.sms, "send", slow)
    send(asked)
    assert {row.state for row in rows(asked, Outbound)} == {"sent"}
    assert one(asked, Alert).acknowledged_at is not None


def test_a_worker_that_died_while_sending_leaves_it_unknown(asked: Parts) -> None:
    with asked.db.writing() as session:
        assert claim_outbound(session, sms_conversation_id(asked, PARENT), asked.clock.now())
    note_lost_sends(asked)
    assert rows(asked, Outbound)[0].state == "sending"  # it may still be at it
    assert send(asked) == 0  # and nothing overtakes it
    later(asked, asked.settings.twilio_timeout_s * 2 + 1)
    sweep(asked)
    sweep(asked)
    assert rows(asked, Outbound)[0].state == "unknown"
    assert one(asked, Alert).kind == "sms_unknown"
    assert send(asked) == 1


def test_a_worker_that_was_only_slow_still_tells(asked: Parts) -> None:
    with asked.db.writing() as session:
        outbound = claim_outbound(session, sms_conversation_id(asked, PARENT), asked.clock.now())
    later(asked, 60)
    note_lost_sends(asked)
    with asked.db.writing() as session:
        assert advance(session, outbound.id, "sent", asked.clock.now(), provider_sid="SM1")
    assert rows(asked, Outbound)[0].state == "sent"


@pytest.mark.parametrize(
    ("reports", "state"),
    [
        (["queued", "sent", "delivered"], "delivered"),
        (["delivered", "sent", "queued"], "delivered"),
        (["delivered", "undelivered"], "delivered"),
        (["undelivered", "delivered", "sent"], "failed"),
        (["failed", "sent"], "failed"),
        (["sent", "sent", "sending"], "sent"),
        (["nonsense", "", "DELIVERED"], "sent"),
    ],
)
def test_reports_never_move_a_text_backwards(asked: Parts, reports: list[str], state: str) -> None:
    send(asked)
    for status in reports:
        report(asked, rows(asked, Outbound)[0], status)
    assert rows(asked, Outbound)[0].state == state


def test_every_order_of_two_reports_ends_at_the_further_one(asked: Parts) -> None:
    send(asked)
    outbound = rows(asked, Outbound)[0]
    for first in RANK:
        for second in RANK:
            with asked.db.writing() as session:
                session.get(Outbound, outbound.id).state = "created"
            with asked.db.writing() as session:
                advance(session, outbound.id, first, asked.clock.now())
                moved = advance(session, outbound.id, second, asked.clock.now())
            assert moved == (RANK[second] > RANK[first])
            assert rows(asked, Outbound)[0].state == (second if moved else first if RANK[first] else "created")


def test_a_report_before_our_own_answer_came_is_kept(asked: Parts) -> None:
    """Twilio may call back before its answer to us has arrived."""

    def send_slowly(*, to: str, body: str, status_callback: str) -> str:
        outbox_id = int(status_callback.rsplit("=")[-1])
        note_status(asked, outbox_id=outbox_id, message_sid=f"SM{outbox_id}", status="delivered", error_code="")
        return f"SM{outbox_id}"

    asked.sms.send = send_slowly  # type: ignore[method-assign]
    assert send(asked) == 2
    assert {row.state for row in rows(asked, Outbound)} == {"delivered"}


def test_a_report_for_another_text_or_none_changes_nothing(asked: Parts) -> None:
    send(asked)
    first, second = rows(asked, Outbound)
    assert not note_status(asked, outbox_id=first.id, message_sid="SM" + "7" * 32, status="delivered", error_code="")
    assert not note_status(asked, outbox_id=999999, message_sid="SM" + "7" * 32, status="delivered", error_code="")
    assert not note_status(asked, outbox_id=None, message_sid="", status="delivered", error_code="")
    assert note_status(asked, outbox_id=first.id, message_sid=second.provider_sid, status="delivered", error_code="")  # the sid decides
    assert [row.state for row in rows(asked, Outbound)] == ["sent", "delivered"]


def test_a_replayed_21610_report_is_one_line_in_the_ledger(asked: Parts) -> None:
    send(asked)
    for _ in range(3):
        report(asked, rows(asked, Outbound)[0], "undelivered", error="21610")
    assert one(asked, ConsentEvent).event == "refused"
    assert one(asked, PhoneNumber).opted_out_at is not None


def test_the_status_route_checks_the_signature_over_its_query(client: FlaskClient, parts: Parts) -> None:
    parts.rasa.default = ANSWER
    text_in(parts, "how long does a plan take")
    outbound = rows(parts, Outbound)[0]
    values, path = {"MessageSid": outbound.provider_sid, "MessageStatus": "delivered"}, f"/sms/status?outbox={outbound.id}"
    assert client.post(path, data=values).status_code == 403
    assert client.post(path, data=values, headers=sign("test-auth-token", "https://send.example/sms/status", values)).status_code == 403
    assert rows(parts, Outbound)[0].state == "sent"
    assert client.post(path, data=values, headers=sign("test-auth-token", f"https://send.example{path}", values)).status_code == 204
    assert rows(parts, Outbound)[0].state == "delivered"
    for query in ("?outbox=abc", "?outbox=²", "?outbox=" + "9" * 30, "?outbox=-1", ""):
        other = {"MessageSid": "SM" + "5" * 32, "MessageStatus": "delivered"}
        headers = sign("test-auth-token", f"https://send.example/sms/status{query}", other)
        assert client.post(f"/sms/status{query}", data=other, headers=headers).status_code == 204, query


def test_the_local_outbox_survives_a_restart(asked: Parts) -> None:
    """Ids that began again at 1 after a restart met the unique provider_sid, and every text was lost."""
    asked.sms = LocalSms()
    send(asked)
    take_in(asked, "another question about plans")
    asked.sms = LocalSms()
    work_conversation(asked, sms_conversation_id(asked, PARENT))
    send(asked)
    assert {row.state for row in rows(asked, Outbound)} == {"sent"}


def test_the_local_outbox_is_for_this_machine_without_an_account(client: FlaskClient, parts: Parts) -> None:
    parts.rasa.default = ANSWER
    text_in(parts, "how long does a plan take")
    shown = client.get("/sms/outbox.json").get_json()
    assert [(text["to"], text["state"]) for text in shown] == [(PARENT, "sent")] * 2
    assert client.get("/sms/outbox.json", headers={"X-Forwarded-For": "1.2.3.4"}).status_code == 404
    assert client.get("/sms/outbox.json", environ_base={"REMOTE_ADDR": "10.0.0.9"}).status_code == 404
    parts.settings.twilio_account_sid = "AC1"
    assert client.get("/sms/outbox.json").status_code == 404
