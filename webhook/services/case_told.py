"""What a text told of a case, kept sealed for SEALED_MINUTES, so that the phone it went to can ask about it though its proof is over (conduct 11).

Nothing newer is ever read: what can be asked is what already stands in that text.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from webhook.bootstrap import Parts
from webhook.services.cases import NOT_AVAILABLE, NOT_PROVEN, Status, case_status, open_status, seal_status
from webhook.services.heard import Heard
from webhook.store.identity import keep_sealed, list_sealed

KIND = "status"  # of a sealed value


def keep_told(parts: Parts, session: Session, heard: Heard, status: Status) -> None:
    """Keep what is being told; for a phone that may be watched nothing (conduct 3)."""
    if not heard.unsafe:
        kept = seal_status(parts, status, heard.conversation.id).encode("ascii")
        keep_sealed(session, heard.conversation.id, heard.inbound.id, KIND, kept, heard.now + timedelta(minutes=parts.settings.sealed_minutes))


def find_told(parts: Parts, session: Session, heard: Heard) -> Status | None:
    """What the last text on a case told, while it is kept."""
    kept = [row.value_sealed for row in list_sealed(session, heard.conversation.id, (KIND,)) if row.expires_at > heard.now]
    return open_status(parts, kept[-1].decode("ascii"), heard.conversation.id) if kept and not heard.unsafe else None


def shown_status(parts: Parts, heard: Heard) -> Status | None:
    """The case as it may be said now: proven in the chat, or as the last text told it."""
    with parts.db.reading() as session:
        if heard.channel == "web":
            status = case_status(parts, session, heard.conversation.id)
            return status if status.stage not in (NOT_PROVEN, NOT_AVAILABLE) else None
        return find_told(parts, session, heard)
