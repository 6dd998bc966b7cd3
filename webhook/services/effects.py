"""What each writing /api call does, inside the transaction that also keeps its first result (services/once)."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.cases.cases import NOT_AVAILABLE, NOT_PROVEN, case_status, seal_status
from webhook.services.identity.identity import leave_check, take_step
from webhook.services.once import Outcome
from webhook.services.people.handovers import request_handover
from webhook.services.people.hours import is_open
from webhook.services.people.passed_on import find_passed_on
from webhook.services.surgeries.surgeries import upcoming_surgeries, wish_to_be_told, wish_to_come
from webhook.store.conversations import Conversation
from webhook.store.messages import Inbound

HANDOVER_KINDS = ("person", "callback", "pass", "update_details", "surgery_book", "identity")
WISHES = ("tell", "book")


class NotThatConversation(Exception):
    """No such message in such a conversation."""


def check_message(session: Session, conversation_id: str, message_id: int) -> tuple[Conversation, Inbound]:
    """The conversation and its message. Raises NotThatConversation when they do not belong together."""
    inbound = session.get(Inbound, message_id)
    if inbound is None or inbound.conversation_id != conversation_id:
        raise NotThatConversation
    return session.get_one(Conversation, conversation_id), inbound


def step_effect(parts: Parts, session: Session, conversation_id: str, message_id: int, body: dict[str, Any]) -> Outcome:
    """One step of the identity check."""
    return take_step(parts, session, conversation_id, message_id, intent=str(body.get("intent") or ""), leave=bool(body.get("leave")))


def leave_effect(parts: Parts, session: Session, conversation_id: str, message_id: int, body: dict[str, Any]) -> Outcome:
    """The check is left."""
    return leave_check(parts, session, conversation_id)


def status_effect(parts: Parts, session: Session, conversation_id: str, message_id: int, body: dict[str, Any]) -> Outcome:
    """The status, sealed: the action passes it through Rasa, which must not be able to read it (design 5)."""
    status = case_status(parts, session, conversation_id)
    shown = status.stage not in (NOT_PROVEN, NOT_AVAILABLE)
    return Outcome({"verified": status.stage != NOT_PROVEN, "available": shown, "status": seal_status(parts, status, conversation_id)})


def wish_effect(parts: Parts, session: Session, conversation_id: str, message_id: int, body: dict[str, Any]) -> Outcome:
    """To be told of the next date, or to come; the second is a person's to arrange."""
    conversation, inbound = check_message(session, conversation_id, message_id)
    now = parts.clock.now()
    if body["wants"] == "tell":
        wish_to_be_told(session, conversation, now)
        return Outcome({"say": "surgery_none_saved", "wants": "tell"})
    wish_to_come(parts, session, conversation, inbound, now)
    return Outcome({"say": "surgery_booking_by_person", "wants": "book"})


def handover_effect(parts: Parts, session: Session, conversation_id: str, message_id: int, body: dict[str, Any]) -> Outcome:
    """A person is asked for. The turn that says so adds to this one: nobody stands in the queue twice."""
    conversation, inbound = check_message(session, conversation_id, message_id)
    now = parts.clock.now()
    summary = "\n".join(find_passed_on(session, conversation_id, inbound.masked_text or "", now))
    urgent, in_hours = "urgent_today" in inbound.flags, is_open(parts.content.hours, now)
    request_handover(session, conversation, kind=body["kind"], summary=summary, urgent=urgent, in_hours=in_hours, now=now)
    return Outcome({"say": "handover", "kind": body["kind"]})


def read_surgeries(parts: Parts) -> dict[str, Any]:
    """The coming surgeries."""
    with parts.db.reading() as session:
        return upcoming_surgeries(session, parts.clock.now())
