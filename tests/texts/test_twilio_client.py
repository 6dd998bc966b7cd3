"""Our Twilio client on two stand-ins: Prism on Twilio's own description, and a stricter fake that fails as the live service does. Nothing is sent twice."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
import requests

from tests.conftest import make_settings
from tests.sms_tools import ANSWER, PARENT, later, one, post_signed, rows, serving, take_in
from tests.twilio.prism import running_prism
from tests.twilio.strict import StrictTwilio, running_strict
from webhook.app import create_app
from webhook.bootstrap import Parts, build_parts
from webhook.clients.sms import SendRefused, SendUnknown, TwilioSms
from webhook.services.texts.inbox import sms_conversation_id
from webhook.services.texts.outbox import send_due
from webhook.services.turn.work import sweep, work_conversation
from webhook.store.conversations import ConsentEvent, PhoneNumber
from webhook.store.duty import Alert
from webhook.store.messages import Outbound

ACCOUNT, TOKEN, SENDER = "AC" + "0" * 31 + "1", "test-auth-token", "+447700900000"
CALLBACK = "https://send.example/sms/status?outbox=1"


@pytest.fixture(scope="module")
def prism() -> Iterator[str]:
    with running_prism() as address:
        yield address


@pytest.fixture
def strict() -> Iterator[StrictTwilio]:
    with running_strict(ACCOUNT, TOKEN) as fake:
        yield fake


@pytest.fixture(params=["prism", "strict"])
def twilio(request: pytest.FixtureRequest) -> str:
    """The address of each stand-in."""
    found = request.getfixturevalue(request.param)
    return found if isinstance(found, str) else found.address


def client(base: str, sender: str = SENDER, timeout_s: float = 5.0, token: str = TOKEN) -> TwilioSms:
    return TwilioSms(ACCOUNT, token, sender, base=base, timeout_s=timeout_s)


# ---- What works, on both ----


@pytest.mark.parametrize("sender", [SENDER, "MG" + "0" * 32])
@pytest.mark.parametrize("body", ["Hello.", "é£€ 😀 كم\nline", "x" * 1600, "a&b=c+d%20;e"])
def test_a_text_is_taken_and_has_an_id(twilio: str, sender: str, body: str) -> None:
    assert client(twilio, sender).send(to=PARENT, body=body, status_callback=CALLBACK).startswith("SM")


def test_the_settings_lead_there(twilio: str, tmp_path: object) -> None:
    """TWILIO_API_BASE as an operator sets it."""
    settings = make_settings(tmp_path, twilio_account_sid=ACCOUNT, twilio_auth_token=TOKEN, twilio_api_base=twilio + "/", twilio_from=SENDER)  # type: ignore[arg-type]
    parts = build_parts(settings)
    assert isinstance(parts.sms, TwilioSms)
    assert parts.sms.send(to=PARENT, body="Hello.", status_callback=CALLBACK)
    parts.db.close()


def test_many_threads_share_one_client(twilio: str) -> None:
    shared, sids = client(twilio, timeout_s=20), []
    threads = [threading.Thread(target=lambda n=n: sids.append(shared.send(to=PARENT, body=f"text {n}", status_callback=CALLBACK))) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(sids) == 6


def test_wrong_credentials_may_be_put_right(twilio: str) -> None:
    """Prism asks for credentials but takes any; the strict one checks them."""
    if requests.post(f"{twilio}/2010-04-01/Accounts/{ACCOUNT}/Messages.json", data={"To": PARENT, "Body": "x", "From": SENDER}, timeout=10).status_code != 401:
        pytest.fail("no credentials, and yet taken")


def test_prism_refuses_what_twilio_does_not_describe(prism: str) -> None:
    with pytest.raises(SendRefused):
        client(prism).send(to=None, body="x", status_callback=CALLBACK)  # type: ignore[arg-type]
    with pytest.raises(SendRefused):
        client(prism + "/other").send(to=PARENT, body="x", status_callback=CALLBACK)


def test_the_strict_one_got_every_field(strict: StrictTwilio) -> None:
    client(strict.address).send(to=PARENT, body="é£€ 😀", status_callback=CALLBACK)
    client(strict.address, "MG" + "0" * 32).send(to=PARENT, body="x", status_callback=CALLBACK)
    assert strict.accepted == [
        {"To": PARENT, "Body": "é£€ 😀", "From": SENDER, "StatusCallback": CALLBACK},
        {"To": PARENT, "Body": "x", "MessagingServiceSid": "MG" + "0" * 32, "StatusCallback": CALLBACK},
    ]


# ---- What goes wrong, as the client tells it ----


@pytest.mark.parametrize(
    ("planned", "code", "retryable"),
    [(21211, 21211, False), (21610, 21610, False), (429, 20429, True), (401, 401, True)],
)
def test_a_clear_no(strict: StrictTwilio, planned: int, code: int, retryable: bool) -> None:
    strict.plan = [planned]
    with pytest.raises(SendRefused) as refused:
        client(strict.address).send(to=PARENT, body="x", status_callback=CALLBACK)
    assert (refused.value.code, refused.value.retryable, strict.accepted) == (code, retryable, [])


def test_empty_bodies_and_wrong_tokens_are_refused(strict: StrictTwilio) -> None:
    with pytest.raises(SendRefused) as refused:
        client(strict.address).send(to=PARENT, body="", status_callback=CALLBACK)
    assert (refused.value.code, refused.value.retryable) == (21602, False)
    with pytest.raises(SendRefused) as refused:
        client(strict.address, token="other").send(to=PARENT, body="x", status_callback=CALLBACK)
    assert (refused.value.code, refused.value.retryable) == (20003, True)
    assert strict.accepted == []


@pytest.mark.parametrize("planned", [500, 503, "hang", "reset", "drop", "garbage"])
def test_nobody_can_tell(strict: StrictTwilio, planned: int | str) -> None:
    strict.plan, strict.hang_s = [planned], 2.0
    started = time.monotonic()
    with pytest.raises(SendUnknown):
        client(strict.address, timeout_s=0.5).send(to=PARENT, body="x", status_callback=CALLBACK)
    assert time.monotonic() - started < 1.9
    assert strict.asked == 1, "the client itself must not try again"


def test_no_connection_at_all_is_safe_to_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(SendRefused) as refused:
        client(address).send(to=PARENT, body="x", status_callback=CALLBACK)
    assert refused.value.retryable

    def no_such_name(*_args: object, **_more: object) -> object:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_such_name)
    with pytest.raises(SendRefused) as refused:
        client("http://twilio.invalid").send(to=PARENT, body="x", status_callback=CALLBACK)
    assert refused.value.retryable


# ---- And as the outbox lives with it ----


@pytest.fixture
def live(any_parts: Parts, strict: StrictTwilio) -> Parts:
    """An answer and its notice stand in the outbox, and the strict fake is Twilio."""
    parts = replace(any_parts, sms=client(strict.address, timeout_s=0.5))
    parts.rasa.default = ANSWER
    take_in(parts, "how long does a plan take")
    work_conversation(parts, sms_conversation_id(parts, PARENT))
    return parts


def send_half_an_hour(parts: Parts) -> None:
    """What a worker does about texts in that time: looked at closely while it tries again, then now and then, as what is due stays due."""
    for seconds in [30] * 10 + [300] * 5:
        sweep(parts)
        send_due(parts, sms_conversation_id(parts, PARENT))
        later(parts, seconds)


def states(parts: Parts) -> list[str]:
    return [row.state for row in rows(parts, Outbound)]


def texts(strict: StrictTwilio) -> list[str]:
    return [form["Body"] for form in strict.accepted]


@pytest.mark.parametrize("lost", ["hang", "reset", "garbage"])
def test_a_text_whose_answer_was_lost_is_sent_once_and_its_callback_tells(live: Parts, strict: StrictTwilio, lost: str) -> None:
    strict.plan, strict.hang_s = [lost], 1.0
    send_half_an_hour(live)
    assert states(live) == ["unknown", "sent"]
    assert len(texts(strict)) == len(set(texts(strict))) == 2
    assert one(live, Alert).kind == "sms_unknown"
    path = strict.accepted[0]["StatusCallback"].removeprefix("https://send.example")
    with serving(create_app(live)) as base:
        for status in ("delivered", "sent", "queued"):
            assert post_signed(live, base, {"MessageSid": "SM" + "0" * 31 + "1", "MessageStatus": status}, path).status_code == 204
    assert states(live) == ["delivered", "sent"]
    assert one(live, Alert).acknowledged_at is not None


@pytest.mark.parametrize("planned", [500, 503, "drop"])
def test_after_a_server_error_it_is_not_sent_again_by_itself(live: Parts, strict: StrictTwilio, planned: int | str) -> None:
    strict.plan = [planned]
    send_half_an_hour(live)
    assert states(live) == ["unknown", "sent"]
    assert len(strict.accepted) == 1
    assert one(live, Alert).kind == "sms_unknown"


def test_too_many_at_once_is_tried_again_in_order(live: Parts, strict: StrictTwilio) -> None:
    strict.plan = [429, 429, 429]
    send_half_an_hour(live)
    assert states(live) == ["sent", "sent"]
    assert texts(strict) == [live.vault.open(row.body_sealed) for row in rows(live, Outbound)]
    assert rows(live, Alert) == []


def test_the_wait_after_429_grows(live: Parts, strict: StrictTwilio) -> None:
    strict.plan = [429] * 4
    waits = []
    for _ in range(4):
        send_due(live, sms_conversation_id(live, PARENT))
        row = rows(live, Outbound)[0]
        waits.append((row.next_try_at - live.clock.now()).total_seconds())
        later(live, waits[-1])
    assert waits == [5, 10, 20, 40]


def test_21610_is_an_opt_out_we_did_not_know_of(live: Parts, strict: StrictTwilio) -> None:
    strict.plan = [21610]
    send_half_an_hour(live)
    assert states(live) == ["failed", "cancelled"]
    assert texts(strict) == []
    assert (one(live, ConsentEvent).event, one(live, PhoneNumber).opted_out_at is not None) == ("refused", True)


def test_a_number_that_cannot_be_texted_fails_and_staff_know(live: Parts, strict: StrictTwilio) -> None:
    strict.plan = [21211]
    send_half_an_hour(live)
    assert states(live)[0] == "failed"
    assert strict.asked == 2
    assert one(live, Alert).kind == "sms_unknown"


def test_credentials_put_right_within_minutes_lose_no_text(live: Parts, strict: StrictTwilio) -> None:
    strict.plan = [401, 401]
    send_half_an_hour(live)
    assert states(live) == ["sent", "sent"]
