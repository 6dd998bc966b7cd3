"""The outbox as a person without a Twilio account reads it (`/sms/outbox.json`)."""

from __future__ import annotations

from sqlalchemy import select

from webhook.bootstrap import Parts
from webhook.store.conversations import PhoneNumber
from webhook.store.messages import Outbound


def list_outbox(parts: Parts, limit: int = 500) -> list[dict[str, str]]:
    """The last texts, oldest first: to, from, body, state."""
    statement = select(Outbound, PhoneNumber.number_sealed).join(PhoneNumber, PhoneNumber.number_hash == Outbound.number_hash).where(Outbound.channel == "sms")
    with parts.db.reading() as session:
        rows = session.execute(statement.order_by(Outbound.id.desc()).limit(limit)).all()
    return [
        {"to": parts.vault.open(number), "from": parts.settings.twilio_from, "body": parts.vault.open(outbound.body_sealed), "state": outbound.state} for outbound, number in reversed(rows)
    ]
