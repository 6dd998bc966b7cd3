"""Which fixed card answers a disclosure, and the clock that sends it when staff who hold the conversation do not."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.answers.content import Content, Text
from webhook.services.people.hours import is_open
from webhook.services.turn.heard import Heard, Reply
from webhook.services.turn.record import queue_reply
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.db import insert_once
from webhook.store.duty import Alert, Staff
from webhook.store.messages import ClockJob, Inbound, Message

SEEN_MINUTES = 5


def choose_card(content: Content, topic: str | None, lane: str, card: str | None = None) -> Text:
    """The card the assessor named, else the one for a topic and lane, else the most general."""
    for key in (card, f"{topic}_{lane}", topic, f"generic_{lane}", "generic"):
        if key in content.crisis:
            return content.crisis[str(key)]
    raise KeyError("content/crisis.yml has no card named generic")


def card_text(parts: Parts, card: Text, channel: str) -> str:
    """The card, and the line that nobody is reading when that is so: closed, or hours not set and nobody signed in (conduct 2)."""
    there = is_open(parts.content.hours, parts.clock.now())
    if there or (there is None and _somebody_signed_in(parts)) or channel not in card.out_of_hours:
        return card.on(channel)
    return f"{card.on(channel)}{' ' if channel == 'sms' else chr(10) * 2}{card.out_of_hours[channel]}"


def _somebody_signed_in(parts: Parts) -> bool:
    since = parts.clock.now() - timedelta(minutes=SEEN_MINUTES)
    with parts.db.reading() as session:
        return session.query(Staff.id).filter(Staff.last_seen_at > since, Staff.active).first() is not None


def schedule_card(parts: Parts, session: Session, heard: Heard) -> None:
    """Staff hold the conversation: the card goes out only if nobody has replied in time (conduct 1)."""
    due = parts.clock.now() + timedelta(seconds=parts.settings.safety_reply_s)
    payload = {"inbound_id": heard.inbound.id, "topic": heard.topic, "lane": heard.lane, "card": heard.card}
    insert_once(
        session,
        ClockJob,
        {"kind": "safety_card", "dedupe_key": f"card{heard.inbound.id}", "conversation_id": heard.conversation.id, "payload": payload, "due_at": due},
    )


def send_card_if_unanswered(parts: Parts, job_id: int) -> None:
    """Run a due `safety_card` job: skip it when a member of staff has written since the disclosure."""
    with parts.db.writing() as session:
        job = session.get_one(ClockJob, job_id, with_for_update=True)
        if job.state != "due" or job.conversation_id is None:
            return
        job.state = "done"
        conversation = session.get_one(Conversation, job.conversation_id)
        number = session.get(PhoneNumber, conversation.number_hash) if conversation.number_hash else None
        inbound = session.get_one(Inbound, job.payload["inbound_id"])
        heard_at = session.query(Message.id).filter_by(inbound_id=inbound.id, sender="parent").scalar() or 0
        answered = session.query(Message).filter(Message.conversation_id == conversation.id, Message.sender == "staff", Message.id > heard_at).first()
        if answered:
            return
        if number and number.opted_out_at:  # they turned texts off meanwhile: nothing can be sent, so staff must ring (conduct 5)
            values = {"kind": "opted_out_danger", "conversation_id": conversation.id, "inbound_id": inbound.id, "topic": job.payload["topic"]}
            insert_once(session, Alert, {**values, "detail": inbound.masked_text or "", "trial": conversation.trial, "at": parts.clock.now()})
            return
        card = choose_card(parts.content, job.payload["topic"], job.payload["lane"], job.payload.get("card"))
        text = card_text(parts, card, conversation.channel)
        queue_reply(parts, session, conversation, Reply(text, kind="safety"), dedupe_key=f"card{inbound.id}", now=parts.clock.now(), inbound_id=inbound.id)
    parts.queue.send(job.conversation_id)
