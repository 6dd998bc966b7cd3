"""Asking for a person: what is passed on, what is said back, and the words that are taken while nobody is there (conduct 21, 22)."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.heard import Heard, Reply, Turn
from webhook.services.hours import is_open, next_opening, say_opening
from webhook.store.conversations import Conversation, SealedValue
from webhook.store.duty import Handover
from webhook.store.messages import Message

_NEEDS = re.compile(
    r"\b(?:text only|don'?t (?:ring|call|phone)|no (?:calls|phone calls)|can'?t (?:talk|speak)|deaf|bsl|sign language|large print|easy read|braille|interpreter|(?:speaks?|in) (?:bengali|sylheti|somali|arabic|albanian|french|spanish|portuguese|turkish|polish|farsi|chinese))\b",
    re.IGNORECASE,
)
_ASKING = re.compile(r"\b(?:person|human|someone|somebody|talk|speak|call|ring|phone|agent|adviser|advisor|officer|staff|pass)\b", re.IGNORECASE)
SUMMARY_CHARS = 90


def request_handover(session: Session, conversation: Conversation, *, kind: str, summary: str, urgent: bool, in_hours: bool | None, now: datetime) -> Handover:
    """Open a handover, or add to the one that is open: nobody stands in the queue twice."""
    handover = open_handover(session, conversation.id)
    if handover is None:
        handover = Handover(conversation_id=conversation.id, kind=kind, summary=summary, trial=conversation.trial, requested_at=now, in_hours=in_hours)
        session.add(handover)
    elif summary and summary not in handover.summary:
        handover.summary = f"{handover.summary}\n{summary}".strip()
    handover.urgent = handover.urgent or urgent
    needs = sorted({found.group(0).lower() for found in _NEEDS.finditer(_recent_words(session, conversation.id))})
    handover.access_needs = ", ".join(needs)
    session.flush()
    return handover


def open_handover(session: Session, conversation_id: str) -> Handover | None:
    """The handover of a conversation that is not closed, if there is one."""
    return session.scalars(select(Handover).where(Handover.conversation_id == conversation_id, Handover.state != "closed")).first()


def summarise(session: Session, conversation_id: str, masked: str) -> str:
    """What is passed on: the parent's own last words that say what it is about, masked, not the bare asking for a person."""
    statement = select(Message.text).where(Message.conversation_id == conversation_id, Message.sender == "parent").order_by(Message.id.desc()).limit(4)
    candidates = [masked, *session.scalars(statement)]
    telling = [text for text in candidates if text and not (_ASKING.search(text) and len(text.split()) <= 10) and len(text.split()) >= 3]
    text = " ".join((telling or candidates)[0].split())
    return text if len(text) <= SUMMARY_CHARS else text[: SUMMARY_CHARS - 3].rsplit(" ", 1)[0] + "..."


def handover_turn(parts: Parts, heard: Heard, kind: str, urgent: bool = False) -> Turn:
    """A whole turn that brings a person in: the words and the row are written together."""
    in_hours = is_open(parts.content.hours, heard.now)
    with parts.db.reading() as session:
        summary = summarise(session, heard.conversation.id, heard.masked)

    def apply(session: Session) -> None:
        conversation = session.get_one(Conversation, heard.conversation.id)
        urgent_now = urgent or "urgent_today" in heard.flags
        request_handover(session, conversation, kind=kind, summary=summary, urgent=urgent_now, in_hours=in_hours, now=heard.now)

    replies = handover_replies(parts, heard, kind, in_hours, summary)
    changes = {"options": [], "unsure_count": 0, "awaiting": "callback" if _asks_for_number(heard, kind, in_hours) else None}
    return Turn(lane="handover", topics=["handover_request"], replies=replies, changes=changes, effects=[apply])


def handover_replies(parts: Parts, heard: Heard, kind: str, in_hours: bool | None, summary: str) -> list[Reply]:
    """The read-back: what was passed on, who, and when. No time is named while hours are not set."""
    messages, channel = parts.content.messages, heard.channel
    if kind == "pass":
        return [Reply(messages["pass_saved"].on(channel).format_map(_Slots(summary=summary)))]
    opening = next_opening(parts.content.hours, heard.now)
    key = {True: "handover_open", False: "handover_closed_hours_known", None: "handover_hours_unknown"}[in_hours]
    slots = _Slots(summary=summary, opens=say_opening(opening) if opening else "", hours="")
    replies = [Reply(messages[key].on(channel).format_map(slots))]
    if _asks_for_number(heard, kind, in_hours):
        replies.append(Reply(messages["handover_ask_callback"].on(channel)))
    return replies


def add_to_handover(parts: Parts, heard: Heard) -> Turn | None:
    """The number or the time for a call, after we asked. Anything that is neither goes on as an ordinary message."""
    has_phone = "phone" in heard.personal_kinds
    time_words = re.search(r"\b(?:morning|afternoon|evening|lunch|after|before|any ?time|mon|tue|wed|thu|fri|tomorrow|today|\d ?[ap]m)", heard.text, re.IGNORECASE)
    if not has_phone and not (time_words and len(heard.text.split()) <= 12):
        return None

    def apply(session: Session) -> None:
        handover = open_handover(session, heard.conversation.id)
        if handover is None:
            return
        handover.preferred_time = heard.masked[:120] if time_words else handover.preferred_time
        sealed = session.query(SealedValue).filter_by(conversation_id=heard.conversation.id, inbound_id=heard.inbound.id, kind="phone").first()
        if sealed is not None:
            handover.callback_sealed = sealed.value_sealed

    summary = "[phone]" if has_phone else heard.masked[:60]
    reply = Reply(parts.content.messages["callback_saved"].on(heard.channel).format_map(_Slots(summary=summary)))
    return Turn(lane="handover", topics=["handover_request"], replies=[reply], changes={"awaiting": None}, effects=[apply])


def _asks_for_number(heard: Heard, kind: str, in_hours: bool | None) -> bool:
    """By SMS the number is known; on the web a callback, or a message while nobody is there, needs one."""
    return heard.channel == "web" and kind in ("person", "callback") and (kind == "callback" or in_hours is not True)


def _recent_words(session: Session, conversation_id: str) -> str:
    statement = select(Message.text).where(Message.conversation_id == conversation_id, Message.sender == "parent").order_by(Message.id.desc()).limit(20)
    return " ".join(session.scalars(statement))


class _Slots(dict[str, str]):
    """Slots of a text; one the text names but nobody filled is left out rather than shown in braces."""

    def __missing__(self, key: str) -> str:
        return ""
