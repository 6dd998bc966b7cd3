"""The three-part check of who is asking: a case reference, the child's date of birth, and a code sent to a phone on the record.

The state is a row here, keyed by conversation; Rasa only hears which question comes next (design 5). Caller id is not identity.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.clients.clock import local_date
from webhook.services.cases.who_asks import is_other_person
from webhook.services.clock.days import compulsory_school_ends
from webhook.services.identity.birth_read import find_wrong_date, put_right
from webhook.services.identity.code import Claim, choose_ref, is_claim_locked, ref_key, send_code, tries_left, try_code
from webhook.services.identity.read import (
    OTHER,
    Details,
    lacks_reference,
    names_phone,
    read_code,
    read_details,
    read_objection,
    read_phone_number,
    read_refs,
    wants_other_case,
    wants_restart,
)
from webhook.services.once import Outcome
from webhook.services.texts.text import TYPED_ALIKE
from webhook.store.cases import Case, IdentityCheck
from webhook.store.conversations import Conversation
from webhook.store.identity import drop_codes, hold_check, keep_sealed, list_sealed
from webhook.store.messages import Inbound

ASK = {"case_ref": "identity_ask_ref", "child_dob": "identity_ask_dob", "code": "identity_ask_code"}
KINDS = ("case_ref", "upn", "date", "phone")  # a UPN stands for the reference where cases come from a return (services/imports/sen2)
UNREAD_BEFORE_OFFER = 2
UNUSABLE_BEFORE_OFFER = 4  # days that cannot be: each was told why, so more of them are borne


def identity_step(parts: Parts, conversation_id: str, message_id: int, *, intent: str = "", leave: bool = False) -> dict[str, object]:
    """Take one message of the check; what to ask next, what to say, and whether it is proven or left."""
    with parts.db.writing() as session:
        outcome = take_step(parts, session, conversation_id, message_id, intent=intent, leave=leave)
    if outcome.send:
        parts.queue.send(outcome.send)
    return outcome.result


def take_step(parts: Parts, session: Session, conversation_id: str, message_id: int, *, intent: str = "", leave: bool = False) -> Outcome:
    """The same inside somebody else's transaction."""
    conversation, inbound = session.get_one(Conversation, conversation_id), session.get_one(Inbound, message_id)
    now = parts.clock.now()
    check = hold_check(session, conversation_id, now)
    if leave:
        return _close(session, check, "identity_refused", now)
    if conversation.bereaved_at is not None:
        return _close(session, check, "identity_offer_person", now)  # no form and no check after a death (conduct 13)
    text = (parts.vault.open(inbound.body_sealed) if inbound.body_sealed else (inbound.masked_text or "")).translate(TYPED_ALIKE)
    sealed: dict[str, list[str]] = {}
    for row in list_sealed(session, conversation_id, KINDS, message_id):
        sealed.setdefault("case_ref" if row.kind == "upn" else row.kind, []).append(parts.vault.open(row.value_sealed))
    learnt = str((inbound.safety or {}).get("learnt") or "")  # what the worker read of it (steps/learnt), where no pattern does
    asked = _what_was_asked(parts, check, now)
    details = read_details(asked, text, sealed, local_date(now))
    if is_verified(check, now) and (wants_restart(text) or (details.refs and not _is_proven(parts, session, check, details.refs))):
        end_verification(session, conversation_id)
    if is_verified(check, now) and not details.refs and asked is None and (learnt == OTHER or wants_other_case(text)):
        check.updated_at = now
        return _ask(check, "case_ref")  # the proven case stays open until the other one is named
    if is_verified(check, now) and (details.refs or asked is None):
        check.requested = None
        return Outcome(_result(None, "case_status", done=True))
    if is_other_person(text):
        return _close(session, check, "identity_professional", now)
    if details == Details() and asked == "code" and check.dob_sealed:
        details = Details(born=put_right(text, date.fromisoformat(parts.vault.open(check.dob_sealed)), local_date(now)))
    check.updated_at = now
    if details == Details():
        objection = (read_objection(text, asked) or learnt or None) if asked or intent == "case_identity" else "no_ref" if lacks_reference(text) else None
        if asked == "code" and (number := read_phone_number(text)):
            objection = "again"  # the number the code should go to
            keep_sealed(session, conversation_id, message_id, "phone", parts.vault.seal(number), now + timedelta(minutes=parts.settings.sealed_minutes))
        wrong = find_wrong_date(text, local_date(now)) if asked in ("child_dob", "code") and objection is None else None
        if wrong is not None and asked is not None and (asked == "child_dob" or wrong in ("unreal", "future", "over_25")) and not read_code(text):
            return _unusable_date(session, check, asked, wrong, now)
        return _without_detail(parts, session, conversation, check, asked, objection, message_id, now)
    return _with_detail(parts, session, conversation, check, asked, details, message_id, now)


