"""Takes a message in: claimed once, sealed, committed, and only then acknowledged. No other work happens here."""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.texts.text import clean_text
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.db import insert_once
from webhook.store.inbox import claim_inbound, keep_conversation, keep_number, note_seen

log = logging.getLogger(__name__)
KEPT_FOR_STAFF = 4  # times as long as what is read: looked through for danger, and shown to staff


@dataclass(frozen=True)
class Accepted:
    """A message that is safely stored; `new` is False for a replay."""

    inbound_id: int
    conversation_id: str
    new: bool


def number_hash(parts: Parts, number: str) -> str:
    """How a phone number (E.164) is known in the database."""
    return parts.vault.hash("number", number)


def sms_conversation_id(parts: Parts, number: str, thread: str = "") -> str:
    """The one conversation of a number; the same in every process, so that two texts at once open it once. Trials may keep several threads."""
    return parts.vault.hash(f"trial {thread}" if parts.settings.trial else "conversation", number)[:32]


def accept_sms(parts: Parts, *, number: str, message_sid: str, text: str, media_count: int = 0, answered_by_twilio: str = "", thread: str = "") -> Accepted:
    """Take in one text message. `number` is E.164 as Twilio gives it; `answered_by_twilio` is its OptOutType, when it has replied itself."""
    now, known_as = parts.clock.now(), number_hash(parts, number)
    conversation = {"id": sms_conversation_id(parts, number, thread), "channel": "sms", "number_hash": known_as}
    with parts.db.writing() as session:
        if not note_seen(session, conversation["id"], now):
            keep_number(session, known_as, parts.vault.seal(number), now)
            keep_conversation(session, _opened(parts, conversation))
        accepted = _claim(parts, session, conversation["id"], message_sid, text, media_count, answered_by_twilio)
    if accepted.new:
        _leave_for_worker(parts, accepted.conversation_id)
    return accepted


def open_thread(parts: Parts, session: Session, number: PhoneNumber, now: datetime, *, trial: bool = False) -> str:
    """The SMS conversation of a number that may not have written yet; its id."""
    thread = sms_conversation_id(parts, parts.vault.open(number.number_sealed))
    values = {"id": thread, "channel": "sms", "number_hash": number.number_hash, "trial": trial, "created_at": now, "last_seen_at": now}
    insert_once(session, Conversation, values)
    return thread


def open_web_conversation(parts: Parts, token: str) -> str:
    """Begin a web conversation known by the hash of its token; returns its id."""
    conversation_id = uuid.uuid4().hex
    with parts.db.writing() as session:
        keep_conversation(session, _opened(parts, {"id": conversation_id, "channel": "web", "token_hash": parts.vault.hash("token", token)}))
    return conversation_id


def accept_chat(parts: Parts, *, conversation_id: str, client_id: str, text: str) -> Accepted:
    """Take in one message of the web chat; `client_id` is the browser's own id for it, so a resend is not a second message."""
    with parts.db.writing() as session:
        if not note_seen(session, conversation_id, parts.clock.now()):
            raise NoResultFound(f"no conversation {conversation_id}")
        known_as = "".join(character for character in client_id if character.isprintable())
        accepted = _claim(parts, session, conversation_id, f"{conversation_id}:{known_as}", text)
    if accepted.new:
        _leave_for_worker(parts, conversation_id)
    return accepted


def _leave_for_worker(parts: Parts, conversation_id: str) -> None:
    """The message is committed by now: a queue that is full or broken costs a moment, until the sweep finds it, and must not cost a 500."""
    try:
        parts.queue.work(conversation_id)
    except Exception as error:
        log.error("queue refused a job: %s", type(error).__name__)


def _opened(parts: Parts, values: dict[str, str]) -> dict[str, object]:
    now = parts.clock.now()
    return {**values, "created_at": now, "last_seen_at": now, "trial": parts.settings.trial}


def _claim(parts: Parts, session: Session, conversation_id: str, provider_id: str, text: str, media_count: int = 0, answered_by_twilio: str = "") -> Accepted:
    kept = clean_text(text, KEPT_FOR_STAFF * parts.settings.max_text_chars)
    inbound_id, new = claim_inbound(
        session,
        {
            "conversation_id": conversation_id,
            "provider_id": provider_id,
            "body_sealed": parts.vault.seal(kept),
            "media_count": media_count,
            "answered_by_twilio": answered_by_twilio[:10],
            "received_at": parts.clock.now(),
        },
    )
    return Accepted(inbound_id, conversation_id, new)
