"""Queries of the duty line: who asked for a person, what must be seen at once, who holds what. Trial conversations are never in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, case, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from webhook.store.conversations import NOTHING_OPEN, Conversation, PhoneNumber, SealedValue
from webhook.store.duty import Alert, Audit, Handover, Staff
from webhook.store.messages import ClockJob, Inbound, Message, Outbound, readable_by_staff

DANGER = ("crisis", "concern")
_SAID = Message.conversation_id == bindparam("conversation")  # asked in every turn, so built once, as in store/inbox
_PARENT_WORDS = (
    select(Message.text, Inbound.safety).outerjoin(Inbound, Inbound.id == Message.inbound_id).where(_SAID, Message.sender == "parent").order_by(Message.id.desc()).limit(bindparam("limit"))
)
_OUR_WORDS = select(Message.text).where(_SAID, Message.sender == "bot").order_by(Message.id.desc()).limit(bindparam("limit"))


# ---- Handovers ----


def open_handover(session: Session, conversation_id: str) -> Handover | None:
    """The handover of a conversation that is not closed, if there is one."""
    return session.scalars(select(Handover).where(Handover.conversation_id == conversation_id, Handover.state != "closed").order_by(Handover.id)).first()


def last_closed(session: Session, conversation_id: str) -> datetime | None:
    """When the last request for a person of a conversation was closed."""
    return session.scalar(select(func.max(Handover.closed_at)).where(Handover.conversation_id == conversation_id))


def last_needs(session: Session, conversation_id: str) -> str:
    """How to reach the person, as kept with the handover before."""
    return session.scalar(select(Handover.access_needs).where(Handover.conversation_id == conversation_id).order_by(Handover.id.desc()).limit(1)) or ""


def list_parent_words(session: Session, conversation_id: str, *, limit: int, without_danger: bool = False) -> list[str]:
    """The parent's last messages, masked, newest first; without those that were a crisis or a concern if asked."""
    found = session.execute(_PARENT_WORDS, {"conversation": conversation_id, "limit": limit})
    return [text for text, safety in found if not (without_danger and (safety or {}).get("lane") in DANGER)]


def list_our_words(session: Session, conversation_id: str, *, limit: int) -> list[str]:
    """What the assistant last said, newest first."""
    return list(session.scalars(_OUR_WORDS, {"conversation": conversation_id, "limit": limit}))


def had_flag_since(session: Session, conversation_id: str, flag: str, since: datetime) -> bool:
    """Whether a message since then carried a flag such as urgent_today."""
    statement = select(Inbound.flags).where(Inbound.conversation_id == conversation_id, Inbound.received_at >= since)
    return any(flag in (flags or []) for flags in session.scalars(statement))


def had_alarm_since(session: Session, conversation_id: str, since: datetime) -> bool:
    """Whether somebody in the conversation may have been in danger since then."""
    return session.scalar(select(Alert.id).where(Alert.conversation_id == conversation_id, Alert.kind.in_(DANGER), Alert.at >= since).limit(1)) is not None


def find_sealed_phone(session: Session, inbound_id: int) -> bytes | None:
    """The phone number written in one message, still sealed."""
    statement = select(SealedValue.value_sealed).where(SealedValue.inbound_id == inbound_id, SealedValue.kind == "phone")
    return session.scalar(statement.order_by(SealedValue.id).limit(1))


def list_typed_phones(session: Session, conversation_id: str) -> list[bytes]:
    """The numbers written in the messages of a conversation, sealed, the latest first."""
    statement = select(SealedValue.value_sealed).join(Inbound, Inbound.id == SealedValue.inbound_id)
    statement = statement.where(Inbound.conversation_id == conversation_id, SealedValue.kind == "phone").order_by(SealedValue.id.desc())
    return list(session.scalars(statement))


def list_hidden_words(session: Session, conversation_id: str) -> list[tuple[Message, bytes]]:
    """Messages that personal data was hidden in and whose original is still kept, sealed, in the order they came."""
    statement = select(Message, Inbound.body_sealed).join(Inbound, Inbound.id == Message.inbound_id)
    statement = statement.where(Message.conversation_id == conversation_id, Message.sender == "parent", Inbound.body_sealed.is_not(None), readable_by_staff())
    return [(message, sealed) for message, sealed in session.execute(statement.order_by(Message.id)) if sealed]


def find_callback(session: Session, conversation_id: str) -> bytes | None:
    """The number somebody last asked to be rung on, still sealed."""
    statement = select(Handover.callback_sealed).where(Handover.conversation_id == conversation_id, Handover.callback_sealed.is_not(None))
    return session.scalar(statement.order_by(Handover.id.desc()).limit(1))


@dataclass(frozen=True)
class QueueRow:
    """One handover as it stands in the queue, with what an officer must know before answering."""

    handover: Handover
    conversation: Conversation
    number: PhoneNumber | None
    holder: Staff | None

    @property
    def unsafe(self) -> bool:
        """Whether the phone or conversation may be watched."""
        return is_unsafe(self.conversation, self.number)

    @property
    def opted_out(self) -> bool:
        """Whether texts to the number are off."""
        return self.number is not None and self.number.opted_out_at is not None


