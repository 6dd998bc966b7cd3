"""Who may be texted about a case, who may be asked whether they want it, and turning it on and off.

Each contact chooses for themselves, and nobody learns what another chose (conduct 9, 10). A text goes to the phone on the record, wherever the choice
was made. A choice made in a trial (`make ask`) changes nothing for the family.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.identity.code import may_be_texted, may_be_told
from webhook.services.texts.inbox import open_thread, sms_conversation_id
from webhook.services.turn.heard import Heard
from webhook.services.updates.plan import plan_dates
from webhook.store.alerts import had_danger_since
from webhook.store.cases import Case, Contact
from webhook.store.conversations import ConsentEvent, Conversation, PhoneNumber
from webhook.store.db import insert_once
from webhook.store.updates import find_choice, keep_choice, list_choices, list_contacts_of, stop_updates

ON, OFF = "posted_on", "posted_off"  # events of the consent ledger
MAY_BE_ASKED_AGAIN = ("case", "stop")  # it was not their own no


def may_get_updates(parts: Parts, session: Session, contact: Contact) -> bool:
    """Whether texts about the case may go to this contact's phone at this moment, wanted or not."""
    case, number = session.get_one(Case, contact.case_id), session.get_one(PhoneNumber, contact.number_hash)
    thread = _thread_of(parts, session, number)
    silent = thread is not None and (thread.unsafe_at is not None or thread.bereaved_at is not None)
    told = may_be_told(contact, case, local_date(parts.clock.now()))
    return case.case_status == "open" and told and may_be_texted(contact, number, own=False) and not silent


def may_be_asked(parts: Parts, session: Session, conversation: Conversation, contact: Contact) -> bool:
    """Whether to ask: not who has answered, not after a death, and not in the days after a crisis (conduct 2)."""
    if not may_get_updates(parts, session, contact) or conversation.unsafe_at is not None or conversation.bereaved_at is not None:
        return False
    since = parts.clock.now() - timedelta(days=parts.content.updates.calm_days)
    thread = _thread_of(parts, session, session.get_one(PhoneNumber, contact.number_hash))
    if had_danger_since(session, [conversation.id, *([thread.id] if thread else [])], since):
        return False
    choice = find_choice(session, contact.id)
    return choice is None or (choice.state == "off" and choice.by in MAY_BE_ASKED_AGAIN)


def turn_on(parts: Parts, session: Session, heard: Heard, contact_id: int) -> None:
    """The contact wants texts: kept, written into the ledger, and the coming dates planned. The thread is held first, as wherever texts are taken back."""
    contact = session.get(Contact, contact_id)
    if contact is None or heard.conversation.trial:
        return
    thread = open_thread(parts, session, session.get_one(PhoneNumber, contact.number_hash), heard.now)
    session.get_one(Conversation, thread, with_for_update=True)
    if not may_get_updates(parts, session, contact):
        return
    keep_choice(session, contact.id, "on", "contact", heard.now)
    _note(session, contact, ON, heard)
    plan_dates(parts, session, session.get_one(Case, contact.case_id), contact)


def turn_off(session: Session, heard: Heard, contacts: list[Contact]) -> None:
    """The contacts want none, or none any more."""
    if heard.conversation.trial:
        return
    stop_updates(session, [contact.id for contact in contacts], "contact", heard.now)
    for contact in contacts:
        keep_choice(session, contact.id, "off", "contact", heard.now)
        _note(session, contact, OFF, heard)


def are_on(session: Session, conversation: Conversation) -> bool | None:
    """Whether texts are on for who writes in a conversation: None when that is nobody on a record, or nobody who was asked."""
    choices = list_choices(session, [contact.id for contact in list_contacts_of(session, conversation)])
    return any(choice.state == "on" for choice in choices) if choices else None


def turn_off_by_staff(session: Session, conversation: Conversation, now: datetime) -> int:
    """Staff turn them off for who writes in a conversation; they are not asked again, but can ask. How many choices were on."""
    contacts = [contact for contact in list_contacts_of(session, conversation) if (choice := find_choice(session, contact.id)) and choice.state == "on"]
    for number_hash in sorted({contact.number_hash for contact in contacts}):
        session.add(ConsentEvent(number_hash=number_hash, event=OFF, source="staff", at=now))
    return stop_updates(session, [contact.id for contact in contacts], "staff", now)


def _note(session: Session, contact: Contact, event: str, heard: Heard) -> None:
    values = {"number_hash": contact.number_hash, "event": event, "source": heard.channel, "inbound_id": heard.inbound.id, "at": heard.now}
    insert_once(session, ConsentEvent, values)


def _thread_of(parts: Parts, session: Session, number: PhoneNumber) -> Conversation | None:
    return session.get(Conversation, sms_conversation_id(parts, parts.vault.open(number.number_sealed)))
