"""Sends what stands in the outbox: in order, never twice, never after STOP, never to a phone that may be watched unless it is the answer itself."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.sms import OPTED_OUT, SendRefused, SendUnknown
from webhook.services.texts.consent import note_refusal
from webhook.store.alerts import close_unknown_alerts
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.duty import Alert
from webhook.store.messages import Outbound
from webhook.store.outbox import UPDATE, advance, claim_outbound, find_lost_sends, put_back

log = logging.getLogger(__name__)
TWILIO_STATES = {
    "queued": "sent",
    "accepted": "sent",
    "sending": "sent",
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "failed",
    "failed": "failed",
}


def send_due(parts: Parts, conversation_id: str) -> int:
    """Send the conversation's due texts one after another; how many left."""
    left = 0
    while _send_next(parts, conversation_id):
        left += 1
    return left


def _send_next(parts: Parts, conversation_id: str) -> bool:
    with parts.db.writing() as session:
        outbound = claim_outbound(session, conversation_id, parts.clock.now())
        if outbound is None:
            return False
        number = session.get_one(PhoneNumber, outbound.number_hash)
        if number.opted_out_at is not None and outbound.kind != "consent":
            advance(session, outbound.id, "cancelled", parts.clock.now(), error="opted out")
            return True
        if outbound.kind == UPDATE and (wake := parts.content.updates.quiet.wake_time(parts.clock.now())):
            put_back(session, outbound.id, wake, "quiet hours", parts.clock.now())
            return True
        to, body = parts.vault.open(number.number_sealed), parts.vault.open(outbound.body_sealed)
    callback = f"{parts.settings.public_base}/sms/status?outbox={outbound.id}"
    try:
        sid = parts.sms.send(to=to, body=body, status_callback=callback)
    except SendRefused as refusal:
        return _refused(parts, outbound, refusal)
    except SendUnknown as doubt:
        with parts.db.writing() as session:
            _unknown(session, outbound, str(doubt), parts.clock.now())
        return True
    with parts.db.writing() as session:
        now = parts.clock.now()
        advance(session, outbound.id, "sent", now, provider_sid=sid)
        if outbound.updated_at < _lost_before(parts, now):  # so slow that it was given up for lost meanwhile
            close_unknown_alerts(session, outbound.conversation_id, now)
    return True


def _refused(parts: Parts, outbound: Outbound, refusal: SendRefused) -> bool:
    now = parts.clock.now()
    log.warning("text %s refused: %s", outbound.id, refusal.code)
    with parts.db.writing() as session:
        if refusal.retryable and outbound.attempts < parts.settings.outbox_tries:
            wait = timedelta(seconds=parts.settings.outbox_retry_s * 2 ** (outbound.attempts - 1))
            put_back(session, outbound.id, now + wait, str(refusal.code), now)
            return False
        advance(session, outbound.id, "failed", now, error=str(refusal.code))
        if refusal.code == OPTED_OUT:
            note_refusal(session, session.get_one(PhoneNumber, outbound.number_hash), now)
        else:
            _alert_staff(session, outbound, now)  # a reply that never arrives must not be lost without a word
    return True


def _unknown(session: Session, outbound: Outbound, why: str, now: datetime) -> None:
    """Not sent again by itself. Its status callback, which carries our id, may still tell; until then staff know."""
    if advance(session, outbound.id, "unknown", now, error=why):
        _alert_staff(session, outbound, now)


def _alert_staff(session: Session, outbound: Outbound, now: datetime) -> None:
    trial = session.get_one(Conversation, outbound.conversation_id).trial
    session.add(Alert(kind="sms_unknown", conversation_id=outbound.conversation_id, detail="", trial=trial, at=now))


def note_lost_sends(parts: Parts) -> None:
    """After a crash in the middle of a send: nobody knows whether it left."""
    now = parts.clock.now()
    with parts.db.writing() as session:
        for outbound in find_lost_sends(session, _lost_before(parts, now)):
            _unknown(session, outbound, "worker stopped while sending", now)


def _lost_before(parts: Parts, now: datetime) -> datetime:
    """A text whose sending began before this, and is not done, is nowhere: the call has timed out twice over."""
    return now - timedelta(seconds=parts.settings.twilio_timeout_s * 2)


def note_status(parts: Parts, *, outbox_id: int | None, message_sid: str, status: str, error_code: str) -> bool:
    """A delivery report from Twilio. False if it names no text of ours or would move it backwards."""
    state = TWILIO_STATES.get(status)
    if state is None:
        return False
    with parts.db.writing() as session:
        outbound = session.query(Outbound).filter_by(provider_sid=message_sid).first() if message_sid else None
        if outbound is None and outbox_id is not None:
            outbound = session.get(Outbound, outbox_id)
            if outbound is not None and outbound.provider_sid not in (None, message_sid):
                return False
        if outbound is None:
            return False
        now = parts.clock.now()
        if not advance(session, outbound.id, state, now, provider_sid=message_sid or None, error=error_code or None):
            return False
        close_unknown_alerts(session, outbound.conversation_id, now)
        if error_code == str(OPTED_OUT) and outbound.number_hash:
            note_refusal(session, session.get_one(PhoneNumber, outbound.number_hash), now)
        return True
