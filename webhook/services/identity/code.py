"""One-time codes: who may be sent one, the text itself, and the trying of it.

Whatever was typed, the same work is done and the same words follow, so that nobody can find out which reference or birthday exists.
Which phone: by SMS, from a number on the record, that number and no other. Elsewhere nobody knows which of several people is asking, and a code
on the wrong phone would tell one parent that the other has asked (conduct 10). So with more than one person who may be told, a code goes only to a number
that was typed in the conversation and is one of theirs; with exactly one, to that one.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import phonenumbers
from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.cases.who_asks import is_professional
from webhook.services.clock.days import compulsory_school_ends
from webhook.services.identity.read import normalise_ref
from webhook.services.texts.inbox import number_hash, open_thread
from webhook.services.texts.text import count_segments
from webhook.store.alerts import told_since
from webhook.store.cases import Case, Contact, IdentityCode
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.db import insert_once
from webhook.store.duty import Alert
from webhook.store.identity import (
    count_codes,
    count_wrong_code,
    count_wrong_try,
    find_case_by_ref,
    find_case_or_another,
    forget_tries,
    is_locked,
    list_contacts,
    list_sealed,
    most_tries,
    sent_code_since,
    use_code,
)  # fmt: skip
from webhook.store.messages import Outbound

CASE_TRIES_A_DAY = 15  # wrong tries of one reference by anybody, after which others than its own phones are slowed and staff are told
SLOWED = timedelta(hours=1)
DAY = timedelta(days=1)
EVERYBODY = "everybody"

People = list[tuple[Contact, PhoneNumber]]


@dataclass(frozen=True)
class Claim:
    """What an asker says, from which conversation, by which message."""

    conversation: Conversation
    inbound_id: int
    ref: str
    born: date
    now: datetime

    @property
    def who(self) -> list[str]:
        """The names under which tries are counted: the conversation, and the number if there is one."""
        return [name for name in (self.conversation.id, self.conversation.number_hash) if name]


def ref_key(parts: Parts, ref: str) -> str:
    """How a reference is known in the database: without dashes, spaces or case."""
    return parts.vault.hash("ref", normalise_ref(ref))


def ending(ref: str) -> str:
    """What staff and texts call a case by."""
    return f"…{ref[-4:]}"


def choose_ref(parts: Parts, session: Session, refs: tuple[str, ...]) -> str:
    """Of the ways to read a reference, the first that is on record, else the plainest. Which one it was shows nowhere."""
    known = [ref for ref in refs if find_case_by_ref(session, ref_key(parts, ref)) is not None]
    return known[0] if known else refs[-1]


def send_code(parts: Parts, session: Session, claim: Claim) -> str:
    """Send a code if everything matches and nothing forbids it; the conversation whose outbox to look at, either way."""
    key = ref_key(parts, claim.ref)
    found = find_case_or_another(session, key)
    case = found if found is not None and found.ref_key == key else None
    matches = _matches(parts, case, claim.born)
    people = list_contacts(session, found.id if found else 0)
    contact = choose_contact(people, claim.conversation.number_hash, typed_numbers(parts, session, claim.conversation.id), found, local_date(claim.now))
    locked = is_locked(session, claim.who, key, claim.now)
    code = f"{secrets.randbelow(10**6):06d}"
    code_hash, expires = hash_code(parts, claim.conversation.id, code), claim.now + timedelta(minutes=parts.settings.code_minutes)
    text = parts.content.messages["code_text"].sms.format(code=code)
    sealed = parts.vault.seal(text)
    if case is None or contact is None or not matches or locked or not _within_limits(parts, session, case, contact, key, claim):
        return claim.conversation.id
    row = IdentityCode(conversation_id=claim.conversation.id, case_id=case.id, contact_id=contact.id, code_hash=code_hash)
    row.created_at, row.expires_at = claim.now, expires
    session.add(row)
    session.flush()
    return _queue_code(parts, session, claim, contact, row.id, sealed, count_segments(text))


def try_code(parts: Parts, session: Session, claim: Claim, code: str) -> IdentityCode | None:
    """Use a code up, or count a wrong try. None for every reason alike."""
    key = ref_key(parts, claim.ref)
    case = find_case_by_ref(session, key)
    matches = _matches(parts, case, claim.born)
    hashed = hash_code(parts, claim.conversation.id, code)
    if matches and case is not None and not is_locked(session, claim.who, key, claim.now):
        used = use_code(session, claim.conversation.id, case.id, hashed, claim.now, parts.settings.code_tries)
        if used is not None:
            forget_tries(session, claim.who, key)
            return used
    _count_wrong(parts, session, claim, key, case)
    return None


def is_claim_locked(parts: Parts, session: Session, claim: Claim) -> bool:
    """Whether this asker has used up the tries of this reference. The same for references that exist and that do not."""
    return is_locked(session, claim.who, ref_key(parts, claim.ref), claim.now)


def tries_left(parts: Parts, session: Session, claim: Claim) -> int:
    """How many more codes this asker may try for this reference after a wrong one. The same for references that exist and that do not."""
    return max(parts.settings.code_tries - most_tries(session, claim.who, ref_key(parts, claim.ref)), 0)


def hash_code(parts: Parts, conversation_id: str, code: str) -> str:
    """A code as it is kept: bound to its conversation, never in clear."""
    return parts.vault.hash("code", f"{conversation_id}:{code}")


def choose_contact(people: People, own_number: str | None, typed: set[str], case: Case | None, today: date) -> Contact | None:
    """The one person a code may go to, or nobody; the reasons are at the top of this file."""
    for contact, number in people:
        if own_number is not None and number.number_hash == own_number:
            return contact if may_be_told(contact, case, today) and may_be_texted(contact, number, own=True) else None
    told = [(contact, number) for contact, number in people if may_be_told(contact, case, today)]
    if len(told) > 1:
        told = [(contact, number) for contact, number in told if number.number_hash in typed]
    if len(told) != 1:
        return None
    contact, number = told[0]
    return contact if may_be_texted(contact, number, own=False) else None


def may_be_told(contact: Contact, case: Case | None, today: date) -> bool:
    """Not who is on the record no more, not with disclosure=no, not who is there by their work; and after compulsory school age only who holds the rights (conduct 12)."""
    if contact.ended_at is not None or contact.disclosure is False or is_professional(contact.relationship):
        return False
    grown = case is not None and case.child_dob is not None and today > compulsory_school_ends(case.child_dob)
    return bool(contact.rights_holder) if grown else True


def may_be_texted(contact: Contact, number: PhoneNumber, *, own: bool) -> bool:
    """Never after STOP, nor where texts are not safe; a phone that may be watched only when it asked itself (conduct 3)."""
    if number.opted_out_at is not None or contact.safe_to_text == "no":
        return False
    return own or number.unsafe_at is None


def typed_numbers(parts: Parts, session: Session, conversation_id: str) -> set[str]:
    """The phone numbers somebody typed in this conversation while they are kept, as hashes."""
    found = set()
    for row in list_sealed(session, conversation_id, ("phone",)):
        try:
            number = phonenumbers.parse(parts.vault.open(row.value_sealed), "GB")
        except phonenumbers.NumberParseException:
            continue
        found.add(number_hash(parts, phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)))
    return found


def _matches(parts: Parts, case: Case | None, born: date) -> bool:
    known = case.child_dob.isoformat() if case is not None and case.child_dob is not None else "none"
    return hmac.compare_digest(parts.vault.hash("dob", known), parts.vault.hash("dob", born.isoformat()))


def _within_limits(parts: Parts, session: Session, case: Case, contact: Contact, key: str, claim: Claim) -> bool:
    """Three codes a day per contact. What the contact's own phone asks for counts apart from what all others do, so that nobody locks it out (conduct 9); staff hear of a limit once."""
    own = contact.number_hash == claim.conversation.number_hash
    if count_codes(session, contact, claim.now, own=own) >= parts.settings.codes_per_day:
        _tell_staff(session, "identity_own_codes" if own else "identity_codes", claim, case)
        return False
    slowed = not own and is_locked(session, [EVERYBODY], key, claim.now)
    return not (slowed and sent_code_since(session, case.id, claim.now - SLOWED))


