"""Works conversations: one worker on one at a time, its messages in order, nothing left behind (design's life of a message)."""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta

from webhook.bootstrap import Parts
from webhook.services.crisis import send_card_if_unanswered
from webhook.services.outbox import note_lost_sends
from webhook.services.turn import take_turn
from webhook.store.inbox import drop_lease, find_left_behind, next_inbound, take_lease, wipe_expired
from webhook.store.jobs import find_due_jobs
from webhook.store.messages import Inbound
from webhook.store.outbox import find_unsent

log = logging.getLogger(__name__)
MAX_TRIES = 5


def work_conversation(parts: Parts, conversation_id: str) -> int:
    """Work every due message of a conversation unless another worker holds it; how many turns were taken."""
    owner, turns = uuid.uuid4().hex, 0
    while True:
        now = parts.clock.now()
        with parts.db.writing() as session:
            if not take_lease(session, conversation_id, owner, now, parts.settings.lease_s):
                return turns
            inbound = next_inbound(session, conversation_id, now)
            if inbound is None:
                drop_lease(session, conversation_id, owner)  # same transaction as the look: a message that comes now queues its own job
                return turns
        _take_guarded(parts, inbound)
        turns += 1


def _take_guarded(parts: Parts, inbound: Inbound) -> None:
    """A turn that breaks must not stop the ones behind it; after MAX_TRIES it is left to staff as waiting."""
    try:
        take_turn(parts, inbound.id)
    except Exception as error:
        log.exception("turn %s broke: %s", inbound.id, type(error).__name__)
        with parts.db.writing() as session:
            row = session.get_one(Inbound, inbound.id)
            row.attempts += 1
            row.state = "waiting"
            row.next_try_at = parts.clock.now() + timedelta(seconds=parts.settings.rasa_retry_s * (1 if row.attempts < MAX_TRIES else 60))


def sweep(parts: Parts) -> None:
    """Find what was left: messages nobody works, texts nobody sends, jobs that are due, secrets whose time is over."""
    now = parts.clock.now()
    with parts.db.reading() as session:
        conversations, unsent, jobs = find_left_behind(session, now), find_unsent(session, now), find_due_jobs(session, now)
    for conversation_id in conversations:
        parts.queue.work(conversation_id)
    for conversation_id in unsent:
        parts.queue.send(conversation_id)
    for job in jobs:
        send_card_if_unanswered(parts, job.id)
    note_lost_sends(parts)
    with parts.db.writing() as session:
        wipe_expired(session, now, parts.settings.sealed_minutes)


