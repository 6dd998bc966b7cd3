"""Queries of the inbox: claim a message once, find what is next, hold a conversation while working it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, case, func, not_, or_, select, update
from sqlalchemy.orm import Session

from webhook.store.cases import IdentityCheck
from webhook.store.conversations import Conversation, PhoneNumber, SealedValue
from webhook.store.db import insert_for_key, insert_once
from webhook.store.duty import Handover
from webhook.store.messages import Inbound, readable_by_staff

ANSWERED = ("answer", "gentle")
OF_A_CASE = ("case_identity", "case_status")  # topics


class Said(NamedTuple):
    """A message of the parent's, masked, with the lane and the topics it was given."""

    text: str
    lane: str | None
    topics: list[str] | None


# The statements of every turn are built once: building one takes longer than running it.
_UNSYNCED = {"synchronize_session": False}
_FREE = or_(Conversation.lease_until.is_(None), Conversation.lease_until < bindparam("now"), Conversation.lease_owner == bindparam("holder"))
_THIS = Conversation.id == bindparam("conversation")
_NOTE_SEEN = update(Conversation).where(_THIS).values(last_seen_at=bindparam("now")).execution_options(**_UNSYNCED)
_TAKE_LEASE = update(Conversation).where(_THIS, _FREE).values(lease_owner=bindparam("holder"), lease_until=bindparam("until")).execution_options(**_UNSYNCED)
_DROP_LEASE = update(Conversation).where(_THIS, Conversation.lease_owner == bindparam("holder")).values(lease_owner=None, lease_until=None).execution_options(**_UNSYNCED)
_DUE = or_(Inbound.state == "received", and_(Inbound.state == "waiting", or_(Inbound.next_try_at.is_(None), Inbound.next_try_at <= bindparam("now"))))
_NEXT = select(Inbound).where(Inbound.conversation_id == bindparam("conversation"), _DUE).order_by(Inbound.state == "waiting", Inbound.id).limit(1)
_LOAD_TURN = (
    select(Inbound, Conversation, PhoneNumber, IdentityCheck)
    .join(Conversation, Conversation.id == Inbound.conversation_id)
    .outerjoin(PhoneNumber, PhoneNumber.number_hash == Conversation.number_hash)
    .outerjoin(IdentityCheck, IdentityCheck.conversation_id == Conversation.id)
    .where(Inbound.id == bindparam("inbound"))
    .with_for_update(of=(Inbound, Conversation))
)
_BEFORE = (Inbound.conversation_id == bindparam("conversation"), Inbound.id < bindparam("inbound"))
_EARLIER = select(func.max(Inbound.received_at), func.max(case((and_(Inbound.state == "waiting", Inbound.lane == "holding"), 1), else_=0))).where(*_BEFORE)
_LAST_TOPICS = select(Inbound.topics).where(*_BEFORE).order_by(Inbound.id.desc()).limit(bindparam("turns"))
_COUNT_TRY = update(Inbound).where(Inbound.id == bindparam("inbound")).values(attempts=Inbound.attempts + 1).returning(Inbound.attempts).execution_options(**_UNSYNCED)
_SEGMENT = update(Conversation).where(_THIS).returning(Conversation.segment).execution_options(**_UNSYNCED)
_SAME_SEGMENT = _SEGMENT.values(segment_turns=Conversation.segment_turns + 1)
_FULL = Conversation.segment_turns >= bindparam("most")
_NEXT_SEGMENT = _SEGMENT.values(segment=Conversation.segment + case((_FULL, 1), else_=0), segment_turns=case((_FULL, 1), else_=Conversation.segment_turns + 1))


def claim_inbound(session: Session, values: dict[str, Any]) -> tuple[int, bool]:
    """Store a message unless its provider_id is known. Its id, and whether this call claimed it."""
    claimed = insert_for_key(session, Inbound, values)
    if claimed is not None:
        return int(claimed), True
    return session.scalars(select(Inbound.id).where(Inbound.provider_id == values["provider_id"])).one(), False


def keep_number(session: Session, number_hash: str, number_sealed: bytes, now: datetime) -> None:
    """Remember a phone number, sealed, if it is new."""
    insert_once(session, PhoneNumber, {"number_hash": number_hash, "number_sealed": number_sealed, "created_at": now})


