"""Questions in texts that nobody's message called for: a place that came free, a new date, how it was. What we asked last is what a short answer answers.

The question that was open before is kept beside the conversation, and asked again once ours is settled (steps/own_questions). The identity check is in rows
of its own, so it needs no keeping.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webhook.store.conversations import Conversation
from webhook.store.messages import Message

OFFER, DRAFT, RATE, TELL_ONE = "offer:", "book:", "rate:", "surgery_tell"
OWN = (OFFER, DRAFT, RATE, TELL_ONE)  # what such a text sets `awaiting` to
UNKEPT = (OFFER, RATE)  # an offer stands in its own row, and nobody is asked twice how it was
KEPT, LIST_KEPT = timedelta(days=1), timedelta(hours=2)  # how old a question may be, and a list or choices, to be worth asking again
DEEPEST = 3
LOOKED_BACK = 6  # texts of ours


def ask_unasked(session: Session, conversation: Conversation, awaiting: str, now: datetime, options: Sequence[str] = (), *, but: str = "") -> None:
    """From now on a short answer is to this. Called before the text is queued, or with it as `but`."""
    keep_question(session, conversation, now, but=but, new=awaiting)
    conversation.awaiting, conversation.options = awaiting, list(options)


def keep_question(session: Session, conversation: Conversation, now: datetime, *, but: str = "", new: str = "") -> None:
    """Keep the question that is open, as it was asked, where another comes between."""
    open_one, options = conversation.awaiting or "", list(conversation.options or [])
    if not (open_one or options) or open_one.startswith(UNKEPT) or (open_one.startswith(DRAFT) and new.startswith(DRAFT)):
        return  # nothing is asked, or the new draft takes the old one's place
    asked = _last_question(session, conversation.id, but)
    if asked is None or not is_fresh(open_one, asked.at, now):
        return
    kept = {"awaiting": conversation.awaiting, "options": options, "message": asked.id}
    conversation.asked_before = [*(conversation.asked_before or []), kept][-DEEPEST:]


def is_fresh(awaiting: str, at: datetime, now: datetime) -> bool:
    """Whether a question of that time is worth asking again: a list or choices soon grow old."""
    return now - at <= (LIST_KEPT if not awaiting or awaiting.startswith("search") else KEPT)


def _last_question(session: Session, conversation_id: str, but: str) -> Message | None:
    """The text that asked what is open: the one with a question mark among the replies to the last message, else the last of them."""
    statement = select(Message).where(Message.conversation_id == conversation_id, Message.sender == "bot", Message.text != but).order_by(Message.id.desc()).limit(LOOKED_BACK)
    said = [message for message in session.scalars(statement) if message.kind != "notice" or "?" in message.text]
    together = [message for message in said if message.inbound_id is not None and message.inbound_id == said[0].inbound_id] or said[:1]
    return next((message for message in together if "?" in message.text), together[0] if together else None)
