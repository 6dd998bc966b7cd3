"""What tests of the duty line do again and again: a parent writes, an officer signs in, presses a button, and looks."""

from __future__ import annotations

import itertools
import re
import time
from datetime import timedelta
from typing import Any

import pyotp
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.conftest import Verdict
from webhook.bootstrap import Parts
from webhook.services.staff.staff import add_staff
from webhook.services.texts.inbox import accept_chat, accept_sms, open_web_conversation, sms_conversation_id
from webhook.services.texts.outbox import send_due
from webhook.services.turn.work import work_conversation
from webhook.store.conversations import Conversation
from webhook.store.duty import Audit, Handover, Staff
from webhook.store.duty_queries import find_staff
from webhook.store.messages import Inbound, Message

PASSWORD, PHONE = "a long enough password", "+447700900123"
WATCHED = Verdict(lane="crisis", topic="domestic_abuse", flags=frozenset({"unsafe_phone"}))
CRISIS = Verdict(lane="crisis", topic="harm_to_child")
LONGEST_TURN_S = 20
_ids = itertools.count(1)


def text_in(parts: Parts, words: str, number: str = PHONE, verdict: Verdict | None = None) -> str:
    """A parent texts, a worker works it and sends. The conversation's id."""
    if verdict is not None:
        parts.safety.verdicts[words] = verdict  # type: ignore[union-attr]
    accept_sms(parts, number=number, message_sid=f"SM{next(_ids):032d}", text=words)
    return _worked(parts, sms_conversation_id(parts, number))


def chat_in(parts: Parts, words: str, conversation_id: str = "", verdict: Verdict | None = None) -> str:
    """A parent writes in the chat."""
    if verdict is not None:
        parts.safety.verdicts[words] = verdict  # type: ignore[union-attr]
    conversation_id = conversation_id or open_web_conversation(parts, "token")
    accept_chat(parts, conversation_id=conversation_id, client_id=f"c{next(_ids)}", text=words)
    return _worked(parts, conversation_id)


def _worked(parts: Parts, conversation_id: str) -> str:
    work_conversation(parts, conversation_id)
    for _ in range(LONGEST_TURN_S * 50):  # the browser's site has a worker of its own, which may have been the first to take the message
        if conversation_of(parts, conversation_id).lease_owner is None:
            break
        time.sleep(0.02)
    else:
        raise AssertionError(f"another worker has held the conversation for {LONGEST_TURN_S} s")
    send_due(parts, conversation_id)
    return conversation_id


def pass_time(parts: Parts, **span: float) -> None:
    """The clock goes on."""
    parts.clock.at += timedelta(**span)  # type: ignore[attr-defined]


def new_staff(parts: Parts, username: str = "amina", role: str = "officer") -> Staff:
    """A login."""
    add_staff(parts, username, username.capitalize(), role, PASSWORD)
    with parts.db.reading() as session:
        staff = find_staff(session, username)
    assert staff is not None
    return staff


def code_of(parts: Parts, username: str) -> str:
    """The code an authenticator app shows now."""
    with parts.db.reading() as session:
        staff = find_staff(session, username)
    assert staff is not None
    return pyotp.TOTP(parts.vault.open(staff.totp_sealed)).at(parts.clock.now())


def enter(client: FlaskClient, parts: Parts, username: str = "amina", **typed: str) -> TestResponse:
    """Fill in the sign-in form; `typed` stands in a field instead of what is right (`name` is the user name)."""
    right = {"name": username, "password": PASSWORD, "code": typed.get("code", "") or code_of(parts, username)}
    form = right | typed
    form["username"] = form.pop("name")
    return client.post("/duty/sign-in", data={**form, "csrf": csrf(client.get("/duty/sign-in"))})


def signed_in(client: FlaskClient, parts: Parts, username: str = "amina", role: str = "officer") -> FlaskClient:
    """A client of somebody with that role, signed in."""
    new_staff(parts, username, role)
    assert enter(client, parts, username).status_code == 302
    return client


def csrf(page: TestResponse) -> str:
    """The token in a page's forms."""
    found = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert found, page.text[:400]
    return found.group(1)


def press(client: FlaskClient, path: str, **form: Any) -> TestResponse:
    """Post a form as the page would."""
    with client.session_transaction() as session:
        token = session["csrf"]
    return client.post(path, data={"csrf": token, **form})


def act(client: FlaskClient, conversation_id: str, step: str, **form: Any) -> TestResponse:
    """A step on a conversation: claim, reply, hand-back, phone, watched."""
    if step == "reply":
        form.setdefault("nonce", f"nonce-{next(_ids):08d}")
    return press(client, f"/duty/conversations/{conversation_id}/{step}", **form)


def texts_to(parts: Parts) -> list[str]:
    """Bodies that left by SMS, oldest first."""
    return [text["body"] for text in parts.sms.sent]  # type: ignore[attr-defined]


def said(parts: Parts, conversation_id: str, sender: str = "bot") -> list[str]:
    """What was said in a conversation by bot, staff or parent."""
    with parts.db.reading() as session:
        return list(session.scalars(select(Message.text).where(Message.conversation_id == conversation_id, Message.sender == sender).order_by(Message.id)))


def conversation_of(parts: Parts, conversation_id: str) -> Conversation:
    """The row."""
    with parts.db.reading() as session:
        return session.get_one(Conversation, conversation_id)


def handovers_of(parts: Parts, conversation_id: str) -> list[Handover]:
    """Every handover of a conversation."""
    with parts.db.reading() as session:
        return list(session.scalars(select(Handover).where(Handover.conversation_id == conversation_id).order_by(Handover.id)))


def lanes_of(parts: Parts, conversation_id: str) -> list[tuple[str, str | None]]:
    """State and lane of every message taken in."""
    with parts.db.reading() as session:
        rows = session.execute(select(Inbound.state, Inbound.lane).where(Inbound.conversation_id == conversation_id).order_by(Inbound.id))
        return [(state, lane) for state, lane in rows]


def audits(parts: Parts) -> list[tuple[str, str]]:
    """Action and subject of every audit row by a signed-in person."""
    with parts.db.reading() as session:
        return [(row.action, row.subject) for row in session.scalars(select(Audit).where(Audit.staff_id.is_not(None)).order_by(Audit.id))]
