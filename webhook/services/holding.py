"""When Rasa is down or slow: an honest holding reply, staff told, and the message kept to be answered later, once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from webhook.bootstrap import Parts
from webhook.services.heard import Heard, Reply
from webhook.services.record import queue_reply
from webhook.store.conversations import Conversation
from webhook.store.duty import Alert
from webhook.store.messages import Inbound


def hold_for_rasa(parts: Parts, heard: Heard) -> None:
    """Leave the message waiting. One holding reply for each stretch of waiting, one open alert for each outage."""
    with parts.db.writing() as session:
        inbound = session.get_one(Inbound, heard.inbound.id)
        if inbound.state == "done":
            return
        conversation = session.get_one(Conversation, heard.conversation.id)
        others = session.scalars(select(Inbound).where(Inbound.conversation_id == conversation.id, Inbound.state == "waiting", Inbound.id != inbound.id)).all()
        first = inbound.state == "received" and not others
        inbound.state, inbound.lane = "waiting", "holding"
        for waiting in (inbound, *others):
            waiting.next_try_at = parts.clock.now() + timedelta(seconds=parts.settings.rasa_retry_s)
        if first:
            text = parts.content.messages["holding"].on(conversation.channel)
            queue_reply(parts, session, conversation, Reply(text, kind="holding"), dedupe_key=f"hold{inbound.id}", now=heard.now, inbound_id=inbound.id)
        if not session.scalar(select(Alert.id).where(Alert.kind == "rasa_down", Alert.acknowledged_at.is_(None), Alert.trial == conversation.trial)):
            session.add(Alert(kind="rasa_down", conversation_id=conversation.id, inbound_id=inbound.id, detail="", trial=conversation.trial, at=heard.now))
    if first and heard.channel == "sms":
        parts.queue.send(heard.conversation.id)
