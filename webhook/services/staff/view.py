"""What the two pages of the console show: the queue, and one conversation. Reads only, except that seeing sealed words is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from webhook.bootstrap import Parts
from webhook.clients.clock import LONDON
from webhook.services.people.access_needs import TEXT_ONLY
from webhook.services.people.hours import closing_time, is_open, next_opening, say_opening
from webhook.services.safety.alerts import AlertCard, fold_alerts, list_alert_cards, list_conversation_alerts
from webhook.services.staff.audit import note_once
from webhook.services.staff.console import NoSuchConversation, sms_body
from webhook.services.staff.content import console_words, label
from webhook.services.updates.updates import are_on
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.duty import Handover, Staff
from webhook.store.duty_queries import QueueRow, last_spoke, list_queue, list_transcript, list_typed_phones, list_unanswered, open_handover
from webhook.store.messages import Message, Outbound

STATES = {
    "created": "on its way", "sending": "on its way", "sent": "sent", "delivered": "arrived",
    "failed": "not delivered", "unknown": "may not have arrived", "cancelled": "not sent",
}  # fmt: skip
LONG_WAIT = timedelta(minutes=15)


@dataclass
class QueueItem:
    """One handover as it stands in the list."""

    row: QueueRow
    label: str
    needs: list[str]
    mine: bool
    has_number: bool
    wrote_again: list[Message]  # held, and written since the claim and the last reply: nobody else answers them
    unanswered_since: datetime | None  # held for long, and the parent wrote last, before the claim


@dataclass
class Queue:
    """The page of everything that waits for a person."""

    alerts_shown: list[AlertCard]
    alerts_folded: list[AlertCard]  # one press away, so that many alerts do not push the people who wait off the screen
    waiting: list[QueueItem]
    held: list[QueueItem]
    passed: list[QueueItem]
    stuck: list[QueueItem]
    open_now: bool | None
    when: str  # "5pm" when open, "Monday 23 November at 9am" when closed

    @property
    def alerts(self) -> list[AlertCard]:
        """All open alerts."""
        return [*self.alerts_shown, *self.alerts_folded]


@dataclass
class Bar:
    """What may not be missed on any page but the queue."""

    alerts: list[AlertCard]
    again: list[QueueItem]  # held by somebody, and the family wrote again; who waits longest first
    here: str | None  # the conversation that is on the page: what its family wrote stands there


@dataclass
class Line:
    """One line of a transcript."""

    message: Message
    staff_name: str
    state: str  # of a text: on its way | sent | arrived | not sent | …; "" for what a parent wrote
    segments: int


@dataclass
class ConversationView:
    """Everything about one conversation that an officer needs to answer it."""

    conversation: Conversation
    number: PhoneNumber | None
    handover: Handover | None
    label: str
    holder: Staff | None
    needs: list[str]
    alerts: list[AlertCard]
    open_alerts: int
    lines: list[Line]
    unsafe: bool
    opted_out: bool
    said_safe: bool
    mine: bool
    unanswered: list[Message]  # written since the claim and the last reply
    sms_prefix: str
    typed_phone: bool  # a number stands in the messages
    updates: bool | None  # texts about the case, for who writes here: on, off, or nobody who was asked


def view_queue(parts: Parts, staff: Staff) -> Queue:
    """What waits now, in the order it should be taken."""
    with parts.db.reading() as session:
        rows = list_queue(session)
        held = [row.conversation.id for row in rows if row.conversation.held_by]
        spoke, again = last_spoke(session, held), list_unanswered(session, held)
    items = [_item(parts, staff, row, spoke, again) for row in rows]
    free = [item for item in items if item.row.holder is None]
    now, hours = parts.clock.now(), parts.content.hours
    opening = next_opening(hours, now)
    shown, folded = fold_alerts(list_alert_cards(parts, staff))
    return Queue(
        alerts_shown=shown,
        alerts_folded=folded,
        waiting=[item for item in free if item.row.handover.kind not in ("pass", "waiting")],
        held=[item for item in items if item.row.holder is not None],
        passed=[item for item in free if item.row.handover.kind == "pass"],
        stuck=[item for item in free if item.row.handover.kind == "waiting"],
        open_now=is_open(hours, now),
        when=closing_time(hours, now) or (say_opening(opening) if opening else ""),
    )


def view_bar(parts: Parts, staff: Staff, here: str | None = None) -> Bar:
    """Open alerts, and which held families wrote again and have no answer; that of the conversation on the page is left out."""
    with parts.db.reading() as session:
        rows = [row for row in list_queue(session) if row.conversation.held_by and row.conversation.id != here]
        found = list_unanswered(session, [row.conversation.id for row in rows])
    again = [_item(parts, staff, row, {}, found) for row in rows if row.conversation.id in found]
    return Bar(list_alert_cards(parts, staff), sorted(again, key=lambda item: item.wrote_again[0].at), here)


def view_conversation(parts: Parts, staff: Staff, conversation_id: str) -> ConversationView:
    """One conversation. That somebody opened it is written down. Raises NoSuchConversation."""
    with parts.db.reading() as session:
        conversation = session.get(Conversation, conversation_id)
        if conversation is None or conversation.trial:
            raise NoSuchConversation
        number = session.get(PhoneNumber, conversation.number_hash) if conversation.number_hash else None
        handover, lines = open_handover(session, conversation_id), list_transcript(session, conversation_id)
        holder = session.get(Staff, conversation.held_by) if conversation.held_by else None
        unanswered = list_unanswered(session, [conversation_id]).get(conversation_id, [])
        updates, typed_phone = are_on(session, conversation), bool(list_typed_phones(session, conversation_id))
    _note_opened(parts, staff, conversation_id)
    row = QueueRow(handover, conversation, number, holder) if handover else None
    alerts = list_conversation_alerts(parts, staff, conversation, number)
    return ConversationView(
        conversation=conversation,
        number=number,
        handover=handover,
        label=label(parts, "handover_kinds", handover.kind) if handover else "",
        holder=holder,
        needs=_needs(parts, handover, conversation),
        alerts=alerts,
        open_alerts=sum(card.alert.acknowledged_at is None for card in alerts),
        lines=[Line(message, name or "", _state(outbound), outbound.segments if outbound else 0) for message, name, outbound in lines],
        unsafe=row.unsafe if row else conversation.unsafe_at is not None or bool(number and number.unsafe_at),
        opted_out=bool(number and number.opted_out_at),
        said_safe="safe_to_text" in conversation.said_once,
        mine=conversation.held_by == staff.id,
        unanswered=unanswered,
        sms_prefix=sms_body(parts, "") if conversation.channel == "sms" else "",
        typed_phone=typed_phone,
        updates=updates,
    )


def say_time(at: datetime, now: datetime) -> str:
    """ "14:02" today, "Mon 23 Nov, 14:02" on another day, in London."""
    local, today = at.astimezone(LONDON), now.astimezone(LONDON).date()
    return local.strftime("%H:%M" if local.date() == today else "%a %-d %b, %H:%M")


def _item(parts: Parts, staff: Staff, row: QueueRow, spoke: dict[str, tuple[str, datetime]], again: dict[str, list[Message]]) -> QueueItem:
    who, at = spoke.get(row.conversation.id, ("", None))
    return QueueItem(
        row=row,
        label=label(parts, "handover_kinds", row.handover.kind),
        needs=_needs(parts, row.handover, row.conversation),
        mine=row.conversation.held_by == staff.id,
        has_number=row.conversation.channel == "sms" or row.handover.callback_sealed is not None,
        wrote_again=again.get(row.conversation.id, []),
        unanswered_since=at if who == "parent" and at is not None and parts.clock.now() - at > LONG_WAIT else None,
    )


def _needs(parts: Parts, handover: Handover | None, conversation: Conversation) -> list[str]:
    """How to reach them, "don't ring" first."""
    needs = [need for need in (handover.access_needs if handover else "").split("; ") if need]
    if conversation.language != "en":
        needs.append(f"Language: {console_words(parts)['languages'].get(conversation.language, conversation.language)}")
    return sorted(dict.fromkeys(needs), key=lambda need: need != TEXT_ONLY)


def _state(outbound: Outbound | None) -> str:
    """How far a reply got, in plain words."""
    if outbound is None:
        return ""
    if outbound.channel == "web":
        return "shown" if outbound.state == "delivered" else "saved for them"
    return STATES[outbound.state]


def _note_opened(parts: Parts, staff: Staff, conversation_id: str) -> None:
    """Once a day for each person and conversation: the page looks again every two seconds."""
    day = parts.clock.now().astimezone(LONDON).date().isoformat()
    note_once(parts, staff.id, "opened", [f"conversation:{conversation_id}:{day}"])
