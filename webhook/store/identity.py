"""Queries of the identity check. Counting and using up happen in the row, so that two processes at once cannot both win."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import case, delete, func, or_, select, update
from sqlalchemy.orm import Session

from webhook.store.cases import Case, Contact, IdentityCheck, IdentityCode, IdentityLock
from webhook.store.conversations import Conversation, PhoneNumber, SealedValue
from webhook.store.db import insert_once

DAY = timedelta(days=1)


def hold_check(session: Session, conversation_id: str, now: datetime) -> IdentityCheck:
    """The check of a conversation, made if it is new, and held against others until the transaction ends."""
    insert_once(session, IdentityCheck, {"conversation_id": conversation_id, "updated_at": now})
    statement = select(IdentityCheck).where(IdentityCheck.conversation_id == conversation_id).with_for_update()
    return session.scalars(statement, execution_options={"populate_existing": True}).one()


def find_case_by_ref(session: Session, ref_key: str) -> Case | None:
    """The case with that reference."""
    return session.scalars(select(Case).where(Case.ref_key == ref_key)).first()


def find_case_or_another(session: Session, ref_key: str) -> Case | None:
    """The case with that reference, else the first on record: one row is found and read either way, so that the time taken does not tell them apart."""
    this, first = select(Case.id).where(Case.ref_key == ref_key).scalar_subquery(), select(func.min(Case.id)).scalar_subquery()
    return session.scalars(select(Case).where(Case.id == func.coalesce(this, first))).first()


def list_contacts(session: Session, case_id: int) -> list[tuple[Contact, PhoneNumber]]:
    """The people who are on a case now, with their phones, first on the record first."""
    statement = select(Contact, PhoneNumber).join(PhoneNumber, PhoneNumber.number_hash == Contact.number_hash).where(Contact.case_id == case_id, Contact.ended_at.is_(None))
    return [(contact, number) for contact, number in session.execute(statement.order_by(Contact.id)).all()]


def list_sealed(session: Session, conversation_id: str, kinds: tuple[str, ...], inbound_id: int | None = None) -> list[SealedValue]:
    """What was sealed of those kinds: in one message, or in the whole conversation."""
    statement = select(SealedValue).where(SealedValue.conversation_id == conversation_id, SealedValue.kind.in_(kinds))
    if inbound_id is not None:
        statement = statement.where(SealedValue.inbound_id == inbound_id)
    return list(session.scalars(statement.order_by(SealedValue.id)))


def keep_sealed(session: Session, conversation_id: str, inbound_id: int, kind: str, value_sealed: bytes, expires_at: datetime) -> None:
    """Keep something found in a message after its arrival, unless it was found then."""
    if not list_sealed(session, conversation_id, (kind,), inbound_id):
        session.add(SealedValue(conversation_id=conversation_id, inbound_id=inbound_id, kind=kind, value_sealed=value_sealed, expires_at=expires_at))
        session.flush()


def count_codes(session: Session, contact: Contact, now: datetime, *, own: bool) -> int:
    """Codes sent to a contact in the last 24 hours that their own phone asked for, or that others did; the contact is held, so that two askers cannot both be the last."""
    session.execute(select(Contact.id).where(Contact.id == contact.id).with_for_update())
    asked = select(func.count(IdentityCode.id)).join(Conversation, Conversation.id == IdentityCode.conversation_id)
    from_own = Conversation.number_hash.is_not_distinct_from(contact.number_hash)
    statement = asked.where(IdentityCode.contact_id == contact.id, IdentityCode.created_at > now - DAY, from_own if own else ~from_own)
    return session.scalar(statement) or 0


def sent_code_since(session: Session, case_id: int, since: datetime) -> bool:
    """Whether anybody was sent a code for the case since then."""
    return session.scalar(select(IdentityCode.id).where(IdentityCode.case_id == case_id, IdentityCode.created_at > since).limit(1)) is not None


def last_code_to(session: Session, contact_ids: Collection[int], since: datetime) -> IdentityCode | None:
    """The newest code that was sent to one of these contacts since then."""
    statement = select(IdentityCode).where(IdentityCode.contact_id.in_(contact_ids), IdentityCode.created_at > since)
    return session.scalars(statement.order_by(IdentityCode.id.desc()).limit(1)).first()


def use_code(session: Session, conversation_id: str, case_id: int, code_hash: str, now: datetime, tries: int) -> IdentityCode | None:
    """Use a code up. None if it is wrong, old, used, tried too often, or of another conversation or case; of many at once, one wins."""
    live = (IdentityCode.used_at.is_(None), IdentityCode.expires_at > now, IdentityCode.tries < tries)
    mine = (IdentityCode.conversation_id == conversation_id, IdentityCode.case_id == case_id, IdentityCode.code_hash == code_hash)
    code_id = session.scalar(select(IdentityCode.id).where(*mine, *live).order_by(IdentityCode.id.desc()).limit(1))
    if code_id is None:
        return None
    if not session.execute(update(IdentityCode).where(IdentityCode.id == code_id, *live).values(used_at=now)).rowcount:  # type: ignore[attr-defined]
        return None
    drop_codes(session, conversation_id, now)
    return session.get(IdentityCode, code_id, populate_existing=True)


def has_used_code(session: Session, conversation_id: str) -> bool:
    """Whether a case was proven in a conversation before."""
    return session.scalar(select(IdentityCode.id).where(IdentityCode.conversation_id == conversation_id, IdentityCode.used_at.is_not(None)).limit(1)) is not None


def drop_codes(session: Session, conversation_id: str, now: datetime) -> None:
    """No other code of the conversation is good any more."""
    session.execute(update(IdentityCode).where(IdentityCode.conversation_id == conversation_id, IdentityCode.used_at.is_(None)).values(used_at=now))


def refuse_codes(session: Session, number_hash: str, now: datetime) -> None:
    """ "Not me" from a phone: no code sent to it is good any more, and nothing proven with one stays proven."""
    void_codes(session, session.scalars(select(Contact.id).where(Contact.number_hash == number_hash)).all(), now)


def void_codes(session: Session, people: Collection[int], now: datetime) -> None:
    """No code sent to these contacts is good any more, and nothing proven with one stays proven."""
    session.execute(update(IdentityCode).where(IdentityCode.contact_id.in_(people), IdentityCode.used_at.is_(None)).values(used_at=now))
    session.execute(update(IdentityCheck).where(IdentityCheck.contact_id.in_(people)).values(verified_case_id=None, verified_until=None, contact_id=None))


def count_wrong_code(session: Session, conversation_id: str, now: datetime) -> None:
    """A wrong try counts against every live code of the conversation."""
    live = (IdentityCode.conversation_id == conversation_id, IdentityCode.used_at.is_(None), IdentityCode.expires_at > now)
    session.execute(update(IdentityCode).where(*live).values(tries=IdentityCode.tries + 1))


def count_wrong_try(session: Session, who: str, ref_key: str, now: datetime, lock_at: int, lock_for: timedelta) -> int:
    """Count a wrong try of a reference by someone, and lock at the limit; tries so far. A lock that has run out, or a day's rest, begins anew."""
    insert_once(session, IdentityLock, {"who": who, "ref_key": ref_key, "updated_at": now})
    row = (IdentityLock.who == who, IdentityLock.ref_key == ref_key)
    rested = or_(IdentityLock.locked_until <= now, IdentityLock.updated_at <= now - DAY)
    counted = case((rested, 1), else_=IdentityLock.tries + 1)
    session.execute(update(IdentityLock).where(*row).values(tries=counted, locked_until=case((rested, None), else_=IdentityLock.locked_until), updated_at=now))
    session.execute(update(IdentityLock).where(*row, IdentityLock.tries >= lock_at, IdentityLock.locked_until.is_(None)).values(locked_until=now + lock_for))
    return session.scalars(select(IdentityLock.tries).where(*row)).one()


