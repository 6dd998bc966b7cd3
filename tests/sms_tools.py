"""What the SMS tests share: signed Twilio forms, a real threaded server, one way to text in, and what was said back."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import requests
from flask import Flask
from sqlalchemy import select
from twilio.request_validator import RequestValidator
from werkzeug.serving import make_server

from webhook.bootstrap import Parts
from webhook.services.texts.inbox import accept_sms, sms_conversation_id
from webhook.services.texts.outbox import send_due
from webhook.services.turn.work import work_conversation
from webhook.store.conversations import Conversation
from webhook.store.duty import Staff
from webhook.store.messages import Outbound

PARENT = "+447700900123"
ANSWER = [{"say": "answer", "topics": [{"topic": "ehcna_timeline", "confidence": 0.9}], "confidence": 0.9}]
_sids = itertools.count(1)


def new_sid() -> str:
    """A MessageSid of Twilio's shape."""
    return f"SM{next(_sids):032x}"


def form(text: str | None = "hello", **changes: str) -> dict[str, str]:
    """An inbound form as Twilio sends it."""
    values = {"MessageSid": new_sid(), "AccountSid": "AC" + "0" * 32, "From": PARENT, "To": "+447700900000", "NumMedia": "0", "NumSegments": "1"}
    return {**values, **({} if text is None else {"Body": text}), **changes}


def sign(token: str, url: str, values: dict[str, str]) -> dict[str, str]:
    """The header with Twilio's signature over an address and a form."""
    return {"X-Twilio-Signature": RequestValidator(token).compute_signature(url, values)}


def post_signed(parts: Parts, base: str, values: dict[str, str], path: str = "/sms/inbound", **headers: str) -> requests.Response:
    """A form as Twilio posts it: signed over the public address, sent to wherever the server listens."""
    signed = sign(parts.settings.twilio_auth_token, parts.settings.public_base + path, values)
    return requests.post(base + path, data=values, headers={**signed, **headers}, timeout=30)


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The app on a real server with a thread for each request; its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


def take_in(parts: Parts, text: str, number: str = PARENT, **more: Any) -> int:
    """Accept one text without working it; its inbound id."""
    return accept_sms(parts, number=number, message_sid=new_sid(), text=text, **more).inbound_id


def text_in(parts: Parts, text: str, number: str = PARENT, **more: Any) -> list[str]:
    """Accept one text, work it, send what is due; the texts that left because of it."""
    before = len(parts.sms.sent)
    take_in(parts, text, number, **more)
    work_and_send(parts, number)
    return [sent["body"] for sent in parts.sms.sent[before:]]


def work_and_send(parts: Parts, number: str = PARENT) -> int:
    """Work a number's conversation and send what is due; turns taken."""
    conversation_id = sms_conversation_id(parts, number)
    turns = work_conversation(parts, conversation_id)
    send_due(parts, conversation_id)
    return turns


def later(parts: Parts, seconds: float) -> None:
    """Let time pass."""
    parts.clock.at += timedelta(seconds=seconds)


def rows(parts: Parts, table: type, **where: Any) -> list[Any]:
    """Rows of a table, in order."""
    with parts.db.reading() as session:
        return list(session.scalars(select(table).filter_by(**where).order_by(*table.__table__.primary_key.columns)))


def one(parts: Parts, table: type, **where: Any) -> Any:
    """The one row."""
    found = rows(parts, table, **where)
    assert len(found) == 1, found
    return found[0]


def bodies(parts: Parts, **where: Any) -> list[str]:
    """What stands in the outbox, opened."""
    return [parts.vault.open(row.body_sealed) for row in rows(parts, Outbound, **where)]


def hold(parts: Parts, number: str = PARENT) -> int:
    """A member of staff takes the conversation over; their id."""
    with parts.db.writing() as session:
        staff = Staff(username=new_sid(), name="Officer", role="officer", password_hash="-", totp_sealed=b"-")
        session.add(staff)
        session.flush()
        conversation = session.get_one(Conversation, sms_conversation_id(parts, number))
        conversation.held_by, conversation.held_at = staff.id, parts.clock.now()
        return staff.id
