"""How long every table keeps what it holds, and the deletes that keep it so. tests/project/test_guards.py fails for a table without a rule.

`why` is for people (docs are made from it). `over` says which rows are past their time: it gets now and the oldest moment a transcript may have.
None: nothing is deleted here, and `why` says who decides. The order is the order of deletion, children first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from webhook.store.bookings import BookingDraft, SurgeryBooking, SurgeryWait
from webhook.store.cases import Contact, IdentityCheck, IdentityCode, IdentityLock
from webhook.store.conversations import ConsentEvent, Conversation, FirstResult, PhoneNumber, SealedValue
from webhook.store.db import Base
from webhook.store.directory_use import DirectoryReport, DirectorySearch, UnmetNeed
from webhook.store.duty import Alert, Handover
from webhook.store.extracts import CaseImport
from webhook.store.messages import ClockJob, Inbound, Message, Outbound
from webhook.store.surgeries import SurgeryRequest
from webhook.store.workers import Worker

Over = Callable[[datetime, datetime], ColumnElement[bool]]


@dataclass(frozen=True)
class Rule:
    """What is kept how long."""

    why: str
    table: type[Base] | None = None
    over: Over | None = None


def _unused(key: Any, *children: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    return and_(*(~exists().where(child == key) for child in children))


RETENTION: dict[str, Rule] = {
    "sealed_values": Rule("SEALED_MINUTES after the message: references, dates, codes and numbers somebody wrote.", SealedValue, lambda now, old: SealedValue.expires_at < now),
    "first_results": Rule("7 days: long enough for any retry of the same message.", FirstResult, lambda now, old: FirstResult.at < now - timedelta(days=7)),
    "workers": Rule("A day after it was last seen; one that is stopped takes its row with it.", Worker, lambda now, old: Worker.seen_at < now - timedelta(days=1)),
    "identity_checks": Rule("A day after its last step.", IdentityCheck, lambda now, old: IdentityCheck.updated_at < now - timedelta(days=1)),
    "identity_codes": Rule("2 days: the limit of codes looks back one day.", IdentityCode, lambda now, old: IdentityCode.expires_at < now - timedelta(days=2)),
    "identity_locks": Rule("2 days after the last wrong try.", IdentityLock, lambda now, old: IdentityLock.updated_at < now - timedelta(days=2)),
    "directory_searches": Rule("A day after its last step: a later question begins anew.", DirectorySearch, lambda now, old: DirectorySearch.at < now - timedelta(days=1)),
    "directory_reports": Rule("TRANSCRIPT_DAYS once closed, masked.", DirectoryReport, lambda now, old: and_(DirectoryReport.closed_at.is_not(None), DirectoryReport.closed_at < old)),
    "unmet_needs": Rule(
        "Two years, so that a report can compare one with the next: filters and a day, nothing personal.", UnmetNeed, lambda now, old: UnmetNeed.day < (now - timedelta(days=731)).date()
    ),
    "clock_jobs": Rule("30 days once done or dropped.", ClockJob, lambda now, old: and_(ClockJob.state != "due", ClockJob.due_at < now - timedelta(days=30))),
    "outbox": Rule("TRANSCRIPT_DAYS. Bodies are sealed all that time.", Outbound, lambda now, old: Outbound.created_at < old),
    "messages": Rule("TRANSCRIPT_DAYS, masked.", Message, lambda now, old: and_(Message.at < old, _unused(Message.id, Outbound.message_id))),
    "alerts": Rule("TRANSCRIPT_DAYS once acknowledged; the original words ALERT_ORIGINAL_DAYS.", Alert, lambda now, old: and_(Alert.at < old, Alert.acknowledged_at.is_not(None))),
    "handovers": Rule("TRANSCRIPT_DAYS once closed.", Handover, lambda now, old: and_(Handover.closed_at.is_not(None), Handover.closed_at < old)),
    "booking_drafts": Rule("A day after its last step.", BookingDraft, lambda now, old: BookingDraft.updated_at < now - timedelta(days=1)),
    "surgery_bookings": Rule(
        "30 days after the surgery: names and needs, sealed; with it the tie to a number given for reminders.",
        SurgeryBooking,
        lambda now, old: SurgeryBooking.day < (now - timedelta(days=30)).date(),
    ),
    "surgery_waits": Rule("30 days after the surgery.", SurgeryWait, lambda now, old: SurgeryWait.day < (now - timedelta(days=30)).date()),
    "surgery_requests": Rule("TRANSCRIPT_DAYS.", SurgeryRequest, lambda now, old: SurgeryRequest.at < old),
    "inbound": Rule(
        "TRANSCRIPT_DAYS, masked; the original SEALED_MINUTES, in staff's hands until they hand back, HANDOVER_ORIGINAL_DAYS at most.",
        Inbound,
        lambda now, old: and_(Inbound.received_at < old, Inbound.state == "done", _unused(Inbound.id, Message.inbound_id, Outbound.inbound_id, Alert.inbound_id, SealedValue.inbound_id)),
    ),
    "conversations": Rule(
        "TRANSCRIPT_DAYS after the last message, once nothing refers to it.",
        Conversation,
        lambda now, old: and_(
            Conversation.last_seen_at < old,
            Conversation.held_by.is_(None),
            _unused(
                Conversation.id,
                Inbound.conversation_id,
                Message.conversation_id,
                Outbound.conversation_id,
                Alert.conversation_id,
                Handover.conversation_id,
                ClockJob.conversation_id,
                SealedValue.conversation_id,
                SurgeryRequest.conversation_id,
                SurgeryBooking.conversation_id,
                SurgeryWait.conversation_id,
                BookingDraft.conversation_id,
                IdentityCheck.conversation_id,
                IdentityCode.conversation_id,
            ),
        ),
    ),
    "contacts": Rule("As long as the council's extract names them; TRANSCRIPT_DAYS after it no longer does.", Contact, lambda now, old: Contact.ended_at < old),
    "phone_numbers": Rule(
        "With the last conversation or contact that uses it; a number that opted out or may be watched stays, so that it is never texted by mistake.",
        PhoneNumber,
        lambda now, old: and_(
            PhoneNumber.created_at < old,
            PhoneNumber.opted_out_at.is_(None),
            PhoneNumber.unsafe_at.is_(None),
            _unused(PhoneNumber.number_hash, Conversation.number_hash, Contact.number_hash, Outbound.number_hash, ConsentEvent.number_hash, SurgeryBooking.contact_hash),
        ),
    ),
    "consent_events": Rule("Kept: the proof of what a number asked. A hash of the number and a date, no words."),
    "case_imports": Rule("TRANSCRIPT_DAYS: counts and reasons. The files SEALED_MINUTES, while somebody has to confirm them.", CaseImport, lambda now, old: CaseImport.at < old),
    "cases": Rule("As long as the council's extract holds the case: the import decides."),
    "case_changes": Rule("Deleted with its case."),
    "update_choices": Rule("Deleted with its contact: the newest word of each on texts about the case. The ledger keeps when."),
    "surgeries": Rule("Kept: dates and places, nothing personal."),
    "directory_services": Rule("Kept: services and organisations, nothing personal. The import decides; withdrawn ones are hidden, not deleted."),
    "directory_tags": Rule("Deleted with its service."),
    "directory_locations": Rule("Deleted with its service."),
    "directory_sessions": Rule("Deleted with its service."),
    "directory_texts": Rule("Deleted with its service."),
    "directory_words": Rule("Made again by every import from the services that are shown."),
    "directory_sources": Rule("Kept: one row a feed, with the report of its last run."),
    "staff": Rule("While the person works here; an administrator deactivates the account."),
    "audit": Rule("Kept: who did what. The council's own records rule decides when it is exported and cleared."),
}


def purge_old(session: Session, now: datetime, transcript_days: int) -> int:
    """Delete what is past its time, children first. Rows deleted."""
    old, gone = now - timedelta(days=transcript_days), 0
    aged = exists().where(Inbound.id == ConsentEvent.inbound_id, Inbound.received_at < old)
    session.execute(update(ConsentEvent).where(aged).values(inbound_id=None))  # the ledger outlives the message
    for rule in RETENTION.values():
        if rule.table is not None and rule.over is not None:
            gone += int(session.execute(delete(rule.table).where(rule.over(now, old))).rowcount)  # type: ignore[attr-defined]
    return gone