def is_locked(session: Session, who: list[str], ref_key: str, now: datetime) -> bool:
    """Whether any of these names of an asker is locked for a reference."""
    statement = select(IdentityLock.id).where(IdentityLock.who.in_(who), IdentityLock.ref_key == ref_key, IdentityLock.locked_until > now)
    return session.scalar(statement.limit(1)) is not None


def most_tries(session: Session, who: list[str], ref_key: str) -> int:
    """The wrong tries of a reference that count against an asker, under whichever of their names there are most."""
    return session.scalar(select(func.max(IdentityLock.tries)).where(IdentityLock.who.in_(who), IdentityLock.ref_key == ref_key)) or 0


def forget_tries(session: Session, who: list[str], ref_key: str) -> None:
    """A proven asker starts from nothing again."""
    session.execute(delete(IdentityLock).where(IdentityLock.who.in_(who), IdentityLock.ref_key == ref_key))


def wipe_stale_checks(session: Session, before: datetime) -> int:
    """Forget references and dates of birth of checks that nobody went on with since then; rows wiped. A new tracker begins, as Rasa's has the form open."""
    left = (IdentityCheck.requested.is_not(None), IdentityCheck.updated_at < before)
    of_them = Conversation.id.in_(select(IdentityCheck.conversation_id).where(*left))
    session.execute(update(Conversation).where(of_them).values(segment=Conversation.segment + 1, segment_turns=0).execution_options(synchronize_session=False))
    stale = update(IdentityCheck).where(*left)
    return int(session.execute(stale.values(requested=None, ref_sealed=None, dob_sealed=None)).rowcount)  # type: ignore[attr-defined]