def is_unsafe(conversation: Conversation, number: PhoneNumber | None) -> bool:
    """Whether the phone or conversation may be watched (conduct 3)."""
    return conversation.unsafe_at is not None or (number is not None and number.unsafe_at is not None)


def list_queue(session: Session, limit: int = 200) -> list[QueueRow]:
    """Open handovers: urgent first, those nobody has before those somebody holds, oldest first."""
    statement = (
        select(Handover, Conversation, PhoneNumber, Staff)
        .join(Conversation, Conversation.id == Handover.conversation_id)
        .outerjoin(PhoneNumber, PhoneNumber.number_hash == Conversation.number_hash)
        .outerjoin(Staff, Staff.id == Conversation.held_by)
        .where(Handover.state != "closed", Handover.trial.is_(False), Conversation.trial.is_(False))
        .order_by(Handover.urgent.desc(), case((Conversation.held_by.is_(None), 0), else_=1), Handover.requested_at, Handover.id)
    )
    return [QueueRow(*row) for row in session.execute(statement.limit(limit))]


# ---- Alerts ----


def list_open_alerts(session: Session, limit: int = 200) -> list[tuple[Alert, Conversation | None, PhoneNumber | None]]:
    """Alerts nobody has acknowledged, none from trials: about danger first, so that no number of others leaves one out, then the newest."""
    statement = (
        select(Alert, Conversation, PhoneNumber)
        .outerjoin(Conversation, Conversation.id == Alert.conversation_id)
        .outerjoin(PhoneNumber, PhoneNumber.number_hash == Conversation.number_hash)
        .where(Alert.acknowledged_at.is_(None), Alert.trial.is_(False), or_(Conversation.id.is_(None), Conversation.trial.is_(False)))
        .order_by(case((Alert.kind.in_((*DANGER, "opted_out_danger")), 0), else_=1), Alert.at.desc(), Alert.id.desc())
    )
    return [(alert, conversation, number) for alert, conversation, number in session.execute(statement.limit(limit))]


def list_alerts_of(session: Session, conversation_id: str) -> list[tuple[Alert, str | None]]:
    """All alerts of a conversation, newest first, each with who acknowledged it."""
    statement = select(Alert, Staff.name).outerjoin(Staff, Staff.id == Alert.acknowledged_by).where(Alert.conversation_id == conversation_id)
    return [(alert, name) for alert, name in session.execute(statement.order_by(Alert.id.desc()).limit(50))]


def acknowledge_alerts(session: Session, alert: Alert, staff_id: int, now: datetime) -> int:
    """Mark an alert, and others about the same message, as seen by somebody. How many were still open."""
    same = Alert.id == alert.id if alert.inbound_id is None else or_(Alert.id == alert.id, Alert.inbound_id == alert.inbound_id)
    statement = update(Alert).where(same, Alert.acknowledged_at.is_(None)).values(acknowledged_at=now, acknowledged_by=staff_id)
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]


def find_safety_sends(session: Session, inbound_ids: Iterable[int]) -> dict[int, str]:
    """The state of the fixed wording sent for each message, where there is one."""
    statement = select(Outbound.inbound_id, Outbound.state).where(Outbound.inbound_id.in_(list(inbound_ids)), Outbound.kind == "safety").order_by(Outbound.id)
    return {int(inbound_id): state for inbound_id, state in session.execute(statement) if inbound_id is not None}


def find_card_times(session: Session, inbound_ids: Iterable[int]) -> dict[int, datetime]:
    """When the fixed wording goes out by itself for messages that staff still have time to answer."""
    keys = {f"card{inbound_id}": inbound_id for inbound_id in inbound_ids}
    statement = select(ClockJob.dedupe_key, ClockJob.due_at).where(ClockJob.dedupe_key.in_(list(keys)), ClockJob.state == "due")
    return {keys[key]: due_at for key, due_at in session.execute(statement)}


def wipe_originals(session: Session, before: datetime) -> int:
    """Forget the original words of alerts older than that. Rows wiped."""
    statement = update(Alert).where(Alert.original_sealed.is_not(None), Alert.at < before).values(original_sealed=None)
    return int(session.execute(statement).rowcount)  # type: ignore[attr-defined]


# ---- Holding a conversation ----


def hold_conversation(session: Session, conversation_id: str, staff_id: int, now: datetime, *, instead_of: int | None = None) -> bool:
    """Take a conversation that nobody holds (or that `instead_of` holds). Of two at once exactly one is told True."""
    free = Conversation.held_by.is_(None) if instead_of is None else Conversation.held_by == instead_of
    statement = update(Conversation).where(Conversation.id == conversation_id, free).values(held_by=staff_id, held_at=now)
    return bool(session.execute(statement).rowcount)  # type: ignore[attr-defined]


def end_hold(session: Session, conversation_id: str, staff_id: int) -> bool:
    """Let go of a conversation; False unless this person holds it."""
    statement = update(Conversation).where(Conversation.id == conversation_id, Conversation.held_by == staff_id).values(held_by=None, held_at=None, **NOTHING_OPEN)
    return bool(session.execute(statement).rowcount)  # type: ignore[attr-defined]