def leave_check(parts: Parts, session: Session, conversation_id: str) -> Outcome:
    """The person wants no more of it: what was given is forgotten, and no code works."""
    now = parts.clock.now()
    return _close(session, hold_check(session, conversation_id, now), "identity_refused", now)


def keep_reference(parts: Parts, session: Session, conversation_id: str, message_id: int) -> None:
    """A reference that came before the check is kept for it, so that nothing is asked twice; what is asked next is the date of birth."""
    now = parts.clock.now()
    text = parts.vault.open(body) if (body := session.get_one(Inbound, message_id).body_sealed) else ""
    refs = read_refs(text, [parts.vault.open(row.value_sealed) for row in list_sealed(session, conversation_id, ("case_ref", "upn"), message_id)])
    if refs:
        check = hold_check(session, conversation_id, now)
        check.ref_sealed, check.dob_sealed, check.requested, check.failures, check.updated_at = parts.vault.seal(choose_ref(parts, session, refs)), None, "child_dob", 0, now


def is_verified(check: IdentityCheck | None, now: datetime) -> bool:
    """Whether the check is proven at this moment."""
    return check is not None and check.verified_case_id is not None and check.verified_until is not None and check.verified_until > now


def count_tries_left(parts: Parts, conversation_id: str) -> int:
    """How many more codes may be tried in the check that waits for one."""
    with parts.db.reading() as session:
        conversation, check = session.get_one(Conversation, conversation_id), session.get(IdentityCheck, conversation_id)
        if check is None or check.ref_sealed is None or check.dob_sealed is None:
            return 0
        return tries_left(parts, session, _claim(parts, conversation, check, 0, parts.clock.now()))


def end_verification(session: Session, conversation_id: str) -> None:
    """By SMS a proof is good for one status (conduct 11)."""
    check = session.get(IdentityCheck, conversation_id)
    if check is not None:
        check.verified_case_id, check.verified_until, check.contact_id = None, None, None


def _is_proven(parts: Parts, session: Session, check: IdentityCheck, refs: tuple[str, ...]) -> bool:
    """Whether a reference is that of the case they have proven, not of another child or of a child's second case."""
    case = session.get(Case, check.verified_case_id)
    return case is None or case.ref_key in {ref_key(parts, ref) for ref in refs}


def _what_was_asked(parts: Parts, check: IdentityCheck, now: datetime) -> str | None:
    if check.requested and now - check.updated_at > timedelta(minutes=parts.settings.sealed_minutes):
        check.requested = None
    if check.requested is None:
        check.ref_sealed, check.dob_sealed, check.failures = None, None, 0
    return check.requested


def _with_detail(parts: Parts, session: Session, conversation: Conversation, check: IdentityCheck, asked: str | None, details: Details, message_id: int, now: datetime) -> Outcome:
    if details.refs:
        check.ref_sealed = parts.vault.seal(choose_ref(parts, session, details.refs))
    if details.born:
        check.dob_sealed = parts.vault.seal(details.born.isoformat())
    if details.refs or details.born:
        check.failures = 0  # what was not understood before is over; tries at a code are counted on the claim (identity/code)
    if check.ref_sealed is None:
        return _ask(check, "case_ref", say="identity_ref_after_dob" if asked == "case_ref" else "")
    if check.dob_sealed is None:
        return _ask(check, "child_dob")
    claim = _claim(parts, conversation, check, message_id, now)
    if details.refs or details.born or asked != "code":
        drop_codes(session, conversation.id, now)  # a corrected detail: codes of the earlier try are void
        target = send_code(parts, session, claim)
        grown = compulsory_school_ends(claim.born) < local_date(now)  # by the day they gave, whatever the record holds
        return _ask(check, "code", say="identity_code_sent_16" if grown else "identity_code_sent", send=target)
    return _take_code(parts, session, check, claim, details.code or "")


