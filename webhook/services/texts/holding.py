"""When a message cannot be answered now: an honest holding reply, the list staff see, and the message kept to be answered later, once.

Two reasons are kept apart. Rasa is away: everything behind waits too, so that answers come in order. One turn breaks: only that one waits.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import LONDON
from webhook.services.people.handovers import handover_turn, open_handover, request_handover, summarise
from webhook.services.people.hours import is_open
from webhook.services.people.passed_on import add_lines
from webhook.services.staff.content import console_words
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.services.turn.record import queue_reply
from webhook.store.alerts import close_alerts_of_kind, has_open_alert
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.db import insert_once
from webhook.store.duty import Alert
from webhook.store.inbox import find_waiting, was_worked_since
from webhook.store.messages import Inbound

MAX_TRIES = 5


def hold_for_rasa(parts: Parts, heard: Heard) -> Turn | None:
    """Leave the message waiting: one holding reply for each stretch, one open alert for each outage. A watched phone gets no late answer: staff have it."""
    if heard.unsafe:
        return handover_turn(parts, heard, "waiting")
    now = parts.clock.now()
    with parts.db.writing() as session:
        inbound = session.get_one(Inbound, heard.inbound.id, with_for_update=True)
        if inbound.state == "done":
            return None
        conversation = session.get_one(Conversation, inbound.conversation_id)
        others = [other for other in find_waiting(session, conversation.id) if other.id != inbound.id]
        first = inbound.state == "received" and not others and conversation.held_by is None
        inbound.state, inbound.lane = "waiting", "holding"
        for waiting in (inbound, *others):
            waiting.next_try_at = now + timedelta(seconds=parts.settings.rasa_retry_s)
        if first:
            _say_holding(parts, session, conversation, inbound, now)
        _put_on_list(parts, session, conversation, inbound, now)
        if not has_open_alert(session, "rasa_down", trial=conversation.trial):
            close_alerts_of_kind(session, "rasa_back", now, trial=conversation.trial)
            session.add(Alert(kind="rasa_down", conversation_id=conversation.id, inbound_id=inbound.id, detail="", trial=conversation.trial, at=now))
    if first and heard.channel == "sms":
        parts.queue.send(heard.conversation.id)
    return None


def hold_broken(parts: Parts, inbound_id: int) -> None:
    """A turn that broke is tried again with a growing wait and never stops those behind it; after MAX_TRIES it is left to staff, never lost."""
    now = parts.clock.now()
    with parts.db.writing() as session:
        inbound = session.get_one(Inbound, inbound_id, with_for_update=True)
        if inbound.state == "done":
            return
        conversation = session.get_one(Conversation, inbound.conversation_id)
        number = session.get(PhoneNumber, conversation.number_hash) if conversation.number_hash else None
        first, inbound.attempts = inbound.state == "received", inbound.attempts + 1
        if inbound.safety is None:
            _alert_unassessed(session, inbound, conversation, now)
        inbound.state, inbound.next_try_at = "waiting", now + timedelta(seconds=parts.settings.rasa_retry_s * 2 ** (min(inbound.attempts, MAX_TRIES) - 1))
        if inbound.attempts >= MAX_TRIES:
            inbound.state, inbound.lane, inbound.done_at = "done", "handover", now
        watched = conversation.unsafe_at or (number and (number.unsafe_at or number.opted_out_at))
        if first and not watched and conversation.held_by is None:
            _say_holding(parts, session, conversation, inbound, now)
        _put_on_list(parts, session, conversation, inbound, now)
    if first and conversation.channel == "sms":
        parts.queue.send(conversation.id)


def leave_late_to_staff(parts: Parts, heard: Heard) -> Turn | None:
    """A message that waited, from a phone that may be watched by now: staff have it on their list, and nothing is sent (conduct 3)."""
    return Turn(lane="silent", flags=heard.flags) if heard.inbound.state == "waiting" and heard.unsafe else None


def take_off_list(session: Session, heard: Heard) -> None:
    """The late answer went out: close what only said that somebody waits, unless a person has it or more is waiting."""
    handover = open_handover(session, heard.conversation.id)
    others = [other for other in find_waiting(session, heard.conversation.id) if other.id != heard.inbound.id]
    if handover is not None and handover.kind == "waiting" and handover.state == "waiting" and not others:
        handover.state, handover.closed_at, handover.outcome = "closed", heard.now, "answered"


def tell_back(parts: Parts, session: Session, heard: Heard) -> None:
    """A message that waited for Rasa is answered: nobody is left to read that the assistant does not answer, only that it did not, and from when."""
    now, trial = parts.clock.now(), heard.conversation.trial
    since = close_alerts_of_kind(session, "rasa_down", now, trial=trial) if heard.inbound.lane == "holding" else None
    if since is None:
        return
    close_alerts_of_kind(session, "rasa_back", now, trial=trial)
    detail = str(console_words(parts)["rasa_back_detail"]).format(since=f"{since.astimezone(LONDON):%H:%M, %-d %B}")
    session.add(Alert(kind="rasa_back", detail=detail, trial=trial, at=now))


def keep_question(parts: Parts, heard: Heard, turn: Turn) -> None:
    """What was asked since a held message came ("What number should we ring?") stays open after its late answer, unless that asks something itself. A number is taken beside choices."""
    if heard.inbound.state != "waiting" or turn.changes.get("awaiting") or (turn.changes.get("options") and heard.conversation.awaiting != "callback"):
        return
    with parts.db.reading() as session:
        asked_since = was_worked_since(session, heard.inbound)
    if asked_since:
        turn.changes = {column: value for column, value in turn.changes.items() if column != "awaiting" and (column != "options" or value)}


def _say_holding(parts: Parts, session: Session, conversation: Conversation, inbound: Inbound, now: datetime) -> None:
    reply = Reply(parts.content.messages["holding"].on(conversation.channel), kind="holding")
    queue_reply(parts, session, conversation, reply, dedupe_key=f"hold{inbound.id}", now=now, inbound_id=inbound.id)


def _put_on_list(parts: Parts, session: Session, conversation: Conversation, inbound: Inbound, now: datetime) -> None:
    """The holding reply says that staff see the message: so they do. A request for a person that is open already stays what it is."""
    summary, handover = summarise(session, conversation.id, inbound.masked_text or ""), open_handover(session, conversation.id)
    if handover is None or handover.kind == "waiting":
        in_hours, urgent = is_open(parts.content.hours, now), "urgent_today" in inbound.flags
        request_handover(session, conversation, kind="waiting", summary=summary, urgent=urgent, in_hours=in_hours, now=now)
    else:
        add_lines(handover, [summary])


def _alert_unassessed(session: Session, inbound: Inbound, conversation: Conversation, now: datetime) -> None:
    """Nobody could look for danger in it, so staff must, as in a crisis."""
    values = {"kind": "crisis", "conversation_id": conversation.id, "inbound_id": inbound.id, "topic": None, "detail": inbound.masked_text or ""}
    insert_once(session, Alert, {**values, "original_sealed": inbound.body_sealed, "trial": conversation.trial, "at": now})
