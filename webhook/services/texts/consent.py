"""The STOP/START/HELP ledger. Opt-out is by number, at once, in whatever words; only the number itself opts back in."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.safety.marking import drop_queued
from webhook.services.turn.heard import Heard, Reply, Turn
from webhook.store.booking_find import end_offer, has_live_booking, list_booked, list_offered
from webhook.store.cases import IdentityCheck
from webhook.store.conversations import ConsentEvent, PhoneNumber
from webhook.store.db import insert_once
from webhook.store.duty import Alert
from webhook.store.surgeries import SurgeryRequest
from webhook.store.updates import list_contacts_of, stop_updates

STOP_WORDS = {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"}
START_WORDS = {"START", "YES", "UNSTOP"}
HELP_WORDS = {"HELP", "INFO"}


def keyword_of(heard: Heard) -> str | None:
    """stop, start or help if the whole text is one of Twilio's words; YES counts only from a number that opted out."""
    if heard.channel != "sms":
        return None
    word = heard.text.strip().strip(".!?'\" ").upper()
    if word in STOP_WORDS:
        return "stop"
    if word in START_WORDS and (heard.opted_out or word != "YES"):
        return "start"
    return "help" if word in HELP_WORDS else None


def opt_out(parts: Parts, heard: Heard, source: str) -> Turn:
    """One confirmation, then silence. Someone with a booking or an open form may have meant that: staff are told to ring (conduct 6)."""
    if heard.opted_out:
        return Turn(lane="silent", topics=["opt_out"], effects=[lambda session: record_consent(session, heard, "stop", source)])

    def apply(session: Session) -> None:
        record_consent(session, heard, "stop", source)
        drop_queued(session, heard.conversation, heard.now)
        stop_updates(session, [contact.id for contact in list_contacts_of(session, heard.conversation)], "stop", heard.now)
        if _has_something_open(session, heard):
            raise_alert(session, heard, "may_mean_booking")
        for kept in list_offered(session, heard.conversation.number_hash or heard.conversation.id, trial=heard.conversation.trial):
            end_offer(session, kept, "lapsed", wait="skipped")  # no answer can come any more: the place goes to the next who waits, and staff ring
        if heard.number is not None:
            session.get_one(PhoneNumber, heard.number.number_hash).opted_out_at = heard.now

    return Turn(lane="opt_out", topics=["opt_out"], replies=consent_reply(parts, heard, _confirmation(parts, heard)), changes={"options": [], "awaiting": None}, effects=[apply])


def _confirmation(parts: Parts, heard: Heard) -> str:
    """The one text after an opt-out; to who has a place at a surgery, and may have meant that, also that it is still theirs. Nothing of it to a phone that may be watched."""
    if heard.unsafe or heard.channel != "sms":
        return "opt_out_confirm"
    with parts.db.reading() as session:
        booked = list_booked(session, heard.conversation.number_hash or heard.conversation.id, local_date(heard.now), trial=heard.conversation.trial)
    return "booking_opt_out_confirm" if booked else "opt_out_confirm"


def opt_in(parts: Parts, heard: Heard) -> Turn:
    """Texts may go to this number again."""

    def apply(session: Session) -> None:
        record_consent(session, heard, "start", "keyword")
        if heard.number is not None:
            session.get_one(PhoneNumber, heard.number.number_hash).opted_out_at = None

    return Turn(lane="opt_in", topics=["opt_in"], replies=consent_reply(parts, heard, "opt_in_confirm"), effects=[apply])


def consent_reply(parts: Parts, heard: Heard, key: str) -> list[Reply]:
    """The confirmation, unless Twilio's Advanced Opt-Out has already given its own."""
    return [] if heard.inbound.answered_by_twilio else [Reply(parts.content.messages[key].on(heard.channel), kind="consent")]


def note_refusal(session: Session, number: PhoneNumber, now: object) -> None:
    """Twilio's 21610: the network knows of an opt-out that we did not."""
    number.opted_out_at = number.opted_out_at or now  # type: ignore[assignment]
    session.add(ConsentEvent(number_hash=number.number_hash, event="refused", source="twilio", at=now))


def record_consent(session: Session, heard: Heard, event: str, source: str) -> None:
    """Add to the ledger, once per message."""
    if heard.number is not None:
        insert_once(session, ConsentEvent, {"number_hash": heard.number.number_hash, "event": event, "source": source, "inbound_id": heard.inbound.id, "at": heard.now})


def raise_alert(session: Session, heard: Heard, kind: str, detail: str = "") -> None:
    """Tell staff at once; once per message and kind. Without a detail of its own it carries the masked message."""
    values = {"kind": kind, "conversation_id": heard.conversation.id, "inbound_id": heard.inbound.id, "topic": heard.topic, "detail": detail or heard.masked}
    insert_once(session, Alert, {**values, "trial": heard.conversation.trial, "at": heard.now})


def _has_something_open(session: Session, heard: Heard) -> bool:
    check = session.get(IdentityCheck, heard.conversation.id)
    if check and check.requested:
        return True
    if (heard.conversation.awaiting or "").startswith(("book:", "offer:")) or has_live_booking(session, heard.conversation, local_date(heard.now)):
        return True
    live = select(SurgeryRequest.id).where(SurgeryRequest.conversation_id == heard.conversation.id, SurgeryRequest.state != "withdrawn")
    return session.scalar(live) is not None