def keep_conversation(session: Session, values: dict[str, Any]) -> None:
    """Open a conversation if its id is new, else note that it was seen."""
    if not insert_once(session, Conversation, values):
        note_seen(session, values["id"], values["last_seen_at"])


def note_seen(session: Session, conversation_id: str, now: datetime) -> bool:
    """Note that somebody wrote in a conversation. False if it is not open yet."""
    return bool(session.execute(_NOTE_SEEN, {"conversation": conversation_id, "now": now}).rowcount)  # type: ignore[attr-defined]


def take_lease(session: Session, conversation_id: str, owner: str, now: datetime, seconds: float) -> bool:
    """Hold a conversation for one worker. False while another holds it."""
    values = {"conversation": conversation_id, "holder": owner, "now": now, "until": now + timedelta(seconds=seconds)}
    return bool(session.execute(_TAKE_LEASE, values).rowcount)  # type: ignore[attr-defined]


def drop_lease(session: Session, conversation_id: str, owner: str) -> None:
    """Let a conversation go."""
    session.execute(_DROP_LEASE, {"conversation": conversation_id, "holder": owner})


def next_inbound(session: Session, conversation_id: str, now: datetime) -> Inbound | None:
    """The next message to work: new ones first (they may hold a disclosure), then those that wait for Rasa, each in order."""
    return session.scalars(_NEXT, {"conversation": conversation_id, "now": now}).first()


def find_waiting(session: Session, conversation_id: str) -> list[Inbound]:
    """Messages that wait for Rasa, in order. One that broke by itself (lane not "holding") is not among them: nobody waits behind it."""
    statement = select(Inbound).where(Inbound.conversation_id == conversation_id, Inbound.state == "waiting", Inbound.lane == "holding")
    return list(session.scalars(statement.order_by(Inbound.id)))


def load_turn(session: Session, inbound_id: int) -> tuple[Inbound, Conversation, PhoneNumber | None, IdentityCheck | None]:
    """All that a turn needs, in one statement; the rows of message and conversation are locked. Raises NoResultFound for an unknown id."""
    return session.execute(_LOAD_TURN, {"inbound": inbound_id}).one().tuple()


def read_earlier(session: Session, inbound: Inbound) -> tuple[datetime | None, bool]:
    """When the message before this one came, and whether an earlier one of the conversation still waits for Rasa; then this one waits behind it."""
    previous_at, waiting = session.execute(_EARLIER, {"conversation": inbound.conversation_id, "inbound": inbound.id}).one()
    return previous_at, bool(waiting)


def last_heard(session: Session, inbound: Inbound) -> Inbound | None:
    """The message of the conversation before this one."""
    statement = select(Inbound).where(Inbound.conversation_id == inbound.conversation_id, Inbound.id < inbound.id)
    return session.scalars(statement.order_by(Inbound.id.desc()).limit(1)).first()


def was_worked_since(session: Session, inbound: Inbound) -> bool:
    """Whether a message that came after this one was answered before it."""
    later = (Inbound.conversation_id == inbound.conversation_id, Inbound.id > inbound.id, Inbound.state == "done")
    return session.scalar(select(Inbound.id).where(*later).limit(1)) is not None


def list_bodies(session: Session, inbound: Inbound, count: int) -> list[bytes]:
    """The sealed words of the messages before this one that still have them, newest first."""
    statement = select(Inbound.body_sealed).where(Inbound.conversation_id == inbound.conversation_id, Inbound.id < inbound.id)
    return [body for body in session.scalars(statement.order_by(Inbound.id.desc()).limit(count)) if body]


def list_bodies_with_topics(session: Session, inbound: Inbound, count: int) -> list[tuple[bytes, list[str]]]:
    """The same, each with the topics that it was given."""
    statement = select(Inbound.body_sealed, Inbound.topics).where(Inbound.conversation_id == inbound.conversation_id, Inbound.id < inbound.id)
    return [(body, topics or []) for body, topics in session.execute(statement.order_by(Inbound.id.desc()).limit(count)) if body]


def list_bodies_told(session: Session, inbound: Inbound, count: int) -> list[bytes]:
    """The same without what was written to the look-up of a case: a date of birth is no day of a letter."""
    statement = select(Inbound.body_sealed, Inbound.lane, Inbound.topics).where(Inbound.conversation_id == inbound.conversation_id, Inbound.id < inbound.id)
    rows = session.execute(statement.order_by(Inbound.id.desc()).limit(count))
    return [body for body, lane, topics in rows if body and not (lane == "lookup" and (topics or [""])[0] in OF_A_CASE)]


