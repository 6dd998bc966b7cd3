"""Writes a turn down: replies into transcript and outbox, the message done, what changed with it. All in one transaction, once."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.texts.text import count_segments
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.db import insert_for_key, insert_once
from webhook.store.inbox import load_turn
from webhook.store.messages import Message, Outbound

AFTER_WHICH_NO_NOTICE = ("crisis", "concern", "silent", "opt_out", "holding")
SAID_WHILE_STAFF_HOLD = ("crisis", "concern", "opt_out", "opt_in", "silent")
OFFERS_A_CALL = ("answer", "clarify", "gentle", "out_of_scope")
_OFFERS_CALL = re.compile(r"\b(?:[Tt]ext|[Tt]ype) CALL\b")


def record_turn(parts: Parts, heard: Heard, turn: Turn) -> None:
    """Commit a turn. If the message is already done (a second worker, a retry), nothing is written."""
    with parts.db.writing() as session:
        inbound, conversation, number, _ = load_turn(session, heard.inbound.id)
        if inbound.state == "done":
            return
        if conversation.held_by is not None and turn.lane not in SAID_WHILE_STAFF_HOLD:
            turn = Turn(lane="silent", topics=turn.topics)  # staff took over while this turn was being made
        for column, value in turn.changes.items():
            setattr(conversation, column, value)
        if turn.said_once:
            conversation.said_once = [*conversation.said_once, *turn.said_once]
        for effect in turn.effects:
            effect(session)
        notes = [*_picture_note(parts, heard, turn), *_cut_note(parts, heard, turn), *_first_notice(parts, number, heard, turn), *_call_offer(parts, conversation, turn)]
        for index, reply in enumerate([*turn.replies, *notes]):
            queue_reply(parts, session, conversation, reply, dedupe_key=f"in{inbound.id}.{index}", now=heard.now, inbound_id=inbound.id)
        inbound.lane, inbound.topics, inbound.options, inbound.confidence = turn.lane, turn.topics[:3], turn.options[:3], turn.confidence
        inbound.flags = sorted({*inbound.flags, *turn.flags})
        inbound.state, inbound.done_at = "done", parts.clock.now()
    if conversation.channel == "sms" and turn.replies:
        parts.queue.send(conversation.id)
    for other in turn.wake:
        parts.queue.send(other)


def queue_reply(
    parts: Parts,
    session: Session,
    conversation: Conversation,
    reply: Reply,
    *,
    dedupe_key: str,
    now: datetime,
    inbound_id: int | None = None,
    staff_id: int | None = None,
) -> bool:
    """Put one reply into transcript and outbox. False if its dedupe_key was there already."""
    sms = conversation.channel == "sms"
    message = {"conversation_id": conversation.id, "sender": "staff" if staff_id else "bot", "text": reply.text, "buttons": reply.buttons, "sources": reply.sources}
    message_id = insert_for_key(session, Message, message | {"kind": reply.kind, "inbound_id": inbound_id, "staff_id": staff_id, "at": now})
    values = {
        "conversation_id": conversation.id,
        "message_id": message_id,
        "inbound_id": inbound_id,
        "dedupe_key": dedupe_key,
        "channel": conversation.channel,
        "kind": reply.kind,
        "number_hash": conversation.number_hash,
        "body_sealed": parts.vault.seal(reply.text),
        "segments": count_segments(reply.text) if sms else 0,
        "state": "created" if sms else "sent",  # the web reads the transcript, so there it is out once committed
        "created_at": now,
        "updated_at": now,
    }
    if insert_once(session, Outbound, values):
        return True
    session.execute(delete(Message).where(Message.id == message_id))  # said before: the transcript has it
    return False


def notice_first(parts: Parts, session: Session, conversation: Conversation, *, dedupe_key: str, now: datetime) -> None:
    """The one notice after the first text ever to a number, where that text was not an answer to one of theirs (conduct 18)."""
    number = session.get(PhoneNumber, conversation.number_hash) if conversation.number_hash else None
    if number is not None and number.first_notice_at is None:
        number.first_notice_at = now
        queue_reply(parts, session, conversation, Reply(parts.content.messages["first_notice"].sms, kind="notice"), dedupe_key=dedupe_key, now=now)


def _picture_note(parts: Parts, heard: Heard, turn: Turn) -> list[Reply]:
    """Words came with a picture: they are answered, and that it was not seen is said (conduct 23). A picture alone has a text of its own."""
    if not heard.inbound.media_count or not turn.replies or turn.lane in AFTER_WHICH_NO_NOTICE or not any(character.isalnum() for character in heard.text):
        return []
    return [Reply(parts.content.messages["picture_with_words"].on(heard.channel), kind="notice")]


def _cut_note(parts: Parts, heard: Heard, turn: Turn) -> list[Reply]:
    """A message longer than what is read: said once for it, after the answer. A list of chips or a card stays as it is."""
    if not heard.cut or not turn.replies or turn.lane in AFTER_WHICH_NO_NOTICE or heard.unsafe:
        return []
    return [Reply(parts.content.messages["cut_note"].on(heard.channel), kind="notice")]


def _first_notice(parts: Parts, number: PhoneNumber | None, heard: Heard, turn: Turn) -> list[Reply]:
    """The one notice after the first reply ever to a number: answer first, notice second (conduct 18)."""
    if number is None or heard.unsafe or not turn.replies or turn.lane in AFTER_WHICH_NO_NOTICE:
        return []
    if heard.conversation.bereaved_at is not None or "bereaved_at" in turn.changes:
        return []
    if number.first_notice_at is not None or number.unsafe_at is not None:
        return []
    number.first_notice_at = heard.now
    return [Reply(parts.content.messages["first_notice"].sms, kind="notice")]


def _call_offer(parts: Parts, conversation: Conversation, turn: Turn) -> list[Reply]:
    """ "Text CALL and we will ring you", with the second reply of a conversation (conduct 19)."""
    if turn.lane not in OFFERS_A_CALL or conversation.unsafe_at is not None or conversation.bereaved_at is not None or "call_offer" in conversation.said_once:
        return []
    if "replied" not in conversation.said_once:
        conversation.said_once = [*conversation.said_once, "replied"]
        return []
    conversation.said_once = [*conversation.said_once, "call_offer"]
    if any(_OFFERS_CALL.search(reply.text) for reply in turn.replies):
        return []
    return [Reply(parts.content.messages["call_offer"].on(conversation.channel), kind="notice")]