def _count_wrong(parts: Parts, session: Session, claim: Claim, key: str, case: Case | None) -> None:
    count_wrong_code(session, claim.conversation.id, claim.now)
    for who in claim.who:
        count_wrong_try(session, who, key, claim.now, parts.settings.code_tries, timedelta(minutes=parts.settings.code_lock_minutes))
    tries = count_wrong_try(session, EVERYBODY, key, claim.now, CASE_TRIES_A_DAY, timedelta(days=1))
    if tries == CASE_TRIES_A_DAY:
        _tell_staff(session, "identity_tries", claim, case)


def _tell_staff(session: Session, kind: str, claim: Claim, case: Case | None) -> None:
    """One alert a day for a kind and a case, with the end of its reference."""
    values = {"kind": kind, "conversation_id": claim.conversation.id, "inbound_id": claim.inbound_id, "topic": "case_identity"}
    detail = ending(case.case_ref) if case else ""
    if not case or not told_since(session, kind, detail, claim.now - DAY, trial=claim.conversation.trial):
        insert_once(session, Alert, {**values, "detail": detail, "trial": claim.conversation.trial, "at": claim.now})


def _queue_code(parts: Parts, session: Session, claim: Claim, contact: Contact, code_id: int, sealed: bytes, segments: int) -> str:
    """Into the outbox of the phone's own thread, and into no transcript. Its dedupe_key, `code<id>`, is how a trial finds it."""
    target = claim.conversation.id
    if claim.conversation.number_hash != contact.number_hash:
        number = session.get_one(PhoneNumber, contact.number_hash)
        target = open_thread(parts, session, number, claim.now, trial=claim.conversation.trial)
    values = {"conversation_id": target, "dedupe_key": f"code{code_id}", "channel": "sms", "kind": "code", "number_hash": contact.number_hash}
    insert_once(session, Outbound, {**values, "body_sealed": sealed, "segments": segments, "created_at": claim.now, "updated_at": claim.now})
    return target
