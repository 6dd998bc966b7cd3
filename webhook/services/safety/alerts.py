"""What staff must see at once: alerts as cards, crisis above concern above the rest, with the original words open to officers (conduct 1, 16)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken

from webhook.bootstrap import Parts
from webhook.services.staff.audit import note_once, record_audit
from webhook.services.staff.content import Route, label, suggest_route
from webhook.store.conversations import Conversation, PhoneNumber
from webhook.store.duty import Alert, Staff
from webhook.store.duty_queries import (
    acknowledge_alerts,
    find_card_times,
    find_safety_sends,
    is_unsafe,
    list_alerts_of,
    list_open_alerts,
    wipe_originals,
)  # fmt: skip

_RANK = {"crisis": 0, "opted_out_danger": 0, "concern": 1, "bereavement": 2, "not_me": 2, "help_word": 2, "may_mean_booking": 3}
LAST_RANK = 4
LAST_DANGER = 1  # up to this rank somebody may be in danger: always shown
FEW = 3  # cards on the queue's page before the rest is folded


class NoSuchAlert(Exception):
    """There is no alert with that id."""


@dataclass
class AlertCard:
    """One alert as it is shown. `words` are the original ones where they are kept, else the masked ones."""

    alert: Alert
    label: str
    rank: int
    words: str
    original: bool
    route: Route
    channel: str = ""
    unsafe: bool = False
    opted_out: bool = False
    said: str = ""  # what the parent has been told: sent | waiting | none | ""
    card_at: datetime | None = None
    acknowledged_by: str | None = None
    also: list[str] = field(default_factory=list)


def list_alert_cards(parts: Parts, staff: Staff) -> list[AlertCard]:
    """Open alerts for somebody who may see conversations: the gravest first; of those about danger the oldest, of the others the newest. That their words were shown is written down."""
    with parts.db.reading() as session:
        rows = list_open_alerts(session)
        inbound_ids = [alert.inbound_id for alert, _, _ in rows if alert.inbound_id]
        sends, times = find_safety_sends(session, inbound_ids), find_card_times(session, inbound_ids)
    cards = [_card(parts, alert, conversation, number, sends, times) for alert, conversation, number in rows]
    cards = _one_per_message(sorted(cards, key=_order))
    _note_seen(parts, staff, cards)
    return cards


def fold_alerts(cards: list[AlertCard]) -> tuple[list[AlertCard], list[AlertCard]]:
    """The cards that are shown and those one press away: the first few, and whatever may be about danger."""
    count = max(FEW, sum(card.rank <= LAST_DANGER for card in cards))
    return cards[:count], cards[count:]


def list_conversation_alerts(parts: Parts, staff: Staff, conversation: Conversation, number: PhoneNumber | None) -> list[AlertCard]:
    """Every alert of one conversation, newest first, open or acknowledged."""
    with parts.db.reading() as session:
        rows = list_alerts_of(session, conversation.id)
        inbound_ids = [alert.inbound_id for alert, _ in rows if alert.inbound_id]
        sends, times = find_safety_sends(session, inbound_ids), find_card_times(session, inbound_ids)
    cards = []
    for alert, name in rows:
        card = _card(parts, alert, conversation, number, sends, times)
        card.acknowledged_by = name
        cards.append(card)
    _note_seen(parts, staff, cards)
    return cards


def acknowledge(parts: Parts, staff: Staff, alert_id: int) -> Alert:
    """Somebody has seen it and acts. Pressing twice, or after a colleague, changes nothing but is written down. Raises NoSuchAlert."""
    now = parts.clock.now()
    with parts.db.writing() as session:
        alert = session.get(Alert, alert_id)
        if alert is None or alert.trial:
            raise NoSuchAlert
        first = acknowledge_alerts(session, alert, staff.id, now) > 0
        detail = f"{alert.kind} after {int((now - alert.at).total_seconds())} s" if first else "already acknowledged"
        record_audit(session, staff.id, "acknowledge_alert", f"alert:{alert.id}", now, detail=detail)
        session.refresh(alert)
        return alert


def forget_originals(parts: Parts) -> int:
    """Wipe the original words whose time is over; the masked ones stay. For the sweep."""
    now = parts.clock.now()
    with parts.db.writing() as session:
        return wipe_originals(session, now - timedelta(days=parts.settings.alert_original_days))


def _order(card: AlertCard) -> tuple[int, float]:
    at = card.alert.at.timestamp()
    return card.rank, at if card.rank <= LAST_DANGER else -at


def _card(parts: Parts, alert: Alert, conversation: Conversation | None, number: PhoneNumber | None, sends: dict[int, str], times: dict[int, datetime]) -> AlertCard:
    original = _open_original(parts, alert)
    opted_out = number is not None and number.opted_out_at is not None
    card = AlertCard(
        alert=alert,
        label=label(parts, "alert_kinds", alert.kind),
        rank=_RANK.get(alert.kind, LAST_RANK),
        words=original or alert.detail,
        original=original is not None,
        route=suggest_route(parts, alert.kind, alert.topic),
        channel=conversation.channel if conversation else "",
        unsafe=conversation is not None and is_unsafe(conversation, number),
        opted_out=opted_out,
    )
    if card.rank <= 1 and alert.inbound_id:
        card.card_at = times.get(alert.inbound_id)
        state = sends.get(alert.inbound_id)
        card.said = "waiting" if card.card_at else "none" if state in (None, "cancelled", "failed") else "sent"
    return card


def _open_original(parts: Parts, alert: Alert) -> str | None:
    try:
        return parts.vault.open(alert.original_sealed) if alert.original_sealed else None
    except InvalidToken:  # sealed with a key that is gone: the masked words are still there
        return None


def _one_per_message(cards: list[AlertCard]) -> list[AlertCard]:
    """Two alerts about one message are one card, the graver on top, with the other's note below."""
    kept: dict[object, AlertCard] = {}
    for card in cards:
        key = ("in", card.alert.inbound_id) if card.alert.inbound_id else ("alert", card.alert.id)
        head = kept.setdefault(key, card)
        if head is not card:
            head.also.append(f"{card.label}. {card.route.say if card.rank > 1 else ''}".strip())
            if card.original and not head.original:
                head.words, head.original = card.words, True
    return list(kept.values())


def _note_seen(parts: Parts, staff: Staff, cards: list[AlertCard]) -> None:
    note_once(parts, staff.id, "saw_original", [f"alert:{card.alert.id}" for card in cards if card.original])