def list_said(session: Session, conversation_id: str, since: datetime) -> list[Said]:
    """What the parent wrote since a moment and what came of it, oldest first."""
    statement = select(Inbound.masked_text, Inbound.lane, Inbound.topics).where(Inbound.conversation_id == conversation_id, Inbound.received_at > since)
    return [Said(text or "", lane, topics) for text, lane, topics in session.execute(statement.order_by(Inbound.id))]


def list_answered_topics(session: Session, conversation_id: str, limit: int) -> list[tuple[str, str]]:
    """The first topic of each question that was answered in a conversation, with its words, masked; the latest first."""
    answered = (Inbound.conversation_id == conversation_id, Inbound.state == "done", Inbound.lane.in_(ANSWERED))
    found = session.execute(select(Inbound.topics, Inbound.masked_text).where(*answered).order_by(Inbound.id.desc()).limit(limit))
    return [(topics[0], text or "") for topics, text in found if topics]


def count_try(session: Session, inbound_id: int) -> int:
    """A message is about to be shown to Rasa; how many times it was before."""
    return int(session.scalars(_COUNT_TRY, {"inbound": inbound_id}).one()) - 1


def next_segment(session: Session, conversation_id: str, most_turns: int, *, stale: bool, form_open: bool) -> int:
    """Count a turn of the conversation's Rasa tracker, beginning a new one where the present one is full or stale and no form is open. Its number."""
    values = {"conversation": conversation_id, "most": 0 if stale else most_turns}
    return session.scalars(_SAME_SEGMENT if form_open else _NEXT_SEGMENT, values).one()


def list_last_topics(session: Session, inbound: Inbound, turns: int) -> list[set[str]]:
    """What each of the last turns before a message was about, the newest first."""
    found = session.scalars(_LAST_TOPICS, {"conversation": inbound.conversation_id, "inbound": inbound.id, "turns": turns})
    return [set(topics or []) for topics in found]


def list_several(session: Session, inbound: Inbound, turns: int) -> list[str]:
    """The topics of the last turn before a message that was about more than one, as answered; none where that is longer ago than so many turns."""
    before = select(Inbound.topics).where(Inbound.conversation_id == inbound.conversation_id, Inbound.id < inbound.id).order_by(Inbound.id.desc()).limit(turns)
    return next((list(topics) for topics in session.scalars(before) if topics and len(topics) > 1), [])


def find_left_behind(session: Session, now: datetime, limit: int = 200) -> list[str]:
    """Conversations with work that nobody holds."""
    free = or_(Conversation.lease_until.is_(None), Conversation.lease_until < now)
    statement = select(Inbound.conversation_id).join(Conversation, Conversation.id == Inbound.conversation_id).where(_DUE, free)
    return list(session.scalars(statement.group_by(Inbound.conversation_id).limit(limit), {"now": now}))


def wipe_expired(session: Session, now: datetime, sealed_minutes: int, handover_days: int) -> int:
    """Forget sealed values and originals whose time is over. A message that waits is worked on from its masked text by then. Rows wiped.

    What a family wrote to a person stays until the handover is closed, at most `handover_days`: an officer who reads it in the morning can open it (conduct 16).
    """
    gone = session.query(SealedValue).filter(SealedValue.expires_at < now).delete(synchronize_session=False)
    before = now - timedelta(minutes=sealed_minutes)
    over = or_(and_(Inbound.state == "done", Inbound.done_at < before), and_(Inbound.masked_text.is_not(None), Inbound.received_at < before))
    in_hands = select(Handover.conversation_id).where(Handover.state != "closed", Handover.kind != "waiting")  # that one waits for Rasa, not for a person
    kept = and_(Inbound.conversation_id.in_(in_hands), Inbound.received_at >= now - timedelta(days=handover_days), readable_by_staff())
    statement = update(Inbound).where(Inbound.body_sealed.is_not(None), over, not_(kept)).values(body_sealed=None)
    return int(gone) + int(session.execute(statement).rowcount)  # type: ignore[attr-defined]
