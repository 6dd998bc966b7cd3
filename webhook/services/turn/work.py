"""Works conversations: one worker on one at a time, its messages in order, nothing left behind (design's life of a message)."""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta

from webhook.bootstrap import Parts
from webhook.services.imports.extracts import forget_waiting
from webhook.services.safety.alerts import forget_originals
from webhook.services.safety.crisis import send_card_if_unanswered
from webhook.services.surgeries.changes import tell_changes, tell_next_date
from webhook.services.surgeries.offers import offer_freed_places
from webhook.services.surgeries.reminders import send_surgery_texts
from webhook.services.texts.holding import hold_broken
from webhook.services.texts.outbox import note_lost_sends
from webhook.services.turn.turn import take_turn
from webhook.services.updates.send import send_due_updates
from webhook.store.identity import wipe_stale_checks
from webhook.store.inbox import drop_lease, find_left_behind, next_inbound, take_lease, wipe_expired
from webhook.store.jobs import find_due_jobs
from webhook.store.messages import Inbound
from webhook.store.outbox import find_unsent
from webhook.store.retention import purge_old

log = logging.getLogger(__name__)
LONG_QUEUE = 100
SURGERY_CHORES = (tell_changes, offer_freed_places, send_surgery_texts, tell_next_date)


def work_conversation(parts: Parts, conversation_id: str) -> int:
    """Work the due messages of a conversation unless another worker holds it; how many turns were taken.

    While others wait, one message is worked and the rest takes its place at the queue's end: a family that answers at once would
    otherwise keep its worker, and under load those who came first waited for seconds while a few were served without a pause.
    """
    owner, turns = uuid.uuid4().hex, 0
    inbound = _take_first(parts, conversation_id, owner)
    while inbound is not None:
        _take_guarded(parts, inbound)
        turns += 1
        inbound = _take_next(parts, conversation_id, owner)
    return turns


def _take_first(parts: Parts, conversation_id: str, owner: str) -> Inbound | None:
    """Hold the conversation and look; None if another holds it or nothing is due."""
    now = parts.clock.now()
    with parts.db.writing() as session:
        if not take_lease(session, conversation_id, owner, now, parts.settings.lease_s):
            return None
        inbound = next_inbound(session, conversation_id, now)
        if inbound is None:
            drop_lease(session, conversation_id, owner)
        return inbound


def _take_next(parts: Parts, conversation_id: str, owner: str) -> Inbound | None:
    """Let the conversation go, look, and hold it again if there is more and nobody else waits.

    One transaction that begins with the conversation's row: a message that comes meanwhile was either seen, or queues a job that finds the conversation free.
    """
    now, others_wait = parts.clock.now(), parts.queue.length() > 0
    with parts.db.writing() as session:
        drop_lease(session, conversation_id, owner)
        inbound = next_inbound(session, conversation_id, now)
        held = inbound is not None and not others_wait and take_lease(session, conversation_id, owner, now, parts.settings.lease_s)
    if inbound is not None and others_wait:
        parts.queue.work(conversation_id)
    return inbound if held else None


def _take_guarded(parts: Parts, inbound: Inbound) -> None:
    """A turn that breaks must not stop the ones behind it."""
    try:
        take_turn(parts, inbound.id)
    except Exception as error:
        log.exception("turn %s broke: %s", inbound.id, type(error).__name__)
        hold_broken(parts, inbound.id)


def sweep(parts: Parts) -> None:
    """Find what was left: messages nobody works, texts nobody sends, jobs that are due, secrets whose time is over."""
    for chore in (_queue_left_behind, _send_due_cards, send_due_updates, note_lost_sends, _wipe, forget_originals, *SURGERY_CHORES):
        try:
            chore(parts)
        except Exception as error:  # one chore that breaks must not stop the others
            log.exception("sweep: %s broke: %s", chore.__name__, type(error).__name__)


def forget_old(parts: Parts) -> int:
    """Delete what is past its retention (webhook/store/retention.py), once an hour."""
    forget_waiting(parts)
    with parts.db.writing() as session:
        return purge_old(session, parts.clock.now(), parts.settings.transcript_days)


def _queue_left_behind(parts: Parts) -> None:
    """Nothing is added to a long queue: in an outage the same ids would pile up by the hundred, and new messages would stand behind them."""
    if parts.queue.length() > LONG_QUEUE:
        return
    now = parts.clock.now()
    with parts.db.reading() as session:
        conversations, unsent = find_left_behind(session, now), find_unsent(session, now)
    for conversation_id in conversations:
        parts.queue.work(conversation_id)
    for conversation_id in unsent:
        parts.queue.send(conversation_id)


def _send_due_cards(parts: Parts) -> None:
    with parts.db.reading() as session:
        jobs = find_due_jobs(session, parts.clock.now(), kind="safety_card")
    for job in jobs:
        send_card_if_unanswered(parts, job.id)


def _wipe(parts: Parts) -> None:
    with parts.db.writing() as session:
        now = parts.clock.now()
        wipe_expired(session, now, parts.settings.sealed_minutes, parts.settings.handover_original_days)
        wipe_stale_checks(session, now - timedelta(minutes=parts.settings.sealed_minutes))