def _take_code(parts: Parts, session: Session, check: IdentityCheck, claim: Claim, code: str) -> Outcome:
    used = try_code(parts, session, claim, code)
    if used is None:
        check.failures += 1
        if is_claim_locked(parts, session, claim):
            return _close(session, check, "identity_locked", claim.now)
        left = tries_left(parts, session, claim)
        return _ask(check, "code", say="identity_wrong_last" if left == 1 else "identity_wrong" if check.failures < 2 else "identity_wrong_again")
    check.verified_case_id, check.contact_id = used.case_id, used.contact_id
    check.verified_until = claim.now + timedelta(minutes=parts.settings.web_verified_minutes)
    check.requested, check.ref_sealed, check.dob_sealed, check.failures = None, None, None, 0
    return Outcome(_result(None, "case_status", done=True))


def _without_detail(parts: Parts, session: Session, conversation: Conversation, check: IdentityCheck, asked: str | None, objection: str | None, message_id: int, now: datetime) -> Outcome:
    if objection == "again" and asked == "code":
        target = send_code(parts, session, _claim(parts, conversation, check, message_id, now))
        return _ask(check, "code", say="identity_code_sent", send=target)
    if objection == "restart" and asked is not None:  # no failed try, and none of them is forgotten: they are counted on the claim (identity/code)
        check.ref_sealed, check.dob_sealed = None, None
        drop_codes(session, conversation.id, now)
        return _ask(check, "case_ref", say="identity_restart")
    if objection == "no_code" and _may_need_number(parts, session, conversation, check, message_id):
        check.failures += 1
        return _ask(check, "code", say="identity_ask_number")
    if objection in ("refused", "no_ref", "no_code"):
        return _close(session, check, f"identity_{objection}", now)
    wanted = asked or "case_ref"
    if objection in ("why", "other"):
        return _ask(check, wanted, say=f"identity_{objection}")
    if asked is not None:
        check.failures += 1
        if check.failures > UNREAD_BEFORE_OFFER:
            return _close(session, check, "identity_offer_person", now)
    return _ask(check, wanted)


def _may_need_number(parts: Parts, session: Session, conversation: Conversation, check: IdentityCheck, message_id: int) -> bool:
    """Whether a code may not have come because nobody knows whose phone it should go to: asked once in the chat, whatever the record holds (identity/code)."""
    body = session.get_one(Inbound, message_id).body_sealed
    given = bool(list_sealed(session, conversation.id, ("phone",))) or (body is not None and names_phone(parts.vault.open(body)))
    return conversation.channel == "web" and check.requested == "code" and check.failures == 0 and not given


def _unusable_date(session: Session, check: IdentityCheck, asked: str, wrong: str, now: datetime) -> Outcome:
    """A day that cannot be the date of birth is asked for again; after a few, a person is offered."""
    check.failures += 1
    if check.failures > UNUSABLE_BEFORE_OFFER:
        return _close(session, check, "identity_offer_person", now)
    check.dob_sealed = None
    drop_codes(session, check.conversation_id, now)
    return _ask(check, "child_dob", say=f"identity_dob_{wrong}")


def _claim(parts: Parts, conversation: Conversation, check: IdentityCheck, message_id: int, now: datetime) -> Claim:
    ref, born = parts.vault.open(check.ref_sealed or b""), parts.vault.open(check.dob_sealed or b"")
    return Claim(conversation, message_id, ref, date.fromisoformat(born), now)


def _ask(check: IdentityCheck, detail: str, *, say: str = "", send: str | None = None) -> Outcome:
    check.requested = detail
    return Outcome(_result(detail, say or ASK[detail]), send)


def _close(session: Session, check: IdentityCheck, say: str, now: datetime) -> Outcome:
    check.requested, check.ref_sealed, check.dob_sealed, check.failures, check.updated_at = None, None, None, 0, now
    drop_codes(session, check.conversation_id, now)
    return Outcome(_result(None, say, leave=True))


def _result(requested: str | None, say: str, *, done: bool = False, leave: bool = False) -> dict[str, object]:
    return {"requested": requested, "say": say, "done": done, "leave": leave}