def close_handovers(session: Session, conversation_id: str, staff_id: int, outcome: str, now: datetime) -> None:
    """Close what is open in a conversation, with how it went."""
    statement = update(Handover).where(Handover.conversation_id == conversation_id, Handover.state != "closed")
    values = {"state": "closed", "closed_at": now, "outcome": outcome, "claimed_by": func.coalesce(Handover.claimed_by, staff_id)}
    session.execute(statement.values(**values).execution_options(synchronize_session="fetch"))


def settle_waiting(session: Session, conversation_id: str, now: datetime) -> int:
    """Messages that waited for the assistant have been answered by a person: they are done."""
    statement = update(Inbound).where(Inbound.conversation_id == conversation_id, Inbound.state == "waiting")
    return int(session.execute(statement.values(state="done", lane="silent", done_at=now)).rowcount)  # type: ignore[attr-defined]


def list_transcript(session: Session, conversation_id: str, limit: int = 400) -> list[tuple[Message, str | None, Outbound | None]]:
    """The last messages, oldest first: each with who of staff wrote it and how far it got."""
    statement = (
        select(Message, Staff.name, Outbound)
        .outerjoin(Staff, Staff.id == Message.staff_id)
        .outerjoin(Outbound, Outbound.message_id == Message.id)
        .where(Message.conversation_id == conversation_id)
        .order_by(Message.id.desc())
        .limit(limit)
    )
    rows: list[tuple[Message, str | None, Outbound | None]] = [tuple(row) for row in session.execute(statement)]  # type: ignore[misc]
    return rows[::-1]


def last_spoke(session: Session, conversation_ids: Iterable[str]) -> dict[str, tuple[str, datetime]]:
    """For each conversation who of parent and staff wrote last, and when."""
    ids = list(conversation_ids)
    newest = select(func.max(Message.id)).where(Message.conversation_id.in_(ids), Message.sender.in_(("parent", "staff"))).group_by(Message.conversation_id)
    statement = select(Message.conversation_id, Message.sender, Message.at).where(Message.id.in_(newest))
    return {conversation_id: (sender, at) for conversation_id, sender, at in session.execute(statement)}


def list_unanswered(session: Session, conversation_ids: Iterable[str]) -> dict[str, list[Message]]:
    """What each held conversation's family wrote since it was claimed and since a person last answered, oldest first. What waits for Rasa is not in it: that is answered later."""
    reply, this = aliased(Message), Message.conversation_id
    replied = select(func.coalesce(func.max(reply.id), 0)).where(reply.conversation_id == this, reply.sender == "staff").correlate(Message).scalar_subquery()
    claimed = select(func.min(Handover.claimed_at)).where(Handover.conversation_id == this, Handover.state != "closed").correlate(Message).scalar_subquery()
    statement = select(Message).join(Inbound, Inbound.id == Message.inbound_id).join(Conversation, Conversation.id == this)
    statement = statement.where(this.in_(list(conversation_ids)), Message.sender == "parent", Message.id > replied, Conversation.held_by.is_not(None))
    statement = statement.where(or_(Inbound.state == "received", Inbound.done_at > func.coalesce(claimed, Conversation.held_at)))
    statement = statement.where(func.coalesce(Inbound.lane, "").not_in(("opt_out", "opt_in")))  # the network or a fixed text answers STOP and START
    found: dict[str, list[Message]] = {}
    for message in session.scalars(statement.order_by(Message.id)):
        found.setdefault(message.conversation_id, []).append(message)
    return found


# ---- Staff and the audit ----


def find_staff(session: Session, username: str) -> Staff | None:
    """A login by its name, in any case of letters."""
    return session.scalars(select(Staff).where(Staff.username == username.strip().lower())).first()


def reserve_try(session: Session, staff_id: int) -> int:
    """Count a try before the password is looked at, so that tries at the same moment cannot slip past the limit."""
    session.execute(update(Staff).where(Staff.id == staff_id).values(failed_logins=Staff.failed_logins + 1))
    return int(session.scalar(select(Staff.failed_logins).where(Staff.id == staff_id)) or 0)


def use_code_step(session: Session, staff_id: int, step: int) -> bool:
    """Spend a one-time code: False if it, or a later one, was used before."""
    statement = update(Staff).where(Staff.id == staff_id, Staff.totp_last_used < step).values(totp_last_used=step)
    return bool(session.execute(statement).rowcount)  # type: ignore[attr-defined]


def has_audit(session: Session, staff_id: int, action: str, subject: str) -> bool:
    """Whether a step of this person on this subject is already written down."""
    same = and_(Audit.staff_id == staff_id, Audit.action == action, Audit.subject == subject)
    return session.scalar(select(Audit.id).where(same).limit(1)) is not None


def count_audit_since(session: Session, action: str, subject: str, since: datetime) -> int:
    """How often a step was written down since then."""
    statement = select(func.count()).select_from(Audit).where(Audit.action == action, Audit.subject == subject, Audit.at > since)
    return int(session.scalar(statement) or 0)
